"""The index that titles are searched in: an SQLite database with FTS5.

SQLite comes with Python. Titles are numbered in the order in which they are shown
among equals, so that the best of what is found come first without any sorting.
"""

import errno
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any

from careergraph.errors import StoreError

if TYPE_CHECKING:
    import sqlite3

    from careergraph.ontology.facts import Facts

PREFERRED = "preferred"
USES = (PREFERRED, "alternative", "hidden")
"""What a title may be of a concept, in the order in which they count."""

_FULL_TEXT = """
    USING fts5(text, content = '', detail = none, columnsize = 0,
    tokenize = "unicode61 remove_diacritics 2 tokenchars '+#'", prefix = '2 3')
"""
_HASH_SIZE = 16 << 20
"""Bytes of words that are gathered before they are written; FTS5 takes 1 MB."""

_TABLES = f"""
PRAGMA journal_mode = off;
PRAGMA synchronous = off;
BEGIN;
CREATE TABLE concept (id INTEGER PRIMARY KEY, slug TEXT, classes TEXT);
CREATE TABLE title (
    id INTEGER PRIMARY KEY, concept INTEGER, use INTEGER, name TEXT, label TEXT
);
CREATE VIRTUAL TABLE words {_FULL_TEXT};
CREATE VIRTUAL TABLE definitions {_FULL_TEXT};
INSERT INTO words (words, rank) VALUES ('hashsize', {_HASH_SIZE});
INSERT INTO definitions (definitions, rank) VALUES ('hashsize', {_HASH_SIZE});
CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT UNIQUE);
CREATE TABLE gram (gram TEXT PRIMARY KEY, words TEXT) WITHOUT ROWID;
"""
"""A label that its name does not differ from is left out. A gram is three letters of a
word one after another: by what they have in common, words like another are found. The
words that hold a gram are their numbers, as JSON has them: a row for each would take
several times as long to write."""

_FINISH = """
CREATE INDEX title_by_name ON title (name);
INSERT INTO words (words) VALUES ('optimize');
INSERT INTO definitions (definitions) VALUES ('optimize');
"""

_NO_FTS5 = "no such module"
_WORD = re.compile(r"(?:[^\W_]|[+#])+")


def write_index(path: str, facts: "Facts") -> None:
    """Write the index of a graph to a file that is not there yet.

    Raises:
        OSError: If it cannot be written.
        StoreError: If the SQLite of this Python has no FTS5.
    """
    sqlite = _sqlite()
    with closing(sqlite.connect(path, isolation_level=None)) as index:
        try:
            _fill(index, facts)
        except sqlite.Error as error:
            if _NO_FTS5 in str(error):
                raise _no_full_text() from None
            is_full = any(w in str(error) for w in ("full", "disk I/O"))
            raise OSError(errno.ENOSPC if is_full else errno.EIO, str(error)) from None


def made_index(facts: "Facts") -> "sqlite3.Connection":
    """Return the index of a graph, made in memory.

    Raises:
        StoreError: If the SQLite of this Python has no FTS5.
    """
    sqlite = _sqlite()
    index: sqlite3.Connection = sqlite.connect(
        ":memory:", isolation_level=None, check_same_thread=False
    )
    try:
        _fill(index, facts)
    except sqlite.OperationalError as error:
        if _NO_FTS5 in str(error):
            raise _no_full_text() from None
        raise
    return index


def opened_index(path: str) -> "sqlite3.Connection":
    """Return the index in a file, to read it; from several threads, if need be.

    Raises:
        StoreError: If it cannot be opened.
    """
    from pathlib import Path

    sqlite = _sqlite()
    uri = f"{Path(path).as_uri()}?mode=ro&immutable=1"
    try:
        index: sqlite3.Connection = sqlite.connect(
            uri, uri=True, check_same_thread=False
        )
    except sqlite.Error:
        raise _damaged(path) from None
    return index


