"""Spark gives the rows of the local run, also when a worker is killed on the way.

CAREERGRAPH_STORE and CAREERGRAPH_PROFILES name another graph and another number of
profiles, such as whole ESCO and 1,000,000, which takes about five minutes.
"""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pc_csv
import pyarrow.parquet as pq
import pytest
from pyspark import cloudpickle
from pyspark.sql import SparkSession

from careergraph import CareerGraph
from careergraph.errors import ArgumentError, OutputError, ProfilesError
from careergraph.graph import all_moves, match_spark
from careergraph.graph.match_spark import match_on_spark
from careergraph.graph.matched import Matched
from careergraph.graph.matching import Matcher, Outcome, matcher
from careergraph.graph.spark import start_session

ROOT = Path(__file__).parents[2]
STORE = os.environ.get("CAREERGRAPH_STORE")
COUNT = int(os.environ.get("CAREERGRAPH_PROFILES", "2000"))
MASTER = "local[2, 3]"
"""Two cores; a task that is lost is run again, up to three times in all."""
TOP = 10 if STORE else 5
EXPLAIN = not STORE


@pytest.fixture(scope="module")
def session() -> Iterator[None]:
    """Leave none behind: all tests of the module have the one that the first starts.

    Its Java compiles simply: to optimise takes longer than so little data. The matchers
    of this module are sent to workers, which do not have it.
    """
    register: Any = cloudpickle.register_pickle_by_value  # it carries no types
    register(sys.modules[__name__])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_SUBMIT_OPTS", "-XX:TieredStopAtLevel=1")
        yield
    session = SparkSession.getActiveSession()
    if session is not None:
        session.stop()


@pytest.fixture(scope="module")
def graph(session: None) -> CareerGraph:
    return CareerGraph.open(STORE) if STORE else CareerGraph.load()


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of two files: drawn profiles, and some that are refused."""
    folder = tmp_path_factory.mktemp("people")
    drawn = folder / "drawn.parquet"
    program = [sys.executable, str(ROOT / "bench" / "profiles.py"), str(drawn)]
    store = [STORE] if STORE else []
    subprocess.run([*program, *store, "--count", str(COUNT)], check=True)
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
        folder / "people.parquet", folder / "out.parquet", top=TOP, explain=EXPLAIN
    )


def rows(path: str | None, *, without: str = "") -> list[tuple[Any, ...]]:
    """Return rows in an order of their own: that of Spark's files means nothing.

    Nor does the apostrophe that keeps text in CSV from being a formula.
    """
    assert path is not None
    table = pc_csv.read_csv(path) if path.endswith(".csv") else pq.read_table(path)
    names = sorted(set(table.column_names) - {without})
    columns = [
        [each.removeprefix("'") if isinstance(each, str) else each for each in values]
        for values in (table[name].to_pylist() for name in names)
    ]
    return sorted(zip(*columns, strict=True), key=repr)


def assert_same_matches(output: str, local: Matched) -> None:
    """Compare all rows, column by column, in the order of ids and ranks."""
    mine, theirs = (
        pq.read_table(path) for path in (f"{output}/outcome=matched", local.output)
    )
    assert set(mine.column_names) == {*theirs.column_names, "reason"}
    assert len(mine) == len(theirs) == local.matches
    keys = [("id", "ascending"), ("rank", "ascending")]
    order, their_order = (pc.sort_indices(each, keys) for each in (mine, theirs))
    for name in theirs.column_names:
        found, expected = mine[name].take(order), theirs[name].take(their_order)
        assert found.equals(expected), name


def test_spark_writes_the_rows_of_the_local_run(
    graph: CareerGraph, people: Path, local: Matched, tmp_path: Path
) -> None:
    output = str(tmp_path / "out")
    found = graph.match(
        people, output, top=TOP, explain=EXPLAIN, engine="spark", master=MASTER
    )
    assert found.profiles == COUNT + 5
    for name in ("profiles", "refused", "without_match", "matches", "unknown"):
        assert getattr(found, name) == getattr(local, name), name
    assert_same_matches(output, local)
    refused = pq.read_table(found.refused_file, columns=["id", "reason"]).to_pylist()
    assert sorted((row["id"] or "", row["reason"]) for row in refused) == sorted(
        (id_ or "", reason) for id_, reason in rows(local.refused_file, without="row")
    )
    assert rows(found.unknown_file) == rows(local.unknown_file)
    with pytest.raises(ArgumentError, match="it is there; remove it"):
        graph.match(people, output, engine="spark", master=MASTER)


@dataclass(frozen=True)
class Killed(Matcher):
    """A matcher whose worker is killed once, after several batches.

    Attributes:
        folder: Holds a file that grows by a byte with each batch, and another when
            the worker is killed.
        after: So many batches.
    """

    folder: str = ""
    after: int = 0

    def match(
        self, profiles: pa.RecordBatch, repeated: pa.Array, *, threads: int = 1
    ) -> Outcome:
        with open(f"{self.folder}/batches", "ab", buffering=0) as batches:
            batches.write(b".")
            if batches.tell() <= self.after:
                return super().match(profiles, repeated, threads=threads)
        try:
            os.close(os.open(f"{self.folder}/killed", os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return super().match(profiles, repeated, threads=threads)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("it is killed before")


def test_a_worker_that_is_killed_changes_nothing(
    graph: CareerGraph,
    people: Path,
    local: Matched,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(match_spark, "BATCH", COUNT // 20)
    network = graph.network if EXPLAIN else None
    ready = matcher(graph.facts, network, top=TOP, max_rise=1, scheme=None)
    known = {each.name: getattr(ready, each.name) for each in fields(Matcher)}
    killed = Killed(**known, folder=str(tmp_path), after=10)
    output = str(tmp_path / "out")
    found = match_on_spark(
        killed, str(people), output, master=MASTER, tell=lambda _: None
    )
    assert (tmp_path / "killed").exists()
    assert (tmp_path / "batches").stat().st_size > 21  # of which some ran twice
    names = sorted(path.name for path in Path(output).iterdir())
    assert names == ["_SUCCESS", "outcome=matched", "outcome=refused"]
    for name in ("profiles", "refused", "without_match", "matches", "unknown"):
        assert getattr(found, name) == getattr(local, name), name
    assert_same_matches(output, local)


def test_spark_itself_writes_where_workers_cannot(
    graph: CareerGraph, people: Path, local: Matched, tmp_path: Path
) -> None:
    """The address is one of Hadoop's, which leads to a disk here all the same."""
    session = start_session("careergraph match", MASTER)
    hadoop = session.sparkContext._jsc.hadoopConfiguration()
    hadoop.set("fs.viewfs.mounttable.here.link./results", tmp_path.as_uri())
    found = graph.match(
        people,
        "viewfs://here/results/out",
        top=TOP,
        explain=EXPLAIN,
        engine="spark",
        master=MASTER,
    )
    assert found.matches == local.matches
    assert_same_matches(str(tmp_path / "out"), local)
    names = {path.name for path in (tmp_path / "out").iterdir() if path.is_dir()}
    assert names == {"outcome=matched", "outcome=refused"}


