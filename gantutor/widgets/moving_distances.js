// Two laws, one of which the reader moves: five distances, what each pulls with, and one seen in slices.

const NAMES = [["normal", "normal"], ["two bumps", "two bumps"]];
const VIEWS = { distances: "Distances", pull: "Pull", epsilon: "In ε", plane: "In the plane" };
const ATOMS = 48, LIMIT = 6, SMALLEST = -4;
// [quantity, name, colour and dashes, what it is]
const FIVE = [
  ["w1", "W1", "exact", "exact Wasserstein-1 distance of the two laws"],
  ["sinkhorn", "Sinkhorn", "moss gt-dashed", `S_ε = OT_ε(P, Q) − ½ OT_ε(P, P) − ½ OT_ε(Q, Q), with ` +
    `the cost |x − y|, of ${ATOMS} weighted atoms of each law`],
  ["energy", "½ energy", "soft gt-dotted", "E|x − y| − ½ E|x − x′| − ½ E|y − y′|, half the energy " +
    "distance"],
  ["mmd", "MMD²", "ink gt-dashdot", "squared maximum mean discrepancy, with the kernel " +
    "exp(−(x − y)²/2h²)"],
  ["js", "JS", "ink", "Jensen–Shannon divergence, in nats"],
];
// The ε that are drawn over the shift, side by side.
const SEVERAL = [0.1, 1, 10], SEVERAL_NAMES = ["s_tenth", "s_one", "s_ten"];
const KEYS = FIVE.map(([name]) => name);

const familyOf = (law, shift, ratio, balance) => (law === "normal" ? normals([[1, shift, ratio]])
  : normals([[1 - balance, shift - 1.5 * ratio, 0.5 * ratio],
    [balance, shift + 1.5 * ratio, 0.5 * ratio]]));

// OT_ε of a law and itself does not change when it is moved: kept for the states seen of late.
const SELF = new Map();
function selfTerm(law, ratio, balance, eps) {
  const key = [law, ratio, balance, eps].join();
  if (SELF.size > 400) SELF.clear();
  if (!SELF.has(key)) {
    const own = atomsOf(familyOf(law, 0, ratio, balance).parts, ATOMS);
    SELF.set(key, entropicSelf(own, eps).value);
  }
  return SELF.get(key);
}
function sinkhornOf({ law, ratio, balance, P, Q }, eps) {
  const { value, slope, rounds } = entropic(atomsOf(P.parts, ATOMS), atomsOf(Q.parts, ATOMS), eps);
  const self_real = selfTerm(law, 1, 0.5, eps), self_fake = selfTerm(law, ratio, balance, eps);
  return { value: value - (self_real + self_fake) / 2, slope, raw: value, self_real, self_fake, rounds };
}

const severalOf = ({ P, Q }, state) =>
  SEVERAL.map((eps) => sinkhornOf({ ...state, P, Q }, eps).value);

// Every quantity of the two laws, and its derivative by the shift.
function distances(state, rule = FINE) {
  const P = familyOf(state.law, 0, 1, 0.5);
  const Q = familyOf(state.law, state.shift, state.ratio, state.balance);
  return lazily({
    P: () => P, Q: () => Q,
    nodes: () => table(P, Q, panelsOf(P, Q), rule),
    pieces: () => gapPieces(P, Q, panelsOf(P, Q)),
    both: () => sinkhornOf({ ...state, P, Q }, state.epsilon),
    w1: (n) => w1(n.pieces),
    w1_slope: (n) => w1Gradient(Q, n.pieces),
    sinkhorn: (n) => n.both.value,
    sinkhorn_slope: (n) => n.both.slope,
    energy: () => halfEnergy(P, Q),
    energy_slope: () => halfEnergySlope(P, Q),
    mmd: () => gaussMmd(P, Q, state.width),
    mmd_slope: () => gaussMmdSlope(P, Q, state.width),
    js: (n) => js(n.nodes),
    // The minimax loss at the best discriminator is 2 JS − log 4.
    js_slope: (n) => generatorGradient(n.nodes, "minimax") / 2,
  });
}

