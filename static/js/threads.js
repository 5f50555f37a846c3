// The Ask panel: which thread and branch is shown, templates by "/", copying, documents asked together, suggestions.
(() => {
  const kept = () => `thread:${location.pathname}`;

  /* The thread and the branch that this tab shows stay over a reload. */
  const read = () => {
    try {
      return JSON.parse(sessionStorage.getItem(kept())) || {};
    } catch {
      return {};
    }
  };
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.elt.id !== "panel-ask") return;
    const named = new URLSearchParams(location.search);
    const { thread, at } = named.get("thread") ? { thread: named.get("thread"), at: named.get("at") } : read();
    if (thread) event.detail.parameters.thread = thread;
    if (thread && at) event.detail.parameters.at = at;
  });
  let chose = "";
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-branch]")) chose = "branch";
  });
  const remember = (panel) => {
    const { thread, last } = panel.dataset;
    const shown = { thread };
    // A branch is kept only where it was chosen: else what comes newly is shown.
    if (chose === "branch" || (read().thread === thread && read().at)) shown.at = last;
    try {
      sessionStorage.setItem(kept(), JSON.stringify(shown));
    } catch {
      // Storage may be forbidden; then a reload shows the newest.
    }
  };
  document.addEventListener("htmx:afterSettle", (event) => {
    const panel = event.target.matches?.("[data-panel=ask]") ? event.target : event.target.querySelector?.(":scope > [data-panel=ask]");
    if (!panel) return;
    remember(panel);
    if (chose === "branch") panel.querySelector(".branches")?.closest(".message")?.scrollIntoView({ block: "nearest" });
    chose = "";
    panel.querySelector("[data-full], [role=alert]")?.scrollIntoView({ block: "nearest" });
  });

  /* When an answer has ended, what can be done with it appears below it. */
  document.addEventListener("htmx:load", (event) => {
    const run = event.detail.elt;
    if (!run.matches?.(".thread .run") || ["queued", "running"].includes(run.dataset.status)) return;
    const foot = run.closest(".message").querySelector(".message-foot:not(:has(*), [data-asked])");
    if (!foot) return;
    foot.dataset.asked = "yes"; // once: a second drawing would undo what was done with the first
    htmx.trigger(foot, "answered");
  });

  /* Copying: with the clipboard where there is one, by selection elsewhere, by hand at last. */
  const bySelection = (text) => {
    const box = document.createElement("textarea");
    box.value = text;
    box.className = "visually-hidden";
    (document.querySelector("dialog[open]") || document.body).append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    return done;
  };
  const byHand = (button, text) => {
    const box = document.createElement("textarea");
    box.value = text;
    box.readOnly = true;
    box.rows = 8;
    box.className = "composer-input copy-by-hand";
    button.closest(".message-foot").append(box);
    box.focus();
    box.select();
  };
  const copy = async (button) => {
    const answer = await fetch(button.dataset.copyText);
    if (!answer.ok) return;
    const text = await answer.text();
    let done = false;
    try {
      await navigator.clipboard.writeText(text);
      done = true;
    } catch {
      done = bySelection(text);
    }
    if (!done) return byHand(button, text);
    const words = button.querySelector("[data-copied]");
    words.textContent = words.dataset.copied;
    return true;
  };

  /* "/" at the beginning of an empty question opens the templates. */
  const slash = (box) => box.form?.querySelector("[data-slash]");
  const options = (list) => [...list.querySelectorAll("[data-insert]:not([hidden])")];
  const close = (box) => {
    const list = slash(box);
    if (list) list.hidden = true;
    box.removeAttribute("aria-activedescendant");
  };
  const mark = (box, option) => {
    for (const one of options(slash(box))) one.setAttribute("aria-selected", String(one === option));
    if (option) box.setAttribute("aria-activedescendant", option.id);
    option?.scrollIntoView({ block: "nearest" });
  };
  const filter = (box) => {
    const list = slash(box);
    const wanted = box.value.slice(1).trim().toLowerCase();
    for (const one of list.querySelectorAll("[data-insert]")) one.hidden = !one.textContent.toLowerCase().includes(wanted);
    const left = options(list);
    const none = list.querySelector("[data-slash-none]");
    if (none) none.hidden = left.length > 0 || !list.querySelector("[data-insert]");
    mark(box, left[0]);
  };
  const open = async (box) => {
    const list = slash(box);
    if (!list.childElementCount) {
      const answer = await fetch(box.form.dataset.templates, { headers: { "HX-Request": "true" } });
      if (!answer.ok || !box.value.startsWith("/")) return;
      list.innerHTML = await answer.text();
    }
    list.hidden = false;
    filter(box);
  };
  const insert = (box, option) => {
    box.value = option.dataset.insert;
    close(box);
    box.focus();
    const place = box.value.match(/\[[^\]]+\]/);
    if (place) box.setSelectionRange(place.index, place.index + place[0].length);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  document.addEventListener("input", (event) => {
    const box = event.target;
    if (!box.matches?.(".composer textarea") || !slash(box)) return;
    if (/^\/[^\n]{0,40}$/.test(box.value)) open(box);
    else close(box);
  });
  // Before the composer's own keys: while the list is open, Enter chooses and Esc closes it.
  document.addEventListener(
    "keydown",
    (event) => {
      const box = event.target;
      const list = box.matches?.(".composer textarea") && slash(box);
      if (!list || list.hidden || event.isComposing || event.keyCode === 229) return;
      const shown = options(list);
      const at = shown.findIndex((one) => one.getAttribute("aria-selected") === "true");
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && shown.length) mark(box, shown[(at + step + shown.length) % shown.length]);
      else if (["Enter", "Tab"].includes(event.key) && shown[at] && !event.shiftKey) insert(box, shown[at]);
      else if (event.key === "Escape") close(box);
      else return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
  // Esc in an edited question gives it up; nothing is stopped by it.
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || event.isComposing || !event.target.matches?.(".question-edit textarea")) return;
      event.stopImmediatePropagation();
      event.target.form.querySelector("[hx-get]").click();
    },
    true,
  );

  /* Documents that are asked together, in a chosen order */
  const changed = (box) => {
    const items = box.querySelectorAll("[data-asked]");
    for (const [number, item] of items.entries()) item.querySelector("[data-asked-up]").disabled = number === 0;
    htmx.trigger(box.querySelector("[data-asked-fit]"), "chosen");
  };
  const add = (box, button) => {
    const key = button.dataset.askedAdd;
    const list = box.querySelector("[data-asked-list]");
    if (list.querySelector(`[data-asked="${CSS.escape(key)}"]`)) return;
    const item = box.querySelector("[data-asked-template]").content.firstElementChild.cloneNode(true);
    item.dataset.asked = key;
    Object.assign(item.querySelector("input"), { value: key, disabled: false });
    item.querySelector(".asked-title").textContent = button.firstElementChild.textContent;
    list.append(item);
    button.closest("li").remove();
    changed(box);
  };

  /* A suggested question is asked: the Ask tab comes to the front with it. */
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!event.target.matches?.("[data-asks]")) return;
    document.querySelector('[role=tab][aria-controls="panel-ask"]')?.click();
    // The tab may just have begun to fetch what the answer to this request is about to replace.
    htmx.trigger("#panel-ask", "htmx:abort");
  });

  const pressed = {
    "[data-copy-text]": (button) => copy(button),
    "[data-insert]": (option) => insert(option.closest("form").querySelector("textarea"), option),
    "[data-asked-add]": (button) => add(button.closest("[data-asked-of]"), button),
    "[data-asked-remove]": (button) => {
      const box = button.closest("[data-asked-of]");
      button.closest("[data-asked]").remove();
      changed(box);
    },
    "[data-asked-up]": (button) => {
      const item = button.closest("[data-asked]");
      item.previousElementSibling?.before(item);
      changed(button.closest("[data-asked-of]"));
    },
  };
  document.addEventListener("click", (event) => {
    for (const [selector, act] of Object.entries(pressed)) {
      const target = event.target.closest(selector);
      if (target) act(target);
    }
    for (const list of document.querySelectorAll("[data-slash]:not([hidden])"))
      if (!list.closest("form").contains(event.target)) list.hidden = true;
  });

  // What was being written stays when the panel is drawn anew: for another branch, a colleague's news, or the
  // answer to a question, below which the next one may have been begun already.
  let draft = "";
  let sent = "";
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.matches?.("[data-panel=ask] .composer")) sent = event.target.querySelector("textarea").value.trim();
  });
  const writtenSince = (box) => {
    const now = box.value.trimStart();
    return now.startsWith(sent) ? now.slice(sent.length).trimStart() : now;
  };
  document.addEventListener("htmx:beforeSwap", (event) => {
    const box = event.target.matches?.("[data-panel=ask]") ? event.target.querySelector(".composer textarea") : null;
    const asked = event.detail.requestConfig?.elt.matches(".composer, [data-full] form");
    const unsent = event.target.querySelector?.("[data-unsent]")?.dataset.unsent ?? "";  // where nothing can be asked
    draft = box ? (asked && event.detail.xhr.status < 300 ? writtenSince(box) : box.value) : unsent;
  });
  document.addEventListener("htmx:afterSettle", () => {
    const box = draft && document.querySelector("[data-panel=ask] .composer textarea");
    if (!box || box.value === draft) return;
    box.value = draft;
    draft = "";
  });
})();
