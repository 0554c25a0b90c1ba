// A real law at rest, a generated one that the reader moves, and panels that say what changes.

const events = (names) => names.map((name) => `change:${name}`).join(" ");
const BUILD = events(["law", "panels", "limit", "controls"]);
const STATE = ["shift", "ratio", "weight", "clip", "depth", "width", "dimension", "noise",
  "smoothing"];
const DRAW = events([...STATE, "objective"]);

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

  let panels = [], controls = [], span, tell = () => {}, choose = () => {};
  const strip = stepStrip({ model, root, whole: ["depth", "width", "dimension"],
    log: ["ratio", "weight", "clip"] });
  const state = () => Object.fromEntries(["law", ...STATE].map((name) => [name, get(name)]));

  function draw() {
    const now = measure({ ...state(), span });
    if (panels.some((p) => p.curves)) now.curves = curvesFor(now, get("limit"), redraw);
    for (const panel of panels) panel.draw(now);
    for (const control of controls) control.update();
    const seen = panels.filter((p) => !p.host.hidden);
    tell([`Shift ${number(now.shift, 2)}.`, ...seen.map((p) => p.say(now))].filter(Boolean).join(" "));
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
    const law = LAWS[get("law")], limit = get("limit");
    let shown = new Set();
    const meanings = meaningsIn(html("div", {}));
    span = [-limit - law.margin, limit + law.margin];
    const api = {
      law, limit, set, get, span, redraw,
      numbers: (host, items, kind) => numbers(host, items, shown, kind, meanings),
      explain: meanings.add,
      // A number that a panel places itself: named once in a widget, shown as often as needed.
      readout(quantity) {
        const first = !shown.has(quantity);
        shown.add(quantity);
        return first ? readout(quantity) : html("span", {});
      },
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
    const place = html("div", { class: "gt-panels" });
    const wanted = get("panels"), tabbed = wanted.length > 2, first = new Set();
    panels = wanted.map((name, k) => {
      const host = html("div", { class: "gt-panel", "data-panel": name, role: "group",
        "aria-label": TITLES[name] }, html("p", { class: "gt-name" }, TITLES[name]));
      // Behind a tab a quantity is shown again, unless it stands in the first panel.
      if (tabbed) shown = k ? new Set(first) : first;
      place.append(host);
      return { host, name, ...PANELS[name](host, api) };
    });
    controls = controlsFor(get, set);
    if (get("controls").includes("ratio"))
      meanings.add("Width ratio", "width of the generated law over that of the real one");
    const [lead, ...rest] = controls.map((c) => c.node);
    // The steps and the shift stay in sight; on a narrow page the other controls do not.
    root.replaceChildren(place, html("div", { class: "gt-controls" },
      html("div", { class: "gt-lead" }, strip, lead),
      rest.length ? html("div", { class: "gt-rest" }, ...rest) : ""));
    choose = () => {};
    if (tabbed) {
      // The first panel stays, the others take turns beside or under it.
      const others = panels.slice(1), list = tabs(others, (name) => set("panel", name));
      place.append(html("div", { class: "gt-turns" }, list.node, ...others.map((p) => p.host)));
      choose = () => {
        const name = get("panel") || others[0].name;
        for (const p of others) p.host.hidden = p.name !== name;
        for (const c of controls) c.node.hidden = c.panel && ![wanted[0], name].includes(c.panel);
        list.select(name);
      };
      choose();
    }
    tell = narrator(root);
    root.append(meanings.node);
    fit();
    if (focused) root.querySelector(`[name="${focused}"]`)?.focus({ preventScroll: true });
  }

  const turn = () => { choose(); fit(); };
  build();
  model.on(BUILD, build);
  model.on(DRAW, redraw);
  model.on("change:panel", turn);
  const watch = new ResizeObserver(eachFrame(fit));
  watch.observe(root);
  return () => {
    watch.disconnect();
    model.off(BUILD, build);
    model.off(DRAW, redraw);
    model.off("change:panel", turn);
  };
}

// One tab for each panel: arrow keys, Home and End go from tab to tab, and choose it.
function tabs(panels, choose) {
  const buttons = panels.map(({ name, host }) => {
    host.id = `gt-${PLACE}-${serial++}`;
    host.setAttribute("role", "tabpanel");
    return html("button", { type: "button", role: "tab", "aria-controls": host.id,
      onclick: () => choose(name) }, TABS[name]);
  });
  const node = html("div", { class: "gt-tabs", role: "tablist", "aria-label": "What to look at" },
    ...buttons);
  node.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(event.target), last = buttons.length - 1;
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
    if (at < 0 || to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const next = (to + last + 1) % (last + 1);
    choose(panels[next].name);
    buttons[next].focus();
  });
  return {
    node,
    select: (name) => buttons.forEach((button, k) => {
      const on = panels[k].name === name;
      button.setAttribute("aria-selected", on);
      button.tabIndex = on ? 0 : -1;
    }),
  };
}
let serial = 0;

export default { render };
