"""Inferred moves: by hand, and the two ways to find them against sets."""

import random
from fractions import Fraction
from typing import Any

import pytest

from careergraph.graph import inference
from careergraph.graph.inference import inferred_moves

Drawn = dict[str, Any]


@pytest.fixture(params=["by pairs", "by products"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways, whatever the number of roles."""
    few = 10**6 if request.param == "by pairs" else 0
    monkeypatch.setattr(inference, "FEW_ROLES", few)


def drawn(seed: int) -> Drawn:
    """A random graph with few hours, so that shares are often equal to a limit."""
    draw = random.Random(seed)
    roles, skills = draw.randint(1, 12), draw.randint(1, 20)

    def members() -> int:
        return draw.getrandbits(skills) & draw.getrandbits(skills)

    return {
        "required": [members() for _ in range(roles)],
        "optional": [draw.getrandbits(skills) for _ in range(roles)],
        "hours": [draw.choice([0, 10, 10, 40, 120]) for _ in range(skills)],
        "level": [draw.choice([None, 1, 2, 3, 4]) for _ in range(roles)],
        "asserted": [
            tuple(sorted(draw.sample(range(roles), draw.randint(0, min(3, roles)))))
            for _ in range(roles)
        ],
    }


def shares(graph: Drawn) -> dict[tuple[int, int], Fraction]:
    """What is covered of each role's effort by each other, as exact fractions."""

    def hours(members: int) -> int:
        return sum(h for i, h in enumerate(graph["hours"]) if members >> i & 1)

    def share(origin: int, target: int) -> Fraction:
        needed = graph["required"][target]
        have = graph["required"][origin] | graph["optional"][origin]
        return Fraction(hours(needed & have), hours(needed) or 1)

    roles = range(len(graph["required"]))
    return {(a, b): share(a, b) for a in roles for b in roles}


def expected(graph: Drawn, min_coverage: float, max_rise: int) -> list[list[int]]:
    level, covered = graph["level"], shares(graph)
    found: list[list[int]] = [[] for _ in level]
    for (a, b), share in sorted(covered.items()):
        if a == b or b in graph["asserted"][a] or None in (level[a], level[b]):
            continue
        # The rule compares floats: a third covers what 1 / 3 asks for.
        if float(share) >= min_coverage and level[b] - level[a] <= max_rise:
            found[a].append(b)
    return found


@pytest.mark.usefixtures("way")
def test_inferred_moves_are_those_of_the_definition() -> None:
    ties = 0
    for seed in range(500):
        graph = drawn(seed)
        draw = random.Random(seed)
        covered = [float(share) for share in shares(graph).values()]
        # Half of the limits are what some pair covers to the hour.
        limits = [draw.choice(covered), draw.choice([0.0, 0.3, 0.7, 1.0])]
        for min_coverage in limits:
            max_rise = draw.randint(0, 2)
            found = inferred_moves(
                **graph, min_coverage=min_coverage, max_rise=max_rise
            )
            assert list(map(list, found)) == expected(graph, min_coverage, max_rise)
            ties += min_coverage > 0 and min_coverage in covered
    assert ties > 300


@pytest.mark.usefixtures("way")
def test_a_share_just_below_the_limit_is_too_little() -> None:
    # 7 of 10 hours; 0.7 is that share, the next float is more.
    graph: Drawn = {
        "required": [0b01, 0b11],
        "optional": [0, 0],
        "hours": [7, 3],
        "level": [1, 1],
        "asserted": [(), ()],
    }
    assert inferred_moves(**graph, min_coverage=0.7, max_rise=0) == ((1,), (0,))
    above = 0.7 + 2**-53
    assert inferred_moves(**graph, min_coverage=above, max_rise=0) == ((), (0,))


@pytest.mark.usefixtures("way")
def test_a_role_that_requires_nothing_is_covered_only_when_nothing_must_be() -> None:
    graph: Drawn = {
        "required": [0b1, 0],
        "optional": [0, 0],
        "hours": [10],
        "level": [1, 1],
        "asserted": [(), ()],
    }
    assert inferred_moves(**graph, min_coverage=0.1, max_rise=0) == ((), ())
    assert inferred_moves(**graph, min_coverage=0, max_rise=0) == ((1,), (0,))


@pytest.mark.usefixtures("way")
def test_a_graph_without_roles_or_competencies_has_no_inferred_moves() -> None:
    assert inferred_moves([], [], [], [], [], min_coverage=0.5, max_rise=1) == ()
    empty = inferred_moves(
        [0, 0], [0, 0], [], [1, 1], [(), ()], min_coverage=0.5, max_rise=1
    )
    assert empty == ((), ())


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("hours", [2**40, 2**60, 2**70, 0.1])
def test_hours_beyond_the_numbers_of_a_matrix_compare_exactly(hours: int) -> None:
    graph: Drawn = {
        "required": [0b0011, 0b0111, 0b1111],
        "optional": [0, 0, 0],
        "hours": [hours, hours, hours, hours],
        "level": [1, 1, 1],
        "asserted": [(), (), ()],
    }
    found = inferred_moves(**graph, min_coverage=0.7, max_rise=0)
    assert found == ((), (0, 2), (0, 1))


def test_a_block_smaller_than_the_graph_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(inference, "FEW_ROLES", 0)
    monkeypatch.setattr(inference, "CELLS", 1)
    for seed in range(50):
        graph = drawn(seed)
        found = inferred_moves(**graph, min_coverage=0.5, max_rise=1)
        assert list(map(list, found)) == expected(graph, 0.5, 1)
