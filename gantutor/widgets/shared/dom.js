// Elements, numbers as text, and a pen for SVG paths.

// Sets the ids of this module apart from those of the page's other widgets.
const PLACE = Math.random().toString(36).slice(2, 8);

function element(namespace, tag, attributes = {}, ...children) {
  const node = namespace
    ? document.createElementNS("http://www.w3.org/2000/svg", tag)
    : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) node.setAttribute(name, value);
  node.append(...children);
  return node;
}
const html = (tag, attributes, ...children) => element(false, tag, attributes, ...children);
const svg = (tag, attributes, ...children) => element(true, tag, attributes, ...children);

const clamp = (x, low, high) => Math.min(high, Math.max(low, x));

// "M x y L x y …" through the points (xs[i], ys[i]); a gap where a value is not finite.
function linePath(xs, ys, X, Y) {
  let d = "", pen = "M";
  for (let i = 0; i < xs.length; i++) {
    if (!Number.isFinite(ys[i])) { pen = "M"; continue; }
    d += pen + X(xs[i]).toFixed(1) + " " + Y(ys[i]).toFixed(1);
    pen = "L";
  }
  return d;
}
// The area between the curve and the curve `base` (values at the same xs).
function areaPath(xs, ys, base, X, Y) {
  let back = "";
  for (let i = xs.length - 1; i >= 0; i--)
    back += "L" + X(xs[i]).toFixed(1) + " " + Y(base[i]).toFixed(1);
  return linePath(xs, ys, X, Y) + back + "Z";
}

// Four decimals for what is near one, fewer above, a power of ten far out.
function number(v, digits = 4) {
  if (Number.isNaN(v)) return "undefined";
  if (!Number.isFinite(v)) return v > 0 ? "∞" : "−∞";
  const size = Math.abs(v);
  if (size !== 0 && ((digits && size < 5 * 10 ** -digits) || size >= 1e5)) {
    const [m, e] = v.toExponential(2).split("e");
    const power = String(+e).replace(/[-\d]/g, (c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c]));
    return `${minus(m)} × 10${power}`;
  }
  const keep = size < 10 ? digits : size < 100 ? digits - 1 : size < 1000 ? digits - 2 : 0;
  const text = size < 1000 ? v.toFixed(Math.max(0, keep)) : Math.round(v).toLocaleString("en-US");
  return minus(/^-0\.?0*$/.test(text) ? text.slice(1) : text);
}
const minus = (text) => text.replace("-", "−");

// A number on the page: rounded to read, exact in data-value.
function setNumber(node, v, digits) {
  node.textContent = number(v, digits);
  node.dataset.value = String(v);
}
const readout = (quantity) =>
  html("output", { "data-quantity": quantity, "data-value": "", "aria-live": "off" });

// A row of named numbers; `items` are [quantity, name, class, explanation, digits].
// What stands in `shown` already is left out: a quantity appears once in a widget. Explanations go
// to `meanings`, or without it to a place of their own under the numbers.
function numbers(host, items, shown = new Set(), kind = "", meanings = null) {
  items = items.filter(([quantity]) => !shown.has(quantity));
  if (!items.length) return () => {};
  const outputs = {}, list = html("dl", { class: `gt-numbers ${kind}` });
  host.append(list);
  const place = meanings ?? meaningsIn(host);
  for (const [quantity, name, colour = "", hint] of items) {
    outputs[quantity] = readout(quantity);
    shown.add(quantity);
    list.append(html("div", { class: colour }, html("dt", {}, name),
      html("dd", {}, outputs[quantity])));
    if (hint) place.add(name, hint);
  }
  return (values) => {
    for (const [q, , , , digits] of items) setNumber(outputs[q], values[q], digits);
  };
}
// What the numbers mean, for every hand: by mouse, key and finger.
function meaningsIn(host) {
  const node = html("details", { class: "gt-hints", hidden: "" },
    html("summary", {}, "What these numbers mean"));
  host.append(node);
  const said = new Set();
  return {
    node,
    add(name, hint) {
      if (said.has(hint)) return;
      said.add(hint);
      node.hidden = false;
      node.append(html("p", {}, html("b", {}, name.cloneNode?.(true) ?? name), `: ${hint}`));
    },
  };
}

// What the picture shows, in words: for the eye at every frame, for a screen reader once things have
// come to rest.
function narrator(host) {
  const node = html("p", { class: "gt-summary", "aria-hidden": "true" });
  const aloud = html("p", { class: "gt-aloud", "aria-live": "polite" });
  host.append(node, aloud);
  // As many lines as were ever needed at this width: nothing below jumps while a law is dragged.
  let width = 0, timer = 0;
  new ResizeObserver(([{ contentRect: now }]) => {
    if (now.width !== width) { width = now.width; node.style.minHeight = ""; return; }
    if (now.height > (parseFloat(node.style.minHeight) || 0))
      node.style.minHeight = `${now.height}px`;
  }).observe(node);
  return (text) => {
    if (text === node.textContent) return;
    node.textContent = text;
    if (!aloud.textContent) { aloud.textContent = text; return; }
    clearTimeout(timer);
    timer = setTimeout(() => { aloud.textContent = text; }, 350);
  };
}

// A finger that goes down here scrolls nothing: touch-action alone does not reach a shape inside an
// SVG in every browser.
const unscrolled = (node) =>
  node.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });

// Runs `work` at most once per frame, however often it is asked for.
function eachFrame(work) {
  let asked = 0;
  return () => { asked ||= requestAnimationFrame(() => { asked = 0; work(); }); };
}
