// Terms of an answer as a reader wants them: short, and leading somewhere.

const NUMBER = /#(?:integer|decimal|double|float|int|long)$/;
const WEB = /^https?:\/\/[^\s"<>\\^`{|}]+$/i;

/** Return an element with attributes and children; texts are never read as markup. */
export function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** Tell whether a term is a number. */
export function isNumber(term) {
  return Boolean(term) && NUMBER.test(term.datatype ?? "");
}

/** Return an IRI by the shortest prefix that names it, or as it is. */
function shortened(iri, prefixes) {
  const found = Object.entries(prefixes).find(([, start]) => (
    iri.startsWith(start) && /^[\w.-]+$/.test(iri.slice(start.length))
  ));
  return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
}

/**
 * Return where an IRI leads: to a page here when it is ours, else to the web.
 * @returns {{href: string, isHere: boolean}|null} Null when it leads nowhere.
 */
export function target(iri, { prefixes, namespaces, imported }) {
  const after = (start) => (iri.startsWith(start) ? iri.slice(start.length) : null);
  const slug = after(namespaces.concept);
  if (slug) return { href: `/id/${encodeURIComponent(slug)}`, isHere: true };
  const scheme = imported.find((name) => after(prefixes[name]));
  if (scheme) return { href: `/id/${scheme}:${encodeURI(after(prefixes[scheme]))}`, isHere: true };
  const term = after(namespaces.vocabulary);
  if (term === "") return { href: "/schema", isHere: true };
  if (term?.startsWith("#")) return { href: `/schema#${encodeURIComponent(term.slice(1))}`, isHere: true };
  if (after(prefixes.source)) {
    return { href: `/?query=${encodeURIComponent(`DESCRIBE <${iri}>`)}`, isHere: true };
  }
  return WEB.test(iri) ? { href: iri, isHere: false } : null;
}

function link(iri, page) {
  const text = element("bdi", {}, shortened(iri, page.prefixes));
  const found = target(iri, page);
  if (!found) return text;
  const away = { class: "out", target: "_blank", rel: "noopener noreferrer" };
  return element("a", { href: found.href, title: iri, ...(found.isHere ? {} : away) }, text);
}

/** Show a term of an answer; null is a variable without a value. */
export function shown(term, page) {
  if (!term) return "";
  if (term.type === "uri") return link(term.value, page);
  if (term.type === "bnode") return element("bdi", {}, `_:${term.value}`);
  if (term.type === "triple") {
    const { subject, predicate, object } = term.value;
    const [s, p, o] = [subject, predicate, object].map((part) => shown(part, page));
    return element("span", {}, "<< ", s, " ", p, " ", o, " >>");
  }
  const language = term["xml:lang"];
  const isPlain = !term.datatype || isNumber(term) || term.datatype.endsWith("#string");
  const note = language ? `@${language}` : isPlain ? "" : shortened(term.datatype, page.prefixes);
  return element("span", {}, element("bdi", {}, term.value), note ? element("small", {}, ` ${note}`) : null);
}
