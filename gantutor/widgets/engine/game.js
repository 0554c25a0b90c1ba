// A GAN that is trained in the page: the networks, the steps and the exact transport beside them.
//
//   import { newGame } from "./game.js";
//   const game = newGame({ data: { name: "ring" }, seed: 3 });
//   game.round();                       // criticSteps critic steps, then one generator step
//   const { fake, w1, gap } = game.state();
//
// The modules of this folder can be put into one scope (gantutor.widgets.engine.source() does):
// each imports by `import { … } from "./x.js";`, exports declarations, and no two share a name.
//
// newGame(settings), all of them optional (see DEFAULTS in settings.js); a bad one throws an Error
// that names it and says what is expected:
//   data         { name, …the law's parameters }; name one of DATA; "drawn": { points, dim }, where
//                points are flat, [x, y, x, y, …] in the plane; dim 2 by default
//   seed         a whole number from 0
//   objective    one of OBJECTIVES
//   constraint   { name, strength, rule, where }: name one of CONSTRAINTS; strength is c of "clip"
//                and "spectral", the weight λ of "penalty"; rule "two_sided" | "one_sided" |
//                "zero_centred"; where "between" | "real" | "fake"
//   width, depth hidden layers of both networks; activation "relu" | "leaky_relu"
//   latent       dimensions of z ~ N(0, I); batch; criticSteps; rate
//   decay        iterations until the rate has fallen linearly to 0, or null
//   optimiser    "adam" | "rmsprop"; betas [β₁, β₂]
//   average      weight of the past in the running average of the generator, or null
//   look         how many real and generated points are looked at (128)
//
// A Game:
//   dim, settings, iteration (generator steps so far), turn (critic steps so far)
//   rate                                what the next step uses, after decay
//   criticStep(), generatorStep(), round()
//   set(patch)        objective, constraint (parts of it will do), criticSteps, rate, decay, average,
//                     data of the same dim: in flight, the networks stay
//   moveReal(index, [x, y]), setReal(points)      where data.name is "drawn"
//   pull(indices, targets, steps = 8)   fixed fakes dragged by hand: the generator alone learns to
//                     put them there and to leave the others where they are
//   fixed             { z, real, u }: look × latent, look × dim, look; flat
//   look({ grid: { x0, x1, nx, y0, y1, ny }, potential = false })
//                     { field, slope, potential? }: f and |∇f| at x0 + i (x1 − x0)/(nx − 1), …, row
//                     by row from y0; on the line without the y's. potential: the exact one of the
//                     last state(), extended from the real points
//   roll(place, { time = 4, step = 0.02, potential = false })
//                     { path, pulls, step }: a ball that follows what a fake would receive from the
//                     critic as it stands, or the potential of the last state()
//   state()           { iteration, turn, rate, real, fake, scoresReal, scoresFake, gradients,
//                     received, slopes, gap, penalty, criticLoss, generatorLoss, w1, duality, floor, plan,
//                     planOfFake, f, g, modes, modeCounts, quality, js, diverged }
//                     gradients: +∇f at the fakes. received: −loss′(f) ∇f, where the generator's loss
//                     sends each fake. slopes: |∇f| between fixed pairs. plan[i]: the fake of real
//                     point i, planOfFake the inverse; f + g ≤ distance, Σf = 0; duality = primal −
//                     dual. modes, modeCounts, quality: null for data without modes; js: of two
//                     histograms, null in the plane. w1, plan, … NaN or as they were once diverged.
//   generate(z)       the samples of latent points, both flat; shown: the network that makes them
// keeping.js saves and loads a game; given.js plays it from given weights with given draws. The page
// needs neither.
//
// The arrays of state() and look() are the game's own and change with the next call: copy what is to
// stay (postMessage copies).

import { Draws } from "./draws.js";
import { Mlp, Pass, forward, backward } from "./mlp.js";
import { Optimiser } from "./optimisers.js";
import { OBJECTIVE_TABLE } from "./objectives.js";
import { clipTo, gradientPenalty } from "./constraints.js";
import { Spectral } from "./spectral.js";
import { drawReal, checkedPoints } from "./laws.js";
import { flatNumbers, finite, whole } from "./checks.js";
import { checkedSettings, patchedSettings } from "./settings.js";
import { Looker } from "./looking.js";
import { roll } from "./rolling.js";

export { OBJECTIVES, DEFAULTS } from "./settings.js";
export { CONSTRAINTS, RULES, PLACES } from "./constraints.js";
export { DATA } from "./laws.js";

// What a seed draws for.
export const PURPOSES = { critic: 0, generator: 1, real: 2, zCritic: 3, zGenerator: 4, u: 5 };
const PULL_RATE = 5e-3; // of the generator under a hand

