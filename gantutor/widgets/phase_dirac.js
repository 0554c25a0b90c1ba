// The Dirac-GAN, as gantutor.dynamics has it: one derivation, a table of methods, the steps.

const expit = (s) => 1 / (1 + Math.exp(-s));
// First and second derivative of a scalar loss.
const softplus = (s) => [expit(s), expit(s) * expit(-s)];
const linear = () => [1, 0];
const hinge = (s) => [s > -1 ? 1 : 0, 0];
const halfSquare = (target) => (s) => [s - target, 1];
const mirrored = (l) => (s) => { const [a, b] = l(-s); return [-a, b]; };
const negated = (l) => (s) => l(s).map((v) => -v);
// On real, on fake, for the generator.
const SIDES = {
  minimax: [mirrored(softplus), softplus, negated(softplus)],
  nonsaturating: [mirrored(softplus), softplus, mirrored(softplus)],
  least_squares: [halfSquare(1), halfSquare(0), halfSquare(1)],
  wasserstein: [negated(linear), linear, negated(linear)],
  hinge: [mirrored(hinge), hinge, negated(linear)],
};
const beyond = (psi) => (Math.abs(psi) > 1 ? 1 : 0);
// First and second derivative of a penalty in ψ; the two-sided one has a corner at 0.
const PENALTIES = {
  two_sided: (psi) => [2 * (psi - Math.sign(psi)), psi === 0 ? NaN : 2],
  one_sided: (psi) => [beyond(psi) * 2 * (psi - Math.sign(psi)), 2 * beyond(psi)],
  zero_centred: (psi) => [2 * psi, 2],
};
const METHODS = {
  minimax: { label: "Minimax", objective: "minimax" },
  nonsaturating: { label: "Non-saturating", objective: "nonsaturating" },
  least_squares: { label: "Least squares", objective: "least_squares" },
  hinge: { label: "Hinge", objective: "hinge" },
  wasserstein: { label: "Wasserstein, free", objective: "wasserstein" },
  wasserstein_clip: { label: "Wasserstein, clipped", objective: "wasserstein", has: "c" },
  wgan_gp: { label: "WGAN-GP, two-sided", objective: "wasserstein", rule: "two_sided",
    has: "weight" },
  wgan_gp_one_sided: { label: "WGAN-GP, one-sided", objective: "wasserstein", rule: "one_sided",
    has: "weight" },
  r1: { label: "Minimax with R1", objective: "minimax", rule: "zero_centred", has: "weight" },
  instance_noise: { label: "Minimax, instance noise", objective: "minimax", has: "sigma" },
  consensus: { label: "Minimax, consensus", objective: "minimax", rule: "consensus",
    has: "weight" },
};
const NOISE = Array.from({ length: 65 }, (_, k) => -8 + k / 4);
const BELL = NOISE.map((e) => Math.exp(-0.5 * e * e));
const MASS = BELL.map((v) => v / BELL.reduce((sum, b) => sum + b, 0));

// The game of a method: its field, its eigenvalues and its steps.
function diracGan({ method, weight, c, sigma }) {
  const { objective, rule, has } = METHODS[method];
  const [onReal, onFake, generator] = SIDES[objective];
  const bound = has === "c" ? c : Infinity, noisy = has === "sigma";
  const nodes = noisy ? NOISE : [0], mass = noisy ? MASS : [1], blur = noisy ? sigma : 0;

  // v and its derivative, without clipping and consensus.
  function derivatives(theta, psi) {
    let across = 0, up = 0, j00 = 0, j01 = 0, j10 = 0, j11 = 0;
    nodes.forEach((e, i) => {
      const w = mass[i], x = blur * e, y = theta + x, s = psi * y;
      const [r1, r2] = onReal(psi * x), [d1, d2] = onFake(s), [g1, g2] = generator(s);
      across -= w * psi * g1;
      up -= w * (y * d1 + x * r1);
      j00 -= w * psi * psi * g2;
      j01 -= w * (g1 + s * g2);
      j10 -= w * (d1 + s * d2);
      j11 -= w * (y * y * d2 + x * x * r2);
    });
    const [pull, stiff] = PENALTIES[rule]?.(psi) ?? [0, 0];
    if (PENALTIES[rule]) { up -= weight * pull; j11 -= weight * stiff; }
    return { v: [across, up], j: [[j00, j01], [j10, j11]] };
  }
  function field(theta, psi) {
    const { v: [a, b], j } = derivatives(theta, psi);
    if (rule !== "consensus") return [a, b];
    return [a - weight * (j[0][0] * a + j[1][0] * b), b - weight * (j[0][1] * a + j[1][1] * b)];
  }
  // The derivative at the equilibrium; v is 0 there, so consensus only subtracts weight · JᵀJ.
  function jacobian() {
    const { j } = derivatives(0, 0);
    if (rule !== "consensus") return j;
    const [[a, b], [p, q]] = j, m = a * b + p * q;
    return [[a - weight * (a * a + p * p), b - weight * m],
      [p - weight * m, q - weight * (b * b + q * q)]];
  }
  const within = (psi) => clamp(psi, -bound, bound);
  function trajectory(theta, psi, { h, iterations, scheme, n_critic }) {
    psi = within(psi);
    const points = [[theta, psi]];
    for (let k = 0; k < iterations; k++) {
      if (scheme === "simultaneous") {
        const [a, b] = field(theta, psi);
        theta += h * a;
        psi = within(psi + h * b);
      } else {
        for (let i = 0; i < n_critic; i++) psi = within(psi + h * field(theta, psi)[1]);
        theta += h * field(theta, psi)[0];
      }
      points.push([theta, psi]);
    }
    return points;
  }
  // One iteration, linearised at the equilibrium.
  function stepMatrix({ h, scheme, n_critic }) {
    const [[a, b], [p, q]] = jacobian();
    if (scheme === "simultaneous") return [[1 + h * a, h * b], [h * p, 1 + h * q]];
    let row = [0, 1];
    for (let i = 0; i < n_critic; i++)
      row = [row[0] + h * (p + q * row[0]), row[1] * (1 + h * q)];
    return [[1 + h * a + h * b * row[0], h * b * row[1]], row];
  }
  return { field, jacobian, trajectory, stepMatrix, bound, rule };
}

// The eigenvalues of a 2 × 2 matrix as [real, imaginary], + first.
function eigenvalues([[a, b], [p, q]]) {
  const middle = (a + q) / 2, inside = ((a - q) * (a - q)) / 4 + b * p;
  if (Number.isNaN(inside)) return [[NaN, NaN], [NaN, NaN]];
  const root = Math.sqrt(Math.abs(inside));
  return inside < 0 ? [[middle, root], [middle, -root]] : [[middle + root, 0], [middle - root, 0]];
}
