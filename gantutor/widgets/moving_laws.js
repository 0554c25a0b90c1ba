// A real law at rest, a generated one that the reader moves, and panels that say what changes.

const events = (names) => names.map((name) => `change:${name}`).join(" ");
const BUILD = events(["law", "panels", "limit", "controls"]);
const STATE = ["shift", "ratio", "weight", "clip", "depth", "width", "dimension", "noise",
  "smoothing"];
const DRAW = events(STATE);

function render({ model, el }) {
  const get = (name) => model.get(name);
  const set = (name, value) => {
    if (Object.is(get(name), value)) return;
    model.set(name, value);
    save();
  };
  const save = eachFrame(() => model.save_changes());
  const root = html("div", { class: "gt", role: "group",
    "aria-label": "A real law and a generated law that can be moved" });
  el.append(html("style", {}, CSS), root);

  let panels = [], controls = [], span, tell = () => {};
  const state = () => Object.fromEntries(["law", ...STATE].map((name) => [name, get(name)]));

  function draw() {
    const now = measure({ ...state(), span });
    if (panels.some((p) => p.curves)) now.curves = curvesFor(now, get("limit"), redraw);
    for (const panel of panels) panel.draw(now);
    for (const control of controls) control.update();
    tell([`Shift ${number(now.shift, 2)}.`, ...panels.map((p) => p.say(now))].join(" "));
  }
  const redraw = eachFrame(draw);

  function fit() {
    for (const { plots } of panels) for (const plot of plots) {
      const width = plot.node.getBoundingClientRect().width;
      if (width > 0 && Math.abs(width - plot.width) > 0.5) plot.scale(width);
    }
    draw();
  }

  // Panels differ in scale from law to law: a new law builds them anew.
  function build() {
    const focused = root.contains(document.activeElement) && document.activeElement.name;
    const law = LAWS[get("law")], limit = get("limit"), shown = new Set();
    span = [-limit - law.margin, limit + law.margin];
    const api = {
      law, limit, set, get, span, redraw,
      numbers: (host, items, kind) => numbers(host, items, shown, kind),
      focus: (name = "shift") => focusByHand(controls.find((c) => c.input.name === name).input),
      // Anywhere in the picture: the generated law follows by as much as the pointer moves.
      dragShift(plot) {
        plot.drag((from) => {
          const before = get("shift");
          api.focus();
          return (to) => {
            const hundredths = Math.round((before + to - from) * 100);
            set("shift", clamp(hundredths / 100, -limit, limit));
          };
        });
      },
      // On an axis of shifts: the generated law goes where the pointer is.
      dragTo(plot) {
        const to = (v) => set("shift", clamp(Math.round(v * 100) / 100, -limit, limit));
        plot.drag((v) => { api.focus(); to(v); return to; });
      },
    };
    const place = html("div", { class: "gt-panels" }), row = html("div", { class: "gt-controls" });
    root.replaceChildren(place, row);
    panels = get("panels").map((name) => {
      const host = html("div", { class: "gt-panel", "data-panel": name, role: "group",
        "aria-label": TITLES[name] }, html("p", { class: "gt-name" }, TITLES[name]));
      place.append(host);
      return PANELS[name](host, api);
    });
    controls = controlsFor(get, set);
    row.append(...controls.map((c) => c.node));
    tell = narrator(root);
    fit();
    if (focused) root.querySelector(`[name="${focused}"]`)?.focus({ preventScroll: true });
  }

  build();
  model.on(BUILD, build);
  model.on(DRAW, redraw);
  const watch = new ResizeObserver(eachFrame(fit));
  watch.observe(root);
  return () => {
    watch.disconnect();
    model.off(BUILD, build);
    model.off(DRAW, redraw);
  };
}

export default { render };
