// The answer of the path view: the ways side by side, and one of them move by move.

/** Resources, and certifications, named beside what is to be learnt. */
const MOST_TEACHERS = 2;

function counted(number, noun) {
  return `${literal(number)} ${noun}${number === 1 ? "" : "s"}`;
}

/** Return in words what some learning takes: 40 hours, or 3 competencies where these are counted. */
function effortText(number) {
  if (!transitionNetwork().countsCompetencies) return counted(number, "hour");
  return `${literal(number)} ${number === 1 ? "competency" : "competencies"}`;
}

/** Return the same for where there is little room. */
function shortEffort(number) {
  return transitionNetwork().countsCompetencies ? effortText(number) : literal(number, "h");
}

/** Return months in words: 3 weeks, 7 months, 2.5 years. */
function duration(months) {
  if (months < 1.5) return counted(Math.round((months * WEEKS_A_YEAR) / MONTHS_A_YEAR), "week");
  return months < 18 ? counted(Math.round(months), "month") : `${(months / 12).toFixed(1)} years`;
}

function costText({ moves, learning, months }) {
  const time = months === null ? "" : `, about ${duration(months)}`;
  return `${counted(moves.length, "move")}, ${effortText(learning)} of learning${time}`;
}

/** Say what a path is best in, and whether that is proven. */
function proofText({ isProven, lowerBound }) {
  const { best } = state.path;
  if (isProven) return `${OBJECTIVES[best].toLowerCase()}, proven`;
  const learning = transitionNetwork().countsCompetencies ? "competencies" : "hours of learning";
  const unit = { moves: "moves", learning, time: "months" }[best];
  return `the best found before the search ran out of its budget; none takes fewer than ${literal(lowerBound)} ${unit}`;
}

function originName(role) {
  return role ? name(role.label) : "Your skills";
}

function conceptLink(concept) {
  return element("a", { href: address({ selected: concept }) }, name(concept.label));
}

/** Return what teaches a competency: books and courses first, and what teaches little else. */
function teachersOf(competency) {
  const [credentials, whole] = [["Credential"], ["Book", "Course"]]
    .map((names) => new Set(names.flatMap((kind) => graph.classes.get(kind))));
  const breadth = (one) => one.stated.filter((s) => s.property.name === "teaches").length;
  const offers = competency.statedBy.filter((s) => s.property.name === "teaches" && isShown(s))
    .map((s) => s.subject);
  return {
    certifications: offers.filter((one) => credentials.has(one) && !lapsed(one)),
    resources: offers.filter((one) => !credentials.has(one))
      .sort((a, b) => whole.has(b) - whole.has(a) || breadth(a) - breadth(b) || a.index - b.index),
  };
}

/** Return a resource as a link: to where it is on the web, or else to what is said of it. */
function resourceLink(resource) {
  const href = resource.stated.filter((s) => s.property.name === "url" && isShown(s)).map(webAddress).find(Boolean);
  if (!href) return conceptLink(resource);
  return element(
    "a", { class: "out", href, title: href, target: "_blank", rel: "noopener noreferrer" }, name(resource.label),
  );
}

function teachersPart(words, offers, competency) {
  if (!offers.length) return null;
  const more = offers.length - MOST_TEACHERS;
  return element("span", { class: "from" }, `${words} `,
    ...joined(offers.slice(0, MOST_TEACHERS).map(resourceLink), "; "),
    ...(more > 0 ? [" and ", element("a", { href: address({ selected: competency }) }, `${more} more`)] : []));
}

/** Tell what a competency takes to learn; nothing where none of the graph tells it. */
function effortNote(competency) {
  if (isWithoutEffort(graph)) return null;
  const hours = stated(competency, "effort");
  return element("small", {}, hours.length ? counted(Math.max(...hours), "hour") : "effort unknown");
}

function lesson(competency) {
  const { certifications, resources } = teachersOf(competency);
  return element("li", {}, conceptLink(competency), " ", effortNote(competency),
    teachersPart("from", resources, competency),
    teachersPart("certified by", certifications, competency));
}

