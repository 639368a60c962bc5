// The part of the path form that limits which ways are taken; folded away at first.

function switchField(field, label) {
  return checkField(`path-${field}`, label, (path) => path[field], (isOn) => askPath({ [field]: isOn }));
}

/** Tell whether the limits of inferred moves have no effect. */
function isWithoutGuesses({ inferred }) {
  return !inferred;
}

/** Return a checkbox for each source that states moves: whether its moves are walked. */
function sourcesField() {
  const stating = new Set(transitionNetwork().sources.flatMap((moves) => [...moves.values()].flatMap(({ ids }) => ids)));
  const boxes = graph.sources.filter(({ id }) => stating.has(id)).map(({ id, title }) => checkField(
    `path-trust-${id}`, title,
    (path) => !path.distrust.includes(id) && (state.withEditorial || id !== "editorial"),
    (isOn) => askPath({
      distrust: isOn ? state.path.distrust.filter((one) => one !== id) : [...state.path.distrust, id],
    }),
  ));
  return element("fieldset", {}, element("legend", {}, "Walk the moves of"), ...boxes,
    switchField("inferred", "Inferred moves: nobody states them, but the roles are much alike"),
    element("div", { class: "numbers" },
      numberField("similarity", "Least similarity,\u00a0%", usualSimilarities().map((least) => Math.round(100 * least)).join(", "), isWithoutGuesses),
      numberField("rise", "Most levels up", "", isWithoutGuesses)));
}

/** Return what limits the pay on the way; null where none is known. */
function payField() {
  const scale = payScale();
  return scale && element("fieldset", { "aria-describedby": "path-pay-note" },
    element("legend", {}, `Pay in ${scale.currency} a year, `, name(scale.place.label)),
    numberField("pay", "At least", "any"),
    switchField("steady", "No cut on the way"),
    element("small", { id: "path-pay-note" },
      "A role whose pay is not known there neither passes nor fails; the answer names it."));
}

function limitFields() {
  return element("details", { id: "path-limits" }, element("summary", {}, "Limits"),
    element("div", {},
      listField("avoid", "Roles to avoid", "Name of a role", "role", allRoles),
      listField("through", "Roles to pass through", "Name of a role", "role", allRoles),
      sourcesField(),
      payField(),
      switchField("uncertified", "No new certificates or degrees"),
      element("div", { class: "numbers" },
        numberField("paths", "Paths to show", ""),
        numberField("shared", "Most roles two share", "any"),
        numberField("moves", "Most moves", "any"),
        numberField("hours", transitionNetwork().countsCompetencies ? "Most to learn in one move" : "Most hours in one move", "any"),
        numberField("pace", "Hours of learning a week", ""))));
}

/** Return how many fields below "Limits" say something. */
function countLimits(path) {
  const counted = [...SWITCHED, "paths", "shared", "moves", "hours", "pay", "pace"];
  const ofGuesses = path.inferred ? ["similarity", "rise"] : [];
  return path.avoid.length + path.through.length + path.distrust.length
    + [...counted, ...ofGuesses].filter((field) => path[field] !== NO_PATH[field]).length;
}
