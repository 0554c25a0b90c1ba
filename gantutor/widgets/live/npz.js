// A file that numpy.load reads: arrays as .npy, stored in a zip. `gantutor.recording.load` takes it
// for a record.

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n;
});
function crc32(bytes) {
  let c = 0xffffffff;
  for (const b of bytes) c = CRC[(c ^ b) & 255] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

// Version 1.0 of the format: a header of ASCII padded to 64 bytes, then the numbers.
function npy(descr, shape, bytes) {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  let head = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${tuple}, }`;
  head += " ".repeat(63 - ((10 + head.length) % 64)) + "\n";
  const out = new Uint8Array(10 + head.length + bytes.length);
  out.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, head.length & 255, head.length >> 8]);
  out.set(new TextEncoder().encode(head), 10);
  out.set(bytes, 10 + head.length);
  return out;
}
const plainBytes = (array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
const npyFloats = (values, shape) => (values instanceof Float32Array
  ? npy("<f4", shape, plainBytes(values)) : npy("<f8", shape, plainBytes(Float64Array.from(values))));
const npyWhole = (values) =>
  npy("<i8", [values.length], plainBytes(BigInt64Array.from(values, (v) => BigInt(v))));
function npyText(text) {
  const codes = Uint32Array.from(text, (letter) => letter.codePointAt(0));
  return npy(`<U${codes.length}`, [], plainBytes(codes));
}

function zipped(files) {
  const parts = [], index = [];
  let at = 0;
  const number16 = (v) => [v & 255, (v >> 8) & 255];
  const number32 = (v) => [...number16(v & 0xffff), ...number16(v >>> 16)];
  for (const [name, bytes] of Object.entries(files)) {
    const called = new TextEncoder().encode(`${name}.npy`);
    // Stored, not deflated; 1 January 1980.
    const facts = [...number16(20), 0, 0, 0, 0, 0, 0, 0x21, 0, ...number32(crc32(bytes)),
      ...number32(bytes.length), ...number32(bytes.length), ...number16(called.length), 0, 0];
    const head = Uint8Array.from([0x50, 0x4b, 3, 4, ...facts, ...called]);
    index.push(Uint8Array.from([0x50, 0x4b, 1, 2, 20, 0, ...facts, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      ...number32(at), ...called]));
    parts.push(head, bytes);
    at += head.length + bytes.length;
  }
  const size = index.reduce((sum, part) => sum + part.length, 0), n = number16(index.length);
  return new Blob([...parts, ...index, Uint8Array.from([0x50, 0x4b, 5, 6, 0, 0, 0, 0, ...n, ...n,
    ...number32(size), ...number32(at), 0, 0])], { type: "application/octet-stream" });
}

const SERIES = ["gap", "w1", "floor", "penalty", "grad_norm_mean", "grad_norm_max", "js", "modes",
  "quality"];
const OF_ROW = { grad_norm_mean: "slope", grad_norm_max: "slope_max" };
// The rows of one history for each seed, all at the same iterations, as a record.
function recordFile(histories, { settings, seeds, seconds, command, dim }) {
  const [rows] = histories, S = histories.length, size = rows[0].fake.length;
  const value = (row, name) => row[OF_ROW[name] ?? name] ?? NaN;
  const series = SERIES.filter((name) => rows.some((row) => Number.isFinite(value(row, name))));
  const fakes = new Float32Array(rows.length * S * size);
  const each = (use) => rows.flatMap((_, k) => histories.map((list, s) => use(list[k], k * S + s)));
  each((row, at) => fakes.set(row.fake, at * size));
  const meta = { format: "gantutor record 2", settings,
    environment: { gantutor: VERSION, device: "a browser's worker", platform: navigator.userAgent,
      date: new Date().toISOString().slice(0, 10), command },
    seconds, interrupted: true, series, frames: ["fakes"], measuring: {} };
  const files = { meta: npyText(JSON.stringify(meta)), seeds: npyWhole(seeds),
    iteration: npyWhole(rows.map((row) => row.iteration)) };
  for (const name of series)
    files[`series/${name}`] = npyFloats(each((row) => value(row, name)), [rows.length, S]);
  files["frames/fakes"] = npyFloats(fakes, [rows.length, S, size / dim, dim]);
  return zipped(files);
}
