// Paths as plain values, for the browser's console and other scripts on the page:
// `careergraph.transitionPaths("data-analyst", "chief-ai-officer", { k: 1 })`.
// Concepts are named by slug, and the keys are those of `careergraph path --format json`.

/** Return the request that options by slug stand for. */
function requestOf(start, goal, options) {
  const concept = (slug) => {
    if (!graph.bySlug.has(slug)) throw new RangeError(`there is no concept "${slug}"`);
    return graph.bySlug.get(slug);
  };
  const lists = ["holding", "avoiding", "via"].filter((field) => options[field])
    .map((field) => [field, options[field].map(concept)]);
  return {
    ...PLAIN_REQUEST, ...options, ...Object.fromEntries(lists),
    place: options.place ? concept(options.place) : null,
    start: start === null ? null : concept(start), goal: concept(goal),
  };
}

function slugsOf(concepts) {
  return concepts.map(({ slug }) => slug);
}

function plainCommon(common) {
  return common.map(({ concept, share }) => ({ concept: concept.slug, share }));
}

// The page infers moves by similarity alone, so that nothing is said of coverage.
function plainMove({ from, to, sources, similar, held, learn, hours, credentials }) {
  return {
    from: from?.slug ?? null, to: to.slug,
    kind: sources ? "asserted" : "inferred", sources: sources?.ids ?? [],
    coverage: null, similarity: similar?.similarity ?? null,
    in_common: plainCommon(similar?.inCommon ?? []), of_a_kind: plainCommon(similar?.ofAKind ?? []),
    held: slugsOf(held), learn: slugsOf(learn), hours, credentials: slugsOf(credentials),
  };
}

/** Return what a result tells besides when its hours are numbers of competencies. */
function countedIn() {
  return transitionNetwork().countsCompetencies ? { counted_in: "competencies" } : {};
}

function plainPay({ place, currency, amounts, unknown, least }) {
  const bySlug = Object.fromEntries(amounts.map(([role, amount]) => [role.slug, amount]));
  return { place: place.slug, currency, amounts: bySlug, unknown: slugsOf(unknown), least };
}

function plainPath(request, path) {
  return {
    start: request.start?.slug ?? null,
    goal: request.goal.slug,
    minimise: request.minimise,
    optimal: path.isProven,
    lower_bound: path.lowerBound,
    cost: { moves: path.moves.length, learning: path.learning, months: path.months },
    unknown_stay: slugsOf(path.unknownStay),
    pace: request.pace,
    pay: path.pay && plainPay(path.pay),
    moves: path.moves.map(plainMove),
    ...countedIn(),
  };
}

function plainGap({ start, goal, holding }) {
  const net = transitionNetwork();
  const present = standing(start, holding);
  const { missing, hours, credentials } = skillGap(present, goal);
  return {
    goal: goal.slug,
    held: slugsOf(stated(goal, "requires").filter((one) => net.bit.has(one) && holds(present.held, net.bit.get(one)))),
    learn: slugsOf(net.learningOrder(missing)), hours,
    credentials: slugsOf(credentials),
    ...countedIn(),
  };
}

function plainOpening({ competency, learn, hours, opens }) {
  const order = transitionNetwork().learningOrder(learn);
  return { competency: competency.slug, learn: slugsOf(order), hours, opens: slugsOf(opens) };
}

window.careergraph = Object.freeze({
  /** Return the best paths as plain values; none where there is no path. */
  transitionPaths(start, goal, options = {}) {
    const request = requestOf(start, goal, options);
    return finished(transitionPaths(request)).paths.map((path) => plainPath(request, path));
  },

  /** Return what someone lacks for a role. */
  skillGap(start, goal, options = {}) {
    return plainGap(requestOf(start, goal, options));
  },

  /** Return which roles are open from one, and what each single competency would open. */
  openings(start, options = {}) {
    const request = requestOf(start, start, options);
    const { open, openings: found } = openings(standing(request.start, request.holding), graph.classes.get("Role"));
    return { open: slugsOf(open), openings: found.map(plainOpening) };
  },

  /** Return the changes of a request that would each give a path where there is none. */
  relaxations(start, goal, options = {}) {
    const plain = (value) => (Array.isArray(value) ? value.map((one) => one.slug) : value);
    return finished(relaxations(requestOf(start, goal, options))).found.map(({ change }) => (
      Object.fromEntries(Object.entries(change).map(([field, value]) => [field, plain(value)]))
    ));
  },
});
