// The best ReLU critic of one hidden layer with norms 1: a single unit, beside the potential.
PANELS.spectral = (host, api) => {
  const { span } = api, place = shelf(host);
  const critics = new Plot(place, { title: "The best critic of one hidden layer and the potential",
    height: 165, low: 150, x: span, y: [-10, 10], top: 24, bottom: 30, ylabel: "f(x), mean 0 on real" });
  const laws = backdrop(critics, api);
  const u = critics.curve("exact gt-dashed"), f = critics.curve("critic");
  const names = [critics.label("critic", "one hidden layer"), critics.label("exact", "potential")];
  const gaps = new Plot(place, { title: "Gap of one ReLU against the place of its knot",
    height: 165, low: 150, x: span, y: [0, 1], top: 24, xlabel: "knot of a single unit", ylabel: "gap" });
  const exact = gaps.curve("exact gt-dashed");
  const right = gaps.curve("critic"), left = gaps.curve("critic gt-dotted");
  const dot = gaps.dot("critic"), mark = gaps.label("exact", "W1");
  const facing = [gaps.label("critic gt-small", "rises to the right"),
    gaps.label("critic gt-small", "to the left")];
  api.dragShift(gaps);
  const show = api.numbers(host, [["relu_unit_gap", "best gap, norms 1", "critic"],
    ["w1", "exact W1", "exact"], ["share", "share of the slope", "critic"],
    ["line_gap", "gap of a straight line", "ink"]], "gt-wide");
  const grid = range(...span, 121);
  return {
    plots: [critics, gaps],
    draw(now) {
      const { P, Q, relu_unit: best, potential } = now;
      const unit = best.side === "right" ? (x) => Math.max(0, x - best.knot)
        : (x) => Math.max(0, best.knot - x);
      // E_P of the unit: E max(knot − X, 0) is the law's excess, the other side adds the mean.
      const mean = P.excess(best.knot) + (best.side === "right" ? P.mean - best.knot : 0);
      const critic = (x) => best.sign * (unit(x) - mean);
      const inside = (x) => span[0] < x && x < span[1];
      const ends = sorted([...span, ...now.pieces.map((p) => p.to).filter(inside)]);
      const bends = sorted([...span, ...(inside(best.knot) ? [best.knot] : [])]);
      const far = Math.max(...span.flatMap((x) => [critic(x), potential.f(x)]).map(Math.abs));
      rescale(critics, [-roof(far, 2), roof(far, 2)]);
      laws(now);
      critics.trace(u, ends, ends.map(potential.f));
      critics.trace(f, bends, bends.map(critic));
      // Each name at an end of the line where it lies apart from the other curve, if there is one.
      const apart = (x) => Math.abs(critic(x) - potential.f(x));
      const away = apart(span[0]) > apart(span[1]) ? 0 : 1;
      [[names[0], critic, away], [names[1], potential.f, 1 - away]].forEach(([name, g, k]) => {
        const x = 0.97 * span[k], v = g(x), under = v > 0.7 * critics.y[1];
        critics.place(name, x, v, 0, under ? 24 : -10, k ? "end" : "start");
      });
      rescale(gaps, [0, roof(Math.max(1.25 * now.w1, 0.1), 0.1)]);
      gaps.level(exact, now.w1);
      const lefts = Array.from(grid, (t) => P.excess(t) - Q.excess(t));
      const line = P.mean - Q.mean;
      gaps.trace(left, grid, lefts.map(Math.abs));
      gaps.trace(right, grid, lefts.map((v) => Math.abs(v + line)));
      gaps.move(dot, clamp(best.knot, ...span), now.relu_unit_gap);
      gaps.place(mark, span[1], now.w1, -2, -6, "end");
      for (const [k, name] of facing.entries()) {
        name.style.display = Math.abs(line) > 0.15 * gaps.y[1] ? "" : "none";
        const x = span[k ? 1 : 0], v = Math.abs(k ? lefts.at(-1) : lefts[0] + line);
        gaps.place(name, x, v, k ? -4 : 4, 16, k ? "end" : "start");
      }
      show(now);
    },
    say: (now) => `The best critic of one hidden layer has the gap ${number(now.relu_unit_gap)} where ` +
      `W1 is ${number(now.w1)}.`,
  };
};
