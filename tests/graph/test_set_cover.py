"""Covers against all subsets, greedy against its bound, and what is not proven."""

from fractions import Fraction
from itertools import chain, combinations, product
from typing import Any

import pytest
import scipy.optimize
from hypothesis import given, settings
from hypothesis import strategies as st

from careergraph.graph import set_cover as module
from careergraph.graph.set_cover import Cover, CoverProblem, greedy_cover, set_cover

MEMBERS = "tuvwxyz"
NAMES = "abcdefghi"


def problem(
    sets: dict[str, str], costs: dict[str, int] | None = None, *, fewest: bool = False
) -> CoverProblem:
    """Sets written as words of their members; each costs 1 if nothing is said."""
    return CoverProblem(
        {name: frozenset(members) for name, members in sets.items()},
        dict.fromkeys(sets, 1) if costs is None else costs,
        fewest,
    )


def brute_force(given: CoverProblem) -> tuple[int, int, tuple[str, ...]]:
    """The best of all subsets that cover: its two sums and its names."""
    everything = frozenset().union(*given.sets.values())
    ranks = []
    for size in range(len(given.sets) + 1):
        for chosen in combinations(sorted(given.sets), size):
            if everything == frozenset().union(*(given.sets[n] for n in chosen)):
                cost = sum(given.costs[name] for name in chosen)
                sums = (size, cost) if given.fewest else (cost, size)
                ranks.append((*sums, chosen))
    return min(ranks)


@st.composite
def problems(draw: st.DrawFn) -> CoverProblem:
    members = st.frozensets(st.sampled_from(MEMBERS), max_size=4)
    sets = draw(st.dictionaries(st.sampled_from(NAMES), members, max_size=9))
    # Few costs make ties, and 0 and large ones are where a solver may slip.
    cost = st.sampled_from([0, 1, 2, 2, 3, 600, 2400, 1_000_001])
    return CoverProblem(sets, {name: draw(cost) for name in sets}, draw(st.booleans()))


@settings(max_examples=500, deadline=None)
@given(problems())
def test_the_cover_is_the_best_of_all_subsets(given: CoverProblem) -> None:
    cost, _, chosen = brute_force(given)
    assert set_cover(given) == Cover(chosen, cost, cost)


@settings(max_examples=500, deadline=None)
@given(problems())
def test_greedy_keeps_to_its_bound(given: CoverProblem) -> None:
    least, *_ = brute_force(given)
    cover = greedy_cover(given)
    largest = max(map(len, given.sets.values()), default=0)
    factor = sum(Fraction(1, n) for n in range(1, largest + 1))
    everything = frozenset().union(*given.sets.values())
    assert frozenset().union(*(given.sets[n] for n in cover.chosen)) == everything
    assert cover.lower_bound <= least <= cover.cost <= factor * least
    assert cover.cost <= factor * cover.lower_bound
    assert list(cover.chosen) == sorted(cover.chosen)


def test_greedy_is_as_far_from_the_best_as_it_can_be() -> None:
    # Chvátal's example: 12 * (1 + 1/2 + 1/3 + 1/4) = 25 instead of 13.
    given = problem(
        {"all": "wxyz", "a": "w", "b": "x", "c": "y", "d": "z"},
        {"all": 13, "a": 12, "b": 6, "c": 4, "d": 3},
    )
    greedy = greedy_cover(given)
    assert greedy == Cover(("a", "b", "c", "d"), 25, 13)
    assert not greedy.optimal
    assert set_cover(given) == Cover(("all",), 13, 13)


def test_greedy_drops_what_later_sets_make_superfluous() -> None:
    given = problem({"left": "abc", "middle": "bcde", "right": "def"})
    assert greedy_cover(given).chosen == ("left", "right")


def test_ties_go_to_fewer_sets_and_then_to_the_first_names() -> None:
    assert set_cover(problem({"b": "x", "a": "x", "c": "x"})).chosen == ("a",)
    pairs = problem({"a": "wz", "b": "xy", "c": "wx", "d": "yz"})
    assert set_cover(pairs).chosen == ("a", "b")
    dear = problem({"a": "w", "b": "x", "c": "wx"}, {"a": 1, "b": 1, "c": 2})
    assert set_cover(dear).chosen == ("c",)


