// A broken program and the mended one, in curves: one exhibit, a switch, and a slider over training.

const RISE = Math.asinh, ROLES = { "as found": "fake", mended: "critic" };
const WORDS = { w1: "exact W1", gap: "gap, as logged", slope: "mean slope" };
// Heights in asinh of the value; the numbers beside them are the values.
class CurvedPlot extends Plot {
  drawAxes(...ends) {
    super.drawAxes(...ends);
    const shown = [...this.axes.querySelectorAll("text")].slice(0, (this.yticks ?? []).length);
    shown.forEach((text, k) => {
      text.textContent = minus(String(Math.round(Math.sinh(this.yticks[k]))));
    });
  }
}
// Marks of the heights, for values up to 6, up to 60, and beyond.
const MARKS = [[-4, -3, -2, -1, 0, 1, 2, 3, 4], [-30, -10, -3, -1, 0, 1, 3, 10, 30],
  [-1e4, -1000, -100, -10, 0, 10, 100, 1000, 1e4]];

function render({ model, el }) {
  const get = (name) => model.get(name), iterations = get("iterations"), last = iterations.length - 1;
  const runs = get("runs").map((run) => ({ lost: run.lost, ...Object.fromEntries(
    Object.keys(WORDS).map((n) => [n, run[n].map((row) => row.map((v) => v ?? NaN))])) }));
  const set = (name, value) => { model.set(name, value); model.save_changes(); };
  const both = () => {
    const [found, mended] = get("pairs")[get("exhibits").indexOf(get("exhibit"))];
    return { "as found": runs[found], mended: runs[mended] };
  };

  const { play, run, go } = player(model, last, undefined, 180);
  const exhibit = choice({ name: "exhibit", word: "Program", options: get("exhibits"), get, set });
  const version = picks({ name: "version", word: "As found or mended",
    options: Object.keys(ROLES), get, set });
  const panels = html("div", { class: "gt-panels" });
  const root = html("div", { class: "gt gt-found", role: "group",
    "aria-label": "Broken programs, as found and mended" },
  html("div", { class: "gt-top" }, exhibit.node, version.node), panels);
  el.append(html("style", {}, CSS), root);

  const meanings = meaningsIn(html("div", {}));
  const told = { w1: "exact W1 between fresh samples of both kinds, median over the seeds",
    gap: "mean f(x) − mean f(y) as the program logs it, median over the seeds",
    slope: "mean ‖∇f‖ between real and generated samples, median over the seeds" };
  const drawn = Object.entries(WORDS).map(([name, word]) => {
    const host = html("div", { class: "gt-panel", "data-panel": name, role: "group",
      "aria-label": word }, html("p", { class: "gt-name" }, word[0].toUpperCase() + word.slice(1)));
    panels.append(host);
    const plot = new CurvedPlot(host, { title: `${word}, against the iteration`, height: 200, low: 116,
      x: [iterations[0], Math.max(iterations[last], iterations[0] + 1)], y: [0, 1], yticks: [0],
      left: 36, right: 10, bottom: name === "slope" ? 38 : 22,
      xlabel: name === "slope" ? "iteration" : "" });
    // What a curve is to be compared with: the floor, the exact W1, the slope that is asked for.
    const line = plot.curve(name === "gap" ? "exact gt-dashdot" : "floor gt-dotted");
    const marks = Object.fromEntries(Object.entries(ROLES).map(([v, role]) => [v, {
      band: plot.area(role), whole: plot.curve(`${role} gt-pale`),
      walked: plot.curve(`${role}${v === "as found" ? " gt-dashed" : ""}`), dot: plot.dot(role) }]));
    const cursor = plot.line("gt-cursor");
    const show = numbers(host, Object.entries(ROLES).map(([v, role]) =>
      [`${name}_${role === "fake" ? "found" : "mended"}`, v, role,
        v === "mended" ? "" : told[name], 3]), undefined, "gt-two", meanings);
    const nearest = (x) => iterations.reduce((best, at, k) =>
      (Math.abs(at - x) < Math.abs(iterations[best] - x) ? k : best), 0);
    plot.drag((x) => {
      const move = (to) => { run(false); go(nearest(to)); };
      focusByHand(scrub.input);
      move(x);
      return move;
    });
    return { name, plot, line, marks, cursor, show };
  });

  const strip = stepStrip({ model, root, whole: ["frame"], before: () => run(false) });
  const scrub = slider({ name: "frame", quantity: "iteration", word: "Iteration", min: 0, max: last,
    step: 1, big: 5, digits: 0, get, set: (_, v) => { run(false); go(v); },
    shown: (v) => iterations[v] });
  root.append(html("div", { class: "gt-controls gt-row" }, strip, play, scrub.node));
  playBySpace(root, play);
  const tell = narrator(root);
  root.append(meanings.node);

  // The window of an exhibit: both versions, all seeds, and 0.
  function windowOf(name) {
    const at = get("exhibits").indexOf(get("exhibit"));
    const known = name === "w1" ? get("floor") : name === "slope" ? get("targets")[at] : null;
    const all = Object.values(both()).flatMap((one) => one[name].flat());
    if (name === "gap") all.push(...Object.values(both()).flatMap((one) => one.w1[0]));
    const values = [...all.filter(Number.isFinite), known ?? 0, 0, 1];
    const low = Math.min(...values), high = Math.max(...values);
    const size = Math.max(-low, high), marks = MARKS[size > 60 ? 2 : size > 6 ? 1 : 0];
    const marked = marks.filter((v) => v >= low && v <= high);
    const pad = 0.06 * (RISE(high) - RISE(low));
    return { y: [RISE(low) - (low < 0 ? pad : 0.02), RISE(high) + pad], ticks: marked.map(RISE), known };
  }
  function draw() {
    const k = get("frame"), two = both(), now = get("version");
    for (const { name, plot, line, marks, cursor, show } of drawn) {
      if (plot.of !== get("exhibit")) {
        const { y, ticks: yticks, known } = windowOf(name);
        Object.assign(plot, { of: get("exhibit"), yticks, known });
        plot.scale(plot.width, { y });
      }
      if (name === "gap") plot.trace(line, iterations, two[now].w1[0].map(RISE));
      else if (plot.known === null) line.removeAttribute("d");
      else plot.level(line, RISE(plot.known));
      for (const [v, { band, whole, walked, dot }] of Object.entries(marks)) {
        const [mid, low, high] = two[v][name].map((row) => row.map(RISE)), chosen = v === now;
        const there = [...mid.keys()].filter((i) => Number.isFinite(mid[i]));
        const some = (row) => there.map((i) => row[i]), at = some(iterations);
        if (there.length) plot.fill(band, at, some(high), some(low)); else band.removeAttribute("d");
        band.style.display = chosen ? "" : "none";
        plot.trace(whole, iterations, mid);
        plot.trace(walked, iterations.slice(0, k + 1), mid.slice(0, k + 1));
        walked.style.display = chosen ? "" : "none";
        dot.style.display = Number.isFinite(mid[k]) ? "" : "none";
        plot.move(dot, iterations[k], Number.isFinite(mid[k]) ? mid[k] : 0);
      }
      plot.stretch(cursor, iterations[k], plot.y[0], iterations[k], plot.y[1]);
      show({ [`${name}_found`]: two["as found"][name][0][k],
        [`${name}_mended`]: two.mended[name][0][k] });
    }
    exhibit.update();
    version.update();
    scrub.update();
    const said = (one) => Object.entries(WORDS).map(([n, word]) => {
      const [mid, low, high] = one[n].map((row) => row[k]);
      return `${word} ${number(mid, 3)} (${number(low, 3)} to ${number(high, 3)})`;
    }).join(", ");
    const lost = two[now].lost[k], seeds = get("seeds");
    tell(`“${get("exhibit")}”, ${now}, iteration ${number(iterations[k], 0)}: ${said(two[now])}. ` +
      (lost ? `${lost} of ${seeds} seeds are nan, the others are shown. `
        : `Median, and least to greatest of ${seeds} seeds. `));
  }
  const redraw = eachFrame(draw);
  function fit() {
    const narrow = root.clientWidth < 480;
    for (const { plot } of drawn) {
      plot.low = narrow ? 116 : plot.height;
      const width = plot.node.getBoundingClientRect().width;
      if (width > 0) plot.scale(width);
    }
    draw();
  }
  fit();
  const events = "change:frame change:exhibit change:version";
  model.on(events, redraw);
  const watch = new ResizeObserver(eachFrame(fit));
  watch.observe(root);
  return () => {
    run(false);
    watch.disconnect();
    model.off(events, redraw);
  };
}

export default { render };
