from collections.abc import Callable
from math import dist

from careergraph import CareerGraph
from careergraph.export.clusters import cluster_names
from careergraph.export.kinds import GROUPS, group_index
from careergraph.export.layout import Cluster, lay_out

ONE = ["article"]


def group_name(graph: CareerGraph, slug: str) -> str:
    return GROUPS[group_index(graph.facts, slug)].name


def test_a_concept_is_of_the_first_group_that_has_its_class(graph: CareerGraph) -> None:
    assert group_name(graph, "data-analyst") == "role"
    assert group_name(graph, "python") == "tool"
    assert group_name(graph, "clustering") == "method"
    assert group_name(graph, "communication") == "skill"
    assert group_name(graph, "statistics") == "skill"  # a field of study besides
    assert group_name(graph, "bachelors-degree") == "credential"
    assert group_name(graph, "kaggle") == "resource"
    assert group_name(graph, "andrew-ng") == "people"
    assert group_name(graph, "india") == "market"
    assert group_name(graph, "model-interpretability") == "work"


def test_a_concept_stands_with_the_role_that_asks_for_least(
    graph_of: Callable[..., CareerGraph],
) -> None:
    graph = graph_of(
        ("Track", "data", "Data", {}),
        ("Track", "models", "Models", {}),
        (
            "Role",
            "analyst",
            "Analyst",
            {"track": {"data": ONE}, "requires": {"sql": ONE}},
        ),
        (
            "Role",
            "engineer",
            "Engineer",
            {"track": {"models": ONE}, "requires": {"sql": ONE, "c": ONE, "go": ONE}},
        ),
        ("Skill", "sql", "SQL", {}),
        ("Skill", "c", "C", {}),
        ("Skill", "go", "Go", {}),
        ("Book", "sql-book", "SQL for all", {"teaches": {"sql": ONE}}),
        ("Person", "writer", "A Writer", {}),
        ("Skill", "unasked", "Unasked", {}),
    )
    assert cluster_names(graph.facts) == {
        "analyst": "Data",
        "c": "Models",
        "data": "Data",
        "engineer": "Models",
        "go": "Models",
        "models": "Models",
        "sql": "Data",
        "sql-book": "Data",
        "unasked": "Other",
        "writer": "People",
    }


def test_one_skill_stands_by_itself(graph_of: Callable[..., CareerGraph]) -> None:
    layout = lay_out(graph_of(("Skill", "sql", "SQL", {})).facts)
    # A place for one: 18 high and 1.35 times as wide, and a border of 24.
    [cluster] = layout.clusters
    assert (cluster.width, cluster.height) == (24 + 24, 18 + 24)
    # The first seed lies to the right, 18 * sqrt(1/2) * 1.35 from the middle.
    assert layout.positions == {"sql": (cluster.x + 17, cluster.y)}


def test_people_and_the_market_stand_below_all_others(
    graph_of: Callable[..., CareerGraph],
) -> None:
    layout = lay_out(
        graph_of(
            *(("Person", f"person-{i}", f"Person {i}", {}) for i in range(9)),
            ("Place", "india", "India", {}),
            ("Skill", "sql", "SQL", {}),
        ).facts
    )
    others, people, market = layout.clusters
    assert [c.label for c in layout.clusters] == ["Other", "People", "Market"]
    assert others.y + others.height < min(c.y - c.height for c in (people, market))


def test_no_concepts_make_an_empty_picture(
    graph_of: Callable[..., CareerGraph],
) -> None:
    layout = lay_out(graph_of().facts)
    assert layout.clusters == ()
    assert layout.positions == {}


def test_every_concept_stands_within_its_cluster(graph: CareerGraph) -> None:
    layout = lay_out(graph.facts)
    clusters = {cluster.label: cluster for cluster in layout.clusters}
    for slug, name in cluster_names(graph.facts).items():
        cluster = clusters[name]
        x, y = layout.positions[slug]
        assert ((x - cluster.x) / cluster.width) ** 2 + (
            (y - cluster.y) / cluster.height
        ) ** 2 < 1, slug


def test_no_sign_lies_upon_another(graph: CareerGraph) -> None:
    layout = lay_out(graph.facts)
    slugs = list(layout.positions)
    for i, a in enumerate(slugs):
        for b in slugs[:i]:
            apart = dist(layout.positions[a], layout.positions[b])
            assert apart >= layout.sizes[a] + layout.sizes[b], (a, b)


def test_no_cluster_lies_upon_another(graph: CareerGraph) -> None:
    clusters = lay_out(graph.facts).clusters
    for i, a in enumerate(clusters):
        for b in clusters[:i]:
            assert are_apart(a, b), (a.label, b.label)


def are_apart(a: Cluster, b: Cluster) -> bool:
    return abs(a.x - b.x) >= a.width + b.width or abs(a.y - b.y) >= a.height + b.height
