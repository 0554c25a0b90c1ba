// Distances in closed form between mixtures of normals, whose parts are [weight, mean, std].

// Σ w v f(difference of the means, deviation of the difference) over a part of each.
function overParts(P, Q, f) {
  let sum = 0;
  for (const [w, m, s] of P.parts) for (const [v, n, r] of Q.parts)
    sum += w * v * f(n - m, Math.hypot(s, r));
  return sum;
}
// F(P, Q) − ½ F(P, P) − ½ F(Q, Q): the self terms make it 0 where the laws are the same.
const lessSelf = (F, P, Q) => F(P, Q) - (F(P, P) + F(Q, Q)) / 2;

// E|D| of D ~ N(m, s²), and its derivative by m.
const meanSize = (m, s) => 2 * s * phi(m / s) + m * (2 * Phi(m / s) - 1);
const meanSign = (m, s) => 2 * Phi(m / s) - 1;
// E|x − y| − ½ E|x − x′| − ½ E|y − y′|: half the energy distance.
const halfEnergy = (P, Q) => lessSelf((A, B) => overParts(A, B, meanSize), P, Q);
const halfEnergySlope = (P, Q) => overParts(P, Q, meanSign);

// E exp(−D²/2h²) of D ~ N(m, s²).
const likeness = (m, s, h) => (h / Math.hypot(h, s)) * Math.exp((-m * m) / (2 * (h * h + s * s)));
// MMD² of the kernel exp(−(x − y)²/2h²), and its derivative when all of Q moves to the right.
const gaussMmd = (P, Q, h) =>
  Math.max(0, -2 * lessSelf((A, B) => overParts(A, B, (m, s) => likeness(m, s, h)), P, Q));
const gaussMmdSlope = (P, Q, h) =>
  2 * overParts(P, Q, (m, s) => (m / (h * h + s * s)) * likeness(m, s, h));
