// The best 1-Lipschitz critic: as high as it can be on real, as low as it can be on generated.
PANELS.potential = (host, api) => {
  const { span } = api;
  const plot = new Plot(host, { title: "The potential f over both densities", height: 220, low: 165, x: span,
    y: [-span[1], span[1]], top: 24, bottom: 30, ylabel: "f(x), mean 0 on real" });
  const laws = backdrop(plot, api), f = plot.curve("exact"), drop = plot.line("gt-drop");
  const level = plot.line("gt-cursor"), [real, fake] = [plot.dot("real"), plot.dot("fake")];
  const name = plot.label("exact", "f"), size = plot.label("exact", "W1");
  const show = api.numbers(host, [["ef_real", "mean of f on real", "real"],
    ["ef_fake", "mean of f on generated", "fake"], ["dual", "difference", "exact"],
    ["w1", "W1", "exact"]], "gt-wide");
  return {
    plots: [plot],
    draw(now) {
      const { potential: u } = now, ends = now.pieces.map((p) => p.to);
      const xs = sorted([...span, ...ends.filter((x) => span[0] < x && x < span[1])]);
      laws(now);
      plot.trace(f, xs, xs.map(u.f));
      plot.move(real, now.P.mean, u.ef_real);
      plot.move(fake, now.Q.mean, u.ef_fake);
      plot.stretch(level, now.P.mean, u.ef_real, now.Q.mean, u.ef_real);
      plot.stretch(drop, now.Q.mean, u.ef_real, now.Q.mean, u.ef_fake);
      const side = now.shift < 0 ? -1 : 1, end = side > 0 ? "start" : "end";
      const inner = side > 0 ? "end" : "start";
      plot.place(size, now.Q.mean, 0.7 * u.ef_real + 0.3 * u.ef_fake, -side * 6, 4, inner);
      size.style.display = Math.abs(plot.X(now.w1) - plot.X(0)) > 44 ? "" : "none";
      const x = -0.62 * side * span[1];
      plot.place(name, x, u.f(x), side * 10, -4, end);
      show(now);
    },
    say: (now) => `The potential averages ${number(now.ef_real)} on real and ` +
      `${number(now.ef_fake)} on generated samples: a difference of ${number(now.dual)}, ` +
      "which is W1.",
  };
};
