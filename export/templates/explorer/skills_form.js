// The form of the view "My skills": the present role, and a box to tick for all that can
// be held.

/** So many of a kind are shown, those that most roles ask for; the others on demand. */
const MOST_BOXES = 12;
/** For each kind its part of the form, its boxes and the button for more of them. */
let skillGroups = [];
let skillRole = null;

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
  const all = [...graph.classes.get("Competency"), ...graph.classes.get("Credential")]
    .map((concept) => heldBox(concept)).sort((a, b) => b.demand - a.demand || byLabel(a.concept, b.concept));
  skillGroups = grouped(all, ({ concept }) => concept.kinds).map(skillGroup);
  const form = element("form", { class: "ask", "aria-label": "What I hold" }, skillRole.node,
    element("div", { class: "choice" }, element("label", { for: "find-skill" }, "Find"), find),
    element("label", { class: "check" }, only, "Only what I hold"),
    ...skillTools(), element("p", { id: "skills-found", class: "by", role: "status" }),
    ...skillGroups.map(({ node }) => node));
  form.addEventListener("submit", (event) => event.preventDefault());
  return form;
}

/** Return the box of a concept, with how many roles ask for it or for what rests on it. */
function heldBox(concept) {
  const { bit, requiredBy } = transitionNetwork();
  const demand = (requiredBy[bit.get(concept)] ?? concept.statedBy.filter((s) => s.property.name === "requires")).length;
  const box = element("input", { type: "checkbox", "data-slug": concept.slug });
  box.addEventListener("change", () => {
    const others = skillsShown().holding.filter((slug) => slug !== concept.slug);
    changeSkills({ holding: box.checked ? [...others, concept.slug] : others });
  });
  return { concept, demand, box, node: element("label", {}, box, name(concept.label), element("small", {}, "included")) };
}

function skillGroup([kind, boxes]) {
  const more = actionButton("", () => {
    group.isAll = true;
    arrangeBoxes();
    boxes[MOST_BOXES].box.focus();
  });
  const node = element("details", { open: !isNarrow() },
    element("summary", {}, sign(boxes[0].concept.group), ` ${kind} `, element("small")),
    element("fieldset", {}, element("legend", { class: "unseen" }, kind),
      element("div", { class: "boxes" }, ...boxes.map((one) => one.node), more)));
  const group = { node, boxes, more, isAll: false };
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
  const onlyHeld = byId("only-held").checked;
  const all = skillGroups.flatMap(({ boxes }) => boxes.map(({ concept }) => concept));
  const wanted = new Set(text ? namedBy(text, all) : all);
  let found = 0;
  for (const { node, boxes, more, isAll } of skillGroups) {
    const isShort = !text && !onlyHeld && !isAll;
    let count = 0;
    for (const { concept, box, node: label } of boxes) {
      const isLeft = passes(concept) && wanted.has(concept) && (box.checked || !onlyHeld);
      label.hidden = !isLeft || (isShort && count >= MOST_BOXES && !box.checked);
      count += isLeft;
    }
    more.hidden = !isShort || count <= MOST_BOXES;
    more.textContent = `All ${count}`;
    node.hidden = !count;
    node.open ||= Boolean(text);
    found += count;
  }
  byId("skills-found").textContent = text ? `${found || "None"} found` : "";
}

/** Tick what is held; what this rests on is held, too. */
function markBoxes({ held }) {
  const { bit } = transitionNetwork();
  const chosen = new Set(myHolding());
  for (const { node, boxes } of skillGroups) {
    for (const { concept, box, node: label } of boxes) {
      box.disabled = !chosen.has(concept) && bit.has(concept) && holds(held, bit.get(concept));
      box.checked = box.disabled || chosen.has(concept);
      label.lastChild.hidden = !box.disabled;
    }
    node.querySelector("small").textContent = `${boxes.filter(({ box }) => box.checked).length} of ${boxes.length}`;
  }
}
