// The ladder: roles as boxes, moves as curves that light up for the selection.

/** @type {Map<Concept, SVGElement>} */
const boxOfRole = new Map();
/** @type {{from: Concept, to: Concept, drawing: SVGElement}[]} */
let curves = [];
/** The selection that decided which roles are hidden; undefined while none is. */
let thinnedFor;
/** So far aside, in pixels, that a line ends half-way between the middle and the edge of a box. */
const LEAN = 120;
/** So many more roles a cell shows each time. */
const MORE_ROLES = 30;

/**
 * Draw a move from one box to another: a curve and its arrow head.
 * @param {string} kind - Class names.
 * @param {Box} a
 * @param {Box} b
 * @param {boolean} isDown - Levels follow downwards, not to the right.
 */
function moveCurve(kind, a, b, isDown) {
  const [from, to] = [a, b].map((box) => (isDown
    ? { start: box.y, end: box.y + box.height, side: box.x + box.width / 2, half: box.width / 2 }
    : { start: box.x, end: box.x + box.width, side: box.y + box.height / 2, half: box.height / 2 }));
  const isAhead = to.start > from.end;
  const isBehind = to.end < from.start;
  const u = isBehind ? from.start : from.end;
  const v = isAhead ? to.start : to.end;
  const gap = Math.abs(v - u);
  const bend = isAhead || isBehind ? Math.max(gap / 2, Math.min(34, gap))
    : Math.min(30, 16 + Math.abs(from.side - to.side) / 16);
  const [leaves, arrives] = [leaning(from, to), leaning(to, from)];
  const out = isBehind ? -1 : 1;
  const back = isAhead ? -1 : 1;
  const at = (along, side) => (isDown ? `${side} ${along}` : `${along} ${side}`);
  const tail = v + 7 * back;
  const line = `M${at(u, leaves)}C${at(u + bend * out, leaves)} ` +
    `${at(v + bend * back, arrives)} ${at(tail, arrives)}`;
  const head = `M${at(v, arrives)}L${at(tail, arrives - 4)}L${at(tail, arrives + 4)}Z`;
  return svgElement("g", { class: kind },
    svgElement("path", { class: "line", d: line }),
    svgElement("path", { class: "head", d: head }));
}

/**
 * Return where on the side of a box a line to another one ends: the nearer to its edge,
 * the further away the other one is, so that many lines fan out.
 */
function leaning(box, other) {
  const aside = other.side - box.side;
  return box.side + (Math.max(0, box.half - 8) * aside) / (Math.abs(aside) + LEAN);
}

/** Return the moves between the roles shown. */
function moves(all) {
  const shown = new Set(all);
  return all.flatMap((role) => role.stated)
    .filter((s) => s.property.name === "leadsTo" && isShown(s) && shown.has(s.value))
    .map((s) => ({ from: s.subject, to: s.value, isEditorial: s.sources.isEditorial }));
}

function textLines(box) {
  const middle = box.x + box.width / 2;
  const count = box.lines.length + (box.caption ? 1 : 0);
  const first = box.y + box.height / 2 - ((count - 1) * BOX.line) / 2;
  const line = (text, i, kind) => svgElement(
    "text",
    { class: kind, x: middle, y: first + i * BOX.line, "text-anchor": "middle", dy: ".35em" },
    `${text} `, // the space keeps words apart where the lines are read out
  );
  const lines = box.lines.map((text, i) => line(text, i, "label"));
  if (box.caption) lines.push(line(clipped(box.caption, box.width - 6, "normal", 11), box.lines.length, "caption"));
  return lines;
}

function roleBox(box) {
  const { x, y, width, height, role } = box;
  const isWhole = box.lines.join(" ") === role.label;
  const link = svgElement(
    "a",
    {
      class: "role", href: address({ selected: role }), "data-slug": role.slug,
      "aria-label": isWhole ? undefined : role.label,
    },
    svgElement("rect", { x, y, width, height, rx: 4 }),
    ...textLines(box),
  );
  link.addEventListener("pointerenter", () => lightUp(role));
  link.addEventListener("pointerleave", () => lightUp(state.selected));
  boxOfRole.set(role, link);
  return link;
}

