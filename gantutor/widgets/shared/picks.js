// A choice of few values, all of them in sight: radio buttons with the looks of tabs.
function picks({ name, word, options, say = String, get, set }) {
  const group = `${name}-${PLACE}-${picksMade++}`;
  const inputs = options.map((value) => {
    const input = html("input", { type: "radio", name: group, value,
      onchange: () => set(name, value) });
    // A notebook has keys of its own.
    input.addEventListener("keydown", (event) => event.stopPropagation());
    return input;
  });
  const node = html("div", { class: "gt-choose", role: "radiogroup", "aria-label": word },
    ...inputs.map((input, k) => html("label", { class: "gt-pick" }, input,
      html("span", {}, say(options[k])))));
  return {
    node,
    update() { inputs.forEach((input, k) => { input.checked = options[k] === get(name); }); },
  };
}
let picksMade = 0;
