// Runs before the first paint: what this person chose last time (theme, widths of the panels).
(() => {
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    for (const name of ["--nav-width", "--aside-width"]) {
      const width = Number(localStorage.getItem(name));
      if (width > 0) root.style.setProperty(name, `${width}px`);
    }
  } catch {
    // Storage may be forbidden; the defaults are good.
  }
})();
