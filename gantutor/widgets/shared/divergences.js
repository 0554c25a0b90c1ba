// Divergences in nats, W1, and what the optimal discriminator leaves the generator.

const logRatio = (P, Q, x) => {
  const lp = P.logpdf(x), lq = Q.logpdf(x);
  return lp === -Infinity && lq === -Infinity ? 0 : lp - lq;
};
// log(1 + eˣ) and 1/(1 + e⁻ˣ) without overflow.
const softplus = (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const sigmoid = (x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));

const panelsOf = (P, Q) => sorted([...P.steps, ...Q.steps]);

// Both log-densities at the nodes of a quadrature: computed once, shared by what follows.
function table(P, Q, edges, rule) {
  const { x, w } = quadrature(edges, rule);
  const lp = x.map(P.logpdf), lq = x.map(Q.logpdf);
  return { P, Q, edges, x, w, lp, lq };
}
// Σ w f(log p, log q, i) over the nodes i where a law has a density.
function sum({ x, w, lp, lq }, f) {
  let total = 0;
  for (let i = 0; i < x.length; i++)
    if (lp[i] > -Infinity || lq[i] > -Infinity) total += w[i] * f(lp[i], lq[i], i);
  return total;
}

const kl = (nodes) =>
  Math.max(0, sum(nodes, (lp, lq) => (lp === -Infinity ? 0 : Math.exp(lp) * (lp - lq))));

// ½ E_P[log 2 − log(1 + e^−r)] + ½ E_Q[log 2 − log(1 + e^r)], r = log p − log q.
function js(nodes) {
  const half = (l, r) => (l === -Infinity ? 0 : Math.exp(l) * (Math.LN2 - softplus(-r)));
  return clamp(sum(nodes, (lp, lq) => half(lp, lp - lq) + half(lq, lq - lp)) / 2, 0, Math.LN2);
}

// Where to look for crossings: the middles of the panels, since a density jumps at an edge.
const middles = (edges) => edges.slice(1).map((e, i) => (e + edges[i]) / 2);

// TV = ½ Σ |P(cell) − Q(cell)| over the cells between the places where p − q changes its sign.
function tv(P, Q, edges) {
  const ends = P.kind === "uniform" ? edges : [];
  const turns = crossings((x) => logRatio(P, Q, x), middles(edges));
  const cells = sorted([-Infinity, ...ends, ...turns, Infinity]);
  let sum = 0;
  for (let k = 1; k < cells.length; k++)
    sum += Math.abs(between(P, cells[k - 1], cells[k]) - between(Q, cells[k - 1], cells[k]));
  return sum / 2;
}
const at = (F, x, low, high) => (x === -Infinity ? low : x === Infinity ? high : F(x));
const between = (law, a, b) => at(law.cdf, b, 0, 1) - at(law.cdf, a, 0, 1);

// F(x) − G(x); in the right tail from the complements, so that it keeps its digits.
function cdfGap(P, Q, x) {
  const F = P.cdf(x), G = Q.cdf(x);
  return Math.min(F, G) < 0.5 ? F - G : Q.sf(x) - P.sf(x);
}

// The pieces on which F − G keeps its sign: [{from, to, sign, area}], area = ∫ |F − G|.
function gapPieces(P, Q, edges) {
  const gap = (x) => cdfGap(P, Q, x);
  const ends = [edges[0], ...crossings(gap, middles(edges)), edges.at(-1)];
  return ends.slice(1).map((to, k) => {
    const from = ends[k];
    const net = P.excess(to) - P.excess(from) - (Q.excess(to) - Q.excess(from));
    return { from, to, sign: Math.abs(net) < 1e-14 ? 0 : Math.sign(net), area: Math.abs(net) };
  });
}
const w1 = (pieces) => pieces.reduce((sum, piece) => sum + piece.area, 0);

// The derivative of the logit at the nodes, used for both losses.
function logitSlope(nodes) {
  const { P, Q, x } = nodes;
  return (nodes.slope ??= x.map((v) => P.score(v) - Q.score(v)));
}

// d/dθ of the generator's loss under a shift θ of Q, D* held fixed: E_Q[l'(s) s'], s the logit.
// Where D* is 0 all around a fake sample, −log D* is infinite and its gradient is undefined.
function generatorGradient(nodes, objective) {
  const sign = objective === "minimax" ? 1 : -1, slope = logitSlope(nodes);
  return sum(nodes, (lp, lq, i) => {
    if (lq === -Infinity) return 0;
    if (lp === -Infinity) return sign === 1 ? 0 : NaN;
    return -Math.exp(lq) * sigmoid(sign * (lp - lq)) * slope[i];
  });
}
// d/dθ W1 = Q(F > G) − Q(F < G).
const w1Gradient = (Q, pieces) =>
  pieces.reduce((sum, { from, to, sign }) => sum + sign * between(Q, from, to), 0);

// E_Q[h(s, i)], s the logit at node i, −∞ where only Q has a density.
const meanOverFake = (nodes, h) =>
  sum(nodes, (lp, lq, i) => (lq === -Infinity ? 0 : Math.exp(lq) * h(lp - lq, i)));
