// The best sequence of moves when skills gained on the way are kept: the search of
// graph/search.py and graph/label_setting.py, step by step, so that both give the same answers.
//
// The state is a role and the competencies held. Partial paths (labels) are extended
// in the order of their cost plus a lower bound of what remains (A*); a label is
// dropped when another one at the same role is at least as good whatever follows.
//
// All searches are generators, and yield nothing wherever they may pause.

/**
 * @typedef {{roles: number[], held: Uint32Array, learning: number, dwell: number,
 *   lastPay: number}} Label
 *   A partial path: numbers of its roles, the competencies held in the last of them,
 *   hours learnt on the way, months in the roles between the first and the last, and
 *   the last pay on the way that is known, 0 when none is.
 * @typedef {number[]} Cost - What is minimised, in the order in which it is compared.
 * @typedef {{label: Label|null, lowerBound: Cost|null, isProven: boolean}} Outcome
 */

/** Partial paths that are kept at each length when the budget has run out: with one a path is found soon. */
const BEAM_WIDTHS = [1, 64];
/** Partial paths that one beam search looks at, and */
const BEAM_STATES = 20_000;
/** those of one request together. */
const ALL_BEAM_STATES = 5 * BEAM_STATES;

/**
 * What a request may still spend: states of the search, and of the beam searches that
 * stand in once these are spent.
 */
class Budget {
  constructor(states) {
    Object.assign(this, { states, beamStates: ALL_BEAM_STATES, isSpent: false });
  }

  /** Take one state; return false when nothing is left. */
  spend() {
    this.isSpent ||= this.states === 0;
    if (!this.isSpent) this.states -= 1;
    return !this.isSpent;
  }
}

/** Compare arrays of numbers as a dictionary orders words. */
function compared(a, b) {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
}

/** Return how many of some roles are in a set. */
function countIn(group, roles) {
  return roles.filter((role) => group.has(role)).length;
}

/** A queue that gives the least of its items, by cost and then by roles. */
class Queue {
  constructor() {
    this.items = [];
  }

  get least() {
    return this.items[0];
  }

  static isLess(a, b) {
    return (compared(a.cost, b.cost) || compared(a.roles, b.roles)) < 0;
  }

  push(item) {
    const { items } = this;
    let at = items.push(item) - 1;
    for (let up = (at - 1) >> 1; at && Queue.isLess(item, items[up]); up = (at - 1) >> 1) {
      items[at] = items[up];
      at = up;
    }
    items[at] = item;
  }

  pop() {
    const { items } = this;
    const [least] = items;
    const last = items.pop();
    if (!items.length) return least;
    let at = 0;
    for (let down = 1; down < items.length; down = 2 * at + 1) {
      if (down + 1 < items.length && Queue.isLess(items[down + 1], items[down])) down += 1;
      if (!Queue.isLess(items[down], last)) break;
      items[at] = items[down];
      at = down;
    }
    items[at] = last;
    return least;
  }
}

/** A question: from where to where, over which moves, and under which limits. */
class PathSearch {
  /**
   * @param {Object} question
   * @param {Uint32Array[]} question.required - For each role, what it requires, closed.
   * @param {(set: Uint32Array) => number} question.effort - Hours to learn a set.
   * @param {number[][]} question.moves - For each role, the roles to move to.
   * @param {number} question.goal
   * @param {string[]} question.order - What is minimised: moves, learning, time.
   * @param {number[]} question.dwell - For each role, the months that people stay.
   * @param {number} question.month - Units of time to a month, and
   * @param {number} question.hour - units of time to an hour of learning.
   * @param {Set<number>} question.blocked - Roles that no path may enter.
   * @param {number[]} question.via - Roles that every path passes through.
   * @param {number|null} question.maxMoves
   * @param {number|null} question.maxLearning - Most hours of learning in one move.
   * @param {Map<number, number>} question.pay - What a role pays, where it is known and matters.
   * @param {boolean} question.payCut - Whether a role may pay less than the last known pay.
   * @param {(number|null)[]} question.movesToGo - For each role, to the goal.
   * @param {(number|null)[]} question.dwellToGo - Likewise; empty without time.
   */
  constructor(question) {
    Object.assign(this, question);
    this.wanted = this.required[this.goal];
    const units = { learning: 1, time: this.hour, moves: 0 };
    this.rises = this.order.map((criterion) => units[criterion]);
    this.learningPlace = this.order.indexOf("learning");
    // Cutting a loop out of a path may cost what these limits need, so that a path
    // must not have visited a role that what follows may need.
    this.keepsRoles = this.via.length > 0 || this.maxLearning !== null;
    /** Sets of roles of which a path passes through at most `maxShared` each. */
    this.shared = [];
    this.onward = new Map();
  }

