"""Least moves and months to a goal: by hand, and both ways against NetworkX."""

import random
import sys

import networkx as nx
import pytest

from careergraph.graph import moves as moves_of_networks
from careergraph.graph.distances import steps_to, weight_to
from careergraph.graph.moves import ManyMoves, Moves, placed


@pytest.fixture(params=["plain", "scipy"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways, whatever the number of moves."""
    many = 0 if request.param == "scipy" else 10**9
    monkeypatch.setattr(moves_of_networks, "MANY_MOVES", many)


def drawn(seed: int) -> tuple[Moves, int, frozenset[int], list[int]]:
    """Random moves, a goal, blocked roles, and months, of which many are 0."""
    draw = random.Random(seed)
    roles = draw.randint(1, 12)
    moves = Moves(
        tuple(sorted(draw.sample(range(roles), draw.randint(0, min(4, roles)))))
        for _ in range(roles)
    )
    blocked = draw.sample(range(roles), draw.choice([0, 0, roles // 4]))
    dwell = [draw.choice([0, 0, 12, 30, 42]) for _ in range(roles)]
    return moves, draw.randrange(roles), frozenset(blocked), dwell


def expected(
    moves: Moves, goal: int, blocked: frozenset[int], dwell: list[int] | None
) -> list[int | None]:
    """Distances by NetworkX, over the moves turned round; of a weight or of 1."""
    turned: nx.DiGraph[int] = nx.DiGraph()
    turned.add_nodes_from(range(len(moves)))
    for origin, targets in enumerate(moves):
        for target in targets:
            if origin not in blocked:
                passed = 1 if dwell is None else 0 if target == goal else dwell[target]
                turned.add_edge(target, origin, weight=passed)
    found: dict[int, float] = nx.single_source_dijkstra_path_length(turned, goal)
    return [int(found[role]) if role in found else None for role in range(len(moves))]


@pytest.mark.usefixtures("way")
def test_distances_are_those_of_networkx() -> None:
    for seed in range(500):
        moves, goal, blocked, dwell = drawn(seed)
        assert steps_to(moves, goal, blocked) == expected(moves, goal, blocked, None)
        assert weight_to(moves, goal, blocked, dwell) == expected(
            moves, goal, blocked, dwell
        )


@pytest.mark.usefixtures("way")
def test_another_question_about_the_same_moves_has_its_own_answer() -> None:
    # 0 -> 1 -> 2 -> 3 and 0 -> 4 -> 3
    moves = Moves([(1, 4), (2,), (3,), (), (3,)])
    dwell = [0, 5, 6, 7, 20]
    for _ in range(2):
        assert steps_to(moves, 3, frozenset()) == [2, 2, 1, 0, 1]
        assert steps_to(moves, 3, frozenset({4})) == [3, 2, 1, 0, None]
        assert steps_to(moves, 2, frozenset()) == [2, 1, 0, None, None]
        assert weight_to(moves, 3, frozenset(), dwell) == [11, 6, 0, 0, 0]
        assert weight_to(moves, 3, frozenset({1}), dwell) == [20, None, 0, 0, 0]


def listed(moves: Moves | ManyMoves) -> list[list[int]]:
    return [list(targets) for targets in moves]


def test_moves_in_a_matrix_are_the_same() -> None:
    for seed in range(100):
        moves, goal, blocked, dwell = drawn(seed)
        many = ManyMoves(moves.matrix)
        assert len(many) == len(moves)
        assert listed(many) == listed(moves)
        assert many.origins == moves.origins
        for months in (dwell, [2**53] * len(moves)):
            assert steps_to(many, goal, blocked) == steps_to(moves, goal, blocked)
            assert weight_to(many, goal, blocked, months) == weight_to(
                moves, goal, blocked, months
            )


@pytest.mark.parametrize("in_a_matrix", [False, True])
def test_a_move_that_is_stated_and_inferred_is_walked_once(in_a_matrix: bool) -> None:
    for seed in range(100):
        moves, *_ = drawn(seed)
        draw = random.Random(seed)
        few = draw.choice([0, 1, len(moves)])
        stated = Moves(
            tuple(sorted(draw.sample(range(len(moves)), few))) for _ in moves
        )
        inferred = ManyMoves(moves.matrix) if in_a_matrix else moves
        pairs = zip(moves, stated, strict=True)
        both = [sorted({*one, *other}) for one, other in pairs]
        found = inferred.stated_too(stated)
        assert listed(found) == both
        end = draw.randrange(len(moves))
        assert steps_to(found, end, frozenset()) == steps_to(both, end, frozenset())


@pytest.mark.parametrize("in_a_matrix", [False, True])
def test_one_role_more_leads_to_some_and_none_leads_to_it(in_a_matrix: bool) -> None:
    moves = Moves([(1, 2), (), (1,)])
    begun = (ManyMoves(moves.matrix) if in_a_matrix else moves).begun_at((0, 2))
    assert listed(begun) == [[1, 2], [], [1], [0, 2]]
    assert listed(begun.begun_at(())) == [[1, 2], [], [1], [0, 2], []]


@pytest.mark.parametrize("in_matrices", [(), (0,), (1,), (0, 1, 2)])
def test_parts_of_a_network_have_their_places_in_the_whole(
    in_matrices: tuple[int, ...],
) -> None:
    few = [Moves([(1, 2), (), (0,)]), Moves([(1,), (0,)]), Moves([()])]
    parts = [
        ManyMoves(one.matrix) if number in in_matrices else one
        for number, one in enumerate(few)
    ]
    places = [[0, 3, 4], [1, 6], [5]]  # and 2 is in none
    whole = placed(list(zip(places, parts, strict=True)), 7)
    assert listed(whole) == [[3, 4], [6], [], [], [0], [], [1]]


@pytest.mark.usefixtures("way")
def test_a_role_without_a_way_to_the_goal_has_no_distance() -> None:
    assert steps_to([(), (0,)], 1, frozenset()) == [None, 0]
    assert weight_to([(), (0,)], 1, frozenset(), [1, 1]) == [None, 0]


@pytest.mark.usefixtures("way")
def test_a_blocked_goal_is_still_the_goal() -> None:
    assert steps_to([(1,), ()], 1, frozenset({1})) == [1, 0]


@pytest.mark.usefixtures("way")
def test_months_beyond_the_whole_numbers_of_a_float_add_up() -> None:
    moves, dwell = [(1,), (2,), (3,), ()], [0, 2**53, 1, 0]
    assert weight_to(moves, 3, frozenset(), dwell) == [2**53 + 1, 1, 0, 0]


@pytest.mark.usefixtures("way")
def test_a_long_chain_is_no_deep_recursion() -> None:
    length = 30_000
    moves = Moves([*((role + 1,) for role in range(length)), ()])
    chain = list(range(length, -1, -1))
    assert steps_to(moves, length, frozenset()) == chain
    assert weight_to(moves, length, frozenset(), [1] * (length + 1)) == [
        max(0, steps - 1) for steps in chain
    ]


def test_a_small_network_needs_no_scipy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy.sparse.csgraph", None)
    monkeypatch.setitem(sys.modules, "scipy.sparse", None)
    assert steps_to([(1,), ()], 1, frozenset()) == [1, 0]
    assert weight_to([(1,), ()], 1, frozenset(), [5, 5]) == [0, 0]
