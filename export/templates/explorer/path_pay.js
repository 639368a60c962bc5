// What the roles of a path pay, where it compares: at one place, in one currency.

/** The experience that fits the level of a role; that of executives above these. */
const FITTING = [0, 0, 0, 1, 2, 2];

/**
 * Return the figures at the place where most of some roles have one; where pay was
 * limited, at the place that was looked at.
 */
function comparableFigures(roles, pay = null) {
  const isThere = (one) => values(one, "inPlace").includes(pay.place) && figure(one, "currency") === pay.currency;
  const shown = roles.flatMap(salaries).filter((one) => pay === null || isThere(one));
  const places = grouped(shown, placeOf);
  const known = (figures) => new Set(figures.flatMap((one) => values(one, "forRole"))).size;
  const reports = (figures) => figures.reduce((sum, one) => sum + (figure(one, "reports") ?? 0), 0);
  return places.sort(([, a], [, b]) => known(b) - known(a) || reports(b) - reports(a))[0] ?? null;
}

/** Return the newest figure of a role that fits its level best; undefined for none. */
function fittingFigure(role, figures) {
  const level = values(role, "level")[0];
  const wanted = FITTING[level] ?? 3;
  const distance = (salary) => {
    const at = EXPERIENCE.indexOf(figure(salary, "experienceLevel"));
    return at < 0 ? 0 : Math.abs(at - wanted) + at / 10; // the lower of two
  };
  const own = figures.filter((salary) => values(salary, "forRole").includes(role));
  const year = (salary) => String(figure(salary, "asOf") ?? "");
  const newest = own.map(year).sort().at(-1);
  return own.filter((salary) => year(salary) === newest).sort((a, b) => distance(a) - distance(b))[0];
}

/** Return the greatest amount of some figures, at least 1. */
function mostAmount(salaries) {
  return Math.max(1, ...salaries.flatMap((one) => AMOUNTS.map((amount) => figure(one, amount) ?? 0)));
}

function payRow(role, salary, most) {
  const head = element("th", { scope: "row" }, name(role.label));
  if (!salary) return element("tr", {}, head, element("td", { colspan: 2 }, "not known there"));
  const level = figure(salary, "experienceLevel");
  const when = [figure(salary, "asOf"), level ? experienceOf(salary) : null].filter(Boolean).join(", ");
  const link = element("a", { href: address({ selected: salary }) }, when || "no year");
  return element("tr", {}, head, element("td", {}, link),
    element("td", {}, payPicture(salary, most),
      ...joined(payLines(salary).map((line) => element("span", {}, line)), element("br"))));
}

/** Say which pay was held against the limits, and of which roles none is known; null without limits. */
function comparedPay({ pay }) {
  if (!pay) return null;
  const known = pay.amounts.map(([role, amount]) => `${role.label} ${literal(amount)}`).join(", ") || "none known";
  const unknown = pay.unknown.map((role) => role.label).join(", ");
  return element("p", { class: "compared" }, "Compared is pay in ", name(pay.place.label), `, ${pay.currency} a year: `,
    name(known), ".",
    ...(unknown ? [" Not known there, and neither passed nor failed: ", name(unknown), "."] : []));
}

/** Show the pay in the roles of a path as small charts on one scale; null for none. */
function pathPay(path) {
  const found = comparableFigures(path.roles, path.pay);
  if (!found) return null;
  const [place, figures] = found;
  const shown = path.roles.map((role) => [role, fittingFigure(role, figures)]);
  const titles = new Set(shown.flatMap(([, one]) => one?.sources.titles ?? []));
  const most = mostAmount(shown.flatMap(([, one]) => one ?? []));
  return element("section", {}, element("h3", {}, "Pay on the way"),
    element("table", { class: "pay" },
      element("caption", {}, name(place), ": a year, for the experience that fits the level of each role"),
      tableHead(["Role", "Year", "Pay a year"]),
      element("tbody", {}, ...shown.map(([role, one]) => payRow(role, one, most)))),
    element("p", { class: "by" }, "Stated by ", element("cite", {}, [...titles].join("; "))));
}
