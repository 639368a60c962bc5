"""Clients that are slow or gone hold no connection, no memory and no process.

What is against them is in uvicorn only in part: it ends a connection that is idle
between two requests, but neither one whose request never ends nor one whose answer
is never read.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import h11
from starlette.requests import ClientDisconnect, Request
from uvicorn.protocols.http.h11_impl import H11Protocol

from careergraph.server.faults import RequestError

READ_SECONDS = 15.0
"""What a client may take to send a whole request."""

WRITE_SECONDS = 60.0
"""What a client may take until little is left of an answer to be sent."""

Found = TypeVar("Found")


class DeadlineProtocol(H11Protocol):
    """HTTP/1.1 on a connection that ends when its client takes too long."""

    _reading: asyncio.TimerHandle | None = None
    _writing: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn has it
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._reading = self.loop.call_later(READ_SECONDS, transport.abort)

    def data_received(self, data: bytes) -> None:
        """Take a part of a request, and wait for the rest, if any."""
        super().data_received(data)
        if self.conn.their_state not in {h11.IDLE, h11.SEND_BODY}:
            self._read()
        elif self._reading is None:
            self._reading = self.loop.call_later(READ_SECONDS, self.transport.abort)

    def pause_writing(self) -> None:
        """Begin to wait for the client to take what is sent."""
        super().pause_writing()
        self._writing = self.loop.call_later(WRITE_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on: the client has taken it."""
        super().resume_writing()
        self._written()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        super().connection_lost(exc)
        self._read()
        self._written()

    def _read(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    def _written(self) -> None:
        if self._writing is not None:
            self._writing.cancel()
            self._writing = None


async def while_connected(request: Request, work: Coroutine[Any, Any, Found]) -> Found:
    """Return what work finds; it is cancelled when the client goes away.

    Raises:
        ClientDisconnect: If it went away.
        RequestError: If the server ends (503).
    """
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        raise ClientDisconnect
    except asyncio.CancelledError:
        raise RequestError(503, "the server is about to end; ask again") from None
    finally:
        task.cancel()
        gone.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
