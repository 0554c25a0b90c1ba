// The table of objectives, as in gantutor.objectives: the critic minimises mean onReal(f(x)) + mean
// onFake(f(y)), the generator mean generator(f(y)); each beside its derivative.

// log(1 + eᶠ), and its derivative; from 20 on f and 1, as in torch.
const TURN = 20;
const softly = (f) => (f > TURN ? f : Math.log1p(Math.exp(f)));
const softlySlope = (f) => (f > TURN ? 1 : 1 / (1 + Math.exp(-f)));

const logistic = {
  onReal: (f) => softly(-f), dReal: (f) => -softlySlope(-f),
  onFake: softly, dFake: softlySlope,
};

export const OBJECTIVE_TABLE = {
  minimax: { ...logistic, generator: (f) => -softly(f), dGenerator: (f) => -softlySlope(f) },
  nonsaturating: { ...logistic, generator: (f) => softly(-f), dGenerator: (f) => -softlySlope(-f) },
  least_squares: {
    onReal: (f) => 0.5 * (f - 1) ** 2, dReal: (f) => f - 1,
    onFake: (f) => 0.5 * f * f, dFake: (f) => f,
    generator: (f) => 0.5 * (f - 1) ** 2, dGenerator: (f) => f - 1,
  },
  wasserstein: {
    onReal: (f) => -f, dReal: () => -1,
    onFake: (f) => f, dFake: () => 1,
    generator: (f) => -f, dGenerator: () => -1,
  },
  hinge: {
    onReal: (f) => (f < 1 ? 1 - f : 0), dReal: (f) => (f < 1 ? -1 : 0),
    onFake: (f) => (f > -1 ? 1 + f : 0), dFake: (f) => (f > -1 ? 1 : 0),
    generator: (f) => -f, dGenerator: () => -1,
  },
};
