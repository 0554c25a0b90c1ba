// A game in the address of its page: "#game:hold=clip&strength=0.01&b.hold=free".

const MARK = "#game:";

// What differs from the values that the page starts with, as the text of an address.
function addressOf(first, state, second) {
  const words = new URLSearchParams();
  for (const name of [...OF_PAGE, ...OF_GAME])
    if (state[name] !== first[name]) words.set(name, state[name]);
  if (second) for (const name of OF_GAME) words.set(`b.${name}`, second[name]);
  if (state.data === "drawn") words.set("points", state.points.flat().map((v) => v.toFixed(2)).join(","));
  const text = String(words);
  return text ? MARK + text : "";
}
// { state, second } of an address, or null. Values of the wrong kind, and unknown ones, are left out.
function fromAddress(hash, legal) {
  if (!hash.startsWith(MARK)) return null;
  const state = {}, second = {};
  for (const [name, text] of new URLSearchParams(hash.slice(MARK.length))) {
    const other = name.startsWith("b."), key = other ? name.slice(2) : name;
    if (other && !OF_GAME.includes(key)) continue;
    if (key === "points") {
      const flat = text.split(",").slice(0, 1600).map(Number);
      if (flat.length >= 16 && flat.length % 2 === 0 && flat.every((v) => Math.abs(v) < 10))
        state.points = Array.from({ length: flat.length / 2 }, (_, k) => [flat[2 * k], flat[2 * k + 1]]);
      continue;
    }
    const rule = legal[key];
    if (!rule) continue;
    if (rule === "switch") { if (/^(true|false)$/.test(text)) state[key] = text === "true"; continue; }
    if (Array.isArray(rule)) { if (rule.includes(text)) (other ? second : state)[key] = text; continue; }
    const v = Number(text);
    if (text !== "" && v >= rule.min && v <= rule.max && (!rule.whole || Number.isInteger(v)))
      (other ? second : state)[key] = v;
  }
  if (state.data === "drawn" && !state.points) delete state.data;
  return { state, second: Object.keys(second).length ? second : null };
}
