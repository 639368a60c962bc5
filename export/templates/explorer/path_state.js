// The path that is asked for, as it stands in the address.

/** Most paths that are shown. */
const MOST_PATHS = 5;

/**
 * @typedef {Object} AskedPath
 * @property {Concept|null} from - Null for someone who has no role yet.
 * @property {Concept|null} to - Null while no path is asked for.
 * @property {Concept[]} compare - Other roles that one might want.
 * @property {string} best - What comes first: moves, learning or time.
 * @property {Concept[]} hold
 * @property {Concept[]} avoid
 * @property {Concept[]} through
 * @property {string[]} distrust - Ids of sources whose moves are not walked.
 * @property {boolean} inferred
 * @property {number|null} similarity - Least similarity of an inferred move, in percent.
 * @property {number} rise - Most levels that one climbs.
 * @property {number} paths - How many to find.
 * @property {number|null} shared - Most roles between the ends that two of them share.
 * @property {number|null} moves - The most.
 * @property {number|null} hours - The most in one move.
 * @property {number|null} pay - The least a year, where it is known.
 * @property {boolean} steady - Whether pay may never fall.
 * @property {boolean} uncertified - Whether no new certificate or degree may be required.
 * @property {number} pace - Hours of learning a week.
 * @property {number} path - Place of the one that is shown in full.
 */

/** @type {AskedPath} */
const NO_PATH = {
  from: null, to: null, compare: [], best: "moves", hold: [], avoid: [], through: [], distrust: [],
  inferred: false, similarity: null, rise: MAX_RISE, paths: 3, shared: null,
  moves: null, hours: null, pay: null, steady: false, uncertified: false, pace: PACE, path: 0,
};
/** Least and most of what is a number. */
const NUMBERS = {
  similarity: [0, 100], rise: [0, HIGHEST_LEVEL], paths: [1, MOST_PATHS], shared: [0, 99], moves: [0, 99],
  hours: [0, 99_999], pay: [0, 9_999_999], pace: [1, 168], path: [0, MOST_PATHS - 1],
};
const ROLE_LISTS = ["avoid", "through"];
const SWITCHED = ["inferred", "steady", "uncertified"];

/** Return a whole number within its limits; what was asked for when there is none. */
function wholeNumber(field, text) {
  const [least, most] = NUMBERS[field];
  const number = /^\d{1,9}$/.test(text ?? "") ? Number(text) : NaN;
  return Number.isNaN(number) ? NO_PATH[field] : Math.min(most, Math.max(least, number));
}

/** Return the concepts of some classes that a text names by slug. */
function namedIn(text, ...classes) {
  const allowed = new Set(classes.flatMap((name) => graph.classes.get(name)));
  return [...new Set((text ?? "").split(" "))].map((slug) => graph.bySlug.get(slug))
    .filter((concept) => allowed.has(concept));
}

/**
 * Take the path from the address; what it does not say, or says wrong, is as usual.
 * @param {URLSearchParams} asked
 * @returns {AskedPath}
 */
function readPath(asked) {
  const role = (field) => namedIn(asked.get(field), "Role")[0] ?? null;
  const ids = (asked.get("distrust") ?? "").split(" ");
  const best = asked.get("best");
  return {
    from: role("from"),
    to: role("to"),
    best: Object.hasOwn(ORDERS, best) ? best : NO_PATH.best,
    hold: namedIn(asked.get("hold"), "Competency", "Credential"),
    ...Object.fromEntries(ROLE_LISTS.map((field) => [field, namedIn(asked.get(field), "Role")])),
    compare: namedIn(asked.get("compare"), "Role").slice(0, MOST_TARGETS - 1),
    distrust: graph.sources.map(({ id }) => id).filter((id) => ids.includes(id)),
    ...Object.fromEntries(SWITCHED.map((field) => [field, asked.get(field) === "yes"])),
    ...Object.fromEntries(Object.keys(NUMBERS).map((field) => [field, wholeNumber(field, asked.get(field))])),
  };
}

/** Write what of a path is not as usual into the parts of an address. */
function writePath(path, parts) {
  for (const [field, usual] of Object.entries(NO_PATH)) {
    const value = path[field];
    const text = Array.isArray(value) ? value.map((one) => one.slug ?? one).join(" ")
      : value === true ? "yes" : String(value?.slug ?? value ?? "");
    if (text && value !== usual) parts.set(field, text);
  }
}

