"""Several goals side by side: what each takes, and what they have in common."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_
from typing import Any, Unpack, cast

from careergraph.errors import ArgumentError, BudgetError, NoPathError
from careergraph.graph.advice import counted, duration, wrapped
from careergraph.graph.effort import (
    counts_competencies,
    effort_legend,
    effort_of,
    short_effort,
)
from careergraph.graph.names import resolve
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.pathfinding import find_paths
from careergraph.graph.paths import Path
from careergraph.graph.pay import pay_lines
from careergraph.graph.request import Limits, path_request
from careergraph.graph.result import Result
from careergraph.ontology.facts import Facts

OBJECTIVES = {
    "moves": "the fewest moves",
    "learning": "the least learning",
    "time": "the least time",
}
"""What a path may minimise here, in words: a Pareto front would be many paths."""


@dataclass(frozen=True, slots=True)
class Target:
    """A goal, and the best path to it.

    Attributes:
        role: Slug.
        level: Its seniority from 1 to 7, or None.
        pay: What it pays, as the source with most reports says, or None.
        pay_sources: Ids of the sources of the pay.
        path: The best path; None when there is none.
        problem: Why there is no path, and what would open one; None when there is.
        only: Slugs of what is learnt for no other target, in learning order.
        only_hours: Effort of that.
    """

    role: str
    level: int | None
    pay: str | None
    pay_sources: tuple[str, ...]
    path: Path | None
    problem: str | None
    only: tuple[str, ...]
    only_hours: int

    @property
    def cost(self) -> dict[str, float | None]:
        """Moves, hours of learning, and months; None for what is not known."""
        path = self.path
        return {
            "moves": len(path.moves) if path else None,
            "learning": path.learning if path else None,
            "months": path.months if path else None,
        }


@dataclass(frozen=True, slots=True)
class Comparison(Result):
    """Several goals of one person, in the order in which they were named.

    Attributes:
        start: Slug of the present role; None for someone who has none.
        minimise: What comes first in each path.
        targets: The goals.
        common: Slugs of what is learnt on the path to every target that can be
            reached, in learning order: worth learning first.
        common_hours: Effort of that.
    """

    start: str | None
    minimise: str
    targets: tuple[Target, ...]
    common: tuple[str, ...]
    common_hours: int
    _facts: Facts = field(repr=False, compare=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as plain values, for JSON."""
        return {
            "start": self.start,
            "minimise": self.minimise,
            "common": list(self.common),
            "common_hours": self.common_hours,
            "targets": [
                {
                    "role": target.role,
                    "level": target.level,
                    "pay": target.pay,
                    "pay_sources": list(target.pay_sources),
                    "roles": list(target.path.roles) if target.path else None,
                    "cost": target.cost,
                    "optimal": target.path.optimal if target.path else None,
                    "problem": target.problem,
                    "only": list(target.only),
                    "only_hours": target.only_hours,
                }
                for target in self.targets
            ],
        }

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for each target, in their order."""
        return [
            {
                "role": target.role,
                **target.cost,
                "level": target.level,
                "pay": target.pay,
                "roles": ", ".join(target.path.roles) if target.path else None,
                "only": ", ".join(target.only),
                "only_hours": target.only_hours,
                "problem": target.problem,
            }
            for target in self.targets
        ]

    def to_text(self, *, width: int = 80) -> str:
        """Return the comparison to read, in lines of at most ``width``.

        Where the width has room, a table comes first; else the numbers stand with
        each target.
        """
        return "\n".join(_Writer(self, self._facts, max(width, 40)).lines())


class _Writer:
    """Writes a comparison for one width."""

    def __init__(self, comparison: Comparison, facts: Facts, width: int):
        self.comparison = comparison
        self.facts = facts
        self.label = facts.label
        self.width = width
        self.reached = sum(target.path is not None for target in comparison.targets)
        table = _table(self.headings(), [self.cells(t) for t in comparison.targets])
        self.table = table if max(map(len, table)) <= width else []

    def lines(self) -> Iterator[str]:
        comparison = self.comparison
        goals = len(comparison.targets)
        start = self.label(comparison.start) if comparison.start else "what you hold"
        title = f"From {start} to {counted(goals, 'role')}"
        best = OBJECTIVES[comparison.minimise]
        yield from self.wrapped(f"{title}; for each the path with {best}.")
        if self.table:
            yield from ("", *self.table)
        if self.reached > 1:
            yield from ("", *self.wrapped(self.first()))
        for number, target in enumerate(comparison.targets, start=1):
            yield from ("", *self.target(number, target))
        yield from ("", *self.wrapped(self.legend()))

    def headings(self) -> list[str]:
        return [
            "",
            "moves",
            "to learn" if counts_competencies(self.facts) else "hours",
            "time",
            "level",
            "only for it",
        ]

    def cells(self, target: Target) -> list[str]:
        cost = target.cost
        months = cost["months"]
        return [
            self.label(target.role),
            _number(cost["moves"]),
            _number(cost["learning"]),
            "–" if months is None else duration(months),
            _number(target.level),
            short_effort(self.facts, target.only_hours) if target.path else "–",
        ]

    def first(self) -> str:
        comparison = self.comparison
        if not comparison.common:
            return f"Nothing that is to be learnt is common to {self.all()}."
        return (
            f"Learn first, for {self.all()}, "
            f"{effort_of(self.facts, comparison.common_hours)}: "
            f"{self.labels(comparison.common)}"
        )

    def all(self) -> str:
        """Return in words which targets count for what is common."""
        if self.reached == len(self.comparison.targets):
            return "all of them"
        some = "both" if self.reached == 2 else f"all {self.reached}"
        return f"{some} that can be reached"

    def target(self, number: int, target: Target) -> Iterator[str]:
        yield from self.wrapped(f"{number}. {self.label(target.role)}")
        if not self.table:
            yield from self.wrapped(self.numbers(target), "   ")
        if target.problem:
            problem = target.problem[:1].upper() + target.problem[1:]
            yield from self.wrapped(f"{problem}.", "   ")
        if target.path:
            yield from self.way(target.path)
        if target.only:
            what = "Only for it" if self.reached > 1 else "To learn"
            only = f"{what}, {effort_of(self.facts, target.only_hours)}: {self.labels(target.only)}"
            yield from self.wrapped(only, "   ")
        if target.pay:
            said = f"{target.pay} ({', '.join(target.pay_sources)})"
            yield from self.wrapped(f"Pay, a year: {said}", "   ")

    def way(self, path: Path) -> Iterator[str]:
        roles = " → ".join(map(self.label, path.roles))
        proven = "" if path.optimal else "; the best found, not proven"
        yield from self.wrapped(f"{roles}{proven}", "   ")

    def numbers(self, target: Target) -> str:
        path = target.path
        said = [] if target.level is None else [f"level {target.level}"]
        if path:
            said += [
                counted(len(path.moves), "move"),
                effort_of(self.facts, path.learning),
            ]
        if path and path.months is not None:
            said.append(f"about {duration(path.months)}")
        return ", ".join(said)

    def legend(self) -> str:
        said = [
            effort_legend(
                self.facts,
                "Hours are our own estimate; each competency counts once on a path.",
            )
        ]
        paths = [t.path for t in self.comparison.targets if t.path]
        if any(path.months is not None for path in paths):
            said.append(
                "Time is the middle of the typical years in the roles between, and "
                f"learning at {paths[0].pace:g} hours a week."
            )
        if len(paths) > 2:
            said.append("What is learnt for some of the roles, not all, is not listed.")
        return " ".join(said)

    def labels(self, slugs: Iterable[str]) -> str:
        return ", ".join(map(self.label, slugs))

    def wrapped(self, text: str, indent: str = "") -> list[str]:
        return wrapped(text, self.width, indent=indent) if text else []


def compare(
    facts: Facts,
    network: TransitionNetwork,
    start: str | None,
    targets: str | Iterable[str],
    **limits: Unpack[Limits],
) -> Comparison:
    """Return several goals side by side, in the order in which they are named.

    What is common is learnt on the path to every target that can be reached; with
    one such target that is all of it. A target to which no
    path is found says why.

    Args:
        facts: Concepts and statements.
        network: Roles and competencies.
        start: The present role, or None.
        targets: Roles to compare; one that is named again counts once.
        limits: The keywords of :func:`careergraph.graph.request.path_request`;
            they hold for each path.

    Raises:
        UnknownConceptError: If there is no role or competency with a name.
        AmbiguousConceptError: If there are several.
        ArgumentError: If there is no target, the start is one, or the limits have
            no meaning for one.
    """
    minimise = limits.get("minimise", "moves")
    if minimise not in OBJECTIVES:
        raise ArgumentError(
            f'"{minimise}" cannot be minimised side by side; choose '
            f"{', '.join(OBJECTIVES)}"
        )
    origin = None if start is None else resolve(facts, start, kind="Role")
    goals = _goals(facts, origin, targets)
    limits = _repeatable(limits)
    found = [_found(facts, network, origin, goal, limits) for goal in goals]
    learnt = [_learnt(network, path) for path, _ in found]
    reached = [n for n, (path, _) in zip(learnt, found, strict=True) if path]
    common = reduce(and_, reached) if reached else 0
    return Comparison(
        start=origin,
        minimise=minimise,
        targets=tuple(
            _target(facts, network, goal, path, problem, _only(learnt, place))
            for place, (goal, (path, problem)) in enumerate(
                zip(goals, found, strict=True)
            )
        ),
        common=tuple(network.learning_order(common)),
        common_hours=network.effort(common),
        _facts=facts,
    )


def _goals(facts: Facts, origin: str | None, targets: str | Iterable[str]) -> list[str]:
    """Return the slugs of the targets in the order given, each once."""
    names = [targets] if isinstance(targets, str) else targets
    goals = list(dict.fromkeys(resolve(facts, name, kind="Role") for name in names))
    if not goals:
        raise ArgumentError("there is nothing to compare; name one role or more")
    if origin is not None and origin in goals:
        raise ArgumentError(
            f'"{facts.label(origin)}" is the start; compare other roles with each other'
        )
    return goals


def _repeatable(limits: Limits) -> Limits:
    """Return limits of which no iterator is used up by the first of several paths."""
    kept = {n: list(v) if isinstance(v, Iterator) else v for n, v in limits.items()}
    return cast("Limits", kept)


def _found(
    facts: Facts,
    network: TransitionNetwork,
    start: str | None,
    goal: str,
    limits: Limits,
) -> tuple[Path | None, str | None]:
    """Return the best path, or why there is none."""
    request = path_request(facts, start, goal, **limits)
    try:
        return find_paths(facts, network, request)[0], None
    except (BudgetError, NoPathError) as error:
        return None, str(error)


def _learnt(network: TransitionNetwork, path: Path | None) -> int:
    """Return the set of what is learnt on a path."""
    moves = path.moves if path else ()
    return reduce(or_, (network.bit(s) for move in moves for s in move.learn), 0)


def _only(learnt: Sequence[int], place: int) -> int:
    """Return what is learnt for one target and for no other."""
    others = reduce(or_, (set_ for i, set_ in enumerate(learnt) if i != place), 0)
    return learnt[place] & ~others


def _target(
    facts: Facts,
    network: TransitionNetwork,
    goal: str,
    path: Path | None,
    problem: str | None,
    only: int,
) -> Target:
    pay = next(iter(pay_lines(facts, goal)), None)
    return Target(
        role=goal,
        level=network.level[network.number(goal)],
        pay=pay and pay.text,
        pay_sources=pay.sources if pay else (),
        path=path,
        problem=problem,
        only=tuple(network.learning_order(only)),
        only_hours=network.effort(only),
    )


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a table of names and, to the right, numbers."""
    table = [headings, *rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return [
        "  ".join(
            [row[0].ljust(widths[0])]
            + [cell.rjust(w) for cell, w in zip(row[1:], widths[1:], strict=True)]
        )
        for row in table
    ]


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:,}"
