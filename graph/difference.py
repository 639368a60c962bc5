"""What one graph says and another does not, by source."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from careergraph.graph.result import Result
from careergraph.ontology.facts import Entity, Fact, Facts


@dataclass(frozen=True, slots=True)
class Change:
    """A concept that both graphs have, and that they describe differently.

    Attributes:
        slug: The concept.
        field: ``label``, ``alt_labels``, ``definition`` or ``kinds``.
        old: What the old graph says.
        new: What the new graph says.
    """

    slug: str
    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class SourceDifference:
    """What a source states in one graph and not in the other.

    Attributes:
        source: Id of the source.
        added: Statements in the new graph alone, sorted.
        removed: Statements in the old graph alone, sorted.
    """

    source: str
    added: tuple[Fact, ...]
    removed: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Difference(Result):
    """What has come, gone and changed from an old graph to a new one.

    Attributes:
        added: Slugs of concepts in the new graph alone, sorted.
        removed: Slugs of concepts in the old graph alone, sorted.
        deprecated: Slugs of concepts that the new graph replaces and the old did
            not, each with its successor, sorted.
        changed: Concepts that are described differently, sorted.
        sources: What each source states anew or no more, sorted by source.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    deprecated: tuple[tuple[str, str], ...]
    changed: tuple[Change, ...]
    sources: tuple[SourceDifference, ...]

    def __bool__(self) -> bool:
        """Tell whether there is any difference."""
        return any((self.added, self.removed, self.changed, self.sources))

    def to_dict(self) -> dict[str, Any]:
        """Return the difference as plain values, for JSON."""
        return {
            "added": list(self.added),
            "removed": list(self.removed),
            "deprecated": [{"concept": a, "successor": b} for a, b in self.deprecated],
            "changed": [
                {
                    "concept": c.slug,
                    "field": c.field,
                    "old": _listed(c.old),
                    "new": _listed(c.new),
                }
                for c in self.changed
            ],
            "sources": {
                each.source: {
                    "added": [_plain(fact) for fact in each.added],
                    "removed": [_plain(fact) for fact in each.removed],
                }
                for each in self.sources
            },
        }

    def to_text(self, *, width: int = 80) -> str:
        """Return the difference to read, a line each; lines are not broken."""
        return "\n".join(self._lines("", "  ")) or "no difference"

    def to_markdown(self) -> str:
        """Return the difference as Markdown, as a changelog holds it."""
        return "\n".join(self._lines("### ", "- ")) or "No difference."

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for each statement that has come or gone."""
        return [
            {"change": change, "source": each.source, **_plain(fact)}
            for each in self.sources
            for change, facts in (("added", each.added), ("removed", each.removed))
            for fact in facts
        ]

    def _lines(self, heading: str, bullet: str) -> Iterator[str]:
        sections = {
            "Concepts added": self.added,
            "Concepts removed": self.removed,
            "Concepts deprecated": [
                f"{a}, in favour of {b}" for a, b in self.deprecated
            ],
            "Concepts changed": [_told(change) for change in self.changed],
        }
        for each in self.sources:
            sections[f"Stated anew by {each.source}"] = list(map(_sentence, each.added))
            gone = list(map(_sentence, each.removed))
            sections[f"No longer stated by {each.source}"] = gone
        for title, items in sections.items():
            if items:
                yield f"{heading}{title} ({len(items)})"
                yield from (bullet + item for item in items)
                yield ""


def difference(old: Facts, new: Facts) -> Difference:
    """Return what has come, gone and changed from an old graph to a new one."""
    before, after = set(old.slugs), set(new.slugs)
    replaced = {fact.subject: fact.value for fact in new.statements("isReplacedBy")}
    known = {fact.subject for fact in old.statements("isReplacedBy")}
    return Difference(
        added=tuple(sorted(after - before)),
        removed=tuple(sorted(before - after)),
        deprecated=tuple(sorted((s, v) for s, v in replaced.items() if s not in known)),
        changed=tuple(
            change
            for slug in sorted(before & after)
            for change in _changes(slug, old.entity(slug), new.entity(slug))
        ),
        sources=tuple(_by_source(old, new)),
    )


def _changes(slug: str, old: Entity, new: Entity) -> Iterator[Change]:
    for field in ("label", "alt_labels", "definition", "kinds"):
        was, is_now = getattr(old, field), getattr(new, field)
        if was != is_now:
            yield Change(slug, field, was, is_now)


def _by_source(old: Facts, new: Facts) -> Iterator[SourceDifference]:
    before, after = _stated(old), _stated(new)
    for source in sorted({*before, *after}):
        added = after[source] - before[source]
        removed = before[source] - after[source]
        if added or removed:
            yield SourceDifference(source, _sorted(added), _sorted(removed))


def _stated(facts: Facts) -> dict[str, set[Fact]]:
    """Return for each source what it states, with that source alone."""
    stated: dict[str, set[Fact]] = defaultdict(set)
    for fact in facts.statements():
        for source in fact.sources:
            stated[source].add(fact._replace(sources=(source,)))
    return stated


def _sorted(facts: set[Fact]) -> tuple[Fact, ...]:
    return tuple(sorted(facts, key=lambda fact: (*fact[:2], str(fact.value))))


def _plain(fact: Fact) -> dict[str, Any]:
    return {"subject": fact.subject, "property": fact.property, "value": fact.value}


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _sentence(fact: Fact) -> str:
    return f"{fact.subject} {fact.property} {fact.value}"


def _told(change: Change) -> str:
    old, new = (
        ", ".join(value) if isinstance(value, tuple) else value
        for value in (change.old, change.new)
    )
    return f"{change.slug}: {change.field}: {old or 'none'} -> {new or 'none'}"
