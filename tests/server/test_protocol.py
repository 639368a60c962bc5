"""SPARQL 1.1 Protocol: what W3C tests, on graphs of the tests' own.

*Source:* https://www.w3.org/TR/sparql11-protocol/
"""

from typing import Any
from urllib.parse import urlencode

import pytest
import yaml
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from rdflib import RDF, Graph, URIRef

from tests.server.running import DATA, Reply, RunningServer

CASES: list[dict[str, Any]] = yaml.safe_load(
    (DATA / "protocol_cases.yaml").read_text(encoding="utf-8")
)
FORM = "application/x-www-form-urlencoded"
TYPES = {
    "tabular": {
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    },
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "RDF": {"text/turtle", "application/n-triples", "application/rdf+xml"},
}
"""What W3C's cases accept as an answer of each kind."""


def name_of(case: dict[str, Any]) -> str:
    return str(case["w3c"]).rpartition("#")[2]


QUERIES = [case for case in CASES if case["status"] == 200]
REFUSED = [case for case in CASES if case["status"] != 200]


def sent(server: RunningServer, case: dict[str, Any]) -> Reply:
    """Return the answer to what a case sends."""
    address = urlencode(pairs(case.get("address", [])))
    body = case.get("body")
    if "form" in case:
        body = urlencode(pairs(case["form"]))
    headers = {"Content-Type": case["content_type"]} if "content_type" in case else {}
    return server.ask(
        f"/sparql?{address}" if address else "/sparql",
        method=case["method"],
        headers=headers,
        body=body.encode(case.get("encoding", "UTF-8")) if body else None,
    )


def pairs(fields: list[dict[str, str]]) -> list[tuple[str, str]]:
    return [pair for one in fields for pair in one.items()]


def held(server: RunningServer) -> set[Quad]:
    """Return all that a server has."""
    default = server.query("CONSTRUCT WHERE { ?s ?p ?o }", accept="text/turtle")
    found = set(parse(default.body, format=RdfFormat.TURTLE))
    graphs = server.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }").json()
    for row in graphs["results"]["bindings"]:
        iri = row["g"]["value"]
        text = f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}"
        graph = server.query(text, accept="application/n-triples").body
        for quad in parse(graph, format=RdfFormat.N_TRIPLES):
            found.add(Quad(quad.subject, quad.predicate, quad.object, NamedNode(iri)))
    return found


def test_all_cases_of_the_protocol_are_here() -> None:
    names = [name_of(case) for case in CASES]
    kinds = [name.partition("_")[0] for name in names]
    assert len(set(names)) == 34
    assert [kinds.count(kind) for kind in ("query", "update", "bad")] == [13, 7, 14]


@pytest.mark.parametrize("case", QUERIES, ids=name_of)
def test_a_query_of_the_protocol_is_answered(
    protocol_server: RunningServer, case: dict[str, Any]
) -> None:
    reply = sent(protocol_server, case)
    assert reply.status == 200, reply.text
    assert reply.media_type in TYPES[case["answer"]]
    if case["answer"] == "RDF":
        Graph().parse(data=reply.text, format=reply.media_type)
    elif case["answer"] == "boolean":
        assert reply.json()["boolean"] is case.get("is_true", True)
    else:
        assert [*reply.json()["results"]["bindings"][0]] == reply.json()["head"]["vars"]


def test_the_graphs_of_a_request_are_all_that_its_query_sees(
    protocol_server: RunningServer,
) -> None:
    data = "http://kasei.us/2009/09/sparql/data/data"
    count = "SELECT (COUNT(*) AS ?n) (MIN(?s) AS ?first) { PATTERN }"

    def counted(pattern: str, **graphs: str) -> tuple[str, str | None]:
        query = count.replace("PATTERN", pattern)
        reply = protocol_server.query(query, **graphs)
        row = reply.json()["results"]["bindings"][0]
        return row["n"]["value"], row.get("first", {}).get("value")

    default, named = "?s ?p ?o", "GRAPH ?g { ?s ?p ?o }"
    one, two = f"{data}1.rdf", f"{data}2.rdf"
    assert counted(default) == ("1", "http://example.org/")
    assert counted(default, **{"default-graph-uri": one}) == ("1", one)
    assert counted(named, **{"default-graph-uri": one}) == ("0", None)
    assert counted(named, **{"named-graph-uri": two}) == ("1", two)
    assert counted(default, **{"named-graph-uri": two}) == ("0", None)


@pytest.mark.parametrize("case", REFUSED, ids=name_of)
def test_what_is_no_query_is_refused_and_changes_nothing(
    protocol_server: RunningServer, case: dict[str, Any]
) -> None:
    reply = sent(protocol_server, case)
    assert reply.status == case["status"], reply.text
    assert reply.media_type == "text/plain"
    assert len(reply.text.splitlines()) == 1
    if question := case.get("not_after"):
        assert protocol_server.is_true(question) is False
    protocol = str(DATA / "protocol.trig")
    assert held(protocol_server) == set(parse(path=protocol, format=RdfFormat.TRIG))


UPDATES = (
    "INSERT DATA { <http://example.org/a> a <http://example.org/B> }",
    "DELETE WHERE { ?s ?p ?o }",
    "DROP ALL",
    "LOAD <http://127.0.0.1:9/>",
    "# CLEAR\nPREFIX x: <http://example.org/> MOVE x:a TO DEFAULT",
    "ASK {} ; CLEAR ALL",
)


@pytest.mark.parametrize("update", UPDATES)
def test_an_update_sent_as_a_query_is_refused(
    protocol_server: RunningServer, update: str
) -> None:
    before = held(protocol_server)
    assert protocol_server.query(update).status == 400
    assert held(protocol_server) == before


SD = "http://www.w3.org/ns/sparql-service-description#"


def described(server: RunningServer) -> Graph:
    reply = server.ask("/sparql")
    assert (reply.status, reply.media_type) == (200, "text/turtle")
    return Graph().parse(data=reply.text, format="turtle")


def test_the_endpoint_describes_itself_in_rdf(protocol_server: RunningServer) -> None:
    """Service description, returns-rdf."""
    assert len(described(protocol_server)) > 0


def test_the_description_names_the_endpoint(protocol_server: RunningServer) -> None:
    """Service description, has-endpoint-triple."""
    endpoint = URIRef(f"{protocol_server.url}/sparql")
    assert list(described(protocol_server).objects(None, URIRef(SD + "endpoint"))) == [
        endpoint
    ]


SUBJECTS = {
    "endpoint": "Service",
    "supportedLanguage": "Service",
    "resultFormat": "Service",
    "defaultDataset": "Service",
    "defaultGraph": "Dataset",
    "namedGraph": "Dataset",
    "name": "NamedGraph",
    "graph": "NamedGraph",
}
"""The class of the subjects of each property in the description's schema.

*Source:* https://www.w3.org/TR/sparql11-service-description/#vocab
"""


def test_the_description_conforms_to_its_schema(protocol_server: RunningServer) -> None:
    """Service description, conforms-to-schema."""
    graph = described(protocol_server)
    for subject, predicate, _ in graph:
        if str(predicate).startswith(SD):
            name = str(predicate).removeprefix(SD)
            assert (subject, RDF.type, URIRef(SD + SUBJECTS[name])) in graph
    names = set(graph.objects(None, URIRef(SD + "name")))
    data = "http://kasei.us/2009/09/sparql/data/data"
    assert names == {URIRef(f"{data}{number}.rdf") for number in range(4)}
