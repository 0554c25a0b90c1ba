// One moment of a game in the plane, on a canvas: the critic as relief, the points over it.

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
