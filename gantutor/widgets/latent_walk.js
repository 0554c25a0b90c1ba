// A point in a plane of the latent space, and the image that the generator makes of it, here.

const REACH = 2.5;

function render({ model, el }) {
  const get = (name) => model.get(name), [channels, rows, columns] = get("shape");
  const generate = runnerOf(get("network")), [centre, across, up] = get("plane");
  const save = eachFrame(() => model.save_changes());
  const set = (name, value) => {
    if (Object.is(get(name), value)) return;
    model.set(name, value);
    save();
  };

  const canvas = html("canvas", { width: columns, height: rows, role: "img" });
  const picture = html("div", { class: "gt-panel gt-image" },
    html("p", { class: "gt-name" }, get("title")), canvas);
  const pad = html("div", { class: "gt-panel gt-pad" },
    html("p", { class: "gt-name" }, "Drag the point"));
  const root = html("div", { class: "gt gt-walk", role: "group", "aria-label": get("title") },
    html("div", { class: "gt-panels" }, picture, pad));
  el.append(html("style", {}, CSS), root);

  const { plot: plane, ticks, ...latent } = latentPlane(pad, { reach: REACH, get, set,
    title: "A plane of the latent space: a across, b up", focus: () => focusByHand(sliders[0].input) });
  // The plane as a map: in every square of one unit the image of its middle.
  const map = svg("image", { class: "gt-map", preserveAspectRatio: "none", "aria-hidden": "true" });
  plane.node.insertBefore(map, plane.marks);

  const track = (name, word) => slider({ name, word, get, set, min: -REACH, max: REACH, step: 0.1,
    fine: 0.01, big: 1, colour: "fake" });
  const sliders = [track("a", "Across, a"), track("b", "Up, b")];
  const told = stepStrip({ model, root });
  root.append(html("div", { class: "gt-controls" }, told, ...sliders.map((s) => s.node)));
  const tell = narrator(root);

  const imageAt = (a, b) => generate(centre.map((c, i) => c + a * across[i] + b * up[i]));
  const paint = (host, image, left = 0, top = 0) =>
    paintImage(host, image, [channels, rows, columns], { invert: get("invert"), left, top });
  const tiles = html("canvas", { width: ticks.length * columns, height: ticks.length * rows });
  for (const [i, a] of ticks.entries())
    for (const [j, b] of ticks.entries())
      paint(tiles, imageAt(a, b), i * columns, (ticks.length - 1 - j) * rows);
  map.setAttribute("href", tiles.toDataURL());

  function draw() {
    const a = get("a"), b = get("b"), image = imageAt(a, b);
    const ink = image.reduce((sum, v) => sum + v, 0) / image.length / 2 + 0.5;
    paint(canvas, image);
    latent.draw();
    for (const s of sliders) s.update();
    const where = `a = ${number(a, 2)}, b = ${number(b, 2)}`;
    canvas.setAttribute("aria-label", `The image at ${where}`);
    tell(`The image at ${where}. Its mean brightness is ${number(ink, 3)}.`);
  }
  const redraw = eachFrame(draw);
  function fit() {
    latent.fit();
    const [left, right, top, bottom] =
      [plane.X(-REACH), plane.X(REACH), plane.Y(REACH), plane.Y(-REACH)];
    for (const [name, value] of Object.entries({ x: left, y: top, width: right - left,
      height: bottom - top })) map.setAttribute(name, value);
    draw();
  }
  fit();
  model.on("change:a change:b", redraw);
  const watch = new ResizeObserver(eachFrame(fit));
  watch.observe(root);
  return () => {
    watch.disconnect();
    model.off("change:a change:b", redraw);
  };
}

export default { render };
