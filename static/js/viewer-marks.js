// Marks on a page's image, one for each quad: a quotation that was located, the hits of a search.

const boxOf = (quad) => {
  const [xs, ys] = [quad.map(([x]) => x), quad.map(([, y]) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
};

const markOf = (quad, names) => {
  const mark = document.createElement("mark");
  const box = boxOf(quad);
  mark.className = `hit ${names}`;
  for (const side of Object.keys(box)) mark.style[side] = `${box[side]}px`;
  const [ul, ur, ll, lr] = quad;
  if (Math.abs(ul[1] - ur[1]) > 1 && Math.abs(ul[0] - ur[0]) > 1)
    mark.style.clipPath = `polygon(${[ul, ur, lr, ll].map(([x, y]) => `${x - box.left}px ${y - box.top}px`).join(",")})`;
  return mark;
};

/** kind: "cited" or "found"; groups: the quads of each place; namesOf(number): its classes. */
export const drawMarks = (page, kind, groups, namesOf) => {
  eraseMarks(page, kind);
  const layer = document.createElement("div");
  layer.className = "sheet-marks";
  layer.dataset.kind = kind;
  layer.setAttribute("aria-hidden", "true");
  groups.forEach((quads, number) => {
    for (const quad of quads) layer.append(markOf(quad, namesOf(number)));
  });
  page.element.firstChild.append(layer);
};

export const eraseMarks = (page, kind) => page.element.querySelector(`.sheet-marks[data-kind="${kind}"]`)?.remove();

/** Points from the page's upper edge as shown unturned. */
export const topOf = (quads) => Math.min(...quads.flat().map(([, y]) => y));
