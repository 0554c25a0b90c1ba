// The frames of a game: rounds while it trains, the film of a single step, and a picture where
// something has changed.

const STEP_FILM = { critic: 1100, generator: 800 };  // milliseconds

// `speed()` rounds in a second are asked for by `advance(rounds)`, never while `busy()`; `draw(time)`
// returns whether the next frame will differ.
function clockOf({ speed, busy, advance, draw }) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let asked = 0, due = 0, before = 0, pictured = 0, dirty = true, closed = false, onScreen = true;
  const wake = () => { if (!closed) asked ||= requestAnimationFrame(tick); };
  const clock = {
    still, wake, training: false, film: null, seconds: 0,
    redraw() { dirty = true; wake(); },
    run(on) {
      clock.training = on;
      before = 0;
      if (on) clock.endFilm();
      wake();
    },
    startAnew() { clock.endFilm(); due = clock.seconds = 0; },
    inSight(seen) { onScreen = seen; wake(); },
    // One step, shown: what it looks at lights up, then the relief rises, or the points move.
    filmOf(lit, from) {
      if (still.matches || !from.A) return Promise.resolve();
      return new Promise((done) => {
        clock.film = { lit, from, lasts: STEP_FILM[lit], begin: performance.now(), done };
        wake();
      });
    },
    endFilm() {
      const done = clock.film?.done;
      clock.film = null;
      dirty = true;
      done?.();
    },
    close() { closed = true; clock.training = false; cancelAnimationFrame(asked); },
  };
  function tick(time) {
    asked = 0;
    if (closed) return;
    const going = clock.training && onScreen, { film } = clock;
    if (going) {
      const passed = before ? Math.min(250, time - before) : 0;
      clock.seconds += passed / 1000;
      due = Math.min(due + (passed / 1000) * speed(), 64);
      if (due >= 1 && !busy()) {
        const whole = Math.floor(due);
        due -= whole;
        advance(whole);
      }
    }
    before = going ? time : 0;
    if (film && time - film.begin >= film.lasts) clock.endFilm();
    // With reduced motion training shows stills, one in a second.
    const calm = still.matches && clock.training && time - pictured < 1000;
    if ((dirty || clock.film) && !calm) {
      pictured = time;
      dirty = false;
      if (draw(time)) dirty = true;
    }
    if (going || clock.film || (dirty && !calm)) wake();
  }
  return clock;
}
