// Where each role stands on the ladder: levels as columns and tracks as lanes, or,
// where there is no room for columns, levels as bands one below the other.

const NARROW = 860;
const BOX = { height: 24, line: 13.5, gap: 6, padding: 6, aside: 22 };
const EMPTY_SHARE = 0.45; // breadth of a column without roles, of that of others
const NO_TRACK = "Track not stated";
const LANE_TITLE = 132;

/**
 * @typedef {{role: Concept, lines: string[], caption: string, x: number,
 *   y: number, width: number, height: number}} Box
 * @typedef {{text: string, x: number, y: number}} Title
 * @typedef {{boxes: Box[], lanes: {x: number, y: number, width: number,
 *   height: number}[], titles: Title[], laneTitles: Title[], width: number,
 *   height: number, isNarrow: boolean}} LadderLayout
 */

const measure = document.createElement("canvas").getContext("2d");

/** @returns {number} The breadth of a text in pixels. */
function breadth(text, weight, size) {
  measure.font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
  return measure.measureText(text).width;
}

/**
 * Break a text into lines; what does not fit into three ends with an ellipsis.
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
  const kept = lines.slice(0, 3);
  if (lines.length > 3) kept[2] += "…";
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
    ? graph.levels.map((title, i) => ({ title, step: i + 1 }))
    : [...new Set(all.flatMap((role) => values(role, property)))].sort((a, b) => a - b)
      .map((step) => ({ title: `Stage ${step}`, step }));
  const columns = steps.map(({ title, step }) => (
    { title, holds: (role) => values(role, property)[0] === step }
  ));
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

/** Give each column its place between left and right; empty ones get less room. */
function spread(columns, all, left, right) {
  const shares = columns.map((column) => (all.some(column.holds) ? 1 : EMPTY_SHARE));
  const unit = (right - left) / shares.reduce((sum, share) => sum + share, 0);
  let x = left;
  return columns.map((column, i) => {
    const placed = { ...column, x, width: unit * shares[i] };
    x += placed.width;
    return placed;
  });
}

/** @returns {LadderLayout} */
function wideLayout(all, width) {
  const columns = spread(ladderColumns(all), all, LANE_TITLE, width - 22);
  const layout = { boxes: [], lanes: [], laneTitles: [], width, isNarrow: false };
  let y = 36;
  for (const { title, members } of ladderLanes(all, columns)) {
    const stacks = columns.map((column) => ({
      column,
      boxes: members.filter((role) => column.holds(role))
        .map((role) => boxOf(role, column.width - BOX.aside, "")),
    }));
    const heights = stacks.map(({ column, boxes }) => stack(boxes, column.x + BOX.aside / 2, 0));
    const height = Math.max(...heights) + 2 * BOX.padding;
    stacks.forEach(({ boxes }, i) => {
      for (const box of boxes) box.y += y + (height - heights[i]) / 2;
      layout.boxes.push(...boxes);
    });
    layout.lanes.push({ x: 8, y, width: width - 16, height });
    layout.laneTitles.push({ text: title, x: 18, y: y + height / 2 });
    y += height + 4;
  }
  const titles = columns.flatMap((column) => {
    const lines = broken(column.title, column.width - 4, "600").slice(0, 2);
    const top = 22 - ((lines.length - 1) * BOX.line) / 2;
    return lines.map((text, i) => ({ text, x: column.x + column.width / 2, y: top + i * BOX.line }));
  });
  return { ...layout, titles, height: y + 4 };
}

/** @returns {LadderLayout} */
function narrowLayout(all, width) {
  const across = Math.max(2, Math.floor(width / 170));
  const step = (width - 16) / across;
  const layout = { boxes: [], lanes: [], titles: [], laneTitles: [], width, isNarrow: true };
  let y = 8;
  for (const column of ladderColumns(all)) {
    const boxes = all.filter((role) => column.holds(role))
      .map((role) => boxOf(role, step - 16, values(role, "track")[0]?.label ?? ""));
    if (!boxes.length) continue;
    const top = y;
    layout.laneTitles.push({ text: column.title, x: 18, y: y + 18 });
    y += 36;
    for (let i = 0; i < boxes.length; i += across) {
      const row = boxes.slice(i, i + across);
      row.forEach((box, k) => Object.assign(box, { x: 16 + step * k, y }));
      y += Math.max(...row.map((box) => box.height)) + 14;
    }
    layout.boxes.push(...boxes);
    layout.lanes.push({ x: 8, y: top, width: width - 16, height: y - top });
    y += 16;
  }
  return { ...layout, height: y };
}

function ladderLayout(all, width) {
  return width < NARROW ? narrowLayout(all, width) : wideLayout(all, width);
}
