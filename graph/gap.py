"""Skill gaps: what lies between one role and another."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from careergraph.graph.effort import counted_in
from careergraph.graph.limits import (
    credentials_at_start,
    held_at_start,
    required_credentials,
)
from careergraph.graph.names import resolve
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.request import path_request
from careergraph.graph.result import Result
from careergraph.ontology.facts import Facts


@dataclass(frozen=True, slots=True)
class SkillGap(Result):
    """What someone in one role lacks for another.

    Attributes:
        start: Slug of the role that the person has; None for skills alone.
        goal: Slug of the role that is wanted.
        held: Slugs of what the goal requires and the person holds.
        learn: Slugs of what is missing, with all that it rests on, in learning
            order.
        hours: Effort of what is missing.
        helpful: Slugs of what the goal benefits from and the person lacks.
        credentials: Slugs of the credentials that the goal requires and the start
            does not.
    """

    start: str | None
    goal: str
    held: tuple[str, ...]
    learn: tuple[str, ...]
    hours: int
    helpful: tuple[str, ...]
    credentials: tuple[str, ...]
    _facts: Facts = field(repr=False, compare=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the gap as plain values, for JSON."""
        return {
            "start": self.start,
            "goal": self.goal,
            "held": list(self.held),
            "learn": list(self.learn),
            "hours": self.hours,
            "helpful": list(self.helpful),
            "credentials": list(self.credentials),
            **counted_in(self._facts),
        }

    def to_text(self, *, width: int = 80) -> str:
        """Return the gap as advice to read, in lines of at most ``width``."""
        from careergraph.graph.advice import gap_text

        return gap_text(self, self._facts, width=width)

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for each competency to learn, in learning order."""
        return [
            {
                "competency": slug,
                "hours": max(self._facts.objects(slug, "effort"), default=0),
            }
            for slug in self.learn
        ]


def skill_gap(
    facts: Facts,
    network: TransitionNetwork,
    start: str | None,
    goal: str,
    *,
    holding: Iterable[str] = (),
) -> SkillGap:
    """Return what someone in a role, or with skills alone, lacks for a role.

    Held is what the present role requires, what is named, what credentials that
    are named attest, and all that these rest on.

    Raises:
        UnknownConceptError: If there is no role, competency or credential with a
            name.
        AmbiguousConceptError: If there are several.
    """
    request = path_request(facts, start, goal, holding=holding)
    target = resolve(facts, goal, kind="Role")
    held = held_at_start(facts, network, request)
    missing = network.required[network.number(target)] & ~held
    required = facts.objects(target, "requires")
    useful = facts.objects(target, "benefitsFrom")
    credentials = credentials_at_start(facts, request)
    return SkillGap(
        start=request.start,
        goal=target,
        held=tuple(slug for slug in required if network.bit(slug) & held),
        learn=tuple(network.learning_order(missing)),
        hours=network.effort(missing),
        helpful=tuple(slug for slug in useful if network.bit(slug) & ~(held | missing)),
        credentials=tuple(
            slug
            for slug in required_credentials(facts, target)
            if slug not in credentials
        ),
        _facts=facts,
    )
