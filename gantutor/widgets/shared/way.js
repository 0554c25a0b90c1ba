// W1 along the way of one point, while all others stay: it turns corners, and never jumps.

const STRIDE = 0.04, LONGEST = 900;
function wayPicture(n) {
  const plot = new Plot(html("div", {}), { title: "W1 along the way of the held point", height: 160,
    x: [0, 4], y: [0, 1], left: 38, right: 10, top: 24, bottom: 22 });
  const track = plot.curve("exact"), here = plot.dot("exact");
  const jumps = plot.marks.appendChild(svg("path", { class: "gt-jumps" }));
  plot.front.append(svg("text", { class: "gt-label ink", x: 0, y: 12 }, "W1 along its way"));
  const changes = readout("changes");
  const note = html("p", { class: "gt-note" }, "Dotted: here the plan changed. So far: ", changes);
  const passing = new PlaneTransport(n);
  let trail = [], plan = null, last = null, others = "";

  // A quick hand leaves places out: W1 is found there too, so that its corners are seen.
  function pass(points, [kind, k], from, to) {
    const far = Math.hypot(to[0] - from[0], to[1] - from[1]), start = trail.at(-1).s;
    const parts = clamp(Math.ceil(far / STRIDE), 1, 60);
    for (let m = 1; m <= parts; m++) {
      const p = from.map((v, d) => v + ((to[d] - v) * m) / parts);
      const { real, fake } = { ...points, [kind]: points[kind].map((q, i) => (i === k ? p : q)) };
      passing.known = false;
      passing.solve(real.flat(), fake.flat());
      trail.push({ s: start + (far * m) / parts, w1: passing.w1,
        jump: plan.some((j, i) => j !== passing.plan[i]) });
      plan = [...passing.plan];
    }
    while (trail.length > LONGEST) trail.splice(1, 1);
  }
  return {
    plot, note,
    // The held point stands here now. Where another one has moved, or is held, a new way begins.
    walk(points, held, solved) {
      const [kind, k] = held, at = points[kind][k];
      const rest = { ...points, [kind]: points[kind].filter((_, i) => i !== k), held };
      const now = JSON.stringify(rest);
      if (now !== others) {
        trail = [{ s: 0, w1: solved.w1, jump: false }];
        plan = [...solved.plan];
      } else if (at[0] !== last[0] || at[1] !== last[1]) pass(points, held, last, at);
      others = now;
      last = at;
    },
    draw() {
      const s = trail.map((one) => one.s), values = trail.map((one) => one.w1);
      // W1 changes by at most 1/n of the way: the scale makes that a steep line.
      const long = Math.max(4, s.at(-1)), [least, most] = [Math.min(...values), Math.max(...values)];
      const middle = (least + most) / 2, half = Math.max(long / n / 5, 0.65 * (most - least));
      plot.scale(plot.width, { x: [0, long], y: [middle - half, middle + half] });
      plot.trace(track, s, values);
      jumps.setAttribute("d", trail.filter((one) => one.jump).map((one) =>
        `M${plot.X(one.s).toFixed(1)} ${plot.Y(middle + half)}V${plot.Y(middle - half)}`).join(""));
      plot.move(here, s.at(-1), values.at(-1));
      setNumber(changes, trail.filter((one) => one.jump).length, 0);
    },
  };
}
