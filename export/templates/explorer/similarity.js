// How alike two roles are, and the moves that are inferred from it: the same as
// graph/similarity.py, similar_roles.py and similar_moves.py, whose numbers these equal.
// docs/accuracy.md has the formula, and what it is worth.

/** Least similarity that makes an inferred move between roles of a scheme, and of any other. */
const MIN_SIMILARITY = { esco: 0.25, onet: 0.6 };
const MIN_SIMILARITY_ELSEWHERE = 0.3;
/** What an optional competency counts of a required one. */
const OPTIONAL = 0.5;
/** A similarity that is less than a limit by so little is as large. */
const ROUNDING = 1e-9;
/** From this similarity on what is similar is kept; of less hardly any move is confirmed, so that none is tried. */
const KEPT = 0.1;
/** How many competencies in common are named, and how many headings. */
const MOST_COMMON = 5;
/** From which similarity on what share of pairs of ESCO's occupations O*NET confirms. */
const CONFIRMED = [
  [0.6, 0.75], [0.5, 0.56], [0.3, 0.52], [0.25, 0.44], [0.2, 0.35], [0.15, 0.23], [0.1, 0.14], [0.05, 0.06], [0, 0.01],
];

/** Return the scheme that a concept is of; "" for one of the project's own. */
function schemeOf({ slug }) {
  return slug.slice(0, Math.max(0, slug.indexOf(":")));
}

/** Return how similar roles of a scheme must be, when nothing is said of it. */
function leastSimilarity(scheme) {
  return MIN_SIMILARITY[scheme] ?? MIN_SIMILARITY_ELSEWHERE;
}

/** Return the same for all schemes of the graph, rising. */
function usualSimilarities() {
  return [...new Set(graph.classes.get("Role").map((role) => leastSimilarity(schemeOf(role))))].sort((a, b) => a - b);
}

/**
 * @typedef {Map<Concept, {offered: number, asked: number}>} Counts - How much a role
 *   offers of a competency or heading, and how much it asks for.
 * @typedef {{concept: Concept, share: number}} InCommon - What it adds to a similarity,
 *   as a share of this.
 * @typedef {{similarity: number, expected: number|null, inCommon: InCommon[],
 *   ofAKind: InCommon[]}} Similar - `expected` is the share of pairs so similar that are
 *   confirmed; null where that was not measured.
 */

/** @returns {Counts} What a role names of some competencies. */
function competenciesOf(role, competencies) {
  const counts = new Map();
  for (const [property, asked] of [["requires", 1], ["benefitsFrom", OPTIONAL]]) {
    for (const one of stated(role, property)) {
      if (competencies.has(one) && !counts.has(one)) counts.set(one, { offered: 1, asked });
    }
  }
  return counts;
}

/** @returns {Counts} The same for the headings above what is named. */
function headingsOf(named, above) {
  const sums = new Map();
  for (const [competency, { offered, asked }] of named) {
    for (const heading of above.get(competency)) {
      const sum = sums.get(heading) ?? { offered: 0, asked: 0 };
      sums.set(heading, { offered: sum.offered + offered, asked: sum.asked + asked });
    }
  }
  return new Map([...sums].map(([heading, { offered, asked }]) => (
    [heading, { offered: Math.log1p(offered), asked: Math.log1p(asked) }]
  )));
}

/**
 * Weigh what roles name by its rarity, so that a similarity is a product of two of them.
 * @param {Counts[]} rows - Of all roles.
 */
function* weighed(rows) {
  const naming = new Map();
  for (const row of rows) for (const one of row.keys()) naming.set(one, (naming.get(one) ?? 0) + 1);
  const weight = new Map([...naming].map(([one, count]) => [one, Math.sqrt(Math.log(rows.length / count))]));
  const found = [];
  for (const row of rows) {
    const length = (side) => {
      let sum = 0;
      for (const [one, counts] of row) sum += (counts[side] * weight.get(one)) ** 2;
      return Math.sqrt(sum) || 1;
    };
    const [offering, asking] = [length("offered"), length("asked")];
    found.push(new Map([...row].map(([one, { offered, asked }]) => (
      [one, { offered: (offered * weight.get(one)) / offering, asked: (asked * weight.get(one)) / asking }]
    ))));
    yield;
  }
  return found;
}

/** The similarity of the roles of one scheme; made in slices by `prepare`, then asked. */
class RoleSimilarity {
  /** @param {Concept[]} roles - In the order of their slugs. */
  constructor(roles) {
    this.roles = roles;
    this.number = new Map(roles.map((role, i) => [role, i]));
    /** For each role those that are similar to it from `KEPT` on, once they were asked for. */
    this.kept = [];
  }

