// Exact W1 between as many real as generated points on the line: sorted, the k-th goes to the k-th.

// After solve(x, y): what PlaneTransport gives.
export class LineTransport {
  constructor(n) {
    this.n = n;
    this.f = new Float64Array(n);
    this.g = new Float64Array(n);
    this.plan = new Int32Array(n);
    this.planOfFake = new Int32Array(n);
    this.w1 = this.duality = NaN;
    this.orders = [0, 1].map(() => Int32Array.from({ length: n }, (_, k) => k));
  }

  solve(x, y) {
    const { n, f, g, plan, planOfFake } = this, [first, second] = this.orders;
    sortOrder(first, x);
    sortOrder(second, y);
    let primal = 0;
    for (let k = 0; k < n; k++) {
      const i = first[k], j = second[k];
      plan[i] = j;
      planOfFake[j] = i;
      primal += Math.abs(x[i] - y[j]);
    }
    // The potential's slope is the sign of G − F, of how many more fakes than real points lie to the
    // left of a place: it rises to the right where mass has to be moved to the right.
    let height = 0, level = 0, dual = 0;
    for (let a = 0, b = 0, at = 0; a < n || b < n;) {
      const real = b === n || (a < n && x[first[a]] <= y[second[b]]);
      const here = real ? x[first[a]] : y[second[b]];
      if (a + b) height += Math.sign(b - a) * (here - at);
      at = here;
      if (real) { f[first[a++]] = height; level += height / n; } else g[second[b++]] = -height;
    }
    for (let i = 0; i < n; i++) { f[i] -= level; g[i] += level; dual += f[i] + g[i]; }
    this.w1 = primal / n;
    this.duality = (primal - dual) / n;
    return this;
  }
}

// Insertion sort of places by value: the order is nearly that of the last time.
function sortOrder(order, values) {
  for (let k = 1; k < order.length; k++) {
    const place = order[k], value = values[place];
    let m = k - 1;
    for (; m >= 0 && values[order[m]] > value; m--) order[m + 1] = order[m];
    order[m + 1] = place;
  }
}
