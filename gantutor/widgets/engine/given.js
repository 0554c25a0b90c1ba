// A game from given weights, and its steps with given draws: what a comparison with another program needs.
import { flatNumbers } from "./checks.js";

// { critic: [[W, b], …], generator: […] }, W[i][o] or flat; the optimisers start anew.
export function setWeights(game, weights) {
  for (const name of ["critic", "generator"]) {
    const net = game[name], layers = weights[name];
    if (layers === undefined) continue;
    if (layers.length !== net.depth)
      throw new Error(`${name} has ${net.depth} layers, got weights of ${layers.length}`);
    layers.forEach(([W, b], l) => {
      const flat = Array.isArray(W) ? W.flat() : W;
      net.weights[l].set(flatNumbers(`W of layer ${l} of ${name}`, flat, net.weights[l].length));
      net.biases[l].set(flatNumbers(`b of layer ${l} of ${name}`, b, net.biases[l].length));
    });
  }
  if (game.spectral) game.critic.actAsTheyAre();
  game.spectral = null;
  game.startAnew();
}

// The steps of a game, on real points, latent points and u, all flat.
export function criticStepOn(game, real, latent, u) {
  const { both, made, settings } = game, { batch } = settings;
  both.input.set(flatNumbers("the real batch", real, batch * game.dim));
  made.input.set(flatNumbers("the latent batch", latent, batch * settings.latent));
  game.u.set(flatNumbers("u", u, batch));
  game.improveCritic();
}

export function generatorStepOn(game, latent) {
  game.made.input.set(flatNumbers("the latent batch", latent, game.made.input.length));
  game.improveGenerator();
}
