// The best plan between the laws cut into heaps: as a matrix, and as arrows that never cross.
PANELS.plan = (host, api) => {
  const { law, span, limit } = api, place = shelf(host), cell = law.cell;
  const core = law.kind === "uniform" ? [-0.5, 1.5] : [-3.5, 3.5];
  const matrix = new Plot(place, {
    title: "Plan matrix: rows are real heaps, columns generated heaps", height: 200, low: 165, x: span,
    y: core, yticks: [], top: 44, left: 40, bottom: 38, xlabel: "to: generated",
    ylabel: "from: real" });
  const stay = matrix.curve("floor gt-dotted gt-thin");
  const cells = pool(matrix.marks, "rect", { class: "gt-cell" });
  const side = pool(matrix.front, "rect", { class: "real gt-bar" });
  const above = pool(matrix.front, "rect", { class: "fake gt-bar" });
  const arrows = new Plot(place, { title: "Transport arrows from the real to the generated heaps",
    height: 165, low: 150, x: span, y: [-1.5, 2.5], yticks: [], left: 12, top: 22, bottom: 38,
    xlabel: "position" });
  const up = pool(arrows.marks, "rect", { class: "real gt-bar" });
  const down = pool(arrows.marks, "rect", { class: "fake gt-bar" });
  const moves = pool(arrows.marks, "line", { class: "gt-move" });
  const heads = arrows.marks.appendChild(svg("path", { class: "gt-head" }));
  const names = [arrows.label("real", "real"), arrows.label("fake", "generated")];
  const hold = grip(arrows);
  for (const plot of [matrix, arrows]) api.dragShift(plot);
  const show = api.numbers(host, [["plan_cost", "cost of the plan", "exact", "between the heaps"],
    ["w1", "W1 of the laws", "exact"]], "gt-wide");
  return {
    plots: [matrix, arrows],
    draw(now) {
      const { x, a, b, plan } = now.heaps, most = Math.max(...plan.map(([, , m]) => m));
      const big = Math.max(...a, ...b), seen = plan.filter(([, , m]) => m > 5e-4);
      matrix.trace(stay, [-9, 9], [-9, 9]);
      const rect = (plot, x0, x1, y0, y1) => ({ x: plot.X(x0).toFixed(1), y: plot.Y(y1).toFixed(1),
        width: (plot.X(x1) - plot.X(x0)).toFixed(1),
        height: (plot.Y(y0) - plot.Y(y1)).toFixed(1) });
      const half = cell / 2;
      cells(seen.map(([i, j, m]) => ({ ...rect(matrix, x[j] - half, x[j] + half, x[i] - half,
        x[i] + half), "fill-opacity": (0.12 + 0.88 * Math.sqrt(m / most)).toFixed(3) })));
      const used = (h) => x.map((_, k) => k).filter((k) => h[k] > 5e-4);
      side(used(a).map((k) => ({ ...rect(matrix, 0, 0, x[k] - half * 0.8, x[k] + half * 0.8),
        x: 38 - (26 * a[k]) / big, width: (26 * a[k]) / big })));
      above(used(b).map((k) => ({ ...rect(matrix, x[k] - half * 0.8, x[k] + half * 0.8, 0, 0),
        y: 40 - (26 * b[k]) / big, height: (26 * b[k]) / big })));
      const bar = (k, low, high) => rect(arrows, x[k] - half * 0.8, x[k] + half * 0.8, low, high);
      up(used(a).map((k) => bar(k, 1, 1 + (1.2 * a[k]) / big)));
      down(used(b).map((k) => bar(k, -(1.2 * b[k]) / big, 0)));
      const thick = (m) => (0.8 + 6 * (m / most)).toFixed(2), tip = arrows.Y(0.02);
      moves(seen.map(([i, j, m]) => ({ x1: arrows.X(x[i]).toFixed(1), y1: arrows.Y(0.97).toFixed(1),
        x2: arrows.X(x[j]).toFixed(1), y2: (tip - 5).toFixed(1), "stroke-width": thick(m) })));
      heads.setAttribute("d", seen.map(([, j]) =>
        `M${(arrows.X(x[j]) - 4.5).toFixed(1)} ${tip - 7}l9 0l-4.5 7z`).join(""));
      arrows.place(names[0], 0, 2.5, now.shift > 0 ? -14 : 14, 4, now.shift > 0 ? "end" : "start");
      arrows.place(names[1], now.Q.mean, -1.2, now.shift > 0 ? 30 : -30, -4,
        now.shift > 0 ? "start" : "end");
      hold(arrows.X(now.Q.mean), arrows.Y(-1.5));
      show(now);
    },
    say: (now) => `The plan moves ${now.heaps.plan.length} pieces and costs ` +
      `${number(now.plan_cost)}.`,
  };
};

// Elements that are made once and shown as often as needed: `pool(...)(list of attributes)`.
function pool(host, tag, fixed) {
  const group = host.appendChild(svg("g", { class: fixed.class })), nodes = [];
  return (list) => {
    while (nodes.length < list.length) nodes.push(group.appendChild(svg(tag)));
    nodes.forEach((node, k) => {
      node.style.display = k < list.length ? "" : "none";
      for (const name in list[k]) node.setAttribute(name, list[k][name]);
    });
  };
}
