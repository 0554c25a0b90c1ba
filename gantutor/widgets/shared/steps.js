// Short texts, each with a state that the widget goes to: the picture stays, the reader steps.

const STEP_TIME = 600;
// The text with its <sub> as elements, and nothing else of it as HTML.
const inline = (text) => text.split(/(<sub>.*?<\/sub>)/).map((part) =>
  (part.startsWith("<sub>") ? html("sub", {}, part.slice(5, -6)) : part));
const same = (a, b) => Object.is(a, b) || JSON.stringify(a) === JSON.stringify(b);

// The strip of a widget's steps; empty without steps. `whole` numbers stay whole on the way, `log`
// ones go along their logarithm; `before` is called when a step begins.
function stepStrip({ model, root, whole = [], log = [], before = () => {} }) {
  const steps = model.get("steps") ?? [];
  if (!steps.length) return "";
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let now = 0, asked = 0;

  const count = html("span", { class: "gt-count" });
  const aloud = html("p", { class: "gt-aloud", "aria-live": "polite" });
  const texts = steps.map(([text]) => html("p", {}, ...inline(text)));
  const arrow = (name, by, sign, word) => html("button", { type: "button", name,
    "aria-label": word, onclick: () => { if (steps[now + by]) go(now + by); } }, sign);
  const back = arrow("step-back", -1, "‹", "Step back"), on = arrow("step-on", 1, "›", "Step on");
  // All texts lie in one place, one of them visible: the strip is as high as the longest.
  const node = html("div", { class: "gt-steps", role: "group", "aria-label": "Step by step" },
    back, count, on, html("div", { class: "gt-texts" }, ...texts), aloud);

  function show() {
    count.textContent = `${now + 1} of ${steps.length}`;
    texts.forEach((text, k) => { text.className = k === now ? "gt-now" : ""; });
    // Not `disabled`: that would take the focus from who steps by key.
    back.setAttribute("aria-disabled", now === 0);
    on.setAttribute("aria-disabled", now === steps.length - 1);
  }
  function stop() {
    if (!asked) return;
    cancelAnimationFrame(asked);
    asked = 0;
    model.save_changes();
  }
  const between = (name, from, to, share) => {
    if (log.includes(name)) return +(from * (to / from) ** share).toPrecision(3);
    const v = from + (to - from) * share;
    return whole.includes(name) ? Math.round(v) : +v.toFixed(2);
  };

  function go(k) {
    stop();
    before();
    now = k;
    show();
    aloud.textContent = `${count.textContent}: ${texts[k].textContent}`;
    const moving = [];
    for (const [name, to] of Object.entries(steps[k][1])) {
      const from = model.get(name);
      if (same(from, to)) continue;
      if (typeof to === "number" && !still.matches) moving.push({ name, from, to, last: from });
      else model.set(name, to);
    }
    if (!moving.length) return model.save_changes();
    const start = performance.now();
    const tick = (time) => {
      // Somebody else has moved it: a kernel, or a control.
      if (moving.some(({ name, last }) => model.get(name) !== last)) return stop();
      const share = clamp((time - start) / STEP_TIME, 0, 1), eased = share * share * (3 - 2 * share);
      for (const one of moving) {
        one.last = share === 1 ? one.to : between(one.name, one.from, one.to, eased);
        model.set(one.name, one.last);
      }
      if (share < 1) asked = requestAnimationFrame(tick); else stop();
    };
    asked = requestAnimationFrame(tick);
  }
  // Whoever takes hold of anything else in the widget has it at once.
  const takeOver = (event) => {
    if (!node.contains(event.target) && !["Tab", "Shift"].includes(event.key)) stop();
  };
  for (const kind of ["pointerdown", "keydown", "input", "change"])
    root.addEventListener(kind, takeOver, { capture: true });
  show();
  return node;
}