  /** Return the same question with sets of roles to share few of. */
  sharing(shared, maxShared) {
    return Object.assign(Object.create(PathSearch.prototype), this, { shared, maxShared });
  }

  /** Return what a path costs. */
  cost({ roles, learning, dwell }) {
    return this.costOf(roles.length - 1, learning, dwell);
  }

  costOf(moves, learning, dwell) {
    const all = { moves, learning, time: this.month * dwell + this.hour * learning };
    return this.order.map((criterion) => all[criterion]);
  }

  /** Return a cost that no path from here can beat; null when none can arrive. */
  bound(label) {
    const last = label.roles.at(-1);
    const left = this.movesToGo[last];
    if (left === null) return null;
    const moves = label.roles.length - 1 + left;
    if (this.maxMoves !== null && moves > this.maxMoves) return null;
    const learning = label.learning + this.effort(without(this.wanted, label.held));
    const isAhead = this.dwellToGo.length && left;
    const dwell = isAhead ? (this.dwellToGo[last] ?? 0) + this.stay(label) : 0;
    return this.costOf(moves, learning, label.dwell + dwell);
  }

  /** Return the months that one stays in the last role before moving on. */
  stay({ roles }) {
    return roles.length > 1 ? this.dwell[roles.at(-1)] : 0;
  }

  /**
   * Return the roles that a path may go on to, in groups, with a bound of each. Nothing
   * is learnt yet: the bound takes the learning of the path as it is, so that moves that
   * are never taken cost next to nothing. A role may be on the path already.
   */
  openMoves(label, bound) {
    const last = label.roles.at(-1);
    if (!this.onward.has(last)) this.onward.set(last, this.groupsFrom(last));
    return this.onward.get(last)
      .filter(({ steps }) => this.maxMoves === null || label.roles.length + steps <= this.maxMoves)
      .map(({ steps, dwell, roles }) => ({
        cost: this.costOf(label.roles.length + steps, bound[this.learningPlace], label.dwell + this.stay(label) + dwell),
        onward: roles,
      }));
  }

  /**
   * Return the roles to move to that look alike to a bound, in groups: those of one have
   * as many moves and months to go, and pay the same.
   */
  groupsFrom(origin) {
    const groups = new Map();
    for (const role of this.moves[origin]) {
      const steps = this.movesToGo[role];
      if (steps === null || this.blocked.has(role)) continue;
      const dwell = this.dwellToGo.length && steps ? (this.dwellToGo[role] ?? 0) + this.dwell[role] : 0;
      const key = [steps, dwell, this.pay.get(role)].join();
      if (!groups.has(key)) groups.set(key, { steps, dwell, roles: [] });
      groups.get(key).roles.push(role);
    }
    return [...groups.values()];
  }

  /** Return the bound of `openMoves` once the move has taught what it does. */
  raised(bound, learnt) {
    const hours = this.effort(without(learnt, this.wanted));
    return hours ? bound.map((value, i) => value + hours * this.rises[i]) : bound;
  }

  /** Return a path with a move added; null when a limit forbids it. */
  extended(label, role) {
    if (role === this.goal && this.via.some((other) => !label.roles.includes(other))) return null;
    const needed = without(this.required[role], label.held);
    const hours = this.effort(needed);
    if (this.maxLearning !== null && hours > this.maxLearning) return null;
    const pay = this.pay.get(role) ?? null;
    if (pay !== null && !this.payCut && pay < label.lastPay) return null;
    const roles = [...label.roles, role];
    if (this.shared.some((group) => countIn(group, roles) > this.maxShared)) return null;
    return {
      roles,
      held: union(label.held, needed),
      learning: label.learning + hours,
      dwell: label.dwell + this.stay(label),
      lastPay: pay ?? label.lastPay,
    };
  }

  /** Return the path with each move added that the limits allow. */
  extensions(label) {
    return this.moves[label.roles.at(-1)]
      .filter((role) => !label.roles.includes(role) && !this.blocked.has(role))
      .map((role) => this.extended(label, role))
      .filter((longer) => longer !== null);
  }

