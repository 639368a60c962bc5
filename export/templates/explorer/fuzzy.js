// Names that are almost what was typed, whole or word by word.

/** Longer texts are compared as far as this. */
const LONGEST = 60;
const MOST_MISTAKES = 3;
/** So many letters are needed to tell the beginning of a name in spite of mistakes. */
const TELLING = 5;
const FAR = 99;
/** Names that are compared before the page may draw. */
const NAMES_AT_ONCE = 500;
const ROWS = [0, 1, 2].map(() => new Uint8Array(LONGEST + MOST_MISTAKES + 2));

/** How far the last text was looked at when it proved too far; 0 when it did not. */
let lookedAt = 0;

/**
 * @typedef {{concept: Concept, found: string, isOther: boolean, text: string,
 *   words: number[], index: number}} Name - `text` is its normal form, `words` are
 *   positions in the vocabulary.
 */

/**
 * @type {{names: Name[], vocabulary: string[], having: Name[][], sorted: Name[],
 *   shared: Uint8Array}|null} For each word the names that have it; the names by their
 *   texts, and how many letters each has in common with the one before. Read when it is
 *   first needed.
 */
let allNames = null;
/** Reads the names, some at a time. */
let namesReading = null;
/** What the words of the last search are from each word of the vocabulary. */
let wordDistances = new Map();

