// Which pages have their image: those near the screen, the nearest first, a few at a time; far ones are let go.
import { textLayer } from "./viewer-text.js";

const STEPS = [40, 75, 100, 150, 200, 300, 400];
const AT_ONCE = 3;
const KEPT = 24;
const SETTLE_MS = 60;
const TRIES = 4;

/** Which of the server's image sizes is sharp at this zoom: pixels for 100 points. */
const stepFor = (zoom) => {
  const wanted = zoom * (window.devicePixelRatio || 1) * 100;
  return STEPS.find((step) => step >= wanted * 0.95) || STEPS.at(-1);
};

export class LoadQueue {
  constructor(sheets) {
    this.sheets = sheets;
    this.clear();
  }

  clear() {
    this.wanted = new Set();
    this.loaded = new Set();
    this.running = new Map();
    clearTimeout(this.timer);
  }

  moved(entries) {
    for (const { target, isIntersecting } of entries) {
      const page = this.sheets.pages[target.dataset.page - 1];
      if (isIntersecting) this.wanted.add(page);
      else this.leave(page);
    }
    // The thumb of a scroll bar passes hundreds of pages: only where it rests is anything fetched.
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.pump(), this.loaded.size ? SETTLE_MS : 0);
  }

  leave(page) {
    if (!page) return;
    this.wanted.delete(page);
    const image = this.running.get(page);
    if (image) image.removeAttribute("src");
    this.running.delete(page);
  }

  resized() {
    for (const page of this.wanted) if (this.loaded.has(page) && this.stepOf(page) > page.step) page.stale = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.pump(), 150);
  }

  stepOf(page) {
    return stepFor(page.zoom);
  }

  url(page, what) {
    const { root, as, layout } = this.sheets;
    return `${root.dataset.base}pages/${page.number}/${what}${what.includes("?") ? "&" : "?"}as=${as}&v=${layout.version}`;
  }

  pump() {
    const far = (page) => Math.abs(page.number - this.sheets.current);
    const waiting = [...this.wanted].filter((page) => !this.running.has(page) && !page.failed && (!this.loaded.has(page) || page.stale));
    waiting.sort((one, other) => far(one) - far(other));
    // One document, one renderer: the first page is not made to wait for its neighbours.
    const most = this.loaded.size ? AT_ONCE : 1;
    while (waiting.length && this.running.size < most) this.load(waiting.shift());
    const kept = [...this.loaded].filter((page) => !this.wanted.has(page)).sort((one, other) => far(other) - far(one));
    for (const page of kept.slice(0, Math.max(0, this.loaded.size - KEPT))) this.drop(page);
  }

  load(page) {
    const image = new Image();
    const step = this.stepOf(page);
    image.alt = "";
    image.className = "sheet-image";
    image.draggable = false;
    image.decoding = "async";
    this.running.set(page, image);
    image.onload = () => this.done(page, image, step);
    image.onerror = () => this.running.get(page) === image && this.refused(page, image.src);
    image.src = this.url(page, `image?percent=${step}`);
  }

  done(page, image, step) {
    if (this.running.get(page) !== image) return;
    this.running.delete(page);
    const face = page.element.firstChild;
    face.querySelector(".sheet-image")?.remove();
    face.prepend(image);
    const isNew = !this.loaded.has(page);
    Object.assign(page, { step, stale: false, tries: 0 });
    this.loaded.add(page);
    page.element.dataset.state = "shown";
    if (isNew) {
      textLayer(page, this.url(page, "text.json"));
      this.sheets.dispatchEvent(new CustomEvent("shown", { detail: page }));
    }
    this.pump();
  }

  drop(page) {
    this.loaded.delete(page);
    page.step = 0;
    delete page.element.dataset.state;
    page.element.firstChild.replaceChildren();
  }

  /** An image's error says nothing: ask again for the reason. */
  async refused(page, url) {
    page.tries = (page.tries || 0) + 1;
    let answer = null;
    try {
      answer = await fetch(url, { headers: { Accept: "application/json" } });
    } catch {
      // No connection: the next try says so again.
    }
    this.running.delete(page);
    if (!this.sheets.pages.includes(page)) return;
    if ((!answer || answer.status === 503 || answer.ok) && page.tries < TRIES) {
      setTimeout(() => this.pump(), 700 * page.tries);
      return;
    }
    page.failed = true;
    const told = answer && answer.status === 422 ? await answer.json() : { error: "", message: "" };
    this.sheets.dispatchEvent(new CustomEvent("failed", { detail: { page, ...told } }));
    this.pump();
  }
}
