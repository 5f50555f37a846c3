// The viewer of the document page: its two views, the bar above them, links to a place.
import { Cited } from "./viewer-cited.js";
import { Find } from "./viewer-find.js";
import { listen, zoomBy } from "./viewer-keys.js";
import { Sheets } from "./viewer-sheets.js";
import { Side } from "./viewer-side.js";
import { Words } from "./viewer-words.js";

const KEPT_VIEW = "viewer:view";

class Viewer {
  constructor(root) {
    this.root = root;
    this.main = document.getElementById("main");
    const one = (name) => root.querySelector(`[data-${name}]`);
    Object.assign(this, { pageBox: one("page-box"), pageOf: one("page-of"), zoomBox: one("zoom-box"), notice: one("viewer-notice") });
    this.sheets = new Sheets(root, one("sheets"), this.main);
    this.words = new Words(root, one("text-view"), this.main);
    this.side = new Side(this);
    this.find = new Find(this);
    this.cited = new Cited(this);
    this.canFind = Boolean(root.dataset.hasText);
    this.sheets.addEventListener("page", () => this.told());
    this.sheets.addEventListener("zoom", () => this.toldZoom());
    this.words.addEventListener("page", () => this.toldText());
    this.sheets.addEventListener("failed", ({ detail }) => this.failed(detail));
    root.addEventListener("click", (event) => this.clicked(event));
    this.pageBox.addEventListener("change", () => this.goTo(this.pageNamed(this.pageBox.value)));
    this.pageBox.addEventListener("keydown", (event) => event.key === "Enter" && this.goTo(this.pageNamed(this.pageBox.value)));
    this.pageBox.addEventListener("focus", () => this.pageBox.select());
    this.zoomBox.addEventListener("change", () => this.sheets.setZoom(Number(this.zoomBox.value) || this.zoomBox.value));
    const room = new ResizeObserver(() => {
      root.style.setProperty("--room", `${this.sheets.roomDown()}px`);
      root.style.setProperty("--bar", `${this.sheets.barHeight()}px`);
    });
    room.observe(this.main);
    room.observe(one("viewer-bar"));
    listen(this);
  }

  get isText() {
    return this.words.isShown;
  }

  /** The page or paragraph in sight. */
  get place() {
    return this.isText ? this.words.current : this.sheets.current;
  }

  /** Pages that LibreOffice set hold no place of a quotation or a hit: those are shown in the text. */
  async leaveApproximate() {
    if (this.sheets.as === "office" && !this.isText) await this.choose("text", { place: 0 });
  }

  anchor(place) {
    return `${this.root.dataset.paged || this.sheets.as === "office" ? "page" : "para"}-${place}`;
  }

  async ask(path) {
    try {
      return await (await fetch(`${this.root.dataset.base}${path}`, { headers: { Accept: "application/json" } })).json();
    } catch {
      return null;
    }
  }

