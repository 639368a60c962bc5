"""A graph at a SPARQL 1.1 endpoint: asked there, and read once for the rest."""

import os
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from pyoxigraph import Quad

from careergraph.ontology.compile import to_n_quads
from careergraph.ontology.compiled import Compiled
from careergraph.ontology.dataset_file import described
from careergraph.ontology.facts import Facts, record
from careergraph.queries.bounds import Bounds
from careergraph.queries.connection import Connection
from careergraph.queries.copying import Graphs, graphs_to_ask, read_quads
from careergraph.queries.engine import Engine, too_many
from careergraph.queries.parameters import with_prefixes, with_values
from careergraph.queries.results import Answer, Result, Rows


class RemoteCompiled(Compiled):
    """A graph that is read from an endpoint when it is first needed."""

    def __init__(self, connection: Connection):
        """Take the endpoint; nothing is asked yet."""
        self._connection = connection

    @cached_property
    def graphs(self) -> Graphs:
        """The graphs that a query has to name."""
        return graphs_to_ask(self._connection)

    @cached_property
    def _quads(self) -> list[Quad]:
        return read_quads(self._connection, self.graphs)

    @cached_property
    def record(self) -> dict[str, Any]:  # type: ignore[override] # here it is read late
        """What :class:`careergraph.ontology.facts.Facts` takes."""
        return record(described(self._quads))

    @cached_property
    def n_quads(self) -> bytes:
        """The whole dataset as N-Quads."""
        return to_n_quads(self._quads)


class RemoteEngine(Engine):
    """Answers queries by asking an endpoint.

    Names of concepts are looked up in the facts, which are read from there once.
    What needs the store itself, such as a server for the same graph, has a copy.
    """

    def __init__(self, connection: Connection, compiled: RemoteCompiled):
        """Take the endpoint, and what reads the graph there."""
        self._connection = connection
        self._compiled = compiled

    @cached_property
    def _facts(self) -> Facts:  # type: ignore[override] # here it is read late
        return Facts(self._compiled.record)

    @property
    def _n_quads(self) -> bytes:  # type: ignore[override] # likewise
        return self._compiled.n_quads

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what another process needs: the copy, and no connection."""
        return Engine, (self._n_quads, self._facts)

    def run(
        self,
        query: str | os.PathLike[str],
        *,
        parameters: Mapping[str, str | int] | None = None,
        bounds: Bounds | None = None,
    ) -> Result:
        """Return the answer of the endpoint to a query; see :meth:`Engine.run`.

        Raises:
            CareerGraphError: As :meth:`Engine.run` does, or if the endpoint does
                not answer.
        """
        prepared = self.prepare(query, parameters or {})
        text = with_prefixes(with_values(prepared.text, prepared.values))
        seconds = bounds.seconds if bounds else None
        found = self._connection.ask(
            text, graphs=self._compiled.graphs, timeout=seconds
        )
        if bounds and not isinstance(found, Answer) and len(found) > bounds.rows:
            raise too_many(bounds.rows, "rows")
        if isinstance(found, Rows):
            return replace(found, given=tuple(prepared.values))
        return found
