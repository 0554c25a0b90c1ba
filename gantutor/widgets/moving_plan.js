// A moving plan made by hand: a picture of the heaps, the plan as a table, and what it costs.

function render({ model, el }) {
  const get = (name) => model.get(name), x = get("positions"), n = x.length;
  // Heaps that do not match yet are kept here, and reach the model once they do.
  let heaps = { real: [...get("real")], fake: [...get("fake")] }, at = [0, 0];
  const button = (text, label, onclick, more = {}) =>
    html("button", { type: "button", "aria-label": label, onclick, ...more }, text);
  const where = (i) => minus(String(x[i]));
  const matched = () => total(heaps.real) === total(heaps.fake);

  // Every change goes through here: the plan, the costs that follow from it, the picture.
  function setPlan(plan, changed = {}) {
    const { real, fake } = heaps;
    for (const [name, value] of Object.entries({ ...changed, plan, cost: costOf(plan, x),
      best_cost: bestCost(real, fake, x) })) model.set(name, value);
    model.save_changes();
    redraw();
  }
  function move(i, j, by) {
    const plan = get("plan").map((row) => [...row]);
    const free = by < 0 ? plan[i][j]
      : Math.min(leftOf(heaps.real, plan)[i], roomOf(heaps.fake, plan)[j]);
    if (!matched() || free <= 0) return;
    plan[i][j] += by;
    setPlan(plan);
  }
  function change(name, i, by) {
    const size = heaps[name][i] + by;
    if (size < 0 || size > 9) return;
    heaps = { ...heaps, [name]: heaps[name].map((k, at) => (at === i ? size : k)) };
    if (matched() && total(heaps.real) > 0) setPlan(nothing(n), heaps);
    else redraw();
  }

  let carried = null;
  const picture = heapPicture(x, {
    moved: (i, j) => { select(i, j); move(i, j, 1); },
    held: (i, j) => { carried = i === null ? null : [i, j]; redraw(); },
  });
  const cells = x.map((_, i) => x.map((_, j) => button("", "", () => {
    select(i, j);
    move(i, j, 1);
  }, { class: "gt-cellbutton", tabindex: -1, onfocus: () => select(i, j) })));
  const rowLeft = x.map(() => html("span", { class: "gt-left" }));
  const columnLeft = x.map(() => html("span", { class: "gt-left" }));
  const table = html("table", { class: "gt-plan" },
    html("caption", {}, "The plan as a table"),
    html("thead", {}, html("tr", {}, html("td", { class: "gt-corner" }, "from ↓ to →"),
      ...x.map((_, j) => html("th", { scope: "col", class: "fake" }, where(j), columnLeft[j])))),
    html("tbody", {}, ...x.map((_, i) => html("tr", {},
      html("th", { scope: "row", class: "real" }, where(i), rowLeft[i]),
      ...cells[i].map((cell) => html("td", {}, cell))))));
  table.addEventListener("keydown", (event) => {
    const ways = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
    const step = ways[event.key];
    const by = { "+": 1, "=": 1, "-": -1, Backspace: -1, Delete: -1 }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || !(step || by)) return;
    event.preventDefault();
    event.stopPropagation();
    if (by) return move(...at, by);
    cells[clamp(at[0] + step[0], 0, n - 1)][clamp(at[1] + step[1], 0, n - 1)].focus();
  });
  function select(i, j) {
    cells[at[0]][at[1]].tabIndex = -1;
    at = [i, j];
    cells[i][j].tabIndex = 0;
    redraw();
  }

  const chosen = html("span", { class: "gt-chosen" });
  const less = button("−", "Take one block back", () => move(...at, -1));
  const more = button("+", "Move one more block", () => move(...at, 1));
  const best = button("Show the best plan", undefined, () =>
    setPlan(planInOrder(heaps.real, heaps.fake)));
  const worst = button("A wasteful plan", undefined, () =>
    setPlan(planInOrder(heaps.real, heaps.fake, true)));
  const clear = button("Clear", undefined, () => setPlan(nothing(n)));
  const steppers = ["real", "fake"].map((name) => html("div", { class: "gt-heap", role: "group",
    "aria-label": name === "real" ? "real heap" : "generated heap" },
    html("span", { class: `gt-word ${name}` }, name === "real" ? "real" : "generated"),
    ...x.map((_, i) => html("div", { class: "gt-step" },
      button("+", `One block more in the ${name} heap at ${where(i)}`, () => change(name, i, 1)),
      html("span", {}), button("−", `One block less in the ${name} heap at ${where(i)}`,
        () => change(name, i, -1))))));
  const whole = x.every(Number.isInteger) ? 0 : 4;
  const figures = html("div", { class: "gt-costs" }), meanings = meaningsIn(html("div", {}));
  const show = numbers(figures, [
    ["cost", "cost so far", "ink", "blocks times distance: the shaded area between the heaps, which " +
      "the moves sweep", whole],
    ["best_cost", "best plan", "exact", "the dashed area, which every plan has to sweep; what is " +
      "swept beyond it is grey", whole],
    ["left", "blocks left", "ink", "blocks of the real heap still to move", 0],
    ["w1", "W1", "exact", "of the two heaps: the best cost per block"],
  ], undefined, "gt-four", meanings);

  const root = html("div", { class: "gt gt-planner", role: "group",
    "aria-label": "A moving plan between two heaps, made by hand" });
  // A step begins with the heaps of the model, whatever the reader has begun to change.
  const strip = stepStrip({ model, root, before: () => outside() });
  root.append(html("div", { class: "gt-panels" },
      html("div", { class: "gt-panel gt-built" }, html("p", { class: "gt-name" }, "Two heaps of blocks"),
        picture.node, figures),
      html("div", { class: "gt-panel" }, html("div", { class: "gt-scroll" }, table),
        html("div", { class: "gt-row" }, chosen, less, more))),
    strip && html("div", { class: "gt-lead" }, strip),
    html("div", { class: "gt-controls gt-row" }, clear, best, worst,
      html("details", {}, html("summary", {}, "Change the heaps"), ...steppers)));
  el.append(html("style", {}, CSS), root);
  const tell = narrator(root);
  root.append(meanings.node);

  function draw() {
    const plan = get("plan"), { real, fake } = heaps, fits = matched();
    const left = leftOf(real, plan), room = roomOf(fake, plan), [a, b] = at;
    picture.draw(real, fake, plan, left, room, carried);
    x.forEach((_, i) => {
      rowLeft[i].textContent = real[i] ? `${left[i]} left` : "–";
      columnLeft[i].textContent = fake[i] ? `${room[i]} free` : "–";
    });
    cells.forEach((row, i) => row.forEach((cell, j) => {
      const m = plan[i][j], open = fits && left[i] > 0 && room[j] > 0;
      cell.textContent = m || "";
      cell.style.setProperty("--share", m / Math.max(1, ...plan.flat()));
      cell.className = `gt-cellbutton${m ? " gt-full" : ""}${open ? " gt-open" : ""}` +
        (i === a && j === b ? " gt-here" : "");
      const blocks = `${m} block${m === 1 ? "" : "s"}`;
      cell.setAttribute("aria-label", `from ${where(i)} to ${where(j)}: ${blocks}`);
    }));
    chosen.textContent = `From ${where(a)} to ${where(b)}: ${plan[a][b]}`;
    less.disabled = !plan[a][b];
    more.disabled = !(fits && left[a] > 0 && room[b] > 0);
    best.disabled = worst.disabled = !fits;
    ["real", "fake"].forEach((name, k) => x.forEach((_, i) => {
      steppers[k].children[i + 1].children[1].textContent = heaps[name][i];
    }));
    const cost = costOf(plan, x), least = fits ? bestCost(real, fake, x) : NaN;
    const rest = total(left);
    show({ cost, best_cost: least, left: rest, w1: least / total(real) });
    const far = carried && Math.abs(x[carried[0]] - x[carried[1]]);
    tell(fits && carried ? `A block from ${where(carried[0])} to ${where(carried[1])}: ` +
      (room[carried[1]] ? `distance ${number(far, whole)}, so the cost goes from ` +
        `${number(cost, whole)} to ${number(cost + far, whole)}.` : "there is no free place.")
      : !fits ? `The heaps must hold equally many blocks: real ${total(real)}, generated ` +
      `${total(fake)}. Without that there is no plan.`
      : rest ? `${rest} of ${total(real)} blocks still to move; cost so far ${number(cost, whole)}.`
        : cost > least + 1e-9 ? `Complete: it costs ${number(cost, whole)}, the best plan only ` +
          `${number(least, whole)}.` : `Complete, and as cheap as can be: ${number(cost, whole)}.`);
  }
  const redraw = eachFrame(draw);
  const outside = () => {
    heaps = { real: [...get("real")], fake: [...get("fake")] };
    redraw();
  };
  const fit = () => { if (picture.fit()) draw(); };
  cells[0][0].tabIndex = 0;
  picture.fit();
  draw();
  model.on("change:real change:fake", outside);
  model.on("change:plan", redraw);
  const watch = new ResizeObserver(eachFrame(fit));
  watch.observe(root);
  return () => {
    watch.disconnect();
    model.off("change:real change:fake", outside);
    model.off("change:plan", redraw);
  };
}

export default { render };
