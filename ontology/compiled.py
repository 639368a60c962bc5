"""The compiled form of some content, kept between runs.

Reading all concept files takes about a second, so their compiled form is kept
in the user's cache folder, as Python keeps its own: the file holds a listing of
everything that it was made from, with times and sizes, and is made anew when
anything differs. Where nothing can be written, it is made on each run.
"""

import marshal
import os
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

_MAGIC = b"careergraph 1\n"
_PACKAGED = os.path.dirname(__file__)


class Compiled(NamedTuple):
    """A compiled graph.

    Attributes:
        record: What :class:`careergraph.ontology.facts.Facts` takes.
        n_quads: The whole dataset as N-Quads.
    """

    record: dict[str, Any]
    n_quads: bytes


def load_compiled(folder: str = _PACKAGED) -> Compiled:
    """Return the compiled form of a folder's content, compiling it if need be.

    Args:
        folder: Holds ``sources.yaml`` and ``concepts/``; the packaged one by
            default.

    Raises:
        ContentError: If the content has to be compiled and has faults.
    """
    stamp = _stamp(folder)
    path = os.path.join(cache_folder(), f"{_checksum(os.fsencode(folder))}.graph")
    kept = _read(path, stamp)
    if kept is None:
        kept = _compile(folder)
        _write(path, stamp, kept)
    return kept


def cache_folder() -> str:
    """Return the folder of compiled graphs.

    ``CAREERGRAPH_CACHE`` names another one; else ``XDG_CACHE_HOME`` is obeyed.
    """
    named = os.environ.get("CAREERGRAPH_CACHE")
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return named or os.path.join(base, "careergraph")


def _compile(folder: str) -> Compiled:
    from careergraph.ontology.compile import compile_quads, to_n_quads
    from careergraph.ontology.content import read_content
    from careergraph.ontology.facts import record

    quads = compile_quads(read_content(Path(folder)))
    return Compiled(record(quads), to_n_quads(quads))


def _stamp(folder: str) -> bytes:
    """List what the compiled form depends on: code, vocabulary, content, Python."""
    lines = [
        sys.implementation.cache_tag or "",
        *sorted(_listing(_PACKAGED, ".py", ".ttl")),
    ]
    lines += sorted(_listing(folder, "sources.yaml"))
    concepts = os.path.join(folder, "concepts")
    if os.path.isdir(concepts):
        for kind in sorted(
            entry.path for entry in os.scandir(concepts) if entry.is_dir()
        ):
            lines += sorted(_listing(kind, ".yaml"))
    return "\n".join(lines).encode("utf-8", "surrogateescape")


def _listing(folder: str, *endings: str) -> Iterator[str]:
    if os.path.isdir(folder):
        for entry in os.scandir(folder):
            if entry.name.endswith(endings):
                info = entry.stat()
                yield f"{entry.path} {info.st_mtime_ns} {info.st_size}"


def _read(path: str, stamp: bytes) -> Compiled | None:
    """Return what is kept, or None when it is missing, outdated or damaged."""
    try:
        with open(path, "rb") as file:
            if file.readline() != _MAGIC:
                return None
            sizes = [int(size) for size in file.readline().split()]
            checksum = file.readline().strip().decode()
            parts = [file.read(size) for size in sizes]
    except (OSError, ValueError):
        return None
    if len(parts) != 3 or parts[0] != stamp or _checksum(*parts) != checksum:
        return None
    return Compiled(marshal.loads(parts[1]), parts[2])


def _write(path: str, stamp: bytes, compiled: Compiled) -> None:
    parts = (stamp, marshal.dumps(_plain(compiled.record)), compiled.n_quads)
    aside = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with open(aside, "wb") as file:
            file.write(_MAGIC)
            file.write(f"{' '.join(str(len(part)) for part in parts)}\n".encode())
            file.write(f"{_checksum(*parts)}\n".encode())
            file.writelines(parts)
        os.replace(aside, path)
    except OSError:
        return  # a read-only home is no reason to fail; the next run compiles again


def _plain(value: Any) -> Any:
    """Turn named tuples into tuples: marshal takes no others."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(_plain(item) for item in value)
    return value


def _checksum(*parts: bytes) -> str:
    total = 0
    for part in parts:
        total = zlib.crc32(part, total)
    return f"{total:08x}"
