// Says on the page what `verdict` finds: for the eye calmly, for a screen reader more calmly still.

const CALM = 700, ALOUD = 4000;  // milliseconds between two sentences

function tellerOf() {
  const said = html("p", { class: "gt-summary" });
  const aloud = html("p", { class: "gt-aloud", "aria-live": "polite" });
  let toldAt = 0, aloudAt = 0, current = {}, wanted = {};
  // The sentence changes when what it says is so at two looks; its numbers at every one.
  function steady(name, found, force) {
    const same = current[name]?.id === found.id;
    if (force || same || wanted[name] === found.id || !current[name]) current[name] = found;
    wanted[name] = found.id;
    return current[name];
  }
  return {
    said, aloud,
    clear() { current = {}; wanted = {}; },
    trouble(message) { said.replaceChildren(`The engine says: ${message}`); said.dataset.text = ""; },
    // `found()` gives pairs of a game's name, or none, and its verdict. Returns what was said aloud.
    tell(found, iteration, force) {
      const time = performance.now();
      if (!force && time - toldAt < CALM) return null;
      toldAt = time;
      const parts = found().map(([name, one]) => [name, steady(name, one, force)]);
      const text = parts.map(([name, one]) => (name ? `${name}: ${one.text}` : one.text)).join(" ");
      if (said.dataset.text !== text) {
        said.dataset.text = text;
        said.dataset.verdict = parts.map(([, { id }]) => id).join(" ");
        said.replaceChildren(...parts.flatMap(([name, one]) => [...(name ? [html("b", {}, name)] : []),
          `${one.text} `, html("a", { href: chapterLink(one.chapter) }, CHAPTERS[one.chapter][2]), " "]));
      }
      if (!force && time - aloudAt <= ALOUD) return null;
      aloudAt = time;
      return (aloud.textContent = `Round ${iteration}. ${text}`);
    },
  };
}
