// A training run played again: the frames on a canvas, the curves with a cursor, one set of controls.

async function render({ model, el }) {
  const get = (name) => model.get(name), shape = get("shape"), last = shape.frames - 1;
  const [h, w = 0] = shape.surface, steps = get("iterations"), names = Object.keys(get("curves"));
  const parts = [[shape.frames, shape.n * shape.dim], [1, shape.real * shape.dim]];
  if (h) parts.push([shape.frames, h * (w || 1)]);
  const [points, real, surface] = await unpack(get("blob"), parts);

  const canvas = html("canvas", { role: "img", "aria-label": `${get("title")}: samples` });
  const notes = html("p", { class: "gt-note gt-key" },
    ...[["real", "●", "▮"], ["generated", "▲", "▬"], ["critic", "▒", "━"]].slice(0, h ? 3 : 2)
      .map(([name, inPlane, onLine]) => html("span", { class: name === "generated" ? "fake" : name },
        `${shape.dim === 2 ? inPlane : onLine} ${name}`)),
    ...(h ? [html("span", {}, shape.dim === 2 ? "(more colour is higher)" : "(scaled to fit)")] : []));
  const picture = html("div", { class: "gt-panel gt-stage" },
    html("p", { class: "gt-name" }, get("title")), canvas, notes);
  const side = html("div", { class: "gt-panel" }, html("p", { class: "gt-name" }, "Measured"));
  const play = html("button", { type: "button", class: "gt-play", onclick: () => run(!timer) });
  const back = html("button", { type: "button", "aria-label": "One frame back",
    onclick: () => { run(false); go(get("frame") - 1); } }, "‹");
  const on = html("button", { type: "button", "aria-label": "One frame on",
    onclick: () => { run(false); go(get("frame") + 1); } }, "›");
  const scrub = slider({ name: "frame", quantity: "iteration", word: "Iteration", min: 0, max: last, step: 1, big: 10,
    digits: 0, get: (name) => get(name), set: (_, v) => { run(false); go(v); },
    shown: (v) => steps[v] });
  const speed = html("select", { name: "speed", "aria-label": "Speed", onchange: () => timer && run(true) },
    ...[0.5, 1, 2, 4].map((s) => html("option", { value: s, ...(s === 1 && { selected: "" }) }, `${s}×`)));
  const root = html("div", { class: "gt", role: "group", "aria-label": get("title") },
    html("div", { class: "gt-panels" }, picture, ...(names.length ? [side] : [])),
    html("div", { class: "gt-controls gt-row" }, play, back, on, speed, scrub.node));
  el.append(html("style", {}, CSS), root);
  const curves = names.length ? curvePlot(side, get("curves"), steps, (k) => { run(false); go(k); }) : null;
  const tell = narrator(root);

  // Space plays and pauses wherever the focus is, except on buttons, which it presses anyway.
  root.addEventListener("keydown", (event) => {
    if (event.key !== " " || /^(BUTTON|SELECT)$/.test(event.target.tagName)) return;
    event.preventDefault();
    event.stopPropagation();
    run(!timer);
  });
  let timer = 0;
  function run(playing) {
    clearInterval(timer);
    timer = 0;
    if (playing) {
      if (get("frame") === last) go(0);
      timer = setInterval(() => (get("frame") < last ? go(get("frame") + 1) : run(false)),
        125 / +speed.value);
    }
    play.textContent = playing ? "❚❚ Pause" : "▶ Play";
  }
  function go(k) {
    k = clamp(Math.round(k), 0, last);
    if (k === get("frame")) return;
    model.set("frame", k);
    model.save_changes();
  }

  const scene = shape.dim === 2 ? plane : line;
  let room = {};
  function draw() {
    const k = get("frame"), size = shape.n * shape.dim, values = h * (w || 1);
    const outside = scene(canvas, room, root, {
      fake: points.subarray(k * size, (k + 1) * size), real,
      surface: h ? surface.subarray(k * values, (k + 1) * values) : null, h, w,
      extent: get("extent"), heights: get("heights")[k] });
    scrub.update();
    back.disabled = k === 0;
    on.disabled = k === last;
    const said = curves?.draw(k) ?? "";
    tell(`Iteration ${steps[k]}. ${said}${outside ? `${outside} samples lie outside the picture. ` : ""}` +
      (h ? `The critic runs from ${get("heights")[k].map((v) => number(v, 3)).join(" to ")}.` : ""));
  }
  function fit() {
    const width = canvas.parentElement.clientWidth, [x0, x1, y0, y1] = get("extent");
    if (width <= 0) return;
    const ratio = shape.dim === 2 ? clamp((y1 - y0) / (x1 - x0), 0.4, 1.2) : 0.5;
    const across = shape.dim === 2 ? Math.min(width, 440 / Math.max(ratio, 0.6)) : width;
    room = { width: across, height: across * ratio, scale: Math.min(2, devicePixelRatio || 1) };
    canvas.width = Math.round(across * room.scale);
    canvas.height = Math.round(across * ratio * room.scale);
    canvas.style.width = `${across}px`;
    curves?.fit();
    draw();
  }
  const redraw = eachFrame(draw), refit = eachFrame(fit);
  run(false);
  fit();
  model.on("change:frame", redraw);
  const watch = new ResizeObserver(refit);
  watch.observe(root);
  // A canvas keeps the colours it was painted with: paint again when the theme changes.
  const theme = new MutationObserver(redraw), dark = matchMedia("(prefers-color-scheme: dark)");
  for (const node of [document.documentElement, document.body])
    theme.observe(node, { attributes: true, attributeFilter: ["data-theme", "theme", "data-jp-theme-light"] });
  dark.addEventListener("change", redraw);
  return () => {
    run(false);
    watch.disconnect();
    theme.disconnect();
    dark.removeEventListener("change", redraw);
    model.off("change:frame", redraw);
  };
}

