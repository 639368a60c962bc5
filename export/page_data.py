"""What the explorer's page knows, as plain values for JSON.

Concepts, properties and sets of sources are named by their position in a list,
which keeps the page small.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from careergraph.export.clusters import ASIDE
from careergraph.export.kinds import GROUPS, group_index
from careergraph.export.layout import Layout
from careergraph.export.wording import (
    JOB_ZONES,
    SCHEMES,
    UNITS,
    inverse_label,
    property_order,
)
from careergraph.graph.levels import LEVELS, level_name
from careergraph.ontology.facts import Facts
from careergraph.ontology.namespaces import EXTERNAL

EDITORIAL = "editorial"

CLASSES = ("Role", "Competency", "Credential", "Book", "Course")
"""Classes that a path tells apart."""


def page_data(
    facts: Facts, layout: Layout, *, focus: str | None, route: Sequence[str]
) -> dict[str, Any]:
    """Return all that the page shows, besides the nodes and edges of the map.

    Args:
        facts: The concepts and statements.
        layout: The picture of the map.
        focus: Slug of the concept that is selected at first; None for none.
        route: Slugs of the roles of a path that is shown at first.
    """
    return _PageData(facts).values() | {
        "clusters": [list(asdict(cluster).values()) for cluster in layout.clusters],
        "focus": focus,
        "route": list(route),
    }


class _PageData:
    """Numbers concepts, properties, sources and sets of sources."""

    def __init__(self, facts: Facts):
        self.facts = facts
        self.slugs = {slug: i for i, slug in enumerate(facts.slugs)}
        self.properties = {name: i for i, name in enumerate(property_order(facts))}
        self.sources = {name: i for i, name in enumerate(facts.source_titles)}
        self.source_sets: dict[tuple[int, ...], int] = {}

    def values(self) -> dict[str, Any]:
        concepts = [self.concept(slug) for slug in self.slugs]
        statements = [
            [
                self.slugs[fact.subject],
                self.properties[fact.property],
                self.value(fact.property, fact.value),
                self.source_set(fact.sources),
            ]
            for fact in self.facts.statements()
        ]
        defined_by = self.source_set([EDITORIAL])
        return {
            "concepts": concepts,
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
                [SCHEMES.get(name, name), iri] for name, iri in EXTERNAL.items()
            ],
        }

    def members(self, name: str) -> list[int]:
        """Return the numbers of the concepts of a class, sorted."""
        return [self.slugs[slug] for slug in self.facts.of_class(name)]

    def concept(self, slug: str) -> list[Any]:
        entity = self.facts.entity(slug)
        kinds = " · ".join(self.facts.term(kind).label for kind in entity.kinds)
        return [
            slug,
            entity.label,
            entity.alt_labels,
            entity.definition,
            kinds,
            group_index(self.facts, slug),
            self.source_set(entity.sources),
        ]

    def property(self, name: str) -> list[Any]:
        term = self.facts.term(name)
        inverse = inverse_label(self.facts, name)
        return [name, term.label, inverse, UNITS.get(name, ""), term.is_reference]

    def value(self, name: str, value: Any) -> Any:
        """Return the number of a concept, or a literal as it is."""
        is_concept = self.facts.term(name).is_reference
        return self.slugs.get(value, value) if is_concept else value

    def source_set(self, sources: Sequence[str]) -> int:
        numbers = tuple(self.sources[s] for s in sources if s in self.sources)
        return self.source_sets.setdefault(numbers, len(self.source_sets))
