// Images: from an address, and from numbers onto a canvas.

async function decoded(address) {
  const image = new Image();
  image.src = address;
  await image.decode();
  return image;
}

// The levels of a grey picture, row by row.
async function levelsOf(address) {
  const image = await decoded(address), { width, height } = image;
  const pen = html("canvas", { width, height }).getContext("2d", { willReadFrequently: true });
  pen.drawImage(image, 0, 0);
  return pen.getImageData(0, 0, width, height).data.filter((_, i) => i % 4 === 0);
}

// An image on a canvas, its values from `low` to 1; `invert`: the highest value is dark.
function paintImage(canvas, image, [channels, rows, columns], { low = -1, invert = false,
  left = 0, top = 0 } = {}) {
  const data = new ImageData(columns, rows), size = rows * columns;
  for (let p = 0; p < size; p++) {
    for (let k = 0; k < 3; k++) {
      const v = clamp((image[(channels === 3 ? k : 0) * size + p] - low) / (1 - low), 0, 1);
      data.data[4 * p + k] = Math.round(255 * (invert ? 1 - v : v));
    }
    data.data[4 * p + 3] = 255;
  }
  canvas.getContext("2d").putImageData(data, left, top);
}
