// Two bars in plain words: what a discriminator can tell, which stops, and the distance, which does not.
PANELS.told = (host, api) => {
  host.classList.add("gt-whole");
  // Each bar has a name of its own.
  host.querySelector(".gt-name").remove();
  const bar = (kind, quantity, name, more) => {
    const fill = svg("rect", { class: kind, x: 0, y: 0, height: 14, rx: 3 });
    const value = api.readout(quantity), node = svg("svg", { class: "gt-told", height: 22,
      "aria-hidden": "true" }, svg("rect", { class: "gt-track", width: "100%", height: 14, rx: 3 }),
    fill, ...more);
    host.append(html("p", { class: "gt-told-name" }, html("span", {}, name),
      html("b", { class: kind }, value)), node);
    return (share, v) => {
      fill.setAttribute("width", `${(100 * clamp(share, 0, 1)).toFixed(2)}%`);
      setNumber(value, v, 2);
    };
  };
  const stop = svg("rect", { class: "gt-stop", x: "99.2%", y: -3, width: "0.8%", height: 20 });
  const most = number(Math.LN2, 2);
  const told = bar("ink", "js", "What a GAN is told (at most log 2)", [stop]);
  const far = bar("exact", "w1", "How far it is", []);
  return {
    plots: [],
    draw(now) {
      told(now.js / Math.LN2, now.js);
      far(now.w1 / api.limit, now.w1);
      stop.classList.toggle("gt-met", now.js > 0.98 * Math.LN2);
    },
    say: (now) => `A GAN is told ${number(now.js, 2)}` + (now.js > 0.98 * Math.LN2
      ? ", almost all it can be told, wherever the generated law is. " : ` of at most ${most}. `) +
      `The distance is ${number(now.w1, 2)}.`,
  };
};
