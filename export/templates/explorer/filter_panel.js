// The filters as boxes to tick, each with how many it stands for, and as chips that
// take one filter back.

/** Functions that bring boxes and counts up to date. */
const filterUpdates = [];
/** @type {Object<string, Map<string, number>>} By "group" or facet, and by value. */
const counts = {};

/**
 * Return a box to tick that follows the state.
 * @param {() => boolean} isOn
 * @param {() => Object} change - What a click makes of the state.
 * @param {() => number} count - Of what it stands for.
 */
function filterBox(isOn, change, count, ...label) {
  const box = element("input", { type: "checkbox" });
  const number = element("small");
  const whole = element("label", {}, box, ...label, number);
  box.addEventListener("change", () => go(change()));
  filterUpdates.push(() => {
    box.checked = isOn();
    number.textContent = String(count());
    whole.classList.toggle("nothing", count() === 0);
  });
  return whole;
}

/** Return how often each key occurs among those of some concepts. */
function tally(concepts, keys) {
  const found = new Map();
  for (const key of concepts.flatMap(keys)) found.set(key, (found.get(key) ?? 0) + 1);
  return found;
}

/** Count what each box stands for, of what the other filters leave in. */
function countAll() {
  const known = graph.concepts.filter(isKnown);
  counts.group = tally(known.filter((c) => state.scope?.has(c) ?? true), (c) => c.group.name);
  const facets = Object.keys(FACETS);
  for (const facet of facets) {
    const left = known.filter((c) => isRole(c)
      && facets.every((other) => other === facet || hasChosen(other, c)));
    counts[facet] = tally(left, (role) => facetValues(facet, role));
  }
}

function groupBox(group) {
  return filterBox(
    () => !hiddenGroups().has(group.name), () => toggledGroup(group.name),
    () => counts.group.get(group.name) ?? 0, sign(group), group.label,
  );
}

function optionBox(facet, value) {
  const isOn = () => state.only[facet].has(value);
  const count = () => counts[facet].get(value) ?? 0;
  const box = filterBox(
    isOn, () => toggledOption(facet, value), count, name(optionName(facet, value)),
  );
  if (value === UNSTATED) filterUpdates.push(() => { box.hidden = !isOn() && count() === 0; });
  return box;
}

function filterGroup(title, ...boxes) {
  return element("fieldset", {}, element("legend", {}, title),
    element("div", { class: "boxes" }, ...boxes));
}

/** The groups that hold any concept. */
function filledGroups() {
  return graph.groups.filter((group) => graph.concepts.some((c) => c.group === group));
}

function drawFilters() {
  byId("groups").append(...filledGroups().map(groupBox));
  const facets = Object.keys(FACETS).filter((facet) => facetOptions[facet].length > 1)
    .map((facet) => filterGroup(`${FACETS[facet].title} of roles`,
      ...facetOptions[facet].map((value) => optionBox(facet, value))));
  const judged = graph.concepts.flatMap((c) => c.stated).filter((s) => s.sources.isEditorial).length;
  byId("facets").append(
    filterGroup("Type", ...filledGroups().map(groupBox)),
    ...facets,
    filterGroup("Source", filterBox(
      () => state.withEditorial, () => ({ withEditorial: !state.withEditorial }),
      () => judged, "What only our editorial judgement states",
    )),
  );
  byId("filter").addEventListener("click", () => {
    openFilters(byId("filters").hidden);
    if (isByKey && !byId("filters").hidden) byId("filters").querySelector("input").focus();
  });
  for (const part of [byId("filter"), byId("filters")]) {
    part.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || byId("filters").hidden) return;
      event.stopPropagation();
      openFilters(false);
      byId("filter").focus();
    });
  }
  byId("reset").addEventListener("click", () => {
    go(NO_FILTERS);
    byId("filter").focus();
  });
}

function openFilters(isOpen) {
  byId("filters").hidden = !isOpen;
  byId("filter").setAttribute("aria-expanded", String(isOpen));
  document.body.classList.toggle("filtering", isOpen);
}

/** Return the filters that are on, each with the state without it. */
function filtersOn() {
  const groups = graph.groups.filter((group) => state.without?.has(group.name));
  return [
    ...groups.map((group) => ({
      text: `Without ${group.label.toLowerCase()}`, change: () => toggledGroup(group.name),
    })),
    ...Object.keys(FACETS).flatMap((facet) => facetOptions[facet]
      .filter((value) => state.only[facet].has(value))
      .map((value) => ({
        text: optionName(facet, value), change: () => toggledOption(facet, value),
      }))),
    ...(state.withEditorial ? [] : [
      { text: "Without editorial judgements", change: () => ({ withEditorial: true }) },
    ]),
  ];
}

function filterChip({ text, change }, i) {
  const chip = element("button", { type: "button", class: "chip" },
    element("span", { class: "unseen" }, "Remove filter: "), name(text),
    element("span", { "aria-hidden": "true" }, "×"));
  chip.addEventListener("click", () => {
    go(change());
    const chips = byId("applied").querySelectorAll("button:not([hidden])");
    (chips[Math.min(i, chips.length - 1)] ?? byId("filter")).focus();
  });
  return chip;
}

/** Say how much the filters leave of what the view could show. */
function filterResult() {
  const isOfRoles = ["ladder", "skills"].includes(state.view);
  const all = isOfRoles ? graph.concepts.filter(isRole) : graph.concepts;
  const left = all.filter(passes).length;
  return `${left.toLocaleString("en")} of ${all.length.toLocaleString("en")} ${isOfRoles ? "roles" : "concepts"}`;
}

/** Bring boxes, counts and chips up to date. */
function showFilters() {
  countAll();
  filterUpdates.forEach((update) => update());
  const on = filtersOn();
  const isNew = byId("chips").textContent !== on.map(({ text }) => `Remove filter: ${text}×`).join("");
  if (isNew) byId("chips").replaceChildren(...on.map(filterChip));
  byId("applied").hidden = !on.length;
  byId("left").textContent = on.length ? filterResult() : "";
  byId("filter-count").textContent = on.length ? ` · ${on.length}` : "";
}
