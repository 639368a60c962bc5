// What someone lacks for each role, and what each single competency would open: the
// same as graph/gap.py and graph/openings.py.

/**
 * @typedef {{start: Concept|null, held: Uint32Array, credentials: Set<Concept>}} Standing
 * @typedef {{goal: Concept, missing: Uint32Array, hours: number, total: number,
 *   credentials: Concept[]}} Gap - `hours` of the `total` effort are missing.
 */

/** @returns {Standing} What someone holds. */
function standing(start, holding) {
  return { start, held: heldAtStart({ start, holding }), credentials: credentialsAtStart({ start, holding }) };
}

/** @returns {Gap} What someone lacks for a role. */
function skillGap({ held, credentials }, goal) {
  const net = transitionNetwork();
  const needed = net.required[net.roleNumber.get(goal)];
  const missing = without(needed, held);
  return {
    goal, missing, hours: net.effort(missing), total: net.effort(needed),
    credentials: requiredCredentials(goal).filter((one) => !credentials.has(one)),
  };
}

/** Find for each role the least number of moves to it; null for no way. */
function* movesFrom(start, request) {
  const { roleNumber } = transitionNetwork();
  const avoided = new Set(request.avoiding.map((role) => roleNumber.get(role)));
  return movesTo(yield* walked(request), roleNumber.get(start), avoided);
}

/** Tell whether enough of a role is covered; of one that asks for nothing, nothing is. */
function isOpen({ hours, total }, gained = 0) {
  return total > 0 && (total - hours + gained) / total >= leastCoverage();
}

/**
 * Return which of some roles are open, and what each single competency would open,
 * learnt with what it rests on; that which opens most first.
 * @param {Standing} present - With a role, whose level decides what is open.
 */
function openings({ start, held }, roles) {
  const net = transitionNetwork();
  const level = (role) => net.level[net.roleNumber.get(role)];
  const have = union(held, net.optional[net.roleNumber.get(start)]);
  const within = roles
    .filter((role) => role !== start && level(start) && level(role) && level(role) - level(start) <= MAX_RISE)
    .map((role) => skillGap({ held: have, credentials: new Set() }, role));
  const closed = within.filter((gap) => !isOpen(gap));
  const found = [...opened(net, closed, have)].map(([number, opens]) => {
    const learn = without(net.closures[number], have);
    return { number, competency: net.competencies[number], learn, hours: net.effort(learn), opens };
  });
  return {
    open: within.filter((gap) => isOpen(gap)).map(({ goal }) => goal),
    openings: found.sort((a, b) => b.opens.length - a.opens.length || a.hours - b.hours || a.number - b.number),
  };
}

/** Return by the number of a competency the roles that it opens. */
function opened(net, closed, have) {
  const learntWith = net.competencies.map(() => []);
  net.closures.forEach((closure, i) => members(without(closure, have)).forEach((one) => learntWith[one].push(i)));
  const found = new Map();
  for (const gap of closed) {
    const gained = new Map();
    for (const one of members(gap.missing)) {
      for (const i of learntWith[one]) gained.set(i, (gained.get(i) ?? 0) + net.hours[one]);
    }
    for (const [i, hours] of gained) {
      if (isOpen(gap, hours)) found.set(i, [...(found.get(i) ?? []), gap.goal]);
    }
  }
  return found;
}
