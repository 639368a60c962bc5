"""Read the tables of a release that a publisher gives out: a zip, a folder, a file.

Tables are CSV, text with tabs between the columns, or the first sheet of an Excel file.

What is read is hostile until checked: sizes are bounded, names of files in a zip are
looked at and never written to, and each fault is one line.
"""

import csv
import hashlib
import io
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from types import TracebackType
from typing import Self

from careergraph.errors import ReleaseError
from careergraph.ontology.sheet import sheet_rows

MOST_BYTES = 256 << 20
"""Of one file, unpacked; the largest of ESCO has 21 MB, that of O*NET 5 MB."""

MOST_CHARACTERS = 1 << 20
"""Of one field; the longest text of ESCO has 6,000."""

MOST_FILES = 10_000

HEADER_WITHIN = 10
"""Rows among which the header is looked for: titles may stand above it."""

ENDINGS = {".csv": "CSV", ".txt": "text", ".xlsx": "Excel"}
"""Of the files that can be read, and what they are called."""

_VERSION = re.compile(
    r"(?<![\d.])v?(\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)(?![\d.]*\d)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file that was read.

    Attributes:
        name: Without its folders.
        rows: Number of rows below the header.
        sha256: Of the bytes of the file, in hexadecimal.
    """

    name: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a file that were asked for.

    Attributes:
        file: Where they stand.
        rows: Number in the file, from 1 below the header, and a text for each column.
    """

    file: TableFile
    rows: Sequence[tuple[int, tuple[str, ...]]]


class ReleaseFiles:
    """The files of a release, at any depth of a zip or a folder."""

    def __init__(
        self, path: str | os.PathLike[str], *, endings: Sequence[str] = (".csv",)
    ):
        """Open a release.

        Args:
            path: A zip, a folder, or one file with such an ending.
            endings: Of the files that are wanted, from :data:`ENDINGS`.

        Raises:
            ReleaseError: If there is none, or it is no zip.
        """
        self.path = os.fspath(path)
        self._endings = tuple(endings)
        self._zip: zipfile.ZipFile | None = None
        self._open: dict[str, Callable[[], bytes]] = {}
        self._names: list[str] = []
        if os.path.isdir(self.path):
            self._list_folder()
        elif os.path.isfile(self.path) and self._is_wanted(self.path):
            self._add_file(self.path)
        else:
            self._list_zip()
        if not self._open:
            kinds = " or ".join(ENDINGS[ending] for ending in self._endings)
            raise ReleaseError(
                f"{self.path}: holds no {kinds} file; name the publisher's zip, or the "
                f"folder that it was unpacked to"
            )

    def __enter__(self) -> Self:
        """Return the files, to be closed at the end."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the zip."""
        if self._zip:
            self._zip.close()

    @property
    def names(self) -> list[str]:
        """Names of the files, without folders, sorted."""
        return sorted(self._open)

    @property
    def places(self) -> tuple[str, ...]:
        """Names of the release and of the folders in it, the release first."""
        return os.path.basename(os.path.abspath(self.path)), *self._names

    def version(self) -> str | None:
        """Return the version that the names of the release and its folders tell."""
        for name in self.places:
            found = _VERSION.findall(name)
            if found:
                return str(found[-1])
        return None

    def text(self, name: str) -> str:
        """Return the whole text of a file.

        Raises:
            ReleaseError: If it cannot be read.
        """
        return self._text(name, self._read(name))

    def table(
        self, name: str, needed: Sequence[str], optional: Sequence[str] = ()
    ) -> tuple[Table, frozenset[str]]:
        """Return the columns of a file, found by its header, and which it has.

        Args:
            name: One of :attr:`names`.
            needed: Columns that it must have.
            optional: Columns whose texts are empty where it has none.

        Raises:
            ReleaseError: If it cannot be read, or lacks a column.
        """
        data = self._read(name)
        rows, header = self._below_header(self._rows(name, data), needed)
        columns = {title.strip(): place for place, title in enumerate(header)}
        missing = [title for title in needed if title not in columns]
        if missing:
            raise ReleaseError(
                f"{self._place(name)}: has no column {', '.join(missing)}; it has "
                f"{_shown(columns)}"
            )
        # A column that is not there is the last of each row, which is empty.
        places = [columns.get(title, -1) for title in (*needed, *optional)]
        chosen, width = itemgetter(*places), max(places) + 1
        found = []
        for line, row in enumerate(rows, 1):
            if len(row) < width:
                raise ReleaseError(
                    f"{self._place(name)}: row {line} has {len(row)} fields of "
                    f"{len(header)}; the file is damaged or cut off, fetch it anew"
                )
            row.append("")
            found.append((line, chosen(row)))
        file = TableFile(name, len(found), hashlib.sha256(data).hexdigest())
        return Table(file, found), frozenset(columns)

    def _below_header(
        self, rows: Iterator[list[str]], needed: Sequence[str]
    ) -> tuple[Iterator[list[str]], list[str]]:
        """Return the rows below the header, and it; else the first row counts as it."""
        first: list[list[str]] = []
        for row in rows:
            first.append(row)
            if set(needed) <= {title.strip() for title in row}:
                return rows, row
            if len(first) == HEADER_WITHIN:
                break
        return rows, first[0] if first else []

    def _rows(self, name: str, data: bytes) -> Iterator[list[str]]:
        """Yield the rows that are not empty, as they stand in the file."""
        if name.lower().endswith(".xlsx"):
            yield from sheet_rows(data, self._place(name))
            return
        has_tabs = name.lower().endswith(".txt")
        text = io.StringIO(self._text(name, data), newline="")
        number = -1
        before = csv.field_size_limit(MOST_CHARACTERS)
        try:
            reader = (
                csv.reader(text, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True)
                if has_tabs
                else csv.reader(text, strict=True)
            )
            for row in reader:
                if row:
                    number += 1
                    yield row
        except csv.Error as error:
            raise ReleaseError(
                f"{self._place(name)}: row {number + 1} cannot be read: {error}; the "
                f"file is damaged or cut off, fetch it anew"
            ) from None
        finally:
            csv.field_size_limit(before)

    def _text(self, name: str, data: bytes) -> str:
        try:
            return data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            raise ReleaseError(
                f"{self._place(name)}: byte {error.start} is not UTF-8, in which the "
                f"publisher writes; fetch the file anew, or save it as UTF-8"
            ) from None

    def _read(self, name: str) -> bytes:
        try:
            return self._open[name]()
        except OSError as error:
            reason = error.strerror or str(error)
            raise ReleaseError(f"{self._place(name)}: {reason}") from None
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            reason = str(error).splitlines()[0] if str(error) else "cut off"
            raise ReleaseError(
                f"{self._place(name)}: the zip is damaged ({reason}); fetch it anew"
            ) from None

    def _list_folder(self) -> None:
        count = 0
        for place, folders, names in os.walk(self.path):
            folders.sort()
            if place != self.path:
                self._names.append(os.path.basename(place))
            for name in sorted(names):
                count += 1
                if count > MOST_FILES:
                    raise ReleaseError(
                        f"{self.path}: holds more than {MOST_FILES:,} files; name the "
                        f"folder of the release alone"
                    )
                file = os.path.join(place, name)
                if self._is_wanted(name) and os.path.isfile(file):
                    self._add_file(file)

    def _list_zip(self) -> None:
        try:
            self._zip = archive = zipfile.ZipFile(self.path)
        except FileNotFoundError:
            raise ReleaseError(
                f"{self.path}: there is no such file or folder; name a release that "
                f"you have fetched from its publisher"
            ) from None
        except OSError as error:
            raise ReleaseError(f"{self.path}: {error.strerror or error}") from None
        except zipfile.BadZipFile:
            raise ReleaseError(
                f"{self.path}: is no zip, or is cut off; fetch it anew from its "
                f"publisher"
            ) from None
        entries = archive.infolist()
        if len(entries) > MOST_FILES:
            raise ReleaseError(f"{self.path}: holds more than {MOST_FILES:,} files")
        for entry in sorted(entries, key=lambda e: e.filename):
            *folders, name = entry.filename.replace("\\", "/").split("/")
            if ".." in folders or entry.filename.startswith("/"):
                raise ReleaseError(
                    f"{self.path}: holds {entry.filename[:60]!r}, which would lie "
                    f"outside of it; no publisher packs so, fetch it anew"
                )
            self._names += [one for one in folders if one not in self._names]
            if self._is_wanted(name) and "__MACOSX" not in folders:
                self._add(name, entry.file_size, partial(_bytes_in, archive, entry))

    def _is_wanted(self, name: str) -> bool:
        return name.lower().endswith(self._endings)

    def _add_file(self, path: str) -> None:
        size = os.path.getsize(path)
        self._add(os.path.basename(path), size, partial(_bytes_of, path))

    def _add(self, name: str, size: int, read: Callable[[], bytes]) -> None:
        if size > MOST_BYTES:
            raise ReleaseError(
                f"{self._place(name)}: has {size >> 20:,} MB; no file of a release has "
                f"more than {MOST_BYTES >> 20}"
            )
        if name in self._open:
            raise ReleaseError(
                f"{self.path}: holds {name} twice; name the folder of one release"
            )
        self._open[name] = read

    def _place(self, name: str) -> str:
        is_alone = os.path.isfile(self.path) and self._is_wanted(self.path)
        return self.path if is_alone else os.path.join(self.path, name)


def _bytes_of(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read(MOST_BYTES)


def _bytes_in(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return what an entry unpacks to: no more than its header says."""
    with archive.open(entry) as file:
        return file.read()


def _shown(columns: Mapping[str, int]) -> str:
    names = [name if len(name) <= 40 else f"{name[:37]}..." for name in columns]
    more = f" and {len(names) - 8} more" if len(names) > 8 else ""
    return f"{', '.join(names[:8]) or 'none'}{more}"
