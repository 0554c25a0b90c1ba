// The words of the game's settings. What may be set stands in NAMES, which comes from the Python side.

const ON_LINE = NAMES.line;
const WORDS_OF_DATA = { "on the line": { normal: "Normal", uniform: "Uniform", two_heaps: "Two heaps" },
  "in the plane": { ring: "Ring of 8", grid: "Grid of 25", swiss_roll: "Swiss roll",
    parallel_lines: "Two parallel lines" }, "by hand": { drawn: "Drawn by hand" } };
const HOLDS = { free: "nothing", clip: "clip", penalty: "penalty", spectral: "spectral" };
const WORDS_OF_LOSS = { wasserstein: "Wasserstein", minimax: "minimax", nonsaturating: "non-saturating",
  least_squares: "least squares", hinge: "hinge" };
const WORDS_OF_RULE = { two_sided: "two-sided", one_sided: "one-sided", zero_centred: "zero-centred" };
const WORDS_OF_PLACE = { between: "between", real: "real", fake: "generated" };
const GROUNDS = { critic: "critic", slope: "slope > 1", potential: "potential" };
const SCALES = { clip: [0.001, 2, "Clip c"], penalty: [0.01, 100, "Weight λ"], spectral: [0.1, 10, "Factor c"] };
// The half width of the picture, and its middle.
const REACH = { normal: [3.6, 1], uniform: [2.2, 0.5], two_heaps: [4.4, 0], parallel_lines: [2.1, 0] };
// One game, two under different settings, or four that differ in their seed.
const GAMES = ["A", "B", "C", "D"];
