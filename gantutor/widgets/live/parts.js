// Small parts of the widget's face: choices that are seen all at once, switches, sliders of a scale.

// Radio buttons in a row of segments; arrow keys go from one to the next, as the browser has it.
function segments({ name, word, options, get, set }) {
  const group = `gt-${PLACE}-${name}-${groups++}`;
  const inputs = Object.entries(options).map(([value, label]) => {
    const input = html("input", { type: "radio", name: group, value,
      onchange: () => set(name, value) });
    return { input, node: html("label", { class: "gt-pick" }, input, html("span", {}, label)) };
  });
  const node = html("div", { class: `gt-segments gt-${name}`, role: "radiogroup", "aria-label": word },
    html("span", { class: "gt-word", "aria-hidden": "true" }, word),
    html("div", { class: "gt-picks" }, ...inputs.map((one) => one.node)));
  return { node, inputs: inputs.map((one) => one.input),
    update() { for (const { input } of inputs) input.checked = input.value === get(name); } };
}
let groups = 0;

// A button that stays down.
function pressed(word, isDown, press, more = {}) {
  const node = html("button", { type: "button", ...more, onclick: press }, word);
  return { node, update() { node.setAttribute("aria-pressed", isDown()); } };
}

function menu({ name, word, options, get, set }) {
  const entry = ([value, label]) => (typeof label === "string" ? html("option", { value }, label)
    : html("optgroup", { label: value }, ...Object.entries(label).map(entry)));
  const select = html("select", { name, "aria-label": word, onchange: () => set(name, select.value) },
    ...Object.entries(options).map(entry));
  select.addEventListener("keydown", (event) => event.stopPropagation());
  return { node: html("label", { class: "gt-choice" }, html("span", {}, word), select), input: select,
    update() { select.value = get(name); } };
}

const legend = (colour, word, quantity, dashes = "") => {
  const value = readout(quantity);
  const swatch = svg("svg", { width: 22, height: 8, "aria-hidden": "true" },
    svg("path", { class: `gt-curve ${colour} ${dashes}`, d: "M1 4H21" }));
  return { value, node: html("span", { class: `gt-key ${colour}` }, ...(dashes === null ? [] : [swatch]),
    `${word} `, value) };
};
