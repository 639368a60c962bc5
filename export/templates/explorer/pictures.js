// Ladder and map as drawings that stand for themselves: SVG without style sheet.

/** What a drawing needs of the style sheet. */
const LOOKS = [
  "fill", "stroke", "stroke-width", "paint-order", "stroke-dasharray", "opacity", "font-size", "font-weight",
];
/** A picture is twice as fine as the screen, but no side of it is longer. */
const FINEST = 2;
const LONGEST_SIDE = 8192;

/** Return a colour and its opacity as two attributes: many programs know no rgba(). */
function paint(attribute, colour) {
  const [r, g, b, alpha = "1"] = colour.match(/[\d.]+/g) ?? [];
  if (r === undefined || Number(alpha) === 0) return { [attribute]: "none" };
  return {
    [attribute]: `rgb(${r},${g},${b})`,
    [`${attribute}-opacity`]: Number(alpha) === 1 ? undefined : alpha,
  };
}

/** Return what the style sheet gives a part, as attributes. */
function looks(part) {
  const style = getComputedStyle(part);
  const found = LOOKS.map((look) => [look, style.getPropertyValue(look)])
    .filter(([, value]) => value && value !== "none" && value !== "normal");
  const plain = Object.fromEntries(found);
  return { ...plain, ...paint("fill", style.fill), ...paint("stroke", style.stroke) };
}

/** Copy a part of a drawing with its looks; links and buttons become plain groups. */
function copied(part) {
  if (part.nodeType === Node.TEXT_NODE) return part.data;
  if (getComputedStyle(part).display === "none") return null;
  const kept = ["x", "y", "width", "height", "rx", "d", "dy", "transform", "text-anchor"];
  const attributes = Object.fromEntries(kept.map((key) => [key, part.getAttribute(key) ?? undefined]));
  const isGroup = ["a", "g", "svg"].includes(part.localName);
  return svgElement(
    isGroup ? "g" : part.localName,
    isGroup ? { opacity: getComputedStyle(part).opacity } : { ...attributes, ...looks(part) },
    ...[...part.childNodes].map(copied),
  );
}

/** Return a drawing of its own size, on the ground of the page. */
function drawingOf(width, height, title, ...parts) {
  return svgElement(
    "svg",
    {
      xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}`,
      "font-family": getComputedStyle(document.body).fontFamily,
    },
    svgElement("title", {}, title),
    svgElement("rect", { width, height, ...paint("fill", colourOf("--ground")) }),
    ...parts,
  );
}

function colourOf(property) {
  return getComputedStyle(document.documentElement).getPropertyValue(property).trim();
}

function ladderDrawing() {
  const drawings = [...byId("ladder").querySelectorAll("svg")];
  const sizes = drawings.map((one) => [one.width.baseVal.value, one.height.baseVal.value]);
  let top = 0;
  const parts = drawings.map((drawing, i) => {
    const part = copied(drawing);
    part.setAttribute("transform", `translate(0 ${top})`);
    top += sizes[i][1];
    return part;
  });
  return drawingOf(sizes.at(-1)[0], top, `${document.title}: ladder of roles by level`, ...parts);
}

/** Return a pen that `writeLabels` can write with, and what it wrote. */
function labelPen() {
  const written = [];
  const pen = {
    measureText(text) {
      measure.font = pen.font;
      return measure.measureText(text);
    },
    strokeText() {}, // the halo is part of the text
    fillText(text, x, y) {
      const [, bold, size] = /^(bold )?(\d+)px/.exec(pen.font);
      written.push(svgElement("text", {
        x, y, dy: ".35em", "text-anchor": "middle", "font-size": size,
        "font-weight": bold ? "bold" : undefined, ...paint("fill", pen.fillStyle),
        ...paint("stroke", pen.strokeStyle), "stroke-width": pen.lineWidth,
        "stroke-linejoin": "round", "paint-order": "stroke",
      }, text));
    },
  };
  return { pen, written };
}

function clusterPart({ x, y, width, height }) {
  return svgElement("ellipse", { cx: x, cy: y, rx: width, ry: height, ...paint("fill", colours.lane) });
}

function linePart({ from, to, bend }) {
  const isOfSelection = [from.id, to.id].includes(state.selected?.index);
  const colour = isOfSelection ? colours.accent : colours.edge;
  return svgElement(
    "g", {},
    svgElement("path", {
      d: `M${from.x} ${from.y}Q${bend.x} ${bend.y} ${to.x} ${to.y}`, fill: "none",
      ...paint("stroke", colour), "stroke-width": isOfSelection ? 1.6 : 0.7,
    }),
    isOfSelection ? arrowHead(bend, to, colour) : null,
  );
}

/** Draw an arrow head that ends at the rim of a sign. */
function arrowHead(from, { x, y, size }, colour) {
  const turn = (Math.atan2(y - from.y, x - from.x) * 180) / Math.PI;
  return svgElement("path", {
    d: `M${-size} 0l-7 -2.8v5.6Z`, transform: `translate(${x} ${y})rotate(${turn})`,
    ...paint("fill", colour),
  });
}

function signPart({ id, x, y, size, group }) {
  const isSelected = state.selected?.index === id;
  return svgElement("path", {
    d: SHAPES[group], transform: `translate(${x} ${y})scale(${size})`,
    opacity: isFaint(id) ? FAINT : undefined, ...paint("fill", colours.groups[group]),
    ...(isSelected ? { ...paint("stroke", colours.ink), "stroke-width": 3 / size } : {}),
  });
}

/** Tell whether a node is on the screen, or near it. */
function isOnScreen(node) {
  const { clientWidth, clientHeight } = byId("canvas");
  const { x, y } = surface.toScreen(node);
  return x > -20 && y > -20 && x < clientWidth + 20 && y < clientHeight + 20;
}

/** Draw the part of the map that is on the screen. */
function mapDrawing() {
  const { clientWidth, clientHeight } = byId("canvas");
  const { x, y } = surface.toScreen({ x: 0, y: 0 });
  const { pen, written } = labelPen();
  writeMapLabels(pen);
  const picture = svgElement(
    "g",
    { transform: `translate(${x} ${y})scale(${surface.scale()})` },
    ...clusters.map(clusterPart),
    ...surface.lines().map(linePart),
    ...graph.nodes.filter((node) => isListed(graph.concepts[node.id]) && isOnScreen(node)).map(signPart),
  );
  return drawingOf(clientWidth, clientHeight, `${document.title}: map`, picture, ...written);
}

/** Return a drawing as text. What XML cannot hold is left out. */
function drawingText(drawing) {
  return new XMLSerializer().serializeToString(drawing)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
}

function canvasOf(width, height) {
  return Object.assign(document.createElement("canvas"), { width, height });
}

/** Return a drawing as a canvas. */
async function painted(drawing) {
  const [width, height] = ["width", "height"].map((side) => Number(drawing.getAttribute(side)));
  const scale = Math.min(FINEST, LONGEST_SIDE / Math.max(width, height));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawingText(drawing))}`;
  await image.decode();
  const canvas = canvasOf(Math.round(width * scale), Math.round(height * scale));
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** Return the map as it is on the screen, on the ground of the page. */
function mapPicture() {
  const shown = byId("canvas").querySelector("canvas");
  const canvas = canvasOf(shown.width, shown.height);
  const ctx = canvas.getContext("2d");
  ctx.fillStyle = colours.ground;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.drawImage(shown, 0, 0);
  return canvas;
}
