"""A store on disk: imported releases, opened without reading them again.

A store is a folder with a pointer, ``careergraph.store``, that names one generation: a
folder with the dataset as pyoxigraph keeps it, what each release states, the facts in
parts that are read when they are needed, the index of titles, and a manifest. No file
of it changes any more, so that the next one may share it. A change writes a new
generation beside the old one and then replaces the pointer, which is one step for the
file system: whatever ends the process before leaves the old generation whole. The
generation before the last is kept, for those who have it open; older ones, and what
was left unfinished, go with the next change.
"""

import errno
import json
import os
import re
import shutil
import sys
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from careergraph.errors import ArgumentError, StoreError
from careergraph.ontology.compiled import Compiled
from careergraph.ontology.default_graph import Triples, extend_dataset, load_dataset
from careergraph.ontology.facts import Facts, record_of
from careergraph.ontology.parts import Parts, Places, damaged, write_parts
from careergraph.ontology.parts import no_collection as no_collection  # noqa: PLC0414 # importers take it from here
from careergraph.ontology.statements import (
    Release,
    read_statements,
    write_statements,
)
from careergraph.ontology.title_index import write_index

if TYPE_CHECKING:
    from pyoxigraph import Store

FORM = 3
"""Number of the form that is written, and the only one that is read."""

POINTER = "careergraph.store"
_LOCK = "careergraph.lock"
_GENERATION = re.compile(r"generation-(\d{6,})")
_QUADS, _FACTS, _TITLES, _MANIFEST = "quads", "facts", "titles", "manifest.json"
_STATEMENTS = "statements"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class _Generation(NamedTuple):
    folder: str
    manifest: dict[str, Any]


class Stored(Compiled):
    """The graph in a store.

    Attributes:
        quads: Folder of the dataset, which pyoxigraph opens.
        manifest: What the store says of itself: its form, and for each release name,
            version, licence, attribution, files with checksums, and counts.
    """

    def __init__(
        self, record: Mapping[str, Any], folder: str, manifest: dict[str, Any]
    ):
        """Take what :func:`open_store` has read."""
        super().__init__(record, self._dumped, os.path.join(folder, _TITLES))
        self.quads = os.path.join(folder, _QUADS)
        self.manifest = manifest

    @property
    def digest(self) -> str:
        """A text that differs when the dataset does."""
        return f"{os.path.abspath(self.quads)} {self.manifest['facts']['checksum']}"

    @property
    def dataset(self) -> str:
        """What an engine takes: the folder of the dataset."""
        return self.quads

    def _dumped(self) -> bytes:
        from pyoxigraph import RdfFormat

        data = open_quads(self.quads).dump(format=RdfFormat.N_QUADS)
        assert data is not None  # None only when an output is given
        return data


def is_store(path: str | os.PathLike[str]) -> bool:
    """Tell whether a folder is a store."""
    return os.path.isfile(os.path.join(path, POINTER))


def open_store(path: str | os.PathLike[str]) -> Stored:
    """Return the graph in a store.

    Little is read now, the rest when it is needed: what is damaged inside a file that
    has its size is told by what comes upon it.

    Raises:
        StoreError: If it is of another form, or damaged.
    """
    path = os.path.abspath(path)
    folder, manifest = _current(path)
    facts, titles = (os.path.join(folder, name) for name in (_FACTS, _TITLES))
    sizes = {
        facts: manifest["facts"]["bytes"],
        titles: manifest["titles"]["bytes"],
        **{os.path.join(folder, _QUADS, n): s for n, s in manifest["quads"].items()},
    }
    if any(_size(file) != size for file, size in sizes.items()):
        raise damaged(path)
    parts = Parts(facts, manifest["facts"]["parts"], store=path)
    return Stored(parts, folder, manifest)


def open_quads(folder: str) -> "Store":
    """Open the dataset of a store to read it, as many processes may at once.

    Raises:
        StoreError: If it is damaged.
    """
    from pyoxigraph import Store

    try:
        return Store.read_only(folder)
    except (OSError, RuntimeError, ValueError) as error:
        reason = str(error).splitlines()[0]
        raise StoreError(
            f"{folder}: cannot be opened ({reason}); import the releases anew"
        ) from None


