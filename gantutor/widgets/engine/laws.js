// What is learnt: laws on the line and in the plane, as in gantutor.distributions, and drawn points.
import { named, finite, whole, allFinite } from "./checks.js";

// Each law: its dim, its parameters with their defaults, `one(p, draws, out, at)`, which draws a
// sample into out[at], …; `modes(p)` for those that have them, [centres, std]; on the line also
// `span(p)`, where the cells lie in which histograms count.
const LAWS_BY_NAME = {
  ring: {
    dim: 2, parameters: { modes: 8, radius: 2, std: 0.1 }, modes: around,
    one(p, draws, out, at) { bump(2, around(p), draws, out, at); },
  },
  grid: {
    dim: 2, parameters: { side: 5, spacing: 1, std: 0.05 }, modes: lattice,
    one(p, draws, out, at) { bump(2, lattice(p), draws, out, at); },
  },
  // A spiral of one and a half turns that ends at `radius`.
  swiss_roll: {
    dim: 2, parameters: { radius: 2, noise: 0.03 },
    one(p, draws, out, at) {
      const angle = 1.5 * Math.PI * (1 + 2 * draws.uniform());
      const length = (p.radius * angle) / (4.5 * Math.PI);
      out[at] = length * Math.cos(angle) + p.noise * draws.normal();
      out[at + 1] = length * Math.sin(angle) + p.noise * draws.normal();
    },
  },
  // Uniform on two horizontal segments of `length`, `theta` apart, in the middle of the plane.
  parallel_lines: {
    dim: 2, parameters: { theta: 1, length: 2 },
    one(p, draws, out, at) {
      out[at] = p.length * (draws.uniform() - 0.5);
      out[at + 1] = draws.uniform() < 0.5 ? -p.theta / 2 : p.theta / 2;
    },
  },
  // Any of the given points: `dim` numbers each, one after the other.
  drawn: {
    dim: null, parameters: {},
    one({ points, dim }, draws, out, at) {
      const from = dim * draws.below(points.length / dim);
      for (let d = 0; d < dim; d++) out[at + d] = points[from + d];
    },
    span({ points }) {
      const low = points.reduce((a, b) => Math.min(a, b));
      const high = points.reduce((a, b) => Math.max(a, b));
      const room = 0.5 * (high - low) || 1;
      return [low - room, high + room];
    },
  },
  normal: {
    dim: 1, parameters: { mean: 0, std: 1 }, span: (p) => [p.mean - 4 * p.std, p.mean + 4 * p.std],
    one(p, draws, out, at) { out[at] = p.mean + p.std * draws.normal(); },
  },
  uniform: {
    dim: 1, parameters: { low: 0, high: 1 },
    span: ({ low, high }) => [low - 0.5 * (high - low), high + 0.5 * (high - low)],
    one(p, draws, out, at) { out[at] = p.low + (p.high - p.low) * draws.uniform(); },
  },
  // Two equal normal bumps, symmetric about 0.
  two_heaps: {
    dim: 1, parameters: { distance: 3, std: 0.5 }, modes: heaps,
    span: (p) => [-p.distance / 2 - 4 * p.std, p.distance / 2 + 4 * p.std],
    one(p, draws, out, at) { bump(1, heaps(p), draws, out, at); },
  },
};
export const DATA = Object.keys(LAWS_BY_NAME);

// What a parameter may be; those not named here are above 0.
const WHOLE = { modes: 64, side: 16 };
const ANY = ["mean", "low", "high"], FROM_0 = ["noise", "theta"];

// A law with all of its parameters, ready to be drawn from: { name, dim, points?, …parameters }.
export function checkedData(given) {
  const data = typeof given === "string" ? { name: given } : given;
  if (data === null || typeof data !== "object")
    throw new Error(`data must be a name or { name, … }, got ${given}`);
  const name = named("data", data.name, DATA), law = LAWS_BY_NAME[name];
  const known = ["name", "dim", ...(law.dim ? Object.keys(law.parameters) : ["points"])];
  for (const key of Object.keys(data)) named(`setting of the data '${name}'`, key, known);
  const dim = whole("dim of data", data.dim ?? law.dim ?? 2, 1, 2);
  if (law.dim && dim !== law.dim)
    throw new Error(`dim of the data '${name}' must be ${law.dim}, got ${dim}`);
  if (name === "drawn") return { name, dim, points: checkedPoints(data.points, dim) };
  const all = { name, dim, ...law.parameters, ...data };
  for (const key of Object.keys(law.parameters)) {
    const what = `${key} of the data '${name}'`;
    if (WHOLE[key]) whole(what, all[key], 1, WHOLE[key]);
    else if (ANY.includes(key)) finite(what, all[key]);
    else finite(what, all[key], FROM_0.includes(key) ? { from: 0 } : { above: 0 });
  }
  if (name === "uniform" && !(all.low < all.high))
    throw new Error(`low of the data 'uniform' must be below high, got ${all.low} and ${all.high}`);
  return all;
}

export function checkedPoints(points, dim) {
  const there = Array.isArray(points) || ArrayBuffer.isView(points);
  if (!there || points.length < dim || points.length % dim)
    throw new Error(`points of drawn data must be a flat array of ${dim} numbers for each point, ` +
      `at least one point, got ${there ? `${points.length} numbers` : points}`);
  return allFinite("points of drawn data", points);
}

// Fill the first n rows of `out`.
export function drawReal(data, draws, out, n) {
  const { one } = LAWS_BY_NAME[data.name];
  for (let r = 0; r < n; r++) one(data, draws, out, r * data.dim);
}

// { centres (flat), std }, or null where there are none.
export function modesOf(data) {
  return LAWS_BY_NAME[data.name].modes?.(data) ?? null;
}

export function spanOf(data) {
  return LAWS_BY_NAME[data.name].span(data);
}

function bump(dim, { centres, std }, draws, out, at) {
  const from = dim * draws.below(centres.length / dim);
  for (let d = 0; d < dim; d++) out[at + d] = centres[from + d] + std * draws.normal();
}

// The centres of a law are made once: `data` objects are never changed, only replaced.
const MODES = new WeakMap();
function kept(p, make) {
  if (!MODES.has(p)) MODES.set(p, { centres: Float64Array.from(make()), std: p.std });
  return MODES.get(p);
}
function around(p) {
  return kept(p, () => Array.from({ length: p.modes }, (_, k) => {
    const angle = (2 * Math.PI * k) / p.modes;
    return [p.radius * Math.cos(angle), p.radius * Math.sin(angle)];
  }).flat());
}
function lattice(p) {
  const tick = (k) => p.spacing * (k - (p.side - 1) / 2);
  return kept(p, () => Array.from({ length: p.side ** 2 }, (_, k) =>
    [tick(Math.floor(k / p.side)), tick(k % p.side)]).flat());
}
function heaps(p) {
  return kept(p, () => [-p.distance / 2, p.distance / 2]);
}
