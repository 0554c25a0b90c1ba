// One moment of the game on a canvas: in the plane the critic as relief, on the line as a curve.

// The colours of the theme, read once until it changes.
function paletteOf(root) {
  const css = getComputedStyle(root), found = { font: css.fontFamily };
  for (const name of ["paper", "ink", "soft", "line", "grid", "real", "fake", "exact", "critic", "floor",
    "real-text", "fake-text"]) {
    found[name] = css.getPropertyValue(`--${name}`).trim();
    found[`${name}Rgb`] = rgb(root, `--${name}`);
  }
  return found;
}

// The values of a grid as bytes, with their ends; what is not finite is the lowest.
function asBytes(values) {
  let low = Infinity, high = -Infinity;
  for (const v of values) if (Number.isFinite(v)) { low = Math.min(low, v); high = Math.max(high, v); }
  const span = high > low ? high - low : 1;
  return { low, high, bytes: Uint8Array.from(values, (v) =>
    (Number.isFinite(v) ? Math.round(((v - low) / span) * 255) : 0)) };
}
// Slopes above 1, on a scale of powers of 2 up to 64; the rest is 0.
const steepBytes = (slopes) => Uint8Array.from(slopes, (v) =>
  (v > 1 ? Math.min(255, 20 + (235 * Math.log2(v)) / 6) : 0));

const blend = (a, b, share) => (share >= 1 ? b : share <= 0 ? a : Float64Array.from(b, (v, k) =>
  a[k] + (v - a[k]) * share));

// `now` = { seen, from?, share?, lit?, title?, rolled? }: what is seen, what was seen before a step and
// how far the step has come, which points are lit, the game's name, and how far its ball has rolled.
// Returns how many generated points lie outside.
function paintPlane(canvas, { width, height, scale }, colours, now, layers) {
  const pen = canvas.getContext("2d"), { seen, from, share = 1, lit } = now, { grid } = seen;
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.fillStyle = colours.paper;
  pen.fillRect(0, 0, width, height);
  const X = (x) => ((x - grid.x0) / (grid.x1 - grid.x0)) * width;
  const Y = (y) => height - ((y - grid.y0) / (grid.y1 - grid.y0)) * height;
  paintRelief(pen, width, height, colours, now, layers.ground);
  const fake = from && lit !== "critic" ? blend(from.fake, seen.fake, share) : seen.fake;
  if (layers.plan) {
    pen.strokeStyle = colours.exact;
    pen.globalAlpha = 0.55;
    pen.lineWidth = 1;
    pen.beginPath();
    seen.plan.forEach((j, i) => {
      pen.moveTo(X(seen.real[2 * i]), Y(seen.real[2 * i + 1]));
      pen.lineTo(X(fake[2 * j]), Y(fake[2 * j + 1]));
    });
    pen.stroke();
    pen.globalAlpha = 1;
  }
  if (layers.latent && seen.latent) {
    const { along, points } = seen.latent;
    pen.strokeStyle = colours.fake;
    pen.globalAlpha = 0.6;
    pen.lineWidth = 1;
    pen.beginPath();
    for (let k = 0; k < points.length / 2; k++)
      pen[k % along ? "lineTo" : "moveTo"](X(points[2 * k]), Y(points[2 * k + 1]));
    pen.stroke();
    pen.globalAlpha = 1;
  }
  if (layers.arrows) paintArrows(pen, colours, from ?? seen, fake, X, Y, width, lengthOf(now));
  const r = width < 340 ? 2 : 2.6;
  if (lit === "critic" && share < 0.6) {
    // The batch of the step lights up, real before generated.
    pen.globalAlpha = 0.3;
    for (const [points, colour, begin] of [[seen.real, colours.real, 0], [fake, colours.fake, 0.2]]) {
      if (share < begin) continue;
      pen.fillStyle = colour;
      pen.beginPath();
      for (let k = 0; k < points.length; k += 2) {
        pen.moveTo(X(points[k]) + 3 * r, Y(points[k + 1]));
        pen.arc(X(points[k]), Y(points[k + 1]), 3 * r, 0, 7);
      }
      pen.fill();
    }
    pen.globalAlpha = 1;
  }
  pen.lineWidth = 0.8;
  pen.strokeStyle = colours.paper;
  pen.fillStyle = colours.real;
  pen.beginPath();
  for (let k = 0; k < seen.real.length; k += 2) {
    pen.moveTo(X(seen.real[k]) + r, Y(seen.real[k + 1]));
    pen.arc(X(seen.real[k]), Y(seen.real[k + 1]), r, 0, 7);
  }
  pen.stroke();
  pen.fill();
  pen.fillStyle = colours.fake;
  let outside = 0;
  pen.beginPath();
  for (let k = 0; k < fake.length; k += 2) {
    const px = X(fake[k]), py = Y(fake[k + 1]), t = 1.35 * r;
    if (!Number.isFinite(px) || !Number.isFinite(py)) { outside++; continue; }
    outside += px < 0 || px > width || py < 0 || py > height;
    const x = clamp(px, 3, width - 3), y = clamp(py, 3, height - 3);
    pen.moveTo(x, y - t);
    pen.lineTo(x + t, y + 0.8 * t);
    pen.lineTo(x - t, y + 0.8 * t);
    pen.closePath();
  }
  pen.stroke();
  pen.fill();
  pen.strokeStyle = colours.line;
  pen.lineWidth = 1;
  pen.strokeRect(0.5, 0.5, width - 1, height - 1);
  paintKey(pen, colours, height - 9, "●", "▲");
  // At the left: at the right a page's button may stand that shows the code.
  const after = paintTitle(pen, colours, now.title);
  if (outside) words(pen, colours, `${outside} outside`, after, 18, colours.ink);
  if (seen.ball) paintBall(pen, colours, seen.ball, 2, now.rolled, X, Y);
  return outside;
}
// The name of a game beside others; returns where there is room after it.
function paintTitle(pen, colours, title) {
  pen.textAlign = "left";
  if (!title) return 8;
  words(pen, colours, title, 8, 18, colours.ink, 700);
  return 16 + pen.measureText(title).width;
}

