// A ball on the critic: where it rolls, and whether it is stuck, goes steadily or is flung.

const BALL_TIME = 2000;  // milliseconds that a ball rolls
const CHUNK_OF = 10, DOT_EVERY = 20;  // steps between two looks at how far it came, and between two dots

// { word, text } of a ball that has rolled from its place: { path, pulls, step } of the engine.
// How fast: by where it has come to, since a ball that trembles on a ridge goes nowhere.
function toldOfBall({ path, pulls, step }, { dim, real, grid }, { objective, potential }) {
  const at = (k) => path.slice(k * dim, (k + 1) * dim), last = path.length / dim - 1;
  const far = (a, b) => Math.hypot(a[0] - b[0], dim === 2 ? a[1] - b[1] : 0);
  const moves = [];
  for (let k = 0; k + CHUNK_OF <= last; k += CHUNK_OF) moves.push(far(at(k), at(k + CHUNK_OF)));
  // How fast: in the time in which it goes the first half of its way.
  const total = moves.reduce((sum, v) => sum + v, 0), each = CHUNK_OF * step;
  let gone = 0, chunks = 0;
  while (chunks < moves.length && gone < 0.5 * total) gone += moves[chunks++];
  const speed = chunks ? gone / (chunks * each) : 0, still = mean(moves.slice(-4)) < 0.1 * each;
  const slope = potential || objective === "wasserstein" ? "slope" : "pull", end = at(last);
  let near = Infinity;
  for (let k = 0; k < real.length; k += dim) near = Math.min(near, far(end, real.subarray(k, k + dim)));
  const outside = end[0] < grid.x0 || end[0] > grid.x1 || (dim === 2 && (end[1] < grid.y0 || end[1] > grid.y1));
  const ends = outside ? "It leaves the picture."
    : `It ${still ? "comes to rest" : "is still rolling"} ${few(near)} from a real point.`;
  if (last < pulls.length - 1 || !pulls.every(Number.isFinite))
    return { word: "flung", text: "Flung: it is out of all bounds." };
  if (speed < 0.1 && pulls[0] < 0.1)
    return { word: "stuck", text: `Stuck: the ${slope} here is ${few(pulls[0])}, where a potential has 1.` };
  if (total < 0.05) return { word: "rest", text: "At rest: all around it the way leads back here." };
  if (speed < 0.5)
    return { word: "slow", text: `Slow: a mean ${slope} of ${few(speed)}, where a potential has 1. ${ends}` };
  if (speed <= 2) return { word: "steady", text: `Steady: a mean ${slope} of ${few(speed)}. ${ends}` };
  return { word: "flung", text: `Flung: a mean ${slope} of ${few(speed)}, where a potential has 1. ${ends}` };
}

// The path up to `share` of its time, with a dot at equal times, and the ball at its end.
function paintBall(pen, colours, { path }, dim, share, X, Y) {
  const steps = path.length / dim - 1, end = Math.round(share * steps);
  const place = (k) => [X(path[k * dim]), Y(path[k * dim + dim - 1])];
  const trace = (colour, wide) => {
    pen.strokeStyle = colour;
    pen.lineWidth = wide;
    pen.beginPath();
    for (let k = 0; k <= end; k++) pen[k ? "lineTo" : "moveTo"](...place(k));
    pen.stroke();
  };
  pen.lineJoin = "round";
  trace(colours.paper, 5);
  trace(colours.ink, 2);
  const round = (k, size, fill) => {
    pen.beginPath();
    pen.arc(...place(k), size, 0, 7);
    pen.fillStyle = fill;
    pen.fill();
    pen.stroke();
  };
  pen.strokeStyle = colours.ink;
  pen.lineWidth = 1.5;
  for (let k = 0; k < end; k += DOT_EVERY) round(k, k ? 2.2 : 3.5, colours.paper);
  round(end, 7, colours.fake);
}
