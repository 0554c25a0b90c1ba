// What the stages are painted with: the theme's colours, words, values as bytes, arrows.

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
