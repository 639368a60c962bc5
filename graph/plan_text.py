"""Learning plans as advice to read."""

from collections.abc import Iterator, Sequence

from careergraph.graph.advice import SHOWN, counted, hours_of, wrapped
from careergraph.graph.lessons import Lesson
from careergraph.graph.plan import ChosenResource, LearningPlan
from careergraph.ontology.facts import Facts


def plan_text(plan: LearningPlan, facts: Facts, *, width: int) -> str:
    """Return a plan as advice, in lines of at most ``width`` where words allow."""
    writer = _PlanText(plan, facts, max(width, 40))
    parts = (list(part) for part in writer.parts())
    return "\n\n".join("\n".join(part) for part in parts if part)


class _PlanText:
    """Writes the parts of one plan."""

    def __init__(self, plan: LearningPlan, facts: Facts, width: int):
        self.plan = plan
        self.facts = facts
        self.width = width
        self.number = {
            lesson.competency: number
            for number, lesson in enumerate(plan.lessons, start=1)
        }
        self.teacher: dict[str, str] = {}
        for each in plan.chosen:
            for competency in each.covers:
                self.teacher.setdefault(competency, each.resource)

    def parts(self) -> Iterator[Iterator[str]]:
        yield self.wrapped(f"{self.title()}: {self.summary()}")
        yield self.listed("You have", self.plan.held)
        for lesson in self.plan.lessons:
            yield self.lesson(lesson)
        yield self.choice()
        yield self.listed("Nothing in this graph teaches", self.plan.uncovered)
        yield self.listed("Asked for besides", self.plan.credentials)
        yield self.effort()

    def title(self) -> str:
        goal = self.facts.label(self.plan.goal)
        if self.plan.start is not None:
            return f"From {self.facts.label(self.plan.start)} to {goal}"
        is_role = self.facts.is_a(self.plan.goal, "Role")
        return f"To {'become' if is_role else 'learn'} {goal}"

    def summary(self) -> str:
        plan = self.plan
        if not plan.lessons:
            return (
                "nothing to learn; you have it all."
                if plan.held
                else "nothing to learn, as this graph knows of no competency for it."
            )
        told = counted(len(plan.lessons), "lesson")
        if plan.unknown_effort == len(plan.lessons):
            return f"{told} of unknown effort."
        told += f", {hours_of(plan.hours)} of learning"
        if plan.unknown_effort:
            told += (
                f", without {counted(plan.unknown_effort, 'lesson')} of unknown effort"
            )
        return f"{told}."

    def lesson(self, lesson: Lesson) -> Iterator[str]:
        label = self.facts.label(lesson.competency)
        hours = "effort unknown" if lesson.hours is None else f"{lesson.hours:,.10g} h"
        yield from self.wrapped(f"{self.number[lesson.competency]}. {label} ({hours})")
        if not lesson.required:
            yield from self.listed("only needed for", lesson.for_, "   ")
        if lesson.rests_on:
            before = ", ".join(
                f"{self.facts.label(slug)} "
                f"({'you have it' if held else self.number[slug]})"
                for slug, held in lesson.rests_on
            )
            yield from self.wrapped(f"rests on {before}", "   ")
        yield from self.teachers(lesson)

    def teachers(self, lesson: Lesson) -> Iterator[str]:
        if lesson.resources:
            chosen = self.facts.label(self.teacher[lesson.competency])
            others = len(lesson.resources) - 1
            rest = f"; {others} more {'teaches' if others == 1 else 'teach'} it"
            yield from self.wrapped(f"from {chosen}{rest if others else ''}", "   ")
        if lesson.certifications:
            shown = "; ".join(map(self.facts.label, lesson.certifications[:SHOWN]))
            others = len(lesson.certifications) - SHOWN
            rest = f"; and {others} more" if others > 0 else ""
            yield from self.wrapped(f"certified by {shown}{rest}", "   ")

    def choice(self) -> Iterator[str]:
        if not self.plan.chosen:
            return
        yield from self.wrapped(f"{self.chosen()}: {self.proof()}. {self.known()}")
        for each in self.plan.chosen:
            yield from self.resource(each)

    def chosen(self) -> str:
        number = counted(len(self.plan.chosen), "resource")
        hours = f", {hours_of(self.plan.cost)}" if self.plan.cover == "hours" else ""
        return f"Read and do {number}{hours}"

    def proof(self) -> str:
        """Say what the choice has the least of, and whether that is proven."""
        if self.plan.optimal:
            return (
                "no choice takes fewer hours, proven"
                if self.plan.cover == "hours"
                else "no choice has fewer, proven"
            )
        return (
            f"the best that was found; no choice has fewer than "
            f"{self.plan.lower_bound:,.10g} {self.plan.cover}"
        )

    def known(self) -> str:
        """Say whose hours are stated, and what stands in for the others."""
        plan = self.plan
        known = len(plan.chosen) - plan.unknown
        if not plan.unknown:
            return f"Sources state the hours of all: {hours_of(plan.known_hours)}."
        stated = (
            f"Sources state the hours of {known}, {hours_of(plan.known_hours)}, and "
            f"not of the other {plan.unknown}"
            if known
            else "No source states how long these take"
        )
        if plan.cover == "resources":
            return f"{stated}."
        return (
            f"{stated}; there the effort of what each teaches here stands in, and "
            f"counts again where two teach one thing."
        )

    def effort(self) -> Iterator[str]:
        sources = {
            source
            for lesson in self.plan.lessons
            for stated in self.facts.values(lesson.competency, "effort")
            for source in stated.sources
        }
        if not sources:
            return
        is_ours = sources == {"editorial"}
        whose = "" if is_ours else f", as stated by {', '.join(sorted(sources))}"
        yield from self.wrapped(
            f"Hours of learning are {'our own estimate of ' if is_ours else ''}the "
            f"effort to working proficiency with everything before it held{whose}; "
            f"each competency counts once."
        )

    def resource(self, each: ChosenResource) -> Iterator[str]:
        hours = "" if each.hours is None else f" ({each.hours:,.10g} h)"
        yield from self.wrapped(f"{self.facts.label(each.resource)}{hours}", "  ")
        covers = [f"{self.facts.label(s)} ({self.number[s]})" for s in each.covers]
        yield from self.wrapped(f"teaches {', '.join(covers)}", "    ")

    def listed(
        self, words: str, slugs: Sequence[str], indent: str = ""
    ) -> Iterator[str]:
        if slugs:
            labels = ", ".join(map(self.facts.label, slugs))
            yield from self.wrapped(f"{words}: {labels}", indent)

    def wrapped(self, text: str, indent: str = "") -> Iterator[str]:
        yield from wrapped(text, self.width, indent=indent)
