"""The graph for network analysis in other tools."""

import re
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import networkx as nx

from careergraph.graph.view import networkx_view
from careergraph.ontology.facts import Facts

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_graphml(facts: Facts) -> str:
    """Return the graph of :func:`careergraph.graph.view.networkx_view` as GraphML.

    GraphML holds plain values only, so several values stand in one text with
    ``; `` between them. Each edge has an id of its own, made of subject,
    property and object, since some readers drop edges that share one.

    Args:
        facts: The concepts and statements.
    """
    graph = networkx_view(facts).copy()
    for _, attributes in graph.nodes(data=True):
        attributes.update(_plain(attributes))
    for subject, target, name, attributes in graph.edges(keys=True, data=True):
        attributes.update(_plain(attributes), id=f"{subject}.{name}.{target}")
    data = BytesIO()
    # Not write_graphml: that takes lxml where it finds it, and writes other bytes.
    nx.write_graphml_xml(
        graph, data, infer_numeric_types=True, edge_id_from_attribute="id"
    )
    return data.getvalue().decode("utf-8")


def _plain(attributes: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain_value(value) for name, value in attributes.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, Iterable) and not isinstance(value, str):
        value = "; ".join(map(str, value))
    return _NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value
