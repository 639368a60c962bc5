"""How alike two roles are: how much of what one asks for the other offers.

What few roles name tells more than what most do, so a competency weighs by its rarity,
ln(roles / roles that name it): its inverse document frequency (K. Spärck Jones, 1972,
doi:10.1108/eb026526). A role offers all that it names; of what it asks for, the
optional counts :data:`OPTIONAL`. The similarity of b to a is

    sum of rarity(c) * offered(a, c) * asked(b, c)
    ------------------------------------------------------------------------------
    sqrt(sum of rarity(c) * offered(a, c)^2) * sqrt(sum of rarity(c) * asked(b, c)^2)

from 0 to 1; that of a to b may be another. Where competencies stand under headings,
it is the mean of this number and of the same for the headings, each of which counts
ln(1 + what is named under it): two roles that work with different tools of a kind are
somewhat alike. docs/accuracy.md tells how well this agrees with people's judgement.
"""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

OPTIONAL = 0.5
"""What an optional competency counts of a required one."""

CELLS = 2_000_000
"""Pairs that are compared at once, at 8 bytes each."""


class RoleVectors(NamedTuple):
    """A row for each role, such that a similarity is a product of two rows.

    Attributes:
        offered: What the roles offer.
        asked: What they ask for.
    """

    offered: "csr_array"
    asked: "csr_array"


class Weights(NamedTuple):
    """What competencies weigh among some roles, and the headings that they stand under.

    Attributes:
        competencies: The root of the rarity of each.
        headings: The same for each heading; None where there are no headings.
        under: A row for each competency, a column for each heading, and 1 where the
            competency stands under it; None likewise.
    """

    competencies: "NDArray[np.float64]"
    headings: "NDArray[np.float64] | None" = None
    under: "csr_array | None" = None


class Nearest(NamedTuple):
    """For each role the roles that are most similar to it, the most similar first.

    Attributes:
        roles: Their numbers, a row for each role.
        similarity: Of each of these.
    """

    roles: "NDArray[np.intp]"
    similarity: "NDArray[np.float64]"


def role_weights(asked: "csr_array", headings: "csr_array | None" = None) -> Weights:
    """Return what competencies and headings weigh among roles.

    Args:
        asked: How much each role asks for each competency.
        headings: A row for each competency, a column for each heading, and 1 where
            the competency stands under it; None where there are no headings.
    """
    import numpy as np

    competencies = np.sqrt(rarity(asked))
    if headings is None or not headings.nnz:
        return Weights(competencies)
    return Weights(competencies, np.sqrt(rarity(asked @ headings)), headings)


def weighed(counts: "csr_array", weights: Weights) -> "csr_array":
    """Return vectors of which products are similarities.

    Args:
        counts: How much each role asks for each competency; or 1 for what it, or a
            person, offers.
        weights: What these weigh.
    """
    from scipy.sparse import hstack

    competencies = _of_length_one(counts, weights.competencies)
    if weights.headings is None:
        return competencies
    headings = _of_length_one((counts @ weights.under).log1p(), weights.headings)
    return hstack([competencies, headings], format="csr") * 2**-0.5


def role_vectors(
    required: "csr_array", optional: "csr_array", headings: "csr_array | None" = None
) -> RoleVectors:
    """Return the vectors of roles.

    Args:
        required: A row for each role, a column for each competency, and 1 where the
            role requires it.
        optional: The same for what a role benefits from; what it requires as well
            counts as required.
        headings: A row for each competency, a column for each heading, and 1 where
            the competency stands under it; None where there are no headings.
    """
    asked = required.maximum(OPTIONAL * optional).tocsr()
    weight = role_weights(asked, headings)
    return RoleVectors(weighed(_ones(asked), weight), weighed(asked, weight))


def similarity(vectors: RoleVectors, origins: slice = slice(None)) -> "csr_array":
    """Return how similar all roles are to some, a row for each of these."""
    return vectors.offered[origins] @ vectors.asked.T.tocsr()


