"""Servers of others, and our own, give the answers of our engine."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from careergraph import CareerGraph
from careergraph.errors import EndpointError, QueryBoundsError, QueryError
from careergraph.ontology.namespaces import RDF, SCHEMA, SKOS, SOURCE
from careergraph.queries.questions import load_question, question_names
from careergraph.queries.results import Rows
from tests.queries.servers import DEFAULT_GRAPH, oxigraph, virtuoso
from tests.server.running import start, stop

SERVERS = ("careergraph", "oxigraph", "virtuoso")


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The address of the graph at each server."""
    ours = start()
    try:
        with (
            oxigraph(tmp_path_factory.mktemp("oxigraph")) as second,
            virtuoso(tmp_path_factory.mktemp("virtuoso")) as third,
        ):
            found = (f"{ours.url}/sparql", second, third)
            yield dict(zip(SERVERS, found, strict=True))
    finally:
        stop(ours)


@pytest.fixture(scope="module")
def connected(addresses: dict[str, str]) -> dict[str, CareerGraph]:
    """The graph at each server."""
    return {name: CareerGraph.connect(url) for name, url in addresses.items()}


@pytest.mark.parametrize("name", question_names())
@pytest.mark.parametrize("server", SERVERS)
def test_a_named_question_has_the_same_answer(
    graph: CareerGraph, connected: dict[str, CareerGraph], server: str, name: str
) -> None:
    parameters: dict[str, Any] = dict(load_question(name).example_parameters)
    wanted = graph.query(name, **parameters)
    found = connected[server].query(name, **parameters)
    if not isinstance(found, Rows):
        assert found == wanted
        return
    assert isinstance(wanted, Rows)
    assert found.variables == wanted.variables
    assert found.given == wanted.given
    assert found.to_dicts() == wanted.to_dicts()  # 71 is 71, of whichever type


def test_virtuoso_sorts_long_labels_before_short_ones_without_str(
    connected: dict[str, CareerGraph],
) -> None:
    # when it no longer does, the questions need no STR around LCASE
    labels = "?role a cg:Role ; skos:prefLabel ?name BIND (STR(?name) AS ?label)"
    query = f"SELECT ?label {{ {labels} }} ORDER BY LCASE(?label)"
    there = connected["virtuoso"].query(query)
    assert isinstance(there, Rows)
    found = [str(row["label"]) for row in there]
    long = [label for label in found if len(label) > 20]
    short = [label for label in found if len(label) <= 20]
    assert found == [*sorted(long, key=str.lower), *sorted(short, key=str.lower)]
    assert long and short


@pytest.mark.parametrize("server", SERVERS)
def test_the_graph_that_is_read_there_is_ours_to_the_byte(
    graph: CareerGraph, connected: dict[str, CareerGraph], server: str
) -> None:
    assert connected[server].n_quads == graph.n_quads


def test_a_graph_that_holds_no_concept_of_ours_is_read(tmp_path: Path) -> None:
    actuary = "<http://data.europa.eu/esco/occupation/actuary>"
    said = [
        f"{actuary} <{RDF}type> <{SCHEMA}Role>",
        f'{actuary} <{SKOS}prefLabel> "actuary"@en',
    ]
    lines = [f"{line}{graph} ." for line in said for graph in ("", f" <{SOURCE}esco>")]
    with oxigraph(tmp_path, "\n".join(lines)) as url:
        found = CareerGraph.connect(url).n_quads.decode().splitlines()
    assert sorted(found) == sorted(lines)


@pytest.mark.parametrize("server", SERVERS)
def test_paths_and_gaps_are_the_same(
    graph: CareerGraph, connected: dict[str, CareerGraph], server: str
) -> None:
    there = connected[server]
    for start_role, goal in (
        ("data analyst", "chief AI officer"),
        ("software engineer", "machine learning engineer"),
    ):
        wanted = graph.transition_paths(start_role, goal, minimise="learning")
        found = there.transition_paths(start_role, goal, minimise="learning")
        assert [p.to_dict() for p in found] == [p.to_dict() for p in wanted]
        gap = graph.skill_gap(start_role, goal)
        assert there.skill_gap(start_role, goal).to_dict() == gap.to_dict()


@pytest.mark.parametrize("output_format", ["html", "trig", "nquads", "csv", "graphml"])
@pytest.mark.parametrize("server", SERVERS)
def test_exports_are_the_same(
    graph: CareerGraph,
    connected: dict[str, CareerGraph],
    server: str,
    output_format: str,
) -> None:
    assert connected[server].export(output_format) == graph.export(output_format)


@pytest.mark.parametrize("server", SERVERS)
def test_an_ask_is_answered_with_yes_or_no(
    connected: dict[str, CareerGraph], server: str
) -> None:
    there = connected[server]
    assert str(there.query("ASK { id:python a cg:ProgrammingLanguage }")) == "yes"
    assert str(there.query("ASK { id:python a cg:Role }")) == "no"


@pytest.mark.parametrize("server", SERVERS)
def test_a_relative_iri_is_that_of_a_concept(
    connected: dict[str, CareerGraph], server: str
) -> None:
    assert connected[server].query("ASK { <python> a cg:ProgrammingLanguage }")


@pytest.mark.parametrize("server", SERVERS)
def test_a_fault_of_the_query_is_told_in_a_line(
    connected: dict[str, CareerGraph], server: str
) -> None:
    with pytest.raises(QueryError) as error:
        connected[server].query("SELECT ?role { ?role a cg:Role ")
    assert re.match(
        r"http://127.0.0.1:\d+/\w+ does not take the query: ", str(error.value)
    )
    assert "\n" not in str(error.value)


def test_virtuoso_says_that_it_has_cut_an_answer_off(
    connected: dict[str, CareerGraph],
) -> None:
    with pytest.raises(QueryBoundsError, match="cuts answers off at 10,000 rows"):
        connected["virtuoso"].query("SELECT ?s ?p ?o { ?s ?p ?o }")


def test_all_graphs_of_virtuoso_together_are_not_taken_for_the_default_graph(
    addresses: dict[str, str],
) -> None:
    address = addresses["virtuoso"].removesuffix(f"?default-graph-uri={DEFAULT_GRAPH}")
    with pytest.raises(EndpointError, match="name the graph that holds each once"):
        _ = CareerGraph.connect(address).facts
