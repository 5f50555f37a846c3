// Reading: tabs, citation cards, the composer, counting clocks. All delegated, so streamed markup works at once.
(() => {
  /* Tabs */
  const showTab = (tab, focus) => {
    const list = tab.closest("[role=tablist]");
    for (const one of list.querySelectorAll("[role=tab]")) {
      const chosen = one === tab;
      one.setAttribute("aria-selected", String(chosen));
      one.tabIndex = chosen ? 0 : -1;
      document.getElementById(one.getAttribute("aria-controls")).hidden = !chosen;
    }
    if (focus) tab.focus();
    const panel = document.getElementById(tab.getAttribute("aria-controls"));
    sessionStorage.setItem(`tab:${location.pathname}`, panel.id);
    if (!/^#(page|para)-/.test(location.hash)) history.replaceState(history.state, "", `#${panel.id}`);
    panel.dispatchEvent(new CustomEvent("tab:shown", { bubbles: true }));
  };
  const moveTab = (tab, key) => {
    const tabs = [...tab.closest("[role=tablist]").querySelectorAll("[role=tab]")];
    const at = tabs.indexOf(tab);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 }[key];
    if (to !== undefined) showTab(tabs[(to + tabs.length) % tabs.length], true);
    return to !== undefined;
  };
  // After htmx has begun to listen: its own DOMContentLoaded handler stands before this one.
  document.addEventListener("DOMContentLoaded", () => {
    const kept = [location.hash.slice(1), sessionStorage.getItem(`tab:${location.pathname}`)];
    const ids = kept.filter(Boolean).map((id) => `[role=tab][aria-controls="${CSS.escape(id)}"]`);
    const named = ids.map((id) => document.querySelector(id)).find(Boolean);
    if (named) showTab(named, false);
  });

  /* Citations: a card with the quote on hover and focus; a click marks chip and page */
  const card = document.createElement("div");
  card.className = "cite-card";
  card.id = "cite-card";
  card.setAttribute("role", "tooltip");
  card.hidden = true;
  document.body.append(card);

  const line = (tag, text) => {
    const element = document.createElement(tag);
    element.textContent = text;
    return element;
  };
  const place = (chip) => {
    const box = chip.getBoundingClientRect();
    const room = document.documentElement.clientWidth - card.offsetWidth - 16;
    const below = box.bottom + 8;
    const fits = below + card.offsetHeight < window.innerHeight;
    card.style.left = `${Math.max(16, Math.min(room, box.left - 16))}px`;
    card.style.top = `${fits ? below : box.top - card.offsetHeight - 8}px`;
  };
  const showCard = (chip) => {
    const { quote, note, differs } = chip.dataset;
    if (!quote && !note) return;
    card.replaceChildren();
    if (quote) card.append(line("blockquote", `“${quote}”`));
    if (differs) card.append(line("p", differs));
    if (note) card.append(line("p", note));
    card.hidden = false;
    chip.setAttribute("aria-describedby", card.id);
    place(chip);
  };
  const hideCard = () => {
    card.hidden = true;
    document.querySelector('[aria-describedby="cite-card"]')?.removeAttribute("aria-describedby");
  };
  for (const type of ["mouseover", "focusin"])
    document.addEventListener(type, (event) => {
      const chip = event.target.closest?.("[data-cite]");
      if (chip) showCard(chip);
      else if (!card.hidden) hideCard();
    });
  document.addEventListener("scroll", hideCard, true);

  const follow = (chip) => {
    document.querySelectorAll(".is-current:is(.cite, .page, .para)").forEach((one) => one.classList.remove("is-current"));
    chip.classList.add("is-current");
    const target = document.getElementById((chip.getAttribute("href") || "").split("#")[1] || "");
    target?.classList.add("is-current");
    return target;
  };

  document.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) showTab(tab, false);
    const chip = event.target.closest("a[data-cite]");
    if (chip) hideCard(), follow(chip);
    const suggestion = event.target.closest("[data-fill]");
    if (suggestion) {
      const box = document.querySelector(suggestion.dataset.fill);
      box.value = suggestion.textContent.trim();
      box.focus();
    }
  });

  /* Composer: Enter sends, Shift+Enter breaks; an input method's Enter is its own */
  document.addEventListener("keydown", (event) => {
    if (event.target.matches?.("[role=tab]") && moveTab(event.target, event.key)) event.preventDefault();
    if (event.key === "Escape") hideCard();
    const box = event.target.closest?.("[data-composer] textarea");
    if (!box || event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    if (box.value.trim()) box.form.requestSubmit();
  });

  /* Clocks */
  const clock = (seconds) => {
    const rest = String(seconds % 60).padStart(2, "0");
    const minutes = Math.floor(seconds / 60);
    return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${rest}`;
  };
  const tick = () => {
    for (const time of document.querySelectorAll("[data-elapsed-since]")) {
      const began = Date.parse(time.dataset.elapsedSince);
      if (began) time.textContent = clock(Math.max(0, Math.round((Date.now() - began) / 1000)));
    }
  };
  tick();
  setInterval(tick, 1000);
  document.addEventListener("htmx:load", tick);
})();
