"""The graph as NetworkX holds it, for a Python user to walk and draw."""

from collections.abc import Iterator
from typing import Any

import networkx as nx

from careergraph.ontology.facts import Facts


def networkx_view(facts: Facts) -> "nx.MultiDiGraph[str]":
    """Return all concepts and statements as a NetworkX graph.

    A node is the slug of a concept. Its attributes are ``label``, ``kinds``
    (names of its classes), ``definition``, ``alt_labels``, ``sources``, and one
    for each property that states a literal of it, such as ``level``: the value
    where one is stated, else a tuple of all. An edge is a statement whose value
    is a concept; its key and its attribute ``property`` are the name of the
    property, and ``sources`` holds the ids of the sources that state it. Nodes
    are in the order of their slugs, edges in that of property and subject.

    The graph is a copy: editing it changes nothing else, not the paths that
    careergraph finds.

    Args:
        facts: The concepts and statements.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for slug in facts.slugs:
        graph.add_node(slug, **_attributes(facts, slug))
    for fact in facts.statements():
        if facts.term(fact.property).is_reference and fact.value in facts:
            graph.add_edge(
                fact.subject,
                fact.value,
                key=fact.property,
                property=fact.property,
                sources=tuple(fact.sources),
            )
    return graph


def _attributes(facts: Facts, slug: str) -> dict[str, Any]:
    entity = facts.entity(slug)
    return {
        "label": entity.label,
        "kinds": tuple(entity.kinds),
        "definition": entity.definition,
        "alt_labels": tuple(entity.alt_labels),
        "sources": tuple(entity.sources),
        **dict(_literals(facts, slug)),
    }


def _literals(facts: Facts, slug: str) -> Iterator[tuple[str, Any]]:
    for name in facts.properties:
        values = tuple(stated.value for stated in facts.values(slug, name))
        if values and not facts.term(name).is_reference:
            yield name, values[0] if len(values) == 1 else values
