// The stages: a canvas for each game, with what stands over and under it.

const TWO_APART = 6;  // pixels between two stages

function stagesOf(hands) {
  const host = html("div", { class: "gt-stages" });
  const stages = Object.fromEntries(GAMES.map((game) => {
    const canvas = html("canvas", { role: "img", "aria-label": "The game" });
    const told = html("p", { class: "gt-told-over", hidden: "" }), caption = html("p", { class: "gt-caption" });
    const node = html("div", { tabindex: 0, role: "group", "aria-label": "Stage. Arrow keys move a cross; " +
      "Space takes the points there and lets them go; B drops a ball" }, canvas, told);
    host.append(html("div", { class: "gt-onestage" }, node, caption));
    return [game, { canvas, told, caption, node, size: { width: 0, height: 0, scale: 1 },
      hands: hands(game, node, canvas) }];
  }));
  return {
    host, of: stages,
    // How wide one of `count` stages is, and how high where all may take `high` pixels together.
    fit(count, { narrow, compact }) {
      const width = host.clientWidth, across = count > 1 ? (width - TWO_APART) / 2 : width;
      if (!width) return false;
      const single = narrow ? Math.min(width, 330)
        : Math.min(width * 0.84, compact ? 340 : 440, Math.max(300, innerHeight - 440));
      const high = count === 1 ? single : count === 4 ? (single - 48) / 2
        : Math.min(across * (narrow ? 1.25 : 1.7), 440);
      GAMES.forEach((game, k) => {
        const { canvas, size, node, caption } = stages[game];
        node.parentNode.hidden = k >= count;
        caption.hidden = count < 4;
        Object.assign(size, { width: across, height: high, scale: Math.min(2, devicePixelRatio || 1) });
        canvas.style.height = `${high}px`;
        canvas.width = Math.round(across * size.scale);
        canvas.height = Math.round(high * size.scale);
      });
      return true;
    },
    fits: (count) => Math.abs(host.clientWidth - (count > 1 ? 2 * stages.A.size.width + TWO_APART
      : stages.A.size.width)) <= 1,
    // A few words over a stage, or none.
    say(game, text) {
      const { told } = stages[game];
      told.hidden = !text;
      if (text && told.textContent !== text) told.textContent = text;
    },
  };
}

// The window of the plane that a stage of this size shows, or of the line; finer where one is alone.
function gridOf(data, dim, { width, height }, fine) {
  const [reach, middle] = REACH[data] ?? [2.9, 0], ratio = width / height || 1;
  if (dim === 1) return { x0: middle - reach, x1: middle + reach, nx: 161 };
  const [across, up] = ratio < 1 ? [reach, reach / ratio] : [reach * ratio, reach];
  const ny = fine ? 33 : 21, nx = Math.round(clamp((ny - 1) * (across / up), 16, 44)) + 1;
  return { x0: -across, x1: across, nx, y0: -up, y1: up, ny };
}

// A stage without a game: what is drawn on it by hand.
function paintDrawing(canvas, { width, height, scale }, colours, { x0, x1, y0 = 0, y1 = 1 }, points) {
  const pen = canvas.getContext("2d");
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.fillStyle = colours.paper;
  pen.fillRect(0, 0, width, height);
  pen.strokeStyle = colours.line;
  pen.strokeRect(0.5, 0.5, width - 1, height - 1);
  pen.fillStyle = colours.real;
  for (const [x, y] of points) {
    pen.beginPath();
    pen.arc(((x - x0) / (x1 - x0)) * width, height - ((y - y0) / (y1 - y0)) * height, 3, 0, 7);
    pen.fill();
  }
}

function paintCross(canvas, { width, height }, colours, { x0, x1, y0 = -1, y1 = 1 }, cross) {
  if (!cross) return;
  const pen = canvas.getContext("2d");
  const x = ((cross.at[0] - x0) / (x1 - x0)) * width, y = height - ((cross.at[1] - y0) / (y1 - y0)) * height;
  pen.strokeStyle = colours.ink;
  pen.lineWidth = cross.holds ? 3 : 1.5;
  pen.beginPath();
  for (const [a, b] of [[9, 0], [0, 9]]) { pen.moveTo(x - a, y - b); pen.lineTo(x + a, y + b); }
  pen.stroke();
}
