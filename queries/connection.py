"""Queries sent to a SPARQL 1.1 endpoint over HTTP.

*Source:* https://www.w3.org/TR/sparql11-protocol/
"""

import time
from collections.abc import Sequence
from typing import Self
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    RdfFormat,
    parse,
    parse_query_results,
)
from urllib3 import BaseHTTPResponse, PoolManager, Retry, Timeout, make_headers
from urllib3.exceptions import (
    HTTPError,
    LocationParseError,
    MaxRetryError,
    ReadTimeoutError,
)

from careergraph.errors import (
    ArgumentError,
    EndpointError,
    QueryBoundsError,
    QueryError,
)
from careergraph.queries.parameters import form
from careergraph.queries.results import Answer, Result, Rows, Triples

CONNECT_SECONDS = 10.0
FIRST_PAUSE = 0.5
"""Seconds before the second attempt but one; each pause is twice the last."""

LONGEST_PAUSE = 30.0
"""Seconds; a server that says Retry-After may ask for no more."""

MAX_BYTES = 1 << 30
"""Most bytes of an answer, unpacked."""

ENDED = ("the query was ended", "the answer has more than")
"""How the line of our own server begins when a query went over a bound."""

_BUSY = (429, 503)
_ROWS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
}
_GRAPHS = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
_ACCEPT_ROWS = "application/sparql-results+json, application/sparql-results+xml;q=0.9"
_ACCEPT_GRAPHS = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.8"
_CHUNK = 1 << 16


class Connection:
    """An endpoint, and the graphs there that are asked."""

    def __init__(self, url: str, *, timeout: float, retries: int):
        """Take the address; nothing is sent yet.

        Args:
            url: Of the endpoint. It may hold ``default-graph-uri`` and
                ``named-graph-uri``, which go along with each query.
            timeout: Seconds that an answer may take.
            retries: Times that a request is sent anew when the server is busy
                (429, 503) or cannot be reached. What is wrong is not sent again.

        Raises:
            ArgumentError: If it is no address of HTTP, or a number has no meaning.
        """
        if not 0 < timeout < float("inf"):
            raise ArgumentError(f"timeout is {timeout}; say seconds, more than 0")
        if retries < 0:
            raise ArgumentError(f"retries is {retries}; say 0 or more")
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ArgumentError(
                f'"{url}" is no address of an endpoint; write it like '
                f"http://127.0.0.1:8765/sparql"
            )
        host = parts.netloc.rpartition("@")[2]
        self.url = urlunsplit((parts.scheme, host, parts.path, "", ""))
        self.graphs = tuple(parse_qsl(parts.query, keep_blank_values=True))
        self._timeout = timeout
        self._retries = retries
        self._headers = {
            "content-type": "application/x-www-form-urlencoded",
            **make_headers(accept_encoding=True, user_agent="careergraph"),
        }
        if parts.username:
            login = f"{parts.username}:{parts.password or ''}"
            self._headers |= make_headers(basic_auth=login)
        self._pool = PoolManager(maxsize=4)

    def ask(
        self,
        text: str,
        *,
        graphs: Sequence[tuple[str, str]] | None = None,
        timeout: float | None = None,
        may_be_cut: bool = False,
    ) -> Result:
        """Return the answer to a query.

        Args:
            text: In SPARQL, with all its prefixes.
            graphs: Graphs to ask instead of those of the address, as fields of
                the protocol.
            timeout: Seconds for this answer instead of those of the connection.
            may_be_cut: Take what came, when the server says that it is a part.

        Raises:
            QueryError: If the server says that it is not SPARQL.
            QueryBoundsError: If it takes too long, or the server has cut it off.
            EndpointError: If there is no answer, or one that is not SPARQL's.
        """
        seconds = self._timeout if timeout is None else timeout
        fields = [*(self.graphs if graphs is None else graphs), ("query", text)]
        try:
            response = self._sent(urlencode(fields), _accepted(text), seconds)
            try:
                if response.status != 200:
                    raise self._refusal(response)
                body = self._body(response, seconds)
            finally:
                response.close()
        except ReadTimeoutError:
            raise _late(self.url, seconds) from None
        except HTTPError as error:
            raise EndpointError(self.url, _reason(error)) from None
        found = self._read(response, body)
        if isinstance(found, Rows) and form(text) == "ASK":
            return Answer(bool(found))  # Virtuoso's: one row for yes, none for no
        if isinstance(found, Rows) and not may_be_cut:
            self._refuse_cut(response, len(found))
        return found

    def _sent(self, body: str, accept: str, seconds: float) -> BaseHTTPResponse:
        """Return a response of which only the head has been read."""
        patience: Retry = _Patience(
            self._retries,
            status_forcelist=_BUSY,
            allowed_methods=None,  # a query changes nothing, POST or not
            backoff_factor=FIRST_PAUSE,
            backoff_max=LONGEST_PAUSE,
            raise_on_status=False,
        )
        while True:
            response = self._pool.request(
                "POST",
                self.url,
                body=body,
                headers=self._headers | {"accept": accept},
                timeout=Timeout(connect=min(seconds, CONNECT_SECONDS), read=seconds),
                retries=patience.new(status=0, status_forcelist=()),
                preload_content=False,
            )
            if response.status not in _BUSY or not patience.total:
                return response
            line = _line(response)
            if line.startswith(ENDED):  # it would be, once more
                raise _ended(self.url, line)
            patience = patience.increment("POST", self.url, response=response)
            patience.sleep(response)

    def _body(self, response: BaseHTTPResponse, seconds: float) -> bytes:
        body, deadline = bytearray(), time.monotonic() + seconds
        while chunk := response.read1(_CHUNK):  # what has come; read waits for all
            body += chunk
            if len(body) > MAX_BYTES:
                raise QueryBoundsError(
                    f"{self.url}: the answer has more than {MAX_BYTES >> 20:,} MB; "
                    f"ask for a part with LIMIT and OFFSET",
                    "memory",
                )
            if time.monotonic() > deadline:
                raise _late(self.url, seconds)
        return bytes(body)

    def _refusal(self, response: BaseHTTPResponse) -> Exception:
        line = _line(response)
        told = f": {line}" if line else ""
        if line.startswith(ENDED):
            return _ended(self.url, line)
        if response.status == 400:
            return QueryError(f"{self.url} does not take the query{told}")
        if response.status in (404, 405, 410):
            hint = "; name the address of the endpoint, such as http://host/sparql"
            return EndpointError(
                self.url, f"there is no endpoint (HTTP {response.status}){hint}"
            )
        if response.status in _BUSY:
            hint = "; try again later, or with more retries"
            return EndpointError(
                self.url, f"the server is busy (HTTP {response.status}){hint}"
            )
        return EndpointError(
            self.url, f"the server refuses (HTTP {response.status}){told}"
        )

    def _read(self, response: BaseHTTPResponse, body: bytes) -> Result:
        media_type = response.headers.get("content-type", "").partition(";")[0]
        media_type = media_type.strip().lower()
        try:
            if media_type in _GRAPHS:
                quads = parse(body, format=_GRAPHS[media_type])
                triples = {quad.triple for quad in quads}
                return Triples(tuple(sorted(triples, key=str)))
            if media_type in _ROWS:
                found = parse_query_results(body, _ROWS[media_type])
                if isinstance(found, QueryBoolean):
                    return Answer(bool(found))
                names = tuple(variable.value for variable in found.variables)
                rows = tuple(map(tuple, found))
                return Rows(names, rows)
        except (SyntaxError, ValueError) as error:
            reason = (str(error).splitlines() or [""])[0]
            raise EndpointError(
                self.url,
                f"the answer cannot be read; it has been cut off, or is no "
                f"{media_type} ({reason})",
            ) from None
        if "html" in media_type:
            raise EndpointError(
                self.url,
                "it answers with a web page; name the address of the endpoint, "
                "such as http://host/sparql",
            )
        raise EndpointError(
            self.url,
            f'it answers with "{media_type or "no type"}", which is no answer to SPARQL',
        )

    def _refuse_cut(self, response: BaseHTTPResponse, rows: int) -> None:
        """Raise an error when Virtuoso says that it has left something out.

        *Source:* https://docs.openlinksw.com/virtuoso/anytimequeries/
        """
        most = response.headers.get("x-sparql-maxrows", "")
        if most.isdigit() and rows >= int(most):
            raise QueryBoundsError(
                f"{self.url}: the server cuts answers off at {int(most):,} rows; ask "
                f"for fewer with LIMIT, and for the next ones with OFFSET",
                "rows",
            )
        if response.headers.get("x-sql-state"):
            raise QueryBoundsError(
                f"{self.url}: the server has ended the query, the answer is a part",
                "time",
            )


