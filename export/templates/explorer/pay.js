// What is said of the pay in a role: tables of figures, each with a small picture.

const EXPERIENCE = ["entry", "mid", "senior", "executive"];

/** Return what is said of the pay in a role: concepts with a currency. */
function salaries(role) {
  return role.statedBy
    .filter((s) => s.property.name === "forRole" && isShown(s))
    .map((s) => s.subject)
    .filter((figure) => values(figure, "currency").length);
}

/** Return one figure of a salary, such as its median; undefined for none. */
function figure(salary, property) {
  return values(salary, property)[0];
}

/** Return lower and upper end of two figures as one text; "" when neither is known. */
function range(salary, low, high) {
  return [figure(salary, low), figure(salary, high)]
    .filter((amount) => amount !== undefined).map((amount) => literal(amount)).join("–");
}

function payLines(salary) {
  const named = ["median", "mean"].filter((kind) => figure(salary, kind) !== undefined)
    .map((kind) => `${kind} ${literal(figure(salary, kind))}`);
  return [range(salary, "low", "high"), ...named, range(salary, "lowerQuartile", "upperQuartile")]
    .filter(Boolean);
}

/**
 * Draw a salary on a scale from nothing to the most: a line for its range, a box for
 * the middle half, and a stroke for the median or the mean.
 */
function payPicture(salary, most) {
  const at = (property) => (figure(salary, property) ?? 0) * (100 / most);
  const bar = (kind, low, high, y) => (at(low) && at(high) ? svgElement("rect", {
    class: kind, x: at(low), width: Math.max(at(high) - at(low), 1), y, height: 12 - 2 * y,
  }) : null);
  const middle = at("median") || at("mean");
  return svgElement(
    "svg",
    { class: "bars", viewBox: "0 0 100 12", preserveAspectRatio: "none", "aria-hidden": "true" },
    svgElement("rect", { class: "scale", x: 0, width: 100, y: 5.5, height: 1 }),
    bar("whole", "low", "high", 4),
    bar("half", "lowerQuartile", "upperQuartile", 2),
    middle ? svgElement("rect", { class: "middle", x: middle - 0.75, width: 1.5, y: 0, height: 12 }) : null,
  );
}

function salaryRow(salary, title, most, hasReports) {
  const year = values(salary, "asOf").join(", ");
  const unknown = () => element("td", { "aria-label": "not stated" }, "–");
  const reports = figure(salary, "reports");
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, element("a", { href: address({ selected: salary }) }, name(title))),
    year ? element("td", {}, year) : unknown(),
    element("td", {}, most ? payPicture(salary, most) : null,
      ...joined(payLines(salary).map((line) => element("span", {}, line)), element("br"))),
    ...(hasReports ? [reports === undefined ? unknown() : element("td", {}, literal(reports))] : []),
  );
}

function placeOf(salary) {
  const place = values(salary, "inPlace").map((p) => p.label).join(", ") || "place not stated";
  return `${place}, ${values(salary, "currency").join(", ")}`;
}

function experienceOf(salary) {
  const level = figure(salary, "experienceLevel") ?? "all";
  return level[0].toUpperCase() + level.slice(1);
}

/** Return the rows of a place: under its name where it has more than one figure. */
function placeRows(place, salaries, most, hasReports) {
  const isOne = salaries.length === 1 && !figure(salaries[0], "experienceLevel");
  if (isOne) return element("tbody", {}, salaryRow(salaries[0], place, most, hasReports));
  const head = element("th", { scope: "rowgroup", colspan: hasReports ? 4 : 3 }, name(place));
  return element("tbody", {}, element("tr", { class: "place" }, head),
    ...salaries.map((salary) => salaryRow(salary, experienceOf(salary), most, hasReports)));
}

/** Return the greatest amount of several salaries; 0 where there is none to compare. */
function mostOf(salaries) {
  if (salaries.length < 2) return 0;
  return Math.max(0, ...salaries.flatMap((s) => AMOUNTS.map((property) => figure(s, property) ?? 0)));
}

/** Return a table of figures, by place: those with the most reports first. */
function payTable(salaries) {
  const [hasReports, hasExperience] = ["reports", "experienceLevel"]
    .map((property) => salaries.some((salary) => figure(salary, property) !== undefined));
  const currency = (salary) => values(salary, "currency").join();
  const most = new Map(grouped(salaries, currency).map(([key, same]) => [key, mostOf(same)]));
  const count = (same) => same.reduce((sum, salary) => sum + (figure(salary, "reports") ?? 0), 0);
  const places = grouped(salaries, placeOf)
    .sort(([a, some], [b, others]) => count(others) - count(some) || a.localeCompare(b, "en"));
  const hasQuartiles = salaries.some((salary) => range(salary, "lowerQuartile", "upperQuartile"));
  return element(
    "table",
    { class: "pay" },
    hasQuartiles ? element("caption", {}, "Below the median: the middle half.") : null,
    tableHead([hasExperience ? "Level" : "Place", "Year", "Pay a year", ...(hasReports ? ["Reports"] : [])]),
    ...places.map(([place, same]) => placeRows(place, same, most.get(currency(same[0])), hasReports)),
  );
}

/** Sort figures: by experience, the newest first. */
function byExperience(a, b) {
  const level = (salary) => EXPERIENCE.indexOf(figure(salary, "experienceLevel"));
  const year = (salary) => String(figure(salary, "asOf") ?? "");
  return level(a) - level(b) || year(b).localeCompare(year(a), "en");
}

/** Show the figures of one source; those that a newer one replaces are folded away. */
function payParts(salaries) {
  const key = (salary) => `${placeOf(salary)} ${experienceOf(salary)} ${figure(salary, "asOf") ? "" : salary.slug}`;
  const series = grouped([...salaries].sort(byExperience), key).map(([, same]) => same);
  const earlier = series.flatMap((same) => same.slice(1));
  return [
    payTable(series.map(([newest]) => newest)),
    ...(earlier.length
      ? [folded(`${earlier.length} of earlier years`, payTable(earlier))]
      : []),
  ];
}

function salarySection(role) {
  const found = salaries(role);
  if (!found.length) return null;
  const parts = grouped(found, (salary) => salary.sources).map(([sources, same]) => element(
    "div", { class: "stated" }, ...payParts(same), statedBy(sources),
  ));
  return element("section", {}, heading("pay", found.length), ...parts);
}
