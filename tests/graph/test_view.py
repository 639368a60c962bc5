import copy
import pickle
from collections.abc import Callable
from io import BytesIO
from typing import TypeAlias

import networkx as nx
import pytest

from careergraph import CareerGraph, CareerGraphError, ReadOnlyError
from careergraph.graph.view import networkx_view
from careergraph.ontology.facts import Facts


def concept(label: str, kind: str, *others: str) -> tuple[object, ...]:
    return (label, others, f"About {label}.", (kind,), (kind,), ("article",))


@pytest.fixture
def facts() -> Facts:
    return Facts(
        {
            "entities": {
                "analyst": concept("Analyst", "Role", "Reporter"),
                "scientist": concept("Scientist", "Role"),
                "sql": concept("SQL", "ProgrammingLanguage"),
            },
            "statements": {
                "careerStage": {
                    "scientist": ((1, ("article",)), (2, ("editorial",))),
                },
                "collaboratesWith": {"scientist": (("analyst", ("article",)),)},
                "effort": {"sql": ((40, ("editorial",)),)},
                "leadsTo": {"analyst": (("scientist", ("article", "editorial")),)},
                "requires": {
                    "analyst": (("sql", ("editorial",)),),
                    "scientist": (("sql", ("article",)),),
                },
            },
            "terms": {
                "careerStage": ("career stage", "", False),
                "collaboratesWith": ("collaborates with", "", True),
                "effort": ("effort", "", False),
                "leadsTo": ("leads to", "", True),
                "requires": ("requires", "", True),
            },
            "sources": {"article": "An article", "editorial": "Our judgement"},
        }
    )


def test_nodes_are_slugs_with_what_is_known_of_them(facts: Facts) -> None:
    nodes = networkx_view(facts).nodes(data=True)
    assert {slug: attributes for slug, attributes in nodes} == {
        "analyst": {
            "label": "Analyst",
            "kinds": ("Role",),
            "definition": "About Analyst.",
            "alt_labels": ("Reporter",),
            "sources": ("article",),
        },
        "scientist": {
            "label": "Scientist",
            "kinds": ("Role",),
            "definition": "About Scientist.",
            "alt_labels": (),
            "sources": ("article",),
            "careerStage": (1, 2),
        },
        "sql": {
            "label": "SQL",
            "kinds": ("ProgrammingLanguage",),
            "definition": "About SQL.",
            "alt_labels": (),
            "sources": ("article",),
            "effort": 40,
        },
    }


def test_an_edge_is_a_statement_that_names_its_sources(facts: Facts) -> None:
    edges = list(networkx_view(facts).edges(keys=True, data=True))
    assert sorted(edges, key=lambda edge: edge[:3]) == [
        ("analyst", "scientist", "leadsTo", sources("leadsTo", "article", "editorial")),
        ("analyst", "sql", "requires", sources("requires", "editorial")),
        (
            "scientist",
            "analyst",
            "collaboratesWith",
            sources("collaboratesWith", "article"),
        ),
        ("scientist", "sql", "requires", sources("requires", "article")),
    ]


def sources(name: str, *ids: str) -> dict[str, object]:
    return {"property": name, "sources": ids}


def test_two_views_have_the_same_order(facts: Facts) -> None:
    first, second = networkx_view(facts), networkx_view(facts)
    assert list(first.nodes) == list(second.nodes) == ["analyst", "scientist", "sql"]
    assert list(first.edges(keys=True)) == list(second.edges(keys=True))


Edit: TypeAlias = Callable[["nx.MultiDiGraph[str]"], object]

EDITS: list[Edit] = [
    lambda view: view.add_node("someone"),
    lambda view: view.add_node("analyst", label="Somebody else"),
    lambda view: view.add_nodes_from(["someone"]),
    lambda view: view.remove_node("sql"),
    lambda view: view.remove_nodes_from(["sql"]),
    lambda view: view.add_edge("analyst", "scientist"),
    lambda view: view.add_edge("analyst", "scientist", key="leadsTo", hours=1),
    lambda view: view.add_edge("sql", "analyst"),
    lambda view: view.add_edge("sql", "someone"),
    lambda view: view.add_edges_from([("analyst", "scientist", {"weight": 1})]),
    lambda view: view.add_weighted_edges_from([("analyst", "scientist", 1)]),
    lambda view: view.remove_edge("analyst", "scientist"),
    lambda view: view.remove_edge("analyst", "scientist", key="leadsTo"),
    lambda view: view.remove_edges_from([("analyst", "scientist")]),
    lambda view: view.update(nodes=["someone"]),
    lambda view: view.clear(),
    lambda view: view.clear_edges(),
    lambda view: setattr(view, "name", "mine"),
    lambda view: view.graph.update(name="mine"),
    lambda view: view.nodes["analyst"].update(label="Somebody else"),
    lambda view: view.nodes["analyst"].__setitem__("label", "Somebody else"),
    lambda view: view.nodes["analyst"].__ior__({"label": "Somebody else"}),
    lambda view: view.nodes["analyst"].__delitem__("label"),
    lambda view: view.nodes["analyst"].pop("label"),
    lambda view: view.nodes["analyst"].popitem(),
    lambda view: view.nodes["analyst"].setdefault("pay", 1),
    lambda view: view.nodes["analyst"].clear(),
    lambda view: view["analyst"]["scientist"]["leadsTo"].update(sources=()),
    lambda view: view.edges["analyst", "scientist", "leadsTo"].update(sources=()),
    lambda view: view.pred["scientist"]["analyst"]["leadsTo"].update(sources=()),
    lambda view: dict(view.adjacency())["analyst"].clear(),
    lambda view: nx.set_node_attributes(view, {"sql": 1}, name="x"),
    lambda view: nx.set_edge_attributes(
        view, {("analyst", "scientist", "leadsTo"): 1}, name="x"
    ),
    lambda view: nx.relabel_nodes(view, {"sql": "SQL"}, copy=False),
    lambda view: view.subgraph(["analyst"]).nodes["analyst"].update(label="x"),
    lambda view: view.reverse(copy=False).nodes["analyst"].update(label="x"),
    lambda view: view.copy(as_view=True).nodes["analyst"].update(label="x"),
]


