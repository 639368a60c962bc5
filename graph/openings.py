"""Openings: which single competency opens most roles from where one stands."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Any, NamedTuple

from careergraph.errors import ArgumentError
from careergraph.graph.advice import counted, wrapped
from careergraph.graph.effort import effort_of, short_effort
from careergraph.graph.inference_limits import least_coverage
from careergraph.graph.limits import held_at_start
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.request import path_request
from careergraph.graph.result import Result
from careergraph.ontology.facts import Facts


@dataclass(frozen=True, slots=True)
class Opening:
    """A competency that opens roles.

    Attributes:
        competency: Slug.
        learn: Slugs of what is to be learnt: the competency and what it rests on
            and is not held, in learning order.
        hours: Effort of that.
        opens: Slugs of the roles that this opens, sorted.
    """

    competency: str
    learn: tuple[str, ...]
    hours: int
    opens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Openings(Result):
    """What each single competency opens, that which opens most first.

    Attributes:
        role: Slug of the present role.
        holding: Slugs of the competencies held besides.
        min_coverage: Least share of a role's essential effort that opens it.
        max_rise: Most levels by which an open role is higher than the present one.
        open: Slugs of the roles that are open already, sorted.
        openings: By falling number of roles opened, then hours, then slug; none
            that opens nothing.
    """

    role: str
    holding: tuple[str, ...]
    min_coverage: float
    max_rise: int
    open: tuple[str, ...]
    openings: tuple[Opening, ...]
    _facts: Facts = field(repr=False, compare=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the openings as plain values, for JSON."""
        return {
            "role": self.role,
            "holding": list(self.holding),
            "min_coverage": self.min_coverage,
            "max_rise": self.max_rise,
            "open": list(self.open),
            "openings": [
                {
                    "competency": opening.competency,
                    "learn": list(opening.learn),
                    "hours": opening.hours,
                    "opens": list(opening.opens),
                }
                for opening in self.openings
            ],
        }

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for each competency that opens a role, in their order."""
        return [
            {
                "competency": opening.competency,
                "hours": opening.hours,
                "roles": len(opening.opens),
                "opens": ", ".join(opening.opens),
                "learn": ", ".join(opening.learn),
            }
            for opening in self.openings
        ]

    def to_text(self, *, width: int = 80) -> str:
        """Return the best openings to read, in lines of at most ``width``.

        Left out is what opens no more roles than another one for as many hours or
        fewer.
        """
        return "\n".join(self._lines(max(width, 40)))

    def _lines(self, width: int) -> Iterator[str]:
        yield from wrapped(f"{self._title()}: {self._summary()}", width)
        if self.open:
            yield ""
            yield from wrapped(
                f"Open already: {self._labels(self._facts.by_label(self.open))}", width
            )
        best = list(self._best())
        for number, opening in enumerate(best, start=1):
            yield ""
            yield from self._opening(number, opening, width)
        yield ""
        yield from wrapped(self._legend(len(self.openings) - len(best)), width)

    def _best(self) -> Iterator[Opening]:
        """Yield what opens most, then what opens fewer roles in fewer hours."""
        hours = inf
        for opening in self.openings:
            if opening.hours < hours:
                hours = opening.hours
                yield opening

    def _title(self) -> str:
        held = f", holding {self._labels(self.holding)}" if self.holding else ""
        return f"{self._facts.label(self.role)}{held}"

    def _summary(self) -> str:
        if not self._facts.objects(self.role, "level"):
            return "its level is not known, so nothing is open."
        if not self.openings:
            return "no single competency opens a further role."
        best = self.openings[0]
        return (
            f"{self._facts.label(best.competency)} opens most, "
            f"{counted(len(best.opens), 'role')} for "
            f"{effort_of(self._facts, best.hours)} of learning."
        )

    def _opening(self, number: int, opening: Opening, width: int) -> Iterator[str]:
        name = self._facts.label(opening.competency)
        yield from wrapped(
            f"{number}. {name} ({short_effort(self._facts, opening.hours)}) opens "
            f"{counted(len(opening.opens), 'role')}",
            width,
        )
        opens = self._labels(self._facts.by_label(opening.opens))
        yield from wrapped(opens, width, indent="   ")
        before = [slug for slug in opening.learn if slug != opening.competency]
        if before:
            learnt = f"learnt before it: {self._labels(before)}"
            yield from wrapped(learnt, width, indent="   ")

    def _legend(self, others: int) -> str:
        rest = (
            f" {others} more open no more roles in fewer hours; --format json has all."
            if others
            else ""
        )
        return (
            f"A role is open when at least {self.min_coverage:.0%} of its essential "
            "effort is covered by what the present role requires or benefits from, "
            "what you hold besides, and what these rest on, and when it is at most "
            f"{counted(self.max_rise, 'level')} higher. Hours are with all that "
            f"the competency rests on.{rest}"
        )

    def _labels(self, slugs: Iterable[str]) -> str:
        return ", ".join(map(self._facts.label, slugs))


class _Candidate(NamedTuple):
    """A role that is not open yet.

    Attributes:
        role: Its slug.
        covered: Hours of its essential effort that are covered.
        total: All hours of its essential effort.
        missing: Competencies that are not held.
    """

    role: str
    covered: int
    total: int
    missing: int


def openings(
    facts: Facts,
    network: TransitionNetwork,
    role: str,
    *,
    holding: Iterable[str] = (),
    min_coverage: float | None = None,
    max_rise: int | None = None,
) -> Openings:
    """Return which roles are open, and which each single competency would open.

    The rule is that of moves that are inferred by coverage: a role is open when at least
    ``min_coverage`` of its essential effort is covered by what is held, and it is
    at most ``max_rise`` levels higher. Held is what the present role requires and
    benefits from, what is named, and all that these rest on. A competency is
    learnt with what it rests on.

    Args:
        facts: Concepts and statements.
        network: Roles and competencies.
        role: The present role.
        holding: Competencies and credentials held besides.
        min_coverage: A share from 0 to 1; when None what
            :func:`~careergraph.graph.inference_limits.least_coverage` says.
        max_rise: A number of levels; :data:`~careergraph.graph.inference_limits.MAX_RISE` when
            None.

    Raises:
        UnknownConceptError: If there is no role or competency with a name.
        AmbiguousConceptError: If there are several.
        ArgumentError: If a limit has no meaning.
    """
    request = path_request(
        facts,
        role,
        None,
        holding=holding,
        inferred=True,
        min_coverage=min_coverage,
        max_rise=max_rise,
    )
    if request.start is None:
        raise ArgumentError("what is open depends on the present role; name one")
    least = least_coverage(facts) if min_coverage is None else float(min_coverage)
    most = request.max_rise
    number = network.number(request.start)
    held = held_at_start(facts, network, request) | network.optional[number]
    within = [_candidate(network, t, held) for t in _in_rise(network, number, most)]
    closed = [role for role in within if not _is_open(role, 0, least)]
    opened = _opened(network, closed, held, least)
    found = [_opening(network, slug, held, roles) for slug, roles in opened.items()]
    return Openings(
        role=request.start,
        holding=(*request.holding, *request.credentials_held),
        min_coverage=least,
        max_rise=most,
        open=tuple(r.role for r in within if _is_open(r, 0, least)),
        openings=tuple(
            sorted(found, key=lambda o: (-len(o.opens), o.hours, o.competency))
        ),
        _facts=facts,
    )


def _in_rise(network: TransitionNetwork, present: int, max_rise: int) -> Iterator[int]:
    """Yield the other roles that are not too high; none where a level is unknown."""
    low = network.level[present]
    for target, high in enumerate(network.level):
        if target == present or low is None or high is None:
            continue
        if high - low <= max_rise:
            yield target


def _candidate(network: TransitionNetwork, target: int, held: int) -> _Candidate:
    needed = network.required[target]
    return _Candidate(
        role=network.roles[target],
        covered=network.effort(needed & held),
        total=network.effort(needed),
        missing=needed & ~held,
    )


def _is_open(role: _Candidate, gained: int, min_coverage: float) -> bool:
    """Tell whether enough is covered; of a role that asks for nothing, nothing is."""
    coverage = (role.covered + gained) / role.total if role.total else 0.0
    return coverage >= min_coverage


def _opened(
    network: TransitionNetwork,
    closed: Iterable[_Candidate],
    held: int,
    min_coverage: float,
) -> dict[str, list[str]]:
    """Return for each competency that opens any roles these roles, sorted.

    What each gains for a role is summed over what the role misses, so that the
    work is in what is missing and not in all pairs of role and competency.
    """
    learnt_with = _learnt_with(network, held)
    opened: dict[str, list[str]] = defaultdict(list)
    for role in closed:
        gained: Counter[str] = Counter()
        for slug in network.slugs(role.missing):
            hours = network.hours(slug)
            gained.update(dict.fromkeys(learnt_with[slug], hours))
        for slug, hours in gained.items():
            if _is_open(role, hours, min_coverage):
                opened[slug].append(role.role)
    return opened


def _learnt_with(network: TransitionNetwork, held: int) -> Mapping[str, list[str]]:
    """Return for each competency not held those that are learnt with it: on it."""
    learnt_with: dict[str, list[str]] = defaultdict(list)
    for slug in network.competencies:
        for member in network.slugs(network.closed([slug]) & ~held):
            learnt_with[member].append(slug)
    return learnt_with


def _opening(
    network: TransitionNetwork, slug: str, held: int, roles: Iterable[str]
) -> Opening:
    new = network.closed([slug]) & ~held
    return Opening(
        competency=slug,
        learn=tuple(network.learning_order(new)),
        hours=network.effort(new),
        opens=tuple(roles),
    )
