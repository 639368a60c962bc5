"""N-Quads in several files are the whole dataset once."""

import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest

from careergraph import CareerGraph
from careergraph.errors import ArgumentError, OutputError
from careergraph.export.split import write_split


def test_the_files_have_as_many_lines_or_one_less(tmp_path: Path) -> None:
    lines = b"".join(b"%d\n" % i for i in range(11))
    names = write_split(tmp_path / "all.nq", lines, 3)
    assert names == tuple(str(tmp_path / f"all-{i}.nq") for i in (1, 2, 3))
    parts = [Path(name).read_bytes() for name in names]
    assert [part.count(b"\n") for part in parts] == [3, 4, 4]
    assert b"".join(parts) == lines


def test_the_names_sort_like_the_numbers(tmp_path: Path) -> None:
    names = write_split(tmp_path / "all.nq", b"x\n" * 10, 10)
    assert [Path(name).name for name in names][::9] == ["all-01.nq", "all-10.nq"]
    assert sorted(names) == list(names)


def test_more_files_than_statements_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="1 statements cannot be split in 2 files"):
        write_split(tmp_path / "all.nq", b"x\n", 2)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="there is no folder"):
        write_split(tmp_path / "none" / "all.nq", b"x\n", 1)


def test_the_command_writes_files_that_load_in_any_order(tmp_path: Path) -> None:
    program = [sys.executable, "-m", "careergraph", "export", "nquads"]
    done = subprocess.run(
        [*program, "--split", "3", "-o", "graph.nq"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == "wrote graph-1.nq to graph-3.nq\n"
    store = pyoxigraph.Store()
    for number in (3, 1, 2):
        store.bulk_load(
            path=tmp_path / f"graph-{number}.nq", format=pyoxigraph.RdfFormat.N_QUADS
        )
    whole = pyoxigraph.Store()
    whole.bulk_load(CareerGraph.load().n_quads, format=pyoxigraph.RdfFormat.N_QUADS)
    assert set(store) == set(whole)
    for wrong in (["turtle", "-o", "x.ttl"], ["nquads", "-o", "-"]):
        done = subprocess.run(
            [*program[:-1], *wrong, "--split", "3"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 2
        assert "--split is for nquads in files" in done.stderr
