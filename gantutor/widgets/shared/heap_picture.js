// The heaps: real blocks stand above, the places to fill hang below, moves are drawn between, over the
// area that they sweep. A block is carried by pointer or by key: `held(i, j)` is called with every
// place it comes over and `held(null)` when it is let go, over a place `moved(i, j)`.
function heapPicture(x, { moved, held }) {
  const node = svg("svg", { role: "group", class: "gt-heaps" }, svg("title", {},
    "Real blocks above, generated heap below; between them the moves, and the area that they sweep"));
  const marks = node.appendChild(svg("g", { "aria-hidden": "true" }));
  // What a finger takes hold of stays the same node while a block is carried, and does not scroll.
  const holds = x.map(() => node.appendChild(svg("rect", { class: "gt-hold", role: "button",
    tabindex: -1 })));
  const pull = svg("line", { class: "gt-pull" }), block = svg("rect", { class: "gt-block real" });
  const sweep = svg("path", { class: "gt-sweep" });
  const tag = svg("text", { class: "gt-label gt-halo ink", "text-anchor": "middle" });
  const hand = node.appendChild(svg("g", { class: "gt-hand", style: "display:none",
    "aria-hidden": "true" }, sweep, pull, block, tag));
  const tight = matchMedia("(max-width: 480px)");
  let width = 0, X = () => 0, size = 20, unit = 0, top = 0, bottom = 0, from = -1, over = null;
  let byKey = false, passed = [], left = [];
  const last = x.length - 1, span = x[last] - x[0] || 1;
  const put = (mark, values) => {
    for (const [name, value] of Object.entries(values)) mark.setAttribute(name, value);
  };
  const nearest = (at) => {
    const far = x.map((_, i) => Math.abs(X(i) - at));
    return far.indexOf(Math.min(...far));
  };
  // A column between two pixels of the gap after position k, from so many blocks up to so many.
  const column = (k, low, high, a = X(k), b = X(k + 1)) => (high > low && b > a
    ? `M${a} ${bottom - low * unit}V${bottom - high * unit}H${b}V${bottom - low * unit}Z` : "");

  // The carried block is at this pixel. Its way lies on what has been swept there before.
  function bring(at, up) {
    const j = nearest(at), [a, b] = [X(from), clamp(at, X(0), X(last))].sort((p, q) => p - q);
    put(block, { x: at - size / 2 + 1, y: up - size / 2 + 1, width: size - 2, height: size - 2,
      rx: 2 });
    put(pull, { x1: X(from), y1: top, x2: at, y2: up });
    put(sweep, { d: passed.map((m, k) =>
      column(k, m, m + 1, Math.max(a, X(k)), Math.min(b, X(k + 1)))).join("") });
    // Above the block, where no finger hides it.
    put(tag, { x: clamp(at, 40, width - 40), y: up - size / 2 - 8 });
    tag.textContent = `distance ${+Math.abs(x[from] - x[j]).toFixed(2)}`;
    hand.style.display = "";
    if (j !== over) held(from, (over = j));
  }
  const carry = (event) => {
    const box = node.getBoundingClientRect(), up = event.clientY - box.top;
    bring(event.clientX - box.left, up);
    return up > top + 30;
  };
  function letGo(down) {
    const [i, j] = [from, over];
    from = -1;
    over = null;
    byKey = false;
    hand.style.display = "none";
    held(null);
    if (down) moved(i, j);
  }
  holds.forEach((hold, i) => {
    unscrolled(hold);
    hold.addEventListener("pointerdown", (event) => {
      if (event.button || from >= 0) return;
      event.preventDefault();
      node.setPointerCapture(event.pointerId);
      from = i;
      carry(event);
    });
    // Enter takes a block up, arrows carry it, Enter puts it down, Escape takes it back.
    hold.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      const takes = event.key === "Enter" || event.key === " ", back = event.key === "Escape" && byKey;
      if (event.ctrlKey || event.metaKey || event.altKey || !(way || takes || back)) return;
      event.preventDefault();
      event.stopPropagation();
      if (byKey) {
        if (way) bring(X(clamp(over + way, 0, last)), bottom - size);
        else letGo(takes);
      } else if (way) {
        for (let k = i + way; k >= 0 && k <= last; k += way) if (left[k]) return holds[k].focus();
      } else if (left[i] && from < 0) {
        from = i;
        byKey = true;
        bring(X(i), bottom - size);
      }
    });
    hold.addEventListener("focus", () => reachable(i));
    hold.addEventListener("blur", () => { if (byKey) letGo(false); });
  });
  // One of the heaps with blocks is a tab stop; after the last block of a heap the focus goes on.
  function reachable(i) {
    const some = left[i] ? i : left.findIndex((k) => k > 0);
    holds.forEach((hold, k) => hold.setAttribute("tabindex", k === some ? 0 : -1));
    if (some >= 0 && some !== i && document.activeElement === holds[i]) holds[some].focus();
  }
  node.addEventListener("pointermove", (event) => { if (from >= 0 && !byKey) carry(event); });
  node.addEventListener("pointerup", (event) => { if (from >= 0 && !byKey) letGo(carry(event)); });
  node.addEventListener("pointercancel", () => { if (from >= 0) letGo(false); });
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
    draw(real, fake, plan, free, room, carried) {
      const gap = tight.matches ? 58 : 130, least = width < 420 ? 2 : 3;
      const high = Math.max(least, ...real), low = Math.max(least, ...fake);
      left = free;
      passed = passing(plan);
      top = 20 + high * size;
      bottom = top + gap;
      // The most that any plan sends past one place has room: so areas can be compared.
      const wasteful = passing(planInOrder(real, fake, true));
      unit = Math.min(size, (gap - 22) / Math.max(1, ...wasteful));
      const height = bottom + low * size + 8, nodes = [];
      node.setAttribute("viewBox", `0 0 ${width} ${height}`);
      node.setAttribute("height", height);
      const stand = (i, y, kind) => nodes.push(svg("rect", { x: X(i) - size / 2 + 1, y: y + 1,
        width: size - 2, height: size - 2, rx: 2, class: `gt-block ${kind}` }));
      if (total(real) === total(fake)) {
        const must = mustPass(real, fake), all = (of) => passed.map(of).join("");
        nodes.push(
          svg("path", { class: "gt-swept", d: all((m, k) => column(k, 0, Math.min(m, must[k]))) }),
          svg("path", { class: "gt-waste", d: all((m, k) => column(k, must[k], m)) }),
          svg("path", { class: "gt-must", d: `M${X(0)} ${bottom}` +
            must.map((m, k) => `V${bottom - m * unit}H${X(k + 1)}`).join("") + `V${bottom}` }));
      }
      plan.forEach((row, i) => row.forEach((m, j) => {
        if (!m) return;
        const [x1, y1, x2, y2] = [X(i), top + 21, X(j), bottom - 5];
        const broad = 1 + (tight.matches ? 0.8 : 1.5) * m;
        nodes.push(svg("path", { class: "gt-curve exact", style: `stroke-width:${broad}px`,
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
          height: left[i] ? real[i] * size + 24 : 0, "aria-label": `Real heap at ` +
            `${minus(String(x[i]))}, ${left[i]} left: Enter takes a block, arrows carry it` });
        nodes.push(svg("text", { x: X(i), y: top + 16, "text-anchor": "middle", class: "gt-halo" },
          minus(String(x[i]))));
      });
      for (const y of [top, bottom])
        nodes.push(svg("line", { class: "gt-axis", x1: 8, x2: width - 8, y1: y, y2: y }));
      nodes.push(svg("text", { class: "gt-label real", x: 4, y: 12 }, "real"),
        svg("text", { class: "gt-label fake", x: 4, y: height - 4 }, "generated"));
      marks.replaceChildren(...nodes);
      reachable(holds.findIndex((hold) => hold.getAttribute("tabindex") === "0"));
    },
  };
}
