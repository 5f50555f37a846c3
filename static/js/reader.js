// The document page: a finished reading reloads it, the newest answer comes into sight. The viewer is viewer.js.
"use strict";

const showNewest = (panel) => panel.querySelector(".thread > :nth-last-child(2)")?.scrollIntoView({ block: "start" });
document.addEventListener("tab:shown", (event) => showNewest(event.target));
document.body.addEventListener("htmx:afterSettle", (event) => {
  const panel = document.getElementById("panel-ask");
  if (panel && (event.target === panel || event.target.matches?.("[data-panel=ask]"))) showNewest(panel);
});

document.body.addEventListener("htmx:sseClose", (event) => {
  if (event.target.matches("[data-reading]")) location.reload();
});
