"""Profiles of people from a file: Parquet, CSV or JSON Lines, a batch at a time.

A profile has an ``id``, and a ``role``, ``skills`` or both: a list of names, in CSV
with ``;`` between them. It may have a ``level`` from 1 to 7 and a ``place``.
"""

import csv
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from careergraph.errors import ArgumentError, ProfilesError

PROFILE = pa.schema(
    [
        ("row", pa.int64()),
        ("id", pa.string()),
        ("role", pa.string()),
        ("skills", pa.list_(pa.string())),
        ("level", pa.int64()),
        ("place", pa.string()),
        ("fault", pa.string()),
    ]
)
"""A profile as it is read: its place in the file from 1 (in CSV and JSON Lines the
line), and what is wrong with its types, if anything."""

BATCH = 10_000
"""Profiles that are read at once."""

COLUMNS = ("id", "role", "skills", "level", "place")

LARGEST_FIELD = 1 << 24
"""Characters of a field of CSV; the module's own limit is 131,072."""


def read_profiles(
    path: str | os.PathLike[str], *, columns: tuple[str, ...] = COLUMNS
) -> Iterator[pa.RecordBatch]:
    """Yield the profiles of a file in batches, as :data:`PROFILE` says.

    Args:
        path: The file; its ending tells its format: parquet, csv or jsonl.
        columns: The columns that are wanted; others may be empty.

    Raises:
        ArgumentError: If there is no such file, or if it has another ending.
        ProfilesError: If it cannot be read as what its ending says, or if a column is
            missing or, in Parquet, of a wrong type.
    """
    name = os.fspath(path)
    ending = os.path.splitext(name)[1].lower()
    if ending not in READERS:
        raise ArgumentError(
            f"{name}: profiles are read from a file that ends in {ENDINGS}"
        )
    with _told(name):
        yield from READERS[ending](name, columns)


def repeated_ids(path: str | os.PathLike[str]) -> list[str]:
    """Return the ids that several profiles of a file have, sorted.

    Of each id eight bytes are kept in memory.

    Raises:
        CareerGraphError: As :func:`read_profiles` does.
    """
    hashes = np.concatenate(
        [
            np.zeros(0, dtype=np.int64),
            *(np.array([hash(i) for i in ids], dtype=np.int64) for ids in _ids(path)),
        ]
    )
    hashes.sort()
    alike = set(hashes[1:][hashes[1:] == hashes[:-1]].tolist())
    if not alike:
        return []
    counts = Counter(i for ids in _ids(path) for i in ids if hash(i) in alike)
    return sorted(i for i, count in counts.items() if count > 1)


