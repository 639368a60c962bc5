// The search box: a combobox over labels and alternative labels, which forgives
// typing mistakes.

const MOST_RESULTS = 12;
let activeResult = -1;
const searching = new Sliced();

/** A text of which every letter is as it is typed. */
const PLAIN = /^[ -~]*$/;

function normal(text) {
  if (PLAIN.test(text)) return text.toLowerCase();
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

/** Return the names that hold what is looked for, those that begin with it first. */
function literalHits(wanted) {
  allNames ??= readNames();
  const hits = [];
  for (const { concept, found, isOther, text } of allNames.names) {
    const rank = fit(text, wanted);
    if (rank !== null) hits.push({ concept, found, rank: rank + (isOther ? 4 : 0), isSimilar: false });
  }
  return hits;
}

/** Return the hits of the least ranks, so many or more: it is quicker than to sort all. */
function leastRanks(hits, count) {
  const ranks = Float64Array.from(hits, ({ rank }) => rank).sort();
  const limit = ranks[Math.min(count, ranks.length) - 1];
  return hits.filter(({ rank }) => rank <= limit);
}

/** Find the names that almost hold it: they come after all that do. */
function* similarHits(wanted) {
  const count = wordsOf(wanted).length;
  const hasMore = ({ words }) => words.length > count;
  const found = yield* similarNames(wanted);
  return found.map(({ name, distance }) => (
    { ...name, rank: 8 + 4 * distance + (hasMore(name) ? 2 : 0) + (name.isOther ? 1 : 0), isSimilar: true }
  ));
}

/**
 * Return the concepts of some hits, each with its best one, best first.
 * @returns {{concept: Concept, found: string, isSimilar: boolean}[]}
 */
function bestHits(hits) {
  const best = new Map();
  for (const hit of hits) {
    if (isKnown(hit.concept) && !(best.get(hit.concept)?.rank <= hit.rank)) best.set(hit.concept, hit);
  }
  return leastRanks([...best.values()], MOST_RESULTS)
    .sort((a, b) => a.rank - b.rank || b.concept.links - a.concept.links
      || byLabel(a.concept, b.concept))
    .slice(0, MOST_RESULTS);
}

function resultItem({ concept, found, isSimilar }, i) {
  const item = element(
    "li",
    {
      role: "option", id: `result-${i}`, "data-slug": concept.slug, "aria-selected": "false",
      class: isSimilar ? "similar" : undefined,
    },
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

/**
 * Show what has a name like the text, those with typing mistakes last: these are looked
 * for only where there is room for them, and in a large graph they follow.
 */
function showResults() {
  const wanted = normal(byId("search").value.trim());
  const literal = wanted ? literalHits(wanted) : [];
  const first = bestHits(literal);
  searching.stop();
  activeResult = -1;
  if (!wanted || first.length === MOST_RESULTS) {
    drawResults(first, "");
    return;
  }
  const nothing = "Nothing has that name.";
  searching.begin(similarHits(wanted), (similar) => drawResults(bestHits([...literal, ...similar]), nothing));
  if (searching.isBusy) drawResults(first, "Looking for similar names …");
}

/** Draw hits, or what to say where there are none; what was active remains so. */
function drawResults(hits, otherwise) {
  const items = hits.map(resultItem);
  if (!hits.length && otherwise) {
    items.push(element(
      "li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, otherwise,
    ));
  }
  if (!searching.isBusy) byId("status").textContent = items.length ? `${hits.length || "Nothing"} found` : "";
  byId("results").replaceChildren(...items);
  activate(hits.length ? Math.max(0, activeResult) : -1);
  expand(items.length > 0);
}

function expand(isOpen) {
  byId("results").hidden = !isOpen;
  byId("search").setAttribute("aria-expanded", String(isOpen));
}

function activate(number) {
  activeResult = number;
  const items = [...byId("results").querySelectorAll("[data-slug]")];
  items.forEach((item, i) => item.setAttribute("aria-selected", String(i === number)));
  if (number < 0) {
    byId("search").removeAttribute("aria-activedescendant");
  } else {
    byId("search").setAttribute("aria-activedescendant", items[number].id);
    items[number].scrollIntoView({ block: "nearest" });
  }
}

function closeResults() {
  searching.stop();
  expand(false);
}

function choose(item) {
  closeResults();
  byId("search").value = "";
  if (!isByKey) byId("search").blur(); // else the details take the focus
  location.hash = address({ selected: graph.bySlug.get(item.dataset.slug) });
}

function onSearchKey(event) {
  if (event.key === "Enter") searching.finish();
  const items = byId("results").querySelectorAll("[data-slug]");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && items.length) {
    event.preventDefault();
    activate((activeResult + step + items.length) % items.length);
  } else if (event.key === "Enter" && activeResult >= 0) {
    choose(items[activeResult]);
  } else if (event.key === "Escape" && byId("search").value) {
    event.stopPropagation(); // the details stay; the browser empties the box
    closeResults();
  }
}

function startSearch() {
  const box = byId("search");
  box.placeholder = `Search ${graph.concepts.length.toLocaleString("en")} concepts ( / )`;
  readNamesIdly();
  box.addEventListener("input", showResults);
  box.addEventListener("focus", () => {
    allNames ??= readNames(); // so that the first key is as quick as any
    if (box.value) showResults();
  });
  box.addEventListener("blur", closeResults);
  box.addEventListener("keydown", onSearchKey);
}
