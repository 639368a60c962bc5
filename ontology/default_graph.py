"""The dataset of several releases: what its default graph holds, and who states it.

The default graph holds what any release states, but of a property that has one value
what the newest does. Each named graph holds all that its source states.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeAlias

from careergraph.ontology.facts import Value, value_of
from careergraph.ontology.joining import SINGLE
from careergraph.ontology.namespaces import SCHEMA, SOURCE
from careergraph.ontology.statements import Release

if TYPE_CHECKING:
    from pyoxigraph import Store

AT_ONCE = 136_000
"""Statements that are loaded at once: all at once take twice the memory.

RocksDB writes the files of four loads anew, as one. Whole ESCO is three.
"""

Triples: TypeAlias = dict[tuple[str, str], dict[Value, tuple[str, ...]]]
"""What the default graph says: by subject and property the values and their sources."""


def load_dataset(folder: str, newest_first: Iterable[Release]) -> Triples:
    """Make the dataset of some releases in a new folder."""
    from pyoxigraph import Store

    loader = _Loader(Store(folder))
    triples = _schema(loader.write)
    for release in newest_first:
        _write_release(release, triples, loader.write)
    loader.finish()
    return triples


def extend_dataset(
    folder: str, newest_first: Iterable[Release], *, added: str
) -> Triples:
    """Add a release to a dataset that holds all the others.

    Args:
        folder: Of the dataset.
        newest_first: All releases.
        added: Name of the one that is added.
    """
    from pyoxigraph import Store

    loader = _Loader(Store(folder))
    triples = _schema(lambda _: None)
    for release in newest_first:
        if release.name == added:
            _write_release(release, triples, loader.write)
        else:
            _correct_release(release, triples, loader.write, loader.remove)
    loader.finish()
    return triples


class _Loader:
    """Loads lines of N-Quads into a dataset, many at once."""

    def __init__(self, store: "Store"):
        self._store = store
        self._lines = bytearray()
        self._statements = 0
        self._removed: list[str] = []

    def write(self, lines: str) -> None:
        """Write a statement, in as many graphs as hold it."""
        self._lines += lines.encode()
        self._statements += 1
        if self._statements == AT_ONCE:
            self._load()

    def remove(self, line: str) -> None:
        """Remove a triple from the default graph, where it may be."""
        self._removed.append(line)

    def finish(self) -> None:
        self._load()
        self._store.flush()

    def _load(self) -> None:
        from pyoxigraph import RdfFormat, parse

        data = bytes(self._lines)
        self._lines.clear()
        self._statements = 0
        # Importers have checked each IRI that they took from a release.
        self._store.bulk_load(data, format=RdfFormat.N_QUADS, lenient=True)
        data = "".join(self._removed).encode()
        self._removed.clear()
        for quad in parse(data, format=RdfFormat.N_QUADS):
            self._store.remove(quad)


def _schema(write: Callable[[str], object]) -> Triples:
    """Write the vocabulary, which is not a release; return what it says."""
    from careergraph.ontology.vocabulary import schema_quads

    triples: Triples = {}
    for quad in schema_quads():
        line = f"{quad.subject} {quad.predicate} {quad.object}"
        write(f"{line} .\n{line} <{SCHEMA}> .\n")
        subject: Any = quad.subject
        stated = triples.setdefault((subject.value, quad.predicate.value), {})
        stated[value_of(quad.object)] = ()
    return triples


def _write_release(
    release: Release, triples: Triples, write: Callable[[str], object]
) -> None:
    """Write what a release states, when all newer ones have been seen."""
    for source, statements in sorted(release.graphs.items()):
        end = f" <{SOURCE}{source}> .\n"
        alone = (source,)
        for subject, prop, value, token in statements:
            line = f"<{subject}> <{prop}> {token}"
            if _holds(triples, subject, prop, value, alone):
                write(f"{line} .\n{line}{end}")
            else:
                write(line + end)


def _correct_release(
    release: Release,
    triples: Triples,
    write: Callable[[str], object],
    remove: Callable[[str], object],
) -> None:
    """Correct what a release has in the default graph, when a newer one has come.

    What the newest of those before stated may no longer count. A value in which it and
    the new one agree may be written in two ways, of which both count.
    """
    for source, statements in sorted(release.graphs.items()):
        alone = (source,)
        for subject, prop, value, token in statements:
            contested = prop in SINGLE and (subject, prop) in triples
            holds = _holds(triples, subject, prop, value, alone)
            if contested:
                (write if holds else remove)(f"<{subject}> <{prop}> {token} .\n")


def _holds(
    triples: Triples, subject: str, prop: str, value: Value, alone: tuple[str]
) -> bool:
    """Tell whether the default graph holds a statement, and note who states it."""
    key = subject, prop
    stated = triples.get(key)
    if stated is None:
        triples[key] = {value: alone}
    elif value in stated:
        if alone[0] not in stated[value]:
            stated[value] += alone
    elif prop in SINGLE:
        return False
    else:
        stated[value] = alone
    return True
