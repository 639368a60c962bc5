// Roles, competencies and moves as the numbers and bits that a search works on: the
// same as graph/network.py and effort.py, whose answers these equal.
//
// Roles and competencies are numbered in the order of their slugs. A set of
// competencies is an array of 32-bit words: bit `i % 32` of word `i / 32` stands for
// competency `i`.

/** Least share of a role's essential effort that opens it. */
const MIN_COVERAGE = 0.7;
/** The same where no effort is stated, so that competencies are counted. */
const MIN_COVERAGE_COUNTED = 0.3;
/** Most levels that an inferred move may climb. */
const MAX_RISE = 1;

/** Count the bits of a word. */
function bitCount(word) {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Return what is in either of two sets. */
function union(a, b) {
  return a.map((word, i) => word | b[i]);
}

/** Return what is in a set and not in another. */
function without(a, b) {
  return a.map((word, i) => word & ~b[i]);
}

function isEmpty(set) {
  return set.every((word) => word === 0);
}

/** Tell whether a set holds a number. */
function holds(set, number) {
  return ((set[number >>> 5] >>> (number & 31)) & 1) === 1;
}

/** Return the numbers in a set, in order. */
function members(set) {
  const found = [];
  set.forEach((word, at) => {
    for (let rest = word; rest; rest &= rest - 1) found.push(32 * at + 31 - Math.clz32(rest & -rest));
  });
  return found;
}

/** Return the values that a property states of a concept, whoever states them. */
function stated(concept, property) {
  return concept.stated.filter((s) => s.property.name === property).map((s) => s.value);
}

/** Round a number to a whole one; a half to the even one, as Python does. */
function rounded(number) {
  const below = Math.floor(number);
  return number - below === 0.5 ? below + (below % 2) : Math.round(number);
}

/** Tell whether a graph states no effort at all: then each competency counts as one, not in hours. */
function isWithoutEffort({ properties }) {
  return !properties.some(({ name }) => name === "effort");
}

/** Return how much of a role must be covered to be open. */
function leastCoverage() {
  return isWithoutEffort(graph) ? MIN_COVERAGE_COUNTED : MIN_COVERAGE;
}

/** What a search needs to know of a graph; never changed once made. */
class TransitionNetwork {
  constructor({ classes, properties }) {
    this.roles = classes.get("Role");
    this.competencies = classes.get("Competency");
    this.roleNumber = new Map(this.roles.map((role, i) => [role, i]));
    this.bit = new Map(this.competencies.map((competency, i) => [competency, i]));
    this.empty = new Uint32Array(Math.ceil(this.competencies.length / 32));
    this.before = this.competencies.map((competency) => this.numbers(stated(competency, "prerequisite")));
    this.closures = this.closed();
    this.countsCompetencies = isWithoutEffort({ properties });
    this.hours = this.competencies.map((one) => (this.countsCompetencies ? 1 : Math.max(0, ...stated(one, "effort"))));
    this.byHours = this.grouped();
    this.required = this.roles.map((role) => this.rests(stated(role, "requires")));
    this.optional = this.roles.map((role) => this.rests(stated(role, "benefitsFrom")));
    /** For each competency the roles that require it, or what rests on it. */
    this.requiredBy = this.competencies.map(() => []);
    this.required.forEach((set, role) => members(set).forEach((i) => this.requiredBy[i].push(role)));
    this.level = this.roles.map((role) => {
      const levels = stated(role, "level");
      return levels.length ? Math.max(...levels) : null;
    });
    this.stays = this.roles.map((role) => {
      const years = [...stated(role, "typicalYearsLow"), ...stated(role, "typicalYearsHigh")];
      const sum = years.reduce((total, one) => total + one, 0);
      return years.length ? rounded((12 * sum) / years.length) : null;
    });
    const known = this.stays.filter((months) => months !== null).sort((a, b) => a - b);
    const median = known.length ? known[Math.floor(known.length / 2)] : 0;
    /** For each role the months that people stay in it, the median where unknown. */
    this.dwell = this.stays.map((months) => months ?? median);
    /** For each role the sources of each move from it that is stated, by number. */
    this.sources = this.roles.map((role) => new Map(role.stated
      .filter((s) => s.property.name === "leadsTo" && this.roleNumber.has(s.value))
      .map((s) => [this.roleNumber.get(s.value), s.sources])));
    this.walks = new Map();
    this.similarMoves = new SimilarMoves(this);
  }

  /** Return the numbers of the competencies among some concepts. */
  numbers(concepts) {
    return concepts.filter((one) => this.bit.has(one)).map((one) => this.bit.get(one));
  }

  /**
   * Return for each competency the set of it and all that it rests on. Passes are
   * made until nothing is added, so that a circle does no harm.
   */
  closed() {
    const closures = this.competencies.map((_, i) => {
      const set = this.empty.slice();
      set[i >>> 5] |= 1 << (i & 31);
      return set;
    });
    for (let grows = true; grows;) {
      grows = false;
      this.before.forEach((earlier, i) => {
        if (!earlier.length) return;
        const larger = earlier.reduce((set, other) => union(set, closures[other]), closures[i]);
        if (isEmpty(without(larger, closures[i]))) return;
        closures[i] = larger;
        grows = true;
      });
    }
    return closures;
  }

  /** Return each number of hours with the set of competencies that take it. */
  grouped() {
    const groups = new Map();
    this.hours.forEach((hours, i) => {
      if (!hours) return;
      if (!groups.has(hours)) groups.set(hours, this.empty.slice());
      groups.get(hours)[i >>> 5] |= 1 << (i & 31);
    });
    return [...groups];
  }

  /** Return the set of the competencies among some concepts with all that they rest on. */
  rests(concepts) {
    const set = this.empty.slice();
    for (const i of this.numbers(concepts)) {
      if (this.before[i].length) this.closures[i].forEach((word, at) => { set[at] |= word; });
      else set[i >>> 5] |= 1 << (i & 31);
    }
    return set;
  }

  /** Return the hours to learn a set, with everything before it held, or how many it has. */
  effort(set) {
    let total = 0;
    for (const [hours, group] of this.byHours) {
      let count = 0;
      for (let i = 0; i < group.length; i += 1) count += bitCount(set[i] & group[i]);
      total += hours * count;
    }
    return total;
  }

  /**
   * Return the members of a set, each after those that it rests on; of all that may
   * come next, the first by label does. Of a circle, the first by label begins.
   */
  learningOrder(set) {
    const name = (i) => this.competencies[i].label.toLowerCase();
    const left = members(set).sort((a, b) => (name(a) > name(b)) - (name(a) < name(b)));
    const order = [];
    while (left.length) {
      const isReady = (i) => !this.before[i].some((other) => other !== i && left.includes(other));
      const at = Math.max(0, left.findIndex(isReady));
      order.push(...left.splice(at, 1));
    }
    return order.map((i) => this.competencies[i]);
  }

  /** Return for each role the moves that any of some sources states; of all when null. */
  statedMoves(sources) {
    return this.sources.map((moves) => [...moves]
      .filter(([, { ids }]) => sources === null || ids.some((id) => sources.includes(id)))
      .map(([target]) => target)
      .sort((a, b) => a - b));
  }

  /**
   * Find for each role the roles to move to: stated, and inferred if wanted.
   * @param {{inferred: boolean, minSimilarity: number|null, maxRise: number,
   *   sources: string[]|null}} limits
   */
  *moves({ inferred, minSimilarity, maxRise, sources }) {
    const key = JSON.stringify([inferred, minSimilarity, maxRise, sources]);
    if (!this.walks.has(key)) {
      const some = this.statedMoves(sources);
      this.walks.set(key, inferred ? yield* this.withInferred(some, minSimilarity, maxRise) : some);
    }
    return this.walks.get(key);
  }

  /** Find the moves with those that may be inferred. */
  *withInferred(moves, minSimilarity, maxRise) {
    const inferred = yield* this.similarMoves.moves(minSimilarity, maxRise);
    return moves.map((some, i) => (some.length ? [...new Set([...some, ...inferred[i]])].sort((a, b) => a - b) : inferred[i]));
  }
}
