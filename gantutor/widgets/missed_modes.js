// Data in two heaps and a generator that may miss one: what five measures charge, and where.

const LIMIT = 3.5, SPAN = [-5, 5], TEN = Math.log(10);
const DATA = LAWS["two bumps"].make(0, 1);
// [quantity, name, colour, top of its curve, what it is]
const FIVE = [
  ["kl_fake", "KL(Q‖P)", "kl", 4, "∫ q log(q/p), in nats: it charges for samples where no data are"],
  ["kl_real", "KL(P‖Q)", "ink", 8, "∫ p log(p/q), in nats: it charges for data where no samples are"],
  ["js", "JS", "soft", 0.8, "Jensen–Shannon divergence, in nats, at most log 2"],
  ["mixed", "KL − 2 JS", "nonsaturating", 4, "KL(Q‖P) − 2 JS(P, Q), in nats: what −log D follows with " +
    "a perfect discriminator"],
  ["w1", "W1", "exact", 4, "exact Wasserstein-1 distance"],
];

const generated = ({ place, width, other }) => normals([[1 - other, place, width],
  [other, -place, width]].filter(([w]) => w > 0));

// What each measure charges at a point of the line: its integrand.
const charges = {
  kl_fake: (lp, lq) => Math.exp(lq) * (lq - lp),
  kl_real: (lp, lq) => Math.exp(lp) * (lp - lq),
  js: (lp, lq) => (Math.exp(lp) * (Math.LN2 - softplus(lq - lp)) +
    Math.exp(lq) * (Math.LN2 - softplus(lp - lq))) / 2,
  mixed: (lp, lq) => charges.kl_fake(lp, lq) - 2 * charges.js(lp, lq),
};

// The mass of a law where it is more than ten times as dense as the other.
function alone(law, other, edges) {
  const above = (x) => law.logpdf(x) - other.logpdf(x) - TEN, grid = middles(edges);
  const ends = [-Infinity, ...crossings(above, grid), Infinity];
  let mass = 0;
  for (let k = 1; k < ends.length; k++) {
    const [a, b] = [Math.max(ends[k - 1], edges[0]), Math.min(ends[k], edges.at(-1))];
    if (above((a + b) / 2) > 0) mass += between(law, ends[k - 1], ends[k]);
  }
  return mass;
}

function measured(state, rule = FINE) {
  const P = DATA, Q = generated(state), edges = panelsOf(P, Q);
  return lazily({
    P: () => P, Q: () => Q,
    nodes: () => table(P, Q, edges, rule),
    kl_fake: (n) => Math.max(0, sum(n.nodes, charges.kl_fake)),
    kl_real: (n) => kl(n.nodes),
    js: (n) => js(n.nodes),
    mixed: (n) => n.kl_fake - 2 * n.js,
    w1: () => w1(gapPieces(P, Q, edges)),
    missed: () => alone(P, Q, edges),
    unsafe: () => alone(Q, P, edges),
  });
}

// The least of 0.1, 0.15, 0.2, 0.3, … that is at least v: an axis that seldom changes.
const roofOf = (v) => {
  for (let base = 0.1; ; base *= 10) for (const k of [1, 1.5, 2, 3, 5, 7]) if (k * base >= v) return k * base;
};