def refuse_other_folder(path: str | os.PathLike[str]) -> None:
    """Refuse what cannot become a store, before anything long is begun.

    Raises:
        ArgumentError: If it is a file, or a folder that holds something else.
        StoreError: If it may not be written to, or is a store of another form.
    """
    path = os.fspath(path)
    if is_store(path):
        _current(path)
    elif os.path.lexists(path) and not os.path.isdir(path):
        raise ArgumentError(f"{path}: is a file; name a folder that does not exist yet")
    elif os.path.isdir(path):
        others = [n for n in os.listdir(path) if n != _LOCK and not _number(n)]
        if others:
            raise ArgumentError(
                f"{path}: is no store and holds {min(others)}; name a folder "
                f"that does not exist yet"
            )
    above = os.path.dirname(os.path.abspath(path))
    if not os.path.isdir(above):
        raise ArgumentError(f"{path}: there is no folder {above}; make it first")
    if not os.access(path if os.path.isdir(path) else above, os.W_OK | os.X_OK):
        raise StoreError(f"{path}: may not be written to; name a folder of yours")


def add_release(
    path: str | os.PathLike[str],
    release: Release,
    *,
    tell: Callable[[str], None] = lambda _: None,
) -> dict[str, Any]:
    """Write a release to a store, in the place of the same one of before.

    Returns:
        The manifest of the store.

    Raises:
        ArgumentError: If the path is something else than a store.
        StoreError: If it cannot be written, or another process is writing to it.
    """
    path = os.fspath(path)
    refuse_other_folder(path)
    is_new = not os.path.isdir(path)
    try:
        os.makedirs(path, exist_ok=True)
        with _locked(path), no_collection():
            return _add(path, release, tell)
    except OSError as error:
        if is_new and not is_store(path):
            shutil.rmtree(path, ignore_errors=True)
        if isinstance(error, StoreError):
            raise
        raise StoreError(f"{path}: {_reason(error)}") from None


def _add(path: str, release: Release, tell: Callable[[str], None]) -> dict[str, Any]:
    before = _current(path) if is_store(path) else None
    numbers = [number for name in os.listdir(path) if (number := _number(name))]
    _remove_generations(path, {os.path.basename(before.folder)} if before else set())
    name = f"generation-{max(numbers, default=0) + 1:06d}"
    folder = os.path.join(path, name)
    try:
        os.mkdir(folder)
        made = _write_generation(folder, before, release, tell)
        _sync(folder)
        _replace(os.path.join(path, POINTER), {"form": FORM, "generation": name})
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return made


def _write_generation(
    folder: str,
    before: _Generation | None,
    release: Release,
    tell: Callable[[str], None],
) -> dict[str, Any]:
    tell("loading the statements")
    manifest = _write_releases(folder, before, release)
    triples = _write_dataset(folder, before, manifest, release)
    tell("making the facts")
    record = record_of(triples)
    places = _write_facts(os.path.join(folder, _FACTS), record)
    del triples
    tell("indexing the titles")
    titles = os.path.join(folder, _TITLES)
    write_index(titles, Facts(record))
    quads = os.path.join(folder, _QUADS)
    manifest |= {
        "facts": {
            "bytes": _size(os.path.join(folder, _FACTS)),
            "checksum": zlib.crc32(_json(places).encode()),
            "parts": places,
        },
        "titles": {"bytes": _size(titles)},
        "quads": {n: _size(os.path.join(quads, n)) for n in _data_files(quads)},
    }
    with open(os.path.join(folder, _MANIFEST), "w", encoding="utf-8") as file:
        file.write(_json(manifest))
    return manifest


def _write_releases(
    folder: str, before: _Generation | None, release: Release
) -> dict[str, Any]:
    """Write what is stated by a release, and those before; return the manifest of it.

    What was stated before is in files that never change: a second name is enough.
    """
    os.mkdir(os.path.join(folder, _STATEMENTS))
    path = os.path.join(folder, _STATEMENTS, release.name)
    places = {release.name: write_statements(path, release.graphs)}
    about = dict(
        release.about,
        name=release.name,
        order=release.order,
        sources=sorted(release.graphs),
    )
    releases = [about]
    for kept in before.manifest["releases"] if before else ():
        name = kept["name"]
        if before and name != release.name:
            releases.append(kept)
            places[name] = before.manifest["statements"][name]
            _link(
                *(os.path.join(f, _STATEMENTS, name) for f in (before.folder, folder))
            )
    releases.sort(key=itemgetter("name"))
    return {"form": FORM, "releases": releases, "statements": places}


def _link(path: str, other: str) -> None:
    """Give a file another name, or copy it where a file can have but one."""
    try:
        os.link(path, other)
    except OSError:
        shutil.copyfile(path, other)


