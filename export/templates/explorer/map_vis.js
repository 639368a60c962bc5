// The map as vis-network draws it: pyvis's network, with our own signs.

/** @implements {Surface} */
class VisMap {
  /**
   * @param {HTMLElement} place
   * @param {Painter} painter
   */
  constructor(place, painter) {
    /** Pairs "from to" of concepts that a shown statement links: all, and the moves. */
    this.linked = new Set();
    this.moved = new Set();
    const nodes = new vis.DataSet(graph.nodes.map(({ id, x, y }) => ({ id, x, y })));
    this.nodeView = new vis.DataView(nodes, { filter: ({ id }) => isListed(graph.concepts[id]) });
    this.edgeView = new vis.DataView(new vis.DataSet(this.edges()), {
      filter: ({ from, to }) => this.isDrawn(from, to),
    });
    this.network = new vis.Network(place, { nodes: this.nodeView, edges: this.edgeView }, this.options());
    place.firstChild.tabIndex = -1; // nothing in it answers to keys
    this.network.on("beforeDrawing", painter.drawGround);
    this.network.on("afterDrawing", painter.drawLabels);
    this.network.on("click", ({ nodes: [id] }) => painter.choose(graph.concepts[id] ?? null));
    this.network.on("hoverNode", ({ node }) => painter.hover(graph.concepts[node]));
    this.network.on("blurNode", () => painter.hover(null));
  }

  /** Return a line for each pair of concepts that a statement links. */
  edges() {
    const statements = graph.concepts.flatMap(({ stated }) => stated).filter((s) => typeof s.value === "object");
    const pairs = new Set(statements.map((s) => `${s.subject.index} ${s.value.index}`));
    return [...pairs].map((pair, id) => {
      const [from, to] = pair.split(" ").map(Number);
      return { id, from, to };
    });
  }

  options() {
    return {
      physics: false,
      layout: { improvedLayout: false },
      interaction: { hover: true, dragNodes: false, keyboard: false, tooltipDelay: 1e6, zoomSpeed: 0.7 },
      nodes: { shape: "custom", ctxRenderer: (node) => this.sign(node), chosen: false },
      edges: this.edgeOptions(),
    };
  }

  edgeOptions() {
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

  sign({ ctx, id, x, y }) {
    const node = graph.nodes[id];
    return {
      drawNode() {
        ctx.save();
        ctx.translate(x, y);
        drawSign(ctx, node, node.size);
        ctx.restore();
      },
      nodeDimensions: { width: 2 * node.size, height: 2 * node.size },
    };
  }

  /** Tell whether a link is drawn: a move, or one of the selection; all would be a ball of hair. */
  isDrawn(from, to) {
    const selected = state.selected?.index;
    const link = `${from} ${to}`;
    return this.moved.has(link) || ((from === selected || to === selected) && this.linked.has(link));
  }

  readLinks() {
    const statements = graph.concepts.flatMap((concept) => concept.stated)
      .filter((s) => typeof s.value === "object" && isShown(s)
        && isListed(s.subject) && isListed(s.value));
    const pairs = (some) => new Set(some.map((s) => `${s.subject.index} ${s.value.index}`));
    this.linked = pairs(statements);
    this.moved = pairs(statements.filter((s) => s.property.name === "leadsTo"));
  }

  show(selected) {
    this.readLinks();
    this.nodeView.refresh();
    this.edgeView.refresh();
    this.network.unselectAll();
    if (selected) this.network.selectNodes([selected.index]);
  }

  /** Return the lines that are drawn, with the place where each bends. */
  lines() {
    return this.edgeView.getIds().map((id) => {
      const { from, to, edgeType } = this.network.body.edges[id];
      return { from: graph.nodes[from.id], to: graph.nodes[to.id], bend: edgeType.getViaNode() };
    });
  }

  scale() {
    return this.network.getScale();
  }

  toScreen({ x, y }) {
    return this.network.canvasToDOM({ x, y });
  }

  moveTo(view) {
    this.network.moveTo(view);
  }

  recolour() {
    this.network.setOptions({ edges: this.edgeOptions() });
  }

  redraw() {
    this.network.redraw();
  }
}
