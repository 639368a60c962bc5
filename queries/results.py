"""Answers to queries: rows, yes or no, or triples."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    RdfFormat,
    Triple,
    parse_query_results,
    serialize,
)

from careergraph.errors import ArgumentError
from careergraph.ontology.namespaces import PREFIXES, XSD
from careergraph.queries.table import draw, draw_block, printable

if TYPE_CHECKING:
    import pandas

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Value: TypeAlias = str | int | float | bool | None
"""What a term is in plain Python: None where a variable is not bound, the whole
IRI of a concept, and a number where the datatype says so."""

_MAX_HTML_ROWS = 200
_INTEGERS = {
    XSD + name
    for name in (
        "integer",
        "int",
        "long",
        "short",
        "byte",
        "nonNegativeInteger",
        "positiveInteger",
        "unsignedInt",
    )
}
_NUMBERS = _INTEGERS | {XSD + name for name in ("decimal", "double", "float")}


@dataclass(frozen=True)
class Rows:
    """The answer to a SELECT: a table.

    Iterating gives a dictionary for each row, in plain Python.

    Attributes:
        variables: Names of the columns, in the order of the SELECT.
        rows: A term of pyoxigraph for each variable, None where it is not bound.
        given: Variables that a parameter set, the same in each row; a table to
            read shows them once, above.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    given: tuple[str, ...] = ()

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Value]]:
        """Yield each row as a dictionary by variable."""
        for row in self.rows:
            yield dict(zip(self.variables, map(_plain, row), strict=True))

    def __str__(self) -> str:
        """Return a table to read."""
        return self.to_table()

    def to_dicts(self) -> list[dict[str, Value]]:
        """Return each row as a dictionary by variable."""
        return list(self)

    def to_dict(self) -> dict[str, object]:
        """Return the variables and the rows."""
        return {"variables": list(self.variables), "rows": self.to_dicts()}

    def to_pandas(self) -> "pandas.DataFrame":
        """Return a pandas DataFrame with a column for each variable.

        Raises:
            OutputError: If pandas is not installed.
        """
        from careergraph.graph.result import data_frame

        return data_frame(self.to_dicts(), columns=self.variables)

    def to_table(self, *, width: int = 80) -> str:
        """Return a table to read, in lines of at most ``width``.

        IRIs are shortened by the known prefixes, such as ``id:python``, and
        characters that could drive a terminal are left out.
        """
        columns = range(len(self.variables))
        above = [i for i in columns if self.variables[i] in self.given]
        below = [i for i in columns if i not in above]
        table = draw(
            [self.variables[i] for i in below],
            [[printable(_shown(row[i])) for i in below] for row in self.rows],
            width=width,
            right=[n for n, i in enumerate(below) if self._is_numeric(i)],
        )
        if not (self.rows and above):
            return table
        names = [self.variables[i] for i in above]
        cells = [printable(_shown(self.rows[0][i])) for i in above]
        return f"{draw_block(names, cells, width=width)}\n\n{table}"

    def _is_numeric(self, column: int) -> bool:
        terms = (row[column] for row in self.rows)
        return all(term is None or _is_number(term) for term in terms)

    def to_text(self, *, width: int = 80) -> str:
        """Return what :meth:`to_table` returns."""
        return self.to_table(width=width)

    def to_csv(self) -> str:
        """Return W3C SPARQL 1.1 results as CSV: plain values, lines end in CRLF.

        Values are as they are; a spreadsheet takes one that begins with ``=``
        for a formula.
        """
        return _converted(self.to_json(), QueryResultsFormat.CSV)

    def to_tsv(self) -> str:
        """Return W3C SPARQL 1.1 results as TSV: terms as in Turtle."""
        return _converted(self.to_json(), QueryResultsFormat.TSV)

    def to_xml(self) -> str:
        """Return W3C SPARQL results as XML."""
        return _converted(self.to_json(), QueryResultsFormat.XML)

    def to_json(self) -> str:
        """Return W3C SPARQL 1.1 results as JSON."""
        bindings = [
            {
                name: _json_term(term)
                for name, term in zip(self.variables, row, strict=True)
                if term is not None
            }
            for row in self.rows
        ]
        document = {"head": {"vars": self.variables}, "results": {"bindings": bindings}}
        return json.dumps(document, ensure_ascii=False)

    def _repr_html_(self) -> str:
        from html import escape

        def row_html(tag: str, texts: list[str]) -> str:
            cells = (f"<{tag}>{escape(printable(text))}</{tag}>" for text in texts)
            return f"<tr>{''.join(cells)}</tr>"

        lines = [row_html("th", list(self.variables))]
        for row in self.rows[:_MAX_HTML_ROWS]:
            lines.append(row_html("td", [_shown(term) for term in row]))
        more = len(self.rows) - _MAX_HTML_ROWS
        note = f"<p>and {more} more rows</p>" if more > 0 else ""
        return f"<table>{''.join(lines)}</table>{note}"


