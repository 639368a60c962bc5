// The concepts that are shown, as a table for a spreadsheet.

const CSV_COLUMNS = [
  "slug", "label", "other_names", "kind", "definition", "stated", "links", "known_to",
];

/**
 * Keep a spreadsheet from running a text as a formula.
 * Source: https://owasp.org/www-community/attacks/CSV_Injection
 */
function inert(cell) {
  return typeof cell === "string" && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}

/** Return a cell as it stands in a file. Source: https://www.rfc-editor.org/rfc/rfc4180 */
function csvCell(cell) {
  const text = String(inert(cell));
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csvRow(concept) {
  const stated = literalsOf(concept).map((s) => `${s.property.label} ${literalText(s)}`);
  return [
    concept.slug, concept.label, concept.others.join("; "), concept.kinds,
    isDefinitionShown() ? concept.definition : "", stated.join("; "),
    linksShown(concept), concept.sources.titles.join("; "),
  ];
}

/** Return concepts as CSV, one a line. */
function csvOf(concepts) {
  return [CSV_COLUMNS, ...concepts.map(csvRow)]
    .map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
}
