"""Two lanes for queries, so that slow ones never hold up quick ones.

A query starts in the quick lane. One that is not answered there within a moment
is ended, and begun anew in the slow lane, whose processes give way to all others;
it is remembered, and the next time begins there. Each lane has places for few to
wait; when they are taken, the query is refused at once.
"""

import asyncio
from collections import OrderedDict
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from math import inf
from time import monotonic

from careergraph.errors import QueryBoundsError
from careergraph.queries.bounds import Bounds
from careergraph.queries.engine import Engine, PreparedQuery
from careergraph.queries.pool import OVER, Formats, QueryPool, Written, over_bound
from careergraph.server.faults import RequestError

QUICK_SECONDS = 0.25
"""What a query may take in the quick lane; the named questions take 50 ms at most."""

NICENESS = 19
"""How much the slow lane gives way: as much as there is."""

START_SECONDS = 30.0
"""What a process may take until it is ready; it loads the whole dataset."""

GLANCE_SECONDS = 0.5
"""How often it is looked whether there are processes at all to wait for."""

REMEMBERED = 10_000
"""Slow queries that are remembered."""


class Lane:
    """Processes, and how many queries they have or may have waiting."""

    def __init__(self, pool: QueryPool, *, places: int):
        """Take the processes, and the number of queries that may be with them."""
        self.pool = pool
        self._places = places
        self._taken = 0
        # what it takes when all who wait take their whole time, and once more
        whole = (places / pool.workers + 1) * pool.bounds.seconds
        self._patience = whole + START_SECONDS
        self._unanswered_since: float | None = None

    async def written(self, query: PreparedQuery, formats: Formats) -> Written:
        """Return the answer, written.

        Raises:
            RequestError: If no place is left (503).
            QueryError: If the query cannot be run.
            QueryBoundsError: If it goes over a bound.
        """
        if self._taken >= self._places:
            raise RequestError(
                503,
                "too many queries at once; try again in a few seconds",
                headers={"retry-after": str(round(self.pool.bounds.seconds) or 1)},
            )
        self._taken += 1
        self._unanswered_since = self._unanswered_since or monotonic()
        generation = self.pool.generation
        try:
            answer = await self._answered(query, formats)
        except asyncio.CancelledError:
            if monotonic() - (self._unanswered_since or inf) > self._patience:
                self.pool.renew(generation)  # a process was killed that held a lock
                self._unanswered_since = None
            raise
        except OVER as error:
            self._unanswered_since = None
            raise over_bound(error, self.pool.bounds) from None
        finally:
            self._taken -= 1
        self._unanswered_since = None
        return answer

    async def _answered(self, query: PreparedQuery, formats: Formats) -> Written:
        """Return the answer; it is asked again when all processes were lost."""
        try:
            return await self._asked(query, formats)
        except BrokenProcessPool:
            return await self._asked(query, formats)

    async def _asked(self, query: PreparedQuery, formats: Formats) -> Written:
        answer = asyncio.wrap_future(self.pool.written(query, formats))
        try:
            while not (await asyncio.wait({answer}, timeout=GLANCE_SECONDS))[0]:
                if not self.pool.is_active:
                    raise BrokenProcessPool
            return answer.result()
        finally:
            answer.cancel()


class Lanes:
    """The quick lane and the slow one."""

    def __init__(self, engine: Engine, bounds: Bounds, *, workers: int):
        """Start the processes.

        Args:
            engine: Answers.
            bounds: Of each query.
            workers: Processes of each lane.
        """
        self._bounds = bounds
        seconds = min(QUICK_SECONDS, bounds.seconds)
        self._quick = Lane(
            QueryPool(
                engine,
                replace(bounds, seconds=seconds),
                workers=2 * workers,
                start_method="forkserver",
            ),
            places=64 * workers,
        )
        self._slow = Lane(
            QueryPool(
                engine,
                bounds,
                workers=workers,
                start_method="forkserver",
                niceness=NICENESS,
            ),
            places=2 * workers,
        )
        self._known_slow: OrderedDict[int, None] = OrderedDict()

    async def written(self, query: PreparedQuery, formats: Formats) -> Written:
        """Return the answer, written; see :meth:`Lane.written`.

        The time counts from here, also while the query waits.
        """
        try:
            async with asyncio.timeout(self._bounds.seconds):
                return await self._in_lanes(query, formats)
        except TimeoutError as error:
            raise over_bound(error, self._bounds) from None

    async def _in_lanes(self, query: PreparedQuery, formats: Formats) -> Written:
        key = hash((query.text, query.default_graphs, query.named_graphs))
        if key not in self._known_slow:
            try:
                return await self._quick.written(query, formats)
            except QueryBoundsError as error:
                if error.bound != "time":
                    raise
                self._remember(key)
        return await self._slow.written(query, formats)

    async def warm(self) -> None:
        """Start all processes, and wait until one of each lane answers."""
        ready = PreparedQuery("", "ASK {}", {})
        await asyncio.gather(
            *(
                lane.written(ready, Formats("json", None))
                for lane in (self._quick, self._slow)
            ),
            return_exceptions=True,
        )

    def _remember(self, key: int) -> None:
        self._known_slow[key] = None
        if len(self._known_slow) > REMEMBERED:
            self._known_slow.popitem(last=False)

    def close(self) -> None:
        """End all processes."""
        for lane in (self._quick, self._slow):
            lane.pool.close()
