// Runs in the Worker, after the engine: keeps one to four games, and answers each message with what
// is to be drawn of them.

const games = new Map();
const deeds = {
  start: ({ game, settings }) => games.set(game, newGame(settings)),
  drop: ({ game }) => games.delete(game),
  set: ({ game, patch }) => games.get(game).set(patch),
  real: ({ game, points }) => games.get(game).setReal(points),
  critic: ({ game, times = 1 }) => { for (let k = 0; k < times; k++) games.get(game).criticStep(); },
  generator: ({ game }) => games.get(game).generatorStep(),
  pull: ({ game, indices, targets }) => games.get(game).pull(indices, targets),
  look: () => {},
  // So many rounds of every game, or fewer where the time is over; fakes in a hand are pulled once.
  advance({ rounds, time, pulled }) {
    if (pulled) deeds.pull(pulled);
    const end = performance.now() + time;
    for (let k = 0; k < rounds && (k === 0 || performance.now() < end); k++)
      for (const game of games.values()) game.round();
  },
};

// Where the generator puts a square of latent points: lines through it, flat, one after the other.
function latentLines(game, lines = 9, along = 25) {
  const { latent } = game.settings;
  if (latent > 2) return null;
  const at = (k, n) => -2 + (4 * k) / (n - 1), z = [];
  for (let turn = 0; turn < latent; turn++)
    for (let k = 0; k < (latent === 1 ? 1 : lines); k++)
      for (let j = 0; j < along; j++) {
        const point = [at(j, along), at(k, lines)];
        z.push(...(latent === 1 ? [point[0]] : turn ? point.reverse() : point));
      }
  const pass = new Pass(game.shown, z.length / latent);
  pass.input.set(z);
  forward(game.shown, pass);
  return { along, points: pass.output };
}

onmessage = ({ data: { id, does, show = {}, ...more } }) => {
  try {
    deeds[does](more);
    const seen = {};
    for (const [name, game] of games) {
      const state = game.state(), { grid, potential, latent, ball } = show;
      seen[name] = { ...state, dim: game.dim, grid,
        ...(grid ? game.look({ grid, potential: !!potential }) : {}),
        latent: latent ? latentLines(game) : null,
        ball: ball && !state.diverged ? game.roll(ball.at, { potential: ball.potential }) : null };
    }
    postMessage({ id, seen });
  } catch (error) {
    postMessage({ id, error: error.message });
  }
};
