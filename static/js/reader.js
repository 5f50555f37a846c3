// The document page: a citation chip brings its page with the quoted words marked; a finished reading reloads.
"use strict";

document.addEventListener("click", (event) => {
  const chip = event.target.closest("a[data-cite]");
  const pages = document.querySelector("[data-pages]");
  if (!chip || !pages || chip.dataset.document !== pages.dataset.document) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  document.querySelectorAll("a[data-cite].is-current").forEach((other) => other.classList.remove("is-current"));
  chip.classList.add("is-current");
  const target = chip.hash.slice(1);
  htmx.ajax("GET", chip.dataset.pageUrl, { target: pages, swap: "innerHTML" }).then(() => {
    const place = pages.querySelector("mark.hit") || document.getElementById(target);
    if (!place) return;
    pages.dispatchEvent(new CustomEvent("pane:show", { bubbles: true }));
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    place.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
    history.replaceState(null, "", chip.hash);
  });
});

// The newest question and its answer are what a person has come for.
const showNewest = (panel) => panel.querySelector(".thread > :nth-last-child(2)")?.scrollIntoView({ block: "start" });
document.addEventListener("tab:shown", (event) => showNewest(event.target));
document.body.addEventListener("htmx:afterSettle", (event) => {
  const panel = document.getElementById("panel-ask");
  if (panel && (event.target === panel || event.target.matches?.("[data-panel=ask]"))) showNewest(panel);
});

document.body.addEventListener("htmx:sseClose", (event) => {
  if (event.target.matches("[data-reading]")) location.reload();
});

// A link to #page-87 from elsewhere: bring that page first. At once, because htmx starts at DOMContentLoaded.
(() => {
  const pages = document.querySelector("[data-pages]");
  const place = location.hash.match(/^#(?:page|para)-(\d+)$/);
  if (!pages || !place) return;
  pages.setAttribute("hx-get", `${pages.dataset.url}?around=${place[1]}`);
  pages.addEventListener("htmx:afterSwap", () => document.getElementById(location.hash.slice(1))?.scrollIntoView(), { once: true });
})();
