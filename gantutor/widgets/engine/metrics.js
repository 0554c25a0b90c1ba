// Modes, quality and JS, as gantutor.metrics and gantutor.divergences count them.

const WITHIN = 3; // standard deviations

// Fills `counts` with the samples of high quality at each mode, within 3 std of the nearest centre;
// returns their share of all.
export function countModes(samples, n, dim, { centres, std }, counts) {
  counts.fill(0);
  let good = 0;
  for (let r = 0; r < n; r++) {
    let least = Infinity, mode = 0;
    for (let m = 0; m < counts.length; m++) {
      let squared = 0;
      for (let d = 0; d < dim; d++) squared += (samples[r * dim + d] - centres[m * dim + d]) ** 2;
      if (squared < least) { least = squared; mode = m; }
    }
    if (Math.sqrt(least) <= WITHIN * std) { counts[mode]++; good++; }
  }
  return good / n;
}

// JS of the histograms of two sets of n numbers in equal cells from low to high, in nats, in
// [0, log 2]; what lies outside counts to the outermost cells. `first` and `second` are the cells.
export function jsOfCells(x, y, n, low, high, first, second) {
  fillCells(x, n, low, high, first);
  fillCells(y, n, low, high, second);
  let sum = 0;
  for (let k = 0; k < first.length; k++) {
    const p = first[k] / n, q = second[k] / n, middle = (p + q) / 2;
    if (p > 0) sum += p * Math.log(p / middle);
    if (q > 0) sum += q * Math.log(q / middle);
  }
  return sum / 2;
}

function fillCells(x, n, low, high, cells) {
  cells.fill(0);
  for (let r = 0; r < n; r++) {
    const k = Math.floor(((x[r] - low) / (high - low)) * cells.length);
    cells[Math.min(cells.length - 1, Math.max(0, k))]++;
  }
}
