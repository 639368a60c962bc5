// What the reader looks at. View, selection and filters stand in the address, so that
// the browser's back and forward buttons and bookmarks work.

const VIEWS = ["ladder", "map", "list", "path", "skills"];
/** From so many concepts on, the map at first leaves out the groups aside. */
const CROWDED = 500;

const state = {
  view: "ladder",
  /** @type {Concept|null} */
  selected: null,
  withEditorial: true,
  /** @type {Set<string>|null} Names of groups that are left out; null when the reader
   * has not chosen. */
  without: null,
  /** @type {Object<string, Set<string>>} What is chosen of tracks and levels. */
  only: { track: new Set(), level: new Set() },
  /** @type {Set<Concept>|null} What tracks and levels leave; null for all. */
  scope: null,
  /** @type {AskedPath|null} Null only before the address is read. */
  path: null,
  /** @type {Skills|null} Those that a link lends. */
  lent: null,
  /** @type {Concept[]} Roles of the path that is shown on the ladder. */
  route: [],
  /** Tracks that the ladder shows by name only. */
  foldedTracks: new Set(),
  /** How many more roles than at first a cell of the ladder shows, by its name. */
  unfoldedCells: new Map(),
};

/** Take view, selection and filters from the address. */
function readAddress() {
  const asked = new URLSearchParams(location.hash.slice(1));
  state.view = VIEWS.includes(asked.get("view")) ? asked.get("view") : "ladder";
  state.selected = graph.bySlug.get(asked.get("concept")) ?? null;
  readFilters(asked);
  state.path = readPath(asked);
  state.lent = readLent(asked);
}

/**
 * Return the address of a state; what is not given stays as it is.
 * @param {{view?: string, selected?: (Concept|null), withEditorial?: boolean,
 *   without?: (Set<string>|null), only?: Object<string, Set<string>>}} change
 */
function address(change) {
  const asked = { ...state, ...change };
  const parts = new URLSearchParams({ view: asked.view });
  if (asked.selected) parts.set("concept", asked.selected.slug);
  writeFilters(parts, asked);
  writePath(asked.path, parts);
  writeLent(asked.lent, parts);
  return `#${parts}`;
}

/** Tell whether a concept is shown: one that only we know goes with our judgements. */
function isKnown(concept) {
  return state.withEditorial || !concept.sources.isEditorial;
}

/** Tell whether a statement is shown: someone states it of concepts that are shown. */
function isShown(statement) {
  return state.withEditorial || (
    !statement.sources.isEditorial &&
    isKnown(statement.subject) &&
    (typeof statement.value !== "object" || isKnown(statement.value))
  );
}

/** Count the links of a concept that are shown, in both directions. */
function linksShown(concept) {
  if (state.withEditorial) return concept.links;
  return concept.stated.concat(concept.statedBy)
    .filter((s) => typeof s.value === "object" && isShown(s)).length;
}

/** Tell whether definitions are shown: their wording is ours. */
function isDefinitionShown() {
  return state.withEditorial || !graph.definedBy.isEditorial;
}
