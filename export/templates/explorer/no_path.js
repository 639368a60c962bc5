// Why there is no path, and what to ask for instead: each limit is dropped by itself,
// with the value nearest to the one that was asked for, as graph/no_path.py does.

/**
 * @typedef {{words: string, change: Object}} Relaxation - What to do, and the fields
 *   of the request that it changes.
 */

/**
 * Find out whether there is a path when some limits are relaxed.
 * @param {PathRequest & {budget: Budget}} request - One budget is for all that is tried.
 */
function* isFound(request, change) {
  const { search, root } = yield* searchFor({ ...request, minimise: "moves", ...change });
  return (yield* bestPath(search, root, request.budget)).label !== null;
}

/** The level of executives. */
const HIGHEST_LEVEL = 7;
/** What is said of a limit that is on or off, by its field and what it is when it is off. */
const SWITCHES = [
  ["maxMoves", null, "Allow any number of moves"],
  ["maxLearning", null, "Allow any amount of learning in one move"],
  ["minPay", null, "Allow any pay"],
  ["payCut", true, "Allow a cut in pay"],
  ["credentials", true, "Allow new certificates and degrees"],
];
/** The same for those on inferred moves. */
const INFERENCE_SWITCHES = [["maxRise", HIGHEST_LEVEL, "Infer moves up any number of levels"]];

function switches(request, all) {
  return all.filter(([field, off]) => request[field] !== off)
    .map(([field, off, words]) => ({ words, change: { [field]: off } }));
}

/**
 * Return the limits of a request, each with what it is without it.
 * @returns {Relaxation[]}
 */
function limitsOf(request) {
  const lists = [["avoiding", "Do not avoid"], ["via", "Do not insist on"]];
  return [
    ...lists.flatMap(([field, words]) => request[field].map((role) => (
      { words: `${words} ${role.label}`, change: { [field]: request[field].filter((one) => one !== role) } }
    ))),
    ...switches(request, SWITCHES),
    ...distrusted(request),
    ...(request.inferred ? [...leastTried(request), ...switches(request, INFERENCE_SWITCHES)]
      : [{ words: "Walk inferred moves, too", change: { inferred: true } }]),
  ];
}

/** Return the least similarity that is tried, where more is asked for. */
function leastTried(request) {
  const { count, say } = WIDER.minSimilarity(request);
  return count > 0 ? [{ words: say(KEPT), change: { minSimilarity: KEPT } }] : [];
}

/** Return for each source that is left out what it is to walk its moves, too. */
function distrusted({ sources }) {
  const left = sources === null ? [] : graph.sources.filter(({ id }) => !sources.includes(id));
  return left.map(({ id, title }) => (
    { words: `Walk the moves of ${title}`, change: { sources: left.length > 1 ? [...sources, id] : null } }
  ));
}

/**
 * Values of a limit that are wider than what was asked for: how many there are, which
 * one is at a place, the nearest first, and what is said of it.
 * @typedef {{count: number, at: (place: number) => number, say: (value: number) => string}} Wider
 */

/** Return whole numbers from one to another, the first nearest. */
function upTo(from, to, say) {
  return { count: to - from + 1, at: (place) => from + place, say };
}

/** @type {Object<string, (request: PathRequest) => Wider>} By field. */
const WIDER = {
  maxMoves: ({ maxMoves }) => (
    upTo(maxMoves + 1, transitionNetwork().roles.length, (most) => `Allow ${most} moves`)
  ),
  maxLearning: ({ maxLearning }) => upTo(
    Math.floor(maxLearning) + 1,
    transitionNetwork().hours.reduce((sum, hours) => sum + hours, 0),
    (most) => `Allow ${effortText(most)} in one move`,
  ),
  minPay: ({ minPay, place }) => {
    const { amounts, currency } = payScale(place) ?? { amounts: new Map(), currency: "" };
    const less = [...new Set(amounts.values())].filter((amount) => amount < minPay).sort((a, b) => b - a);
    return { count: less.length, at: (i) => less[i], say: (least) => `Allow a pay of ${literal(least)} ${currency}` };
  },
  minSimilarity: ({ minSimilarity }) => {
    const nearest = Math.ceil((minSimilarity ?? usualSimilarities()[0]) * 100 - ROUNDING) - 1; // in hundredths
    return { count: nearest + 1 - 100 * KEPT, at: (i) => (nearest - i) / 100,
      say: (share) => `Infer moves of a similarity of ${Math.round(100 * share)} %` };
  },
  maxRise: ({ maxRise }) => (
    upTo(maxRise + 1, HIGHEST_LEVEL, (most) => `Infer moves up ${counted(most, "level")}`)
  ),
};

/** Find the same limit with the nearest value that gives a path, where it has one. */
function* nearest(request, limit) {
  const [field] = Object.keys(limit.change);
  if (!(field in WIDER)) return limit;
  const { count, at, say } = WIDER[field](request);
  let [low, high] = [0, count];
  while (low < high) { // wherever a path is found, one is at all later places, too
    const middle = Math.floor((low + high) / 2);
    if (yield* isFound(request, { [field]: at(middle) })) high = middle;
    else low = middle + 1;
  }
  return low === count || request.budget.isSpent ? limit : { words: say(at(low)), change: { [field]: at(low) } };
}

/** Return two changes of one field as one: roles leave a list, and sources join it. */
function both(field, one, other) {
  if (!Array.isArray(one) || !Array.isArray(other)) return other;
  return field === "sources" ? [...new Set([...one, ...other])] : one.filter((role) => other.includes(role));
}

/** Return the changes of several relaxations together. */
function merged(limits) {
  const changes = {};
  for (const { change } of limits) {
    for (const [field, value] of Object.entries(change)) {
      changes[field] = field in changes ? both(field, changes[field], value) : value;
    }
  }
  return changes;
}

/**
 * Find what would give a path: the limits that do alone; where none does, a
 * smallest set of them; nothing when even all together do not.
 * @returns {Generator<undefined, {found: Relaxation[], isSettled: boolean}>} `isSettled` is false when the
 *   budget ran out before all was tried.
 */
function* relaxations(request) {
  const budget = new Budget(request.maxStates);
  const found = yield* whatGivesAPath({ ...request, budget });
  return { found, isSettled: !budget.isSpent };
}

function* whatGivesAPath(request) {
  const limits = limitsOf(request);
  const alone = [];
  for (const limit of limits) if (yield* isFound(request, limit.change)) alone.push(limit);
  const closest = [];
  for (const limit of alone) closest.push(yield* nearest(request, limit));
  if (closest.length) return closest;
  if (!(yield* isFound(request, merged(limits)))) return [];
  let kept = limits;
  for (const limit of limits) {
    const fewer = kept.filter((other) => other !== limit);
    if (yield* isFound(request, merged(fewer))) kept = fewer;
  }
  return [{ words: kept.map(({ words }) => words).join("; and "), change: merged(kept) }];
}
