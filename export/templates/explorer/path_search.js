// The best sequence of moves when skills gained on the way are kept: the search of
// graph/search.py and graph/label_setting.py, step by step, so that both give the same answers.
//
// The state is a role and the competencies held. Partial paths (labels) are extended
// in the order of their cost plus a lower bound of what remains (A*); a label is
// dropped when another one at the same role is at least as good whatever follows.

/**
 * @typedef {{roles: number[], held: Uint32Array, learning: number, dwell: number}} Label
 *   A partial path: numbers of its roles, the competencies held in the last of them,
 *   hours learnt on the way, and months in the roles between the first and the last.
 * @typedef {number[]} Cost - What is minimised, in the order in which it is compared.
 * @typedef {{label: Label|null, lowerBound: Cost|null, isProven: boolean}} Outcome
 */

/** Partial paths that are kept at each length when the budget has run out. */
const BEAM_WIDTH = 64;
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
   * Return the path with each move added, and a bound of each. Nothing is learnt yet:
   * the bound takes the learning of the path as it is, so that moves that are never
   * taken cost next to nothing.
   */
  openMoves(label, bound) {
    const found = [];
    for (const role of this.moves[label.roles.at(-1)]) {
      const left = this.movesToGo[role];
      if (left === null || label.roles.includes(role) || this.blocked.has(role)) continue;
      const moves = label.roles.length + left;
      if (this.maxMoves !== null && moves > this.maxMoves) continue;
      const isAhead = this.dwellToGo.length && left;
      const dwell = isAhead ? (this.dwellToGo[role] ?? 0) + this.dwell[role] : 0;
      found.push({
        cost: this.costOf(moves, bound[this.learningPlace], label.dwell + this.stay(label) + dwell),
        roles: [...label.roles, role],
        label,
      });
    }
    return found;
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
    return {
      roles: [...label.roles, role],
      held: union(label.held, needed),
      learning: label.learning + hours,
      dwell: label.dwell + this.stay(label),
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
    return this.maxMoves === null || one.roles.length <= other.roles.length;
  }
}

/**
 * Take the partial path with the least bound; null when none is left. Paths wait
 * with a move to add, which is worked out when it is due.
 */
function nextLabel(search, queue) {
  while (queue.least) {
    const { cost, roles, label } = queue.pop();
    if (label.roles.length === roles.length) return { cost, label };
    const longer = search.extended(label, roles.at(-1));
    if (longer === null) continue;
    const learnt = without(longer.held, label.held);
    const item = { cost: search.raised(cost, learnt), roles, label: longer };
    if (!queue.least || Queue.isLess(item, queue.least)) return item;
    queue.push(item);
  }
  return null;
}

/**
 * Return the best path that begins with a given one. When the budget runs out, the
 * best of a beam search stands in, with the least bound of all that was left.
 * @param {PathSearch} search
 * @param {Label} root
 * @param {Budget} budget
 * @param {number[]} notFirst - Roles that may not be the next one.
 * @returns {Outcome}
 */
function bestPath(search, root, budget, notFirst = []) {
  const queue = new Queue();
  const settled = new Map();
  const bound = search.bound(root);
  if (bound !== null) queue.push({ cost: bound, roles: root.roles, label: root });
  while (queue.least) {
    if (!budget.spend()) return bestFound(search, root, queue.least.cost, notFirst, budget);
    const next = nextLabel(search, queue);
    if (next === null) break;
    const { cost, label } = next;
    const last = label.roles.at(-1);
    if (last === search.goal) return { label, lowerBound: cost, isProven: true };
    if (!settled.has(last)) settled.set(last, []);
    if (settled.get(last).some((other) => search.dominates(other, label))) continue;
    settled.get(last).push(label);
    for (const move of search.openMoves(label, cost)) {
      if (label !== root || !notFirst.includes(move.roles.at(-1))) queue.push(move);
    }
  }
  return { label: null, lowerBound: null, isProven: true };
}

function bestFound(search, root, lowerBound, notFirst, budget) {
  const label = beam(search, root, notFirst, budget);
  const isProven = label !== null && compared(search.cost(label), lowerBound) === 0;
  return { label, lowerBound, isProven };
}

/**
 * Return a good path that continues a given one, or null; without a proof. At each
 * length, the partial paths with the least bounds are kept, and those with the fewest
 * moves to go, so that some arrive.
 */
function beam(search, root, notFirst, budget) {
  let best = null;
  const leastLeft = Math.max(0, budget.beamStates - BEAM_STATES);
  for (let layer = [root]; layer.length && budget.beamStates > leastLeft;) {
    const longer = [];
    for (const label of layer) {
      for (const extended of search.extensions(label)) {
        const last = extended.roles.at(-1);
        if (label === root && notFirst.includes(last)) continue;
        budget.beamStates -= 1;
        const bound = search.bound(extended);
        if (bound === null || (best && compared(bound, search.cost(best)) >= 0)) continue;
        if (last === search.goal) best = extended;
        else longer.push({ cost: bound, roles: extended.roles, label: extended });
      }
    }
    layer = narrowed(search, longer);
  }
  return best;
}

function narrowed(search, longer) {
  const byBound = (a, b) => compared(a.cost, b.cost) || compared(a.roles, b.roles);
  const toGo = ({ roles }) => search.movesToGo[roles.at(-1)] ?? 0;
  const half = BEAM_WIDTH / 2;
  const best = [...longer].sort(byBound).slice(0, half);
  const nearest = [...longer].sort((a, b) => toGo(a) - toGo(b) || byBound(a, b)).slice(0, half);
  return [...new Set([...best, ...nearest])].map(({ label }) => label);
}

/**
 * Return up to k paths that continue a given one, best first. The paths that are left
 * after the best one are parted by where they leave it, and each part is searched for
 * its own best.
 *
 * Source: E. L. Lawler, "A procedure for computing the K best solutions to discrete
 * optimization problems", Management Science 18 (1972), doi:10.1287/mnsc.18.7.401.
 * @returns {Outcome[]} The last has no path when a search ended without one that it
 *   can exclude.
 */
function bestPaths(search, root, budget, k) {
  const waiting = new Queue();
  const unproven = [];
  const outcomes = [];
  const look = (part, notFirst) => {
    const { label, lowerBound, isProven } = bestPath(search, part, budget, notFirst);
    if (label) waiting.push({ cost: search.cost(label), roles: label.roles, label, part, notFirst });
    if (!isProven && lowerBound !== null) unproven.push(lowerBound);
  };
  look(root, []);
  while (waiting.least) {
    const { cost, label, part, notFirst } = waiting.pop();
    const lowerBound = [cost, ...unproven].sort(compared)[0];
    outcomes.push({ label, lowerBound, isProven: compared(lowerBound, cost) === 0 });
    if (outcomes.length === k) return outcomes;
    partition(search, label, part, notFirst, look);
  }
  if (unproven.length) {
    outcomes.push({ label: null, lowerBound: unproven.sort(compared)[0], isProven: false });
  }
  return outcomes;
}

/** Look at each part of the paths that leave one after what it has in common with it. */
function partition(search, label, part, notFirst, look) {
  if (part.roles.length === label.roles.length) return;
  look(part, [...notFirst, label.roles[part.roles.length]]);
  let longer = part;
  for (let length = part.roles.length; length < label.roles.length - 1; length += 1) {
    longer = search.extended(longer, label.roles[length]);
    look(longer, [label.roles[length + 1]]);
  }
}
