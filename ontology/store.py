"""A store on disk: imported releases, opened without reading them again.

A store is a folder with a pointer, ``careergraph.store``, that names one generation: a
folder with the dataset as pyoxigraph keeps it, the facts in parts that are read when
they are needed, the index of titles, and a manifest. A change writes a new
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
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from careergraph.errors import ArgumentError, StoreError
from careergraph.ontology.compiled import Compiled
from careergraph.ontology.facts import Facts, Value, record_of, value_of
from careergraph.ontology.joining import SINGLE
from careergraph.ontology.namespaces import SCHEMA, SOURCE
from careergraph.ontology.parts import Parts, Places, damaged, write_parts
from careergraph.ontology.parts import no_collection as no_collection  # noqa: PLC0414 # importers take it from here
from careergraph.ontology.title_index import write_index

if TYPE_CHECKING:
    from pyoxigraph import Store

FORM = 2
"""Number of the form that is written, and the only one that is read."""

POINTER = "careergraph.store"
_LOCK = "careergraph.lock"
_GENERATION = re.compile(r"generation-(\d{6,})")
_QUADS, _FACTS, _TITLES, _MANIFEST = "quads", "facts", "titles", "manifest.json"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

Statement: TypeAlias = tuple[str, str, str | int | float, str]
"""IRIs of subject and property, the value as facts hold it, and as N-Triples do."""


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
    kept: list[Release] = []
    current = None
    if is_store(path):
        current, manifest = _current(path)
        kept = list(_kept(current, manifest, release.name))
    numbers = [number for name in os.listdir(path) if (number := _number(name))]
    _remove_generations(path, {os.path.basename(current or "")})
    name = f"generation-{max(numbers, default=0) + 1:06d}"
    folder = os.path.join(path, name)
    try:
        os.mkdir(folder)
        made = _write_generation(folder, [release, *kept], tell)
        _sync(folder)
        _replace(os.path.join(path, POINTER), {"form": FORM, "generation": name})
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return made


def _write_generation(
    folder: str, releases: Sequence[Release], tell: Callable[[str], None]
) -> dict[str, Any]:
    newest_first = sorted(releases, key=lambda r: (r.order, r.name), reverse=True)
    tell("loading the statements")
    quads = os.path.join(folder, _QUADS)
    try:
        triples = _load(quads, newest_first)
    except (OSError, RuntimeError, ValueError) as error:
        # RocksDB tells of a full disk in words alone.
        is_full = any(w in str(error).lower() for w in ("no space", "too large"))
        code = errno.ENOSPC if is_full else getattr(error, "errno", None) or errno.EIO
        raise OSError(code, str(error).splitlines()[0]) from None
    tell("making the facts")
    record = record_of(triples)
    places = _write_facts(os.path.join(folder, _FACTS), record)
    del triples
    tell("indexing the titles")
    titles = os.path.join(folder, _TITLES)
    write_index(titles, Facts(record))
    manifest = {
        "form": FORM,
        "releases": [
            dict(r.about, name=r.name, order=r.order, sources=sorted(r.graphs))
            for r in sorted(releases, key=lambda r: r.name)
        ],
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


AT_ONCE = 160_000
"""Lines that are loaded at once: all at once take three times the memory."""

Triples: TypeAlias = dict[tuple[str, str], dict[Value, tuple[str, ...]]]


def _load(folder: str, newest_first: Iterable[Release]) -> Triples:
    """Load the dataset of some releases; return what its default graph says."""
    from pyoxigraph import RdfFormat, Store

    store = Store(folder)
    lines: list[str] = []

    def load() -> None:
        data = "".join(lines).encode()
        lines.clear()
        store.bulk_load(data, format=RdfFormat.N_QUADS)

    def write(line: str) -> None:
        lines.append(line)
        if len(lines) == AT_ONCE // 2:  # most are two
            load()

    triples = _write_lines(write, newest_first)
    load()
    store.flush()
    return triples


def _write_lines(
    write: Callable[[str], object], newest_first: Iterable[Release]
) -> Triples:
    """Write the dataset as N-Quads; return what its default graph says, and who does.

    The default graph holds what any release states, but for a property that has one
    value what the newest does; each named graph holds all that its source states.
    """
    from careergraph.ontology.vocabulary import schema_quads

    triples: Triples = {}
    for quad in schema_quads():
        line = f"{quad.subject} {quad.predicate} {quad.object}"
        write(f"{line} .\n{line} <{SCHEMA}> .\n")
        subject: Any = quad.subject
        stated = triples.setdefault((subject.value, quad.predicate.value), {})
        stated[value_of(quad.object)] = ()
    for release in newest_first:
        for source, statements in sorted(release.graphs.items()):
            end = f" <{SOURCE}{source}> .\n"
            alone = (source,)
            for subject, prop, value, token in statements:
                line = f"<{subject}> <{prop}> {token}"
                key = subject, prop
                stated = triples.get(key)  # type: ignore[assignment] # or None
                if stated is None:
                    triples[key] = {value: alone}
                elif value in stated:
                    if source not in stated[value]:
                        stated[value] += alone
                elif prop in SINGLE:
                    write(line + end)
                    continue
                else:
                    stated[value] = alone
                write(f"{line} .\n{line}{end}")
    return triples


def _kept(folder: str, manifest: Mapping[str, Any], replaced: str) -> Iterator[Release]:
    """Yield the releases that stay, with what they state."""
    store = open_quads(os.path.join(folder, _QUADS))
    for about in manifest["releases"]:
        if about["name"] == replaced:
            continue
        graphs = {source: _statements(store, source) for source in about["sources"]}
        yield Release(about["name"], tuple(about["order"]), about, graphs)


def _statements(store: "Store", source: str) -> Iterator[Statement]:
    from pyoxigraph import NamedNode

    for quad in store.quads_for_pattern(None, None, None, NamedNode(SOURCE + source)):
        subject: Any = quad.subject
        value = value_of(quad.object)
        yield subject.value, quad.predicate.value, value, str(quad.object)


def _current(path: str) -> tuple[str, dict[str, Any]]:
    """Return the folder of the generation that stands, and its manifest."""
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
    return folder, manifest


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
