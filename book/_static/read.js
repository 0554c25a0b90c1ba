/* Which pages have been read: remembered by the browser, told on the cards of the landing page. */

{
  const KEY = "book-read";
  let read;
  try { read = new Set(JSON.parse(localStorage.getItem(KEY))); } catch { read = new Set(); }
  const keep = () => {
    try { localStorage.setItem(KEY, JSON.stringify([...read])); } catch { /* not remembered */ }
  };

  // A page is read when its exercises, or else its end, have been on the screen.
  const watch = () => {
    const page = document.querySelector(".book-head")?.dataset.page;
    const end = document.querySelector(".bd-article #exercises, .prev-next-footer");
    if (!page || !end || read.has(page)) return;
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      seen.disconnect();
      read.add(page);
      keep();
    });
    seen.observe(end);
  };

  const tell = () => {
    const forget = document.querySelector(".book-forget");
    if (!forget) return;
    const show = () => {
      let any = false;
      for (const card of document.querySelectorAll(".book-card")) {
        card.querySelector(".book-card-read").hidden = !read.has(card.dataset.page);
        any ||= read.has(card.dataset.page);
      }
      forget.hidden = !any;
    };
    forget.addEventListener("click", () => {
      read.clear();
      keep();
      show();
      document.querySelector(".book-card a")?.focus();
    });
    show();
  };

  document.addEventListener("DOMContentLoaded", () => {
    watch();
    tell();
  });
}
