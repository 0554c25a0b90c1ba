// The distribution functions; the area between them is W1.
PANELS.cdf = (host, api) => {
  const plot = new Plot(host, { title: "Distribution functions F and G and the area between them",
    height: 220, low: 150, x: api.span, y: [0, 1.04], yticks: [0, 0.5, 1], top: 24, bottom: 30,
    ylabel: "probability of being left of x" });
  const gap = plot.area("exact"), F = plot.curve("real"), G = plot.curve("fake gt-dashed");
  const names = [plot.label("real", "F real"), plot.label("fake", "G generated")];
  const area = plot.label("exact", "area = W1"), place = grip(plot);
  api.dragShift(plot);
  const show = api.numbers(host, [["w1", "W1 = ∫ |F − G|", "exact"]], "gt-wide");
  return {
    plots: [plot],
    draw(now) {
      const xs = now.P.kind === "uniform" ? evenly(now, api.span, 41) : range(...api.span, 201);
      const f = Array.from(xs, now.P.cdf), g = Array.from(xs, now.Q.cdf);
      plot.fill(gap, xs, f, g);
      plot.trace(F, xs, f);
      plot.trace(G, xs, g);
      const side = now.shift < 0 ? -1 : 1, way = (k) => (k < 0 ? "end" : "start");
      plot.place(names[0], 0, 0.86, -side * 26, 0, way(-side));
      plot.place(names[1], now.Q.mean, 0.18, side * 26, 0, way(side));
      area.style.display = now.w1 > 0.18 * api.span[1] ? "" : "none";
      plot.place(area, (now.P.mean + now.Q.mean) / 2, 0.5, 0, 4);
      place(plot.X(now.Q.mean), plot.Y(0));
      show(now);
    },
    say: (now) => `The area between the distribution functions is W1 = ${number(now.w1)}.`,
  };
};