@dataclass(frozen=True)
class Answer:
    """The answer to an ASK.

    Attributes:
        value: True for yes.
    """

    value: bool

    def __bool__(self) -> bool:
        """Return the answer."""
        return self.value

    def __str__(self) -> str:
        """Return ``yes`` or ``no``."""
        return "yes" if self.value else "no"

    def to_text(self, *, width: int = 80) -> str:
        """Return ``yes`` or ``no``, however wide."""
        return str(self)

    def to_dict(self) -> dict[str, object]:
        """Return the answer under ``answer``."""
        return {"answer": self.value}

    def to_json(self) -> str:
        """Return W3C SPARQL 1.1 results as JSON."""
        return json.dumps({"head": {}, "boolean": self.value})

    def to_xml(self) -> str:
        """Return W3C SPARQL results as XML."""
        return _converted(self.to_json(), QueryResultsFormat.XML)

    def to_csv(self) -> str:
        """Return ``true`` or ``false``."""
        return _converted(self.to_json(), QueryResultsFormat.CSV)

    def to_tsv(self) -> str:
        """Return ``true`` or ``false``."""
        return _converted(self.to_json(), QueryResultsFormat.TSV)

    def _repr_html_(self) -> str:
        return f"<p>{self}</p>"


@dataclass(frozen=True)
class Triples:
    """The answer to a CONSTRUCT or DESCRIBE: a graph.

    Attributes:
        triples: Sorted, each once.
    """

    triples: tuple[Triple, ...]

    def __len__(self) -> int:
        """Return the number of triples."""
        return len(self.triples)

    def __iter__(self) -> Iterator[Triple]:
        """Yield each triple."""
        return iter(self.triples)

    def __str__(self) -> str:
        """Return the graph as Turtle."""
        return self.to_turtle()

    def to_text(self, *, width: int = 80) -> str:
        """Return the graph as Turtle, however wide."""
        return self.to_turtle()

    def to_dict(self) -> dict[str, object]:
        """Return subject, predicate and object of each triple, in plain Python."""
        return {
            "triples": [
                [_plain(t.subject), _plain(t.predicate), _plain(t.object)]
                for t in self.triples
            ]
        }

    def to_turtle(self) -> str:
        """Return Turtle with the prefixes that it uses."""
        text = _written(self.triples, RdfFormat.TURTLE, prefixes=PREFIXES)
        lines = text.split("\n")
        body = "\n".join(line for line in lines if not line.startswith("@prefix"))
        declared = sorted(line for line in lines if line.startswith("@prefix"))
        used = [line for line in declared if line.split()[1] in body]
        return "\n".join([*used, "", body])

    def to_ntriples(self) -> str:
        """Return N-Triples."""
        return _written(self.triples, RdfFormat.N_TRIPLES)

    def to_rdfxml(self) -> str:
        """Return RDF/XML."""
        return _written(self.triples, RdfFormat.RDF_XML)

    def to_trig(self) -> str:
        """Return TriG: the Turtle of one graph."""
        return self.to_turtle()

    def to_jsonld(self) -> str:
        """Return JSON-LD, expanded: it needs no context."""
        return _written(self.triples, RdfFormat.JSON_LD)

    def _repr_html_(self) -> str:
        from html import escape

        return f"<pre>{escape(self.to_turtle())}</pre>"


