"""The compiled form of some content, kept between runs.

Reading all concept files takes longer than a command may, so their compiled form is kept
in the user's cache folder, as Python keeps its own: the file holds a listing of
everything that it was made from, with times and sizes, and is made anew when
anything differs. Where nothing can be written, it is made on each run.
"""

import marshal
import os
import sys
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cached_property
from typing import Any

_FORM = b"careergraph 1\n"
_PARTS = ("stamp", "record", "n_quads")
_PACKAGED = os.path.dirname(__file__)


class Compiled:
    """A compiled graph.

    Attributes:
        record: What :class:`careergraph.ontology.facts.Facts` takes.
        titles: File of the index of titles, if there is one; likewise.
    """

    titles: str | None = None

    def __init__(
        self,
        record: Mapping[str, Any],
        n_quads: Callable[[], bytes],
        titles: str | None = None,
    ):
        """Take the facts, and a way to the N-Quads, which few commands need."""
        self.record = record
        self._read_n_quads = n_quads
        self.titles = titles

    @cached_property
    def n_quads(self) -> bytes:
        """The whole dataset as N-Quads."""
        return self._read_n_quads()

    @property
    def dataset(self) -> bytes | str:
        """What an engine takes: the N-Quads, or the folder of a store's dataset."""
        return self.n_quads

    @property
    def digest(self) -> str:
        """A text that differs when the dataset does."""
        from hashlib import sha256

        return sha256(self.n_quads).hexdigest()


def load_compiled(
    folder: str = _PACKAGED, *, without: tuple[str, ...] = ()
) -> Compiled:
    """Return the compiled form of a folder's content, compiling it if need be.

    Args:
        folder: Holds ``sources.yaml`` and ``concepts/``; the packaged one by
            default.
        without: Ids of sources of which nothing is taken, sorted.

    Raises:
        ContentError: If the content has to be compiled and has faults.
    """
    stamp = _stamp(folder)
    name = _checksum(os.fsencode("\n".join([folder, *without])))
    path = os.path.join(cache_folder(), f"{name}.graph")
    record = _read(path, stamp, "record")
    if record is not None:
        return Compiled(
            marshal.loads(record),
            lambda: _read(path, stamp, "n_quads") or _compile(folder, without)[1],
        )
    made, n_quads = _compile(folder, without)
    _write(path, stamp, marshal.dumps(_shared(made, {})), n_quads)
    return Compiled(made, lambda: n_quads)


def cache_folder() -> str:
    """Return the folder of compiled graphs.

    ``CAREERGRAPH_CACHE`` names another one; else ``XDG_CACHE_HOME`` is obeyed.
    """
    named = os.environ.get("CAREERGRAPH_CACHE")
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return named or os.path.join(base, "careergraph")


def _compile(folder: str, without: tuple[str, ...]) -> tuple[dict[str, Any], bytes]:
    from pathlib import Path

    from careergraph.ontology.compile import compile_quads, to_n_quads
    from careergraph.ontology.content import read_content
    from careergraph.ontology.facts import record

    quads = compile_quads(read_content(Path(folder)), without=without)
    return record(quads), to_n_quads(quads)


def _stamp(folder: str) -> bytes:
    """List what the compiled form depends on: code, vocabulary, content, Python.

    The concepts of an installed package change only with the package, which
    then makes their folders anew; asking for each file would take a tenth of
    the time of a short command.
    """
    concepts = os.path.join(folder, "concepts")
    kinds = sorted(os.listdir(concepts)) if os.path.isdir(concepts) else []
    listing = _time if _is_installed(folder) else _listing
    return marshal.dumps(
        [
            sys.implementation.cache_tag,
            _listing(_PACKAGED),
            _listing(folder),
            *(listing(os.path.join(concepts, kind)) for kind in kinds),
        ]
    )


def _is_installed(folder: str) -> bool:
    places = {"site-packages", "dist-packages"}
    return folder == _PACKAGED and not places.isdisjoint(folder.split(os.sep))


def _time(folder: str) -> int:
    return os.stat(folder).st_mtime_ns


def _listing(folder: str) -> list[tuple[str, int, int]]:
    """Return name, time and size of each file in a folder, sorted."""
    if not os.path.isdir(folder):
        return []
    found = []
    for entry in os.scandir(folder):
        if entry.name.endswith((".yaml", ".py", ".ttl")):
            info = entry.stat(follow_symlinks=False)
            found.append((entry.name, info.st_mtime_ns, info.st_size))
    return sorted(found)


def _read(path: str, stamp: bytes, part: str) -> bytes | None:
    """Return a part of what is kept; None when missing, outdated or damaged.

    The file holds a line that names its form, a line with the size and the
    checksum of each part, and the parts.
    """
    try:
        with open(path, "rb") as file:
            if file.readline() != _FORM:
                return None
            sizes = [pair.split(b":") for pair in file.readline().split()]
            if file.read(int(sizes[0][0])) != stamp:
                return None
            if part == "n_quads":
                file.seek(int(sizes[1][0]), os.SEEK_CUR)
            size, checksum = sizes[_PARTS.index(part)]
            data = file.read(int(size))
    except (OSError, ValueError, IndexError, MemoryError, OverflowError):
        return None
    return data if _checksum(data).encode() == checksum else None


def _shared(value: Any, known: dict[Any, Any]) -> Any:
    """Return an equal value in which equal parts are one object: it loads faster."""
    if isinstance(value, dict):
        pairs = value.items()
        return {_shared(key, known): _shared(item, known) for key, item in pairs}
    if isinstance(value, tuple):
        value = tuple(_shared(item, known) for item in value)
    return known.setdefault((type(value), value), value)


def _write(path: str, *parts: bytes) -> None:
    aside = f"{path}.{os.getpid()}"
    sizes = " ".join(f"{len(part)}:{_checksum(part)}" for part in parts)
    # A read-only home is no reason to fail; the next run compiles again.
    with suppress(OSError):
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        try:
            with open(aside, "wb") as file:
                file.writelines([_FORM, f"{sizes}\n".encode(), *parts])
            os.replace(aside, path)
        finally:
            if os.path.exists(aside):
                os.unlink(aside)


def _checksum(data: bytes) -> str:
    return f"{zlib.crc32(data):08x}"
