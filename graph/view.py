"""The graph as NetworkX holds it, for a Python user to walk and draw."""

from collections.abc import Mapping
from itertools import groupby
from operator import attrgetter
from typing import Any, NoReturn, TypeVar

import networkx as nx

from careergraph.errors import ReadOnlyError
from careergraph.ontology.facts import Entity, Facts

_K = TypeVar("_K")
_V = TypeVar("_V")


def networkx_view(facts: Facts) -> "nx.MultiDiGraph[str]":
    """Return all concepts and statements as a NetworkX graph.

    A node is the slug of a concept. Its attributes are ``label``, ``kinds``
    (names of its classes), ``definition``, ``alt_labels``, ``sources``, and one
    for each property that states a literal of it, such as ``level``: the value
    where one is stated, else a tuple of all. An edge is a statement whose value
    is a concept; its key and its attribute ``property`` are the name of the
    property, and ``sources`` holds the ids of the sources that state it. Nodes
    are in the order of their slugs, edges in that of property and subject.

    The graph is read-only, since no answer of careergraph would follow an edit.
    ``copy()`` and whatever else makes a new graph of it (``to_undirected``,
    ``nx.DiGraph(graph)``, ``copy.deepcopy``, ``pickle``) give one that may be
    edited.

    >>> from careergraph import CareerGraph
    >>> mine = CareerGraph.load().nx.copy()
    >>> mine.remove_node("data-analyst")

    Args:
        facts: The concepts and statements.
    """
    return _read_only(_editable(facts))


def _editable(facts: Facts) -> "nx.MultiDiGraph[str]":
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from((slug, _described(facts.entity(slug))) for slug in facts.slugs)
    for name in facts.properties:
        if facts.term(name).is_reference:
            _add_edges(graph, facts, name)
        else:
            _add_literals(graph, facts, name)
    return graph


def _described(entity: Entity) -> dict[str, Any]:
    return {
        "label": entity.label,
        "kinds": tuple(entity.kinds),
        "definition": entity.definition,
        "alt_labels": tuple(entity.alt_labels),
        "sources": tuple(entity.sources),
    }


def _add_edges(graph: "nx.MultiDiGraph[str]", facts: Facts, name: str) -> None:
    for subject, _, value, sources in facts.statements(name):
        if value in facts:
            stated = {"property": name, "sources": tuple(sources)}
            graph.add_edge(subject, value, key=name, **stated)


def _add_literals(graph: "nx.MultiDiGraph[str]", facts: Facts, name: str) -> None:
    for slug, stated in groupby(facts.statements(name), key=attrgetter("subject")):
        values = tuple(fact.value for fact in stated)
        graph.nodes[slug][name] = values[0] if len(values) == 1 else values


class _ReadOnlyDict(dict[_K, _V]):
    """A dict that refuses to change; copies of it, and pickles, are plain dicts.

    A dict and not a mapping of another type, since NetworkX asks for the methods
    of one, its C backends for the type, and a pickle is read without careergraph.
    """

    __slots__ = ()

    def _refuse(self, *_args: object, **_named: object) -> NoReturn:
        raise ReadOnlyError(
            "this graph is read-only, since paths and gaps would not follow an edit; "
            "edit a copy: mine = graph.nx.copy()"
        )

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (), None, None, iter(self.items())


def _read_only(graph: "nx.MultiDiGraph[str]") -> "nx.MultiDiGraph[str]":
    """Return the graph with all the dicts that it is made of closed to writing.

    ``nx.freeze`` would leave the attributes open. NetworkX makes its own views
    in the same way, by setting what ``adj``, ``pred`` and ``nodes`` read from; as
    in any of its graphs, the two directions of an edge share their attributes.
    """
    view: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    after = {
        subject: {value: _closed(edges) for value, edges in values.items()}
        for subject, values in graph.succ.items()
    }
    before = {
        value: {subject: after[subject][value] for subject in subjects}
        for value, subjects in graph.pred.items()
    }
    fields = {"_node": graph.nodes, "_adj": after, "_pred": before}
    for name, mapping in fields.items():
        setattr(view, name, _closed(mapping))
    view.graph = _ReadOnlyDict()
    return view


def _closed(mapping: Mapping[Any, Mapping[Any, Any]]) -> _ReadOnlyDict[Any, Any]:
    """Return a read-only dict of read-only dicts."""
    return _ReadOnlyDict({key: _ReadOnlyDict(inner) for key, inner in mapping.items()})
