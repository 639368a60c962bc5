"""Open a graph that somebody has on disk: a dataset in a file, or a content folder."""

import os
from collections.abc import Collection, Iterator

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

from careergraph.errors import ArgumentError
from careergraph.ontology.compile import to_n_quads
from careergraph.ontology.compiled import Compiled, load_compiled
from careergraph.ontology.facts import record
from careergraph.ontology.namespaces import CG, RDFS, SOURCE
from careergraph.ontology.problem import suggestion
from careergraph.ontology.store import is_store, open_quads, open_store
from careergraph.ontology.vocabulary import schema_quads

FORMATS = {
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".ttl": RdfFormat.TURTLE,
}


def open_compiled(
    path: str | os.PathLike[str], *, without: tuple[str, ...] = ()
) -> Compiled:
    """Return the compiled form of a dataset file or a content folder.

    Raises:
        ArgumentError: If there is no such file, folder or source, or if the file
            cannot be read as what its ending says.
        ContentError: If the concepts in the folder have faults.
    """
    if is_store(path):
        quads = _quads_of(path)
    elif os.path.isdir(path):
        return load_compiled(os.path.abspath(path), without=without)
    else:
        quads = _read(os.fspath(path))
    if without:
        quads = list(_without(quads, without))
    return Compiled(record(described(quads)), lambda: to_n_quads(quads))


def _quads_of(path: str | os.PathLike[str]) -> list[Quad]:
    return sorted(open_quads(open_store(path).dataset), key=str)


def described(quads: list[Quad]) -> list[Quad]:
    """Return a dataset with our vocabulary, which many datasets leave out."""
    return quads if _has_vocabulary(quads) else [*quads, *schema_quads()]


def _has_vocabulary(quads: list[Quad]) -> bool:
    """Tell whether a dataset describes our classes; many have statements only."""
    label = NamedNode(RDFS + "label")
    role = NamedNode(CG + "Role")
    return any(q.predicate == label and q.subject == role for q in quads)


def _read(path: str) -> list[Quad]:
    ending = os.path.splitext(path)[1].lower()
    if ending not in FORMATS:
        raise ArgumentError(
            f"{path}: name a content folder, or a file that ends in "
            f"{', '.join(FORMATS)}, such as `careergraph export trig` writes"
        )
    try:
        with open(path, "rb") as file:
            return sorted(parse(file.read(), format=FORMATS[ending]), key=str)
    except OSError as error:
        raise ArgumentError(f"{path}: {error.strerror}; name another file") from None
    except SyntaxError as error:
        reason = str(error).splitlines()[0]
        raise ArgumentError(f"{path}: cannot be read as {ending}: {reason}") from None


def _without(quads: list[Quad], without: Collection[str]) -> Iterator[Quad]:
    """Yield what is stated by a source that is not left out, or by no source."""
    stated: dict[object, set[str]] = {}
    for quad in quads:
        stated.setdefault(quad.triple, set()).update(_source(quad))
    known = set().union(*stated.values())
    for name in without:
        if name not in known:
            raise ArgumentError(f'there is no source "{name}"{suggestion(name, known)}')
    for quad in quads:
        sources = stated[quad.triple]
        if isinstance(quad.graph_name, DefaultGraph):
            if not sources or not sources <= set(without):
                yield quad
        elif not set(_source(quad)) & set(without):
            yield quad


def _source(quad: Quad) -> Iterator[str]:
    graph = quad.graph_name
    if isinstance(graph, NamedNode) and graph.value.startswith(SOURCE):
        yield graph.value.removeprefix(SOURCE)
