// The best critic of every objective, and the gradient that each leaves the generator.

// The law of X + noise·Z, Z ~ N(0, 1): a convolution, exact for every family here.
function blurred(law, noise) {
  if (!noise) return law;
  if (law.kind === "normals")
    return normals(law.parts.map(([w, m, s]) => [w, m, Math.hypot(s, noise)]));
  const { low, high } = law, width = high - low, middle = law.mean, half = width / 2;
  const outward = (x) => {
    const away = Math.abs(x - middle);
    return [(away - half) / noise, (away + half) / noise];
  };
  // log Φ(−near) + log(1 − Φ(−far)/Φ(−near)): it keeps its digits far outside.
  const logMass = ([near, far]) => {
    const top = logPhi(-near);
    return top + Math.log1p(-Math.exp(logPhi(-far) - top));
  };
  const rest = (z) => phi(z) - z * Phi(-z);
  const tail = (x) => {
    const [near, far] = outward(x);
    return ((rest(near) - rest(far)) * noise) / width;
  };
  const logpdf = (x) => logMass(outward(x)) - Math.log(width);
  const cdf = (x) => (x < middle ? tail(x) : 1 - tail(x));
  // E max(z + Z, 0) summed up over z.
  const twice = (z) => ((z * z + 1) * Phi(z) + z * phi(z)) / 2;
  return {
    kind: "blurred", logpdf, cdf,
    pdf: (x) => Math.exp(logpdf(x)),
    sf: (x) => cdf(2 * middle - x),
    excess: (x) => (noise * noise * (twice((x - low) / noise) - twice((x - high) / noise))) / width,
    score(x) {
      const ends = outward(x), mass = logMass(ends);
      const [near, far] = ends.map((z) => Math.exp(-z * z / 2 - mass) / ROOT_2PI);
      return (Math.sign(x - middle) * (far - near)) / noise;
    },
    mean: middle, width, noise,
    steps: [low, high].flatMap((end) => STEPS.map((k) => end + k * noise)),
  };
}
const logPhi = (z) => {
  if (z > -3) return Math.log(Phi(z));
  let fraction = -z;
  for (let k = 48; k > 0; k--) fraction = -z + k / fraction;
  return -z * z / 2 - Math.log(ROOT_2PI) - Math.log(fraction);
};
const spread = (law) => (law.kind === "normals"
  ? Math.sqrt(law.parts.reduce((sum, [w, m, s]) => sum + w * (s * s + (m - law.mean) ** 2), 0))
  : Math.hypot((law.width ?? law.high - law.low) / Math.sqrt(12), law.noise ?? 0));

// What the panel shows of two laws, each computed when it is first asked for.
function scoresOf({ law, shift, ratio, noise, smoothing }, rule) {
  const P = blurred(LAWS[law].make(0, 1), noise);
  const Q = blurred(LAWS[law].make(shift, ratio), noise);
  // The gradient of a loss of D* at a fake is −pull(r) r', r = log p − log q.
  const pulls = {
    minimax: (r) => (1 - smoothing) * sigmoid(r) *
      (smoothing ? sigmoid(-r - Math.log(smoothing)) : 1),
    // Smoothing adds a constant to −log D*, and nothing to its gradient.
    nonsaturating: (r) => (r === -Infinity ? NaN : sigmoid(-r)),
    least_squares: (r) => sigmoid(r) * sigmoid(-r) ** 2,
  };
  const mean = (nodes, pull) => {
    const slope = logitSlope(nodes);
    return sum(nodes, (lp, lq, i) => (lq === -Infinity ? 0
      : lp === -Infinity ? pull(-Infinity) : -Math.exp(lq) * pull(lp - lq) * slope[i]));
  };
  const now = lazily({
    edges: () => panelsOf(P, Q),
    nodes: (n) => table(P, Q, n.edges, rule),
    pieces: (n) => gapPieces(P, Q, n.edges),
    potential: (n) => potential(P, Q, n.pieces),
    energy: (n) => energySteps(P, Q, n.edges),
    sensitive: () => lossSensitive(P, Q),
    grad_minimax: (n) => mean(n.nodes, pulls.minimax),
    grad_nonsaturating: (n) => mean(n.nodes, pulls.nonsaturating),
    grad_least_squares: (n) => mean(n.nodes, pulls.least_squares),
    grad_energy: () => 0,
    grad_energy_mean: (n) => n.energy.total,
    grad_loss_sensitive: (n) => n.sensitive.gradient,
    grad_wasserstein: (n) => w1Gradient(Q, n.pieces),
  });
  return Object.assign(now, { P, Q, pulls, shift, ratio, smoothing });
}

