// Predict, then reveal: the reader draws JS over the shift, then the true curve is traced over it.

const TRACE_TIME = 1200;
// `plot` has the shift across. Until the reader has asked for the truth, `asking()` holds, and all of
// the plot but the drawn curve is hidden. A panel that is built anew later asks no more.
function predicting(plot, { limit, set, redraw }) {
  const n = 121, xs = range(-limit, limit, n), drawn = new Float64Array(n).fill(NaN);
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const guess = plot.curve("soft gt-dashed gt-guess"), truth = plot.curve("ink gt-guess");
  const note = html("span", {}, "Before you look: draw how JS changes with the shift.");
  const error = readout("off");
  let share = -1;

  const index = (x) => clamp(Math.round(((x + limit) / (2 * limit)) * (n - 1)), 0, n - 1);
  // A straight line from the last point to this one, whatever the pointer has skipped.
  function line([x0, y0], [x1, y1]) {
    const [a, b] = [index(x0), index(x1)], way = Math.sign(b - a) || 1;
    for (let k = a; k !== b + way; k += way)
      drawn[k] = clamp(a === b ? y1 : y0 + ((y1 - y0) * (k - a)) / (b - a), 0, 1);
    draw();
  }
  const draw = () => plot.trace(guess, xs, drawn);
  const show = html("button", { type: "button", onclick: () => reveal() }, "Show the true curve");
  // By key: the curve goes through five heights.
  const places = [-limit, -limit / 2, 0, limit / 2, limit];
  const heights = places.map((x) => html("input", { type: "range", min: 0, max: 1, step: 0.05,
    value: 0, "aria-label": `JS at shift ${minus(String(x))}`, oninput: () => through() }));
  const through = () => places.slice(1).forEach((x, k) =>
    line([places[k], +heights[k].value], [x, +heights[k + 1].value]));
  for (const input of heights) input.addEventListener("keydown", (e) => e.stopPropagation());
  const keys = html("details", {}, html("summary", {}, "Draw by key"),
    html("div", { class: "gt-row" }, ...heights));
  const box = html("div", { class: "gt-ask gt-row" }, note, show, keys);
  plot.node.after(box);
  plot.node.classList.add("gt-asking");

  function reveal() {
    share = 0;
    set("predict", false);
    keys.remove();
    show.remove();
    const start = performance.now();
    const tick = (time) => {
      share = still.matches ? 1 : clamp((time - start) / TRACE_TIME, 0, 1);
      if (share === 1) plot.node.classList.remove("gt-asking");
      redraw();
      if (share < 1) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  }
  return {
    asking: () => share < 1,
    // A pointer on the plot draws, until the truth is shown.
    begin(x, y) {
      let last = [x, y];
      line(last, last);
      return (...to) => { line(last, to); last = to; };
    },
    draw(js) {
      draw();
      if (share < 0 || !js) return;
      const seen = js.map((v, k) => (k <= share * (n - 1) ? v : NaN));
      plot.trace(truth, xs, seen);
      if (share < 1) return;
      truth.removeAttribute("d");
      const known = [...drawn.keys()].filter((k) => !Number.isNaN(drawn[k]));
      note.replaceChildren(...known.length ? ["Dashed: your curve. On average it is off by ", error, "."]
        : ["The true curve stops at log 2, and stays there."]);
      if (!known.length) return;
      setNumber(error, known.reduce((sum, k) => sum + Math.abs(drawn[k] - js[k]), 0) / known.length,
        2);
    },
  };
}