// Fills the arrays of `curves` point by point in idle moments, from the newest request on.
function idly(done) {
  let latest = 0;
  const idle = globalThis.requestIdleCallback ?? ((f) => setTimeout(f));
  return (n, at, keep) => {
    const mine = ++latest, found = [];
    const work = (idleness) => {
      if (mine !== latest) return;
      const until = performance.now() + clamp(idleness?.timeRemaining?.() ?? 0, 4, 20);
      while (found.length < n && performance.now() < until) found.push(at(found.length));
      if (found.length < n) return idle(work, { timeout: 60 });
      keep(found);
      done();
    };
    idle(work, { timeout: 60 });
  };
}

function render({ model, el }) {
  const get = (name) => model.get(name);
  const save = eachFrame(() => model.save_changes());
  const set = (name, value) => {
    if (Object.is(get(name), value)) return;
    model.set(name, value);
    save();
  };
  const root = html("div", { class: "gt gt-distances", role: "group",
    "aria-label": "Two laws, one of which can be moved, and five distances between them" });
  el.append(html("style", {}, CSS), root);
  const panel = (name, title) => html("div", { class: "gt-panel", "data-panel": name, role: "group",
    "aria-label": title }, html("p", { class: "gt-name" }, title));
  const lawsHost = panel("laws", "Drag the orange law");
  const cloudHost = panel("clouds", "Two clouds: drag the second one");
  const hosts = { distances: panel("distances", "Does it pull? Look at the slope"),
    pull: panel("pull", "How hard each one pulls"), epsilon: panel("epsilon", "Sinkhorn at every ε"),
    plane: panel("plane", "Seen along one direction") };
  const views = picks({ name: "panel", word: "What to look at", options: Object.keys(VIEWS),
    say: (name) => VIEWS[name], get: () => view(), set });
  const view = () => get("panel");
  root.append(html("div", { class: "gt-panels" }, lawsHost, cloudHost,
    html("div", { class: "gt-turns" }, views.node, ...Object.values(hosts))));
  const meanings = meaningsIn(html("div", {}));
  for (const [, name, , hint] of FIVE) meanings.add(name, hint);
  meanings.add("slope", "derivative of the distance by the shift. A generator that is to move goes " +
    "against it; at 0 it is not told to move");
  const by = { get, set };
  const sliders = {
    shift: slider({ ...by, name: "shift", word: "Shift of the generated law", min: -LIMIT, max: LIMIT,
      step: 0.1, fine: 0.01, big: 1, colour: "fake" }),
    angle: slider({ ...by, name: "angle", word: "Direction (°)", min: 0, max: 180, step: 5,
      fine: 1, big: 30, digits: 0, colour: "moss" }),
    epsilon: slider({ ...by, name: "epsilon", word: "ε of Sinkhorn", min: 0.1, max: 100, step: 0.05,
      big: 0.5, log: true, colour: "moss" }),
    width: slider({ ...by, name: "width", word: "Width h of the kernel", min: 0.1, max: 10, step: 0.05,
      big: 0.25, log: true, colour: "ink" }),
    ratio: slider({ ...by, name: "ratio", word: "Width ratio", min: 0.25, max: 3, step: 0.02, big: 0.2,
      log: true, colour: "fake" }),
    balance: slider({ ...by, name: "balance", word: "Share of the right bump", min: 0.02, max: 0.98,
      step: 0.02, fine: 0.01, big: 0.1, colour: "fake" }),
  };
  const law = choice({ ...by, name: "law", word: "Law", options: NAMES.map(([name]) => name) });
  const controls = [...Object.values(sliders), law];
  const strip = stepStrip({ model, root, log: ["ratio", "epsilon", "width"] });
  const [lead, ...rest] = controls.map((c) => c.node);
  root.append(html("div", { class: "gt-controls" }, html("div", { class: "gt-lead" }, strip, lead),
    html("div", { class: "gt-rest" }, ...rest)));
  const hundredths = (v) => set("shift", clamp(Math.round(v * 100) / 100, -LIMIT, LIMIT));
  // Anywhere in a picture of the laws, or on an axis of shifts.
  const dragBy = (plot) => plot.drag((from) => {
    const before = get("shift");
    focusByHand(sliders.shift.input);
    return (to) => hundredths(before + to - from);
  });
  const dragTo = (plot) => plot.drag((v) => {
    focusByHand(sliders.shift.input);
    hundredths(v);
    return hundredths;
  });

  // The curves over the shift, and over ε.
  const shifts = range(-LIMIT, LIMIT, 81), epsilons = range(-1, 2, 25);
  let curves = null, overEps = null, several = null, curvesKey = "", epsKey = "", severalKey = "";
  const state = (more) => Object.fromEntries([...["law", "shift", "ratio", "balance", "epsilon",
    "width"].map((name) => [name, get(name)]), ...Object.entries(more ?? {})]);
  const redraw = eachFrame(() => draw());
  const shiftWork = idly(redraw), epsWork = idly(redraw), severalWork = idly(redraw);
  function ask() {
    const now = state(), key = [now.law, now.ratio, now.balance, now.epsilon, now.width].join();
    if (key !== curvesKey && ["distances", "pull"].includes(view())) {
      curvesKey = key;
      shiftWork(shifts.length, (k) => {
        const one = distances({ ...now, shift: shifts[k] }, COARSE);
        return Object.fromEntries(KEYS.flatMap((q) => [[q, one[q]], [`${q}_slope`, one[`${q}_slope`]]]));
      }, (found) => { curves = (q) => Float64Array.from(found, (one) => one[q]); });
    }
    const other = [now.law, now.shift, now.ratio, now.balance].join();
    if (other !== epsKey && view() === "epsilon") {
      epsKey = other;
      const P = familyOf(now.law, 0, 1, 0.5), Q = familyOf(now.law, now.shift, now.ratio, now.balance);
      epsWork(epsilons.length, (k) => sinkhornOf({ ...now, P, Q }, 10 ** epsilons[k]),
        (found) => { overEps = found; });
    }
    const laws = [now.law, now.ratio, now.balance].join();
    if (laws !== severalKey && view() === "epsilon") {
      severalKey = laws;
      severalWork(shifts.length, (k) => {
        const one = distances({ ...now, shift: shifts[k] }, COARSE);
        return [...severalOf(one, now), one.w1, one.energy];
      }, (found) => { several = found; });
    }
  }

  const laws = lawsPicture(lawsHost, dragBy);
  const rows = rowsPicture(hosts.distances, dragTo);
  const pull = pullPicture(hosts.pull, dragTo);
  const eps = epsPicture(hosts.epsilon, (v) => {
    focusByHand(sliders.epsilon.input);
    set("epsilon", clamp(+(10 ** v).toPrecision(3), 0.1, 100));
  }, dragTo, meanings);
  const plane = planePicture(cloudHost, hosts.plane, dragBy, (v) => {
    focusByHand(sliders.angle.input);
    set("angle", clamp(Math.round(v), 0, 180));
  }, meanings, redraw);
  const parts = { laws, rows, pull, eps, plane };
  const tell = narrator(root);
  root.append(meanings.node);

  // What is not in sight is drawn once, so that no number is without a value.
  let first = true;
  function draw() {
    ask();
    const flat = view() === "plane", now = distances(state());
    const signed = (v) => number(v, 3), seeing = (name) => first || view() === name;
    const seen = seeing("plane") &&
      plane.draw(get("real"), get("fake"), get("shift"), get("angle"), get("directions"));
    if (first || !flat) laws.draw(now);
    if (seeing("distances")) rows.draw(now, get("shift"), shifts, curves);
    if (seeing("pull")) pull.draw(now, get("shift"), shifts, curves);
    if (seeing("epsilon")) eps.draw(now, get("epsilon"), epsilons, overEps, shifts,
      several, state());
    first = false;
    let said;
    if (flat) {
      said = `Shift ${number(get("shift"), 2)}. Along ${get("angle")} degrees W1 is ` +
        `${signed(seen.w1_direction)}, over all directions ${signed(seen.sliced)}, in the plane ` +
        `${signed(seen.w1_plane)}. The slope is ${signed(seen.sliced_slope)} sliced, and ` +
        `${signed(seen.plane_slope)} in the plane.`;
    } else {
      said = `Shift ${number(get("shift"), 2)}. ` + (view() === "epsilon"
        ? `At ε = ${number(get("epsilon"), 2)}, OT of the two laws is ${signed(now.both.raw)}; without ` +
          `half of the self terms ${signed(now.both.self_real)} and ${signed(now.both.self_fake)} it is ` +
          `${signed(now.sinkhorn)}. W1 is ${signed(now.w1)}.`
        : `Slopes: ` + FIVE.map(([q, name]) => `${name} ${signed(now[`${q}_slope`])}`).join(", ") + ".");
    }
    for (const control of controls) control.update();
    tell(said);
  }
  function turn() {
    const flat = view() === "plane";
    lawsHost.hidden = flat;
    cloudHost.hidden = !flat;
    for (const [name, host] of Object.entries(hosts)) host.hidden = name !== view();
    sliders.angle.node.hidden = !flat;
    for (const name of ["epsilon", "width", "ratio"]) sliders[name].node.hidden = flat;
    sliders.balance.node.hidden = flat || get("law") === "normal";
    law.node.hidden = flat;
    views.update();
    fit();
  }
  function fit() {
    for (const part of Object.values(parts)) for (const plot of part.plots) {
      const width = plot.node.getBoundingClientRect().width;
      if (width > 0 && Math.abs(width - plot.width) > 0.5) part.fit ? part.fit(plot, width) : plot.scale(width);
    }
    draw();
  }
  turn();
  const changes = ["shift", "ratio", "balance", "epsilon", "width", "angle", "real", "fake"]
    .map((name) => `change:${name}`).join(" ");
  model.on(changes, redraw);
  model.on("change:panel change:law", turn);
  const watch = new ResizeObserver(eachFrame(fit));
  watch.observe(root);
  return () => {
    watch.disconnect();
    model.off(changes, redraw);
    model.off("change:panel change:law", turn);
  };
}

