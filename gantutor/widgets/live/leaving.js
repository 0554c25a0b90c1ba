// What leaves the page, and comes back: the game as Python, as a record, and in the address.

function leavingOf({ model, choices, rows, iteration, seconds, button }) {
  const first = Object.fromEntries([...OF_PAGE, ...OF_GAME].map((name) => [name, model.get(name)]));
  const code = html("div", { class: "gt-code", hidden: "" });
  const inPython = () => pythonOf(choices.whole(iteration()), model.get("points"));
  const python = button("Open as Python", () => {
    code.hidden = !code.hidden;
    python.setAttribute("aria-expanded", !code.hidden);
    if (code.hidden) return;
    const text = html("textarea", { readonly: "", spellcheck: "false", "aria-label": "Python code" });
    text.value = inPython();
    text.addEventListener("keydown", (event) => event.stopPropagation());
    code.replaceChildren(text, html("p", { class: "gt-note" }, "The same game in the package: the same rules, " +
      "other random numbers, and so not the same curve."));
    text.focus({ preventScroll: true });
  }, { "aria-expanded": "false" });
  const record = button("Save the record", () => {
    const all = rows();
    if (!all[0].length) return;
    const file = recordFile(all, { settings: choices.settingsOf(choices.shown()), seeds: choices.seeds(),
      seconds: seconds(), dim: choices.dim(), command: inPython() });
    const address = URL.createObjectURL(file);
    html("a", { href: address, download: `live_game_${model.get("data")}_seed${model.get("seed")}.npz` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  });
  const link = button("Copy the address", async () => {
    write();
    try { await navigator.clipboard.writeText(location.href); link.textContent = "Copied"; } catch {
      link.textContent = "It stands in the address bar";
    }
    setTimeout(() => { link.textContent = "Copy the address"; }, 2500);
  });
  let writing = 0;
  function write() {
    if (!model.get("address")) return;
    const state = Object.fromEntries([...OF_PAGE, ...OF_GAME, "points"].map((n) => [n, model.get(n)]));
    const words = addressOf(first, state, choices.second);
    if (words === location.hash || (!words && !location.hash.startsWith(MARK))) return;
    try { history.replaceState(history.state, "", words || location.pathname + location.search); } catch { /* a frame without an address */ }
  }
  return {
    code, buttons: [python, record, ...(model.get("address") ? [link] : [])],
    writeSoon() { clearTimeout(writing); writing = setTimeout(write, 400); },
    // The game that stands in the address; what it does not name is as the page began.
    read() {
      const found = model.get("address") && fromAddress(location.hash, LEGAL);
      if (!found) return;
      const { points, strength, ...rest } = { ...first, ...found.state };
      if (points) model.set("points", points);
      choices.active = 0;
      for (const [name, value] of Object.entries(rest)) choices.set(name, value);
      choices.set("strength", strength);
      choices.second = found.second && !choices.several() ? { ...choices.valuesOf("A"), ...found.second } : null;
    },
    close() { clearTimeout(writing); },
  };
}
