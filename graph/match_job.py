"""Match the profiles of a file: batch by batch, to be gone on with after a stop.

What is done lies in a folder beside the result, ``RESULT.parts``, a file or two for each
batch; once all batches are there they are joined, and the folder goes. So memory hardly
grows with the number of profiles, and a run that was stopped is not lost.
"""

import errno
import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pc_csv
import pyarrow.parquet as pq

from careergraph.errors import ArgumentError, OutputError
from careergraph.graph.matched import Matched
from careergraph.graph.matching import REFUSED, Matcher, Outcome
from careergraph.graph.profiles_file import read_profiles, repeated_ids

FORMULA = r"^[=+\-@\t\r]"
"""What a spreadsheet takes for a formula; an apostrophe is put in front.

*Source:* https://owasp.org/www-community/attacks/CSV_Injection
"""

UNKNOWN = pa.schema(
    [
        ("name", pa.string()),
        ("wanted", pa.string()),
        ("profiles", pa.int64()),
        ("reason", pa.string()),
    ]
)
"""A name that was not understood, and in how many profiles."""

COUNTS = ("profiles", "refused", "without_match", "matches")


class MatchJob:
    """The profiles of one file, matched into another."""

    def __init__(
        self,
        matcher: Matcher,
        profiles: str,
        output: str,
        *,
        about: dict[str, Any],
        threads: int = 1,
    ):
        """Take what matches, and the two files.

        Args:
            matcher: What matches.
            profiles: The file to read.
            output: The file to write.
            about: All else that the result depends on: parts that were made with
                anything else are not gone on with.
            threads: How many to use.

        Raises:
            ArgumentError: If the output has an ending that cannot be written, is a
                folder, or is the profiles.
        """
        self._matcher = matcher
        self._profiles = profiles
        self._output = Path(output)
        self._threads = threads
        self._about = about
        self._parts = Path(f"{output}.parts")
        if self._output.suffix not in WRITERS:
            raise ArgumentError(
                f"{output}: the result is written to a file that ends in "
                f"{', '.join(WRITERS)}"
            )
        if self._output.is_dir() or self._output.resolve() == Path(profiles).resolve():
            kind = "a folder" if self._output.is_dir() else "the file of the profiles"
            raise ArgumentError(f"{output}: it is {kind}; name another file")

    def run(self, tell: Callable[[str], None]) -> Matched:
        """Match all profiles and write the result.

        Args:
            tell: Told what is done now.

        Raises:
            ProfilesError: If the profiles cannot be read.
            ArgumentError: If the folder of parts holds something else.
            OutputError: If the result cannot be written.
        """
        tell("Looking for repeated ids")
        repeated = pa.array(repeated_ids(self._profiles), pa.string())
        with _told(self._output):
            resumed = self._begin()
            parts, counts = self._match_all(repeated, tell)
            tell("Joining the parts")
            self._join_refused(parts)
            unknown = self._join_unknown(parts)
            self._join(parts)
            shutil.rmtree(self._parts)
        return Matched(
            **counts,
            resumed=resumed,
            unknown=unknown,
            output=str(self._output),
            refused_file=self._kept_beside("refused", counts["refused"]),
            unknown_file=self._kept_beside("unknown", unknown),
        )

    def _match_all(
        self, repeated: pa.Array, tell: Callable[[str], None]
    ) -> tuple[range, dict[str, int]]:
        """Write the parts that are not there; return all, and what they hold."""
        parts = 0
        counts = dict.fromkeys(COUNTS, 0)
        for parts, batch in enumerate(read_profiles(self._profiles), start=1):
            if not self._is_done(parts):
                outcome = self._matcher.match(batch, repeated, threads=self._threads)
                self._write_part(parts, outcome)
            for name, count in self._part(parts)["counts"].items():
                counts[name] += count
            tell(f"Matching: {counts['profiles']:,} profiles")
        return range(1, parts + 1), counts

    def _begin(self) -> int:
        """Make the folder of parts, or find it; return how many parts are done."""
        stat = os.stat(self._profiles)
        path = os.path.realpath(self._profiles)
        about = [path, stat.st_size, stat.st_mtime_ns, self._about]
        text = json.dumps(about, ensure_ascii=False)
        mark = self._parts / "job.json"
        found = {path.name for path in self._parts.glob("*")} - {f".{mark.name}.part"}
        if found and mark.name not in found:
            raise ArgumentError(
                f"{self._parts}: it holds something else; move it, or name another "
                f"result"
            )
        if found and mark.read_text("utf-8") == text:
            return len([*self._parts.glob("*.done.json")])
        shutil.rmtree(self._parts, ignore_errors=True)
        self._parts.mkdir()
        _write_aside(mark, lambda path: path.write_text(text, "utf-8"))
        return 0

    def _path(self, number: int, ending: str) -> Path:
        return self._parts / f"{number:08}.{ending}"

    def _is_done(self, number: int) -> bool:
        return self._path(number, "done.json").exists()

    def _write_part(self, number: int, outcome: Outcome) -> None:
        """Write a part; its last file says that it is whole."""
        _write_arrow(self._path(number, "matches"), outcome.matches)
        _write_arrow(self._path(number, "refused"), outcome.refused)
        unknown = [[*key, count] for key, count in outcome.unknown.items()]
        text = json.dumps({"counts": outcome.counts(), "unknown": unknown})
        _write_aside(
            self._path(number, "done.json"), lambda path: path.write_text(text, "utf-8")
        )

    def _part(self, number: int) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(
            self._path(number, "done.json").read_text("utf-8")
        )
        return found

    def _tables(self, done: Iterable[int], ending: str) -> Iterator[pa.Table]:
        for number in done:
            with pa.memory_map(str(self._path(number, ending))) as file:
                yield pa.ipc.open_file(file).read_all()

    def _join(self, done: Iterable[int]) -> None:
        schema = self._matcher.schema
        write = WRITERS[self._output.suffix]
        tables = self._tables(done, "matches")
        _write_aside(self._output, lambda path: write(path, schema, tables))

    def _join_refused(self, done: Iterable[int]) -> None:
        tables = self._tables(done, "refused")
        _write_aside(
            self._beside("refused"), lambda path: _write_csv(path, REFUSED, tables)
        )

    def _join_unknown(self, done: Iterable[int]) -> int:
        """Write which names were not understood, and return how many."""
        profiles: dict[str, Counter[str]] = {"Competency": Counter(), "Role": Counter()}
        for number in done:
            for kind, name, count in self._part(number)["unknown"]:
                profiles[kind][name] += count
        names = self._matcher.skills, self._matcher.roles
        rows = [row for each in names for row in each.report(profiles[each.kind])]
        table = pa.Table.from_pylist(rows, schema=UNKNOWN)
        _write_aside(
            self._beside("unknown"), lambda path: _write_csv(path, UNKNOWN, [table])
        )
        return len(rows)

    def _kept_beside(self, name: str, rows: int) -> str | None:
        """Return the name of a file beside the result, if it holds anything."""
        if rows:
            return str(self._beside(name))
        self._beside(name).unlink()
        return None

    def _beside(self, name: str) -> Path:
        return self._output.with_name(f"{self._output.stem}.{name}.csv")