// Both densities, and the handle of the generated one.
function lawsPicture(host, dragBy) {
  const plot = new Plot(host, { title: "Densities of the real and the generated law", height: 260,
    low: 145, x: [-9.2, 9.2], y: [0, 0.46], yticks: [], left: 12, top: 26, bottom: 30 });
  const marks = ["real", "fake gt-dashed"].map((kind) => [plot.area(kind), plot.curve(kind)]);
  const names = [plot.label("real", "real"), plot.label("fake", "generated")], place = grip(plot);
  const x = range(-9.2, 9.2, 301), zero = new Float64Array(x.length);
  dragBy(plot);
  const peak = (heights) => heights.reduce((best, v, k) => (v > heights[best] + 1e-12 ? k : best), 0);
  return {
    plots: [plot],
    draw({ P, Q }) {
      const side = Q.mean < P.mean ? -1 : 1;
      const heights = [P, Q].map((density) => Float64Array.from(x, density.pdf));
      heights.forEach((y, k) => {
        plot.fill(marks[k][0], x, y, zero);
        plot.trace(marks[k][1], x, y);
        const top = peak(y), way = k ? side : -side;
        // A name that would leave the picture is moved back into it.
        const edge = plot.X(x[top]) + way * (k ? 82 : 44);
        const back = Math.max(0, way < 0 ? -edge : edge - plot.width);
        plot.place(names[k], x[top], Math.min(y[top], plot.y[1]), way * (10 - back), -6,
          way < 0 ? "end" : "start");
      });
      place(plot.X(Q.mean), plot.Y(0));
    },
  };
}

