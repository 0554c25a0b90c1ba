// Laws on the line. `excess(x)` is E max(x − X, 0), the primitive of the distribution function.

// Σ w N(mean, std²), parts given as [w, mean, std].
function normals(parts) {
  const logs = parts.map(([w, , s]) => Math.log(w / (s * ROOT_2PI)));
  const part = (k, x) => {
    const z = (x - parts[k][1]) / parts[k][2];
    return logs[k] - 0.5 * z * z;
  };
  const total = (f) => (x) => {
    let sum = 0;
    for (const [w, m, s] of parts) sum += w * f((x - m) / s, s);
    return sum;
  };
  const logpdf = parts.length === 1 ? (x) => part(0, x) : (x) => {
    let top = -Infinity, sum = 0;
    for (let k = 0; k < parts.length; k++) top = Math.max(top, part(k, x));
    for (let k = 0; k < parts.length; k++) sum += Math.exp(part(k, x) - top);
    return top + Math.log(sum);
  };
  return {
    kind: "normals", parts, logpdf,
    pdf: (x) => Math.exp(logpdf(x)),
    cdf: total((z) => Phi(z)),
    sf: total((z) => Phi(-z)),
    excess: total((z, s) => s * (z * Phi(z) + phi(z))),
    score(x) {
      const whole = logpdf(x);
      let sum = 0, score = 0;
      for (let k = 0; k < parts.length; k++) {
        const share = Math.exp(part(k, x) - whole);
        sum += share;
        score -= (share * (x - parts[k][1])) / parts[k][2] ** 2;
      }
      return score / sum;
    },
    mean: parts.reduce((sum, [w, m]) => sum + w * m, 0),
    steps: parts.flatMap(([, m, s]) => STEPS.map((k) => m + k * s)),
  };
}
// Quadrature splits a normal here, in standard deviations: beyond 12 lies a mass of 4e-33.
const STEPS = [-12, -9, -7, -6, ...range(-5, 5, 21), 6, 7, 9, 12];

function uniform(low, high) {
  const width = high - low, inside = (x) => low <= x && x <= high;
  return {
    kind: "uniform", low, high,
    logpdf: (x) => (inside(x) ? -Math.log(width) : -Infinity),
    pdf: (x) => (inside(x) ? 1 / width : 0),
    cdf: (x) => clamp((x - low) / width, 0, 1),
    sf: (x) => clamp((high - x) / width, 0, 1),
    excess: (x) => (clamp(x, low, high) - low) ** 2 / (2 * width) + Math.max(x - high, 0),
    score: () => 0,
    mean: (low + high) / 2,
    steps: [low, high],
  };
}

// The families by name: the law of shift + ratio·X, where X follows the real law; how to draw it.
const LAWS = {
  normal: { make: (t, r) => normals([[1, t, r]]), limit: 6, margin: 3.2, top: 0.46, cell: 0.5,
    peak: 0, says: "N(0, 1)" },
  uniform: { make: (t, r) => uniform(t, t + r), limit: 3, margin: 1.4, top: 1.35, cell: 0.125,
    peak: 0.5, kind: "uniform", says: "uniform on [0, 1]" },
  "two bumps": {
    make: (t, r) => normals([[0.5, t - 1.5 * r, 0.5 * r], [0.5, t + 1.5 * r, 0.5 * r]]),
    limit: 6, margin: 3.2, top: 0.46, cell: 0.5, peak: 1.5, says: "two bumps at −1.5 and 1.5" },
};

// A value by name, computed when it is first asked for and kept.
function lazily(formulas) {
  const kept = {};
  for (const name in formulas)
    Object.defineProperty(kept, name, {
      configurable: true, enumerable: true,
      get() {
        const value = formulas[name](kept);
        Object.defineProperty(kept, name, { value });
        return value;
      },
    });
  return kept;
}
