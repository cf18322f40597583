/* Pictures drawn for the map when it asks for them: states as the house's shapes, names as text.
   Drawing names ourselves spares a server of letters; the browser's own fonts and the page's colours are used. */

const RATIO = 2;

/** The page's colours, as the style sheet gives them now (light or dark). */
export function colours() {
  const style = getComputedStyle(document.documentElement);
  return new Proxy({}, { get: (_, name) => style.getPropertyValue(`--${name}`).trim() });
}

function canvas(width, height) {
  const element = document.createElement("canvas");
  element.width = Math.ceil(width * RATIO);
  element.height = Math.ceil(height * RATIO);
  const pen = element.getContext("2d");
  pen.scale(RATIO, RATIO);
  return pen;
}

function image(pen) {
  const { width, height } = pen.canvas;
  return pen.getImageData(0, 0, width, height);
}

const SHAPES = {
  new: (pen, c) => ring(pen, c["map-land"], c["sun-ink"], 2.2),
  doing(pen, c) {
    ring(pen, c["map-land"], c.seine, 2);
    pen.beginPath();
    pen.arc(10, 10, 5, Math.PI / 2, -Math.PI / 2);
    pen.fillStyle = c.seine;
    pen.fill();
  },
  done: (pen, c) => ring(pen, c.leaf, c["map-land"], 1.2),
  plain: (pen, c) => ring(pen, c.seine, c["map-land"], 1.2),
  no: (pen, c) => outlined(pen, [[6, 6], [14, 6], [14, 14], [6, 14]], c["map-land"], c["ink-2"], 2),
  late: (pen, c) => outlined(pen, [[10, 3], [17, 10], [10, 17], [3, 10]], c.brick, c["map-land"], 1.5),
};

function ring(pen, fill, stroke, width) {
  pen.beginPath();
  pen.arc(10, 10, 5, 0, 2 * Math.PI);
  paint(pen, fill, stroke, width);
}

function outlined(pen, corners, fill, stroke, width) {
  pen.beginPath();
  corners.forEach(([x, y]) => pen.lineTo(x, y));
  pen.closePath();
  paint(pen, fill, stroke, width);
}

function paint(pen, fill, stroke, width) {
  pen.fillStyle = fill;
  pen.fill();
  pen.lineWidth = width;
  pen.strokeStyle = stroke;
  pen.stroke();
}

/* Kinds of names: font, colour of the letters, of the thin border that keeps them legible. */
const NAMES = {
  road: (c) => ["400 13px", c["ink-2"], c["map-land"]],
  place: (c) => ["400 13px", c.ink, c["map-land"]],
  out: (c) => ["400 13px", c["ink-2"], c["map-out"]],
  river: (c) => ["italic 400 16px", c.seine, c["map-water"]],
};

function name(kind, text, c) {
  const [font, letters, border] = NAMES[kind](c);
  const family = kind === "river" ? c.serif : c.sans;
  const ruler = document.createElement("canvas").getContext("2d");
  ruler.font = `${font} ${family}`;
  const lines = text.split("\n");
  const pen = canvas(Math.max(...lines.map((line) => ruler.measureText(line).width)) + 8, 4 + 18 * lines.length);
  pen.font = ruler.font;
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  pen.lineWidth = 3.5;
  pen.strokeStyle = border;
  pen.fillStyle = letters;
  lines.forEach((line, row) => pen.strokeText(line, 4, 11 + 18 * row));
  lines.forEach((line, row) => pen.fillText(line, 4, 11 + 18 * row));
  return image(pen);
}

/** Draws an image named `state:late`, `road:rue Marat`… when the map misses it. */
export function drawOnDemand(map) {
  map.on("styleimagemissing", ({ id }) => {
    if (map.hasImage(id)) return;
    const [kind, text] = [id.slice(0, id.indexOf(":")), id.slice(id.indexOf(":") + 1)];
    const c = colours();
    let drawn;
    if (kind === "state") {
      const pen = canvas(20, 20);
      (SHAPES[text] ?? SHAPES.no)(pen, c);
      drawn = image(pen);
    } else drawn = name(kind, text, c);
    map.addImage(id, drawn, { pixelRatio: RATIO });
  });
}
