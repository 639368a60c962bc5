// Where each role stands on the ladder: levels as columns and tracks as lanes, or,
// where there is no room for columns, levels as bands one below the other.

const NARROW = 860;
const BOX = { height: 24, line: 13.5, gap: 6, padding: 6, aside: 22 };
const MOST_LINES = 4; // of a role's label
const FOLDED = 28; // height of a folded lane
const HEADER = 38;
/** So many roles stand in a cell until more are asked for: those that are needed first. */
const MOST_IN_CELL = 20;
const MOST_IN_BAND = 59; // where levels are bands; with the box for the rest they fill rows
const NO_TRACK = "Track not stated";

/**
 * @typedef {{cell: string, hidden: number, lines: string[], x: number, y: number,
 *   width: number, height: number}} More - Stands for the roles of a cell that are hidden.
 * @typedef {{role: Concept, lines: string[], caption: string, x: number,
 *   y: number, width: number, height: number}} Box
 * @typedef {{text: string, x: number, y: number}} Title
 * @typedef {{title: string, x: number, y: number, width: number, height: number,
 *   titleWidth?: number, count?: number, isFolded?: boolean}} Lane - Breadth of the
 *   title and `count` of the roles are those of a lane that can be folded.
 * @typedef {{boxes: Box[], mores: More[], lanes: Lane[], titles: Title[], width: number,
 *   height: number, isNarrow: boolean}} LadderLayout
 */

const measure = document.createElement("canvas").getContext("2d");

/** @returns {number} The breadth of a text in pixels. */
function breadth(text, weight, size) {
  measure.font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
  return measure.measureText(text).width;
}

/**
 * Break a text into lines; what does not fit into four ends with an ellipsis.
 * @param {string} text
 * @param {number} width - In pixels.
 * @param {string} weight
 */
function broken(text, width, weight = "normal") {
  const lines = [];
  for (const word of text.split(/\s+/)) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && breadth(longer, weight, 12) <= width) lines.splice(-1, 1, longer);
    else lines.push(word);
  }
  const kept = lines.slice(0, MOST_LINES);
  if (lines.length > MOST_LINES) kept[MOST_LINES - 1] += "…";
  return kept.map((line) => clipped(line, width, weight, 12));
}

function clipped(line, width, weight, size) {
  let end = line.length;
  while (end > 1 && breadth(line.slice(0, end), weight, size) > width) end -= 1;
  return end === line.length ? line : `${line.slice(0, end - 1)}…`;
}

/**
 * Return the columns of the ladder: levels, or, where nobody but the editors
 * states levels and they are left out, the stages that a source gives.
 * @returns {{title: string, holds: (role: Concept) => boolean}[]}
 */
function ladderColumns(all) {
  const byLevel = all.some((role) => values(role, "level").length)
    || !all.some((role) => values(role, "careerStage").length);
  const property = byLevel ? "level" : "careerStage";
  const steps = byLevel
    ? Object.entries(graph.valueNames.level).map(([step, title]) => ({ title, step: Number(step) }))
    : [...new Set(all.flatMap((role) => values(role, property)))].sort((a, b) => a - b)
      .map((step) => ({ title: `Stage ${step}`, step }));
  const stepOf = new Map(all.map((role) => [role, values(role, property)[0]]));
  const columns = steps.map(({ title, step }) => ({ title, holds: (role) => stepOf.get(role) === step }));
  const isPlaced = (role) => columns.some((column) => column.holds(role));
  return all.every(isPlaced) && all.length
    ? columns
    : [...columns, { title: byLevel ? "No level" : "No stage", holds: (role) => !isPlaced(role) }];
}

function trackOf(role) {
  return values(role, "track")[0]?.label ?? NO_TRACK;
}

/** Return tracks with their roles, the one that starts lowest first. */
function ladderLanes(all, columns) {
  const height = (role) => columns.findIndex((column) => column.holds(role));
  const mean = (members) => members.reduce((sum, role) => sum + height(role), 0) / members.length;
  return grouped(all, trackOf)
    .map(([title, members]) => ({ title, members, mean: mean(members) }))
    .sort((a, b) => a.mean - b.mean || a.title.localeCompare(b.title, "en"));
}

/** Return what the ladder must not hide: the selection, what it is linked to, and the path. */
function neededRoles() {
  const near = state.selected ? [state.selected, ...neighbours(state.selected)] : [];
  return new Set([...state.route, ...near]);
}

/**
 * Return the roles of a cell that are shown, and how many are not: of many those that
 * are needed, then those with the most links.
 * @returns {{cell: string, kept: Concept[], hidden: number}}
 */
function thinned(cell, members, most, needed) {
  const count = most + (state.unfoldedCells.get(cell) ?? 0);
  if (members.length <= count) return { cell, kept: members, hidden: 0 };
  const need = (role) => (role === state.selected || state.route.includes(role) ? 2 : Number(needed.has(role)));
  const first = new Set([...members]
    .sort((a, b) => need(b) - need(a) || b.links - a.links || a.index - b.index).slice(0, count));
  return { cell, kept: members.filter((role) => first.has(role)), hidden: members.length - count };
}

/** Return the boxes of a cell, and a last one for the roles that are hidden. */
function cellBoxes({ cell, kept, hidden }, width, caption) {
  const boxes = kept.map((role) => boxOf(role, width, caption(role)));
  const lines = [`${hidden.toLocaleString("en")} more`];
  return hidden ? [...boxes, { cell, hidden, lines, x: 0, y: 0, width, height: BOX.height }] : boxes;
}

