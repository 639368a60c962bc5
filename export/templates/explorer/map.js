// The map: signs, clusters, labels and links, on one surface or another.

/**
 * @typedef {Object} Surface - What the map is drawn on: `VisMap`, or `CanvasMap` where
 *   the page comes without vis-network, since there are too many concepts for it.
 * @property {boolean} [isLarge] - Whether all of the map is shown at first, however small.
 * @property {() => number} scale - Pixels to a unit of the map.
 * @property {(place: {x: number, y: number}) => {x: number, y: number}} toScreen
 * @property {(view: {scale?: number, position?: {x: number, y: number}, animation?: Object|false}) => void} moveTo
 * @property {(selected: Concept|null) => void} show - Follow filters and selection.
 * @property {() => Line[]} lines - Those that are drawn.
 * @property {() => void} recolour
 * @property {() => void} redraw
 *
 * @typedef {{from: Object, to: Object, bend: {x: number, y: number}}} Line - From node to node.
 * @typedef {{drawGround: (ctx) => void, drawLabels: (ctx) => void,
 *   choose: (concept: Concept|null) => void, hover: (concept: Concept|null) => void}} Painter
 *   What a surface asks for: to draw below and above the signs, and to follow the pointer.
 */

/** @type {Surface|null} Made when the map is first looked at. */
let surface = null;
let hovered = null;
let colours = {};
const shapePaths = Object.fromEntries(
  Object.entries(SHAPES).map(([group, path]) => [group, new Path2D(path)]),
);
/** How much is seen of what is not in the neighbourhood. */
const FAINT = 0.22;
/** So many labels, of the most important signs on the screen, are tried for room. */
const MOST_LABELS = 400;
/** Concepts in the neighbourhood of the selection; empty when nothing is selected. */
let near = new Set();
/** The clusters that hold a concept that is shown. */
let clusters = [];
/** The nodes that are shown, the most important first. */
let byImportance = [];

/** Take the colours from the style sheet, which knows light and dark. */
function readColours() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  colours = {
    ink: colour("--ink"), muted: colour("--muted"), ground: colour("--ground"),
    lane: colour("--lane"), edge: colour("--edge"), accent: colour("--accent"),
    groups: Object.fromEntries(graph.groups.map((g) => [g.name, colour(`--group-${g.name}`)])),
  };
}

function isFaint(id) {
  return near.size > 0 && !near.has(id);
}

/** Draw the sign of a node around the origin, so large. */
function drawSign(ctx, { id, group }, size) {
  ctx.globalAlpha = isFaint(id) ? FAINT : 1;
  ctx.scale(size, size);
  ctx.fillStyle = colours.groups[group];
  ctx.fill(shapePaths[group]);
  if (state.selected?.index !== id) return;
  ctx.strokeStyle = colours.ink;
  ctx.lineWidth = 3 / size;
  ctx.stroke(shapePaths[group]);
}

/** Return the links of a concept to what is shown. */
function linksOf(concept) {
  const pairs = concept.stated.concat(concept.statedBy)
    .filter((s) => typeof s.value === "object" && isShown(s) && isListed(s.subject) && isListed(s.value))
    .map((s) => [s.subject.index, s.value.index]);
  const unique = new Map(pairs.map((pair) => [pair.join(" "), pair]));
  return [...unique.values()].map(([from, to]) => lineOf(graph.nodes[from], graph.nodes[to]));
}

/** Return the line from one node to another, which bends to its left. */
function lineOf(from, to) {
  const [bendX, bendY] = [(from.y - to.y) * 0.1, (to.x - from.x) * 0.1];
  return { from, to, bend: { x: (from.x + to.x) / 2 + bendX, y: (from.y + to.y) / 2 + bendY } };
}

/** Return an arrow head that ends at the rim of a sign around the origin. */
function arrowPath(size) {
  return new Path2D(`M${-size} 0l-7 -2.8v5.6Z`);
}

/** Draw what lies under the signs: clusters, and the links of what is pointed at. */
function drawGround(ctx) {
  ctx.fillStyle = colours.lane;
  for (const { x, y, width, height } of clusters) {
    ctx.beginPath();
    ctx.ellipse(x, y, width, height, 0, 0, 2 * Math.PI);
    ctx.fill();
  }
  if (hovered) drawLinks(ctx, hovered);
}

function drawLinks(ctx, concept) {
  ctx.strokeStyle = colours.accent;
  ctx.lineWidth = Math.max(1, 0.8 / surface.scale());
  ctx.beginPath();
  for (const { from, bend, to } of linksOf(concept)) {
    ctx.moveTo(from.x, from.y);
    ctx.quadraticCurveTo(bend.x, bend.y, to.x, to.y);
  }
  ctx.stroke();
}

/** Tell whether a label is due: the closer one looks, the more there are. */
function isDue(concept, size, scale) {
  if (near.size) return near.has(concept.index);
  return concept.group.name === "role" || concept === hovered || size * scale > 5.6;
}

function drawLabels(ctx) {
  const ratio = window.devicePixelRatio || 1;
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  writeMapLabels(ctx);
  ctx.restore();
}

