"""The whole server as one application for any ASGI server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from careergraph.career_graph import CareerGraph
from careergraph.queries.bounds import Bounds
from careergraph.server.answers import Answers
from careergraph.server.concepts import Concepts
from careergraph.server.disagreements import Disagreements
from careergraph.server.endpoint import Endpoint
from careergraph.server.faults import RequestError
from careergraph.server.fresh import Freshness
from careergraph.server.lanes import Lanes
from careergraph.server.pages import Pages, refusal
from careergraph.server.query_page import QueryPage

WORKERS = 2
"""Processes of each lane."""

MIN_GZIP = 1_000
"""Bytes from which an answer is gzipped."""


def application(
    graph: CareerGraph,
    *,
    bounds: Bounds | None = None,
    workers: int = WORKERS,
) -> Starlette:
    """Return the server of a graph; it is read-only.

    Args:
        graph: What it answers from.
        bounds: Of each query; those of :class:`Bounds` by default.
        workers: Processes that answer slow queries; twice as many answer quick ones.
    """
    engine = graph.engine
    lanes = Lanes(engine, bounds or Bounds(), workers=workers)
    freshness = Freshness(_version(graph))
    parts = (
        Endpoint(engine, lanes, freshness),
        Concepts(graph, freshness),
        Answers(graph, freshness),
        Pages(graph, freshness),
        Disagreements(graph, freshness),
        QueryPage(graph),
    )

    @asynccontextmanager
    async def running(_: Starlette) -> AsyncIterator[None]:
        await lanes.warm()
        yield
        lanes.close()

    return Starlette(
        routes=[route for part in parts for route in part.routes()],
        lifespan=running,
        middleware=[
            Middleware(
                CORSMiddleware,
                allow_origins=["*"],
                allow_methods=["GET", "POST"],
                allow_headers=["*"],
                expose_headers=["ETag", "Retry-After"],
            ),
            Middleware(GZipMiddleware, minimum_size=MIN_GZIP),
            Middleware(_NoSniffing),
        ],
        exception_handlers={
            RequestError: _refused,
            HTTPException: _not_routed,
            ClientDisconnect: _gone,
        },
    )


def _version(graph: CareerGraph) -> str:
    return f"{version('careergraph')} {graph.digest}"


class _NoSniffing:
    """Says that a type is what it says."""

    def __init__(self, app: ASGIApp):
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["x-content-type-options"] = "nosniff"
            await send(message)

        await self._app(scope, receive, sent)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestError)
    return refusal(request, error)


async def _not_routed(request: Request, error: Exception) -> Response:
    """Answer when there is no such address or method; OPTIONS asks for the methods."""
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if request.method == "OPTIONS" and "Allow" in headers:
        return Response(
            status_code=204, headers={"allow": f"{headers['Allow']}, OPTIONS"}
        )
    told = error.detail.lower().rstrip(".")
    return refusal(request, RequestError(error.status_code, told, headers=headers))


async def _gone(_: Request, error: Exception) -> Response:
    return Response(status_code=400)  # which nobody reads
