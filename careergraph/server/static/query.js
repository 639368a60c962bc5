// The query page: YASGUI's editor and answers, bound to this server, and the examples.

import { tableFor } from "./results.js";
import { element } from "./terms.js";

const { Yasqe, Yasr } = globalThis.Yasgui;
const byId = (id) => document.getElementById(id);
const page = JSON.parse(byId("data").textContent);
const ROWS = { CSV: "text/csv", TSV: "text/tab-separated-values", JSON: "application/sparql-results+json", XML: "application/sparql-results+xml" };
const GRAPH = { Turtle: "text/turtle", "JSON-LD": "application/ld+json", "RDF/XML": "application/rdf+xml", "N-Triples": "application/n-triples" };
const ENDINGS = { CSV: "csv", TSV: "tsv", JSON: "json", XML: "xml", Turtle: "ttl", "JSON-LD": "jsonld", "RDF/XML": "rdf", "N-Triples": "nt" };
/** A query of more signs is not put into the address, which servers cut off. */
const LONGEST_ADDRESS = 4000;

/** Have the editor complete our prefixes and terms, and ask no other server for any. */
function completers() {
  const made = { prefixes: page.prefixes, property: page.properties, class: page.classes };
  const texts = Object.entries(page.prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`);
  Yasqe.forkAutocompleter("prefixes", { name: "our-prefixes", persistenceId: null, get: () => texts }, false);
  for (const kind of ["property", "class"]) {
    Yasqe.forkAutocompleter(kind, { name: `our-${kind}`, bulk: true, get: () => made[kind] }, false);
  }
  return ["variables", "our-prefixes", "our-property", "our-class"];
}

function editorIn(place) {
  const text = byId("query").value;
  place.replaceChildren();
  const editor = new Yasqe(place, {
    value: text,
    autocompleters: completers(),
    requestConfig: {
      endpoint: page.endpoint, method: "POST",
      acceptHeaderSelect: ROWS.JSON, acceptHeaderGraph: GRAPH.Turtle,
    },
    createShareableLink: null, consumeShareLink: null, persistenceId: null, prefixCcApi: null,
    showQueryButton: false, resizeable: false, editorHeight: null,
    extraKeys: { Tab: false, "Shift-Tab": false },
  });
  editor.getInputField().setAttribute("aria-label", "Query in SPARQL");
  return editor;
}

/** Say in the words of the server why there is no answer. */
async function faultOf({ text }) {
  const isSilent = /^(Failed to fetch|NetworkError|Load failed)/.test(text);
  const told = isSilent ? "The server does not answer; see whether it still runs, and run the query again." : text.trim();
  return element("p", { class: "fault", role: "alert" }, element("bdi", {}, told));
}

Yasr.registerPlugin("table", tableFor(page));
const answers = new Yasr(byId("results"), {
  prefixes: page.prefixes, persistenceId: null, errorRenderers: [faultOf],
});
const editor = editorIn(byId("editor"));
const run = byId("run");

function tell(text) {
  byId("told").textContent = text;
}

/** Show in the address what stands in the editor, so that it can be kept and sent. */
function keepAddress() {
  const name = byId("example").dataset.name;
  const query = editor.getValue();
  if (name && page.examples[name].text === query) return;
  const address = `/?${new URLSearchParams({ query })}`;
  history.replaceState(null, "", address.length < LONGEST_ADDRESS ? address : "/");
  showExample("");
}

function ask() {
  return editor.query().catch(() => {}); // it is shown by what follows
}

/** Save the answer in another format, for which the server is asked again. */
async function save(format, mediaType) {
  const response = await fetch(page.endpoint, {
    method: "POST",
    headers: { Accept: mediaType, "Content-Type": "application/sparql-query" },
    body: editor.getValue(),
  });
  if (!response.ok) return tell((await response.text()).trim());
  const address = URL.createObjectURL(await response.blob());
  element("a", { href: address, download: `answer.${ENDINGS[format]}` }).click();
  return URL.revokeObjectURL(address);
}

function offerToSave(formats) {
  const buttons = Object.entries(formats).map(([format, mediaType]) => {
    const button = element("button", { type: "button" }, format);
    button.addEventListener("click", () => save(format, mediaType).catch(() => tell("The server does not answer.")));
    return button;
  });
  byId("saving").replaceChildren(element("span", { class: "others" }, "Save as"), ...buttons);
  byId("saving").hidden = !buttons.length;
}

function showExample(name) {
  const example = page.examples[name];
  const place = byId("example");
  place.hidden = !example;
  place.dataset.name = name;
  place.querySelector("h2").textContent = example?.title ?? "";
  const parts = (example?.answers ?? "").split("`");
  place.querySelector("p").replaceChildren(
    ...parts.map((part, i) => (i % 2 ? element("code", {}, part) : part)),
  );
  for (const link of document.querySelectorAll("[data-example]")) {
    link.toggleAttribute("aria-current", false);
    if (link.dataset.example === name) link.setAttribute("aria-current", "true");
  }
}

/** Put an example into the editor, and run it. */
function choose(name) {
  showExample(name);
  editor.setValue(page.examples[name].text);
  ask();
}

/** Run what the address names; nothing when it names nothing. */
function runAddress() {
  const asked = new URLSearchParams(location.search);
  const name = asked.get("question");
  if (name in page.examples && !asked.get("query")) choose(name);
  else if (asked.get("query")) {
    editor.setValue(asked.get("query"));
    ask();
  }
}

function findExamples() {
  const words = byId("find").value.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const section of document.querySelectorAll("#examples section")) {
    const items = [...section.querySelectorAll("li")];
    for (const item of items) {
      const text = `${item.textContent} ${item.querySelector("a").dataset.example}`.toLowerCase();
      item.hidden = !words.every((word) => text.includes(word));
    }
    const left = items.filter((item) => !item.hidden).length;
    section.hidden = !left;
    found += left;
  }
  byId("found").textContent = found;
}

editor.on("query", () => {
  keepAddress();
  run.textContent = "Stop";
  tell("Running…");
});
editor.on("queryResponse", (_, response, duration) => {
  run.textContent = "Run";
  if (response.name === "AbortError") return tell("Stopped.");
  answers.setResponse(response, duration);
  const seconds = `in ${(duration / 1000).toLocaleString("en", { maximumFractionDigits: 2 })} s`;
  const rows = answers.results.hasError() ? null : answers.results.getBindings();
  tell(rows ? `${rows.length.toLocaleString("en")} ${rows.length === 1 ? "row" : "rows"} ${seconds}` : "");
  if (answers.results.hasError()) offerToSave({});
  else offerToSave(/turtle/.test(response.headers.get("content-type")) ? GRAPH : ROWS);
  return undefined;
});
answers.on("drawn", () => {
  // the text of the answer is shown in an editor that has no name of its own
  for (const field of document.querySelectorAll("#results textarea")) field.setAttribute("aria-label", "Answer");
});
byId("form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (run.textContent === "Stop") editor.abortQuery();
  else ask();
});
byId("examples").addEventListener("click", (event) => {
  const link = event.target.closest("[data-example]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState(null, "", link.href);
  scrollTo(0, 0);
  choose(link.dataset.example);
});
window.addEventListener("popstate", runAddress);
byId("find").addEventListener("input", findExamples);
byId("find").hidden = false;
byId("hint").hidden = false;
document.documentElement.dataset.ready = "";
runAddress();
