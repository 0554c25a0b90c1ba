// What MovingLaws measures, and the sliders that its panels ask for.

const PANELS = {};
const TITLES = {
  densities: "Two laws",
  divergences: "Four distances against the shift",
  discriminator: "The optimal discriminator",
  plan: "The best moving plan",
  cdf: "The gap between the distribution functions",
  potential: "The potential: the best 1-Lipschitz critic",
  clipped: "What a clipped critic can estimate",
  penalised: "What the penalty converges to",
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
  });
  return Object.assign(now, state, { P, Q, family });
}

// The quantities against the shift, once for each law and width, in idle moments.
const CURVES = new Map(), WANTED = ["js", "tv", "kl", "w1", "minimax", "nonsaturating", "w1_gradient"];
function curvesFor({ law, ratio }, limit, done) {
  const key = `${law} ${ratio} ${limit}`;
  if (!CURVES.has(key)) {
    if (CURVES.size > 40) CURVES.clear();
    CURVES.set(key, null);
    const idle = globalThis.requestIdleCallback ?? ((f) => setTimeout(f));
    const shift = range(-limit, limit, 121), curves = { shift };
    for (const q of WANTED) curves[q] = new Float64Array(shift.length);
    let i = 0;
    const work = () => {
      const until = performance.now() + 5;
      for (; i < shift.length && performance.now() < until; i++) {
        const now = measure({ law, ratio, shift: shift[i] });
        Object.defineProperty(now, "nodes", { value: table(now.P, now.Q, now.edges, COARSE) });
        for (const q of WANTED) curves[q][i] = now[q];
      }
      if (i < shift.length) return idle(work, { timeout: 50 });
      CURVES.set(key, curves);
      done();
    };
    idle(work, { timeout: 50 });
  }
  return CURVES.get(key);
}

function controlsFor(get, set) {
  const has = (name) => get("panels").includes(name), asked = get("controls");
  const limit = get("limit"), by = { get, set };
  const list = [slider({ ...by, name: "shift", word: "Shift of the generated law", min: -limit,
    max: limit, step: 0.1, fine: 0.01, big: 1, colour: "fake" })];
  if (asked.includes("ratio"))
    list.push(slider({ ...by, name: "ratio", word: "Width of the generated law / real", min: 0.25,
      max: 4, step: 0.02, big: 0.2, log: true, colour: "fake" }));
  if (has("penalised"))
    list.push(slider({ ...by, name: "weight", word: "Penalty weight λ", min: 0.05, max: 100,
      step: 0.05, big: 0.5, log: true, colour: "critic" }));
  if (has("clipped"))
    list.push(
      slider({ ...by, name: "clip", word: "Clip c", min: 0.001, max: 1, step: 0.05, big: 0.5,
        log: true, colour: "critic", digits: 4 }),
      slider({ ...by, name: "depth", word: "Depth (weight matrices)", min: 2, max: 8, step: 1,
        big: 2, colour: "critic", digits: 0 }),
      slider({ ...by, name: "width", word: "Width of a hidden layer", min: 8, max: 1024,
        step: Math.log10(2), fine: 0.02, big: 3 * Math.log10(2), log: true, whole: true,
        colour: "critic", digits: 0 }));
  if (asked.includes("law"))
    list.push(choice({ ...by, name: "law", word: "Law", options: Object.keys(LAWS) }));
  return list;
}
