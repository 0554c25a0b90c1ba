/* What a style sheet alone cannot do: paper, and formulas that are wider than the page. */

// Paper is light, and has every folded hint; folded code stays folded.
let restore = () => {};
addEventListener("beforeprint", () => {
  const root = document.documentElement.dataset, theme = root.theme;
  const folded = [...document.querySelectorAll(".bd-article details:not([open], .hide)")];
  root.theme = "light";
  for (const part of folded) part.open = true;
  restore = () => {
    root.theme = theme;
    for (const part of folded) part.open = false;
  };
});
addEventListener("afterprint", () => restore());

// Inline formulas are on the line of the text; one that does not fit the column scrolls instead.
function markWide() {
  const inline = document.querySelectorAll('.bd-article mjx-container:not([display="true"])');
  for (const formula of inline) formula.classList.remove("book-wide");
  const wide = [...inline].filter((formula) => {
    const column = formula.closest("p, li, dd, dt, td, h1, h2, h3");
    return column && formula.scrollWidth + formula.offsetWidth > 0
      && formula.firstElementChild?.offsetWidth > column.clientWidth && column.clientWidth > 0;
  });
  for (const formula of wide) formula.classList.add("book-wide");
}
addEventListener("load", async () => {
  await window.MathJax?.startup?.promise;
  markWide();
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth !== width) markWide();
    width = innerWidth;
  });
});
