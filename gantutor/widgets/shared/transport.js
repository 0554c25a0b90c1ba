// Transport on the line: the monotone plan, the potential, and what a gradient penalty makes of it.

// The best plan between two heaps on increasing positions, as [[i, j, mass], …]: in order.
function monotonePlan(a, b) {
  const moves = [];
  let i = 0, j = 0, left = a[0], room = b[0];
  while (i < a.length && j < b.length) {
    const mass = Math.min(left, room);
    if (mass > 1e-15) moves.push([i, j, mass]);
    left -= mass;
    room -= mass;
    if (left <= 1e-15) left = a[++i];
    if (room <= 1e-15) room = b[++j];
  }
  return moves;
}
const planCost = (moves, x, y) =>
  moves.reduce((sum, [i, j, mass]) => sum + mass * Math.abs(x[i] - y[j]), 0);

// Both laws cut into heaps on common cells of width `cell`; the outer cells take the tails.
function heaps(P, Q, [low, high], cell) {
  const first = Math.floor(low / cell), n = Math.ceil(high / cell) - first;
  const cut = (law) => {
    const F = Array.from({ length: n - 1 }, (_, k) => law.cdf((first + k + 1) * cell));
    return [...F, 1].map((v, k) => v - (k ? F[k - 1] : 0));
  };
  const x = Array.from({ length: n }, (_, k) => (first + k + 0.5) * cell);
  return { x, a: cut(P), b: cut(Q) };
}

// The potential: slope sign(G − F) on each piece, E_P f = 0. Outside, the end pieces go on.
function potential(P, Q, pieces) {
  const mean = (law) => pieces.reduce((sum, { from, to, sign }) =>
    sum - sign * (to - from - law.excess(to) + law.excess(from)), 0);
  const start = -mean(P), knots = [start];
  for (const { from, to, sign } of pieces) knots.push(knots.at(-1) - sign * (to - from));
  const f = (x) => {
    let k = 0;
    while (k < pieces.length - 1 && x > pieces[k].to) k++;
    return knots[k] - pieces[k].sign * (x - pieces[k].from);
  };
  return { f, ef_real: start + mean(P), ef_fake: start + mean(Q) };
}

// The best single ReLU, sign·max(0, x − knot) or sign·max(0, knot − x): no ReLU network of one
// hidden layer with norms 1 has a larger gap. Its knot is where F − G changes its sign, or outside.
function bestReluUnit(pieces) {
  const heads = [0];
  for (const { sign, area } of pieces) heads.push(heads.at(-1) + sign * area);
  let best = { gap: -1 };
  for (const side of ["right", "left"]) heads.forEach((head, k) => {
    const gap = side === "left" ? head : head - heads.at(-1);
    if (Math.abs(gap) > best.gap + 1e-12)
      best = { gap: Math.abs(gap), side, sign: gap < 0 ? -1 : 1,
        knot: k < pieces.length ? pieces[k].from : pieces.at(-1).to };
  });
  return best;
}

// ρ, the density of x̂ = u x + (1 − u) y with u uniform. Mixtures are taken apart.
function betweenDensity(P, Q) {
  if (P.kind === "uniform")
    return (z) => leftToRight(P, Q, z) + leftToRight(Q, P, z);
  return (z) => {
    let total = 0;
    for (const [w, m1, s1] of P.parts) for (const [v, m2, s2] of Q.parts)
      total += w * v * betweenNormals((z - m1) / s1, (z - m2) / s2, s1, s2);
    return total;
  };
}
// E[1{x ≤ z ≤ y} / (y − x)] for uniforms: the integral of 1/(y − x) over a rectangle, by corners.
function leftToRight(A, B, z) {
  if (z <= A.low || z >= B.high) return 0;
  const H = (s) => (s > 0 ? s * Math.log(s) : 0);
  const b = clamp(z, A.low, A.high), c = Math.max(clamp(z, B.low, B.high), b), d = B.high;
  return (H(d - A.low) + H(c - b) - H(d - b) - H(c - A.low)) /
    ((A.high - A.low) * (B.high - B.low));
}
// ∫ φ(α cos θ + β sin θ) / (s₂ cos θ + s₁ sin θ) dθ over [0, π/2], with nodes only in the windows
// where the normal density φ is not negligible; α and β are z in standard units of the two laws.
const WINDOW = quadrature([0, 1 / 64, 1 / 16, 1 / 4, 1 / 2, 3 / 4, 15 / 16, 63 / 64, 1],
  gaussLegendre(10));
function betweenNormals(alpha, beta, s1, s2) {
  const radius = Math.max(Math.hypot(alpha, beta), 1e-300), quarter = Math.PI / 2;
  const least = alpha * beta > 0 ? Math.min(alpha * alpha, beta * beta) : 0;
  const width = Math.acos(Math.min(1, Math.sqrt(least + 44) / radius));
  const crest = (Math.atan2(beta, alpha) + Math.PI) % Math.PI;
  const windows = [[Math.max(0, crest - Math.PI + width), Math.min(quarter, crest - width)],
    [Math.min(quarter, crest + width), quarter]];
  let total = 0;
  for (const [low, high] of windows) {
    const length = high - low;
    if (length <= 0) continue;
    for (let i = 0; i < WINDOW.x.length; i++) {
      const theta = low + length * WINDOW.x[i], c = Math.cos(theta), s = Math.sin(theta);
      const t = alpha * c + beta * s;
      total += (length * WINDOW.w[i] * Math.exp(-0.5 * t * t)) / (s2 * c + s1 * s);
    }
  }
  return total / ROOT_2PI;
}

// |F − G| / ρ along the line, and its integral against |F − G|: all that λ then divides.
function penaltyTable(P, Q) {
  const steps = P.kind === "uniform" ? graded(sorted([P.low, P.high, Q.low, Q.high]))
    : sorted([P, Q].flatMap(({ parts }) => parts.flatMap(([, m, s]) =>
      [-9, -7, ...range(-6, 6, 13), 7, 9].map((k) => m + k * s))));
  const { x, w } = quadrature(steps, COARSE), rho = betweenDensity(P, Q);
  const gap = x.map((v) => cdfGap(P, Q, v));
  // Far out, where neither mass nor anything to move is left, ρ is not worth its quadrature.
  const idle = (v, i) => Math.abs(gap[i]) < 1e-11 && P.pdf(v) + Q.pdf(v) < 1e-9;
  const density = x.map((v, i) => (idle(v, i) ? 0 : rho(v)));
  const ratio = gap.map((g, i) => (g === 0 || density[i] === 0 ? 0 : Math.abs(g) / density[i]));
  const excess = w.reduce((sum, v, i) => sum + v * Math.abs(gap[i]) * ratio[i], 0);
  return { x, w, gap, density, ratio, excess, rho };
}
// Panels that shrink towards every edge: ρ has logarithms there.
const graded = (edges) => sorted(edges.flatMap((e, k) => (k === 0 ? [e]
  : [2e-5, 5e-4, 0.008, 0.06, 0.25, 0.5, 0.75, 0.94, 0.992, 0.9995, 0.99998, 1]
    .map((t) => edges[k - 1] + t * (e - edges[k - 1])))));
