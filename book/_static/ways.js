/* The path that a reader follows through the book: chosen by a link (?path=evening), kept until the
   browser is closed, left by one click. The pages hold all of its signs (book/tools/head.py). */

{
  // A browser may refuse to remember anything; the links lead along the path all the same.
  const KEY = "book-path";
  const remember = (path) => {
    try {
      if (path) sessionStorage.setItem(KEY, JSON.stringify(path));
      else sessionStorage.removeItem(KEY);
    } catch { /* not remembered */ }
  };
  const remembered = () => {
    try { return JSON.parse(sessionStorage.getItem(KEY)) ?? {}; } catch { return {}; }
  };

  // Before anything is drawn, so that nothing moves when the signs of the path are shown.
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search).get("path");
  if (asked === "all") remember(null);
  const known = remembered();
  const path = !asked || asked === "all" || asked === known.name ? known : { name: asked };
  if (path.name) root.dataset.path = path.name;

  const leave = () => {
    delete root.dataset.path;
    remember(null);
    document.querySelector(".book-away")?.remove();
    const address = new URL(location);
    address.searchParams.delete("path");
    try { history.replaceState(null, "", address); } catch { /* some browsers, from a file */ }
    const title = document.querySelector(".bd-article h1");
    title?.setAttribute("tabindex", "-1");
    title?.focus({ preventScroll: true });
  };

  // On a page beside the path: the way back.
  const wayBack = () => {
    const away = document.createElement("nav"), back = document.createElement("a");
    const button = document.createElement("button");
    away.className = "book-strip book-away";
    away.setAttribute("aria-label", `The path “${path.title}”`);
    Object.assign(back, { href: path.last, textContent: `Back to the path “${path.title}”` });
    Object.assign(button, { type: "button", textContent: "Leave", ariaLabel: "Leave the path" });
    button.dataset.leave = "";
    away.append(back, button);
    document.querySelector(".bd-article h1")?.after(away);
  };

  document.addEventListener("DOMContentLoaded", () => {
    if (!path.name) return;
    const strip = document.querySelector(`.book-strip[data-on="${CSS.escape(path.name)}"]`);
    const here = () => {
      const { title } = strip.dataset;
      if (root.dataset.path) remember({ name: path.name, title, last: location.href });
    };
    if (strip) {
      here();
      addEventListener("hashchange", here);
    } else if (path.last) wayBack();
    else delete root.dataset.path; // no path is called so
    for (const button of document.querySelectorAll("[data-leave]"))
      button.addEventListener("click", leave);
  });
}
