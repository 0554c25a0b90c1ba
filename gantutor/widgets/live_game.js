// The adversarial game, trained in the page: a stage, what is measured, and the hands of the reader.

const HOW_TO_DRAW = "Draw 8 points or more with mouse or finger, or with arrow keys and Space. Then: Done.";
// Below these widths in pixels: one column; controls in a bar and a sheet.
const NARROW = 560, MIDDLE = 800;

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
  const choices = choicesOf(model, (game) => { ask("set", { game, patch: choices.patchOf(game) }); controls(); });
  const { get, set, names, save, dim } = choices;
  let inHand = false, closed = false, drawing = false;

  // The games: what is seen of them now, and what was measured. -----------------------------------
  const seen = {}, histories = Object.fromEntries(GAMES.map((game) => [game, measuredHistory()]));
  const layers = { arrows: true, plan: false, latent: false };
  const ground = () => model.get("layer");
  let busy = 0, trouble = "", ball = null;
  const clock = clockOf({ speed: () => model.get("speed"), busy: () => busy, draw,
    advance(rounds) { ask("advance", { rounds, time: 24, pulled: moving.pulled }); tellNow(false); } });
  const readings = readingsOf(clock.redraw), teller = tellerOf();
  const moving = movingOf({ model, choices, seen, ask, idle: () => !busy && !clock.training, redraw: clock.redraw,
    quietly(change) { inHand = true; change(); inHand = false; controls(); } });
  const stages = stagesOf(handsOf);
  const frame = () => gridOf(model.get("data"), dim(), stages.of.A.size, !choices.several());
  const show = () => ({ grid: frame(), latent: layers.latent, potential: ground() === "potential" || dim() === 1,
    ball: ball && { at: ball.at.slice(0, dim()), potential: ground() === "potential" } });

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
        if (!clock.training) save();
      }
    } catch (error) {
      trouble = error.message;
      run(false);
    } finally {
      busy--;
      clock.redraw();
      // The rounds that were under way when it was stopped.
      if (does === "advance" && !clock.training) tellNow(true);
    }
  }
  async function restart() {
    clock.startAnew();
    moving.leave();
    for (const history of Object.values(histories)) history.clear();
    teller.clear();
    for (const game of GAMES.slice(names().length)) if (seen[game]) { delete seen[game]; ask("drop", { game }); }
    await Promise.all(names().map((game) => ask("start", { game, settings: choices.settingsOf(game) })));
    tellNow(true);
  }
  function run(on) {
    clock.run(on);
    train.textContent = on ? "❚❚ Pause" : "▶ Train";
    train.setAttribute("aria-pressed", on);
    if (!on) { save(); tellNow(true); }
  }
  let stepping = Promise.resolve();
  function step(does, more = {}) {
    run(false);
    // One after the other: a second press waits for the first one's picture.
    stepping = stepping.then(async () => {
      const from = { ...seen };
      await Promise.all(names().map((game) => ask(does, { game, ...more })));
      await clock.filmOf(does, from);
      tellNow(true);
    });
    return stepping;
  }
  const round = () => { step("critic", { times: model.get("critic_steps") }); return step("generator"); };

  // Controls. -----------------------------------------------------------------------------------
  const button = (word, press, more = {}) => html("button", { type: "button", ...more, onclick: press }, word);
  const track = (name, word, more) => slider({ name, word, get, set, ...more });
  const choose = (name, word, options) => menu({ name, word, options, get, set });
  const train = button("▶ Train", () => run(!clock.training), { class: "gt-train", "aria-pressed": "false" });
  const one = button("One round", round);
  const criticOne = button("Critic step", () => step("critic"));
  const generatorOne = button("Generator step", () => step("generator"));
  const anew = button("↺ Anew", () => { run(false); restart(); }, { title: "Start the same game anew" });
  const seed = html("input", { type: "number", name: "seed", min: 0, max: LEGAL.seed.max, step: 1,
    onchange: () => set("seed", clamp(Math.round(+seed.value) || 0, 0, LEGAL.seed.max)) });
  seed.addEventListener("keydown", (event) => event.stopPropagation());
  const seedNode = html("label", { class: "gt-seed" }, "Seed", seed);
  const data = menu({ name: "data", word: "Real points", options: WORDS_OF_DATA, get,
    set: (_, v) => (v === "drawn" && !model.get("points").length ? pen(true) : set("data", v)) });
  const draws = button("Draw", () => pen(!drawing), { title: "Draw the real points yourself" });
  const speed = track("speed", "Speed", { min: 0.5, max: 500, log: true, step: 0.25, big: 0.5, digits: 0 });
  const hold = segments({ name: "hold", word: "Hold the critic by", options: HOLDS, get, set });
  const strengths = Object.entries(SCALES).map(([kind, [min, max, word]]) => ({ kind,
    ...slider({ name: "strength", quantity: `strength_${kind}`, word, log: true, step: 0.05, big: 0.5, digits: 3,
      get, set, min: Math.min(min, model.get("strength")), max: Math.max(max, model.get("strength")) }) }));
  const criticSteps = track("critic_steps", "Critic steps",
    { ...LEGAL.critic_steps, step: 1, big: 5, digits: 0 });
  const rate = track("rate", "Learning rate", { ...LEGAL.rate, log: true, step: 0.1, big: 0.5, digits: 5 });
  const objective = choose("objective", "Loss", WORDS_OF_LOSS);
  const rule = choose("rule", "Rule of the penalty", WORDS_OF_RULE);
  const where = choose("where", "Penalty at points", WORDS_OF_PLACE);
  const grounds = Object.entries(GROUNDS).map(([name, word]) =>
    pressed(word, () => ground() === name, () => set("layer", name)));
  const over = Object.keys(layers).map((name) => pressed(name, () => layers[name], () => {
    layers[name] = !layers[name];
    controls();
    ask("look");
  }));
  const balls = pressed("ball", () => !!ball, () => drop(ball ? null : longestWay()),
    { title: "Let a generated point roll on the critic as it stands" });
  const stories = model.get("presets").map((name) => button(PRESETS[name].word, () => story(PRESETS[name]),
    { title: PRESETS[name].hint }));
  const beside = pressed("Compare A and B", () => !!choices.second,
    () => compare(choices.second ? null : { ...choices.valuesOf("A") }));
  const seeds = pressed("Four seeds", choices.several, () => set("several", !choices.several()),
    { title: "The same game from this seed and the next three" });
  const whose = segments({ name: "whose", word: "You set", options: { 0: "A", 1: "B" },
    get: () => String(choices.active), set: (_, v) => { choices.active = +v; controls(); clock.redraw(); } });
  const leaving = leavingOf({ model, choices, rows: () =>
    (choices.several() ? GAMES : [choices.shown()]).map((game) => histories[game].rows()),
    iteration: () => seen.A?.iteration ?? 0, seconds: () => clock.seconds, button });

  // Hands on the stage. ---------------------------------------------------------------------------
  function handsOf(game, node, canvas) {
    return handsOn(node, canvas, {
      place: () => ({ grid: seen[game]?.grid ?? frame() }),
      points: () => (dim() === 2 && seen[game] ? { real: seen[game].real, fake: seen[game].fake } : {}),
      drawing: () => drawing && game === "A",
      redraw: clock.redraw,
      draft(points) { stages.say("A", `${points.length} points. ${HOW_TO_DRAW}`); clock.redraw(); },
      tap: drop,
      take: (kind, indices) => moving.take(game, kind, indices),
      move: (dx, dy) => moving.move(dx, dy),
      leave() { moving.leave(); tellNow(true); clock.redraw(); },
    });
  }
  function drop(at) {
    ball = at && { at: [...at], since: performance.now() };
    controls();
    return ask("look").then(() => tellBall(true));
  }
  // The generated point in the picture whose way to its real point is the longest.
  function longestWay() {
    const { real, fake, planOfFake, grid: { x0, x1, y0 = 0, y1 = 0 } } = seen.A, n = dim();
    const ends = [[x0, x1], [y0, y1]].slice(0, n), of = (points, k) => [...points.subarray(k * n, (k + 1) * n)];
    let best = -1, longest = [(x0 + x1) / 2, (y0 + y1) / 2];
    planOfFake.forEach((i, j) => {
      const at = of(fake, j), to = of(real, i), way = Math.hypot(...at.map((v, d) => v - to[d]));
      if (way > best && at.every((v, d) => v > ends[d][0] && v < ends[d][1])) { best = way; longest = at; }
    });
    return longest;
  }
  function tellBall(aloud) {
    if (drawing) return;
    const said = [];
    for (const game of names()) {
      const now = seen[game];
      let text = "";
      if (moving.pulled?.game === game) text = `You hold ${moving.pulled.indices.length} generated points: the ` +
        "generator alone learns to put them there. Let go, and it follows the critic again.";
      else if (ball && now?.ball) {
        const found = toldOfBall(now.ball, now, { ...choices.valuesOf(game), potential: ground() === "potential" });
        stages.of[game].told.dataset.ball = found.word;
        text = names().length > 1 ? found.text.split(/[.,] /)[0] : found.text;
        said.push(`${names().length > 1 ? `${game}: ` : ""}${found.text}`);
      }
      stages.say(game, text);
    }
    if (aloud && said.length) teller.aloud.textContent = said.join(" ");
  }
  function pen(on) {
    const { hands, node, canvas } = stages.of.A;
    if (on) { run(false); ball = null; set("several", false); compare(null); hands.clear(); }
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
    stages.say("A", on ? HOW_TO_DRAW : "");
    canvas.style.touchAction = on ? "none" : "";
    if (on) node.focus({ preventScroll: true });
    controls();
    clock.redraw();
  }

  // Stories, comparison, what leaves the page. ----------------------------------------------------
  function compare(settings) {
    if (!settings && !choices.second) return;
    choices.second = settings;
    choices.active = settings ? 1 : 0;
    if (settings && choices.several()) { set("several", false); return; }
    arrange();
    controls();
    restart();
  }
  async function story({ anew: again, set: values, second: other = null }) {
    run(false);
    choices.active = 0;
    inHand = true;
    if (other) set("several", false);
    for (const [name, value] of Object.entries(values)) if (name !== "strength") set(name, value);
    if (values.strength) set("strength", values.strength);
    inHand = false;
    const before = names().length;
    choices.second = other ? { ...choices.valuesOf("A"), ...other } : again ? null : choices.second;
    if (again || before !== names().length) { arrange(); await restart(); }
    else await Promise.all(names().filter((game) => game !== "B" || !choices.second)
      .map((game) => ask("set", { game, patch: choices.patchOf(game) })));
    controls();
    closeSheet();
    run(true);
  }
  // Drawing, and saying what is seen. -------------------------------------------------------------
  let colours = null, ballTold = 0;
  // Returns whether something still moves by itself: a ball that rolls.
  function draw(time) {
    if (!stages.of.A.size.width) return false;
    colours ??= paletteOf(root);
    const { film, still, training } = clock, many = names().length > 1;
    const rolled = !ball || training || still.matches ? 1 : clamp((time - ball.since) / BALL_TIME, 0, 1);
    for (const game of names()) {
      const { canvas, size, hands, caption } = stages.of[game], now = seen[game];
      if (!now?.grid || drawing) {
        paintDrawing(canvas, size, colours, frame(), game === "A" ? hands.drawn() : []);
        if (game === "A") paintCross(canvas, size, colours, frame(), hands.cross());
        continue;
      }
      const share = film ? clamp((time - film.begin) / film.lasts, 0, 1) : 1;
      const moment = { seen: now, rolled, title: many && (choices.several() ? `seed ${choices.seedOf(game)}` : game),
        ...(film?.from[game] ? { from: film.from[game], share, lit: film.lit } : {}) };
      (now.dim === 1 ? paintLine : paintPlane)(canvas, size, colours, moment,
        { ...layers, ground: ground(), plan: layers.plan && Number.isFinite(now.w1) });
      paintCross(canvas, size, colours, now.grid, hands.cross());
      if (!caption.hidden) caption.replaceChildren(
        ...(now.modes === null ? [] : ["modes ", html("b", {}, `${now.modes}/${now.modeCounts.length}`), ", "]),
        "W1 ", html("b", {}, number(now.w1, 2)));
    }
    const shown = names().filter((n) => seen[n]);
    if (shown.length) readings.show(seen[choices.shown()] ?? seen.A, colours, shown.map((n) => histories[n]),
      shown.slice(0, choices.several() ? 1 : 2).map((n) => seen[n]));
    if (!training || time - ballTold > CALM) { ballTold = time; tellBall(false); }
    return rolled < 1;
  }
  function verdicts() {
    const shown = names().filter((n) => seen[n]);
    if (choices.several() && shown.length > 1 && seen.A.turn > 0)
      return [["", verdictOfSeeds(shown.map((n) => seen[n]), model.get("seed"))]];
    return shown.slice(0, choices.several() ? 1 : 2).map((n) =>
      [choices.second ? n : "", verdict(seen[n], choices.valuesOf(n))]);
  }
  function tellNow(force) {
    if (trouble) { teller.trouble(trouble); return; }
    if (!seen.A) return;
    if (!teller.tell(verdicts, seen.A.iteration, force)) return;
    for (const name of names()) if (seen[name]) stages.of[name].canvas.setAttribute("aria-label",
      `${choices.several() ? `Seed ${choices.seedOf(name)}. ` : choices.second ? `Game ${name}. ` : ""}` +
      `${seen[name].real.length / seen[name].dim} real and as many generated points after ` +
      `${seen[name].iteration} rounds; exact W1 ${number(seen[name].w1, 3)}`);
  }

  // Places: two columns and rows of controls, or a small form with a bar and a sheet. --------------
  const group = (name, ...nodes) => html("div", { class: name }, ...nodes);
  const top = group("gt-top"), layerRow = html("div", { class: "gt-layers", role: "group",
    "aria-label": "Layers of the picture" }, ...[...grounds, ...over, balls].map((one) => one.node));
  const stage = group("gt-stagebox", stages.host);
  const board = group("gt-board", stage, group("gt-side", teller.said, ...readings.nodes));
  const hands = group("gt-hands"), bar = group("gt-bar"), fine = group("gt-fine");
  const tryRow = group("gt-try", html("span", {}, "Try:"), ...stories);
  tryRow.hidden = !stories.length;
  let fineOpen = false;
  const settings = pressed("More settings", () => fineOpen, () => { fineOpen = !fineOpen; arrangeSheet(); });
  const foot = group("gt-foot", beside.node, seeds.node, ...leaving.buttons, settings.node);
  const more = button("More", () => { sheetOpen = !sheetOpen; arrangeSheet(); if (sheetOpen) closer.focus(); },
    { "aria-expanded": "false" });
  const closer = button("Close", () => closeSheet(true));
  const pane = group("gt-sheet", group("gt-sheet-head", html("span", {}, "The game"), closer));
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
  const strip = stepStrip({ model, root, whole: ["critic_steps", "seed"], log: ["strength", "rate"],
    before: () => { choices.active = 0; } });
  root.append(...(model.get("question") ? [html("p", { class: "gt-ask-first" }, model.get("question"))] : []),
    top, board, strip, bar, pane, teller.aloud);
  function arrange() {
    const width = root.clientWidth, compact = model.get("compact");
    narrow = width < NARROW;
    small = narrow || compact || width < MIDDLE;
    root.classList.toggle("gt-small", small);
    root.classList.toggle("gt-narrow", narrow);
    const focused = root.contains(document.activeElement) ? document.activeElement : null;
    top.hidden = small;
    const strong = strengths.map((s) => s.node), ofLoss = [rate, objective, rule, where].map((one) => one.node);
    if (small) {
      hands.replaceChildren(train, one, more);
      bar.replaceChildren(hands, whose.node, hold.node, ...strong);
      fine.replaceChildren(speed.node, criticSteps.node, ...ofLoss);
      pane.append(tryRow, group("gt-foot", criticOne, generatorOne, anew, seedNode, data.node, draws),
        layerRow, fine, foot, leaving.code);
      if (!narrow && !compact) bar.after(tryRow);  // there is room to see the stories
    } else {
      top.replaceChildren(train, criticOne, generatorOne, anew, seedNode, data.node, draws, speed.node);
      stage.append(layerRow);
      bar.replaceChildren(hold.node, ...strong, criticSteps.node);
      beside.node.after(whose.node);
      fine.replaceChildren(...ofLoss);
      pane.append(tryRow, foot, fine, leaving.code);
    }
    for (const empty of [...pane.querySelectorAll(".gt-foot:empty")]) empty.remove();
    focused?.focus({ preventScroll: true });
    arrangeSheet();
    readings.arrange(small);
    fit();
  }
  function fit() {
    if (!stages.fit(names().length, { narrow, compact: model.get("compact") })) return;
    if (seen.A) ask("look"); else clock.redraw();
  }
  function controls() {
    for (const part of [data, speed, hold, criticSteps, rate, objective, rule, where, beside, seeds, whose, balls,
      ...grounds, ...over]) part.update();
    seed.value = model.get("seed");
    for (const one of strengths) {
      one.node.hidden = one.kind !== get("hold");
      one.update();
    }
    rule.node.hidden = where.node.hidden = get("hold") !== "penalty";
    whose.node.hidden = !choices.second;
    leaving.writeSoon();
  }

  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drawing) { stages.of.A.hands.clear(); pen(false); }
    if (event.key !== " " || /^(BUTTON|SELECT|SUMMARY|INPUT|TEXTAREA|A)$/.test(event.target.tagName)) return;
    event.preventDefault();
    event.stopPropagation();
    run(!clock.training);
  });

  // What the model says, from a kernel, a step or a control. ---------------------------------------
  const ofSame = () => { if (!inHand) restart(); controls(); };
  const ofSeveral = () => {
    if (choices.several()) choices.second = null;
    choices.active = 0;
    if (!inHand) arrange();
    ofSame();
  };
  const ofGame = () => {
    if (!inHand) for (const game of names()) if (game !== "B" || !choices.second)
      ask("set", { game, patch: choices.patchOf(game) });
    controls();
  };
  const ofLayer = () => { controls(); ask("look"); };
  const listening = [...SAME.map((n) => [`change:${n}`, n === "several" ? ofSeveral : ofSame]),
    ...OF_GAME.map((n) => [`change:${n}`, ofGame]), ["change:layer", ofLayer], ["change:speed", controls]];

  const read = () => { inHand = true; leaving.read(); inHand = false; arrange(); controls(); restart(); };
  const readAgain = () => { run(false); read(); };
  read();
  for (const [event, f] of listening) model.on(event, f);
  const watch = new ResizeObserver(eachFrame(() => {
    const width = root.clientWidth;
    if (!width || closed) return;
    if (width < NARROW !== narrow || (width < MIDDLE || narrow || model.get("compact")) !== small) arrange();
    else if (!stages.fits(names().length)) fit();
  }));
  watch.observe(root);
  const sight = new IntersectionObserver(([entry]) => clock.inSight(entry.isIntersecting));
  sight.observe(root);
  const repaint = () => { colours = null; clock.redraw(); };
  const leaveTheme = onTheme(repaint);
  if (model.get("address")) addEventListener("hashchange", readAgain);
  return () => {
    closed = true;
    clock.close();
    leaving.close();
    host.close();
    for (const observer of [watch, sight]) observer.disconnect();
    leaveTheme();
    removeEventListener("hashchange", readAgain);
    for (const [event, f] of listening) model.off(event, f);
  };
}

export default { render };
