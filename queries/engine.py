"""Answer queries in SPARQL: a named question, a file, or a text."""

import os
import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Variable,
)

from careergraph.errors import QueryBoundsError, QueryError
from careergraph.graph.names import resolve
from careergraph.ontology.facts import Facts
from careergraph.ontology.namespaces import ID, PREFIXES, SOURCE, concept_iri
from careergraph.ontology.store import open_quads
from careergraph.queries.bounds import Bounds
from careergraph.queries.faults import evaluation_fault, syntax_fault
from careergraph.queries.guard import refuse_depth, refuse_requests
from careergraph.queries.questions import (
    ENDING,
    Parameter,
    Question,
    load_question,
    parse_question,
    question_names,
)
from careergraph.queries.results import Answer, Result, Rows, Triples

_NAME = re.compile(r"[\w-]*")

Item = TypeVar("Item")


class PreparedQuery(NamedTuple):
    """A query as it is run.

    Attributes:
        name: Of the question or the file; empty for a text.
        text: In SPARQL.
        values: Terms for some of its variables.
        default_graphs: IRIs of the graphs that together are the default graph,
            whatever FROM says; None for what the query says.
        named_graphs: IRIs of those that GRAPH sees, likewise.
    """

    name: str
    text: str
    values: Mapping[str, NamedNode | Literal]
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None


