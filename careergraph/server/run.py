"""Run the server until it is told to end."""

import socket
from collections.abc import Callable
from contextlib import suppress

import uvicorn

from careergraph.career_graph import CareerGraph
from careergraph.errors import ArgumentError
from careergraph.queries.bounds import Bounds
from careergraph.server.app import application
from careergraph.server.deadlines import DeadlineProtocol

GRACE = 5
"""Seconds that answers under way have to end."""

MOST_CONNECTIONS = 1_000


def serve(
    graph: CareerGraph,
    *,
    host: str,
    port: int,
    bounds: Bounds,
    workers: int,
    on_ready: Callable[[str], None],
) -> None:
    """Serve a graph until SIGINT or SIGTERM.

    Args:
        graph: What is served.
        host: Address to listen at.
        port: Of that address; 0 takes a free one.
        bounds: Of each query.
        workers: Processes for slow queries; twice as many answer quick ones.
        on_ready: Called with the address once the server answers.

    Raises:
        ArgumentError: If it cannot listen there.
    """
    listening = _listening(host, port)
    name, number = listening.getsockname()[:2]
    address = f"http://[{name}]:{number}" if ":" in name else f"http://{name}:{number}"
    config = uvicorn.Config(
        application(graph, bounds=bounds, workers=workers),
        http=DeadlineProtocol,
        ws="none",
        log_level="warning",
        timeout_graceful_shutdown=GRACE,
        limit_concurrency=MOST_CONNECTIONS,
        server_header=False,
        lifespan="on",
    )
    server = _Server(config, lambda: on_ready(address))
    with listening, suppress(KeyboardInterrupt):  # uvicorn raises it at its end
        server.run(sockets=[listening])


class _Server(uvicorn.Server):
    """Tells when it answers."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]):
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if not self.should_exit:
            self._on_ready()


def _listening(host: str, port: int) -> socket.socket:
    try:
        family, _, _, _, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        return socket.create_server(place[:2], family=family)
    except OSError as error:
        raise ArgumentError(
            f"the server cannot listen at {host}:{port}: {_reason(error)}; "
            f"choose another --port, or --port 0 for a free one"
        ) from None


def _reason(error: OSError) -> str:
    """Return what the system says, without what Python adds of the address."""
    return (error.strerror or str(error)).partition(" (while ")[0]
