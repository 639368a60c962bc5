"""Pages that people look at, the explorer among them, and the files of all."""

from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from careergraph.career_graph import CareerGraph
from careergraph.server.faults import RequestError
from careergraph.server.fresh import Freshness
from careergraph.server.media_types import accepted

PLAIN, HTML = "text/plain", "text/html"
_SCRIPT = "text/javascript; charset=utf-8"
_STYLE = "text/css; charset=utf-8"
_STATIC = {
    "page.css": _STYLE,
    "query.css": _STYLE,
    "query.js": _SCRIPT,
    "results.js": _SCRIPT,
    "terms.js": _SCRIPT,
    "yasgui/yasgui.min.css": _STYLE,
    "yasgui/yasgui.min.js": _SCRIPT,
    "yasgui/LICENSES.txt": "text/plain; charset=utf-8",
}
"""Files that pages ask for."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""*Source:* https://www.w3.org/TR/CSP3/"""


class Pages:
    """The explorer, and the files of all pages."""

    def __init__(self, graph: CareerGraph, freshness: Freshness):
        """Take what is shown."""
        self._graph = graph
        self._freshness = freshness
        self._explorer: str | None = None

    def routes(self) -> list[Route]:
        """Return the addresses."""
        return [
            Route("/explorer", self.explorer),
            Route("/static/{name:path}", self.static),
            Route("/favicon.ico", self.icon),
        ]

    async def explorer(self, request: Request) -> Response:
        """Return the explorer, which is made for the first who asks."""
        tag = self._freshness.tag("explorer")
        if self._freshness.has(request, tag):
            return self._freshness.unchanged(tag)
        if self._explorer is None:
            self._explorer = await run_in_threadpool(self._graph.export, "html")
        return HTMLResponse(self._explorer, headers=self._freshness.headers(tag))

    async def icon(self, request: Request) -> Response:
        """Return nothing: a browser asks for it beside every answer that is no page."""
        return Response(status_code=204, headers=self._freshness.headers('"icon"'))

    async def static(self, request: Request) -> Response:
        """Return a file that a page asks for.

        Raises:
            RequestError: If there is none of that name (404).
        """
        name = request.path_params["name"]
        if name not in _STATIC:
            raise RequestError(404, "there is no such file")
        tag = self._freshness.tag("static", name)
        if self._freshness.has(request, tag):
            return self._freshness.unchanged(tag)
        headers = self._freshness.headers(tag)
        return Response(_file(name), media_type=_STATIC[name], headers=headers)


def page(template: str, *, here: str = "", **values: Any) -> HTMLResponse:
    """Return a page that may load nothing but from this server.

    Args:
        template: Its name.
        here: Address of the page, when it is one of those in the head of each.
        values: What the template shows.
    """
    text = _environment().get_template(template).render(values, here=here)
    return HTMLResponse(text, headers={"content-security-policy": POLICY})


def refusal(request: Request, error: RequestError) -> Response:
    """Return an error as a page for a browser, and as a plain line for others."""
    plain = error.response()
    if accepted(request.headers.get("accept", ""), [PLAIN, HTML]) != HTML:
        return plain
    response = page(
        "error.html.j2",
        title=HTTPStatus(error.status).phrase.capitalize(),
        message=error.message,
    )
    response.status_code = error.status
    for name, value in plain.headers.items():
        if name not in {"content-type", "content-length"}:
            response.headers[name] = value
    return response


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("careergraph.server"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _file(name: str) -> bytes:
    return files("careergraph.server").joinpath("static", name).read_bytes()
