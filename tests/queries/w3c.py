"""W3C's SPARQL 1.1 test suites, read from their manifests.

*Source:* https://www.w3.org/2009/sparql/docs/tests/
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)
from rdflib import RDF, XSD, Graph, URIRef
from rdflib import BNode as RdflibBlankNode
from rdflib import Literal as RdflibLiteral
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.namespace import Namespace

from careergraph.queries.results import Answer, Result, Rows, Triples

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")

EVALUATION = {"QueryEvaluationTest", "CSVResultFormatTest"}
POSITIVE = {"PositiveSyntaxTest11"}
NEGATIVE = {"NegativeSyntaxTest11"}

_INTEGERS = {XSD.integer, XSD.negativeInteger}
"""Those that occur; pyoxigraph takes each as xsd:integer."""
_RESULTS = {
    ".srx": QueryResultsFormat.XML,
    ".srj": QueryResultsFormat.JSON,
    ".tsv": QueryResultsFormat.TSV,
}


@dataclass(frozen=True)
class Case:
    """A case of a suite.

    Attributes:
        name: Folder and local name, such as ``bind/bind01``.
        kind: Local name of its class.
        query: File of the query.
        data: Files of the default graph.
        graphs: Files of named graphs, and the IRI of each.
        result: File of what is to come; None for a test of syntax.
    """

    name: str
    kind: str
    query: Path
    data: tuple[Path, ...]
    graphs: tuple[tuple[Path, str], ...]
    result: Path | None

    @property
    def text(self) -> str:
        """The query, with the base that its place gives it."""
        text = self.query.read_text(encoding="utf-8")
        return f"BASE <{self.query.as_uri()}>\n{text}"

    def quads(self) -> list[Quad]:
        """Return the dataset."""
        found = [quad for path in self.data for quad in _read(path)]
        for path, iri in self.graphs:
            found += [
                Quad(quad.subject, quad.predicate, quad.object, NamedNode(iri))
                for quad in _read(path)
            ]
        return found


def cases(folder: Path) -> Iterator[Case]:
    """Yield the cases about queries, and about the formats of results."""
    for name in ("manifest-sparql11-query.ttl", "manifest-sparql11-results.ttl"):
        whole = Graph().parse(folder / name)
        for included in _listed(
            whole, whole.value(None, RDF.type, MF.Manifest), MF.include
        ):
            path = Path(str(included).removeprefix("file://"))
            manifest = Graph().parse(path)
            about = manifest.value(None, RDF.type, MF.Manifest)
            for test in _listed(manifest, about, MF.entries):
                yield _case(manifest, test, path.parent.name)


def _listed(graph: Graph, subject: Any, predicate: URIRef) -> list[Any]:
    first = graph.value(subject, predicate)
    return list(Collection(graph, first)) if first is not None else []


def _case(manifest: Graph, test: Any, folder: str) -> Case:
    def path(iri: Any) -> Path:
        return Path(str(iri).removeprefix("file://"))

    action, result = manifest.value(test, MF.action), manifest.value(test, MF.result)
    query = manifest.value(action, QT.query)
    return Case(
        name=f"{folder}/{str(test).rpartition('#')[2]}",
        kind=str(manifest.value(test, RDF.type)).rpartition("#")[2],
        query=path(query if query is not None else action),
        data=tuple(path(one) for one in manifest.objects(action, QT.data)),
        graphs=tuple(
            (path(one), str(one)) for one in manifest.objects(action, QT.graphData)
        ),
        result=None if result is None else path(result),
    )


def _read(path: Path) -> list[Quad]:
    format = RdfFormat.from_extension(path.suffix[1:])
    return list(
        parse(
            path=str(path),
            format=format,
            base_iri=path.as_uri(),
            rename_blank_nodes=True,
        )
    )


def is_expected(case: Case, found: Result) -> bool:
    """Tell whether an answer is that of the case.

    Rows are compared by value and without their order, blank nodes by what they
    stand in; columns by name.
    """
    assert case.result is not None
    suffix = case.result.suffix
    if isinstance(found, Triples):
        return isomorphic(_graph(found.triples), _by_values(case.result))
    if suffix == ".csv":
        assert isinstance(found, Rows)
        return _cells(found.to_csv()) == _cells(case.result.read_text("utf-8"))
    if suffix == ".ttl":
        assert isinstance(found, Rows)
        return isomorphic(
            _table(found.variables, found.rows), _listed_rows(case.result)
        )
    expected = parse_query_results(path=str(case.result), format=_RESULTS[suffix])
    if isinstance(expected, QueryBoolean):
        return isinstance(found, Answer) and found.value == bool(expected)
    assert isinstance(expected, QuerySolutions)
    assert isinstance(found, Rows)
    names = tuple(variable.value for variable in expected.variables)
    rows = [tuple(row) for row in expected]
    is_same_table = isomorphic(_table(found.variables, found.rows), _table(names, rows))
    return is_same_table and set(names) == set(found.variables)


def _cells(text: str) -> list[list[tuple[str, str]]]:
    """Return names and values of each row, sorted; blank nodes are all alike."""
    rows = csv.DictReader(StringIO(text))
    return sorted(
        sorted((name, "_:" if cell[:2] == "_:" else cell) for name, cell in row.items())
        for row in rows
    )


def _graph(triples: Iterable[Any]) -> Graph:
    graph = Graph()
    for triple in triples:
        graph.add(tuple(map(_term, triple)))
    return graph


def _by_values(path: Path) -> Graph:
    graph = Graph()
    for subject, predicate, value in Graph().parse(path):
        graph.add((subject, predicate, _by_value(value)))
    return graph


def _table(names: Iterable[str], rows: Iterable[Iterable[Any]]) -> Graph:
    """Return rows as a graph: a node for each, a property for each column."""
    graph = Graph()
    for row in rows:
        node = RdflibBlankNode()
        graph.add((node, RDF.type, RS.solution))
        for name, term in zip(names, row, strict=True):
            if term is not None:
                graph.add((node, RS[name], _term(term)))
    return graph


def _listed_rows(path: Path) -> Graph:
    """Return the rows of a result set in RDF."""
    graph, listed = Graph(), Graph().parse(path)
    for solution in listed.objects(None, RS.solution):
        graph.add((solution, RDF.type, RS.solution))
        for binding in listed.objects(solution, RS.binding):
            name = listed.value(binding, RS.variable)
            value: Any = listed.value(binding, RS.value)
            graph.add((solution, RS[str(name)], _by_value(value)))
    return graph


def _term(term: Any) -> Any:
    """Return a term as rdflib has it."""
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return RdflibBlankNode(term.value)
    assert isinstance(term, Literal)
    if term.language:
        return RdflibLiteral(term.value, lang=term.language)
    datatype = URIRef(term.datatype.value)
    return _by_value(RdflibLiteral(term.value, datatype=datatype, normalize=False))


def _by_value(term: Any) -> Any:
    """Return a literal as its value is always written, whatever kind of integer."""
    if not isinstance(term, RdflibLiteral) or term.language:
        return term
    if term.datatype in _INTEGERS:
        return RdflibLiteral(str(int(term)), datatype=XSD.integer)
    if term.datatype == XSD.decimal:
        text = str(Decimal(str(term)).normalize())
    elif term.datatype in {XSD.double, XSD.float}:
        text = repr(float(term))
    else:
        return RdflibLiteral(str(term), datatype=term.datatype or XSD.string)
    return RdflibLiteral(text, datatype=term.datatype, normalize=False)
