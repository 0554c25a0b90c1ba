// A canvas keeps the colours it was painted with: paint again when the page's theme changes.

// Calls `repaint` after each change of the theme, the system's included. Returns what ends that.
function onTheme(repaint) {
  const theme = new MutationObserver(repaint), dark = matchMedia("(prefers-color-scheme: dark)");
  for (const node of [document.documentElement, document.body])
    theme.observe(node, { attributes: true,
      attributeFilter: ["data-theme", "theme", "data-jp-theme-light"] });
  dark.addEventListener("change", repaint);
  return () => {
    theme.disconnect();
    dark.removeEventListener("change", repaint);
  };
}