  /** Weigh what all roles name, and the headings above it where there are any. */
  *prepare({ classes }) {
    const groups = new Set(classes.get("CompetencyGroup"));
    const above = new Map(classes.get("Competency").map((one) => (
      [one, stated(one, "broader").filter((heading) => groups.has(heading))]
    )));
    const named = [];
    for (const role of this.roles) {
      named.push(competenciesOf(role, above));
      yield;
    }
    const hasHeadings = [...above.values()].some((headings) => headings.length);
    /** What of the similarity comes from competencies, and what from headings. */
    this.parts = [yield* weighed(named)];
    if (hasHeadings) {
      const headings = [];
      for (const row of named) {
        headings.push(headingsOf(row, above));
        yield;
      }
      this.parts.push(yield* weighed(headings));
    }
    /** For each part by what is named the roles that ask for it, and how much. */
    this.asking = this.parts.map(() => new Map());
    for (const [part, rows] of this.parts.entries()) {
      for (const [role, row] of rows.entries()) {
        for (const [one, { asked }] of row) {
          if (!this.asking[part].has(one)) this.asking[part].set(one, { roles: [], asked: [] });
          const { roles, asked: amounts } = this.asking[part].get(one);
          roles.push(role);
          amounts.push(asked);
        }
        yield;
      }
    }
  }

  /** Return how similar each role is to one, by number. */
  similarTo(origin) {
    const scores = new Float64Array(this.roles.length);
    this.parts.forEach((rows, part) => {
      for (const [one, { offered }] of rows[origin]) {
        const { roles, asked } = this.asking[part].get(one);
        for (let i = 0; i < roles.length; i += 1) scores[roles[i]] += offered * asked[i];
      }
    });
    return this.parts.length > 1 ? scores.map((score) => score / 2) : scores;
  }

  /** Return the numbers of the roles that are at least so similar to one, and maybe more, with how similar. */
  near(origin, least) {
    if (least < KEPT) return this.atLeast(origin, least);
    this.kept[origin] ??= this.atLeast(origin, KEPT);
    return this.kept[origin];
  }

  atLeast(origin, least) {
    const scores = this.similarTo(origin);
    const targets = [];
    scores.forEach((score, target) => { if (score >= least - ROUNDING) targets.push(target); });
    return { targets, scores: targets.map((target) => scores[target]) };
  }

  /** @returns {Similar} How similar a role is to another, and what makes it so. */
  between(origin, target) {
    const [from, to] = [origin, target].map((role) => this.number.get(role));
    const adds = this.parts.map((rows) => [...rows[from]]
      .map(([concept, { offered }]) => ({ concept, adds: offered * (rows[to].get(concept)?.asked ?? 0) }))
      .filter((one) => one.adds > 0));
    const total = adds.flat().reduce((sum, one) => sum + one.adds, 0);
    const similarity = Math.min(1, total / this.parts.length);
    const [inCommon, ofAKind = []] = adds.map((all) => all
      .map(({ concept, adds: part }) => ({ concept, share: part / total }))
      .sort((a, b) => rankOf(b) - rankOf(a) || a.concept.index - b.concept.index)
      .slice(0, MOST_COMMON));
    const expected = schemeOf(target) === "esco" ? CONFIRMED.find(([least]) => similarity >= least)[1] : null;
    return { similarity, expected, inCommon, ofAKind };
  }
}

/** Return a share without what may be rounded otherwise. */
function rankOf({ share }) {
  return Math.round(share / ROUNDING);
}

/**
 * The moves that the similarity of roles makes; roles of two schemes, such as ESCO and
 * O*NET, are not compared: they name their competencies each in its own words.
 */
class SimilarMoves {
  /** @param {TransitionNetwork} net */
  constructor(net) {
    this.net = net;
    /** @type {Map<string, RoleSimilarity>} By scheme, once they are made. */
    this.similarities = null;
  }

  *prepare() {
    const found = new Map();
    for (const scheme of new Set(this.net.roles.map(schemeOf))) {
      const similarity = new RoleSimilarity(this.net.roles.filter((role) => schemeOf(role) === scheme));
      yield* similarity.prepare(graph);
      found.set(scheme, similarity);
    }
    this.similarities = found;
  }

  /**
   * Find for each role the numbers of the roles that are similar enough, and not much
   * higher; a role whose level is not known has none.
   * @param {number|null} minSimilarity - Null for what `leastSimilarity` says of each scheme.
   * @param {number} maxRise
   */
  *moves(minSimilarity, maxRise) {
    if (!this.similarities) yield* this.prepare();
    const found = this.net.roles.map(() => []);
    for (const [scheme, similarity] of this.similarities) {
      const least = minSimilarity ?? leastSimilarity(scheme);
      const numbers = similarity.roles.map((role) => this.net.roleNumber.get(role));
      const levels = Float64Array.from(numbers, (role) => this.net.level[role] ?? NaN); // no higher, no lower
      for (const [origin, number] of numbers.entries()) {
        const highest = levels[origin] + maxRise;
        const { targets, scores } = similarity.near(origin, least);
        targets.forEach((target, i) => {
          if (scores[i] >= least - ROUNDING && levels[target] <= highest && target !== origin) found[number].push(numbers[target]);
        });
        yield;
      }
    }
    return found;
  }

  /** @returns {Similar} How similar a role is to another of its scheme. */
  between(origin, target) {
    return this.similarities.get(schemeOf(origin)).between(origin, target);
  }
}
