"""The titles of concepts, that is all their labels: looked up, and searched.

A store has an index of them on disk, made with it (see
:mod:`careergraph.ontology.title_index`); of another graph one is made in memory when
something is searched for the first time.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from careergraph.ontology.title_index import (
    USES,
    asked,
    grams_of,
    made_index,
    normal_name,
    opened_index,
    titles_of,
    words_of,
)

if TYPE_CHECKING:
    import sqlite3

    from careergraph.ontology.facts import Facts

_FOUND = """
    SELECT concept.id, slug, coalesce(label, name), use
    FROM {hits} CROSS JOIN title ON title.id = hit CROSS JOIN concept
    ON concept.id = concept WHERE instr(classes, :kind)
"""
# Without a limit SQLite would join first, and not keep the order.
_NAMED = _FOUND.format(
    hits="(SELECT id AS hit FROM title WHERE name = :name ORDER BY id LIMIT -1)"
)
_BEGINNING = _FOUND.format(
    hits="(SELECT id AS hit FROM title "
    "WHERE name >= :name AND name < :name || char(0x10FFFF) ORDER BY id LIMIT -1)"
)
_MATCHING = _FOUND.format(
    hits="(SELECT rowid AS hit FROM words WHERE words MATCH :match)"
)
_DEFINED = """
    SELECT concept.id, slug, '', 3 FROM definitions CROSS JOIN concept
    ON concept.id = definitions.rowid
    WHERE definitions MATCH :match AND instr(classes, :kind)
"""
_NEAR_WORDS = """
    SELECT text FROM (
        SELECT value AS word, count(*) AS common FROM gram, json_each(words)
        WHERE gram IN ({grams}) GROUP BY word ORDER BY common DESC, word LIMIT 60
    ) JOIN word ON id = word ORDER BY common DESC, id
"""
_HOLDING_WORDS = """
    SELECT text FROM word WHERE id IN (
        SELECT value FROM gram, json_each(words) WHERE gram = ?
        INTERSECT SELECT value FROM gram, json_each(words) WHERE gram = ?
    ) AND instr(text, ?) ORDER BY length(text), text LIMIT 100
