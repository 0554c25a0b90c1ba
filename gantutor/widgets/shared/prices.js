// Prices of the best one-to-one plan in the plane, by shortest paths, and functions made of cones.

// At [i * n + k] the least that it adds to the cost of the plan when real point i takes the fake of
// real point k, directly or by way of others, and k is left without one. `plan` is a PlaneTransport.
function detours({ n, cost, plan }) {
  const far = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let k = 0; k < n; k++)
    far[i * n + k] = cost[i * n + plan[k]] - cost[k * n + plan[k]];
  for (let m = 0; m < n; m++) for (let i = 0; i < n; i++) for (let k = 0; k < n; k++)
    far[i * n + k] = Math.min(far[i * n + k], far[i * n + m] + far[m * n + k]);
  return far;
}

// Best prices, f on real and g on fake points with Σf = 0: the mean over all points of the paths that
// begin there. They are tight between partners, and where the best plan is unique nowhere else.
function middlePrices({ n, cost, plan }, far) {
  const f = new Float64Array(n), g = new Float64Array(n);
  for (let s = 0; s < n; s++) for (let i = 0; i < n; i++) f[i] -= far[s * n + i] / n;
  const level = f.reduce((sum, v) => sum + v / n, 0);
  for (let i = 0; i < n; i++) {
    f[i] -= level;
    g[plan[i]] = cost[i * n + plan[i]] - f[i];
  }
  return { f, g };
}

// Functions of a place p: height + scale · minₖ (|p − at[k]| + rest[k]).
const CONES = {
  // maxᵢ (fᵢ − |p − xᵢ|), the lowest potential with these values on the points.
  low: (real, fake, { f }) => ({ at: real, rest: f.map((v) => -v), height: 0, scale: -1 }),
  // minⱼ (|p − yⱼ| − gⱼ), the highest.
  high: (real, fake, { g }) => ({ at: fake, rest: g.map((v) => -v), height: 0, scale: 1 }),
  // W1 itself when one point is taken to p and all others stay: it takes the partner of another one,
  // who goes the cheapest way round to what is free then.
  w1: (real, fake, { n, cost, plan, planOfFake, w1 }, far, [kind, k]) => {
    const i = kind === "real" ? k : planOfFake[k], now = cost[i * n + plan[i]];
    const rest = kind === "fake" ? Float64Array.from(real, (_, m) => far[i * n + m])
      : Float64Array.from(fake, (_, j) => {
        const m = planOfFake[j];
        return far[m * n + i] - cost[m * n + j] + now;
      });
    return { at: kind === "fake" ? real : fake, rest, height: w1 - now / n, scale: 1 / n };
  },
};
function conesAt({ at, rest, height, scale }, [x, y]) {
  let least = Infinity;
  for (let k = 0; k < at.length; k++)
    least = Math.min(least, Math.hypot(x - at[k][0], y - at[k][1]) + rest[k]);
  return height + scale * least;
}
