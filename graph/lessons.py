"""Lessons: what is to be learnt, in which order, why, and who teaches it."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from careergraph.graph.advice import teachers
from careergraph.graph.network import TransitionNetwork
from careergraph.ontology.facts import Facts

MOST_HOURS = 1_000_000
"""More than a working life; a larger number is a slip, and not believed."""


class Prerequisite(NamedTuple):
    """What a lesson rests on.

    Attributes:
        competency: Slug.
        held: Whether it is held; else it is a lesson of the same plan, and an
            earlier one unless the prerequisites of the graph run in a circle.
    """

    competency: str
    held: bool


@dataclass(frozen=True, slots=True)
class Lesson:
    """A competency to learn.

    Attributes:
        competency: Slug.
        hours: Effort, with everything before it held; None where the graph has none.
        required: Whether the goal itself asks for it; else it is there only because
            other lessons rest on it.
        for_: Slugs of the lessons that rest directly on it, in learning order.
        rests_on: What it rests on directly, sorted by slug.
        resources: Slugs of what teaches it; what says most about it comes first.
        certifications: Slugs of those that attest it and can still be taken, sorted.
    """

    competency: str
    hours: float | None
    required: bool
    for_: tuple[str, ...]
    rests_on: tuple[Prerequisite, ...]
    resources: tuple[str, ...]
    certifications: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the lesson as plain values, for JSON."""
        return {
            "competency": self.competency,
            "hours": self.hours,
            "required": self.required,
            "for": list(self.for_),
            "rests_on": [each._asdict() for each in self.rests_on],
            "resources": list(self.resources),
            "certifications": list(self.certifications),
        }


def lessons_for(
    facts: Facts, network: TransitionNetwork, goal: str, missing: int
) -> tuple[Lesson, ...]:
    """Return lessons in what is missing for a goal, in learning order.

    Args:
        facts: The graph.
        network: The same as numbers and bits.
        goal: Slug of a role or a competency.
        missing: Set of competencies, of which whatever rests on one that is missing
            is missing, too.
    """
    asked = {goal, *facts.objects(goal, "requires")}
    order = network.learning_order(missing)
    before = {slug: _before(facts, network, slug) for slug in order}
    after: dict[str, list[str]] = {slug: [] for slug in order}
    for slug in order:
        for earlier in before[slug]:
            if earlier in after:
                after[earlier].append(slug)
    lessons = []
    for slug in order:
        certifications, resources = teachers(facts, slug)
        lesson = Lesson(
            competency=slug,
            hours=stated_hours(facts, slug, "effort"),
            required=slug in asked,
            for_=tuple(after[slug]),
            rests_on=tuple(Prerequisite(b, b not in after) for b in before[slug]),
            resources=tuple(resources),
            certifications=tuple(certifications),
        )
        lessons.append(lesson)
    return tuple(lessons)


def _before(facts: Facts, network: TransitionNetwork, slug: str) -> list[str]:
    """Return the competencies that one rests on directly, sorted."""
    stated = facts.objects(slug, "prerequisite")
    return [other for other in stated if other != slug and network.bit(other)]


def stated_hours(facts: Facts, slug: str, name: str) -> float | None:
    """Return the most hours that are stated, up to :data:`MOST_HOURS`; else None."""
    stated = facts.objects(slug, name)
    numbers = [h for h in stated if isinstance(h, int | float) and 0 <= h <= MOST_HOURS]
    return max(numbers, default=None)