// d/dθ E_Q f*(y + θ), f* = 1 where q > p: ± q at the steps. Where neither law has a density,
// nothing fixes f*: a step in there counts for nothing.
function energySteps(P, Q, edges) {
  const jumps = P.kind === "uniform";
  const turns = jumps ? [] : crossings((x) => logRatio(P, Q, x), middles(edges));
  const ends = sorted([...edges, ...turns]);
  const high = ends.slice(1).map((to, k) => {
    const x = (to + ends[k]) / 2, lp = P.logpdf(x), lq = Q.logpdf(x);
    return lp === -Infinity && lq === -Infinity ? NaN : +(lq > lp);
  });
  let total = 0;
  for (let k = 1; k < high.length; k++) {
    const rise = high[k] - high[k - 1];
    if (!rise) continue;
    const [before, after] = [ends[k] - ends[k - 1], ends[k + 1] - ends[k]];
    total += rise * (Q.pdf(ends[k] - 1e-9 * before) + Q.pdf(ends[k] + 1e-9 * after)) / 2;
  }
  return { total, turns };
}

// The best f ≥ 0 of slope at most 1 for E_P f + λ (E_P f − E_Q f), λ = 1, on an even grid. Its
// values are whole steps k; the best total up to a node is concave in the k there, and kept as its
// slopes: positive ones, then the others. Ties go to the lower level.
const NODES = 401, TIE = 1e-10;
function lossSensitive(P, Q) {
  const reach = (sign) => [P, Q].map((law) => law.mean + sign * 6 * spread(law));
  const x = range(Math.min(...reach(-1)), Math.max(...reach(1)), NODES), n = NODES;
  // The mean of every node's hat function: the mean of F over the cell right of it, less that left.
  const step = (x[n - 1] - x[0]) / (n - 1);
  const masses = (law) => {
    const area = Array.from(x, law.excess);
    const F = area.slice(1).map((v, i) => (v - area[i]) / step);
    return [...F, 1].map((v, i) => v - (i ? F[i - 1] : 0));
  };
  const p = masses(P), q = masses(Q), best = new Int32Array(n);
  const up = [], down = new Array(n).fill(0);
  // `up` without its first `gone`, each slope plus `offset`.
  let gone = 0, offset = 0;
  for (let i = 0; i < n; i++) {
    if (i) {
      // The neighbour may differ by one either way, but not lie below 0: two flat slopes more, and
      // the steepest one gone.
      down.push(-offset, -offset);
      if (gone < up.length) gone++; else down.pop();
    }
    offset += q[i] - 2 * p[i];
    while (gone < up.length && up.at(-1) + offset <= TIE) down.push(up.pop());
    while (down.length && down.at(-1) + offset > TIE) up.push(down.pop());
    best[i] = up.length - gone;
  }
  const f = new Float64Array(n);
  const G = Float64Array.from(x, Q.cdf);
  let gradient = 0;
  for (let i = n - 1, k = best[i]; i >= 0; i--) {
    const next = k;
    k = clamp(best[i], next - 1, next + 1);
    f[i] = k * step;
    if (i < n - 1) gradient += (next - k) * (G[i + 1] - G[i]);
  }
  return { x, f, gradient, mass: p.map((v, i) => v + q[i]) };
}

