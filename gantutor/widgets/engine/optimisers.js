// Adam and RMSprop on one vector, as in torch.optim.
const SMALL = 1e-8; // torch's eps

export const OPTIMISERS = ["adam", "rmsprop"];

// `betas`: Adam's; RMSprop takes the second as its smoothing.
export class Optimiser {
  constructor(kind, size, betas) {
    Object.assign(this, { kind, betas, steps: 0 });
    this.first = new Float64Array(kind === "adam" ? size : 0);
    this.second = new Float64Array(size);
  }

  descend(vector, gradient, rate) {
    this.steps++;
    if (this.kind === "adam") this.adam(vector, gradient, rate);
    else this.rmsprop(vector, gradient, rate);
  }

  // m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g²; w ← w − rate m̂ / (√v̂ + ε), each divided by
  // 1 − βᵗ, since it started at 0. Source: Kingma & Ba 2015, algorithm 1.
  adam(w, g, rate) {
    const { first, second, steps } = this, [b1, b2] = this.betas;
    const step = rate / (1 - b1 ** steps), root = Math.sqrt(1 - b2 ** steps);
    for (let k = 0; k < w.length; k++) {
      const m = (first[k] = b1 * first[k] + (1 - b1) * g[k]);
      const v = (second[k] = b2 * second[k] + (1 - b2) * g[k] * g[k]);
      w[k] -= (step * m) / (Math.sqrt(v) / root + SMALL);
    }
  }

  // v ← α v + (1 − α) g²; w ← w − rate g / (√v + ε).
  rmsprop(w, g, rate) {
    const { second } = this, alpha = this.betas[1];
    for (let k = 0; k < w.length; k++) {
      const v = (second[k] = alpha * second[k] + (1 - alpha) * g[k] * g[k]);
      w[k] -= (rate * g[k]) / (Math.sqrt(v) + SMALL);
    }
  }
}
