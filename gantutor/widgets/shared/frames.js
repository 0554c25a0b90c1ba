// Recorded frames: unpacking them, and drawing a surface with its contour bands.

// base64 → inflate → undo the differences from frame to frame. Parts are [frames, bytes per frame].
async function unpack(blob, parts) {
  const bytes = Uint8Array.from(atob(blob), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const all = new Uint8Array(await new Response(stream).arrayBuffer());
  let start = 0;
  return parts.map(([frames, size]) => {
    const part = all.subarray(start, (start += frames * size));
    for (let i = size; i < part.length; i++) part[i] += part[i - size];
    return part;
  });
}

const rgb = (node, name) => {
  const text = getComputedStyle(node).getPropertyValue(name).trim();
  return [1, 3, 5].map((k) => parseInt(text.slice(k, k + 2), 16));
};

// The values (h × w bytes, rows from the bottom) between their grid points, in bands of one colour,
// with a line where one band meets the next.
function paintSurface(image, values, h, w, from, to, bands = 12) {
  const { width, height, data } = image, level = new Float32Array(width * height);
  for (let y = 0, k = 0; y < height; y++) {
    const v = ((height - 1 - y) / (height - 1)) * (h - 1), i = Math.min(h - 2, v | 0), fy = v - i;
    for (let x = 0; x < width; x++, k++) {
      const u = (x / (width - 1)) * (w - 1), j = Math.min(w - 2, u | 0), fx = u - j;
      const low = values[i * w + j] * (1 - fx) + values[i * w + j + 1] * fx;
      const high = values[(i + 1) * w + j] * (1 - fx) + values[(i + 1) * w + j + 1] * fx;
      level[k] = ((low * (1 - fy) + high * fy) / 255) * bands;
    }
  }
  for (let k = 0; k < level.length; k++) {
    const band = Math.min(bands - 1, level[k] | 0);
    const edge = (k % width && (level[k - 1] | 0) !== (level[k] | 0)) ||
      (k >= width && (level[k - width] | 0) !== (level[k] | 0));
    const share = 0.06 + (0.62 * band) / (bands - 1) + (edge ? 0.16 : 0);
    for (let c = 0; c < 3; c++) data[4 * k + c] = from[c] + (to[c] - from[c]) * share;
    data[4 * k + 3] = 255;
  }
  return image;
}
