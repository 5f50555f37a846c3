// The review grid: keys, sorting, filters, the drawer. Its menus are in review-menus.js, its changes in review-live.js.
(() => {
  const scroll = document.querySelector("[data-review]");
  const aside = document.querySelector("#aside .shell-aside-body");
  if (!scroll) return;

  const grid = scroll.querySelector(".review-grid");
  const head = grid.firstElementChild;
  const columns = [...head.children];
  const rows = [...grid.querySelectorAll(".review-row")];
  const user = scroll.dataset.user;
  const kept = new URLSearchParams(location.search);
  const keep = (name, value) => {
    if (value) kept.set(name, value);
    else kept.delete(name);
    history.replaceState(history.state, "", `${location.pathname}${kept.size ? `?${kept}` : ""}`);
  };

  /* Keys: one cell has the focus; arrows move it, Enter opens, Home and End go to the ends of the row */
  let current = null;
  const focusable = "[role=gridcell], [role=rowheader], [role=columnheader]";
  const makeCurrent = (cell) => {
    if (current && current !== cell) current.tabIndex = -1;
    current = cell;
    cell.tabIndex = 0;
  };
  const shownRows = () => [head, ...[...grid.children].slice(1).filter((row) => !row.hidden)];
  const move = (down, right) => {
    const lines = shownRows();
    const row = current.parentElement;
    const at = [...row.children].indexOf(current);
    const line = lines[Math.max(0, Math.min(lines.length - 1, lines.indexOf(row) + down))];
    const cell = line.children[Math.max(0, Math.min(columns.length - 1, at + right))];
    makeCurrent(cell);
    cell.focus({ preventScroll: true });
    bring(cell);
  };
  const bring = (cell) => {
    // Under the frozen row and column nothing is seen.
    const box = cell.getBoundingClientRect();
    const view = scroll.getBoundingClientRect();
    const top = view.top + head.offsetHeight;
    const left = view.left + head.firstElementChild.offsetWidth;
    if (!cell.closest(".review-head")) {
      if (box.top < top) scroll.scrollTop -= top - box.top;
      else if (box.bottom > view.bottom) scroll.scrollTop += box.bottom - view.bottom + 12;
    }
    if (cell.matches("[role=rowheader], .review-corner")) return;
    if (box.left < left) scroll.scrollLeft -= left - box.left;
    else if (box.right > view.right) scroll.scrollLeft += box.right - view.right + 12;
  };
  const moves = {
    ArrowDown: [1, 0],
    ArrowUp: [-1, 0],
    ArrowRight: [0, 1],
    ArrowLeft: [0, -1],
    PageDown: [8, 0],
    PageUp: [-8, 0],
    Home: [0, -1e6],
    End: [0, 1e6],
  };
  grid.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !event.target.matches(focusable)) return;
    if (event.key in moves) move(...moves[event.key]);
    else if (event.key === "Enter" || event.key === " ") press(event.target);
    else return;
    event.preventDefault();
  });
  grid.addEventListener("focusin", (event) => event.target.matches(focusable) && makeCurrent(event.target));
  grid.addEventListener("click", (event) => {
    const cell = event.target.closest(focusable);
    if (cell) makeCurrent(cell), press(cell);
  });
  const press = (cell) => {
    if (cell.matches("[role=gridcell]")) openDrawer(cell.id.slice(5), true);
    else cell.dispatchEvent(new CustomEvent("review:menu", { bubbles: true }));
  };

  /* Drawer */
  let opened = "";
  const mark = () => {
    grid.querySelector(".is-open")?.classList.remove("is-open");
    document.getElementById(`cell-${opened}`)?.classList.add("is-open");
  };
  const openDrawer = (id, focus) => {
    opened = id;
    keep("cell", id);
    mark();
    return htmx.ajax("GET", `/reviews/cells/${id}/`, { target: aside, swap: "innerHTML" }).then(() => {
      document.querySelector(".shell-bar [data-pane=aside]")?.click();
      if (focus) aside.querySelector("[data-drawer]")?.focus({ preventScroll: true });
      const cell = document.getElementById(`cell-${id}`);
      if (cell) bring(cell);
    });
  };
  const closeDrawer = () => {
    const cell = document.getElementById(`cell-${opened}`);
    opened = "";
    keep("cell", "");
    aside.replaceChildren();
    mark();
    document.querySelector(".shell-bar [data-pane=main]")?.click();
    if (cell) makeCurrent(cell), cell.focus({ preventScroll: true });
  };
  const step = (by) => {
    const cells = shownRows().slice(1).flatMap((row) => [...row.children].slice(1));
    const at = cells.findIndex((cell) => cell.id === `cell-${opened}`);
    const next = cells[at + by];
    if (!next) return;
    makeCurrent(next);
    openDrawer(next.id.slice(5)).then(() => aside.querySelector(`[data-step="${by}"]`)?.focus());
  };
  aside.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (button) step(Number(button.dataset.step));
    if (event.target.closest("[data-drawer-close]")) closeDrawer();
  });
  // On its way down, before the shell takes it for Stop.
  const escape = (event) => {
    if (event.key !== "Escape" || !opened || document.querySelector("dialog[open], details.menu[open], :popover-open")) return;
    event.preventDefault();
    closeDrawer();
  };
  document.addEventListener("keydown", escape, { capture: true });
  // What was pressed in the drawer is gone with its old content; the keyboard goes on from its top.
  aside.addEventListener("htmx:afterSwap", () => {
    if (document.activeElement === document.body) aside.querySelector("[data-drawer]")?.focus({ preventScroll: true });
  });
  const isWriting = () => Boolean(aside.querySelector(".review-more-form[open]") || aside.querySelector("select:focus"));
  // Somebody else changed it; what this person has begun to write stays, and is checked when they send it.
  const refreshDrawer = async () => {
    const id = opened;
    const stale = document.getElementById(`cell-${id}`)?.dataset.c !== aside.querySelector("[data-drawer]")?.dataset.c;
    if (!id || !stale || isWriting()) return;
    const answer = await fetch(`/reviews/cells/${id}/`, { headers: { "HX-Request": "true" } });
    const html = answer.ok ? await answer.text() : "";
    if (!html || id !== opened || isWriting()) return;
    const hadFocus = aside.contains(document.activeElement);
    aside.innerHTML = html;
    htmx.process(aside);
    if (hadFocus) aside.querySelector("[data-drawer]").focus({ preventScroll: true });
  };

  /* Sorting: numbers as numbers, what has no value last */
  const original = new Map(rows.map((row, index) => [row, index]));
  const keyOf = (row, at) => (at ? row.children[at].dataset.s : row.querySelector(".review-title").dataset.t.toLowerCase());
  const compare = (a, b, numeric) => {
    if (!a || !b) return !a - !b || 0;
    return numeric ? Number(a) - Number(b) : a.localeCompare(b);
  };
  const sort = (column, order) => {
    const at = Math.max(0, columns.findIndex((one) => one.dataset.column === column));
    for (const one of columns) one.setAttribute("aria-sort", "none");
    const numeric = "numeric" in columns[at].dataset;
    const sign = order === "descending" ? -1 : 1;
    const sorted = [...rows].sort((one, other) => {
      if (order === "none") return original.get(one) - original.get(other);
      const a = keyOf(one, at);
      const b = keyOf(other, at);
      return (a && b ? sign : 1) * compare(a, b, numeric) || original.get(one) - original.get(other);
    });
    if (order !== "none") columns[at].setAttribute("aria-sort", order);
    grid.append(...sorted);
    sorted.forEach((row, index) => row.setAttribute("aria-rowindex", index + 2));
    keep("sort", order === "none" ? "" : `${order === "descending" ? "-" : ""}${column}`);
  };

  grid.addEventListener("review:sort", (event) => sort(event.detail.column, event.detail.order));

  /* Filters */
  const filters = Object.fromEntries([...document.querySelectorAll("[data-filter]")].map((one) => [one.dataset.filter, one]));
  const shown = document.querySelector("[data-shown]");
  const clear = document.querySelector("[data-filter-clear]");
  let hits = [];
  const fits = (cell, states, text) => {
    if (states.length) {
      const own = cell.dataset.f.split(" ");
      if (!states.some((state) => (state === "mine" ? cell.dataset.a === user : own.includes(state)))) return false;
    }
    return !text || (cell.dataset.v ?? cell.firstElementChild.textContent).toLowerCase().includes(text);
  };
  const filter = () => {
    const text = filters.text.value.trim().toLowerCase();
    const states = filters.state.value.split(" ").filter(Boolean);
    const at = columns.findIndex((one) => filters.column.value && one.dataset.column === filters.column.value);
    const active = Boolean(text || states.length);
    for (const cell of hits) cell.classList.remove("is-hit");
    hits = [];
    let number = 0;
    for (const row of rows) {
      const before = hits.length;
      const cells = active ? (at > 0 ? [row.children[at]] : [...row.children].slice(1)) : [];
      hits.push(...cells.filter((cell) => fits(cell, states, text)));
      row.hidden = active && hits.length === before;
      number += !row.hidden;
    }
    for (const cell of hits) cell.classList.add("is-hit");
    shown.textContent = active ? shown.dataset.text.replace("{n}", number).replace("{all}", rows.length) : "";
    clear.hidden = !active;
    for (const [name, one] of Object.entries(filters)) keep(name, one.value.trim());
  };
  for (const one of Object.values(filters)) one.addEventListener("input", filter);
  clear.addEventListener("click", () => {
    for (const one of Object.values(filters)) one.value = "";
    filter();
    filters.state.focus();
  });

  /* What review-live.js brings */
  grid.addEventListener("review:replaced", (event) => {
    if (current === event.detail.old) makeCurrent(event.target);
  });
  grid.addEventListener("review:changed", (event) => {
    filter();
    mark();
    if (event.detail.ids.includes(opened)) refreshDrawer();
  });

  /* As it was before the reload */
  makeCurrent(grid.children[1]?.children[1] ?? head.firstElementChild);
  for (const [name, one] of Object.entries(filters)) if (kept.has(name)) one.value = kept.get(name);
  const order = kept.get("sort");
  if (order !== null) sort(order.replace("-", ""), order.startsWith("-") ? "descending" : "ascending");
  filter();
  const drawer = aside.querySelector("[data-drawer]");
  if (drawer) {
    opened = drawer.dataset.drawer;
    mark();
    makeCurrent(document.getElementById(`cell-${opened}`));
    document.querySelector(".shell-bar [data-pane=aside]")?.click();
  } else keep("cell", "");
})();
