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
