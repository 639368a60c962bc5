// The table of an answer, in place of YASR's: its cells lead to our pages, it says
// literals as they are, and it needs no style that the page's policy forbids.

import { element, isNumber, shown } from "./terms.js";

/** So many rows are shown at once. */
const STEP = 200;
const ORDER = new Intl.Collator("en", { numeric: true });

/** Order two terms: those without a value first, then numbers, then texts. */
function compared(a, b) {
  if (!a || !b) return Number(Boolean(a)) - Number(Boolean(b));
  if (isNumber(a) && isNumber(b)) return Number(a.value) - Number(b.value);
  return ORDER.compare(a.value, b.value);
}

/**
 * Return what YASR has got as variables and rows; null when it is no table. Rows are
 * read from the text, for YASR's own reader takes "{{ }}" in literals for a template.
 */
function tableOf(results) {
  if (!results || results.hasError()) return null;
  if (/results\+json/.test(results.getContentType() ?? "")) {
    const { head, results: found } = JSON.parse(results.getOriginalResponseAsString());
    return found ? { variables: head.vars, rows: found.bindings } : null;
  }
  const rows = results.getBindings();
  return rows ? { variables: results.getVariables(), rows } : null;
}

/**
 * Return the class that YASR makes its table with.
 * @param {object} page - Prefixes and namespaces.
 */
export function tableFor(page) {
  return class RowsTable {
    label = "Table";
    priority = 10;

    constructor(yasr) {
      this.yasr = yasr;
    }

    canHandleResults() {
      return tableOf(this.yasr.results) !== null;
    }

    draw() {
      const { variables, rows } = tableOf(this.yasr.results);
      this.yasr.resultsEl.append(
        rows.length ? rowsTable(variables, rows, page) : element("p", {}, "No rows: nothing in the graph matches."),
      );
    }
  };
}

function rowsTable(variables, rows, page) {
  const body = element("tbody", {});
  const more = element("button", { type: "button" });
  let left = rows;
  const add = () => {
    const row = (terms) => element("tr", {}, ...variables.map((name) => element(
      "td", isNumber(terms[name]) ? { class: "figure" } : {}, shown(terms[name], page),
    )));
    body.append(...left.slice(0, STEP).map(row));
    left = left.slice(STEP);
    more.hidden = !left.length;
    more.textContent = `Show ${Math.min(STEP, left.length)} of ${left.length.toLocaleString("en")} more`;
  };
  more.addEventListener("click", add);
  const show = (sorted) => {
    body.replaceChildren();
    left = sorted;
    add();
  };
  const head = element("tr", {}, ...variables.map((name) => heading(name, rows, show)));
  show(rows);
  const table = element("table", { class: "rows" }, element("thead", {}, head), body);
  const wide = { class: "wide", tabindex: "0", role: "region", "aria-label": "Rows" };
  return element("div", {}, element("div", wide, table), more);
}

/** Return the heading of a column, which sorts by it: up, down, and as it was. */
function heading(name, rows, show) {
  const button = element("button", { type: "button" }, name);
  const made = element("th", { scope: "col" }, button);
  button.addEventListener("click", () => {
    const was = made.getAttribute("aria-sort");
    for (const other of made.parentNode.children) other.removeAttribute("aria-sort");
    if (was === "descending") return show(rows);
    const sign = was ? -1 : 1;
    made.setAttribute("aria-sort", was ? "descending" : "ascending");
    return show([...rows].sort((a, b) => sign * compared(a[name], b[name])));
  });
  return made;
}
