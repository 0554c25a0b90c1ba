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
// Quantity, colour, dashes, name, what is meant, name of the critic.
const LINES = [
  ["grad_minimax", "ink", "gt-dashed", "log(1−D)", "minimax, saturating", "D*"],
  ["grad_nonsaturating", "nonsaturating", "gt-dashdot", "−log D", "non-saturating", "D*"],
  ["grad_least_squares", "moss", "gt-dashed", "least squares", "targets 1 and 0", "f*"],
  ["grad_energy", "floor", "", "energy", "mean of the samples’ own gradients", "f*"],
  ["grad_energy_mean", "soft", "gt-dotted", "mean energy", "derivative of the mean energy", "f*"],
  ["grad_loss_sensitive", "critic", "", "loss-sensitive", "slope at most 1, λ = 1", "f*"],
  ["grad_wasserstein", "exact", "", "W1", "derivative of W1", "f*"],
];
const objectiveOf = (quantity) => quantity.slice("grad_".length);
const chosenLine = (objective) => LINES.findIndex(([q]) => objectiveOf(q) === objective);

PANELS.scores = (host, api) => {
  const { limit, span } = api;
  // One critic at a time, of the objective that the reader chooses by its gradient.
  const critic = new Plot(host, { title: "The best critic", height: 150, low: 122, x: span,
    y: [-0.08, 1.06], top: 22, bottom: 28 });
  const laws = backdrop(critic, api);
  const curves = LINES.map(([, kind]) => critic.curve(kind)), idle = critic.curve("floor gt-idle");
  const legend = critic.label("soft gt-small", "grey: gradient below 0.01");

  const pulls = new Plot(host, { title: "Gradient of each generator’s loss against the shift",
    height: 150, low: 140, x: [-limit, limit], y: [-2.4, 2.4], yticks: [-2, -1, 0, 1, 2], top: 20,
    right: 98, bottom: 20, ylabel: "gradient for the generator, against the shift" });
  api.dragTo(pulls);
  const cursor = pulls.line("gt-cursor");
  const lines = LINES.map(([q, kind, dash, text]) => ({ q, curve: pulls.curve(`${kind} ${dash}`),
    dot: pulls.dot(kind), label: pulls.label(`${kind} gt-small`, text) }));

  const swatch = (kind, dash) => svg("svg", { width: 26, height: 8, "aria-hidden": "true" },
    svg("path", { class: `gt-curve ${kind} ${dash}`, d: "M1 4H25" }));
  const group = `objective-${PLACE}-${serial++}`;
  const picks = LINES.map(([q, kind, dash, text, hint]) => {
    const input = html("input", { type: "radio", name: group, value: objectiveOf(q),
      onchange: () => api.set("objective", objectiveOf(q)) });
    input.addEventListener("keydown", (event) => event.stopPropagation());
    const output = api.readout(q), name = html("span", {}, text);
    api.explain(name, hint);
    return { input, output, node: html("label", { class: "gt-pick" }, input, name,
      html("span", { class: "gt-line-key" }, swatch(kind, dash), output)) };
  });
  host.append(html("div", { class: "gt-picks", role: "radiogroup",
    "aria-label": "Objective, with the gradient that it leaves the generator" },
  ...picks.map((pick) => pick.node)));

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

  // The critic of an objective: its points, and what a fake at xs[i] gets, up to its sign.
  function criticOf(now, objective, xs) {
    const { P, Q, sensitive } = now;
    const odds = (x) => {
      const lp = P.logpdf(x), lq = Q.logpdf(x);
      return lp === -Infinity && lq === -Infinity ? NaN : lp - lq;
    };
    if (objective === "wasserstein")
      return { x: xs, y: Array.from(xs, now.potential.f), felt: (i) => Math.sign(cdfGap(P, Q, xs[i])) };
    if (objective === "loss_sensitive") {
      const { x, f, mass } = sensitive, cell = x[1] - x[0];
      return { x, y: f.map((v, i) => (mass[i] > 1e-9 ? v : NaN)), felt: (i) => {
        const k = clamp(Math.floor((xs[i] - x[0]) / cell), 0, NODES - 2);
        return (f[k + 1] - f[k]) / cell;
      } };
    }
    if (objective.startsWith("energy")) {
      const x = sorted([...xs, ...now.energy.turns.flatMap((v) => [v - 1e-9, v + 1e-9])]);
      const y = x.map(odds).map((v) => (Number.isNaN(v) ? NaN : +(v < 0)));
      return { x, y, felt: () => 0 };
    }
    const r = Float64Array.from(xs, odds), pull = now.pulls[objective];
    const part = objective === "least_squares" ? 1 : 1 - now.smoothing;
    return { x: xs, y: r.map((v) => part * sigmoid(v)), felt: (i) => pull(r[i]) *
      (r[i] === -Infinity ? 1 : P.score(xs[i]) - Q.score(xs[i])) };
  }

  return {
    plots: [critic, pulls],
    draw(state) {
      const now = scoresOf(state, MEDIUM), { Q } = now;
      const objective = api.get("objective");
      const chosen = chosenLine(objective), [, , , title, , name] = LINES[chosen];
      const xs = evenly(now, span, 161), { x, y, felt } = criticOf(now, objective, xs);
      const inside = y.filter((v, i) => span[0] <= x[i] && x[i] <= span[1] && !Number.isNaN(v));
      const most = roof(Math.max(1, ...inside.map(Math.abs)), 2);
      critic.ylabel = `${title}: ${name}`;
      critic.yticks = objective === "wasserstein" || objective === "loss_sensitive" ? undefined
        : [0, 0.5, 1];
      critic.scale(critic.width, { y: objective === "wasserstein" ? [-most, most]
        : objective === "loss_sensitive" ? [0, most] : [-0.08, 1.06] });
      const said = `The best critic of ${title}, over both densities`;
      if (critic.node.getAttribute("aria-label") !== said) {
        critic.node.setAttribute("aria-label", said);
        critic.node.firstChild.textContent = said;
      }
      laws(now);
      curves.forEach((path, k) => {
        if (k === chosen) critic.trace(path, x, y); else path.removeAttribute("d");
      });
      const q = Float64Array.from(xs, Q.pdf), some = 0.01 * Math.max(...q), [low] = critic.y;
      critic.trace(idle, xs, Array.from(xs, (_, i) =>
        (q[i] > some && Math.abs(felt(i)) < 0.01 ? low : NaN)));
      critic.place(legend, span[1], critic.y[1], 0, -11, "end");

      const { law, ratio, noise, smoothing } = state;
      const key = `scores ${law} ${ratio} ${limit} ${noise} ${smoothing}`;
      const known = overShifts(key, limit, LINES.map(([quantity]) => quantity),
        (shift) => scoresOf({ ...state, shift }, COARSE), api.redraw);
      pulls.stretch(cursor, now.shift, pulls.y[0], now.shift, pulls.y[1]);
      lines.forEach(({ q: quantity, curve, dot, label }, k) => {
        const value = now[quantity];
        if (known) pulls.trace(curve, known.shift, known[quantity]);
        else {
          curve.removeAttribute("d");
          label.style.display = "none";
        }
        for (const node of [curve, label]) node.classList.toggle("gt-pale", k !== chosen);
        dot.setAttribute("r", k === chosen ? 6 : 3);
        dot.style.display = Number.isFinite(value) ? "" : "none";
        if (Number.isFinite(value)) pulls.move(dot, now.shift, value);
        picks[k].input.checked = k === chosen;
        setNumber(picks[k].output, value, 4);
      });
      if (known) nameLines(known);
      this.said = `With ${title} the generator gets the gradient ` +
        `${number(now[LINES[chosen][0]])}.`;
    },
    say() { return this.said; },
  };
};
