// The game as it is set, in the package's words.

// What is imported, and the real samples, (N, dim).
const LAWS_IN_PYTHON = {
  ring: ["Ring", "Ring(std=0.1).sample(20_000, 0)"],
  grid: ["Grid", "Grid().sample(20_000, 0)"],
  swiss_roll: ["SwissRoll", "SwissRoll().sample(20_000, 0)"],
  parallel_lines: ["Segment", "np.concatenate(\n    [Segment(2.0, centre=(-1.0, y)).sample(10_000, 0) " +
    "for y in (-0.5, 0.5)]\n)"],
  normal: ["Normal", "Normal(2.0, 0.5).sample(20_000, 0)[:, None]"],
  uniform: ["Uniform", "Uniform(0.0, 1.0).sample(20_000, 0)[:, None]"],
  two_heaps: ["two_bumps", "two_bumps().sample(20_000, 0)[:, None]"],
};

function pythonOf(game, points) {
  const { data, hold, strength, rule, where, dim } = game;
  const kind = { free: "Free", clip: "Clip", penalty: "GradientPenalty", spectral: "SpectralNorm" }[hold];
  const made = { free: "Free()", clip: `Clip(${strength})`, spectral: `SpectralNorm(${strength})`,
    penalty: `GradientPenalty(${strength}, rule="${rule}", where="${where}")` }[hold];
  const hidden = Array(game.depth).fill(game.width).join(", ");
  const [law, x] = LAWS_IN_PYTHON[data] ?? ["", `np.array(${JSON.stringify(points)})`];
  return [
    ...(x.startsWith("np.") ? ["import numpy as np", ""] : []),
    "from gantutor import gan, metrics, recording",
    `from gantutor.constraints import ${kind}`,
    ...(law ? [`from gantutor.distributions import ${law}`] : []),
    "from gantutor.nets import MLP",
    "",
    `x = ${x}`,
    "config = gan.Config(",
    `    critic=MLP((${dim}, ${hidden}, 1)),`,
    `    generator=MLP((${game.latent}, ${hidden}, ${dim})),`,
    `    objective="${game.objective}",`,
    `    constraint=${made},`,
    `    batch=${game.batch},`,
    `    n_critic=${game.critic_steps},`,
    `    iterations=${Math.max(50, game.iteration)},`,
    `    lr=${game.rate},`,
    `    betas=(${game.betas.map((b) => (Number.isInteger(b) ? `${b}.0` : b)).join(", ")}),`,
    `    optimiser="${game.optimiser}",`,
    `    decay=${game.decay ? "True" : "False"},`,
    `    average=${game.average ?? 0},`,
    ")",
    `run = gan.start(config, x, seeds=[${game.seeds.join(", ")}])`,
    `measures = {"w1": metrics.w1_measure(x, n=${law ? 128 : "min(128, len(x))"})}`,
    "history = recording.record(run, measures, every=10)",
    'for name in ("gap", "w1", "grad_norm_mean"):',
    `    print(name, history[name][-1${game.seeds.length > 1 ? "" : ", 0"}])`,
    "",
  ].join("\n");
}
