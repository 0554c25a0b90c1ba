// What keeps a critic from running away, as in gantutor.constraints: its checks, clipping, and the
// gradient penalty. Spectral normalisation is in spectral.js.
import { inputGradients, addTangent } from "./mlp.js";
import { named, finite } from "./checks.js";

// The strength that each has by default, and what it is called.
const STRENGTHS = {
  free: { strength: 0, above: -1, word: "strength" },
  clip: { strength: 0.01, above: 0, word: "strength (c)" },
  penalty: { strength: 10, above: null, word: "strength (λ)" },
  spectral: { strength: 1, above: 0, word: "strength (c)" },
};
export const CONSTRAINTS = Object.keys(STRENGTHS);
export const PLACES = ["between", "real", "fake"];

// ρ(|∇f|), and the factor k of its derivative k ∇f, which is 0 where ∇f is.
export const RULES = {
  two_sided: (n) => (n - 1) ** 2,
  one_sided: (n) => (n > 1 ? (n - 1) ** 2 : 0),
  zero_centred: (n) => n * n,
};
const FACTORS = {
  two_sided: (n) => (n > 0 ? (2 * (n - 1)) / n : 0),
  one_sided: (n) => (n > 1 ? (2 * (n - 1)) / n : 0),
  zero_centred: () => 2,
};

// A whole constraint from parts of one: what `given` leaves out is as in `before`, if that has the
// same name, else the default.
export function checkedConstraint(given, before = null) {
  const patch = typeof given === "string" ? { name: given } : given;
  if (patch === null || typeof patch !== "object")
    throw new Error(`constraint must be a name or { name, strength, rule, where }, got ${given}`);
  for (const key of Object.keys(patch)) named("setting of a constraint", key,
    ["name", "strength", "rule", "where"]);
  const name = named("constraint", patch.name ?? before?.name ?? "penalty", CONSTRAINTS);
  const { strength, above, word } = STRENGTHS[name];
  const kept = before?.name === name ? before : { strength, rule: "two_sided", where: "between" };
  const whole = { name, strength: patch.strength ?? kept.strength };
  if (name === "free") whole.strength = 0;
  else finite(`${word} of ${name}`, whole.strength, above === null ? { from: 0 } : { above });
  if (name === "penalty") {
    whole.rule = named("rule", patch.rule ?? kept.rule, Object.keys(RULES));
    whole.where = named("where", patch.where ?? kept.where, PLACES);
  }
  return whole;
}

// Every weight and bias into [−c, c].
export function clipTo(vector, c) {
  for (let k = 0; k < vector.length; k++)
    if (vector[k] > c) vector[k] = c; else if (vector[k] < -c) vector[k] = -c;
}

// weight · mean ρ(|∇f|) at the pass's inputs; adds its gradient where it is learnt from.
export function gradientPenalty(net, pass, { strength, rule }, learn, n = pass.n) {
  inputGradients(net, pass, n);
  const { inputGradient: g, tangent: t } = pass, dim = net.widths[0];
  const value = RULES[rule], factor = FACTORS[rule], share = strength / n;
  let total = 0;
  for (let r = 0, k = 0; r < n; r++) {
    let squared = 0;
    for (let d = 0; d < dim; d++) squared += g[k + d] * g[k + d];
    const size = Math.sqrt(squared), scale = share * factor(size);
    total += value(size);
    for (let d = 0; d < dim; d++, k++) t[k] = scale * g[k];
  }
  if (learn) addTangent(net, pass, n);
  return share * total;
}
