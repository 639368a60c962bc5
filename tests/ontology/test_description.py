"""What is said of the dataset in VoID and DCAT is true."""

import os
import subprocess
import sys

import pytest
from pyoxigraph import Literal, QuerySolutions, RdfFormat, Store
from rdflib import DCAT, OWL, RDF, VOID, Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS

from careergraph import CareerGraph
from careergraph.ontology.description import dataset_description

CG = Namespace("https://w3id.org/careergraph/schema#")
ID = Namespace("https://w3id.org/careergraph/id/")
DATASET = URIRef("https://w3id.org/careergraph/dataset")
SMALL = b"""\
<https://w3id.org/careergraph/id/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/careergraph/schema#Role> .
<https://w3id.org/careergraph/id/a> <https://w3id.org/careergraph/schema#leadsTo> <https://w3id.org/careergraph/id/b> .
<https://w3id.org/careergraph/id/a> <https://w3id.org/careergraph/schema#leadsTo> <https://w3id.org/careergraph/id/b> <https://w3id.org/careergraph/source/s> .
<https://w3id.org/careergraph/source/s> <http://purl.org/dc/terms/title> "A source" .
"""


@pytest.fixture(scope="module")
def described(graph: CareerGraph) -> Graph:
    return Graph().parse(data=dataset_description(graph.n_quads), format="turtle")


@pytest.fixture(scope="module")
def store(graph: CareerGraph) -> Store:
    store = Store()
    store.bulk_load(graph.n_quads, format=RdfFormat.N_QUADS)
    return store


def count(store: Store, pattern: str, what: str = "*") -> int:
    solutions = store.query(f"SELECT (COUNT({what}) AS ?n) WHERE {{ {pattern} }}")
    assert isinstance(solutions, QuerySolutions)
    number = next(solutions)["n"]
    assert isinstance(number, Literal)
    return int(number.value)


def number(described: Graph, subject: URIRef, term: URIRef) -> int:
    return int(str(described.value(subject, term)))


def test_a_small_dataset_is_counted_by_hand() -> None:
    described = Graph().parse(data=dataset_description(SMALL), format="turtle")

    counted = {
        str(term).removeprefix(str(VOID)): int(str(value))
        for term, value in described.predicate_objects(DATASET)
        if str(term).startswith(str(VOID)) and str(value).isdigit()
    }
    assert counted == {
        "triples": 3,
        "entities": 1,
        "classes": 1,
        "properties": 3,
        "distinctSubjects": 2,
        "distinctObjects": 3,
    }
    subset = described.value(DATASET, VOID.subset)
    assert subset == URIRef(f"{DATASET}#graph-source-s")
    assert number(described, URIRef(str(subset)), VOID.triples) == 1
    assert str(described.value(subset, DCTERMS.title)) == "A source"
    assert described.value(DATASET, VOID.exampleResource) == ID.a


@pytest.mark.parametrize(
    ("term", "what", "pattern"),
    [
        (VOID.triples, "*", "?s ?p ?o"),
        (VOID.classes, "DISTINCT ?o", "?s a ?o"),
        (VOID.properties, "DISTINCT ?p", "?s ?p ?o"),
        (VOID.distinctSubjects, "DISTINCT ?s", "?s ?p ?o"),
        (VOID.distinctObjects, "DISTINCT ?o", "?s ?p ?o"),
        (
            VOID.entities,
            "DISTINCT ?s",
            f"?s ?p ?o FILTER(STRSTARTS(STR(?s), '{ID}'))",
        ),
    ],
)
def test_the_counts_are_those_of_sparql(
    term: URIRef, what: str, pattern: str, described: Graph, store: Store
) -> None:
    assert number(described, DATASET, term) == count(store, pattern, what)


def test_each_class_is_counted(described: Graph, store: Store) -> None:
    parts = list(described.objects(DATASET, VOID.classPartition))
    counted = {
        str(described.value(part, VOID["class"])): described.value(part, VOID.entities)
        for part in parts
    }

    assert len(counted) == len(parts) == number(described, DATASET, VOID.classes)
    assert str(CG.Role) in counted
    for name, value in counted.items():
        assert int(str(value)) == count(store, f"?s a <{name}>"), name


def test_each_property_is_counted(described: Graph, store: Store) -> None:
    parts = list(described.objects(DATASET, VOID.propertyPartition))
    counted = {
        str(described.value(part, VOID.property)): described.value(part, VOID.triples)
        for part in parts
    }

    assert len(counted) == len(parts) == number(described, DATASET, VOID.properties)
    assert str(CG.leadsTo) in counted
    for name, value in counted.items():
        assert int(str(value)) == count(store, f"?s <{name}> ?o"), name


def test_each_named_graph_is_counted(described: Graph, store: Store) -> None:
    parts = list(described.objects(DATASET, VOID.subset))
    counted = {
        str(described.value(part, DCTERMS.source)): described.value(part, VOID.triples)
        for part in parts
    }

    graphs = [str(getattr(name, "value", "")) for name in store.named_graphs()]
    assert sorted(counted) == sorted(graphs)
    for name, value in counted.items():
        assert int(str(value)) == count(store, f"GRAPH <{name}> {{ ?s ?p ?o }}"), name


def test_it_says_what_it_is_and_on_what_terms(
    described: Graph, graph: CareerGraph
) -> None:
    types = set(described.objects(DATASET, RDF.type))
    examples = {str(e) for e in described.objects(DATASET, VOID.exampleResource)}

    assert types == {VOID.Dataset, DCAT.Dataset}
    assert described.value(DATASET, DCTERMS.license) == URIRef(
        "https://creativecommons.org/licenses/by/4.0/"
    )
    assert str(described.value(DATASET, DCTERMS.creator)) == "The careergraph project"
    assert str(described.value(DATASET, URIRef(f"{DCAT}version"))) == "0.1.0"
    assert str(CG) in {str(v) for v in described.objects(DATASET, VOID.vocabulary)}
    assert {e.removeprefix(str(ID)) for e in examples} <= set(graph.facts.slugs)
    assert (None, RDF.type, OWL.Ontology) not in described


def test_it_is_the_same_in_every_process() -> None:
    program = (
        "import sys; from careergraph.ontology.description import dataset_description; "
        "sys.stdout.write(dataset_description(sys.stdin.buffer.read()))"
    )
    texts = {
        subprocess.run(
            [sys.executable, "-c", program],
            input=SMALL,
            capture_output=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2", "3")
    }

    assert texts == {dataset_description(SMALL).encode()}
