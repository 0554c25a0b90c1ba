// Looking at a game without changing it: always at the same latents, real points and places between.
import { Draws } from "./draws.js";
import { Pass, forward, inputGradients } from "./mlp.js";
import { OBJECTIVE_TABLE } from "./objectives.js";
import { gradientPenalty } from "./constraints.js";
import { drawReal, modesOf, spanOf } from "./laws.js";
import { PlaneTransport } from "./assignment.js";
import { LineTransport } from "./line.js";
import { countModes, jsOfCells } from "./metrics.js";

const REPEATS = 4; // pairs of sets of real points whose mean distance is the floor
const CELLS = 32; // of a histogram on the line
const CHUNK = 256; // places of a grid that go through the critic at once
const FAR = 1e100; // a fake that is further out than this has run away: squares overflow

// Its draws, apart from those that the game is played with.
const REAL_SEEN = 100, Z_SEEN = 101, U_SEEN = 102, FLOOR = 103;

export class Looker {
  constructor({ settings, critic, generator }) {
    const { data, look: n, latent, seed } = settings, { dim } = data;
    Object.assign(this, { n, dim, seed });
    this.fixed = { z: new Float64Array(n * latent), real: new Float64Array(n * dim),
      u: new Float64Array(n) };
    const z = new Draws(seed, Z_SEEN), u = new Draws(seed, U_SEEN);
    for (let k = 0; k < n * latent; k++) this.fixed.z[k] = z.normal();
    for (let k = 0; k < n; k++) this.fixed.u[k] = u.uniform();
    this.made = new Pass(generator, n);
    this.judged = new Pass(critic, 3 * n); // real, fake, between
    this.gridded = new Pass(critic, CHUNK);
    this.transport = dim === 1 ? new LineTransport(n) : new PlaneTransport(n);
    this.ground = dim === 1 ? new LineTransport(n) : new PlaneTransport(n);
    this.pair = [0, 1].map(() => new Float64Array(n * dim));
    this.cells = [0, 1].map(() => new Float64Array(CELLS));
    this.seenGrid = { field: [] };
    const { transport } = this, rows = () => new Float64Array(n * dim);
    this.seen = {
      iteration: 0, turn: 0, rate: 0, real: this.fixed.real, fake: rows(),
      scoresReal: new Float64Array(n), scoresFake: new Float64Array(n), gradients: rows(),
      received: rows(), slopes: new Float64Array(n), gap: NaN, penalty: 0, criticLoss: NaN,
      generatorLoss: NaN, w1: NaN, duality: NaN, floor: NaN, plan: transport.plan,
      planOfFake: transport.planOfFake, f: transport.f, g: transport.g, modes: null, modeCounts: null,
      quality: null, js: null, diverged: false,
    };
    this.show(data, true);
  }

  // Other data, or the same ones with points moved: the floor waits until they have come to rest.
  show(data, all) {
    const { n, dim, seen } = this, { real } = this.fixed;
    this.data = data;
    this.floorIsOld = true;
    this.moved = !all;
    if (all) { seen.floor = NaN; this.transport.known = false; }
    if (data.name === "drawn") this.choose(data.points);
    else drawReal(data, new Draws(this.seed, REAL_SEEN), real, n);
    this.modes = modesOf(data);
    seen.modeCounts = this.modes && new Int32Array(this.modes.centres.length / dim);
  }

  // Each drawn point equally often, as far as that goes: in order, or a fixed choice of many.
  choose(points) {
    const { n, dim } = this, { real } = this.fixed, there = points.length / dim;
    if (!this.order || this.order.length !== there) {
      this.order = Int32Array.from({ length: there }, (_, k) => k);
      const draws = new Draws(this.seed, REAL_SEEN);
      if (there > n) for (let k = 0; k < n; k++) {
        const other = k + draws.below(there - k);
        [this.order[k], this.order[other]] = [this.order[other], this.order[k]];
      }
    }
    for (let r = 0; r < n; r++) for (let d = 0; d < dim; d++)
      real[r * dim + d] = points[this.order[r % there] * dim + d];
  }

  // The exact W1 of real points against other real points: what a perfect generator would score.
  measureFloor() {
    if (!this.floorIsOld) return;
    if (this.moved) { this.moved = false; return; }
    const { n, data, pair, ground } = this, draws = new Draws(this.seed, FLOOR);
    let sum = 0;
    for (let k = 0; k < REPEATS; k++) {
      for (const points of pair) drawReal(data, draws, points, n);
      sum += ground.solve(...pair).w1;
    }
    this.seen.floor = sum / REPEATS;
    this.floorIsOld = false;
  }

