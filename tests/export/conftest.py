"""Small graphs, made by the same steps as the real one."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import pytest

from careergraph import CareerGraph
from careergraph.ontology.compile import compile_quads, to_n_quads
from careergraph.ontology.compiled import Compiled
from careergraph.ontology.concept_file import Concept, Statement
from careergraph.ontology.content import Content, Source
from careergraph.ontology.facts import record

Row: TypeAlias = tuple[str, str, str, Mapping[str, Mapping[str, Sequence[str]]]]
"""Class, slug, label, and the sources of each value of each property."""

HOSTILE = (
    "</script><script>window.hacked = 1</script>",
    '"><img src=x onerror="window.hacked = 1">',
    "left \u202eright to left",
    "=cmd|' /C calc'!A0",
    "back`tick` #quot; \\ [x](javascript:alert(1)) & {{ 7 * 7 }}",
)
SOURCES = {
    "article": Source("article", "An article"),
    "editorial": Source("editorial", "Our judgement"),
}


@pytest.fixture(scope="session")
def graph_of() -> Callable[..., CareerGraph]:
    """Return a function that makes a graph of rows.

    All concepts are known to an article, but those named in ``editorial``.
    """

    def make(*rows: Row, editorial: Sequence[str] = ()) -> CareerGraph:
        concepts = {}
        for kind, slug, label, statements in rows:
            concepts[slug] = Concept(
                slug=slug,
                kind=kind,
                file="",
                label=label,
                definition=f"About {label}.",
                sources=("editorial",) if slug in editorial else ("article",),
                statements=tuple(
                    Statement(name, value, tuple(sources), 1)
                    for name, values in statements.items()
                    for value, sources in values.items()
                ),
                lines={},
            )
        quads = compile_quads(Content(concepts, SOURCES))
        return CareerGraph(Compiled(record(quads), lambda: to_n_quads(quads)))

    return make


@pytest.fixture(scope="session")
def tiny(graph_of: Callable[..., CareerGraph]) -> CareerGraph:
    return graph_of(
        (
            "Role",
            "analyst",
            "Analyst",
            {
                "level": {"2": ["editorial"]},
                "leadsTo": {"scientist": ["article", "editorial"]},
                "requires": {"sql": ["editorial"]},
            },
        ),
        (
            "Role",
            "scientist",
            "Scientist",
            {
                "altLabel": {"Researcher": ["editorial"]},
                "level": {"3": ["editorial"]},
                "typicalYearsLow": {"1.5": ["article"]},
                "requires": {"sql": ["article"]},
            },
        ),
        ("ProgrammingLanguage", "sql", "SQL", {"effort": {"40": ["editorial"]}}),
    )


@pytest.fixture(scope="session")
def hostile(graph_of: Callable[..., CareerGraph]) -> CareerGraph:
    """Roles in a row, each with a label that attacks one format or another."""
    slugs = [f"hostile-{i}" for i in range(len(HOSTILE))]
    rows: list[Row] = []
    for i, (slug, label) in enumerate(zip(slugs, HOSTILE, strict=True)):
        after = {"leadsTo": {slugs[i + 1]: ["article"]}} if i + 1 < len(slugs) else {}
        named = {"altLabel": {f"also {label}": ["article"]}}
        level = {"level": {str(i + 1): ["article"]}}
        rows.append(("Role", slug, label, {**level, **after, **named}))
    return graph_of(*rows)
