// A ball on the critic: a point that rolls where the generator's loss sends it, everything else at rest.
import { Pass, inputGradients } from "./mlp.js";
import { OBJECTIVE_TABLE } from "./objectives.js";

const AT_REST = 1e-9; // a ball that is less than this away from its place has arrived

// What sends a point at `at` on: −loss′(f) ∇f of the critic, into `push`; returns its length.
function critical(game) {
  const { dim, critic, settings } = game, { dGenerator } = OBJECTIVE_TABLE[settings.objective];
  const pass = new Pass(critic, 1), { input, output, inputGradient: g } = pass;
  return (at, push) => {
    for (let d = 0; d < dim; d++) input[d] = at[d];
    inputGradients(critic, pass);
    let squared = 0;
    for (let d = 0; d < dim; d++) { push[d] = -dGenerator(output[0]) * g[d]; squared += push[d] ** 2; }
    return Math.sqrt(squared);
  };
}

// The exact potential maxᵢ (fᵢ − |p − xᵢ|) has slope 1, straight to a real point, and ends there.
function exact({ dim, looker }, step) {
  return (at, push) => {
    const { real, f } = looker.seen;
    let high = -Infinity, far = 0, to = 0;
    for (let i = 0; i < f.length; i++) {
      let squared = 0;
      for (let d = 0; d < dim; d++) squared += (real[i * dim + d] - at[d]) ** 2;
      const away = Math.sqrt(squared);
      if (f[i] - away > high) { high = f[i] - away; far = away; to = i; }
    }
    if (far < AT_REST) { push.fill(0); return 0; }
    // The last step ends at the point, not beyond it.
    const slope = Math.min(1, far / step);
    for (let d = 0; d < dim; d++) push[d] = (slope * (real[to * dim + d] - at[d])) / far;
    return slope;
  };
}

// dy/dt = push(y) by Euler's steps of `step` until `time`: { path: flat, one place more than there are
// steps, pulls: the length of the push at each place }. Both end early where a place is not finite.
export function roll(game, start, { time = 4, step = 0.02, potential = false } = {}) {
  const { dim } = game, steps = Math.round(time / step), at = Float64Array.from(start);
  const path = [...at], pulls = [], push = new Float64Array(dim);
  const send = potential ? exact(game, step) : critical(game);
  for (let k = 0; ; k++) {
    pulls.push(send(at, push));
    if (k === steps) break;
    for (let d = 0; d < dim; d++) at[d] += step * push[d];
    if (!at.every((v) => Number.isFinite(v) && Math.abs(v) < 1e6)) break;
    path.push(...at);
  }
  return { path: Float64Array.from(path), pulls: Float64Array.from(pulls), step };
}