const swatch = (kind) => svg("svg", { width: 26, height: 10, "aria-hidden": "true" },
  svg("path", { class: `gt-curve ${kind}`, d: "M1 5H25" }));

// One row for each distance: its curve over the shift, its value, its slope as a number and a bar.
function rowsPicture(host, dragTo) {
  const list = host.appendChild(html("div", { class: "gt-rows" }));
  list.append(html("p", { class: "gt-head" }, html("span", {}, ""), html("span", {}, "over the shift"),
    html("span", {}, "value"), html("span", {}, "slope")));
  const rows = FIVE.map(([q, name, kind]) => {
    const row = list.appendChild(html("div", { class: "gt-row-of", "data-row": q }));
    row.append(html("span", { class: `gt-of ${kind.split(" ")[0]}` }, name));
    const picture = row.appendChild(html("div", { class: "gt-small-plot" }));
    const plot = new Plot(picture, { title: `${name} over the shift`, height: 46, low: 40,
      x: [-LIMIT, LIMIT], y: [0, 1], xticks: [], yticks: [], left: 4, right: 4, top: 6, bottom: 4 });
    const value = readout(q), slope = readout(`${q}_slope`);
    const bar = html("i", { class: "gt-fill" });
    row.append(html("span", { class: "gt-value" }, value),
      html("span", { class: "gt-slope" }, slope, html("span", { class: "gt-pullbar",
        "aria-hidden": "true" }, bar)));
    const curve = plot.curve(kind.split(" ")[0]), dot = plot.dot(kind.split(" ")[0]);
    dot.setAttribute("r", 5);
    dragTo(plot);
    return { q, plot, value, slope, bar, curve, dot };
  });
  return {
    plots: rows.map(({ plot }) => plot),
    draw(now, shift, shifts, curves) {
      for (const { q, plot, value, slope, bar, curve, dot } of rows) {
        const v = now[q], s = now[`${q}_slope`], over = curves?.(q);
        const top = Math.max(1e-6, v, ...(over ?? [])) * 1.08;
        if (plot.y[1] !== top) plot.scale(plot.width, { y: [0, top] });
        if (over) plot.trace(curve, shifts, over);
        plot.move(dot, shift, v);
        setNumber(value, v);
        setNumber(slope, s, 3);
        bar.style.width = `${100 * clamp(Math.abs(s), 0, 1)}%`;
      }
    },
  };
}

