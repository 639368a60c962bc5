"""Transition paths: from a role to another, move by move, with reasons."""

import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from careergraph.graph.effort import counted_in
from careergraph.graph.limits import (
    MONTHS_A_YEAR,
    WEEKS_A_YEAR,
)
from careergraph.graph.result import Result
from careergraph.ontology.facts import Fact, Facts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from careergraph.graph.similar_roles import InCommon, SimilarRole


@dataclass(frozen=True)
class Move:
    """One move of a path.

    Attributes:
        origin: Slug of the role that is left; None for someone who has none yet.
        target: Slug of the role that is taken up.
        kind: ``asserted`` when a source states the move, else ``inferred``.
        sources: Ids of the sources that state it; none for an inferred move.
        coverage: For a move that is inferred by coverage the share of the effort for
            what the target requires that the origin requires or benefits from, 0 to
            1; else None.
        similar: For a move that is inferred by similarity how similar the target is,
            how often that is confirmed, and what adds most to it; else None.
        held: Slugs of what the target requires and the person holds by then.
        learn: Slugs of what is missing, with all that it rests on, in learning
            order.
        hours: Effort of what is to be learnt.
        credentials: Slugs of the credentials that the target requires, and no role
            before it.
    """

    origin: str | None
    target: str
    kind: str
    sources: tuple[str, ...]
    coverage: float | None
    similar: "SimilarRole | None"
    held: tuple[str, ...]
    learn: tuple[str, ...]
    hours: int
    credentials: tuple[str, ...]
    _facts: Facts = field(repr=False, compare=False)

    @property
    def similarity(self) -> float | None:
        """The similarity of the target to the origin by which the move is inferred."""
        return None if self.similar is None else self.similar.similarity

    @property
    def statements(self) -> tuple[Fact, ...]:
        """The statements that justify the move, each with its sources."""
        from careergraph.graph.why import statements

        return statements(self._facts, self)

    def to_dict(self) -> dict[str, Any]:
        """Return the move as plain values, for JSON."""
        return {
            "from": self.origin,
            "to": self.target,
            "kind": self.kind,
            "sources": list(self.sources),
            "coverage": self.coverage,
            "similarity": self.similarity,
            "in_common": _shares(self.similar.in_common if self.similar else ()),
            "of_a_kind": _shares(self.similar.of_a_kind if self.similar else ()),
            "held": list(self.held),
            "learn": list(self.learn),
            "hours": self.hours,
            "credentials": list(self.credentials),
            "statements": [
                {**fact._asdict(), "sources": list(fact.sources)}
                for fact in self.statements
            ],
        }


def _shares(common: "Iterable[InCommon]") -> list[dict[str, Any]]:
    return [asdict(one) for one in common]


class Pay(NamedTuple):
    """What the roles of a path pay, where a request asks for it.

    Attributes:
        place: Slug of the place.
        currency: ISO 4217 code.
        amounts: Slugs of the roles whose pay there is known, with the pay a year,
            in the order of the path.
        unknown: Slugs of the roles whose pay there is not known.
        least: The least known pay of the roles moved to, or None.
    """

    place: str
    currency: str
    amounts: tuple[tuple[str, int], ...]
    unknown: tuple[str, ...]
    least: int | None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, for JSON."""
        return {
            "place": self.place,
            "currency": self.currency,
            "amounts": dict(self.amounts),
            "unknown": list(self.unknown),
            "least": self.least,
        }


@dataclass(frozen=True)
class Path(Result):
    """A way from a role to another.

    Attributes:
        start: Slug of the role at the start; None for someone who has none.
        goal: Slug of the role at the end.
        minimise: What comes first: ``moves``, ``learning``, ``time``; ``pareto``
            for a path of a front.
        optimal: True when it is proven that no other path is better, save those
            that were listed before it; for a front, that it is whole.
        lower_bound: Moves, hours or months that no such path can beat; for a path
            of a front, what it takes of the first criterion.
        roles: Slugs of the roles on the way, from the start to the goal.
        learning: Hours of effort for all that is to be learnt; each competency
            counts once.
        dwell: Months that people typically stay in the roles between start and
            goal; None when the graph tells it of no role.
        unknown_stay: Slugs of the roles between of which it tells no typical
            years; the median of the others stands in for each.
        pace: Hours of learning a week.
        pay: What the roles pay, when the request asked for it.
    """

    start: str | None
    goal: str
    minimise: str
    optimal: bool
    lower_bound: float
    roles: tuple[str, ...]
    learning: int
    dwell: int | None
    unknown_stay: tuple[str, ...]
    pace: float
    pay: Pay | None
    _facts: Facts = field(repr=False, compare=False)
    _reasons: Callable[[], tuple[Move, ...]] = field(repr=False, compare=False)

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """From the start to the goal; none when the two are the same.

        What each rests on is looked up when it is first read.
        """
        return self._reasons()

    @property
    def months(self) -> float | None:
        """Months from the start to the goal, or None when no stay is known.

        They are the typical years in the roles between, and the hours of
        learning at the given pace.
        """
        if self.dwell is None:
            return None
        weeks = self.learning / self.pace
        return round(self.dwell + weeks * MONTHS_A_YEAR / WEEKS_A_YEAR, 1)

    def to_dict(self) -> dict[str, Any]:
        """Return the path as plain values, for JSON."""
        return {
            "start": self.start,
            "goal": self.goal,
            "minimise": self.minimise,
            "optimal": self.optimal,
            "lower_bound": self.lower_bound,
            "cost": {
                "moves": len(self.moves),
                "learning": self.learning,
                "months": self.months,
            },
            "unknown_stay": list(self.unknown_stay),
            "pace": self.pace,
            "pay": None if self.pay is None else self.pay.to_dict(),
            "moves": [move.to_dict() for move in self.moves],
            **counted_in(self._facts),
        }

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for each move."""
        return [
            {
                "from": move.origin,
                "to": move.target,
                "kind": move.kind,
                "sources": ", ".join(move.sources),
                "coverage": move.coverage,
                "similarity": move.similarity,
                "hours": move.hours,
                "learn": ", ".join(move.learn),
            }
            for move in self.moves
        ]

    def to_text(self, *, width: int = 80) -> str:
        """Return the path as advice to read, in lines of at most ``width``."""
        from careergraph.graph.advice import path_text

        return path_text(self, self._facts, width=width)

    def why(self, *, width: int = 80) -> str:
        """Return the statements that justify each move, with their sources, to read."""
        from careergraph.graph.why import why_text

        return why_text(self, self._facts, width=width)

    def to_mermaid(self) -> str:
        """Return the path as a Mermaid flowchart."""
        from careergraph.graph.mermaid import path_mermaid

        return path_mermaid(self, self._facts)

    def to_picture(self, file: "str | os.PathLike[str]") -> None:
        """Draw the path for a slide, as SVG or PNG by the ending of the file.

        Raises:
            ArgumentError: If the file ends otherwise.
            OutputError: If it cannot be written, or matplotlib is not installed.
        """
        from careergraph.graph.picture import save_picture

        save_picture(self, self._facts, file)
