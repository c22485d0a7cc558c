// Sets the theme before the first paint. A file, not inline: the Content-Security-Policy forbids inline script.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem("batchops.theme");
  } catch {
    // Storage may be switched off; the system's theme is used.
  }
  var dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
