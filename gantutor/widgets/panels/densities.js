// Both densities, and four ways to say how far apart they are.
PANELS.densities = (host, api) => {
  const { law } = api, barred = api.get("panels").includes("told");
  const plot = new Plot(host, { title: "Densities of the real and the generated law", height: barred ? 170 : 220,
    low: 145, x: api.span, y: [0, law.top], yticks: [], left: 12, top: 26, bottom: 30 });
  const [P, Q] = ["real", "fake gt-dashed"].map((kind) => [plot.area(kind), plot.curve(kind)]);
  const place = grip(plot), lines = lawLines(plot, api, place);
  api.dragShift(plot);
  // Where two bars say them in words, the four numbers would say them twice.
  // And a reader who is to predict one of them must not read it here.
  const silent = barred || api.get("predict");
  const show = silent ? () => {} : api.numbers(host, FOUR);
  return {
    plots: [plot],
    draw(now) {
      lines(now, P, Q);
      show(now);
    },
    say: (now) => (silent ? "" : `JS ${number(now.js)}, ` +
      `KL ${number(now.kl)}, TV ${number(now.tv)}, W1 ${number(now.w1)}.`),
  };
};

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
