// Find in the document: all hits at once, a list with what stands around, the next, the one before.
import { listHits } from "./viewer-hits.js";
import { drawMarks, eraseMarks, topOf } from "./viewer-marks.js";

const WAIT_MS = 220;
const shortest = (term) => (/[\u2e80-\uffdc]/.test(term) ? 1 : 2);

export class Find {
  constructor(viewer) {
    Object.assign(this, { viewer, hits: [], counts: new Map(), at: -1, term: "", asked: 0 });
    const { root } = viewer;
    this.strip = root.querySelector("[data-find]");
    this.box = root.querySelector("[data-find-box]");
    this.count = root.querySelector("[data-find-count]");
    this.list = root.querySelector('[data-side-list="hits"]');
    this.strip.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.box.value.trim() === this.term) this.step(1);
      else this.ask(true);
    });
    this.box.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(false), WAIT_MS);
    });
    this.strip.addEventListener("click", (event) => {
      const step = event.target.closest("[data-find-step]");
      if (step) this.step(Number(step.dataset.findStep));
      if (event.target.closest("[data-find-close]")) this.close();
    });
    this.strip.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
      else if (event.key === "Enter" && event.shiftKey) this.step(-1);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    this.list.addEventListener("click", (event) => {
      const item = event.target.closest("[data-hit]");
      if (item) this.choose(Number(item.dataset.hit));
    });
    viewer.sheets.addEventListener("shown", ({ detail }) => this.mark(detail));
  }

  open() {
    this.viewer.strip(this.strip);
    this.viewer.root.dispatchEvent(new CustomEvent("pane:show", { bubbles: true }));
    const chosen = String(document.getSelection()).trim();
    if (chosen && chosen.length < 100 && !chosen.includes("\n")) this.box.value = chosen;
    this.box.focus();
    this.box.select();
    if (this.box.value.trim()) this.ask(false);
  }

  close() {
    this.strip.hidden = true;
    this.clear();
    this.viewer.side.showHits(false);
    this.viewer.main.focus({ preventScroll: true });
  }

  clear() {
    Object.assign(this, { hits: [], counts: new Map(), at: -1, term: "" });
    this.viewer.words.term = "";
    this.count.textContent = "";
    this.list.replaceChildren();
    for (const page of this.viewer.sheets.pages) {
      eraseMarks(page, "found");
      page.found = undefined;
    }
  }

  async ask(isWanted) {
    clearTimeout(this.timer);
    const term = this.box.value.trim();
    if (term === this.term) return;
    if (!term || (!isWanted && [...term].length < shortest(term))) return this.clear();
    const { base, wordWaiting, wordOffline } = this.viewer.root.dataset;
    this.count.textContent = `${wordWaiting}…`;
    this.asked += 1;
    const own = this.asked;
    let found = null;
    try {
      const answer = await fetch(`${base}find.json?q=${encodeURIComponent(term)}`);
      found = await answer.json();
    } catch {
      found = { message: wordOffline };
    }
    await this.viewer.leaveApproximate();
    if (own !== this.asked) return;
    this.clear();
    if (!found.hits) this.count.textContent = found.message;
    else this.show(term, found);
  }

  show(term, found) {
    this.term = this.viewer.words.term = term;
    this.total = found.total;
    this.counts = new Map(found.counts);
    const ranks = new Map();
    this.hits = found.hits.map(([place, start, end, before, words, after]) => {
      const rank = ranks.get(place) || 0;
      ranks.set(place, rank + 1);
      return { place, start, end, before, words, after, rank };
    });
    listHits(this);
    this.viewer.side.showHits(this.hits.length > 0);
    this.strip.querySelector("[data-find-list]").hidden = !this.hits.length;
    for (const page of this.viewer.sheets.pages) if (page.step) this.mark(page);
    const here = this.viewer.place;
    const next = this.hits.findIndex((hit) => hit.place >= here);
    if (this.hits.length) this.choose(next < 0 ? 0 : next, false);
    else this.tell();
  }

  tell() {
    const { wordOf, wordNone } = this.viewer.root.dataset;
    const total = this.total.toLocaleString(document.documentElement.lang);
    this.count.textContent = this.total ? `${(this.at + 1).toLocaleString()} ${wordOf} ${total}` : `${wordNone} “${this.term}”`;
  }

  step(by) {
    if (this.hits.length) this.choose((this.at + by + this.hits.length) % this.hits.length);
  }

  choose(number, isAsked = true) {
    const before = this.hits[this.at];
    this.at = number;
    const hit = this.hits[number];
    this.tell();
    this.list.querySelector("[aria-current]")?.removeAttribute("aria-current");
    const item = this.list.querySelector(`[data-hit="${number}"]`);
    item?.setAttribute("aria-current", "true");
    item?.scrollIntoView({ block: "nearest" });
    if (isAsked) this.viewer.side.leave();
    if (this.viewer.isText) return this.viewer.words.show(hit.place, { start: hit.start, end: hit.end, state: "found" });
    const page = this.viewer.sheets.pages[hit.place - 1];
    if (before) this.leave(this.viewer.sheets.pages[before.place - 1], page);
    this.viewer.sheets.goTo(hit.place, page?.found ? topOf(page.found[hit.rank] || page.found[0]) : null);
    this.repaint(page);
    if (page?.found === null && page.step) this.showWords(page, hit);
    return null;
  }

  leave(page, next) {
    this.repaint(page);
    if (page !== next && page?.step) page.element.querySelector(".sheet-words")?.remove();
  }

  /** The image has no such words (a scan, say): the page's text shows where they stand. */
  showWords(page, hit) {
    this.viewer.overlay(page, { start: hit.start, end: hit.end, state: "found", q: this.term });
  }

  /** The quads of a page's hits: asked for when its image is there. */
  async mark(page) {
    if (!this.term || !this.counts.has(page.number)) return;
    const term = this.term;
    const url = `${this.viewer.root.dataset.base}pages/${page.number}/matches.json?q=${encodeURIComponent(term)}&as=${this.viewer.sheets.as}`;
    try {
      const answer = await fetch(url);
      const { places } = answer.ok ? await answer.json() : { places: [] };
      if (term !== this.term) return;
      page.found = places.length ? places : null;
    } catch {
      page.found = null;
    }
    this.repaint(page);
    const hit = this.hits[this.at];
    if (!page.found && hit?.place === page.number) this.showWords(page, hit);
    if (page.found && hit?.place === page.number && !this.isInSight(page, hit))
      this.viewer.sheets.goTo(page.number, topOf(page.found[hit.rank] || page.found[0]));
  }

  isInSight(page, hit) {
    const { main, sheets } = this.viewer;
    const y = page.element.getBoundingClientRect().top + topOf(page.found[hit.rank] || page.found[0]) * page.zoom;
    const box = main.getBoundingClientRect();
    return y > box.top + sheets.barHeight() && y < box.bottom - 20;
  }

  repaint(page) {
    if (!page?.found || !page.step) return;
    const hit = this.hits[this.at];
    // Where the image's words and the text's do not count the same, none is singled out.
    const agrees = hit?.place === page.number && page.found.length === this.counts.get(page.number);
    drawMarks(page, "found", page.found, (number) => (agrees && number === hit.rank ? "is-found is-current" : "is-found"));
    if (agrees) this.viewer.sheets.bringAcross(page.element.querySelector("[data-kind=found] .is-current"));
  }
}
