"""Everything within reach: in so many moves, or with so much learning."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from careergraph.errors import ArgumentError
from careergraph.graph.advice import counted, wrapped
from careergraph.graph.effort import effort_of
from careergraph.graph.label_setting import Outcome, nearest
from careergraph.graph.limits import path_search
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.pathfinding import PathWriter, request_budget
from careergraph.graph.paths import Path
from careergraph.graph.request import PathRequest, checked_number
from careergraph.graph.result import Result
from careergraph.graph.search import Label
from careergraph.ontology.facts import Facts


@dataclass(frozen=True)
class Reach(Result):
    """The roles that can be reached, each with its best path.

    Attributes:
        start: Slug of the role at the start; None for someone who has none.
        max_moves: Most moves of a path, or None.
        max_learning: Most hours of learning on a whole path, or None.
        complete: False when the budget ran out before all were found.
        paths: The best path to each role: in order of learning when that is
            limited, else of moves; then of the other, then of slugs.
    """

    start: str | None
    max_moves: int | None
    max_learning: float | None
    complete: bool
    paths: tuple[Path, ...]
    _facts: Facts = field(repr=False, compare=False)

    @property
    def roles(self) -> tuple[str, ...]:
        """Slugs of the roles that can be reached, in the order of the paths."""
        return tuple(path.goal for path in self.paths)

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for each role that can be reached."""
        return [
            {
                "role": path.goal,
                "moves": len(path.moves),
                "learning": path.learning,
                "months": path.months,
                "path": list(path.roles),
            }
            for path in self.paths
        ]

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain values, for JSON."""
        return {
            "start": self.start,
            "max_moves": self.max_moves,
            "max_learning": self.max_learning,
            "complete": self.complete,
            "roles": self.rows(),
        }

    def to_text(self, *, width: int = 80) -> str:
        """Return the roles to read, a line each where the width allows."""
        lines = wrapped(self._summary(), width)
        for path in self.paths:
            between = [self._facts.label(role) for role in self._between(path)]
            way = f", by way of {', '.join(between)}" if between else ""
            told = (
                f"{self._facts.label(path.goal)}: {counted(len(path.moves), 'move')}, "
                f"{effort_of(self._facts, path.learning)}{way}"
            )
            lines += wrapped(told, width, indent="  ")
        return "\n".join(lines)

    def _summary(self) -> str:
        start = "your skills" if self.start is None else self._facts.label(self.start)
        within = [
            *([counted(self.max_moves, "move")] if self.max_moves is not None else []),
            *(
                [f"{effort_of(self._facts, self.max_learning)} of learning"]
                if self.max_learning is not None
                else []
            ),
        ]
        limit = f" with at most {' and '.join(within)}" if within else ""
        rest = "" if self.complete else " (the budget ran out; there may be more)"
        if not self.paths:
            return f"From {start}, no role can be reached{limit}{rest}."
        found = counted(len(self.paths), "role")
        return f"From {start}, {found} can be reached{limit}{rest}:"

    def _between(self, path: Path) -> tuple[str, ...]:
        return path.roles[:-1] if path.start is None else path.roles[1:-1]


def reach(
    facts: Facts,
    network: TransitionNetwork,
    request: PathRequest,
    *,
    max_learning: float | None = None,
) -> Reach:
    """Return the roles that can be reached, each with its best path.

    Args:
        facts: The graph.
        network: The same as numbers and bits.
        request: Start and limits; it has no goal.
        max_learning: Most hours of learning on a whole path. When it is given,
            paths have the least learning, else the fewest moves.

    Raises:
        ArgumentError: If a number has no meaning.
    """
    checked_number("max_learning", max_learning)
    if request.via:
        raise ArgumentError("what is within reach passes through no role in particular")
    request = request._replace(
        minimise="moves" if max_learning is None else "learning", over=()
    )
    search, root = path_search(facts, network, request)
    budget = request_budget(request)
    labels = _within(nearest(search, root, budget), max_learning)
    writer = PathWriter(facts, network, request, search)
    found = [
        writer.path(Outcome(label, search.cost(label), proven=True))
        for label in labels
        if len(label.roles) > 1
    ]
    return Reach(
        start=request.start,
        max_moves=request.max_moves,
        max_learning=max_learning,
        complete=not budget.is_spent,
        paths=tuple(found),
        _facts=facts,
    )


def _within(labels: Iterator[Label], max_learning: float | None) -> Iterator[Label]:
    for label in labels:
        if max_learning is not None and label.learning > max_learning:
            return
        yield label