function render({ model, el }) {
  const get = (name) => model.get(name);
  const save = eachFrame(() => model.save_changes());
  const set = (name, value) => {
    if (Object.is(get(name), value)) return;
    model.set(name, value);
    save();
  };
  const root = html("div", { class: "gt gt-modes", role: "group",
    "aria-label": "Data in two heaps, and a generator that may miss one of them" });
  el.append(html("style", {}, CSS), root);
  const panel = (name, title) => html("div", { class: "gt-panel", "data-panel": name, role: "group",
    "aria-label": title }, html("p", { class: "gt-name" }, title));
  const left = panel("laws", "Two heaps of data, and what is generated");
  const right = panel("charged", "What is charged");
  root.append(html("div", { class: "gt-panels" }, left, right));
  const rightName = right.querySelector(".gt-name"), meanings = meaningsIn(html("div", {}));

  const laws = new Plot(left, { title: "Densities of the data and of the generated law", height: 200,
    low: 135, x: SPAN, y: [0, 0.95], yticks: [], left: 12, top: 22, bottom: 30 });
  const marks = ["real", "fake gt-dashed"].map((kind) => [laws.area(kind), laws.curve(kind)]);
  const names = [laws.label("real", "real"), laws.label("fake", "generated")], hold = grip(laws);
  const group = `measure-${PLACE}-${serial++}`;
  const choices = FIVE.map(([quantity, name, , , hint]) => {
    const input = html("input", { type: "radio", name: group, value: quantity,
      onchange: () => set("measure", quantity) });
    input.addEventListener("keydown", (event) => event.stopPropagation());
    const output = readout(quantity);
    meanings.add(name, hint);
    return { quantity, input, output,
      node: html("label", { class: "gt-pick" }, input, html("span", {}, name), output) };
  });
  left.append(html("div", { class: "gt-picks", role: "radiogroup",
    "aria-label": "Measure, with its value" }, ...choices.map((one) => one.node)));

  const along = new Plot(right, { title: "What the measure charges along the line", height: 130,
    low: 104, x: SPAN, y: [-1, 1], top: 20, bottom: 20, ylabel: "along the line" });
  const owed = FIVE.map(([, , kind]) => [along.area(kind), along.curve(kind)]);
  const base = along.curve("floor gt-thin");
  const against = new Plot(right, { title: "The measure against where the heap stands",
    height: 150, low: 118, x: [-LIMIT, LIMIT], y: [0, 4], top: 20, bottom: 38,
    ylabel: "its value, ○ where it is least", xlabel: "place of the generated heap" });
  const lines = FIVE.map(([, , kind]) => against.curve(kind)), cursor = against.line("gt-cursor");
  const least = Array.from({ length: 4 }, () =>
    against.front.appendChild(svg("circle", { class: "gt-least", r: 5 })));
  const dot = against.dot("fake");
  const show = numbers(left, [
    ["missed", "data missed", "real", "share of the data where the generated density is less than a " +
      "tenth of theirs", 3],
    ["unsafe", "unsafe samples", "fake", "share of the generated samples where the density of the " +
      "data is less than a tenth of theirs", 3],
  ], new Set(), "gt-wide", meanings);

  const sliders = [
    slider({ name: "place", word: "Place of the generated heap", min: -LIMIT, max: LIMIT, step: 0.1,
      fine: 0.01, big: 1, colour: "fake", get, set }),
    slider({ name: "width", word: "Its width", min: 0.2, max: 3, step: 0.02, big: 0.2, log: true,
      colour: "fake", get, set }),
    slider({ name: "other", word: "Share in a second heap", min: 0, max: 0.5, step: 0.02, fine: 0.01,
      big: 0.1, colour: "fake", get, set }),
  ];
  const strip = stepStrip({ model, root, log: ["width"] });
  const [lead, ...rest] = sliders.map((one) => one.node);
  root.append(html("div", { class: "gt-controls" }, html("div", { class: "gt-lead" }, strip, lead),
    html("div", { class: "gt-rest" }, ...rest)));
  const go = (v) => set("place", clamp(Math.round(v * 100) / 100, -LIMIT, LIMIT));
  laws.drag((from) => {
    const before = get("place");
    focusByHand(sliders[0].input);
    return (to) => go(before + to - from);
  });
  against.drag((v) => { focusByHand(sliders[0].input); go(v); return go; });
  const tell = narrator(root);
  root.append(meanings.node);

  const x = range(...SPAN, 241), flat = new Float64Array(x.length), places = range(-LIMIT, LIMIT, 71);
  const kept = {};
  // The chosen measure against the place: the same until the width or the share changes.
  function over(measure, width, other) {
    const key = `${measure} ${width} ${other}`;
    if (kept.key !== key) Object.assign(kept, { key, values: Float64Array.from(places, (place) =>
      measured({ place, width, other }, COARSE)[measure]) });
    return kept.values;
  }

  function draw() {
    const state = { place: get("place"), width: get("width"), other: get("other") };
    const measure = get("measure"), k = FIVE.findIndex(([name]) => name === measure);
    const [, title, kind, top] = FIVE[k], now = measured(state), { P, Q } = now;
    [P, Q].forEach((law, i) => {
      const y = Float64Array.from(x, law.pdf);
      laws.fill(marks[i][0], x, y, flat);
      laws.trace(marks[i][1], x, y);
    });
    const high = (v) => Math.min(v, laws.y[1]), side = state.place < 0 ? -1 : 1;
    laws.place(names[0], -1.5 * side, high(P.pdf(1.5)), -8 * side, -6, side < 0 ? "start" : "end");
    const end = side > 0 && laws.X(state.place) > laws.width - 90 ? "end"
      : side < 0 && laws.X(state.place) < 90 ? "start" : side < 0 ? "end" : "start";
    laws.place(names[1], state.place, high(Q.pdf(state.place)), end === "start" ? 8 : -8, -6, end);
    hold(laws.X(state.place), laws.Y(0));
    for (const { quantity, input, output } of choices) {
      input.checked = quantity === measure;
      setNumber(output, now[quantity], 3);
    }

    const gaps = measure === "w1" ? (v) => Math.abs(cdfGap(P, Q, v))
      : (v) => charges[measure](P.logpdf(v), Q.logpdf(v));
    const owing = Float64Array.from(x, gaps);
    const most = roofOf(Math.max(0.3, ...owing)), lowest = Math.min(...owing);
    const low = lowest < -0.001 ? -Math.max(roofOf(-lowest), most / 4) : 0;
    if (along.y[0] !== low || along.y[1] !== most) along.scale(along.width, { y: [low, most] });
    owed.forEach(([area, line], i) => {
      if (i === k) {
        along.fill(area, x, owing, flat);
        along.trace(line, x, owing);
      } else for (const path of [area, line]) path.removeAttribute("d");
    });
    along.level(base, 0);

    const values = over(measure, state.width, state.other);
    if (against.y[1] !== top) against.scale(against.width, { y: [0, top] });
    lines.forEach((path, i) => {
      if (i === k) against.trace(path, places, values); else path.removeAttribute("d");
    });
    against.stretch(cursor, state.place, 0, state.place, top);
    against.move(dot, state.place, now[measure]);
    // Lower than what lies around it; a level stretch has no least place.
    const dips = Array.from(places.keys()).filter((i) => i > 2 && i < places.length - 3 &&
      values[i] < top && [-3, -1, 1, 3].every((by) => values[i + by] > values[i] +
        (Math.abs(by) > 1 ? 1e-3 : -1e-9))).slice(0, least.length);
    least.forEach((node, i) => {
      node.setAttribute("class", `gt-least ${kind}`);
      node.style.display = i < dips.length ? "" : "none";
      if (i < dips.length) against.move(node, places[dips[i]], values[dips[i]]);
    });
    rightName.textContent = `What ${title} charges`;
    show(now);
    for (const control of sliders) control.update();
    const part = (v) => `${number(100 * v, 0)} %`;
    tell(`${title} is ${number(now[measure], 3)}. Hardly a sample reaches ${part(now.missed)} of the ` +
      `data, and ${part(now.unsafe)} of the samples fall where hardly any data are.`);
  }
  const redraw = eachFrame(draw);
  const plots = [[laws, 135], [along, 104], [against, 118]];
  function fit() {
    const narrow = root.clientWidth < 480;
    for (const [plot, low] of plots) {
      plot.low = narrow ? low : plot.height;
      const width = plot.node.getBoundingClientRect().width;
      if (width > 0 && Math.abs(width - plot.width) > 0.5) plot.scale(width);
    }
    draw();
  }
  fit();
  const changes = "change:place change:width change:other change:measure";
  model.on(changes, redraw);
  const watch = new ResizeObserver(eachFrame(fit));
  watch.observe(root);
  return () => {
    watch.disconnect();
    model.off(changes, redraw);
  };
}
let serial = 0;

export default { render };
