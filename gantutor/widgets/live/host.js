// The engine in a Worker of its own, so that nothing that it computes holds up the page.

// ask(message) → what is seen of each game, in the order asked; an Error where the engine refuses.
function engineHost() {
  const address = URL.createObjectURL(new Blob([ENGINE], { type: "text/javascript" }));
  const worker = new Worker(address), waiting = new Map();
  let last = 0;
  const settle = (id, use) => { const one = waiting.get(id); waiting.delete(id); if (one) use(one); };
  worker.onmessage = ({ data: { id, seen, error } }) => settle(id, ([done, failed]) =>
    (error === undefined ? done(seen) : failed(new Error(error))));
  worker.onerror = (event) => {
    event.preventDefault();
    for (const id of [...waiting.keys()])
      settle(id, ([, failed]) => failed(new Error(event.message || "the worker stopped")));
  };
  return {
    ask: (does, message = {}) => new Promise((done, failed) => {
      waiting.set(++last, [done, failed]);
      worker.postMessage({ id: last, does, ...message });
    }),
    close() {
      worker.terminate();
      URL.revokeObjectURL(address);
      waiting.clear();
    },
  };
}
