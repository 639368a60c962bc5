"""Learning plans: what to learn for a goal, in which order, why, and from what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from careergraph.errors import ArgumentError, UnknownConceptError, WrongKindError
from careergraph.graph.lessons import Lesson, lessons_for, stated_hours
from careergraph.graph.limits import (
    credentials_at_start,
    held_at_start,
    required_credentials,
)
from careergraph.graph.names import resolve
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.request import path_request
from careergraph.graph.result import Result
from careergraph.graph.set_cover import Cover, CoverProblem, set_cover
from careergraph.ontology.facts import Facts

Covering: TypeAlias = Literal["hours", "resources"]

COVERINGS: tuple[Covering, ...] = ("hours", "resources")
"""What a choice of resources may have the least of."""

MINUTES = 60
"""In an hour: the choice adds whole minutes, so that equal sums are equal."""


@dataclass(frozen=True, slots=True)
class ChosenResource:
    """A resource of a plan.

    Attributes:
        resource: Slug.
        covers: Slugs of the lessons that it teaches, in learning order.
        hours: How long it takes, as a source states it; None where none does.
    """

    resource: str
    covers: tuple[str, ...]
    hours: float | None

    def to_dict(self) -> dict[str, Any]:
        """Return the resource as plain values, for JSON."""
        return {
            "resource": self.resource,
            "covers": list(self.covers),
            "hours": self.hours,
        }


@dataclass(frozen=True)
class LearningPlan(Result):
    """What to learn for a goal, and a choice of resources that teaches it.

    Attributes:
        goal: Slug of the role or competency that is wanted.
        start: Slug of the present role, or None.
        held: Slugs of all that the goal asks for or rests on and the person holds,
            sorted.
        lessons: What is missing, in learning order.
        credentials: Slugs of the credentials that the goal requires besides, and
            the present role does not.
        cover: What the choice of resources has the least of.
        chosen: The choice, in order of the first lesson that each teaches.
        cost: What the choice has the least of: hours, stated or estimated as
            :func:`learning_plan` says, or the number of resources.
        lower_bound: No choice that teaches as much has less, proven.
        optimal: Whether the choice is proven to be best: it meets the bound.
    """

    goal: str
    start: str | None
    held: tuple[str, ...]
    lessons: tuple[Lesson, ...]
    credentials: tuple[str, ...]
    cover: Covering
    chosen: tuple[ChosenResource, ...]
    cost: float
    lower_bound: float
    optimal: bool
    _facts: Facts = field(repr=False, compare=False)

    @property
    def hours(self) -> float:
        """Effort of the lessons whose effort is known."""
        return sum(lesson.hours for lesson in self.lessons if lesson.hours is not None)

    @property
    def unknown_effort(self) -> int:
        """Number of lessons whose effort is not known."""
        return sum(lesson.hours is None for lesson in self.lessons)

    @property
    def known_hours(self) -> float:
        """Hours of the chosen resources, of those that state them."""
        return sum(each.hours for each in self.chosen if each.hours is not None)

    @property
    def unknown(self) -> int:
        """Number of chosen resources whose hours no source states."""
        return sum(each.hours is None for each in self.chosen)

    @property
    def uncovered(self) -> tuple[str, ...]:
        """Slugs of the lessons that no resource teaches, in learning order."""
        return tuple(each.competency for each in self.lessons if not each.resources)

    def to_dict(self) -> dict[str, Any]:
        """Return the plan as plain values, for JSON."""
        return {
            "goal": self.goal,
            "start": self.start,
            "held": list(self.held),
            "lessons": self.rows(),
            "hours": self.hours,
            "unknown_effort": self.unknown_effort,
            "credentials": list(self.credentials),
            "cover": self.cover,
            "cost": self.cost,
            "optimal": self.optimal,
            "lower_bound": self.lower_bound,
            "chosen": [each.to_dict() for each in self.chosen],
            "known_hours": self.known_hours,
            "unknown": self.unknown,
            "uncovered": list(self.uncovered),
        }

    def to_text(self, *, width: int = 80) -> str:
        """Return the plan as advice to read, in lines of at most ``width``."""
        from careergraph.graph.plan_text import plan_text

        return plan_text(self, self._facts, width=width)

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for each lesson, in learning order."""
        return [lesson.to_dict() for lesson in self.lessons]