/** Add boxes to a layout, those of roles and those that stand for hidden ones. */
function addBoxes(layout, boxes) {
  layout.boxes.push(...boxes.filter((box) => box.role));
  layout.mores.push(...boxes.filter((box) => box.cell));
}

function boxOf(role, width, caption) {
  const lines = broken(role.label, width - 8);
  const height = BOX.height + BOX.line * (lines.length - 1 + (caption ? 1 : 0));
  return { role, lines, caption, x: 0, y: 0, width, height };
}

/** Put boxes one below the other; returns how high they are together. */
function stack(boxes, x, top) {
  let y = top;
  for (const box of boxes) {
    Object.assign(box, { x, y });
    y += box.height + BOX.gap;
  }
  return boxes.length ? y - BOX.gap - top : 0;
}

/** Return the breadth of the longest word in some texts. */
function longestWord(texts, weight) {
  const words = texts.flatMap((text) => text.split(/\s+/));
  return Math.max(0, ...words.map((word) => breadth(word, weight, 12)));
}

/** Return the breadth that a column needs for the longest word in it. */
function leastWidth(column, members) {
  const boxes = longestWord(members.map((role) => role.label), "normal") + BOX.aside;
  return Math.max(boxes, longestWord([column.title], "600")) + 9;
}

/** Give each column its place: room for its words, and more, the fuller it is. */
function spread(columns, cells, left, right) {
  const members = columns.map((_, i) => cells.flatMap((lane) => lane[i].kept));
  const least = columns.map((column, i) => leastWidth(column, members[i]));
  const shares = members.map(({ length }) => Math.sqrt(length));
  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
  const unit = (right - left - sum(least)) / (sum(shares) || 1);
  let x = left;
  return columns.map((column, i) => {
    const placed = { ...column, x, width: least[i] + unit * shares[i] };
    x += placed.width;
    return placed;
  });
}

/** Put the roles of a lane into stacks, one a column; returns boxes and height. */
function laneBoxes(cells, columns, top) {
  const stacks = columns.map((column, i) => cellBoxes(cells[i], column.width - BOX.aside, () => ""));
  const heights = stacks.map((boxes, i) => stack(boxes, columns[i].x + BOX.aside / 2, 0));
  const height = Math.max(...heights) + 2 * BOX.padding;
  stacks.forEach((boxes, i) => {
    for (const box of boxes) box.y += top + (height - heights[i]) / 2;
  });
  return { boxes: stacks.flat(), height };
}

function columnTitles(columns) {
  return columns.flatMap((column) => {
    const lines = broken(column.title, column.width - 4, "600").slice(0, 2);
    const top = HEADER / 2 - ((lines.length - 1) * BOX.line) / 2;
    return lines.map((text, i) => ({ text, x: column.x + column.width / 2, y: top + i * BOX.line }));
  });
}

/** @returns {LadderLayout} */
function wideLayout(all, width) {
  const steps = ladderColumns(all);
  const lanes = ladderLanes(all, steps);
  const needed = neededRoles();
  const cells = lanes.map(({ title, members }) => steps.map((step) => (
    thinned(`${title} ${step.title}`, members.filter(step.holds), MOST_IN_CELL, needed)
  )));
  const titleWidth = Math.min(longestWord(lanes.map(({ title }) => title), "600") + 36, width / 5);
  const columns = spread(steps, cells, titleWidth, width - 22);
  const layout = { boxes: [], mores: [], lanes: [], titles: columnTitles(columns), width, isNarrow: false };
  let y = 2;
  for (const [i, { title, members }] of lanes.entries()) {
    const isFolded = state.foldedTracks.has(title);
    const { boxes, height } = isFolded
      ? { boxes: [], height: FOLDED } : laneBoxes(cells[i], columns, y);
    addBoxes(layout, boxes);
    layout.lanes.push({
      title, titleWidth, count: members.length, isFolded, x: 8, y, width: width - 16, height,
    });
    y += height + 4;
  }
  return { ...layout, height: y + 4 };
}

/** @returns {LadderLayout} */
function narrowLayout(all, width) {
  const across = Math.max(2, Math.floor(width / 170));
  const step = (width - 16) / across;
  const needed = neededRoles();
  const layout = { boxes: [], mores: [], lanes: [], titles: [], width, isNarrow: true };
  let y = 8;
  const columns = ladderColumns(all);
  const inLanes = ladderLanes(all, columns).flatMap(({ members }) => members);
  for (const column of columns) {
    const cell = thinned(column.title, inLanes.filter(column.holds), MOST_IN_BAND, needed);
    const boxes = cellBoxes(cell, step - 16, (role) => values(role, "track")[0]?.label ?? "");
    if (!boxes.length) continue;
    const top = y;
    y += 36;
    for (let i = 0; i < boxes.length; i += across) {
      const row = boxes.slice(i, i + across);
      row.forEach((box, k) => Object.assign(box, { x: 16 + step * k, y }));
      y += Math.max(...row.map((box) => box.height)) + 14;
    }
    addBoxes(layout, boxes);
    layout.lanes.push({ title: column.title, x: 8, y: top, width: width - 16, height: y - top });
    y += 16;
  }
  return { ...layout, height: y };
}

/** Tell whether there are many roles and nobody states where any stands. */
function isWithoutSteps(all) {
  return all.length > MOST_IN_BAND
    && !all.some((role) => values(role, "level").length || values(role, "careerStage").length);
}

function ladderLayout(all, width) {
  return width < NARROW || isWithoutSteps(all) ? narrowLayout(all, width) : wideLayout(all, width);
}
