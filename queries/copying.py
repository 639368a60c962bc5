"""A whole dataset read from a SPARQL endpoint, page by page.

Servers cap the rows of an answer, some without a word (Virtuoso at 10,000 by
default, and it sorts no more than that). So what is there is counted first, and
the pages are put together until all of it has come; a page that is shorter than
it should be is as good as any. Pages are asked for as they come, by OFFSET: on disk
Oxigraph takes minutes to sort. Where their order is not the same each time some
statements come twice and others not at all, which the count shows; then pages follow
on by subject, sorted.

*Source:* http://docs.openlinksw.com/virtuoso/rdfsqlfromsparql/
"""

import sys
from collections.abc import Iterator
from itertools import chain
from typing import Any, TypeAlias

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from careergraph.errors import EndpointError, QueryBoundsError
from careergraph.ontology.namespaces import SCHEMA, SKOS, SOURCE
from careergraph.queries.connection import Connection
from careergraph.queries.results import Rows

PAGES = (100_000, 10_000)
"""Rows that are asked for at once: of a server that refuses more, and of one that
refuses so many. The first is what ours gives by default, the second what Virtuoso
sorts."""

Row: TypeAlias = tuple[Any, ...]
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
        self._limits = [sys.maxsize, *PAGES]
        self._page = PAGES[0]

    def named_graphs(self) -> list[str]:
        """Return the IRIs of our named graphs, sorted."""
        found = self._rows(
            "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } "
            f'FILTER (STR(?g) = "{SCHEMA}" || STRSTARTS(STR(?g), "{SOURCE}")) }}'
        )
        return sorted(row[0].value for row in found)

    def quads(self) -> list[Quad]:
        if not self._rows(
            f"SELECT ?concept {{ ?concept a ?kind ; <{SKOS}prefLabel> ?label "
            f'FILTER (STRSTARTS(STR(?kind), "{SCHEMA}")) }} LIMIT 1'
        ):
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
        for page in chain(
            self._as_they_come(pattern, count), self._by_subject(pattern, count)
        ):
            found.update(Quad(s, p, o, graph) for s, p, o in page)
            if len(found) == count:
                break
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

    def _as_they_come(self, pattern: str, count: int) -> Iterator[list[Row]]:
        """Yield as many triples of a graph as it has, in the order of the server."""
        select, came = f"SELECT ?s ?p ?o {{ {pattern} }} LIMIT", 0
        while came < count:
            limit = min(count, self._limits[0])
            try:
                rows = self._rows(f"{select} {limit} OFFSET {came}")
            except (EndpointError, QueryBoundsError):
                if len(self._limits) == 1:
                    return
                self._limits.pop(0)
                continue
            if not rows:
                return
            yield rows
            came += len(rows)

    def _by_subject(self, pattern: str, count: int) -> Iterator[list[Row]]:
        """Yield the triples of a graph by subject, until all have come or none does."""
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

    def _sorted(self, select: str) -> list[Row]:
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

    def _rows(self, text: str) -> list[Row]:
        found = self._connection.ask(text, graphs=self._graphs, may_be_cut=True)
        if not isinstance(found, Rows):
            raise EndpointError(
                self._connection.url, "it answers a SELECT with no rows"
            )
        return list(found.rows)
