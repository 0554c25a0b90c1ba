// Exact W1 between as many real as generated points in the plane: an assignment, solved by shortest
// augmenting paths (Jonker & Volgenant 1987) and started from the potentials of the last one.

// After solve(x, y), flat, n points each: `w1`; plan[i], the fake of real point i, and planOfFake, its
// inverse; potentials f, on real, and g, on fake, with fᵢ + gⱼ ≤ |xᵢ − yⱼ| and Σf = 0; duality, the cost
// of the plan less the value of the potentials: both are then within it of the optimum. All are the
// solver's own arrays.
export class PlaneTransport {
  constructor(n) {
    this.n = n;
    this.cost = new Float64Array(n * n);
    this.f = new Float64Array(n);
    this.g = new Float64Array(n);
    this.plan = new Int32Array(n);
    this.planOfFake = new Int32Array(n);
    this.w1 = this.duality = NaN;
    this.known = false; // whether g comes from a problem like this one
    this.far = new Float64Array(n);
    this.before = new Int32Array(n);
    this.done = new Uint8Array(n);
    this.scanned = new Int32Array(n);
  }

  solve(x, y) {
    const { n, cost } = this;
    for (let i = 0, k = 0; i < n; i++)
      for (let j = 0; j < n; j++, k++) {
        const dx = x[2 * i] - y[2 * j], dy = x[2 * i + 1] - y[2 * j + 1];
        cost[k] = Math.sqrt(dx * dx + dy * dy);
      }
    this.begin();
    for (let i = 0; i < n; i++) if (this.plan[i] < 0) this.augment(i);
    this.certify();
    return this;
  }

  // Any g will do: the tightest f beside it is feasible, and where it is tight at a free fake, that one
  // is taken.
  begin() {
    const { n, cost, f, g, plan, planOfFake } = this;
    if (!this.known)
      for (let j = 0; j < n; j++) {
        let least = Infinity;
        for (let k = j; k < n * n; k += n) if (cost[k] < least) least = cost[k];
        g[j] = least;
      }
    plan.fill(-1);
    planOfFake.fill(-1);
    for (let i = 0, k = 0; i < n; i++) {
      let least = Infinity, at = -1;
      for (let j = 0; j < n; j++, k++) {
        const c = cost[k] - g[j];
        if (c < least) { least = c; at = j; }
      }
      f[i] = least;
      if (planOfFake[at] < 0) { planOfFake[at] = i; plan[i] = at; }
    }
  }

  // Dijkstra from a free real point, in reduced costs, to the nearest free fake; then the potentials of
  // what was passed move with it, and the path is turned round.
  augment(start) {
    const { n, cost, f, g, plan, planOfFake, far, before, done, scanned } = this;
    far.fill(Infinity);
    done.fill(0);
    let i = start, low = 0, count = 0, sink = -1;
    while (sink < 0) {
      const row = i * n, base = low - f[i];
      let best = Infinity, next = -1;
      for (let j = 0; j < n; j++) {
        if (done[j]) continue;
        const reach = base + cost[row + j] - g[j];
        if (reach < far[j]) { far[j] = reach; before[j] = i; }
        if (far[j] < best || (far[j] === best && planOfFake[j] < 0)) { best = far[j]; next = j; }
      }
      low = best;
      done[next] = 1;
      if (planOfFake[next] < 0) sink = next;
      else { scanned[count++] = next; i = planOfFake[next]; }
    }
    f[start] += low;
    for (let k = 0; k < count; k++) {
      const j = scanned[k];
      f[planOfFake[j]] += low - far[j];
      g[j] -= low - far[j];
    }
    for (let j = sink; j >= 0;) {
      const i2 = before[j], next = plan[i2];
      planOfFake[j] = i2;
      plan[i2] = j;
      j = i2 === start ? -1 : next;
    }
  }

  // f once more as the tightest beside g: no rounding has then made it infeasible.
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
