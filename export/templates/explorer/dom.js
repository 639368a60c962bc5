// Making elements. Text always goes in as text, so that no label is ever markup.

const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an element.
 * @param {string} tag
 * @param {Object<string, string|number|boolean|undefined>} attributes - An
 *   attribute that is undefined or false is left out; true stands without value.
 * @param {...(Node|string|null)} children - Strings become text; null is left out.
 * @returns {HTMLElement}
 */
function element(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** Make an SVG element; the arguments are those of `element`. */
function svgElement(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) {
      node.setAttribute(name, value === true ? "" : String(value));
    }
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

/** @returns {HTMLElement} The element with that id. */
function byId(id) {
  return document.getElementById(id);
}

/** @param {string[]} titles - Of the columns. */
function tableHead(titles) {
  const cells = titles.map((title) => element("th", { scope: "col" }, title));
  return element("thead", {}, element("tr", {}, ...cells));
}

/** A name in a box of its own, so that its writing direction ends with it. */
function name(text) {
  return element("bdi", {}, text);
}

/** Return a sentence with the name of each of some concepts in a box of its own. */
function sentence(text, concepts) {
  const labels = concepts.map(({ label }) => label).filter((label) => label && text.includes(label));
  if (!labels.length) return [text];
  const longest = labels.reduce((a, b) => (b.length > a.length ? b : a));
  const [before, ...after] = text.split(longest);
  return [...sentence(before, concepts), name(longest), ...sentence(after.join(longest), concepts)];
}
