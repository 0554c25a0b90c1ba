// What the game is worth with the best discriminator, and the losses that a training would log.
PANELS.value = (host, api) => {
  const { limit } = api, place = shelf(host), x = [-limit, limit];
  const worth = new Plot(place, { title: "Value of the game against the shift", height: 150, low: 132, x,
    y: [-1.62, 0.24], yticks: [-1, -0.5, 0], top: 24, ylabel: "V(D*) = 2·JS − log 4",
    xlabel: "shift" });
  const losses = new Plot(place, { title: "Losses at the best discriminator against the shift",
    height: 165, low: 150, x, y: [-1.9, 5], yticks: [-1, 0, 1, 2, 3, 4, 5], top: 24,
    ylabel: "losses at D*", xlabel: "shift" });
  for (const plot of [worth, losses]) api.dragTo(plot);
  const least = worth.curve("floor gt-dotted gt-thin"), mark = worth.label("", "−log 4");
  const made = [
    { plot: worth, q: "value", kind: "critic", dash: "", name: "" },
    { plot: losses, q: "loss_nonsaturating", kind: "nonsaturating", dash: "gt-dashdot", name: "−log D" },
    { plot: losses, q: "loss_discriminator", kind: "critic", dash: "", name: "discriminator",
      rest: [Math.log(4), 0, -7] },
    { plot: losses, q: "loss_minimax", kind: "ink", dash: "gt-dashed", name: "log(1−D)",
      rest: [-Math.LN2, 0, 16] },
  ].map((c) => ({ ...c, curve: c.plot.curve(`${c.kind} ${c.dash}`), dot: c.plot.dot(c.kind),
    cursor: c.plot.line("gt-cursor"), label: c.plot.label(c.kind, c.name) }));
  const show = api.numbers(host, [
    ["value", "value of the game", "critic", "with the best discriminator"],
    ["loss_discriminator", "discriminator's loss", "critic", "minus the value"],
    ["loss_nonsaturating", "generator's, −log D", "nonsaturating", "non-saturating loss"],
    ["loss_minimax", "generator's, log(1−D)", "ink", "saturating loss"],
  ], "gt-wide");
  return {
    plots: [worth, losses], curves: true,
    draw(now) {
      worth.level(least, -Math.log(4));
      worth.place(mark, limit, -Math.log(4), -2, -6, "end");
      for (const { plot, q, curve, dot, cursor, label, rest } of made) {
        const value = now[q];
        if (now.curves) plot.trace(curve, now.curves.shift, now.curves[q]);
        plot.stretch(cursor, now.shift, plot.y[0], now.shift, plot.y[1]);
        plot.move(dot, now.shift, value);
        // Two of the curves are highest or lowest in the middle, and named there.
        if (rest) plot.place(label, 0, ...rest);
        if (q !== "loss_nonsaturating") continue;
        const side = now.shift > 0 ? "end" : "start";
        plot.place(label, now.shift, clamp(value, ...plot.y), side === "end" ? -12 : 12, 4, side);
        const text = value > plot.y[1] ? "−log D ↑" : "−log D";
        if (label.textContent !== text) label.textContent = text;
      }
      show(now);
    },
    say: (now) => `With the best discriminator the game is worth ${number(now.value)}; the ` +
      `discriminator's loss is ${number(now.loss_discriminator)}, the generator's ` +
      `${number(now.loss_nonsaturating)} with −log D and ${number(now.loss_minimax)} with ` +
      "log(1−D).",
  };
};
