// What MovingLaws measures, and the sliders that its panels ask for.

const PANELS = {};
const TITLES = {
  densities: "Two laws",
  divergences: "Four distances against the shift",
  discriminator: "The optimal discriminator",
  value: "What the game is worth",
  plan: "The best moving plan",
  cdf: "The two distribution functions",
  potential: "The potential: the best 1-Lipschitz critic",
  clipped: "What a clipped critic can estimate",
  penalised: "What the penalty converges to",
  scores: "The best critic of an objective",
  spectral: "What a product of norms leaves of the slope",
  told: "What a GAN is told, and how far it is",
};

// The titles, as short as a tab needs.
const TABS = {
  densities: "Laws", divergences: "Distances", discriminator: "Discriminator", value: "Value",
  plan: "Plan", cdf: "CDF gap", potential: "Potential", clipped: "Clipped",
  penalised: "Penalised", scores: "Objectives", spectral: "Norms 1", told: "Two bars",
};

// Every quantity of the pair, each computed when a panel first asks for it.
function measure(state) {
  const family = LAWS[state.law];
  const P = family.make(0, 1), Q = family.make(state.shift, state.ratio);
  const now = lazily({
    edges: () => panelsOf(P, Q),
    nodes: (n) => table(P, Q, n.edges),
    js: (n) => js(n.nodes),
    kl: (n) => kl(n.nodes),
    tv: (n) => tv(P, Q, n.edges),
    pieces: (n) => gapPieces(P, Q, n.edges),
    w1: (n) => w1(n.pieces),
    minimax: (n) => generatorGradient(n.nodes, "minimax"),
    nonsaturating: (n) => generatorGradient(n.nodes, "nonsaturating"),
    w1_gradient: (n) => w1Gradient(Q, n.pieces),
    d_fake: (n) => meanOverFake(n.nodes, (s) => sigmoid(s)),
    logit_slope: (n) => meanOverFake(n.nodes, (s, i) =>
      (s === -Infinity ? 0 : logitSlope(n.nodes)[i])),
    value: (n) => 2 * n.js - Math.log(4),
    loss_discriminator: (n) => -n.value,
    loss_nonsaturating: (n) => meanOverFake(n.nodes, (s) => softplus(-s)),
    loss_minimax: (n) => -meanOverFake(n.nodes, (s) => softplus(s)),
    heaps: () => {
      const { x, a, b } = heaps(P, Q, state.span, family.cell);
      return { x, a, b, plan: monotonePlan(a, b) };
    },
    plan_cost: ({ heaps: { x, plan } }) => planCost(plan, x, x),
    potential: (n) => potential(P, Q, n.pieces),
    ef_real: (n) => n.potential.ef_real,
    ef_fake: (n) => n.potential.ef_fake,
    dual: (n) => n.ef_real - n.ef_fake,
    slope_bound: () => state.clip ** state.depth * state.width ** (state.depth - 1) *
      Math.sqrt(state.dimension),
    largest_estimate: (n) => n.slope_bound * n.w1,
    honest_clip: (n) => state.clip / n.slope_bound ** (1 / state.depth),
    relu_unit: (n) => bestReluUnit(n.pieces),
    relu_unit_gap: (n) => n.relu_unit.gap,
    line_gap: () => Math.abs(P.mean - Q.mean),
    share: (n) => (n.w1 > 1e-12 ? n.relu_unit_gap / n.w1 : NaN),
    penalty: () => penaltyFor(state, P, Q),
    excess: (n) => n.penalty.excess / (2 * state.weight),
    gap: (n) => n.w1 + n.excess,
    objective: (n) => n.w1 + n.excess / 2,
    slope_middle: (n) => {
      const x = (P.mean + Q.mean) / 2, gap = Math.abs(cdfGap(P, Q, x));
      return 1 + (gap && gap / n.penalty.rho(x) / (2 * state.weight));
    },
  });
  return Object.assign(now, state, { P, Q, family });
}

