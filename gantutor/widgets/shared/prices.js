// Prices of the best one-to-one plan in the plane, by shortest paths.

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
