// The map on a canvas of our own, for more concepts than vis-network can draw: all
// signs, and the links of what is selected or pointed at.

/** Signs with less than this many pixels from the middle to the rim are dots. */
const DOT = 2.2;
const LEAST_DOT = 0.9;
/** A press that moves less than this many pixels is a click. */
const STILL = 5;
/** So near to a sign, in pixels, a pointer hits it. */
const REACH = { mouse: 7, pen: 9, touch: 16 };
const SCALES = { least: 0.01, most: 6 };

/** @implements {Surface} */
class CanvasMap {
  /**
   * @param {HTMLElement} place
   * @param {Painter} painter
   */
  constructor(place, painter) {
    Object.assign(this, { place, painter, isLarge: true });
    this.canvas = element("canvas");
    this.ctx = this.canvas.getContext("2d");
    /** What is in the middle of the screen, and how many pixels a unit has. */
    this.view = { x: 0, y: 0, scale: 1 };
    this.frame = 0;
    this.glide = null;
    this.shown = [];
    /** Signs of the present scale, by group and size. */
    this.signs = new Map();
    this.selected = null;
    /** Pointers that are down, by id, each where it is now. */
    this.pointers = new Map();
    this.pressed = null;
    place.replaceChildren(this.canvas);
    this.listen();
    this.measure();
    new ResizeObserver(() => this.resize()).observe(place);
  }

  listen() {
    const { canvas } = this;
    canvas.addEventListener("pointerdown", (event) => this.onDown(event));
    canvas.addEventListener("pointermove", (event) => this.onMove(event));
    canvas.addEventListener("pointerup", (event) => this.onUp(event));
    canvas.addEventListener("pointercancel", (event) => this.onCancel(event));
    canvas.addEventListener("pointerleave", () => this.point(null));
    canvas.addEventListener("wheel", (event) => this.onWheel(event), { passive: false });
  }

  measure() {
    const { clientWidth, clientHeight } = this.place;
    const ratio = window.devicePixelRatio || 1;
    this.width = clientWidth;
    this.height = clientHeight;
    Object.assign(this.canvas, { width: Math.round(clientWidth * ratio), height: Math.round(clientHeight * ratio) });
  }

  resize() {
    this.measure();
    this.draw(); // at once: the canvas is empty
  }

  scale() {
    return this.view.scale;
  }

  toScreen({ x, y }) {
    const { scale } = this.view;
    return { x: (x - this.view.x) * scale + this.width / 2, y: (y - this.view.y) * scale + this.height / 2 };
  }

  toMap({ x, y }) {
    const { scale } = this.view;
    return { x: (x - this.width / 2) / scale + this.view.x, y: (y - this.height / 2) / scale + this.view.y };
  }

  /** Move the view; `animation` is that of `motion`. */
  moveTo({ scale = this.view.scale, position = this.view, animation = false }) {
    const goal = { x: position.x, y: position.y, scale: Math.min(SCALES.most, Math.max(SCALES.least, scale)) };
    this.glide = animation ? { from: this.view, goal, since: performance.now(), during: animation.duration } : null;
    if (!animation) this.view = goal;
    this.redraw();
  }

  /** Zoom in or out around a place on the screen, which stays where it is. */
  zoomAround(place, factor) {
    const fixed = this.toMap(place);
    const scale = Math.min(SCALES.most, Math.max(SCALES.least, this.view.scale * factor));
    this.moveTo({
      scale,
      position: { x: fixed.x - (place.x - this.width / 2) / scale, y: fixed.y - (place.y - this.height / 2) / scale },
    });
  }

  show(selected) {
    this.selected = selected;
    this.shown = graph.nodes.filter(({ id }) => isListed(graph.concepts[id]));
    this.redraw();
  }

  /** Return the links of the selection, with the place where each bends. */
  lines() {
    return this.selected ? linksOf(this.selected) : [];
  }

  recolour() {
    this.signs.clear();
  }

  redraw() {
    this.frame ||= requestAnimationFrame((now) => {
      this.frame = 0;
      this.follow(now);
      this.draw();
    });
  }

  /** Go on with a movement. */
  follow(now) {
    if (!this.glide) return;
    const { from, goal, since, during } = this.glide;
    const part = Math.min(1, Math.max(0, (now - since) / during));
    const eased = part < 0.5 ? 2 * part * part : 1 - 2 * (1 - part) ** 2;
    const between = (side) => from[side] + (goal[side] - from[side]) * eased;
    this.view = { x: between("x"), y: between("y"), scale: from.scale * (goal.scale / from.scale) ** eased };
    if (part === 1) this.glide = null;
    else this.redraw();
  }

