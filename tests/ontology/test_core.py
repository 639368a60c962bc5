"""core.ttl says whose it is, and holds no term that nothing uses."""

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace, Node, URIRef
from rdflib.namespace import DCTERMS, VANN

from careergraph import CareerGraph
from careergraph.ontology.content import PACKAGED
from careergraph.ontology.dataset import rdflib_dataset
from careergraph.ontology.vocabulary import load_vocabulary

CORE = Graph().parse(PACKAGED / "core.ttl")
CG = Namespace("https://w3id.org/careergraph/schema#")
ONTOLOGY = URIRef("https://w3id.org/careergraph/schema")
VOCABULARY = load_vocabulary()
META = ("owl", "rdf", "rdfs", "xsd")


def is_ours(term: Node | None) -> bool:
    return str(term).startswith(str(CG))


def test_the_header_names_what_a_user_of_the_vocabulary_asks_for() -> None:
    version = str(CORE.value(ONTOLOGY, OWL.versionInfo))

    assert (ONTOLOGY, RDF.type, OWL.Ontology) in CORE
    assert CORE.value(ONTOLOGY, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{version}")
    assert str(CORE.value(ONTOLOGY, DCTERMS.creator)) == "The careergraph project"
    assert CORE.value(ONTOLOGY, DCTERMS.license) == URIRef(
        "https://creativecommons.org/licenses/by/4.0/"
    )
    assert str(CORE.value(ONTOLOGY, VANN.preferredNamespaceUri)) == str(CG)


def test_there_is_a_prior_version_or_a_word_why_not() -> None:
    prior = CORE.value(ONTOLOGY, OWL.priorVersion)
    note = CORE.value(ONTOLOGY, SKOS.historyNote)

    assert prior or "first version" in str(note)


def test_every_class_of_ours_can_have_concepts() -> None:
    """Groups and ratings come from importers alone, and a source is no concept."""
    used = {name for c in VOCABULARY.by_folder.values() for name in c.ancestors}

    imported = {"CompetencyGroup", "Rating", "RoleGroup"}
    assert set(VOCABULARY.classes) - used == {"Source", *imported}


def test_every_term_of_another_vocabulary_is_used(graph: CareerGraph) -> None:
    everything = rdflib_dataset(graph.n_quads).default_graph
    declared = {
        term
        for term in CORE.subjects(RDF.type)
        if not is_ours(term)
        and term != ONTOLOGY
        and (term, SKOS.definition, None) not in CORE
    }
    used = {term for _, p, o in everything for term in (p, o)}

    assert [term for term in declared if term not in used] == []


def test_every_term_that_is_used_is_declared() -> None:
    used = {term for triple in CORE for term in triple if isinstance(term, URIRef)}
    declared = {*CORE.subjects(RDF.type), CORE.value(ONTOLOGY, OWL.versionIRI)}
    licence = CORE.value(ONTOLOGY, DCTERMS.license)
    meta = tuple(str(n) for p, n in CORE.namespaces() if p in META)

    undeclared = used - declared - {licence}
    assert [term for term in undeclared if not str(term).startswith(meta)] == []


def test_what_other_vocabularies_define_is_given_no_domain_or_range() -> None:
    """It would hold for all data of the world that uses the term."""
    axioms = (RDFS.domain, RDFS.range, OWL.inverseOf)
    subjects = {s for axiom in axioms for s in CORE.subjects(axiom)}

    assert [term for term in subjects if not is_ours(term)] == []


@pytest.mark.parametrize("name", ["datePublished", "isbn", "doi", "url"])
def test_its_usual_class_tells_which_files_may_have_it(name: str) -> None:
    assert VOCABULARY.properties[name].domain == "LearningOpportunity"


def test_each_link_has_a_name_for_the_way_back() -> None:
    links = [p for p in VOCABULARY.properties.values() if p.is_reference or p.is_match]

    assert [
        p.name for p in links if not CORE.value(URIRef(p.iri), CG.inverseLabel)
    ] == []
