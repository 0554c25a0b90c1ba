// What was measured along the way, in bounded room: when it is full every second row goes.

const MOST_ROWS = 240;

// Rows are taken at multiples of a stride that doubles; the newest row is always there.
function measuredHistory() {
  let rows = [], stride = 1, newest = null;
  const row = (seen) => ({ iteration: seen.iteration, gap: seen.gap, w1: seen.w1,
    floor: seen.floor, penalty: seen.penalty, js: seen.js, quality: seen.quality,
    modes: seen.modes, slope: mean(seen.slopes), slope_max: largest(seen.slopes),
    pull: pullOf(seen), fake: Float32Array.from(seen.fake) });
  return {
    add(seen) {
      newest = row(seen);
      const before = rows.at(-1);
      if (before && newest.iteration <= before.iteration) {
        if (newest.iteration < before.iteration) rows = [];
        else rows.pop();
      }
      if (rows.length && newest.iteration < rows.at(-1).iteration + stride) return;
      rows.push(newest);
      while (rows.length > MOST_ROWS) {
        stride *= 2;
        rows = rows.filter((_, k) => k % 2 === 0);
      }
    },
    rows: () => (newest && rows.at(-1) !== newest ? [...rows, newest] : rows),
    clear() { rows = []; stride = 1; newest = null; },
  };
}

const mean = (v) => v.reduce((sum, x) => sum + x, 0) / v.length;
const largest = (v) => v.reduce((most, x) => Math.max(most, x), -Infinity);
function quantile(v, share) {
  const order = Float64Array.from(v).sort();
  return order[Math.min(order.length - 1, Math.floor(share * order.length))];
}
// The length of each fake's −∇ of the generator's loss.
const pulls = ({ received, dim }) => Float64Array.from({ length: received.length / dim }, (_, i) =>
  Math.hypot(received[i * dim], dim === 2 ? received[2 * i + 1] : 0));
const pullOf = (seen) => mean(pulls(seen));
