"""The moves between all roles on Apache Spark: a task for each block of roles."""

from collections.abc import Callable, Iterable, Iterator
from functools import reduce

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from careergraph.errors import OutputError
from careergraph.graph.all_moves import MOVE, RoleMoves
from careergraph.graph.spark import (
    failing,
    quiet,
    refuse_existing,
    start_session,
)


def write_moves_on_spark(
    graphs: Iterable[RoleMoves],
    output: str,
    *,
    master: str | None = None,
    tell: Callable[[str], None],
) -> dict[str, int]:
    """Write the moves of some graphs into a folder of Parquet files.

    What travels are the roles of each graph, once to each worker, and numbers of
    blocks. A task that is lost is run again by Spark.

    Args:
        graphs: What finds the moves of each; one at a time is in memory.
        output: The folder to write; it must not exist.
        master: As ``spark-submit`` takes it.
        tell: Told what is done now.

    Returns:
        The numbers of graphs, roles and moves.

    Raises:
        ArgumentError: If the output exists.
        OutputError: If Spark fails, or cannot write.
    """
    with quiet():
        tell("Starting Spark")
        session = start_session("careergraph moves", master)
        refuse_existing(session, output)
        with failing(OutputError, output):
            roles, frames = 0, []
            for each in graphs:
                tell(f"Sending roles: {each.name}")
                roles += len(each.index.ranked)
                frames.append(_moves(session, each))
            tell("Finding moves on Spark")
            reduce(DataFrame.union, frames).write.parquet(output)
            moves = session.read.parquet(output).count()
    return {"graphs": len(frames), "roles": roles, "moves": moves}


def _moves(session: SparkSession, graph: RoleMoves) -> DataFrame:
    """Return the moves of a graph, which are found when they are written."""
    shared = session.sparkContext.broadcast(graph)

    def found(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for block in batch.column("id").to_pylist():
                yield shared.value.moves(block)

    count = len(graph.blocks)
    blocks = session.range(0, count, numPartitions=count)
    return blocks.mapInArrow(found, from_arrow_schema(MOVE))
