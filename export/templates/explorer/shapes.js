// The sign of each group of classes: a shape here, a colour in the style sheet.

/** Paths in a box from -1 to 1, by the name of the group. */
const SHAPES = {
  role: "M-.9-.9H.9V.9H-.9Z",
  tool: "M0-1.15L1.15 0 0 1.15-1.15 0Z",
  method: "M-1.05 0L-.52-.92H.52L1.05 0 .52.92H-.52Z",
  skill: "M-1 0A1 1 0 1 1 1 0A1 1 0 1 1-1 0Z",
  credential: "M0-1.05L1.1.9H-1.1Z",
  resource: "M0 1.05L1.1-.9H-1.1Z",
  people: "M0-1.1L1.05-.32 .65.95H-.65L-1.05-.32Z",
  market: "M0-1.2L.33-.42 1.14-.37 .52.16 .71.95 0 .52-.71.95-.52.16-1.14-.37-.33-.42Z",
  work: "M-.38-1.05H.38V-.38H1.05V.38H.38V1.05H-.38V.38H-1.05V-.38H-.38Z",
};

/**
 * Draw the sign of a group for the eye; its name must stand beside it.
 * @param {Group} group
 */
function sign(group) {
  return svgElement(
    "svg",
    { class: `sign group-${group.name}`, viewBox: "-1.3 -1.3 2.6 2.6", "aria-hidden": "true" },
    svgElement("path", { d: SHAPES[group.name] }),
  );
}
