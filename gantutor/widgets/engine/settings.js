// The settings of a game: what is left out, and what is refused.
import { ACTIVATIONS } from "./mlp.js";
import { OPTIMISERS } from "./optimisers.js";
import { OBJECTIVE_TABLE } from "./objectives.js";
import { checkedConstraint } from "./constraints.js";
import { checkedData } from "./laws.js";
import { named, finite, whole, flatNumbers } from "./checks.js";

export const OBJECTIVES = Object.keys(OBJECTIVE_TABLE);

export const DEFAULTS = {
  data: "ring", seed: 0, objective: "wasserstein", constraint: "penalty", width: 32, depth: 3,
  activation: "relu", latent: 2, batch: 128, criticSteps: 5, rate: 5e-3, decay: null,
  optimiser: "adam", betas: [0, 0.9], average: null, look: 128,
};

// What can change while the networks stay.
const IN_FLIGHT = ["data", "objective", "constraint", "criticSteps", "rate", "decay", "average"];

const MOST = 1e6; // iterations and steps: nobody waits for more
const CHECKS = {
  data: checkedData,
  seed: (v) => whole("seed", v, 0, Number.MAX_SAFE_INTEGER),
  objective: (v) => named("objective", v, OBJECTIVES),
  constraint: checkedConstraint,
  width: (v) => whole("width", v, 1, 512),
  depth: (v) => whole("depth", v, 1, 8),
  activation: (v) => named("activation", v, Object.keys(ACTIVATIONS)),
  latent: (v) => whole("latent", v, 1, 64),
  batch: (v) => whole("batch", v, 1, 4096),
  criticSteps: (v) => whole("criticSteps", v, 1, 1000),
  rate: (v) => finite("rate", v, { above: 0 }),
  decay: (v) => (v === null ? null
    : whole("decay (iterations until the rate is 0, or null)", v, 1, MOST)),
  optimiser: (v) => named("optimiser", v, OPTIMISERS),
  betas(v) {
    const betas = [...flatNumbers("betas", v, 2)];
    betas.forEach((beta) => finite("betas", beta, { from: 0, below: 1 }));
    return betas;
  },
  // 0 is no average, as in the package.
  average: (v) => (v === null ? null
    : finite("average (a weight, or null)", v, { from: 0, below: 1 }) || null),
  look: (v) => whole("look", v, 8, 1024),
};
const KNOWN = Object.keys(CHECKS);

export function checkedSettings(given = {}) {
  if (given === null || typeof given !== "object")
    throw new Error(`settings must be { … }, got ${given}`);
  for (const key of Object.keys(given)) named("setting", key, KNOWN);
  return Object.fromEntries(KNOWN.map((key) => [key, CHECKS[key](given[key] ?? DEFAULTS[key])]));
}

// The settings after a change in flight.
export function patchedSettings(settings, patch) {
  if (patch === null || typeof patch !== "object")
    throw new Error(`a change must be { … }, got ${patch}`);
  const changed = {};
  for (const [key, value] of Object.entries(patch)) {
    named("setting", key, KNOWN);
    if (!IN_FLIGHT.includes(key)) throw new Error(
      `${key} cannot change in a game that has begun, start a new one; ${IN_FLIGHT.join(", ")} can`);
    changed[key] = key === "constraint" ? checkedConstraint(value, settings.constraint)
      : CHECKS[key](value);
  }
  const { dim } = settings.data;
  if (changed.data && changed.data.dim !== dim) throw new Error(
    `data must keep its dim of ${dim} in a game that has begun, got ${changed.data.dim}`);
  return { ...settings, ...changed };
}
