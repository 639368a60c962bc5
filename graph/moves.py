"""The moves of a network, listed or in the rows of a matrix."""

from collections.abc import Sequence
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

MANY_MOVES = 20_000
"""From here on SciPy is worth its import."""


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


AnyMoves: TypeAlias = Moves | ManyMoves
"""For each role the numbers of the roles to move to, sorted."""


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


def placed(parts: Sequence[tuple[Sequence[int], AnyMoves]], roles: int) -> AnyMoves:
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
