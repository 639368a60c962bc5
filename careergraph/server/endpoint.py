"""The SPARQL endpoint: a request in, an answer or a plain line out."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from careergraph.errors import QueryBoundsError, QueryError
from careergraph.queries.engine import Engine, PreparedQuery
from careergraph.queries.pool import Formats
from careergraph.queries.results import written
from careergraph.server.deadlines import while_connected
from careergraph.server.description import service_description
from careergraph.server.faults import RequestError
from careergraph.server.fresh import Freshness
from careergraph.server.lanes import Lanes
from careergraph.server.media_types import (
    GRAPHS,
    ROWS,
    accepted,
    not_acceptable,
    wanted_types,
)
from careergraph.server.protocol import Operation, read_operation

PATH = "/sparql"
PAGE = "text/html"


class Endpoint:
    """Answers queries over HTTP."""

    def __init__(self, engine: Engine, lanes: Lanes, freshness: Freshness):
        """Take what answers, and what tells whether a client has the answer."""
        self._engine = engine
        self._lanes = lanes
        self._freshness = freshness

    def routes(self) -> list[Route]:
        """Return the one address, for all methods of the protocol."""
        return [Route(PATH, self.answer, methods=["GET", "HEAD", "POST"])]

    async def answer(self, request: Request) -> Response:
        """Answer a query, or describe the service when none is asked.

        Raises:
            RequestError: If it is not answered.
        """
        if request.method != "POST" and not request.url.query:
            return self._described(request)
        operation = await read_operation(request)
        rows, graph = wanted_types(request.headers.get("accept", ""))
        tag = self._freshness.tag(*operation, rows, graph)
        if self._freshness.has(request, tag):
            return self._freshness.unchanged(tag)
        formats = Formats(rows and ROWS[rows], graph and GRAPHS[graph])
        try:
            work = self._lanes.written(_prepared(operation), formats)
            found = await while_connected(request, work)
        except QueryBoundsError as error:
            raise RequestError(503, str(error)) from None
        except QueryError as error:
            raise RequestError(400, str(error)) from None
        media_type = graph if found.is_graph else rows
        if found.body is None or media_type is None:
            raise not_acceptable([*(GRAPHS if found.is_graph else ROWS)])
        headers = self._freshness.headers(tag)
        return Response(
            found.body, media_type=_with_charset(media_type), headers=headers
        )

    def _described(self, request: Request) -> Response:
        """Return the service description; a browser goes to the query page."""
        header = request.headers.get("accept", "")
        media_type = accepted(header, [*GRAPHS, PAGE])
        if media_type is None:
            raise not_acceptable([*GRAPHS])
        if media_type == PAGE:
            return RedirectResponse("/", status_code=303)
        address = str(request.url.replace(query="", fragment=""))
        described = service_description(self._engine, address)
        text = written(described, GRAPHS[media_type])
        return Response(text, media_type=_with_charset(media_type))


def _prepared(operation: Operation) -> PreparedQuery:
    text = operation.query.replace("\r\n", "\n").replace("\r", "\n")
    return PreparedQuery("", text, {}, operation.default_graphs, operation.named_graphs)


def _with_charset(media_type: str) -> str:
    return f"{media_type}; charset=utf-8"
