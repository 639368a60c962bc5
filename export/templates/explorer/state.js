// What the reader looks at. View and selection stand in the address, so that the
// browser's back and forward buttons and bookmarks work.

const VIEWS = ["ladder", "map", "list"];
/** From so many concepts on, the map at first leaves out the groups aside. */
const CROWDED = 500;

const state = {
  view: "ladder",
  /** @type {Concept|null} */
  selected: null,
  withEditorial: true,
  /** Names of groups that are left out, by view. */
  hidden: { ladder: new Set(), map: new Set(), list: new Set() },
  /** @type {Concept[]} Roles of the path that is shown on the ladder. */
  route: [],
  /** Tracks that the ladder shows by name only. */
  foldedTracks: new Set(),
};

/** Take view and selection from the address. */
function readAddress() {
  const asked = new URLSearchParams(location.hash.slice(1));
  state.view = VIEWS.includes(asked.get("view")) ? asked.get("view") : "ladder";
  state.selected = graph.bySlug.get(asked.get("concept")) ?? null;
}

/**
 * Return the address of a view or a selection; what is not given stays as it is.
 * @param {{view?: string, selected?: (Concept|null)}} change
 */
function address(change) {
  const { view, selected } = { ...state, ...change };
  const parts = new URLSearchParams({ view });
  if (selected) parts.set("concept", selected.slug);
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
  return concept.stated.concat(concept.statedBy)
    .filter((s) => typeof s.value === "object" && isShown(s)).length;
}

/** Tell whether definitions are shown: their wording is ours. */
function isDefinitionShown() {
  return state.withEditorial || !graph.definedBy.isEditorial;
}

/** Return the names of the groups that the view leaves out. */
function hiddenGroups() {
  return state.hidden[state.view];
}

/** Tell whether the view shows a concept: a selected one whatever its group. */
function isListed(concept) {
  return isKnown(concept)
    && (!hiddenGroups().has(concept.group.name) || concept === state.selected);
}
