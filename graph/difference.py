"""What one graph says and another does not, concept by concept.

Two releases of one publisher are compared as one source: ``esco-1.1.1`` and
``esco-1.2.1`` are both ``esco``. A release may be a part of what its publisher gives
out, so what only one of the two holds at all, such as skills, is not compared, and
that is told.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import takewhile
from typing import Any, NamedTuple, TypeAlias

from careergraph.errors import UnknownConceptError
from careergraph.graph.names import resolve
from careergraph.graph.result import Result
from careergraph.ontology.facts import Fact, Facts

_VERSION = re.compile(r"-\d+(\.\d+)*(?=-|$)")
FEW_WORDS = 4
"""Words alike that are not worth being left out of what is told, and"""
MOST_WORDS = 40
"""words of a text that are told."""
_FIELDS = ("label", "alt_labels", "definition", "kinds")


class Change(NamedTuple):
    """What a concept is described by.

    Attributes:
        field: ``label``, ``alt_labels``, ``definition`` or ``kinds``.
        old: What the old graph says.
        new: What the new graph says.
    """

    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class ConceptDifference:
    """What has changed about one concept.

    Attributes:
        concept: Slug.
        changed: How it is described, where both graphs describe it differently.
        gained: Statements of the new graph alone, sorted; the sources are those that
            state it anew, releases without their version.
        lost: Statements of the old graph alone, likewise.
    """

    concept: str
    changed: tuple[Change, ...]
    gained: tuple[Fact, ...]
    lost: tuple[Fact, ...]


class NotCompared(NamedTuple):
    """What one of two releases holds, and the other not at all.

    Attributes:
        source: The publisher.
        what: A class of concepts; or a property of such, as in ``Role requires``.
        old: How many the old release holds.
        new: How many the new release holds.
    """

    source: str
    what: str
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Difference(Result):
    """What has come, gone and changed from an old graph to a new one.

    Attributes:
        added: Slugs of concepts in the new graph alone, sorted.
        removed: Slugs of concepts in the old graph alone, sorted.
        deprecated: Slugs of concepts that the new graph replaces and the old did
            not, each with its successor, sorted.
        concepts: What has changed about a concept, and what it gained and lost, by
            slug; of those added and removed too.
        not_compared: What one of two releases does not hold at all.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    deprecated: tuple[tuple[str, str], ...]
    concepts: tuple[ConceptDifference, ...]
    not_compared: tuple[NotCompared, ...]
    _old: Facts = field(repr=False, compare=False)
    _new: Facts = field(repr=False, compare=False)

    def __bool__(self) -> bool:
        """Tell whether there is any difference."""
        return any((self.added, self.removed, self.concepts))

    def to_dict(self) -> dict[str, Any]:
        """Return the difference as plain values, for JSON."""
        return {
            "added": list(self.added),
            "removed": list(self.removed),
            "deprecated": [{"concept": a, "successor": b} for a, b in self.deprecated],
            "concepts": [
                {
                    "concept": one.concept,
                    "changed": [
                        {
                            "field": change.field,
                            "old": _listed(change.old),
                            "new": _listed(change.new),
                        }
                        for change in one.changed
                    ],
                    "gained": [_plain(fact) for fact in one.gained],
                    "lost": [_plain(fact) for fact in one.lost],
                }
                for one in self.concepts
            ],
            "not_compared": [part._asdict() for part in self.not_compared],
        }

    def to_text(self, *, width: int = 80) -> str:
        """Return the difference to read; lines are not broken."""
        return "\n".join(self._lines("", "  ")).rstrip("\n") or "no difference"

    def to_markdown(self) -> str:
        """Return the difference as Markdown, as a changelog holds it."""
        return "\n".join(self._lines("### ", "- ")).rstrip("\n") or "No difference."

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for each statement that has come or gone."""
        return [
            {
                "change": change,
                "concept": one.concept,
                "property": fact.property,
                "value": fact.value,
                "sources": ", ".join(fact.sources),
            }
            for one in self.concepts
            for change, facts in (("gained", one.gained), ("lost", one.lost))
            for fact in facts
        ]

    def _lines(self, heading: str, bullet: str) -> Iterator[str]:
        changed = [self._changed(one, bullet) for one in self.concepts]
        sections = {
            "Concepts added": [self._named(slug) for slug in self.added],
            "Concepts removed": [self._named(slug) for slug in self.removed],
            "Concepts deprecated": [
                f"{self._named(a)}, in favour of {self._label(b)}"
                for a, b in self.deprecated
            ],
            "Concepts that gained, lost or changed": changed,
            "Not compared, for one release holds none": [
                f"{part.source}: {part.what}, {part.old:,} before and {part.new:,} now"
                for part in self.not_compared
            ],
        }
        for title, items in sections.items():
            if items:
                yield f"{heading}{title} ({len(items):,})"
                yield from (bullet + item for item in items)
                yield ""

    def _changed(self, one: ConceptDifference, bullet: str) -> str:
        inner = "\n" + " " * len(bullet) + bullet
        lines = [self._named(one.concept)]
        for change in one.changed:
            lines += _told(change)
        lines += [f"+ {self._sentence(fact)}" for fact in one.gained]
        lines += [f"- {self._sentence(fact)}" for fact in one.lost]
        return inner.join(lines)

    def _sentence(self, fact: Fact) -> str:
        facts = self._new if fact.property in self._new.properties else self._old
        term = facts.term(fact.property)
        value = self._label(fact.value) if term.is_reference else fact.value
        return f"{term.label}: {value} ({', '.join(fact.sources)})"

    def _named(self, slug: str) -> str:
        label = self._label(slug)
        return slug if label == slug else f"{label} ({slug})"

    def _label(self, slug: str) -> str:
        for facts in (self._new, self._old):
            if slug in facts:
                return facts.label(slug)
        return slug


def difference(old: Facts, new: Facts, *, concept: str | None = None) -> Difference:
    """Return what has come, gone and changed from an old graph to a new one.

    Args:
        old: The one graph.
        new: The other.
        concept: The only one to tell of, by slug, IRI or label in either; of all
            when None.

    Raises:
        UnknownConceptError: If neither graph has such a concept.
        AmbiguousConceptError: If several have the name.
    """
    found = _Comparison(old, new).difference()
    if concept is None:
        return found
    try:
        slug = resolve(new, concept)
    except UnknownConceptError:
        slug = resolve(old, concept)
    return replace(
        found,
        added=tuple(one for one in found.added if one == slug),
        removed=tuple(one for one in found.removed if one == slug),
        deprecated=tuple(pair for pair in found.deprecated if pair[0] == slug),
        concepts=tuple(one for one in found.concepts if one.concept == slug),
    )


_Stated: TypeAlias = dict[tuple[str, str, Any], set[str]]
"""Statements, each with the publishers that state it."""


class _Comparison:
    """Two graphs, and what can be compared of them."""

    def __init__(self, old: Facts, new: Facts):
        self.old, self.new = old, new
        self.sizes = self.sizes_of(old), self.sizes_of(new)
        before, after = ({*map(_publisher, f.source_titles)} for f in (old, new))
        versioned = {*old.source_titles, *new.source_titles} - before - after
        self.releases = before & after & {*map(_publisher, versioned)}

    def difference(self) -> Difference:
        before, after = self.compared(self.old), self.compared(self.new)
        replaced = {f.subject: f.value for f in self.new.statements("isReplacedBy")}
        known = {fact.subject for fact in self.old.statements("isReplacedBy")}
        return Difference(
            added=tuple(sorted(after - before)),
            removed=tuple(sorted(before - after)),
            deprecated=tuple(
                sorted((s, v) for s, v in replaced.items() if s not in known)
            ),
            concepts=tuple(self.concepts()),
            not_compared=tuple(self.not_compared()),
            _old=self.old,
            _new=self.new,
        )

    def compared(self, facts: Facts) -> set[str]:
        """Return the concepts of classes that no release lacks as a whole."""
        return {
            slug
            for slug in facts.slugs
            if not any(
                self.is_lacking(_publisher(source), self.kind(slug))
                for source in facts.entity(slug).sources
            )
        }

    def concepts(self) -> Iterator[ConceptDifference]:
        before, after = self.stated(self.old), self.stated(self.new)
        gained, lost = _only(after, before), _only(before, after)
        described = {slug for slug in self.old.slugs if slug in self.new}
        for slug in sorted(described | gained.keys() | lost.keys()):
            changed = tuple(self.changes(slug)) if slug in described else ()
            if changed or slug in gained or slug in lost:
                came, went = _sorted(gained[slug]), _sorted(lost[slug])
                yield ConceptDifference(slug, changed, came, went)

    def changes(self, slug: str) -> Iterator[Change]:
        was, is_now = self.old.entity(slug), self.new.entity(slug)
        for name in _FIELDS:
            old, new = getattr(was, name), getattr(is_now, name)
            if _words(old) != _words(new):
                yield Change(name, old, new)

    def stated(self, facts: Facts) -> _Stated:
        """Return the publishers of each statement that can be compared."""
        found: _Stated = defaultdict(set)
        for fact in facts.statements():
            what = self.kind_of_statement(fact)
            for source in map(_publisher, fact.sources):
                if not self.is_lacking(source, what):
                    found[fact[:3]].add(source)
        return found

    def not_compared(self) -> Iterator[NotCompared]:
        before, after = self.sizes
        for source, what in sorted({*before, *after}):
            if self.is_lacking(source, what):
                sizes = before[source, what], after[source, what]
                yield NotCompared(source, what, *sizes)

    def is_lacking(self, source: str, what: str) -> bool:
        """Tell whether one of two releases holds nothing of a kind."""
        return source in self.releases and not all(
            size[source, what] for size in self.sizes
        )

    def sizes_of(self, facts: Facts) -> Counter[tuple[str, str]]:
        """Return how many concepts and statements of a kind a publisher gives out."""
        sizes: Counter[tuple[str, str]] = Counter()
        for slug in facts.slugs:
            for source in facts.entity(slug).sources:
                sizes[_publisher(source), self.kind(slug)] += 1
        for fact in facts.statements():
            for source in fact.sources:
                sizes[_publisher(source), self.kind_of_statement(fact)] += 1
        return sizes

    def kind_of_statement(self, fact: Fact) -> str:
        return f"{self.kind(fact.subject)} {fact.property}"

    def kind(self, slug: str) -> str:
        """Return the classes of a concept, as the newer graph knows it if it does."""
        facts = self.new if slug in self.new else self.old
        return ", ".join(facts.entity(slug).kinds) if slug in facts else "unknown"


@cache
def _publisher(source: str) -> str:
    """Return the id of a source without the version of a release.

    >>> _publisher("esco-1.1.1-levels")
    'esco-levels'
    """
    return _VERSION.sub("", source)


def _only(stated: _Stated, elsewhere: _Stated) -> dict[str, list[Fact]]:
    """Return what some publisher states here and not elsewhere, by concept."""
    found = defaultdict(list)
    for triple, sources in stated.items():
        alone = sources - elsewhere.get(triple, set())
        if alone:
            found[triple[0]].append(Fact(*triple, tuple(sorted(alone))))
    return found


def _sorted(facts: list[Fact]) -> tuple[Fact, ...]:
    return tuple(sorted(facts, key=lambda fact: (fact.property, str(fact.value))))


def _plain(fact: Fact) -> dict[str, Any]:
    return {
        "property": fact.property,
        "value": fact.value,
        "sources": list(fact.sources),
    }


def _listed(value: str | tuple[str, ...]) -> str | list[str]:
    return list(value) if isinstance(value, tuple) else value


def _words(value: str | tuple[str, ...]) -> object:
    """Return what is compared of a text: spaces and ends of lines are not."""
    return value.split() if isinstance(value, str) else value


def _told(change: Change) -> list[str]:
    """Return lines about a change; of several values, those that came and went."""
    if isinstance(change.old, tuple):
        name = "also called" if change.field == "alt_labels" else "kind"
        came = [f"+ {name}: {x}" for x in change.new if x not in change.old]
        return came + [f"- {name}: {x}" for x in change.old if x not in change.new]
    old, new = _where_they_differ(change.old, change.new)
    return [f"{change.field}: {old} -> {new}"]


def _where_they_differ(old: str, new: str) -> tuple[str, str]:
    """Return two texts without the words that they begin and end with alike.

    >>> _where_they_differ("Counts by day.", "Counts and tells by day.")
    ('Counts by day.', 'Counts and tells by day.')
    >>> _where_they_differ("He or she counts by day.", "He or she tells by day.")
    ('... counts ...', '... tells ...')
    """
    texts = old.split(), new.split()
    begin = _alike(*texts)
    end = _alike(*(text[begin:][::-1] for text in texts))
    if begin + end < FEW_WORDS:
        begin = end = 0
    found = []
    for words in texts:
        inner = words[begin : len(words) - end]
        shown = [*inner[:MOST_WORDS], *["..."] * (len(inner) > MOST_WORDS)]
        shown = [*["..."] * bool(begin), *shown, *["..."] * bool(end)]
        found.append(" ".join(shown) or "none")
    return found[0], found[1]


def _alike(one: list[str], other: list[str]) -> int:
    """Return how many words two texts begin with alike."""
    pairs = zip(one, other, strict=False)
    return len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