class Full(Matcher):
    """A matcher whose worker finds the disk full."""

    def match(
        self, profiles: pa.RecordBatch, repeated: pa.Array, *, threads: int = 1
    ) -> Outcome:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_what_fails_on_a_worker_is_told_and_leaves_nothing(
    graph: CareerGraph, people: Path, tmp_path: Path
) -> None:
    ready = matcher(graph.facts, None, top=TOP, max_rise=1, scheme=None)
    known = {each.name: getattr(ready, each.name) for each in fields(Matcher)}
    output = tmp_path / "out"
    with pytest.raises(OutputError) as error:
        match_on_spark(
            Full(**known),
            str(people),
            str(output),
            master=MASTER,
            tell=lambda _: None,
        )
    assert str(error.value) == (
        f"{output}: OSError: [Errno 28] No space left on device"
    )
    assert not [*tmp_path.iterdir()]


def test_what_is_no_parquet_is_told(graph: CareerGraph, tmp_path: Path) -> None:
    for name, data in (("none.parquet", None), ("people.parquet", b"id,skills\n")):
        path = tmp_path / name
        if data:
            path.write_bytes(data)
        with pytest.raises(ProfilesError, match=name) as error:
            graph.match(path, tmp_path / "out", engine="spark", master=MASTER)
        assert "\n" not in str(error.value)


@pytest.mark.usefixtures("session")
def test_spark_writes_the_moves_of_the_local_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(all_moves, "BLOCK", 20)
    releases = [tmp_path / "whole.nq", tmp_path / "stated.nq"]
    for file, without in zip(releases, ([], ["editorial"]), strict=True):
        file.write_bytes(CareerGraph.load(without=without).n_quads)
    here, there = tmp_path / "moves.parquet", tmp_path / "moves"
    local = CareerGraph.moves(releases, here, top=7)
    found = CareerGraph.moves(releases, there, top=7, engine="spark", master=MASTER)
    assert local.graphs == 2
    assert {**found.to_dict(), "output": str(here)} == local.to_dict()
    rows = pq.read_table(here).to_pylist()
    assert {row["graph"] for row in rows} == {str(path) for path in releases}
    assert sorted(map(repr, pq.read_table(there).to_pylist())) == sorted(
        map(repr, rows)
    )
    with pytest.raises(ArgumentError, match="it is there; remove it"):
        CareerGraph.moves(releases, there, engine="spark", master=MASTER)
