"""Requests that have no meaning are refused, in a line that says how to mend them."""

from collections.abc import Callable
from typing import Any

import pytest

from careergraph import ArgumentError, CareerGraph, UnknownConceptError, WrongKindError
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.openings import openings
from careergraph.graph.request import path_request
from careergraph.ontology.facts import Facts

NAN = float("nan")


@pytest.fixture(scope="module")
def facts(make_facts: Callable[..., Facts]) -> Facts:
    kinds = dict.fromkeys("abcd", "Role") | {"s": "Skill", "land": "Place"}
    return make_facts(
        kinds | {"degree": "Degree"},
        [("a", "leadsTo", "b"), ("d", "requires", "degree")],
    )


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (
            {"max_moves": -1},
            "max_moves is -1; give a whole number of at least 0",
        ),
        ({"max_moves": 2.5}, "max_moves is 2.5; give a whole number of at least 0"),
        ({"max_moves": True}, "max_moves is True; give a whole number of at least 0"),
        (
            {"max_learning_per_move": NAN},
            "max_learning_per_move is nan; give a number of at least 0",
        ),
        (
            {"max_learning_per_move": float("inf")},
            "max_learning_per_move is inf; give a number of at least 0",
        ),
        ({"min_pay": -5}, "min_pay is -5; give a number of at least 0"),
        ({"min_pay": "100"}, "min_pay is '100'; give a number of at least 0"),
        ({"pay_cut": "no"}, "pay_cut is 'no'; say True or False"),
        ({"inferred": 1}, "inferred is 1; say True or False"),
        (
            {"inferred": True, "min_coverage": 1.2},
            "min_coverage is 1.2; give a share from 0 to 1",
        ),
        (
            {"inferred": True, "max_rise": -1},
            "max_rise is -1; give a whole number of at least 0",
        ),
        (
            {"min_coverage": 0.5},
            (
                "min_coverage limits inferred moves; walk them too (inferred=True, "
                "--inferred)"
            ),
        ),
        (
            {"min_similarity": 0.5},
            (
                "min_similarity limits inferred moves; walk them too (inferred=True, "
                "--inferred)"
            ),
        ),
        (
            {"inferred": True, "min_similarity": "0.5"},
            "min_similarity is '0.5'; give a share from 0 to 1",
        ),
        (
            {"inferred": True, "min_coverage": 0.3, "min_similarity": 0.3},
            (
                "moves are inferred by coverage or by similarity; give min_coverage or "
                "min_similarity, not both"
            ),
        ),
        (
            {"max_rise": 2},
            "max_rise limits inferred moves; walk them too (inferred=True, --inferred)",
        ),
        (
            {"entry_level": 1},
            "entry_level is for a start without a role; leave it out",
        ),
        (
            {"place": "land"},
            (
                "place says whose pay counts; ask for min_pay, no pay cut, or a Pareto "
                "front over pay"
            ),
        ),
        ({"pace": 0}, "pace is 0; give hours a week, from 0.1 to 168"),
        ({"pace": NAN}, "pace is nan; give hours a week, from 0.1 to 168"),
        ({"pace": 169}, "pace is 169; give hours a week, from 0.1 to 168"),
        ({"max_states": 0}, "max_states is 0; give a whole number of at least 1"),
        ({"max_seconds": -1}, "max_seconds is -1; give a number of at least 0"),
        (
            {"sources": ["nobody"]},
            'there is no source "nobody"; choose from editorial, test',
        ),
        (
            {"sources": "editorial", "editorial": False},
            "only editorial moves and no editorial moves leaves none; drop one limit",
        ),
        (
            {"over": ["moves", "learning"]},
            'over names the criteria of a Pareto front; say minimise="pareto" too',
        ),
        (
            {"minimise": "pareto", "over": ["moves"]},
            "a Pareto front is over two criteria or more; name another",
        ),
        (
            {"minimise": "pareto", "over": ["moves", "fun"]},
            '"fun" is no criterion of a front; choose from moves, learning, time, pay',
        ),
        (
            {"via": ["c", "d"], "max_moves": 2},
            "to pass through 2 roles takes at least 3 moves; max_moves is 2",
        ),
        ({"via": ["b"]}, '"B" is the goal; name other roles to pass through'),
        ({"via": ["a"]}, '"A" is the start; name other roles to pass through'),
        ({"avoiding": ["a"]}, '"A" is the start; it cannot be avoided'),
    ],
)
def test_a_value_without_meaning_is_told(
    facts: Facts, limits: dict[str, Any], message: str
) -> None:
    with pytest.raises(ArgumentError) as caught:
        path_request(facts, "a", "b", **limits)
    assert str(caught.value) == message


