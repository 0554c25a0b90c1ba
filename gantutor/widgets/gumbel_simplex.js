// Three tokens: their soft samples on the simplex, the law of one coordinate, and the gradient.

const TOKENS = ["a", "b", "c"], REWARD = [1, 0, 2], LEAST = 0.02;
const DRAWS = 16384, SHOWN = 240, PARTS = 40, HEIGHT = Math.sqrt(0.75);

// Gumbel variables, three to a draw, dealt evenly: an additive recurrence, turned by the seed.
function dealt(seed, n) {
  const rho = 1.2207440846057596;
  const alpha = [1 / rho, 1 / rho / rho, 1 / rho / rho / rho], turn = [2, 3, 5].map(Math.sqrt);
  const g = new Float64Array(3 * n);
  for (let i = 0; i < n; i++) for (let k = 0; k < 3; k++) {
    const u = (0.5 + seed * turn[k] + (i + 1) * alpha[k]) % 1;
    g[3 * i + k] = -Math.log(-Math.log(Math.max(u, 1e-300)));
  }
  return g;
}

// All soft samples, three numbers each.
function softened(p, temperature, g) {
  const y = new Float64Array(g.length), theta = p.map(Math.log);
  for (let i = 0; i < g.length; i += 3) {
    const u = [0, 1, 2].map((k) => theta[k] + g[i + k]), top = Math.max(...u);
    let sum = 0;
    for (let k = 0; k < 3; k++) sum += y[i + k] = Math.exp((u[k] - top) / temperature);
    for (let k = 0; k < 3; k++) y[i + k] /= sum;
  }
  return y;
}

// P(y_k ≤ t) at each t, where y_k is one coordinate; the integral of the class's docstring.
function coordinateLaw(p, k, temperature, at) {
  const [i, j] = [0, 1, 2].filter((m) => m !== k), bend = p[i] / (p[i] + p[j]);
  const near = [1, 0.98, 0.92, 0.8, 0.55, 0.2, 0].map((s) => 1 - s);
  const edges = sorted([...near.map((s) => bend * s), ...near.map((s) => 1 - (1 - bend) * s)]);
  const { x, w } = quadrature(edges);
  const scaled = x.map((q) => {
    const one = Math.log(p[i] / q) / temperature, other = Math.log(p[j] / (1 - q)) / temperature;
    const log = Math.max(one, other) + Math.log1p(Math.exp(-Math.abs(one - other)));
    return p[k] * Math.exp(-temperature * log);
  });
  return at.map((t) => {
    if (t <= 0) return 0;
    if (t >= 1) return 1;
    const odds = (t / (1 - t)) ** -temperature;
    let sum = 0;
    for (let m = 0; m < x.length; m++) sum += w[m] / (1 + odds * scaled[m]) ** 2;
    return sum;
  });
}

// The exact gradient of E r by the logits, and bias and variance of four estimates of it.
function gradients(p, temperature, y, g, cubed) {
  const mean = p.reduce((s, v, k) => s + v * REWARD[k], 0);
  const exact = p.map((v, k) => v * (REWARD[k] - mean));
  const square = (v) => v.reduce((s, c) => s + c * c, 0), size = square(exact);
  // One draw of token k gives (r − baseline) times e_k − p.
  const score = (baseline) => p.reduce((s, v, k) => s + v * (REWARD[k] - baseline) ** 2 *
    square(p.map((c, m) => (m === k) - c)), 0) - size;
  const found = { gradient: Math.sqrt(size), variance_score: score(0), variance_baseline: score(mean) };
  const n = y.length / 3, theta = p.map(Math.log), slope = [0, 0, 0], own = [0, 0, 0];
  for (const name of ["straight", "soft"]) {
    const sum = [0, 0, 0];
    let squares = 0;
    for (let i = 0; i < y.length; i += 3) {
      let hard = 0;
      for (let k = 1; k < 3; k++)
        if (theta[k] + g[i + k] > theta[hard] + g[i + hard]) hard = k;
      let along = 0;
      for (let k = 0; k < 3; k++) {
        const at = name === "soft" ? y[i + k] : +(k === hard);
        slope[k] = REWARD[k] * (cubed ? 3 * at * at : 1);
        along += y[i + k] * slope[k];
      }
      for (let k = 0; k < 3; k++) {
        own[k] = (y[i + k] * (slope[k] - along)) / temperature;
        sum[k] += own[k];
        squares += own[k] * own[k];
      }
    }
    const middle = sum.map((v) => v / n);
    found[`bias_${name}`] = Math.sqrt(square(middle.map((v, k) => v - exact[k])));
    found[`variance_${name}`] = squares / n - square(middle);
  }
  return found;
}

