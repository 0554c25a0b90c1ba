// A small plot: scales, axes, a clipped place for marks, a place for labels, dragging.

const ticks = (low, high, about) => {
  const rough = (high - low) / about, base = 10 ** Math.floor(Math.log10(rough));
  const step = base * [1, 2, 5, 10].find((k) => k * base >= rough * 0.999);
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 },
    (_, i) => +((first + i) * step).toPrecision(12));
};
let clips = 0;

class Plot {
  // `x` and `y` are domains [low, high]; `decades` makes that axis logarithmic (domain in log10).
  // Less than 420 pixels wide, a plot is `low` pixels high: then a telephone shows its slider too.
  constructor(host, { title, height = 190, low = height, x, y, xlabel = "", ylabel = "", left = 34, right = 12,
    top = 16, bottom = xlabel ? 38 : 22, yticks, xticks, decades = "", kind = "" }) {
    Object.assign(this, { height, low, x, y, xlabel, ylabel, left, right, top, bottom, yticks, xticks,
      decades });
    // Unique among the widgets of a page, of which each kind is a module of its own.
    const clip = `gt-clip-${PLACE}-${clips++}`;
    this.hole = svg("rect");
    this.axes = svg("g", { "aria-hidden": "true" });
    this.marks = svg("g", { "clip-path": `url(#${clip})` });
    this.front = svg("g");
    this.node = svg("svg", { role: "img", class: kind, "aria-label": title },
      svg("title", {}, title), svg("defs", {}, svg("clipPath", { id: clip }, this.hole)),
      this.axes, this.marks, this.front);
    host.append(this.node);
    this.scale(360);
  }
  curve(kind) { return this.marks.appendChild(svg("path", { class: `gt-curve ${kind}` })); }
  area(kind) { return this.marks.appendChild(svg("path", { class: `gt-area ${kind}` })); }
  line(kind) { return this.marks.appendChild(svg("line", { class: kind })); }
  dot(kind) { return this.front.appendChild(svg("circle", { class: `gt-dot ${kind}`, r: 6 })); }
  label(kind, text = "") {
    const node = svg("text", { class: `gt-label gt-halo ${kind}` }, text);
    return this.front.appendChild(node);
  }
  place(node, x, y, dx = 0, dy = 0, anchor = "middle") {
    node.setAttribute("x", this.X(x) + dx);
    node.setAttribute("y", this.Y(y) + dy);
    node.setAttribute("text-anchor", anchor);
  }
  move(dot, x, y) {
    dot.setAttribute("cx", this.X(x));
    dot.setAttribute("cy", this.Y(clamp(y, ...this.y)));
  }
  stretch(line, x1, y1, x2, y2) {
    line.setAttribute("x1", this.X(x1));
    line.setAttribute("y1", this.Y(y1));
    line.setAttribute("x2", this.X(x2));
    line.setAttribute("y2", this.Y(y2));
  }
  trace(path, xs, ys) { path.setAttribute("d", linePath(xs, ys, this.X, this.Y)); }
  fill(path, xs, ys, base) { path.setAttribute("d", areaPath(xs, ys, base, this.X, this.Y)); }
  level(path, y) { this.trace(path, this.x, [y, y]); }

  // Fits the plot to a width in pixels; the caller draws its marks again.
  scale(width, { x = this.x, y = this.y } = {}) {
    Object.assign(this, { width, x, y });
    const { left, right, top, bottom } = this;
    const height = width < 420 ? Math.min(this.low, this.height) : this.height;
    const w = Math.max(10, width - left - right), h = height - top - bottom;
    this.X = (v) => left + ((v - x[0]) / (x[1] - x[0])) * w;
    this.Y = (v) => top + h - ((v - y[0]) / (y[1] - y[0])) * h;
    this.node.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.node.setAttribute("height", height);
    for (const [k, v] of Object.entries({ x: left, y: top - 8, width: w, height: h + 8 }))
      this.hole.setAttribute(k, v);
    this.drawAxes(left, left + w, top + h);
  }
  drawAxes(from, to, base) {
    const text = (at, x, y, anchor) => svg("text", { x, y, "text-anchor": anchor }, at);
    const power = (e) => "10" + String(e).replace(/[-\d]/g, (c) =>
      c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c]);
    const show = (axis, v) => (this.decades.includes(axis) ? power(v) : minus(String(v)));
    const whole = ([a, b], most) => ticks(a, b, most).filter(Number.isInteger);
    const across = this.xticks ?? (this.decades.includes("x") ? whole(this.x, 5)
      : ticks(...this.x, clamp((to - from) / 60, 3, 10)));
    const up = this.yticks ?? (this.decades.includes("y") ? whole(this.y, 5)
      : ticks(...this.y, Math.max(2, (base - this.top) / 40)));
    const axis = svg("line", { class: "gt-axis", x1: from, x2: to, y1: base, y2: base });
    const nodes = up.map((v) => svg("line", { class: "gt-gridline", x1: from, x2: to,
      y1: this.Y(v), y2: this.Y(v) }));
    nodes.push(axis);
    nodes.push(...up.map((v) => text(show("y", v), from - 6, this.Y(v) + 4, "end")));
    nodes.push(...across.map((v) => text(show("x", v), this.X(v), base + 16, "middle")));
    if (this.xlabel) nodes.push(text(this.xlabel, to, base + 32, "end"));
    if (this.ylabel) nodes.push(text(this.ylabel, 0, 11, "start"));
    this.axes.replaceChildren(...nodes);
  }
  // Calls `begin(x, y)` where a pointer goes down and what that returns with every place it goes to.
  drag(begin) {
    this.node.classList.add("gt-drag");
    let go = null, rect;
    const along = (pixel, [from, to], scale) =>
      from + ((pixel - scale(from)) * (to - from)) / (scale(to) - scale(from));
    const where = (event) => [
      along(((event.clientX - rect.left) / rect.width) * this.width, this.x, this.X),
      along(event.clientY - rect.top, this.y, this.Y)];
    this.node.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      event.preventDefault();
      rect = this.node.getBoundingClientRect();
      this.node.setPointerCapture(event.pointerId);
      go = begin(...where(event));
    });
    this.node.addEventListener("pointermove", (event) => go?.(...where(event)));
    for (const end of ["pointerup", "pointercancel"])
      this.node.addEventListener(end, () => { go = null; });
  }
}

// The handle that says: this can be moved sideways. Returns a function that puts it at a pixel.
function grip(plot) {
  const node = svg("g", { class: "gt-grip" },
    svg("rect", { x: -19, y: -12, width: 38, height: 24, rx: 12 }),
    svg("path", { d: "M-6 -4L-10 0L-6 4M6 -4L10 0L6 4M-10 0H10" }));
  plot.front.append(node);
  return (x, y) => node.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
}
