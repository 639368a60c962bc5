// The panel beside the view: all that is stated of the selection, and by whom.

/** So many links are shown at once; the others are folded away. */
const MOST_CHIPS = 24;

/** A concept as a link that selects it. */
function chip(concept) {
  return element(
    "a",
    { class: "chip", href: address({ selected: concept }) },
    sign(concept.group),
    name(concept.label),
    lapsed(concept) ? element("small", {}, lapsed(concept)) : null,
  );
}

/** Return a part that is shown when the reader asks for it. */
function folded(title, part) {
  return element("details", {}, element("summary", {}, title), part);
}

function chips(concepts) {
  const list = (some) => element(
    "ul", { class: "chips" }, ...some.map((concept) => element("li", {}, chip(concept))),
  );
  if (concepts.length <= MOST_CHIPS) return [list(concepts)];
  const rest = concepts.slice(MOST_CHIPS);
  return [list(concepts.slice(0, MOST_CHIPS)), folded(`${rest.length} more`, list(rest))];
}

/** Return literals that share their sources, as names and values. */
function glance(statements) {
  const rows = literalRows(statements).flatMap(({ label, nodes }) => [
    element("dt", {}, label),
    element("dd", {}, ...joined(nodes, ", ")),
  ]);
  return element("dl", { class: "glance" }, ...rows);
}

/** Show literals under a title, those of the same sources together. */
function literalSection(title, statements) {
  if (!statements.length) return null;
  const parts = grouped(statements, (s) => s.sources).map(([sources, same]) => (
    element("div", { class: "stated" }, glance(same), statedBy(sources))
  ));
  return element("section", {}, heading(title, 0), ...parts);
}

/** Show the literals that are stated of a concept: its level and so on, and matches. */
function literalSections(concept) {
  const found = literalsOf(concept);
  const isMatch = (s) => MATCHES.includes(s.property.name);
  return [
    literalSection("at a glance", found.filter((s) => !isMatch(s))),
    literalSection("in other schemes", found.filter(isMatch)),
  ];
}

/** Say who states something. */
function statedBy(sources) {
  const titles = sources.titles.length ? sources.titles.join("; ") : "no source";
  const kind = sources.isEditorial ? "by editorial" : "by";
  return element("p", { class: kind }, "Stated by ", element("cite", {}, titles));
}

function heading(text, count) {
  return element("h3", {}, text, count > 1 ? element("small", {}, ` ${count}`) : null);
}

/**
 * Show the statements of one property, those of the same sources together.
 * @param {string} title
 * @param {Statement[]} statements
 * @param {(s: Statement) => Concept} end - The end to show.
 */
function linkSection(title, statements, end) {
  if (!statements.length) return null;
  const parts = grouped(statements, (s) => s.sources).map(([sources, same]) => (
    element("div", { class: "stated" }, ...chips(same.map(end).sort(byLabel)), statedBy(sources))
  ));
  return element("section", {}, heading(title, statements.length), ...parts);
}

/** Return the sections of all links of a concept, in both directions. */
function linkSections(concept) {
  const paid = new Set(salaries(concept));
  return graph.properties.flatMap((property) => {
    const isOf = (s) => s.property === property && isShown(s);
    const out = concept.stated.filter((s) => isOf(s) && typeof s.value === "object");
    const into = concept.statedBy.filter((s) => isOf(s) && !paid.has(s.subject));
    return [
      linkSection(property.label, out, (s) => s.value),
      linkSection(property.inverse, into, (s) => s.subject),
    ];
  });
}

function definition(concept) {
  if (!concept.definition) return null;
  return isDefinitionShown()
    ? element("p", {}, name(concept.definition))
    : element("p", { class: "by" }, "The definition is our own wording and is left out.");
}