def test_what_is_held_may_be_a_competency_or_a_credential(facts: Facts) -> None:
    request = path_request(facts, "a", "b", holding=["S", "Degree"])
    assert (request.holding, request.credentials_held) == (("s",), ("degree",))
    with pytest.raises(WrongKindError):
        path_request(facts, "a", "b", holding=["c"])
    with pytest.raises(UnknownConceptError):
        path_request(facts, "a", "b", holding=["nothing"])


def test_moves_are_inferred_by_similarity_whatever_is_known_of_effort(
    make_facts: Callable[..., Facts],
) -> None:
    # The clerk covers one of the two competencies of the analyst.
    kinds = {"clerk": "Role", "analyst": "Role", "s": "Skill", "t": "Skill"}
    needs = [("clerk", "requires", "s"), ("clerk", "level", 1), ("analyst", "level", 1)]
    needs += [("analyst", "requires", "s"), ("analyst", "requires", "t")]
    hours = [("s", "effort", 40), ("t", "effort", 40)]
    counted = make_facts(kinds, needs)
    stated = make_facts(kinds, [*needs, *hours])

    def rule(facts: Facts, **limits: Any) -> tuple[float | None, float | None]:
        request = path_request(facts, "clerk", "analyst", inferred=True, **limits)
        return request.min_coverage, request.min_similarity

    assert rule(stated) == rule(counted) == (None, None)
    assert rule(stated, min_similarity=0.4) == (None, 0.4)
    assert rule(stated, min_coverage=0.7) == (0.7, None)
    assert rule(counted, min_coverage=0.4) == (0.4, None)
    of_counted = openings(counted, TransitionNetwork(counted), "clerk")
    of_stated = openings(stated, TransitionNetwork(stated), "clerk")
    assert (of_counted.open, of_stated.open) == (("analyst",), ())


def test_start_and_goal_may_not_be_one_with_roles_between(facts: Facts) -> None:
    with pytest.raises(ArgumentError) as caught:
        path_request(facts, "a", "a", via=["c"])
    assert str(caught.value) == (
        "start and goal are one role; there is nothing to pass through"
    )


def test_a_front_is_no_single_path(graph: CareerGraph) -> None:
    with pytest.raises(ArgumentError) as caught:
        graph.transition_path("data analyst", "data scientist", minimise="pareto")
    assert str(caught.value) == (
        "a Pareto front has several paths; ask transition_paths for it"
    )


def test_criteria_are_in_one_order(facts: Facts) -> None:
    request = path_request(
        facts, "a", "b", minimise="pareto", over=["pay", "learning", "moves"]
    )
    assert request.over == ("moves", "learning", "pay")
    assert path_request(facts, "a", "b", minimise="pareto").over == (
        "moves",
        "learning",
        "time",
    )


@pytest.mark.parametrize("k", [0, -1, 2.5, True, "3"])
def test_k_is_a_whole_number(graph: CareerGraph, k: Any) -> None:
    with pytest.raises(ArgumentError) as caught:
        graph.transition_paths("data analyst", "data scientist", k=k)
    assert str(caught.value) == f"k is {k!r}; give a whole number of at least 1"
