// The library: documents that are ticked, and the bar that says what can be done with them.
(() => {
  const bar = document.querySelector("[data-picked]");
  if (!bar) return;
  const picks = () => [...document.querySelectorAll("[data-pick]")];
  const chosen = new Set();

  const show = () => {
    bar.hidden = chosen.size === 0;
    bar.querySelector("[data-picked-count]").textContent = String(chosen.size);
    document.querySelector(".doc-list")?.classList.toggle("is-picking", chosen.size > 0);
  };
  const restore = () => {
    // A row that was drawn anew keeps its tick; one that is gone is not chosen any more.
    const there = new Set(picks().map((pick) => pick.value));
    for (const value of chosen) if (!there.has(value)) chosen.delete(value);
    for (const pick of picks()) pick.checked = chosen.has(pick.value);
    show();
  };

  document.addEventListener("change", (event) => {
    const pick = event.target.closest?.("[data-pick]");
    if (!pick) return;
    if (pick.checked) chosen.add(pick.value);
    else chosen.delete(pick.value);
    show();
  });
  bar.querySelector("[data-picked-clear]").addEventListener("click", () => {
    chosen.clear();
    restore();
  });
  document.addEventListener("htmx:after:swap", restore);
  document.addEventListener("htmx:afterSwap", restore);
  // The browser may have kept ticks over a reload or a step back.
  for (const pick of picks()) if (pick.checked) chosen.add(pick.value);
  show();
})();
