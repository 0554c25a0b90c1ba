// A game as numbers, strings and plain arrays, and back: it goes on to the last bit.
import { Game, PURPOSES } from "./game.js";
import { checkedSettings } from "./settings.js";
import { flatNumbers, whole } from "./checks.js";

const NETS = ["critic", "generator"];

export function saveGame(game) {
  const { settings, iteration, turn, spectral } = game, { data } = settings;
  const nets = (kind) => Object.fromEntries(NETS.map((name) => [name, kind(name)]));
  const { averaged } = game;
  return {
    settings: { ...settings, constraint: { ...settings.constraint }, betas: [...settings.betas],
      data: data.points ? { ...data, points: [...data.points] } : { ...data } },
    iteration, turn,
    weights: { ...nets((name) => [...game[name].vector]), averaged: [...averaged.vector] },
    optimisers: nets((name) => {
      const { first, second, steps } = game[`${name}Optimiser`];
      return { first: [...first], second: [...second], steps };
    }),
    power: spectral && { u: spectral.u.map((u) => [...u]), v: spectral.v.map((v) => [...v]) },
    draws: Object.fromEntries(Object.entries(game.draws).map(([name, d]) => [name, d.save()])),
  };
}

// All that is read is checked before anything is changed.
export function loadGame(game, saved) {
  if (saved === null || typeof saved !== "object" || !saved.settings)
    throw new Error("a saved game must be what saveGame(game) returned");
  const other = new Game(checkedSettings(saved.settings));
  for (const name of [...NETS, "averaged"]) {
    const { vector } = other[name];
    vector.set(flatNumbers(`the saved weights of ${name}`, saved.weights?.[name], vector.length));
  }
  for (const name of NETS) {
    const optimiser = other[`${name}Optimiser`], kept = saved.optimisers?.[name];
    for (const part of ["first", "second"]) optimiser[part].set(flatNumbers(
      `what the optimiser of ${name} remembers`, kept?.[part], optimiser[part].length));
    optimiser.steps = whole(`steps of the optimiser of ${name}`, kept.steps, 0, Number.MAX_SAFE_INTEGER);
  }
  for (const name of Object.keys(PURPOSES)) other.draws[name].load(saved.draws[name]);
  for (const count of ["iteration", "turn"])
    other[count] = whole(`the saved ${count}`, saved[count], 0, Number.MAX_SAFE_INTEGER);
  if (other.spectral) {
    for (const side of ["u", "v"]) other.spectral[side].forEach((vector, l) =>
      vector.set(flatNumbers(`the saved ${side}`, saved.power?.[side]?.[l], vector.length)));
    other.spectral.divide();
  }
  Object.assign(game, other);
}
