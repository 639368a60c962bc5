"""When there is no path, the limit that stands in the way is named."""

from collections.abc import Callable
from typing import Any

import pytest

from careergraph import BudgetError, CareerGraph, NoPathError
from careergraph.graph import budget as budgets
from careergraph.graph import no_path as no_path_module
from careergraph.graph.limits import path_search
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.pathfinding import find_paths
from careergraph.graph.request import path_request
from careergraph.ontology.facts import Facts

FactsMaker = Callable[..., Facts]


@pytest.fixture(scope="module")
def facts(make_facts: FactsMaker) -> Facts:
    """A ladder a -> b -> c -> d, a side step a -> x, and z that nothing leads to.

    b asks for s (40 hours), c for t (120) and a degree; b pays 50, c pays 40.
    Only editorial says that c leads to d.
    """
    kinds = dict.fromkeys("abcdxz", "Role") | dict.fromkeys("st", "Skill")
    kinds |= {"degree": "Degree", "land": "Place"}
    kinds |= dict.fromkeys(("pay-b", "pay-c"), "Salary")
    return make_facts(
        kinds,
        [
            *((a, "leadsTo", b) for a, b in ("ab", "bc", "ax")),
            ("c", "leadsTo", "d", ["editorial"]),
            ("b", "requires", "s"),
            ("c", "requires", "t"),
            ("c", "requires", "degree"),
            ("s", "effort", 40),
            ("t", "effort", 120),
            *((role, "level", n) for n, role in enumerate("abcd", start=1)),
            ("x", "level", 1),
            *(("pay-" + r, "forRole", r) for r in "bc"),
            *(("pay-" + r, "inPlace", "land") for r in "bc"),
            *(("pay-" + r, "currency", "EUR") for r in "bc"),
            ("pay-b", "median", 50),
            ("pay-c", "median", 40),
        ],
    )


def no_path(facts: Facts, start: str | None, goal: str, **limits: Any) -> NoPathError:
    request = path_request(facts, start, goal, **limits)
    with pytest.raises(NoPathError) as caught:
        find_paths(facts, TransitionNetwork(facts), request)
    return caught.value


CASES: list[tuple[dict[str, Any], str, dict[str, Any]]] = [
    ({"avoiding": ["b"]}, '"B" is not avoided', {"avoiding": ()}),
    ({"avoiding": ["b", "x"]}, '"B" is not avoided', {"avoiding": ("x",)}),
    ({"via": ["x"]}, '"X" need not be passed through', {"via": ()}),
    (
        {"max_moves": 1},
        "max_moves is 3, not 1 (--max-moves 3)",
        {"max_moves": 3},
    ),
    (
        {"max_learning_per_move": 30},
        "max_learning_per_move is 120, not 30 (--max-learning-per-move 120)",
        {"max_learning_per_move": 120},
    ),
    (
        {"min_pay": 45},
        "min_pay is 40, not 45 (--min-pay 40)",
        {"min_pay": 40},
    ),
    (
        {"pay_cut": False},
        "a role may pay less than the one before it (leave out --no-pay-cut)",
        {"pay_cut": True},
    ),
    (
        {"credentials": False},
        "a role may require a credential (leave out --no-credentials)",
        {"credentials": True},
    ),
    (
        {"editorial": False},
        "moves that only editorial states are walked (leave out --no-editorial)",
        {"editorial": True},
    ),
    (
        {"sources": ["test"]},
        "the moves of all sources are walked (leave out --source)",
        {"sources": None},
    ),
    (
        {"avoiding": ["b"], "max_moves": 2},
        'there may be more moves (leave out --max-moves) and "B" is not avoided',
        {"avoiding": (), "max_moves": None},
    ),
]


@pytest.mark.parametrize(("limits", "words", "relaxation"), CASES)
def test_the_nearest_relaxation_is_named(
    facts: Facts, limits: dict[str, Any], words: str, relaxation: dict[str, Any]
) -> None:
    error = no_path(facts, "a", "d", **limits)
    parts = words.split(" and ") if len(relaxation) > 1 else [words]
    assert str(error).startswith('there is no path from "A" to "D"; it appears when ')
    assert all(part in str(error) for part in parts)
    assert relaxation in error.relaxations


@pytest.mark.parametrize(("limits", "words", "relaxation"), CASES)
def test_the_relaxation_gives_a_path_and_nothing_nearer_does(
    facts: Facts, limits: dict[str, Any], words: str, relaxation: dict[str, Any]
) -> None:
    network = TransitionNetwork(facts)
    relaxed = path_request(facts, "a", "d", **{**limits, **relaxation})
    [path] = find_paths(facts, network, relaxed)
    assert path.roles == ("a", "b", "c", "d")
    for name, value in relaxation.items():
        if name in ("max_moves", "max_learning_per_move") and value is not None:
            no_path(facts, "a", "d", **{**limits, name: value - 1})
        if name == "min_pay":
            no_path(facts, "a", "d", **{**limits, name: value + 1})


def test_any_of_several_limits_may_be_relaxed(facts: Facts) -> None:
    # Two moves are too few for a -> d; from x nothing leads on.
    error = no_path(facts, "a", "d", max_moves=2)
    assert error.relaxations == ({"max_moves": 3},)
    both = no_path(facts, "a", "c", max_learning_per_move=100, credentials=False)
    [together] = both.relaxations
    assert together == {"max_learning_per_move": None, "credentials": True}


