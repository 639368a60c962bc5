// One figure of pay a role, so that roles compare: the same as `pay_scale` of
// graph/pay.py. Unlike the tables of pay, it counts what anybody states.

/**
 * @typedef {{place: Concept, currency: string, amounts: Map<Concept, number>}} PayScale
 *   Pay a year of the roles of which it is known.
 */

/** @type {Map<Concept|null, PayScale|null>} By the place that is asked for. */
const payScales = new Map();

/** Return the first value that is stated of a figure; undefined for none. */
function ofFigure(salary, property) {
  return stated(salary, property)[0];
}

/** Return the figures of a role that say where and in what currency. */
function comparable(role) {
  return role.statedBy.filter((s) => s.property.name === "forRole").map((s) => s.subject)
    .filter((salary) => ofFigure(salary, "inPlace") && ofFigure(salary, "currency"));
}

function marketOf(salary) {
  return [ofFigure(salary, "inPlace").slug, ofFigure(salary, "currency")].join(" ");
}

/** Return the median of a figure, else the mean, else the middle between low and high. */
function amountOf(salary) {
  const middle = (ofFigure(salary, "low") ?? 0) + (ofFigure(salary, "high") ?? 0);
  return Math.trunc(ofFigure(salary, "median") || ofFigure(salary, "mean") || middle / 2);
}

/** Return the amount of the newest figure whose experience fits the level of a role. */
function fittingAmount(role, salaries) {
  const level = Math.max(...stated(role, "level"));
  const wanted = Number.isFinite(level) ? FITTING[level] ?? 3 : 1;
  const year = (salary) => String(ofFigure(salary, "asOf") ?? "");
  const newest = salaries.map(year).sort().at(-1);
  const distance = (salary) => {
    const experience = ofFigure(salary, "experienceLevel");
    const at = experience ? EXPERIENCE.indexOf(experience) : wanted;
    return [Math.abs(at - wanted), at, amountOf(salary)]; // the lower of two
  };
  const nearest = salaries.filter((salary) => year(salary) === newest)
    .sort((a, b) => compared(distance(a), distance(b)))[0];
  return amountOf(nearest);
}

/**
 * Return what roles pay at a place, in the currency in which most have a figure; null
 * where nothing is known.
 * @param {Concept|null} place - That with most roles when null.
 * @returns {PayScale|null}
 */
function payScale(place = null) {
  if (!payScales.has(place)) payScales.set(place, readPayScale(place));
  return payScales.get(place);
}

function readPayScale(place) {
  const figures = graph.classes.get("Role").map((role) => [role, comparable(role)]);
  const roleMarkets = figures.flatMap(([, salaries]) => [...new Map(salaries
    .filter((salary) => place === null || ofFigure(salary, "inPlace") === place)
    .map((salary) => [marketOf(salary), salary]))]);
  const markets = grouped(roleMarkets, ([market]) => market);
  if (!markets.length) return null;
  const isBefore = (a, b) => (a < b ? -1 : 1);
  const [[market, [[, one]]]] = markets.sort(([a, some], [b, others]) => others.length - some.length || isBefore(a, b));
  const there = figures.map(([role, salaries]) => [role, salaries.filter((salary) => marketOf(salary) === market)])
    .filter(([, salaries]) => salaries.length)
    .map(([role, salaries]) => [role, fittingAmount(role, salaries)]);
  const amounts = new Map(there.filter(([, amount]) => amount));
  return amounts.size ? { place: ofFigure(one, "inPlace"), currency: ofFigure(one, "currency"), amounts } : null;
}

/** Tell whether a request asks for anything about pay. */
function payMatters({ minPay, payCut }) {
  return minPay !== null || !payCut;
}

/** Return the pay that a request compares by number of the role; none where it asks nothing. */
function payByNumber(request) {
  const { roleNumber } = transitionNetwork();
  const amounts = payMatters(request) ? payScale(request.place)?.amounts ?? [] : [];
  return new Map([...amounts].map(([role, amount]) => [roleNumber.get(role), amount]));
}

/**
 * Return what the roles of a path pay, as far as it is known, where a request asks for it.
 * @returns {{place: Concept, currency: string, amounts: [Concept, number][],
 *   unknown: Concept[], least: number|null}|null}
 */
function payOf(request, roles) {
  const scale = payMatters(request) ? payScale(request.place) : null;
  if (!scale) return null;
  const known = roles.filter((role) => scale.amounts.has(role)).map((role) => [role, scale.amounts.get(role)]);
  const entered = known.filter(([role]) => role !== request.start).map(([, amount]) => amount);
  return {
    place: scale.place,
    currency: scale.currency,
    amounts: known,
    unknown: roles.filter((role) => !scale.amounts.has(role)),
    least: entered.length ? Math.min(...entered) : null,
  };
}
