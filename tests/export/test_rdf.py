"""What pyoxigraph wrote is read back with rdflib."""

from collections.abc import Callable

import pytest
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.namespace import SKOS

from careergraph import CareerGraph
from careergraph.export.rdf import to_jsonld, to_trig, to_turtle
from careergraph.ontology.namespaces import CG, ID, SOURCE

# rdflib's own parsers of TriG and JSON-LD make one.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")

RDFLIB_DEFAULT = str(DATASET_DEFAULT_GRAPH_ID)
Writer = Callable[[bytes], str]
DATASET_WRITERS = [(to_trig, "trig"), (to_jsonld, "json-ld")]


def reference(n_quads: bytes) -> Dataset:
    dataset = Dataset()
    dataset.parse(data=n_quads, format="nquads")
    return dataset


def quads(dataset: Dataset) -> set[tuple[str, ...]]:
    return {
        (s.n3(), p.n3(), o.n3(), g.n3() if g else "") for s, p, o, g in dataset.quads()
    }


def test_turtle_holds_the_default_graph(tiny: CareerGraph) -> None:
    graph = Graph().parse(data=to_turtle(tiny.n_quads), format="turtle")
    assert isomorphic(graph, reference(tiny.n_quads).default_graph)
    analyst = URIRef(ID + "analyst")
    assert {str(o) for o in graph.objects(analyst, URIRef(CG + "leadsTo"))} == {
        ID + "scientist"
    }
    assert list(graph.objects(analyst, SKOS.prefLabel)) == [
        Literal("Analyst", lang="en")
    ]


@pytest.mark.parametrize(("write", "format"), DATASET_WRITERS)
def test_named_graphs_say_who_states_it(
    tiny: CareerGraph, write: Writer, format: str
) -> None:
    dataset = Dataset()
    dataset.parse(data=write(tiny.n_quads), format=format)
    move = (URIRef(ID + "analyst"), URIRef(CG + "leadsTo"), URIRef(ID + "scientist"))
    stated = {str(g) for *_, g in dataset.quads((*move, None))} - {RDFLIB_DEFAULT}
    assert stated == {SOURCE + "article", SOURCE + "editorial"}
    assert move in dataset.default_graph


@pytest.mark.parametrize(("write", "format"), DATASET_WRITERS)
@pytest.mark.parametrize("name", ["tiny", "hostile", "graph"])
def test_the_whole_dataset_is_read_back(
    request: pytest.FixtureRequest, name: str, write: Writer, format: str
) -> None:
    graph: CareerGraph = request.getfixturevalue(name)
    dataset = Dataset()
    dataset.parse(data=write(graph.n_quads), format=format)
    assert quads(dataset) == quads(reference(graph.n_quads))
    assert len(quads(dataset)) == len(graph.n_quads.splitlines())


@pytest.mark.parametrize("name", ["hostile", "graph"])
def test_turtle_is_read_back(request: pytest.FixtureRequest, name: str) -> None:
    graph: CareerGraph = request.getfixturevalue(name)
    read = Graph().parse(data=to_turtle(graph.n_quads), format="turtle")
    assert set(read) == set(reference(graph.n_quads).default_graph)


@pytest.mark.parametrize("write", [to_turtle, to_trig, to_jsonld])
def test_order_of_the_quads_does_not_matter(graph: CareerGraph, write: Writer) -> None:
    lines = graph.n_quads.splitlines(keepends=True)
    assert write(b"".join(reversed(lines))) == write(graph.n_quads)


def test_a_graph_is_opened_once(graph: CareerGraph) -> None:
    opened = [line for line in to_trig(graph.n_quads).splitlines() if line[-1:] == "{"]
    assert len(opened) == len(set(opened)) > 2


def test_turtle_uses_prefixes(tiny: CareerGraph) -> None:
    assert "id:analyst a " in to_turtle(tiny.n_quads)
