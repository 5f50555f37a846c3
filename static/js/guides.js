// The contents of a document's guide: its outline, fetched once, as links that bring the page.
(() => {
  const LEVELS = 3;
  const MOST = 60;

  const entry = (box, [level, title, place]) => {
    const link = document.createElement("a");
    link.href = `#${box.dataset.anchor}-${place}`;
    link.className = `is-${Math.min(level, LEVELS)}`;
    link.dataset.cite = "";
    link.dataset.document = box.dataset.document;
    link.dataset.place = "";
    link.dataset.pageUrl = `${box.dataset.pageUrl}?around=${place}`;
    const words = document.createElement("span");
    words.textContent = title;
    const number = document.createElement("span");
    number.className = "num";
    number.textContent = `${box.dataset.place}${place}`;
    link.append(words, number);
    return link;
  };
  const note = (text) => {
    const line = document.createElement("p");
    line.className = "small muted";
    line.textContent = text;
    return line;
  };

  const fill = async (box) => {
    box.dataset.filled = "yes";
    const answer = await fetch(box.dataset.contents).catch(() => null);
    const found = answer?.ok ? await answer.json() : { entries: [] };
    const part = document.createElement("nav");
    part.className = "guide-outline";
    // Whole levels, as many as stay readable: the viewer's own outline has all of them.
    const usable = found.entries.filter(([, title, place]) => title && place > 0);
    let deepest = LEVELS;
    while (deepest > 1 && usable.filter(([level]) => level <= deepest).length > MOST) deepest -= 1;
    const shown = usable.filter(([level]) => level <= deepest);
    part.append(...shown.map((one) => entry(box, one)));
    if (!shown.length) part.append(note(box.dataset.none));
    else if (found.found) part.append(note(box.dataset.found));
    box.querySelector(".skeleton")?.replaceWith(part);
  };
  const look = () => {
    for (const box of document.querySelectorAll("[data-contents]:not([data-filled])")) if (box.open) fill(box);
  };
  document.addEventListener("htmx:load", look);
  document.addEventListener("toggle", look, true);
})();
