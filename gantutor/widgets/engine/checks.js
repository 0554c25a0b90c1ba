// Settings that are as they should be, or an Error that names the one that is not.

const said = (value) => (typeof value === "string" ? `'${value}'`
  : typeof value === "object" && value ? JSON.stringify(value) : String(value));

export function named(kind, value, names) {
  if (!names.includes(value))
    throw new Error(`unknown ${kind} ${said(value)}; known: ${names.join(", ")}`);
  return value;
}

export function finite(what, value, { from = -Infinity, above = -Infinity, to = Infinity,
  below = Infinity } = {}) {
  const good = typeof value === "number" && Number.isFinite(value) && value >= from && value > above
    && value <= to && value < below;
  if (good) return value;
  const bounds = [from > -Infinity && `at least ${from}`, above > -Infinity && `above ${above}`,
    to < Infinity && `at most ${to}`, below < Infinity && `below ${below}`].filter(Boolean);
  throw new Error(`${what} must be finite${bounds.map((b) => ` and ${b}`).join("")}, got ${
    said(value)}`);
}

export function whole(what, value, from, to) {
  if (Number.isInteger(value) && value >= from && value <= to) return value;
  throw new Error(`${what} must be a whole number from ${from} to ${to}, got ${said(value)}`);
}

// `count` finite numbers, flat, as a Float64Array of their own.
export function flatNumbers(what, values, count) {
  const flat = Array.isArray(values) || ArrayBuffer.isView(values) ? values : [values];
  if (flat.length !== count)
    throw new Error(`${what} must be ${count} numbers in one row, got ${flat.length}`);
  return allFinite(what, flat);
}

// A copy; numbers and nothing that only looks like one, since JSON makes null of NaN.
export function allFinite(what, values) {
  const at = values.findIndex((v) => !Number.isFinite(v));
  if (at >= 0) throw new Error(`${what} must be finite, got ${values[at]} at place ${at}`);
  return Float64Array.from(values);
}