  draw() {
    const { ctx } = this;
    const { x, y, scale } = this.view;
    const ratio = window.devicePixelRatio || 1;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, this.canvas.width, this.canvas.height);
    ctx.setTransform(ratio * scale, 0, 0, ratio * scale,
      ratio * (this.width / 2 - x * scale), ratio * (this.height / 2 - y * scale));
    this.painter.drawGround(ctx);
    if (this.selected) this.drawLines(ctx);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.drawSigns(ctx);
    this.painter.drawLabels(ctx);
  }

  drawLines(ctx) {
    ctx.strokeStyle = colours.accent;
    ctx.fillStyle = colours.accent;
    ctx.lineWidth = Math.max(1, 1 / this.view.scale);
    for (const { from, bend, to } of this.lines()) {
      ctx.beginPath();
      ctx.moveTo(from.x, from.y);
      ctx.quadraticCurveTo(bend.x, bend.y, to.x, to.y);
      ctx.stroke();
      const along = Math.atan2(to.y - bend.y, to.x - bend.x);
      ctx.save();
      ctx.translate(to.x, to.y);
      ctx.rotate(along);
      ctx.fill(arrowPath(to.size));
      ctx.restore();
    }
  }

  /** Draw the signs on the screen: the faint ones first, the selected one last. */
  drawSigns(ctx) {
    const [left, top] = [-20, -20];
    const [right, bottom] = [this.width + 20, this.height + 20];
    const strong = [];
    ctx.globalAlpha = near.size ? FAINT : 1;
    for (const node of this.shown) {
      const { x, y } = this.toScreen(node);
      if (x < left || y < top || x > right || y > bottom) continue;
      if (near.has(node.id)) strong.push(node);
      else this.drawOne(ctx, node, x, y);
    }
    ctx.globalAlpha = 1;
    strong.sort((a, b) => Number(a.id === this.selected?.index) - Number(b.id === this.selected?.index));
    for (const node of strong) {
      const { x, y } = this.toScreen(node);
      this.drawOne(ctx, node, x, y, 3);
    }
  }

  drawOne(ctx, node, x, y, least = LEAST_DOT) {
    const radius = Math.max(least, node.size * this.view.scale);
    if (node.id === this.selected?.index) {
      ctx.save();
      ctx.translate(x, y);
      drawSign(ctx, node, Math.max(6, radius));
      ctx.restore();
    } else if (radius < DOT) {
      ctx.fillStyle = colours.groups[node.group];
      ctx.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
    } else {
      const sign = this.signOf(node.group, radius);
      const half = sign.side / 2;
      ctx.drawImage(sign.picture, x - half, y - half, sign.side, sign.side);
    }
  }

  /** Return a sign as a picture: to copy it is faster than to draw it. */
  signOf(group, radius) {
    const key = `${group} ${radius}`;
    if (!this.signs.has(key)) {
      if (this.signs.size > 300) this.signs.clear();
      const ratio = window.devicePixelRatio || 1;
      const side = Math.ceil(2.6 * radius);
      const picture = element("canvas", { width: side * ratio, height: side * ratio });
      const ctx = picture.getContext("2d");
      ctx.scale(ratio, ratio);
      ctx.translate(side / 2, side / 2);
      ctx.scale(radius, radius);
      ctx.fillStyle = colours.groups[group];
      ctx.fill(shapePaths[group]);
      this.signs.set(key, { picture, side });
    }
    return this.signs.get(key);
  }

  /** Return the concept at a place on the screen; null for none. */
  hit(place, pointer) {
    const reach = REACH[pointer] ?? REACH.mouse;
    let [best, least] = [null, Infinity];
    for (const node of this.shown) {
      const { x, y } = this.toScreen(node);
      const distance = Math.hypot(x - place.x, y - place.y) - node.size * this.view.scale;
      if (distance < Math.min(least, reach)) [best, least] = [node, distance];
    }
    return best && graph.concepts[best.id];
  }

  /** Return where an event is, in pixels from the corner of the canvas. */
  placeOf({ clientX, clientY }) {
    const { left, top } = this.canvas.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }

  point(concept) {
    this.canvas.classList.toggle("on-sign", concept !== null);
    this.painter.hover(concept);
  }

  onDown(event) {
    if (event.button > 0) return;
    const place = this.placeOf(event);
    this.canvas.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, place);
    this.pressed = this.pointers.size === 1 ? place : null; // two fingers are no click
    this.glide = null;
  }

  onMove(event) {
    const place = this.placeOf(event);
    const before = this.pointers.get(event.pointerId);
    if (!before) {
      this.point(this.hit(place, event.pointerType));
      return;
    }
    if (this.pressed && Math.hypot(place.x - this.pressed.x, place.y - this.pressed.y) < STILL) return;
    this.pressed = null;
    const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.pointers.set(event.pointerId, place);
    this.drag(before, place, other);
  }

  /** Follow a finger: with another one it moves the map by half, and zooms it. */
  drag(before, place, other) {
    const share = other ? 0.5 : 1;
    const { x, y, scale } = this.view;
    this.moveTo({ position: {
      x: x - (share * (place.x - before.x)) / scale, y: y - (share * (place.y - before.y)) / scale,
    } });
    if (!other) return;
    const apart = (one) => Math.max(1, Math.hypot(one.x - other.x, one.y - other.y));
    this.zoomAround({ x: (place.x + other.x) / 2, y: (place.y + other.y) / 2 }, apart(place) / apart(before));
  }

  onUp(event) {
    if (!this.pointers.delete(event.pointerId) || !this.pressed) return;
    this.pressed = null;
    this.painter.choose(this.hit(this.placeOf(event), event.pointerType));
  }

  onCancel(event) {
    this.pointers.delete(event.pointerId);
    this.pressed = null;
  }

  onWheel(event) {
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode ? 20 : 1);
    const step = Math.min(240, Math.max(-240, pixels));
    this.zoomAround(this.placeOf(event), Math.exp(-step * (event.ctrlKey ? 0.01 : 0.0015)));
  }
}
