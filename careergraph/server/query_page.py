"""The page to write queries in, with the named questions as examples."""

from functools import cached_property
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from careergraph.career_graph import CareerGraph
from careergraph.errors import CareerGraphError
from careergraph.ontology.namespaces import CG, EXTERNAL, ID, PREFIXES, SCHEMA
from careergraph.queries.engine import Engine
from careergraph.queries.filled import filled
from careergraph.queries.questions import (
    SUBJECTS,
    header_length,
    load_question,
    question_names,
)
from careergraph.server.endpoint import PATH
from careergraph.server.faults import RequestError
from careergraph.server.pages import page
from careergraph.server.vocabulary_page import vocabulary_terms

FIRST = "skills-of-role"
"""The example that stands in the editor at first."""


class Example(NamedTuple):
    """A named question that runs as it is.

    Attributes:
        name: Of the question.
        subject: What it is about.
        title: A few words.
        answers: What it answers.
        text: In SPARQL, with the values of its parameters.
    """

    name: str
    subject: str
    title: str
    answers: str
    text: str


def examples(engine: Engine) -> list[Example]:
    """Return the named questions, by subject; in another graph some have no values.

    A question whose example names what the graph does not hold is left out.
    """
    found = []
    for name in question_names():
        question = load_question(name)
        try:
            values = engine.prepare(name, question.example_parameters).values
        except CareerGraphError:
            continue
        text = _without_header(filled(question, values))
        found.append(
            Example(name, question.subject, question.title, question.answers, text)
        )
    return sorted(found, key=lambda one: (SUBJECTS.index(one.subject), one.title))


def _without_header(text: str) -> str:
    """Return a query without the comments at its top: the page says them above."""
    return "\n".join(text.split("\n")[header_length(text) :])


class QueryPage:
    """The query page."""

    def __init__(self, graph: CareerGraph):
        """Take the graph that is asked."""
        self._graph = graph
        self._examples = {one.name: one for one in examples(graph.engine)}

    def routes(self) -> list[Route]:
        """Return the address."""
        return [Route("/", self.query_page)]

    async def query_page(self, request: Request) -> Response:
        """Return the page, with a query or an example that the address names.

        Raises:
            RequestError: If there is no such example (404).
        """
        name = request.query_params.get("question", "")
        if name and name not in self._examples:
            raise RequestError(404, f'there is no question "{name}" here')
        chosen = self._examples.get(name or FIRST)
        query = request.query_params.get("query", "")
        return page(
            "query.html.j2",
            here="/",
            endpoint=PATH,
            query=query or (chosen.text if chosen else ""),
            chosen=chosen if name and not query else None,
            subjects=SUBJECTS,
            examples=list(self._examples.values()),
            data=self._data,
        )

    def _imported(self) -> list[str]:
        """Return the schemes of which this graph describes concepts, by prefix."""
        facts = self._graph.facts
        found = {slug.partition(":")[0] for slug in [*facts.slugs, *facts.same]}
        return [prefix for prefix in EXTERNAL if prefix in found]

    @cached_property
    def _data(self) -> dict[str, Any]:
        """Return what the script of the page needs."""
        terms = vocabulary_terms(self._graph.engine.store)
        return {
            "endpoint": PATH,
            "prefixes": PREFIXES,
            "namespaces": {"concept": ID, "vocabulary": SCHEMA},
            "imported": self._imported(),
            "classes": [CG + term.name for term in terms if term.is_class],
            "properties": [CG + term.name for term in terms if not term.is_class],
            "examples": {
                name: {"title": one.title, "answers": one.answers, "text": one.text}
                for name, one in self._examples.items()
            },
        }
