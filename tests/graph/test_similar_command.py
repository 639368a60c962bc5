"""`graph.similar_roles` and `careergraph similar`."""

import json

import pytest
from click.testing import CliRunner

from careergraph import ArgumentError, CareerGraph, UnknownConceptError
from careergraph.cli import commands
from careergraph.graph.similar_roles import RoleSimilarity


def test_the_command_prints_what_the_method_returns(graph: CareerGraph) -> None:
    asked = ["similar", "data scientist", "--count", "3", "--format", "json"]
    done = CliRunner().invoke(commands, asked)
    found = graph.similar_roles("Data Scientist", count=3)
    assert json.loads(done.stdout) == found.to_dict()
    assert found == RoleSimilarity(graph.facts, "").similar_roles(
        "data-scientist", count=3
    )


def test_an_unknown_role_and_a_number_without_meaning_are_told(
    graph: CareerGraph,
) -> None:
    with pytest.raises(UnknownConceptError, match='did you mean "Data Analyst"'):
        graph.similar_roles("data anlyst")
    with pytest.raises(ArgumentError, match="count"):
        graph.similar_roles("data analyst", count=0)
    with pytest.raises(ArgumentError, match="max_rise"):
        graph.similar_roles("data analyst", max_rise=-1)


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_lines_fit_the_width(graph: CareerGraph, width: int) -> None:
    text = graph.similar_roles("data scientist").to_text(width=width)
    assert max(map(len, text.splitlines())) <= width