// |slope| of all of them over the shift, by powers of ten.
function pullPicture(host, dragTo) {
  const plot = new Plot(host, { title: "Size of the slope against the shift, by powers of ten",
    height: 250, low: 190, x: [-LIMIT, LIMIT], y: [SMALLEST, 0.3], decades: "y", left: 42,
    xlabel: "shift", ylabel: "|slope|", top: 20 });
  const cursor = plot.line("gt-cursor");
  const made = FIVE.map(([q, , kind]) => ({ q, curve: plot.curve(kind), dot: plot.dot(kind.split(" ")[0]) }));
  const key = host.appendChild(html("p", { class: "gt-note" }));
  FIVE.forEach(([, name, kind]) => key.append(html("span", { class: "gt-line-key" }, swatch(kind), name),
    " "));
  const height = (v) => (Math.abs(v) > 10 ** SMALLEST ? Math.log10(Math.abs(v)) : NaN);
  dragTo(plot);
  return {
    plots: [plot],
    draw(now, shift, shifts, curves) {
      plot.stretch(cursor, shift, plot.y[0], shift, plot.y[1]);
      for (const { q, curve, dot } of made) {
        if (curves) plot.trace(curve, shifts, curves(`${q}_slope`).map(height));
        const at = height(now[`${q}_slope`]);
        dot.style.display = Number.isNaN(at) ? "none" : "";
        plot.move(dot, shift, Number.isNaN(at) ? 0 : at);
      }
    },
  };
}

