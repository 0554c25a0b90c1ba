// What is measured, beside the stage: curves, slopes, modes; all seen where there is room, behind tabs
// where there is not.

// `changed()` is called when another tab is chosen.
function readingsOf(changed) {
  const gap = legend("critic", "gap", "gap", "gt-dashdot"), w1 = legend("exact", "exact W1", "w1");
  const floor = legend("floor", "floor", "floor", "gt-dotted"), rounds = legend("", "round", "iteration", null);
  const slopeMean = legend("", "mean slope", "slope_mean", null), slopeTop = legend("", "largest", "slope_max", null);
  const pull = legend("", "mean pull on the generated", "pull", null);
  const modes = legend("", "modes", "modes", null), of = html("span", {});
  const quality = legend("", "quality", "quality", null), js = legend("", "JS", "js", null);
  const penalty = legend("", "penalty", "penalty", null);
  const dots = html("span", { class: "gt-dots", "aria-hidden": "true" });
  const views = Object.entries({ curves: "Gap, W1, floor", slopes: "Slopes", modes: "Modes" })
    .map(([name, word]) => ({ name, word, host: html("div", { class: `gt-view gt-${name}`,
      role: "group", "aria-label": word }) }));
  const [curveView, slopeView, modeView] = views.map((v) => v.host);
  const curves = sheet(curveView, "Gap, exact W1 and floor against the rounds");
  const slopes = sheet(slopeView, "Histogram of the critic’s slopes between real and generated points");
  const keys = (...nodes) => html("p", { class: "gt-keys" }, ...nodes);
  curveView.append(keys(gap.node, w1.node, floor.node, rounds.node));
  slopeView.prepend(html("p", { class: "gt-viewname" }, "Slopes of the critic: a potential has 1"));
  slopeView.append(keys(slopeMean.node, slopeTop.node, penalty.node, pull.node));
  modeView.append(keys(html("span", {}, modes.node, " ", of, " ", dots), quality.node, js.node));

  const tabs = html("div", { class: "gt-tabs", role: "tablist", "aria-label": "What is measured" });
  let view = "curves", small = false;
  const tabButtons = views.map((v, k) => {
    v.host.id = `gt-${PLACE}-view-${groups++}`;
    const tab = html("button", { type: "button", role: "tab", "aria-controls": v.host.id,
      onclick: () => { view = v.name; arrange(); } }, v.word);
    tab.addEventListener("keydown", (event) => {
      const to = { ArrowLeft: k + 2, ArrowRight: k + 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      tabButtons[to % 3].click();
      tabButtons[to % 3].focus();
    });
    tabs.append(tab);
    return tab;
  });
  function arrange() {
    tabs.hidden = !small;
    views.forEach((v, k) => {
      v.host.hidden = small && v.name !== view;
      v.host.setAttribute("role", small ? "tabpanel" : "group");
      tabButtons[k].setAttribute("aria-selected", v.name === view);
      tabButtons[k].tabIndex = v.name === view ? 0 : -1;
    });
    changed();
  }

  return {
    nodes: [tabs, ...views.map((v) => v.host)],
    arrange(isSmall) { small = isSmall; arrange(); },
    // The numbers of `now`; the graphs of all that is shown.
    show(now, colours, histories, games) {
      paintCurves(curves, colours, histories);
      paintSlopes(slopes, colours, games);
      setNumber(gap.value, now.gap, 3);
      setNumber(w1.value, now.w1, 3);
      setNumber(floor.value, now.floor, 3);
      setNumber(rounds.value, now.iteration, 0);
      setNumber(slopeMean.value, mean(now.slopes), 2);
      setNumber(slopeTop.value, largest(now.slopes), 2);
      setNumber(pull.value, pullOf(now), 2);
      setNumber(penalty.value, now.penalty, 3);
      for (const [part, value, digits] of [[modes, now.modes, 0], [quality, now.quality, 3], [js, now.js, 3]]) {
        part.node.hidden = value === null;
        setNumber(part.value, value ?? NaN, digits);
      }
      tabButtons[2].hidden = modeView.hidden = now.modes === null && now.js === null;
      tabButtons[2].textContent = now.js === null ? "Modes" : "JS";
      if (small) modeView.hidden ||= view !== "modes";
      if (tabButtons[2].hidden && view === "modes") { view = "curves"; arrange(); }
      of.textContent = dots.textContent = "";
      if (now.modes !== null) {
        of.textContent = `of ${now.modeCounts.length}`;
        dots.textContent = [...now.modeCounts].map((n) => (n > 0 ? "●" : "○")).join("");
      }
    },
  };
}
