"""What a request to the endpoint asks, as the SPARQL 1.1 Protocol says.

*Source:* https://www.w3.org/TR/sparql11-protocol/
"""

import asyncio
from email.message import Message
from typing import NamedTuple
from urllib.parse import parse_qsl

from starlette.requests import Request

from careergraph.server.faults import RequestError

MAX_BODY = 1 << 20
"""Most bytes of a request's body; a query of a megabyte is no question."""

BODY_SECONDS = 10.0
"""What a client may take to send a body."""

MAX_FIELDS = 1_000
"""Most parameters of a request."""

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
NO_UPDATE = "this graph is read-only; updates are not accepted"


class Operation(NamedTuple):
    """A query, and the graphs that the request names for it.

    Attributes:
        query: In SPARQL.
        default_graphs: IRIs of the graphs that together are the default graph;
            None when the query itself says what it is.
        named_graphs: IRIs of those that GRAPH sees, likewise.
    """

    query: str
    default_graphs: tuple[str, ...] | None
    named_graphs: tuple[str, ...] | None


async def read_operation(request: Request) -> Operation:
    """Return what a request asks.

    Raises:
        RequestError: If it asks nothing that the protocol knows (400), asks for an
            update (403; 405 by GET), has too long a body (413), one of
            another type (415), or one that does not come in time (408).
    """
    in_address = _fields(request.url.query, "the address")
    if request.method != "POST":
        if "update" in in_address:
            raise RequestError(405, NO_UPDATE)
        return _operation(in_address)
    media_type, charset = _content_type(request.headers.get("content-type", ""))
    if media_type == UPDATE:
        raise RequestError(403, NO_UPDATE)
    if media_type not in {FORM, QUERY}:
        raise RequestError(
            415, f"send a query as {QUERY}, or in the field query of {FORM}"
        )
    if charset not in {"utf-8", "utf8"}:
        raise RequestError(415, f"the body is in {charset}; send UTF-8")
    body = await _body(request)
    if media_type == QUERY:
        if "query" in in_address:
            raise RequestError(400, "there is a query in the address and in the body")
        return _operation(in_address | {"query": [body]})
    fields = _fields(body, "the body")
    if "update" in fields:
        raise RequestError(403, NO_UPDATE)
    return _operation(fields)


def _operation(fields: dict[str, list[str]]) -> Operation:
    queries = fields.get("query", [])
    if len(queries) != 1:
        found = f"there are {len(queries)}" if queries else "there is none"
        raise RequestError(400, f"say one query; {found}")
    if not queries[0].strip():
        raise RequestError(400, "the query is empty")
    default, named = fields.get("default-graph-uri"), fields.get("named-graph-uri")
    if default is None and named is None:
        return Operation(queries[0], None, None)
    return Operation(queries[0], tuple(default or ()), tuple(named or ()))


def _fields(text: str, where: str) -> dict[str, list[str]]:
    try:
        pairs = parse_qsl(
            text, keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS
        )
    except UnicodeDecodeError:
        raise RequestError(400, f"{where} is not UTF-8") from None
    except ValueError:
        raise RequestError(400, f"{where} has too many parameters") from None
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields


def _content_type(header: str) -> tuple[str, str]:
    """Return a media type and its charset, both in lower case."""
    message = Message()
    message["content-type"] = header or "application/octet-stream"
    return message.get_content_type(), (message.get_content_charset("utf-8"))


async def _body(request: Request) -> str:
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MAX_BODY:
                    told = f"the body has more than {MAX_BODY:,} bytes"
                    raise RequestError(413, told)
    except TimeoutError:
        raise RequestError(408, "the body did not come in time") from None
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestError(
            400, f"byte {error.start} of the body is not UTF-8"
        ) from None
