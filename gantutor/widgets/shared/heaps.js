// Plans between two heaps of blocks, with whole numbers.

const total = (heap) => heap.reduce((sum, k) => sum + k, 0);
const nothing = (n) => Array.from({ length: n }, () => new Array(n).fill(0));

// The blocks of `real` go to those of `fake` one by one: both in the order of their positions, the
// best plan on the line, or in opposite orders, the most wasteful one.
function planInOrder(real, fake, wasteful = false) {
  const blocks = (heap) => heap.flatMap((k, i) => new Array(k).fill(i));
  const from = blocks(real), to = blocks(fake), plan = nothing(real.length);
  if (wasteful) to.reverse();
  from.forEach((i, k) => { plan[i][to[k]] += 1; });
  return plan;
}
const costOf = (plan, x) => plan.reduce((sum, row, i) =>
  sum + row.reduce((s, m, j) => s + m * Math.abs(x[i] - x[j]), 0), 0);
const bestCost = (real, fake, x) => costOf(planInOrder(real, fake), x);

const leftOf = (real, plan) => real.map((k, i) => k - total(plan[i]));
const roomOf = (fake, plan) => fake.map((k, j) => k - plan.reduce((sum, row) => sum + row[j], 0));

// How many blocks pass from one position to the next, either way: times the widths, that is the cost.
const passing = (plan) => plan.slice(1).map((_, k) => plan.reduce((sum, row, i) =>
  sum + row.reduce((s, m, j) => s + (i <= k !== j <= k ? m : 0), 0), 0));
// How many have to: left of the gap lie so many blocks more, or fewer, than there should.
function mustPass(real, fake) {
  let balance = 0;
  return real.slice(1).map((_, k) => Math.abs(balance += real[k] - fake[k]));
}
