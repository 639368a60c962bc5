"""The terminal, Python and SPARQL give the same answer to the same question."""

from typing import Any

import pytest

from careergraph import CareerGraph
from careergraph.queries.results import Rows


@pytest.mark.parametrize(
    ("start", "goal"),
    [
        ("data-analyst", "data-scientist"),
        ("data-analyst", "chief-ai-officer"),
        ("prompt-engineer", "machine-learning-engineer"),
        ("head-of-ai", "chief-ai-officer"),
    ],
)
def test_a_gap_is_the_same_in_sparql_and_in_python(
    graph: CareerGraph, start: str, goal: str
) -> None:
    gap = graph.skill_gap(start, goal)
    rows = graph.query("gap-between-roles", start=start, goal=goal)
    assert isinstance(rows, Rows)
    found: dict[str, Any] = {
        str(row["skill"]).rpartition("/")[2]: row["hours"] for row in rows
    }
    assert set(found) == {*gap.learn, *gap.credentials}
    assert sum(found[slug] for slug in gap.learn) == gap.hours
