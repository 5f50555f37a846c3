// The list of a search's hits: page by page, each with what stands around it.

export const listHits = (find) => {
  const { sheets, root } = find.viewer;
  const all = document.createDocumentFragment();
  let last = 0;
  find.hits.forEach((hit, number) => {
    if (hit.place !== last) {
      last = hit.place;
      const head = document.createElement("p");
      head.className = "hits-page num";
      const name = root.dataset.paged ? `${root.dataset.wordPage} ${sheets.layout ? sheets.name(last) : last}` : `¶${last}`;
      head.textContent = `${name} · ${find.counts.get(last)}`;
      all.append(head);
    }
    const item = document.createElement("button");
    item.type = "button";
    item.className = "hits-item";
    item.dataset.hit = number;
    const mark = document.createElement("mark");
    mark.className = "hit";
    mark.textContent = hit.words;
    item.append(hit.before, mark, hit.after);
    all.append(item);
  });
  if (find.total > find.hits.length) {
    const note = document.createElement("p");
    note.className = "small muted";
    note.textContent = root.dataset.wordListed.replace("{n}", find.hits.length.toLocaleString());
    all.prepend(note);
  }
  find.list.replaceChildren(all);
};
