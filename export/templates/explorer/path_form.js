// The form of the path view. Each change is a new address, so that back undoes it.

const OBJECTIVES = { moves: "Fewest moves", learning: "Least learning", time: "Least time" };
/** Comboboxes and other fields of the form by the field of the path that they set. */
const pathFields = new Map();

function askPath(change) {
  go({ view: "path", path: { ...state.path, path: 0, ...change } });
}

function roleField(field, label, hint) {
  const box = new Combobox({
    id: `path-${field}`, label, hint, noun: "role",
    candidates: () => graph.classes.get("Role"),
    onChoose: (role) => askPath({ [field]: role }),
  });
  pathFields.set(field, (path) => box.follow(path[field]));
  return box.node;
}

/**
 * Return a field for several concepts: those chosen stand below it, to be removed.
 * Of more than `most`, the last remain.
 */
function listField(field, label, hint, noun, candidates, most = Infinity) {
  const chosen = element("ul", { class: "chips" });
  const box = new Combobox({
    id: `path-${field}`, label, hint, noun,
    candidates: () => candidates().filter((one) => !state.path[field].includes(one)),
    onChoose: (concept) => concept && askPath({ [field]: [...state.path[field], concept].slice(-most) }),
  });
  const remove = (concept) => {
    askPath({ [field]: state.path[field].filter((one) => one !== concept) });
    box.input.focus();
  };
  pathFields.set(field, (path) => {
    box.follow(null);
    chosen.replaceChildren(...path[field].map((concept) => removable(concept, remove)));
  });
  box.node.append(chosen);
  return box.node;
}

function removable(concept, remove) {
  const button = element(
    "button", { type: "button", class: "chip", "aria-label": `Remove ${concept.label}` },
    sign(concept.group), name(concept.label), element("span", { "aria-hidden": "true" }, "×"),
  );
  button.addEventListener("click", () => remove(concept));
  return element("li", {}, button);
}

function objectiveField() {
  const known = transitionNetwork().stays.some(Boolean)
    ? Object.entries(OBJECTIVES) : Object.entries(OBJECTIVES).filter(([best]) => best !== "time");
  const choice = element("select", { id: "path-best" },
    ...known.map(([best, label]) => element("option", { value: best }, label)));
  choice.addEventListener("change", () => askPath({ best: choice.value }));
  pathFields.set("best", (path) => { choice.value = path.best; });
  return element("div", { class: "choice" }, element("label", { for: "path-best" }, "Best is"), choice);
}

/** Return a field for a number; `isOff` tells when it has no effect. */
function numberField(field, label, hint, isOff = () => false) {
  const [least, most] = NUMBERS[field];
  const input = element("input", {
    id: `path-${field}`, type: "number", inputmode: "numeric", min: least, max: most, step: 1, placeholder: hint,
  });
  input.addEventListener("change", () => {
    askPath({ [field]: wholeNumber(field, input.value) });
    pathFields.get(field)(state.path); // says what was made of it, even where it is as before
  });
  pathFields.set(field, (path) => {
    input.value = path[field] ?? "";
    input.disabled = isOff(path);
  });
  return element("div", { class: "choice" }, element("label", { for: `path-${field}` }, label), input);
}

function checkField(id, label, isOn, onChange) {
  const box = element("input", { id, type: "checkbox" });
  box.addEventListener("change", () => onChange(box.checked));
  pathFields.set(id, (path) => {
    box.checked = isOn(path);
    box.disabled = id === "path-trust-editorial" && !state.withEditorial;
  });
  return element("label", { class: "check" }, box, element("span", {}, name(label)));
}

/** Return a button that fills in what the reader holds, while there is more of it. */
function useMySkillsButton() {
  const button = element("button", { type: "button" }, "Use my skills");
  button.addEventListener("click", () => askPath(filledIn(state.path)));
  pathFields.set("mine", ({ from, hold }) => {
    const filled = filledIn(state.path);
    button.hidden = filled.from === from && filled.hold.length === hold.length;
  });
  return button;
}

function swapButton() {
  const button = element("button", { type: "button", class: "swap" },
    element("span", { class: "unseen" }, "Swap from and to"), element("span", { "aria-hidden": "true" }, "⇅"));
  button.addEventListener("click", () => askPath({ from: state.path.to, to: state.path.from }));
  return button;
}

function allRoles() {
  return graph.classes.get("Role");
}

function pathForm() {
  const learnable = () => [...graph.classes.get("Competency"), ...graph.classes.get("Credential")];
  const form = element("form", { class: "ask", "aria-label": "Which path" },
    roleField("from", "From", "No role yet"),
    swapButton(),
    roleField("to", "To", "The role you want"),
    objectiveField(),
    listField("hold", "I also hold", "A skill or a certificate", "skill or credential", learnable),
    useMySkillsButton(),
    listField("compare", "Compare with", "Another role you might want", "role",
      () => allRoles().filter((role) => role !== state.path.to), MOST_TARGETS - 1),
    limitFields());
  form.addEventListener("submit", (event) => event.preventDefault());
  return form;
}

/** Show in the form what is asked for. */
function showPathForm() {
  for (const show of pathFields.values()) show(state.path);
  const count = countLimits(state.path);
  byId("path-limits").querySelector("summary").textContent = count ? `Limits (${count} set)` : "Limits";
}