function conceptLine(title, concepts) {
  if (!concepts.length) return null;
  const links = [...concepts].sort(byLabel).map(conceptLink);
  return element("p", {}, element("strong", {}, `${title} `), ...joined(links, ", "));
}

/** Say why a move is inferred, and what adds most to it. */
function guess({ from, similar }) {
  const { similarity, expected, inCommon, ofAKind } = similar;
  const worth = expected === null ? "" : ` Of pairs so similar ${percent(expected)} are confirmed by O*NET.`;
  const text = `Inferred, for its similarity to ${from.label} is ${percent(similarity)}: `
    + `no source says that people make this move.${worth}`;
  const grounds = [["In common", inCommon], ["Of a kind", ofAKind]].filter(([, common]) => common.length);
  return element("div", { class: "guess" },
    element("p", { class: "by guess" }, ...sentence(text, [from])),
    ...grounds.map(([title, common]) => element("p", { class: "by" }, `${title}: `,
      ...joined(common.map(({ concept, share }) => element("span", {}, conceptLink(concept), ` ${percent(share)}`)), ", "))));
}

function percent(share) {
  return `${Math.round(100 * share)}\u00a0%`; // never at the end of one line and the beginning of another
}

function authority(move) {
  const { from, sources } = move;
  if (sources) return statedBy(sources);
  return from ? guess(move)
    : element("p", { class: "by guess" }, "Nobody says so: the role is of a level to begin at.");
}

/** Say how long a move takes: the stay in the role that is left, and the learning. */
function takes({ from, hours, stay }) {
  const { pace } = state.path;
  const months = ((hours / pace) * MONTHS_A_YEAR) / WEEKS_A_YEAR;
  const time = transitionNetwork().countsCompetencies ? ""
    : `: about ${duration(months)} at ${counted(pace, "hour")} a week`;
  const learning = hours ? `${effortText(hours)} of learning${time}` : "Nothing new to learn";
  const years = stay ? `after about ${duration(stay)} as ${from.label}` : "";
  const unknown = stay === null ? `after a stay as ${from.label} that no source tells` : "";
  const text = `${[learning, years || unknown].filter(Boolean).join("; ")}.`;
  return element("p", { class: "takes" }, ...sentence(text, from ? [from] : []));
}

function learningPart({ to, learn }) {
  if (!stated(to, "requires").length) {
    return [element("p", {}, "No source says what this role takes.")];
  }
  if (!learn.length) return [];
  const isOrdered = learn.some((one) => stated(one, "prerequisite").some((other) => learn.includes(other)));
  return [
    element("h4", {}, isOrdered ? "To learn, in this order" : "To learn"),
    element("ol", { class: "lessons" }, ...learn.map(lesson)),
  ];
}

function moveStep(move, i) {
  return element("li", {},
    element("span", { class: "number", "aria-hidden": "true" }, String(i + 1)), // the list counts, too
    element("h3", {}, originName(move.from), " → ", conceptLink(move.to)),
    authority(move),
    takes(move),
    conceptLine("You have", move.held),
    ...learningPart(move),
    conceptLine("Asked for besides", move.credentials));
}

/** Return the alternatives, a row each; the chosen one is marked. */
function pathTable(paths) {
  if (paths.length < 2) return null;
  const row = (path, i) => {
    const between = path.roles.slice(state.path.from ? 1 : 0, -1);
    const way = between.length ? joined(between.map((role) => name(role.label)), " → ") : ["directly"];
    const isChosen = path === chosenPath();
    const link = element("a", {
      href: address({ selected: null, path: { ...state.path, path: i } }), "aria-current": isChosen ? "true" : undefined,
    }, ...way);
    const hasGuess = path.moves.some(({ from, sources }) => from && !sources);
    return element("tr", { class: isChosen ? "selected" : undefined },
      element("th", { scope: "row" }, link, hasGuess ? element("small", {}, " with inferred moves") : null),
      element("td", {}, path.moves.length),
      element("td", {}, shortEffort(path.learning)),
      element("td", {}, path.months === null ? "not known" : duration(path.months)));
  };
  return element("table", { class: "ways" },
    element("caption", {}, `${paths.length} ways; choose one to see it in full`),
    tableHead(["By way of", "Moves", "Learning", "Time"]),
    element("tbody", {}, ...paths.map(row)));
}

