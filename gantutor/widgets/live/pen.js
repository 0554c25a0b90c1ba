// Hands on the stage: real points are taken by the handful and moved, or a shape is drawn of new ones.

const HANDFUL = 0.45, CLOSE = 0.07;

// `place()` gives { grid, width, height } of the canvas; `real()` the real points, flat, or null where
// they cannot be moved; `move(points)` and `draft(points)` say what the hands have made of them.
function handsOn(stage, canvas, { place, real, move, draft, drawing, redraw }) {
  let taken = null, last = null, drawn = [], cross = null;
  const where = (event) => {
    const box = canvas.getBoundingClientRect(), { grid } = place();
    return [grid.x0 + ((event.clientX - box.left) / box.width) * (grid.x1 - grid.x0),
      grid.y1 - ((event.clientY - box.top) / box.height) * (grid.y1 - grid.y0)];
  };
  const near = ([x, y], reach) => {
    const points = real(), found = [];
    for (let k = 0; points && k < points.length; k += 2)
      if (Math.hypot(points[k] - x, points[k + 1] - y) < reach) found.push(k);
    return found;
  };
  const add = (at) => {
    const before = drawn.at(-1);
    if (drawn.length >= 400 || (before && Math.hypot(at[0] - before[0], at[1] - before[1]) < CLOSE)) return;
    drawn.push(at.map((v) => +v.toFixed(2)));
    draft(drawn);
  };
  const shift = (to) => {
    const points = Float64Array.from(real()), dx = to[0] - last[0], dy = to[1] - last[1];
    for (const k of taken) { points[k] += dx; points[k + 1] += dy; }
    last = to;
    move(points);
  };
  stage.addEventListener("touchstart", (event) => {
    const finger = event.touches[0];
    if (drawing() || near(where(finger), 0.2).length) event.preventDefault();
  }, { passive: false });
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    const at = where(event);
    if (!drawing() && !near(at, event.pointerType === "touch" ? 0.2 : 0.15).length) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    last = at;
    if (drawing()) { taken = []; add(at); } else taken = near(at, HANDFUL);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!taken) {
      canvas.style.cursor = drawing() ? "crosshair" : near(where(event), 0.15).length ? "grab" : "";
      return;
    }
    const at = where(event);
    if (drawing()) add(at); else shift(at);
  });
  for (const end of ["pointerup", "pointercancel"])
    canvas.addEventListener(end, () => { taken = null; });
  stage.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    const go = event.key === " " || event.key === "Enter";
    if (event.target !== stage || !(by || go) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!real() && !drawing()) return;
    event.preventDefault();
    event.stopPropagation();
    const { grid } = place(), far = event.shiftKey ? 0.02 : 0.1;
    cross ??= [(grid.x0 + grid.x1) / 2, (grid.y0 + grid.y1) / 2];
    if (by) {
      cross = [clamp(cross[0] + by[0] * far, grid.x0, grid.x1),
        clamp(cross[1] + by[1] * far, grid.y0, grid.y1)];
      if (taken && !drawing()) shift(cross);
    } else if (drawing()) add(cross);
    else { last = cross; taken = taken ? null : near(cross, HANDFUL); }
    redraw();
  });
  stage.addEventListener("blur", () => { cross = taken = null; redraw(); });
  return {
    clear() { drawn = []; taken = null; },
    drawn: () => drawn,
    // The cross of the arrow keys, and whether it holds anything.
    cross: () => cross && { at: cross, holds: !!taken?.length },
  };
}