/** Draw the box that stands for roles that are hidden, and shows some of them. */
function moreBox({ cell, hidden, lines, x, y, width, height }) {
  const box = svgElement(
    "g",
    {
      class: "hidden-roles", role: "button", tabindex: 0, "data-cell": cell,
      "aria-label": `${lines[0]} of ${cell}: show ${Math.min(hidden, MORE_ROLES)}`,
    },
    svgElement("rect", { x, y, width, height, rx: 4 }),
    ...textLines({ x, y, width, height, lines }),
  );
  const unfold = () => {
    state.unfoldedCells.set(cell, (state.unfoldedCells.get(cell) ?? 0) + MORE_ROLES);
    drawLadder();
    byId("ladder").querySelector(`[data-cell="${CSS.escape(cell)}"]`)?.focus({ preventScroll: true });
  };
  box.addEventListener("click", unfold);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    unfold();
  });
  return box;
}

/** Write a lane's title, which folds the lane and unfolds it. */
function laneTitle({ title, titleWidth, x, y, height, count, isFolded }) {
  const lines = isFolded ? [`${title} · ${count}`] : broken(title, titleWidth - 32, "600");
  const first = y + height / 2 - ((lines.length - 1) * BOX.line) / 2;
  const fold = svgElement(
    "g",
    {
      class: "fold", role: "button", tabindex: 0, "aria-expanded": String(!isFolded),
      "data-track": title,
    },
    svgElement("rect", { x, y, width: isFolded ? 300 : titleWidth - 12, height, rx: 6 }),
    svgElement("path", {
      d: "M-3-4L3 0L-3 4Z", transform: `translate(${x + 12} ${first})${isFolded ? "" : "rotate(90)"}`,
    }),
    ...lines.map((line, i) => svgElement(
      "text", { class: "lane-title", x: x + 22, y: first + i * BOX.line, dy: ".35em" }, `${line} `,
    )),
  );
  fold.addEventListener("click", () => foldTrack(title));
  fold.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    foldTrack(title);
  });
  return fold;
}

function foldTrack(title) {
  if (!state.foldedTracks.delete(title)) state.foldedTracks.add(title);
  drawLadder();
  [...byId("ladder").querySelectorAll(".fold")]
    .find((fold) => fold.dataset.track === title).focus({ preventScroll: true });
}

function laneParts({ lanes, isNarrow }) {
  return lanes.flatMap((lane) => {
    const { title, x, y, width, height } = lane;
    return [
      svgElement("rect", { class: "lane", x, y, width, height, rx: 6 }),
      isNarrow
        ? svgElement("text", { class: "lane-title", x: x + 10, y: y + 18, dy: ".35em" }, title)
        : laneTitle(lane),
    ];
  });
}

/** Return the titles of the columns, which stay in sight. */
function columnHeader({ titles, width }) {
  const texts = titles.map(({ text, x, y }) => svgElement(
    "text", { class: "column-title", x, y, dy: ".35em", "text-anchor": "middle" }, `${text} `,
  ));
  const drawing = svgElement("svg", { width, height: HEADER }, ...texts);
  return element("div", { class: "columns" }, drawing);
}

/** Return a button that shows that there is more below, and goes there. */
function moreButton() {
  const button = element("button", { type: "button", tabindex: -1, "aria-hidden": "true" }, "More below ↓");
  button.addEventListener("click", () => {
    const place = byId("ladder");
    place.scrollBy({ top: place.clientHeight * 0.8, behavior: motion() ? "smooth" : "auto" });
  });
  return element("div", { class: "more" }, button);
}

