// The heaps: real blocks stand above, the places to fill hang below, moves are drawn between. A
// block is dragged: it follows the hand, `held(i, j)` is called with every place it comes over and
// `held(null)` when it is let go, over a place `moved(i, j)`.
function heapPicture(x, { moved, held }) {
  const node = svg("svg", { role: "img", class: "gt-heaps" },
    svg("title", {}, "Real blocks above, generated heap below, moves between them"));
  const marks = node.appendChild(svg("g"));
  // What a finger takes hold of stays the same node while a block is carried, and does not scroll.
  const holds = x.map(() => node.appendChild(svg("rect", { class: "gt-hold" })));
  const pull = svg("line", { class: "gt-pull" }), block = svg("rect", { class: "gt-block real" });
  const tag = svg("text", { class: "gt-label gt-halo ink", "text-anchor": "middle" });
  const hand = node.appendChild(svg("g", { class: "gt-hand", style: "display:none" }, pull, block,
    tag));
  let width = 0, X = () => 0, size = 20, top = 0, bottom = 0, from = -1, over = null;
  const last = x.length - 1, span = x[last] - x[0] || 1;
  const put = (mark, values) => {
    for (const [name, value] of Object.entries(values)) mark.setAttribute(name, value);
  };
  const nearest = (at) => {
    const far = x.map((_, i) => Math.abs(X(i) - at));
    return far.indexOf(Math.min(...far));
  };
  const carry = (event) => {
    const box = node.getBoundingClientRect();
    const [at, up] = [event.clientX - box.left, event.clientY - box.top], j = nearest(at);
    put(block, { x: at - size / 2 + 1, y: up - size / 2 + 1, width: size - 2, height: size - 2,
      rx: 2 });
    put(pull, { x1: X(from), y1: top, x2: at, y2: up });
    // Above the block, where no finger hides it.
    put(tag, { x: clamp(at, 40, width - 40), y: up - size / 2 - 8 });
    tag.textContent = `distance ${+Math.abs(x[from] - x[j]).toFixed(2)}`;
    hand.style.display = "";
    if (j !== over) held(from, (over = j));
    return up > (top + bottom) / 2;
  };
  const letGo = () => {
    from = -1;
    over = null;
    hand.style.display = "none";
    held(null);
  };
  holds.forEach((hold, i) => hold.addEventListener("pointerdown", (event) => {
    if (event.button || from >= 0) return;
    event.preventDefault();
    node.setPointerCapture(event.pointerId);
    from = i;
    carry(event);
  }));
  holds.forEach(unscrolled);
  node.addEventListener("pointermove", (event) => { if (from >= 0) carry(event); });
  node.addEventListener("pointerup", (event) => {
    if (from < 0) return;
    const [i, low] = [from, carry(event)], j = over;
    letGo();
    if (low) moved(i, j);
  });
  node.addEventListener("pointercancel", () => { if (from >= 0) letGo(); });
  return {
    node,
    fit() {
      const now = node.getBoundingClientRect().width || 320;
      if (Math.abs(now - width) < 0.5) return false;
      width = now;
      const closest = Math.min(...x.slice(1).map((v, i) => v - x[i]), span);
      const step = (width - 40) / (span + closest);
      size = clamp(step * closest * 0.82, 8, width < 420 ? 20 : 26);
      X = (i) => 20 + (x[i] - x[0] + closest / 2) * step;
      return true;
    },
    draw(real, fake, plan, left, room, carried) {
      const gap = width < 420 ? 58 : 88, least = width < 420 ? 2 : 3;
      const high = Math.max(least, ...real), low = Math.max(least, ...fake);
      top = 20 + high * size;
      bottom = top + gap;
      const height = bottom + low * size + 8, nodes = [];
      node.setAttribute("viewBox", `0 0 ${width} ${height}`);
      node.setAttribute("height", height);
      const stand = (i, y, kind) => nodes.push(svg("rect", { x: X(i) - size / 2 + 1, y: y + 1,
        width: size - 2, height: size - 2, rx: 2, class: `gt-block ${kind}` }));
      plan.forEach((row, i) => row.forEach((m, j) => {
        if (!m) return;
        const [x1, y1, x2, y2] = [X(i), top + 21, X(j), bottom - 5];
        nodes.push(svg("path", { class: "gt-curve exact", style: `stroke-width:${1 + 1.5 * m}px`,
          d: `M${x1} ${y1}C${x1} ${y1 + gap / 4} ${x2} ${y2 - gap / 3} ${x2} ${y2 - 5}` }),
        svg("path", { class: "gt-head", d: `M${x2 - 5} ${y2 - 6}h10l-5 9z` }));
        if (m > 1) nodes.push(svg("text", { class: "gt-label gt-halo exact", x: (x1 + x2) / 2,
          y: (y1 + y2) / 2 + 4, "text-anchor": "middle" }, m));
      }));
      x.forEach((_, i) => {
        const here = left[i] - (carried?.[0] === i), full = fake[i] - room[i];
        for (let k = 0; k < real[i]; k++)
          stand(i, top - (k + 1) * size, k < here ? "real" : "real gt-gone");
        for (let k = 0; k < fake[i]; k++)
          stand(i, bottom + k * size, k < full ? "fake"
            : `fake gt-empty${carried?.[1] === i && k === full ? " gt-goal" : ""}`);
        const broad = Math.max(size, Math.min(44, 2 * size));
        put(holds[i], { x: X(i) - broad / 2, y: top - real[i] * size - 4, width: broad,
          height: left[i] ? real[i] * size + 24 : 0 });
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
