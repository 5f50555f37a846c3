// The shell: theme, panes, navigation on a phone, menus, dialogs, toasts, keyboard shortcuts.
(() => {
  const root = document.documentElement;
  const shell = document.querySelector("[data-shell]");

  const remember = (key, value) => {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
    } catch {
      // Storage may be forbidden; then the choice lasts as long as the page.
    }
  };

  /* Theme */
  const showTheme = () => {
    const now = root.dataset.theme || "auto";
    for (const button of document.querySelectorAll("[data-theme-set]"))
      button.setAttribute("aria-pressed", String(button.dataset.themeSet === now));
  };
  const setTheme = (theme) => {
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
    remember("theme", theme === "auto" ? null : theme);
    showTheme();
  };

  /* Panes: separators that work with a pointer and with the keyboard */
  const resize = (split, width) => {
    const least = Number(split.getAttribute("aria-valuemin"));
    const most = Math.min(Number(split.getAttribute("aria-valuemax")), window.innerWidth * 0.6);
    const kept = Math.round(Math.max(least, Math.min(most, width)));
    root.style.setProperty(split.dataset.split, `${kept}px`);
    split.setAttribute("aria-valuenow", String(kept));
    remember(split.dataset.split, String(kept));
  };
  const restore = (split) => {
    root.style.removeProperty(split.dataset.split);
    remember(split.dataset.split, null);
  };
  const paneOf = (split) => document.getElementById(split.getAttribute("aria-controls"));
  const fromRight = (split) => split.classList.contains("is-left");

  const startDrag = (split, down) => {
    const width = paneOf(split).offsetWidth;
    const sign = fromRight(split) ? -1 : 1;
    const move = (event) => resize(split, width + sign * (event.clientX - down.clientX));
    const end = () => {
      split.removeEventListener("pointermove", move);
      split.classList.remove("is-dragging");
      root.classList.remove("is-resizing");
    };
    split.setPointerCapture(down.pointerId);
    split.classList.add("is-dragging");
    root.classList.add("is-resizing");
    split.addEventListener("pointermove", move);
    split.addEventListener("pointerup", end, { once: true });
    split.addEventListener("pointercancel", end, { once: true });
  };
  const keyResize = (split, event) => {
    const step = (event.shiftKey ? 64 : 16) * (fromRight(split) ? -1 : 1);
    const width = paneOf(split).offsetWidth;
    const widths = {
      ArrowLeft: width - step,
      ArrowRight: width + step,
      Home: Number(split.getAttribute("aria-valuemin")),
      End: Number(split.getAttribute("aria-valuemax")),
    };
    if (event.key === "Enter") restore(split);
    else if (event.key in widths) resize(split, widths[event.key]);
    else return;
    event.preventDefault();
  };
  for (const split of document.querySelectorAll("[data-split]")) {
    if (paneOf(split).offsetWidth) split.setAttribute("aria-valuenow", String(paneOf(split).offsetWidth));
    split.addEventListener("pointerdown", (event) => startDrag(split, event));
    split.addEventListener("dblclick", () => restore(split));
    split.addEventListener("keydown", (event) => keyResize(split, event));
  }

  /* One pane at a time on a phone */
  const main = document.getElementById("main");
  let left = 0;
  const showPane = (pane) => {
    if (shell.dataset.pane !== "aside") left = main.scrollTop;
    const back = pane === "main" && shell.dataset.pane === "aside";
    shell.dataset.pane = pane;
    if (back) main.scrollTop = left;
    for (const button of document.querySelectorAll(".shell-bar [data-pane]"))
      button.setAttribute("aria-pressed", String(button.dataset.pane === pane));
  };
  const asideName = document.querySelector('[data-label-of="aside"]');
  if (asideName) asideName.textContent = document.getElementById("aside").getAttribute("aria-label").trim();

  const setNav = (open) => {
    shell.dataset.nav = open ? "open" : "closed";
    document.querySelector("[data-nav-toggle]").setAttribute("aria-expanded", String(open));
  };

  /* Toasts: errors stay until dismissed, the rest leaves by itself */
  const settle = (toast) => {
    if (toast.matches(".error, .warning")) return;
    setTimeout(() => toast.remove(), 6000 + 40 * toast.textContent.length);
  };
  const addToast = ({ text, tags }) => {
    const toasts = document.getElementById("toasts");
    // What is asked for again and again fails again and again: it is said once.
    if ([...toasts.querySelectorAll("p")].some((said) => said.textContent === text)) return;
    const toast = document.getElementById("toast-template").content.firstElementChild.cloneNode(true);
    toast.className = `toast ${tags || "info"}`;
    const isBad = /error|warning/.test(tags || "");
    toast.querySelector(`.icon.${isBad ? "is-well" : "is-ill"}`).remove();
    toast.querySelector("p").textContent = text;
    toasts.append(toast);
    settle(toast);
  };
  const words = document.getElementById("toast-template").dataset;
  document.addEventListener("htmx:sendError", () => addToast({ text: words.offline, tags: "error" }));
  document.addEventListener("htmx:responseError", (event) => {
    const status = String(event.detail.xhr.status);
    addToast({ text: words.refused.replace("{status}", status), tags: "error" });
  });
  document.addEventListener("pane:show", () => showPane("main"));
  document.addEventListener("toast", (event) => addToast(event.detail));
  document.querySelectorAll("[data-toast]").forEach(settle);

  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== except) menu.open = false;
  };

  const pressed = {
    "[data-theme-set]": (button) => setTheme(button.dataset.themeSet),
    "[data-pane]": (button) => showPane(button.dataset.pane),
    "[data-nav-toggle]": () => setNav(shell.dataset.nav !== "open"),
    "[data-dismiss]": (button) => button.closest("[data-toast]").remove(),
    "[data-dialog]": (button) => document.getElementById(button.dataset.dialog).showModal(),
    "[data-close]": (button) => button.closest("dialog").close(),
    ".cite[href]": () => showPane("main"),
  };
  document.addEventListener("click", (event) => {
    for (const [selector, act] of Object.entries(pressed)) {
      const target = event.target.closest(selector);
      if (target) act(target);
    }
    const menu = event.target.closest("details.menu");
    closeMenus(event.target.closest(".menu-items .menu-item") ? null : menu);
  });

  /* Keys that work anywhere outside a text box; Esc works there too */
  const typing = (target) => target.matches("input, textarea, select, [contenteditable]");
  const step = (by) => {
    const pages = [...document.querySelectorAll("[data-page]")];
    const top = main.getBoundingClientRect().top + 120;
    const seen = pages.findLastIndex((page) => page.getBoundingClientRect().top <= top);
    pages[Math.max(0, Math.min(pages.length - 1, seen + by))]?.scrollIntoView({ block: "start" });
  };
  const scrolling = new Set([" ", "PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown"]);
  const escape = () => {
    const menu = document.querySelector("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (shell?.dataset.nav === "open") setNav(false);
    else document.querySelector("[data-stop]:not(:disabled)")?.click();
  };
  const keys = {
    "?": () => document.getElementById("shortcuts")?.showModal(),
    q: () => {
      const box = document.querySelector("[data-composer] textarea");
      document.querySelector(`[aria-controls="${box?.closest("[role=tabpanel]")?.id}"]`)?.click();
      if (box) showPane("aside");
      box?.focus();
    },
    j: () => step(1),
    k: () => step(-1),
  };
  /* Ctrl+K, also while one writes: the page's own search, or the library's. In a document viewer-keys.js finds in it. */
  const search = () => {
    const box = [...document.querySelectorAll("#main input[type=search]")].find((one) => one.checkVisibility());
    if (!box) return location.assign(`${document.querySelector("[data-library]").href}#search`);
    showPane("main");
    box.focus();
    return box.select();
  };
  if (location.hash === "#search") document.getElementById("search")?.focus();
  document.addEventListener("keydown", (event) => {
    const isSearch = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k";
    if (!isSearch || event.defaultPrevented || event.isComposing || !shell || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    search();
  });
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.querySelector("dialog[open]")) return;
    // The centre scrolls, not the window: hand it the keys that scroll when nothing else has them.
    if (event.target === document.body && scrolling.has(event.key)) main?.focus({ preventScroll: true });
    if (event.key === "Escape") escape();
    else if (!typing(event.target) && event.key in keys) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  showTheme();
})();