  /** At the start: what the address names, else the first page. */
  begin() {
    const [, kind, number] = location.hash.match(/^#(page|para)-(\d+)$/) || [];
    const asked = Object.fromEntries(new URLSearchParams(location.search));
    const marked = asked.start && asked.end ? { ...asked, around: number || "" } : null;
    let kept = "";
    try {
      kept = localStorage.getItem(KEPT_VIEW);
    } catch {
      // Storage may be forbidden.
    }
    const { drawn, hasText } = this.root.dataset;
    if (asked.as === "office" && this.root.querySelector('[data-as="office"]')) return this.choose("image", { as: "office", place: Number(number) || 0 });
    const isText = !drawn || (kept === "text" && hasText);
    return this.choose(isText ? "text" : "image", { as: drawn, place: kind ? Number(number) : 0, marked });
  }

  async choose(view, { as = "file", place = this.place, marked = null } = {}) {
    for (const button of this.root.querySelectorAll("[data-view]"))
      button.setAttribute("aria-pressed", String(button.dataset.view === view && (button.dataset.as || "file") === (view === "text" ? "file" : as)));
    this.root.dataset.shows = view;
    for (const part of this.root.querySelectorAll("[data-for-images]")) part.hidden = view === "text";
    for (const part of this.root.querySelectorAll("[data-for-pages]")) part.hidden = view === "text" && !this.root.dataset.paged;
    this.tell("");
    if (view === "text") return this.chooseText(place, marked);
    this.words.hide();
    return this.chooseImages(as, place, marked);
  }

  async chooseText(place, marked) {
    const pages = this.sheets.pages.length;
    this.sheets.clear();
    this.sheets.as = "";
    if (pages) this.pageOf.textContent = `${this.root.dataset.wordOf} ${pages.toLocaleString()}`;
    if (marked) {
      this.words.element.hidden = false;
      return this.cited.show(marked, this.cited.shown?.place);
    }
    return this.words.show(place > 1 ? place : 0);
  }

  async chooseImages(as, place, marked) {
    const layout = await this.ask(`layout.json?as=${as}`);
    if (!layout || layout.error) return this.tell(layout?.message || this.root.dataset.wordOffline, true);
    if (layout.problem) {
      if (this.root.dataset.hasText) await this.choose("text", { place, marked });
      this.root.querySelector('[data-view="image"]').disabled = true;
      return this.tell(layout.sentence);
    }
    this.sheets.show(layout, as);
    if (as === "office") this.tell(this.root.dataset.wordApproximate);
    this.told();
    this.toldZoom();
    if (marked) return this.cited.show(marked, this.cited.shown?.place);
    if (place > 1 || location.hash.startsWith("#page-")) this.sheets.goTo(place);
    return null;
  }

  tell(sentence, canRetry = false) {
    this.notice.hidden = !sentence;
    const line = this.notice.querySelector("[data-viewer-notice-text]");
    line.textContent = `${sentence} `;
    if (!canRetry) return;
    const again = document.createElement("button");
    Object.assign(again, { type: "button", className: "button is-small", textContent: this.root.dataset.wordAgain });
    again.addEventListener("click", () => this.begin(), { once: true });
    line.append(again);
  }

  told() {
    const { sheets, root } = this;
    const label = sheets.layout.labels[sheets.current - 1];
    if (document.activeElement !== this.pageBox) this.pageBox.value = sheets.current;
    this.pageOf.textContent = `${label ? `(${label}) ` : ""}${root.dataset.wordOf} ${sheets.pages.length.toLocaleString()}`;
  }

  toldText() {
    if (document.activeElement !== this.pageBox) this.pageBox.value = this.words.current;
  }

  toldZoom() {
    const { mode } = this.sheets;
    const other = this.zoomBox.querySelector('[value="other"]');
    other.textContent = `${Math.round(this.sheets.zoom * 100)}%`;
    this.zoomBox.value = String(mode);
    if (!this.zoomBox.value) this.zoomBox.value = "other";
  }

  /** A number is the page's index; anything else its label. */
  pageNamed(typed) {
    const name = typed.trim();
    if (/^\d+$/.test(name)) return Number(name);
    return (this.sheets.layout?.labels.findIndex((label) => label.toLowerCase() === name.toLowerCase()) ?? -1) + 1;
  }

  goTo(place) {
    if (!place) return this.told();
    if (this.isText) return this.words.show(place);
    this.sheets.goTo(place);
    this.pageBox.value = this.sheets.current;
    return null;
  }

  /** One strip at a time below the bar. */
  strip(shown) {
    for (const strip of this.root.querySelectorAll(".viewer-strip")) strip.hidden = strip !== shown;
  }

  clicked(event) {
    const hit = (selector) => event.target.closest(selector);
    const view = hit("[data-view]");
    if (view) this.switchTo(view.dataset.view, view.dataset.as || "file");
    const zoom = hit("[data-zoom]")?.dataset.zoom;
    if (zoom === "width") this.sheets.setZoom("width");
    else if (zoom) zoomBy(this.sheets, zoom === "in" ? 1.2 : 1 / 1.2);
    if (hit("[data-rotate]")) this.sheets.rotate();
    if (hit("[data-find-open]")) this.find.open();
    if (hit("[data-find-list]")) this.side.open(true), this.side.show("hits");
    if (hit("[data-copy-link]")) this.copy(`${location.pathname}${this.sheets.as === "office" ? "?as=office" : ""}#${this.anchor(this.place)}`);
    if (hit("[data-words-close]")) hit(".sheet-words").remove();
  }

  switchTo(view, as) {
    try {
      localStorage.setItem(KEPT_VIEW, view);
    } catch {
      // Storage may be forbidden.
    }
    const isOther = as !== (this.sheets.as || "file") && !this.root.dataset.drawn;
    const marked = this.cited.shown && as === "file" ? this.cited.shown.query : null;
    return this.choose(view, { as, place: isOther ? 1 : this.place, marked });
  }

  async copy(path) {
    await navigator.clipboard?.writeText(new URL(path, location.origin).href);
    document.dispatchEvent(new CustomEvent("toast", { detail: { text: this.root.dataset.wordCopied, tags: "success" } }));
  }

  async failed({ page, error, message }) {
    await this.overlay(page, { reason: error });
    if (!error && !message) page.element.querySelector(".sheet-words")?.prepend(this.root.dataset.wordFailed);
  }

  /** The page's text over its image: where that cannot be drawn, or says less than the text. */
  async overlay(page, query) {
    page.element.querySelector(".sheet-words")?.remove();
    const words = document.createElement("div");
    words.className = "sheet-words";
    words.tabIndex = 0;
    words.setAttribute("role", "region");
    words.setAttribute("aria-label", `${this.root.dataset.wordPage} ${this.sheets.name(page.number)}`);
    const answer = await fetch(`${this.root.dataset.base}pages/${page.number}/words/?${new URLSearchParams(query)}`).catch(() => null);
    words.innerHTML = answer?.ok ? await answer.text() : "";
    if (page.step) {
      const back = document.createElement("button");
      Object.assign(back, { type: "button", className: "button is-small", textContent: this.root.dataset.wordImage });
      back.dataset.wordsClose = "";
      words.prepend(back);
    }
    page.element.append(words);
    words.querySelector("mark.hit")?.scrollIntoView({ block: "center" });
  }
}

const root = document.querySelector("[data-viewer]");
if (root) new Viewer(root).begin();
