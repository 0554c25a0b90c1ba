// A trained network, run in the page: what gantutor.widgets.networks packs.

// { layers, weights } → a function of flat numbers that returns flat numbers, the channels one after
// the other, each row by row, as PyTorch has them.
function runnerOf({ layers, weights }) {
  const bytes = Uint8Array.from(atob(weights), (c) => c.charCodeAt(0)).buffer;
  let at = 0;
  const floats = (n) => {
    // A slice: a float must begin at a multiple of four bytes.
    const part = new Float32Array(bytes.slice(at, at + 4 * n));
    at += 4 * n;
    return part;
  };
  const steps = layers.map((layer) => {
    const { op, inputs, outputs, kernel = 1 } = layer;
    if (!["dense", "conv", "transposed"].includes(op)) return layer;
    const scale = floats(outputs), bias = floats(outputs);
    const row = inputs * kernel * kernel, rounded = new Int8Array(bytes, at, outputs * row);
    at += outputs * row;
    const weight = new Float32Array(outputs * row);
    for (let o = 0; o < outputs; o++)
      for (let i = 0; i < row; i++) weight[o * row + i] = scale[o] * rounded[o * row + i];
    return { ...layer, weight, bias };
  });
  return (input) => {
    let h = Float32Array.from(input), shape = [h.length];
    for (const step of steps) [h, shape] = LAYERS[step.op](h, shape, step);
    return h;
  };
}

const elementwise = (f) => (h, shape, step) => {
  for (let i = 0; i < h.length; i++) h[i] = f(h[i], step);
  return [h, shape];
};

const LAYERS = {
  relu: elementwise((v) => (v > 0 ? v : 0)),
  leaky_relu: elementwise((v, { slope }) => (v > 0 ? v : slope * v)),
  tanh: elementwise(Math.tanh),
  sigmoid: elementwise((v) => 1 / (1 + Math.exp(-v))),
  reshape: (h, _, { shape }) => [h, shape],
  flatten: (h) => [h, [h.length]],

  dense(h, _, { inputs, outputs, weight, bias }) {
    const out = new Float32Array(outputs);
    for (let o = 0, w = 0; o < outputs; o++) {
      let sum = bias[o];
      for (let i = 0; i < inputs; i++, w++) sum += weight[w] * h[i];
      out[o] = sum;
    }
    return [out, [outputs]];
  },

  conv(h, [, rows, columns], { inputs, outputs, kernel, stride, padding, weight, bias }) {
    const R = Math.floor((rows + 2 * padding - kernel) / stride) + 1;
    const C = Math.floor((columns + 2 * padding - kernel) / stride) + 1;
    const out = new Float32Array(outputs * R * C);
    for (let o = 0; o < outputs; o++) {
      const begin = o * R * C;
      out.fill(bias[o], begin, begin + R * C);
      for (let i = 0; i < inputs; i++)
        for (let u = 0; u < kernel; u++)
          for (let v = 0; v < kernel; v++) {
            const w = weight[((o * inputs + i) * kernel + u) * kernel + v];
            for (let r = 0; r < R; r++) {
              const y = r * stride + u - padding;
              if (y < 0 || y >= rows) continue;
              const from = (i * rows + y) * columns, to = begin + r * C;
              for (let c = 0; c < C; c++) {
                const x = c * stride + v - padding;
                if (x >= 0 && x < columns) out[to + c] += w * h[from + x];
              }
            }
          }
    }
    return [out, [outputs, R, C]];
  },

  // Every pixel stamps the kernel, `stride` pixels further on each time.
  transposed(h, [, rows, columns], { inputs, outputs, kernel, stride, padding, extra, weight, bias }) {
    const R = (rows - 1) * stride - 2 * padding + kernel + extra;
    const C = (columns - 1) * stride - 2 * padding + kernel + extra;
    const out = new Float32Array(outputs * R * C);
    for (let o = 0; o < outputs; o++) {
      const begin = o * R * C;
      out.fill(bias[o], begin, begin + R * C);
      for (let i = 0; i < inputs; i++)
        for (let u = 0; u < kernel; u++)
          for (let v = 0; v < kernel; v++) {
            const w = weight[((o * inputs + i) * kernel + u) * kernel + v];
            for (let r = 0; r < rows; r++) {
              const y = r * stride + u - padding;
              if (y < 0 || y >= R) continue;
              const from = (i * rows + r) * columns, to = begin + y * C;
              for (let c = 0; c < columns; c++) {
                const x = c * stride + v - padding;
                if (x >= 0 && x < C) out[to + x] += w * h[from + c];
              }
            }
          }
    }
    return [out, [outputs, R, C]];
  },

  upsample(h, [channels, rows, columns], { factor }) {
    const R = rows * factor, C = columns * factor, out = new Float32Array(channels * R * C);
    for (let k = 0, at = 0; k < channels; k++)
      for (let y = 0; y < R; y++)
        for (let x = 0; x < C; x++, at++)
          out[at] = h[(k * rows + Math.floor(y / factor)) * columns + Math.floor(x / factor)];
    return [out, [channels, R, C]];
  },

  average(h, [channels, rows, columns], { size }) {
    const R = Math.floor(rows / size), C = Math.floor(columns / size);
    const out = new Float32Array(channels * R * C);
    for (let k = 0; k < channels; k++)
      for (let y = 0; y < R * size; y++)
        for (let x = 0; x < C * size; x++)
          out[(k * R + Math.floor(y / size)) * C + Math.floor(x / size)] +=
            h[(k * rows + y) * columns + x] / (size * size);
    return [out, [channels, R, C]];
  },
};
