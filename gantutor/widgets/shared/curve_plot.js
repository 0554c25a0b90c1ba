// The curves against the iterations, a cursor that can be dragged, and the values under it.
function curvePlot(host, curves, steps, go) {
  // A quantity has the colour that it has everywhere.
  const KINDS = [[/w1|exact|distance/i, "exact"], [/gap|critic/i, "critic"], [/floor/i, "floor"],
    [/\bkl\b/i, "kl"], [/\bjs\b/i, "ink"]];
  const SAID = { gap: "critic’s gap", w1: "exact W1", floor: "floor" };
  const SPARE = ["ink", "moss", "soft"];
  const DASHES = ["", "gt-dashed", "gt-dashdot", "gt-dotted"], names = Object.keys(curves);
  const all = names.flatMap((n) => curves[n]).filter((v) => v !== null);
  const low = Math.min(0, ...all), high = Math.max(0, ...all), pad = 0.06 * (high - low || 1);
  const plot = new Plot(host, { title: `Curves: ${names.join(", ")}`, height: 230, left: 44,
    x: [steps[0], steps.at(-1) === steps[0] ? steps[0] + 1 : steps.at(-1)],
    y: [low < 0 ? low - pad : 0, high + pad], xlabel: "iteration" });
  const cursor = plot.line("gt-cursor");
  let spare = 0;
  const made = names.map((name, k) => {
    const kind = KINDS.find(([said]) => said.test(name))?.[1] ?? SPARE[spare++ % SPARE.length];
    const dash = name.toLowerCase() === "floor" ? "gt-dotted" : DASHES[k % DASHES.length];
    return { name, kind, values: curves[name].map((v) => v ?? NaN),
      curve: plot.curve(`${kind} ${dash}`), dot: plot.dot(kind) };
  });
  const swatch = (curve) => svg("svg", { width: 26, height: 10, "aria-hidden": "true" },
    svg("path", { class: curve.getAttribute("class"), d: "M1 5H25" }));
  const show = numbers(host, made.map(({ name, kind, curve }) =>
    [name, html("span", { class: "gt-key" }, swatch(curve), SAID[name.toLowerCase()] ?? name),
      kind]),
  undefined, "gt-wide");
  const nearest = (x) => steps.reduce((best, v, k) =>
    (Math.abs(v - x) < Math.abs(steps[best] - x) ? k : best), 0);
  plot.drag((x) => { go(nearest(x)); return (to) => go(nearest(to)); });
  return {
    fit() {
      plot.scale(plot.node.getBoundingClientRect().width || 320);
      for (const { curve, values } of made) plot.trace(curve, steps, values);
    },
    draw(k) {
      plot.stretch(cursor, steps[k], plot.y[0], steps[k], plot.y[1]);
      for (const { dot, values } of made) {
        dot.style.display = Number.isNaN(values[k]) ? "none" : "";
        plot.move(dot, steps[k], Number.isNaN(values[k]) ? 0 : values[k]);
      }
      show(Object.fromEntries(made.map(({ name, values }) => [name, values[k]])));
      return made.map(({ name, values }) => `${name} ${number(values[k])}`).join(", ") + ". ";
    },
  };
}
