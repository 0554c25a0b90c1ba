// One frame on a canvas: in the plane, or on the line.

// Samples in the plane over the critic's surface. Returns how many lie outside.
function plane(canvas, { width, height, scale }, root, { fake, real, surface, h, w }) {
  const pen = canvas.getContext("2d"), css = getComputedStyle(root);
  const colour = (name) => css.getPropertyValue(name).trim();
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.fillStyle = colour("--paper");
  pen.fillRect(0, 0, width, height);
  if (surface) {
    const size = (k) => Math.min(240, 6 * (k - 1) + 1);
    const fine = new OffscreenCanvas(size(w), size(h));
    const brush = fine.getContext("2d");
    const image = brush.createImageData(fine.width, fine.height);
    paintSurface(image, surface, h, w, rgb(root, "--paper"), rgb(root, "--critic"));
    brush.putImageData(image, 0, 0);
    pen.imageSmoothingEnabled = true;
    pen.drawImage(fine, 0, 0, width, height);
  }
  const X = (b) => ((b - 1) / 253) * width, Y = (b) => height - ((b - 1) / 253) * height;
  const far = (a, b) => a === 0 || a === 255 || b === 0 || b === 255;
  const r = width < 340 ? 2 : 2.5;
  pen.lineWidth = 0.75;
  pen.strokeStyle = colour("--paper");
  pen.beginPath();
  for (let i = 0; i < real.length; i += 2) {
    const x = X(real[i]), y = Y(real[i + 1]);
    pen.moveTo(x + r, y);
    pen.arc(x, y, r, 0, 7);
  }
  pen.fillStyle = colour("--real");
  pen.stroke();
  pen.fill();
  let outside = 0;
  pen.beginPath();
  for (let i = 0; i < fake.length; i += 2) {
    outside += far(fake[i], fake[i + 1]);
    const x = clamp(X(fake[i]), 3, width - 3), y = clamp(Y(fake[i + 1]), 3, height - 3);
    const t = 1.35 * r;
    pen.moveTo(x, y - t);
    pen.lineTo(x + t, y + 0.8 * t);
    pen.lineTo(x - t, y + 0.8 * t);
    pen.closePath();
  }
  pen.fillStyle = colour("--fake");
  pen.stroke();
  pen.fill();
  frame(pen, width, height, colour);
  return outside;
}

// Samples on the line: a filled histogram for real, an outlined one for generated, the critic over
// them. Returns how many lie outside.
function line(canvas, { width, height, scale }, root, { fake, real, surface, h, extent }) {
  const pen = canvas.getContext("2d"), css = getComputedStyle(root), bins = 42, base = height - 20;
  const colour = (name) => css.getPropertyValue(name).trim();
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.fillStyle = colour("--paper");
  pen.fillRect(0, 0, width, height);
  const count = (values) => {
    const bars = new Float64Array(bins);
    for (const b of values) if (b > 0 && b < 255) bars[Math.floor(((b - 1) / 253.01) * bins)] += 1;
    return bars.map((v) => v / values.length);
  };
  const [a, b] = [count(real), count(fake)], most = Math.max(...a, 0.02) * 1.9;
  const X = (k) => (k / bins) * width, Y = (v) => Math.max(4, base - (v / most) * base);
  pen.fillStyle = colour("--real");
  pen.globalAlpha = 0.45;
  a.forEach((v, k) => pen.fillRect(X(k), Y(v), X(1) - 1, base - Y(v)));
  pen.globalAlpha = 1;
  pen.strokeStyle = colour("--fake");
  pen.lineWidth = 2;
  pen.beginPath();
  pen.moveTo(0, base);
  b.forEach((v, k) => { pen.lineTo(X(k), Y(v)); pen.lineTo(X(k + 1), Y(v)); });
  pen.lineTo(width, base);
  pen.stroke();
  if (surface) {
    pen.strokeStyle = colour("--critic");
    pen.beginPath();
    for (let k = 0; k < h; k++)
      pen.lineTo((k / (h - 1)) * width, 8 + (1 - surface[k] / 255) * (base - 16));
    pen.stroke();
  }
  pen.fillStyle = colour("--soft");
  pen.font = `12px ${css.fontFamily}`;
  const [low, high] = extent, shown = ticks(low, high, 6);
  pen.textAlign = "center";
  for (const v of shown) {
    const x = ((v - low) / (high - low)) * width;
    if (x > 10 && x < width - 10) pen.fillText(minus(String(v)), x, height - 4);
  }
  pen.strokeStyle = colour("--soft");
  pen.lineWidth = 1;
  pen.strokeRect(0, base + 0.5, width, 0);
  return fake.reduce((sum, v) => sum + (v === 0 || v === 255), 0);
}
function frame(pen, width, height, colour) {
  pen.strokeStyle = colour("--line");
  pen.lineWidth = 1;
  pen.strokeRect(0.5, 0.5, width - 1, height - 1);
}