class Engine:
    """Answers queries on one dataset; it never changes it.

    The default graph holds every statement once, and a named graph for each
    source what that source states. The prefixes of
    :data:`careergraph.ontology.namespaces.PREFIXES` need no declaration, and a
    relative IRI is that of a concept: ``<python>`` is ``id:python``.
    """

    def __init__(self, n_quads: bytes | str, facts: Facts):
        """Take a dataset, which is loaded with the first query.

        Args:
            n_quads: The dataset as it was compiled, in which IRIs are checked; or
                the folder of that of a store, which is opened to be read.
            facts: What it says, for names of concepts.
        """
        self._n_quads = n_quads
        self._facts = facts

    @cached_property
    def store(self) -> Store:
        """The dataset as pyoxigraph holds it."""
        if isinstance(self._n_quads, str):
            return open_quads(self._n_quads)
        store = Store()
        # lenient: IRIs were checked when it was compiled, and it takes a third less
        store.bulk_load(self._n_quads, format=RdfFormat.N_QUADS, lenient=True)
        return store

    def __getstate__(self) -> dict[str, Any]:
        """Return what another process needs: all but the store, which it loads.

        The facts of a dataset on disk stay here too: they would take seconds to send,
        and such a process answers prepared queries, whose names are looked up already.
        """
        state = {k: value for k, value in self.__dict__.items() if k[0] == "_"}
        if isinstance(self._n_quads, str):
            state["_facts"] = None
        return state

    def run(
        self,
        query: str | os.PathLike[str],
        *,
        parameters: Mapping[str, str | int] | None = None,
        bounds: Bounds | None = None,
    ) -> Result:
        """Return the answer to a query.

        Args:
            query: Name of a question, such as ``skills-of-role``; or the path of
                a file; or a query in SPARQL.
            parameters: Values for the parameters that the query's header names.
                A concept is named by slug, IRI or label.
            bounds: With them the query runs in a process of its own, which is
                ended when it goes over.

        Returns:
            :class:`Rows` for SELECT, :class:`Answer` for ASK, :class:`Triples`
            for CONSTRUCT and DESCRIBE.

        Raises:
            QueryError: If there is no such question or file, if a parameter is
                missing, unknown or has no such value, if the query is not SPARQL,
                or if it would write or ask another server.
            QueryBoundsError: If it goes over its bounds.
            UnknownConceptError: If no concept has the name that a parameter gives.
            AmbiguousConceptError: If several do.
        """
        prepared = self.prepare(query, parameters or {})
        if bounds is None:
            return self.answer(prepared)
        from careergraph.queries.pool import answer_apart

        return answer_apart(self, prepared, bounds)

    def prepare(
        self, query: str | os.PathLike[str], parameters: Mapping[str, str | int]
    ) -> PreparedQuery:
        """Return a query with its parameters as terms; nothing is run yet.

        Raises:
            CareerGraphError: As :meth:`run` does for names and parameters.
        """
        question = read_query(query)
        values = self._values(question, parameters)
        return PreparedQuery(question.name, question.text, values)

    def answer(self, query: PreparedQuery, *, max_rows: int | None = None) -> Result:
        """Return the answer to a prepared query.

        Raises:
            QueryError: If it is not SPARQL, or would write or ask another server.
            QueryBoundsError: If the answer has more rows or triples than wanted.
        """
        where = f"{query.name}: " if query.name else ""
        try:
            refuse_depth(query.text)
            refuse_requests(query.text, graphs=self._graphs)
            self._refuse_unknown_graphs(query)
            return self._answer(query, max_rows)
        except SyntaxError as error:
            fault = syntax_fault(query.text, str(error))
            raise QueryError(fault.told(query.name)) from None
        except QueryBoundsError:
            raise
        except QueryError as error:
            raise QueryError(f"{where}{error}") from None
        except (OSError, RuntimeError, ValueError) as error:
            fault = evaluation_fault(str(error))
            raise QueryError(fault.told(query.name)) from None

    def _answer(self, query: PreparedQuery, max_rows: int | None) -> Result:
        values = {Variable(name): term for name, term in query.values.items()}
        result = self.store.query(
            query.text,
            base_iri=ID,
            prefixes=PREFIXES,
            substitutions=values,  # type: ignore[arg-type] # dict is invariant
            default_graph=_graph_names(query.default_graphs),  # type: ignore[arg-type] # list likewise
            named_graphs=_graph_names(query.named_graphs),  # type: ignore[arg-type]
        )
        if isinstance(result, QueryBoolean):
            return Answer(bool(result))
        if isinstance(result, QuerySolutions):
            names = tuple(variable.value for variable in result.variables)
            rows = _at_most(max_rows, "rows", map(tuple, result))
            return Rows(names, tuple(rows), tuple(query.values))
        assert isinstance(result, QueryTriples)
        triples = _at_most(max_rows, "triples", result)
        return Triples(tuple(sorted(set(triples), key=str)))

    def _refuse_unknown_graphs(self, query: PreparedQuery) -> None:
        wanted = [*(query.default_graphs or ()), *(query.named_graphs or ())]
        known = set(self._graphs()) if wanted else set()
        for graph in wanted:
            if graph not in known:
                raise QueryError(f"there is no graph <{graph}> here, none is fetched")

    @cached_property
    def graph_sizes(self) -> dict[str, int]:
        """The number of triples of the default graph, under "", and of each named."""
        sizes = {"": self._count("?s ?p ?o")}
        for graph in sorted(self._graphs()):
            sizes[graph] = self._count(f"GRAPH <{graph}> {{ ?s ?p ?o }}")
        return sizes

    def _count(self, pattern: str) -> int:
        found = self.store.query(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")
        assert isinstance(found, QuerySolutions)
        return int(next(found)[0].value)  # a count is a literal

    def _graphs(self) -> list[str]:
        graphs = self.store.named_graphs()
        return [graph.value for graph in graphs if isinstance(graph, NamedNode)]

    def _values(
        self, question: Question, given: Mapping[str, str | int]
    ) -> dict[str, NamedNode | Literal]:
        for name in given:
            _refuse_unknown(name, question)
        values: dict[str, NamedNode | Literal] = {}
        for parameter in question.parameters:
            if parameter.name in given:
                value = str(given[parameter.name])
                values[parameter.name] = self._term(parameter, value)
            elif not parameter.is_optional:
                raise QueryError(_missing(parameter, question))
        return values

    def _term(self, parameter: Parameter, value: str) -> NamedNode | Literal:
        if parameter.kind == "Text":
            return _text(parameter, value)
        if parameter.kind == "Integer":
            return Literal(_whole_number(parameter, value))
        if parameter.kind == "Source":
            return NamedNode(SOURCE + self._source(parameter, value))
        kind = None if parameter.kind == "Concept" else parameter.kind
        if kind and not self._is_class(kind):
            raise QueryError(
                f'parameter "{parameter.name}": there is no kind "{kind}"; use a class '
                f"of the vocabulary, Concept, Integer or Text"
            )
        return NamedNode(concept_iri(resolve(self._facts, value, kind=kind)))

    def _is_class(self, name: str) -> bool:
        try:
            self._facts.term(name)
        except KeyError:
            return False
        return name[0].isupper()  # a property is lower case

    def _source(self, parameter: Parameter, value: str) -> str:
        name = value.removeprefix(SOURCE).removeprefix("source:")
        if name not in self._facts.source_titles:
            raise QueryError(
                f'{parameter.name}: there is no source "{value}"; '
                f"there are {', '.join(self._facts.source_titles)}"
            )
        return name


def _graph_names(iris: tuple[str, ...] | None) -> list[NamedNode] | None:
    return None if iris is None else [NamedNode(iri) for iri in iris]


def _at_most(most: int | None, what: str, found: Iterable[Item]) -> list[Item]:
    if most is None:
        return list(found)
    items = list(islice(found, most + 1))
    if len(items) > most:
        raise too_many(most, what)
    return items


def too_many(most: int, what: str) -> QueryBoundsError:
    """Return the error for an answer of more rows or triples than wanted."""
    return QueryBoundsError(
        f"the answer has more than {most:,} {what}; ask for fewer with LIMIT, "
        f"and for the next ones with OFFSET",
        "rows",
    )


def read_query(query: str | os.PathLike[str]) -> Question:
    """Return the query that a name, a path or a text stands for.

    >>> read_query("skills-of-role").title
    'Skills of a role'
    >>> read_query("ASK {}").name
    ''

    Raises:
        QueryError: If there is no such question or file, or if it is not UTF-8.
    """
    if isinstance(query, str) and "{" in query and not query.endswith(ENDING):
        return parse_question(_lines(query))  # most are: no names are looked up
    if query in question_names():
        return load_question(str(query))
    if not isinstance(query, str) or query.endswith(ENDING) or _is_file(query):
        return parse_question(_read(Path(query)), name=str(query))
    if not query.strip():
        raise QueryError("the query is empty; say a question, a file or SPARQL")
    if _NAME.fullmatch(query):
        return load_question(query)  # which says what names come near
    return parse_question(_lines(query))


def _is_file(text: str) -> bool:
    return "{" not in text and os.path.isfile(text)  # to ask takes a system call


def _read(path: Path) -> str:
    try:
        return _lines(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise QueryError(
            f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8"
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise QueryError(
            f"{path}: {reason}; `careergraph query --list` shows the named questions"
        ) from None


def _lines(text: str) -> str:
    """Return text whose lines all end alike, so that every parser counts the same."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refuse_unknown(name: str, question: Question) -> None:
    known = [parameter.name for parameter in question.parameters]
    if name in known:
        return
    if known:
        takes = "it takes " + ", ".join(known)
    elif question.name in question_names():
        takes = "it takes none"
    else:
        takes = f'declare it above the query: "# parameter: {name} (Concept) ..."'
    raise QueryError(
        f'{question.name or "the query"} has no parameter "{name}"; {takes}'
    )


def _text(parameter: Parameter, value: str) -> Literal:
    try:
        return Literal(value)
    except ValueError:  # half of a surrogate pair, from bytes that were no UTF-8
        raise QueryError(
            f"{parameter.name}: the value is not UTF-8; write it as UTF-8"
        ) from None


def _whole_number(parameter: Parameter, value: str) -> int:
    try:
        return int(value)
    except ValueError:
        raise QueryError(
            f'{parameter.name}: "{value}" is not a whole number; write digits only'
        ) from None


def _missing(parameter: Parameter, question: Question) -> str:
    example = f", as in {question.example}" if question.example else ""
    return (
        f"{question.name or 'the query'}: say {parameter.name}="
        f"{parameter.kind.upper()}, {parameter.description}{example}"
    )
