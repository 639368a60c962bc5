// An input in which a concept is chosen by name: a combobox with a list to choose from.
//
// Source: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/

/** So many concepts are listed at once. */
const MOST_OPTIONS = 100;

/** Find the first candidates that a text names, best first; by label for no text. */
function* optionsFor(text, candidates) {
  const wanted = normal(text.trim());
  const known = candidates.filter(isKnown);
  if (!wanted) return [...known].sort(byLabel).slice(0, MOST_OPTIONS);
  return (yield* namedBy(wanted, known)).slice(0, MOST_RESULTS);
}

/** Find the candidates that a text in normal form names, best first. */
function* namedBy(wanted, candidates) {
  const asked = new Set(candidates);
  const best = new Map();
  const take = (hit) => {
    const isBetter = asked.has(hit.concept) && !(best.get(hit.concept) <= hit.rank);
    if (isBetter) best.set(hit.concept, hit.rank);
  };
  literalHits(wanted).forEach(take);
  if (!best.size) (yield* similarHits(wanted)).forEach(take);
  return [...best].sort(([a, i], [b, j]) => i - j || byLabel(a, b)).map(([concept]) => concept);
}

/** A labelled input, its list, and what to say when a name is not known. */
class Combobox {
  /**
   * @param {Object} options
   * @param {string} options.id
   * @param {string} options.label
   * @param {string} options.hint - Shown while the input is empty.
   * @param {string} options.noun - What is chosen, such as "role".
   * @param {() => Concept[]} options.candidates
   * @param {(concept: Concept|null) => void} options.onChoose - Null when it is emptied.
   */
  constructor({ id, label, hint, noun, candidates, onChoose }) {
    Object.assign(this, { id, noun, candidates, onChoose });
    this.chosen = null;
    this.active = -1;
    this.looking = new Sliced();
    this.input = element("input", {
      id, type: "text", role: "combobox", autocomplete: "off", spellcheck: "false",
      "aria-expanded": "false", "aria-controls": `${id}-list`, "aria-autocomplete": "list",
      "aria-describedby": `${id}-fault`, placeholder: hint,
    });
    this.list = element("ul", {
      id: `${id}-list`, role: "listbox", "aria-label": `${label}: what has that name`, hidden: true,
    });
    this.fault = element("p", { id: `${id}-fault`, class: "fault", role: "alert" });
    this.node = element("div", { class: "choice" },
      element("label", { for: id }, label), this.input, this.list, this.fault);
    this.input.addEventListener("input", () => this.show());
    this.input.addEventListener("click", () => this.list.hidden && this.show(""));
    this.input.addEventListener("focus", () => this.input.select());
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.input.addEventListener("blur", () => this.onLeave());
  }

  /** Show what is chosen. */
  set(concept) {
    this.looking.stop();
    this.chosen = concept;
    this.input.value = concept?.label ?? "";
    this.complain("");
    this.expand(false);
  }

  /** Show what is chosen by now, but leave alone what is being typed. */
  follow(concept) {
    const isTyping = document.activeElement === this.input && concept === this.chosen;
    if (!isTyping) this.set(concept);
  }

  show(text = this.input.value) {
    this.looking.begin(optionsFor(text, this.candidates()), (options) => this.draw(text, options));
    if (this.looking.isBusy) this.expand(false);
  }

  draw(text, options) {
    this.list.replaceChildren(...options.map((concept, i) => this.option(concept, i)));
    this.complain("");
    this.expand(options.length > 0);
    this.activate(text.trim() && options.length ? 0 : -1);
  }

  option(concept, i) {
    const node = element(
      "li",
      { role: "option", id: `${this.id}-${i}`, "data-slug": concept.slug, "aria-selected": "false" },
      sign(concept.group), name(concept.label),
    );
    node.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the focus
    node.addEventListener("click", () => this.choose(concept));
    return node;
  }

  expand(isOpen) {
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) this.activate(-1);
  }

  activate(number) {
    this.active = number;
    [...this.list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === number)));
    const option = this.list.children[number];
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  choose(concept) {
    this.set(concept);
    this.onChoose(concept);
  }

  complain(text) {
    this.fault.textContent = text;
    if (text) this.input.setAttribute("aria-invalid", "true");
    else this.input.removeAttribute("aria-invalid");
  }

  onKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      this.step(step);
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.take();
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.stopPropagation();
      this.set(this.chosen);
    }
  }

  step(step) {
    if (this.list.hidden) this.show(this.input.value === this.chosen?.label ? "" : this.input.value);
    const count = this.list.children.length;
    if (!count) return;
    const from = this.active < 0 && step < 0 ? 0 : this.active;
    this.activate((from + step + count) % count);
  }

  onLeave() {
    if (this.input.value !== (this.chosen?.label ?? "")) this.take();
    else this.expand(false);
  }

  /** Take the option that is active, or what was typed as it is. */
  take() {
    this.looking.finish();
    const option = this.list.hidden ? null : this.list.children[this.active];
    const text = this.input.value.trim();
    if (option) {
      this.choose(graph.bySlug.get(option.dataset.slug));
    } else if (!text) {
      if (this.chosen) this.choose(null);
      this.expand(false);
    } else if (text !== this.chosen?.label) {
      this.expand(false);
      this.complain(`There is no ${this.noun} called “${text}”.`);
    }
  }
}