/** Return the nodes on the screen whose labels are due, the most important first. */
function labelledNodes({ width, height }) {
  const scale = surface.scale();
  const marked = [hovered, state.selected].filter((concept) => concept && isListed(concept));
  const first = [...new Set(marked)].map(({ index }) => graph.nodes[index]);
  const found = [];
  for (const node of [...first, ...byImportance.filter((one) => !first.includes(one))]) {
    const place = surface.toScreen(node);
    const isOnScreen = place.x >= 0 && place.y >= 0 && place.x <= width && place.y <= height;
    if (!isOnScreen || !isDue(graph.concepts[node.id], node.size, scale)) continue;
    found.push({ node, concept: graph.concepts[node.id], place });
    if (found.length === MOST_LABELS) break;
  }
  return found;
}

/** Write titles and labels; the context must be in pixels of the screen. */
function writeMapLabels(ctx) {
  const { clientWidth: width, clientHeight: height } = byId("canvas");
  const scale = surface.scale();
  const labels = labelledNodes({ width, height }).map(({ node, concept, place }) => {
    const isMarked = concept === state.selected || concept === hovered;
    return {
      ...place, text: concept.label, size: node.size * scale, isRole: concept.group.name === "role",
      isForced: isMarked, isStrong: isMarked || concept.group.name === "role",
    };
  });
  const titles = clusters.map(({ label, x, y, height: half }) => ({
    text: label, ...surface.toScreen({ x, y: y - half - 12 }),
  }));
  writeLabels(ctx, titles, labels, colours, { width, height });
}

function importance({ id }) {
  const { group, links } = graph.concepts[id];
  return (group.name === "role" ? 1e6 : 0) + links;
}

/** Show the whole map, or, on a small screen and unless asked, its largest cluster. */
function fitMap(isWhole = false) {
  if (!clusters.length) return;
  const { clientWidth, clientHeight } = byId("canvas");
  const edges = clusters.map(({ x, y, width, height }) => (
    { left: x - width, right: x + width, top: y - height - 34, bottom: y + height }
  ));
  const [left, right] = [Math.min(...edges.map((e) => e.left)), Math.max(...edges.map((e) => e.right))];
  const [top, bottom] = [Math.min(...edges.map((e) => e.top)), Math.max(...edges.map((e) => e.bottom))];
  const whole = Math.min((clientWidth - 24) / (right - left), (clientHeight - 24) / (bottom - top));
  const isLegible = isWhole || surface.isLarge || whole > 0.36;
  const scale = isLegible ? Math.min(whole, 2) : 0.55;
  const position = isLegible
    ? { x: (left + right) / 2, y: (top + bottom) / 2 }
    : { x: clusters[0].x, y: top + clientHeight / 2 / scale };
  surface.moveTo({ scale, position });
}

function zoom(factor) {
  surface.moveTo({ scale: surface.scale() * factor, animation: motion() });
}

/** Return the animation of a movement; none for readers who asked for none. */
function motion() {
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return isStill ? false : { duration: 250, easingFunction: "easeInOutQuad" };
}

function startMap() {
  readColours();
  const SurfaceClass = typeof vis === "undefined" ? CanvasMap : VisMap;
  surface = new SurfaceClass(byId("canvas"), {
    drawGround,
    drawLabels,
    choose: (concept) => { location.hash = address({ selected: concept }); },
    hover,
  });
  fitMap();
}

function hover(concept) {
  if (concept === hovered) return;
  hovered = concept;
  surface.redraw();
}

/** Read which nodes are shown, in the order of their labels. */
function readImportance() {
  byImportance = graph.nodes.filter(({ id }) => isListed(graph.concepts[id]))
    .sort((a, b) => importance(b) - importance(a) || a.id - b.id);
}

/** Find the clusters that hold anything; the selection alone does not open one. */
function readClusters() {
  const places = graph.nodes.filter(({ id }) => (
    isListed(graph.concepts[id]) && graph.concepts[id] !== state.selected
  ));
  clusters = graph.clusters.filter(({ x, y, width, height }) => places.some((node) => (
    ((node.x - x) / width) ** 2 + ((node.y - y) / height) ** 2 < 1
  )));
}

/** Bring map and state together; `hasNewFilter` when other concepts are shown. */
function showOnMap(hasNewFilter) {
  const isNew = surface === null;
  if (isNew || hasNewFilter) {
    readClusters();
    readImportance();
  }
  if (isNew) startMap();
  else if (hasNewFilter) fitMap();
  const selected = state.selected && isListed(state.selected) ? state.selected : null;
  near = new Set(selected ? [selected, ...neighbours(selected)].map((c) => c.index) : []);
  surface.show(selected);
  if (selected) bringIntoView(selected);
  surface.redraw();
}

function bringIntoView(concept) {
  const { x, y } = surface.toScreen(graph.nodes[concept.index]);
  const { clientWidth, clientHeight } = byId("canvas");
  if (x < 40 || y < 40 || x > clientWidth - 40 || y > clientHeight - 40) {
    const { x: left, y: top } = graph.nodes[concept.index];
    surface.moveTo({ position: { x: left, y: top }, animation: motion() });
  }
}

function recolourMap() {
  if (!surface) return;
  readColours();
  surface.recolour();
  surface.redraw();
}
