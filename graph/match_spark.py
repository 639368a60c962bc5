"""Match profiles on Apache Spark: the same :class:`Matcher`, on many machines.

The ids that are repeated are found first, for which ids alone are shuffled. Then each
worker gets the matcher once, matches the batches that it has and, where it can, writes
the result: profiles never move, and what is counted goes to the driver beside them. A
task that is lost is run again by Spark; what it had written and counted is not taken.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pyarrow as pa
from pyspark.accumulators import AccumulatorParam
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as sql
from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

from careergraph.errors import OutputError, ProfilesError
from careergraph.graph.match_job import COUNTS, UNKNOWN
from careergraph.graph.matched import Matched
from careergraph.graph.matching import Matcher
from careergraph.graph.profiles_file import (
    COLUMNS,
    as_profiles,
    refuse_columns,
    refuse_type,
)
from careergraph.graph.spark import (
    failing,
    path_on_disk,
    quiet,
    refuse_existing,
    start_session,
)
from careergraph.graph.spark_files import Parts, write_on_workers

BATCH = 10_000
"""Profiles that a worker gets at once."""

OUTCOME = "outcome"
"""The column by which the result is parted into folders."""


def match_on_spark(
    matcher: Matcher,
    profiles: str,
    output: str,
    *,
    master: str | None = None,
    tell: Callable[[str], None],
) -> Matched:
    """Match the profiles of Parquet files into a folder of Parquet files.

    The folder is ``outcome=matched`` and ``outcome=refused`` within the output; what
    was not understood is written to ``OUTPUT.unknown``.

    Args:
        matcher: What matches.
        profiles: A file or folder of Parquet, by path or by any address that Spark
            reads.
        output: The folder to write; it must not exist.
        master: As ``spark-submit`` takes it.
        tell: Told what is done now.

    Raises:
        ArgumentError: If the output exists.
        ProfilesError: If the profiles cannot be read, or lack a column.
        OutputError: If Spark fails, or cannot write.
    """
    with quiet():
        tell("Starting Spark")
        session = start_session("careergraph match", master, batch=BATCH)
        refuse_existing(session, output)
        refuse_existing(session, f"{output}.unknown")
        found = _profiles(session, profiles)
        with failing(OutputError, output):
            return _matched(session, matcher, found, output, tell)


def _matched(
    session: SparkSession,
    matcher: Matcher,
    found: DataFrame,
    output: str,
    tell: Callable[[str], None],
) -> Matched:
    tell("Looking for repeated ids")
    several = found.where("id is not null").groupBy("id").count().where("count > 1")
    repeated = [row["id"] for row in several.select("id").collect()]
    tell("Matching on Spark")
    counts, unknown = _write_matches(session, matcher, repeated, found, output)
    if unknown:
        rows = session.createDataFrame(pa.Table.from_pylist(unknown, schema=UNKNOWN))
        rows.coalesce(1).write.parquet(f"{output}.unknown")
    return Matched(
        **{name: counts[name] for name in COUNTS},
        unknown=len(unknown),
        resumed=0,
        output=output,
        refused_file=f"{output}/outcome=refused" if counts["refused"] else None,
        unknown_file=f"{output}.unknown" if unknown else None,
    )


def _profiles(session: SparkSession, address: str) -> DataFrame:
    """Return the profiles with all columns, and each of its type."""
    with failing(ProfilesError, address):
        frame = session.read.parquet(address)
    schema = to_arrow_schema(frame.schema)
    refuse_columns(address, schema.names)
    types = {"skills": "array<string>", "level": "bigint"}
    columns = []
    for name in COLUMNS:
        if name in schema.names:
            refuse_type(address, name, schema.field(name).type)
        column = sql.col(name) if name in schema.names else sql.lit(None)
        columns.append(column.cast(types.get(name, "string")).alias(name))
    return frame.select(columns)


class _Counts(AccumulatorParam[Counter[Any]]):
    """Counters of the workers, which Spark adds up: each task counts once."""

    def zero(self, value: Counter[Any]) -> Counter[Any]:
        return Counter()

    def addInPlace(self, value1: Counter[Any], value2: Counter[Any]) -> Counter[Any]:
        value1.update(value2)
        return value1


def _write_matches(
    session: SparkSession,
    matcher: Matcher,
    repeated: list[str],
    found: DataFrame,
    output: str,
) -> tuple[Counter[str], list[dict[str, object]]]:
    """Match on the workers, and write what they have.

    Returns:
        How many there were of what, and a row for each name that was not understood.
    """
    shared = session.sparkContext.broadcast((matcher, pa.array(repeated, pa.string())))
    counts = session.sparkContext.accumulator(Counter(), _Counts())
    unknown = session.sparkContext.accumulator(Counter(), _Counts())
    schema = pa.schema([*matcher.schema, ("reason", pa.string())])

    def outcomes(
        batches: Iterator[pa.RecordBatch],
    ) -> Iterator[tuple[str, pa.RecordBatch]]:
        matcher, repeated = shared.value
        for batch in batches:
            outcome = matcher.match(as_profiles(batch, 0), repeated)
            counts.add(Counter(outcome.counts()))
            unknown.add(Counter(outcome.unknown))
            yield "matched", _with_all_columns(outcome.matches, schema)
            yield "refused", _with_all_columns(outcome.refused, schema)

    folder = path_on_disk(session, output)
    if folder:
        write_on_workers(found, outcomes, schema, folder, by=OUTCOME)
    else:
        _write_in_spark(found, outcomes, schema, output)
    rows = []
    for names in (matcher.skills, matcher.roles):
        of_kind = {n: c for (kind, n), c in unknown.value.items() if kind == names.kind}
        rows += names.report(of_kind)
    return counts.value, rows


def _write_in_spark(
    found: DataFrame, parts: Parts, schema: pa.Schema, output: str
) -> None:
    """Write to any address that Spark writes to; rows go back to it for that."""
    columns = pa.schema([(OUTCOME, pa.string()), *schema])

    def rows(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for outcome, batch in parts(batches):
            outcomes = pa.repeat(outcome, len(batch))
            yield pa.record_batch([outcomes, *batch.columns], schema=columns)

    matched = found.mapInArrow(rows, from_arrow_schema(columns))
    matched.write.partitionBy(OUTCOME).parquet(output)


def _with_all_columns(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    """Return a batch with nothing in the columns that it lacks."""
    columns = [
        batch.column(field.name)
        if field.name in batch.schema.names
        else pa.nulls(len(batch), field.type)
        for field in schema
    ]
    return pa.record_batch(columns, schema=schema)