  /**
   * Tell whether one path is at least as good as another at the same role, whatever
   * follows. What follows may need what only the other holds; learning all of that
   * is the most that it can cost.
   */
  dominates(one, other) {
    if (!this.allowsWhatFollows(one, other)) return false;
    const hours = this.effort(without(other.held, one.held));
    const worst = this.cost({ ...one, learning: one.learning + hours });
    return (compared(worst, this.cost(other)) || compared(one.roles, other.roles)) <= 0;
  }

  /** Tell whether the limits allow one path all that they allow the other. */
  allowsWhatFollows(one, other) {
    if (this.keepsRoles) {
      if (one.roles.some((role) => !other.roles.includes(role))) return false;
      const hasMore = (role) => other.roles.includes(role) && !one.roles.includes(role);
      if (this.via.some(hasMore)) return false;
    }
    if (this.maxLearning !== null && !isEmpty(without(other.held, one.held))) return false;
    if (this.maxMoves !== null && one.roles.length > other.roles.length) return false;
    if (!this.payCut && one.lastPay > other.lastPay) return false;
    return this.shared.every((group) => countIn(group, one.roles) <= countIn(group, other.roles));
  }
}

/**
 * Take the partial path with the least bound; null when none is left. Paths wait
 * with the roles that they may go on to, which are worked out when they are due.
 */
function nextLabel(search, queue) {
  while (queue.least) {
    const { cost, label, onward } = queue.pop();
    if (!onward) return { cost, label };
    for (const role of onward) {
      const longer = label.roles.includes(role) ? null : search.extended(label, role);
      if (longer === null) continue;
      const learnt = without(longer.held, label.held);
      queue.push({ cost: search.raised(cost, learnt), roles: longer.roles, label: longer });
    }
  }
  return null;
}

/**
 * Find the best path that begins with a given one. When the budget runs out, the
 * best of a beam search stands in, with the least bound of all that was left.
 * @param {PathSearch} search
 * @param {Label} root
 * @param {Budget} budget
 * @param {number[]} notFirst - Roles that may not be the next one.
 * @returns {Generator<undefined, Outcome>}
 */
function* bestPath(search, root, budget, notFirst = []) {
  if (root.roles.at(-1) === search.goal) return { label: root, lowerBound: search.cost(root), isProven: true };
  const queue = new Queue();
  const settled = new Map();
  const bound = search.bound(root);
  if (bound !== null) queue.push({ cost: bound, roles: root.roles, label: root });
  while (queue.least) {
    if (!budget.spend()) return yield* bestFound(search, root, queue.least.cost, notFirst, budget);
    yield;
    const next = nextLabel(search, queue);
    if (next === null) break;
    const { cost, label } = next;
    const last = label.roles.at(-1);
    if (last === search.goal) return { label, lowerBound: cost, isProven: true };
    if (!settled.has(last)) settled.set(last, []);
    if (settled.get(last).some((other) => search.dominates(other, label))) continue;
    settled.get(last).push(label);
    for (const { cost: least, onward } of search.openMoves(label, cost)) {
      const allowed = label === root ? onward.filter((role) => !notFirst.includes(role)) : onward;
      if (allowed.length) queue.push({ cost: least, roles: [...label.roles, allowed[0]], label, onward: allowed });
    }
  }
  return { label: null, lowerBound: null, isProven: true };
}

function* bestFound(search, root, lowerBound, notFirst, budget) {
  const label = yield* beam(search, root, notFirst, budget);
  const isProven = label !== null && compared(search.cost(label), lowerBound) === 0;
  return { label, lowerBound, isProven };
}

/**
 * Find a good path that continues a given one, or null; without a proof. At each
 * length, the partial paths with the least bounds are kept, and those with the fewest
 * moves to go, so that some arrive.
 */
function* beam(search, root, notFirst, budget) {
  let best = null;
  const leastLeft = Math.max(0, budget.beamStates - BEAM_STATES);
  for (const width of BEAM_WIDTHS) {
    let [layer, notNext] = [[root], notFirst];
    while (layer.length && budget.beamStates > leastLeft) {
      const longer = [];
      for (const extended of yield* oneMoveLonger(search, layer, notNext, budget)) {
        const bound = search.bound(extended);
        if (bound === null || (best && compared(bound, search.cost(best)) >= 0)) continue;
        if (extended.roles.at(-1) === search.goal) best = extended;
        else longer.push({ cost: bound, roles: extended.roles, label: extended });
      }
      [layer, notNext] = [narrowed(search, longer, width), []];
    }
  }
  return best;
}

