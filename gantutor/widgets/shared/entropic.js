// Entropic transport on the line, with the cost |x − y|, between weighted atoms.

// A law Σ w N(mean, std²) as `count` weighted atoms: every part is cut into equal cells from −3.25 to
// 3.25 of its deviations, the outer cells take the tails, and an atom stands in the middle of a cell.
const REACH = 3.25;
function atomsOf(parts, count) {
  const each = count / parts.length, edges = range(-REACH, REACH, each + 1), x = [], w = [];
  const below = [0, ...Array.from(edges.subarray(1, each), Phi), 1];
  for (const [weight, mean, std] of parts) for (let k = 0; k < each; k++) {
    x.push(mean + (std * (edges[k] + edges[k + 1])) / 2);
    w.push(weight * (below[k + 1] - below[k]));
  }
  return { x: Float64Array.from(x), w: Float64Array.from(w) };
}

// OT_ε(a, b) = min ⟨π, |x − y|⟩ + ε KL(π‖a⊗b), and its derivative when all of b moves to the right.
// Sinkhorn's steps on the scaled kernel, u ← 1/K(b v) and v ← 1/Kᵀ(a u), from the tenth round on with
// an over-relaxation (Thibault et al. 2021), until the plan's rows add up to a within `tolerance`.
function entropic(a, b, eps, tolerance = 1e-9, most = 500, relax = 1.7) {
  const n = a.x.length, m = b.x.length, K = new Float64Array(n * m);
  for (let i = 0; i < n; i++) for (let j = 0; j < m; j++)
    K[i * m + j] = Math.exp(-Math.abs(a.x[i] - b.x[j]) / eps);
  const u = new Float64Array(n).fill(1), v = new Float64Array(m).fill(1);
  const bv = new Float64Array(m), back = new Float64Array(m);
  let rounds = 0, error = Infinity;
  for (; rounds < most && error > tolerance; rounds++) {
    const share = rounds < 10 ? 1 : relax;
    for (let j = 0; j < m; j++) bv[j] = b.w[j] * v[j];
    error = 0;
    back.fill(0);
    for (let i = 0; i < n; i++) {
      const row = i * m;
      let sum = 0;
      for (let j = 0; j < m; j++) sum += K[row + j] * bv[j];
      error += a.w[i] * Math.abs(u[i] * sum - 1);
      u[i] = share === 1 ? 1 / sum : u[i] ** (1 - share) * sum ** -share;
      const au = a.w[i] * u[i];
      for (let j = 0; j < m; j++) back[j] += K[row + j] * au;
    }
    for (let j = 0; j < m; j++)
      v[j] = share === 1 ? 1 / back[j] : v[j] ** (1 - share) * back[j] ** -share;
    // Too bold a step: once more from the start, as Sinkhorn wrote it.
    if (!Number.isFinite(error) && relax !== 1) return entropic(a, b, eps, tolerance, most, 1);
  }
  let value = 0, slope = 0, mass = 0;
  for (let i = 0; i < n; i++) {
    value += a.w[i] * Math.log(u[i]);
    for (let j = 0; j < m; j++) {
      const plan = a.w[i] * u[i] * K[i * m + j] * b.w[j] * v[j];
      mass += plan;
      const gap = b.x[j] - a.x[i];
      // Where two atoms meet, to rounding, neither pulls.
      if (Math.abs(gap) > 1e-9) slope += plan * Math.sign(gap);
    }
  }
  for (let j = 0; j < m; j++) value += b.w[j] * Math.log(v[j]);
  // The dual at (ε log u, ε log v), whose last term is 0 for a plan of mass 1.
  return { value: eps * (value + 1 - mass), slope, rounds, error };
}

// OT_ε(a, a). One scaling serves both sides, u ← √(u / K(a u)): the mean of Sinkhorn's step and of
// standing still, which settles fast where the plan has two equal sides (Feydy et al. 2019).
function entropicSelf(a, eps, tolerance = 1e-10, most = 1000) {
  const n = a.x.length, K = new Float64Array(n * n), u = new Float64Array(n).fill(1);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++)
    K[i * n + j] = Math.exp(-Math.abs(a.x[i] - a.x[j]) / eps);
  const sums = new Float64Array(n);
  let rounds = 0, error = Infinity, mass = 0;
  for (; rounds < most && error > tolerance; rounds++) {
    error = mass = 0;
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += K[i * n + j] * a.w[j] * u[j];
      sums[i] = sum;
      mass += a.w[i] * u[i] * sum;
      error += a.w[i] * Math.abs(u[i] * sum - 1);
    }
    if (error > tolerance) for (let i = 0; i < n; i++) u[i] = Math.sqrt(u[i] / sums[i]);
  }
  const value = a.w.reduce((total, w, i) => total + 2 * w * Math.log(u[i]), 0);
  return { value: eps * (value + 1 - mass), rounds, error };
}