function conceptDetails(concept) {
  return [
    element("p", { class: "kinds" }, sign(concept.group), concept.kinds,
      lapsed(concept) ? element("strong", { class: "lapsed" }, lapsed(concept)) : null),
    element("h2", { tabindex: "-1" }, name(concept.label)),
    concept.others.length
      ? element("p", { class: "others" }, "Also ", name(concept.others.join(", ")))
      : null,
    pathLinks(concept),
    definition(concept),
    element(
      "p",
      { class: "by" },
      "Known to ",
      element("cite", {}, concept.sources.titles.join("; ")),
      ...(isDefinitionShown() && concept.definition && graph.definedBy.titles.length
        ? ["; defined by ", element("cite", {}, graph.definedBy.titles.join("; "))]
        : []),
      ...(publisherLink(concept) ? ["; see it at ", publisherLink(concept)] : []),
    ),
    ...(isKnown(concept)
      ? [...literalSections(concept), salarySection(concept), ...linkSections(concept)]
      : [element("p", {}, "Only our editorial judgement knows this concept.")]),
  ];
}

/** Say that the move to a role of the path is inferred, and by what where it was found here. */
function guessedBy(role) {
  const similar = state.path.to ? chosenPath()?.moves.find(({ to }) => to === role)?.similar : null;
  const by = similar ? `, for a similarity of ${percent(similar.similarity)}` : "";
  return `Inferred${by}: nobody states this move`;
}

/** Return the moves of the path that is shown, each with who states it. */
function routeDetails() {
  const moves = state.route.slice(1).flatMap((role, i) => {
    const move = state.route[i].stated
      .find((s) => s.property.name === "leadsTo" && s.value === role && isShown(s));
    const by = move ? statedBy(move.sources) : element("p", { class: "by" }, guessedBy(role));
    return [element("li", {}, by, chip(role))];
  });
  const clear = element("button", { type: "button" }, "Clear path");
  clear.addEventListener("click", clearPath);
  return [
    element("p", { class: "kinds" }, moves.length === 1 ? "Path, 1 move" : `Path, ${moves.length} moves`),
    element(
      "h2",
      { tabindex: "-1" },
      name(state.route[0].label), " → ", name(state.route.at(-1).label),
    ),
    element("ol", { class: "route" }, element("li", {}, chip(state.route[0])), ...moves),
    moveByMoveLink(),
    clear,
  ];
}

function mostLinked(group, count) {
  return graph.concepts
    .filter((c) => c.group.name === group && isKnown(c))
    .map((concept) => ({ concept, links: linksShown(concept) }))
    .sort((a, b) => b.links - a.links || byLabel(a.concept, b.concept))
    .slice(0, count)
    .map(({ concept }) => concept);
}

function welcome() {
  const sections = [["Roles with the most links", "role"], ["Skills asked for most", "skill"]]
    .map(([title, group]) => [title, mostLinked(group, 8)])
    .filter(([, concepts]) => concepts.length)
    .map(([title, concepts]) => element("section", {}, heading(title, 0), ...chips(concepts)));
  return [
    element("h2", {}, "Start anywhere"),
    element("p", {}, "Search with the / key, or choose a role on the ladder. ",
      "Every statement names who makes it."),
    ...sections,
  ];
}

function closeButton() {
  return element("a", { class: "close", href: address({ selected: null }) },
    element("span", { class: "unseen" }, "Close details"), element("span", { "aria-hidden": "true" }, "×"));
}

function showDetails() {
  const panel = byId("details");
  const hadFocus = panel.contains(document.activeElement);
  const hasContent = Boolean(state.selected) || state.route.length > 1;
  panel.classList.toggle("welcome", !hasContent);
  panel.classList.toggle("without-selection", !state.selected);
  const parts = state.selected
    ? [closeButton(), ...conceptDetails(state.selected)]
    : state.route.length > 1 ? routeDetails() : welcome();
  panel.replaceChildren(...parts.filter((part) => part !== null));
  panel.scrollTop = 0;
  if (hadFocus) panel.querySelector("h2").focus();
}
