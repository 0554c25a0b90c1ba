// What hands do to the points of a game: real ones become data of one's own, generated ones are put
// somewhere by the generator alone.

// `quietly(change)` changes the model without starting the game anew; `idle()`: nothing else brings the
// pulled points along.
function movingOf({ model, choices, seen, ask, idle, redraw, quietly }) {
  const { names, save } = choices;
  let held = null, real = null, count = 0;
  const moving = {
    // { game, indices, targets } while generated points are held; each round begins with it.
    pulled: null,
    take(game, kind, indices) {
      held = { game, kind, indices };
      if (kind === "fake") moving.pulled = { game, indices, targets: indices.flatMap((i) =>
        [...seen[game].fake.subarray(2 * i, 2 * i + 2)]) };
    },
    move(dx, dy) {
      const { pulled } = moving;
      if (held?.kind === "real") moveReal([dx, dy]);
      else if (pulled) { pulled.targets = pulled.targets.map((v, k) => v + [dx, dy][k % 2]); pullOnce(); }
      redraw();
    },
    leave() { held = moving.pulled = null; },
  };
  const pullOnce = eachFrame(() => { if (moving.pulled && idle()) ask("pull", moving.pulled); });
  const sendReal = eachFrame(() => {
    const known = model.get("data") === "drawn";
    quietly(() => {
      model.set("points", Array.from({ length: real.length / 2 }, (_, k) =>
        [+real[2 * k].toFixed(3), +real[2 * k + 1].toFixed(3)].map((v) => clamp(v, -9.9, 9.9))));
      model.set("data", "drawn");
    });
    save();
    const points = model.get("points").flat();
    for (const game of names())
      if (known && points.length === count) ask("real", { game, points });
      else ask("set", { game, patch: { data: { name: "drawn", dim: 2, points } } });
    count = points.length;
  });
  function moveReal(by) {
    real = Float64Array.from(seen[held.game].real);
    for (const i of held.indices) for (const d of [0, 1]) real[2 * i + d] += by[d];
    for (const name of names()) seen[name].real = real.slice();
    sendReal();
  }
  return moving;
}
