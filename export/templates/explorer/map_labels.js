// The map's labels: of constant size on the screen, the most important first, and
// none upon another.

const LABEL_SIZE = 12;
const TITLE_SIZE = 15;
/** Between two labels in a row, in pixels, so that they do not read as one. */
const ASIDE = 14;
const labelWidths = new Map();

function labelWidth(ctx, text, font) {
  const key = `${font} ${text}`;
  if (!labelWidths.has(key)) labelWidths.set(key, ctx.measureText(text).width);
  return labelWidths.get(key);
}

function overlaps(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function boxAround(x, y, width, height) {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

function isWithin(box, { width, height }) {
  return box.left >= 0 && box.top >= 0 && box.right <= width && box.bottom <= height;
}

/**
 * Return the places where a label may stand, the best first: a role's beside its
 * sign, since roles stand in columns, and any other below or above.
 */
function labelPlaces({ x, y, size, isRole }, width) {
  const drop = size + LABEL_SIZE * 0.75;
  const shift = size + 4 + width / 2;
  const beside = [{ x: x + shift, y }, { x: x - shift, y }];
  const inLine = [{ x, y: y + drop }, { x, y: y - drop }];
  return isRole ? [...beside, ...inLine] : [...inLine, ...beside];
}

/** Move the middle of a text that would be cut at the rim of the screen into it. */
function shiftedInto(x, breadth, { width }) {
  const half = breadth / 2 + 4;
  return x < 0 || x > width ? x : Math.max(half, Math.min(width - half, x));
}

/** Write a text with a halo; the context must be in pixels of the screen. */
function writeText(ctx, text, { x, y }, ink, halo) {
  ctx.strokeStyle = halo;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = ink;
  ctx.fillText(text, x, y);
}

/**
 * Write titles and labels.
 * @param {CanvasRenderingContext2D} ctx - In pixels of the screen.
 * @param {{text: string, x: number, y: number}[]} titles
 * @param {{text: string, x: number, y: number, size: number, isStrong: boolean,
 *   isRole: boolean, isForced: boolean}[]}
 *   labels - The most important first.
 * @param {{ink: string, muted: string, ground: string}} colours
 * @param {{width: number, height: number}} screen
 */
function writeLabels(ctx, titles, labels, colours, screen) {
  const family = getComputedStyle(document.body).fontFamily;
  const taken = [];
  Object.assign(ctx, { textAlign: "center", textBaseline: "middle", lineJoin: "round", lineWidth: 4 });
  ctx.font = `bold ${TITLE_SIZE}px ${family}`;
  for (const title of titles.map((one) => ({ ...one, x: shiftedInto(one.x, labelWidth(ctx, one.text, ctx.font), screen) }))) {
    const box = boxAround(title.x, title.y, labelWidth(ctx, title.text, ctx.font), TITLE_SIZE + 6);
    if (taken.some((other) => overlaps(box, other))) continue;
    taken.push(box);
    writeText(ctx, title.text, title, colours.muted, colours.ground);
  }
  const signs = labels.map((label) => (
    { ...boxAround(label.x, label.y, 2 * label.size, 2 * label.size), label }
  ));
  for (const label of labels) {
    ctx.font = `${label.isStrong ? "bold " : ""}${LABEL_SIZE}px ${family}`;
    const width = labelWidth(ctx, label.text, ctx.font);
    const isFree = (box) => isWithin(box, screen) && !taken.some((other) => overlaps(box, other))
      && !signs.some((other) => other.label !== label && (other.label.isRole || !label.isRole)
        && overlaps(box, other));
    const places = labelPlaces(label, width)
      .map((place) => ({ place, box: boxAround(place.x, place.y, width + ASIDE, LABEL_SIZE + 4) }));
    const free = places.find(({ box }) => isFree(box)) ?? (label.isForced ? places[0] : null);
    if (!free) continue;
    taken.push(free.box);
    writeText(ctx, label.text, free.place, colours.ink, colours.ground);
  }
}
