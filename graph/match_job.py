"""Match the profiles of a file: batch by batch, to be gone on with after a stop.

What is done lies in a folder beside the result, ``RESULT.parts``, a file or two for each
batch. A thread joins them to the result while the next ones are matched; once all are
there it takes its name, and the folder goes. So memory hardly grows with the number of
profiles, and a run that was stopped is not lost.
"""

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pyarrow as pa

from careergraph.errors import ArgumentError
from careergraph.graph import profiles_file
from careergraph.graph.matched import Matched
from careergraph.graph.matching import REFUSED, Matcher, Outcome
from careergraph.graph.profiles_file import read_profiles, repeated_ids
from careergraph.graph.table_files import (
    WRITERS,
    checked_file,
    telling_why,
    write_aside,
    write_csv,
)

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
        self._output = checked_file(output)
        self._threads = threads
        self._about = about
        self._parts = Path(f"{output}.parts")
        if self._output.resolve() == Path(profiles).resolve():
            raise ArgumentError(
                f"{output}: it is the file of the profiles; name another file"
            )

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
        with telling_why(self._output, goes_on=True):
            resumed = self._begin()
            with self._joining() as join:
                parts, counts = self._match_all(repeated, join, tell)
                tell("Joining the parts")
                self._join_refused(parts)
                unknown = self._join_unknown(parts)
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
        self,
        repeated: pa.Array,
        join: Callable[[int], None],
        tell: Callable[[str], None],
    ) -> tuple[range, dict[str, int]]:
        """Write the parts that are not there; return all, and what they hold."""
        parts = 0
        counts = dict.fromkeys(COUNTS, 0)
        for parts, batch in enumerate(read_profiles(self._profiles), start=1):
            if not self._is_done(parts):
                outcome = self._matcher.match(batch, repeated, threads=self._threads)
                self._write_part(parts, outcome)
            join(parts)
            for name, count in self._part(parts)["counts"].items():
                counts[name] += count
            tell(f"Matching: {counts['profiles']:,} profiles")
        return range(1, parts + 1), counts

    def _begin(self) -> int:
        """Make the folder of parts, or find it; return how many parts are done."""
        stat = os.stat(self._profiles)
        path = os.path.realpath(self._profiles)
        about = [path, stat.st_size, stat.st_mtime_ns, profiles_file.BATCH, self._about]
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
        write_aside(mark, lambda path: path.write_text(text, "utf-8"))
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
        write_aside(
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

    @contextmanager
    def _joining(self) -> Iterator[Callable[[int], None]]:
        """Yield what is told of each part that is done; a thread joins them, in order.

        The result stands when this ends well; what fails in it leaves none.
        """
        waiting: SimpleQueue[int | BaseException | None] = SimpleQueue()

        def parts() -> Iterator[int]:
            while (part := waiting.get()) is not None:
                if isinstance(part, BaseException):
                    raise part
                yield part

        with ThreadPoolExecutor(1) as thread:
            joined = thread.submit(self._join, parts())

            def join(part: int) -> None:
                if joined.done():
                    joined.result()  # such as a full disk: told now, not at the end
                waiting.put(part)

            try:
                yield join
            except BaseException as error:
                waiting.put(error)
                raise
            waiting.put(None)
            joined.result()

    def _join(self, done: Iterable[int]) -> None:
        schema = self._matcher.schema
        write = WRITERS[self._output.suffix]
        tables = self._tables(done, "matches")
        write_aside(self._output, lambda path: write(path, schema, tables))

    def _join_refused(self, done: Iterable[int]) -> None:
        tables = self._tables(done, "refused")
        write_aside(
            self._beside("refused"), lambda path: write_csv(path, REFUSED, tables)
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
        write_aside(
            self._beside("unknown"), lambda path: write_csv(path, UNKNOWN, [table])
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
