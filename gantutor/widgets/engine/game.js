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
//   pull(indices, targets, steps = 8)   fixed fakes dragged by hand: the generator alone learns to put
//                     them there and to leave the others where they are
//   fixed             { z, real, u }: look × latent, look × dim, look; flat
//   look({ grid: { x0, x1, nx, y0, y1, ny }, potential = false })
//                     { field, slope, potential? }: f and |∇f| at x0 + i (x1 − x0)/(nx − 1), …, row
//                     by row from y0; on the line without the y's. potential: the exact one of the
//                     last state(), extended from the fakes
//   state()           { iteration, turn, rate, real, fake, scoresReal, scoresFake, gradients, received,
//                     slopes, gap, penalty, criticLoss, generatorLoss, w1, duality, floor, plan,
//                     planOfFake, f, g, modes, modeCounts, quality, js, diverged }
//                     gradients: +∇f at the fakes. received: −loss′(f) ∇f, where the generator's loss
//                     sends each fake. slopes: |∇f| between fixed pairs. plan[i]: the fake of real
//                     point i, planOfFake the inverse; f + g ≤ distance, Σf = 0; duality = primal −
//                     dual. modes, modeCounts, quality: null for data without modes; js: of two
//                     histograms, null in the plane. w1, plan, … NaN or as they were once diverged.
//   save(), load(saved)     all of it as numbers, strings and plain arrays; goes on to the last bit
//   setWeights({ critic: [[W, b], …], generator: […] })   W[i][o] or flat; optimisers start anew
//   criticStepOn(real, latent, u), generatorStepOn(latent)   the same steps with given draws, flat
//
// The arrays of state() and look() are the game's own and change with the next call: copy what is to
// stay (postMessage copies).

export const OBJECTIVES = ["minimax", "nonsaturating", "least_squares", "wasserstein", "hinge"];
export const CONSTRAINTS = ["free", "clip", "penalty", "spectral"];
export const DATA = ["ring", "grid", "swiss_roll", "parallel_lines", "drawn",
  "normal", "uniform", "two_heaps"];

export function newGame(settings) {
  throw new Error(`the engine is being written: ${JSON.stringify(settings)}`);
}