function showWhatIsBelow() {
  const { scrollTop, clientHeight, scrollHeight } = byId("ladder");
  byId("ladder").classList.toggle("has-more", scrollTop + clientHeight < scrollHeight - 24);
}

function curveParts(layout) {
  const place = new Map(layout.boxes.map((box) => [box.role, box]));
  const kind = ({ from, to, isEditorial }) => [
    "move", isEditorial ? "editorial" : "", trackOf(from) === trackOf(to) ? "" : "across",
  ].filter(Boolean).join(" ");
  curves = moves([...place.keys()]).map((move) => ({
    from: move.from, to: move.to,
    drawing: moveCurve(kind(move), place.get(move.from), place.get(move.to), layout.isNarrow),
  }));
  const steps = state.route.slice(1).map((to, i) => [state.route[i], to])
    .filter(([from, to]) => place.has(from) && place.has(to))
    .map(([from, to]) => moveCurve("step", place.get(from), place.get(to), layout.isNarrow));
  return [...curves.map(({ drawing }) => drawing), ...steps];
}

/** Draw the ladder anew, as wide as its place. */
function drawLadder() {
  const place = byId("ladder");
  const all = roles().filter((role) => isListed(role) || state.route.includes(role));
  boxOfRole.clear();
  const layout = ladderLayout(all, place.clientWidth);
  const drawing = svgElement(
    "svg",
    { width: layout.width, height: layout.height, role: "group", "aria-label": "Roles by level" },
    ...laneParts(layout),
    ...curveParts(layout),
    ...layout.boxes.map(roleBox),
    ...layout.mores.map(moreBox),
  );
  thinnedFor = layout.mores.length ? state.selected : undefined;
  drawing.append(...drawing.querySelectorAll(":scope > .lane-title")); // over the lines
  place.classList.toggle("narrow", layout.isNarrow);
  place.replaceChildren(...(layout.isNarrow ? [] : [columnHeader(layout)]), drawing, moreButton());
  lightUp(state.selected);
  showWhatIsBelow();
}

/** Return what is linked to a concept by a statement that is shown. */
function neighbours(concept) {
  const out = concept.stated.filter(isShown).map((s) => s.value);
  const into = concept.statedBy.filter(isShown).map((s) => s.subject);
  return new Set([...out, ...into].filter((value) => typeof value === "object"));
}

/**
 * Return the roles to light up for a concept: for a role those before and after
 * it, for anything else those that are linked to it.
 */
function litRoles(concept) {
  if (!concept) return new Set(state.route);
  if (concept.group.name !== "role") return neighbours(concept);
  const ends = curves.filter(({ from, to }) => from === concept || to === concept);
  return new Set(ends.flatMap(({ from, to }) => [from, to]));
}

/** @param {Concept|null} concept */
function lightUp(concept) {
  const lit = litRoles(concept);
  byId("ladder").classList.toggle("dimmed", Boolean(concept) || state.route.length > 1);
  for (const [role, box] of boxOfRole) {
    box.classList.toggle("lit", lit.has(role) || role === concept);
    box.classList.toggle("selected", role === state.selected);
    box.classList.toggle("on-route", state.route.includes(role));
    if (role === state.selected) box.setAttribute("aria-current", "true");
    else box.removeAttribute("aria-current");
  }
  for (const { from, to, drawing } of curves) {
    drawing.classList.toggle("lit", concept !== null && (from === concept || to === concept));
  }
}

/**
 * Bring the selection into view; drawn anew only where its lane is folded, or where
 * roles are hidden: what is needed may be among them.
 */
function showOnLadder() {
  const isFolded = state.selected && !boxOfRole.has(state.selected)
    && state.foldedTracks.delete(trackOf(state.selected));
  if (isFolded || (thinnedFor !== undefined && thinnedFor !== state.selected)) drawLadder();
  lightUp(state.selected);
  boxOfRole.get(state.selected)?.scrollIntoView({ block: "center" });
}
