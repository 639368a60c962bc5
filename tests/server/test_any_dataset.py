"""A dataset that is not ours, without our vocabulary, is served all the same."""

from collections.abc import Iterator

import pytest

from careergraph import CareerGraph
from tests.server.running import DATA, RunningServer, start, stop

ODD = DATA / "odd.nq"


@pytest.fixture(scope="module")
def odd() -> Iterator[RunningServer]:
    running = start("--graph", str(ODD))
    yield running
    stop(running)


def test_all_of_its_statements_are_asked(odd: RunningServer) -> None:
    both = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    [row] = odd.query(both).json()["results"]["bindings"]
    assert int(row["n"]["value"]) == len(ODD.read_text("utf-8").splitlines())


def test_what_is_known_of_roles_is_walked(odd: RunningServer) -> None:
    [path] = odd.ask("/path?from=a&to=b").json()["paths"]
    assert [(move["from"], move["to"]) for move in path["moves"]] == [("a", "b")]


def test_what_has_no_class_of_ours_is_no_concept() -> None:
    graph = CareerGraph.open(ODD)
    assert list(graph.facts.slugs) == ["a", "b"]
    assert graph.facts.entity("a").kinds == ("Role",)
    assert graph.facts.label("b") == "5"
    assert graph.facts.objects("a", "level") == ["many"]


@pytest.mark.parametrize(
    "path", ["/", "/id/a", "/id/b", "/schema", "/explorer", "/disagreements"]
)
def test_its_pages_are_shown(odd: RunningServer, path: str) -> None:
    assert odd.ask(path).status == 200
