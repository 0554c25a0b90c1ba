// Functions of a place that are the least of cones: the extreme potentials, and W1 as one point moves.

// Functions of a place p: height + scale · minₖ (|p − at[k]| + rest[k]).
const CONES = {
  // maxᵢ (fᵢ − |p − xᵢ|), the lowest potential with these values on the points.
  low: (real, fake, { f }) => ({ at: real, rest: f.map((v) => -v), height: 0, scale: -1 }),
  // minⱼ (|p − yⱼ| − gⱼ), the highest.
  high: (real, fake, { g }) => ({ at: fake, rest: g.map((v) => -v), height: 0, scale: 1 }),
  // W1 itself when one point is taken to p and all others stay: it takes the partner of another one,
  // who goes the cheapest way round to what is free then.
  w1: (real, fake, { n, cost, plan, planOfFake, w1 }, far, [kind, k]) => {
    const i = kind === "real" ? k : planOfFake[k], now = cost[i * n + plan[i]];
    const rest = kind === "fake" ? Float64Array.from(real, (_, m) => far[i * n + m])
      : Float64Array.from(fake, (_, j) => {
        const m = planOfFake[j];
        return far[m * n + i] - cost[m * n + j] + now;
      });
    return { at: kind === "fake" ? real : fake, rest, height: w1 - now / n, scale: 1 / n };
  },
};
function conesAt({ at, rest, height, scale }, [x, y]) {
  let least = Infinity;
  for (let k = 0; k < at.length; k++)
    least = Math.min(least, Math.hypot(x - at[k][0], y - at[k][1]) + rest[k]);
  return height + scale * least;
}
// How fast a function rises at a point, in the direction of another one.
function slopeTowards(cones, from, to, way = 1) {
  const far = Math.hypot(from[0] - to[0], from[1] - to[1]), h = 1e-6;
  if (far < 1e-9) return NaN;
  const [a, b] = from.map((v, k) => v + (way * h * (to[k] - v)) / far);
  return (conesAt(cones, [a, b]) - conesAt(cones, from)) / h;
}
// The gradient of a function at a point; where it is a tip, there is none.
function gradientAt(cones, p) {
  const h = 1e-5, at = conesAt(cones, p), g = [0, 1].map((d) => {
    const [a, b] = [1, -1].map((way) => conesAt(cones, p.map((v, k) => v + way * h * (k === d))) - at);
    return [a / h, -b / h];
  });
  return g.every(([a, b]) => Math.abs(a - b) < 0.05) ? g.map(([a, b]) => (a + b) / 2) : null;
}

// The ground in bands of one colour, more of it where the function is higher, and a line where one
// band meets the next; in the colour `seam`, if there is one, where another cone becomes the lowest.
// The picture reaches so far `across` and `up`, either way of 0.
function paintGround(image, [across, up], { at, rest, height, scale }, band, paper, colour, seam) {
  const { width, height: rows, data } = image, size = width * rows, n = at.length;
  const level = new Float64Array(size), who = new Uint8Array(size);
  let low = Infinity, high = -Infinity;
  for (let r = 0, k = 0; r < rows; r++) {
    const y = up * (1 - (2 * (r + 0.5)) / rows);
    for (let c = 0; c < width; c++, k++) {
      const x = across * ((2 * (c + 0.5)) / width - 1);
      let least = Infinity;
      for (let m = 0; m < n; m++) {
        const dx = x - at[m][0], dy = y - at[m][1], v = Math.sqrt(dx * dx + dy * dy) + rest[m];
        if (v < least) { least = v; who[k] = m; }
      }
      const v = (level[k] = height + scale * least);
      if (v < low) low = v;
      if (v > high) high = v;
    }
  }
  const span = high - low || 1;
  for (let k = 0; k < size; k++) {
    const left = k % width ? k - 1 : k, above = k < width ? k : k - width;
    const [here, ...near] = [k, left, above].map((m) => Math.floor(level[m] / band));
    const edge = near.some((v) => v !== here);
    const share = clamp(0.04 + (0.5 * (here * band - low)) / span + (edge ? 0.22 : 0), 0, 1);
    const cut = seam && (who[left] !== who[k] || who[above] !== who[k]);
    for (let c = 0; c < 3; c++) {
      const v = paper[c] + (colour[c] - paper[c]) * share;
      data[4 * k + c] = cut ? 0.45 * v + 0.55 * seam[c] : v;
    }
    data[4 * k + 3] = 255;
  }
}
