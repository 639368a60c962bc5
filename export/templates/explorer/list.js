// The list: the content of the map as headings and tables, for everyone who does
// not read pictures.

function listRow(concept) {
  const literals = literalRows(literalsOf(concept)).map(({ label, nodes }) => element(
    "li", {}, `${label} `, ...joined(nodes, ", "),
  ));
  const links = linksShown(concept);
  return element(
    "tr",
    { "data-slug": concept.slug },
    element("th", { scope: "row" },
      element("a", { href: address({ selected: concept }) }, name(concept.label)),
      concept.others.length ? element("small", {}, name(concept.others.join(", "))) : null),
    element("td", {}, isDefinitionShown() ? name(concept.definition) : ""),
    element("td", {}, element("ul", {}, ...literals,
      element("li", {}, links === 1 ? "1 link" : `${links} links`))),
  );
}

function tableOf(kind, concepts) {
  return element(
    "table",
    { "aria-label": kind },
    tableHead(["Name", "Definition", "Stated"]),
    element("tbody", {}, ...concepts.map(listRow)),
  );
}

function listTable(kind, concepts) {
  const [first] = concepts;
  return element(
    "section",
    {},
    element("h2", {}, sign(first.group), kind, element("small", {}, ` ${concepts.length}`)),
    tableOf(kind, concepts),
  );
}

/** Return a choice of tables to go to, since the list is long. */
function jumpChoice(tables) {
  const options = tables.map(([kind, concepts], i) => (
    element("option", { value: i }, `${kind} (${concepts.length})`)
  ));
  const choice = element("select", {}, ...options);
  choice.addEventListener("change", () => {
    longTables[choice.value]?.open();
    byId("list").querySelectorAll("section")[choice.value].scrollIntoView({ block: "start" });
  });
  return element("p", { class: "jump" }, element("label", {}, "Go to ", choice));
}

/** Return the kinds of the concepts that are shown, each with its concepts. */
function listTables() {
  const concepts = graph.concepts.filter(isListed).sort(byLabel);
  const order = (concept) => graph.groups.indexOf(concept.group);
  return grouped(concepts, (concept) => concept.kinds)
    .sort(([a, [c]], [b, [d]]) => order(c) - order(d) || a.localeCompare(b, "en"));
}

/** Build the list of all concepts that are shown, by kind, or of the tables given. */
function drawList(tables = listTables()) {
  const isLong = tables.reduce((sum, [, same]) => sum + same.length, 0) > MOST_LISTED;
  longTables = isLong ? tables.map(([kind, same]) => longTable(kind, same)) : [];
  byId("list").replaceChildren(
    ...(tables.length > 1 ? [jumpChoice(tables)] : []),
    element("div", { class: "tables" }, ...(isLong
      ? longTables.map(({ section }) => section)
      : tables.map(([kind, same]) => listTable(kind, same)))),
  );
  markInList();
}

function markInList() {
  for (const table of longTables) table.follow(state.selected);
  for (const row of byId("list").querySelectorAll("tbody tr")) {
    const isSelected = row.dataset.slug === state.selected?.slug;
    row.classList.toggle("selected", isSelected);
    const link = row.querySelector("a");
    if (isSelected) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
    link.href = address({ selected: graph.bySlug.get(row.dataset.slug) });
  }
}
