// One sentence that says what is happening, from what was measured, and where the book explains it.

const CHAPTERS = {
  game: ["01_adversarial_game", "", "The adversarial game"],
  plateau: ["02_log2_plateau", "what-the-best-discriminator-leaves-its-generator", "The plateau at log 2"],
  modes: ["04_mode_collapse", "modes-counted-over-seeds", "Modes, counted over seeds"],
  floor: ["05_moving_plans", "the-floor-two-samples-of-one-law", "The floor"],
  free: ["06_duality", "a-critic-without-a-rule-runs-away", "A critic without a rule runs away"],
  potential: ["06_duality", "a-critic-with-a-rule-learns-the-potential",
    "A critic with a rule learns the potential"],
  clip: ["07_weight_clipping", "how-steep-can-a-clipped-critic-be",
    "How steep can a clipped critic be?"],
  penalty: ["08_gradient_penalty", "the-overshoot-in-closed-form", "The overshoot, in closed form"],
  distance: ["08_gradient_penalty", "when-is-the-gap-a-distance", "When is the gap a distance?"],
  spectral: ["09_spectral_norm", "what-the-bound-leaves-one-hidden-layer",
    "What the bound leaves"],
};
// Two digits to read; very small and very large numbers as powers of ten.
const few = (v) => (Math.abs(v) >= 1e-3 && Math.abs(v) < 0.1 ? minus(String(+v.toPrecision(2))) : number(v, 2));
const steepWhere = { free: "free", clip: "clip", penalty: "penalty", spectral: "spectral" };

// { id, text, chapter } of what is seen under the settings { hold, strength, objective }.
// The first condition that holds is said; the numbers in it are rounded.
function verdict(seen, { hold, objective, strength }) {
  const say = (id, chapter, text) => ({ id, chapter, text });
  const dual = objective === "wasserstein";
  if (seen.diverged) return say("diverged", "free",
    "The numbers have overflowed: nothing held the critic, and there is no way back. Start anew.");
  if (seen.turn === 0) return say("start", "game",
    "Nothing is trained yet: critic and generator are random. Press Train. A tap on the picture drops a ball.");
  const slope = mean(seen.slopes), steep = quantile(seen.slopes, 0.9), pull = quantile(pulls(seen), 0.5);
  const { gap, w1 } = seen, floor = seen.floor, far = w1 > 2 * floor;
  if (dual && steep > 2) return say("steep", steepWhere[hold], steep > 100
    ? `The critic is ${few(steep)} times too steep and has run away: its gap of ${few(gap)} ` +
      `is not a distance, exact W1 is ${few(w1)}.`
    : `The critic is ${few(steep)}× too steep: its gap of ${few(gap)} is not a distance, ` +
      `exact W1 is ${few(w1)}.`);
  if (gap < -0.05 * w1 && far) return say("negative", "distance",
    `The gap is negative, ${few(gap)}: the critic scores the generated points above the real ones, ` +
    "and sends them the wrong way.");
  if (far && pull < 0.2 && !dual) return say("silent", "plateau",
    `The discriminator tells them apart, and half of the generated points hear less than ` +
    `${few(Math.max(pull, 1e-9))}, where a potential would say 1: there is little to follow.`);
  if (far && slope < 0.2 && dual) return say("flat", steepWhere[hold] === "free" ? "potential" : steepWhere[hold],
    `The critic is too flat: its mean slope is ${few(slope)} where a potential has 1, so that the gap ` +
    `is ${few(gap)} and exact W1 ${few(w1)}.`);
  if (!far && w1 <= 1.25 * floor) return say("settled", "floor",
    `Settled: exact W1 is ${few(w1)}, and two samples of the real law are ${few(floor)} apart. ` +
    "A sample can tell no more.");
  if (seen.modes !== null && seen.modes < seen.modeCounts.length && seen.iteration >= 100)
    return say("modes", "modes", `${seen.modeCounts.length - seen.modes} of ${seen.modeCounts.length} modes ` +
      "have no generated point of good quality.");
  if (!dual) return say("score", "game",
    `The critic’s score is no distance, but it moves the points: exact W1 is ${few(w1)}.`);
  const share = gap / w1;
  if (far && share > 0.75 && share < 1.25) return say("distance", "potential",
    `The gap of ${few(gap)} is within a quarter of exact W1, ${few(w1)}: the critic is near a potential, ` +
    "and the points follow it.");
  if (far) return say("learning", share > 1 ? "penalty" : "potential",
    `The gap of ${few(gap)} ${share > 1 ? "overshoots" : "is still below"} exact W1, ${few(w1)}: the critic ` +
    `${share > 1 ? "is a little too steep" : "is learning"}, with a mean slope of ${few(slope)}.`);
  return say("near", "floor",
    `Nearly there: exact W1 is ${few(w1)}, and the floor of two real samples is ${few(floor)}.`);
}

// The same of games that differ in their seed alone: how far one is from the next.
function verdictOfSeeds(games, seed) {
  const { iteration, modeCounts } = games[0], gone = games.filter((seen) => seen.diverged).length;
  const w1 = games.map((seen) => seen.w1).filter(Number.isFinite), modes = games.map((seen) => seen.modes);
  const range = (list, word) => {
    const low = word(Math.min(...list)), high = word(Math.max(...list));
    return low === high ? low : `${low} to ${high}`;
  };
  return { id: "seeds", chapter: modeCounts ? "modes" : "floor", text:
    `${games.length} seeds, after ${iteration} rounds: exact W1 ${w1.length ? range(w1, few) : "unknown"}` +
    (modeCounts && !gone ? `, modes ${range(modes, String)} of ${modeCounts.length}` : "") +
    (gone ? `; ${gone} of them overflowed` : "") + `. The numbers of the curves are those of seed ${seed}.` };
}

// Pages link to pages, notebooks to notebooks.
const chapterLink = (key) => {
  const [file, heading] = CHAPTERS[key], ending = /\.html$/.test(location.pathname) ? "html" : "ipynb";
  return `../chapters/${file}.${ending}${heading ? `#${heading}` : ""}`;
};
