"""Everything within reach, against a search for each role by itself."""

from collections.abc import Callable
from typing import Any

import pytest

from careergraph import ArgumentError, CareerGraph, NoPathError
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.reach import reach
from careergraph.graph.request import path_request
from careergraph.ontology.facts import Facts


@pytest.fixture(scope="module")
def facts(make_facts: Callable[..., Facts]) -> Facts:
    """a leads to b (40 hours) and c (120), both to d (10 more), d to a."""
    return make_facts(
        dict.fromkeys("abcd", "Role") | dict.fromkeys("stu", "Skill"),
        [
            *((a, "leadsTo", b) for a, b in ("ab", "ac", "bd", "cd", "da")),
            *((role, "requires", skill) for role, skill in ("bs", "ct", "du")),
            *(
                (skill, "effort", hours)
                for skill, hours in {"s": 40, "t": 120, "u": 10}.items()
            ),
            *((role, "level", level) for level, role in enumerate("abcd", start=1)),
        ],
    )


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ({}, [("b", 1, 40), ("c", 1, 120), ("d", 2, 50)]),
        ({"max_moves": 1}, [("b", 1, 40), ("c", 1, 120)]),
        ({"max_learning": 50}, [("b", 1, 40), ("d", 2, 50)]),
        ({"max_learning": 49.5}, [("b", 1, 40)]),
        ({"max_learning": 500, "max_moves": 1}, [("b", 1, 40), ("c", 1, 120)]),
        ({"max_learning": 0}, []),
        ({"holding": ["s"], "max_learning": 10}, [("b", 1, 0), ("d", 2, 10)]),
        ({"avoiding": ["b"]}, [("c", 1, 120), ("d", 2, 130)]),
    ],
)
def test_what_can_be_reached(
    facts: Facts, limits: dict[str, Any], expected: list[tuple[str, int, int]]
) -> None:
    most = limits.pop("max_learning", None)
    request = path_request(facts, "a", None, **limits)
    found = reach(facts, TransitionNetwork(facts), request, max_learning=most)
    assert [(p.goal, len(p.moves), p.learning) for p in found.paths] == expected
    assert found.complete


def test_skills_alone_reach_the_roles_to_begin_at(facts: Facts) -> None:
    request = path_request(facts, None, None, holding=["t"], max_moves=1)
    found = reach(facts, TransitionNetwork(facts), request)
    assert [(p.goal, p.learning) for p in found.paths] == [("a", 0), ("b", 40)]
    assert str(found) == (
        "From your skills, 2 roles can be reached with at most 1 move:\n"
        "  A: 1 move, 0 hours\n"
        "  B: 1 move, 40 hours"
    )


def test_text_tells_the_way(facts: Facts) -> None:
    found = reach(
        facts,
        TransitionNetwork(facts),
        path_request(facts, "a", None),
        max_learning=50,
    )
    assert str(found) == (
        "From A, 2 roles can be reached with at most 50 hours of learning:\n"
        "  B: 1 move, 40 hours\n"
        "  D: 2 moves, 50 hours, by way of B"
    )
    nothing = reach(
        facts,
        TransitionNetwork(facts),
        path_request(facts, "a", None, max_moves=0),
    )
    assert str(nothing) == "From A, no role can be reached with at most 0 moves."


def test_each_path_is_the_best_to_its_role(graph: CareerGraph) -> None:
    start = "junior data analyst"
    for key, minimise in ((None, "moves"), (10**6, "learning")):
        found = graph.reach(start, max_learning=key)
        for path in found.paths:
            alone = graph.transition_path(start, path.goal, minimise=minimise)
            assert path.roles == alone.roles
        missing = set(graph.facts.of_class("Role")) - set(found.roles)
        for role in missing - {"junior-data-analyst"}:
            with pytest.raises(NoPathError):
                graph.transition_path(start, role)


def test_a_spent_budget_is_told(graph: CareerGraph) -> None:
    found = graph.reach("data analyst", max_states=3)
    assert not found.complete
    assert "the budget ran out; there may be more" in found.to_text(width=200)


@pytest.mark.parametrize("hours", [-1, float("nan"), "many", True])
def test_hours_are_a_number(graph: CareerGraph, hours: Any) -> None:
    with pytest.raises(ArgumentError) as caught:
        graph.reach("data analyst", max_learning=hours)
    assert str(caught.value) == (
        f"max_learning is {hours!r}; give a number of at least 0"
    )


def test_no_role_in_particular_is_passed_through(graph: CareerGraph) -> None:
    with pytest.raises(ArgumentError):
        graph.reach("data analyst", via=["data scientist"])
