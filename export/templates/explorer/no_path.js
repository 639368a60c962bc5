// Why there is no path, and what to ask for instead: each limit is dropped by itself,
// with the value nearest to the one that was asked for, as graph/no_path.py does.

/**
 * @typedef {{words: string, change: Object}} Relaxation - What to do, and the fields
 *   of the request that it changes.
 */

/**
 * Tell whether a path is found when some limits are relaxed.
 * @param {PathRequest & {budget: Budget}} request - One budget is for all that is tried.
 */
function isFound(request, change) {
  const { search, root } = searchFor({ ...request, minimise: "moves", ...change });
  return bestPath(search, root, request.budget).label !== null;
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
    request.maxMoves === null ? null : { words: "Allow any number of moves", change: { maxMoves: null } },
    request.maxLearning === null ? null : {
      words: "Allow any number of hours in one move", change: { maxLearning: null },
    },
    ...distrusted(request),
    request.inferred ? null : { words: "Walk inferred moves, too", change: { inferred: true } },
  ].filter((limit) => limit !== null);
}

/** Return for each source that is left out what it is to walk its moves, too. */
function distrusted({ sources }) {
  const left = sources === null ? [] : graph.sources.filter(({ id }) => !sources.includes(id));
  return left.map(({ id, title }) => (
    { words: `Walk the moves of ${title}`, change: { sources: left.length > 1 ? [...sources, id] : null } }
  ));
}

/** Return the first number of some at which a path is found: all after it do, too. */
function firstFound(request, field, from, to) {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isFound(request, { [field]: middle })) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Return the same limit with the nearest value that gives a path, where it has one. */
function nearest(request, limit) {
  const net = transitionNetwork();
  if ("maxMoves" in limit.change) {
    const most = firstFound(request, "maxMoves", request.maxMoves + 1, net.roles.length);
    return request.budget.isSpent ? limit : { words: `Allow ${most} moves`, change: { maxMoves: most } };
  }
  if ("maxLearning" in limit.change) {
    const all = net.hours.reduce((sum, hours) => sum + hours, 0);
    const most = firstFound(request, "maxLearning", Math.floor(request.maxLearning) + 1, all);
    const words = `Allow ${literal(most)} hours in one move`;
    return request.budget.isSpent ? limit : { words, change: { maxLearning: most } };
  }
  return limit;
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
 * Return what would give a path: the limits that do alone; where none does, a
 * smallest set of them; nothing when even all together do not.
 * @returns {{found: Relaxation[], isSettled: boolean}} `isSettled` is false when the
 *   budget ran out before all was tried.
 */
function relaxations(request) {
  const budget = new Budget(request.maxStates);
  const found = whatGivesAPath({ ...request, budget });
  return { found, isSettled: !budget.isSpent };
}

function whatGivesAPath(request) {
  const limits = limitsOf(request);
  const alone = limits.filter(({ change }) => isFound(request, change));
  if (alone.length) return alone.map((limit) => nearest(request, limit));
  if (!isFound(request, merged(limits))) return [];
  let kept = limits;
  for (const limit of limits) {
    const fewer = kept.filter((other) => other !== limit);
    if (isFound(request, merged(fewer))) kept = fewer;
  }
  return [{ words: kept.map(({ words }) => words).join("; and "), change: merged(kept) }];
}