"""

LEAST_LIKENESS = 0.75
"""Of a word to be taken for another, as difflib measures it: one letter of four."""

_MOST_LIKENED = 300
"""Titles that are compared as a whole with what may be misspelt."""

_MOST_WORDS, _LONGEST = 32, 40
"""Words of a text that are looked for, and letters of one that may be misspelt."""


class Hit(NamedTuple):
    """A concept that was found, by the best of its titles.

    Attributes:
        slug: The concept.
        title: The label that fits; empty when only the definition does.
        use: What the title is of it: one of :data:`USES`, or ``definition``.
        fit: How the title fits: ``whole``, ``beginning``, ``words``, ``part`` (inside
            a word), ``definition`` or ``spelling`` (a mistake was forgiven).
    """

    slug: str
    title: str
    use: str
    fit: str


class Titles:
    """The titles of the concepts of a graph."""

    def __init__(self, facts: "Facts", path: str | None = None):
        """Take a graph.

        Args:
            facts: The graph.
            path: The file of the index; one is made in memory when there is none.
        """
        self._facts, self.path = facts, path

    def named(self, name: str) -> list[tuple[str, str]]:
        """Return the concepts with a title, and its use; preferred ones first.

        Args:
            name: As :func:`normal_name` makes it.
        """
        if self.path is None:
            return [(slug, USES[use]) for use, slug in self._by_name.get(name, ())]
        rows = self._ask(_NAMED, name=name, kind="")
        return [(slug, USES[use]) for _, slug, _, use in rows]

    @cached_property
    def _by_name(self) -> dict[str, list[tuple[int, str]]]:
        found: dict[str, list[tuple[int, str]]] = {}
        for slug in self._facts.slugs:
            names = (
                (normal_name(title), use) for title, use in titles_of(self._facts, slug)
            )
            for name, use in reversed([*names]):
                found.setdefault(name, []).append((use, slug))
        for several in found.values():
            several.sort()
        return found

    def search(
        self, text: str, *, kind: str | None = None, definitions: bool = True
    ) -> Iterator[Hit]:
        """Yield the concepts that a text is found in, best first, each once.

        A whole title goes before the beginning of one, this before all words of the
        text in any order, then words that begin with them, then words that hold
        them, then the definition. Only where nothing is found are mistakes in
        spelling forgiven; then the most like goes first. Of equals a preferred title
        goes before an alternative one and that before a hidden one, the shorter
        before the longer, and then the order is that of the letters.

        Args:
            text: What is looked for.
            kind: Name of a class, to look only there.
            definitions: Whether to look in definitions too.

        Raises:
            StoreError: If the SQLite of this Python cannot search.
        """
        seen: set[int] = set()
        rounds = self._rounds(
            normal_name(text),
            list(dict.fromkeys(words_of(text)))[:_MOST_WORDS],
            f" {kind} " if kind else "",
            definitions=definitions,
        )
        for fit, rows in rounds:
            if fit == "spelling" and seen:
                return
            for concept, slug, title, use in rows:
                if concept not in seen:
                    seen.add(concept)
                    yield Hit(slug, title, (*USES, "definition")[use], fit)

    def _rounds(
        self, name: str, words: list[str], kind: str, *, definitions: bool
    ) -> Iterator[tuple[str, Iterable[tuple[int, str, str, int]]]]:
        """Yield ways in which titles may fit, best first, with what fits so."""
        if not name:
            return
        yield "whole", self._ask(_NAMED, name=name, kind=kind)
        yield "beginning", self._ask(_BEGINNING, name=name, kind=kind)
        if not words:
            return
        for fit, spelt in (
            ("words", _quoted),
            ("words", _begun),
            ("part", self._holding),
        ):
            match = _all_of(map(spelt, words))
            yield fit, self._ask(_MATCHING, match=match, kind=kind)
        if definitions:
            match = _all_of(map(_begun, words))
            yield "definition", self._ask(_DEFINED, match=match, kind=kind)
        yield "spelling", self._misspelt(name, words, kind)

    def _holding(self, word: str) -> str:
        """Return a pattern for the words that hold a word."""
        if len(word) < 3:
            return _begun(word)
        rows = self._ask(_HOLDING_WORDS, word[:3], word[-3:], word)
        found = [text for (text,) in rows]
        return _any_of([_begun(word), *map(_quoted, found)])

    def _misspelt(
        self, name: str, words: list[str], kind: str
    ) -> Iterator[tuple[int, str, str, int]]:
        from difflib import SequenceMatcher

        match = _all_of(_any_of(self._spellings(word)) for word in words)
        rows = list(islice(self._ask(_MATCHING, match=match, kind=kind), _MOST_LIKENED))
        matcher = SequenceMatcher(b=name[:200], autojunk=False)

        def unlikeness(row: tuple[int, str, str, int]) -> float:
            matcher.set_seq1(normal_name(row[2]))
            return -matcher.ratio()

        yield from sorted(rows, key=unlikeness)

    def _spellings(self, word: str) -> list[str]:
        """Return patterns for a word, for words like it, and for two run together."""
        if not 3 < len(word) <= _LONGEST:
            return [_begun(word)]
        alike = map(_quoted, self._like(word))
        return [_begun(word), *alike, *map(_all_of, self._parts(word))]

    def _like(self, word: str) -> list[str]:
        """Return the words that are most like one."""
        from difflib import get_close_matches

        grams = sorted(grams_of(word))
        sql = _NEAR_WORDS.format(grams=_marks(grams))
        near = [text for (text,) in self._ask(sql, *grams)]
        return get_close_matches(word, near, n=8, cutoff=LEAST_LIKENESS)

    def _parts(self, word: str) -> Iterator[list[str]]:
        """Yield the pairs of words that make a word when they are run together."""
        cuts = [(word[:i], word[i:]) for i in range(2, len(word) - 1)]
        parts = sorted({part for cut in cuts for part in cut})
        sql = f"SELECT text FROM word WHERE text IN ({_marks(parts)})"
        known = {text for (text,) in self._ask(sql, *parts)}
        yield from ([*map(_quoted, cut)] for cut in cuts if known.issuperset(cut))

    @cached_property
    def _index(self) -> "sqlite3.Connection":
        if self.path is None:
            return made_index(self._facts)
        return opened_index(self.path)

    def _ask(self, sql: str, *values: str, **named: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows that answer a question; half a character stands for none."""
        plain = [value.encode(errors="replace").decode() for value in values]
        mapping = {k: v.encode(errors="replace").decode() for k, v in named.items()}
        return asked(self._index, self.path, sql, plain or mapping)


def _marks(values: Sequence[str]) -> str:
    """Return the marks that stand for some values in SQL."""
    return ", ".join("?" * len(values))


def _quoted(word: str) -> str:
    return f'"{word}"'


def _begun(word: str) -> str:
    """Return a pattern for the words that begin with one; one letter is a word."""
    return f'"{word}"*' if len(word) > 1 else _quoted(word)


def _any_of(patterns: Iterable[str]) -> str:
    return f"({' OR '.join(patterns)})"


def _all_of(patterns: Iterable[str]) -> str:
    return f"({' AND '.join(patterns)})"
