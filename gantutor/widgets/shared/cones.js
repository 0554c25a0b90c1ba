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
  const { width, height: rows } = image, n = at.length, size = width * rows;
  const bands = new Int16Array(size), who = new Uint8Array(size);
  const px = Float64Array.from(at, (p) => p[0]), py = Float64Array.from(at, (p) => p[1]);
  let low = Infinity, high = -Infinity;
  for (let r = 0, k = 0; r < rows; r++) {
    const y = up * (1 - (2 * (r + 0.5)) / rows);
    for (let c = 0; c < width; c++, k++) {
      const x = across * ((2 * (c + 0.5)) / width - 1);
      let least = Infinity;
      for (let m = 0; m < n; m++) {
        const dx = x - px[m], dy = y - py[m], v = Math.sqrt(dx * dx + dy * dy) + rest[m];
        if (v < least) { least = v; who[k] = m; }
      }
      const here = (bands[k] = Math.floor((height + scale * least) / band));
      if (here < low) low = here;
      if (here > high) high = here;
    }
  }
  // Each band has its colour, and the one of its edge, both as they are and under a seam: a pixel is
  // four bytes, red first.
  const mix = (a, b, share) => a.map((v, c) => v + (b[c] - v) * clamp(share, 0, 1));
  const packed = ([r, g, b]) => (255 << 24) | (b << 16) | (g << 8) | r;
  const table = Int32Array.from({ length: 4 * (high - low + 1) }, (_, k) => {
    const share = 0.04 + (0.5 * (k >> 2)) / (high - low + 1) + (k & 1 ? 0.22 : 0);
    const flat = mix(paper, colour, share);
    return packed(k & 2 && seam ? mix(flat, seam, 0.55) : flat);
  });
  const pixels = new Int32Array(image.data.buffer);
  for (let k = 0; k < size; k++) {
    const left = k % width ? k - 1 : k, above = k < width ? k : k - width, here = bands[k];
    const edge = bands[left] !== here || bands[above] !== here ? 1 : 0;
    const cut = who[left] !== who[k] || who[above] !== who[k] ? 2 : 0;
    pixels[k] = table[4 * (here - low) + cut + edge];
  }
}
