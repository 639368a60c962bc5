import networkx as nx
import pytest

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


def test_editing_a_view_changes_nothing_else(facts: Facts) -> None:
    view = networkx_view(facts)
    view.remove_node("sql")
    view.nodes["analyst"]["label"] = "Somebody else"
    assert facts.label("analyst") == "Analyst"
    assert "sql" in networkx_view(facts)


def test_networkx_walks_the_moves(facts: Facts) -> None:
    view = networkx_view(facts)
    moves: nx.DiGraph[str] = nx.DiGraph(
        (u, v) for u, v, key in view.edges(keys=True) if key == "leadsTo"
    )
    assert nx.shortest_path(moves, "analyst", "scientist") == ["analyst", "scientist"]
