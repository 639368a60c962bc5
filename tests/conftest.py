"""Small graphs for the tests, and a cache of their own for the compiled one."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

import pytest

from careergraph import CareerGraph
from careergraph.ontology.facts import Facts

Statement: TypeAlias = tuple[Any, ...]
FactsMaker: TypeAlias = Callable[[Mapping[str, str], Iterable[Statement]], Facts]

CLASSES = {
    "Role": ("Role",),
    "Skill": ("Competency", "Requirement", "Skill"),
    "CompetencyGroup": ("CompetencyGroup",),
    "Place": ("Place",),
    "Track": ("Track",),
    "Salary": ("LabourMarketFigure", "Salary"),
    "Degree": ("Credential", "Degree", "LearningOpportunity", "Requirement"),
    "Book": ("Book", "LearningOpportunity", "Resource"),
    "Certification": (
        "Certification",
        "Credential",
        "LearningOpportunity",
        "Requirement",
    ),
}
LITERALS = {"effort", "level"}


def record_of(
    kinds: Mapping[str, str], statements: Iterable[Statement]
) -> dict[str, Any]:
    """Return the record of a graph whose labels are its slugs in capitals.

    Args:
        kinds: Class of each slug.
        statements: Subject, property and value; their source is "test", or what
            follows.
    """
    by_property: dict[str, dict[str, list[tuple[Any, tuple[str, ...]]]]] = {}
    for subject, name, value, *sources in sorted(statements, key=str):
        values = by_property.setdefault(name, {}).setdefault(subject, [])
        values.append((value, tuple(*sources) or ("test",)))
    names = {*by_property, *LITERALS, *(c for cs in CLASSES.values() for c in cs)}
    return {
        "entities": {
            slug: (slug.upper(), (), "", (kind,), CLASSES[kind], ("test",))
            for slug, kind in sorted(kinds.items())
        },
        "statements": by_property,
        "terms": {name: (name, "", name not in LITERALS) for name in names},
        "sources": {"editorial": "Us", "test": "A test"},
    }


def facts_of(kinds: Mapping[str, str], statements: Iterable[Statement]) -> Facts:
    """Return the facts of such a graph."""
    return Facts(record_of(kinds, statements))


@pytest.fixture(scope="session")
def make_facts() -> FactsMaker:
    return facts_of


@pytest.fixture(scope="session")
def graph() -> CareerGraph:
    """The graph that comes with the package."""
    return CareerGraph.load()