def test_a_role_that_nothing_leads_to_is_told(facts: Facts) -> None:
    error = no_path(facts, "a", "z")
    assert str(error) == (
        'there is no path from "A" to "Z", not even over inferred moves; `careergraph '
        'show "Z"` lists the moves that lead there'
    )
    assert error.relaxations == ()


def test_skills_alone_need_an_entry(facts: Facts) -> None:
    error = no_path(facts, None, "d", entry_level=0, holding=["s"])
    assert str(error) == (
        'there is no path that leads to "D"; it appears when entry_level is 1, not 0 '
        "(--entry-level 1)"
    )


def test_the_least_coverage_that_gives_a_path_is_told(graph: CareerGraph) -> None:
    with pytest.raises(NoPathError) as caught:
        graph.transition_path(
            "chief AI officer", "statistician", inferred=True, min_coverage=1.0
        )
    least = next(iter(caught.value.relaxations))["min_coverage"]
    found = graph.transition_path(
        "chief AI officer", "statistician", inferred=True, min_coverage=least
    )
    assert found.moves
    with pytest.raises(NoPathError):
        graph.transition_path(
            "chief AI officer",
            "statistician",
            inferred=True,
            min_coverage=least + 0.01,
        )


@pytest.fixture
def far(make_facts: FactsMaker) -> Facts:
    """Of b's effort a covers 50 of 1,000 hours, and their similarity is 1 / 13.

    Both name a skill that half of the sixteen roles name, and each three that no other
    does: ln 2 / (ln 2 + 3 ln 16). Levels are known of a and b alone.
    """
    rare = {"a": ["a1", "a2", "a3"], "b": ["b1", "b2", "b3"]}
    kinds = dict.fromkeys("ab", "Role") | dict.fromkeys(
        sum(rare.values(), ["s"]), "Skill"
    )
    kinds |= {f"other-{n}": "Role" for n in range(14)}
    named = [(role, "requires", skill) for role in rare for skill in ["s", *rare[role]]]
    named += [(f"other-{n}", "requires", "s") for n in range(6)]
    hours = {"s": 50, "b1": 50, "b2": 100, "b3": 800}
    said = [(skill, "effort", number) for skill, number in hours.items()]
    return make_facts(kinds, [*named, *said, ("a", "level", 3), ("b", "level", 3)])


@pytest.mark.parametrize(
    ("limits", "least"),
    [
        ({}, "similarity of 0.1"),
        ({"min_similarity": 0.5, "max_rise": 7}, "similarity of 0.1"),
        ({"min_similarity": 0.1, "max_rise": 7}, "similarity of 0.1"),
        ({"min_similarity": 0.08}, "similarity of 0.08"),
        ({"min_coverage": 0.4}, "coverage of 0.1"),
        ({"min_coverage": 0.06}, "coverage of 0.06"),
    ],
)
def test_what_is_hardly_ever_confirmed_is_not_tried_and_that_is_said(
    far: Facts, limits: dict[str, Any], least: str
) -> None:
    error = no_path(far, "a", "b", inferred=True, **limits)
    assert str(error) == (
        f'there is no path from "A" to "B", not even over moves inferred from a {least} '
        'on; `careergraph show "B"` lists the moves that lead there'
    )
    assert error.relaxations == ()


@pytest.mark.parametrize("limits", [{"min_similarity": 0.07}, {"min_coverage": 0.05}])
def test_who_asks_for_less_gets_it(far: Facts, limits: dict[str, Any]) -> None:
    request = path_request(far, "a", "b", inferred=True, **limits)
    [path] = find_paths(far, TransitionNetwork(far), request)
    assert path.roles == ("a", "b")


def test_a_budget_too_small_for_any_path_says_so(facts: Facts) -> None:
    # One state is the start alone, and no path through x goes on from there.
    request = path_request(facts, "a", "d", via=["x"], max_states=1)
    with pytest.raises(BudgetError) as caught:
        find_paths(facts, TransitionNetwork(facts), request)
    assert str(caught.value) == (
        "the budget ran out before a path was found; raise max_states (--max-states) "
        "or max_seconds (--max-seconds)"
    )


def test_what_was_not_settled_is_not_claimed(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Both limits are in the way. Two states prove that there is no path; five are
    # spent on each limit by itself, and nothing is left for both together.
    monkeypatch.setattr(budgets, "ALL_BEAM_STATES", 0)
    error = no_path(facts, "a", "d", via=["x"], pay_cut=False, max_states=5)
    assert str(error) == (
        'there is no path from "A" to "D"; what would give one was not settled within '
        "max_states (--max-states) or max_seconds"
    )
    assert error.relaxations == ()


def test_nothing_is_tried_that_would_end_after_the_time(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Each limit by itself takes 2 of the 4.8 seconds that a search has of 6, and both
    # together would, too.
    clock = [0.0]

    def slow_search(*of: Any) -> Any:
        clock[0] += 2
        return path_search(*of)

    for module in (budgets, no_path_module):
        monkeypatch.setattr(module, "monotonic", lambda: clock[0])
    monkeypatch.setattr(no_path_module, "path_search", slow_search)
    error = no_path(facts, "a", "d", via=["x"], pay_cut=False, max_seconds=6)
    assert "was not settled" in str(error)
    assert clock == [4]
