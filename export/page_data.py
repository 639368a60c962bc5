"""What the explorer's page knows, as plain values for JSON.

Concepts, properties and sets of sources are named by their position in a list, and
tables stand column by column, which packs best: whole ESCO fits into three megabytes.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from careergraph.export.clusters import ASIDE
from careergraph.export.kinds import GROUPS, group_index
from careergraph.export.layout import Layout
from careergraph.export.texts import Words
from careergraph.export.wording import (
    JOB_ZONES,
    SCHEMES,
    UNITS,
    inverse_label,
    property_order,
)
from careergraph.graph.levels import LEVELS, level_name
from careergraph.ontology.facts import Entity, Facts
from careergraph.ontology.namespaces import EXTERNAL

EDITORIAL = "editorial"

CLASSES = ("Role", "Competency", "CompetencyGroup", "Credential", "Book", "Course")
"""Classes that a path tells apart."""


def page_data(
    facts: Facts,
    layout: Layout,
    *,
    focus: str | None,
    route: Sequence[str],
    longest: int | None = None,
) -> dict[str, Any]:
    """Return all that the page shows, besides the nodes and edges of the map.

    Args:
        facts: The concepts and statements.
        layout: The picture of the map.
        focus: Slug of the concept that is selected at first; None for none.
        route: Slugs of the roles of a path that is shown at first.
        longest: Letters after which a definition is cut; None for no limit.
    """
    return _PageData(facts, longest).values() | {
        "clusters": [list(asdict(cluster).values()) for cluster in layout.clusters],
        "focus": focus,
        "route": list(route),
    }


def plain_slug(label: str) -> str:
    """Return the slug that the page makes of a label by itself.

    >>> plain_slug("Data analyst (junior)")
    'data-analyst-junior'
    """
    return "-".join(re.findall("[a-z0-9]+", label.lower()))


_UUID = re.compile(r"(.*/)([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")


def uuids(values: Sequence[Any]) -> dict[str, Any] | None:
    """Return addresses that end in UUIDs: what they begin with, and all digits.

    None where any value is something else. Digits alone pack to half a byte each.

    >>> uuids(["a/00030d09-2b3a-4efd-87cc-c4ea39d27c34"])
    {'begin': ['a/'], 'begins': [0], 'digits': '00030d092b3a4efd87ccc4ea39d27c34'}
    """
    found = [_UUID.fullmatch(value) for value in values if isinstance(value, str)]
    matches = [match for match in found if match]
    if len(matches) < len(values):
        return None
    begin = sorted({match[1] for match in matches})
    return {
        "begin": begin,
        "begins": [begin.index(match[1]) for match in matches],
        "digits": "".join(match[2].replace("-", "") for match in matches),
    }


def cut(text: str, longest: int) -> str:
    """Return a text without what comes after some letters, cut between words.

    >>> cut("Counts what there is", 10)
    'Counts …'
    """
    if len(text) <= longest:
        return text
    begin = text[:longest]
    return f"{begin.rpartition(' ')[0] or begin} …"


def steps(numbers: Sequence[int]) -> list[int]:
    """Return the first number, and by how much each other differs from its forerunner.

    >>> steps([7, 9, 4])
    [7, 2, -5]
    """
    return [b - a for a, b in zip([0, *numbers], numbers, strict=False)]


class _PageData:
    """Numbers concepts, properties, sources and sets of sources."""

    def __init__(self, facts: Facts, longest: int | None):
        self.facts = facts
        self.longest = longest
        self.slugs = {slug: i for i, slug in enumerate(facts.slugs)}
        self.properties = {name: i for i, name in enumerate(property_order(facts))}
        self.sources = {name: i for i, name in enumerate(facts.source_titles)}
        self.source_sets: dict[tuple[int, ...], int] = {}
        self.kinds: dict[tuple[str, int], int] = {}
        self.words = Words(self.texts())

    def values(self) -> dict[str, Any]:
        concepts = self.concepts()
        statements = [self.statements(name) for name in self.properties]
        defined_by = self.source_set([EDITORIAL])
        return {
            "words": "\n".join(self.words.listed),
            "concepts": concepts,
            "kinds": [list(kind) for kind in self.kinds],
            "statements": statements,
            "classes": {name: self.members(name) for name in CLASSES},
            "aside": ASIDE,
            "groups": [[group.name, group.label] for group in GROUPS],
            "properties": [self.property(name) for name in self.properties],
            "sources": list(self.facts.source_titles.values()),
            "sourceIds": list(self.sources),
            "sourceSets": list(self.source_sets),
            "editorial": self.sources.get(EDITORIAL, -1),
            "definedBy": defined_by,
            "valueNames": {
                "level": {level: level_name(level) for level in LEVELS},
                "jobZone": {zone: f"{zone} {name}" for zone, name in JOB_ZONES.items()},
            },
            "schemes": [
                [SCHEMES.get(name, name), iri, name] for name, iri in EXTERNAL.items()
            ],
        }

    def texts(self) -> Iterator[str]:
        """Yield every text of the graph that the page shows."""
        for slug in self.slugs:
            entity = self.facts.entity(slug)
            yield from (entity.label, *entity.alt_labels, self.definition(entity))
        for fact in self.facts.statements():
            if isinstance(fact.value, str) and fact.value not in self.slugs:
                yield _UUID.sub(r"\1", fact.value)

    def members(self, name: str) -> list[int]:
        """Return the numbers of the concepts of a class, sorted, as steps."""
        return steps([self.slugs[slug] for slug in self.facts.of_class(name)])

    def definition(self, entity: Entity) -> str:
        if self.longest is None:
            return entity.definition
        return cut(entity.definition, self.longest)

    def concepts(self) -> dict[str, Any]:
        """Return the columns of the table of concepts."""
        written = self.words.written
        entities = [self.facts.entity(slug) for slug in self.slugs]
        addresses = [slug for slug in self.slugs if _UUID.fullmatch(slug)]
        plain = {
            slug
            for slug, entity in zip(self.slugs, entities, strict=True)
            if slug == plain_slug(entity.label)
        }
        others = self.slugs.keys() - plain - set(addresses)
        return {
            "slugs": [
                slug if slug in others else int(slug not in plain)
                for slug in self.slugs
            ],
            "addresses": uuids(addresses),
            "labels": [written(entity.label) for entity in entities],
            "others": [list(map(written, entity.alt_labels)) for entity in entities],
            "definitions": [written(self.definition(entity)) for entity in entities],
            "kinds": [self.kind(slug) for slug in self.slugs],
            "known": [self.source_set(entity.sources) for entity in entities],
        }

    def kind(self, slug: str) -> int:
        """Return the number of what a concept is: its classes in words, its group."""
        kinds = self.facts.entity(slug).kinds
        text = " · ".join(self.facts.term(kind).label for kind in kinds)
        key = (text, group_index(self.facts, slug))
        return self.kinds.setdefault(key, len(self.kinds))

    def statements(self, name: str) -> list[Any]:
        """Return what a property states as columns: subject, value, set of sources."""
        facts = list(self.facts.statements(name))
        return [
            steps([self.slugs[fact.subject] for fact in facts]),
            self.values_of(name, [fact.value for fact in facts]),
            [self.source_set(fact.sources) for fact in facts],
        ]

    def values_of(self, name: str, values: Sequence[Any]) -> list[Any] | dict[str, Any]:
        """Return values: numbers as they are, texts as written, concepts as steps.

        Addresses that end in UUIDs stand apart.

        A reference may point out of the graph; such a value is a text.
        """
        if not self.facts.term(name).is_reference:
            return uuids(values) or [self.plain(value) for value in values]
        found = steps([self.slugs[value] for value in values if value in self.slugs])
        inside = iter(found)
        return [
            next(inside) if value in self.slugs else self.plain(str(value))
            for value in values
        ]

    def plain(self, value: Any) -> Any:
        return self.words.written(value) if isinstance(value, str) else value

    def property(self, name: str) -> list[Any]:
        term = self.facts.term(name)
        inverse = inverse_label(self.facts, name)
        return [name, term.label, inverse, UNITS.get(name, ""), term.is_reference]

    def source_set(self, sources: Sequence[str]) -> int:
        numbers = tuple(self.sources[s] for s in sources if s in self.sources)
        return self.source_sets.setdefault(numbers, len(self.source_sets))