function notes(path) {
  const unknown = path.unknownStay.map((role) => role.label).join(", ");
  return [
    transitionNetwork().countsCompetencies
      ? "No source of this graph states what a competency takes to learn, so that competencies are counted; each counts once."
      : "Hours are our own estimate of the effort to working proficiency with everything before it held; "
        + "each competency counts once.",
    path.months === null ? null : "Time is the middle of the typical years in the roles between, and the "
      + "learning.",
    unknown ? `For ${unknown} no typical years are known; the median of the other roles stands in.` : null,
    state.withEditorial ? null : "Moves that only we state are left out; what roles require and the hours "
      + "still include our judgement, without which nothing could be added up.",
  ].filter(Boolean).map((text) => element("p", { class: "by" }, ...sentence(text, path.unknownStay)));
}

function pathTitle() {
  return element("h2", { tabindex: "-1" }, originName(state.path.from), " → ", name(state.path.to.label));
}

function pathInFull(path) {
  if (!path.moves.length) return [element("p", {}, "You are there already.")];
  return [
    element("p", { class: "cost" }, `${costText(path)}: ${proofText(path)}.`),
    targetTable(),
    pathTable(pathAnswer().paths),
    element("p", { class: "tools" },
      element("a", { class: "button", href: address({ view: "ladder", selected: null }) }, "Show on the ladder")),
    element("ol", { class: "moves" }, ...path.moves.map(moveStep)),
    comparedPay(path),
    pathPay(path),
    ...notes(path),
  ];
}

function noPathText() {
  return pathAnswer().isExhausted
    ? "The search ran out of its budget before it found a path; there may be one."
    : "There is no path with these limits.";
}

/** Say what the graph lacks for any path, such as one of a classification of skills; "" for nothing. */
function lackText() {
  const { sources, level } = transitionNetwork();
  const canInfer = level.some((step) => step !== null);
  if (sources.some((moves) => moves.size) || (canInfer && state.path.inferred)) return "";
  const lack = "No source of this graph states who moves to which role.";
  return canInfer ? `${lack} Inferred moves can be walked: see Limits.`
    : `${lack} None can be inferred either: that takes the levels of roles, which nobody states.`;
}

/** Say that there is no path, and what would give one. */
function noPath() {
  const { found, isSettled } = pathAnswer().lifted;
  const link = ({ words, change }) => element("li", {},
    element("a", { href: relaxedAddress(change) }, ...sentence(words, [...state.path.avoid, ...state.path.through])));
  return [
    element("p", { class: "cost" }, noPathText()),
    lackText() ? element("p", {}, lackText()) : null,
    ...(found.length
      ? [element("p", {}, found.length > 1 ? "Any one of these gives one:" : "This gives one:"),
        element("ul", { class: "relaxations" }, ...found.map(link))]
      : [element("p", {}, isSettled ? `Not even without any other limit, and with ${widestMoves(state.path)}.`
        : "What would give one was not settled within the budget of the search.")]),
  ].filter((part) => part !== null);
}

/** Say which moves were walked in vain. */
function widestMoves({ inferred, similarity }) {
  return inferred ? `moves inferred from a similarity of ${percent(Math.min(KEPT, (similarity ?? 100) / 100))} on` : "inferred moves";
}

