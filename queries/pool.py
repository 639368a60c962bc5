"""Queries in processes of their own, which are ended when they go over a bound.

A query runs outside of Python, where nothing but the end of its process stops it.
pebble ends and replaces the processes; here is what they do, and what is told
when one has ended.
"""

import faulthandler
import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import TimeoutError
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from threading import Thread
from typing import Any, NamedTuple, Self

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from careergraph.errors import QueryBoundsError
from careergraph.queries.bounds import Bounds
from careergraph.queries.engine import Engine, PreparedQuery
from careergraph.queries.results import Result, Triples, written

MEGABYTE = 1 << 20

_PRELOADED = [__name__, "rdflib.plugins.sparql.algebra"]
"""What a process of a fork server has from its start; the parser is for the guard."""


class Formats(NamedTuple):
    """What an answer is to be written in, by name; None when nothing fits.

    Attributes:
        rows: Format of rows, and of yes and no.
        graph: Format of a graph.
    """

    rows: str | None
    graph: str | None


class Written(NamedTuple):
    """An answer as it is sent.

    Attributes:
        is_graph: True for CONSTRUCT and DESCRIBE.
        body: UTF-8; None when no format is wanted for such an answer.
    """

    is_graph: bool
    body: bytes | None


class QueryPool:
    """Processes that answer queries on one dataset."""

    def __init__(
        self,
        engine: Engine,
        bounds: Bounds,
        *,
        workers: int = 1,
        start_method: str | None = None,
        niceness: int = 0,
    ):
        """Start the processes with the first query.

        Args:
            engine: Answers; each process has its own store.
            bounds: Of each query.
            workers: Number of processes.
            start_method: Of :mod:`multiprocessing`; its default when None.
            niceness: How much the processes give way to others, 0 to 19.
        """
        self.bounds = bounds
        self.workers = workers
        context = multiprocessing.get_context(start_method)
        context.set_forkserver_preload(_PRELOADED)
        self._made = partial(
            ProcessPool,
            max_workers=workers,
            initializer=_start,
            initargs=(engine, bounds, niceness),
            context=context,
        )
        self._pool = self._made()
        self.generation = 0

    def result(self, query: PreparedQuery) -> "ProcessFuture[Result]":
        """Return the answer to come; :func:`over_bound` says what its errors mean."""
        return self._schedule(_answer, query)

    def written(
        self, query: PreparedQuery, formats: Formats
    ) -> "ProcessFuture[Written]":
        """Return the answer to come, written in a format of those wanted."""
        return self._schedule(_write, query, formats)

    def _schedule(self, work: Callable[..., Any], *about: Any) -> "ProcessFuture[Any]":
        """Return what is to come; a pool whose processes were killed is replaced.

        pebble gives up for good when a process ends that had nothing to do.
        """
        try:
            return self._pool.schedule(work, about, timeout=self.bounds.seconds)
        except RuntimeError:
            self.renew(self.generation)
            return self._pool.schedule(work, about, timeout=self.bounds.seconds)

    @property
    def is_active(self) -> bool:
        """Tell whether what is asked will be answered."""
        return bool(self._pool.active)

    def renew(self, generation: int) -> None:
        """Go on with new processes; the old ones are ended, whatever they do.

        Args:
            generation: That of the processes that are found wanting; nothing is done
                when there are new ones already.
        """
        if generation != self.generation:
            return
        self.generation += 1
        old, self._pool = self._pool, self._made()
        Thread(target=_ended, args=[old]).start()

    def close(self) -> None:
        """End all processes."""
        _ended(self._pool)

    def __enter__(self) -> Self:
        """Return the pool, to be closed at the end."""
        return self

    def __exit__(self, *reason: object) -> None:
        """End all processes."""
        self.close()


def _ended(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()


def over_bound(error: BaseException, bounds: Bounds) -> QueryBoundsError:
    """Return an error that says which bound a process went over, and what to do."""
    if isinstance(error, TimeoutError):
        return QueryBoundsError(
            f"the query was ended after {bounds.seconds:g} seconds; ask for less, or "
            f"begin with what few things match",
            "time",
        )
    is_short = getattr(error, "exitcode", None) == -signal.SIGABRT
    if is_short or isinstance(error, MemoryError):
        return QueryBoundsError(
            f"the query was ended: it took more than {bounds.megabytes:,} MB of memory; "
            f"ask for less, or for a part with LIMIT",
            "memory",
        )
    return QueryBoundsError(
        "the process that ran the query has ended; ask again", "process"
    )


OVER = (TimeoutError, ProcessExpired, BrokenProcessPool, MemoryError)
"""What a process that went over a bound leaves behind."""


def answer_apart(engine: Engine, query: PreparedQuery, bounds: Bounds) -> Result:
    """Return the answer to one query, from a process of its own.

    Raises:
        QueryError: If the query cannot be run.
        QueryBoundsError: If it goes over a bound.
    """
    _ = engine.store  # a process that is forked has it too
    with QueryPool(engine, bounds) as pool:
        try:
            return pool.result(query).result()
        except OVER as error:
            raise over_bound(error, bounds) from None


_engine: Engine
_max_rows: int


def _start(engine: Engine, bounds: Bounds, niceness: int) -> None:
    """Prepare this process: it has the store, and may not take much more."""
    global _engine, _max_rows
    _engine, _max_rows = engine, bounds.rows
    # A handler in Python would wait for the query that is to be ended.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.nice(niceness)
    # What pyoxigraph writes when memory runs out is told by `over_bound`.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    faulthandler.disable()
    _ = engine.store
    Thread(target=_end_with_parent, daemon=True).start()
    _limit_memory(bounds.megabytes)


def _end_with_parent() -> None:
    """End this process when the one that asked for it is gone, in whatever way."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os.kill(os.getpid(), signal.SIGKILL)


def _limit_memory(megabytes: int) -> None:
    """Limit what this process may take besides what it has, where the system can."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        with open("/proc/self/statm", encoding="ascii") as file:
            pages = int(file.read().split()[0])
        most = pages * resource.getpagesize() + megabytes * MEGABYTE
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _answer(query: PreparedQuery) -> Result:
    return _engine.answer(query, max_rows=_max_rows)


def _write(query: PreparedQuery, formats: Formats) -> Written:
    result = _answer(query)
    is_graph = isinstance(result, Triples)
    chosen = formats.graph if is_graph else formats.rows
    return Written(is_graph, written(result, chosen).encode() if chosen else None)
