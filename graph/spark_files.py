"""Parquet files that the workers of Spark write themselves, on a disk that all share.

Rows that go back to Java are read, copied and written one by one, which is a third of
what Spark adds to matching; Arrow writes them by the column. What Spark's own writing
promises holds here, too: only the files of tasks that count become part of the folder,
and it is whole when it holds ``_SUCCESS``.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark import TaskContext
from pyspark.sql import DataFrame

from careergraph.graph.table_files import telling_why

ASIDE = "_temporary"
"""The folder of files that do not count yet; Spark's readers pass over such a name."""

Parts: TypeAlias = Callable[
    [Iterator[pa.RecordBatch]], Iterator[tuple[str, pa.RecordBatch]]
]
"""What is made of the rows of a task: batches, and what each is in the column that parts."""


def write_on_workers(
    frame: DataFrame, parts: Parts, schema: pa.Schema, output: Path, *, by: str
) -> None:
    """Write what is made of a frame into folders of Parquet files, where there are rows.

    They have the names that Spark's ``partitionBy`` gives them.

    Args:
        frame: What the tasks are given.
        parts: What they make of it.
        schema: Of the batches.
        output: The folder that holds the folders; driver and workers share its disk.
            It must not exist, and is removed again if anything fails.
        by: The column that parts the rows into folders.

    Raises:
        OutputError: If the folder cannot be made.
        PythonException: If a worker cannot write, or does not see the folder.
    """
    with telling_why(output):
        output.mkdir(parents=True)
        aside = output / ASIDE
        aside.mkdir()
        try:
            files = frame.mapInArrow(
                lambda batches: _written(parts(batches), schema, aside, by),
                "folder string, file string",
            ).collect()
            for folder, file in files:
                (output / folder).mkdir(exist_ok=True)
                (aside / folder / file).rename(output / folder / file)
            shutil.rmtree(aside, ignore_errors=True)  # a lost task may still write
            (output / "_SUCCESS").touch()
        except BaseException:
            shutil.rmtree(output, ignore_errors=True)
            raise


def _written(
    parts: Iterator[tuple[str, pa.RecordBatch]],
    schema: pa.Schema,
    aside: Path,
    by: str,
) -> Iterator[pa.RecordBatch]:
    """Write the rows of a task; yield the folders and names of its files."""
    if not aside.exists():
        raise FileNotFoundError(
            "a worker does not see this folder; name one on a disk that all machines "
            "share, or an address such as hdfs:"
        )
    task = TaskContext.get()
    assert task is not None  # it is a worker that runs this
    file = f"part-{task.partitionId():05}-{task.taskAttemptId()}.parquet"
    writers: dict[str, pq.ParquetWriter] = {}
    with ExitStack() as opened:
        for value, batch in parts:
            folder = f"{by}={value}"
            if len(batch) and folder not in writers:
                (aside / folder).mkdir(exist_ok=True)
                writer = pq.ParquetWriter(
                    aside / folder / file, schema, compression="zstd"
                )
                writers[folder] = opened.enter_context(writer)
            if len(batch):
                writers[folder].write_batch(batch)
    yield pa.record_batch(
        [
            pa.array(list(writers), pa.string()),
            pa.array([file] * len(writers), pa.string()),
        ],
        names=["folder", "file"],
    )
