// A citation is followed to its page: the words are marked where they were located, and nowhere else.
import { drawMarks, eraseMarks, topOf } from "./viewer-marks.js";

const STATES = new Set(["verified", "close", "moved"]);

export class Cited {
  constructor(viewer) {
    Object.assign(this, { viewer, chips: [], group: "", at: -1, shown: null });
    const { root, sheets } = viewer;
    this.strip = root.querySelector("[data-cited]");
    this.part = (name) => this.strip.querySelector(`[data-cited-${name}]`);
    this.strip.addEventListener("click", (event) => {
      const step = event.target.closest("[data-cited-step]");
      if (step) this.step(Number(step.dataset.citedStep));
      if (event.target.closest("[data-cited-close]")) this.close();
      if (event.target.closest("[data-cited-link]")) viewer.copy(this.link());
      if (event.target.closest("[data-cited-read]")) viewer.overlay(sheets.pages[this.shown.pages[0].page - 1], this.shown.query);
    });
    document.addEventListener("click", (event) => this.clicked(event));
    sheets.addEventListener("shown", ({ detail }) => this.mark(detail));
  }

  clicked(event) {
    const chip = event.target.closest("a[data-cite]");
    if (!chip || chip.dataset.document !== this.viewer.root.dataset.document) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.group = chip.closest(".run, .message, .answer, .tab-panel")?.id || "";
    this.chips = this.chipsNow();
    this.follow(this.chips.indexOf(chip));
  }

  /** Those of the answer as it is drawn now: a judgement or a colleague's news draws it anew. */
  chipsNow() {
    const group = document.getElementById(this.group) || document;
    return [...group.querySelectorAll(`a[data-cite][data-document="${this.viewer.root.dataset.document}"]`)];
  }

  follow(number) {
    this.at = number;
    const chip = this.chips[number];
    document.querySelectorAll("a[data-cite].is-current").forEach((other) => other.classList.remove("is-current"));
    chip.classList.add("is-current");
    this.viewer.root.dispatchEvent(new CustomEvent("pane:show", { bubbles: true }));
    const query = new URL(chip.dataset.pageUrl, location.href).searchParams;
    this.show(Object.fromEntries(query), chip.dataset.place);
  }

  step(by) {
    const chips = this.chipsNow();
    if (!chips.length) return;
    const same = chips.indexOf(this.chips[this.at]);
    const at = same < 0 ? Math.min(this.at, chips.length - 1) : same;
    this.chips = chips;
    this.follow((at + by + chips.length) % chips.length);
  }

  /** query: {around, start, end, state, text}; a link that somebody sent has no state to claim. */
  async show(query, place = "") {
    this.forget();
    await this.viewer.leaveApproximate();
    this.shown = { query, place, pages: [] };
    const own = this.shown;
    this.viewer.strip(this.strip);
    this.part("place").textContent = place;
    this.part("words").textContent = this.part("note").textContent = "";
    this.count();
    const isQuoted = Number(query.start) >= 0 && Number(query.end) > Number(query.start);
    if (this.viewer.isText) return this.showInText(query, isQuoted);
    if (query.around) this.viewer.sheets.goTo(Number(query.around));
    if (isQuoted) {
      const found = await this.viewer.ask(`place.json?${new URLSearchParams(query)}`);
      if (this.shown !== own) return null;
      this.placed(own, found);
    }
    this.remember();
    return null;
  }

  async showInText(query, isQuoted) {
    const { mark } = await this.viewer.words.show(Number(query.around) || 0, isQuoted ? query : null);
    if (mark) this.part("words").textContent = `“${mark.textContent.trim()}”`;
    else if (isQuoted) this.part("note").textContent = this.viewer.root.dataset.wordGone;
    this.remember();
  }

  placed(own, found) {
    const { wordGone, wordRecognisedPlace, wordNotPlaced, wordWords, wordOffline } = this.viewer.root.dataset;
    const note = this.part("note");
    own.pages = found?.pages || [];
    if (found?.words) this.part("words").textContent = `“${found.words.replace(/\s+/g, " ").trim()}”`;
    if (!found || found.error) note.textContent = found?.message || wordOffline;
    else if (!found.words) note.textContent = wordGone;
    const [first] = own.pages;
    if (!first) return;
    for (const { page } of own.pages) this.mark(this.viewer.sheets.pages[page - 1]);
    const marked = own.pages.find((page) => page.quads.length);
    this.viewer.sheets.goTo(first.page, marked === first ? topOf(first.quads) : null);
    if (!this.part("place").textContent) this.part("place").textContent = `${this.viewer.root.dataset.wordPage} ${this.viewer.sheets.name(first.page)}`;
    if (marked) return;
    note.textContent = `${first.recognised ? wordRecognisedPlace : wordNotPlaced} `;
    const read = document.createElement("button");
    Object.assign(read, { type: "button", className: "viewer-more", textContent: wordWords });
    read.dataset.citedRead = "";
    note.append(read);
  }

  mark(page) {
    const own = this.shown?.pages.find((one) => one.page === page?.number);
    if (!own || !own.quads.length) return;
    const { state } = this.shown.query;
    const names = `is-current ${STATES.has(state) ? `is-${state}` : "is-linked"}`;
    drawMarks(page, "cited", [own.quads], () => names);
    page.element.classList.add("is-current");
  }

  count() {
    const many = this.chips.length > 1;
    this.part("count").textContent = many ? `${this.at + 1} ${this.viewer.root.dataset.wordOf} ${this.chips.length}` : "";
    for (const button of this.strip.querySelectorAll("[data-cited-step]")) button.hidden = !many;
  }

  forget() {
    for (const { page } of this.shown?.pages || []) {
      const held = this.viewer.sheets.pages[page - 1];
      if (!held) continue;
      eraseMarks(held, "cited");
      held.element.classList.remove("is-current");
    }
    this.shown = null;
  }

  close() {
    this.forget();
    this.chips = [];
    this.strip.hidden = true;
    document.querySelectorAll("a[data-cite].is-current").forEach((chip) => chip.classList.remove("is-current"));
    history.replaceState(history.state, "", location.pathname);
  }

  /** A link that a colleague can open: the place and the words, no claim about them. */
  link() {
    const { around, start, end, text } = this.shown.query;
    const query = Number(start) >= 0 && end ? `?${new URLSearchParams({ start, end, ...(text ? { text } : {}) })}` : "";
    return `${location.pathname}${query}#${this.viewer.anchor(around || this.shown.pages[0]?.page || 1)}`;
  }

  remember() {
    if (this.shown) history.replaceState(history.state, "", this.link());
  }
}
