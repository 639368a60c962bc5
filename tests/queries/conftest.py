"""The engine on the graph that comes with the package, and on two small ones."""

import os
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse

from careergraph import CareerGraph
from careergraph.ontology.compile import to_n_quads
from careergraph.ontology.facts import Facts, record
from careergraph.ontology.vocabulary import schema_quads
from careergraph.queries.engine import Engine

DATA = Path(__file__).parent / "data"
collect_ignore = [] if os.environ.get("CAREERGRAPH_DATA") else ["test_w3c.py"]


@pytest.fixture(scope="session")
def small_quads() -> list[Quad]:
    """The small graph as careergraph compiles one."""
    return compiled(DATA / "small.trig")


@pytest.fixture(scope="session")
def career_quads() -> list[Quad]:
    """The graph of a few careers as careergraph compiles one."""
    return compiled(DATA / "career.trig")


@pytest.fixture(scope="session")
def releases_quads() -> list[Quad]:
    """Three releases in one graph as careergraph compiles one."""
    return compiled(DATA / "releases.trig")


@pytest.fixture(scope="session")
def small(small_quads: list[Quad]) -> Engine:
    """The engine on the small graph."""
    return Engine(to_n_quads(small_quads), Facts(record(small_quads)))


@pytest.fixture(scope="session")
def career(career_quads: list[Quad]) -> Engine:
    """The engine on the graph of a few careers."""
    return Engine(to_n_quads(career_quads), Facts(record(career_quads)))


@pytest.fixture(scope="session")
def releases(releases_quads: list[Quad]) -> Engine:
    """The engine on three releases in one graph."""
    return Engine(to_n_quads(releases_quads), Facts(record(releases_quads)))


@pytest.fixture(scope="session")
def engine(graph: CareerGraph) -> Engine:
    """The engine on the graph that comes with the package."""
    return Engine(graph.n_quads, graph.facts)


def compiled(path: Path) -> list[Quad]:
    """Return what a file states, which is in the default graph too, and core.ttl."""
    stated = list(parse(path=str(path), format=RdfFormat.TRIG))
    known = [*stated, *schema_quads()]
    once = {Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in known}
    return sorted({*stated, *once}, key=str)
