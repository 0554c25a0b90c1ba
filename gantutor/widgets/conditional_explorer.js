// One code, decoded under every label at once, and a walk from one label to another with z fixed.

const REACH = 2.5;

function render({ model, el }) {
  const get = (name) => model.get(name), shape = get("shape"), [, rows, columns] = shape;
  const decode = runnerOf(get("decoder")), [centre, across, up] = get("plane");
  const classes = get("classes"), looks = { low: get("low"), invert: get("invert") };
  const save = eachFrame(() => model.save_changes());
  const set = (name, value) => {
    if (Object.is(get(name), value)) return;
    model.set(name, value);
    save();
  };
  const blank = () => html("canvas", { width: columns, height: rows });
  const labelled = (weights) => classes.map((name) => weights[name] ?? 0);
  const told = () => {
    const weights = { [get("label")]: 1 - get("mix") };
    weights[get("other")] = (weights[get("other")] ?? 0) + get("mix");
    return labelled(weights);
  };
  const imageAt = (a, b, label) =>
    decode([...centre.map((c, i) => c + a * across[i] + b * up[i]), ...label]);

  const seen = blank();
  seen.setAttribute("role", "img");
  const place = html("div", { class: "gt-plane" }, html("p", { class: "gt-name" }, "Drag the code z"));
  const heading = html("p", { class: "gt-name" });
  const choose = picks({ name: "label", word: "Label", options: classes, get, set });
  const tiles = [...choose.node.querySelectorAll("label")].map((label) => {
    const tile = blank();
    tile.setAttribute("aria-hidden", "true");
    label.append(tile);
    return tile;
  });
  const root = html("div", { class: "gt gt-condition", role: "group", "aria-label": get("title") },
    html("div", { class: "gt-cond" }, place, html("div", { class: "gt-out" }, heading, seen),
      html("div", { class: "gt-all" },
        html("p", { class: "gt-name" }, "The same z under every label"), choose.node)));
  el.append(html("style", {}, CSS), root);

  const latent = latentPlane(place, { reach: REACH, get, set,
    title: "A plane of the latent space: a across, b up", focus: () => focusByHand(sliders[0].input) });
  const { plot, ticks } = latent;
  const map = svg("image", { class: "gt-map", preserveAspectRatio: "none", "aria-hidden": "true" });
  plot.node.insertBefore(map, plot.marks);
  const sheet = html("canvas", { width: ticks.length * columns, height: ticks.length * rows });
  // In every square of one unit the image of its middle, for the label that is told.
  function paintMap() {
    const label = told();
    for (const [i, a] of ticks.entries())
      for (const [j, b] of ticks.entries())
        paintImage(sheet, imageAt(a, b, label), shape,
          { ...looks, left: i * columns, top: (ticks.length - 1 - j) * rows });
    map.setAttribute("href", sheet.toDataURL());
  }

  const track = (name, word) => slider({ name, word, get, set, min: -REACH, max: REACH, step: 0.1,
    fine: 0.01, big: 1, colour: "fake" });
  const sliders = [track("a", "Across, a"), track("b", "Up, b")];
  const mix = slider({ name: "mix", word: "How far, mix", get, set, min: 0, max: 1,
    step: 0.05, fine: 0.01, big: 0.25, colour: "critic" });
  const other = choice({ name: "other", word: "Walk to", options: classes, get, set });
  const strip = stepStrip({ model, root });
  root.append(html("div", { class: "gt-controls" }, html("div", { class: "gt-lead" }, strip,
    html("div", { class: "gt-pair" }, ...sliders.map((s) => s.node))),
  html("div", { class: "gt-rest gt-way" }, other.node, mix.node)));
  const tell = narrator(root);

  function draw() {
    const a = get("a"), b = get("b"), [label, to, share] = ["label", "other", "mix"].map(get);
    const image = imageAt(a, b, told());
    paintImage(seen, image, shape, looks);
    classes.forEach((name, k) =>
      paintImage(tiles[k], imageAt(a, b, labelled({ [name]: 1 })), shape, looks));
    latent.draw();
    for (const control of [...sliders, mix, other, choose]) control.update();
    const walked = share > 0 && to !== label;
    const what = walked ? `${number(1 - share, 2)} of ${label} and ${number(share, 2)} of ${to}`
      : `label ${label}`;
    heading.textContent = walked ? `Label ${label} → ${to}` : `Label ${label}`;
    const at = `a = ${number(a, 2)}, b = ${number(b, 2)}`;
    seen.setAttribute("aria-label", `The image at ${at}, ${what}`);
    const bright = (image.reduce((sum, v) => sum + v, 0) / image.length - looks.low) / (1 - looks.low);
    tell(`The image at ${at}, ${what}. Its mean brightness is ${number(bright, 3)}.`);
  }
  const redraw = eachFrame(draw);
  let waiting = 0;
  // The map is many images: it follows once a label has come to rest.
  const relabel = () => {
    redraw();
    clearTimeout(waiting);
    waiting = setTimeout(paintMap, 120);
  };
  function fit() {
    latent.fit(true);
    const [left, right, top, bottom] =
      [plot.X(-REACH), plot.X(REACH), plot.Y(REACH), plot.Y(-REACH)];
    for (const [name, value] of Object.entries({ x: left, y: top, width: right - left,
      height: bottom - top })) map.setAttribute(name, value);
    draw();
  }
  paintMap();
  fit();
  model.on("change:a change:b", redraw);
  model.on("change:label change:other change:mix", relabel);
  const watch = new ResizeObserver(eachFrame(fit));
  watch.observe(root);
  return () => {
    clearTimeout(waiting);
    watch.disconnect();
    model.off("change:a change:b", redraw);
    model.off("change:label change:other change:mix", relabel);
  };
}

export default { render };
