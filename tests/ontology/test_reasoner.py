"""core.ttl, alone and with all data, is OWL 2 DL and consistent under HermiT."""

import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import TypeAlias

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef

from careergraph import CareerGraph
from careergraph.ontology.content import PACKAGED
from careergraph.ontology.dataset import rdflib_dataset
from careergraph.ontology.namespaces import CG, ID

Verdicts: TypeAlias = dict[str, list[str]]

CHECKER = Path(__file__).with_name("CheckOntology.java")
SIMPLY_COMPILED = "-XX:TieredStopAtLevel=1"
"""To optimise takes Java half of the time of so short a run."""


def cg(name: str) -> URIRef:
    return URIRef(CG + name)


ANALYST = URIRef(ID + "data-analyst")
# What is added to all data, and what has to be said of it.
SPOILT = {
    "in two disjoint classes": (
        [(ANALYST, RDF.type, cg("Person"))],
        ["inconsistent"],
    ),
    "a second level": (
        [(ANALYST, cg("level"), Literal(7))],
        ["inconsistent"],
    ),
    "a place as the object of requires": (
        [(ANALYST, cg("requires"), URIRef(ID + "france"))],
        ["inconsistent"],
    ),
    "a text as level": (
        [(URIRef(ID + "x"), cg("level"), Literal("two"))],
        ["inconsistent"],
    ),
    "a class that nothing can be in": (
        [
            (cg("Cyborg"), RDF.type, OWL.Class),
            (cg("Cyborg"), RDFS.subClassOf, cg("Person")),
            (cg("Cyborg"), RDFS.subClassOf, cg("Platform")),
        ],
        ["consistent", f"unsatisfiable: <{CG}Cyborg>"],
    ),
}
NOT_DL = {
    "an undeclared property": [(ANALYST, cg("likes"), ANALYST)],
    "a property of concepts and of texts": [
        (cg("level"), RDF.type, OWL.ObjectProperty)
    ],
    "a transitive property that is asymmetric": [
        (cg("prerequisite"), RDF.type, OWL.TransitiveProperty)
    ],
}


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory, graph: CareerGraph) -> Verdicts:
    """What the checker says of each ontology; Java starts once for all."""
    everything = rdflib_dataset(graph.n_quads).default_graph
    spoilt = {name: triples for name, (triples, _) in SPOILT.items()} | NOT_DL
    ontologies = {
        "alone": Graph().parse(PACKAGED / "core.ttl"),
        "with all data": everything,
    }
    for name, triples in spoilt.items():
        ontologies[name] = Graph() + everything
        ontologies[name] += triples
    folder = tmp_path_factory.mktemp("ontologies")
    for name, ontology in ontologies.items():
        ontology.serialize(folder / f"{name}.rdf", format="xml")
    return check([folder / f"{name}.rdf" for name in ontologies])


def check(files: list[Path]) -> Verdicts:
    package = find_spec("owlready2")
    assert package is not None and package.origin is not None
    jar = Path(package.origin).parent / "hermit/HermiT.jar"
    done = subprocess.run(
        ["java", SIMPLY_COMPILED, "-cp", jar, CHECKER, *files],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    verdicts: Verdicts = {}
    for line in done.stdout.splitlines():
        if line.endswith(".rdf"):
            verdicts[Path(line).stem] = []
        else:
            verdicts[list(verdicts)[-1]].append(line)
    return verdicts


@pytest.mark.parametrize("name", ["alone", "with all data"])
def test_it_is_owl_2_dl_and_consistent(name: str, verdicts: Verdicts) -> None:
    assert verdicts[name] == ["consistent"]


@pytest.mark.parametrize("name", SPOILT)
def test_the_reasoner_finds_what_cannot_be(name: str, verdicts: Verdicts) -> None:
    assert verdicts[name] == SPOILT[name][1]


@pytest.mark.parametrize("name", NOT_DL)
def test_the_profile_check_finds_what_is_no_dl(name: str, verdicts: Verdicts) -> None:
    assert verdicts[name]
    assert all(line.startswith("not OWL 2 DL: ") for line in verdicts[name])
