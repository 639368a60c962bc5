// What the page knows, read once from the JSON in it.

/**
 * @typedef {{name: string, label: string}} Group
 * @typedef {{name: string, label: string, inverse: string, unit: string,
 *   isReference: boolean}} Property
 * @typedef {{ids: string[], titles: string[], isEditorial: boolean}} Sources - `isEditorial`
 *   is true when nobody else states it.
 * @typedef {{index: number, slug: string, label: string, others: string[],
 *   definition: string, kinds: string, group: Group, sources: Sources,
 *   stated: Statement[], statedBy: Statement[], links: number}} Concept
 * @typedef {{subject: Concept, property: Property,
 *   value: (Concept|string|number), sources: Sources}} Statement
 */

/** @type {Object} All of it; it is there before anything is shown. */
let graph = null;

/** Digits of base 85, as export/html.py writes them. */
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%.()*+-;,=/?@^_`{|}~";

/** Return the bytes that a text in base 85 stands for: five digits for four bytes. */
function bytesOf(text) {
  const values = new Uint8Array(128);
  [...DIGITS].forEach((digit, value) => { values[digit.charCodeAt(0)] = value; });
  const words = new DataView(new ArrayBuffer(4 * Math.ceil(text.length / 5)));
  const last = values["~".charCodeAt(0)]; // stands in for digits that are missing
  for (let i = 0; i < text.length; i += 5) {
    let word = 0;
    for (let k = i; k < i + 5; k += 1) word = word * 85 + (k < text.length ? values[text.charCodeAt(k)] : last);
    words.setUint32((i / 5) * 4, word);
  }
  return new Uint8Array(words.buffer, 0, Math.floor((text.length * 4) / 5));
}

/** Return what is in the page: JSON, gzipped, in base 85. */
async function unpacked() {
  const bytes = bytesOf(byId("graph").textContent);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

/** Return numbers of which the page holds the steps from one to the next. */
function summed(steps) {
  let sum = 0;
  return steps.map((step) => (sum += step));
}

/** First sign that stands for a word, and the signs that stand for none. */
const FIRST_SIGN = 0x80;
const SURROGATES = { first: 0xd800, count: 0x800 };

/** Return a function that reads a text in which signs above ASCII stand for words. */
function textReader(words) {
  const isNone = (code) => code >= SURROGATES.first;
  const word = (code) => words[code - FIRST_SIGN - (isNone(code) ? SURROGATES.count : 0)];
  return (written) => {
    let text = "";
    for (const sign of written) {
      const code = sign.codePointAt(0);
      text += code < FIRST_SIGN ? sign : word(code);
    }
    return text;
  };
}

/** Return the slug of a label, where the page names no other. */
function plainSlug(label) {
  return (label.toLowerCase().match(/[a-z0-9]+/g) ?? []).join("-");
}

/** A concept; what few views show is read when it is first asked for. */
class Concept {
  #read;
  #others;
  #definition;

  /** @param {{others: string[], definition: string}} written - As they stand in the page. */
  constructor(values, read, written) {
    Object.assign(this, values);
    this.#read = read;
    this.#others = { written: written.others };
    this.#definition = { written: written.definition };
  }

  get others() {
    this.#others.read ??= this.#others.written.map(this.#read);
    return this.#others.read;
  }

  get definition() {
    this.#definition.read ??= this.#read(this.#definition.written);
    return this.#definition.read;
  }
}

function readConcepts({ slugs, addresses, labels, others, definitions, kinds, known }, allKinds, sources, read) {
  const next = addressesOf(addresses).values();
  const slugOf = (slug, label) => (slug === 1 ? next.next().value : slug || plainSlug(label));
  return labels.map((written, index) => {
    const label = read(written);
    const [words, group] = allKinds[kinds[index]];
    const values = {
      index, slug: slugOf(slugs[index], label), label, kinds: words, group, sources: sources[known[index]],
      stated: [], statedBy: [], links: 0,
    };
    return new Concept(values, read, { others: others[index], definition: definitions[index] });
  });
}

function readGraph({ facts: data, nodes: { x, y, size } }) {
  const read = textReader(data.words.split("\n"));
  const groups = data.groups.map(([name, label]) => ({ name, label }));
  const sources = data.sourceSets.map((numbers) => ({
    ids: numbers.map((number) => data.sourceIds[number]),
    titles: numbers.map((number) => data.sources[number]),
    isEditorial: numbers.length === 1 && numbers[0] === data.editorial,
  }));
  const properties = data.properties.map(([name, label, inverse, unit, isReference]) => (
    { name, label, inverse, unit, isReference }
  ));
  const kinds = data.kinds.map(([words, group]) => [words, groups[group]]);
  const concepts = readConcepts(data.concepts, kinds, sources, read);
  data.statements.forEach((columns, i) => readStatements(columns, properties[i], concepts, sources, read));
  const bySlug = new Map(concepts.map((concept) => [concept.slug, concept]));
  return {
    groups, properties, concepts, bySlug,
    nodes: concepts.map(({ group }, id) => ({ id, x: x[id], y: y[id], size: size[id], group: group.name })),
    valueNames: data.valueNames,
    schemes: data.schemes.map(([title, iri, prefix]) => ({ title, iri, prefix })),
    clusters: data.clusters.map(([label, x, y, width, height]) => ({ label, x, y, width, height })),
    definedBy: sources[data.definedBy],
    sources: data.sources.map((title, i) => ({ id: data.sourceIds[i], title })),
    classes: new Map(Object.entries(data.classes)
      .map(([kind, steps]) => [kind, summed(steps).map((number) => concepts[number])])),
    aside: data.aside,
    focus: data.focus,
    route: data.route.map((slug) => bySlug.get(slug)),
  };
}

/** Return addresses that end in UUIDs. */
function addressesOf({ begin, begins, digits }) {
  return begins.map((number, i) => {
    const part = (from, to) => digits.slice(32 * i + from, 32 * i + to);
    return `${begin[number]}${part(0, 8)}-${part(8, 12)}-${part(12, 16)}-${part(16, 20)}-${part(20, 32)}`;
  });
}

/** Read what a property states. A reference is a step from the one before, or a text. */
function readStatements([subjects, written, sets], property, concepts, sources, read) {
  const isPlain = Array.isArray(written);
  const values = isPlain ? written : addressesOf(written);
  let target = 0;
  summed(subjects).forEach((subject, i) => {
    let value = values[i];
    if (typeof value === "string") value = isPlain ? read(value) : value;
    else if (property.isReference) value = concepts[target += value];
    addStatement(concepts[subject], property, value, sources[sets[i]]);
  });
}

function addStatement(subject, property, value, sources) {
  const statement = { subject, property, value, sources };
  subject.stated.push(statement);
  if (typeof value !== "object") return;
  value.statedBy.push(statement);
  value.links += 1;
  subject.links += 1;
}

/**
 * Return the values that a property states of a concept and that are shown.
 * @param {Concept} concept
 * @param {string} property - Its name.
 */
function values(concept, property) {
  return concept.stated
    .filter((s) => s.property.name === property && isShown(s))
    .map((s) => s.value);
}

/** Roles, in the order of their labels. */
function roles() {
  return graph.concepts.filter((c) => c.group.name === "role" && isKnown(c)).sort(byLabel);
}

const { compare: compareTexts } = new Intl.Collator("en");

function byLabel(a, b) {
  return compareTexts(a.label, b.label);
}
