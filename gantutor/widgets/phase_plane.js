// A point in the plane of generator and critic, the way its method takes it, and the two laws.

const REACH = 2.5;
const GAME = ["method", "weight", "c", "sigma"], STEPS = ["h", "iterations", "scheme", "n_critic"];
const CHANGES = [...GAME, ...STEPS, "theta", "psi", "iteration"].map((n) => `change:${n}`).join(" ");
const WORDS = { weight: "Weight of the penalty", c: "Clip c", sigma: "Noise σ" };

function render({ model, el }) {
  const get = (name) => model.get(name), pick = (names) =>
    Object.fromEntries(names.map((name) => [name, get(name)]));
  const save = eachFrame(() => model.save_changes());
  // Whatever changes the run starts it anew; only the iteration goes along it.
  function set(name, value) {
    if (Object.is(get(name), value)) return;
    if (name !== "iteration") { run(false); model.set("iteration", 0); }
    model.set(name, value);
    save();
  }

  const root = html("div", { class: "gt gt-phase", role: "group",
    "aria-label": "The phase plane of the Dirac-GAN" });
  const stage = html("div", { class: "gt-panel gt-stage2" },
    html("p", { class: "gt-name" }, "The two laws and the critic ψx"));
  const side = html("div", { class: "gt-panel" });
  const play = html("button", { type: "button", class: "gt-play", onclick: () => run(!timer) });
  const one = (by, sign, word) => html("button", { type: "button", "aria-label": word,
    onclick: () => { run(false); go(get("iteration") + by); } }, sign);
  const back = one(-1, "‹", "One iteration back"), on = one(1, "›", "One iteration on");
  const scrub = slider({ name: "iteration", word: "Iteration", min: 0, max: get("iterations"), step: 1,
    big: 10, whole: true, digits: 0, get, set: (_, v) => { run(false); go(v); } });
  const desk = root.appendChild(html("div", { class: "gt-desk" }, stage));
  el.append(html("style", {}, CSS), root);

  const around = { x: [-REACH, REACH], y: [-REACH, REACH], left: 30, right: 10 };
  const ends = [-2, -1, 0, 1, 2];
  const strip = new Plot(stage, { ...around, title: "Real mass at 0, generated mass at θ, critic ψx",
    height: 120, xticks: ends, yticks: [0], top: 14, bottom: 20 });
  const line = strip.curve("critic gt-dashdot");
  const real = strip.line("gt-spike real"), fake = strip.line("gt-spike fake");
  const tops = [strip.dot("real"), strip.dot("fake")];
  const names = [strip.label("real", "real"), strip.label("fake", "generated"),
    strip.label("critic gt-small", "critic")];

  stage.append(html("p", { class: "gt-name" }, "Drop a point: θ across, ψ up"));
  const plane = new Plot(stage, { ...around, title: "Phase plane: generator θ across, critic ψ up",
    height: 340, xticks: ends, yticks: ends, xlabel: "generator θ", ylabel: "critic ψ",
    kind: "gt-plane" });
  const barred = [0, 1].map(() => plane.marks.appendChild(svg("rect", { class: "gt-out" })));
  const arrows = plane.marks.appendChild(svg("path", { class: "gt-arrows" }));
  const limits = [0, 1].map(() => plane.curve("critic gt-thin gt-dashed"));
  const whole = plane.curve("ink gt-whole"), walked = plane.curve("ink");
  const below = plane.line("gt-cursor");
  const rest = plane.front.appendChild(svg("circle", { class: "gt-rest exact", r: 5 }));
  const start = plane.front.appendChild(svg("g", { class: "gt-start" },
    svg("circle", { r: 20 }), svg("circle", { r: 7 })));
  const here = plane.dot("fake");

  unscrolled(start);
  // A mouse or the handle drags the start; a tap elsewhere drops it, and a swipe scrolls the page.
  let dragged = false;
  const put = (event) => {
    const box = plane.node.getBoundingClientRect();
    const at = (pixel, low, high) => Math.round(100 * clamp(
      -REACH + (2 * REACH * (pixel - low)) / (high - low), -REACH, REACH)) / 100;
    set("theta", at(event.clientX - box.left, plane.X(-REACH), plane.X(REACH)));
    set("psi", at(event.clientY - box.top, plane.Y(-REACH), plane.Y(REACH)));
  };
  plane.node.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    const handle = start.contains(event.target);
    if (event.pointerType === "touch" && !handle) return;
    event.preventDefault();
    plane.node.setPointerCapture(event.pointerId);
    dragged = true;
    if (!handle) put(event);
    focusByHand(sliders[0].input);
  });
  plane.node.addEventListener("pointermove", (event) => dragged && put(event));
  plane.node.addEventListener("pointerup", (event) => {
    if (!dragged) put(event);
    dragged = false;
    if (!still.matches) run(true);
  });
  plane.node.addEventListener("pointercancel", () => { dragged = false; });

  const list = (name, word, options) => {
    const made = choice({ name, word, options: Object.keys(options), get, set });
    for (const o of made.input.options) o.textContent = options[o.value];
    return made;
  };
  const labels = Object.fromEntries(Object.entries(METHODS).map(([k, m]) => [k, m.label]));
  const menus = [list("method", "Method", labels), list("scheme", "Steps",
    { simultaneous: "simultaneous", alternating: "alternating, critic first" })];
  const track = (name, word, more) => slider({ name, word, get, set, ...more });
  const sliders = [
    track("theta", "Start θ", { min: -REACH, max: REACH, step: 0.1, fine: 0.01, big: 1 }),
    track("psi", "Start ψ", { min: -REACH, max: REACH, step: 0.1, fine: 0.01, big: 1 }),
    track("h", "Step size h", { min: 0.01, max: 1, step: 0.01, big: 0.1 }),
    track("n_critic", "Critic steps", { min: 1, max: 10, step: 1, big: 5, whole: true, digits: 0 }),
    ...Object.entries({ weight: 3, c: 2.5, sigma: 3 }).map(([name, max]) =>
      track(name, WORDS[name], { min: 0.05, max, step: 0.05, fine: 0.01, big: 0.5 })),
  ];
  const byName = Object.fromEntries(sliders.map((s) => [s.input.name, s]));
  const figures = html("div", {});
  const show = numbers(figures, [
    ["w1", "W1 now, |θ|", "exact", "the distance between the two laws at this iteration"],
    ["distance", "distance at the end", "ink", "from the equilibrium, after all iterations"],
    ["modulus", "factor per iteration", "ink",
      "largest modulus of an iteration's eigenvalues at the equilibrium"],
  ], undefined, "gt-wide");
  const eigen = [0, 1].map((k) => [readout(`eigen${k + 1}_real`), readout(`eigen${k + 1}_imag`)]);
  side.append(html("div", { class: "gt-choices" }, ...menus.map((m) => m.node)), figures,
    html("p", { class: "gt-note" }, "Eigenvalues of the flow at the equilibrium"),
    html("ul", { class: "gt-eigen", "aria-label": "Eigenvalues of the flow at the equilibrium" },
      ...eigen.map(([re, im], k) => html("li", {}, re, " ", im))),
    ...sliders.map((s) => s.node));
  const told = stepStrip({ model, root, whole: ["n_critic", "iteration"], before: () => run(false) });
  // On a narrow page the bar stands under the pictures, not under the menus as well.
  desk.append(html("div", { class: "gt-controls gt-row" }, told, play, back, on, scrub.node), side);
  const tell = narrator(root);

  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let timer = 0;
  function run(playing) {
    clearInterval(timer);
    timer = 0;
    if (playing) {
      if (get("iteration") >= get("iterations")) go(0);
      // With reduced motion: ten stills instead of a film.
      const [stride, pause] = still.matches ? [Math.ceil(get("iterations") / 10), 500] : [1, 33];
      timer = setInterval(() => (get("iteration") < get("iterations") ? go(get("iteration") + stride)
        : run(false)), pause);
    }
    play.textContent = playing ? "❚❚ Pause" : "▶ Play";
  }
  const go = (k) => set("iteration", clamp(Math.round(k), 0, get("iterations")));
  root.addEventListener("keydown", (event) => {
    if (event.key !== " " || /^(BUTTON|SELECT|SUMMARY)$/.test(event.target.tagName)) return;
    event.preventDefault();
    event.stopPropagation();
    run(!timer);
  });

  function drawField(game) {
    const room = Math.abs(plane.X(1) - plane.X(0)) * 0.36, cells = Array.from({ length: 13 }, (_, k) => (k - 6) * 0.4);
    const found = cells.flatMap((psi) => cells.filter(() => Math.abs(psi) <= game.bound)
      .map((theta) => [theta, psi, game.field(theta, psi)]));
    const most = Math.max(...found.map(([, , v]) => Math.hypot(...v)), 1e-12);
    let d = "";
    for (const [theta, psi, v] of found) {
      const size = Math.hypot(...v), long = room * Math.sqrt(size / most);
      if (!(long > 1)) continue;
      const dx = (v[0] / size) * long, dy = (-v[1] / size) * long, barb = Math.min(4, long / 2);
      const x = plane.X(theta) + dx / 2, y = plane.Y(psi) + dy / 2;
      const tip = (turn) => {
        const way = Math.atan2(dy, dx) + turn;
        return `${(x + barb * Math.cos(way)).toFixed(1)} ${(y + barb * Math.sin(way)).toFixed(1)}`;
      };
      d += `M${(x - dx).toFixed(1)} ${(y - dy).toFixed(1)}L${x.toFixed(1)} ${y.toFixed(1)}` +
        `M${tip(2.6)}L${x.toFixed(1)} ${y.toFixed(1)}L${tip(-2.6)}`;
    }
    arrows.setAttribute("d", d);
    const edge = Math.min(game.bound, REACH);
    barred.forEach((rect, k) => {
      const [from, to] = k ? [plane.Y(-edge), plane.Y(-REACH)] : [plane.Y(REACH), plane.Y(edge)];
      for (const [name, v] of Object.entries({ x: plane.X(-REACH), y: from,
        width: plane.X(REACH) - plane.X(-REACH), height: Math.max(0, to - from) }))
        rect.setAttribute(name, v);
    });
    const at = game.bound < Infinity ? game.bound : /sided/.test(game.rule) ? 1 : NaN;
    limits.forEach((path, k) => plane.level(path, k ? -at : at));
  }

  let game, points, drawn = "";
  function draw() {
    const state = pick([...GAME, ...STEPS, "theta", "psi"]), key = JSON.stringify(state);
    const ground = JSON.stringify([pick(GAME), plane.width]);
    if (!points || key !== drawn.key) {
      game = diracGan(state);
      points = game.trajectory(state.theta, state.psi, state);
    }
    if (ground !== drawn.ground) drawField(game);
    drawn = { key, ground };
    const { scheme, iterations } = state, k = Math.min(get("iteration"), iterations), [theta, psi] = points[k];
    const seen = (list) => [0, 1].map((i) => list.map((p) =>
      (Math.abs(p[i]) < 1e4 ? p[i] : NaN)));
    plane.trace(whole, ...seen(points));
    plane.trace(walked, ...seen(points.slice(0, k + 1)));
    plane.move(rest, 0, 0);
    start.setAttribute("transform", `translate(${plane.X(points[0][0]).toFixed(1)} ` +
      `${plane.Y(points[0][1]).toFixed(1)})`);
    const inside = Math.abs(theta) <= REACH && Math.abs(psi) <= REACH;
    here.style.display = inside ? "" : "none";
    const shown = [theta, psi].map((v) => (Number.isFinite(v) ? clamp(v, -9, 9) : 9));
    plane.move(here, ...shown);
    plane.stretch(below, shown[0], shown[1], shown[0], REACH + 1);
    strip.stretch(real, 0, 0, 0, 2);
    strip.stretch(fake, shown[0], 0, shown[0], 1.1);
    strip.move(tops[0], 0, 2);
    strip.move(tops[1], shown[0], 1.1);
    const visible = Math.abs(theta) <= REACH;
    tops[1].style.display = names[1].style.display = visible ? "" : "none";
    strip.trace(line, [-REACH, REACH], [-REACH * shown[1], REACH * shown[1]]);
    const right = theta >= 0;
    strip.place(names[0], 0, 2, right ? -10 : 10, 4, right ? "end" : "start");
    const tight = Math.abs(shown[0]) > 1.5;
    strip.place(names[1], clamp(shown[0], -REACH, REACH), 1.1,
      (right ? 10 : -10) * (tight ? -1 : 1), tight ? 22 : 4, right !== tight ? "start" : "end");
    strip.place(names[2], -REACH, clamp(-REACH * shown[1], -2.2, 1.9), 4, -5, "start");

    const flow = eigenvalues(game.jacobian());
    const modulus = Math.max(...eigenvalues(game.stepMatrix(state)).map((v) => Math.hypot(...v)));
    const last = points[iterations], distance = Math.hypot(...last);
    show({ w1: Math.abs(theta), distance, modulus });
    eigen.forEach(([re, im], i) => {
      setNumber(re, flow[i][0]);
      setNumber(im, flow[i][1]);
      im.textContent = Number.isNaN(flow[i][1]) ? ""
        : `${flow[i][1] < 0 ? "−" : "+"} ${number(Math.abs(flow[i][1]))} i`;
    });
    for (const name of Object.keys(WORDS))
      byName[name].node.style.display = METHODS[state.method].has === name ? "" : "none";
    byName.n_critic.input.disabled = scheme === "simultaneous";
    byName.n_critic.node.style.display = scheme === "simultaneous" ? "none" : "";
    scrub.input.max = iterations;
    for (const control of [...menus, ...sliders, scrub]) control.update();
    back.disabled = k === 0;
    on.disabled = k === iterations;
    const first = Math.hypot(...points[0]), gone = points.findIndex(([a, b]) =>
      !(Math.abs(a) <= REACH && Math.abs(b) <= REACH));
    tell(`${METHODS[state.method].label}, ${scheme} steps: in ${iterations} iterations the distance ` +
      `from the equilibrium goes from ${number(first, 2)} to ${number(distance, 2)}. ` +
      (gone > 0 ? `The run leaves the picture at iteration ${gone}. ` : "") +
      (Number.isNaN(modulus) ? "The penalty has a corner at ψ = 0: there are no eigenvalues."
        : Math.abs(modulus - 1) < 1e-9 ? "Near it, an iteration neither shrinks nor grows it."
          : `Near it, an iteration multiplies it by ${number(modulus)} in the long run.`));
  }
  const redraw = eachFrame(draw);
  function fit() {
    const width = stage.clientWidth;
    if (width <= 0) return;
    plane.height = plane.low = width - 40 + plane.top + plane.bottom;
    for (const plot of [strip, plane]) plot.scale(width);
    draw();
  }
  run(false);
  fit();
  if (!points) draw();
  model.on(CHANGES, redraw);
  const watch = new ResizeObserver(eachFrame(fit));
  watch.observe(stage);
  return () => {
    run(false);
    watch.disconnect();
    model.off(CHANGES, redraw);
  };
}

export default { render };
