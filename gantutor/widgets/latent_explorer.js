// An autoencoder's latent plane: a code that is dragged and decoded, an image that is drawn and encoded.

const BRUSH = 1.9; // pixels from the middle of a stroke to where it ends

async function render({ model, el }) {
  const get = (name) => model.get(name), [rows, columns] = get("shape"), size = rows * columns;
  const REACH = get("reach");
  const encode = runnerOf(get("encoder")), decode = runnerOf(get("decoder"));
  const [classes, labels, codes] = [get("classes"), get("labels"), get("codes")];
  const levels = await levelsOf(get("examples"));
  const save = eachFrame(() => model.save_changes());
  const set = (name, value) => {
    if (Object.is(get(name), value)) return;
    model.set(name, value);
    save();
  };

  const seen = html("canvas", { width: columns, height: rows, role: "img" });
  const pad = html("canvas", { width: columns, height: rows, role: "img" });
  const choose = picks({ name: "digit", word: "An image for the pad", options: classes, get,
    set: (_, name) => { set("digit", name); goToMean(); } });
  const clear = html("button", { type: "button", class: "gt-clear", onclick: () => {
    drawn = false;
    ink.fill(0);
    set("digit", "");
    look();
  } }, "Clear");
  const place = html("div", { class: "gt-plane" }, html("p", { class: "gt-name" }, "Drag the code z"));
  const out = html("div", { class: "gt-out" }, html("p", { class: "gt-name" }, "z, decoded"), seen);
  const side = html("div", { class: "gt-in" }, html("p", { class: "gt-name" }, "Draw, or choose"),
    pad, html("div", {}, choose.node, clear));
  const root = html("div", { class: "gt gt-explore", role: "group", "aria-label": get("title") },
    html("div", { class: "gt-explorer" }, side, place, out));
  el.append(html("style", {}, CSS), root);
  const show = numbers(out, [
    ["mean_a", "mean, z₁", "critic"], ["std_a", "σ, z₁", "critic"], ["kl", "KL"],
    ["mean_b", "mean, z₂", "critic"], ["std_b", "σ, z₂", "critic"],
  ].map(([quantity, name, kind]) => [quantity, name, kind, "", 2]));
  const told = out.querySelector("dl");

  // Every encoded image as its label, where the encoder puts it.
  const latent = latentPlane(place, { reach: REACH, get, set, height: 300,
    title: "The latent plane: z₁ across, z₂ up, with encoded images as their labels",
    focus: () => focusByHand(sliders[0].input) });
  const { plot } = latent;
  const groups = classes.map((_, k) => {
    const [light, dark] = get("colours")[k];
    return plot.marks.appendChild(svg("g", { class: "gt-codes", "aria-hidden": "true",
      style: `fill:${light};fill:light-dark(${light},${dark})` }));
  });
  const marks = codes.map((_, i) =>
    groups[labels[i]].appendChild(svg("text", {}, classes[labels[i]])));
  const ellipses = [1, 2].map(() => plot.marks.appendChild(svg("ellipse", { class: "gt-ellipse" })));
  const outside = codes.filter(([a, b]) => Math.max(Math.abs(a), Math.abs(b)) > REACH).length;

  const track = (name, word) => slider({ name, word, get, set, min: -REACH, max: REACH, step: 0.1,
    fine: 0.01, big: 1, colour: "fake" });
  const sliders = [track("a", "Across, z₁"), track("b", "Up, z₂")];
  const strip = stepStrip({ model, root });
  root.append(html("div", { class: "gt-controls" }, html("div", { class: "gt-lead" }, strip,
    html("div", { class: "gt-pair" }, ...sliders.map((s) => s.node)))));
  const tell = narrator(root);

  // The pad: what is on it, in [0, 1], and where the encoder puts that.
  const ink = new Float32Array(size);
  let drawn = false, code = null;
  // A drawing is moved to the middle by its centre of mass, as the digits of MNIST are.
  function centred() {
    let mass = 0, x = 0, y = 0;
    ink.forEach((v, p) => { mass += v; x += v * (p % columns); y += v * Math.floor(p / columns); });
    const right = Math.round(columns / 2 - x / mass), down = Math.round(rows / 2 - y / mass);
    return ink.map((_, p) => {
      const from = [p % columns - right, Math.floor(p / columns) - down];
      return from[0] < 0 || from[0] >= columns || from[1] < 0 || from[1] >= rows ? 0
        : ink[from[1] * columns + from[0]];
    });
  }
  function look() {
    if (!ink.some((v) => v > 0)) code = null;
    else {
      const found = encode(drawn ? centred() : ink), mean = [found[0], found[1]];
      const std = [found[2], found[3]].map((v) => Math.exp(v / 2));
      const kl = [0, 1].reduce((sum, k) =>
        sum + (mean[k] ** 2 + Math.expm1(found[2 + k]) - found[2 + k]) / 2, 0);
      code = { mean, std, kl };
    }
    redraw();
  }
  function goToMean() {
    if (!code) return;
    const [a, b] = code.mean.map((v) => Math.round(100 * clamp(v, -REACH, REACH)) / 100);
    set("a", a);
    set("b", b);
  }
  function take() {
    const k = classes.indexOf(get("digit"));
    if (k >= 0) {
      drawn = false;
      for (let p = 0; p < size; p++) ink[p] = levels[k * size + p] / 255;
    } else if (!drawn) ink.fill(0);
    look();
  }
  function stroke([x0, y0], [x1, y1]) {
    const length = (x1 - x0) ** 2 + (y1 - y0) ** 2;
    for (let p = 0; p < size; p++) {
      const x = p % columns + 0.5 - x0, y = Math.floor(p / columns) + 0.5 - y0;
      const along = length ? clamp((x * (x1 - x0) + y * (y1 - y0)) / length, 0, 1) : 0;
      const far = Math.hypot(x - along * (x1 - x0), y - along * (y1 - y0));
      ink[p] = Math.max(ink[p], Math.round(255 * clamp(BRUSH - far, 0, 1)) / 255);
    }
    look();
    goToMean();
  }
  let last = null;
  const where = (event) => {
    const box = pad.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width * columns,
      (event.clientY - box.top) / box.height * rows];
  };
  unscrolled(pad);
  pad.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    pad.setPointerCapture(event.pointerId);
    // A drawing begins on an empty pad, or goes on.
    if (!drawn) ink.fill(0);
    drawn = true;
    set("digit", "");
    last = where(event);
    stroke(last, last);
  });
  pad.addEventListener("pointermove", (event) => {
    if (!last) return;
    const to = where(event);
    stroke(last, to);
    last = to;
  });
  for (const end of ["pointerup", "pointercancel"])
    pad.addEventListener(end, () => { last = null; });

  function draw() {
    const a = get("a"), b = get("b"), image = decode([a, b]), frame = [1, rows, columns];
    paintImage(seen, image, frame, { low: 0, invert: true });
    paintImage(pad, ink, frame, { low: 0, invert: true });
    latent.draw();
    ellipses.forEach((ellipse, k) => {
      ellipse.style.display = code ? "" : "none";
      if (!code) return;
      const { mean, std } = code, many = k + 1;
      ellipse.setAttribute("cx", plot.X(mean[0]));
      ellipse.setAttribute("cy", plot.Y(mean[1]));
      ellipse.setAttribute("rx", plot.X(many * std[0]) - plot.X(0));
      ellipse.setAttribute("ry", plot.Y(0) - plot.Y(many * std[1]));
    });
    told.classList.toggle("gt-empty", !code);
    show(code ? { mean_a: code.mean[0], mean_b: code.mean[1], std_a: code.std[0],
      std_b: code.std[1], kl: code.kl } : { mean_a: 0, mean_b: 0, std_a: 0, std_b: 0, kl: 0 }); // hidden: it keeps the room
    for (const control of [...sliders, choose]) control.update();
    const at = `z = (${number(a, 2)}, ${number(b, 2)})`, on = drawn ? "Your drawing" : `The ${get("digit")}`;
    const near = codes.reduce((best, z, i) => {
      const far = Math.hypot(z[0] - a, z[1] - b);
      return far < best.far ? { far, i } : best;
    }, { far: Infinity, i: 0 });
    seen.setAttribute("aria-label", `The image decoded at ${at}`);
    pad.setAttribute("aria-label", code ? `${on} on the pad` : "An empty pad to draw on");
    tell([`At ${at} the nearest of ${codes.length} encoded images is a ${classes[labels[near.i]]}.`,
      code ? `${on} on the pad is encoded at (${code.mean.map((v) => number(v, 2)).join(", ")}), ` +
        `σ (${code.std.map((v) => number(v, 2)).join(", ")}); KL ${number(code.kl, 2)} nats.`
        : "The pad is empty.",
      outside ? `${outside} encoded images lie outside the picture.` : ""].join(" "));
  }
  const redraw = eachFrame(draw);
  function fit() {
    latent.fit(true);
    marks.forEach((mark, i) => {
      mark.setAttribute("x", plot.X(codes[i][0]).toFixed(1));
      mark.setAttribute("y", (plot.Y(codes[i][1]) + 4).toFixed(1));
    });
    draw();
  }
  take();
  fit();
  model.on("change:a change:b", redraw);
  model.on("change:digit", take);
  const watch = new ResizeObserver(eachFrame(fit));
  watch.observe(root);
  return () => {
    watch.disconnect();
    model.off("change:a change:b", redraw);
    model.off("change:digit", take);
  };
}

export default { render };
