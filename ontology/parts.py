"""A mapping in a file, of which a value is read when it is first asked for.

A large graph is opened in a moment so: a path needs no definitions, and a search by
name no moves. Each value is as marshal writes it, with a checksum of its own.
"""

import gc
import marshal
import mmap
import os
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, BinaryIO, TypeAlias

from careergraph.errors import StoreError

_MARSHAL = 4
"""Version that every Python from 3.4 on reads."""

Places: TypeAlias = dict[str, Any]
"""Where each value is: first byte, number of bytes and checksum, as JSON holds them;
of a value that is a mapping read in parts itself, its places."""


def write_parts(file: BinaryIO, values: Mapping[str, Any], *, nested: str) -> Places:
    """Write a mapping of plain values; return where each of them is.

    Args:
        file: Where to write.
        values: The values by their names.
        nested: Name of a value that is a mapping too, written in parts itself.
    """
    places: Places = {}
    for name, value in values.items():
        if name == nested:
            places[name] = write_parts(file, value, nested="")
            continue
        data = marshal.dumps(value, _MARSHAL)
        places[name] = [file.tell(), len(data), zlib.crc32(data)]
        file.write(data)
    return places


class Parts(Mapping[str, Any]):
    """What :func:`write_parts` has written.

    A value is read anew each time that it is asked for. The file stays readable
    after its name is gone, so that who has a graph open can go on.
    """

    def __init__(
        self, path: str, places: Places, *, store: str, data: mmap.mmap | None = None
    ):
        """Open a file.

        Args:
            path: The file.
            places: Where its values are.
            store: What is said to be damaged when a value is.
            data: The file, when it is open already.

        Raises:
            StoreError: If it cannot be opened.
        """
        self._path, self._places, self._store = path, places, store
        self._data = _mapped(path, store) if data is None else data

    def __getitem__(self, name: str) -> Any:
        """Return a value; raises StoreError when it is damaged."""
        place = self._places[name]
        if isinstance(place, dict):
            return Parts(self._path, place, store=self._store, data=self._data)
        start, size, checksum = place
        with memoryview(self._data)[start : start + size] as data:
            if zlib.crc32(data) != checksum:
                raise damaged(self._store)
            with no_collection():
                return marshal.loads(data)

    def __contains__(self, name: object) -> bool:
        """Tell whether there is a value of that name, without reading it."""
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""
        return iter(self._places)

    def __len__(self) -> int:
        """Return the number of values."""
        return len(self._places)

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what another process opens the file with."""
        return _reopened, (self._path, self._places, self._store)


def _reopened(path: str, places: Places, store: str) -> Parts:
    return Parts(path, places, store=store)


def _mapped(path: str, store: str) -> mmap.mmap:
    try:
        with open(path, "rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):
        raise damaged(store) from None


def damaged(store: str | os.PathLike[str]) -> StoreError:
    """Return the error that says that a store is damaged."""
    return StoreError(
        f"{os.fspath(store)}: is damaged; remove it, and import its releases anew"
    )


@contextmanager
def no_collection() -> Iterator[None]:
    """Make much that stays: looking for garbage among it takes longer than making it."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