/** Find partial paths with each move added that leads not to some roles. */
function* oneMoveLonger(search, layer, notNext, budget) {
  const longer = [];
  for (const label of layer) {
    yield;
    longer.push(...search.extensions(label).filter(({ roles }) => !notNext.includes(roles.at(-1))));
  }
  budget.beamStates -= longer.length;
  return longer;
}

function narrowed(search, longer, width) {
  const byBound = (a, b) => compared(a.cost, b.cost) || compared(a.roles, b.roles);
  const toGo = ({ roles }) => search.movesToGo[roles.at(-1)] ?? 0;
  const half = Math.floor(width / 2);
  const best = [...longer].sort(byBound).slice(0, half);
  const nearest = [...longer].sort((a, b) => toGo(a) - toGo(b) || byBound(a, b)).slice(0, width - half);
  return [...new Set([...best, ...nearest])].map(({ label }) => label);
}

/**
 * Yield the paths that continue a given one, best first. The paths that are left
 * after the best one are parted by where they leave it, and a part is searched for
 * its own best once it may hold the next one.
 *
 * Source: E. L. Lawler, "A procedure for computing the K best solutions to discrete
 * optimization problems", Management Science 18 (1972), doi:10.1287/mnsc.18.7.401.
 * @yields {Outcome|undefined} The last has no path when a search ended without one that
 *   it can exclude.
 */
function* bestPaths(search, root, budget) {
  const waiting = new Queue();
  const unproven = [];
  const look = function* look(part) {
    const { label, lowerBound, isProven } = yield* bestPath(search, part.begin, budget, part.notFirst);
    if (label) waiting.push({ cost: search.cost(label), roles: label.roles, label, part });
    if (!isProven && lowerBound !== null) unproven.push(lowerBound);
  };
  yield* look({ begin: root, notFirst: [] });
  while (waiting.least) {
    const { cost, label, part } = waiting.pop();
    if (!label) {
      yield* look(part);
      continue;
    }
    const lowerBound = [cost, ...unproven].sort(compared)[0];
    yield { label, lowerBound, isProven: compared(lowerBound, cost) === 0 };
    for (const rest of partsWithout(search, part, label)) {
      const least = boundOfPart(search, rest);
      if (least) waiting.push({ cost: least, roles: rest.begin.roles, label: null, part: rest });
    }
  }
  if (unproven.length) yield { label: null, lowerBound: unproven.sort(compared)[0], isProven: false };
}

/**
 * All paths that begin alike, and do not go on to some roles.
 * @typedef {{begin: Label, notFirst: number[]}} Part
 */

/** Return a cost that no path of a part beats; undefined when none can arrive. */
function boundOfPart(search, { begin, notFirst }) {
  const least = search.bound(begin);
  if (least === null) return undefined;
  return search.openMoves(begin, least)
    .filter(({ onward }) => onward.some((role) => !notFirst.includes(role)))
    .map(({ cost }) => cost).sort(compared)[0];
}

/** Return parts that together hold all paths of one but a given path. */
function partsWithout(search, part, label) {
  let { begin, notFirst } = part;
  return label.roles.slice(begin.roles.length).map((role) => {
    const rest = { begin, notFirst: [...notFirst, role] };
    [begin, notFirst] = [search.extended(begin, role), []];
    return rest;
  });
}

/**
 * Yield paths, each the best that has at most `maxShared` roles between the ends in
 * common with every one before it.
 * @yields {Outcome|undefined}
 */
function* differentPaths(search, root, budget, maxShared) {
  const found = [];
  const isFound = ({ label }) => label !== null && found.some((roles) => compared(roles, label.roles) === 0);
  for (;;) {
    const groups = found.map((roles) => new Set(roles.slice(1, -1)));
    let next = null;
    for (const outcome of bestPaths(search.sharing(groups, maxShared), root, budget)) {
      if (!outcome) {
        yield;
        continue;
      }
      next = outcome;
      if (!isFound(outcome)) break;
      next = null;
    }
    if (next) yield next;
    if (!next?.label) return;
    found.push(next.label.roles);
  }
}

/** Take the first of some outcomes, at most k. */
function* firstOf(outcomes, k) {
  const taken = [];
  for (const outcome of outcomes) {
    if (outcome) taken.push(outcome);
    else yield;
    if (taken.length === k) break;
  }
  return taken;
}
