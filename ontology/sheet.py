"""Read the first sheet of an Excel file, by openpyxl where it is installed."""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

from careergraph.errors import ArgumentError, ReleaseError

MOST_UNPACKED = 512 << 20
"""Bytes of all parts of a file together; the largest of O*NET has 40 MB."""

MOST_CHARACTERS = 32_767
"""Of one cell, by Excel's own rule."""


def sheet_rows(data: bytes, place: str) -> Iterator[list[str]]:
    """Yield the rows that are not empty, each cell as text, none shorter than before.

    Args:
        data: The whole file.
        place: What messages call it.

    Raises:
        ReleaseError: If it is no Excel file, or unpacks to too much.
        ArgumentError: If openpyxl is not installed.
    """
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise ArgumentError(
            f"{place}: reading Excel files needs openpyxl: "
            f"`pip install 'careergraph[excel]'`; or name the same files as text or CSV"
        ) from None
    _refuse_large(data, place)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # of styles, and the like
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        width = 0
        for row in book.worksheets[0].iter_rows(values_only=True):
            width = max(width, len(row))
            cells = [_text(value) for value in row] + [""] * (width - len(row))
            if max(map(len, cells), default=0) > MOST_CHARACTERS:
                raise ReleaseError(f"{place}: a cell is longer than Excel allows")
            if any(cells):
                yield cells
    except ReleaseError:
        raise
    except _FAULTS as error:
        raise ReleaseError(
            f"{place}: is no Excel file, or is damaged ({str(error)[:80]}); fetch it anew"
        ) from None


_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, IndexError, ParseError,
           ValueError, TypeError, OSError)  # fmt: skip
"""What openpyxl raises on files that are not what they say."""


def _refuse_large(data: bytes, place: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile:
        raise ReleaseError(
            f"{place}: is no Excel file, or is cut off; fetch it anew"
        ) from None
    if size > MOST_UNPACKED:
        raise ReleaseError(
            f"{place}: unpacks to {size >> 20:,} MB; no file of a release has more than "
            f"{MOST_UNPACKED >> 20}"
        )


def _text(value: object) -> str:
    """Return a cell as the text release has it: 5 for five, and nothing for none."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
