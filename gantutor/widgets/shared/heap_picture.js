// The heaps: real blocks stand above, the places to fill hang below, moves are drawn between. A
// drag from one to the other calls `moved(i, j)`.
function heapPicture(x, moved) {
  const node = svg("svg", { role: "img", class: "gt-heaps" },
    svg("title", {}, "Real blocks above, generated heap below, moves between them"));
  const marks = node.appendChild(svg("g"));
  const pull = node.appendChild(svg("line", { class: "gt-pull", style: "display:none" }));
  let width = 0, X = () => 0, size = 20, top = 0, bottom = 0, from = -1;
  const last = x.length - 1, span = x[last] - x[0] || 1;
  const nearest = (event) => {
    const { left } = node.getBoundingClientRect();
    const far = x.map((_, i) => Math.abs(X(i) - (event.clientX - left)));
    return far.indexOf(Math.min(...far));
  };
  node.addEventListener("pointerdown", (event) => {
    if (event.button || event.clientY - node.getBoundingClientRect().top > bottom) return;
    event.preventDefault();
    node.setPointerCapture(event.pointerId);
    from = nearest(event);
  });
  node.addEventListener("pointermove", (event) => {
    if (from < 0) return;
    const box = node.getBoundingClientRect();
    const ends = { x1: X(from), y1: top, x2: event.clientX - box.left,
      y2: event.clientY - box.top };
    for (const k in ends) pull.setAttribute(k, ends[k]);
    pull.style.display = "";
  });
  node.addEventListener("pointerup", (event) => {
    const low = event.clientY - node.getBoundingClientRect().top > (top + bottom) / 2;
    if (from >= 0 && low) moved(from, nearest(event));
    from = -1;
    pull.style.display = "none";
  });
  node.addEventListener("pointercancel", () => { from = -1; pull.style.display = "none"; });
  return {
    node,
    fit() {
      const now = node.getBoundingClientRect().width || 320;
      if (Math.abs(now - width) < 0.5) return false;
      width = now;
      const closest = Math.min(...x.slice(1).map((v, i) => v - x[i]), span);
      const step = (width - 40) / (span + closest);
      size = clamp(step * closest * 0.82, 8, 26);
      X = (i) => 20 + (x[i] - x[0] + closest / 2) * step;
      return true;
    },
    draw(real, fake, plan, left, room) {
      const gap = 92, high = Math.max(3, ...real), low = Math.max(3, ...fake);
      top = 20 + high * size;
      bottom = top + gap;
      const height = bottom + low * size + 8, nodes = [];
      node.setAttribute("viewBox", `0 0 ${width} ${height}`);
      node.setAttribute("height", height);
      const block = (i, y, kind) => nodes.push(svg("rect", { x: X(i) - size / 2 + 1, y: y + 1,
        width: size - 2, height: size - 2, rx: 2, class: `gt-block ${kind}` }));
      plan.forEach((row, i) => row.forEach((m, j) => {
        if (!m) return;
        const [x1, y1, x2, y2] = [X(i), top + 21, X(j), bottom - 5];
        nodes.push(svg("path", { class: "gt-curve exact", style: `stroke-width:${1 + 1.5 * m}px`,
          d: `M${x1} ${y1}C${x1} ${y1 + 26} ${x2} ${y2 - 32} ${x2} ${y2 - 5}` }),
        svg("path", { class: "gt-head", d: `M${x2 - 5} ${y2 - 6}h10l-5 9z` }));
        if (m > 1) nodes.push(svg("text", { class: "gt-label gt-halo exact", x: (x1 + x2) / 2,
          y: (y1 + y2) / 2 + 4, "text-anchor": "middle" }, m));
      }));
      x.forEach((_, i) => {
        for (let k = 0; k < real[i]; k++)
          block(i, top - (k + 1) * size, k < left[i] ? "real" : "real gt-gone");
        for (let k = 0; k < fake[i]; k++)
          block(i, bottom + k * size, k < fake[i] - room[i] ? "fake" : "fake gt-empty");
        nodes.push(svg("text", { x: X(i), y: top + 16, "text-anchor": "middle", class: "gt-halo" },
          minus(String(x[i]))));
      });
      for (const y of [top, bottom])
        nodes.push(svg("line", { class: "gt-axis", x1: 8, x2: width - 8, y1: y, y2: y }));
      nodes.push(svg("text", { class: "gt-label real", x: 4, y: 12 }, "real"),
        svg("text", { class: "gt-label fake", x: 4, y: height - 4 }, "generated"));
      marks.replaceChildren(...nodes);
    },
  };
}
