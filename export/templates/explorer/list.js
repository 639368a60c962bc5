// The list: the content of the map as headings and tables, for everyone who does
// not read pictures.

function listRow(concept) {
  const literals = grouped(literalsOf(concept), (s) => s.property).map(([property, same]) => element(
    "li", {}, `${property.label} ${same.map(literalOf).join(", ")}`,
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

function listTable(kind, concepts) {
  const [first] = concepts;
  return element(
    "section",
    {},
    element("h2", {}, sign(first.group), kind, element("small", {}, ` ${concepts.length}`)),
    element(
      "table",
      { "aria-label": kind },
      tableHead(["Name", "Definition", "Stated"]),
      element("tbody", {}, ...concepts.map(listRow)),
    ),
  );
}

/** Build the list of all concepts that are shown, by kind. */
function drawList() {
  const concepts = graph.concepts.filter(isListed).sort(byLabel);
  const order = (concept) => graph.groups.indexOf(concept.group);
  const tables = grouped(concepts, (concept) => concept.kinds)
    .sort(([a, [c]], [b, [d]]) => order(c) - order(d) || a.localeCompare(b, "en"))
    .map(([kind, same]) => listTable(kind, same));
  byId("list").replaceChildren(...tables);
  markInList();
}

function markInList() {
  for (const row of byId("list").querySelectorAll("tbody tr")) {
    const isSelected = row.dataset.slug === state.selected?.slug;
    row.classList.toggle("selected", isSelected);
    const link = row.querySelector("a");
    if (isSelected) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
    link.href = address({ selected: graph.bySlug.get(row.dataset.slug) });
  }
}
