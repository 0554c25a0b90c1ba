// Images growing from one z, and the law that one number of them follows, scrubbed through training.

const capital = (text) => text[0].toUpperCase() + text.slice(1);
const GAP = 1; // pixels of an image between two of them
async function render({ model, el }) {
  const get = (name) => model.get(name), iterations = get("iterations"), laws = get("laws");
  const [count, , rows, columns] = get("shape"), last = iterations.length - 1;
  const [methods, seeds] = [get("methods"), get("seeds")];
  const sheets = await Promise.all(get("sheets").map(decoded));
  const set = (name, value) => { model.set(name, value); model.save_changes(); };
  const chosen = () => methods.indexOf(get("method")) * seeds.length + seeds.indexOf(get("seed"));
  const run_of = () => [methods.length > 1 && get("method"),
    seeds.length > 1 && `seed ${get("seed")}`].filter(Boolean).join(", ");

  const { play, run, go } = player(model, last, undefined, 600);
  // A square of images; where they stand alone and have the room, twice as wide.
  let across = Math.ceil(Math.sqrt(count));
  const canvas = html("canvas", { role: "img" });
  const choices = [
    methods.length > 1 && picks({ name: "method", word: "Method", options: methods, get, set }),
    seeds.length > 1 && picks({ name: "seed", word: "Seed", options: seeds,
      say: (s) => `seed ${s}`, get, set }),
  ].filter(Boolean);
  const film = html("div", { class: `gt-film ${laws.length ? "" : "gt-alone"}` },
    choices.length ? html("div", { class: "gt-runs" }, ...choices.map((c) => c.node)) : "", canvas);
  const root = html("div", { class: "gt gt-images", role: "group", "aria-label": get("title") },
    html("p", { class: "gt-name gt-over" }, get("title")), film);
  const strip = stepStrip({ model, root, whole: ["frame"], before: () => run(false) });
  const scrub = slider({ name: "frame", quantity: "iteration", word: "Iteration", min: 0,
    max: last, step: 1, big: 4, digits: 0, get, set: (_, v) => { run(false); go(v); },
    shown: (v) => iterations[v] });
  root.append(html("div", { class: "gt-controls gt-row" }, strip, play, scrub.node));
  el.append(html("style", {}, CSS), root);
  playBySpace(root, play);
  const moving = laws.length ? movingLaw(film, laws, get, set) : null;
  const tell = narrator(root);
  if (moving) root.append(moving.meanings.node);

  function paint(k) {
    const pen = canvas.getContext("2d"), sheet = sheets[chosen()];
    canvas.width = across * (columns + GAP) - GAP;
    canvas.height = Math.ceil(count / across) * (rows + GAP) - GAP;
    for (let i = 0; i < count; i++)
      pen.drawImage(sheet, i * columns, k * rows, columns, rows, (i % across) * (columns + GAP),
        Math.floor(i / across) * (rows + GAP), columns, rows);
  }
  function draw() {
    const k = get("frame"), where = [run_of(), `iteration ${number(iterations[k], 0)}`].filter(Boolean);
    paint(k);
    for (const control of [...choices, scrub]) control.update();
    canvas.setAttribute("aria-label", `${count} images from one z: ${where.join(", ")}`);
    const said = moving?.draw(k, chosen()) ?? "";
    const named = where.join(", ");
    tell(`${methods.length > 1 ? named : capital(named)}. ${said}`);
  }
  const redraw = eachFrame(draw);
  function fit() {
    const wide = !moving && film.clientWidth > 480;
    across = Math.min(count, Math.ceil(Math.sqrt(count)) * (wide ? 2 : 1));
    moving?.fit();
    draw();
  }
  fit();
  const events = "change:frame change:method change:seed change:statistic";
  model.on(events, redraw);
  const watch = new ResizeObserver(eachFrame(fit));
  watch.observe(root);
  return () => {
    run(false);
    watch.disconnect();
    model.off(events, redraw);
  };
}

// Both laws of the chosen statistic as histograms over one window, and how far apart they are.
function movingLaw(film, laws, get, set) {
  const names = laws.map((law) => law.name), sum = (counts) => counts.reduce((a, b) => a + b, 0);
  const what = names.length > 1
    ? picks({ name: "statistic", word: "What is measured", options: names,
      say: capital, get, set }) : null;
  const host = html("div", { class: "gt-law" }), below = html("div", { class: "gt-said" });
  film.append(html("div", { class: "gt-what" },
    what?.node ?? html("p", { class: "gt-name" }, capital(names[0]))), host, below);
  const plot = new Plot(host, { title: "The laws of real and of generated images", height: 215,
    low: 104, x: [0, 1], y: [0, 1], yticks: [], left: 8, right: 8, top: 24, bottom: 22 });
  const [P, Q] = ["real", "fake gt-dashed"].map((kind) => [plot.area(kind), plot.curve(kind)]);
  const named = [plot.label("real", "real"), plot.label("fake", "generated")];
  const meanings = meaningsIn(html("div", {}));
  for (const { name, meaning } of laws) meanings.add(capital(name), meaning);
  const [m, n] = laws[0].sizes, apart = `a perfect generator, between ${m} images and ${n} real ones`;
  const show = numbers(below, [
    ["w1", "W1", "exact", "how far the generated law must be moved to be the real one, in units of the axis"],
    ["w1_floor", "its floor", "", `W1 of ${apart}`],
    ["js", "JS", "", "JS between the two histograms, in nats: at most log 2, or 0.6931"],
    ["js_floor", "its floor", "", `JS of ${apart}`],
  ], undefined, "gt-four", meanings);

  function outline(marks, counts, total, [low, high]) {
    const n = counts.length, edges = range(low, high, n + 1), x = [low], y = [0];
    counts.forEach((count, i) => {
      x.push(edges[i], edges[i + 1]);
      y.push(count / total, count / total);
    });
    x.push(high);
    y.push(0);
    plot.fill(marks[0], x, y, new Float64Array(x.length));
    plot.trace(marks[1], x, y);
  }
  function draw(k, film) {
    const law = laws[names.indexOf(get("statistic"))], { name, extent, real, floors } = law;
    const now = law.films[film], [counts, outside] = [now.counts[k], now.outside[k]];
    const [all, reals] = [sum(counts) + outside, sum(real)];
    plot.xticks = ticks(...extent, plot.width < 300 ? 4 : 8);
    plot.scale(plot.width, { x: extent, y: [0, (1.7 * Math.max(...real)) / reals] });
    outline(P, real, reals, extent);
    outline(Q, counts, Math.max(all, 1), extent);
    plot.place(named[1], extent[1], plot.y[1], 0, -12, "end");
    plot.place(named[0], extent[1], plot.y[1], -86, -12, "end");
    const [w1, js] = [now.w1[k] ?? NaN, now.js[k] ?? NaN];
    show({ w1, js, w1_floor: floors.w1, js_floor: floors.js });
    what?.update();
    return `Real and generated law of the ${name}: W1 ${number(w1)}, JS ${number(js)}; ` +
      `of a perfect generator: W1 ${number(floors.w1)}, JS ${number(floors.js)}.` +
      (outside ? ` ${outside} of ${all} generated images lie outside the picture.` : "");
  }
  return { draw, meanings, fit() {
    const width = plot.node.getBoundingClientRect().width;
    if (width > 0 && Math.abs(width - plot.width) > 0.5) plot.scale(width);
  } };
}

export default { render };
