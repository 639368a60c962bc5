"""The graph as a Python user holds it."""

import os
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from careergraph.graph.names import resolve, search
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.paths import Path, find_paths, path_request
from careergraph.ontology.compiled import Compiled, load_compiled
from careergraph.ontology.facts import Facts

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from careergraph.graph.difference import Difference
    from careergraph.graph.gap import SkillGap
    from careergraph.graph.profile import Profile
    from careergraph.queries.engine import Engine
    from careergraph.queries.results import Result


class CareerGraph:
    """A graph of careers: roles, what they ask for, and the moves between them.

    A concept is named by its slug, its IRI, its preferred or an alternative
    label, in any case. A name that nothing has, or that several have, is an
    error that lists the candidates.

    Attributes:
        facts: All concepts and statements, in plain Python.
    """

    def __init__(self, compiled: Compiled):
        """Take a compiled graph; :meth:`load` is the usual way to one."""
        self.facts = Facts(compiled.record)
        self._compiled = compiled

    @classmethod
    def load(cls, *, without: Iterable[str] = ()) -> "CareerGraph":
        """Return the graph that comes with the package.

        >>> facts = CareerGraph.load(without=["editorial"]).facts
        >>> facts.objects("data-analyst", "leadsTo")
        ['software-engineer']

        Args:
            without: Ids of sources of which nothing is taken; ``editorial``
                leaves out our own judgement, and with it all definitions.

        Raises:
            ArgumentError: If there is no such source.
        """
        return cls(load_compiled(without=tuple(sorted(set(without)))))

    @classmethod
    def open(
        cls, path: "str | os.PathLike[str]", *, without: Iterable[str] = ()
    ) -> "CareerGraph":
        """Return the graph in a file or a folder.

        Args:
            path: A file of N-Quads, TriG or Turtle, such as ``careergraph export
                trig`` writes; or a folder with ``sources.yaml`` and ``concepts/``.
            without: Ids of sources of which nothing is taken.

        Raises:
            ArgumentError: If there is no such file, folder or source, or if the
                file cannot be read as what its ending says.
            ContentError: If the concepts in the folder have faults.
        """
        from careergraph.ontology.dataset_file import open_compiled

        return cls(open_compiled(path, without=tuple(sorted(set(without)))))

    @property
    def n_quads(self) -> bytes:
        """The whole dataset as N-Quads."""
        return self._compiled.n_quads

    @cached_property
    def network(self) -> TransitionNetwork:
        """Roles, competencies and moves, as the searches see them."""
        return TransitionNetwork(self.facts)

    @cached_property
    def nx(self) -> "nx.MultiDiGraph[str]":
        """A copy as a NetworkX graph: nodes are slugs, edges are keyed by property.

        It is made once; what is done to it changes no path and no answer here.
        """
        from careergraph.graph.view import networkx_view

        return networkx_view(self.facts)

    @cached_property
    def rdf(self) -> "rdflib.Dataset":
        """A copy as an rdflib dataset, with a named graph for each source."""
        from careergraph.ontology.dataset import rdflib_dataset

        return rdflib_dataset(self.n_quads)

    def resolve(self, name: str, *, kind: str | None = None) -> str:
        """Return the slug of the concept with that name.

        >>> CareerGraph.load().resolve("Chief AI officer", kind="Role")
        'chief-ai-officer'

        Raises:
            UnknownConceptError: If no concept of that kind has the name.
            AmbiguousConceptError: If several do.
        """
        return resolve(self.facts, name, kind=kind)

    def concept(self, name: str) -> "Profile":
        """Return all that the graph says about a concept.

        >>> CareerGraph.load().concept("pandas").entity.kinds
        ('Library',)

        Raises:
            UnknownConceptError: If no concept has the name.
            AmbiguousConceptError: If several do.
        """
        from careergraph.graph.profile import profile

        return profile(self.facts, self.resolve(name))

    def find(self, text: str, *, kind: str | None = None) -> list[str]:
        """Return the slugs of the concepts that a text occurs in, best first.

        >>> CareerGraph.load().find("steepest descent")
        ['gradient-descent']

        Args:
            text: Looked for in labels and definitions, in any case.
            kind: Name of a class, to look only there.

        Raises:
            ArgumentError: If there is no such class.
        """
        return search(self.facts, text, kind=kind)

    def transition_path(
        self,
        start: str,
        goal: str,
        *,
        minimise: str = "moves",
        holding: Iterable[str] = (),
        avoiding: Iterable[str] = (),
        via: Iterable[str] = (),
        inferred: bool = False,
    ) -> Path:
        """Return the best path from one role to another.

        >>> graph = CareerGraph.load()
        >>> path = graph.transition_path("data analyst", "chief AI officer")
        >>> path.roles[0], path.roles[-1]
        ('data-analyst', 'chief-ai-officer')

        Args:
            start: Role at the start.
            goal: Role to reach.
            minimise: ``moves`` (then hours of learning) or ``learning`` (then
                moves); among equals the order of the slugs decides.
            holding: Competencies held besides what the start requires.
            avoiding: Roles that the path does not pass through.
            via: Roles that it passes through, in any order.
            inferred: Walk inferred moves too, not only those that a source
                states.

        Raises:
            UnknownConceptError: If there is no role or competency with a name.
            AmbiguousConceptError: If there are several.
            ArgumentError: If the limits contradict each other.
            NoPathError: If there is no path; it says what would open one.
        """
        return self.transition_paths(
            start,
            goal,
            k=1,
            minimise=minimise,
            holding=holding,
            avoiding=avoiding,
            via=via,
            inferred=inferred,
        )[0]

    def transition_paths(
        self,
        start: str,
        goal: str,
        *,
        k: int = 3,
        minimise: str = "moves",
        holding: Iterable[str] = (),
        avoiding: Iterable[str] = (),
        via: Iterable[str] = (),
        inferred: bool = False,
    ) -> list[Path]:
        """Return the ``k`` best paths, best first; fewer when there are no more.

        The arguments and errors are those of :meth:`transition_path`.
        """
        request = path_request(
            self.facts,
            start,
            goal,
            minimise=minimise,
            holding=holding,
            avoiding=avoiding,
            via=via,
            inferred=inferred,
        )
        return find_paths(self.facts, self.network, request, k=k)

    def skill_gap(
        self, start: str, goal: str, *, holding: Iterable[str] = ()
    ) -> "SkillGap":
        """Return what someone in one role lacks for another, in learning order.

        >>> gap = CareerGraph.load().skill_gap("data analyst", "data scientist")
        >>> "python" in gap.learn, "sql" in gap.learn
        (True, False)

        Raises:
            UnknownConceptError: If there is no role or competency with a name.
            AmbiguousConceptError: If there are several.
        """
        from careergraph.graph.gap import skill_gap

        return skill_gap(self.facts, self.network, start, goal, holding=holding)

    def difference(self, new: "CareerGraph") -> "Difference":
        """Return what a newer graph says and this one does not, and the reverse.

        >>> graph = CareerGraph.load()
        >>> bool(graph.difference(graph))
        False
        >>> len(CareerGraph.load(without=["editorial"]).difference(graph).removed)
        0
        """
        from careergraph.graph.difference import difference

        return difference(self.facts, new.facts)

    def query(
        self, query: "str | os.PathLike[str]", /, **parameters: str | int
    ) -> "Result":
        """Return the answer to a query.

        >>> graph = CareerGraph.load()
        >>> rows = graph.query("hubs-by-country", country="Netherlands")
        >>> [row["hub_label"] for row in rows]
        ['Amsterdam']

        Args:
            query: Name of a question (``careergraph query --list`` shows them),
                path of a file, or SPARQL.
            parameters: Values for the parameters that a question names.

        Raises:
            QueryError: If the query cannot be run.
            UnknownConceptError: If no concept has a name that is given.
            AmbiguousConceptError: If several do.
        """
        return self._engine.run(query, parameters=parameters)

    @cached_property
    def _engine(self) -> "Engine":
        from careergraph.queries.engine import Engine

        return Engine(self.n_quads, self.facts)

    def to_html(
        self,
        path: "str | os.PathLike[str]",
        *,
        title: str = "careergraph",
        focus: str | None = None,
        route: Path | None = None,
    ) -> None:
        """Write the explorer: one HTML file that opens offline.

        Args:
            path: The file to write.
            title: Name of the page.
            focus: Name of the concept that is selected when the page opens.
            route: A path to be shown when the page opens.

        Raises:
            UnknownConceptError: If no concept has the name in ``focus``.
            AmbiguousConceptError: If several do.
            OutputError: If the file cannot be written.
        """
        from careergraph.ontology.files import write_text

        write_text(path, self.export("html", title=title, focus=focus, route=route))

    def export(
        self,
        output_format: str,
        *,
        title: str = "careergraph",
        focus: str | None = None,
        route: Path | None = None,
    ) -> str:
        """Return the graph as html or in another format of ``careergraph export``.

        Title, focus and route are for html, as in :meth:`to_html`.

        Raises:
            ArgumentError: If there is no such format.
            UnknownConceptError: If no concept has the name in ``focus``.
            AmbiguousConceptError: If several do.
        """
        from careergraph.export.formats import exported

        if output_format != "html":
            return exported(self.facts, self._compiled, output_format)
        from careergraph.export.html import to_html

        return to_html(
            self.facts,
            title=title,
            focus=self.resolve(focus) if focus else None,
            route=route.roles if route else (),
        )
