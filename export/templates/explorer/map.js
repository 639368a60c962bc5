// The map: pyvis's network drawn by vis-network, with our own signs and labels.

/** @type {vis.Network|null} Made when the map is first looked at. */
let network = null;
let mapNodes = [];
let nodeView = null;
let edgeView = null;
let hovered = null;
let colours = {};
const shapePaths = Object.fromEntries(
  Object.entries(SHAPES).map(([group, path]) => [group, new Path2D(path)]),
);
/** How much is seen of what is not in the neighbourhood. */
const FAINT = 0.22;
/** Concepts in the neighbourhood of the selection; empty when nothing is selected. */
let near = new Set();
/** Pairs "from to" of concepts that a shown statement links: all, and the moves. */
let linked = new Set();
let moved = new Set();
/** The clusters that hold a concept that is shown. */
let clusters = [];

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

function drawSign({ ctx, id, x, y }) {
  const node = mapNodes[id];
  return {
    drawNode() {
      ctx.save();
      ctx.globalAlpha = isFaint(id) ? FAINT : 1;
      ctx.translate(x, y);
      ctx.scale(node.size, node.size);
      ctx.fillStyle = colours.groups[node.group];
      ctx.fill(shapePaths[node.group]);
      if (state.selected?.index === id) {
        ctx.strokeStyle = colours.ink;
        ctx.lineWidth = 3 / node.size;
        ctx.stroke(shapePaths[node.group]);
      }
      ctx.restore();
    },
    nodeDimensions: { width: 2 * node.size, height: 2 * node.size },
  };
}

function edgeOptions() {
  return {
    arrows: { to: { enabled: false } },
    color: { color: colours.edge, highlight: colours.accent, hover: colours.accent, inherit: false },
    smooth: { enabled: true, type: "curvedCW", roundness: 0.12 },
    width: 0.7,
    chosen: {
      edge(values, _id, isSelected) {
        if (!isSelected) return; // the pointer is on the line itself
        Object.assign(values, { width: 1.6, toArrow: true, toArrowScale: 0.45, color: colours.accent });
      },
    },
  };
}