def _write_arrow(path: Path, batch: pa.RecordBatch) -> None:
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, batch.schema) as ipc:
        ipc.write_batch(batch)


def _write_parquet(path: Path, schema: pa.Schema, tables: Iterable[pa.Table]) -> None:
    with pq.ParquetWriter(path, schema, compression="zstd") as file:
        for table in tables:
            file.write_table(table)


def _write_csv(path: Path, schema: pa.Schema, tables: Iterable[pa.Table]) -> None:
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
    """Return a column as CSV can hold it: lists as text, no text as a formula."""
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


WRITERS = {".parquet": _write_parquet, ".csv": _write_csv, ".jsonl": _write_jsonl}
"""What writes tables, by the ending of the file."""


def _write_aside(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file under another name, and rename it when it is whole."""
    aside = path.with_name(f".{path.name}.part")
    try:
        write(aside)
        os.replace(aside, path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


@contextmanager
def _told(output: Path) -> Iterator[None]:
    """Tell in a line why a result cannot be written."""
    try:
        yield
    except OutputError:
        raise
    except OSError as error:
        if not output.absolute().parent.is_dir():
            reason = f"there is no folder {output.absolute().parent}; make it first"
        elif error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            reason = (
                "the disk is full; make room and run it again: it goes on from there"
            )
        else:
            reason = f"{error.strerror or error}; name another file"
        raise OutputError(f"cannot write {output}: {reason}") from error
