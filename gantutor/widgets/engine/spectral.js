// Spectral normalisation, as gantutor.spectral.Normalised has it.

const WARM_UP = 300; // power iterations before the first use

// Layers (W, b) act as (W/σ, b), the last one times c. σ = uᵀWv with unit vectors that are constants
// to the derivative and follow W by one power iteration after each step. Source: Miyato et al. 2018.
export class Spectral {
  constructor(net, c) {
    const { widths } = net;
    net.weights.forEach((W, l) => {
      if (W.every((w) => w === 0)) throw new Error(
        `layer ${l} of the critic must not be all zeros: it has no norm to divide by`);
    });
    Object.assign(this, { net, c, sigmas: new Float64Array(net.depth) });
    this.vector = new Float64Array(net.vector.length);
    [this.weights, this.biases] = net.pieces(this.vector);
    this.u = net.weights.map((_, l) => fixedStart(widths[l]));
    this.v = net.weights.map((_, l) => new Float64Array(widths[l + 1]));
    for (let k = 0; k < WARM_UP; k++) this.powerStep();
    net.acting = this.weights;
    net.actingBiases = this.biases;
    this.divide();
  }

  // v ← Wᵀu, u ← Wv, each scaled to length 1.
  powerStep() {
    this.net.weights.forEach((W, l) => {
      const u = this.u[l], v = this.v[l], outer = v.length;
      v.fill(0);
      for (let i = 0, k = 0; i < u.length; i++)
        for (let j = 0; j < outer; j++, k++) v[j] += W[k] * u[i];
      toLengthOne(v);
      for (let i = 0, k = 0; i < u.length; i++) {
        let sum = 0;
        for (let j = 0; j < outer; j++, k++) sum += W[k] * v[j];
        u[i] = sum;
      }
      toLengthOne(u);
    });
  }

  // Fill in what acts, after a change of the weights.
  divide() {
    const { net, vector, sigmas } = this, last = net.depth - 1;
    vector.set(net.vector);
    for (let l = 0; l <= last; l++) {
      const W = this.weights[l], u = this.u[l], v = this.v[l], outer = v.length;
      let sigma = 0;
      for (let i = 0, k = 0; i < u.length; i++)
        for (let j = 0; j < outer; j++, k++) sigma += u[i] * W[k] * v[j];
      sigmas[l] = sigma;
      const factor = (l === last ? this.c : 1) / sigma;
      for (let k = 0; k < W.length; k++) W[k] *= factor;
    }
    const b = this.biases[last];
    for (let k = 0; k < b.length; k++) b[k] *= this.c;
  }

  // From the gradient by what acts, A = sW/σ, to that by the weights, in place: since dσ/dW = uvᵀ, it
  // is (s/σ)(G − ⟨G, W⟩/σ uvᵀ) = (s G − ⟨G, A⟩ uvᵀ)/σ, with s = c in the last layer, else 1.
  pullBack() {
    const { net } = this, last = net.depth - 1;
    for (let l = 0; l <= last; l++) {
      const G = net.dWeights[l], A = this.weights[l], u = this.u[l], v = this.v[l];
      const s = l === last ? this.c : 1, sigma = this.sigmas[l], outer = v.length;
      let along = 0;
      for (let k = 0; k < G.length; k++) along += G[k] * A[k];
      for (let i = 0, k = 0; i < u.length; i++)
        for (let j = 0; j < outer; j++, k++) G[k] = (s * G[k] - along * u[i] * v[j]) / sigma;
    }
    const g = net.dBiases[last];
    for (let k = 0; k < g.length; k++) g[k] *= this.c;
  }

  // The weights become what acted, and nothing divides them any more: the critic stays the function
  // that it is.
  leave() {
    this.net.vector.set(this.vector);
    this.net.actAsTheyAre();
  }
}

function toLengthOne(x) {
  let sum = 0;
  for (let k = 0; k < x.length; k++) sum += x[k] * x[k];
  if (sum === 0) return;
  const length = Math.sqrt(sum);
  for (let k = 0; k < x.length; k++) x[k] /= length;
}

// cos 1, cos 2, …: along no direction that a network prefers.
function fixedStart(n) {
  const u = Float64Array.from({ length: n }, (_, k) => Math.cos(k + 1));
  toLengthOne(u);
  return u;
}