const MEDIUM = gaussLegendre(8);
PANELS.scores = (host, api) => {
  const { limit, span } = api;
  host.classList.add("gt-whole");
  const tiles = host.appendChild(html("div", { class: "gt-tiles" }));
  const score = (name, title, y, yticks, kind) => {
    const plot = new Plot(tiles, { title: `The best critic: ${title}, over both densities`,
      height: 128, x: span, y, yticks, left: 26, right: 4, top: 22, ylabel: title });
    const laws = ["real", "fake"].map((law) => [plot.area(law),
      plot.curve(`${law} gt-thin ${law === "fake" ? "gt-dashed" : ""}`)]);
    api.dragShift(plot);
    return { name, plot, laws, curve: plot.curve(kind), idle: plot.curve("loud gt-idle") };
  };
  const unit = [[-0.08, 1.06], [0, 0.5, 1]];
  const critics = [
    score("minimax", "log(1−D): D*", ...unit, "ink"),
    score("nonsaturating", "−log D: D*", ...unit, "ink"),
    score("least_squares", "least squares: f*", ...unit, "violet"),
    score("energy", "energy: f*", ...unit, "floor"),
    score("loss_sensitive", "loss-sensitive: f*", [0, 2], undefined, "critic"),
    score("wasserstein", "Wasserstein: f*", [-2, 2], undefined, "exact"),
  ];
  const swatch = (kind, dash) => svg("svg", { width: 26, height: 8, "aria-hidden": "true" },
    svg("path", { class: `gt-curve ${kind} ${dash}`, d: "M1 4H25" }));
  host.append(html("p", { class: "gt-note" }, swatch("loud", "gt-idle"),
    "generated samples here get a gradient below 0.01"));
  const LINES = [
    ["grad_minimax", "ink", "gt-dashed", "log(1−D)", "minimax, saturating"],
    ["grad_nonsaturating", "loud", "gt-dashdot", "−log D", "non-saturating"],
    ["grad_least_squares", "violet", "gt-dashed", "least squares", "targets 1 and 0"],
    ["grad_energy", "floor", "", "energy, sample", "mean of the samples’ own gradients"],
    ["grad_energy_mean", "soft", "gt-dotted", "energy, mean", "derivative of the mean energy"],
    ["grad_loss_sensitive", "critic", "", "loss-sensitive", "slope at most 1, λ = 1"],
    ["grad_wasserstein", "exact", "", "W1", "derivative of W1"],
  ];
  const pulls = new Plot(host, { title: "Gradient of each generator’s loss against the shift",
    height: 240, x: [-limit, limit], y: [-2.4, 2.4], yticks: [-2, -1, 0, 1, 2], top: 24,
    right: 98, ylabel: "gradient for the generator", xlabel: "shift" });
  api.dragTo(pulls);
  const cursor = pulls.line("gt-cursor");
  const lines = LINES.map(([q, kind, dash, text]) => ({ q, curve: pulls.curve(`${kind} ${dash}`),
    dot: pulls.dot(kind), label: pulls.label(`${kind} gt-small`, text) }));
  const show = api.numbers(host, LINES.map(([q, kind, dash, text, hint]) =>
    [q, html("span", { class: "gt-line-key" }, swatch(kind, dash), text), kind, hint]), "gt-wide");
  const redraw = () => api.redraw();
  let said = "";

  // Each line's name at its right end, the names a line of text apart.
  function nameLines(curves) {
    const base = pulls.height - pulls.bottom;
    const ends = lines.map(({ q, label }) => ({ label, v: curves[q].at(-1) }));
    for (const { label, v } of ends) label.style.display = Number.isNaN(v) ? "none" : "";
    const shown = ends.filter(({ v }) => !Number.isNaN(v)).sort((a, b) => b.v - a.v);
    const at = shown.map(({ v }) => pulls.Y(clamp(v, ...pulls.y)) + 4);
    // Down from the top, then up from the bottom: apart, and inside.
    for (let i = 1; i < at.length; i++) at[i] = Math.max(at[i], at[i - 1] + 14);
    for (let i = at.length - 1, most = base; i >= 0; i--, most -= 14) at[i] = Math.min(at[i], most);
    shown.forEach(({ label }, i) => {
      pulls.place(label, limit, 0, 8, 0, "start");
      label.setAttribute("y", at[i]);
    });
  }
  return {
    plots: [...critics.map((c) => c.plot), pulls],
    draw(state) {
      const now = scoresOf(state, MEDIUM), { P, Q, sensitive } = now;
      const xs = evenly(now, span, 161);
      const odds = (x) => {
        const lp = P.logpdf(x), lq = Q.logpdf(x);
        return lp === -Infinity && lq === -Infinity ? NaN : lp - lq;
      };
      const r = Float64Array.from(xs, odds);
      const steps = sorted([...xs, ...now.energy.turns.flatMap((x) => [x - 1e-9, x + 1e-9])]);
      const seen = sensitive.f.map((v, i) => (sensitive.mass[i] > 1e-9 ? v : NaN));
      const f = Float64Array.from(xs, now.potential.f);
      const D = r.map((v) => sigmoid(v)), soft = D.map((v) => (1 - now.smoothing) * v);
      const drawn = {
        minimax: [xs, soft], nonsaturating: [xs, soft], least_squares: [xs, D],
        energy: [steps, steps.map(odds).map((v) => (Number.isNaN(v) ? NaN : +(v < 0)))],
        loss_sensitive: [sensitive.x, seen],
        wasserstein: [xs, f],
      };
      // What a fake at x gets, up to its sign.
      const [first, second] = sensitive.x, cell = second - first;
      const felt = {
        energy: () => 0,
        loss_sensitive: (x) => {
          const k = clamp(Math.floor((x - first) / cell), 0, NODES - 2);
          return (sensitive.f[k + 1] - sensitive.f[k]) / cell;
        },
        wasserstein: (x) => Math.sign(cdfGap(P, Q, x)),
      };
      for (const [name, pull] of Object.entries(now.pulls))
        felt[name] = (x, i) => (r[i] === -Infinity ? pull(r[i]) : pull(r[i]) * slope[i]);
      const slope = Float64Array.from(xs, (x) => P.score(x) - Q.score(x));
      const q = Float64Array.from(xs, Q.pdf), some = 0.01 * Math.max(...q);
      const outlines = [P, Q].map((law) => outline(law, range(...span, 121)));
      for (const { name, plot, laws, curve, idle } of critics) {
        const [x, y] = drawn[name];
        const inside = y.filter((v, i) => span[0] <= x[i] && x[i] <= span[1] && !Number.isNaN(v));
        const most = roof(Math.max(1, ...inside.map(Math.abs)), 2);
        if (name === "loss_sensitive") rescale(plot, [0, most]);
        if (name === "wasserstein") rescale(plot, [-most, most]);
        // The laws have the same pixels in every tile: drawn once, and copied.
        const [low, high] = plot.y, part = (0.5 * (high - low)) / api.law.top;
        outlines.forEach(([at, density], k) => {
          if (plot !== critics[0].plot)
            return laws[k].forEach((mark, j) =>
              mark.setAttribute("d", critics[0].laws[k][j].getAttribute("d")));
          const raised = Array.from(density, (v) => low + Math.min(v, 2 * api.law.top) * part);
          plot.fill(laws[k][0], at, raised, new Float64Array(at.length).fill(low));
          plot.trace(laws[k][1], at, raised);
        });
        plot.trace(curve, x, y);
        plot.trace(idle, xs, Array.from(xs, (v, i) =>
          (q[i] > some && Math.abs(felt[name](v, i)) < 0.01 ? low : NaN)));
      }
      const { law, ratio, noise, smoothing } = state;
      const key = `scores ${law} ${ratio} ${limit} ${noise} ${smoothing}`;
      const curves = overShifts(key, limit, LINES.map(([q]) => q),
        (shift) => scoresOf({ ...state, shift }, COARSE), redraw);
      pulls.stretch(cursor, now.shift, pulls.y[0], now.shift, pulls.y[1]);
      for (const { q, curve, dot, label } of lines) {
        if (curves) pulls.trace(curve, curves.shift, curves[q]);
        else {
          curve.removeAttribute("d");
          label.style.display = "none";
        }
        dot.style.display = Number.isFinite(now[q]) ? "" : "none";
        if (Number.isFinite(now[q])) pulls.move(dot, now.shift, now[q]);
      }
      if (curves) nameLines(curves);
      show(now);
      said = `The generator’s gradient is ${LINES.map(([q, , , text]) =>
        `${number(now[q])} (${text})`).join(", ")}.`;
    },
    say: () => said,
  };
};
