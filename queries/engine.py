"""Answer queries in SPARQL: a named question, a file, or a text."""

import os
import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

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

from careergraph.errors import QueryError
from careergraph.graph.names import resolve
from careergraph.ontology.facts import Facts
from careergraph.ontology.namespaces import ID, PREFIXES, SOURCE
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


class Engine:
    """Answers queries on one dataset; it never changes it.

    The default graph holds every statement once, and a named graph for each
    source what that source states. The prefixes of
    :data:`careergraph.ontology.namespaces.PREFIXES` need no declaration.
    """

    def __init__(self, n_quads: bytes, facts: Facts):
        """Take a dataset, which is loaded with the first query.

        Args:
            n_quads: The dataset.
            facts: What it says, for names of concepts.
        """
        self._n_quads = n_quads
        self._facts = facts

    @cached_property
    def store(self) -> Store:
        """The dataset as pyoxigraph holds it."""
        store = Store()
        store.bulk_load(self._n_quads, format=RdfFormat.N_QUADS)
        return store

    def run(
        self,
        query: str | os.PathLike[str],
        *,
        parameters: Mapping[str, str | int] | None = None,
    ) -> Result:
        """Return the answer to a query.

        Args:
            query: Name of a question, such as ``skills-of-role``; or the path of
                a file; or a query in SPARQL.
            parameters: Values for the parameters that the query's header names.
                A concept is named by slug, IRI or label.

        Returns:
            :class:`Rows` for SELECT, :class:`Answer` for ASK, :class:`Triples`
            for CONSTRUCT and DESCRIBE.

        Raises:
            QueryError: If there is no such question or file, if a parameter is
                missing, unknown or has no such value, if the query is not SPARQL,
                or if it would write or ask another server.
            UnknownConceptError: If no concept has the name that a parameter gives.
            AmbiguousConceptError: If several do.
        """
        question = read_query(query)
        values = self._values(question, parameters or {})
        try:
            refuse_depth(question.text)
            refuse_requests(question.text, graphs=self._graphs)
            return self._answer(question.text, values)
        except SyntaxError as error:
            fault = syntax_fault(question.text, str(error))
            raise QueryError(fault.told(question.name)) from None
        except QueryError as error:
            where = f"{question.name}: " if question.name else ""
            raise QueryError(f"{where}{error}") from None
        except (OSError, RuntimeError, ValueError) as error:
            fault = evaluation_fault(str(error))
            raise QueryError(fault.told(question.name)) from None

    def _answer(self, text: str, values: dict[Variable, NamedNode | Literal]) -> Result:
        result = self.store.query(text, prefixes=PREFIXES, substitutions=values)  # type: ignore[arg-type] # dict is invariant
        if isinstance(result, QuerySolutions):
            names = tuple(variable.value for variable in result.variables)
            given = tuple(variable.value for variable in values)
            return Rows(names, tuple(tuple(solution) for solution in result), given)
        if isinstance(result, QueryBoolean):
            return Answer(bool(result))
        assert isinstance(result, QueryTriples)
        return Triples(tuple(sorted(set(result), key=str)))

    def _graphs(self) -> list[str]:
        graphs = self.store.named_graphs()
        return [graph.value for graph in graphs if isinstance(graph, NamedNode)]

    def _values(
        self, question: Question, given: Mapping[str, str | int]
    ) -> dict[Variable, NamedNode | Literal]:
        for name in given:
            _refuse_unknown(name, question)
        values: dict[Variable, NamedNode | Literal] = {}
        for parameter in question.parameters:
            if parameter.name in given:
                value = str(given[parameter.name])
                values[Variable(parameter.name)] = self._term(parameter, value)
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
        return NamedNode(ID + resolve(self._facts, value, kind=kind))

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


def read_query(query: str | os.PathLike[str]) -> Question:
    """Return the query that a name, a path or a text stands for.

    >>> read_query("skills-of-role").title
    'Skills of a role'
    >>> read_query("ASK {}").name
    ''

    Raises:
        QueryError: If there is no such question or file, or if it is not UTF-8.
    """
    if query in question_names():
        return load_question(str(query))
    if not isinstance(query, str) or query.endswith(ENDING) or os.path.isfile(query):
        return parse_question(_read(Path(query)), name=str(query))
    if not query.strip():
        raise QueryError("the query is empty; say a question, a file or SPARQL")
    if _NAME.fullmatch(query):
        return load_question(query)  # which says what names come near
    return parse_question(_lines(query))


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
