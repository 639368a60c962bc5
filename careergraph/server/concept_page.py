"""What the page of a concept says, in the order and the words of the explorer."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple, Self
from urllib.parse import quote

from careergraph.export.wording import (
    JOB_ZONES,
    SCHEMES,
    UNITS,
    inverse_label,
    property_order,
)
from careergraph.graph.levels import level_name
from careergraph.graph.pay import EXPERIENCE
from careergraph.ontology.facts import Facts, Stated
from careergraph.ontology.namespaces import EXTERNAL

PAIRS = {
    "typicalYearsLow": ("typicalYearsHigh", "typical years", "{}–{} years"),
    "status": ("statusAsOf", "status", "{}, as of {}"),
}
"""Properties that read better with another: that one, a name and a text for both."""

MATCHES = ("exactMatch", "closeMatch", "broadMatch")
_AMOUNTS = {"low", "lowerQuartile", "median", "mean", "upperQuartile", "high"}
_WEB = re.compile(r"https?://[^\s\"<>\\^`{|}]+", re.IGNORECASE)
_UUID_END = re.compile(r"-[0-9a-f-]{27}$")


class Literal(NamedTuple):
    """A value to read.

    Attributes:
        text: With its unit.
        href: Address on the web that it stands for; empty for none.
    """

    text: str
    href: str


class Statement(NamedTuple):
    """What some sources say under a name.

    Attributes:
        name: Of the property.
        values: To read.
        sources: Titles.
    """

    name: str
    values: list[Literal]
    sources: tuple[str, ...]


class Links(NamedTuple):
    """Concepts that a property links, by who says so.

    Attributes:
        name: Of the property, in the direction that is read.
        total: Number of concepts.
        groups: Slugs sorted by label, and the titles of their sources.
    """

    name: str
    total: int
    groups: list[tuple[list[str], tuple[str, ...]]]


PAY_COLUMNS = {
    "year": "As of",
    "experience": "Experience",
    "middle": "Middle",
    "half": "Middle half",
    "whole": "Range",
    "reports": "Reports",
}
"""Headings of what is said of pay besides the place."""


class PayRow(NamedTuple):
    """A figure of pay.

    Attributes:
        slug: Of the figure.
        place: Label; empty when none is stated.
        year: Empty when none is stated.
        experience: Likewise.
        currency: ISO 4217.
        middle: Median or mean, as it says; empty when neither is stated.
        half: What the middle half gets, likewise.
        whole: From lowest to highest, likewise.
        reports: From how many people it comes, likewise.
        sources: Titles.
    """

    slug: str
    place: str
    year: str
    experience: str
    currency: str
    middle: str
    half: str
    whole: str
    reports: str
    sources: tuple[str, ...]


class PayTable(NamedTuple):
    """Figures of pay of the same sources.

    Attributes:
        columns: Attributes of the rows that any of them has, and their headings.
        rows: The figures.
        sources: Titles.
    """

    columns: list[tuple[str, str]]
    rows: list[PayRow]
    sources: tuple[str, ...]

    @classmethod
    def of(cls, rows: list[PayRow], sources: tuple[str, ...]) -> Self:
        """Return the table of some figures."""
        columns = [
            (name, heading)
            for name, heading in PAY_COLUMNS.items()
            if any(getattr(row, name) for row in rows)
        ]
        return cls(columns, rows, sources)


class ConceptPage:
    """What the page of a concept says."""

    def __init__(self, facts: Facts, slug: str):
        """Take a concept, whose slug must be known."""
        self._facts = facts
        self.slug = slug
        self.entity = facts.entity(slug)

    @property
    def kinds(self) -> str:
        """Names of the classes."""
        return " · ".join(self._facts.term(name).label for name in self.entity.kinds)

    @property
    def is_role(self) -> bool:
        """Whether paths lead from here and to here."""
        return self._facts.is_a(self.slug, "Role")

    @property
    def sources(self) -> tuple[str, ...]:
        """Titles of the sources that know the concept by its label."""
        return self._titles(self.entity.sources)

    def successors(self) -> list[str]:
        """Return what replaces the concept."""
        return self._facts.objects(self.slug, "isReplacedBy")

    def literals(self) -> list[Statement]:
        """Return the figures and other values, but for matches."""
        names = [name for name in self._names() if name not in MATCHES]
        return list(self._literals(names))

    def matches(self) -> list[Statement]:
        """Return what other schemes call the concept."""
        return list(self._literals(MATCHES))

    def links(self) -> list[Links]:
        """Return the links to other concepts, and from others, but for pay."""
        paid = {row.slug for table in self.pay() for row in table.rows}
        found = []
        for name in property_order(self._facts):
            term = self._facts.term(name)
            if not term.is_reference:
                continue
            out = self._facts.values(self.slug, name)
            into = [
                stated
                for stated in self._facts.subjects(self.slug, name)
                if stated.value not in paid
            ]
            found += [(term.label, out), (inverse_label(self._facts, name), into)]
        return [self._links(name, stated) for name, stated in found if stated]

    def pay(self) -> list[PayTable]:
        """Return what the role pays, a table for each source or sources together.

        In each, the newest figures of a place come first, then the lowest experience.
        """
        stated = self._facts.subjects(self.slug, "forRole") if self.is_role else []
        rows = [row for one in stated if (row := self._pay(one.value)).currency]
        rows.sort(key=_by_experience)
        rows.sort(key=lambda row: row.year, reverse=True)
        rows.sort(key=lambda row: (row.sources, row.place))
        return [
            PayTable.of(list(same), sources)
            for sources, same in groupby(rows, lambda row: row.sources)
        ]

    def _names(self) -> Iterator[str]:
        for name in property_order(self._facts):
            if not self._facts.term(name).is_reference:
                yield name

    def _literals(self, names: Iterable[str]) -> Iterator[Statement]:
        for name in names:
            if name not in self._facts.properties:
                continue
            label = self._facts.term(name).label
            stated = self._facts.values(self.slug, name)
            if pair := self._pair(name):
                yield pair
                continue
            if any(
                name == second and self._pair(first)
                for first, (second, *_) in PAIRS.items()
            ):
                continue
            for sources, same in groupby(stated, lambda one: one.sources):
                values = [self._literal(name, one.value) for one in same]
                yield Statement(label, values, self._titles(sources))

    def _pair(self, name: str) -> Statement | None:
        """Return two values as one, where each is one and the same sources say both."""
        if name not in PAIRS:
            return None
        other, label, text = PAIRS[name]
        both = [self._facts.values(self.slug, one) for one in (name, other)]
        if [len(values) for values in both] != [1, 1]:
            return None
        [[first], [second]] = both
        if first.sources != second.sources:
            return None
        told = text.format(first.value, second.value)
        if first.value == second.value and name == "typicalYearsLow":
            told = f"{first.value} years"
        return Statement(label, [Literal(told, "")], self._titles(first.sources))

    def _literal(self, name: str, value: object) -> Literal:
        if name == "doi":
            return Literal(str(value), f"https://doi.org/{quote(str(value))}")
        if isinstance(value, str):
            href = value if _WEB.fullmatch(value) else ""
            return Literal(_address(value) if href else value, href)
        if name == "level" and isinstance(value, int):
            return Literal(level_name(value), "")
        if name == "jobZone" and value in JOB_ZONES:
            return Literal(f"{value} {JOB_ZONES[int(str(value))]}", "")
        currency = self._one(self.slug, "currency") if name in _AMOUNTS else ""
        words = (f"{value:,}", currency, UNITS.get(name, ""))
        return Literal(" ".join(filter(None, words)), "")

    def _links(self, name: str, stated: list[Stated]) -> Links:
        by_sources: dict[tuple[str, ...], list[str]] = {}
        for one in stated:
            by_sources.setdefault(one.sources, []).append(one.value)
        groups = [
            (sorted(slugs, key=self._by_label), self._titles(sources))
            for sources, slugs in by_sources.items()
        ]
        return Links(name, len(stated), groups)

    def _by_label(self, slug: str) -> tuple[str, str]:
        return self._facts.label(slug).casefold(), slug

    def _titles(self, sources: Iterable[str]) -> tuple[str, ...]:
        return tuple(self._facts.source_titles.get(one, one) for one in sources)

    def _pay(self, slug: str) -> PayRow:
        places = self._facts.objects(slug, "inPlace")
        middles = (
            f"{kind} {self._amount(slug, kind)}"
            for kind in ("median", "mean")
            if self._amount(slug, kind)
        )
        return PayRow(
            slug=slug,
            place=", ".join(map(self._facts.label, places)),
            year=self._one(slug, "asOf"),
            experience=self._one(slug, "experienceLevel"),
            currency=self._one(slug, "currency"),
            middle=next(middles, ""),
            half=self._range(slug, "lowerQuartile", "upperQuartile"),
            whole=self._range(slug, "low", "high"),
            reports=self._amount(slug, "reports"),
            sources=self._titles(self._facts.entity(slug).sources),
        )

    def _one(self, slug: str, name: str) -> str:
        return str(next(iter(self._facts.objects(slug, name)), ""))

    def _amount(self, slug: str, name: str) -> str:
        values = self._facts.objects(slug, name)
        return next(
            (f"{value:,}" for value in values if not isinstance(value, str)), ""
        )

    def _range(self, slug: str, low: str, high: str) -> str:
        ends = (self._amount(slug, low), self._amount(slug, high))
        return "–".join(end for end in ends if end)


def _by_experience(row: PayRow) -> tuple[int, str]:
    order = ("", *EXPERIENCE)
    known = row.experience in order
    return order.index(row.experience) if known else len(order), row.slug


def _address(iri: str) -> str:
    """Return an address as short as it can be told from others."""
    for scheme, start in EXTERNAL.items():
        if iri.startswith(start):
            code = iri.removeprefix(start).replace("/", " ", 1)
            return f"{SCHEMES[scheme]} {_UUID_END.sub('…', code)}"
    return re.sub(r"^https?://(www\.)?", "", iri, flags=re.IGNORECASE).rstrip("/")
