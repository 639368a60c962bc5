// The view "My skills": how near each role is, given what the reader holds.

const MOST_ROLES = 100;
const MOST_OPENINGS = 4;
/** What the ranking was last drawn with, and how that changed it. */
const ranking = { key: "", filter: "", hours: new Map(), said: "" };
/** The moves to each role that were last looked for, null while they are, and for what. */
let reached = { key: "", moves: null };
const findingMoves = new Sliced();

/**
 * Return for each role the least number of moves to it; null while they are looked for:
 * then the ranking is drawn anew once they are there.
 */
function movesFromMine(start) {
  const key = `${start.slug} ${pathKey(state.path)}`;
  if (key === reached.key) return reached.moves;
  reached = { key, moves: null };
  findingMoves.begin(movesFrom(start, askedRequest(state.path)), (moves, isLate) => {
    reached.moves = moves;
    if (!isLate) return;
    ranking.key = "";
    render();
  });
  return reached.moves;
}

function reachRow({ goal, hours, total, missing, credentials }, moves, path) {
  const share = total ? (100 * (total - hours)) / total : 100 * isEmpty(missing);
  const [next] = transitionNetwork().learningOrder(missing);
  const small = (word, concepts) => (concepts.length
    ? element("small", {}, word, ...joined(concepts.map(conceptLink), ", ")) : null);
  const bar = (kind, width) => svgElement("rect", { class: kind, width, y: 3, height: 6 });
  return element("tr", { "data-slug": goal.slug },
    element("th", { scope: "row" }, conceptLink(goal), small("next ", next ? [next] : []), small("asks for ", credentials)),
    element("td", {}, svgElement("svg", { class: "bars", viewBox: "0 0 100 12", preserveAspectRatio: "none", "aria-hidden": "true" },
      bar("scale", 100), bar("held", share)), `${Math.floor(share)} %`),
    element("td", {}, shortEffort(hours)),
    ...(moves ? [element("td", {}, moves[transitionNetwork().roleNumber.get(goal)] ?? "–")] : []),
    element("td", {}, element("a", {
      class: "button", "aria-label": `Path to ${goal.label}`, href: pathAddress({ ...path, to: goal }),
    }, "Path")));
}

function pathAddress(path) {
  return address({ view: "path", selected: null, path });
}

function reachTable(gaps, { start }) {
  const moves = start && movesFromMine(start);
  const path = { ...state.path, ...filledIn(NO_PATH), path: 0 };
  return element("table", { class: "ways reach" },
    element("caption", {}, `Held is the share of what a role takes, with all that its competencies rest on${
      transitionNetwork().countsCompetencies ? ", by number" : ". Hours are our own estimate of the effort"}.${
      moves ? " Moves are the fewest; of the limits under Path, sources, inferred moves and roles to avoid count." : ""}`),
    tableHead(["Role", "Held", "To learn", ...(moves ? ["Moves"] : []), "Way"]),
    element("tbody", {}, ...gaps.slice(0, MOST_ROLES).map((gap) => reachRow(gap, moves, path))));
}

/** Say which single competency opens most roles, then which opens fewer in fewer hours. */
function nextPart(present, roles) {
  if (!present.start) return [element("p", {}, "Name your role to see which one competency opens most roles to you.")];
  let least = Infinity;
  const best = openings(present, roles).openings.filter(({ competency, hours }) => {
    if (!isKnown(competency) || hours >= least) return false;
    least = hours;
    return true;
  });
  if (!best.length) return [element("p", {}, "No single competency opens a further role.")];
  return [
    element("ul", {}, ...best.slice(0, MOST_OPENINGS).map(({ competency, learn, hours, opens }) => {
      const before = members(learn).length - 1;
      const all = before ? `, with ${before} before it` : "";
      return element("li", {}, conceptLink(competency), ` opens ${counted(opens.length, "role")} for ${shortEffort(hours)}${all}`,
        element("span", { class: "from" }, ...joined([...opens].sort(byLabel).map((role) => name(role.label)), ", ")));
    })),
    element("p", { class: "by" }, `A role is open when ${100 * leastCoverage()} % of what it takes is covered, also by what your role `
      + `benefits from, and it is at most ${counted(MAX_RISE, "level")} higher.`),
  ];
}

