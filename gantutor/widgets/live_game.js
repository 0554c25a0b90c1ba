// The adversarial game, trained in the page: a stage, what is measured, and the hands of the reader.

const ON_LINE = ["normal", "uniform", "two_heaps"];
const WORDS_OF_DATA = { "on the line": { normal: "Normal", uniform: "Uniform", two_heaps: "Two heaps" },
  "in the plane": { ring: "Ring of 8", grid: "Grid of 25", swiss_roll: "Swiss roll",
    parallel_lines: "Two parallel lines" } };
const HOLDS = { free: "nothing", clip: "clip", penalty: "penalty", spectral: "spectral" };
const WORDS_OF_LOSS = { wasserstein: "Wasserstein", minimax: "minimax", nonsaturating: "non-saturating",
  least_squares: "least squares", hinge: "hinge" };
const SCALES = { clip: [0.001, 2, "Clip c"], penalty: [0.01, 100, "Weight λ"], spectral: [0.1, 10, "Factor c"] };
const HOW_TO_DRAW = "Draw 8 points or more with mouse or finger, or with arrow keys and Space. Then: Done.";
const SAME = ["data", "points", "seed", "width", "depth", "batch"];
// Below these widths in pixels: one column; controls in a bar and a sheet.
const NARROW = 560, MIDDLE = 800;
const CALM = 700, ALOUD = 4000;
// The half height of the stage, and its middle.
const REACH = { normal: [3.6, 1], uniform: [2.2, 0.5], two_heaps: [4.4, 0], parallel_lines: [2.1, 0] };

