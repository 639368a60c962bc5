"""Least moves and least months from every role to a goal.

A small network is searched in plain Python, so that a command on it need not
import SciPy; a large one by SciPy, which takes a fifth of the time and less. Both
give the same numbers.
"""

from collections.abc import Sequence
from functools import cached_property
from heapq import heappop, heappush
from itertools import chain
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

MANY_MOVES = 20_000
"""From here on SciPy is worth its import."""

EXACT = 2**53
"""From here on not every whole number is a float."""


class Moves(tuple[tuple[int, ...], ...]):
    """For each role the numbers of the roles to move to, sorted.

    It is a tuple that keeps what searches against the direction of the moves
    need, once one has needed it.
    """

    @cached_property
    def many(self) -> bool:
        """Whether SciPy is the faster one."""
        return sum(map(len, self)) >= MANY_MOVES

    @cached_property
    def origins(self) -> list[list[int]]:
        """For each role the roles that lead to it."""
        origins: list[list[int]] = [[] for _ in self]
        for origin, targets in enumerate(self):
            for target in targets:
                origins[target].append(origin)
        return origins

    @cached_property
    def matrix(self) -> "csr_array":
        """The moves as a matrix of ones: a row for each role."""
        import numpy as np

        lengths = np.fromiter(map(len, self), np.int64, len(self))
        targets = np.fromiter(chain.from_iterable(self), np.int32, lengths.sum())
        return move_matrix(targets, np.concatenate(([0], lengths.cumsum())))

    @cached_property
    def origins_matrix(self) -> "csr_array":
        """The same as ``origins`` in a matrix of ones."""
        return _turned(self.matrix)

    def stated_too(self, stated: "Moves") -> "Moves":
        """Return these and those that are stated, each once."""
        pairs = zip(stated, self, strict=True)
        return Moves(
            tuple(sorted({*some, *others})) if some else others
            for some, others in pairs
        )

    def begun_at(self, roles: tuple[int, ...]) -> "Moves":
        """Return the moves with those of one role more, the last, which lead to some."""
        return Moves((*self, roles))


class ManyMoves(Sequence[Sequence[int]]):
    """The same of so many that a list of them takes long: in the rows of a matrix.

    Those of a role are listed when they are asked for.
    """

    many = True

    def __init__(self, matrix: "csr_array"):
        """Take a matrix of ones with a row for each role, its columns sorted."""
        self.matrix = matrix

    def __len__(self) -> int:
        """Return the number of roles."""
        return int(self.matrix.shape[0])

    def __getitem__(self, role: int) -> list[int]:  # type: ignore[override]  # no slices
        """Return the numbers of the roles to move to from one, sorted."""
        starts = self.matrix.indptr
        targets: list[int] = self.matrix.indices[
            starts[role] : starts[role + 1]
        ].tolist()
        return targets

    @property
    def origins(self) -> list[list[int]]:
        """For each role the roles that lead to it."""
        return Moves(map(tuple, self)).origins

    @cached_property
    def origins_matrix(self) -> "csr_array":
        """The same in a matrix of ones."""
        return _turned(self.matrix)

    def stated_too(self, stated: Moves) -> "ManyMoves":
        """Return these and those that are stated, each once."""
        both = self.matrix + stated.matrix
        both.data[:] = 1
        return ManyMoves(both)

    def begun_at(self, roles: tuple[int, ...]) -> "ManyMoves":
        """Return the moves with those of one role more, the last, which lead to some."""
        import numpy as np

        targets = np.concatenate((self.matrix.indices, np.array(roles, np.int32)))
        starts = np.append(self.matrix.indptr, len(targets))
        return ManyMoves(move_matrix(targets, starts))


def move_matrix(
    targets: "NDArray[np.integer]", starts: "NDArray[np.integer]"
) -> "csr_array":
    """Return a matrix of ones with a row for each role.

    Args:
        targets: The roles to move to, those from the first role first, each sorted.
        starts: For each role where its own begin, and the end of all.
    """
    import numpy as np
    from scipy.sparse import csr_array

    roles = len(starts) - 1
    small = targets.astype(np.int32), starts.astype(np.int32)
    return csr_array((np.ones(len(targets), np.int8), *small), shape=(roles, roles))


def _turned(matrix: "csr_array") -> "csr_array":
    """Return the origins of moves, in the numbers that searches of SciPy work with."""
    return matrix.T.tocsr().astype("float64")


def placed(
    parts: Sequence[tuple[Sequence[int], Moves | ManyMoves]], roles: int
) -> Moves | ManyMoves:
    """Return the moves of several parts of a network as those of the whole.

    >>> placed([([0, 2], Moves([(1,), ()])), ([1], Moves([()]))], 3)
    ((2,), (), ())

    Args:
        parts: The numbers of the roles of each in the whole, rising, and its moves.
        roles: The number of all roles.
    """
    if not any(isinstance(moves, ManyMoves) for _, moves in parts):
        found: list[tuple[int, ...]] = [()] * roles
        for numbers, moves in parts:
            for origin, targets in zip(numbers, moves, strict=True):
                found[origin] = tuple([numbers[target] for target in targets])
        return Moves(found)
    import numpy as np
    from scipy.sparse import csr_array

    rows, columns = [], []
    for numbers, moves in parts:
        part, place = moves.matrix.tocoo(), np.array(numbers, dtype=np.int32)
        rows.append(place[part.row])
        columns.append(place[part.col])
    ends = np.concatenate(rows), np.concatenate(columns)
    ones = np.ones(len(ends[0]), np.int8)
    return ManyMoves(csr_array((ones, ends), shape=(roles, roles)))


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


def _kept(moves: Sequence[Sequence[int]]) -> Moves | ManyMoves:
    return moves if isinstance(moves, Moves | ManyMoves) else Moves(map(tuple, moves))


def _few_steps(
    moves: Moves | ManyMoves, goal: int, blocked: frozenset[int]
) -> list[int | None]:
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
    moves: Moves | ManyMoves, goal: int, blocked: frozenset[int]
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
    moves: Moves | ManyMoves, goal: int, blocked: frozenset[int], dwell: Sequence[int]
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
    moves: Moves | ManyMoves, goal: int, blocked: frozenset[int], dwell: Sequence[int]
) -> list[int | None]:
    import numpy as np
    from scipy.sparse.csgraph import dijkstra

    matrix = _open(moves, blocked)
    weight = np.array(dwell, dtype=np.float64)
    weight[goal] = 0  # and a stored zero is a move without weight to SciPy
    matrix.data = np.repeat(weight, np.diff(matrix.indptr))
    found = dijkstra(matrix, indices=[goal])[0].tolist()
    return [None if months == inf else int(months) for months in found]


def _open(moves: Moves | ManyMoves, blocked: frozenset[int]) -> "csr_array":
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