@pytest.mark.parametrize("edit", EDITS)
def test_no_edit_passes_silently(facts: Facts, edit: Edit) -> None:
    view = networkx_view(facts)
    with pytest.raises(ReadOnlyError) as caught:
        edit(view)
    assert isinstance(caught.value, CareerGraphError)
    assert str(caught.value) == (
        "this graph is read-only, since paths and gaps would not follow an edit; "
        "edit a copy: mine = graph.nx.copy()"
    )
    assert contents(view) == contents(networkx_view(facts))


def contents(graph: "nx.Graph[str]") -> tuple[object, ...]:
    """Return all that a user can read from a graph."""
    nodes, edges = list(graph.nodes(data=True)), list(graph.edges(data=True))
    return nodes, edges, dict(graph.graph)


COPIES: dict[str, Callable[["nx.MultiDiGraph[str]"], "nx.Graph[str]"]] = {
    "copy": lambda view: view.copy(),
    "deepcopy": copy.deepcopy,
    "shallow copy of a subgraph": lambda view: view.subgraph(list(view)).copy(),
    "pickle": lambda view: pickle.loads(pickle.dumps(view)),
    "DiGraph": nx.DiGraph,
    "MultiDiGraph": nx.MultiDiGraph,
    "Graph": nx.Graph,
    "to_undirected": lambda view: view.to_undirected(),
    "to_directed": lambda view: view.to_directed(),
    "reverse": lambda view: view.reverse(),
    "relabel_nodes": lambda view: nx.relabel_nodes(view, {}),
    "compose": lambda view: nx.compose(view, view),
}


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_may_be_edited_and_the_view_stays(facts: Facts, name: str) -> None:
    view = networkx_view(facts)
    mine = COPIES[name](view)
    assert contents(mine)[0] == contents(view)[0]
    assert set(map(frozenset, mine.edges())) == set(map(frozenset, view.edges()))
    mine.nodes["analyst"]["label"] = "Somebody else"
    for _, _, attributes in mine.edges(data=True):
        attributes["sources"] = ()
    mine.graph["name"] = "mine"
    mine.add_edge("sql", "someone")
    mine.remove_node("scientist")
    assert "scientist" not in mine and list(mine.neighbors("sql"))[-1] == "someone"
    assert contents(view) == contents(networkx_view(facts))


def test_a_pickle_is_read_without_careergraph(facts: Facts) -> None:
    assert b"careergraph" not in pickle.dumps(networkx_view(facts))


def test_a_subgraph_and_json_and_graphml_read_the_view(facts: Facts) -> None:
    view = networkx_view(facts)
    assert list(view.subgraph(["analyst", "sql"]).edges(keys=True)) == [
        ("analyst", "sql", "requires")
    ]
    data = nx.node_link_data(view, edges="edges")
    assert nx.node_link_graph(data, edges="edges").nodes == view.nodes
    # GraphML holds no tuples, which is so of any graph; a plain copy is written.
    plain: nx.DiGraph[str] = nx.DiGraph(view.edges())
    written = BytesIO()
    nx.write_graphml_xml(plain, written)
    assert written.getvalue().count(b"<edge ") == 4


def test_a_backend_may_cache_the_view_since_nothing_in_it_changes(
    facts: Facts,
) -> None:
    view = networkx_view(facts)
    cache: dict[str, object] = vars(view)["__networkx_cache__"]
    cache["backends"] = {"some": "converted graph"}
    with pytest.raises(ReadOnlyError):
        view["analyst"]["sql"]["requires"]["weight"] = 2.0
    assert cache == {"backends": {"some": "converted graph"}}
    assert not vars(view.copy())["__networkx_cache__"]


def test_the_graph_hands_out_the_view_itself(graph: CareerGraph) -> None:
    with pytest.raises(ReadOnlyError):
        graph.nx.remove_node("data-analyst")
    assert graph.nx is graph.nx


def test_networkx_walks_the_moves(facts: Facts) -> None:
    view = networkx_view(facts)
    moves: nx.DiGraph[str] = nx.DiGraph(
        (u, v) for u, v, key in view.edges(keys=True) if key == "leadsTo"
    )
    assert nx.shortest_path(moves, "analyst", "scientist") == ["analyst", "scientist"]