// Samples in the plane over the critic's surface. Returns how many lie outside.
function plane(canvas, { width, height, scale }, root, { fake, real, surface, h, w }) {
  const pen = canvas.getContext("2d"), css = getComputedStyle(root);
  const colour = (name) => css.getPropertyValue(name).trim();
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.fillStyle = colour("--paper");
  pen.fillRect(0, 0, width, height);
  if (surface) {
    const fine = new OffscreenCanvas(Math.min(240, 6 * (w - 1) + 1), Math.min(240, 6 * (h - 1) + 1));
    const brush = fine.getContext("2d");
    const image = brush.createImageData(fine.width, fine.height);
    brush.putImageData(paintSurface(image, surface, h, w, rgb(root, "--paper"), rgb(root, "--critic")), 0, 0);
    pen.imageSmoothingEnabled = true;
    pen.drawImage(fine, 0, 0, width, height);
  }
  const X = (b) => ((b - 1) / 253) * width, Y = (b) => height - ((b - 1) / 253) * height;
  const far = (a, b) => a === 0 || a === 255 || b === 0 || b === 255;
  const r = width < 340 ? 2 : 2.5;
  pen.lineWidth = 0.75;
  pen.strokeStyle = colour("--paper");
  pen.beginPath();
  for (let i = 0; i < real.length; i += 2) {
    const x = X(real[i]), y = Y(real[i + 1]);
    pen.moveTo(x + r, y);
    pen.arc(x, y, r, 0, 7);
  }
  pen.fillStyle = colour("--real");
  pen.stroke();
  pen.fill();
  let outside = 0;
  pen.beginPath();
  for (let i = 0; i < fake.length; i += 2) {
    outside += far(fake[i], fake[i + 1]);
    const x = clamp(X(fake[i]), 3, width - 3), y = clamp(Y(fake[i + 1]), 3, height - 3), t = 1.35 * r;
    pen.moveTo(x, y - t);
    pen.lineTo(x + t, y + 0.8 * t);
    pen.lineTo(x - t, y + 0.8 * t);
    pen.closePath();
  }
  pen.fillStyle = colour("--fake");
  pen.stroke();
  pen.fill();
  frame(pen, width, height, colour);
  return outside;
}

