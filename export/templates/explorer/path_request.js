// Which path is wanted, what its limits mean for a search, and the answer: the same
// as graph/limits.py, graph/distances.py and graph/pathfinding.py.

/** Highest level that someone who has no role yet may begin at: junior. */
const ENTRY_LEVEL = 2;
/** Hours of learning a week, beside a full-time job. */
const PACE = 10;
/** States that a search may visit before it answers with the best found. */
const MAX_STATES = 20_000;
const WEEKS_A_YEAR = 52;
const MONTHS_A_YEAR = 12;
const ORDERS = {
  moves: ["moves", "learning"],
  learning: ["learning", "moves"],
  time: ["time", "moves", "learning"],
};

/**
 * @typedef {Object} PathRequest
 * @property {Concept|null} start - Null for someone who has skills and no role.
 * @property {Concept} goal
 * @property {"moves"|"learning"|"time"} minimise
 * @property {Concept[]} holding - Competencies and credentials held besides.
 * @property {Concept[]} avoiding - Roles that the path does not pass through.
 * @property {Concept[]} via - Roles that it passes through, in any order.
 * @property {string[]|null} sources - Ids of those whose moves are walked; all when null.
 * @property {boolean} inferred - Whether inferred moves are walked, too.
 * @property {number|null} minSimilarity - Least similarity of an inferred move, as measured when null, and
 * @property {number} maxRise - most levels that it climbs.
 * @property {number} k - Most paths to find.
 * @property {number|null} maxShared - Most roles between the ends that two of them share.
 * @property {number|null} maxMoves
 * @property {number|null} maxLearning - Most hours of learning in one move.
 * @property {number|null} minPay - Least pay a year of every role moved to, where it is known.
 * @property {boolean} payCut - Whether a role may pay less than the last whose pay is known.
 * @property {Concept|null} place - Place whose pay counts; that with most figures when null.
 * @property {boolean} credentials - Whether a role may require a credential that is not held.
 * @property {number} pace - Whole hours of learning a week.
 * @property {number} maxStates
 */

/** What a path is when nothing else is asked for. */
const PLAIN_REQUEST = {
  start: null, goal: null, minimise: "moves", holding: [], avoiding: [], via: [], sources: null,
  inferred: false, minSimilarity: null, maxRise: MAX_RISE, k: 3, maxShared: null, maxMoves: null,
  maxLearning: null, minPay: null, payCut: true, place: null, credentials: true, pace: PACE,
  maxStates: MAX_STATES,
};

/**
 * @typedef {{from: Concept|null, to: Concept, sources: Sources|null, similar: Similar|null,
 *   held: Concept[], learn: Concept[], hours: number, credentials: Concept[],
 *   stay: number|null}} Move
 *   Without sources the move is inferred, for how similar the roles are. `stay` are the months in the role that is
 *   left, 0 at the start; null where the median of the others stands in.
 * @typedef {{roles: Concept[], moves: Move[], learning: number, months: number|null,
 *   unknownStay: Concept[], pay: Object|null, isProven: boolean, lowerBound: number}} Path
 */

let transitions = null;

/** Return the graph as a network, made when it is first asked for. */
function transitionNetwork() {
  transitions ??= new TransitionNetwork(graph);
  return transitions;
}

/** Return for each role the roles that lead to it. */
function origins(walk) {
  const found = walk.map(() => []);
  walk.forEach((targets, origin) => targets.forEach((target) => found[target].push(origin)));
  return found;
}

/** Return for each role the least number of moves to the goal; null for no way. */
function movesTo(before, goal, blocked) {
  const steps = before.map(() => null);
  steps[goal] = 0;
  for (let layer = [goal], distance = 1; layer.length; distance += 1) {
    const further = [];
    for (const target of layer) {
      for (const origin of before[target]) {
        if (steps[origin] !== null || blocked.has(origin)) continue;
        steps[origin] = distance;
        further.push(origin);
      }
    }
    layer = further;
  }
  return steps;
}

/** Return for each role the least dwell of the roles between it and the goal. */
function dwellTo(before, goal, blocked, dwell) {
  const least = before.map(() => null);
  const queue = new Queue();
  queue.push({ cost: [0], roles: [goal] });
  while (queue.least) {
    const { cost: [months], roles: [role] } = queue.pop();
    if (least[role] !== null) continue;
    least[role] = months;
    const passed = role === goal ? months : months + dwell[role];
    for (const origin of before[role]) {
      if (least[origin] === null && !blocked.has(origin)) queue.push({ cost: [passed], roles: [origin] });
    }
  }
  return least;
}

function requiredCredentials(role) {
  const credentials = new Set(graph.classes.get("Credential"));
  return stated(role, "requires").filter((one) => credentials.has(one));
}

/** Return what is held at the start: by the role, as named, and what it rests on. */
function heldAtStart({ start, holding }) {
  const net = transitionNetwork();
  const attested = holding.filter((one) => !net.bit.has(one)).flatMap((one) => stated(one, "teaches"));
  const held = net.rests([...holding, ...attested]);
  return start ? union(held, net.required[net.roleNumber.get(start)]) : held;
}

/** Return the roles at which someone without a role may begin. */
function entries(net) {
  return net.level.map((level, role) => ({ level, role }))
    .filter(({ level }) => level !== null && level <= ENTRY_LEVEL)
    .map(({ role }) => role);
}

/** Find the moves that a request allows, whatever its other limits. */
function walked({ inferred, sources, minSimilarity = null, maxRise = MAX_RISE }) {
  return transitionNetwork().moves({ inferred, sources, minSimilarity, maxRise });
}

