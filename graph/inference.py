"""Moves that no source states, inferred from what two roles have in common.

A small graph is compared pair by pair in plain Python, so that a command on it
need not import SciPy; a large one by products of sparse matrices. Both give the
same pairs: all numbers are whole, and a share is the same division.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from careergraph.graph.moves import Moves, move_matrix

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from careergraph.graph.similarity import RoleVectors

FEW_ROLES = 500
"""Up to here comparing pair by pair takes less time than importing SciPy."""

MOST_HOURS = 2**31 - 1
"""Up to here sums are exact in the numbers of the matrices."""

CELLS = 2_000_000
"""Pairs that are compared at once, at 8 bytes each."""

ROUNDING = 1e-9
"""A similarity that is less than a limit by so little is as large."""


def inferred_moves(
    required: Sequence[int],
    optional: Sequence[int],
    hours: Sequence[int],
    level: Sequence[int | None],
    asserted: Sequence[Sequence[int]],
    *,
    min_coverage: float,
    max_rise: int,
) -> tuple[tuple[int, ...], ...]:
    """Return for each role the roles to which a move may be inferred, sorted.

    A move is inferred when no source states it, enough of the effort for what
    the target requires is covered, and the target is not much higher. A role
    whose level is not known has no inferred moves.

    >>> inferred_moves([0b1, 0b11], [0, 0], [40, 10], [1, 2], [(), ()],
    ...                min_coverage=0.8, max_rise=1)
    ((1,), (0,))

    Args:
        required: For each role the set of competencies that it requires.
        optional: For each role the set of those that it benefits from.
        hours: For each competency the effort; it is bit ``i`` of a set.
        level: For each role its seniority, or None.
        asserted: For each role the roles that are left out.
        min_coverage: The least share of the effort for what the target
            requires that what the origin requires or benefits from covers.
        max_rise: The most levels to climb.
    """
    have = [needs | extra for needs, extra in zip(required, optional, strict=True)]
    by_products = (
        len(required) > FEW_ROLES
        and min_coverage > 0
        and all(isinstance(number, int) for number in hours)
        and sum(hours) <= MOST_HOURS
    )
    covered = _by_products if by_products else _by_pairs
    found: list[tuple[int, ...]] = [()] * len(required)
    for origin, targets in covered(
        have, required, hours, level, min_coverage, max_rise
    ):
        stated = asserted[origin]
        found[origin] = tuple(
            [target for target in targets if target not in stated]
            if stated
            else targets
        )
    return tuple(found)


def similar_pairs(vectors: "RoleVectors", least: float) -> "csr_array":
    """Return how similar roles are, a row for each that one comes from, columns sorted.

    Args:
        vectors: Of all roles, see :mod:`careergraph.graph.similarity`.
        least: The least similarity of a pair that is kept, more than 0.
    """
    import numpy as np
    from scipy.sparse import csr_array, vstack

    asked = vectors.asked.T.tocsr()
    kept = []
    for first in _blocks(asked.shape[1]):
        some = vectors.offered[first : first + _block(asked.shape[1])] @ asked
        (places,) = np.nonzero(some.data >= least - ROUNDING)
        starts = np.searchsorted(places, some.indptr)
        near = some.data[places], some.indices[places], starts
        kept.append(csr_array(near, shape=some.shape))
    pairs = vstack(kept, format="csr") if kept else csr_array((0, 0))
    pairs.sort_indices()
    return pairs


def similar_moves(
    pairs: "csr_array",
    level: Sequence[int | None],
    *,
    min_similarity: float,
    max_rise: int,
) -> "csr_array":
    """Return a matrix of ones: a row for each role, for what is similar enough to it.

    None of them is much higher, and none is the role itself. A role whose level is
    not known has no inferred moves.

    Args:
        pairs: What :func:`similar_pairs` returns, of no larger least similarity.
        level: For each role its seniority, or None.
        min_similarity: The least similarity of the target to the origin; from 0 on
            every role is similar enough.
        max_rise: The most levels to climb.
    """
    import numpy as np

    if min_similarity <= 0:
        every = _within_rise(level, max_rise)
        found = {origin: targets for some, targets in every for origin in some}
        return Moves(
            tuple(target for target in found.get(origin, ()) if target != origin)
            for origin in range(len(level))
        ).matrix
    levels = np.array(level, dtype=float)  # nan where not known: no higher, no lower
    near = pairs.data >= min_similarity - ROUNDING
    rows = np.repeat(np.arange(len(level)), np.diff(pairs.indptr))
    near &= levels[pairs.indices] - levels[rows] <= max_rise
    near &= pairs.indices != rows
    starts = np.concatenate(([0], np.cumsum(near)))[pairs.indptr]
    return move_matrix(pairs.indices[near], starts)


def few_similar_moves(
    similarities: Sequence[Sequence[float]],
    level: Sequence[int | None],
    *,
    min_similarity: float,
    max_rise: int,
) -> list[list[int]]:
    """Return the same in plain Python.

    Args:
        similarities: How similar all roles are, a row for each that one comes from.
        level: As for :func:`similar_moves`, and so are the others.
        min_similarity: The least similarity.
        max_rise: The most levels to climb.
    """
    found: list[list[int]] = [[] for _ in level]
    least = min_similarity - ROUNDING
    for origins, targets in _within_rise(level, max_rise):
        for origin in origins:
            row = similarities[origin]
            found[origin] = [
                target
                for target in targets
                if row[target] >= least and target != origin
            ]
    return found


def _by_pairs(
    have: Sequence[int],
    required: Sequence[int],
    hours: Sequence[int],
    level: Sequence[int | None],
    min_coverage: float,
    max_rise: int,
) -> Iterator[tuple[int, list[int]]]:
    """Yield the roles from which something is covered enough, and what, sorted."""
    groups: dict[int, int] = {}
    for bit, number in enumerate(hours):
        groups[number] = groups.get(number, 0) | 1 << bit
    by_hours = sorted(groups.items())

    def effort(competencies: int) -> int:
        return sum(n * (competencies & group).bit_count() for n, group in by_hours)

    total = [effort(needed) for needed in required]
    for origins, targets in _within_rise(level, max_rise):
        for origin in origins:
            if min_coverage <= 0:
                yield origin, [target for target in targets if target != origin]
                continue
            covered = (effort(required[target] & have[origin]) for target in targets)
            yield (
                origin,
                [
                    target
                    for target, some in zip(targets, covered, strict=True)
                    if (some / total[target] if some else 0.0) >= min_coverage
                    and target != origin
                ],
            )


def _by_products(
    have: Sequence[int],
    required: Sequence[int],
    hours: Sequence[int],
    level: Sequence[int | None],
    min_coverage: float,
    max_rise: int,
) -> Iterator[tuple[int, list[int]]]:
    """Yield the same: the hours covered are a product of sparse matrices.

    All numbers in it are whole, so nothing is rounded before the division.
    """
    import numpy as np

    held = _matrix(have, len(hours))
    needed = _matrix(required, len(hours))
    needed.data = np.array(hours, dtype=np.int32)[needed.indices]
    needed.eliminate_zeros()
    enough = _least_hours(needed.sum(axis=1), min_coverage)
    wanted = needed.T.tocsr()
    levels = np.array(level, dtype=float)  # nan where not known: no higher, no lower
    for first in _blocks(len(level)):
        covered = held[first : first + _block(len(level))] @ wanted
        (places,) = np.nonzero(covered.data >= enough[covered.indices])
        yield from _near(covered, places, first, levels, max_rise)


def _blocks(roles: int) -> range:
    """Return the first row of each part of a product that fits into memory."""
    return range(0, roles, _block(roles))


def _block(roles: int) -> int:
    return max(1, CELLS // max(roles, 1))


def _near(
    some: "csr_array",
    places: "NDArray[np.intp]",
    first: int,
    levels: "NDArray[np.float64]",
    max_rise: int,
) -> Iterator[tuple[int, list[int]]]:
    """Yield the roles of some rows of a product, and what is not much higher, sorted.

    Args:
        some: The rows.
        places: Which of their numbers are large enough.
        first: The role of the first row.
        levels: Of all roles.
        max_rise: The most levels to climb.
    """
    import numpy as np

    rows = np.searchsorted(some.indptr, places, side="right") - 1 + first
    targets = some.indices[places]
    near = (levels[targets] - levels[rows] <= max_rise) & (targets != rows)
    rows, targets = rows[near], targets[near]
    ordered = targets[np.lexsort((targets, rows))].tolist()
    origins = range(first, first + some.shape[0])
    ends = np.searchsorted(rows, origins, side="right").tolist()
    for origin, start, end in zip(origins, [0, *ends[:-1]], ends, strict=True):
        yield origin, ordered[start:end]


def _least_hours(
    total: "NDArray[np.integer]", min_coverage: float
) -> "NDArray[np.int32]":
    """Return the fewest whole hours whose share of each total is large enough."""
    import numpy as np

    whole = np.maximum(total, 1)
    # The product may be rounded to the other side of the share by one hour.
    least: NDArray[np.int32] = np.ceil(min_coverage * whole).astype(np.int32) - 1
    for _ in range(2):
        least += least / whole < min_coverage
    return least


def _within_rise(
    level: Sequence[int | None], max_rise: int
) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the roles of each level, and those that are not much higher."""
    for low in sorted({known for known in level if known is not None}):
        origins = [role for role, known in enumerate(level) if known == low]
        targets = [
            role
            for role, known in enumerate(level)
            if known is not None and known - low <= max_rise
        ]
        yield origins, targets


def _matrix(sets: Sequence[int], size: int) -> "csr_array":
    """Return a matrix with a row for each set and ones for its members."""
    import numpy as np
    from scipy.sparse import csr_array

    width = -(-size // 8)
    packed = b"".join(members.to_bytes(width, "little") for members in sets)
    octets = np.frombuffer(packed, dtype=np.uint8)
    (filled,) = np.nonzero(octets != 0)  # few are: only those are unpacked
    bits = np.unpackbits(octets[filled], bitorder="little")
    (ones,) = np.nonzero(bits.view(np.bool_))
    rows, columns = np.divmod(filled[ones >> 3] * 8 + (ones & 7), 8 * width)
    starts = np.searchsorted(rows, np.arange(len(sets) + 1))
    data = np.ones(len(columns), dtype=np.int32)
    small = columns.astype(np.int32), starts.astype(np.int32)
    return csr_array((data, *small), shape=(len(sets), size))
