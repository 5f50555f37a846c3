// The panel beside the pages: the contents, the pages small, the hits of a search.

export class Side {
  constructor(viewer) {
    this.viewer = viewer;
    const { root } = viewer;
    this.panel = root.querySelector("[data-side]");
    this.toggles = [...root.querySelectorAll("[data-side-toggle]")];
    this.choices = [...root.querySelectorAll("[data-side-show]")];
    this.lists = new Map([...root.querySelectorAll("[data-side-list]")].map((list) => [list.dataset.sideList, list]));
    this.shown = "outline";
    root.addEventListener("click", (event) => {
      if (event.target.closest("[data-side-toggle]")) this.open(this.panel.hidden);
      const choice = event.target.closest("[data-side-show]");
      if (choice) this.show(choice.dataset.sideShow);
      const entry = event.target.closest("[data-entry]");
      if (entry) viewer.goTo(Number(entry.dataset.entry)), this.leave();
    });
    root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.panel.hidden || !this.panel.contains(event.target)) return;
      event.stopPropagation();
      this.open(false);
    });
    viewer.sheets.addEventListener("page", ({ detail }) => this.follow(detail));
  }

  open(isOpen) {
    this.panel.hidden = !isOpen;
    this.toggles[0].setAttribute("aria-expanded", String(isOpen));
    this.viewer.root.classList.toggle("has-side", isOpen);
    if (isOpen) this.show(this.shown);
    else this.toggles[0].focus({ preventScroll: true });
    this.viewer.sheets.resized();
  }

  /** Where the panel lies over the pages it makes way for what was chosen. */
  leave() {
    if (this.panel.hidden || getComputedStyle(this.panel).getPropertyValue("--over").trim() !== "yes") return;
    const isIn = this.panel.contains(document.activeElement);
    const { activeElement } = document;
    this.open(false);
    if (!isIn) activeElement.focus({ preventScroll: true });
  }

  show(name) {
    this.shown = name;
    for (const choice of this.choices) choice.setAttribute("aria-pressed", String(choice.dataset.sideShow === name));
    for (const [key, list] of this.lists) list.hidden = key !== name;
    if (name === "outline") this.outline();
    if (name === "thumbs") this.thumbs();
  }

  showHits(isThere) {
    this.choices.find((choice) => choice.dataset.sideShow === "hits").hidden = !isThere;
    const isNarrow = this.viewer.main.clientWidth < 700;
    if (isThere && !isNarrow && this.panel.hidden) this.open(true);
    if (isThere) this.show("hits");
    else if (this.shown === "hits") this.show("outline");
  }

  async outline() {
    const list = this.lists.get("outline");
    const { sheets, root } = this.viewer;
    if (list.dataset.of === (sheets.as || "text")) return;
    list.dataset.of = sheets.as || "text";
    const told = await this.viewer.ask(`outline.json?as=${sheets.as || "file"}`);
    if (!told?.entries) return delete list.dataset.of;
    const all = document.createDocumentFragment();
    for (const [level, title, place] of told.entries) all.append(this.entry(level, title, place));
    if (told.found || !told.entries.length) {
      const note = document.createElement("p");
      note.className = "small muted";
      note.textContent = told.entries.length ? root.dataset.wordFound : root.dataset.wordNoOutline;
      all.prepend(note);
    }
    list.replaceChildren(all);
    return this.follow(this.viewer.place);
  }

  entry(level, title, place) {
    const item = document.createElement("button");
    item.type = "button";
    item.className = "outline-item";
    item.dataset.entry = place;
    item.dataset.level = Math.min(level, 5);
    const [name, page] = [document.createElement("span"), document.createElement("span")];
    name.textContent = title;
    page.className = "num";
    page.textContent = this.viewer.root.dataset.paged ? place : "";
    item.append(name, page);
    return item;
  }

  thumbs() {
    const list = this.lists.get("thumbs");
    const { sheets } = this.viewer;
    const own = `${sheets.as}`;
    if (list.dataset.of !== own) {
      list.dataset.of = own;
      const all = document.createDocumentFragment();
      for (const page of sheets.pages) all.append(this.thumb(page));
      list.replaceChildren(all);
    }
    this.follow(sheets.current);
  }

  thumb(page) {
    const { sheets } = this.viewer;
    const item = document.createElement("button");
    item.type = "button";
    item.className = "thumb";
    item.dataset.entry = page.number;
    const image = new Image();
    Object.assign(image, { loading: "lazy", decoding: "async", alt: "", className: "thumb-image" });
    image.style.aspectRatio = `${page.width} / ${page.height}`;
    image.src = sheets.queue.url(page, "image?percent=40");
    image.onerror = () => image.removeAttribute("src");
    const name = document.createElement("span");
    name.className = "num";
    name.textContent = sheets.name(page.number);
    item.append(image, name);
    return item;
  }

  follow(number) {
    if (this.panel.hidden) return;
    const list = this.lists.get(this.shown);
    if (this.shown === "hits") return;
    const items = [...list.querySelectorAll("[data-entry]")];
    const of = (one) => Number(one.dataset.entry);
    const item = items.find((one) => of(one) === number) || items.findLast((one) => of(one) <= number);
    const before = list.querySelector("[aria-current]");
    if (item === before) return;
    before?.removeAttribute("aria-current");
    item?.setAttribute("aria-current", "true");
    if (item && !list.matches(":hover")) item.scrollIntoView({ block: "nearest" });
  }
}
