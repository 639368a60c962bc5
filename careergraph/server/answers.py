"""Paths and gaps as JSON."""

from collections.abc import Callable, Mapping
from typing import Any

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from careergraph.career_graph import CareerGraph
from careergraph.errors import (
    AmbiguousConceptError,
    CareerGraphError,
    NoPathError,
    UnknownConceptError,
)
from careergraph.graph.request import OBJECTIVES
from careergraph.server.faults import RequestError
from careergraph.server.fresh import Freshness
from careergraph.server.openapi import MAX_NAMES, MOST_PATHS, openapi

SEARCH_SECONDS = 2.0
"""What the search of a path may take; then the best found is told, with its bound."""

SEARCHES = 2
"""Searches at once: more would keep the server itself from answering."""

MOST_WAITING = 32
"""Searches that may wait for one of these."""

_NOT_THERE = (UnknownConceptError, AmbiguousConceptError, NoPathError)


class Answers:
    """Answers for paths, gaps, and the description of both."""

    def __init__(self, graph: CareerGraph, freshness: Freshness):
        """Take what answers, and what tells whether a client has the answer."""
        self._graph = graph
        self._freshness = freshness
        self._searches = anyio.CapacityLimiter(SEARCHES)

    def routes(self) -> list[Route]:
        """Return the addresses."""
        return [
            Route("/path", self.path),
            Route("/gap", self.gap),
            Route("/openapi.json", self.described),
        ]

    async def path(self, request: Request) -> Response:
        """Return the best paths between two roles."""
        asked = _Asked(request, ("from", "to", "minimise", "k", "holding", "avoiding"))
        minimise = asked.one("minimise", default="moves")
        if minimise not in OBJECTIVES:
            raise RequestError(400, f"minimise is one of {', '.join(OBJECTIVES)}")
        start, goal, k = (
            asked.one("from", default=""),
            asked.one("to"),
            asked.count("k"),
        )
        holding, avoiding = asked.several("holding"), asked.several("avoiding")

        def found() -> dict[str, Any]:
            paths = self._graph.transition_paths(
                start or None,
                goal,
                k=k,
                minimise=minimise,
                holding=holding,
                avoiding=avoiding,
                max_seconds=SEARCH_SECONDS,
            )
            return {"paths": [path.to_dict() for path in paths]}

        return await self._answered(request, found)

    async def gap(self, request: Request) -> Response:
        """Return what someone lacks for a role."""
        asked = _Asked(request, ("from", "to", "holding"))
        start, goal = asked.one("from", default=""), asked.one("to")
        holding = asked.several("holding")
        return await self._answered(
            request,
            lambda: self._graph.skill_gap(
                start or None, goal, holding=holding
            ).to_dict(),
        )

    async def described(self, request: Request) -> Response:
        """Return the description of these addresses."""
        return JSONResponse(openapi())

    async def _answered(
        self, request: Request, find: Callable[[], Mapping[str, Any]]
    ) -> Response:
        tag = self._freshness.tag(request.url.path, request.url.query)
        if self._freshness.has(request, tag):
            return self._freshness.unchanged(tag)
        if self._searches.statistics().tasks_waiting >= MOST_WAITING:
            raise RequestError(
                503,
                "too many searches at once; try again in a few seconds",
                headers={"retry-after": str(round(SEARCH_SECONDS))},
            )
        try:
            found = await anyio.to_thread.run_sync(find, limiter=self._searches)
        except _NOT_THERE as error:
            raise RequestError(404, str(error)) from None
        except CareerGraphError as error:
            raise RequestError(400, str(error)) from None
        return JSONResponse(found, headers=self._freshness.headers(tag))


class _Asked:
    """The parameters of a request, each checked."""

    def __init__(self, request: Request, known: tuple[str, ...]):
        self._parameters = request.query_params
        for name in self._parameters:
            if name not in known:
                raise RequestError(
                    400, f'there is no parameter "{name}"; use {", ".join(known)}'
                )

    def one(self, name: str, *, default: str | None = None) -> str:
        values = self._parameters.getlist(name)
        if len(values) > 1:
            raise RequestError(400, f"say {name} once")
        if values:
            return str(values[0])
        if default is None:
            raise RequestError(400, f"say {name}=ROLE")
        return default

    def count(self, name: str) -> int:
        text = self.one(name, default="1")
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_PATHS):
            raise RequestError(400, f"{name} is a number from 1 to {MOST_PATHS}")
        return int(text)

    def several(self, name: str) -> list[str]:
        values = self._parameters.getlist(name)
        if len(values) > MAX_NAMES:
            raise RequestError(400, f"say {name} at most {MAX_NAMES} times")
        return list(values)
