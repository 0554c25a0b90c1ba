// Plays the frames of a recording one after the other.

// The button Play and Pause, `run(playing)`, `go(frame)`, and `again` for a new pace. A frame takes
// `pause` milliseconds over `pace()`.
function player(model, last, pace = () => 1, pause = 125) {
  const still = matchMedia("(prefers-reduced-motion: reduce)"), frame = () => model.get("frame");
  const play = html("button", { type: "button", class: "gt-play", onclick: () => run(!timer) });
  let timer = 0;
  function run(playing) {
    clearInterval(timer);
    timer = 0;
    if (playing) {
      if (frame() === last) go(0);
      // With reduced motion: ten stills instead of a film.
      const [stride, wait] = still.matches ? [Math.ceil(last / 10), 1000] : [1, pause];
      timer = setInterval(() => (frame() < last ? go(frame() + stride) : run(false)),
        wait / pace());
    }
    play.textContent = playing ? "❚❚ Pause" : "▶ Play";
  }
  function go(k) {
    k = clamp(Math.round(k), 0, last);
    if (k === frame()) return;
    model.set("frame", k);
    model.save_changes();
  }
  run(false);
  return { play, run, go, again: () => timer && run(true) };
}

// Space plays and pauses wherever the focus is, except on buttons, which it presses anyway.
function playBySpace(root, play) {
  root.addEventListener("keydown", (event) => {
    if (event.key !== " " || /^(BUTTON|SELECT|SUMMARY)$/.test(event.target.tagName)) return;
    event.preventDefault();
    event.stopPropagation();
    play.click();
  });
}
