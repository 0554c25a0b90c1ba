// A clipped critic: its slope is at most c^depth times widths, its estimate at most that times W1.
PANELS.clipped = (host, api) => {
  const plot = new Plot(host, { title: "Largest estimate of a clipped critic against the clip c",
    height: 220, low: 165, x: [-3, 0], y: [-6, 8], decades: "xy", top: 24, left: 40, xlabel: "clip c",
    ylabel: "largest estimate" });
  const curve = plot.curve("critic"), exact = plot.curve("exact gt-dashed");
  const right = plot.line("gt-cursor gt-honest"), cursor = plot.line("gt-cursor");
  const dot = plot.dot("critic"), names = [plot.label("exact", "exact W1"),
    plot.label("critic", "clipped critic"), plot.label("soft gt-small", "slope 1")];
  const to = (v) => api.set("clip", +clamp(10 ** v, 0.001, 1).toPrecision(3));
  plot.drag((v) => { api.focus("clip"); to(v); return to; });
  const show = api.numbers(host, [["slope_bound", "steepest slope", "critic"],
    ["largest_estimate", "largest estimate", "critic"], ["w1", "exact W1", "exact"],
    ["honest_clip", "c with slope 1", "ink"]], "gt-wide");
  return {
    plots: [plot],
    draw(now) {
      const log = Math.log10, width = log(now.slope_bound) - now.depth * log(now.clip);
      const W = log(Math.max(now.w1, 1e-9)), line = (c) => W + width + now.depth * c;
      plot.trace(curve, plot.x, plot.x.map(line));
      plot.level(exact, W);
      const c = log(now.clip), honest = log(now.honest_clip);
      plot.stretch(cursor, c, plot.y[0], c, plot.y[1]);
      plot.stretch(right, honest, plot.y[0], honest, plot.y[1]);
      plot.move(dot, c, line(c));
      plot.place(names[0], -3, W, 6, -7, "start");
      const far = honest < -3 || honest > 0;
      names[2].style.display = far ? "none" : "";
      const late = honest > -0.7;
      plot.place(names[2], honest, plot.y[0], late ? -6 : 6, -8, late ? "end" : "start");
      const top = line(0) > 8 ? (8 - W - width) / now.depth : 0;
      plot.place(names[1], top, Math.min(8, line(0)), -22, line(0) > 8 ? 10 : 0, "end");
      show(now);
    },
    say: (now) => `With c = ${number(now.clip)}, depth ${now.depth} and width ${now.width} the ` +
      `slope is at most ${number(now.slope_bound)}, so the estimate is at most ` +
      `${number(now.largest_estimate)} where W1 is ${number(now.w1)}.`,
  };
};