function render({ model, el }) {
  const get = (name) => model.get(name);
  const save = eachFrame(() => model.save_changes());
  const set = (name, value) => {
    if (Object.is(get(name), value)) return;
    model.set(name, value);
    save();
  };
  const cents = (v) => Math.round(v * 100) / 100;
  // A token takes from the third one, as long as that has something.
  const setLaw = (name, value) => set(name,
    cents(clamp(value, LEAST, 1 - LEAST - get(name === "a" ? "b" : "a"))));
  const law = () => [get("a"), get("b"), 1 - get("a") - get("b")];

  const head = (name, ...more) => html("div", { class: "gt-head" },
    html("p", { class: "gt-name" }, name), ...more);
  const tokens = picks({ name: "token", word: "Token whose soft value is shown", options: TOKENS,
    get, set });
  const kinds = picks({ name: "reward", word: "Reward between the tokens",
    options: ["linear", "cubed"], say: (v) => (v === "linear" ? "Σ r y" : "Σ r y³"), get, set });
  const simplex = html("div", { class: "gt-simplex", "data-panel": "simplex" },
    head("Soft tokens; drag p"));
  const one = html("div", { class: "gt-law", "data-panel": "law" },
    head(html("span", {}, html("span", { class: "gt-long" }, "Value "), "y of"), tokens.node));
  const said = html("div", { class: "gt-said" });
  const grad = html("div", { class: "gt-grad", "data-panel": "gradient" },
    head("Reward", kinds.node));
  const root = html("div", { class: "gt gt-gumbel", role: "group",
    "aria-label": "The Gumbel-softmax of three tokens" },
  html("div", { class: "gt-three" }, simplex, one, said, grad));
  el.append(html("style", {}, CSS), root);

  const plot = new Plot(simplex, { title: "Soft samples on the simplex of three tokens", height: 260,
    x: [0, 1], y: [0, HEIGHT], xticks: [], yticks: [], left: 14, right: 14, top: 24, bottom: 24 });
  const across = (y) => y[1] + y[2] / 2, up = (y) => y[2] * HEIGHT;
  const side = plot.marks.appendChild(svg("path", { class: "gt-side" }));
  const samples = plot.front.appendChild(svg("path", { class: "gt-samples" }));
  const names = TOKENS.map(() => plot.label("ink"));
  const hold = plot.front.appendChild(svg("g", { class: "gt-hold" }, svg("circle", { r: 18 }),
    svg("circle", { r: 9 })));
  const mean = plot.front.appendChild(svg("path", { class: "gt-mean" }));

  const width = new Plot(one, { title: "The law of the soft value of one token", height: 190,
    low: 128, x: [-0.02, 1.02], y: [0, 1.02], xticks: [0, 0.5, 1], yticks: [], left: 30, right: 8,
    top: 12, bottom: 22 });
  // Heights are roots, so that atoms and a flat law are seen on one axis.
  const shares = [0.01, 0.1, 0.25, 0.5, 1];
  const lines = shares.map(() => width.line("gt-gridline"));
  const texts = shares.map((v) => width.front.appendChild(svg("text", { "text-anchor": "end" },
    `${Math.round(100 * v)}%`)));
  const area = width.area("fake"), outline = width.curve("fake");
  const rug = width.marks.appendChild(svg("path", { class: "gt-rug" }));
  const spikes = [0, 1].map(() => width.line("gt-spike"));
  const tops = [0, 1].map(() => width.dot("exact"));
  for (const dot of tops) dot.setAttribute("r", 4.5);

  const meanings = meaningsIn(html("div", {}));
  const show = numbers(said, [
    ["probability", "p", "exact", "the probability of this token; the two spikes are its hard law"],
    ["mean", "mean y", "fake", `the mean soft value, over ${DRAWS.toLocaleString("en-US")} dealt ` +
      "draws; the diamond in the triangle is the mean of all three"],
    ["low", "y < .01", "ink", "the probability that the soft value is below 0.01, exact"],
    ["high", "y > .99", "ink", "the probability that the soft value is above 0.99, exact"],
  ].map((item) => [...item, 3]), undefined, "gt-four", meanings);

  const outputs = {}, cell = (name) => {
    outputs[name] = readout(name);
    return html("td", {}, outputs[name]);
  };
  const none = () => html("td", {}, "0");
  const row = (name, bias, variance) => html("tr", {}, html("th", { scope: "row" }, name), bias,
    cell(variance));
  grad.append(html("table", {},
    html("thead", {}, html("tr", {}, ...["Gradient by", "bias", "variance"].map((text) =>
      html("th", { scope: "col" }, text)))),
    html("tbody", {}, row("score function", none(), "variance_score"),
      row("… with baseline", none(), "variance_baseline"),
      row("straight-through", cell("bias_straight"), "variance_straight"),
      row("Gumbel-softmax", cell("bias_soft"), "variance_soft"))));
  outputs.gradient = readout("gradient");
  grad.append(html("p", { class: "gt-note" }, "length of the exact one: ", outputs.gradient),
    html("div", { class: "gt-foot" },
      html("p", { class: "gt-note" }, "a earns 1, b 0, c 2"),
      html("button", { type: "button", name: "deal",
        onclick: () => set("seed", (get("seed") + 1) % 1000) }, "Deal again")));
  meanings.add("bias", "the length of the estimate’s mean minus the exact gradient p (r − E r) " +
    "of the expected reward by the three logits");
  meanings.add("variance", "of one draw’s estimate, the sum over the three logits. The score " +
    "function’s are exact, the other two means over the dealt draws");
  meanings.add("baseline", "the expected reward, taken from each reward");

  const sliders = [
    slider({ name: "temperature", word: "Temperature τ", min: 0.1, max: 10, step: 0.05, big: 0.25,
      log: true, colour: "fake", get, set }),
    ...["a", "b"].map((name) => slider({ name, word: `Probability of ${name}`, min: LEAST,
      max: 1 - 2 * LEAST, step: 0.05, fine: 0.01, big: 0.2, get, set: setLaw })),
  ];
  const strip = stepStrip({ model, root, log: ["temperature"], whole: ["seed"] });
  const [lead, ...rest] = sliders.map((s) => s.node);
  root.append(html("div", { class: "gt-controls" }, html("div", { class: "gt-lead" }, strip, lead),
    html("div", { class: "gt-rest" }, ...rest)));
  const tell = narrator(root);
  root.append(meanings.node);

  // A mouse or the handle drags the law; a tap elsewhere puts it there, and a swipe scrolls.
  unscrolled(hold);
  let dragged = false;
  function put(event) {
    const box = plot.node.getBoundingClientRect(), s = plot.width / box.width;
    const x = ((event.clientX - box.left) * s - plot.X(0)) / (plot.X(1) - plot.X(0));
    const h = ((event.clientY - box.top) * s - plot.Y(0)) / (plot.Y(1) - plot.Y(0));
    const c = h / HEIGHT, b = x - c / 2;
    const over = [1 - b - c, b, c].map((v) => Math.max(0, v - LEAST));
    const sum = over.reduce((u, v) => u + v, 0), room = 1 - 3 * LEAST;
    const [first, second] = over.map((v) => cents(LEAST + (room * v) / sum));
    // Rounding must leave the third token its least.
    const spare = cents(Math.max(0, first + second - (1 - LEAST)));
    set("a", cents(first - (first > second ? spare : 0)));
    set("b", cents(second - (first > second ? 0 : spare)));
  }
  plot.node.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    const handle = hold.contains(event.target);
    if (event.pointerType === "touch" && !handle) return;
    event.preventDefault();
    plot.node.setPointerCapture(event.pointerId);
    dragged = true;
    if (!handle) put(event);
    focusByHand(sliders[1].input);
  });
  plot.node.addEventListener("pointermove", (event) => dragged && put(event));
  plot.node.addEventListener("pointerup", (event) => {
    if (!dragged) put(event);
    dragged = false;
  });
  plot.node.addEventListener("pointercancel", () => { dragged = false; });

  let g, seed = -1;
  function draw() {
    const p = law(), temperature = get("temperature"), k = TOKENS.indexOf(get("token"));
    if (seed !== get("seed")) g = dealt(seed = get("seed"), DRAWS);
    const y = softened(p, temperature, g);

    const place = (v) => `${plot.X(across(v)).toFixed(1)} ${plot.Y(up(v)).toFixed(1)}`;
    side.setAttribute("d", `M${[[1, 0, 0], [0, 1, 0], [0, 0, 1]].map(place).join("L")}Z`);
    let d = "", marks = "";
    for (let i = 0; i < 3 * SHOWN; i += 3) {
      d += `M${place(y.subarray(i, i + 3))}h0`;
      marks += `M${width.X(y[i + k]).toFixed(1)} ${width.Y(0)}v-7`;
    }
    samples.setAttribute("d", d);
    rug.setAttribute("d", marks);
    const sums = [0, 0, 0];
    for (let i = 0; i < y.length; i++) sums[i % 3] += y[i];
    const middle = sums.map((v) => v / DRAWS);
    mean.setAttribute("d", `M${place(middle)}m-6 0l6 -6l6 6l-6 6Z`);
    hold.setAttribute("transform", `translate(${place(p)})`);
    names.forEach((node, m) => { node.textContent = `${TOKENS[m]} ${number(p[m], 2)}`; });
    plot.place(names[0], 0, 0, -14, 18, "start");
    plot.place(names[1], 1, 0, 14, 18, "end");
    plot.place(names[2], 0.5, HEIGHT, 0, -9);

    const at = Array.from({ length: PARTS + 1 }, (_, m) => m / PARTS);
    const F = coordinateLaw(p, k, temperature, [...at, 0.01, 0.99]);
    const x = [0], h = [0];
    for (let m = 0; m < PARTS; m++) {
      const share = Math.sqrt(Math.max(0, F[m + 1] - F[m]));
      x.push(at[m], at[m + 1]);
      h.push(share, share);
    }
    x.push(1);
    h.push(0);
    shares.forEach((v, m) => {
      width.stretch(lines[m], -0.02, Math.sqrt(v), 1.02, Math.sqrt(v));
      width.place(texts[m], -0.02, Math.sqrt(v), -4, 4, "end");
    });
    width.fill(area, x, h, new Float64Array(x.length));
    width.trace(outline, x, h);
    [1 - p[k], p[k]].forEach((v, m) => {
      width.stretch(spikes[m], m, 0, m, Math.sqrt(v));
      width.move(tops[m], m, Math.sqrt(v));
    });
    const values = { probability: p[k], mean: middle[k], low: F[PARTS + 1], high: 1 - F[PARTS + 2] };
    show(values);

    const found = gradients(p, temperature, y, g, get("reward") === "cubed");
    for (const [name, node] of Object.entries(outputs)) setNumber(node, found[name], 3);
    for (const control of [...sliders, tokens, kinds]) control.update();
    tell(`At temperature ${number(temperature, 2)} the soft value of ${TOKENS[k]} is within 0.01 of ` +
      `0 or 1 with probability ${number(values.low + values.high, 3)}. The Gumbel-softmax gradient ` +
      `has a bias of ${number(found.bias_soft, 3)} and a variance of ` +
      `${number(found.variance_soft, 3)}; the exact one is ${number(found.gradient, 3)} long. ` +
      `The score function has a variance of ${number(found.variance_score, 3)}, with a baseline ` +
      `${number(found.variance_baseline, 3)}.`);
  }
  const redraw = eachFrame(draw);
  function fit() {
    const room = plot.node.getBoundingClientRect().width;
    if (room > 0) {
      plot.height = plot.low = (room - plot.left - plot.right) * HEIGHT + plot.top + plot.bottom;
      plot.scale(room);
    }
    const other = width.node.getBoundingClientRect().width;
    width.low = other < 220 ? 128 : width.height;
    if (other > 0) width.scale(other);
    // Small triangles have small dots.
    samples.style.strokeWidth = room < 200 ? "3px" : "";
    draw();
  }
  fit();
  const changes = ["a", "b", "temperature", "token", "reward", "seed"].map((n) => `change:${n}`).join(" ");
  model.on(changes, redraw);
  const watch = new ResizeObserver(eachFrame(fit));
  watch.observe(root);
  return () => {
    watch.disconnect();
    model.off(changes, redraw);
  };
}

export default { render };
