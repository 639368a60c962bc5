"""The clients that people use find our endpoint to be one like any other."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, TURTLE, XML, SPARQLWrapper

from careergraph import CareerGraph
from careergraph.ontology.namespaces import CG, ID
from careergraph.queries.filled import filled
from careergraph.queries.questions import load_question
from careergraph.queries.results import Rows, Triples
from tests.queries.servers import oxigraph
from tests.server.running import RunningServer, start, stop

COMUNICA = Path(__file__).parents[1] / "npm/node_modules/.bin/comunica-sparql"
OPENINGS = "http://example.org/openings"
LANGUAGES = f"""
SELECT ?language ?label {{
  ?language a <{CG}ProgrammingLanguage> ;
            <http://www.w3.org/2004/02/skos/core#prefLabel> ?label .
}}
ORDER BY STR(?label)
"""


@pytest.fixture(scope="module")
def server() -> Iterator[RunningServer]:
    """A server with the deadline that strangers meet: some clients read all of it."""
    running = start()
    yield running
    stop(running)


@pytest.fixture(scope="module")
def languages(graph: CareerGraph) -> list[str]:
    """The programming languages, by label."""
    found = [graph.facts.label(s) for s in graph.facts.of_class("ProgrammingLanguage")]
    return sorted(found)


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of another server, which knows of openings and of nothing else."""
    known = "".join(
        f"<{ID}{role}> <{OPENINGS}> "
        f'"{count}"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
        for role, count in (("data-engineer", 4), ("actor", 5), ("data-scientist", 6))
    )
    with oxigraph(tmp_path_factory.mktemp("second"), known) as address:
        yield address


@pytest.fixture
def wrapper(server: RunningServer) -> SPARQLWrapper:
    """SPARQLWrapper on our endpoint."""
    return SPARQLWrapper(f"{server.url}/sparql")


def converted(wrapper: SPARQLWrapper) -> Any:
    """Return an answer as SPARQLWrapper makes it: what it is depends on the format."""
    return wrapper.queryAndConvert()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sparqlwrapper_reads_rows(
    wrapper: SPARQLWrapper, languages: list[str], method: str
) -> None:
    wrapper.setMethod(method)
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery(LANGUAGES)
    found = converted(wrapper)["results"]["bindings"]
    assert [row["label"]["value"] for row in found] == languages


def test_sparqlwrapper_reads_xml_csv_and_a_graph(
    wrapper: SPARQLWrapper, graph: CareerGraph, languages: list[str]
) -> None:
    wrapper.setQuery(LANGUAGES)
    wrapper.setReturnFormat(XML)
    document = converted(wrapper)
    found = document.getElementsByTagName("literal")
    assert [node.firstChild.data for node in found] == languages
    wrapper.setReturnFormat(CSV)
    lines = converted(wrapper).decode().splitlines()
    assert [line.split(",", 1)[1] for line in lines[1:]] == languages
    wrapper.setQuery(f"DESCRIBE <{ID}python>")
    wrapper.setReturnFormat(TURTLE)
    described = rdflib.Graph().parse(data=converted(wrapper), format="turtle")
    ours = graph.query(f"DESCRIBE <{ID}python>")
    assert isinstance(ours, Triples)
    assert len(described) == len(ours)


def test_sparqlwrapper_is_told_what_is_wrong(wrapper: SPARQLWrapper) -> None:
    from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

    wrapper.setQuery("SELECT ?x {")
    with pytest.raises(QueryBadFormed, match="line 1"):
        wrapper.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_asks_the_endpoint_as_a_store(
    server: RunningServer, languages: list[str], method: str
) -> None:
    store = SPARQLStore(f"{server.url}/sparql", method=method, returnFormat="json")
    there = rdflib.Graph(store)
    found = [str(row["label"]) for row in there.query(LANGUAGES)]  # type: ignore[index, call-overload] # a SELECT
    assert found == languages
    python = rdflib.URIRef(ID + "python")
    label = there.value(python, rdflib.SKOS.prefLabel)
    assert label == rdflib.Literal("Python", lang="en")
    assert (python, rdflib.RDF.type, rdflib.URIRef(CG + "Skill")) in there


