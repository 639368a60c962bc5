"""What the roles of a large network require, as arrays.

What many roles require beyond a set is then measured at once, which takes a tenth of
the time of one role after the other.
"""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray


class Needs:
    """For each role the places of what it requires, and the hours of each place."""

    def __init__(self, required: Sequence[int], hours: Sequence[int]):
        """Turn sets into places.

        Args:
            required: For each role, what it requires, as a set.
            hours: For each competency, the hours to learn it.
        """
        self._size = len(hours)
        # One more place, without hours, so that each role has at least one.
        self._hours = np.array([*hours, 0], dtype=np.int64)
        self._places = [
            np.append(np.flatnonzero(self._marks(needed)), self._size)
            for needed in required
        ]

    def efforts_beyond(self, known: int, roles: Sequence[int]) -> list[int]:
        """Return for each of some roles the hours of what it requires beyond a set."""
        places = [self._places[role] for role in roles]
        left = self._hours * ~self._marks(known)
        starts = [0, *accumulate(map(len, places[:-1]))]
        return list(np.add.reduceat(left[np.concatenate(places)], starts).tolist())

    def _marks(self, competencies: int) -> NDArray[np.bool_]:
        """Return for each competency whether it is in a set; False at the end."""
        packed = competencies.to_bytes(self._size // 8 + 1, "little")
        marks = np.unpackbits(
            np.frombuffer(packed, np.uint8), count=self._size + 1, bitorder="little"
        )
        return marks.view(np.bool_)
