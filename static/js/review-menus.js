// What can be done with a row, a column or many cells at once: menus, and the dialog that says first what it takes.
(() => {
  const planDialog = document.getElementById("review-plan");
  const openPlan = (scope, id = "") => {
    const url = document.querySelector("[data-plan-url]")?.dataset.planUrl;
    if (!url) return; // no cells
    htmx.ajax("GET", `${url}?scope=${scope}&id=${id}`, { target: planDialog, swap: "innerHTML" }).then(() => planDialog.showModal());
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-plan-scope]");
    if (button) openPlan(button.dataset.planScope);
    if (event.target.closest("[data-reload]")) location.reload();
  });
  document.body.addEventListener("review-changed", () => planDialog.open && planDialog.close());

  /* Menus of a column and of a row */
  const columnMenu = document.getElementById("column-menu");
  const rowMenu = document.getElementById("row-menu");
  let target = null;
  const openMenu = (cell) => {
    target = cell;
    const menu = cell.matches("[role=rowheader]") ? rowMenu : columnMenu;
    const isCorner = cell.matches(".review-corner");
    menu.querySelector("[data-menu-text]").textContent = cell.dataset.question || cell.querySelector(".review-title")?.dataset.t || "";
    const open = menu.querySelector("[data-menu-open]");
    if (open) open.href = cell.dataset.url;
    for (const button of menu.querySelectorAll("[data-menu-plan], [data-menu-remove]")) button.hidden = isCorner;
    menu.showPopover();
    const box = cell.getBoundingClientRect();
    menu.style.left = `${Math.max(8, Math.min(box.left, innerWidth - menu.offsetWidth - 8))}px`;
    menu.style.top = `${Math.max(8, Math.min(box.bottom + 4, innerHeight - menu.offsetHeight - 8))}px`;
    menu.querySelector("button:not([hidden]), a")?.focus();
  };
  for (const menu of [columnMenu, rowMenu]) {
    menu.addEventListener("toggle", (event) => event.newState === "closed" && menu.contains(document.activeElement) && target?.focus());
    menu.addEventListener("click", (event) => {
      const button = event.target.closest("button, a");
      if (!button) return;
      menu.hidePopover();
      const { sort: order, menuPlan, menuRemove } = button.dataset;
      if (order) {
        const detail = { column: target.dataset.column, order };
        target.dispatchEvent(new CustomEvent("review:sort", { bubbles: true, detail }));
        target.focus();
      }
      if (menuPlan) openPlan(menuPlan, target.dataset[menuPlan]);
      if (menuRemove) askRemove(menuRemove, target);
    });
    menu.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const items = [...menu.querySelectorAll(".menu-item:not([hidden])")];
      items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
    });
  }
  const askRemove = (scope, cell) => {
    const dialog = document.getElementById("review-remove");
    dialog.querySelector("[name=scope]").value = scope;
    dialog.querySelector("[name=id]").value = cell.dataset[scope];
    dialog.querySelector("[data-remove-text]").textContent = cell.querySelector(".review-title")?.dataset.t || cell.textContent;
    dialog.showModal();
  };
  document.addEventListener("review:menu", (event) => openMenu(event.target));
})();
