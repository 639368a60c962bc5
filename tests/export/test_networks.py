from collections.abc import Callable
from io import BytesIO
from xml.etree import ElementTree

import networkx as nx

from careergraph import CareerGraph
from careergraph.export.networks import to_graphml


def read(text: str) -> "nx.MultiDiGraph[str]":
    graph = nx.read_graphml(BytesIO(text.encode("utf-8")), force_multigraph=True)
    assert isinstance(graph, nx.MultiDiGraph)
    return graph


def test_nodes_and_edges_are_read_back(tiny: CareerGraph) -> None:
    graph = read(to_graphml(tiny.facts))
    assert graph.nodes["scientist"] == {
        "label": "Scientist",
        "kinds": "Role",
        "definition": "About Scientist.",
        "alt_labels": "Researcher",
        "sources": "article",
        "level": 3,
        "typicalYearsLow": 1.5,
    }
    edges = {
        (u, v, data["property"], data["sources"])
        for u, v, data in graph.edges(data=True)
    }
    assert edges == {
        ("analyst", "scientist", "leadsTo", "article; editorial"),
        ("analyst", "sql", "requires", "editorial"),
        ("scientist", "sql", "requires", "article"),
    }


def test_edges_have_ids_of_their_own(graph: CareerGraph) -> None:
    root = ElementTree.fromstring(to_graphml(graph.facts))
    ids = [edge.get("id") for edge in root.iter() if edge.tag.endswith("}edge")]
    assert len(ids) == len(set(ids)) > 1000


def test_the_real_graph_is_read_back(graph: CareerGraph) -> None:
    text = to_graphml(graph.facts)
    read_back = read(text)
    assert set(read_back) == set(graph.facts.slugs)
    assert read_back.nodes["data-analyst"]["label"] == "Data Analyst"
    assert text == to_graphml(graph.facts)


def test_hostile_labels_come_back_as_they_are(hostile: CareerGraph) -> None:
    graph = read(to_graphml(hostile.facts))
    for slug in hostile.facts.slugs:
        assert graph.nodes[slug]["label"] == hostile.facts.label(slug)


def test_what_xml_cannot_hold_is_replaced(
    graph_of: Callable[..., CareerGraph],
) -> None:
    graph = graph_of(("Role", "analyst", "bell \x07 and \x1b[31m", {}))
    label = read(to_graphml(graph.facts)).nodes["analyst"]["label"]
    assert label == "bell \ufffd and \ufffd[31m"
