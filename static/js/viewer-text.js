// The words over a page's image: unseen, in their places, to be selected, copied and read aloud.
const FACE = "Liberation Sans, Arial, sans-serif";
const pen = document.createElement("canvas").getContext("2d");

const lineOf = ([x, y, length, height, degrees, text]) => {
  const span = document.createElement("span");
  const size = height * 0.82;
  pen.font = `${size}px ${FACE}`;
  const natural = pen.measureText(text).width || 1;
  span.textContent = text;
  Object.assign(span.style, {
    left: `${x - natural / 2}px`,
    top: `${y - height / 2}px`,
    fontSize: `${size}px`,
    lineHeight: `${height}px`,
    transform: `rotate(${degrees}deg) scaleX(${length / natural})`,
  });
  return span;
};

/** Laid out in points, 1 px each; the sheet scales the layer as a whole. */
export const textLayer = async (page, url) => {
  let lines = [];
  try {
    const answer = await fetch(url);
    if (answer.ok) lines = await answer.json();
  } catch {
    return; // the image is there; its words come with the next visit
  }
  if (page.element.dataset.state !== "shown") return;
  page.element.querySelector(".sheet-text")?.remove();
  const layer = document.createElement("div");
  layer.className = "sheet-text";
  for (const line of lines) layer.append(lineOf(line), document.createElement("br"));
  page.element.firstChild.append(layer);
};