function words(pen, colours, text, x, y, colour, weight = 400) {
  pen.font = `${weight} 12px ${colours.font}`;
  pen.strokeStyle = colours.paper;
  pen.lineWidth = 3;
  pen.lineJoin = "round";
  pen.strokeText(text, x, y);
  pen.fillStyle = colour;
  pen.fillText(text, x, y);
}
function paintKey(pen, colours, y, real, fake) {
  pen.textAlign = "left";
  words(pen, colours, `${real} real`, 8, y, colours["real-text"]);
  words(pen, colours, `${fake} generated`, 62, y, colours["fake-text"]);
}

const FINE = new Map();
// The ground: critic, slope above 1, or the exact potential; in bands, more colour is higher.
function paintRelief(pen, width, height, colours, { seen, from, share = 1, lit }, ground) {
  const values = { critic: "field", slope: "slope", potential: "potential" }[ground];
  if (!values || !seen[values]) return;
  const { nx, ny } = seen.grid, size = (k) => Math.min(216, 6 * (k - 1) + 1);
  let { bytes } = asBytes(seen[values]);
  if (ground === "slope") bytes = steepBytes(seen.slope);
  else if (from?.[values] && lit === "critic")
    bytes = blend(asBytes(from[values]).bytes, bytes, (share - 0.4) / 0.6);
  const key = `${nx} ${ny}`;
  if (!FINE.has(key)) {
    const sheet = html("canvas", { width: size(nx), height: size(ny) });
    FINE.set(key, { sheet, image: sheet.getContext("2d").createImageData(size(nx), size(ny)) });
  }
  const { sheet, image } = FINE.get(key);
  const role = ground === "potential" ? "exactRgb" : "criticRgb";
  paintSurface(image, bytes, ny, nx, colours.paperRgb, colours[role], ground === "slope" ? 7 : 12);
  sheet.getContext("2d").putImageData(image, 0, 0);
  pen.imageSmoothingEnabled = true;
  pen.drawImage(sheet, 0, 0, width, height);
}

// Where the generator's loss sends each generated point: an arrow of slope 1 has 24 pixels, a steep
// one at most 52. What is less than half a pixel long is not there.
const ARROW = 24, LONGEST = 52;
function paintArrows(pen, colours, { received, dim }, fake, X, Y, width, share) {
  pen.strokeStyle = colours.ink;
  pen.globalAlpha = 0.75;
  pen.lineWidth = 1.1;
  pen.beginPath();
  for (let i = 0; i < fake.length / dim; i++) {
    const gx = received[i * dim], gy = dim === 2 ? received[2 * i + 1] : 0, size = Math.hypot(gx, gy);
    const long = Math.min(LONGEST, ARROW * size) * share * (width < 340 ? 0.7 : 1);
    if (!(long > 0.5)) continue;
    const x = X(fake[i * dim]), y = Y(dim === 2 ? fake[2 * i + 1] : 0);
    const dx = (gx / size) * long, dy = (-gy / size) * long;
    pen.moveTo(x, y);
    pen.lineTo(x + dx, y + dy);
    if (long < 5) continue;
    const turn = Math.atan2(dy, dx), barb = Math.min(5, long / 3);
    for (const side of [2.6, -2.6]) {
      pen.moveTo(x + dx, y + dy);
      pen.lineTo(x + dx + barb * Math.cos(turn + side), y + dy + barb * Math.sin(turn + side));
    }
  }
  pen.stroke();
  pen.globalAlpha = 1;
}

// While the points move along their arrows, what is left of them; none while the critic changes.
const lengthOf = ({ from, share = 1, lit }) => (lit === "critic" ? 0 : from ? 1 - share : 1);

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