// OT_ε and S_ε against ε, between the two distances that S_ε tends to.
function epsPicture(host, go, dragTo, meanings) {
  const plot = new Plot(host, { title: "Entropic transport and the Sinkhorn divergence against ε",
    height: 150, low: 136, x: [-1, 2], y: [0, 1], decades: "x", left: 40, xlabel: "ε", top: 20 });
  const ends = [plot.curve("exact gt-thin"), plot.curve("soft gt-dotted")];
  const raw = plot.curve("ink gt-dashed gt-thin"), line = plot.curve("moss");
  const cursor = plot.line("gt-cursor"), dots = [plot.dot("ink"), plot.dot("moss")];
  plot.drag((v) => { go(v); return go; });
  const key = host.appendChild(html("p", { class: "gt-note" }));
  for (const [name, kind] of [["S_ε", "moss"], ["OT_ε", "ink gt-dashed"], ["W1", "exact"],
    ["½ energy", "soft gt-dotted"]])
    key.append(html("span", { class: "gt-line-key" }, swatch(kind), name), " ");
  const show = numbers(host, [
    ["ot_epsilon", "OT(P, Q)", "ink", "entropic transport, ⟨π, |x − y|⟩ + ε KL(π‖P⊗Q), at its least"],
    ["self_real", "OT(P, P)", "ink", "the same between the real law and itself: not 0"],
    ["self_fake", "OT(Q, Q)", "ink", "the same between the generated law and itself"],
    ["s_epsilon", "S_ε", "moss", "the first less half of each of the other two"],
  ], new Set(), "gt-four", meanings);
  // Over the shift, at several ε: W1 is a corner, and every S_ε rounds it.
  const across = new Plot(host, { title: "Sinkhorn divergences at several ε against the shift",
    height: 130, low: 112, x: [-LIMIT, LIMIT], y: [0, 1], left: 40, top: 12, xlabel: "shift" });
  const edges = [across.curve("exact gt-thin"), across.curve("soft gt-dotted")];
  const dashes = ["", "gt-dashed", "gt-dashdot"];
  const rounded = dashes.map((kind) => across.curve(`moss gt-thin ${kind}`));
  const here = across.line("gt-cursor"), points = SEVERAL.map(() => across.dot("moss"));
  for (const node of points) node.setAttribute("r", 4);
  dragTo(across);
  const showSeveral = numbers(host, SEVERAL.map((e, k) => [SEVERAL_NAMES[k],
    html("span", { class: "gt-line-key" }, swatch(`moss gt-thin ${dashes[k]}`), `ε = ${e}`), "moss"]),
  new Set(), "gt-three", meanings);
  return {
    plots: [plot, across],
    draw(now, epsilon, epsilons, found, shifts, several, state) {
      const at3 = severalOf(now, state), side = (k) => several.map((one) => one[k]);
      const top = Math.max(now.w1, ...at3, ...(several ? side(3) : []), 0.1);
      rescaled(across, [0, roofOf(top)]);
      if (several) {
        rounded.forEach((path, k) => across.trace(path, shifts, side(k)));
        edges.forEach((path, k) => across.trace(path, shifts, side(3 + k)));
      }
      across.stretch(here, state.shift, 0, state.shift, across.y[1]);
      points.forEach((node, k) => across.move(node, state.shift, at3[k]));
      showSeveral(Object.fromEntries(at3.map((v, k) => [SEVERAL_NAMES[k], v])));
      const at = Math.log10(epsilon), { raw: cost, value, self_real, self_fake } = now.both;
      const high = Math.max(now.w1, cost, ...(found ?? []).map((one) => one.raw), 0.1);
      rescaled(plot, [Math.min(0, value), roofOf(high * 1.05)]);
      plot.level(ends[0], now.w1);
      plot.level(ends[1], now.energy);
      if (found) {
        plot.trace(raw, epsilons, found.map((one) => one.raw));
        plot.trace(line, epsilons, found.map((one) => one.value));
      }
      plot.stretch(cursor, at, plot.y[0], at, plot.y[1]);
      plot.move(dots[0], at, cost);
      plot.move(dots[1], at, value);
      show({ ot_epsilon: cost, self_real, self_fake, s_epsilon: value });
    },
  };
}
const roofOf = (v) => {
  for (let base = 0.1; ; base *= 10) for (const k of [1, 1.5, 2, 3, 5, 7]) if (k * base >= v) return k * base;
};
const rescaled = (plot, y) => {
  if (plot.y[0] !== y[0] || plot.y[1] !== y[1]) plot.scale(plot.width, { y });
};