/** Say what is held, which is all that paper shows of the form. */
function heldText({ start, held }) {
  const parts = [...(start ? [start] : []), ...myHolding()].map(conceptLink);
  return element("p", {}, ...(parts.length
    ? [...joined(parts, ", "), `: with what ${start ? "that role asks for, and what " : ""}these rest on, you hold ${
      members(held).length} of ${transitionNetwork().competencies.length} competencies.`]
    : ["Tick what you can do, or name your role: the roles move up at once."]));
}

/** Return what there is to know about the skills that are shown, and to do about it. */
function skillNotes() {
  const action = (text, act) => actionButton(text, () => {
    act();
    byId("skills-answer").querySelector("h2").focus();
  });
  const { replaced, fault } = mine;
  const unknown = unknownSkills();
  const notes = state.lent
    ? [["These skills came with a link; yours are as they were. ",
      action("Keep these", () => keepAndShow(state.lent, "These skills are yours now.")),
      action("Back to mine", () => go({ lent: null }))]]
    : [replaced && [`${replaced.done} `, action("Undo", () => keepAndShow(mine.replaced.before))], fault && [fault]];
  if (unknown.length) notes.push([`Not in this graph, but kept: ${unknown.join(", ")}.`]);
  return notes.filter(Boolean).map((note) => element("p", {}, ...note));
}

/** Show the notes; those that are as before are not read out again. */
function showNotes() {
  const [panel, notes] = [byId("skills-notes"), skillNotes()];
  const text = notes.map(({ textContent }) => textContent).join("");
  if (panel.textContent !== text) panel.replaceChildren(...notes);
}

/** Say how the ranking changes. */
function rankingChange(gaps) {
  const changed = (sign) => gaps.filter(({ goal, hours }) => sign * (hours - (ranking.hours.get(goal) ?? hours)) > 0).length;
  const told = [[changed(-1), "less"], [changed(1), "more"]].filter(([count]) => count)
    .map(([count, word]) => `${counted(count, "role")} need${count === 1 ? "s" : ""} ${word}. `);
  return told.join("") + (gaps.length ? `Nearest: ${gaps[0].goal.label}, ${effortText(gaps[0].hours)}.` : "No role is left.");
}

/** Draw the roles by the hours that they still take, without the present one. */
function drawReach(present) {
  const roles = graph.classes.get("Role").filter(passes);
  const gaps = roles.filter((role) => role !== present.start && stated(role, "requires").length)
    .map((role) => skillGap(present, role))
    .sort((a, b) => a.hours - b.hours || byLabel(a.goal, b.goal));
  ranking.said = rankingChange(gaps);
  ranking.hours = new Map(gaps.map(({ goal, hours }) => [goal, hours]));
  byId("skills-answer").replaceChildren(
    element("h2", { tabindex: "-1" }, "Roles within reach"), heldText(present),
    element("h3", {}, "What to learn next"), ...nextPart(present, roles),
    element("h3", {}, gaps.length > MOST_ROLES ? `The nearest ${MOST_ROLES} of ${literal(gaps.length)} roles` : counted(gaps.length, "role")),
    reachTable(gaps, present),
  );
}

/** Say how the last tick changed the ranking, to be read out. */
function skillsStatus() {
  return ranking.said;
}

/** Show the form and the ranking; it is drawn anew only when it is another. */
function showSkills() {
  if (!byId("skills").firstChild) startSkills();
  const present = standing(myRole(), myHolding());
  skillRole.follow(present.start);
  ticked = { chosen: new Set(myHolding()), held: present.held };
  markBoxes();
  if (ranking.filter !== filterKey()) arrangeBoxes();
  ranking.filter = filterKey();
  showNotes();
  const key = address({ selected: null }) + JSON.stringify(skillsShown());
  if (key !== ranking.key) drawReach(present);
  ranking.key = key;
  for (const row of byId("skills-answer").querySelectorAll("[data-slug]")) {
    row.classList.toggle("selected", row.dataset.slug === state.selected?.slug);
  }
}

function startSkills() {
  const view = byId("skills");
  view.append(element("div", { id: "skills-notes", role: "status" }), skillsForm(),
    element("section", { id: "skills-answer", "aria-label": "Roles within reach" }));
  view.addEventListener("dragover", (event) => event.preventDefault());
  view.addEventListener("drop", (event) => {
    event.preventDefault();
    openSkills(event.dataTransfer.files[0]);
  });
}