/**
 * Return the ids of the sources whose moves are walked; null for all. Who leaves out
 * our judgements everywhere does not walk our moves either.
 */
function trustedSources({ distrust }) {
  const left = state.withEditorial ? distrust : [...distrust, "editorial"];
  const trusted = graph.sources.map(({ id }) => id).filter((id) => !left.includes(id));
  return trusted.length < graph.sources.length ? trusted : null;
}

/** @returns {PathRequest} What is asked for, in the words of the search. */
function askedRequest(path) {
  return {
    ...PLAIN_REQUEST,
    start: path.from, goal: path.to, minimise: path.best, holding: path.hold,
    avoiding: path.avoid, via: path.through, sources: trustedSources(path),
    inferred: path.inferred, minSimilarity: path.similarity === null ? null : path.similarity / 100, maxRise: path.rise, k: path.paths,
    maxShared: path.shared, maxMoves: path.moves, maxLearning: path.hours,
    ...(payScale() ? { minPay: path.pay, payCut: !path.steady } : {}),
    credentials: !path.uncertified, pace: path.pace,
  };
}

/** What a relaxed field of a request is in a path. */
const ASKED_FIELDS = {
  avoiding: (avoid) => ({ avoid }),
  via: (through) => ({ through }),
  inferred: (inferred) => ({ inferred }),
  minSimilarity: (share) => ({ similarity: Math.round(100 * share) }),
  maxRise: (rise) => ({ rise }),
  maxMoves: (moves) => ({ moves }),
  maxLearning: (hours) => ({ hours }),
  minPay: (pay) => ({ pay }),
  payCut: (isAllowed) => ({ steady: !isAllowed }),
  credentials: (areAllowed) => ({ uncertified: !areAllowed }),
};

/** Return what is asked for when a request is relaxed. */
function relaxedPath(path, change) {
  const fields = Object.entries(change).filter(([field]) => field in ASKED_FIELDS)
    .map(([field, value]) => ASKED_FIELDS[field](value));
  const distrust = "sources" in change
    ? path.distrust.filter((id) => change.sources !== null && !change.sources.includes(id))
    : path.distrust;
  return { ...path, ...Object.assign({}, ...fields), distrust, path: 0 };
}

/** Return what decides the answer, as one text. */
function pathKey(path) {
  const parts = new URLSearchParams();
  writePath(path, parts);
  return `${state.withEditorial} ${parts}`;
}

/** @type {{key: string, answer: PathAnswer|null}} The last answer, null while it is looked for. */
let answered = { key: "", answer: null };
const findingPaths = new Sliced();

/**
 * @typedef {{paths: Path[], isExhausted: boolean, best: Map<Concept, Path|null>,
 *   lifted: {found: Relaxation[], isSettled: boolean}|null}} PathAnswer - `best` are the
 *   paths to the targets that are compared; `lifted` is what would give a path where
 *   there is none.
 */

/** Find the answer to what is asked for. */
function* answering() {
  const request = askedRequest(state.path);
  const answer = yield* transitionPaths(request);
  const best = targets().length > 1 ? yield* pathsToTargets() : new Map();
  return { ...answer, best, lifted: answer.paths.length ? null : yield* relaxations(request) };
}

/**
 * Return the answer to what is asked for; null while it is looked for: then the page is
 * shown anew once it is there.
 * @returns {PathAnswer|null}
 */
function pathAnswer() {
  const key = pathKey({ ...state.path, path: 0 });
  if (key === answered.key) return answered.answer;
  answered = { key, answer: null };
  findingPaths.begin(answering(), (answer, isLate) => {
    answered.answer = answer;
    if (isLate) showAnswer();
  });
  return answered.answer;
}

/** Return the path that is shown in full; null for none. */
function chosenPath() {
  const paths = pathAnswer()?.paths ?? [];
  return paths[Math.min(state.path.path, paths.length - 1)] ?? null;
}

/** Return the address of what is asked for when a request is relaxed. */
function relaxedAddress(change) {
  const isOurs = change.sources === null || change.sources?.includes("editorial");
  const withEditorial = state.withEditorial || Boolean(isOurs);
  return address({ view: "path", selected: null, path: relaxedPath(state.path, change), withEditorial });
}
