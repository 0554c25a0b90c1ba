// One moment of a game on the line, on a canvas: both samples as heaps, the critic as a curve.

// On the line: heaps of both samples, the critic and the exact potential over them, arrows below.
function paintLine(canvas, { width, height, scale }, colours, now, layers) {
  const pen = canvas.getContext("2d"), { seen, from, share = 1, lit } = now, { grid } = seen;
  const bins = 44, base = height - 74, foot = height - 22;
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.fillStyle = colours.paper;
  pen.fillRect(0, 0, width, height);
  const [low, high] = [grid.x0, grid.x1], X = (v) => ((v - low) / (high - low)) * width;
  const fake = from && lit !== "critic" ? blend(from.fake, seen.fake, share) : seen.fake;
  const count = (values) => {
    const bars = new Float64Array(bins);
    for (const v of values) {
      const k = Math.floor(((v - low) / (high - low)) * bins);
      if (k >= 0 && k < bins) bars[k] += 1 / values.length;
    }
    return bars;
  };
  const heaps = [count(seen.real), count(fake)], most = Math.max(...heaps[0], 0.06) * 2.1;
  const top = (v) => Math.max(3, base - (v / most) * base), step = width / bins;
  pen.fillStyle = colours.real;
  pen.globalAlpha = lit === "critic" && share < 0.4 ? 0.8 : 0.45;
  heaps[0].forEach((v, k) => pen.fillRect(k * step, top(v), step - 1, base - top(v)));
  pen.globalAlpha = 1;
  pen.strokeStyle = colours.fake;
  pen.lineWidth = lit === "critic" && share > 0.2 && share < 0.6 ? 4 : 2;
  pen.beginPath();
  pen.moveTo(0, base);
  heaps[1].forEach((v, k) => { pen.lineTo(k * step, top(v)); pen.lineTo((k + 1) * step, top(v)); });
  pen.lineTo(width, base);
  pen.stroke();
  if (layers.plan) {
    pen.strokeStyle = colours.exact;
    pen.globalAlpha = 0.4;
    pen.lineWidth = 1;
    pen.beginPath();
    seen.plan.forEach((j, i) => {
      pen.moveTo(X(seen.real[i]), base + 4);
      pen.lineTo(X(fake[j]), base + 22);
    });
    pen.stroke();
    pen.globalAlpha = 1;
  }
  // Critic and potential: each scaled to fit, since their heights say nothing, only their slopes do.
  const curve = (values, colour, dashes) => {
    const { low: least, high: greatest } = asBytes(values), span = greatest > least ? greatest - least : 1;
    const at = (k) => 10 + (1 - (values[k] - least) / span) * (base - 20), last = values.length - 1;
    pen.strokeStyle = colour;
    pen.lineWidth = 2.2;
    pen.setLineDash(dashes);
    pen.beginPath();
    for (let k = 0; k <= last; k++) pen.lineTo((k / last) * width, at(k));
    pen.stroke();
    pen.setLineDash([]);
    return (x) => {
      const place = clamp(((x - low) / (high - low)) * last, 0, last - 1e-9), k = Math.floor(place);
      return at(k) + (place - k) * (at(k + 1) - at(k));
    };
  };
  let slope = null;
  if (layers.ground !== "potential") slope = curve(from?.field && lit === "critic"
    ? blend(from.field, seen.field, (share - 0.4) / 0.6) : seen.field, colours.critic, [9, 4, 2, 4]);
  if (seen.potential) { const exact = curve(seen.potential, colours.exact, []); slope ??= exact; }
  pen.fillStyle = colours.real;
  for (const v of seen.real) pen.fillRect(X(v) - 0.5, base + 1, 1, 6);
  pen.fillStyle = colours.fake;
  for (const v of fake) pen.fillRect(X(v) - 0.5, base + 20, 1, 6);
  if (layers.arrows) paintArrows(pen, colours, from ?? seen, fake, X, () => base + 36, width, lengthOf(now));
  pen.strokeStyle = colours.soft;
  pen.lineWidth = 1;
  pen.strokeRect(0, foot + 0.5, width, 0);
  pen.fillStyle = colours.soft;
  pen.font = `12px ${colours.font}`;
  pen.textAlign = "center";
  for (const v of ticks(low, high, 6))
    if (X(v) > 10 && X(v) < width - 10) pen.fillText(minus(String(v)), X(v), height - 5);
  if (!now.title || width > 200) paintKey(pen, colours, now.title ? 36 : 18, "▮", "▯");
  paintTitle(pen, colours, now.title);
  if (seen.ball) paintBall(pen, colours, seen.ball, 1, now.rolled, X, slope);
  return fake.reduce((sum, v) => sum + (v < low || v > high || !Number.isFinite(v)), 0);
}
