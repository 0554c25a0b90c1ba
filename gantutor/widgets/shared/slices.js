// Two clouds of equally many points in the plane: along one direction, along many, and as they are.

const along = (points, angle) =>
  points.map(([x, y]) => x * Math.cos(angle) + y * Math.sin(angle));
// The points' indices from the least to the greatest of `values`.
const inOrder = (values) => [...values.keys()].sort((i, j) => values[i] - values[j]);

// W1 of the two projections: sorted, the k-th goes to the k-th. `slope` is its derivative when all of
// the second cloud moves to the right.
function slice(real, fake, angle) {
  const p = along(real, angle), q = along(fake, angle), i = inOrder(p), j = inOrder(q);
  let w1 = 0, slope = 0;
  for (let k = 0; k < i.length; k++) {
    const gap = q[j[k]] - p[i[k]];
    w1 += Math.abs(gap) / i.length;
    slope += (Math.sign(gap) * Math.cos(angle)) / i.length;
  }
  return { w1, slope, p, q, pairs: i.map((at, k) => [at, j[k]]) };
}

// The mean over `count` directions, evenly from 0 up to 180 degrees.
function sliced(real, fake, count) {
  let w1 = 0, slope = 0;
  for (let k = 0; k < count; k++) {
    const one = slice(real, fake, (Math.PI * k) / count);
    w1 += one.w1 / count;
    slope += one.slope / count;
  }
  return { w1, slope };
}

// The cheapest assignment of rows to columns: shortest augmenting paths, with potentials.
function assignment(cost) {
  const n = cost.length, u = Array(n + 1).fill(0), v = [...u], row = [...u], way = [...u];
  for (let i = 1; i <= n; i++) {
    const least = Array(n + 1).fill(Infinity), done = Array(n + 1).fill(false);
    let j = 0;
    row[0] = i;
    do {
      done[j] = true;
      let step = Infinity, next = 0;
      for (let k = 1; k <= n; k++) if (!done[k]) {
        const left = cost[row[j] - 1][k - 1] - u[row[j]] - v[k];
        if (left < least[k]) { least[k] = left; way[k] = j; }
        if (least[k] < step) { step = least[k]; next = k; }
      }
      for (let k = 0; k <= n; k++)
        if (done[k]) { u[row[k]] += step; v[k] -= step; } else least[k] -= step;
      j = next;
    } while (row[j]);
    for (; j; j = way[j]) row[j] = row[way[j]];
  }
  const to = Array(n);
  for (let k = 1; k <= n; k++) to[row[k] - 1] = k - 1;
  return to;
}

// W1 of the two clouds, the plan, and the derivative when all of the second cloud moves to the right.
function planeW1(real, fake) {
  const far = (x, y) => Math.hypot(y[0] - x[0], y[1] - x[1]);
  const to = assignment(real.map((x) => fake.map((y) => far(x, y))));
  let w1 = 0, slope = 0;
  real.forEach((x, i) => {
    const y = fake[to[i]], d = far(x, y);
    w1 += d / real.length;
    if (d > 0) slope += (y[0] - x[0]) / d / real.length;
  });
  return { w1, slope, to };
}