// Two clouds with a direction through them, what is seen along it, and W1 of every direction.
function planePicture(cloudHost, host, dragBy, go, meanings, released) {
  const plot = new Plot(cloudHost, { title: "Two clouds of points and a direction", height: 260,
    low: 200, x: [-8, 8], y: [-4, 4], xticks: [], yticks: [], left: 8, right: 8, top: 14, bottom: 14 });
  const direction = plot.line("moss gt-direction");
  let marks = [], feet = [], dots = [], moves = [];
  dragBy(plot);
  // Both clouds fit; while one is dragged, the picture keeps its scale.
  let held = false;
  plot.node.addEventListener("pointerdown", () => { held = true; });
  for (const end of ["pointerup", "pointercancel"])
    plot.node.addEventListener(end, () => { held = false; released(); });
  const rail = new Plot(host, { title: "Both clouds along the direction, and which point goes where",
    height: 96, low: 86, x: [-8, 8], y: [-0.25, 1.25], yticks: [], left: 12, top: 8, bottom: 22 });
  const turn = new Plot(host, { title: "W1 along a direction against its angle", height: 150, low: 120,
    x: [0, 180], y: [0, 1], left: 34, top: 14, xticks: [0, 45, 90, 135, 180], xlabel: "direction" });
  const mean = turn.curve("moss gt-dashed"), level = turn.curve("exact gt-thin");
  const curve = turn.curve("moss"), dot = turn.dot("moss");
  const names = [turn.label("exact gt-small", "in the plane"), turn.label("moss gt-small", "sliced")];
  turn.drag((v) => { go(v); return go; });
  const show = numbers(host, [
    ["w1_direction", "W1 here", "moss", "exact W1 of the two clouds along this direction"],
    ["sliced", "sliced", "moss", "sliced W1, the mean of W1 over directions all around"],
    ["sliced_slope", "slope", "moss", "derivative of sliced W1 by the shift"],
    ["w1_plane", "W1", "exact", "exact W1 in the plane, of the best assignment of point to point"],
    ["plane_slope", "slope", "exact", "derivative of W1 in the plane by the shift"],
  ], new Set(), "gt-five", meanings);
  const angles = range(0, 180, 91);
  const circle = (where, kind, r) => {
    const node = where.front.appendChild(svg("circle", { class: `gt-dot ${kind}`, r }));
    return node;
  };
  // As high as wide: a direction is seen at its own angle.
  const fitted = (width, wide) => {
    plot.scale(width, { x: [-wide, wide] });
    const at = (name) => +plot.hole.getAttribute(name);
    const high = (wide * (at("height") - 8)) / at("width");
    plot.scale(width, { y: [-high, high] });
  };
  return {
    plots: [plot, rail, turn],
    fit: (one, width) => (one === plot ? fitted(width, plot.x[1]) : one.scale(width)),
    draw(real, base, shift, degrees, count) {
      const wide = Math.max(5.2, Math.abs(shift) + 2.4);
      if (!held && plot.x[1] !== wide) fitted(plot.width, wide);
      const fake = base.map(([x, y]) => [x + shift, y]), angle = (degrees * Math.PI) / 180;
      if (dots.length !== 2 * real.length) {
        for (const node of [...marks, ...feet, ...dots, ...moves]) node.remove();
        moves = real.map(() => rail.line("gt-move"));
        [marks, feet, dots] = [[plot, 4.5], [plot, 2.5], [rail, 4.5]].map(([where, r]) =>
          [...real.map(() => circle(where, "real", r)), ...fake.map(() => circle(where, "fake", r))]);
      }
      const seen = slice(real, fake, angle), all = sliced(real, fake, count), exact = planeW1(real, fake);
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      plot.stretch(direction, -20 * c, -20 * s, 20 * c, 20 * s);
      const put = (node, where, x, y) => {
        node.setAttribute("cx", where.X(x));
        node.setAttribute("cy", where.Y(y));
      };
      const n = real.length;
      [...real, ...fake].forEach(([x, y], k) => put(marks[k], plot, x, y));
      [...seen.p, ...seen.q].forEach((v, k) => {
        put(feet[k], plot, v * c, v * s);
        put(dots[k], rail, v, k < n ? 1 : 0);
      });
      seen.pairs.forEach(([i, j], k) => rail.stretch(moves[k], seen.p[i], 1, seen.q[j], 0));
      const values = Array.from(angles, (v) => slice(real, fake, (v * Math.PI) / 180).w1);
      rescaled(turn, [0, roofOf(1.08 * Math.max(exact.w1, ...values, 0.1))]);
      turn.trace(curve, angles, values);
      turn.level(mean, all.w1);
      turn.level(level, exact.w1);
      turn.place(names[0], 180, exact.w1, -2, -5, "end");
      turn.place(names[1], 180, all.w1, -2, 14, "end");
      turn.move(dot, degrees, seen.w1);
      const found = { w1_direction: seen.w1, sliced: all.w1, w1_plane: exact.w1,
        sliced_slope: all.slope, plane_slope: exact.slope };
      show(found);
      return found;
    },
  };
}

export default { render };
