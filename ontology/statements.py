"""What a release states, in a file from which it is read again, a part at a time.

A store keeps one beside its dataset for each release that it holds: to add another
release, what is there is read from here, at a twentieth of the cost of asking the
dataset for it, and never all at once.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from careergraph.ontology.parts import Parts, Places, write_parts

Statement: TypeAlias = tuple[str, str, str | int | float, str]
"""IRIs of subject and property, the value as facts hold it, and as N-Triples do."""

AT_ONCE = 50_000
"""Statements that are read at once."""


@dataclass(frozen=True, slots=True)
class Release:
    """A release as it stands in a store.

    Attributes:
        name: Also the id of its source, such as ``esco-1.1.1``.
        order: What releases of one publisher are compared by; the greatest is newest.
        about: What the manifest says of it: plain values for JSON.
        graphs: Statements by the id of the source that states them; a release may
            have a second source, for what is inferred from it.
    """

    name: str
    order: tuple[int, ...]
    about: Mapping[str, Any]
    graphs: Mapping[str, Iterable[Statement]]


def write_statements(path: str, graphs: Mapping[str, Iterable[Statement]]) -> Places:
    """Write what each source states; return where it is.

    Raises:
        OSError: If it cannot be written.
    """
    parts: dict[str, list[Statement]] = {}
    for source, statements in graphs.items():
        every = list(statements)
        for first in range(0, len(every), AT_ONCE):
            parts[f"{source} {first}"] = every[first : first + AT_ONCE]
    with open(path, "wb") as file:
        return write_parts(file, parts, nested="")


def read_statements(
    path: str, places: Places, sources: Iterable[str], *, store: str
) -> dict[str, Iterable[Statement]]:
    """Return what each source states; it is read when it is gone through, only once.

    Args:
        path: The file.
        places: Where it is in it.
        sources: Ids of the sources.
        store: What is said to be damaged when the file is.

    Raises:
        StoreError: If it is damaged; when it is read, too.
    """
    parts = Parts(path, places, store=store)
    return {source: _stated(parts, source) for source in sources}


def _stated(parts: Parts, source: str) -> Iterator[Statement]:
    for name in parts:
        if name.partition(" ")[0] == source:
            yield from parts[name]
