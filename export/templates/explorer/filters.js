// Filters: what the reader leaves out of ladder, map and list alike. They stand in
// the address, and change only with it.

/** Stands in the address for roles of which nobody states a track, or a level. */
const UNSTATED = "none";

/** What roles are chosen by; nothing chosen is everything. */
const FACETS = {
  track: {
    title: "Track", unstated: NO_TRACK,
    of: (role) => values(role, "track").map((track) => track.slug),
    name: (slug) => graph.bySlug.get(slug).label,
    order: (a, b) => byLabel(graph.bySlug.get(a), graph.bySlug.get(b)),
  },
  level: {
    title: "Level", unstated: "Level not stated",
    of: (role) => values(role, "level").map(String),
    name: (level) => graph.valueNames.level[level] ?? level,
    order: (a, b) => a - b,
  },
};

/** Options by facet, fixed when the page opens, so that none moves under the pointer. */
const facetOptions = {};

function isRole(concept) {
  return concept.group.name === "role";
}

function facetValues(facet, role) {
  const stated = FACETS[facet].of(role);
  return stated.length ? stated : [UNSTATED];
}

function optionName(facet, value) {
  return value === UNSTATED ? FACETS[facet].unstated : FACETS[facet].name(value);
}

function readFacetOptions() {
  for (const [facet, { order }] of Object.entries(FACETS)) {
    const found = new Set(graph.concepts.filter(isRole).flatMap((role) => facetValues(facet, role)));
    const isUnstated = found.delete(UNSTATED) || facet === "level"; // without editorial
    facetOptions[facet] = [...[...found].sort(order), ...(isUnstated ? [UNSTATED] : [])];
  }
}

/** Take the filters from the address; what names nothing is left aside. */
function readFilters(asked) {
  state.withEditorial = asked.get("editorial") !== "off";
  const groups = graph.groups.map((group) => group.name);
  state.without = asked.has("without")
    ? new Set(asked.getAll("without").filter((group) => groups.includes(group))) : null;
  for (const facet of Object.keys(FACETS)) {
    state.only[facet] = new Set(
      asked.getAll(facet).filter((value) => facetOptions[facet].includes(value)),
    );
  }
  state.scope = findScope();
}

/** Write filters into the parts of an address. */
function writeFilters(parts, { withEditorial, without, only }) {
  if (!withEditorial) parts.set("editorial", "off");
  if (without?.size === 0) parts.set("without", "");
  for (const group of without ?? []) parts.append("without", group);
  for (const [facet, chosen] of Object.entries(only)) {
    for (const value of chosen) parts.append(facet, value);
  }
}

/** Tell whether a role has what is chosen of a facet. */
function hasChosen(facet, role) {
  const chosen = state.only[facet];
  return !chosen.size || facetValues(facet, role).some((value) => chosen.has(value));
}

/**
 * Return the concepts that the chosen tracks and levels leave: roles on them, and
 * what a shown statement links to one of these; null for all.
 */
function findScope() {
  const facets = Object.keys(FACETS);
  if (!facets.some((facet) => state.only[facet].size)) return null;
  const chosen = roles().filter((role) => facets.every((facet) => hasChosen(facet, role)));
  const linked = chosen.flatMap((role) => [...neighbours(role)]).filter((c) => !isRole(c));
  return new Set([...chosen, ...linked]);
}

/** Return the names of the groups that the view leaves out. */
function hiddenGroups() {
  const isCrowded = state.view === "map" && graph.concepts.length > CROWDED;
  return state.without ?? new Set(isCrowded ? graph.aside : []);
}

/** Tell whether the filters leave a concept in. */
function passes(concept) {
  return isKnown(concept) && (state.scope?.has(concept) ?? true)
    && !hiddenGroups().has(concept.group.name);
}

/** Tell whether a view shows a concept: a selected one whatever its group. */
function isListed(concept) {
  return passes(concept) || (concept === state.selected && isKnown(concept));
}

/** Return the filters as one text, which is the same when they are. */
function filterKey() {
  const parts = new URLSearchParams();
  writeFilters(parts, { ...state, without: hiddenGroups() });
  return String(parts);
}

/** Return filters with one value in where it was out, or the other way round. */
function toggledGroup(group) {
  const without = new Set(hiddenGroups());
  if (!without.delete(group)) without.add(group);
  return { without };
}

function toggledOption(facet, value) {
  const chosen = new Set(state.only[facet]);
  if (!chosen.delete(value)) chosen.add(value);
  return { only: { ...state.only, [facet]: chosen } };
}

const NO_FILTERS = { withEditorial: true, without: null, only: { track: new Set(), level: new Set() } };