Result: TypeAlias = Rows | Answer | Triples

FORMATS = {
    "table": ("to_text",),
    "csv": ("to_csv",),
    "tsv": ("to_tsv",),
    "json": ("to_json", "to_jsonld"),
    "xml": ("to_xml",),
    "turtle": ("to_turtle",),
    "ntriples": ("to_ntriples",),
    "jsonld": ("to_jsonld",),
    "rdfxml": ("to_rdfxml",),
    "trig": ("to_trig",),
}
"""The methods that write each format; a result has at most one of them."""


def written(result: Result, output_format: str, *, width: int = 80) -> str:
    """Return a result in a format, without the line break at its end.

    >>> written(Answer(True), "table")
    'yes'

    Args:
        result: The answer to a query.
        output_format: One of :data:`FORMATS`; ``table`` is what people read.
        width: Of the table.

    Raises:
        ArgumentError: If there is no such format, or if it is not for such a
            result: rows have no Turtle, a graph has no CSV.
    """
    for method in FORMATS.get(output_format, ()):
        if method == "to_text":
            return result.to_text(width=width).removesuffix("\n")
        if hasattr(result, method):
            text: str = getattr(result, method)()
            return text.removesuffix("\n").removesuffix("\r")
    possible = [name for name in FORMATS if is_writable(result, name)]
    raise ArgumentError(
        f'this answer cannot be written as "{output_format}"; '
        f"choose one of {', '.join(possible)}"
    )


def is_writable(result: Result, output_format: str) -> bool:
    """Tell whether a result can be written in a format."""
    return any(hasattr(result, method) for method in FORMATS.get(output_format, ()))


def _plain(term: Any) -> Value:
    if term is None:
        return None
    if not isinstance(term, Literal):
        return term.value if isinstance(term, NamedNode) else str(term)
    datatype = term.datatype.value
    try:
        if datatype in _INTEGERS:
            return int(term.value)
        if datatype in _NUMBERS:
            number = float(term.value)
            is_whole = datatype == XSD + "decimal" and number.is_integer()
            return int(number) if is_whole else number
    except ValueError:
        return term.value  # "many"^^xsd:integer is a literal, if an ill one
    if datatype == XSD + "boolean":
        return term.value in {"true", "1"}
    return term.value


def _is_number(term: Term) -> bool:
    return isinstance(term, Literal) and term.datatype.value in _NUMBERS


def _shown(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, Literal):
        return term.value
    return _shortened(term.value) if isinstance(term, NamedNode) else str(term)


def _shortened(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and local and "/" not in local and "#" not in local:
            return f"{prefix}:{local}"
    return iri


def _json_term(term: Term) -> dict[str, object]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = {
            "subject": _json_term(term.subject),
            "predicate": _json_term(term.predicate),
            "object": _json_term(term.object),
        }
        return {"type": "triple", "value": parts}
    found: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
        if term.direction:
            found["its:dir"] = str(term.direction)
    elif term.datatype.value != XSD + "string":
        found["datatype"] = term.datatype.value
    return found


def _converted(document: str, results_format: QueryResultsFormat) -> str:
    parsed = parse_query_results(document, QueryResultsFormat.JSON)
    text = parsed.serialize(format=results_format)
    assert text is not None  # None only when an output is given
    return text.decode()


def _written(
    triples: tuple[Triple, ...],
    rdf_format: RdfFormat,
    *,
    prefixes: dict[str, str] | None = None,
) -> str:
    text = serialize(triples, format=rdf_format, prefixes=prefixes)
    assert text is not None  # None only when an output is given
    return text.decode()
