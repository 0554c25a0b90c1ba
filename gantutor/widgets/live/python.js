// The game as it is set, in the package's words.

const LAWS_IN_PYTHON = {
  ring: ["Ring", "Ring(std=0.1)"],
  grid: ["Grid", "Grid()"],
  swiss_roll: ["SwissRoll", "SwissRoll()"],
  parallel_lines: ["Segment", "Segment()"],
  normal: ["Normal", "Normal(2.0, 0.5)"],
  uniform: ["Uniform", "Uniform(0.0, 1.0)"],
  two_heaps: ["two_bumps", "two_bumps()"],
};

function pythonOf(game, points) {
  const { data, hold, strength, rule, where, dim } = game;
  const kind = { free: "Free", clip: "Clip", penalty: "GradientPenalty", spectral: "SpectralNorm" }[hold];
  const made = { free: "Free()", clip: `Clip(${strength})`, spectral: `SpectralNorm(${strength})`,
    penalty: `GradientPenalty(${strength}, rule="${rule}", where="${where}")` }[hold];
  const hidden = Array(game.depth).fill(game.width).join(", ");
  const [law, drawn] = LAWS_IN_PYTHON[data] ?? [];
  const x = law ? `x = ${drawn}.sample(20_000, 0)${dim === 1 ? "[:, None]" : ""}`
    : `x = np.array(${JSON.stringify(points)})`;
  return [
    law ? "" : "import numpy as np\n",
    "from gantutor import gan, metrics, recording",
    `from gantutor.constraints import ${kind}`,
    law ? `from gantutor.distributions import ${law}` : "",
    "from gantutor.nets import MLP",
    "",
    x,
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
    `run = gan.start(config, x, seeds=[${game.seed}])`,
    `measures = {"w1": metrics.w1_measure(x, n=${law ? 128 : "min(128, len(x))"})}`,
    "history = recording.record(run, measures, every=10)",
    'for name in ("gap", "w1", "grad_norm_mean"):',
    "    print(name, history[name][-1, 0])",
    "",
  ].filter((line, k) => line !== "" || k > 4).join("\n");
}
