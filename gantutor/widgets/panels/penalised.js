// The critic that the gradient penalty converges to, in closed form, beside the potential.
PANELS.penalised = (host, api) => {
  const { span } = api, place = shelf(host);
  const slopes = new Plot(place, { title: "Slope of the penalised critic, over both densities",
    height: 150, low: 140, x: span, y: [0, 2], top: 24, bottom: 30, ylabel: "slope |f′(x)|",
    kind: "gt-line" });
  const laws = backdrop(slopes, api), one = slopes.curve("exact gt-dashed gt-thin");
  const slope = slopes.curve("critic");
  const critics = new Plot(place, { title: "The penalised critic and the potential", height: 150, low: 140,
    x: span, y: [-10, 10], top: 24, bottom: 30, ylabel: "f(x), mean 0 on real", kind: "gt-half" });
  const u = critics.curve("exact gt-dashed"), f = critics.curve("critic");
  const names = [critics.label("critic", "penalised"), critics.label("exact", "potential")];
  const gaps = new Plot(place, { title: "Gap of the penalised critic against the weight",
    height: 150, low: 140, x: [Math.log10(0.05), 2], y: [0, 10], decades: "x", top: 24,
    bottom: 30, ylabel: "gap against λ", kind: "gt-half" });
  const exact = gaps.curve("exact gt-dashed"), gap = gaps.curve("critic");
  const cursor = gaps.line("gt-cursor"), dot = gaps.dot("critic"), mark = gaps.label("exact", "W1");
  const to = (v) => api.set("weight", +clamp(10 ** v, 0.05, 100).toPrecision(3));
  gaps.drag((v) => { api.focus("weight"); to(v); return to; });
  const show = api.numbers(host, [["gap", "gap that training logs", "critic"],
    ["w1", "exact W1", "exact"], ["excess", "gap − W1", "ink"],
    ["objective", "objective", "critic"],
    ["slope_middle", "slope halfway", "critic", "halfway between the means"]], "gt-wide");
  const lambdas = range(Math.log10(0.05), 2, 61);
  return {
    plots: [slopes, critics, gaps],
    draw(now) {
      const { x, w, gap: F, density, ratio, excess } = now.penalty, { weight } = now;
      const seen = (i) => density[i] > 2e-4 && span[0] <= x[i] && x[i] <= span[1];
      const steep = ratio.map((r) => 1 + r / (2 * weight));
      let most = 1;
      for (let i = 0; i < x.length; i++) if (seen(i)) most = Math.max(most, steep[i]);
      rescale(slopes, [0, roof(1.1 * most, 2)]);
      laws(now);
      slopes.level(one, 1);
      slopes.trace(slope, x, steep.map((s, i) => (seen(i) ? s : NaN)));
      // The critic itself: its slope summed up along the nodes, then E_P f = 0.
      const values = new Float64Array(x.length);
      for (let i = 1; i < x.length; i++) {
        const rise = (k) => -Math.sign(F[k]) * steep[k];
        values[i] = values[i - 1] + ((x[i] - x[i - 1]) * (rise(i) + rise(i - 1))) / 2;
      }
      const mean = values.reduce((sum, v, i) => sum + w[i] * v * now.P.pdf(x[i]), 0);
      const shown = Array.from(values, (v, i) => (seen(i) ? v - mean : NaN));
      const far = shown.reduce((m, v) => (Number.isNaN(v) ? m : Math.max(m, Math.abs(v))), 0);
      rescale(critics, [-roof(far, span[1]), roof(far, span[1])]);
      const knots = sorted([...span, ...now.pieces.map((p) => clamp(p.to, ...span))]);
      critics.trace(u, knots, knots.map(now.potential.f));
      critics.trace(f, x, shown);
      const side = now.shift < 0 ? -1 : 1;
      critics.place(names[0], now.Q.mean, clamp(-now.gap, ...critics.y), -side * 14, 0,
        side > 0 ? "end" : "start");
      critics.place(names[1], side * span[1], now.potential.f(side * span[1]), 0, -12,
        side > 0 ? "end" : "start");
      rescale(gaps, [0, roof(Math.max(2.5 * now.w1, 1.2 * now.gap), 1)]);
      gaps.level(exact, now.w1);
      gaps.trace(gap, lambdas, lambdas.map((l) => now.w1 + excess / (2 * 10 ** l)));
      const l = Math.log10(weight);
      gaps.stretch(cursor, l, 0, l, gaps.y[1]);
      gaps.move(dot, l, now.gap);
      gaps.place(mark, 2, now.w1, -2, 16, "end");
      show(now);
    },
    say: (now) => `With λ = ${number(now.weight, 2)} the gap is ${number(now.gap)} where W1 is ` +
      `${number(now.w1)}: ${number(now.excess)} too much.`,
  };
};
