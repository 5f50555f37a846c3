// The pages of a document as a long column: sizes known before any image, images only where somebody looks.
import { LoadQueue } from "./viewer-load.js";

const GAP = 16;
const LEAST = 0.25;
const MOST = 5;

export class Sheets extends EventTarget {
  constructor(root, element, main) {
    super();
    Object.assign(this, { root, element, main, pages: [], tops: [], mode: "width", zoom: 1, turn: 0, current: 1 });
    this.queue = new LoadQueue(this);
    this.near = new IntersectionObserver((entries) => this.queue.moved(entries), { root: main, rootMargin: "100% 0px" });
    main.addEventListener("scroll", () => this.scrolled(), { passive: true });
    new ResizeObserver(() => this.resized()).observe(main);
  }

  /** layout: the server's layout.json; as: "file" or "office". */
  show(layout, as) {
    this.clear();
    Object.assign(this, { layout, as });
    const [empty, recognised] = [new Set(layout.empty), new Set(layout.recognised)];
    const all = document.createDocumentFragment();
    for (const [count, width, height] of layout.sizes)
      for (let each = 0; each < count; each += 1) {
        const number = this.pages.length + 1;
        const flag = recognised.has(number) ? "recognised" : empty.has(number) ? "empty" : "";
        const page = { number, width, height, flag, element: this.sheet(number, width, height, flag) };
        this.pages.push(page);
        all.append(page.element);
      }
    this.element.append(all);
    this.element.hidden = false;
    this.measure();
    for (const page of this.pages) this.near.observe(page.element);
  }

  clear() {
    this.near.disconnect();
    this.queue.clear();
    this.element.replaceChildren();
    this.element.hidden = true;
    this.pages = [];
  }

  sheet(number, width, height, flag) {
    const sheet = document.createElement("section");
    sheet.className = "sheet";
    sheet.id = `page-${number}`;
    sheet.dataset.page = number;
    sheet.setAttribute("aria-label", `${this.root.dataset.wordPage} ${this.name(number)}`);
    sheet.style.setProperty("--w", width);
    sheet.style.setProperty("--h", height);
    const face = document.createElement("div");
    face.className = "sheet-face";
    sheet.append(face);
    if (flag) {
      const words = document.createElement("p");
      words.className = "sheet-flag";
      words.textContent = this.root.dataset[flag === "empty" ? "wordEmpty" : "wordRecognised"];
      sheet.append(words);
    }
    return sheet;
  }

  /** "87 (79)" */
  name(number) {
    const label = this.layout.labels[number - 1];
    return label ? `${number} (${label})` : String(number);
  }

  get turned() {
    return this.turn % 180 !== 0;
  }

  /** Sizes as they lie on the screen, and where each page begins. */
  measure() {
    if (!this.pages.length) return;
    const room = Math.max(160, this.stageWidth() - 2 * GAP);
    const across = (page) => (this.turned ? page.height : page.width);
    const down = (page) => (this.turned ? page.width : page.height);
    const usual = this.usual();
    if (this.mode === "width") this.zoom = room / across(usual);
    else if (this.mode === "page") this.zoom = Math.min(room / across(usual), (this.roomDown() - 2 * GAP) / down(usual));
    else this.zoom = this.mode;
    this.zoom = Math.max(LEAST, Math.min(MOST, this.mode === "width" ? Math.min(this.zoom, 2.5) : this.zoom));
    this.element.style.setProperty("--zoom", this.zoom);
    this.element.dataset.turn = this.turn;
    let top = GAP;
    this.tops = this.pages.map((page) => {
      const own = this.mode === "width" ? Math.min(this.zoom, room / across(page)) : this.zoom;
      if (own !== page.zoom || own !== this.zoom) page.element.style.setProperty("--zoom", own);
      page.zoom = own;
      const at = top;
      top += down(page) * own + GAP;
      return at;
    });
    this.queue.resized();
  }

  /** The size most pages have: one fold-out must not make all others small. */
  usual() {
    const [, width, height] = this.layout.sizes.reduce((most, run) => (run[0] > most[0] ? run : most));
    return { width, height };
  }

  stageWidth() {
    const side = this.root.querySelector("[data-side]");
    return this.main.clientWidth - side.offsetWidth;
  }

  barHeight() {
    return this.root.querySelector("[data-viewer-bar]").offsetHeight;
  }

  roomDown() {
    return this.main.clientHeight - this.barHeight();
  }

  /** Where the column begins in what scrolls. */
  start() {
    return this.element.getBoundingClientRect().top - this.main.getBoundingClientRect().top + this.main.scrollTop;
  }

  pageAt(offset) {
    let [low, high] = [0, this.tops.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.tops[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** Bring a page; y: points from its upper edge that should be in sight. */
  goTo(number, y = null) {
    const page = this.pages[Math.max(1, Math.min(this.pages.length, number)) - 1];
    if (!page) return;
    const inside = y === null || this.turn ? -GAP / 2 : Math.max(0, y * page.zoom - this.roomDown() / 3);
    this.main.scrollTop = this.start() + this.tops[page.number - 1] + inside - this.barHeight();
    this.note(page.number);
    this.queue.pump();
  }

  /** Of pages wider than the room: what is marked comes out from under the panel, and in from the sides. */
  bringAcross(mark) {
    const box = mark?.getBoundingClientRect();
    if (!box?.width) return;
    const { left, right } = this.main.getBoundingClientRect();
    const from = left + this.main.clientWidth - this.stageWidth();
    if (box.left < from) this.main.scrollLeft -= from - box.left + GAP;
    else if (box.right > right) this.main.scrollLeft += Math.min(box.right - right, box.left - from) + GAP;
  }

  scrolled() {
    if (this.element.hidden || this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      if (!this.pages.length) return;
      this.note(this.pageAt(this.main.scrollTop + this.barHeight() - this.start() + this.roomDown() * 0.4));
    });
  }

  note(number) {
    if (number === this.current && this.noted) return;
    this.noted = true;
    this.current = number;
    this.dispatchEvent(new CustomEvent("page", { detail: number }));
  }

  resized() {
    const width = this.element.hidden ? 0 : this.stageWidth();
    if (width && width !== this.width) this.keepPlace(() => this.measure());
    this.width = width;
  }

  /** What lies at a point of the screen stays there while `change` alters all sizes. */
  keepPlace(change, point = null) {
    if (!this.pages.length) return change();
    const box = this.main.getBoundingClientRect();
    const [x, y] = point || [box.left + this.main.clientWidth / 2, box.top + this.barHeight() + 1];
    const offset = this.main.scrollTop + y - box.top - this.start();
    const page = this.pages[this.pageAt(offset) - 1];
    const inside = (offset - this.tops[page.number - 1]) / page.zoom;
    const before = page.element.getBoundingClientRect();
    const across = (x - before.left) / (before.width || 1);
    change();
    this.main.scrollTop = this.start() + this.tops[page.number - 1] + inside * page.zoom - (y - box.top);
    const after = page.element.getBoundingClientRect();
    this.main.scrollLeft += after.left + across * after.width - x;
  }

  setZoom(mode, point = null) {
    this.mode = typeof mode === "number" ? Math.max(LEAST, Math.min(MOST, mode)) : mode;
    this.keepPlace(() => this.measure(), point);
    this.dispatchEvent(new CustomEvent("zoom"));
  }

  rotate() {
    const number = this.current;
    this.turn = (this.turn + 90) % 360;
    this.measure();
    this.goTo(number);
  }
}