// Samples on the line: a filled histogram for real, an outlined one for generated, the critic above.
function line(canvas, { width, height, scale }, root, { fake, real, surface, h, extent }) {
  const pen = canvas.getContext("2d"), css = getComputedStyle(root), bins = 42, base = height - 20;
  const colour = (name) => css.getPropertyValue(name).trim();
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.fillStyle = colour("--paper");
  pen.fillRect(0, 0, width, height);
  const count = (values) => {
    const bars = new Float64Array(bins);
    for (const b of values) if (b > 0 && b < 255) bars[Math.floor(((b - 1) / 253.01) * bins)] += 1;
    return bars.map((v) => v / values.length);
  };
  const [a, b] = [count(real), count(fake)], most = Math.max(...a, 0.02) * 1.9;
  const X = (k) => (k / bins) * width, Y = (v) => Math.max(4, base - (v / most) * base);
  pen.fillStyle = colour("--real");
  pen.globalAlpha = 0.45;
  a.forEach((v, k) => pen.fillRect(X(k), Y(v), X(1) - 1, base - Y(v)));
  pen.globalAlpha = 1;
  pen.strokeStyle = colour("--fake");
  pen.lineWidth = 2;
  pen.beginPath();
  pen.moveTo(0, base);
  b.forEach((v, k) => { pen.lineTo(X(k), Y(v)); pen.lineTo(X(k + 1), Y(v)); });
  pen.lineTo(width, base);
  pen.stroke();
  if (surface) {
    pen.strokeStyle = colour("--critic");
    pen.beginPath();
    for (let k = 0; k < h; k++)
      pen.lineTo((k / (h - 1)) * width, 8 + (1 - surface[k] / 255) * (base - 16));
    pen.stroke();
  }
  pen.fillStyle = colour("--soft");
  pen.font = `12px ${css.fontFamily}`;
  const [low, high] = extent, shown = ticks(low, high, 6);
  pen.textAlign = "center";
  for (const v of shown) {
    const x = ((v - low) / (high - low)) * width;
    if (x > 10 && x < width - 10) pen.fillText(minus(String(v)), x, height - 4);
  }
  pen.strokeStyle = colour("--soft");
  pen.lineWidth = 1;
  pen.strokeRect(0, base + 0.5, width, 0);
  return fake.reduce((sum, v) => sum + (v === 0 || v === 255), 0);
}
function frame(pen, width, height, colour) {
  pen.strokeStyle = colour("--line");
  pen.lineWidth = 1;
  pen.strokeRect(0.5, 0.5, width - 1, height - 1);
}

// The curves against the iterations, a cursor that can be dragged, and the values under it.
function curvePlot(host, curves, steps, go) {
  const KINDS = { gap: "critic", w1: "exact", floor: "floor" };
  const SAID = { gap: "critic’s gap", w1: "exact W1", floor: "floor" };
  const SPARE = ["ink", "loud", "real", "fake"], DASHES = ["", "gt-dashed", "gt-dashdot", "gt-dotted"];
  const names = Object.keys(curves), all = names.flatMap((n) => curves[n]).filter((v) => v !== null);
  const low = Math.min(0, ...all), high = Math.max(0, ...all), pad = 0.06 * (high - low || 1);
  const plot = new Plot(host, { title: `Curves: ${names.join(", ")}`, height: 230, left: 44,
    x: [steps[0], steps.at(-1) === steps[0] ? steps[0] + 1 : steps.at(-1)],
    y: [low < 0 ? low - pad : 0, high + pad], xlabel: "iteration" });
  const cursor = plot.line("gt-cursor");
  let spare = 0;
  const made = names.map((name, k) => {
    const kind = KINDS[name.toLowerCase()] ?? SPARE[spare++ % SPARE.length];
    const dash = name.toLowerCase() === "floor" ? "gt-dotted" : DASHES[k % DASHES.length];
    return { name, kind, values: curves[name].map((v) => v ?? NaN), curve: plot.curve(`${kind} ${dash}`),
      dot: plot.dot(kind) };
  });
  const swatch = (curve) => svg("svg", { width: 26, height: 10, "aria-hidden": "true" },
    svg("path", { class: curve.getAttribute("class"), d: "M1 5H25" }));
  const show = numbers(host, made.map(({ name, kind, curve }) =>
    [name, html("span", { class: "gt-key" }, swatch(curve), SAID[name.toLowerCase()] ?? name), kind]),
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

export default { render };
