// Exact W1 between as many real as generated points in the plane: an assignment, solved by shortest
// augmenting paths (Jonker & Volgenant 1987) and started from the potential of the last one.

// After solve(x, y), flat, n points each: `w1`; plan[i], the fake of real point i, and planOfFake,
// its inverse; potentials f, on real, and g, on fake, with fᵢ + gⱼ ≤ |xᵢ − yⱼ| and Σf = 0; duality,
// the cost of the plan less the value of the potentials: both are then within it of the optimum. All
// are the solver's own arrays.
export class PlaneTransport {
  constructor(n) {
    this.n = n;
    this.cost = new Float64Array(n * n);
    this.f = new Float64Array(n);
    this.g = new Float64Array(n);
    this.plan = new Int32Array(n);
    this.planOfFake = new Int32Array(n);
    this.w1 = this.duality = NaN;
    this.known = false; // whether f comes from a problem like this one
    this.far = new Float64Array(n);
    this.before = new Int32Array(n);
    this.order = new Int32Array(n);
  }

  solve(x, y) {
    const { n, cost } = this;
    for (let i = 0, k = 0; i < n; i++) {
      const x0 = x[2 * i], x1 = x[2 * i + 1];
      for (let j = 0; j < n; j++, k++) {
        const dx = x0 - y[2 * j], dy = x1 - y[2 * j + 1];
        cost[k] = Math.sqrt(dx * dx + dy * dy);
      }
    }
    this.begin();
    for (let i = 0; i < n; i++) if (this.plan[i] < 0) this.augment(i);
    this.certify();
    return this;
  }

  // Any f will do: g is the largest beside it. Real points stay while fakes move, so that the last f
  // is nearly right; without one, f = 0. Then each real point takes the cheapest fake, if it is free.
  begin() {
    const { n, cost, f, g, plan, planOfFake } = this;
    if (!this.known) f.fill(0);
    g.fill(Infinity);
    for (let i = 0, k = 0; i < n; i++)
      for (let j = 0; j < n; j++, k++) { const c = cost[k] - f[i]; if (c < g[j]) g[j] = c; }
    plan.fill(-1);
    planOfFake.fill(-1);
    for (let i = 0, k = 0; i < n; i++) {
      let least = Infinity, at = -1;
      for (let j = 0; j < n; j++, k++) {
        const c = cost[k] - g[j];
        if (c < least) { least = c; at = j; }
      }
      if (planOfFake[at] < 0) { planOfFake[at] = i; plan[i] = at; }
    }
  }

  // Dijkstra from a free real point, in reduced costs, to the nearest free fake; then the potentials
  // of what was passed move with it, and the path is turned round. `order` has the fakes that are
  // passed before `passed`, then the rest.
  augment(start) {
    const { n, cost, g, plan, planOfFake, far, before, order } = this;
    for (let j = 0, k = start * n; j < n; j++, k++) {
      far[j] = cost[k] - g[j];
      before[j] = start;
      order[j] = j;
    }
    let passed = 0, low = 0, sink = -1;
    for (;;) {
      let best = Infinity, place = -1;
      for (let k = passed; k < n; k++) {
        const j = order[k];
        if (far[j] < best || (far[j] === best && planOfFake[j] < 0)) { best = far[j]; place = k; }
      }
      const j0 = order[place];
      low = best;
      if (planOfFake[j0] < 0) { sink = j0; break; }
      order[place] = order[passed];
      order[passed++] = j0;
      const i = planOfFake[j0], row = i * n, base = low - (cost[row + j0] - g[j0]);
      for (let k = passed; k < n; k++) {
        const j = order[k], reach = base + (cost[row + j] - g[j]);
        if (reach < far[j]) { far[j] = reach; before[j] = i; }
      }
    }
    for (let k = 0; k < passed; k++) g[order[k]] += far[order[k]] - low;
    for (let j = sink; ;) {
      const i = before[j], next = plan[i];
      planOfFake[j] = i;
      plan[i] = j;
      if (i === start) break;
      j = next;
    }
  }

  // The tightest f beside g is feasible, whatever was rounded.
  certify() {
    const { n, cost, f, g, plan } = this;
    let primal = 0, dual = 0, level = 0;
    for (let i = 0, k = 0; i < n; i++) {
      let least = Infinity;
      for (let j = 0; j < n; j++, k++) { const c = cost[k] - g[j]; if (c < least) least = c; }
      f[i] = least;
      level += least / n;
      primal += cost[i * n + plan[i]];
      dual += least + g[i];
    }
    for (let i = 0; i < n; i++) { f[i] -= level; g[i] += level; }
    this.w1 = primal / n;
    this.duality = (primal - dual) / n;
    this.known = true;
  }
}
