// Both densities, and four ways to say how far apart they are.
PANELS.densities = (host, api) => {
  const { law } = api;
  const plot = new Plot(host, { title: "Densities of the real and the generated law", height: 236,
    x: api.span, y: [0, law.top], yticks: [], left: 12, top: 26, bottom: 30 });
  const [P, Q] = ["real", "fake gt-dashed"].map((kind) => [plot.area(kind), plot.curve(kind)]);
  const place = grip(plot), lines = lawLines(plot, api, place);
  api.dragShift(plot);
  const show = api.numbers(host, FOUR);
  return {
    plots: [plot],
    draw(now) {
      lines(now, P, Q);
      show(now);
    },
    say: (now) => `JS ${number(now.js)} of at most ${number(Math.LN2)} nats, ` +
      `KL ${number(now.kl)}, TV ${number(now.tv)}, W1 ${number(now.w1)}.`,
  };
};

const FOUR = [
  ["js", "JS", "ink", "Jensen–Shannon divergence, in nats"],
  ["kl", "KL", "loud", "Kullback–Leibler divergence of the real from the generated law, in nats"],
  ["tv", "TV", "ink", "total variation"],
  ["w1", "W1", "exact", "exact Wasserstein-1 distance"],
];

// Draws the densities as [area, curve] each, their names beside them, and the grip under the fake.
function lawLines(plot, { law, span }, place) {
  const names = [plot.label("real", "real"), plot.label("fake", "generated")];
  const grid = range(...span, 241);
  return (now, P, Q) => {
    for (const [marks, density] of [[P, now.P], [Q, now.Q]]) {
      const [x, y] = outline(density, grid), zero = new Float64Array(x.length);
      plot.fill(marks[0], x, y, zero);
      plot.trace(marks[1], x, y);
    }
    nameLaws(plot, names, now, law, (v) => Math.min(v, plot.y[1]));
    place?.(plot.X(now.Q.mean), plot.Y(0));
  };
}
// Puts the names at the peaks, each on the side away from the other law.
function nameLaws(plot, names, { P, Q, shift, ratio }, law, height) {
  const side = shift < 0 ? -1 : 1;
  [[P, 0, 1, -side], [Q, shift, ratio, side]].forEach(([density, t, r, way], k) => {
    const x = t + r * (law.kind === "uniform" ? law.peak : way * law.peak);
    const long = k ? 72 : 34, edge = plot.X(x) + way * (8 + long);
    const back = Math.max(0, way < 0 ? -edge : edge - plot.width);
    plot.place(names[k], x, height(density.pdf(x)), way * (8 - back), -6, way < 0 ? "end" : "start");
  });
}
// The points of a density's curve; a uniform one is a box with four corners.
function outline(density, grid) {
  if (density.kind !== "uniform") return [grid, Float64Array.from(grid, density.pdf)];
  const { low, high } = density, top = 1 / (high - low);
  return [[grid[0], low, low, high, high, grid.at(-1)], [0, 0, top, top, 0, 0]];
}
