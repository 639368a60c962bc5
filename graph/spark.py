"""A session of Apache Spark, and its faults told in a line."""

import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from careergraph.errors import ArgumentError, OutputError, ProfilesError

HERE = "local[*]"
"""Where Spark runs when nothing is said: on all cores of this machine."""

SUBMITTED = "PYSPARK_GATEWAY_PORT"
"""A variable of the environment that ``spark-submit`` sets; it knows the master."""


def start_session(
    name: str, master: str | None, *, batch: int = 10_000
) -> SparkSession:
    """Return the session that there is, or start one; here it listens to nobody else.

    Args:
        name: What it is called.
        master: As ``spark-submit`` takes it; None is what submitted this, or here.
        batch: Rows that a worker gets at once.

    Raises:
        OutputError: If Spark cannot start.
    """
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if master is None and SUBMITTED not in os.environ:
        master = HERE
    settings = {
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(batch),
        # Two folders are open at once, or Spark would sort all rows by folder.
        "spark.sql.maxConcurrentOutputFileWriters": "2",
        "spark.ui.showConsoleProgress": "false",
    }
    if master and master.startswith("local"):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        settings["spark.sql.shuffle.partitions"] = "8"  # 200 are for many machines
        settings["spark.ui.enabled"] = "false"
    builder = SparkSession.builder.appName(name)
    for key, value in settings.items():
        builder = builder.config(key, value)
    with failing(OutputError, "Spark cannot start, which takes Java 17 or newer"):
        session = (builder.master(master) if master else builder).getOrCreate()
    if master and master.startswith("local"):
        session.sparkContext.setLogLevel("OFF")  # what fails is told in a line
    return session


def refuse_existing(session: SparkSession, output: str) -> None:
    """Refuse to write what is there.

    Raises:
        ArgumentError: If it is.
    """
    path, system = _located(session, output)
    if system.exists(path):
        raise ArgumentError(f"{output}: it is there; remove it, or name another result")


def path_on_disk(session: SparkSession, address: str) -> Path | None:
    """Return the path of what is on a disk of this machine; None of what is elsewhere."""
    path, system = _located(session, address)
    uri = system.makeQualified(path).toUri()
    return Path(uri.getPath()) if uri.getScheme() == "file" else None


def _located(session: SparkSession, address: str) -> tuple[Any, Any]:
    """Return the path and the file system of an address, as Hadoop has them."""
    jvm = session.sparkContext._jvm
    assert jvm is not None  # there is one as long as the session runs
    path = jvm.org.apache.hadoop.fs.Path(address)
    return path, path.getFileSystem(session.sparkContext._jsc.hadoopConfiguration())


@contextmanager
def quiet() -> Iterator[None]:
    """Leave out what PySpark warns of: pandas 3, which is not used here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        yield


@contextmanager
def failing(error: type[OutputError | ProfilesError], name: str) -> Iterator[None]:
    """Tell what Spark says as an error of a kind, in a line."""
    try:
        yield
    except (PySparkException, Py4JError) as found:
        java = getattr(found, "java_exception", None)
        told = str(java.getMessage() if java else found)
        lines = [line.strip() for line in told.splitlines() if line.strip()]
        is_python = "Traceback (most recent call last):" in lines
        reason = lines[-1 if is_python else 0] if lines else "Spark has failed"
        raise error(f"{name}: {reason}") from found
