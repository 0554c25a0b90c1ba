// What is set, for game A by the model and for game B beside it here, and what the engine is told of it.

const SAME = ["data", "points", "seed", "width", "depth", "batch", "several"];

// `changed(game)` is called where the settings of game B have changed; the model says it of A.
function choicesOf(model, changed) {
  const kept = { ...NAMES.strengths, [model.get("hold")]: model.get("strength") };
  const save = eachFrame(() => model.save_changes());
  const ofB = (name) => choices.active && choices.second && OF_GAME.includes(name);
  const choices = {
    // The settings of game B where there is one, and whether the controls are its own.
    second: null, active: 0, save,
    several: () => model.get("several"),
    names: () => (choices.several() ? GAMES : GAMES.slice(0, choices.second ? 2 : 1)),
    shown: () => (choices.active && choices.second ? "B" : "A"),
    get: (name) => (ofB(name) ? choices.second[name] : model.get(name)),
    set(name, value) {
      if (Object.is(choices.get(name), value)) return;
      if (name === "strength") kept[choices.get("hold")] = value;
      if (ofB(name)) { choices.second[name] = value; changed("B"); }
      else { model.set(name, value); save(); }
      if (name === "hold" && value !== "free") choices.set("strength", kept[value]);
    },
    valuesOf: (game) => (game === "B" && choices.second ? choices.second
      : Object.fromEntries(OF_GAME.map((name) => [name, model.get(name)]))),
    dim: () => (ON_LINE.includes(model.get("data")) ? 1 : 2),
    seedOf: (game) => model.get("seed") + (choices.several() ? GAMES.indexOf(game) : 0),
    seeds: () => (choices.several() ? GAMES : ["A"]).map(choices.seedOf),
    // What a running game takes over, and all of a new one.
    patchOf(game) {
      const { hold, strength, rule, where, objective, critic_steps, rate } = choices.valuesOf(game);
      return { objective, rate, criticSteps: critic_steps, constraint: { name: hold,
        ...(hold === "free" ? {} : { strength }), ...(hold === "penalty" ? { rule, where } : {}) } };
    },
    settingsOf: (game) => ({ data: dataSet(), seed: choices.seedOf(game), width: model.get("width"),
      depth: model.get("depth"), batch: model.get("batch"), ...choices.patchOf(game) }),
    // All of it as `pythonOf` reads it.
    whole: (iteration) => ({ ...Object.fromEntries(["data", "width", "depth", "batch"].map((n) =>
      [n, model.get(n)])), seeds: choices.seeds(), ...choices.valuesOf(choices.shown()), dim: choices.dim(), latent: 2,
    betas: [0, 0.9], optimiser: "adam", decay: false, average: null, iteration }),
  };
  function dataSet() {
    const name = model.get("data");
    return name === "drawn" ? { name, dim: 2, points: model.get("points").flat() }
      : name === "normal" ? { name, mean: 2, std: 0.5 } : { name };
  }
  return choices;
}
