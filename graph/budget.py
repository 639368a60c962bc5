"""What a search may spend, and what of that is for the path that stands in."""

from math import inf
from time import monotonic

BEAM_STATES = 20_000
"""Partial paths that one beam search looks at, and"""

ALL_BEAM_STATES = 5 * BEAM_STATES
"""those of one request together."""

SURE_BEAM_MOVES = 1_000
"""Moves that these look at even when all time is over, in a hundredth or two of a second:
on whole ESCO they mostly suffice for a path."""

SEARCH_SHARE = 0.8
"""Share of the seconds that a search has; the rest is for what stands in."""


class Budget:
    """How much a search may still do; it is spent, and so never shared by two.

    Attributes:
        is_spent: Whether something was asked for after the limits were reached.
        beam_states: What is left for the best that stands in then.
    """

    def __init__(self, *, states: int | None = None, seconds: float | None = None):
        """Set the limits; None is no limit."""
        self.is_spent = False
        self.beam_states = ALL_BEAM_STATES
        self._sure_moves = SURE_BEAM_MOVES
        self._states = states
        seconds = inf if seconds is None else seconds
        begin = monotonic()
        self._deadline, self._end = begin + SEARCH_SHARE * seconds, begin + seconds

    def is_late(self, *, ahead: float = 0.0) -> bool:
        """Tell whether a search is out of time, or will be so many seconds ahead.

        That is noted.
        """
        late = monotonic() + ahead >= self._deadline
        self.is_spent = self.is_spent or late
        return late

    def look_at(self, moves: int) -> bool:
        """Tell whether what stands in may look at some moves.

        It may until all time is over, and at the first ones anyway.
        """
        sure = self._sure_moves > 0
        self._sure_moves -= moves
        return sure or monotonic() < self._end

    def spend(self) -> bool:
        """Take one state; return False when nothing is left."""
        self.is_spent = self.is_late() or self.is_spent or self._states == 0
        if self._states is not None and not self.is_spent:
            self._states -= 1
        return not self.is_spent
