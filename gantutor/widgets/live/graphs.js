// The small graphs beside the stage, on canvases: curves along the training, slopes as a histogram.

// Round numbers from low to high, about so many.
function ticks(low, high, about) {
  const rough = (high - low) / about, base = 10 ** Math.floor(Math.log10(rough));
  const by = base * [1, 2, 5, 10].find((k) => k * base >= rough * 0.999), found = [];
  for (let k = Math.ceil(low / by - 1e-9); k <= Math.floor(high / by + 1e-9); k++)
    found.push(+(k * by).toPrecision(12));
  return found;
}

function sheet(host, said) {
  const canvas = html("canvas", { role: "img", "aria-label": said });
  host.append(canvas);
  const size = { width: 0, height: 0 };
  return {
    canvas, size,
    // The drawing surface, cleared, or null where the canvas is not seen.
    pen(colours) {
      const width = canvas.clientWidth, height = canvas.clientHeight;
      const scale = Math.min(2, devicePixelRatio || 1);
      if (!width || !height) return null;
      if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
        canvas.width = Math.round(width * scale);
        canvas.height = Math.round(height * scale);
      }
      Object.assign(size, { width, height });
      const pen = canvas.getContext("2d");
      pen.setTransform(scale, 0, 0, scale, 0, 0);
      pen.clearRect(0, 0, width, height);
      pen.font = `11px ${colours.font}`;
      return pen;
    },
  };
}

// gap, exact W1 and floor of one or two games against the iterations; the second game is paler. The
// height is that of W1: a gap far above or below is cut off there, and its arrow says so.
function paintCurves(graph, colours, histories) {
  const pen = graph.pen(colours);
  if (!pen) return;
  const { width, height } = graph.size, left = 30, right = 8, top = 8, bottom = 18;
  const rows = histories.map((h) => h.rows());
  const last = Math.max(20, ...rows.map((r) => r.at(-1)?.iteration ?? 0));
  let high = 0.1, low = 0;
  for (const row of rows.flat()) {
    if (Number.isFinite(row.w1)) high = Math.max(high, 1.3 * row.w1);
    if (Number.isFinite(row.floor)) high = Math.max(high, 1.5 * row.floor);
  }
  for (const row of rows.flat()) if (row.gap < low) low = Math.max(-0.4 * high, row.gap);
  const X = (i) => left + (i / last) * (width - left - right);
  const Y = (v) => height - bottom - ((v - low) / (high - low)) * (height - top - bottom);
  pen.lineWidth = 1;
  pen.fillStyle = colours.soft;
  pen.strokeStyle = colours.grid;
  pen.textAlign = "right";
  for (const v of ticks(low, high, height > 120 ? 4 : 3)) {
    pen.strokeRect(left, Y(v), width - left - right, 0);
    pen.fillText(minus(String(v)), left - 4, Y(v) + 4);
  }
  pen.textAlign = "center";
  for (const v of ticks(0, last, 4)) if (v > 0 && X(v) < width - 14) pen.fillText(String(v), X(v), height - 4);
  pen.textAlign = "left";
  pen.fillText("0", left, height - 4);
  pen.save();
  pen.beginPath();
  pen.rect(left, top - 4, width - left - right, height - top - bottom + 8);
  pen.clip();
  const trace = (list, name, colour, dashes, pale) => {
    pen.strokeStyle = colour;
    pen.globalAlpha = pale ? 0.5 : 1;
    pen.lineWidth = pale ? 1.5 : 2;
    pen.setLineDash(dashes);
    pen.beginPath();
    let down = false;
    for (const row of list) {
      if (!Number.isFinite(row[name])) { down = false; continue; }
      pen[down ? "lineTo" : "moveTo"](X(row.iteration), clamp(Y(row[name]), -50, height + 50));
      down = true;
    }
    pen.stroke();
  };
  rows.forEach((list, k) => {
    trace(list, "floor", colours.floor, [2, 4], k > 0);
    trace(list, "gap", colours.critic, [9, 3, 2, 3], k > 0);
    trace(list, "w1", colours.exact, [], k > 0);
  });
  pen.restore();
  const gap = rows[0].at(-1)?.gap;
  if (gap > high || gap < low) {
    pen.fillStyle = colours.critic;
    pen.font = `600 12px ${colours.font}`;
    pen.textAlign = "right";
    pen.fillText(`gap ${gap > high ? "↑" : "↓"} ${number(gap, 1)}`, width - right - 2,
      gap > high ? top + 9 : height - bottom - 4);
  }
}

// Slopes between real and generated points, on a scale of powers of ten from 1/100 to 100; what lies
// outside stands in the outermost bars.
function paintSlopes(graph, colours, games) {
  const pen = graph.pen(colours);
  if (!pen) return;
  const { width, height } = graph.size, left = 8, right = 8, top = 8, bottom = 18, bins = 32;
  const X = (share) => left + share * (width - left - right), base = height - bottom;
  const place = (v) => clamp(Math.floor(((Math.log10(Math.max(v, 1e-9)) + 2) / 4) * bins), 0, bins - 1);
  games.forEach((seen, k) => {
    const bars = new Float64Array(bins);
    for (const v of seen.slopes) bars[Number.isFinite(v) ? place(v) : bins - 1] += 1 / seen.slopes.length;
    const most = Math.max(0.25, ...bars);
    pen.fillStyle = pen.strokeStyle = colours.critic;
    pen.lineWidth = 1.5;
    bars.forEach((v, b) => {
      const high = (v / most) * (base - top), x = X(b / bins), wide = X(1 / bins) - left;
      if (k === 0) pen.fillRect(x, base - high, wide - 1, high);
      else if (v > 0) pen.strokeRect(x + 0.5, base - high, wide - 2, high);
    });
  });
  pen.strokeStyle = colours.ink;
  pen.lineWidth = 1.5;
  pen.setLineDash([5, 3]);
  pen.beginPath();
  pen.moveTo(X(0.5), top - 4);
  pen.lineTo(X(0.5), base);
  pen.stroke();
  pen.setLineDash([]);
  pen.fillStyle = colours.soft;
  pen.textAlign = "center";
  [["≤ 0.01", 0.035], ["0.1", 0.25], ["1", 0.5], ["10", 0.75], ["≥ 100", 0.965]].forEach(([word, share]) =>
    pen.fillText(word, clamp(X(share), 20, width - 20), height - 4));
}