class _Patience(Retry):
    """Waits as a server asks, but not for ever, and takes no late answer twice."""

    def get_retry_after(self, response: BaseHTTPResponse) -> float | None:
        seconds = super().get_retry_after(response)
        return None if seconds is None else min(seconds, LONGEST_PAUSE)

    def increment(
        self,
        method: str | None = None,
        url: str | None = None,
        response: BaseHTTPResponse | None = None,
        error: Exception | None = None,
        _pool: object = None,
        _stacktrace: object = None,
    ) -> Self:
        if isinstance(error, ReadTimeoutError):
            raise error
        return super().increment(method, url, response, error, _pool, _stacktrace)  # type: ignore[arg-type] # as they came


def _accepted(text: str) -> str:
    """Return what a query's answer may be; Virtuoso has JSON of its own for graphs."""
    is_of_rows = form(text) in {"SELECT", "ASK"}
    return _ACCEPT_ROWS if is_of_rows else _ACCEPT_GRAPHS


def _line(response: BaseHTTPResponse) -> str:
    """Return the first line of a plain message; nothing of a page."""
    with response:
        if "html" in response.headers.get("content-type", ""):
            return ""
        text = response.read(_CHUNK, decode_content=True).decode("utf-8", "replace")
    return next((line.strip()[:300] for line in text.splitlines() if line.strip()), "")


def _ended(url: str, line: str) -> QueryBoundsError:
    bound = "memory" if "memory" in line else "time"
    return QueryBoundsError(
        f"{url}: {line}", bound if line.startswith(ENDED[0]) else "rows"
    )


def _late(url: str, seconds: float) -> QueryBoundsError:
    return QueryBoundsError(
        f"{url}: no answer within {seconds:g} seconds; ask for less, or allow more "
        f"with timeout",
        "time",
    )


def _reason(error: HTTPError) -> str:
    """Return what went wrong on the way, without the names of Python's classes."""
    cause: BaseException = error
    while isinstance(cause, MaxRetryError) and cause.reason:
        cause = cause.reason
    if isinstance(cause, LocationParseError):
        return "it is no address of HTTP"
    name = type(cause).__name__
    if name == "NameResolutionError":
        return "there is no server of that name"
    if name in {"NewConnectionError", "ConnectTimeoutError"}:
        return "the server cannot be reached; is it running, at that port?"
    if name == "SSLError":
        return f"the connection is not safe: {cause}"
    if name in {"IncompleteRead", "ProtocolError"}:
        return "the answer has been cut off; ask again"
    return f"{cause}"
