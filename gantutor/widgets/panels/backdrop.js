// What several panels share.

const FOUR = [
  ["js", "JS", "ink", "Jensen–Shannon divergence, in nats"],
  ["kl", "KL", "kl", "Kullback–Leibler divergence of the real from the generated law, in nats"],
  ["tv", "TV", "ink", "total variation"],
  ["w1", "W1", "exact", "exact Wasserstein-1 distance"],
];

// Both densities, faint, at the foot of a plot about something else, with the grip to move one.
function backdrop(plot, api) {
  const [p, q] = ["real", "fake"].map((kind) => plot.area(kind));
  const lines = ["real gt-thin", "fake gt-thin gt-dashed"].map((kind) => plot.curve(kind));
  const names = [plot.label("real gt-small", "real"), plot.label("fake gt-small", "generated")];
  const place = grip(plot), grid = range(...api.span, 161);
  api.dragShift(plot);
  return (now) => {
    const [low, high] = plot.y, part = (0.42 * (high - low)) / api.law.top;
    [now.P, now.Q].forEach((density, k) => {
      const [x, y] = outline(density, grid);
      const raised = Array.from(y, (v) => low + Math.min(v, 2 * api.law.top) * part);
      plot.fill(k ? q : p, x, raised, new Float64Array(x.length).fill(low));
      plot.trace(lines[k], x, raised);
    });
    nameLaws(plot, names, now, api.law, (v) => low + Math.min(v, 1.5 * api.law.top) * part);
    place(plot.X(now.Q.mean), plot.Y(low));
  };
}
// Where to evaluate a function of x that jumps at the ends of a uniform law.
const evenly = (now, span, n) => (now.P.kind !== "uniform" ? range(...span, n)
  : sorted([...range(...span, n), ...now.edges.flatMap((e) => [e - 1e-9, e + 1e-9])]));

// The place of a panel's plots: beside each other where there is room.
const shelf = (host) => host.appendChild(html("div", { class: "gt-shelf" }));

// Puts the names at the peaks, each on the side away from the other law.
function nameLaws(plot, names, { P, Q, shift, ratio }, law, height) {
  const side = shift < 0 ? -1 : 1;
  [[P, 0, 1, -side], [Q, shift, ratio, side]].forEach(([density, t, r, way], k) => {
    const x = t + r * (law.kind === "uniform" ? law.peak : way * law.peak);
    const long = k ? 72 : 34, edge = plot.X(x) + way * (8 + long);
    const back = Math.max(0, way < 0 ? -edge : edge - plot.width);
    const anchor = way < 0 ? "end" : "start";
    plot.place(names[k], x, height(density.pdf(x)), way * (8 - back), -6, anchor);
  });
}
// The points of a density's curve; a uniform one is a box with four corners.
function outline(density, grid) {
  if (density.kind !== "uniform") return [grid, Float64Array.from(grid, density.pdf)];
  const { low, high } = density, top = 1 / (high - low);
  return [[grid[0], low, low, high, high, grid.at(-1)], [0, 0, top, top, 0, 0]];
}

// The least of 1, 1.5, 2, 3, 5, 7, 10, 15, … times `unit` that is at least v: an axis that seldom
// changes.
function roof(v, unit) {
  for (let base = unit; ; base *= 10)
    for (const k of [1, 1.5, 2, 3, 5, 7]) if (k * base >= v || base > 1e12) return k * base;
}
function rescale(plot, y) {
  if (plot.y[1] !== y[1] || plot.y[0] !== y[0]) plot.scale(plot.width, { y });
}
