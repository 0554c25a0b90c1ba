// A multilayer perceptron by hand: forwards, backwards, and along a tangent.
import { affine, timesTransposed, addOuter, addRows } from "./matmul.js";

// The negative side's slope, as in gantutor.nets.
export const ACTIVATIONS = { relu: 0, leaky_relu: 0.2 };

// Weights and biases as views into one vector, so that an optimiser has one loop. `weights` and
// `biases` are the parameters; `acting` and `actingBiases` what the passes use: the same arrays,
// until a constraint puts others in their place. dWeights, dBiases are the gradients of what acts.
export class Mlp {
  constructor(widths, activation) {
    Object.assign(this, { widths, slope: ACTIVATIONS[activation], depth: widths.length - 1 });
    const size = widths.slice(1).reduce((sum, outer, l) => sum + outer * (widths[l] + 1), 0);
    this.vector = new Float64Array(size);
    this.gradient = new Float64Array(size);
    [this.weights, this.biases] = this.pieces(this.vector);
    [this.dWeights, this.dBiases] = this.pieces(this.gradient);
    this.actAsTheyAre();
  }

  pieces(vector) {
    const weights = [], biases = [];
    for (let l = 0, at = 0; l < this.depth; l++) {
      const inner = this.widths[l], outer = this.widths[l + 1];
      weights.push(vector.subarray(at, (at += inner * outer)));
      biases.push(vector.subarray(at, (at += outer)));
    }
    return [weights, biases];
  }

  actAsTheyAre() {
    this.acting = this.weights;
    this.actingBiases = this.biases;
  }

  // He's law: weights N(0, 2/inner), biases 0.
  draw(draws) {
    this.biases.forEach((b) => b.fill(0));
    this.weights.forEach((W, l) => {
      const scale = Math.sqrt(2 / this.widths[l]);
      for (let k = 0; k < W.length; k++) W[k] = scale * draws.normal();
    });
  }
}

// The arrays for passes of up to n samples. Layer 0 is the input: `input`, `output` and `pull` (the
// gradient at the output, filled in by whoever goes backwards) are the ends of what is between.
export class Pass {
  constructor(net, n) {
    const rows = () => net.widths.map((w) => new Float64Array(n * w));
    this.n = n;
    this.values = rows();
    this.gradients = rows();
    this.tangents = rows();
    this.input = this.values[0];
    this.output = this.values.at(-1);
    this.pull = this.gradients.at(-1);
    this.inputGradient = this.gradients[0];
    this.tangent = this.tangents[0];
  }
}

// values[l + 1] = activation(values[l] W + b); nothing after the last layer.
export function forward(net, pass, n = pass.n) {
  const { widths, depth, slope } = net;
  for (let l = 0; l < depth; l++) {
    const y = pass.values[l + 1];
    affine(pass.values[l], net.acting[l], net.actingBiases[l], y, n, widths[l], widths[l + 1]);
    if (l + 1 === depth) break;
    const end = n * widths[l + 1];
    if (slope) for (let k = 0; k < end; k++) if (y[k] < 0) y[k] *= slope;
    if (!slope) for (let k = 0; k < end; k++) if (y[k] < 0) y[k] = 0; // −∞ too
  }
}

// From pass.pull backwards. `learn` adds to dWeights and dBiases, `toInput` fills inputGradient.
export function backward(net, pass, learn, toInput, n = pass.n) {
  const { widths } = net;
  for (let l = net.depth - 1; l >= 0; l--) {
    const g = pass.gradients[l + 1];
    if (learn) {
      addOuter(pass.values[l], g, net.dWeights[l], n, widths[l], widths[l + 1]);
      addRows(g, net.dBiases[l], n, widths[l + 1]);
    }
    if (l === 0 && !toInput) break;
    timesTransposed(g, net.acting[l], pass.gradients[l], n, widths[l], widths[l + 1]);
    if (l > 0) mask(net, pass.values[l], pass.gradients[l], n * widths[l]);
  }
}

// ∇f at each of the pass's inputs, for a net with one output.
export function inputGradients(net, pass, n = pass.n) {
  forward(net, pass, n);
  pass.pull.fill(1, 0, n);
  backward(net, pass, false, true, n);
}

// The derivative of a function of ∇f, such as a gradient penalty, after `inputGradients`.
//
// Where no mask flips, ∇f(x) = W₁ D₁ W₂ D₂ … w with the diagonal masks D: it is linear in each of the
// weights alone, and the biases do not occur. So a penalty whose derivative by ∇f(xᵣ) is tᵣ has, by
// the weights, the derivative of Σᵣ ⟨tᵣ, ∇f(xᵣ)⟩: the change of f along tᵣ. It is one more pass
// forwards, of pass.tangent = t, through the same masks and without biases, and one outer product a
// layer with the gradients of the pass backwards. There is no second pass backwards.
export function addTangent(net, pass, n = pass.n) {
  const { widths, depth } = net;
  for (let l = 0; l < depth; l++) {
    addOuter(pass.tangents[l], pass.gradients[l + 1], net.dWeights[l], n, widths[l], widths[l + 1]);
    if (l + 1 === depth) break;
    affine(pass.tangents[l], net.acting[l], null, pass.tangents[l + 1], n, widths[l], widths[l + 1]);
    mask(net, pass.values[l + 1], pass.tangents[l + 1], n * widths[l + 1]);
  }
}

// At 0 itself the slope is the negative side's, as torch has it.
function mask(net, values, gradients, end) {
  const { slope } = net;
  for (let k = 0; k < end; k++) if (!(values[k] > 0)) gradients[k] *= slope;
}