export function newGame(settings) {
  return new Game(checkedSettings(settings));
}

export class Game {
  constructor(settings) { this.begin(settings); }

  begin(settings) {
    const { seed, data, width, depth, latent, batch, activation, betas, optimiser } = settings;
    const { dim } = data, hidden = Array(depth).fill(width);
    Object.assign(this, { settings, dim, iteration: 0, turn: 0, spectral: null });
    this.draws = Object.fromEntries(
      Object.entries(PURPOSES).map(([name, purpose]) => [name, new Draws(seed, purpose)]));
    this.critic = new Mlp([dim, ...hidden, 1], activation);
    this.generator = new Mlp([latent, ...hidden, dim], activation);
    // What is looked at; the generator itself where nothing is averaged.
    this.averaged = new Mlp(this.generator.widths, activation);
    this.asked = null;
    this.critic.draw(this.draws.critic);
    this.generator.draw(this.draws.generator);
    this.both = new Pass(this.critic, 2 * batch); // real, then fake
    this.single = new Pass(this.critic, batch);
    this.made = new Pass(this.generator, batch);
    this.u = new Float64Array(batch);
    this.newOptimiser = (net) => new Optimiser(optimiser, net.vector.length, betas);
    this.startAnew();
    this.looker = new Looker(this);
    this.fixed = this.looker.fixed;
  }

  // With the weights as they are: nothing averaged, nothing remembered, and the critic held.
  startAnew() {
    this.averaged.vector.set(this.generator.vector);
    this.criticOptimiser = this.newOptimiser(this.critic);
    this.generatorOptimiser = this.newOptimiser(this.generator);
    this.hand = null;
    this.hold();
  }

  get rate() {
    const { rate, decay } = this.settings;
    return decay === null ? rate : rate * Math.max(0, 1 - this.iteration / decay);
  }

  // The generator that is looked at.
  get shown() { return this.averaged; }

  // Steps ------------------------------------------------------------------------------------------

  round() {
    for (let k = 0; k < this.settings.criticSteps; k++) this.criticStep();
    this.generatorStep();
  }

  criticStep() {
    const { settings, draws, both, made, u } = this, { batch } = settings;
    drawReal(settings.data, draws.real, both.input, batch);
    for (let k = 0; k < made.input.length; k++) made.input[k] = draws.zCritic.normal();
    for (let r = 0; r < batch; r++) u[r] = draws.u.uniform();
    this.improveCritic();
  }

  generatorStep() {
    const { made, draws } = this;
    for (let k = 0; k < made.input.length; k++) made.input[k] = draws.zGenerator.normal();
    this.improveGenerator();
  }

  // Real against fake, plus the penalty; then the projection.
  improveCritic() {
    const { settings, critic, both, single, made } = this, { batch } = settings;
    const { dReal, dFake } = OBJECTIVE_TABLE[settings.objective];
    forward(this.generator, made);
    both.input.set(made.output, batch * this.dim);
    critic.gradient.fill(0);
    forward(critic, both);
    for (let r = 0; r < batch; r++) {
      both.pull[r] = dReal(both.output[r]) / batch;
      both.pull[batch + r] = dFake(both.output[batch + r]) / batch;
    }
    backward(critic, both, true, false);
    if (settings.constraint.name === "penalty") {
      this.place(settings.constraint.where);
      gradientPenalty(critic, single, settings.constraint, true);
    }
    this.spectral?.pullBack();
    this.criticOptimiser.descend(critic.vector, critic.gradient, this.rate);
    if (settings.constraint.name === "clip") clipTo(critic.vector, settings.constraint.strength);
    if (this.spectral) {
      this.spectral.powerStep();
      this.spectral.divide();
    }
    this.turn++;
  }

  // Where the penalty looks: u x + (1 − u) y, x or y.
  place(where) {
    const { both, single, u, dim } = this, { batch } = this.settings, x = both.input;
    for (let r = 0, k = 0; r < batch; r++) {
      const part = where === "between" ? u[r] : where === "real" ? 1 : 0;
      for (let d = 0; d < dim; d++, k++) {
        const y = x[batch * dim + k];
        single.input[k] = part === 1 ? x[k] : y + part * (x[k] - y);
      }
    }
  }

