"""Plain JSON with the context reads as the triples that are meant."""

import json

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import RDF, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import XSD

from careergraph.ontology.context import jsonld_context
from careergraph.ontology.vocabulary import load_vocabulary

CG = Namespace("https://w3id.org/careergraph/schema#")
ID = Namespace("https://w3id.org/careergraph/id/")

DOCUMENT = jsonld_context() | {
    "@graph": [
        {
            "@id": "id:data-analyst",
            "@type": "Role",
            "prefLabel": "Data Analyst",
            "level": 2,
            "typicalYearsHigh": "2.5",
            "requires": ["id:python", "id:statistics"],
            "exactMatch": "onet:15-2051.01",
        },
        {
            "@id": "id:a-book",
            "@type": ["Book", "Resource"],
            "doi": "10.1145/3411764",
            "url": "https://example.org/",
            "broader": "id:books",
        },
    ]
}
MEANT = {
    (ID["data-analyst"], RDF.type, CG.Role),
    (ID["data-analyst"], SKOS.prefLabel, Literal("Data Analyst", lang="en")),
    (ID["data-analyst"], CG.level, Literal("2", datatype=XSD.integer)),
    (ID["data-analyst"], CG.typicalYearsHigh, Literal("2.5", datatype=XSD.decimal)),
    (ID["data-analyst"], CG.requires, ID.python),
    (ID["data-analyst"], CG.requires, ID.statistics),
    (
        ID["data-analyst"],
        SKOS.exactMatch,
        URIRef("https://www.onetonline.org/link/summary/15-2051.01"),
    ),
    (ID["a-book"], RDF.type, CG.Book),
    (ID["a-book"], RDF.type, CG.Resource),
    (
        ID["a-book"],
        URIRef("http://purl.org/ontology/bibo/doi"),
        Literal("10.1145/3411764"),
    ),
    (
        ID["a-book"],
        URIRef("https://schema.org/url"),
        Literal("https://example.org/", datatype=XSD.anyURI),
    ),
    (ID["a-book"], SKOS.broader, ID.books),
}


# rdflib 7.6 warns of what its own JSON-LD parser does
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_rdflib_reads_what_is_meant() -> None:
    assert set(Graph().parse(data=json.dumps(DOCUMENT), format="json-ld")) == MEANT


def test_pyoxigraph_reads_what_is_meant() -> None:
    quads = parse(json.dumps(DOCUMENT), format=RdfFormat.JSON_LD)
    lines = "".join(f"{quad.triple} .\n" for quad in quads)

    assert set(Graph().parse(data=lines, format="nt")) == MEANT


def test_every_class_and_property_is_a_term() -> None:
    terms = jsonld_context()["@context"]
    vocabulary = load_vocabulary()

    assert {*vocabulary.classes, *vocabulary.properties} <= set(terms)


def test_every_property_has_its_own_iri() -> None:
    terms = jsonld_context()["@context"]

    for name, prop in load_vocabulary().properties.items():
        prefix, _, local = terms[name]["@id"].partition(":")
        assert terms[prefix] + local == prop.iri
