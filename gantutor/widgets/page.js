// The least model that a widget needs: what anywidget's offers, without a kernel behind it.
function pageModel(state) {
  const handlers = new Map();
  const tell = (event, value) => [...(handlers.get(event) ?? [])].forEach((f) => f(model, value));
  const model = {
    get: (name) => state[name],
    set(name, value) {
      if (Object.is(state[name], value)) return;
      state[name] = value;
      tell(`change:${name}`, value);
      tell("change");
    },
    save_changes() {},
    on(events, f) {
      for (const e of events.split(" ")) handlers.set(e, [...(handlers.get(e) ?? []), f]);
    },
    off(events, f) {
      if (events == null) return handlers.clear();
      for (const e of events.split(" "))
        handlers.set(e, f ? (handlers.get(e) ?? []).filter((g) => g !== f) : []);
    },
    send() {},
  };
  return model;
}

// A script of a module cannot know its own place: it takes the first free element with its key.
async function mount(key, state, source) {
  const el = document.querySelector(`[data-gantutor="${key}"]:not([data-mounted])`);
  if (!el) return;
  el.dataset.mounted = "";
  try {
    const widget = await import("data:text/javascript;charset=utf-8," + encodeURIComponent(source));
    const live = el.ownerDocument.createElement("div");
    el.replaceChildren(live);
    await widget.default.render({ model: pageModel(state), el: live });
    el.style.minHeight = "";
  } catch (error) {
    el.textContent = "This interactive figure could not start in this browser.";
    console.error(error);
  }
}
