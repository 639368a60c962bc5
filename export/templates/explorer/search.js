// The search box: a combobox over labels and alternative labels.

const MOST_RESULTS = 12;
let activeResult = -1;

function normal(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * Return how well a text holds what is looked for: 0 is best, null is not at all.
 * @param {string} text
 * @param {string} wanted
 */
function fit(text, wanted) {
  const at = text.indexOf(wanted);
  if (at < 0) return null;
  if (at === 0) return text.length === wanted.length ? 0 : 1;
  return /[\s(/-]/.test(text[at - 1]) ? 2 : 3;
}

/**
 * Return the concepts that a text occurs in, best first, and the name it is in.
 * @param {string} text
 * @returns {{concept: Concept, found: string}[]}
 */
function search(text) {
  const wanted = normal(text.trim());
  if (!wanted) return [];
  const hits = [];
  for (const concept of graph.concepts.filter(isKnown)) {
    const ranks = [concept.label, ...concept.others]
      .map((found, i) => ({ found, rank: fit(normal(found), wanted), isOther: i > 0 }))
      .filter(({ rank }) => rank !== null)
      .map((hit) => ({ concept, found: hit.found, rank: hit.rank + (hit.isOther ? 4 : 0) }));
    if (ranks.length) hits.push(ranks.sort((a, b) => a.rank - b.rank)[0]);
  }
  hits.sort((a, b) => a.rank - b.rank || b.concept.links - a.concept.links
    || byLabel(a.concept, b.concept));
  return hits.slice(0, MOST_RESULTS);
}

function resultItem({ concept, found }, i) {
  const item = element(
    "li",
    { role: "option", id: `result-${i}`, "data-slug": concept.slug, "aria-selected": "false" },
    sign(concept.group),
    element("span", {}, name(concept.label)),
    found === concept.label ? null : element("small", {}, name(found)),
    element("small", { class: "kind" }, concept.kinds),
  );
  item.addEventListener("pointerdown", (event) => {
    event.preventDefault(); // the box keeps the focus until the choice is made
    choose(item);
  });
  return item;
}

function showResults() {
  const hits = search(byId("search").value);
  const items = hits.map(resultItem);
  if (!hits.length && byId("search").value.trim()) {
    items.push(element("li", { class: "none" }, "Nothing has that name."));
  }
  byId("results").replaceChildren(...items);
  activate(hits.length ? 0 : -1);
  expand(items.length > 0);
}

function expand(isOpen) {
  byId("results").hidden = !isOpen;
  byId("search").setAttribute("aria-expanded", String(isOpen));
}

function activate(number) {
  activeResult = number;
  const items = [...byId("results").querySelectorAll("[role=option]")];
  items.forEach((item, i) => item.setAttribute("aria-selected", String(i === number)));
  if (number < 0) {
    byId("search").removeAttribute("aria-activedescendant");
  } else {
    byId("search").setAttribute("aria-activedescendant", items[number].id);
    items[number].scrollIntoView({ block: "nearest" });
  }
}

function choose(item) {
  expand(false);
  byId("search").value = "";
  byId("search").blur();
  location.hash = address({ selected: graph.bySlug.get(item.dataset.slug) });
}

function onSearchKey(event) {
  const items = byId("results").querySelectorAll("[role=option]");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && items.length) {
    event.preventDefault();
    activate((activeResult + step + items.length) % items.length);
  } else if (event.key === "Enter" && activeResult >= 0) {
    choose(items[activeResult]);
  } else if (event.key === "Escape") {
    event.stopPropagation();
    expand(false);
    byId("search").blur();
  }
}

function startSearch() {
  const box = byId("search");
  box.placeholder = `Search ${graph.concepts.length} concepts ( / )`;
  box.addEventListener("input", showResults);
  box.addEventListener("focus", () => box.value && showResults());
  box.addEventListener("blur", () => expand(false));
  box.addEventListener("keydown", onSearchKey);
}
