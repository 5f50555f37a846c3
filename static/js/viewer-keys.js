// Keys, wheel and fingers of the viewer.

const typing = (target) => target.matches?.("input, textarea, select, [contenteditable]");
const STEP = 1.2;

export const zoomBy = (sheets, factor, point = null) => sheets.setZoom(Math.round(sheets.zoom * factor * 100) / 100, point);

const keysOf = (viewer) => ({
  "+": () => zoomBy(viewer.sheets, STEP),
  "=": () => zoomBy(viewer.sheets, STEP),
  "-": () => zoomBy(viewer.sheets, 1 / STEP),
  0: () => viewer.sheets.setZoom("width"),
  r: () => viewer.sheets.rotate(),
});

const scrolling = (viewer) => {
  const { main, sheets } = viewer;
  const by = (sheets.roomDown() || main.clientHeight) * 0.9;
  return {
    PageDown: () => (main.scrollTop += by),
    PageUp: () => (main.scrollTop -= by),
    Home: () => (viewer.isText ? (main.scrollTop = 0) : sheets.goTo(1)),
    End: () => (viewer.isText ? (main.scrollTop = main.scrollHeight) : sheets.goTo(sheets.pages.length)),
  };
};

export const listen = (viewer) => {
  const { main, sheets, find } = viewer;
  const keys = keysOf(viewer);

  document.addEventListener(
    "keydown",
    (event) => {
      if (event.isComposing || event.altKey || document.querySelector("dialog[open]")) return;
      const isCommand = (event.ctrlKey || event.metaKey) && !event.shiftKey;
      const isFind = isCommand && event.key.toLowerCase() === "f";
      if (isCommand && event.key.toLowerCase() === "k" && viewer.canFind) return event.preventDefault(), find.open();
      // A second Ctrl+F, with our box in hand already, is the browser's own.
      if (isFind && viewer.canFind && document.activeElement !== find.box) return event.preventDefault(), find.open();
      if (event.ctrlKey || event.metaKey || typing(event.target)) return null;
      if (event.key === "/" && viewer.canFind) return event.preventDefault(), find.open();
      const isOurs = event.target === document.body || event.target === main || viewer.root.contains(event.target);
      if (!isOurs || event.target.closest?.("[role=tab], [data-split], [data-side-list]")) return null;
      const act = scrolling(viewer)[event.key] || (viewer.isText ? null : keys[event.key]);
      if (act) event.preventDefault(), act();
      return null;
    },
    true,
  );

  main.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey || viewer.isText || !sheets.pages.length) return;
      event.preventDefault();
      zoomBy(sheets, Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) / 150), [event.clientX, event.clientY]);
    },
    { passive: false },
  );
  pinch(viewer);
};

/** Two fingers: the column is stretched while they move, and laid out anew where they let go. */
const pinch = ({ sheets }) => {
  const { element } = sheets;
  let began = null;
  const spread = ([one, other]) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
  const middle = ([one, other]) => [(one.clientX + other.clientX) / 2, (one.clientY + other.clientY) / 2];
  element.addEventListener("touchstart", (event) => {
    if (event.touches.length !== 2) return;
    const point = middle(event.touches);
    const box = element.getBoundingClientRect();
    began = { spread: spread(event.touches), point, factor: 1 };
    element.style.transformOrigin = `${point[0] - box.left}px ${point[1] - box.top}px`;
  }, { passive: true });
  element.addEventListener("touchmove", (event) => {
    if (!began || event.touches.length !== 2) return;
    event.preventDefault();
    began.factor = spread(event.touches) / began.spread;
    element.style.transform = `scale(${began.factor})`;
  }, { passive: false });
  const end = () => {
    if (!began) return;
    const { factor, point } = began;
    began = null;
    element.style.transform = element.style.transformOrigin = "";
    if (Math.abs(factor - 1) > 0.02) zoomBy(sheets, factor, point);
  };
  element.addEventListener("touchend", end);
  element.addEventListener("touchcancel", end);
};