function mapOptions() {
  return {
    physics: false,
    layout: { improvedLayout: false },
    interaction: { hover: true, dragNodes: false, keyboard: false, tooltipDelay: 1e6, zoomSpeed: 0.7 },
    nodes: { shape: "custom", ctxRenderer: drawSign, chosen: false },
    edges: edgeOptions(),
  };
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
  const from = mapNodes[concept.index];
  ctx.strokeStyle = colours.accent;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (const neighbour of [...neighbours(concept)].filter(isListed)) {
    const to = mapNodes[neighbour.index];
    const [bendX, bendY] = [(from.y - to.y) * 0.1, (to.x - from.x) * 0.1];
    ctx.moveTo(from.x, from.y);
    ctx.quadraticCurveTo((from.x + to.x) / 2 + bendX, (from.y + to.y) / 2 + bendY, to.x, to.y);
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

/** Write titles and labels; the context must be in pixels of the screen. */
function writeMapLabels(ctx) {
  const scale = network.getScale();
  const onScreen = ({ x, y }) => network.canvasToDOM({ x, y });
  const labels = mapNodes
    .map((node) => ({ node, concept: graph.concepts[node.id] }))
    .filter(({ node, concept }) => isListed(concept) && isDue(concept, node.size, scale))
    .sort((a, b) => importance(b) - importance(a) || a.node.id - b.node.id)
    .map(({ node, concept }) => ({
      ...onScreen(node), text: concept.label, size: node.size * scale,
      isRole: concept.group.name === "role",
      isForced: concept === state.selected || concept === hovered,
      isStrong: concept.group.name === "role" || concept === state.selected || concept === hovered,
    }));
  const titles = clusters.map(({ label, x, y, height }) => ({
    text: label, ...onScreen({ x, y: y - height - 12 }),
  }));
  const { clientWidth: width, clientHeight: height } = byId("canvas");
  writeLabels(ctx, titles, labels, colours, { width, height });
}

function importance({ concept }) {
  if (concept === hovered) return 4e6;
  if (concept === state.selected) return 3e6;
  return (concept.group.name === "role" ? 1e6 : 0) + concept.links;
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
  const isLegible = isWhole || whole > 0.36;
  const scale = isLegible ? Math.min(whole, 2) : 0.55;
  const position = isLegible
    ? { x: (left + right) / 2, y: (top + bottom) / 2 }
    : { x: clusters[0].x, y: top + clientHeight / 2 / scale };
  network.moveTo({ scale, position });
}

function zoom(factor) {
  network.moveTo({ scale: network.getScale() * factor, animation: motion() });
}

/** Return the animation of a movement; none for readers who asked for none. */
function motion() {
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return isStill ? false : { duration: 250, easingFunction: "easeInOutQuad" };
}

function startMap() {
  readColours();
  mapNodes = graph.nodes;
  const edges = graph.edges.map(({ from, to }, id) => ({ id, from, to }));
  const nodes = new vis.DataSet(mapNodes.map(({ id, x, y }) => ({ id, x, y })));
  nodeView = new vis.DataView(nodes, { filter: ({ id }) => isListed(graph.concepts[id]) });
  edgeView = new vis.DataView(new vis.DataSet(edges), {
    filter: ({ from, to }) => isDrawn(from, to),
  });
  network = new vis.Network(byId("canvas"), { nodes: nodeView, edges: edgeView }, mapOptions());
  byId("canvas").firstChild.tabIndex = -1; // nothing in it answers to keys
  network.on("beforeDrawing", drawGround);
  network.on("afterDrawing", drawLabels);
  network.on("click", ({ nodes: [id] }) => {
    location.hash = address({ selected: graph.concepts[id] ?? null });
  });
  network.on("hoverNode", ({ node }) => hover(graph.concepts[node]));
  network.on("blurNode", () => hover(null));
  fitMap();
}

function hover(concept) {
  hovered = concept;
  network.redraw();
}

/** Tell whether a link is drawn: a move, or one of the selection; all would be a ball of hair. */
function isDrawn(from, to) {
  const selected = state.selected?.index;
  const link = `${from} ${to}`;
  return moved.has(link) || ((from === selected || to === selected) && linked.has(link));
}

function readLinks() {
  const statements = graph.concepts.flatMap((concept) => concept.stated)
    .filter((s) => typeof s.value === "object" && isShown(s)
      && isListed(s.subject) && isListed(s.value));
  const pairs = (some) => new Set(some.map((s) => `${s.subject.index} ${s.value.index}`));
  linked = pairs(statements);
  moved = pairs(statements.filter((s) => s.property.name === "leadsTo"));
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
  const isNew = network === null;
  readLinks();
  if (isNew || hasNewFilter) readClusters();
  if (isNew) startMap();
  nodeView.refresh();
  edgeView.refresh();
  if (hasNewFilter && !isNew) fitMap();
  const selected = state.selected && isListed(state.selected) ? state.selected : null;
  near = new Set(selected ? [selected, ...neighbours(selected)].map((c) => c.index) : []);
  network.unselectAll();
  if (selected) {
    network.selectNodes([selected.index]);
    bringIntoView(selected);
  }
  network.redraw();
}

function bringIntoView(concept) {
  const { x, y } = network.canvasToDOM(mapNodes[concept.index]);
  const { clientWidth, clientHeight } = byId("canvas");
  if (x < 40 || y < 40 || x > clientWidth - 40 || y > clientHeight - 40) {
    const { x: left, y: top } = mapNodes[concept.index];
    network.moveTo({ position: { x: left, y: top }, animation: motion() });
  }
}

function recolourMap() {
  if (!network) return;
  readColours();
  network.setOptions({ edges: edgeOptions() });
  network.redraw();
}
