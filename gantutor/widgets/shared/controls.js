// Sliders and choices: native elements with labels, in step with the model.

// A range input for one trait. With `log`, the input holds log10 of the value. Arrow keys move by
// `step`, with Shift by `fine`; Page Up and Page Down by `big`. `shown` is what stands beside it.
function slider({ name, word, min, max, step, fine = step, big = step * 10, log, whole, colour,
  digits = 2, get, set, quantity = name, shown = (v) => v }) {
  const inward = log ? Math.log10 : (v) => v, outward = log ? (v) => 10 ** v : (v) => v;
  const round = (v) => (whole ? Math.round(v) : log ? +v.toPrecision(3)
    : +(Math.round(v / fine) * fine).toFixed(10));
  const input = html("input", { type: "range", min: inward(min), max: inward(max), name,
    step: log ? "any" : fine, style: colour ? `--thumb: var(--${colour})` : "" });
  const output = readout(quantity);
  const put = (v) => set(name, clamp(round(v), min, max));
  input.addEventListener("input", () => put(outward(+input.value)));
  input.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    const page = { PageDown: -1, PageUp: 1 }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || !(by || page)) return;
    const size = page ? big : event.shiftKey ? fine : step;
    event.preventDefault();
    event.stopPropagation();
    put(outward(inward(get(name)) + (by ?? page) * size));
  });
  const node = html("div", { class: "gt-slider" },
    html("label", {}, html("span", { class: "gt-word" }, word), input), output);
  return {
    node, input,
    update() {
      const v = get(name);
      input.value = inward(v);
      setNumber(output, shown(v), digits);
      const said = output.textContent;
      if (input.getAttribute("aria-valuetext") !== said) input.setAttribute("aria-valuetext", said);
    },
  };
}

function choice({ name, word, options, get, set }) {
  const select = html("select", { name, "aria-label": word,
    onchange: () => set(name, select.value) },
  ...options.map((o) => html("option", { value: o }, o)));
  select.addEventListener("keydown", (event) => event.stopPropagation());
  const node = html("label", { class: "gt-choice" }, html("span", {}, word), select);
  return { node, input: select, update() { select.value = get(name); } };
}

// The focus for a control whose picture a pointer has taken hold of: arrow keys go on from there, and
// no box is drawn around it before a key is pressed.
function focusByHand(input) {
  const end = () => { delete input.dataset.byHand; };
  input.dataset.byHand = "";
  input.addEventListener("keydown", end, { once: true });
  input.addEventListener("blur", end, { once: true });
  input.focus({ preventScroll: true });
}