function render({ model, el }) {
  const root = html("div", { class: "gt gt-live", role: "group",
    "aria-label": "An adversarial game that is trained in this page" });
  el.append(html("style", {}, CSS), root);
  let host;
  try { host = engineHost(); } catch (error) {
    root.append(html("p", { class: "gt-summary" }, "This browser does not let the page start a " +
      "worker, and the game is trained in one: it cannot be played here."));
    return () => {};
  }

  // What is set: by the model for the first game, here for the second one beside it. --------------
  const first = Object.fromEntries([...OF_PAGE, ...OF_GAME].map((name) => [name, model.get(name)]));
  const kept = { free: 1, clip: 0.1, penalty: 1, spectral: 1, [model.get("hold")]: model.get("strength") };
  const save = eachFrame(() => model.save_changes());
  let second = null, active = 0, inHand = false, drawing = false, closed = false;
  const get = (name) => (active && second && OF_GAME.includes(name) ? second[name] : model.get(name));
  function set(name, value) {
    if (Object.is(get(name), value)) return;
    if (name === "strength") kept[get("hold")] = value;
    if (active && second && OF_GAME.includes(name)) { second[name] = value; changed("B"); }
    else { model.set(name, value); save(); }
    if (name === "hold" && value !== "free") set("strength", kept[value]);
  }
  const valuesOf = (game) => (game === "B" ? second
    : Object.fromEntries(OF_GAME.map((name) => [name, model.get(name)])));
  const names = () => (second ? ["A", "B"] : ["A"]);
  const dim = () => (ON_LINE.includes(model.get("data")) ? 1 : 2);
  const flat = (points) => points.flat();
  function dataSet() {
    const name = model.get("data");
    return name === "drawn" ? { name, dim: 2, points: flat(model.get("points")) }
      : name === "normal" ? { name, mean: 2, std: 0.5 } : { name };
  }
  const patchOf = ({ hold, strength, rule, where, objective, critic_steps, rate }) => ({ objective, rate,
    criticSteps: critic_steps,
    constraint: { name: hold, ...(hold === "free" ? {} : { strength }),
      ...(hold === "penalty" ? { rule, where } : {}) } });
  const settingsOf = (game) => ({ data: dataSet(), seed: model.get("seed"), width: model.get("width"),
    depth: model.get("depth"), batch: model.get("batch"), ...patchOf(valuesOf(game)) });

  // The games: what is seen of them now, and what was measured. -----------------------------------
  const seen = {}, histories = { A: measuredHistory(), B: measuredHistory() };
  const layers = { ground: model.get("layer"), plan: false, arrows: true, latent: false };
  let training = false, onScreen = true, busy = 0, due = 0, before = 0, seconds = 0, asked = 0;
  let dirty = true, film = null, pictured = 0, trouble = "";

  function grid() {
    const box = stages.A.size, [reach, middle] = REACH[model.get("data")] ?? [2.9, 0];
    const ratio = box.width / box.height || 1;
    if (dim() === 1) return { x0: middle - reach, x1: middle + reach, nx: 161 };
    const [across, up] = ratio < 1 ? [reach, reach / ratio] : [reach * ratio, reach];
    const ny = 33, nx = Math.round(clamp(32 * (across / up), 16, 44)) + 1;
    return { x0: -across, x1: across, nx, y0: -up, y1: up, ny };
  }
  const show = () => ({ grid: grid(), latent: layers.latent,
    potential: layers.ground === "potential" || dim() === 1 });

  async function ask(does, message = {}) {
    busy++;
    try {
      const found = await host.ask(does, { ...message, show: show() });
      if (closed) return;
      trouble = "";
      for (const name of names()) if (found[name]) {
        seen[name] = found[name];
        histories[name].add(found[name]);
      }
      if (seen.A && model.get("iteration") !== seen.A.iteration) {
        model.set("iteration", seen.A.iteration);
        if (!training) save();
      }
    } catch (error) {
      trouble = error.message;
      run(false);
    } finally {
      busy--;
      dirty = true;
      wake();
    }
  }
  async function restart() {
    endFilm();
    due = seconds = 0;
    for (const history of Object.values(histories)) history.clear();
    if (!second) { delete seen.B; ask("drop", { game: "B" }); }
    await Promise.all(names().map((game) => ask("start", { game, settings: settingsOf(game) })));
    tellNow(true);
  }
  // A setting that the running game takes over, or one that needs a new game.
  const changed = (game) => { ask("set", { game, patch: patchOf(valuesOf(game)) }); controls(); };

  function run(on) {
    training = on;
    before = 0;
    if (on) endFilm();
    train.textContent = on ? "❚❚ Pause" : "▶ Train";
    train.setAttribute("aria-pressed", on);
    if (!on) { save(); tellNow(true); }
    wake();
  }
  const wake = () => { if (!closed) asked ||= requestAnimationFrame(tick); };
  function tick(time) {
    asked = 0;
    if (closed) return;
    if (training && onScreen) {
      const passed = before ? Math.min(250, time - before) : 0;
      before = time;
      seconds += passed / 1000;
      due = Math.min(due + (passed / 1000) * model.get("speed"), 64);
      if (due >= 1 && !busy) {
        const whole = Math.floor(due);
        due -= whole;
        ask("advance", { rounds: whole, time: 24 });
      }
      tellNow(false);
    } else before = 0;
    if (film && time - film.begin >= film.lasts) endFilm();
    // With reduced motion training shows stills, one in a second.
    const calm = still.matches && training && time - pictured < 1000;
    if ((dirty || film) && !calm) { pictured = time; dirty = false; draw(time); }
    if ((training && onScreen) || film) wake();
  }
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  function endFilm() {
    const done = film?.done;
    film = null;
    dirty = true;
    done?.();
  }
  // One step, shown: what it looks at lights up, then the relief rises, or the points move.
  function filmOf(lit, from, lasts) {
    if (still.matches || !from.A) return Promise.resolve();
    return new Promise((done) => { film = { lit, from, lasts, begin: performance.now(), done }; wake(); });
  }
  let stepping = Promise.resolve();
  function step(does, more = {}) {
    run(false);
    // One after the other: a second press waits for the first one's picture.
    stepping = stepping.then(async () => {
      const from = { ...seen };
      const held = Promise.all(names().map((game) => ask(does, { game, ...more })));
      dirty = false;
      await held;
      await filmOf(does, from, does === "critic" ? 1100 : 800);
      tellNow(true);
    });
    return stepping;
  }
  const round = () => { step("critic", { times: model.get("critic_steps") }); return step("generator"); };

  // Controls. -----------------------------------------------------------------------------------
  const button = (word, press, more = {}) => html("button", { type: "button", ...more, onclick: press }, word);
  const track = (name, word, more) => slider({ name, word, get, set, ...more });
  const train = button("▶ Train", () => run(!training), { class: "gt-train", "aria-pressed": "false" });
  const one = button("One round", round);
  const criticOne = button("Critic step", () => step("critic"));
  const generatorOne = button("Generator step", () => step("generator"));
  const anew = button("↺ Anew", () => { run(false); restart(); }, { title: "Start the same game anew" });
  const seed = html("input", { type: "number", name: "seed", min: 0, max: 99999, step: 1,
    onchange: () => set("seed", clamp(Math.round(+seed.value) || 0, 0, 99999)) });
  seed.addEventListener("keydown", (event) => event.stopPropagation());
  const seedNode = html("label", { class: "gt-seed" }, "Seed", seed);
  const data = menu({ name: "data", word: "Real points", options: { ...WORDS_OF_DATA,
    "by hand": { drawn: "Drawn by hand" } }, get,
  set: (_, v) => (v === "drawn" && !model.get("points").length ? pen(true) : set("data", v)) });
  const draws = button("Draw", () => pen(!drawing), { title: "Draw the real points yourself" });
  const speed = track("speed", "Speed", { min: 0.5, max: 500, log: true, step: 0.25, big: 0.5, digits: 0 });
  const hold = segments({ name: "hold", word: "Hold the critic by", options: HOLDS, get, set });
  const strengths = Object.entries(SCALES).map(([kind, [min, max, word]]) => ({ kind,
    ...slider({ name: "strength", quantity: `strength_${kind}`, word, log: true, step: 0.05, big: 0.5, digits: 3,
      get, set, min: Math.min(min, model.get("strength")), max: Math.max(max, model.get("strength")) }) }));
  const criticSteps = track("critic_steps", "Critic steps", { min: 1, max: 50, step: 1, big: 5, whole: true, digits: 0 });
  const rate = track("rate", "Learning rate", { min: 1e-5, max: 0.1, log: true, step: 0.1, big: 0.5, digits: 5 });
  const objective = menu({ name: "objective", word: "Loss", options: WORDS_OF_LOSS, get, set });
  const rule = menu({ name: "rule", word: "Rule of the penalty", options: { two_sided: "two-sided",
    one_sided: "one-sided", zero_centred: "zero-centred" }, get, set });
  const where = menu({ name: "where", word: "Penalty at points", options: { between: "between",
    real: "real", fake: "generated" }, get, set });
  const grounds = Object.entries({ critic: "critic", slope: "slope > 1", potential: "potential" })
    .map(([name, word]) => pressed(word, () => model.get("layer") === name, () => set("layer", name)));
  const over = Object.entries({ arrows: "arrows", plan: "plan", latent: "latent" })
    .map(([name, word]) => pressed(word, () => layers[name], () => {
      layers[name] = !layers[name];
      controls();
      ask("look");
    }));
  const stories = model.get("presets").map((name) => button(PRESETS[name].word, () => story(PRESETS[name]),
    { title: PRESETS[name].hint }));
  const beside = pressed("Compare A and B", () => !!second, () => compare(second ? null : { ...valuesOf("A") }));
  const whose = segments({ name: "whose", word: "You set", options: { 0: "A", 1: "B" },
    get: () => String(active), set: (_, v) => { active = +v; controls(); } });
  const code = html("div", { class: "gt-code", hidden: "" });
  const python = button("Open as Python", openPython, { "aria-expanded": "false" });
  const record = button("Save the record", saveRecord);
  const link = button("Copy the address", async () => {
    write();
    try { await navigator.clipboard.writeText(location.href); link.textContent = "Copied"; } catch {
      link.textContent = "It stands in the address bar";
    }
    setTimeout(() => { link.textContent = "Copy the address"; }, 2500);
  });

  // Views beside the stage, all of them seen where there is room, behind tabs where there is not.
  const gap = legend("critic", "gap", "gap", "gt-dashdot"), w1 = legend("exact", "exact W1", "w1");
  const floor = legend("floor", "floor", "floor", "gt-dotted"), rounds = legend("", "round", "iteration", null);
  const slopeMean = legend("", "mean slope", "slope_mean", null), slopeTop = legend("", "largest", "slope_max", null);
  const pull = legend("", "mean pull on the generated", "pull", null);
  const modes = legend("", "modes", "modes", null), of = html("span", {});
  const quality = legend("", "quality", "quality", null), js = legend("", "JS", "js", null);
  const penalty = legend("", "penalty", "penalty", null);
  const dots = html("span", { class: "gt-dots", "aria-hidden": "true" });
  const views = Object.entries({ curves: "Gap, W1, floor", slopes: "Slopes", modes: "Modes" })
    .map(([name, word]) => ({ name, word, host: html("div", { class: `gt-view gt-${name}`,
      role: "group", "aria-label": word }) }));
  const [curveView, slopeView, modeView] = views;
  const plots = {
    curves: sheet(curveView.host, "Gap, exact W1 and floor against the rounds"),
    slopes: sheet(slopeView.host, "Histogram of the critic’s slopes between real and generated points"),
  };
  curveView.host.append(html("p", { class: "gt-keys" }, gap.node, w1.node, floor.node, rounds.node));
  slopeView.host.prepend(html("p", { class: "gt-viewname" }, "Slopes of the critic: a potential has 1"));
  slopeView.host.append(html("p", { class: "gt-keys" }, slopeMean.node, slopeTop.node, penalty.node, pull.node));
  modeView.host.append(html("p", { class: "gt-keys" }, html("span", {}, modes.node, " ", of, " ", dots), quality.node, js.node));
  const said = html("p", { class: "gt-summary" });
  const aloud = html("p", { class: "gt-aloud", "aria-live": "polite" });
  const tabs = html("div", { class: "gt-tabs", role: "tablist", "aria-label": "What is measured" });
  let view = "curves";
  const tabButtons = views.map((v, k) => {
    v.host.id = `gt-${PLACE}-view-${groups++}`;
    const tab = html("button", { type: "button", role: "tab", "aria-controls": v.host.id,
      onclick: () => { view = v.name; arrangeViews(); } }, v.word);
    tab.addEventListener("keydown", (event) => {
      const to = { ArrowLeft: k + 2, ArrowRight: k + 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      tabButtons[to % 3].click();
      tabButtons[to % 3].focus();
    });
    tabs.append(tab);
    return tab;
  });

  // The stage: a canvas for each game. ------------------------------------------------------------
  const stages = {};
  const stageHost = html("div", { class: "gt-stages" });
  for (const game of ["A", "B"]) {
    const canvas = html("canvas", { role: "img", "aria-label": "The game" });
    const letter = html("span", { class: "gt-letter", "aria-hidden": "true", hidden: "" }, game);
    const told = html("p", { class: "gt-told-over", hidden: "" });
    const node = html("div", { tabindex: 0, role: "group", "aria-label":
      "Stage. Arrow keys move a cross; Space takes the real points there and lets them go" }, canvas, letter, told);
    stages[game] = { canvas, letter, told, node, size: { width: 0, height: 0, scale: 1 } };
    stageHost.append(node);
    stages[game].hands = handsOn(node, canvas, {
      place: () => ({ grid: seen[game]?.grid ?? grid() }),
      real: () => (dim() === 2 && seen[game]?.real) || null,
      drawing: () => drawing && game === "A",
      redraw: () => { dirty = true; wake(); },
      draft(points) { stages.A.told.textContent = `${points.length} points. ${HOW_TO_DRAW}`; dirty = true; wake(); },
      move: moveReal,
    });
  }
  // Real points moved by hand become the data of the running game.
  let moved = null;
  const sendMoved = eachFrame(() => {
    const points = moved;
    const known = model.get("data") === "drawn";
    inHand = true;
    model.set("points", Array.from({ length: points.length / 2 }, (_, k) =>
      [+points[2 * k].toFixed(3), +points[2 * k + 1].toFixed(3)].map((v) => clamp(v, -9.9, 9.9))));
    model.set("data", "drawn");
    inHand = false;
    save();
    const all = flat(model.get("points"));
    for (const game of names())
      if (known && !anotherCount(all)) ask("real", { game, points: all });
      else ask("set", { game, patch: { data: { name: "drawn", dim: 2, points: all } } });
    count = all.length;
    controls();
  });
  let count = 0;
  const anotherCount = (all) => all.length !== count;
  function moveReal(points) {
    moved = points;
    for (const game of names()) seen[game].real = Float64Array.from(points);
    dirty = true;
    wake();
    sendMoved();
  }
  function pen(on) {
    const { hands, told } = stages.A;
    if (on) { run(false); compare(null); hands.clear(); }
    else if (hands.drawn().length >= 8) {
      inHand = true;
      model.set("points", hands.drawn());
      model.set("data", "drawn");
      inHand = false;
      save();
      restart();
    }
    drawing = on;
    draws.textContent = on ? "Done" : "Draw";
    told.hidden = !on;
    told.textContent = HOW_TO_DRAW;
    stages.A.canvas.style.touchAction = on ? "none" : "";
    if (on) stages.A.node.focus({ preventScroll: true });
    controls();
    dirty = true;
    wake();
  }

  // Stories, comparison, what leaves the page. ----------------------------------------------------
  function compare(settings) {
    if (!settings && !second) return;
    second = settings;
    active = settings ? 1 : 0;
    arrange();
    controls();
    restart();
  }
  async function story({ anew: again, set: values, second: other = null }) {
    run(false);
    active = 0;
    inHand = true;
    for (const [name, value] of Object.entries(values)) if (name !== "strength") set(name, value);
    if (values.strength) set("strength", values.strength);
    inHand = false;
    const had = !!second;
    second = other ? { ...valuesOf("A"), ...other } : again ? null : second;
    if (had !== !!second) arrange();
    if (again) await restart();
    else await Promise.all([ask("set", { game: "A", patch: patchOf(valuesOf("A")) })]);
    controls();
    closeSheet();
    run(true);
  }
  const whole = () => ({ ...Object.fromEntries(["data", "width", "depth", "batch", "seed"].map((n) =>
    [n, model.get(n)])), ...valuesOf(active && second ? "B" : "A"), dim: dim(), latent: 2, betas: [0, 0.9],
  optimiser: "adam", decay: false, average: null, iteration: seen.A?.iteration ?? 0 });
  function openPython() {
    code.hidden = !code.hidden;
    python.setAttribute("aria-expanded", !code.hidden);
    if (code.hidden) return;
    const text = html("textarea", { readonly: "", spellcheck: "false", "aria-label": "Python code" });
    text.value = pythonOf(whole(), model.get("points"));
    text.addEventListener("keydown", (event) => event.stopPropagation());
    code.replaceChildren(text, html("p", { class: "gt-note" }, "The same game in the package: the same rules, " +
      "other random numbers, and so not the same curve."));
    text.focus({ preventScroll: true });
  }
  function saveRecord() {
    const game = active && second ? "B" : "A", rows = histories[game].rows();
    if (!rows.length) return;
    const file = recordFile(rows, { settings: settingsOf(game), seed: model.get("seed"), seconds, dim: dim(),
      command: pythonOf(whole(), model.get("points")) });
    const address = URL.createObjectURL(file);
    const a = html("a", { href: address, download: `live_game_${model.get("data")}_seed${model.get("seed")}.npz` });
    a.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }
  const LEGAL = { data: [...ON_LINE, "ring", "grid", "swiss_roll", "parallel_lines", "drawn"],
    layer: ["critic", "slope", "potential"], hold: Object.keys(HOLDS), objective: Object.keys(WORDS_OF_LOSS),
    rule: ["two_sided", "one_sided", "zero_centred"], where: ["between", "real", "fake"],
    strength: { min: 1e-4, max: 1e3 }, rate: { min: 1e-5, max: 0.1 },
    critic_steps: { min: 1, max: 50, whole: true }, seed: { min: 0, max: 99999, whole: true } };
  let writing = 0;
  function write() {
    if (!model.get("address")) return;
    const state = Object.fromEntries([...OF_PAGE, ...OF_GAME, "points"].map((n) => [n, model.get(n)]));
    const words = addressOf(first, state, second);
    if (words === location.hash || (!words && !location.hash.startsWith(MARK))) return;
    try { history.replaceState(history.state, "", words || location.pathname + location.search); } catch { /* a frame without an address */ }
  }
  const writeSoon = () => { clearTimeout(writing); writing = setTimeout(write, 400); };
  function read() {
    const found = model.get("address") && fromAddress(location.hash, LEGAL);
    if (!found) return;
    inHand = true;
    const { points, strength, ...rest } = { ...first, ...found.state };
    if (points) model.set("points", points);
    active = 0;
    for (const [name, value] of Object.entries(rest)) set(name, value);
    set("strength", strength);
    inHand = false;
    second = found.second ? { ...valuesOf("A"), ...found.second } : null;
  }
  const readAgain = () => { run(false); read(); arrange(); controls(); restart(); };

  // Drawing. --------------------------------------------------------------------------------------
  let colours = null;
  function draw(time) {
    if (!stages.A.size.width) return;
    colours ??= paletteOf(root);
    for (const game of names()) {
      const { canvas, size, hands } = stages[game], now = seen[game];
      if (!now?.grid || drawing) { blank(canvas, size, game); continue; }
      const share = film ? clamp((time - film.begin) / film.lasts, 0, 1) : 1;
      const moment = { seen: now, ...(film?.from[game] ? { from: film.from[game], share, lit: film.lit } : {}) };
      (now.dim === 1 ? paintLine : paintPlane)(canvas, size, colours, moment,
        { ...layers, ground: model.get("layer"), plan: layers.plan && Number.isFinite(now.w1) });
      paintCross(canvas, size, now.grid, hands.cross());
    }
    const shown = names().filter((n) => seen[n]);
    if (!shown.length) return;
    paintCurves(plots.curves, colours, shown.map((n) => histories[n]));
    paintSlopes(plots.slopes, colours, shown.map((n) => seen[n]));
    const now = seen[active && second ? "B" : "A"] ?? seen.A;
    setNumber(gap.value, now.gap, 3);
    setNumber(w1.value, now.w1, 3);
    setNumber(floor.value, now.floor, 3);
    setNumber(rounds.value, now.iteration, 0);
    setNumber(slopeMean.value, mean(now.slopes), 2);
    setNumber(slopeTop.value, largest(now.slopes), 2);
    setNumber(pull.value, pullOf(now), 2);
    setNumber(penalty.value, now.penalty, 3);
    for (const [part, value, digits] of [[modes, now.modes, 0], [quality, now.quality, 3], [js, now.js, 3]]) {
      part.node.hidden = value === null;
      setNumber(part.value, value ?? NaN, digits);
    }
    tabButtons[2].hidden = modeView.host.hidden = now.modes === null && now.js === null;
    tabButtons[2].textContent = now.js === null ? "Modes" : "JS";
    if (small) modeView.host.hidden ||= view !== "modes";
    if (tabButtons[2].hidden && view === "modes") { view = "curves"; arrangeViews(); }
    of.textContent = dots.textContent = "";
    if (now.modes !== null) {
      of.textContent = `of ${now.modeCounts.length}`;
      dots.textContent = [...now.modeCounts].map((n) => (n > 0 ? "●" : "○")).join("");
    }
  }
  function blank(canvas, { width, height, scale }, game) {
    const brush = canvas.getContext("2d");
    brush.setTransform(scale, 0, 0, scale, 0, 0);
    brush.fillStyle = colours.paper;
    brush.fillRect(0, 0, width, height);
    brush.strokeStyle = colours.line;
    brush.strokeRect(0.5, 0.5, width - 1, height - 1);
    if (game !== "A") return;
    const { x0, x1, y0, y1 } = { y0: 0, y1: 1, ...grid() };
    brush.fillStyle = colours.real;
    for (const [x, y] of stages.A.hands.drawn()) {
      brush.beginPath();
      brush.arc(((x - x0) / (x1 - x0)) * width, height - ((y - y0) / (y1 - y0)) * height, 3, 0, 7);
      brush.fill();
    }
    paintCross(canvas, stages.A.size, grid(), stages.A.hands.cross());
  }
  function paintCross(canvas, { width, height }, { x0, x1, y0, y1 }, cross) {
    if (!cross || y0 === undefined) return;
    const brush = canvas.getContext("2d");
    const x = ((cross.at[0] - x0) / (x1 - x0)) * width, y = height - ((cross.at[1] - y0) / (y1 - y0)) * height;
    brush.strokeStyle = colours.ink;
    brush.lineWidth = cross.holds ? 3 : 1.5;
    brush.beginPath();
    for (const [a, b] of [[9, 0], [0, 9]]) { brush.moveTo(x - a, y - b); brush.lineTo(x + a, y + b); }
    brush.stroke();
  }

  // The sentence changes when what it says is so at two looks; its numbers at every one.
  let toldAt = 0, aloudAt = 0, current = {}, wanted = {};
  function tellNow(force) {
    const time = performance.now();
    if (!force && time - toldAt < CALM) return;
    toldAt = time;
    if (trouble) {
      said.replaceChildren(`The engine says: ${trouble}`);
      return;
    }
    const parts = names().filter((n) => seen[n]).map((name) => {
      const found = verdict(seen[name], valuesOf(name)), same = current[name]?.id === found.id;
      if (force || same || wanted[name] === found.id || !current[name]) current[name] = found;
      wanted[name] = found.id;
      return [name, current[name]];
    });
    if (!parts.length) return;
    const text = parts.map(([name, { text: words }]) => (second ? `${name}: ${words}` : words)).join(" ");
    if (said.dataset.text !== text) {
      said.dataset.text = text;
      said.dataset.verdict = parts.map(([, { id }]) => id).join(" ");
      said.replaceChildren(...parts.flatMap(([name, { text: words, chapter }]) => [
        ...(second ? [html("b", {}, name)] : []), `${words} `,
        html("a", { href: chapterLink(chapter) }, CHAPTERS[chapter][2]), " "]));
    }
    const [{ iteration }] = [seen.A];
    if (force || time - aloudAt > ALOUD) {
      aloudAt = time;
      aloud.textContent = `Round ${iteration}. ${text}`;
      for (const name of names()) if (seen[name]) stages[name].canvas.setAttribute("aria-label",
        `${second ? `Game ${name}. ` : ""}${seen[name].real.length / seen[name].dim} real and as many generated ` +
        `points after ${seen[name].iteration} rounds; exact W1 ${number(seen[name].w1, 3)}`);
    }
  }

  // Places: two columns and rows of controls, or a small form with a bar and a sheet. --------------
  const top = html("div", { class: "gt-top" }), layerRow = html("div", { class: "gt-layers", role: "group",
    "aria-label": "Layers of the picture" }, ...grounds.map((g) => g.node), ...over.map((o) => o.node));
  const stage = html("div", { class: "gt-stagebox" }, stageHost);
  const side = html("div", { class: "gt-side" }, said, tabs, ...views.map((v) => v.host));
  const board = html("div", { class: "gt-board" }, stage, side);
  const hands = html("div", { class: "gt-hands" }), bar = html("div", { class: "gt-bar" });
  const tryRow = html("div", { class: "gt-try" }, html("span", {}, "Try:"), ...stories);
  const fine = html("div", { class: "gt-fine" });
  let fineOpen = false;
  const settings = pressed("More settings", () => fineOpen, () => { fineOpen = !fineOpen; arrangeSheet(); });
  const foot = html("div", { class: "gt-foot" }, beside.node, python, record,
    ...(model.get("address") ? [link] : []), settings.node);
  const more = button("More", () => { sheetOpen = !sheetOpen; arrangeSheet(); if (sheetOpen) closer.focus(); },
    { "aria-expanded": "false" });
  const closer = button("Close", () => closeSheet(true));
  const pane = html("div", { class: "gt-sheet" }, html("div", { class: "gt-sheet-head" },
    html("span", {}, "The game"), closer));
  pane.addEventListener("keydown", (event) => { if (event.key === "Escape" && small) closeSheet(true); });
  let sheetOpen = false, small = null, narrow = null;
  function closeSheet(back) {
    if (!sheetOpen) return;
    sheetOpen = false;
    arrangeSheet();
    if (back) more.focus();
  }
  function arrangeSheet() {
    pane.hidden = small && !sheetOpen;
    settings.node.hidden = small;
    settings.update();
    fine.hidden = !small && !fineOpen;
    more.setAttribute("aria-expanded", sheetOpen);
  }
  function arrangeViews() {
    tabs.hidden = !small;
    views.forEach((v, k) => {
      v.host.hidden = small && v.name !== view;
      v.host.setAttribute("role", small ? "tabpanel" : "group");
      tabButtons[k].setAttribute("aria-selected", v.name === view);
      tabButtons[k].tabIndex = v.name === view ? 0 : -1;
    });
    dirty = true;
    wake();
  }
  const strip = stepStrip({ model, root, whole: ["critic_steps", "seed"], log: ["strength", "rate"],
    before: () => { active = 0; } });
  root.append(...(model.get("question") ? [html("p", { class: "gt-ask-first" }, model.get("question"))] : []),
    top, board, strip, bar, pane, aloud);
  function arrange() {
    const width = root.clientWidth, compact = model.get("compact");
    narrow = width < NARROW;
    small = narrow || compact || width < MIDDLE;
    root.classList.toggle("gt-small", small);
    root.classList.toggle("gt-narrow", narrow);
    const focused = root.contains(document.activeElement) ? document.activeElement : null;
    top.hidden = small;
    const strong = strengths.map((s) => s.node), rest = [speed.node, criticSteps.node, rate.node,
      objective.node, rule.node, where.node];
    if (small) {
      hands.replaceChildren(train, one, more);
      bar.replaceChildren(hands, whose.node, hold.node, ...strong);
      fine.replaceChildren(...rest);
      pane.append(tryRow, html("div", { class: "gt-foot" }, criticOne, generatorOne, anew, seedNode, data.node, draws),
        layerRow, fine, foot, code);
      for (const empty of [...pane.querySelectorAll(".gt-foot:empty")]) empty.remove();
      if (!narrow && !compact) bar.after(tryRow);  // there is room to see the stories
    } else {
      top.replaceChildren(train, criticOne, generatorOne, anew, seedNode, data.node, draws, speed.node);
      stage.append(layerRow);
      bar.replaceChildren(hold.node, ...strong, criticSteps.node);
      beside.node.after(whose.node);
      fine.replaceChildren(rate.node, objective.node, rule.node, where.node);
      pane.append(tryRow, foot, fine, code);
      for (const empty of [...pane.querySelectorAll(".gt-foot:empty")]) empty.remove();
    }
    focused?.focus({ preventScroll: true });
    arrangeSheet();
    arrangeViews();
    fit();
  }
  function controls() {
    for (const part of [data, speed, hold, criticSteps, rate, objective, rule, where, beside, whose,
      ...grounds, ...over]) part.update();
    seed.value = model.get("seed");
    for (const one of strengths) {
      one.node.hidden = one.kind !== get("hold");
      one.update();
    }
    rule.node.hidden = where.node.hidden = get("hold") !== "penalty";
    whose.node.hidden = !second;
    writeSoon();
  }
  function fit() {
    const width = stageHost.clientWidth, two = !!second;
    if (!width) return;
    for (const game of ["A", "B"]) {
      const { canvas, size, node, letter } = stages[game];
      node.hidden = game === "B" && !two;
      letter.hidden = !two;
      const across = two ? (width - 6) / 2 : width;
      const high = two ? Math.min(across * (narrow ? 1.25 : 1.7), 440) : narrow ? Math.min(across, 330)
        : Math.min(across * 0.84, model.get("compact") ? 340 : 440, Math.max(300, innerHeight - 440));
      Object.assign(size, { width: across, height: high, scale: Math.min(2, devicePixelRatio || 1) });
      canvas.style.height = `${high}px`;
      canvas.width = Math.round(across * size.scale);
      canvas.height = Math.round(high * size.scale);
    }
    dirty = true;
    if (seen.A) ask("look"); else wake();
  }

  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drawing) { stages.A.hands.clear(); pen(false); }
    if (event.key !== " " || /^(BUTTON|SELECT|SUMMARY|INPUT|TEXTAREA|A)$/.test(event.target.tagName)) return;
    event.preventDefault();
    event.stopPropagation();
    run(!training);
  });

  // What the model says, from a kernel, a step or a control. ---------------------------------------
  const ofSame = () => { if (!inHand) restart(); controls(); };
  const ofGame = () => { if (!inHand) ask("set", { game: "A", patch: patchOf(valuesOf("A")) }); controls(); };
  const ofLayer = () => { layers.ground = model.get("layer"); controls(); ask("look"); };
  const listening = [...SAME.map((n) => [`change:${n}`, ofSame]), ...OF_GAME.map((n) => [`change:${n}`, ofGame]),
    ["change:layer", ofLayer], ["change:speed", controls]];

  read();
  arrange();
  controls();
  layers.ground = model.get("layer");
  restart();
  for (const [event, f] of listening) model.on(event, f);
  const watch = new ResizeObserver(eachFrame(() => {
    const width = root.clientWidth;
    if (!width || closed) return;
    if (width < NARROW !== narrow || (width < MIDDLE || narrow || model.get("compact")) !== small) arrange();
    else if (Math.abs(stageHost.clientWidth - (second ? 2 : 1) * stages.A.size.width - (second ? 6 : 0)) > 1) fit();
  }));
  watch.observe(root);
  const sight = new IntersectionObserver(([entry]) => { onScreen = entry.isIntersecting; wake(); });
  sight.observe(root);
  const repaint = () => { colours = null; dirty = true; wake(); };
  const theme = new MutationObserver(repaint), dark = matchMedia("(prefers-color-scheme: dark)");
  for (const node of [document.documentElement, document.body])
    theme.observe(node, { attributes: true, attributeFilter: ["data-theme", "theme", "data-jp-theme-light"] });
  dark.addEventListener("change", repaint);
  if (model.get("address")) addEventListener("hashchange", readAgain);
  return () => {
    closed = true;
    training = false;
    cancelAnimationFrame(asked);
    clearTimeout(writing);
    host.close();
    watch.disconnect();
    sight.disconnect();
    theme.disconnect();
    dark.removeEventListener("change", repaint);
    removeEventListener("hashchange", readAgain);
    for (const [event, f] of listening) model.off(event, f);
  };
}

export default { render };