def learning_plan(
    facts: Facts,
    network: TransitionNetwork,
    goal: str,
    *,
    start: str | None = None,
    holding: Iterable[str] = (),
    cover: str = "hours",
) -> LearningPlan:
    """Return what to learn for a role or a competency, and from what.

    The chosen resources teach together every lesson that any resource teaches.
    They take the least hours, then are fewest, then come first by name; or are
    fewest, then take the least hours. The hours of a resource are those that a
    source states. Where none does, the effort of the lessons that it teaches
    stands in: an estimate of ours, by which a choice is the better the less it
    teaches twice. A lesson without effort adds nothing to it.

    Args:
        facts: The graph.
        network: The same as numbers and bits.
        goal: Name of a role, or else of a competency.
        start: The present role; what it requires is held.
        holding: Competencies held besides, with all that they rest on.
        cover: ``hours`` or ``resources``: what the choice has the least of.

    Raises:
        UnknownConceptError: If there is no role or competency with a name.
        AmbiguousConceptError: If there are several.
        ArgumentError: If ``cover`` is something else.
    """
    by = _covering(cover)
    target = _goal(facts, goal)
    person = path_request(facts, start, None, holding=holding)
    held = held_at_start(facts, network, person)
    needed = (
        network.required[network.number(target)]
        if facts.is_a(target, "Role")
        else network.closed([target])
    )
    lessons = lessons_for(facts, network, target, needed & ~held)
    best, chosen = _choice(facts, lessons, fewest=by == "resources")
    unit = MINUTES if by == "hours" else 1
    owned = credentials_at_start(facts, person)
    credentials = required_credentials(facts, target)
    return LearningPlan(
        goal=target,
        start=person.start,
        held=tuple(network.slugs(needed & held)),
        lessons=lessons,
        credentials=tuple(slug for slug in credentials if slug not in owned),
        cover=by,
        chosen=chosen,
        cost=_plain(best.cost / unit),
        lower_bound=_plain(best.lower_bound / unit),
        optimal=best.optimal,
        _facts=facts,
    )


def _covering(name: str) -> Covering:
    for covering in COVERINGS:
        if covering == name:
            return covering
    raise ArgumentError(
        f'resources cannot be chosen by "{name}"; choose {" or ".join(COVERINGS)}'
    )


def _goal(facts: Facts, name: str) -> str:
    """Return the slug of the role, or else of the competency, with that name."""
    candidates: list[str] = []
    for kind in ("Role", "Competency"):
        try:
            return resolve(facts, name, kind=kind)
        except UnknownConceptError as error:
            candidates += error.candidates
    try:
        other = facts.entity(resolve(facts, name))
    except UnknownConceptError:
        raise UnknownConceptError(
            name,
            kind="role or competency",
            candidates=list(dict.fromkeys(candidates))[:5],
        ) from None
    found = facts.term(other.kinds[0]).label.lower()
    raise WrongKindError(name, found=found, wanted="role or competency")


def _choice(
    facts: Facts, lessons: Sequence[Lesson], *, fewest: bool
) -> tuple[Cover, tuple[ChosenResource, ...]]:
    """Return the resources that teach the lessons, in order of their first one."""
    taught: dict[str, list[Lesson]] = {}
    for lesson in lessons:
        for slug in lesson.resources:
            taught.setdefault(slug, []).append(lesson)
    hours = {slug: stated_hours(facts, slug, "hours") for slug in taught}
    best = set_cover(
        CoverProblem(
            {slug: frozenset(_slugs(some)) for slug, some in taught.items()},
            {slug: _minutes(hours[slug], some) for slug, some in taught.items()},
            fewest=fewest,
        )
    )
    chosen = (slug for slug in taught if slug in best.chosen)
    return best, tuple(
        ChosenResource(slug, _slugs(taught[slug]), hours[slug]) for slug in chosen
    )


def _slugs(lessons: Iterable[Lesson]) -> tuple[str, ...]:
    return tuple(lesson.competency for lesson in lessons)


def _minutes(hours: float | None, lessons: Iterable[Lesson]) -> int:
    """Return what a resource takes: its own hours, or the effort that stands in."""
    if hours is None:
        hours = sum(lesson.hours for lesson in lessons if lesson.hours is not None)
    return round(hours * MINUTES)


def _plain(number: float) -> float:
    """Return a whole number as such."""
    return int(number) if number.is_integer() else number