def asked(
    index: "sqlite3.Connection", path: str | None, sql: str, values: Any
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of an index that answer a question.

    Raises:
        StoreError: If it is damaged, or this Python cannot search it.
    """
    sqlite = _sqlite()
    try:
        yield from index.execute(sql, values)
    except sqlite.Error as error:
        if _NO_FTS5 in str(error):
            raise _no_full_text() from None
        if path is None:
            raise
        raise _damaged(path) from None


def _damaged(path: str) -> StoreError:
    from careergraph.ontology.parts import damaged

    return damaged(os.path.dirname(os.path.dirname(path)))


def _sqlite() -> Any:
    try:
        import sqlite3  # costs 5 ms, which few commands need
    except ImportError:  # where Python was built without it
        raise _no_full_text() from None
    return sqlite3


def _no_full_text() -> StoreError:
    return StoreError(
        "titles cannot be searched: the SQLite of this Python has no FTS5; use a Python "
        "that has it, such as one from python.org or from your system"
    )


def _fill(index: "sqlite3.Connection", facts: "Facts") -> None:
    index.executescript(_TABLES)
    _fill_concepts(index, facts)
    _fill_titles(index, facts)
    _fill_words(index)
    index.executescript(_FINISH)  # commits, too


def _fill_concepts(index: "sqlite3.Connection", facts: "Facts") -> None:
    entities = [(slug, facts.entity(slug)) for slug in facts.slugs]
    concepts = (
        (number, slug, f" {' '.join(entity.classes)} ")
        for number, (slug, entity) in enumerate(entities)
    )
    index.executemany("INSERT INTO concept VALUES (?, ?, ?)", concepts)
    definitions = (
        (number, entity.definition)
        for number, (_, entity) in enumerate(entities)
        if entity.definition
    )
    index.executemany(
        "INSERT INTO definitions (rowid, text) VALUES (?, ?)", definitions
    )


def _fill_titles(index: "sqlite3.Connection", facts: "Facts") -> None:
    titles = sorted(
        (use, len(name := normal_name(label)), name, number, label)
        for number, slug in enumerate(facts.slugs)
        for label, use in titles_of(facts, slug)
    )
    rows = (
        (number, concept, use, name, None if label == name else label)
        for number, (use, _, name, concept, label) in enumerate(titles)
    )
    index.executemany("INSERT INTO title VALUES (?, ?, ?, ?, ?)", rows)
    names = ((number, title[2]) for number, title in enumerate(titles))
    index.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", names)


def _fill_words(index: "sqlite3.Connection") -> None:
    index.execute("CREATE VIRTUAL TABLE temp.term USING fts5vocab(main, words, row)")
    words = [text for (text,) in index.execute("SELECT term FROM term ORDER BY term")]
    index.execute("DROP TABLE temp.term")
    index.executemany("INSERT INTO word VALUES (?, ?)", enumerate(words))
    holding = defaultdict(list)
    for number, word in enumerate(words):
        for gram in grams_of(word):
            holding[gram].append(number)
    grams = ((gram, str(numbers)) for gram, numbers in sorted(holding.items()))
    index.executemany("INSERT INTO gram VALUES (?, ?)", grams)


def titles_of(facts: "Facts", slug: str) -> Iterator[tuple[str, int]]:
    """Yield all labels of a concept, each with the number of its use."""
    entity = facts.entity(slug)
    yield entity.label, 0
    for label in entity.alt_labels:
        yield label, 1
    for label in facts.objects(slug, "hiddenLabel"):
        yield str(label), 2


def normal_name(name: str) -> str:
    """Return what names are compared by: case, hyphens, repeated spaces do not count.

    >>> normal_name("  Chief-AI officer")
    'chief ai officer'
    """
    return " ".join(name.casefold().replace("-", " ").replace("_", " ").split())


def words_of(text: str) -> list[str]:
    """Return the words of a text, in small letters without accents.

    >>> words_of("Ingénieur R&D (C++)")
    ['ingenieur', 'r', 'd', 'c++']
    """
    import unicodedata

    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _WORD.findall(plain)


def grams_of(word: str) -> set[str]:
    """Return each three letters of a word, of which "^" begins and "$" ends it."""
    marked = f"^{word}$"
    return {marked[i : i + 3] for i in range(len(marked) - 2)}
