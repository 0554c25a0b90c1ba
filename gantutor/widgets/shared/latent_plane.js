// A plane of a latent space, a across and b up, with a handle that goes where the pointer is.
function latentPlane(host, { title, reach, get, set, height = 240, focus }) {
  const whole = Math.floor(reach), step = whole > 4 ? 2 : 1;
  const ticks = Array.from({ length: 2 * whole + 1 }, (_, k) => k - whole)
    .filter((k) => k % step === 0);
  const plot = new Plot(host, { title, x: [-reach, reach], y: [-reach, reach], left: 30, right: 10,
    height, xticks: ticks, yticks: ticks });
  const handle = plot.front.appendChild(svg("circle", { class: "gt-handle", r: 9 }));
  unscrolled(plot.node);
  let dragged = false;
  const put = (event) => {
    const box = plot.node.getBoundingClientRect();
    const at = (pixel, low, high) =>
      Math.round(100 * clamp(-reach + (2 * reach * (pixel - low)) / (high - low), -reach, reach)) / 100;
    set("a", at(event.clientX - box.left, plot.X(-reach), plot.X(reach)));
    set("b", at(event.clientY - box.top, plot.Y(-reach), plot.Y(reach)));
  };
  plot.node.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    plot.node.setPointerCapture(event.pointerId);
    dragged = true;
    put(event);
    focus();
  });
  plot.node.addEventListener("pointermove", (event) => dragged && put(event));
  for (const end of ["pointerup", "pointercancel"])
    plot.node.addEventListener(end, () => { dragged = false; });
  return {
    plot, ticks,
    // Fits it to its place, as a square of that side if there is one.
    fit(square = false) {
      const width = plot.node.getBoundingClientRect().width;
      if (width <= 0) return;
      if (square) plot.height = plot.low = width - plot.left - plot.right + plot.top + plot.bottom;
      if (square || Math.abs(width - plot.width) > 0.5) plot.scale(width);
    },
    draw() {
      handle.setAttribute("cx", plot.X(get("a")));
      handle.setAttribute("cy", plot.Y(get("b")));
    },
  };
}
