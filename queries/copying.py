"""A whole dataset read from a SPARQL endpoint, page by page.

Servers cap the rows of an answer, some without a word (Virtuoso at 10,000 by
default, and it sorts no more than that). So what is there is counted first, and
the pages are put together until all of it has come; a page that is shorter than
it should be is as good as any. Pages follow on by subject, not by OFFSET, for
which a server sorts everything anew each time, and differently where it may.

*Source:* http://docs.openlinksw.com/virtuoso/rdfsqlfromsparql/
"""

from collections.abc import Iterator
from typing import Any, TypeAlias

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from careergraph.errors import EndpointError, QueryBoundsError
from careergraph.ontology.namespaces import ID, SCHEMA, SKOS, SOURCE
from careergraph.queries.connection import Connection
from careergraph.queries.results import Rows

PAGES = (100_000, 10_000)
"""Rows that are asked for at once: at first, and of a server that refuses so many.
The second is what Virtuoso sorts by default."""

Graphs: TypeAlias = tuple[tuple[str, str], ...]
"""Fields of the protocol, such as ``("default-graph-uri", "http://...")``."""


def graphs_to_ask(connection: Connection) -> Graphs:
    """Return the graphs that a query has to name; none where it need not.

    By the protocol a query whose default graph is named sees no named graph but
    those that are named too, so those of ours are asked for, and added. The graphs
    of others, which a server may hold too, are left out.

    Raises:
        CareerGraphError: If the endpoint does not answer.
    """
    given = [name for name, _ in connection.graphs]
    if "default-graph-uri" not in given or "named-graph-uri" in given:
        return connection.graphs
    found = _Reader(connection, ()).named_graphs()
    return (*connection.graphs, *(("named-graph-uri", iri) for iri in found))


def read_quads(connection: Connection, graphs: Graphs) -> list[Quad]:
    """Return the default graph and the named graphs of a dataset, sorted.

    Raises:
        EndpointError: If no career graph is there, or if not all of it comes.
        CareerGraphError: If the endpoint does not answer.
    """
    return _Reader(connection, graphs).quads()


class _Reader:
    def __init__(self, connection: Connection, graphs: Graphs):
        self._connection = connection
        self._graphs = graphs
        self._page = PAGES[0]

    def named_graphs(self) -> list[str]:
        """Return the IRIs of our named graphs, sorted."""
        found = self._rows(
            "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } "
            f'FILTER (STR(?g) = "{SCHEMA}" || STRSTARTS(STR(?g), "{SOURCE}")) }}'
        )
        return sorted(row[0].value for row in found)

    def quads(self) -> list[Quad]:
        labels = f'?s <{SKOS}prefLabel> ?o FILTER (STRSTARTS(STR(?s), "{ID}"))'
        if not self._count(labels):
            raise EndpointError(
                self._connection.url,
                "its default graph holds no concept with a label; where the graph "
                "was loaded under a name, add ?default-graph-uri=NAME to the address",
            )
        found = [*self._graph("?s ?p ?o", DefaultGraph())]
        for iri in self.named_graphs():
            found += self._graph(f"GRAPH <{iri}> {{ ?s ?p ?o }}", NamedNode(iri))
        return sorted(found, key=str)

    def _graph(self, pattern: str, graph: NamedNode | DefaultGraph) -> set[Quad]:
        count = self._count(pattern)
        found: set[Quad] = set()
        for page in self._pages(pattern, count):
            found.update(Quad(s, p, o, graph) for s, p, o in page)
        if len(found) == count:
            return found
        if isinstance(graph, DefaultGraph):
            name = "its default graph"
            hint = (
                "it may repeat statements, as a union of graphs does: then name the "
                "graph that holds each once by ?default-graph-uri=NAME in the address"
            )
        else:
            name, hint = f"<{graph.value}>", "the rest has been cut off; ask again"
        raise EndpointError(
            self._connection.url,
            f"{name} has {count:,} statements, and {len(found):,} came; {hint}",
        )

    def _pages(self, pattern: str, count: int) -> Iterator[list[tuple[Any, ...]]]:
        """Yield the triples of a graph by subject, until all have come or none does.

        A server that gives them all at once need not sort, which takes Oxigraph
        minutes on disk.
        """
        whole = self._whole(f"SELECT ?s ?p ?o {{ {pattern} }} LIMIT {count}")
        if len(whole) == count:
            yield whole
            return
        came, last = 0, ""
        while came < count:
            after = f"FILTER (STR(?s) > {Literal(last)})" if last else ""
            rows = self._sorted(f"SELECT ?s ?p ?o {{ {pattern} {after} }}")
            if came + len(rows) < count:  # the last subject may have been cut in two
                rows = [row for row in rows if row[0] != rows[-1][0]]
            if not rows:
                return
            yield rows
            came += len(rows)
            last = rows[-1][0].value

    def _whole(self, text: str) -> list[tuple[Any, ...]]:
        try:
            return self._rows(text)
        except (EndpointError, QueryBoundsError):
            return []

    def _sorted(self, select: str) -> list[tuple[Any, ...]]:
        ordered = f"{select} ORDER BY STR(?s) LIMIT"
        try:
            return self._rows(f"{ordered} {self._page}")
        except (EndpointError, QueryBoundsError):
            if self._page == PAGES[-1]:
                raise
            self._page = PAGES[-1]
            return self._rows(f"{ordered} {self._page}")

    def _count(self, pattern: str) -> int:
        rows = self._rows(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")
        try:
            return int(rows[0][0].value)
        except (AttributeError, IndexError, ValueError):
            raise EndpointError(
                self._connection.url, "it answers a COUNT with no number"
            ) from None

    def _rows(self, text: str) -> list[tuple[Any, ...]]:
        found = self._connection.ask(text, graphs=self._graphs, may_be_cut=True)
        if not isinstance(found, Rows):
            raise EndpointError(
                self._connection.url, "it answers a SELECT with no rows"
            )
        return list(found.rows)
