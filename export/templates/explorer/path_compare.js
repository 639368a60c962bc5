// Several targets side by side: the best path to each, with the same limits.

/** Most targets that are compared, with the one whose path is shown. */
const MOST_TARGETS = 3;

/** Return the address at which a target is the one whose path is shown. */
function targetAddress(target) {
  const compare = targets().filter((role) => role !== target);
  return address({ selected: null, path: { ...state.path, to: target, compare, path: 0 } });
}

/** Return the roles that are compared, in an order that stays when another is shown. */
function targets() {
  return [...new Set([state.path.to, ...state.path.compare])].sort(byLabel);
}

/** Find the best path to each role that is compared; null where there is none. */
function* pathsToTargets() {
  const best = new Map();
  for (const goal of targets()) {
    const { paths } = yield* transitionPaths({ ...askedRequest(state.path), goal, k: 1 });
    best.set(goal, paths[0] ?? null);
  }
  return best;
}

function targetRow(target, path, salary, most) {
  const isShown = target === state.path.to;
  const link = element("a", {
    href: targetAddress(target), "aria-current": isShown ? "true" : undefined,
  }, name(target.label));
  const head = element("th", { scope: "row" }, link);
  const pay = element("td", {}, ...(salary ? [payPicture(salary, most), payLines(salary)[0]] : ["not known"]));
  const cost = path
    ? [element("td", {}, path.moves.length), element("td", {}, shortEffort(path.learning)),
      element("td", {}, path.months === null ? "not known" : duration(path.months))]
    : [element("td", { colspan: 3 }, "no path with these limits")];
  return element("tr", { class: isShown ? "selected" : undefined }, head, ...cost, pay);
}

/** Return the targets as a table, a row each; null when there is one only. */
function targetTable() {
  const compared = targets();
  if (compared.length < 2) return null;
  const [place, figures] = comparableFigures(compared) ?? [null, []];
  const salaryOf = new Map(compared.map((role) => [role, fittingFigure(role, figures)]));
  const known = [...salaryOf.values()].filter(Boolean);
  return element("table", { class: "ways targets" },
    element("caption", {}, "Targets side by side, each by its best way",
      ...(place ? ["; pay a year in ", name(place)] : [])),
    tableHead(["Target", "Moves", "Learning", "Time", "Pay"]),
    element("tbody", {}, ...compared.map((role) => targetRow(role, pathAnswer().best.get(role), salaryOf.get(role), mostAmount(known)))));
}
