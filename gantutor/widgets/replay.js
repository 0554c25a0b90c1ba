// A training run played again: frames on a canvas, curves with a cursor, one set of controls.

async function render({ model, el }) {
  const get = (name) => model.get(name), shape = get("shape"), last = shape.frames - 1;
  const [h, w = 0] = shape.surface, steps = get("iterations"), names = Object.keys(get("curves"));
  const parts = [[shape.frames, shape.n * shape.dim], [1, shape.real * shape.dim]];
  if (h) parts.push([shape.frames, h * (w || 1)]);
  const [points, real, surface] = await unpack(get("blob"), parts);

  const canvas = html("canvas", { role: "img", "aria-label": `${get("title")}: samples` });
  const notes = html("p", { class: "gt-note gt-key" },
    ...[["real", "●", "▮"], ["generated", "▲", "▬"], ["critic", "▒", "━"]].slice(0, h ? 3 : 2)
      .map(([name, flat, lined]) => html("span", { class: name === "generated" ? "fake" : name },
        `${shape.dim === 2 ? flat : lined} ${name}`)),
    h ? html("span", {}, shape.dim === 2 ? "(more colour is higher)" : "(scaled to fit)") : "");
  const picture = html("div", { class: "gt-panel gt-stage" },
    html("p", { class: "gt-name" }, get("title")), canvas, notes);
  const side = html("div", { class: "gt-panel" }, html("p", { class: "gt-name" }, "Measured"));
  const { play, run, go, again } = player(model, last, () => +speed.value);
  const back = html("button", { type: "button", "aria-label": "One frame back",
    onclick: () => { run(false); go(get("frame") - 1); } }, "‹");
  const on = html("button", { type: "button", "aria-label": "One frame on",
    onclick: () => { run(false); go(get("frame") + 1); } }, "›");
  const scrub = slider({ name: "frame", quantity: "iteration", word: "Iteration", min: 0,
    max: last, step: 1, big: 10, digits: 0, get,
    set: (_, v) => { run(false); go(v); },
    shown: (v) => steps[v] });
  const speed = html("select", { name: "speed", "aria-label": "Speed",
    onchange: again }, ...[0.5, 1, 2, 4].map((s) =>
    html("option", { value: s, ...(s === 1 && { selected: "" }) }, `${s}×`)));
  const root = html("div", { class: "gt", role: "group", "aria-label": get("title") },
    html("div", { class: "gt-panels" }, picture, ...(names.length ? [side] : [])));
  const strip = stepStrip({ model, root, whole: ["frame"], before: () => run(false) });
  root.append(html("div", { class: "gt-controls gt-row" }, strip, play, back, on, speed,
    scrub.node));
  el.append(html("style", {}, CSS), root);
  const curves = names.length
    ? curvePlot(side, get("curves"), steps, (k) => { run(false); go(k); }) : null;
  const tell = narrator(root);

  playBySpace(root, play);

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
    const ends = h ? get("heights")[k].map((v) => number(v, 3)) : [];
    tell([`Iteration ${steps[k]}. ${said}`,
      outside ? `${outside} samples lie outside the picture. ` : "",
      h ? `The critic runs from ${ends.join(" to ")}.` : ""].join(""));
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
  fit();
  model.on("change:frame", redraw);
  const watch = new ResizeObserver(refit);
  watch.observe(root);
  const leaveTheme = onTheme(redraw);
  return () => {
    run(false);
    watch.disconnect();
    leaveTheme();
    model.off("change:frame", redraw);
  };
}

export default { render };
