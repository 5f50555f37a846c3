// Results: keys that judge the value in focus, dialogs that close when it is said, records that are copied.
(() => {
  const typing = (target) => target.matches("input, textarea, select, [contenteditable]");
  const beside = (value, by) => {
    const all = [...value.closest("table").querySelectorAll("[data-value]")];
    return all[all.indexOf(value) + by];
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (typing(event.target) || document.querySelector("dialog[open]")) return;
    const value = event.target.closest("[data-value]");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (value && step) {
      event.preventDefault();
      beside(value, step)?.focus();
      return;
    }
    const sign = event.key === "s" && value?.closest(".run")?.querySelector("[data-sign]");
    const button = sign || value?.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });

  // The form came after the dialog was opened: put the cursor into it.
  document.addEventListener("htmx:afterSwap", (event) => {
    const field = event.target.closest?.("dialog[open]")?.querySelector("[autofocus]");
    if (!field) return;
    field.focus();
    field.select?.();
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const button = event.target.closest?.("[data-dialog]");
    if (button) document.querySelector(`#${CSS.escape(button.dataset.dialog)} > div`)?.replaceChildren();
  });
  // A value that was judged is drawn anew: the focus goes back to it, and to the next thing to do.
  let last = "";
  document.addEventListener("htmx:beforeSwap", (event) => {
    const value = document.activeElement?.closest?.("[data-value]");
    if (value && event.target.contains?.(value)) last = value.id;
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (!last) return;
    if (document.activeElement === document.body) document.getElementById(last)?.focus();
    last = "";
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("[data-judgement-form]");
    if (form && event.detail.xhr.status === 200) form.closest("dialog")?.close();
  });

  const copy = async (button) => {
    const words = button.querySelector("[data-copied]");
    const answer = await fetch(button.dataset.copyUrl, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const text = JSON.stringify(await answer.json(), null, 2);
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without https the clipboard is out of reach: the old way still works.
      const box = document.createElement("textarea");
      box.value = text;
      document.body.append(box);
      box.select();
      document.execCommand("copy");
      box.remove();
    }
    words.textContent = words.dataset.copied;
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy-url]");
    if (button) copy(button);
  });
})();