function pathWelcome() {
  return [
    element("h2", { tabindex: "-1" }, "Which way to go"),
    element("p", {}, "Name the role that you have, if any, and the one that you want. The answer is worked out in this "
      + "page: each move with who says so, what you have, what to learn in which order and from what."),
    lackText() ? element("p", {}, lackText()) : null,
  ];
}

/** Say in one sentence what the path view shows, to be read out. */
function pathStatus() {
  if (!state.path.to) return "";
  if (!pathAnswer()) return LOOKING;
  const path = chosenPath();
  return path ? `${counted(pathAnswer().paths.length, "path")} found. ${costText(path)}` : noPathText();
}

let drawnPath = "";
/** Said while a path is looked for. */
const LOOKING = "Looking for paths …";

/** Show an answer that took a while, and have it read out. */
function showAnswer() {
  render();
  if (state.view === "path") byId("status").textContent = pathStatus();
}

/** Return the parts of the answer, or what is shown in its place. */
function pathParts() {
  if (!state.path.to) return pathWelcome();
  if (!pathAnswer()) return [pathTitle(), element("p", { class: "cost" }, LOOKING)];
  const path = chosenPath();
  return [pathTitle(), ...(path ? pathInFull(path) : noPath()), path ? null : targetTable()];
}

/** Draw the answer. Who had chosen another way in it stays at that choice. */
function drawPath() {
  const hadFocus = byId("path-answer").contains(document.activeElement);
  const table = document.activeElement?.closest(".targets") ? ".targets" : ".ways:not(.targets)";
  const answer = byId("path-answer");
  answer.replaceChildren(...pathParts().filter((part) => part !== null));
  answer.setAttribute("aria-busy", String(findingPaths.isBusy));
  answer.scrollTop = 0;
  if (hadFocus) (answer.querySelector(`${table} [aria-current]`) ?? answer.querySelector("h2")).focus();
}

/** Show the form and the answer; the answer is drawn anew only when it is another. */
function showPath() {
  if (!byId("path").firstChild) startPath();
  showPathForm();
  const key = [filterKey(), pathKey(state.path), findingPaths.isBusy].join("|");
  if (key !== drawnPath) drawPath();
  drawnPath = key;
}

/** Build the view when it is first looked at: to read a large graph takes a moment. */
function startPath() {
  byId("path").append(pathForm(), element("section", { id: "path-answer", "aria-label": "The path" }));
  byId("path-limits").open = countLimits(state.path) > 0 && !matchMedia("(max-width: 50em)").matches;
}

/** Return links to a path from a role and to it; null for what is no role. */
function pathLinks(concept) {
  if (!graph.classes.get("Role").includes(concept)) return null;
  const link = (change, text) => element("a", {
    class: "button",
    href: address({ view: "path", selected: null, path: { ...state.path, ...change, path: 0 } }),
  }, text);
  return element("p", { class: "path-links" },
    link({ from: concept }, "Path from here"), link({ ...(state.view === "skills" ? filledIn(NO_PATH) : {}), to: concept }, "Path to here"));
}

/** Return a link from the path on the ladder to the same in full; null for one of the page. */
function moveByMoveLink() {
  if (!state.path.to) return null;
  return element("p", {}, element("a", { class: "button", href: address({ view: "path" }) }, "See it move by move"));
}

let shownRoute = null;

/** Take the path that is chosen, or that the page came with, onto the ladder. */
function followPath() {
  const route = state.path.to ? chosenPath()?.roles ?? [] : graph.route;
  const key = route.map(({ slug }) => slug).join(" ");
  if (key === shownRoute) return;
  shownRoute = key;
  state.route = route;
  document.body.classList.toggle("has-route", route.length > 1);
  const onRoute = new Set(route.map(trackOf));
  state.foldedTracks = new Set(route.length < 2 ? []
    : roles().map(trackOf).filter((track) => !onRoute.has(track)));
}

/** Clear the path, whether it was asked for or came with the page. */
function clearPath() {
  if (state.path.to) {
    go({ path: NO_PATH });
  } else {
    graph.route = [];
    render();
  }
}
