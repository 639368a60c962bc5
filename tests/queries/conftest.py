"""The engine on the graph that comes with the package, and on a small one."""

from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse

from careergraph import CareerGraph
from careergraph.ontology.compile import to_n_quads
from careergraph.ontology.facts import Facts, record
from careergraph.ontology.vocabulary import schema_quads
from careergraph.queries.engine import Engine

SMALL = Path(__file__).parent / "data/small.trig"


@pytest.fixture(scope="session")
def small_quads() -> list[Quad]:
    """The small graph as careergraph compiles one: all is in the default graph too."""
    stated = list(parse(path=str(SMALL), format=RdfFormat.TRIG))
    known = [*stated, *schema_quads()]
    once = {Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in known}
    return sorted({*stated, *once}, key=str)


@pytest.fixture(scope="session")
def small(small_quads: list[Quad]) -> Engine:
    """The engine on the small graph."""
    return Engine(to_n_quads(small_quads), Facts(record(small_quads)))


@pytest.fixture(scope="session")
def engine(graph: CareerGraph) -> Engine:
    """The engine on the graph that comes with the package."""
    return Engine(graph.n_quads, graph.facts)
