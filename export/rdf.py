"""The dataset in the serialisations of RDF."""

from collections.abc import Iterable

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Triple, parse, serialize

from careergraph.ontology.namespaces import PREFIXES


def to_turtle(n_quads: bytes) -> str:
    """Return the default graph, which holds every statement once, as Turtle.

    Args:
        n_quads: The dataset, as :attr:`careergraph.CareerGraph.n_quads`.
    """
    quads = _sorted_quads(n_quads)
    triples = [q.triple for q in quads if isinstance(q.graph_name, DefaultGraph)]
    return _text(triples, RdfFormat.TURTLE)


def to_trig(n_quads: bytes) -> str:
    """Return the whole dataset, with a named graph for each source, as TriG.

    Args:
        n_quads: The dataset, as :attr:`careergraph.CareerGraph.n_quads`.
    """
    return _text(_sorted_quads(n_quads), RdfFormat.TRIG)


def to_jsonld(n_quads: bytes) -> str:
    """Return the whole dataset, with a named graph for each source, as JSON-LD.

    The context stands in the document, so that no reader has to fetch one.

    Args:
        n_quads: The dataset, as :attr:`careergraph.CareerGraph.n_quads`.
    """
    return _text(_sorted_quads(n_quads), RdfFormat.JSON_LD)


def _sorted_quads(n_quads: bytes) -> list[Quad]:
    """Return the quads graph by graph: a writer opens a graph anew at each change."""
    quads = parse(n_quads, format=RdfFormat.N_QUADS)
    return sorted(quads, key=lambda q: (_graph_key(q), str(q)))


def _graph_key(quad: Quad) -> str:
    is_default = isinstance(quad.graph_name, DefaultGraph)
    return "" if is_default else str(quad.graph_name)


def _text(statements: Iterable[Quad] | Iterable[Triple], format: RdfFormat) -> str:
    data = serialize(statements, format=format, prefixes=PREFIXES)
    assert data is not None  # None only when an output is given
    return data.decode("utf-8")