def _ids(path: str | os.PathLike[str]) -> Iterator[list[str]]:
    for batch in read_profiles(path, columns=("id",)):
        yield batch.column("id").drop_null().to_pylist()


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Tell in a line why a file cannot be read."""
    try:
        yield
    except FileNotFoundError:
        raise ArgumentError(f"{name}: there is no such file") from None
    except UnicodeDecodeError as error:
        raise ProfilesError(
            f"{name}: it is not in UTF-8: {error}; convert it"
        ) from None
    except (OSError, csv.Error, pa.ArrowException) as error:
        reason = str(error).partition("\n")[0].rstrip(".")
        raise ProfilesError(
            f"{name}: it cannot be read: {reason}; is it whole? Write it anew"
        ) from None


def _parquet(name: str, columns: tuple[str, ...]) -> Iterator[pa.RecordBatch]:
    with pq.ParquetFile(name) as file:
        schema = file.schema_arrow
        refuse_columns(name, schema.names)
        for column in set(COLUMNS) & set(schema.names):
            refuse_type(name, column, schema.field(column).type)
        wanted = [column for column in columns if column in schema.names]
        first = 1
        for batch in file.iter_batches(BATCH, columns=wanted):
            yield as_profiles(batch, first)
            first += len(batch)


def as_profiles(batch: pa.RecordBatch, first: int) -> pa.RecordBatch:
    """Return a batch of Parquet as profiles.

    Args:
        batch: Some of the columns, of types that :func:`refuse_type` lets pass.
        first: Number of its first row.
    """
    rows = pa.array(np.arange(first, first + len(batch)))
    arrays = [
        batch.column(field.name).cast(field.type)
        if field.name in batch.schema.names
        else pa.nulls(len(batch), field.type)
        for field in list(PROFILE)[1:]
    ]
    return pa.record_batch([rows, *arrays], schema=PROFILE)


def refuse_type(name: str, column: str, found: pa.DataType) -> None:
    """Refuse a column of Parquet whose values cannot be what is wanted.

    Raises:
        ProfilesError: If the type is another.
    """
    is_text = (pa.types.is_string, pa.types.is_large_string, pa.types.is_dictionary)
    checks: dict[str, tuple[str, tuple[Callable[[pa.DataType], bool], ...]]] = {
        "id": ("text or whole numbers", (*is_text, pa.types.is_integer)),
        "role": ("text", is_text),
        "skills": ("a list of text", is_text),
        "level": ("whole numbers", (pa.types.is_integer,)),
        "place": ("text", is_text),
    }
    wanted, allowed = checks[column]
    inner = found
    if column == "skills":
        is_list = pa.types.is_list(found) or pa.types.is_large_list(found)
        inner = found.value_type if is_list else pa.binary()
    if not (pa.types.is_null(found) or any(check(inner) for check in allowed)):
        raise ProfilesError(
            f'{name}: its column "{column}" holds {found}; {wanted} is wanted'
        )


def _csv(name: str, columns: tuple[str, ...]) -> Iterator[pa.RecordBatch]:
    csv.field_size_limit(LARGEST_FIELD)  # so that one profile cannot end them all
    with open(name, encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file)
        header = [column.strip() for column in next(lines, [])]
        refuse_columns(name, header)
        profiles = (_from_cells(lines.line_num, header, row) for row in lines if row)
        yield from _batches(profiles)


def _from_cells(line: int, header: list[str], row: list[str]) -> dict[str, Any]:
    """Return a row of CSV as a profile; an empty cell is nothing."""
    cells = {name: cell.strip() for name, cell in zip(header, row, strict=False)}
    known: dict[str, Any] = {c: cells[c] for c in COLUMNS if cells.get(c)}
    if len(row) != len(header):
        fault = f"it has {len(row)} cells, and the first line has {len(header)}"
        return {"row": line, "id": known.get("id"), "fault": fault}
    if "skills" in known:
        names = known["skills"].split(";")
        known["skills"] = [name.strip() for name in names if name.strip()]
    if "level" in known:
        if not known["level"].isdecimal() or len(known["level"]) > 2:
            fault = f'its level is "{known["level"]}", not a whole number'
            return {"row": line, "id": known.get("id"), "fault": fault}
        known["level"] = int(known["level"])
    return {"row": line, **known}


def _jsonl(name: str, columns: tuple[str, ...]) -> Iterator[pa.RecordBatch]:
    with open(name, encoding="utf-8-sig") as file:
        lines = ((n, line) for n, line in enumerate(file, start=1) if line.strip())
        yield from _batches(_from_json(number, line) for number, line in lines)


def _from_json(line: int, text: str) -> dict[str, Any]:
    """Return a line of JSON as a profile."""
    try:
        value = json.loads(text)
        if "\\ud" in text.lower():
            json.dumps(value, ensure_ascii=False).encode()  # fails at half a character
    except (ValueError, RecursionError):
        return {"row": line, "fault": "the line is no JSON, or is cut off"}
    if not isinstance(value, dict):
        return {"row": line, "fault": "the line holds no object of JSON"}
    known = {c: value[c] for c in COLUMNS if value.get(c) is not None}
    if type(known.get("id")) is int:
        known["id"] = str(known["id"])
    fault = _wrong_type(known)
    if fault:
        id_ = known.get("id")
        return {
            "row": line,
            "id": id_ if isinstance(id_, str) else None,
            "fault": fault,
        }
    return {"row": line, **known}


def _wrong_type(profile: Mapping[str, Any]) -> str:
    for column, value in profile.items():
        if column == "skills":
            is_right = isinstance(value, list) and all(
                isinstance(v, str) for v in value
            )
            wanted = "a list of text"
        elif column == "level":
            is_right = type(value) is int and abs(value) < 100
            wanted = "a whole number from 1 to 7"
        else:
            is_right, wanted = isinstance(value, str), "text"
        if not is_right:
            shown = json.dumps(value, ensure_ascii=False)
            shown = shown if len(shown) <= 40 else shown[:39] + "…"
            return f"its {column} is {shown}, not {wanted}"
    return ""


def _batches(profiles: Iterator[dict[str, Any]]) -> Iterator[pa.RecordBatch]:
    while batch := list(islice(profiles, BATCH)):
        yield pa.RecordBatch.from_pylist(batch, schema=PROFILE)


def refuse_columns(name: str, found: list[str]) -> None:
    """Refuse a file without the columns that a profile needs.

    Raises:
        ProfilesError: If there is no id, or neither skills nor role.
    """
    if "id" not in found:
        raise ProfilesError(f'{name}: it has no column "id"; {_listed(found)}')
    if not {"role", "skills"} & set(found):
        raise ProfilesError(
            f'{name}: it has neither a column "skills" nor "role"; {_listed(found)}'
        )


def _listed(found: list[str]) -> str:
    return f"its columns are {', '.join(found[:8])}" if found else "it is empty"


READERS: dict[str, Callable[[str, tuple[str, ...]], Iterator[pa.RecordBatch]]] = {
    ".parquet": _parquet,
    ".csv": _csv,
    ".jsonl": _jsonl,
}
ENDINGS = ".parquet, .csv or .jsonl"