/** Return the words of a text in normal form. */
function wordsOf(text) {
  const between = PLAIN.test(text) ? /[^a-z0-9+#]+/ : /[^\p{L}\p{N}+#]+/u;
  return text.split(between).filter(Boolean);
}

/** Read every name of every concept, with a vocabulary of all their words. */
function* readingNames() {
  const numbers = new Map();
  const number = (word) => numbers.get(word) ?? numbers.set(word, numbers.size).get(word);
  const names = [];
  for (const concept of graph.concepts) {
    [concept.label, ...concept.others].forEach((found, i) => {
      const text = normal(found);
      const words = wordsOf(text).map(number);
      names.push({ concept, found, isOther: i > 0, text, words, index: names.length });
    });
    if (concept.index % 100 === 0) yield;
  }
  const having = [...numbers].map(() => []);
  for (const name of names) {
    for (const word of new Set(name.words)) having[word].push(name);
    if (name.index % 1000 === 0) yield;
  }
  const compare = (a, b) => (a.text < b.text ? -1 : Number(a.text > b.text));
  const sorted = [];
  for (const [, alike] of grouped(names, ({ text }) => text.slice(0, 2)).sort(([a], [b]) => (a < b ? -1 : 1))) {
    sorted.push(...alike.sort(compare));
    yield;
  }
  const shared = Uint8Array.from(sorted, ({ text }, i) => (i ? inCommon(text, sorted[i - 1].text) : 0));
  return { names, vocabulary: [...numbers.keys()], having, sorted, shared };
}

/** Return with how many equal letters two texts begin, of those that are compared. */
function inCommon(a, b) {
  const most = Math.min(a.length, b.length, LONGEST + MOST_MISTAKES);
  let count = 0;
  while (count < most && a[count] === b[count]) count += 1;
  return count;
}

/** Return all names at once. */
function readNames() {
  namesReading ??= readingNames();
  return finished(namesReading);
}

/** Read the names while nothing else is to be done, so that the first key is quick. */
function readNamesIdly() {
  const go = (deadline) => {
    namesReading ??= readingNames();
    while (!allNames && deadline.timeRemaining() > 1) {
      const { done, value } = namesReading.next();
      if (done) allNames = value;
    }
    if (!allNames) requestIdleCallback(go);
  };
  window.requestIdleCallback?.(go);
}

/** Return how many mistakes a text is forgiven: one in each four letters, at most three. */
function forgiven({ length }) {
  return Math.min(MOST_MISTAKES, Math.floor(length / 4));
}

/**
 * Return how far a text is from what was typed, or from how it begins: twice the
 * letters that are wrong, missing, too many or exchanged with the next, and one more
 * where only the beginning fits. `FAR` when that is more than is forgiven.
 *
 * Source: optimal string alignment, https://doi.org/10.1145/363958.363994; only the
 * cells within reach of the diagonal are looked at, see
 * https://doi.org/10.1016/S0019-9958(85)80046-2
 * @param {string} typed - At most `LONGEST` letters.
 * @param {string} text
 */
function distance(typed, text) {
  const most = forgiven(typed);
  lookedAt = 0;
  if (text.length < typed.length - most) return FAR;
  const width = Math.min(text.length, typed.length + most);
  let [before, above, row] = ROWS;
  for (let j = 0; j <= width; j += 1) above[j] = j;
  for (let i = 1; i <= typed.length; i += 1) {
    const first = Math.max(1, i - most);
    const last = Math.min(width, i + most);
    row[first - 1] = first === 1 ? i : FAR;
    let least = row[first - 1];
    for (let j = first; j <= last; j += 1) {
      row[j] = cell(typed, text, i, j, before, above, row);
      least = Math.min(least, row[j]);
    }
    if (least > most) {
      lookedAt = i + most;
      return FAR;
    }
    if (last < width) row[last + 1] = FAR;
    [before, above, row] = [above, row, before];
  }
  return leastOf(above, typed.length, width, text.length, most);
}

function cell(typed, text, i, j, before, above, row) {
  const isSame = typed[i - 1] === text[j - 1];
  const isExchanged = i > 1 && j > 1 && typed[i - 1] === text[j - 2] && typed[i - 2] === text[j - 1];
  return Math.min(
    above[j - 1] + (isSame ? 0 : 1),
    above[j] + 1,
    row[j - 1] + 1,
    isExchanged ? before[j - 2] + 1 : FAR,
  );
}

/** Return the distance from the last row: to the whole text, or to a beginning of it. */
function leastOf(row, length, width, whole, most) {
  let least = FAR;
  for (let j = Math.max(0, length - most); j <= width; j += 1) {
    if (row[j] > most || (j < whole && row[j] > 0 && length < TELLING)) continue;
    least = Math.min(least, 2 * row[j] + (j === whole ? 0 : 1));
  }
  return least;
}

/** Return the distance of a typed word from each word of the vocabulary. */
function distancesOf(word) {
  return wordDistances.get(word)
    ?? Uint8Array.from(allNames.vocabulary, (other) => distance(word, other));
}

/** Return how far a name is from what was typed, each word at its nearest. */
function wordByWord(name, typed) {
  let sum = 0;
  for (const distances of typed) {
    let nearest = FAR;
    for (const word of name.words) nearest = Math.min(nearest, distances[word]);
    if (nearest === FAR) return FAR;
    sum += nearest;
  }
  return sum;
}

/** Find the names that have a word like each of those typed, and how far they are. */
function* likeWordByWord(typed) {
  const near = typed.map((distances) => {
    const names = new Set();
    distances.forEach((distance, word) => {
      if (distance < FAR) for (const name of allNames.having[word]) names.add(name);
    });
    return names;
  });
  const [fewest] = near.sort((a, b) => a.size - b.size);
  const found = new Map();
  for (const name of fewest) {
    found.set(name, wordByWord(name, typed));
    if (found.size % NAMES_AT_ONCE === 0) yield;
  }
  return found;
}

/**
 * Find the names that as a whole begin like what was typed, and how far they are. Of
 * names that begin alike, as far as the first was looked at, all are too far.
 */
function* likeAsAWhole(whole) {
  const found = new Map();
  let alike = 0; // the letters in common with the last name that was looked at
  let looked = 0;
  for (const [i, name] of allNames.sorted.entries()) {
    if (i % NAMES_AT_ONCE === 0) yield;
    alike = Math.min(alike, allNames.shared[i]);
    if (looked && alike >= looked) continue;
    const far = distance(whole, name.text);
    if (far < FAR) found.set(name, far);
    looked = lookedAt;
    alike = LONGEST + MOST_MISTAKES;
  }
  return found;
}

/**
 * Find the names that are almost what was typed, and how far they are from it.
 * @param {string} wanted - In normal form.
 * @returns {Generator<undefined, {name: Name, distance: number}[]>}
 */
function* similarNames(wanted) {
  allNames ??= readNames();
  const whole = wanted.slice(0, LONGEST);
  const words = wordsOf(whole);
  const distances = new Map();
  for (const word of words) {
    distances.set(word, distancesOf(word));
    yield;
  }
  wordDistances = distances; // for the next key
  const typed = [...distances.values()];
  if (!typed.length) return [];
  const found = yield* likeAsAWhole(whole);
  for (const [name, far] of yield* likeWordByWord(typed)) found.set(name, Math.min(far, found.get(name) ?? FAR));
  return [...found].map(([name, far]) => ({ name, distance: far }))
    .filter((hit) => hit.distance < FAR)
    .sort((a, b) => a.name.index - b.name.index);
}
