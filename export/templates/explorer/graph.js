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

/** Return what is in the page: JSON, gzipped, in base64. */
async function unpacked() {
  const bytes = Uint8Array.from(atob(byId("graph").textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

function readGraph({ facts: data, nodes, edges }) {
  const groups = data.groups.map(([name, label]) => ({ name, label }));
  const sources = data.sourceSets.map((numbers) => ({
    ids: numbers.map((number) => data.sourceIds[number]),
    titles: numbers.map((number) => data.sources[number]),
    isEditorial: numbers.length === 1 && numbers[0] === data.editorial,
  }));
  const properties = data.properties.map(([name, label, inverse, unit, isReference]) => (
    { name, label, inverse, unit, isReference }
  ));
  const concepts = data.concepts.map(
    ([slug, label, others, definition, kinds, group, known], index) => ({
      index, slug, label, others, definition, kinds, group: groups[group],
      sources: sources[known], stated: [], statedBy: [], links: 0,
    }),
  );
  for (const [subject, property, value, set] of data.statements) {
    addStatement(concepts, properties[property], concepts[subject], value, sources[set]);
  }
  const bySlug = new Map(concepts.map((concept) => [concept.slug, concept]));
  return {
    groups, properties, concepts, bySlug, nodes, edges,
    valueNames: data.valueNames,
    schemes: data.schemes.map(([title, iri]) => ({ title, iri })),
    clusters: data.clusters.map(([label, x, y, width, height]) => ({ label, x, y, width, height })),
    definedBy: sources[data.definedBy],
    sources: data.sources.map((title, i) => ({ id: data.sourceIds[i], title })),
    classes: new Map(Object.entries(data.classes)
      .map(([kind, numbers]) => [kind, numbers.map((number) => concepts[number])])),
    aside: data.aside,
    focus: data.focus,
    route: data.route.map((slug) => bySlug.get(slug)),
  };
}

function addStatement(concepts, property, subject, value, sources) {
  const isConcept = property.isReference && typeof value === "number";
  const statement = { subject, property, value: isConcept ? concepts[value] : value, sources };
  subject.stated.push(statement);
  if (isConcept) {
    statement.value.statedBy.push(statement);
    statement.value.links += 1;
    subject.links += 1;
  }
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

function byLabel(a, b) {
  return a.label.localeCompare(b.label, "en");
}