def _write_dataset(
    folder: str,
    before: _Generation | None,
    manifest: Mapping[str, Any],
    release: Release,
) -> Triples:
    """Write the dataset; return what its default graph says.

    That of before is extended, unless something in it is replaced: its files, which
    never change, get second names.
    """
    quads = os.path.join(folder, _QUADS)
    kept = _read_releases(folder, manifest, besides=release.name)
    newest_first = sorted(
        [release, *kept], key=lambda r: (r.order, r.name), reverse=True
    )
    try:
        if before is None or len(kept) < len(before.manifest["releases"]):
            return load_dataset(quads, newest_first)
        open_quads(os.path.join(before.folder, _QUADS)).backup(quads)
        return extend_dataset(quads, newest_first, added=release.name)
    except StoreError:
        raise
    except (OSError, RuntimeError, ValueError) as error:
        # RocksDB tells of a full disk in words alone.
        is_full = any(w in str(error).lower() for w in ("no space", "too large"))
        code = errno.ENOSPC if is_full else getattr(error, "errno", None) or errno.EIO
        raise OSError(code, str(error).splitlines()[0]) from None


def _read_releases(
    folder: str, manifest: Mapping[str, Any], *, besides: str
) -> list[Release]:
    """Return the releases in a generation; what they state is read when needed."""
    return [
        Release(
            about["name"],
            tuple(about["order"]),
            about,
            read_statements(
                os.path.join(folder, _STATEMENTS, about["name"]),
                manifest["statements"][about["name"]],
                about["sources"],
                store=os.path.dirname(folder),
            ),
        )
        for about in manifest["releases"]
        if about["name"] != besides
    ]


def _write_facts(path: str, record: Mapping[str, Any]) -> Places:
    """Write the facts so that :class:`Facts` may read them in parts.

    Equal facts give equal bytes as long as the triples that they were made of are
    kept: marshal writes what is used once otherwise than what is used several times.
    """
    entities = record["entities"].items()
    parts = {
        **record,
        "entities": {
            slug: (entity[0], (), "", *entity[3:]) for slug, entity in entities
        },
        "texts": {slug: entity[1:3] for slug, entity in entities if any(entity[1:3])},
    }
    with open(path, "wb") as file:
        return write_parts(file, parts, nested="statements")


def _current(path: str) -> _Generation:
    """Return the generation that stands."""
    pointer = _read_json(path, os.path.join(path, POINTER))
    if pointer.get("form") != FORM:
        raise StoreError(
            f"{path}: is a store of form {pointer.get('form')}, and this version of "
            f"careergraph reads form {FORM}; import its releases anew into another "
            f"folder"
        )
    name = str(pointer.get("generation"))
    if not _number(name):
        raise damaged(path)
    folder = os.path.join(path, name)
    manifest = _read_json(path, os.path.join(folder, _MANIFEST))
    if not {"releases", "facts", "titles", "quads"} <= set(manifest):
        raise damaged(path)
    return _Generation(folder, manifest)


def _read_json(store: str, path: str) -> dict[str, Any]:
    try:
        with open(path, encoding="utf-8") as file:
            found = json.load(file)
    except PermissionError:
        raise StoreError(f"{store}: may not be read; see who may") from None
    except (OSError, ValueError):
        raise damaged(store) from None
    if not isinstance(found, dict):
        raise damaged(store)
    return found


def _size(path: str) -> int:
    try:
        return os.path.getsize(path)
    except OSError:
        return -1


def _data_files(folder: str) -> list[str]:
    """Return the files of the data: all but logs, which may grow when it is read."""
    return sorted(n for n in os.listdir(folder) if not n.startswith("LO"))


def _number(name: str) -> int:
    """Return the number of a generation; 0 for the name of something else."""
    found = _GENERATION.fullmatch(name)
    return int(found[1]) if found else 0


def _remove_generations(path: str, kept: Collection[str]) -> None:
    for name in os.listdir(path):
        if _number(name) and name not in kept:
            shutil.rmtree(os.path.join(path, name), ignore_errors=True)


@contextmanager
def _locked(path: str) -> Iterator[None]:
    """Hold a store for writing; the end of the process, however it ends, lets it go."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    descriptor = os.open(os.path.join(path, _LOCK), os.O_RDWR | os.O_CREAT, 0o666)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreError(
                f"{path}: another process is writing to it; try again when it is done"
            ) from None
        yield
    finally:
        os.close(descriptor)


def _replace(path: str, value: object) -> None:
    aside = f"{path}.part"
    with open(aside, "w", encoding="utf-8") as file:
        file.write(_json(value))
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, path)
    _sync_one(os.path.dirname(path))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _sync(folder: str) -> None:
    """See to it that all files of a folder are on the disk before they are named."""
    for place, _, names in os.walk(folder):
        for name in names:
            _sync_one(os.path.join(place, name))
        _sync_one(place)


def _sync_one(path: str) -> None:
    with suppress(PermissionError):  # a folder, where folders cannot be opened
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _reason(error: OSError) -> str:
    if error.errno in _FULL:
        return "the disk is full; make room and import again, nothing was changed"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "may not be written to; name a folder of yours"
    return f"{error.strerror or error}; nothing was changed"
