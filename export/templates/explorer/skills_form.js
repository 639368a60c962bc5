// The form of the view "My skills": the present role, and a box to tick for all that can
// be held. A box is made when it is first shown: of a large graph, few ever are.

/** So many of a kind are shown, those that most roles ask for; */
const MOST_BOXES = 12;
/** so many more on demand, and so many of those that are found. */
const MORE_BOXES = 200;

/**
 * @typedef {{concepts: Concept[], most: number, node: HTMLElement, place: HTMLElement,
 *   more: HTMLElement}} SkillGroup - Of a kind, the concepts that most roles ask for first.
 */

/** @type {SkillGroup[]} */
let skillGroups = [];
/** @type {Map<Concept, {box: HTMLElement, node: HTMLElement}>} Those that were shown. */
const skillBoxes = new Map();
/** What is ticked by the reader, and what is held with it. */
let ticked = { chosen: new Set(), held: null };
let skillRole = null;
const findingSkills = new Sliced();

function isNarrow() {
  return matchMedia("(max-width: 50em)").matches;
}

function skillsForm() {
  skillRole = new Combobox({
    id: "my-role", label: "My role", hint: "None, or its name", noun: "role",
    candidates: () => graph.classes.get("Role"),
    onChoose: (role) => changeSkills({ role: role?.slug ?? null }),
  });
  const find = element("input", { id: "find-skill", type: "search", autocomplete: "off", placeholder: "A skill or a certificate" });
  const only = element("input", { id: "only-held", type: "checkbox" });
  find.addEventListener("input", arrangeBoxes);
  find.addEventListener("keydown", (event) => event.key === "Escape" && find.value && event.stopPropagation());
  only.addEventListener("change", arrangeBoxes);
  skillGroups = grouped(tickable(), ({ kinds }) => kinds).map(([kind, concepts]) => skillGroup(kind, concepts));
  const form = element("form", { class: "ask", "aria-label": "What I hold" }, skillRole.node,
    element("div", { class: "choice" }, element("label", { for: "find-skill" }, "Find"), find),
    element("label", { class: "check" }, only, "Only what I hold"),
    ...skillTools(), element("p", { id: "skills-found", class: "by", role: "status" }),
    ...skillGroups.map(({ node }) => node));
  form.addEventListener("submit", (event) => event.preventDefault());
  return form;
}

/** Return all that can be held: what most roles ask for, or for what rests on it, first. */
function tickable() {
  const { bit, requiredBy } = transitionNetwork();
  const all = [...graph.classes.get("Competency"), ...graph.classes.get("Credential")];
  const demand = new Map(all.map((one) => [
    one, (requiredBy[bit.get(one)] ?? one.statedBy.filter((s) => s.property.name === "requires")).length,
  ]));
  return all.sort((a, b) => demand.get(b) - demand.get(a) || byLabel(a, b));
}

/** Return the box of a concept. */
function skillBox(concept) {
  if (!skillBoxes.has(concept)) skillBoxes.set(concept, newSkillBox(concept));
  return skillBoxes.get(concept);
}

function newSkillBox(concept) {
  const box = element("input", { type: "checkbox", "data-slug": concept.slug });
  box.addEventListener("change", () => {
    const others = skillsShown().holding.filter((slug) => slug !== concept.slug);
    changeSkills({ holding: box.checked ? [...others, concept.slug] : others });
  });
  return { box, node: element("label", {}, box, name(concept.label), element("small", {}, "included")) };
}

/** @returns {SkillGroup} */
function skillGroup(kind, concepts) {
  const place = element("div", { class: "boxes" });
  const node = element("details", { open: !isNarrow() },
    element("summary", {}, sign(concepts[0].group), ` ${kind} `, element("small")),
    element("fieldset", {}, element("legend", { class: "unseen" }, kind), place));
  const group = { concepts, most: MOST_BOXES, node, place };
  group.more = actionButton("", () => {
    const before = new Set(place.children);
    group.most += MORE_BOXES;
    arrangeBoxes();
    findingSkills.finish();
    [...place.children].find((one) => !before.has(one)).querySelector("input").focus();
  });
  return group;
}

function actionButton(text, act) {
  const button = element("button", { type: "button" }, text);
  button.addEventListener("click", act);
  return button;
}

function skillTools() {
  const picker = element("input", { type: "file", accept: ".json", hidden: true });
  picker.addEventListener("change", () => {
    openSkills(picker.files[0]);
    picker.value = ""; // so that the same file can be chosen again
  });
  return [
    element("div", { class: "boxes" }, actionButton("Save to a file", saveSkills), picker,
      actionButton("Open a file", () => picker.click()),
      actionButton("Forget all", () => {
        if (state.lent) changeSkills(NO_SKILLS);
        else keepAndShow(NO_SKILLS, "All is forgotten.");
        byId("skills-notes").querySelector("button").focus();
      })),
    element("p", { id: "file-fault", class: "fault", role: "alert" }),
    element("small", {}, "What you tick stays in this browser and is sent to nobody."),
  ];
}

/** Show the boxes that search and filters leave. To tick one moves none. */
function arrangeBoxes() {
  const text = normal(byId("find-skill").value.trim());
  findingSkills.stop();
  if (!text) {
    showBoxes(null);
    return;
  }
  const all = skillGroups.flatMap(({ concepts }) => concepts);
  findingSkills.begin(namedBy(text, all), (found) => showBoxes(new Set(found)));
  if (findingSkills.isBusy) byId("skills-found").textContent = "Looking for similar names …";
}

/** Show the boxes of what is wanted, or of all when null. */
function showBoxes(wanted) {
  const onlyHeld = byId("only-held").checked;
  const isLeft = (concept) => passes(concept) && (wanted?.has(concept) ?? true) && (isHeld(concept) || !onlyHeld);
  let found = 0;
  for (const group of skillGroups) {
    const left = group.concepts.filter(isLeft);
    showGroup(group, left, wanted || onlyHeld ? Math.max(group.most, MORE_BOXES) : group.most);
    group.node.open ||= Boolean(wanted);
    found += left.length;
  }
  byId("skills-found").textContent = wanted ? `${found || "None"} found` : "";
  markBoxes();
}

/** Show of a group the first of what is left of it, and what is held of the others. */
function showGroup({ node, place, more }, left, most) {
  const shown = left.filter((concept, i) => i < most || isHeld(concept));
  more.textContent = left.length - most <= MORE_BOXES ? `All ${literal(left.length)}` : `${MORE_BOXES} more of ${literal(left.length)}`;
  place.replaceChildren(...shown.map((concept) => skillBox(concept).node), ...(left.length > most ? [more] : []));
  node.hidden = !left.length;
}

/** Tell whether a concept is ticked, or held with what is. */
function isHeld(concept) {
  return ticked.chosen.has(concept) || isIncluded(concept);
}

/** Tell whether a concept is held with what is ticked, and not ticked itself. */
function isIncluded(concept) {
  const { bit } = transitionNetwork();
  return !ticked.chosen.has(concept) && bit.has(concept) && holds(ticked.held, bit.get(concept));
}

/** Tick what is held; what this rests on is held, too. */
function markBoxes() {
  for (const [concept, { box, node }] of skillBoxes) {
    box.disabled = isIncluded(concept);
    box.checked = isHeld(concept);
    node.lastChild.hidden = !box.disabled;
  }
  for (const { node, concepts } of skillGroups) {
    node.querySelector("small").textContent = `${literal(concepts.filter(isHeld).length)} of ${literal(concepts.length)}`;
  }
}