def test_names_decide_among_more_sets_than_one_solve_orders() -> None:
    # Each of 40 members is in two sets of one cost: the first by name is taken.
    sets = {f"{side}{n:02}": frozenset({f"m{n}"}) for n in range(40) for side in "ab"}
    cover = set_cover(CoverProblem(sets, dict.fromkeys(sets, 7)))
    assert cover == Cover(tuple(f"a{n:02}" for n in range(40)), 280, 280)


def test_the_fewest_or_the_cheapest() -> None:
    sets = {"all": "xy", "left": "x", "right": "y"}
    costs = {"all": 100, "left": 1, "right": 2}
    assert set_cover(problem(sets, costs)) == Cover(("left", "right"), 3, 3)
    assert set_cover(problem(sets, costs, fewest=True)) == Cover(("all",), 1, 1)


def test_nothing_is_covered_by_nothing() -> None:
    assert set_cover(problem({})) == Cover((), 0, 0)
    assert set_cover(problem({"a": "", "b": ""})) == Cover((), 0, 0)
    assert set_cover(problem({"a": "", "b": "x"})).chosen == ("b",)


def lines(dimension: int) -> CoverProblem:
    """Points that meet every line of the affine space over three elements.

    Three points are on a line when their sum is 0. What meets every line is all
    but a cap, and the largest caps have 4, 9 and 20 points in 2, 3 and 4
    dimensions (OEIS A090245); so the least cover has 5, 18 and 61.
    """
    points = list(product(range(3), repeat=dimension))
    met: dict[str, set[str]] = {str(point): set() for point in points}
    for one, other in combinations(points, 2):
        third = tuple(-(a + b) % 3 for a, b in zip(one, other, strict=True))
        line = str(sorted((one, other, third)))
        for point in (one, other, third):
            met[str(point)].add(line)
    sets = {name: frozenset(has) for name, has in met.items()}
    return CoverProblem(sets, dict.fromkeys(sets, 1))


def meets_every_line(given: CoverProblem, cover: Cover) -> bool:
    met = set(chain.from_iterable(given.sets[name] for name in cover.chosen))
    return met == set(chain.from_iterable(given.sets.values()))


def test_a_hard_problem_is_proven() -> None:
    assert set_cover(lines(2))[1:] == (5, 5)
    assert set_cover(lines(3), max_seconds=600)[1:] == (18, 18)


def test_a_problem_too_hard_for_its_time_has_a_bound() -> None:
    given = lines(4)
    cover = set_cover(given, max_seconds=0.3)
    assert not cover.optimal
    assert cover.lower_bound < 61 <= cover.cost
    assert meets_every_line(given, cover)


def test_without_time_the_greedy_cover_is_the_answer() -> None:
    given = lines(3)
    assert set_cover(given, max_seconds=0) == greedy_cover(given)
    assert not greedy_cover(given).optimal


def test_what_the_solver_found_before_it_ended_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    solve = scipy.optimize.milp

    def ended(*arguments: Any, options: dict[str, Any], **others: Any) -> Any:
        return solve(*arguments, options={**options, "node_limit": 1}, **others)

    monkeypatch.setattr(scipy.optimize, "milp", ended)
    given = lines(4)
    greedy, cover = greedy_cover(given), set_cover(given, max_seconds=600)
    # Each point is on 40 of the 1080 lines: any cover has at least 1080 / 40 = 27.
    assert 27 <= cover.lower_bound <= 61 <= cover.cost <= greedy.cost
    assert not cover.optimal
    assert meets_every_line(given, cover)


@pytest.mark.parametrize("limit", ["MAX_MEMBERS", "MAX_COST"])
def test_a_problem_beyond_the_solver_is_left_to_greedy(
    limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = problem(
        {"all": "wxyz", "a": "w", "b": "x", "c": "y", "d": "z"},
        {"all": 13, "a": 12, "b": 6, "c": 4, "d": 3},  # 8 members, cost 38
    )
    monkeypatch.setattr(module, limit, {"MAX_MEMBERS": 8, "MAX_COST": 38}[limit])
    assert set_cover(given).cost == 13
    monkeypatch.setattr(module, limit, {"MAX_MEMBERS": 7, "MAX_COST": 37}[limit])
    assert set_cover(given) == Cover(("a", "b", "c", "d"), 25, 13)


def test_the_solver_tells_one_from_none_at_the_highest_cost() -> None:
    most = module.MAX_COST // 2
    given = problem({"a": "xy", "b": "yx"}, {"a": most, "b": most - 1})
    assert set_cover(given) == Cover(("b",), most - 1, most - 1)
