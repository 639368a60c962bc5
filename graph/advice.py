"""Paths and gaps as advice to read: plain text, and the same in a notebook."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from careergraph.ontology.facts import Facts

if TYPE_CHECKING:
    from careergraph.graph.gap import SkillGap
    from careergraph.graph.paths import Move, Path

SHOWN_RESOURCES = 2
"""Resources named beside each competency; ``careergraph show`` lists all."""


def path_text(path: "Path", facts: Facts, *, width: int) -> str:
    """Return a path as advice, in lines of at most ``width`` where words allow."""
    return _Advice(facts, width).path(path)


def gap_text(gap: "SkillGap", facts: Facts, *, width: int) -> str:
    """Return a gap as advice, in lines of at most ``width`` where words allow."""
    return _Advice(facts, width).gap(gap)


def preformatted(text: str) -> str:
    """Return text as HTML that keeps its lines."""
    from html import escape

    return f"<pre>{escape(text)}</pre>"


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


def path_html(path: "Path", facts: Facts) -> str:
    """Return a path as HTML for a notebook."""
    return preformatted(path_text(path, facts, width=100))


class _Advice:
    """Writes lines for one reader: a graph, and a width."""

    def __init__(self, facts: Facts, width: int):
        self.facts = facts
        self.width = max(width, 40)
        self.cited: set[str] = set()

    def path(self, path: "Path") -> str:
        title = f"{self.label(path.start)} → {self.label(path.goal)}"
        if not path.moves:
            return f"{title}: you are there already."
        lines = [*self.wrapped(f"{title}: {self.summary(path)}", ""), ""]
        lines += self.pay(path.start, "")
        for number, move in enumerate(path.moves, start=1):
            lines += [*self.move(number, move), ""]
        lines += self.unpaid(path.roles)
        return "\n".join([*lines, *self.legend(with_inferred=_has_inferred(path))])

    def gap(self, gap: "SkillGap") -> str:
        title = f"From {self.label(gap.start)} to {self.label(gap.goal)}"
        lines = [
            title,
            "",
            *self.held(gap.held, ""),
            *self.learning(gap.learn, gap.hours, ""),
        ]
        lines += self.credentials(gap.credentials, "")
        if gap.helpful:
            lines += self.wrapped(
                f"Helpful, not essential: {self.labels(gap.helpful)}", ""
            )
        return "\n".join([*lines, "", *self.legend(with_inferred=False)])

    def summary(self, path: "Path") -> str:
        moves = _counted(len(path.moves), "move")
        best = {
            "moves": "the fewest moves",
            "learning": "the least learning",
        }[path.minimise]
        proven = f"; {best}, proven" if path.optimal else ""
        return f"{moves}, {_hours(path.learning)} of learning{proven}."

    def move(self, number: int, move: "Move") -> Iterator[str]:
        heading = f"{number}. {self.label(move.origin)} → {self.label(move.target)}"
        yield from self.wrapped(heading, "")
        yield from self.wrapped(self.authority(move), "   ")
        yield from self.held(move.held, "   ")
        yield from self.learning(move.learn, move.hours, "   ")
        yield from self.credentials(move.credentials, "   ")
        yield from self.pay(move.target, "   ")

    def authority(self, move: "Move") -> str:
        if move.kind == "inferred":
            return "Who says so: nobody; inferred from what the two roles require."
        self.cited.update(move.sources)
        return f"Who says so: {', '.join(move.sources)}"

    def held(self, held: Iterable[str], indent: str) -> Iterator[str]:
        if names := self.labels(held):
            yield from self.wrapped(f"You have: {names}", indent)

    def learning(self, learn: Iterable[str], hours: int, indent: str) -> Iterator[str]:
        if not learn:
            yield from self.wrapped("To learn: nothing; you have it all.", indent)
            return
        yield from self.wrapped(f"To learn, in this order, {_hours(hours)}:", indent)
        for slug in learn:
            yield from self.lesson(slug, indent + "  ")

    def lesson(self, slug: str, indent: str) -> Iterator[str]:
        effort = max((s.value for s in self.facts.values(slug, "effort")), default=0)
        yield from self.wrapped(f"{self.label(slug)} ({effort} h)", indent)
        certifications, resources = teachers(self.facts, slug)
        if resources:
            more = len(resources) - SHOWN_RESOURCES
            names = self.labels(resources[:SHOWN_RESOURCES], "; ")
            rest = f"; and {more} more" if more > 0 else ""
            yield from self.wrapped(f"from {names}{rest}", indent + "  ")
        if certifications:
            yield from self.wrapped(
                f"certified by {self.labels(certifications, '; ')}", indent + "  "
            )

    def credentials(self, credentials: Iterable[str], indent: str) -> Iterator[str]:
        if names := self.labels(credentials):
            yield from self.wrapped(f"Asked for besides: {names}", indent)

    def pay(self, role: str, indent: str) -> Iterator[str]:
        if figures := self.figures(role):
            yield from self.wrapped(
                f"Pay as {self.label(role)}: {'; '.join(figures)}", indent
            )

    def figures(self, role: str) -> list[str]:
        figures = (self.figure(s.value) for s in self.facts.subjects(role, "forRole"))
        return [figure for figure in figures if figure]

    def unpaid(self, roles: Iterable[str]) -> list[str]:
        unknown = [role for role in roles if not self.figures(role)]
        if not unknown:
            return []
        return self.wrapped(
            f"Pay is not known to this graph for: {self.labels(unknown)}", ""
        )

    def figure(self, slug: str) -> str:
        """Return one salary as words; nothing for another figure."""
        value = {
            name: next((s.value for s in self.facts.values(slug, name)), None)
            for name in ("inPlace", "currency", "low", "median", "mean", "high", "asOf")
        }
        if value["currency"] is None:
            return ""
        sources = self.facts.entity(slug).sources
        self.cited.update(sources)
        parts = [
            f"{value['low']:,}–{value['high']:,}"
            if value["low"] and value["high"]
            else "",
            f"median {value['median']:,}" if value["median"] else "",
            f"mean {value['mean']:,}" if value["mean"] else "",
        ]
        amounts = ", ".join(filter(None, parts))
        when = f" in {value['asOf']}" if value["asOf"] else ""
        place = self.label(value["inPlace"]) if value["inPlace"] else "place unknown"
        return f"{place} {value['currency']} {amounts}{when} ({', '.join(sources)})"

    def legend(self, *, with_inferred: bool) -> Iterator[str]:
        for source in sorted(self.cited):
            title = self.facts.source_titles.get(source, source)
            yield from self.wrapped(f"{source}: {title}", "")
        yield from self.wrapped(
            "Hours are our own estimate of the effort to working proficiency with "
            "everything before it held; each competency counts once.",
            "",
        )
        if with_inferred:
            yield from self.wrapped(
                "An inferred move is a guess from the skills in common; no source "
                "says that people make it.",
                "",
            )

    def label(self, slug: str) -> str:
        return self.facts.label(slug)

    def labels(self, slugs: Iterable[str], separator: str = ", ") -> str:
        return separator.join(self.label(slug) for slug in slugs)

    def wrapped(self, text: str, indent: str) -> list[str]:
        return wrapped(text, self.width, indent=indent)


def teachers(facts: Facts, competency: str) -> tuple[list[str], list[str]]:
    """Return the certifications that attest a competency, and what teaches it.

    Books and courses come before the rest, and what teaches little else before
    what teaches much: it says most about the one thing.
    """
    offers = [stated.value for stated in facts.subjects(competency, "teaches")]
    certifications = [slug for slug in offers if facts.is_a(slug, "Credential")]
    resources = [slug for slug in offers if not facts.is_a(slug, "Credential")]

    def breadth(slug: str) -> tuple[bool, int, str]:
        whole = facts.is_a(slug, "Book") or facts.is_a(slug, "Course")
        return not whole, len(facts.values(slug, "teaches")), slug

    return certifications, sorted(resources, key=breadth)


def _has_inferred(path: "Path") -> bool:
    return any(move.kind == "inferred" for move in path.moves)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _hours(number: int) -> str:
    return f"{number:,} {'hour' if number == 1 else 'hours'}"
