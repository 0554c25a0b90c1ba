// Hands on the stage: points are taken by the handful and moved, a ball is dropped, a shape is drawn.

const HANDFUL = { real: 0.45, fake: 0.3 }, CLOSE = 0.07, STILL = 5;

// `place()` gives the { grid } of the canvas; `points()` what can be taken, { real, fake }, flat in the
// plane. `take(kind, indices)`, `move(dx, dy)`, `leave()` say what is done with it; `tap(at)` where a
// ball is dropped; `draft(points)` what has been drawn.
function handsOn(stage, canvas, { place, points, take, move, leave, tap, draft, drawing, redraw }) {
  let held = null, pressed = null, last = null, drawn = [], cross = null;
  const where = (event) => {
    const box = canvas.getBoundingClientRect(), { grid } = place(), { y0 = -1, y1 = 1 } = grid;
    return [grid.x0 + ((event.clientX - box.left) / box.width) * (grid.x1 - grid.x0),
      y1 - ((event.clientY - box.top) / box.height) * (y1 - y0)];
  };
  // Which points lie closer than `reach`: the kind of the nearest one, and where a handful of it is.
  function near([x, y], reach) {
    let least = reach, kind = null;
    const far = (flat, k) => Math.hypot(flat[k] - x, flat[k + 1] - y), all = points();
    for (const [name, flat] of Object.entries(all))
      for (let k = 0; k < flat.length; k += 2)
        if (far(flat, k) < least) { least = far(flat, k); kind = name; }
    if (!kind) return null;
    const found = [];
    for (let k = 0; k < all[kind].length; k += 2) if (far(all[kind], k) < HANDFUL[kind]) found.push(k / 2);
    return { kind, found };
  }
  const grab = (at, one) => { if (one) { held = one; last = at; take(one.kind, one.found); } };
  const shift = (to) => { move(to[0] - last[0], to[1] - last[1]); last = to; };
  const letGo = () => { if (held) leave(); held = null; };
  const add = (at) => {
    const before = drawn.at(-1);
    if (drawn.length >= 400 || (before && Math.hypot(at[0] - before[0], at[1] - before[1]) < CLOSE)) return;
    drawn.push(at.map((v) => +v.toFixed(2)));
    draft(drawn);
  };
  const reachOf = (event) => (event.pointerType === "mouse" ? 0.15 : 0.2);
  stage.addEventListener("touchstart", (event) => {
    if (drawing() || near(where(event.touches[0]), 0.2)) event.preventDefault();
  }, { passive: false });
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    const at = where(event);
    pressed = { at, x: event.clientX, y: event.clientY, one: drawing() ? null : near(at, reachOf(event)) };
    if (!drawing() && !pressed.one) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    if (drawing()) add(at);
  });
  canvas.addEventListener("pointermove", (event) => {
    const at = where(event);
    if (!pressed) {
      canvas.style.cursor = drawing() ? "crosshair" : near(at, 0.15) ? "grab" : "pointer";
      return;
    }
    if (drawing()) { add(at); return; }
    const moved = Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > STILL;
    if (!held && moved && !pressed.moved) { pressed.moved = true; grab(pressed.at, pressed.one); }
    if (held) shift(at);
  });
  canvas.addEventListener("pointerup", () => {
    if (pressed && !pressed.moved && !drawing()) tap(pressed.at);
    letGo();
    pressed = null;
  });
  canvas.addEventListener("pointercancel", () => { letGo(); pressed = null; });
  stage.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    const go = event.key === " " || event.key === "Enter", ball = /^b$/i.test(event.key);
    if (event.target !== stage || !(by || go || ball) || event.ctrlKey || event.metaKey || event.altKey) return;
    // Where nothing can be taken, Space is the widget's.
    if (go && !drawing() && !Object.keys(points()).length) return;
    event.preventDefault();
    event.stopPropagation();
    const { grid } = place(), { x0, x1, y0 = 0, y1 = 0 } = grid, far = event.shiftKey ? 0.02 : 0.1;
    cross ??= [(x0 + x1) / 2, (y0 + y1) / 2];
    if (by) {
      cross = [clamp(cross[0] + by[0] * far, x0, x1), clamp(cross[1] + by[1] * far, y0, y1)];
      if (held) shift(cross);
    } else if (drawing()) { if (go) add(cross); } else if (ball) tap(cross);
    else if (held) letGo();
    else grab(cross, near(cross, HANDFUL.real));
    redraw();
  });
  stage.addEventListener("blur", () => { cross = null; letGo(); redraw(); });
  return {
    clear() { drawn = []; letGo(); },
    drawn: () => drawn,
    // The cross of the arrow keys, and whether it holds anything.
    cross: () => cross && { at: cross, holds: !!held },
  };
}