/** Return the credentials that are held at the start; competencies do no harm among them. */
function credentialsAtStart({ start, holding }) {
  return new Set([...(start ? requiredCredentials(start) : []), ...holding]);
}

/** Return the numbers of the roles that no path may enter. */
function blockedRoles(request, pay) {
  const { roles, roleNumber } = transitionNetwork();
  const blocked = new Set(request.avoiding.map((role) => roleNumber.get(role)));
  if (request.minPay !== null) {
    for (const [role, amount] of pay) if (amount < request.minPay) blocked.add(role);
  }
  if (!request.credentials) {
    const held = credentialsAtStart(request);
    roles.forEach((role, number) => {
      if (requiredCredentials(role).some((one) => !held.has(one))) blocked.add(number);
    });
  }
  blocked.delete(roleNumber.get(request.start));
  return blocked;
}

/**
 * Prepare the search for a request, and the path of the start alone to continue.
 * @param {PathRequest} request
 */
function* searchFor(request) {
  const net = transitionNetwork();
  const goal = net.roleNumber.get(request.goal);
  const start = request.start ? net.roleNumber.get(request.start) : net.roles.length;
  const pay = payByNumber(request);
  const blocked = blockedRoles(request, pay);
  const order = ORDERS[request.minimise];
  const walk = yield* walked(request);
  const before = origins(walk);
  const canArrive = !blocked.has(goal);
  const movesToGo = canArrive ? movesTo(before, goal, blocked) : walk.map(() => null);
  const hasTime = canArrive && order.includes("time");
  const dwellToGo = hasTime ? dwellTo(before, goal, blocked, net.dwell) : [];
  // Someone without a role starts at a role more; what lies before it is one move.
  const search = new PathSearch({
    required: net.required,
    effort: (set) => net.effort(set),
    moves: [...walk, entries(net)],
    goal,
    order,
    dwell: [...net.dwell, 0],
    month: WEEKS_A_YEAR * request.pace,
    hour: MONTHS_A_YEAR,
    blocked,
    via: request.via.map((role) => net.roleNumber.get(role)),
    maxMoves: request.maxMoves,
    maxLearning: request.maxLearning,
    pay,
    payCut: request.payCut,
    movesToGo: [...movesToGo, 1],
    dwellToGo: hasTime ? [...dwellToGo, 0] : [],
  });
  const root = { roles: [start], held: heldAtStart(request), learning: 0, dwell: 0, lastPay: pay.get(start) ?? 0 };
  return { search, root };
}

/**
 * Find the best paths, best first, fewer than k when there are no more.
 * @param {PathRequest} request
 * @returns {Generator<undefined, {paths: Path[], isExhausted: boolean}>} `isExhausted` is true when the
 *   budget ran out, so that there may be more, or any, where it found none.
 */
function* transitionPaths(request) {
  const { search, root } = yield* searchFor(request);
  const budget = new Budget(request.maxStates);
  const found = request.maxShared === null ? bestPaths(search, root, budget)
    : differentPaths(search, root, budget, request.maxShared);
  const outcomes = yield* firstOf(found, request.k);
  return {
    paths: outcomes.filter(({ label }) => label).map((outcome) => pathOf(request, search, outcome)),
    isExhausted: outcomes.some(({ isProven }) => !isProven),
  };
}

/** Return an outcome as a path that explains itself. */
function pathOf(request, search, { label, lowerBound, isProven }) {
  const net = transitionNetwork();
  const between = label.roles.slice(1, -1);
  const moves = movesOf(request, label);
  const learning = moves.reduce((sum, move) => sum + move.hours, 0);
  const roles = label.roles.filter((role) => role < net.roles.length).map((role) => net.roles[role]);
  const dwell = between.reduce((sum, role) => sum + net.dwell[role], 0);
  return {
    roles,
    moves,
    learning,
    months: net.stays.some(Boolean) ? months(dwell, learning, request.pace) : null,
    unknownStay: between.filter((role) => net.stays[role] === null).map((role) => net.roles[role]),
    pay: payOf(request, roles),
    isProven,
    lowerBound: search.order[0] === "time"
      ? Math.floor((lowerBound[0] * 10) / search.month) / 10 // rounded down, as a bound is
      : lowerBound[0],
  };
}

/** Return months in roles and of learning together, to a tenth. */
function months(dwell, learning, pace) {
  const exact = dwell + ((learning / pace) * MONTHS_A_YEAR) / WEEKS_A_YEAR;
  const isHalf = Number.isInteger(exact * 4) && !Number.isInteger(exact * 2);
  return isHalf ? rounded(exact * 10) / 10 : Number(exact.toFixed(1));
}

function movesOf(request, label) {
  const net = transitionNetwork();
  const credentials = credentialsAtStart(request);
  const walk = net.statedMoves(request.sources);
  let held = heldAtStart(request);
  return label.roles.slice(1).map((target, i) => {
    const origin = label.roles[i];
    const to = net.roles[target];
    const missing = without(net.required[target], held);
    const isStated = walk[origin]?.includes(target);
    const move = {
      from: net.roles[origin] ?? null,
      to,
      sources: isStated ? net.sources[origin].get(target) : null,
      similar: net.roles[origin] && !isStated ? net.similarMoves.between(net.roles[origin], to) : null,
      held: stated(to, "requires").filter((one) => net.bit.has(one) && holds(held, net.bit.get(one))),
      learn: net.learningOrder(missing),
      hours: net.effort(missing),
      credentials: requiredCredentials(to).filter((one) => !credentials.has(one)),
      stay: i ? net.stays[origin] : 0,
    };
    held = union(held, missing);
    move.credentials.forEach((one) => credentials.add(one));
    return move;
  });
}
