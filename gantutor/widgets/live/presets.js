// Settings that tell a story. `anew` starts the game again; without it the running game is changed.

const WASSERSTEIN = { objective: "wasserstein", critic_steps: 5, rule: "two_sided", where: "between" };
const PRESETS = {
  leash: { word: "Remove the leash", set: { ...WASSERSTEIN, hold: "free" },
    hint: "The same game, and from now on nothing holds its critic." },
  clip: { word: "c = 0.01", anew: true, set: { ...WASSERSTEIN, hold: "clip", strength: 0.01 },
    hint: "All weights of the critic within 0.01 of zero." },
  perfect: { word: "The perfect discriminator", anew: true,
    set: { objective: "minimax", hold: "free", critic_steps: 25 },
    hint: "The minimax game, with 25 critic steps for each step of the generator." },
  weights: { word: "λ = 0.1 and 10", anew: true,
    set: { ...WASSERSTEIN, hold: "penalty", strength: 0.1 },
    second: { ...WASSERSTEIN, hold: "penalty", strength: 10 },
    hint: "The same seed under two weights of the penalty." },
  one: { word: "One critic step", anew: true,
    set: { ...WASSERSTEIN, hold: "penalty", strength: 1, critic_steps: 1 },
    hint: "One critic step for each step of the generator, instead of five." },
  r1: { word: "R1", set: { hold: "penalty", strength: 1, rule: "zero_centred", where: "real" },
    hint: "From now on the critic pays for any slope at real points." },
  lines: { word: "Two parallel lines", anew: true, set: { data: "parallel_lines",
    objective: "minimax", hold: "free", critic_steps: 5 },
  second: { ...WASSERSTEIN, hold: "penalty", strength: 1 },
  hint: "Two segments that never meet: the classifier's loss beside a critic with slope 1." },
};
