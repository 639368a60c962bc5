"""Spark gives the rows of the local run, also when a worker is killed on the way."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pc_csv
import pyarrow.parquet as pq
import pytest
from pyspark import cloudpickle
from pyspark.sql import SparkSession

from careergraph import CareerGraph
from careergraph.errors import ArgumentError, ProfilesError
from careergraph.graph.match_spark import match_on_spark
from careergraph.graph.matched import Matched
from careergraph.graph.matching import Matcher, Outcome, matcher

ROOT = Path(__file__).parents[2]
COUNT = 2_000
MASTER = "local[2, 3]"
"""Two cores; a task that is lost is run again, up to three times in all."""


@pytest.fixture(scope="module")
def graph() -> Iterator[CareerGraph]:
    yield CareerGraph.load()
    session = SparkSession.getActiveSession()
    if session is not None:
        session.stop()


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of two files: drawn profiles, and some that are refused."""
    folder = tmp_path_factory.mktemp("people")
    drawn = folder / "drawn.parquet"
    program = [sys.executable, str(ROOT / "bench" / "profiles.py"), str(drawn)]
    subprocess.run([*program, "--count", str(COUNT)], check=True)
    faulty = [
        {"id": "p7", "skills": ["Python"]},
        {"id": None, "skills": ["Python"]},
        {"id": "x1", "skills": ["nonsense"]},
        {"id": "x2", "skills": []},
        {"id": "x3", "skills": ["Python", None], "level": 9},
    ]
    table = pa.Table.from_pylist(faulty, schema=pq.read_schema(drawn))
    pq.write_table(table, folder / "faulty.parquet")
    return folder


@pytest.fixture(scope="module")
def local(
    graph: CareerGraph, people: Path, tmp_path_factory: pytest.TempPathFactory
) -> Matched:
    """The same profiles, matched without Spark."""
    folder = tmp_path_factory.mktemp("local")
    files = [pq.read_table(path) for path in people.glob("*.parquet")]
    pq.write_table(pa.concat_tables(files), folder / "people.parquet")
    return graph.match(
        folder / "people.parquet", folder / "out.parquet", top=5, explain=True
    )


def rows(path: str | None, *, without: str = "") -> list[tuple[Any, ...]]:
    """Return rows in an order of their own: that of Spark's files means nothing."""
    assert path is not None
    table = pc_csv.read_csv(path) if path.endswith(".csv") else pq.read_table(path)
    names = sorted(set(table.column_names) - {without})
    return sorted(zip(*(table[n].to_pylist() for n in names), strict=True), key=repr)


def matches(output: str) -> list[tuple[Any, ...]]:
    return rows(f"{output}/outcome=matched", without="reason")


def test_spark_writes_the_rows_of_the_local_run(
    graph: CareerGraph, people: Path, local: Matched, tmp_path: Path
) -> None:
    output = str(tmp_path / "out")
    found = graph.match(
        people, output, top=5, explain=True, engine="spark", master=MASTER
    )
    assert found.profiles == COUNT + 5
    for name in ("profiles", "refused", "without_match", "matches", "unknown"):
        assert getattr(found, name) == getattr(local, name), name
    assert matches(output) == rows(local.output)
    refused = pq.read_table(found.refused_file, columns=["id", "reason"]).to_pylist()
    assert sorted((row["id"] or "", row["reason"]) for row in refused) == sorted(
        (id_ or "", reason) for id_, reason in rows(local.refused_file, without="row")
    )
    assert rows(found.unknown_file) == rows(local.unknown_file)
    with pytest.raises(ArgumentError, match="it is there; remove it"):
        graph.match(people, output, engine="spark", master=MASTER)


@dataclass(frozen=True)
class Killed(Matcher):
    """A matcher whose worker is killed the first time that it matches."""

    mark: str = ""

    def match(
        self, profiles: pa.RecordBatch, repeated: pa.Array, *, threads: int = 1
    ) -> Outcome:
        try:
            os.close(os.open(self.mark, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return super().match(profiles, repeated, threads=threads)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("it is killed before")


def test_a_worker_that_is_killed_changes_nothing(
    graph: CareerGraph, people: Path, local: Matched, tmp_path: Path
) -> None:
    register: Any = cloudpickle.register_pickle_by_value  # it carries no types
    register(sys.modules[__name__])
    ready = matcher(graph.facts, graph.network, top=5, max_rise=1, scheme=None)
    known = {each.name: getattr(ready, each.name) for each in fields(Matcher)}
    killed = Killed(**known, mark=str(tmp_path / "killed"))
    output = str(tmp_path / "out")
    found = match_on_spark(
        killed, str(people), output, master=MASTER, tell=lambda _: None
    )
    assert (tmp_path / "killed").exists()
    assert found.matches == local.matches
    assert matches(output) == rows(local.output)


def test_what_is_no_parquet_is_told(graph: CareerGraph, tmp_path: Path) -> None:
    for name, data in (("none.parquet", None), ("people.parquet", b"id,skills\n")):
        path = tmp_path / name
        if data:
            path.write_bytes(data)
        with pytest.raises(ProfilesError, match=name) as error:
            graph.match(path, tmp_path / "out", engine="spark", master=MASTER)
        assert "\n" not in str(error.value)
