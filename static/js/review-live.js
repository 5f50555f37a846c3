// One small request a beat for the whole review: the cells that changed, how far it is, whether it has another shape.
(() => {
  const scroll = document.querySelector("[data-review]");
  if (!scroll) return;
  const grid = scroll.querySelector(".review-grid");

  /* What changed since the last look. Often while something is being answered, seldom else, never unseen. */
  const BUSY_MS = 1000;
  const IDLE_MS = 5000;
  const told = new Map();
  let after = scroll.dataset.now;
  let active = scroll.dataset.active === "true";
  let timer = 0;
  const place = (id, html) => {
    if (told.get(id) === html) return false;
    told.set(id, html);
    const old = document.getElementById(`cell-${id}`);
    if (!old) return false;
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const cell = holder.content.firstElementChild;
    if (cell.dataset.c === old.dataset.c && cell.innerHTML === old.innerHTML) return false;
    const focused = document.activeElement === old;
    old.replaceWith(cell);
    cell.dispatchEvent(new CustomEvent("review:replaced", { bubbles: true, detail: { old } }));
    if (focused) cell.focus({ preventScroll: true });
    return true;
  };
  const look = async () => {
    clearTimeout(timer);
    if (!document.hidden) {
      try {
        const answer = await fetch(`${scroll.dataset.changes}?after=${encodeURIComponent(after)}`, { headers: { Accept: "application/json" } });
        if (answer.ok && !answer.redirected) take(await answer.json());
      } catch {
        // Offline: the next look tells all of it.
      }
    }
    clearTimeout(timer);
    timer = setTimeout(look, active ? BUSY_MS : IDLE_MS);
  };
  const take = (news) => {
    after = news.now;
    active = news.active;
    document.querySelector("[data-offer]")?.toggleAttribute("hidden", !news.fresh);
    const changed = Object.entries(news.cells).filter(([id, html]) => place(id, html));
    const bar = document.querySelector("[data-progress]");
    if (told.get("progress") !== news.progress) {
      told.set("progress", news.progress);
      bar.innerHTML = news.progress;
      htmx.process(bar);
    }
    if (news.shape !== scroll.dataset.shape) document.querySelector("[data-shape-changed]").hidden = false;
    const ids = changed.map(([id]) => id);
    if (ids.length) grid.dispatchEvent(new CustomEvent("review:changed", { detail: { ids } }));
  };
  document.body.addEventListener("review-changed", look);
  document.addEventListener("visibilitychange", () => document.hidden || look());
  timer = setTimeout(look, active ? BUSY_MS : IDLE_MS);
})();