  state({ settings, iteration, turn, rate, critic, averaged }) {
    const { n, dim, seen, made, judged, fixed } = this;
    const objective = OBJECTIVE_TABLE[settings.objective];
    Object.assign(seen, { iteration, turn, rate });
    made.input.set(fixed.z);
    forward(averaged, made);
    seen.fake.set(made.output);
    const x = seen.real, y = seen.fake, places = judged.input;
    places.set(x);
    places.set(y, n * dim);
    for (let r = 0, k = 0; r < n; r++) for (let d = 0; d < dim; d++, k++)
      places[2 * n * dim + k] = y[k] + fixed.u[r] * (x[k] - y[k]);
    inputGradients(critic, judged);
    const f = judged.output, g = judged.inputGradient;
    let gap = 0, criticLoss = 0, generatorLoss = 0, sane = true;
    for (let r = 0; r < n; r++) {
      const fx = (seen.scoresReal[r] = f[r]), fy = (seen.scoresFake[r] = f[n + r]);
      gap += (fx - fy) / n;
      criticLoss += (objective.onReal(fx) + objective.onFake(fy)) / n;
      generatorLoss += objective.generator(fy) / n;
      const push = -objective.dGenerator(fy);
      let squared = 0;
      for (let d = 0; d < dim; d++) {
        const k = r * dim + d, slope = g[(n + r) * dim + d];
        seen.gradients[k] = slope;
        seen.received[k] = push * slope;
        squared += g[(2 * n + r) * dim + d] ** 2;
        sane = sane && Math.abs(y[k]) < FAR;
      }
      seen.slopes[r] = Math.sqrt(squared);
    }
    sane = sane && Number.isFinite(gap);
    seen.penalty = this.penalty(critic, settings.constraint);
    Object.assign(seen, { gap, criticLoss: criticLoss + seen.penalty, generatorLoss, diverged: !sane });
    this.compare(sane);
    return seen;
  }

  // The weighted penalty at the fixed places that the rule asks about.
  penalty(critic, constraint) {
    if (constraint.name !== "penalty") return 0;
    const { n, dim, judged } = this;
    const from = { real: 0, fake: 1, between: 2 }[constraint.where];
    if (from) judged.input.copyWithin(0, from * n * dim, (from + 1) * n * dim);
    return gradientPenalty(critic, judged, constraint, false, n);
  }

  // Real and fake by themselves, whatever the critic thinks.
  compare(sane) {
    const { n, dim, seen, transport, modes } = this;
    this.measureFloor();
    if (sane) transport.solve(seen.real, seen.fake); else transport.known = false;
    seen.w1 = sane ? transport.w1 : NaN;
    seen.duality = sane ? transport.duality : NaN;
    seen.modes = seen.quality = seen.js = null;
    if (modes) {
      seen.quality = countModes(seen.fake, n, dim, modes, seen.modeCounts);
      seen.modes = seen.modeCounts.reduce((sum, count) => sum + (count > 0), 0);
      if (!sane) seen.modes = seen.quality = NaN;
    }
    if (dim === 1) {
      const [low, high] = spanOf(this.data);
      seen.js = sane ? jsOfCells(seen.real, seen.fake, n, low, high, ...this.cells) : NaN;
    }
  }

  // The critic, its slope and, where asked for, the exact potential on a grid.
  grid(critic, { x0, x1, nx, y0 = 0, y1 = 0, ny = 1 }, potential) {
    const { dim, gridded } = this, size = nx * ny;
    if (this.seenGrid.field.length !== size)
      this.seenGrid = { field: new Float64Array(size), slope: new Float64Array(size) };
    const out = this.seenGrid;
    const x = (k) => x0 + ((k % nx) * (x1 - x0)) / Math.max(1, nx - 1);
    const y = (k) => y0 + (Math.floor(k / nx) * (y1 - y0)) / Math.max(1, ny - 1);
    for (let from = 0; from < size; from += CHUNK) {
      const n = Math.min(CHUNK, size - from), { input, output, inputGradient: g } = gridded;
      for (let r = 0; r < n; r++) {
        input[r * dim] = x(from + r);
        if (dim > 1) input[r * dim + 1] = y(from + r);
      }
      inputGradients(critic, gridded, n);
      for (let r = 0; r < n; r++) {
        out.field[from + r] = output[r];
        out.slope[from + r] = dim > 1 ? Math.sqrt(g[2 * r] ** 2 + g[2 * r + 1] ** 2) : Math.abs(g[r]);
      }
    }
    if (!potential) return { field: out.field, slope: out.slope };
    out.potential ??= new Float64Array(size);
    for (let k = 0; k < size; k++) out.potential[k] = this.potentialAt(x(k), y(k));
    return out;
  }

  // maxᵢ (fᵢ − |p − xᵢ|): 1-Lipschitz everywhere, f on the real points and −g on the fakes.
  potentialAt(px, py) {
    const { n, dim, seen } = this, { real, f } = seen;
    let most = -Infinity;
    for (let i = 0; i < n; i++) {
      const dx = px - real[i * dim], dy = dim > 1 ? py - real[i * dim + 1] : 0;
      const value = f[i] - Math.sqrt(dx * dx + dy * dy);
      if (value > most) most = value;
    }
    return most;
  }
}
