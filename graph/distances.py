"""Least moves and least months from every role to a goal.

A small network is searched in plain Python, so that a command on it need not
import SciPy; a large one by SciPy, which takes a fifth of the time and less. Both
give the same numbers.
"""

from collections.abc import Sequence
from heapq import heappop, heappush
from math import inf
from typing import TYPE_CHECKING

from careergraph.graph.moves import AnyMoves, ManyMoves, Moves

if TYPE_CHECKING:
    from scipy.sparse import csr_array

EXACT = 2**53
"""From here on not every whole number is a float."""


def steps_to(
    moves: Sequence[Sequence[int]], goal: int, blocked: frozenset[int]
) -> list[int | None]:
    """Return for each role the least number of moves to the goal.

    >>> steps_to([(1,), (2,), (), (0,)], 2, frozenset({0}))
    [None, 1, 0, None]

    Args:
        moves: For each role the roles to move to; :class:`Moves` for more than
            one question.
        goal: The role to reach.
        blocked: Roles that are not passed; for them, save the goal, and where
            there is no way, it is None.
    """
    moves = _kept(moves)
    return (_many_steps if moves.many else _few_steps)(moves, goal, blocked)


def weight_to(
    moves: Sequence[Sequence[int]],
    goal: int,
    blocked: frozenset[int],
    dwell: Sequence[int],
) -> list[int | None]:
    """Return for each role the least dwell of the roles between it and the goal.

    >>> weight_to([(1, 2), (3,), (3,), ()], 3, frozenset(), [9, 30, 20, 9])
    [20, 0, 0, 0]

    Args:
        moves: As for :func:`steps_to`.
        goal: The role to reach.
        blocked: As for :func:`steps_to`.
        dwell: For each role the months that one stays in it, 0 or more.
    """
    moves = _kept(moves)
    exact = sum(dwell) < EXACT
    least = _many_weights if exact and moves.many else _few_weights
    return least(moves, goal, blocked, dwell)


def _kept(moves: Sequence[Sequence[int]]) -> AnyMoves:
    return moves if isinstance(moves, Moves | ManyMoves) else Moves(map(tuple, moves))


def _few_steps(moves: AnyMoves, goal: int, blocked: frozenset[int]) -> list[int | None]:
    steps: list[int | None] = [None] * len(moves)
    steps[goal] = 0
    layer, distance = [goal], 0
    while layer:
        distance += 1
        further = []
        for target in layer:
            for origin in moves.origins[target]:
                if steps[origin] is None and origin not in blocked:
                    steps[origin] = distance
                    further.append(origin)
        layer = further
    return steps


def _many_steps(
    moves: AnyMoves, goal: int, blocked: frozenset[int]
) -> list[int | None]:
    import numpy as np
    from scipy.sparse.csgraph import breadth_first_order

    order, next_role = breadth_first_order(_open(moves, blocked), goal)
    place = np.empty(len(moves), dtype=np.int64)
    place[order] = np.arange(len(order))
    next_place = place[next_role[order[1:]]]  # ascends, as the search is by layers
    layers = [0, 1]  # where each begins
    while layers[-1] < len(order):
        layers.append(1 + int(np.searchsorted(next_place, layers[-1])))
    steps = np.full(len(moves), None)
    steps[order] = np.repeat(np.arange(len(layers) - 1), np.diff(layers))
    return list(steps.tolist())


def _few_weights(
    moves: AnyMoves, goal: int, blocked: frozenset[int], dwell: Sequence[int]
) -> list[int | None]:
    least: list[int | None] = [None] * len(moves)
    queue = [(0, goal)]
    while queue:
        weight, role = heappop(queue)
        if least[role] is not None:
            continue
        least[role] = weight
        passed = weight if role == goal else weight + dwell[role]
        for origin in moves.origins[role]:
            if least[origin] is None and origin not in blocked:
                heappush(queue, (passed, origin))
    return least


def _many_weights(
    moves: AnyMoves, goal: int, blocked: frozenset[int], dwell: Sequence[int]
) -> list[int | None]:
    import numpy as np
    from scipy.sparse.csgraph import dijkstra

    matrix = _open(moves, blocked)
    weight = np.array(dwell, dtype=np.float64)
    weight[goal] = 0  # and a stored zero is a move without weight to SciPy
    matrix.data = np.repeat(weight, np.diff(matrix.indptr))
    found = dijkstra(matrix, indices=[goal])[0].tolist()
    return [None if months == inf else int(months) for months in found]


def _open(moves: AnyMoves, blocked: frozenset[int]) -> "csr_array":
    """Return the matrix without the moves from blocked roles, in arrays of its own."""
    import numpy as np
    from scipy.sparse import csr_array

    matrix = moves.origins_matrix
    indices, starts = matrix.indices, matrix.indptr
    if blocked:
        is_open = np.ones(len(moves), dtype=bool)
        is_open[list(blocked)] = False
        kept = is_open[indices]
        starts = np.concatenate(([0], np.cumsum(kept)))[starts].astype(np.int32)
        indices = indices[kept]
    return csr_array((matrix.data[: len(indices)], indices, starts), shape=matrix.shape)