def most_similar(vectors: RoleVectors, count: int) -> Nearest:
    """Return for each role the most similar others; of equals the first by number.

    Args:
        vectors: Of all roles.
        count: How many are wanted; fewer are returned when there are fewer others.
    """
    import numpy as np

    roles = vectors.asked.shape[0]
    count = min(count, max(roles - 1, 0))
    found = np.empty((roles, count), dtype=np.intp)
    scores = np.empty((roles, count))
    targets = vectors.asked.T.tocsr()
    size = max(1, CELLS // max(roles, 1))
    for first in range(0, roles if count else 0, size):
        block = (vectors.offered[first : first + size] @ targets).toarray()
        own = np.arange(len(block))
        block[own, first + own] = -1
        best = _largest(block, count)
        found[first : first + size] = best
        scores[first : first + size] = np.take_along_axis(block, best, axis=1)
    return Nearest(found, scores)


def rating_vectors(
    importance: "NDArray[np.float64]", level: "NDArray[np.float64]"
) -> "NDArray[np.float64]":
    """Return vectors of roles that are all rated on the same competencies.

    What counts is how far a rating lies above or below what is usual for the
    competency, and then for the role. A similarity, the product of two rows, is the
    mean of three cosines, by importance, by level, and by the product of both, and
    lies between -1 and 1. A role without any rating has a row of zeros.

    Args:
        importance: A row for each role, a column for each competency; O*NET's 1 to 5.
        level: The same for the level that is asked for; O*NET's 0 to 7.
    """
    import numpy as np

    rated = importance.any(axis=1)
    parts = [
        _centred(ratings[rated]) for ratings in (importance, level, importance * level)
    ]
    vectors = np.zeros((len(importance), 3 * importance.shape[1]))
    vectors[rated] = np.hstack(parts) / np.sqrt(len(parts))
    return vectors


def rarity(counts: "csr_array") -> "NDArray[np.float64]":
    """Return the rarity of each column: ln(rows / rows that are not 0 in it).

    A column that is 0 in all rows has none, 0.
    """
    import numpy as np

    rows, columns = counts.shape
    named = np.bincount(counts.indices, minlength=columns)
    rare: NDArray[np.float64] = np.log(rows / np.where(named, named, rows))
    return rare


def _of_length_one(counts: "csr_array", weight: "NDArray[np.float64]") -> "csr_array":
    import numpy as np
    from scipy.sparse import csr_array

    data = counts.data * weight[counts.indices]
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    length = np.sqrt(np.bincount(rows, data**2, minlength=counts.shape[0]))
    data /= np.where(length, length, 1)[rows]
    return csr_array((data, counts.indices, counts.indptr), shape=counts.shape)


def _centred(ratings: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return ratings without the mean of the column and then of the row, of length 1."""
    import numpy as np

    centred = ratings - ratings.mean(axis=0)
    centred -= centred.mean(axis=1, keepdims=True)
    length: NDArray[np.float64] = np.sqrt((centred**2).sum(axis=1, keepdims=True))
    unit: NDArray[np.float64] = centred / np.where(length, length, 1)
    return unit


def _ones(counts: "csr_array") -> "csr_array":
    ones = counts.copy()
    ones.data[:] = 1
    return ones


def _largest(block: "NDArray[np.float64]", count: int) -> "NDArray[np.intp]":
    """Return the places of the largest of each row, falling; of equals the first."""
    import numpy as np

    least = np.partition(block, -count, axis=1)[:, -count]
    rows, columns = np.nonzero(block >= least[:, None])
    order = np.lexsort((columns, -block[rows, columns], rows))
    starts = np.searchsorted(rows, np.arange(len(block)))
    chosen: NDArray[np.intp] = columns[order][starts[:, None] + np.arange(count)]
    return chosen
