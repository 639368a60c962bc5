"""Median and quartiles of pay, by role, experience level, place and year.

The figures are those of :func:`statistics.quantiles` with ``method="inclusive"``
(the smallest and the largest report are the ends, and what lies between two
reports is interpolated), rounded to whole units of the currency.
"""

import statistics
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TypeAlias

import yaml

from careergraph.errors import ContentError
from careergraph.ontology.pay_reports import Report
from careergraph.ontology.problem import quoted, suggestion
from careergraph.ontology.yaml_file import YamlFile, line_of

FEWEST = 10
"""No figure is made from fewer reports of different pay.

One job advertisement can stand in the file many times, so equal amounts are no sign
of several sources; they are counted in the figure, not for this limit.
"""

Nodes: TypeAlias = dict[str, yaml.Node]

_EXAMPLE = '"titles:"'


@dataclass(frozen=True, slots=True)
class Country:
    """A country of residence.

    Attributes:
        slug: Slug of its place.
        currency: Its own currency, ISO 4217.
    """

    slug: str
    currency: str


@dataclass(frozen=True, slots=True)
class PayMapping:
    """Which reports count for which role and place.

    Attributes:
        titles: Slug of the role, by job title.
        places: By code of the country, ISO 3166-1.
    """

    titles: Mapping[str, str]
    places: Mapping[str, Country]


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """What a figure is about.

    Attributes:
        role: Slug of the role.
        place: Slug of the country of residence.
        year: Such as ``"2024"``.
        experience: entry, mid, senior or executive.
    """

    role: str
    place: str
    year: str
    experience: str


@dataclass(frozen=True, slots=True)
class PayFigure:
    """Pay in a year, before tax, in whole units of the currency.

    Attributes:
        cell: What it is about.
        currency: The country's own, ISO 4217.
        lower_quartile: A quarter of the reports lie below it.
        median: Half of the reports lie below it.
        upper_quartile: A quarter of the reports lie above it.
        reports: Number of reports.
    """

    cell: Cell
    currency: str
    lower_quartile: int
    median: int
    upper_quartile: int
    reports: int


@dataclass(frozen=True, slots=True)
class PayTable:
    """What comes of a file of reports.

    Attributes:
        figures: In the order of their cells.
        left_out: Number of reports left out, by reason, in the order in which the
            reasons are looked at.
        titles_left_out: How often each title stands that is no role's.
    """

    figures: tuple[PayFigure, ...]
    left_out: Mapping[str, int]
    titles_left_out: Mapping[str, int]


def read_mapping(path: Path) -> PayMapping:
    """Read ``pay_mapping.yaml``, which stands beside ``concepts/``.

    Raises:
        ContentError: With all its faults, if it has any.
    """
    return _MappingFile(path, root=path.parent).read()


def pay_table(
    reports: Iterable[Report], mapping: PayMapping, *, fewest: int = FEWEST
) -> PayTable:
    """Return the figures that reports allow.

    Only full-time work counts, only pay in the country's own currency (nothing is
    converted), and only titles and countries that the mapping names.

    Args:
        reports: In any order; the figures do not depend on it.
        mapping: Which of them count for which role and place.
        fewest: Reports of different pay that a figure is made from at least.
    """
    cells: dict[Cell, list[Report]] = defaultdict(list)
    left_out = dict.fromkeys(_REASONS, 0)
    titles: Counter[str] = Counter()
    for report in reports:
        if reason := _reason(report, mapping):
            left_out[reason] += 1
            titles.update([report.title] if reason == _NO_ROLE else ())
            continue
        role, place = mapping.titles[report.title], mapping.places[report.residence]
        cells[Cell(role, place.slug, report.year, report.experience)].append(report)
    large = {c: rs for c, rs in cells.items() if len({r.pay for r in rs}) >= fewest}
    left_out[_FEW] = sum(len(cells[cell]) for cell in cells.keys() - large.keys())
    figures = tuple(_figure(cell, group) for cell, group in sorted(large.items()))
    return PayTable(figures, left_out, titles)


_PART_TIME = "not full-time"
_NO_ROLE = "under a title that is no role's"
_NO_PLACE = "from a country that is no place's"
_OTHER_CURRENCY = "not in the country's own currency"
_FEW = "in groups with too few different amounts"
_REASONS = (_PART_TIME, _NO_ROLE, _NO_PLACE, _OTHER_CURRENCY, _FEW)


def _reason(report: Report, mapping: PayMapping) -> str | None:
    """Return why a report is left out; None when it counts."""
    if not report.is_full_time:
        return _PART_TIME
    if report.title not in mapping.titles:
        return _NO_ROLE
    if report.residence not in mapping.places:
        return _NO_PLACE
    if report.currency != mapping.places[report.residence].currency:
        return _OTHER_CURRENCY
    return None


def _figure(cell: Cell, reports: Sequence[Report]) -> PayFigure:
    pay = [report.pay for report in reports]
    lower, median, upper = map(
        _whole, statistics.quantiles(pay, n=4, method="inclusive")
    )
    return PayFigure(cell, reports[0].currency, lower, median, upper, len(pay))


def _whole(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))


class _MappingFile(YamlFile):
    def read(self) -> PayMapping:
        node = self.mapping(_EXAMPLE)
        parts = self.fields(node, "", ("titles", "places")) if node else {}
        titles = self.section(parts, "titles")
        places = self.section(parts, "places")
        mapping = PayMapping(
            titles={t: self.slug(t, node, "role") for t, node in titles.items()},
            places={code: self.country(code, node) for code, node in places.items()},
        )
        self.check_places(places, mapping.places)
        if self.problems:
            raise ContentError(sorted(self.problems))
        return mapping

    def check_places(self, nodes: Nodes, places: Mapping[str, Country]) -> None:
        """Note a place that two countries have: their figures would be one file."""
        first: dict[str, str] = {}
        for code, country in places.items():
            if first.setdefault(country.slug, code) != code and country.slug:
                message = f"is the place of {first[country.slug]} too; remove one"
                self.fault(line_of(nodes[code]), code, "duplicate-place", message)

    def section(self, parts: Mapping[str, yaml.Node], name: str) -> Nodes:
        return self.fields(parts[name], name) if name in parts else {}

    def country(self, code: str, node: yaml.Node) -> Country:
        parts = self.fields(node, code, ("place", "currency"))
        to_do = "write the code of its own currency, such as USD"
        return Country(
            slug=self.slug(code, parts["place"], "place") if parts else "",
            currency=self.text(code, parts["currency"], to_do=to_do) if parts else "",
        )

    def slug(self, field: str, node: yaml.Node, kind: str) -> str:
        slug = self.text(field, node, to_do=f"write the slug of a {kind}")
        known = [path.stem for path in (self.root / "concepts" / kind).glob("*.yaml")]
        if slug and slug not in known:
            hint = suggestion(slug, known)
            message = f"there is no {kind} {quoted(slug)}{hint}"
            self.fault(line_of(node), field, "dangling-reference", message)
        return slug

    def fields(
        self, node: yaml.Node, name: str, wanted: Collection[str] | None = None
    ) -> Nodes:
        """Return the fields below one; nothing, and a problem, if they are wrong."""
        found: Nodes = {}
        if isinstance(node, yaml.MappingNode):
            found = {key.value: value for key, value in self.pairs(node, name)}
        if found and (wanted is None or found.keys() == set(wanted)):
            return found
        what = " and ".join(wanted) if wanted else "one line for each"
        message = f"has the wrong fields; write {what} below it, see docs/pay.md"
        self.fault(line_of(node), name, "wrong-fields", message)
        return {}
