// The law of log p(x) under real and under generated sequences, scrubbed through training.

function render({ model, el }) {
  const get = (name) => model.get(name), iterations = get("iterations"), methods = get("methods");
  const last = iterations.length - 1, films = get("films"), real = Float64Array.from(get("real"));
  const [low, high] = get("extent"), n = real.length, seeds = get("seeds"), floors = get("floors");
  const bytes = films.map((film) =>
    Uint8Array.from(atob(film.levels), (c) => c.charCodeAt(0)));
  const law = (m, k, s) => Float64Array.from(
    bytes[m].subarray((k * seeds + s) * n, (k * seeds + s + 1) * n), (v) => (v * get("top")) / 255);
  const set = (name, value) => { model.set(name, value); model.save_changes(); };

  const { play, run, go } = player(model, last, undefined, 600);
  const ways = methods.length > 1
    ? picks({ name: "method", word: "Way of training", options: methods, get, set }) : null;
  const panel = (name, title) => html("div", { class: "gt-panel", "data-panel": name, role: "group",
    "aria-label": title }, html("p", { class: "gt-name" }, title));
  const scores = panel("law", "The law of the score log p(x)");
  const through = panel("distance", "W1 of the two laws");
  const root = html("div", { class: "gt gt-scores", role: "group",
    "aria-label": "Laws of the score of real and of generated sequences, through training" },
  ways?.node ?? "", html("div", { class: "gt-panels" }, scores, through));
  el.append(html("style", {}, CSS), root);

  const top = Math.max(get("top"), ...real);
  const plot = new Plot(scores, { title: "Laws of the score of real and of generated sequences",
    height: 215, low: 150, x: [low, high], y: [0, 1.12 * top], yticks: [], left: 8, right: 8, top: 24,
    bottom: 38, xlabel: "log p(x), nats" });
  const thin = Array.from({ length: seeds > 1 ? seeds : 0 }, () => plot.curve("fake gt-seed"));
  const [P, Q] = ["real", "fake gt-dashed"].map((kind) => [plot.area(kind), plot.curve(kind)]);
  const named = [plot.label("real", "real"), plot.label("fake", "generated")];
  const edges = range(low, high, n + 1), x = [];
  for (let i = 0; i < n; i++) x.push(edges[i], edges[i + 1]);
  const flat = new Float64Array(2 * n), twice = (h) => Array.from({ length: 2 * n }, (_, i) => h[i >> 1]);
  const meanings = meaningsIn(html("div", {}));
  const show = numbers(scores, [
    ["w1", "W1", "exact", "how far the law of generated scores must be moved to be the real one, in " +
      "nats; exact, mean over the seeds"],
    ["w1_spread", "± over seeds", "", "standard deviation of W1 over the seeds"],
    ["js", "JS", "ink", "JS of the same two laws in nats, at most log 2, or 0.6931"],
    ["mean", "mean score", "fake", "E log p(x) of generated sequences: their quality; " +
      `of real ones it is ${number(get("real_mean"), 3)}`],
  ].map((item) => [...item, item[0] === "js" ? 4 : 3]), undefined, "gt-four", meanings);

  const all = films.flatMap((film) => film.w1);
  const curves = new Plot(through, { title: "W1 against the iteration, for each way", height: 215,
    low: 130, x: [iterations[0], Math.max(iterations.at(-1), iterations[0] + 1)],
    y: [0, 1.06 * Math.max(...all, 1e-9)], left: 34, bottom: 38, xlabel: "iteration" });
  const lines = films.map(() => curves.curve("soft gt-other")), chosen = curves.curve("exact");
  const floor = floors.w1 === undefined ? null : curves.curve("floor gt-dotted");
  const cursor = curves.line("gt-cursor"), dot = curves.dot("exact");
  const bottom = floor ? numbers(through, [
    ["w1_floor", "floor of W1", "", "W1 of the scores of the sentences that were heard: what " +
      "repeating them would reach"],
    ["js_floor", "floor of JS", "", "JS of the scores of the sentences that were heard"],
  ].map((item) => [...item, 4]), undefined, "gt-wide", meanings) : () => {};
  const nearest = (v) => iterations.reduce((best, at, k) =>
    (Math.abs(at - v) < Math.abs(iterations[best] - v) ? k : best), 0);
  curves.drag((v) => {
    const move = (to) => { run(false); go(nearest(to)); };
    focusByHand(scrub.input);
    move(v);
    return move;
  });

  const strip = stepStrip({ model, root, whole: ["frame"], before: () => run(false) });
  const scrub = slider({ name: "frame", quantity: "iteration", word: "Iteration", min: 0, max: last,
    step: 1, big: 4, digits: 0, get, set: (_, v) => { run(false); go(v); },
    shown: (v) => iterations[v] });
  root.append(html("div", { class: "gt-controls gt-row" }, strip, play, scrub.node));
  playBySpace(root, play);
  const tell = narrator(root);
  root.append(meanings.node);

  function draw() {
    const k = get("frame"), m = methods.indexOf(get("method")), film = films[m];
    const each = Array.from({ length: seeds }, (_, s) => law(m, k, s));
    const mean = real.map((_, i) => each.reduce((sum, h) => sum + h[i], 0) / seeds);
    thin.forEach((path, s) => plot.trace(path, x, twice(each[s])));
    [[P, real], [Q, mean]].forEach(([marks, h]) => {
      plot.fill(marks[0], x, twice(h), flat);
      plot.trace(marks[1], x, twice(h));
    });
    plot.place(named[0], low, plot.y[1], 4, -8, "start");
    plot.place(named[1], low, plot.y[1], 48, -8, "start");
    lines.forEach((path, i) => curves.trace(path, iterations, films[i].w1));
    curves.trace(chosen, iterations, film.w1);
    if (floor) curves.level(floor, floors.w1);
    curves.stretch(cursor, iterations[k], curves.y[0], iterations[k], curves.y[1]);
    curves.move(dot, iterations[k], film.w1[k]);
    show({ w1: film.w1[k], w1_spread: film.w1_spread[k], js: film.js[k], mean: film.mean[k] });
    bottom({ w1_floor: floors.w1, js_floor: floors.js });
    ways?.update();
    scrub.update();
    tell(`${methods.length > 1 ? `${get("method")}, iteration` : "Iteration"} ` +
      `${number(iterations[k], 0)}: the law of generated scores is W1 = ${number(film.w1[k], 3)} ` +
      `± ${number(film.w1_spread[k], 3)} and JS = ${number(film.js[k], 4)} nats from that of real ` +
      `ones. The mean score is ${number(film.mean[k], 3)}, of real sequences ` +
      `${number(get("real_mean"), 3)}.`);
  }
  const redraw = eachFrame(draw);
  function fit() {
    const narrow = root.clientWidth < 480;
    for (const [one, low] of [[plot, 150], [curves, 130]]) {
      const width = one.node.getBoundingClientRect().width;
      one.low = narrow ? low : one.height;
      if (width > 0 && Math.abs(width - one.width) > 0.5) one.scale(width);
    }
    draw();
  }
  fit();
  const events = "change:frame change:method";
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