  improveGenerator() {
    const { settings, critic, generator, averaged, single, made } = this;
    const { batch, average } = settings;
    const { dGenerator } = OBJECTIVE_TABLE[settings.objective];
    forward(generator, made);
    single.input.set(made.output);
    forward(critic, single);
    for (let r = 0; r < batch; r++) single.pull[r] = dGenerator(single.output[r]) / batch;
    backward(critic, single, false, true);
    made.pull.set(single.inputGradient);
    generator.gradient.fill(0);
    backward(generator, made, true, false);
    this.generatorOptimiser.descend(generator.vector, generator.gradient, this.rate);
    const a = averaged.vector, w = generator.vector;
    if (average === null) a.set(w);
    else for (let k = 0; k < a.length; k++) a[k] += (1 - average) * (w[k] - a[k]);
    this.iteration++;
    this.hand = null;
  }

  // Changes in flight ------------------------------------------------------------------------------

  set(patch) {
    this.settings = patchedSettings(this.settings, patch);
    if (patch.data !== undefined) this.looker.show(this.settings.data, true);
    if (patch.constraint !== undefined) this.hold();
  }

  // Put the critic under its constraint, whatever held it before.
  hold() {
    const { name, strength } = this.settings.constraint;
    if (name === "spectral" && this.spectral) {
      this.spectral.c = strength;
      this.spectral.divide();
      return;
    }
    this.spectral?.leave();
    this.spectral = null;
    if (name === "clip") clipTo(this.critic.vector, strength);
    if (name === "spectral") this.spectral = new Spectral(this.critic, strength);
  }

  moveReal(index, place) {
    const { points } = this.drawnData("moveReal");
    whole("index of moveReal", index, 0, points.length / this.dim - 1);
    points.set(flatNumbers("the place", place, this.dim), index * this.dim);
    this.looker.show(this.settings.data, false);
  }

  setReal(points) {
    const { dim } = this, data = this.drawnData("setReal");
    this.settings = { ...this.settings, data: { ...data, points: checkedPoints(points, dim) } };
    this.looker.show(this.settings.data, false);
  }

  drawnData(what) {
    const { data } = this.settings;
    if (data.name !== "drawn") throw new Error(
      `${what} needs data of points, data: { name: 'drawn', points, dim }, but this is '${data.name}'`);
    return data;
  }

  // The hand: half the squared distance of the held fakes to where they are drawn, plus that of the
  // others to where they were when the hand took hold, each a mean; a few steps of Adam, no step of
  // the game.
  pull(indices, targets, steps = 8) {
    const { dim, generator, looker } = this, { n, made, fixed } = looker;
    const held = [indices].flat();
    if (held.length === 0) throw new Error("indices of pull must name at least one fake, got none");
    held.forEach((index) => whole("index of pull", index, 0, n - 1));
    const aims = flatNumbers("targets of pull", targets, held.length * dim);
    whole("steps of pull", steps, 1, 1000);
    // The hand takes hold of what is seen.
    if (!this.hand) generator.vector.set(this.averaged.vector);
    made.input.set(fixed.z);
    forward(generator, made);
    this.hand ??= { places: made.output.slice(), weight: new Float64Array(n),
      optimiser: new Optimiser("adam", generator.vector.length, [0.9, 0.999]) };
    const { places, weight, optimiser } = this.hand, goals = places.slice();
    weight.fill(1 / Math.max(1, n - held.length));
    held.forEach((index, k) => {
      weight[index] = 1 / held.length;
      goals.set(aims.subarray(k * dim, (k + 1) * dim), index * dim);
    });
    for (let step = 0; step < steps; step++) {
      if (step) forward(generator, made);
      for (let k = 0; k < n * dim; k++)
        made.pull[k] = weight[Math.floor(k / dim)] * (made.output[k] - goals[k]);
      generator.gradient.fill(0);
      backward(generator, made, true, false);
      optimiser.descend(generator.vector, generator.gradient, PULL_RATE);
    }
    this.averaged.vector.set(generator.vector);
  }

  // Looking ----------------------------------------------------------------------------------------

  state() { return this.looker.state(this); }

  roll(place, how) { return roll(this, flatNumbers("the place of the ball", place, this.dim), how); }

  look({ grid, potential = false } = {}) {
    const axes = this.dim === 1 ? ["x"] : ["x", "y"];
    for (const axis of axes) {
      for (const end of [`${axis}0`, `${axis}1`]) finite(`${end} of grid`, grid?.[end]);
      whole(`n${axis} of grid`, grid[`n${axis}`], 1, 4096);
    }
    const { x0, x1, nx } = grid;
    return this.looker.grid(this.critic, this.dim === 1 ? { x0, x1, nx } : grid, potential);
  }

  generate(z) {
    const { latent } = this.settings, n = z?.length / latent;
    whole("how many latent points are generated from", n, 1, 1e5);
    if (this.asked?.n !== n) this.asked = new Pass(this.averaged, n);
    this.asked.input.set(flatNumbers("z", z, n * latent));
    forward(this.averaged, this.asked);
    return this.asked.output;
  }
}
