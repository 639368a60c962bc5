// Literals as a reader wants them: numbers with units, addresses as links.

const MATCHES = ["exactMatch", "closeMatch", "broadMatch"];
const AMOUNTS = ["low", "lowerQuartile", "median", "mean", "upperQuartile", "high"];

/** Pairs of properties that read better as one. */
const PAIRS = [
  {
    first: "typicalYearsLow", second: "typicalYearsHigh", label: "typical years",
    text: (low, high) => (low === high ? `${low} years` : `${low}–${high} years`),
  },
  {
    first: "status", second: "statusAsOf", label: "status",
    text: (status, date) => `${status}, as of ${date}`,
  },
];

/** Return items by a key, in the order in which the keys come first. */
function grouped(items, key) {
  const groups = new Map();
  for (const item of items) {
    if (!groups.has(key(item))) groups.set(key(item), []);
    groups.get(key(item)).push(item);
  }
  return [...groups];
}

function literal(value, unit) {
  const text = typeof value === "number" ? value.toLocaleString("en") : value;
  return unit ? `${text} ${unit}` : text;
}

/** Return a literal with its unit, or its name where it has one, such as a level. */
function literalText({ subject, property, value }) {
  const named = graph.valueNames[property.name]?.[value];
  const currency = AMOUNTS.includes(property.name) ? values(subject, "currency") : [];
  return named ?? literal(value, [...currency, property.unit].filter(Boolean).join(" "));
}

/** Return the address on the web that a literal stands for; null for none. */
function webAddress({ property, value }) {
  if (property.name === "doi") {
    return `https://doi.org/${value.split("/").map(encodeURIComponent).join("/")}`;
  }
  return /^https?:\/\/\S+$/i.test(value) ? value : null;
}

/** Return an address as short as it can be told from others. */
function addressText(address) {
  const scheme = graph.schemes.find(({ iri }) => address.startsWith(iri));
  if (!scheme) return address.replace(/^https?:\/\/(www\.)?/i, "").replace(/\/$/, "");
  const code = address.slice(scheme.iri.length).replace("/", " ");
  return `${scheme.title} ${code.replace(/-[0-9a-f-]{27}$/, "…")}`;
}

/** A link out of the page, which the reader may follow. */
function linkOut(href, text) {
  return element(
    "a",
    { class: "out", href, title: href, target: "_blank", rel: "noopener noreferrer" },
    name(text),
  );
}

/** Show a literal: as a link, or as text. */
function literalNode(statement) {
  const href = webAddress(statement);
  if (!href) return name(literalText(statement));
  return linkOut(href, statement.property.name === "doi" ? statement.value : addressText(href));
}

/** Return a link to a concept at its publisher; null for those of this project. */
function publisherLink({ slug }) {
  const [prefix, rest] = slug.split(/:(.*)/);
  const scheme = rest && graph.schemes.find((one) => one.prefix === prefix);
  if (!scheme || /careergraph/.test(scheme.iri)) return null;
  return linkOut(scheme.iri + rest, scheme.title);
}

/**
 * Return literals as names and what to show for them.
 * @param {Statement[]} statements - Of one concept.
 * @returns {{label: string, nodes: Node[]}[]}
 */
function literalRows(statements) {
  const named = new Map(grouped(statements, (s) => s.property.name));
  const isOne = (property) => named.get(property)?.length === 1;
  return [...named].flatMap(([property, same]) => {
    const pair = PAIRS.find(({ first, second }) => (
      (property === first || property === second) && isOne(first) && isOne(second)
    ));
    if (!pair) return [{ label: same[0].property.label, nodes: same.map(literalNode) }];
    if (property === pair.second) return [];
    const [first, second] = [pair.first, pair.second].map((one) => named.get(one)[0].value);
    return [{ label: pair.label, nodes: [name(pair.text(first, second))] }];
  });
}

/** Return nodes with a text between each and the next. */
function joined(nodes, between) {
  return nodes.flatMap((node, i) => (i ? [between, node] : [node]));
}

/** Return the literals that are stated of a concept and shown, in order. */
function literalsOf(concept) {
  const order = (s) => graph.properties.indexOf(s.property);
  return concept.stated.filter((s) => typeof s.value !== "object" && isShown(s))
    .sort((a, b) => order(a) - order(b));
}

/** Return what became of a credential that can no longer be taken; "" otherwise. */
function lapsed(concept) {
  return values(concept, "status").find((status) => status !== "current") ?? "";
}
