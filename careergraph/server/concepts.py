"""Concepts and the vocabulary at their addresses: as pages and as RDF.

*Source:* the recipes for vocabularies, https://www.w3.org/TR/swbp-vocab-pub/, but
for the page and the data at one address, told apart by Accept alone.
"""

from collections.abc import Callable, Iterable
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from careergraph.career_graph import CareerGraph
from careergraph.ontology.namespaces import CG, concept_iri
from careergraph.queries.results import Triples, written
from careergraph.server.concept_page import ConceptPage
from careergraph.server.faults import RequestError
from careergraph.server.fresh import Freshness
from careergraph.server.media_types import GRAPHS, accepted, not_acceptable
from careergraph.server.pages import page
from careergraph.server.vocabulary_page import vocabulary_terms

PAGE = "text/html"

MOST_CHIPS = 24
"""So many links of a property are shown at once; the others are folded away."""


class Concepts:
    """Pages and RDF of the concepts, and of the vocabulary."""

    def __init__(self, graph: CareerGraph, freshness: Freshness):
        """Take what is told."""
        self._graph = graph
        self._freshness = freshness

    def routes(self) -> list[Route]:
        """Return the addresses."""
        return [
            Route("/id/{slug:path}", self.concept),
            Route("/schema", self.vocabulary),
        ]

    async def concept(self, request: Request) -> Response:
        """Return a concept with all that is said of it.

        One of another scheme that is joined to one of ours leads to that.

        Raises:
            RequestError: If there is none (404), or not in what is accepted (406).
        """
        slug = request.path_params["slug"]
        if slug in self._graph.facts.same:
            return RedirectResponse(f"/id/{self._graph.facts.same[slug]}", 303)
        if slug not in self._graph.facts:
            raise RequestError(404, f'there is no concept "{slug}"')
        iri = NamedNode(concept_iri(slug))

        def shown() -> Response:
            return page(
                "concept.html.j2",
                about=ConceptPage(self._graph.facts, slug),
                facts=self._graph.facts,
                iri=iri.value,
                most_chips=MOST_CHIPS,
            )

        return self._negotiated(request, shown, lambda: self._about([iri]))

    async def vocabulary(self, request: Request) -> Response:
        """Return the classes and properties."""
        terms = vocabulary_terms(self._graph.engine.store)

        def shown() -> Response:
            return page(
                "schema.html.j2",
                here=request.url.path,
                namespace=CG,
                known={term.name for term in terms},
                classes=[term for term in terms if term.is_class],
                properties=[term for term in terms if not term.is_class],
            )

        iris = [NamedNode(CG + term.name) for term in terms]
        return self._negotiated(request, shown, lambda: self._about(iris))

    def _negotiated(
        self,
        request: Request,
        shown: Callable[[], Response],
        told: Callable[[], Iterable[Triple]],
    ) -> Response:
        header = request.headers.get("accept", "")
        media_type = accepted(header, [PAGE, *GRAPHS])
        if media_type is None:
            raise not_acceptable([PAGE, *GRAPHS])
        tag = self._freshness.tag(request.url.path, media_type)
        if self._freshness.has(request, tag):
            return self._freshness.unchanged(tag)
        if media_type == PAGE:
            response = shown()
        else:
            triples = Triples(tuple(sorted(set(told()), key=str)))
            text = written(triples, GRAPHS[media_type])
            response = Response(text, media_type=f"{media_type}; charset=utf-8")
        response.headers.update(self._freshness.headers(tag))
        return response

    def _about(self, iris: Iterable[NamedNode]) -> Iterable[Triple]:
        """Yield what is said of some things, and what is said with them as value."""
        for iri in iris:
            yield from (quad.triple for quad in self._quads(iri, None))
            yield from (quad.triple for quad in self._quads(None, iri))

    def _quads(self, subject: Any, value: Any) -> Iterable[Quad]:
        store = self._graph.engine.store
        return store.quads_for_pattern(subject, None, value, DefaultGraph())
