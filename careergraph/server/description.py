"""The endpoint described in RDF, as SPARQL 1.1 Service Description says.

*Source:* https://www.w3.org/TR/sparql11-service-description/
"""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from careergraph.ontology.namespaces import RDF, XSD
from careergraph.queries.engine import Engine
from careergraph.queries.results import Triples

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FORMATS = "http://www.w3.org/ns/formats/"
RESULT_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
    "TriG",
)
"""*Source:* https://www.w3.org/ns/formats/"""


def service_description(engine: Engine, address: str) -> Triples:
    """Return what the endpoint at an address speaks, and which graphs it holds."""
    return Triples(tuple(sorted(_triples(engine, address), key=str)))


def _triples(engine: Engine, address: str) -> Iterator[Triple]:
    service, dataset = NamedNode(f"{address}#service"), NamedNode(f"{address}#dataset")
    default = NamedNode(f"{address}#default-graph")

    def said(subject: NamedNode, term: str, value: NamedNode | Literal) -> Triple:
        return Triple(subject, NamedNode(term), value)

    yield said(service, RDF + "type", NamedNode(SD + "Service"))
    yield said(service, SD + "endpoint", NamedNode(address))
    yield said(service, SD + "supportedLanguage", NamedNode(SD + "SPARQL11Query"))
    for name in RESULT_FORMATS:
        yield said(service, SD + "resultFormat", NamedNode(FORMATS + name))
    yield said(service, SD + "defaultDataset", dataset)
    yield said(dataset, RDF + "type", NamedNode(SD + "Dataset"))
    yield said(dataset, SD + "defaultGraph", default)
    yield said(default, RDF + "type", NamedNode(SD + "Graph"))
    yield said(default, VOID + "triples", _count(engine.graph_sizes[""]))
    for number, (name, size) in enumerate(engine.graph_sizes.items()):
        if not name:
            continue
        named = NamedNode(f"{address}#named-graph-{number}")
        graph = NamedNode(f"{address}#graph-{number}")
        yield said(dataset, SD + "namedGraph", named)
        yield said(named, RDF + "type", NamedNode(SD + "NamedGraph"))
        yield said(named, SD + "name", NamedNode(name))
        yield said(named, SD + "graph", graph)
        yield said(graph, RDF + "type", NamedNode(SD + "Graph"))
        yield said(graph, VOID + "triples", _count(size))


def _count(number: int) -> Literal:
    return Literal(str(number), datatype=NamedNode(XSD + "integer"))