def curl(*arguments: str) -> str:
    """Return what curl prints; a status of 400 and more is an error."""
    line = ["curl", "--silent", "--show-error", "--fail-with-body", *arguments]
    run = subprocess.run(line, capture_output=True, text=True, timeout=30)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


@pytest.mark.parametrize(
    "options",
    [
        ["--get", "--data-urlencode", f"query={LANGUAGES}"],
        ["--data-urlencode", f"query={LANGUAGES}"],
        ["--header", "Content-Type: application/sparql-query", "--data", LANGUAGES],
        ["--compressed", "--http1.0", "--data-urlencode", f"query={LANGUAGES}"],
    ],
)
def test_curl_reads_a_table(
    server: RunningServer, languages: list[str], options: list[str]
) -> None:
    accept = ["--header", "Accept: text/csv"]
    text = curl(f"{server.url}/sparql", *accept, *options)
    assert [line.split(",", 1)[1] for line in text.splitlines()[1:]] == languages


def test_curl_follows_the_iri_of_a_concept(server: RunningServer) -> None:
    text = curl("--header", "Accept: text/turtle", f"{server.url}/id/python")
    assert (None, rdflib.SKOS.prefLabel, rdflib.Literal("Python", lang="en")) in (
        rdflib.Graph().parse(data=text, format="turtle")
    )


def comunica(query: str, *sources: str) -> list[dict[str, str]]:
    """Return the rows that Comunica finds at some sources, in plain values."""
    addresses = [f"sparql@{source}" for source in sources]
    table = ["-t", "application/sparql-results+json"]
    line = [str(COMUNICA), *addresses, "-q", query, *table]
    run = subprocess.run(line, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in found]


def test_comunica_reads_rows(server: RunningServer, languages: list[str]) -> None:
    rows = comunica(LANGUAGES, f"{server.url}/sparql")
    assert [row["label"] for row in rows] == languages


def test_comunica_answers_a_named_question(
    server: RunningServer, graph: CareerGraph
) -> None:
    question = load_question("skills-of-role")
    asked = graph.engine.prepare("skills-of-role", {"role": "software engineer"})
    rows = comunica(filled(question, asked.values), f"{server.url}/sparql")
    ours = graph.query("skills-of-role", role="software engineer")
    assert isinstance(ours, Rows)
    assert [row["skill"] for row in rows] == [row["skill"] for row in ours]
    assert [row["source"] for row in rows] == [row["source"] for row in ours]


def test_comunica_joins_our_endpoint_with_another_server(
    server: RunningServer, second: str, graph: CareerGraph
) -> None:
    query = f"""
    SELECT ?label ?openings {{
      ?role a <{CG}Role> ;
            <{rdflib.SKOS.prefLabel}> ?label ;
            <{OPENINGS}> ?openings .
    }}
    ORDER BY ?openings"""
    rows = comunica(query, f"{server.url}/sparql", second)
    assert [(row["label"], row["openings"]) for row in rows] == [
        (graph.facts.label("data-engineer"), "4"),
        (graph.facts.label("data-scientist"), "6"),
    ]


def careergraph(*arguments: str) -> str:
    """Return what the command prints."""
    line = [sys.executable, "-m", "careergraph", *arguments]
    run = subprocess.run(line, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.mark.parametrize(
    "command",
    [
        ["query", "skills-of-role", "role=data scientist"],
        ["gap", "data analyst", "data scientist"],
        ["path", "data analyst", "chief AI officer", "--format", "json"],
    ],
)
def test_the_terminal_asks_a_server_as_it_does_the_graph_at_hand(
    server: RunningServer, command: list[str]
) -> None:
    there = careergraph(*command, "--graph", f"{server.url}/sparql")
    assert there == careergraph(*command)


def test_a_server_of_a_server_is_a_replica(
    server: RunningServer, languages: list[str]
) -> None:
    replica = start("--graph", f"{server.url}/sparql")
    try:
        text = replica.query(LANGUAGES, accept="text/csv").text
    finally:
        stop(replica)
    assert [line.split(",", 1)[1] for line in text.splitlines()[1:]] == languages
