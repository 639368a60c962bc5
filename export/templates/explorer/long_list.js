// The list of a graph that is too large to be listed at once: headings with counts;
// a table is drawn when it is opened, a part of it at a time.

/** More concepts than this are not listed at once. */
const MOST_LISTED = 2000;
/** Rows of a table that are drawn at once. */
const PAGE = 200;
const ORDERINGS = {
  label: { title: "Name", compare: byLabel },
  links: { title: "Most links", compare: (a, b) => linksShown(b) - linksShown(a) || byLabel(a, b) },
};

/** @type {LongTable[]} Those of the list, in its order; empty where the list is short. */
let longTables = [];
/** What the reader made of the tables, by kind, so that filters do not undo it. */
const tableStates = new Map();

function longTable(kind, concepts) {
  if (!tableStates.has(kind)) tableStates.set(kind, { isOpen: false, ordering: "label", text: "" });
  return new LongTable(kind, concepts, tableStates.get(kind));
}

/** A heading, and under it, when it is open, some rows of a table. */
class LongTable {
  constructor(kind, concepts, asked) {
    Object.assign(this, { kind, concepts, asked, from: 0, to: PAGE, rows: [] });
    this.button = element("button", { type: "button", class: "open-table" },
      sign(concepts[0].group), kind, element("small", {}, ` ${concepts.length.toLocaleString("en")}`));
    this.button.addEventListener("click", () => (this.asked.isOpen ? this.close() : this.open()));
    this.said = element("span", { "aria-live": "polite" });
    this.tools = this.tableTools();
    this.page = element("div", { class: "page" });
    this.section = element("section", { class: "long" }, element("h2", {}, this.button), this.tools, this.page);
    if (asked.isOpen) this.open();
    else this.close();
  }

  tableTools() {
    const text = element("input", { type: "search", "aria-label": `Names of ${this.kind} that hold`, placeholder: "Filter by name" });
    text.value = this.asked.text;
    text.addEventListener("input", () => this.ask({ text: text.value }));
    const ordering = element("select", {}, ...Object.entries(ORDERINGS)
      .map(([value, { title }]) => element("option", { value }, title)));
    ordering.value = this.asked.ordering;
    ordering.addEventListener("change", () => this.ask({ ordering: ordering.value }));
    return element("p", { class: "tools" }, text, element("label", {}, "Sort by ", ordering), this.said);
  }

  /** Sort or filter all rows, and begin with the first. */
  ask(change) {
    Object.assign(this.asked, change);
    this.read();
    this.show(0, PAGE);
  }

  read() {
    const wanted = normal(this.asked.text.trim());
    const holds = (concept) => [concept.label, ...concept.others].some((one) => normal(one).includes(wanted));
    const { compare } = ORDERINGS[this.asked.ordering];
    this.rows = (wanted ? this.concepts.filter(holds) : [...this.concepts]).sort(compare);
  }

  open() {
    this.asked.isOpen = true;
    this.mark();
    if (!this.rows.length) this.read();
    this.show(this.from, this.to);
  }

  close() {
    this.asked.isOpen = false;
    this.mark();
    this.page.replaceChildren();
  }

  mark() {
    this.button.setAttribute("aria-expanded", String(this.asked.isOpen));
    this.tools.hidden = !this.asked.isOpen;
  }

  /** Draw the rows from one on, up to another. */
  show(from, to) {
    const { rows } = this;
    Object.assign(this, { from: Math.max(0, from), to: Math.min(to, rows.length) });
    const before = this.pager(this.from, "earlier", () => this.show(this.from - PAGE, this.to));
    const after = this.pager(rows.length - this.to, "more", () => this.show(this.from, this.to + PAGE));
    const table = rows.length ? tableOf(this.kind, rows.slice(this.from, this.to)) : null;
    this.page.replaceChildren(...[before, table, after].filter(Boolean));
    const count = (number) => number.toLocaleString("en");
    this.said.textContent = rows.length
      ? `${count(this.from + 1)}–${count(this.to)} of ${count(rows.length)}` : "Nothing has such a name.";
  }

  /** Return a button that draws more rows; null when there are none. */
  pager(left, word, draw) {
    if (!left) return null;
    const button = element("button", { type: "button", class: "pager" },
      `Show ${Math.min(PAGE, left)} ${word} of ${left.toLocaleString("en")}`);
    button.addEventListener("click", () => {
      const at = word === "more" ? this.to - this.from : 0;
      draw();
      const drawn = this.page.querySelectorAll("tbody tr");
      (word === "more" ? drawn[at] : drawn[0])?.querySelector("a").focus();
    });
    return button;
  }

  /** Open where the selection is, and draw the rows around it. */
  follow(selected) {
    if (!selected || selected.kinds !== this.kind || !this.concepts.includes(selected)) return;
    if (!this.rows.length) this.read();
    const at = this.rows.indexOf(selected);
    if (at < 0) return;
    const isDrawn = this.asked.isOpen && at >= this.from && at < this.to;
    if (isDrawn) return;
    if (at < this.from || at >= this.to) Object.assign(this, { from: at - (at % PAGE), to: at - (at % PAGE) + PAGE });
    this.open();
  }
}
