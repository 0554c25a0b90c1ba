// One latent dimension: the law of all codes as it was recorded at many β, and the law of one code.

const PRIOR = (x) => phi(x);
const erf = (x) => 2 * Phi(x * Math.SQRT2) - 1;
// W1(N(m, s²), N(0, 1)): E|m + (s − 1) Z|.
function w1Normal(m, s) {
  const spread = Math.abs(s - 1);
  if (spread < 1e-12) return Math.abs(m);
  const t = m / (spread * Math.SQRT2);
  return spread * Math.sqrt(2 / Math.PI) * Math.exp(-t * t) + m * erf(t);
}
const widthPart = (s) => 0.5 * (s * s - 1 - 2 * Math.log(s));

function render({ model, el }) {
  const get = (name) => model.get(name), found = get("sweep");
  const save = eachFrame(() => model.save_changes());
  const set = (name, value) => {
    if (Object.is(get(name), value)) return;
    model.set(name, value);
    save();
  };
  const [low, high, n] = found.grid, x = range(low, high, n);
  const bytes = Uint8Array.from(atob(found.density), (c) => c.charCodeAt(0));
  const density = (b, s, r) => {
    const from = ((b * found.seeds + s) * found.ranks + r) * n;
    return Float64Array.from(bytes.subarray(from, from + n), (v) => (v * found.top) / 255);
  };
  // The recorded β that is nearest on the slider.
  const nearest = (v) => found.betas.reduce((best, beta, k) =>
    (Math.abs(Math.log(beta / v)) < Math.abs(Math.log(found.betas[best] / v)) ? k : best), 0);
  const setBeta = (name, value) => set(name, name === "beta" ? found.betas[nearest(value)] : value);

  const root = html("div", { class: "gt", role: "group",
    "aria-label": "Laws of one latent dimension beside the prior" });
  el.append(html("style", {}, CSS), root);
  const panel = (name, title) => html("div", { class: "gt-panel", "data-panel": name, role: "group",
    "aria-label": title }, html("p", { class: "gt-name" }, title));
  const all = panel("aggregate", "The codes of all images"), one = panel("posterior",
    "The code of one image: drag it");
  root.append(html("div", { class: "gt-panels" }, all, one));

  const zero = new Float64Array(n), prior = Float64Array.from(x, PRIOR);
  const laws = new Plot(all, { title: "Aggregate posterior and prior", height: 170, low: 130,
    x: [low, high], y: [0, Math.ceil(found.top * 10.5) / 10], yticks: [], left: 12, top: 18 });
  const priorMarks = (plot) => {
    const marks = [plot.area("floor"), plot.curve("floor gt-dashed gt-thin")];
    const name = plot.label("soft", "prior");
    return () => {
      plot.fill(marks[0], x, prior, zero);
      plot.trace(marks[1], x, prior);
      plot.place(name, -1.1, PRIOR(1.1), -6, -4, "end");
    };
  };
  const drawPrior = priorMarks(laws);
  const thin = Array.from({ length: found.seeds - 1 }, () => laws.curve("critic gt-pale"));
  const area = laws.area("critic"), line = laws.curve("critic");

  // Mean and deviation of some images' own laws, one row each.
  const count = found.examples[0][0].length;
  const rows = new Plot(all, { title: "Mean and deviation of the codes of ten images", height: 124,
    low: 92, x: [low, high], y: [-0.7, count - 0.3], yticks: [], left: 12, top: 8,
    bottom: 38, xlabel: "code, z" });
  const bars = Array.from({ length: count }, () => rows.line("gt-axis"));
  const dots = Array.from({ length: count }, () => {
    const dot = rows.dot("critic");
    dot.setAttribute("r", 3.5);
    return dot;
  });
  const meanings = meaningsIn(html("div", {}));
  const shown = new Set();
  const showAll = numbers(all, [
    ["aggregate_kl", "KL", "kl", "how far the law of all codes is from the prior, in nats"],
    ["aggregate_w1", "W1", "exact", "exact Wasserstein-1 distance of the same two laws"],
    ["kl", "per image", "ink", "the KL term of this dimension, mean over the images"],
    ["rate", "in all", "ink", "the KL term of all dimensions together, in nats per image"],
  ], shown, "", meanings);

  const own = new Plot(one, { title: "The law of one code and the prior", height: 170, low: 130,
    x: [-4.5, 4.5], y: [0, 1.05], yticks: [], left: 12, top: 18, bottom: 30 });
  const drawOwnPrior = priorMarks(own);
  const fine = range(-4.5, 4.5, 361), flat = new Float64Array(361);
  const ownArea = own.area("critic"), ownLine = own.curve("critic"), place = grip(own);
  const cost = new Plot(one, { title: "KL against the deviation", height: 124, low: 92,
    x: [Math.log10(0.05), Math.log10(4)], y: [0, 6], xlabel: "deviation σ of the code",
    top: 12, yticks: [0, 3, 6], xticks: [] });
  const marks = [0.05, 0.1, 0.25, 0.5, 1, 2, 4];
  const places = marks.map((v) => cost.front.appendChild(svg("text", { "text-anchor": "middle" }, v)));
  const curve = cost.curve("kl"), dot = cost.dot("kl");
  const showOne = numbers(one, [
    ["one_kl", "KL(μ, σ)", "kl", "½ μ² + ½ (σ² − 1 − log σ²), in nats"],
    ["mean_part", "½ μ²", "ink", "what it costs to stand away from 0"],
    ["width_part", "width", "ink", "what it costs to be narrower or wider than the prior"],
    ["one_w1", "W1", "exact", "exact Wasserstein-1 distance of this law from the prior"],
  ], shown, "", meanings);

  const sliders = [
    slider({ name: "beta", word: "KL weight β", min: found.betas[0], log: true,
      max: found.betas.at(-1), step: Math.log10(2), big: 3 * Math.log10(2), colour: "kl", get,
      set: setBeta }),
    slider({ name: "rank", word: "Dimension, by its KL", min: 1, max: found.ranks, step: 1, big: 2,
      whole: true, digits: 0, colour: "critic", get, set }),
    slider({ name: "mean", word: "Mean μ of one code", min: -4, max: 4, step: 0.1, fine: 0.01, big: 1,
      colour: "critic", get, set }),
    slider({ name: "std", word: "Deviation σ", min: 0.05, max: 4, step: 0.05, big: 0.25, log: true,
      colour: "critic", get, set }),
  ];
  const strip = stepStrip({ model, root, whole: ["rank"], log: ["beta", "std"] });
  const [lead, ...rest] = sliders.map((s) => s.node);
  root.append(html("div", { class: "gt-controls" }, html("div", { class: "gt-lead" }, strip, lead),
    html("div", { class: "gt-rest" }, ...rest)));
  own.drag((from) => {
    const before = get("mean");
    focusByHand(sliders[2].input);
    return (to) => set("mean", clamp(Math.round((before + to - from) * 100) / 100, -4, 4));
  });
  const tell = narrator(root);
  root.append(meanings.node);

  function draw() {
    const b = nearest(get("beta")), r = get("rank") - 1, m = get("mean"), s = get("std");
    drawPrior();
    thin.forEach((path, k) => laws.trace(path, x, density(b, k + 1, r)));
    const first = density(b, 0, r);
    laws.fill(area, x, first, zero);
    laws.trace(line, x, first);
    found.examples[b][r].forEach(([mean, std], k) => {
      rows.stretch(bars[k], mean - std, k, mean + std, k);
      rows.move(dots[k], mean, k);
    });
    const values = { aggregate_kl: found.aggregate_kl[b][r], aggregate_w1: found.aggregate_w1[b][r],
      kl: found.kl[b][r], rate: found.rate[b][0] };
    showAll(values);

    drawOwnPrior();
    const heights = Float64Array.from(fine, (v) => phi((v - m) / s) / s);
    own.fill(ownArea, fine, heights, flat);
    own.trace(ownLine, fine, heights);
    place(own.X(m), own.Y(0));
    const half = 0.5 * m * m, width = widthPart(s);
    const at = range(...cost.x, 121);
    cost.trace(curve, at, Float64Array.from(at, (e) => half + widthPart(10 ** e)));
    cost.move(dot, Math.log10(s), half + width);
    places.forEach((text, k) => cost.place(text, Math.log10(marks[k]), 0, 0, 16));
    const mine = { one_kl: half + width, mean_part: half, width_part: width, one_w1: w1Normal(m, s) };
    showOne(mine);
    for (const control of sliders) control.update();
    tell(`At β = ${found.betas[b]} an image's code costs ${number(values.kl, 2)} nats in ` +
      `this dimension. The law of all codes is ${number(values.aggregate_kl, 2)} nats and W1 = ` +
      `${number(values.aggregate_w1, 2)} from the prior. A code N(${number(m, 2)}, ` +
      `${number(s, 2)}²) costs ${number(half + width, 2)} nats.`);
  }
  const redraw = eachFrame(draw);
  const plots = [laws, rows, own, cost];
  function fit() {
    for (const plot of plots) {
      const width = plot.node.getBoundingClientRect().width;
      if (width > 0 && Math.abs(width - plot.width) > 0.5) plot.scale(width);
    }
    draw();
  }
  fit();
  const changes = "change:beta change:rank change:mean change:std";
  model.on(changes, redraw);
  const watch = new ResizeObserver(eachFrame(fit));
  watch.observe(root);
  return () => {
    watch.disconnect();
    model.off(changes, redraw);
  };
}

export default { render };
