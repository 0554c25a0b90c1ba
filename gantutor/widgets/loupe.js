// Two recorded games side by side, moved through training together.

async function render({ model, el }) {
  const get = (name) => model.get(name), shape = get("shape"), last = shape.frames - 1;
  const [h, w] = shape.surface, iterations = get("iterations"), curves = get("curves");
  const [losses, holds, settings] = [get("losses"), get("holds"), get("settings")];
  const games = losses.length * holds.length, floor = get("floor");
  const [real, ...films] = await unpack(get("blob"), [[1, shape.real * 2],
    ...Array(games).fill([shape.frames, shape.n * 2]), ...Array(games).fill([shape.frames, h * w])]);
  const set = (name, value) => { model.set(name, value); model.save_changes(); };
  const { play, run, go } = player(model, last, undefined, 450);

  const sides = ["left", "right"].map((side, k) => {
    const at = () => [losses.indexOf(get(side)[0]), holds.indexOf(get(side)[1])];
    const pick = (names, i, word) => html("select", { name: `${side}-${word}`,
      "aria-label": `${side}: ${word}`, onchange: (event) => {
        const game = [...get(side)];
        game[i] = event.target.value;
        set(side, game);
      } }, ...names.map((name) => html("option", { value: name }, name)));
    const selects = [pick(losses, 0, "loss"), pick(holds, 1, "held by")];
    for (const one of selects)
      one.addEventListener("keydown", (event) => event.stopPropagation());
    const canvas = html("canvas", { role: "img" }), said = html("p", { class: "gt-note" });
    const view = html("div", { class: "gt-view" }, canvas), beside = html("div");
    const node = html("div", { class: "gt-side", role: "group", "aria-label": side },
      html("div", { class: "gt-picked" }, ...selects),
      html("div", { class: "gt-seen" }, view, beside), said);
    const show = numbers(beside, [[`${side}-w1`, "exact W1", "exact", "", 3],
      [`${side}-value`, "critic’s value", "critic", "", 3],
      [`${side}-cosine`, "cosine", "ink", "", 4]]);
    let room = {};
    return { node, at, dash: k ? "gt-dashed" : "",
      fit() {
        const across = Math.min(view.clientWidth, 400), scale = Math.min(2, devicePixelRatio || 1);
        if (across <= 0) return;
        room = { width: across, height: across, scale };
        canvas.width = canvas.height = Math.round(across * scale);
        canvas.style.width = `${across}px`;
      },
      draw(frame) {
        const [a, b] = at(), g = a * holds.length + b, size = shape.n * 2;
        const outside = plane(canvas, room, root, { real,
          fake: films[g].subarray(frame * size, (frame + 1) * size),
          surface: films[games + g].subarray(frame * h * w, (frame + 1) * h * w), h, w });
        selects.forEach((one, i) => { one.value = get(side)[i]; });
        said.textContent = settings[a][b];
        const now = Object.fromEntries(Object.entries(curves).map(([name, all]) =>
          [`${side}-${name}`, all[a][b][frame] ?? NaN]));
        show(now);
        const name = get(side).join(", ");
        canvas.setAttribute("aria-label", `${name}: samples over the critic`);
        return `${name}: exact W1 ${number(now[`${side}-w1`], 3)}, critic’s value ` +
          `${number(now[`${side}-value`], 3)}, cosine ${number(now[`${side}-cosine`])}` +
          (outside ? `, ${outside} samples outside the picture` : "");
      } };
  });
  const key = html("p", { class: "gt-note gt-key" },
    ...[["real", "● real"], ["fake", "▲ generated"], ["critic", "▒ critic (more colour is higher)"]]
      .map(([kind, word]) => html("span", { class: kind }, word)));
  const below = html("div", { class: "gt-below" });
  const root = html("div", { class: "gt gt-loupe", role: "group", "aria-label": get("title") },
    html("p", { class: "gt-name" }, get("title")),
    html("div", { class: "gt-two" }, ...sides.map((side) => side.node)), key, below);
  const plot = new Plot(below, { title: "Exact W1 of both games", height: 170, low: 110, left: 40,
    x: [iterations[0], iterations.at(-1)], y: [0, 1], xlabel: "iteration", ylabel: "exact W1" });
  const cursor = plot.line("gt-cursor"), base = plot.curve("floor gt-dotted");
  const lines = sides.map((side) => plot.curve(`exact ${side.dash}`));
  const dots = sides.map(() => plot.dot("exact"));
  below.append(html("p", { class: "gt-note gt-key" }, ...[["exact", "left"], ["exact gt-dashed",
    "right"], ["floor gt-dotted", "two sets of real samples"]].map(([kind, word]) => html("span", {},
    svg("svg", { width: 26, height: 10, "aria-hidden": "true" },
      svg("path", { class: `gt-curve ${kind}`, d: "M1 5H25" })), word))));
  const nearest = (x) => iterations.reduce((best, v, k) =>
    (Math.abs(v - x) < Math.abs(iterations[best] - x) ? k : best), 0);
  plot.drag((x) => { run(false); go(nearest(x)); return (to) => go(nearest(to)); });
  const strip = stepStrip({ model, root, whole: ["frame"], before: () => run(false) });
  const scrub = slider({ name: "frame", quantity: "iteration", word: "Iteration", min: 0, max: last,
    step: 1, big: 4, digits: 0, get, set: (_, v) => { run(false); go(v); },
    shown: (v) => iterations[v] });
  root.append(html("div", { class: "gt-controls gt-row" }, strip, play, scrub.node));
  el.append(html("style", {}, CSS), root);
  playBySpace(root, play);
  const tell = narrator(root);

  function draw() {
    const k = get("frame"), said = sides.map((side) => side.draw(k));
    const w1s = sides.map((side) => { const [a, b] = side.at(); return curves.w1[a][b]; });
    // Early frames may be far off: what lies above twice the start is cut.
    const top = Math.max(...w1s.map((w1) => Math.min(w1[0] ?? 0, 3)), 3 * floor) * 1.08;
    plot.scale(plot.width, { y: [0, top] });
    plot.level(base, floor);
    w1s.forEach((w1, i) => {
      plot.trace(lines[i], iterations, w1.map((v) => v ?? NaN));
      dots[i].style.display = w1[k] === null ? "none" : "";
      plot.move(dots[i], iterations[k], w1[k] ?? 0);
    });
    plot.stretch(cursor, iterations[k], plot.y[0], iterations[k], plot.y[1]);
    scrub.update();
    tell(`Iteration ${iterations[k]}. ${said.join(". ")}.`);
  }
  function fit() {
    for (const side of sides) side.fit();
    const width = plot.node.getBoundingClientRect().width;
    if (width > 0) plot.scale(width);
    draw();
  }
  fit();
  const redraw = eachFrame(draw), events = "change:frame change:left change:right";
  model.on(events, redraw);
  const watch = new ResizeObserver(eachFrame(fit));
  watch.observe(root);
  const leaveTheme = onTheme(redraw);
  return () => {
    run(false);
    watch.disconnect();
    leaveTheme();
    model.off(events, redraw);
  };
}

export default { render };
