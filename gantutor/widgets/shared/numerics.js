// Gauss–Legendre quadrature, the normal distribution function, roots.

// Nodes and weights on [−1, 1] by Newton's method on the Legendre polynomial.
function gaussLegendre(n) {
  const nodes = [], weights = [];
  for (let i = 0; i < n; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5)), slope = 1;
    for (let k = 0; k < 100; k++) {
      let p0 = 1, p1 = x;
      for (let j = 2; j <= n; j++) [p0, p1] = [p1, ((2 * j - 1) * x * p1 - (j - 1) * p0) / j];
      slope = (n * (x * p1 - p0)) / (x * x - 1);
      const step = p1 / slope;
      x -= step;
      if (Math.abs(step) < 1e-15) break;
    }
    nodes.unshift(x);
    weights.unshift(2 / ((1 - x * x) * slope * slope));
  }
  return { nodes, weights };
}
const FINE = gaussLegendre(12), COARSE = gaussLegendre(6);

// The nodes and weights of one rule on each panel between neighbouring edges, in order.
function quadrature(edges, rule = FINE) {
  const n = rule.nodes.length, x = new Float64Array(n * (edges.length - 1)), w = x.slice();
  for (let k = 1, j = 0; k < edges.length; k++) {
    const half = (edges[k] - edges[k - 1]) / 2, middle = (edges[k] + edges[k - 1]) / 2;
    for (let i = 0; i < n; i++, j++) {
      x[j] = middle + half * rule.nodes[i];
      w[j] = half * rule.weights[i];
    }
  }
  return { x, w };
}

const ROOT_2PI = Math.sqrt(2 * Math.PI);
const phi = (z) => Math.exp(-z * z / 2) / ROOT_2PI;

// Φ(z), accurate in its left tail: a series of positive terms near 0, else Mills' fraction.
function Phi(z) {
  const size = Math.abs(z);
  if (size < 3) {
    let term = z, sum = z;
    for (let k = 1; k < 60 && Math.abs(term) > 1e-17 * Math.abs(sum); k++)
      sum += term *= (z * z) / (2 * k + 1);
    return 0.5 + phi(z) * sum;
  }
  let fraction = size;
  for (let k = 48; k > 0; k--) fraction = size + k / fraction;
  const tail = phi(size) / fraction;
  return z < 0 ? tail : 1 - tail;
}

// Increasing, without repetition.
const sorted = (values) =>
  [...values].sort((a, b) => a - b).filter((v, i, all) => i === 0 || v > all[i - 1]);

// Where f changes its sign between neighbours of `grid`, by bisection.
function crossings(f, grid) {
  const found = [];
  let before = f(grid[0]), from = grid[0];
  for (let i = 1; i < grid.length; i++) {
    const value = f(grid[i]);
    if (value === 0) continue;
    if (before !== 0 && value < 0 !== before < 0) {
      let low = from, high = grid[i];
      for (let k = 0; k < 60 && high - low > 1e-15; k++) {
        const middle = (low + high) / 2;
        if (f(middle) < 0 === before < 0) low = middle; else high = middle;
      }
      found.push((low + high) / 2);
    }
    before = value;
    from = grid[i];
  }
  return found;
}

const range = (low, high, n) =>
  Float64Array.from({ length: n }, (_, i) => low + ((high - low) * i) / (n - 1));