// λ changes nothing in the table: the last one is kept.
let lastPenalty = {};
function penaltyFor({ law, shift, ratio }, P, Q) {
  const key = `${law} ${shift} ${ratio}`;
  if (lastPenalty.key !== key) lastPenalty = { key, table: penaltyTable(P, Q) };
  return lastPenalty.table;
}

// Quantities against the shift, once for each `key`, in idle moments: null until they are there,
// then `done` is called. A newer key of the same `done` ends the work on the last one.
const CURVES = new Map(), LATEST = new WeakMap();
function overShifts(key, limit, wanted, at, done) {
  LATEST.set(done, key);
  if (CURVES.has(key)) return CURVES.get(key);
  if (CURVES.size > 40) CURVES.clear();
  CURVES.set(key, null);
  const idle = globalThis.requestIdleCallback ?? ((f) => setTimeout(f));
  const shift = range(-limit, limit, 121), curves = { shift };
  for (const q of wanted) curves[q] = new Float64Array(shift.length);
  let i = 0;
  const work = (idleness) => {
    if (LATEST.get(done) !== key) return CURVES.delete(key);
    const until = performance.now() + clamp(idleness?.timeRemaining?.() ?? 0, 5, 30);
    for (; i < shift.length && performance.now() < until; i++) {
      const now = at(shift[i]);
      for (const q of wanted) curves[q][i] = now[q];
    }
    if (i < shift.length) return idle(work, { timeout: 50 });
    CURVES.set(key, curves);
    done();
  };
  idle(work, { timeout: 50 });
  return null;
}
const WANTED = ["js", "tv", "kl", "w1", "minimax", "nonsaturating", "w1_gradient",
  "value", "loss_discriminator", "loss_nonsaturating", "loss_minimax"];
const curvesFor = ({ law, ratio }, limit, done) =>
  overShifts(`${law} ${ratio} ${limit}`, limit, WANTED, (shift) => {
    const now = measure({ law, ratio, shift });
    Object.defineProperty(now, "nodes", { value: table(now.P, now.Q, now.edges, COARSE) });
    return now;
  }, done);

function controlsFor(get, set) {
  const has = (name) => get("panels").includes(name), asked = get("controls");
  const limit = get("limit"), by = { get, set };
  const list = [], of = (panel, ...made) =>
    list.push(...made.map((control) => ({ ...control, panel })));
  list.push(slider({ ...by, name: "shift", word: "Shift of the generated law", min: -limit,
    max: limit, step: 0.1, fine: 0.01, big: 1, colour: "fake" }));
  if (asked.includes("ratio"))
    list.push(slider({ ...by, name: "ratio", word: "Width ratio", min: 0.25,
      max: 4, step: 0.02, big: 0.2, log: true, colour: "fake" }));
  if (has("penalised"))
    of("penalised", slider({ ...by, name: "weight", word: "Penalty weight λ", min: 0.05, max: 100,
      step: 0.05, big: 0.5, log: true, colour: "critic" }));
  if (has("clipped"))
    of("clipped",
      slider({ ...by, name: "clip", word: "Clip c", min: 0.001, max: 1, step: 0.05, big: 0.5,
        log: true, colour: "critic", digits: 4 }),
      slider({ ...by, name: "depth", word: "Depth (weight matrices)", min: 2, max: 8, step: 1,
        big: 2, colour: "critic", digits: 0 }),
      slider({ ...by, name: "width", word: "Width of a hidden layer", min: 8, max: 1024,
        step: Math.log10(2), fine: 0.02, big: 3 * Math.log10(2), log: true, whole: true,
        colour: "critic", digits: 0 }));
  if (has("scores"))
    of("scores",
      slider({ ...by, name: "noise", word: "Instance noise σ", min: 0, max: 2, step: 0.05,
        fine: 0.01, big: 0.5, colour: "critic" }),
      slider({ ...by, name: "smoothing", word: "Label smoothing s", min: 0, max: 0.4, step: 0.05,
        fine: 0.01, big: 0.1, colour: "critic" }));
  if (asked.includes("law"))
    list.push(choice({ ...by, name: "law", word: "Law", options: Object.keys(LAWS) }));
  return list;
}
