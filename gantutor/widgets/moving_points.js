// Points that are dragged in the plane: the best plan, what its prices make of every place, and W1.

const REACH = [4, 3], FINE = [272, 204], GLIDE = 600, NEAR = 22;
const WORD = { real: "real", fake: "generated" };
const GROUND_NAMES = { low: "low f", high: "high f", w1: "W1" };
const alike = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const away = ([a, b], [c, d]) => Math.hypot(a - c, b - d);

// Everything that follows from where the points are.
function solved(transport, real, fake) {
  transport.known = false;
  transport.solve(real.flat(), fake.flat());
  const far = detours(transport);
  return { real, fake, far, transport, prices: middlePrices(transport, far) };
}
const conesOf = (ground, { real, fake, far, transport, prices }, held) => (ground === "w1"
  ? CONES.w1(real, fake, transport, far, held) : CONES[ground](real, fake, prices));
const partnerOf = ({ real, fake, transport }, [kind, k]) => (kind === "real"
  ? ["fake", transport.plan[k], fake[transport.plan[k]]]
  : ["real", transport.planOfFake[k], real[transport.planOfFake[k]]]);
function render({ model, el }) {
  const get = (name) => model.get(name), n = get("real").length, transport = new PlaneTransport(n);
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const save = eachFrame(() => model.save_changes());
  const held = () => { const [kind, k] = get("held").split(" "); return [kind, +k - 1]; };
  const set = (name, value) => {
    if (Object.is(get(name), value)) return;
    model.set(name, value);
    save();
  };
  // Where the points are seen: on their way, after a step has set others.
  let seen = { real: get("real"), fake: get("fake") }, gliding = 0;
  const place = ([kind, k] = held()) => seen[kind][k];

  function put(x, y) {
    arrive();
    const [kind, k] = held(), to = [x, y].map((v, d) => +clamp(v, -REACH[d], REACH[d]).toFixed(2));
    if (away(to, place()) === 0) return;
    const all = seen[kind].map((p, m) => (m === k ? to : p));
    seen = { ...seen, [kind]: all };
    set(kind, all);
    redraw();
  }
  // Sliders know the two coordinates of the held point by name.
  const coordinate = (name) => (name === "across" ? 0 : 1);
  const getPlace = (name) => place()[coordinate(name)];
  const setPlace = (name, v) => put(...place().map((old, d) => (d === coordinate(name) ? v : old)));

  const picture = html("div", { class: "gt-field" });
  const canvas = html("canvas", { width: FINE[0], height: FINE[1], "aria-hidden": "true" });
  const figure = svg("svg", { role: "img", viewBox: "0 0 8 6" }, svg("title", {},
    "Real and generated points, the best plan between them, and the ground under them"));
  picture.append(canvas, figure);
  const lines = Array.from({ length: n }, () => figure.appendChild(svg("line", { class: "gt-pair" })));
  const halo = figure.appendChild(svg("path", { class: "gt-arrows gt-under" }));
  const arrows = figure.appendChild(svg("path", { class: "gt-arrows" }));
  const ring = figure.appendChild(svg("circle", { class: "gt-ring" }));
  const dots = ["real", "fake"].flatMap((kind) => Array.from({ length: n }, (_, k) => {
    const hold = svg("circle", { class: "gt-take" }), mark = svg("path", { class: `gt-mark ${kind}` });
    const node = figure.appendChild(svg("g", { "data-point": `${kind} ${k + 1}` }, hold, mark));
    unscrolled(hold);
    return { kind, k, node, hold, mark };
  }));
  const key = ["real", "fake"].map((kind) => figure.appendChild(svg("text", {
    class: `gt-label gt-halo ${kind}` }, `${kind === "real" ? "●" : "▲"} ${WORD[kind]}`)));

  const grounds = picks({ name: "ground", word: "Ground of the picture", options: ["low", "high", "w1"],
    say: (v) => GROUND_NAMES[v], get, set });
  const figures = html("div", { class: "gt-figures" }), meanings = meaningsIn(html("div", {}));
  const show = numbers(figures, [
    ["w1", "W1", "exact", `what the best plan costs, with mass 1/${n} for each point`],
    ["earned", "prices", "exact", "what the best prices earn, mean f + mean g: the same"],
    ["towards", "slope to partner", "ink", "how fast the ground rises at the held point, on the " +
      "way to its partner", 2],
    ["opposite", "and away", "ink", "and how fast the opposite way: with a gradient the sign is the " +
      "other one, at the tip of a cone it is the same", 2],
  ], undefined, "gt-four", meanings);
  meanings.add("low f", "the lowest function without a slope above 1 that has the best prices on the " +
    "points, maxᵢ (fᵢ − |p − xᵢ|); the arrows are its gradients");
  meanings.add("high f", "the highest such function, minⱼ (|p − yⱼ| − gⱼ)");
  meanings.add("W1 as ground", "what W1 would be if the held point stood there and all others " +
    "stayed; at the seams the plan changes");
  const way = wayPicture(n);

  const select = html("select", { name: "held", "aria-label": "Held point",
    onchange: () => set("held", select.value) },
  ...dots.map(({ kind, k }) =>
    html("option", { value: `${kind} ${k + 1}` }, `${WORD[kind]} ${k + 1}`)));
  select.addEventListener("keydown", (event) => event.stopPropagation());
  const [across, up] = [["across", "Across"], ["up", "Up"]].map(([name, word], d) => slider({ name,
    word, min: -REACH[d], max: REACH[d], step: 0.1, fine: 0.02, big: 0.5, get: getPlace,
    set: setPlace }));

  const root = html("div", { class: "gt gt-points", role: "group",
    "aria-label": "Points in the plane, their best plan and its prices" });
  const strip = stepStrip({ model, root, before: () => arrive() });
  root.append(
    html("div", { class: "gt-two" }, picture,
      html("div", { class: "gt-beside" },
        html("div", { class: "gt-kind" }, html("span", { class: "gt-name" }, "Ground"), grounds.node),
        figures, way.plot.node, way.note)),
    html("div", { class: "gt-controls" },
      html("div", { class: "gt-lead" }, strip),
      html("div", { class: "gt-rest" }, html("label", { class: "gt-choice" }, html("span", {}, "Held"),
        select), across.node, up.node)));
  el.append(html("style", {}, CSS), root);
  const tell = narrator(root);
  root.append(meanings.node);

  // The upright arrows move the point upright, whichever of the two has the focus.
  across.input.addEventListener("keydown", (event) => {
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    setPlace("up", getPlace("up") + by * (event.shiftKey ? 0.02 : 0.1));
  }, { capture: true });

  // A pointer takes the nearest point, if one is near.
  let offset = null;
  const toPlane = (event) => {
    const { left, top, width, height } = figure.getBoundingClientRect();
    return [((event.clientX - left) / width) * 8 - 4, 3 - ((event.clientY - top) / height) * 6];
  };
  figure.addEventListener("pointerdown", (event) => {
    if (event.button || offset) return;
    const at = toPlane(event), unit = figure.getBoundingClientRect().width / 8;
    const far = dots.map(({ kind, k }) => away(place([kind, k]), at) * unit), least = Math.min(...far);
    if (least > NEAR) return;
    event.preventDefault();
    arrive();
    const { kind, k } = dots[far.indexOf(least)], [x, y] = place([kind, k]);
    set("held", `${kind} ${k + 1}`);
    offset = [x - at[0], y - at[1]];
    figure.setPointerCapture(event.pointerId);
    figure.classList.add("gt-held");
    focusByHand(across.input);
    redraw();
  });
  figure.addEventListener("pointermove", (event) => {
    if (!offset) return;
    const at = toPlane(event);
    put(at[0] + offset[0], at[1] + offset[1]);
  });
  for (const end of ["pointerup", "pointercancel"]) figure.addEventListener(end, () => {
    offset = null;
    figure.classList.remove("gt-held");
  });

  // After a step, or a change from Python, the points glide to their new places.
  function arrive() {
    if (!gliding) return;
    cancelAnimationFrame(gliding);
    gliding = 0;
    seen = { real: get("real"), fake: get("fake") };
  }
  function follow() {
    cancelAnimationFrame(gliding);
    gliding = 0;
    const to = { real: get("real"), fake: get("fake") }, from = seen;
    if (alike(to, from) || still.matches) { seen = to; draw(); return; }
    const start = performance.now();
    const tick = (time) => {
      const share = clamp((time - start) / GLIDE, 0, 1), eased = share * share * (3 - 2 * share);
      const between = (kind) => to[kind].map((p, k) => p.map((v, d) => {
        const old = from[kind][k][d];
        return old + (v - old) * eased;
      }));
      seen = share < 1 ? { real: between("real"), fake: between("fake") } : to;
      gliding = share < 1 ? requestAnimationFrame(tick) : 0;
      draw();
    };
    gliding = requestAnimationFrame(tick);
  }

  let plan = null, image = null, size = 400;
  // The pairs that have just changed stand out for a moment.
  function flash(to) {
    if (plan && !still.matches) plan.forEach((j, i) => { if (j !== to[i]) lines[i].animate?.(
      [{ strokeWidth: "7px" }, { strokeWidth: "2px" }], 700); });
    plan = [...to];
  }

  const unit = () => size / 8, X = ([x]) => (x + 4) * unit(), Y = ([, y]) => (3 - y) * unit();
  function drawArrow([x, y], [a, b]) {
    const turn = Math.atan2(-b, a), from = [X([x]), Y([0, y])];
    const go = ([u, v], long, side = 0) =>
      [u + long * Math.cos(turn + side), v + long * Math.sin(turn + side)];
    const tip = go(from, 24), barbs = [0.5, -0.5].map((side) => [tip, go(tip, -7, side)]);
    return [[from, tip], ...barbs].map(([p, q]) => `M${p.join(" ")}L${q.join(" ")}`).join("");
  }
  function paint(cones) {
    const css = getComputedStyle(root), rgb = (name) => {
      const text = css.getPropertyValue(name).trim();
      return [1, 3, 5].map((k) => parseInt(text.slice(k, k + 2), 16));
    };
    const pen = canvas.getContext("2d");
    image ??= pen.createImageData(...FINE);
    const onW1 = get("ground") === "w1", colours = ["--paper", "--exact", "--ink"].map(rgb);
    paintGround(image, REACH, cones, onW1 ? 0.5 / n : 0.5, ...colours.slice(0, onW1 ? 3 : 2));
    pen.putImageData(image, 0, 0);
  }
  function draw() {
    const point = held(), ground = get("ground"), now = solved(transport, seen.real, seen.fake);
    const { w1, plan: to } = transport, { f, g } = now.prices, cones = conesOf(ground, now, point);
    way.walk(seen, point, transport);
    flash(to);
    paint(cones);
    const [kind, k] = point, at = place(), [other, m, goal] = partnerOf(now, point);
    const pairOf = kind === "real" ? k : m;
    lines.forEach((line, i) => {
      const [a, b] = [seen.real[i], seen.fake[to[i]]];
      for (const [name, v] of [["x1", X(a)], ["y1", Y(a)], ["x2", X(b)], ["y2", Y(b)]])
        line.setAttribute(name, v.toFixed(1));
      line.classList.toggle("gt-own", i === pairOf);
    });
    for (const dot of dots) {
      const p = seen[dot.kind][dot.k], [x, y] = [X(p), Y(p)];
      dot.hold.setAttribute("cx", x);
      dot.hold.setAttribute("cy", y);
      dot.hold.setAttribute("r", NEAR);
      dot.mark.setAttribute("d", dot.kind === "real" ? `M${x - 6} ${y}a6 6 0 1 0 12 0a6 6 0 1 0 -12 0Z`
        : `M${x} ${y - 8}L${x + 7.5} ${y + 5.5}H${x - 7.5}Z`);
      dot.node.dataset.at = p.join(" ");
    }
    ring.setAttribute("cx", X(at));
    ring.setAttribute("cy", Y(at));
    ring.setAttribute("r", 13);
    // On the potentials every generated point has its gradient, if there is one; on W1 the held point
    // is shown where W1 falls.
    const gradients = (ground === "w1" ? [at] : seen.fake).map((p) => [p, gradientAt(cones, p)]);
    const path = gradients.map(([p, v]) => (v && Math.hypot(...v) > 1e-3
      ? drawArrow(p, ground === "w1" ? v.map((c) => -c) : v) : "")).join("");
    arrows.setAttribute("d", path);
    halo.setAttribute("d", path);
    key.forEach((text, d) => {
      text.setAttribute("x", 8 + 62 * d);
      text.setAttribute("y", size * 0.75 - 8);
    });

    way.draw();

    const towards = slopeTowards(cones, at, goal), opposite = slopeTowards(cones, at, goal, -1);
    const mean = (v) => v.reduce((sum, one) => sum + one / n, 0);
    show({ w1, earned: mean(f) + mean(g), towards, opposite });
    select.value = get("held");
    for (const control of [grounds, across, up]) control.update();
    const name = `${WORD[kind]} point ${k + 1}`, onW1 = ground === "w1";
    const about = onW1 ? "On the lines of the ground W1 is the same, wherever on them this point " +
      "stands; on the seams the plan changes."
      : !gradientAt(cones, at) ? `The ${ground} potential has the tip of a cone here, and no gradient.`
        : `The ${ground} potential has its gradient here: it points ` +
          `${kind === "fake" ? "at" : "away from"} the partner.`;
    tell(`${name[0].toUpperCase()}${name.slice(1)} goes with ${WORD[other]} point ${m + 1}, ` +
      `${number(away(at, goal), 2)} away; W1 is ${number(w1)}. ${about}`);
  }
  const redraw = eachFrame(() => { if (!gliding) draw(); });
  function fit() {
    const wide = picture.getBoundingClientRect().width;
    if (wide > 0) size = wide;
    figure.setAttribute("viewBox", `0 0 ${size} ${size * 0.75}`);
    way.plot.low = root.clientWidth < 480 ? 104 : 160;
    way.plot.width = way.plot.node.getBoundingClientRect().width || way.plot.width;
    draw();
  }
  fit();
  const follows = eachFrame(() => {
    if (alike({ real: get("real"), fake: get("fake") }, seen)) redraw(); else follow();
  });
  model.on("change:real change:fake", follows);
  model.on("change:held change:ground", redraw);
  const watch = new ResizeObserver(eachFrame(fit));
  watch.observe(root);
  const leaveTheme = onTheme(redraw);
  return () => {
    watch.disconnect();
    leaveTheme();
    cancelAnimationFrame(gliding);
    model.off("change:real change:fake", follows);
    model.off("change:held change:ground", redraw);
  };
}

export default { render };
