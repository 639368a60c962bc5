"""Tables of Arrow as files: Parquet, CSV or JSON Lines, whole or not at all."""

import errno
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pc_csv
import pyarrow.parquet as pq

from careergraph.errors import ArgumentError, OutputError

FORMULA = r"^[=+\-@\t\r]"
"""What a spreadsheet takes for a formula; an apostrophe is put in front.

*Source:* https://owasp.org/www-community/attacks/CSV_Injection
"""


def _write_parquet(path: Path, schema: pa.Schema, tables: Iterable[pa.Table]) -> None:
    with pq.ParquetWriter(path, schema, compression="zstd") as file:
        for table in tables:
            file.write_table(table)


def write_csv(path: Path, schema: pa.Schema, tables: Iterable[pa.Table]) -> None:
    """Write tables as CSV: lists as text, and no text as a formula."""
    names = schema.names
    plain = pa.schema([(f.name, _plain_type(f.type)) for f in schema])
    with (
        open(path, "wb") as file,
        pc_csv.CSVWriter(
            file, plain, write_options=pc_csv.WriteOptions(quoting_style="needed")
        ) as out,
    ):
        for table in tables:
            columns = [_plain(table.column(name)) for name in names]
            out.write_table(pa.table(columns, schema=plain))


def _plain_type(found: pa.DataType) -> pa.DataType:
    return pa.string() if pa.types.is_list(found) else found


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column as CSV can hold it."""
    if pa.types.is_list(column.type):
        column = pc.binary_join(column, "; ")
    if not pa.types.is_string(column.type):
        return column
    is_formula = pc.match_substring_regex(column, FORMULA)
    return pc.if_else(is_formula, pc.binary_join_element_wise("'", column, ""), column)


def _write_jsonl(path: Path, schema: pa.Schema, tables: Iterable[pa.Table]) -> None:
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        for table in tables:
            _write_lines(file, table)


def _write_lines(file: TextIO, table: pa.Table) -> None:
    file.writelines(
        json.dumps(row, ensure_ascii=False) + "\n" for row in table.to_pylist()
    )


WRITERS = {".parquet": _write_parquet, ".csv": write_csv, ".jsonl": _write_jsonl}
"""What writes tables, by the ending of the file."""


def checked_file(output: str) -> Path:
    """Return the path of a file that can be written.

    Raises:
        ArgumentError: If it has an ending that cannot be written, or is a folder.
    """
    path = Path(output)
    if path.suffix not in WRITERS:
        raise ArgumentError(
            f"{output}: the result is written to a file that ends in "
            f"{', '.join(WRITERS)}"
        )
    if path.is_dir():
        raise ArgumentError(f"{output}: it is a folder; name another file")
    return path


def write_aside(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file under another name, and rename it when it is whole."""
    aside = path.with_name(f".{path.name}.part")
    try:
        write(aside)
        os.replace(aside, path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


@contextmanager
def telling_why(output: Path, *, goes_on: bool = False) -> Iterator[None]:
    """Tell in a line why a result cannot be written.

    Args:
        output: The file.
        goes_on: What was done is kept, so that another run goes on from there.
    """
    try:
        yield
    except OutputError:
        raise
    except OSError as error:
        if not output.absolute().parent.is_dir():
            reason = f"there is no folder {output.absolute().parent}; make it first"
        elif error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            reason = "the disk is full; make room and run it again"
            reason += ": it goes on from there" if goes_on else ""
        else:
            reason = f"{error.strerror or error}; name another file"
        raise OutputError(f"cannot write {output}: {reason}") from error
