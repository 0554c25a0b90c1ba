// The four quantities against the shift: two that stop, two that go on.
PANELS.divergences = (host, api) => {
  const { limit } = api, x = [-limit, limit];
  const highest = Math.ceil(limit * 1.02);
  const bounded = new Plot(host, { title: "JS and TV against the shift", height: 120, x,
    y: [0, 1.08], yticks: [0, 0.5, 1], top: 18, bottom: 20, right: 44 });
  const growing = new Plot(host, { title: "KL and W1 against the shift", height: 150, x,
    y: [0, highest], top: 12, xlabel: "shift of the generated law", right: 44 });
  const top = bounded.curve("floor gt-dotted gt-thin");
  const mark = bounded.label("", "log 2");
  const made = [
    { plot: bounded, q: "tv", name: "TV", kind: "soft", dash: "gt-dashed gt-thin" },
    { plot: bounded, q: "js", name: "JS", kind: "ink", dash: "" },
    { plot: growing, q: "kl", name: "KL", kind: "kl", dash: "gt-dashdot" },
    { plot: growing, q: "w1", name: "W1", kind: "exact", dash: "" },
  ].map((c) => ({ ...c, cursor: c.plot.line("gt-cursor"),
    curve: c.plot.curve(`${c.kind} ${c.dash}`), dot: c.plot.dot(c.kind),
    label: c.plot.label(c.kind, c.name) }));
  const ask = api.get("predict") ? predicting(bounded, api) : null;
  for (const plot of [bounded, growing]) {
    const to = (v) => api.set("shift", clamp(v, -limit, limit));
    plot.drag((v, y) => {
      if (plot === bounded && ask?.asking()) return ask.begin(v, y);
      api.focus();
      to(v);
      return to;
    });
  }
  const figures = host.appendChild(html("div", {})), show = api.numbers(figures, FOUR);
  return {
    plots: [bounded, growing], curves: true,
    draw(now) {
      ask?.draw(now.curves?.js);
      figures.style.visibility = ask?.asking() ? "hidden" : "";
      bounded.level(top, Math.LN2);
      bounded.place(mark, limit, Math.LN2, 4, 4, "start");
      for (const { plot, q, curve, dot, cursor, label } of made) {
        const value = now[q], inside = value <= plot.y[1];
        if (now.curves) plot.trace(curve, now.curves.shift, now.curves[q]);
        else curve.removeAttribute("d");
        plot.stretch(cursor, now.shift, plot.y[0], now.shift, plot.y[1]);
        plot.move(dot, now.shift, value);
        const side = now.shift > limit * 0.8 ? "end" : "start";
        const text = `${label.dataset.name ??= label.textContent}${inside ? "" : " ↑"}`;
        if (label.textContent !== text) label.textContent = text;
        plot.place(label, now.shift, clamp(value, ...plot.y), side === "end" ? -10 : 10,
          inside ? (q === "js" || q === "kl" ? 16 : -6) : 6, side);
      }
      show(now);
    },
    say: (now) => (ask?.asking() ? "Draw the curve, or have it shown." : now.js > 0.98 * Math.LN2
      ? "JS is on its plateau: moving on changes it no more, while W1 goes on growing."
      : "JS still tells near from far."),
  };
};
