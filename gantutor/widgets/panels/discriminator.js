// The best discriminator, and the gradient it leaves the generator under two losses, beside W1's.
PANELS.discriminator = (host, api) => {
  const { limit, span } = api, place = shelf(host);
  const plot = new Plot(place, { title: "Optimal discriminator D*(x), over both densities",
    height: 150, low: 140, x: span, y: [-0.05, 1.04], yticks: [0, 0.5, 1], top: 24, bottom: 30,
    ylabel: "D* = p / (p + q)" });
  const laws = backdrop(plot, api), curve = plot.curve("critic");
  const dot = plot.dot("fake"), name = plot.label("critic", "D*");
  const pulls = new Plot(place, { title: "Gradient of the generator's loss against the shift",
    height: 155, low: 145, x: [-limit, limit], y: [-2.4, 2.4], yticks: [-2, -1, 0, 1, 2], top: 24,
    ylabel: "gradient for the generator", xlabel: "shift" });
  api.dragTo(pulls);
  const cursor = pulls.line("gt-cursor");
  const made = [
    ["w1_gradient", "exact", "", "W1"],
    ["nonsaturating", "nonsaturating", "gt-dashdot", "−log D"],
    ["minimax", "ink", "gt-dashed", "log(1−D)"],
  ].map(([q, kind, dash, text]) => ({ q, curve: pulls.curve(`${kind} ${dash}`),
    dot: pulls.dot(kind), label: pulls.label(kind, text) }));
  const show = api.numbers(host, [
    ["d_fake", "D* on generated", "critic", "mean of D* over the generated law"],
    ["logit_slope", "slope of its logit", "critic", "mean over the generated law"],
    ["minimax", "gradient, log(1−D)", "ink", "saturating loss"],
    ["nonsaturating", "gradient, −log D", "nonsaturating", "non-saturating loss"],
    ["w1_gradient", "gradient of W1", "exact"],
  ], "gt-wide");
  return {
    plots: [plot, pulls], curves: true,
    draw(now) {
      laws(now);
      const xs = evenly(now, span, 241), D = Array.from(xs, (x) => {
        const lp = now.P.logpdf(x), lq = now.Q.logpdf(x);
        return lp === -Infinity && lq === -Infinity ? NaN : sigmoid(lp - lq);
      });
      plot.trace(curve, xs, D);
      plot.move(dot, now.Q.mean, now.d_fake);
      const left = now.shift >= 0;
      plot.place(name, now.P.kind === "uniform" ? now.P.mean : left ? span[0] : span[1], 1,
        left ? 4 : -4, 16, now.P.kind === "uniform" ? "middle" : left ? "start" : "end");
      pulls.stretch(cursor, now.shift, pulls.y[0], now.shift, pulls.y[1]);
      const side = now.shift > 0 ? "end" : "start", taken = [];
      for (const { q, curve: path, dot: mark, label } of made) {
        if (now.curves) pulls.trace(path, now.curves.shift, now.curves[q]);
        const value = now[q], there = Number.isFinite(value);
        for (const node of [mark, label]) node.style.display = there ? "" : "none";
        if (!there) continue;
        pulls.move(mark, now.shift, value);
        let y = clamp(pulls.Y(value), pulls.top + 4, pulls.height - 44) + 4;
        for (const other of taken) if (Math.abs(y - other) < 16) y = other + (y < other ? -16 : 16);
        taken.push(y);
        pulls.place(label, now.shift, 0, side === "end" ? -12 : 12, 0, side);
        label.setAttribute("y", y);
      }
      show(now);
    },
    say: (now) => `On generated samples D* is ${number(now.d_fake)} on average; the gradient ` +
      `left is ${number(now.minimax)} with log(1−D), ${number(now.nonsaturating)} with −log D, ` +
      `and ${number(now.w1_gradient)} for W1.`,
  };
};
