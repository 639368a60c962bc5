"""Paths and gaps as advice to read: plain text, and the same in a notebook."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from careergraph.graph.accuracy import is_measured, precision_of_coverage
from careergraph.graph.effort import counts_competencies, effort_legend, effort_of
from careergraph.graph.pay import pay_lines
from careergraph.ontology.facts import Facts

if TYPE_CHECKING:
    from careergraph.graph.gap import SkillGap
    from careergraph.graph.paths import Move, Path
    from careergraph.graph.similar_roles import SimilarRole

SHOWN = 2
"""Resources, and certifications, named beside each competency; ``careergraph
show`` lists all."""

SHOWN_PAY = 3
"""Lines of pay shown for a role; the question ``pay-of-role`` has all."""


def path_text(path: "Path", facts: Facts, *, width: int) -> str:
    """Return a path as advice, in lines of at most ``width`` where words allow."""
    return _Advice(facts, width).path(path)


def overview_text(paths: "Sequence[Path]", facts: Facts, *, width: int) -> str:
    """Return several paths in short, one after the other, to compare them."""
    advice = _Advice(facts, width)
    lines = [f"{len(paths)} paths, each in full below:"]
    for number, path in enumerate(paths, start=1):
        lines += advice.wrapped(f"{number}. {advice.in_short(path)}", "")
    return "\n".join(lines)


def gap_text(gap: "SkillGap", facts: Facts, *, width: int) -> str:
    """Return a gap as advice, in lines of at most ``width`` where words allow."""
    return _Advice(facts, width).gap(gap)


def wrapped(text: str, width: int, *, indent: str = "") -> list[str]:
    """Break text between words into lines of at most ``width``, where words allow.

    Lines after the first are indented by two more. The standard textwrap takes
    3 ms for a path, a fifteenth of what a whole command may take.

    >>> wrapped("one two three", 9)
    ['one two', '  three']
    """
    lines = []
    line = indent
    for word in text.split():
        if len(line) + len(word) >= width and line.strip():
            lines.append(line)
            line = indent + "  "
        line += f" {word}" if line.strip() else word
    return [*lines, line]


class _Advice:
    """Writes lines for one reader: a graph, and a width."""

    def __init__(self, facts: Facts, width: int):
        self.facts = facts
        self.width = max(width, 40)
        self.cited: set[str] = set()

    def path(self, path: "Path") -> str:
        title = f"{self.origin(path.start)} → {self.label(path.goal)}"
        if not path.moves:
            return f"{title}: you are there already."
        lines = [*self.wrapped(f"{title}: {self.summary(path)}", ""), ""]
        if path.start and (pay := list(self.pay(path.start, ""))):
            lines += [*pay, ""]
        for number, move in enumerate(path.moves, start=1):
            lines += [*self.move(number, move), ""]
        lines += self.compared_pay(path) if path.pay else self.unpaid(path.roles)
        lines += self.time(path)
        return "\n".join([*lines, *self.legend(with_inferred=_has_inferred(path))])

    def gap(self, gap: "SkillGap") -> str:
        start = "your skills" if gap.start is None else self.label(gap.start)
        title = f"From {start} to {self.label(gap.goal)}"
        lines = [
            title,
            "",
            *self.held(gap.held, ""),
            *self.learning(gap.goal, gap.learn, gap.hours, ""),
        ]
        lines += self.credentials(gap.credentials, "")
        if gap.helpful:
            lines += self.wrapped(
                f"Helpful, not essential: {self.listed(gap.helpful)}", ""
            )
        return "\n".join([*lines, "", *self.legend(with_inferred=False)])

    def summary(self, path: "Path") -> str:
        return f"{_cost(path, self.facts)}; {_proof(path, self.facts)}."

    def in_short(self, path: "Path") -> str:
        pay = path.pay
        least = (
            f", known pay from {pay.least:,} {pay.currency}"
            if pay and pay.least
            else ""
        )
        return f"{_cost(path, self.facts)}{least}: {self.labels(path.roles, ' → ')}"

    def time(self, path: "Path") -> list[str]:
        if path.months is None:
            return []
        told = (
            f"Time is the middle of the typical years in the roles between, and "
            f"learning at {path.pace:g} hours a week."
        )
        if path.unknown_stay:
            told += (
                f" For {self.labels(path.unknown_stay)} no typical years are known; "
                "the median of the other roles stands in."
            )
        return self.wrapped(told, "")

    def compared_pay(self, path: "Path") -> list[str]:
        pay = path.pay
        if pay is None:
            return []
        known = ", ".join(f"{self.label(r)} {amount:,}" for r, amount in pay.amounts)
        compared = (
            f"Compared is pay in {self.label(pay.place)}, {pay.currency} a year: "
        )
        lines = self.wrapped(
            compared + (known or "of no role on the way it is known"), ""
        )
        if pay.unknown:
            unknown = "Not known there, and neither passed nor failed: "
            lines += self.wrapped(unknown + self.labels(pay.unknown), "")
        return lines

    def origin(self, role: str | None) -> str:
        return "Your skills" if role is None else self.label(role)

    def move(self, number: int, move: "Move") -> Iterator[str]:
        heading = f"{number}. {self.origin(move.origin)} → {self.label(move.target)}"
        yield from self.wrapped(heading, "")
        yield from self.wrapped(self.authority(move), "   ")
        for ground in move.similar.grounds(self.facts) if move.similar else ():
            yield from self.wrapped(ground[0].upper() + ground[1:], "   ")
        yield from self.held(move.held, "   ")
        yield from self.learning(move.target, move.learn, move.hours, "   ")
        yield from self.credentials(move.credentials, "   ")
        yield from self.pay(move.target, "   ")

    def authority(self, move: "Move") -> str:
        if move.origin is None:
            return "Who says so: nobody; the level of the role is one to begin at."
        if move.kind == "inferred":
            return f"Who says so: nobody; inferred, {self.inference(move)}."
        self.cited.update(move.sources)
        return f"Who says so: {', '.join(move.sources)}"

    def inference(self, move: "Move") -> str:
        if move.similar:
            return similarity_told(move.similar)
        coverage = move.coverage or 0.0
        told = f"for the role before covers {coverage:.0%} of what it requires"
        confirmed = precision_of_coverage(coverage)
        if move.origin and is_measured(move.origin, move.target) and confirmed:
            told += f"; of such moves {confirmed:.0%} are confirmed by O*NET"
        return told

    def held(self, held: Iterable[str], indent: str) -> Iterator[str]:
        if names := self.listed(held):
            yield from self.wrapped(f"You have: {names}", indent)

    def learning(
        self, role: str, learn: Sequence[str], hours: int, indent: str
    ) -> Iterator[str]:
        if not self.facts.objects(role, "requires"):
            unknown = (
                f"To learn: this graph does not say what {self.label(role)} takes."
            )
            yield from self.wrapped(unknown, indent)
            return
        if not learn:
            yield from self.wrapped("To learn: nothing; you have it all.", indent)
            return
        order = ", in this order" if self.is_ordered(learn) else ""
        yield from self.wrapped(
            f"To learn{order}, {effort_of(self.facts, hours)}:", indent
        )
        for slug in learn:
            yield from self.lesson(slug, indent + "  ")

    def is_ordered(self, learn: Sequence[str]) -> bool:
        """Tell whether any of what is to be learnt rests on another of it."""
        earlier = (self.facts.objects(slug, "prerequisite") for slug in learn)
        return not set(learn).isdisjoint(chain.from_iterable(earlier))

    def lesson(self, slug: str, indent: str) -> Iterator[str]:
        effort = max(self.facts.objects(slug, "effort"), default=None)
        hours = "effort unknown" if effort is None else f"{effort} h"
        told = "" if counts_competencies(self.facts) else f" ({hours})"
        yield from self.wrapped(self.label(slug) + told, indent)
        certifications, resources = teachers(self.facts, slug)
        for words, offers in (("from", resources), ("certified by", certifications)):
            if offers:
                yield from self.wrapped(f"{words} {self.few(offers)}", indent + "  ")

    def few(self, slugs: list[str]) -> str:
        more = len(slugs) - SHOWN
        names = self.labels(slugs[:SHOWN], "; ")
        return f"{names}; and {more} more" if more > 0 else names

    def credentials(self, credentials: Iterable[str], indent: str) -> Iterator[str]:
        if names := self.listed(credentials):
            yield from self.wrapped(f"Asked for besides: {names}", indent)

    def pay(self, role: str, indent: str) -> Iterator[str]:
        lines = pay_lines(self.facts, role)
        if not lines:
            return
        yield from self.wrapped(f"Pay as {self.label(role)}, a year:", indent)
        for line in lines[:SHOWN_PAY]:
            self.cited.update(line.sources)
            said = f"{line.text} ({', '.join(line.sources)})"
            yield from self.wrapped(said, indent + "  ")
        if len(lines) > SHOWN_PAY:
            rest = f"and {len(lines) - SHOWN_PAY} more: careergraph query pay-of-role"
            yield from self.wrapped(f"{rest} role={role}", indent + "  ")

    def unpaid(self, roles: Iterable[str]) -> list[str]:
        unknown = [role for role in roles if not pay_lines(self.facts, role)]
        if not unknown:
            return []
        known = f"Pay is not known to this graph for: {self.labels(unknown)}"
        return self.wrapped(known, "")

    def legend(self, *, with_inferred: bool) -> Iterator[str]:
        for source in sorted(self.cited):
            title = self.facts.source_titles.get(source, source)
            yield from self.wrapped(f"{source}: {title}", "")
        yield from self.wrapped(
            effort_legend(
                self.facts,
                "Hours are our own estimate of the effort to working proficiency with "
                "everything before it held; each competency counts once.",
            ),
            "",
        )
        if with_inferred:
            yield from self.wrapped(
                "An inferred move is a guess from the skills in common; no source "
                "says that people make it. docs/accuracy.md says how often such "
                "guesses are right.",
                "",
            )

    def label(self, slug: str) -> str:
        return self.facts.label(slug)

    def labels(self, slugs: Iterable[str], separator: str = ", ") -> str:
        return separator.join(self.label(slug) for slug in slugs)

    def listed(self, slugs: Iterable[str]) -> str:
        """Return the labels of what has no order of its own."""
        return self.labels(self.facts.by_label(slugs))

    def wrapped(self, text: str, indent: str) -> list[str]:
        return wrapped(text, self.width, indent=indent)


def similarity_told(similar: "SimilarRole") -> str:
    """Return in words how similar a role is to the one before, and what that is worth."""
    told = f"for its similarity to the role before is {similar.similarity:.2f}"
    if similar.expected is not None:
        told += f"; of pairs so similar {similar.expected:.0%} are confirmed by O*NET"
    return told


def teachers(facts: Facts, competency: str) -> tuple[list[str], list[str]]:
    """Return the certifications that attest a competency, and what teaches it.

    A certification that can no longer be taken is left out.

    Books and courses come before the rest, and what teaches little else before
    what teaches much: it says most about the one thing.
    """
    offers = [stated.value for stated in facts.subjects(competency, "teaches")]
    certifications = [
        slug
        for slug in offers
        if facts.is_a(slug, "Credential")
        and facts.objects(slug, "status") in ([], ["current"])
    ]
    resources = [slug for slug in offers if not facts.is_a(slug, "Credential")]

    def breadth(slug: str) -> tuple[bool, int, str]:
        whole = facts.is_a(slug, "Book") or facts.is_a(slug, "Course")
        return not whole, len(facts.values(slug, "teaches")), slug

    return certifications, sorted(resources, key=breadth)


def _has_inferred(path: "Path") -> bool:
    return any(move.kind == "inferred" and move.origin for move in path.moves)


def _cost(path: "Path", facts: Facts) -> str:
    time = "" if path.months is None else f", about {duration(path.months)}"
    moves = counted(len(path.moves), "move")
    return f"{moves}, {effort_of(facts, path.learning)} of learning{time}"


def _proof(path: "Path", facts: Facts) -> str:
    """Say what a path is best in, and whether that is proven."""
    learning = "competencies" if counts_competencies(facts) else "hours of learning"
    unit = {"moves": "moves", "learning": learning, "time": "months"}
    if path.minimise == "pareto" and path.optimal:
        return "no other is better in everything, proven"
    if path.minimise == "pareto":
        return "one of the best found before the budget ran out"
    if path.optimal:
        best = {"moves": "the fewest moves", "learning": "the least learning"}
        return f"{best.get(path.minimise, 'the least time')}, proven"
    return (
        f"the best found before the budget ran out; none takes fewer than "
        f"{path.lower_bound:,g} {unit[path.minimise]}"
    )


def duration(months: float) -> str:
    """Return months in words.

    >>> duration(7.4), duration(30)
    ('7 months', '2.5 years')
    """
    if months < 18:
        return counted(round(months), "month")
    return f"{months / 12:.1f} years"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural where that fits."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def hours_of(number: float) -> str:
    """Return a number of hours in words."""
    return f"{number:,.10g} {'hour' if number == 1 else 'hours'}"
