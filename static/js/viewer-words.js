// The document as text: a window of pages or paragraphs at a time, fetched around the place that is wanted.

export class Words extends EventTarget {
  constructor(root, element, main) {
    super();
    Object.assign(this, { root, element, main, term: "" });
    main.addEventListener("scroll", () => this.scrolled(), { passive: true });
  }

  get isShown() {
    return !this.element.hidden;
  }

  /** around: page or paragraph; marked: {start, end, state, text} to highlight and bring into sight. */
  async show(around = 0, marked = null) {
    this.element.hidden = false;
    const query = new URLSearchParams(marked || {});
    if (around) query.set("around", around);
    if (this.term) query.set("q", this.term);
    await window.htmx.ajax("GET", `${this.root.dataset.url}?${query}`, { target: this.element, swap: "innerHTML" });
    const named = around && this.element.querySelector(`#page-${around}, #para-${around}`);
    const mark = marked && this.element.querySelector("mark.hit.is-current");
    if (mark) mark.scrollIntoView({ block: "center" });
    else if (named) named.scrollIntoView({ block: "start" });
    return { mark, named };
  }

  scrolled() {
    if (!this.isShown || this.waiting) return;
    this.waiting = setTimeout(() => {
      this.waiting = 0;
      if (this.isShown) this.dispatchEvent(new CustomEvent("page"));
    }, 120);
  }

  hide() {
    this.element.hidden = true;
    this.element.replaceChildren();
  }

  /** The page or paragraph that is being read. */
  get current() {
    const line = this.main.getBoundingClientRect().top + 140;
    const parts = [...this.element.querySelectorAll(".page, .para")];
    const part = parts.findLast((one) => one.getBoundingClientRect().top <= line) || parts[0];
    return part ? Number(part.id.split("-")[1]) : 1;
  }
}
