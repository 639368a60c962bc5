"""The graph as a Python user holds it."""

import os
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, overload

from careergraph.errors import ArgumentError
from careergraph.graph.inference_limits import MAX_RISE
from careergraph.graph.names import resolve
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.pathfinding import find_paths
from careergraph.graph.paths import Path
from careergraph.graph.request import checked_count, path_request
from careergraph.ontology.compiled import Compiled, load_compiled
from careergraph.ontology.facts import Facts

if TYPE_CHECKING:
    import pathlib
    from typing import Unpack

    import networkx as nx
    import rdflib

    from careergraph.export.html_page import HtmlPage
    from careergraph.graph.bridges import Bridges
    from careergraph.graph.comparison import Comparison
    from careergraph.graph.difference import Difference
    from careergraph.graph.finding import Found
    from careergraph.graph.gap import SkillGap
    from careergraph.graph.matched import Matched
    from careergraph.graph.moves_written import MovesWritten
    from careergraph.graph.openings import Openings
    from careergraph.graph.plan import LearningPlan
    from careergraph.graph.profile import Profile
    from careergraph.graph.reach import Reach
    from careergraph.graph.request import Limits
    from careergraph.graph.similar_roles import SimilarRoles
    from careergraph.queries.engine import Engine
    from careergraph.queries.results import Result


TIMEOUT, RETRIES = 60.0, 3
"""Seconds for an answer of an endpoint, and times that a query is sent anew."""

ALTERNATIVES = 3
"""Paths that ``transition_paths`` returns when nothing is said."""

FOUND = 20
"""Concepts that ``find`` returns when nothing is said."""


class CareerGraph:
    """A graph of careers: roles, what they ask for, and the moves between them.

    A concept is named by its slug, its IRI, its preferred or an alternative
    label, in any case. A name that nothing has, or that several have, is an
    error that lists the candidates.
    """

    def __init__(self, compiled: Compiled, engine: "Engine | None" = None):
        """Take a compiled graph; :meth:`load` is the usual way to one.

        Args:
            compiled: The graph.
            engine: What answers queries instead of an engine on that graph.
        """
        self._compiled = compiled
        self._engine = engine

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
            path: A store, such as ``careergraph import`` writes; a file of N-Quads,
                TriG or Turtle, such as ``careergraph export trig`` writes; or a
                folder with ``sources.yaml`` and ``concepts/``.
            without: Ids of sources of which nothing is taken.

        Raises:
            ArgumentError: If there is no such file, folder or source, or if the
                file cannot be read as what its ending says.
            ContentError: If the concepts in the folder have faults.
            StoreError: If the store is damaged, or of another form.
        """
        from careergraph.ontology.store import is_store, open_store

        if is_store(path) and not without:
            return cls(open_store(path))
        from careergraph.ontology.dataset_file import open_compiled

        return cls(open_compiled(path, without=tuple(sorted(set(without)))))

    @classmethod
    def connect(
        cls, url: str, *, timeout: float = TIMEOUT, retries: int = RETRIES
    ) -> "CareerGraph":
        """Return the graph that a SPARQL 1.1 endpoint holds.

        Queries are answered there. Paths, gaps, exports and names need the facts,
        which are read from there when they are first needed, and then kept.

        Args:
            url: Address of the endpoint, such as ``http://127.0.0.1:8765/sparql``.
                Where the graph was loaded under a name, as on Virtuoso, it ends in
                ``?default-graph-uri=NAME``; docs/deploy.md says more.
            timeout: Seconds that an answer may take.
            retries: Times that a query is sent anew when the server is busy (HTTP
                429 and 503) or cannot be reached, after pauses that grow.

        Raises:
            ArgumentError: If the address is none of HTTP. All else is told by what
                asks the endpoint: ``EndpointError`` if it gives no answer,
                ``QueryBoundsError`` if it is late or cuts its answer off.
        """
        from careergraph.queries.connection import Connection
        from careergraph.queries.remote import RemoteCompiled, RemoteEngine

        connection = Connection(url, timeout=timeout, retries=retries)
        compiled = RemoteCompiled(connection)
        return cls(compiled, RemoteEngine(connection, compiled))

    @cached_property
    def facts(self) -> Facts:
        """All concepts and statements, in plain Python."""
        return Facts(self._compiled.record, self._compiled.titles)

    @property
    def digest(self) -> str:
        """A text that differs when the dataset does."""
        return self._compiled.digest

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
        """The graph as NetworkX holds it: nodes are slugs, edges keyed by property.

        It is made once and read-only, since no path and no answer here would
        follow an edit: ``ReadOnlyError``. ``graph.nx.copy()`` may be edited.
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

    def find(
        self, text: str, *, kind: str | None = None, limit: int | None = FOUND
    ) -> "list[Found]":
        """Return the concepts that a text is found in, best first, each once.

        >>> found = CareerGraph.load().find("steepest descent")[0]
        >>> found.slug, found.use
        ('gradient-descent', 'alternative')

        A whole label goes before the beginning of one, this before all words of the
        text in any order, then words that begin with them, then words that hold
        them, then the definition. Where nothing is found, mistakes in spelling are
        forgiven. Of equals a preferred label goes before an alternative one and that
        before a hidden one, then the shorter, then the order is that of the letters.

        Args:
            text: Looked for in labels and definitions, in any case.
            kind: Name of a class, to look only there.
            limit: How many to return at most; None for all.

        Raises:
            ArgumentError: If there is no such class, or the limit is no number.
            StoreError: If the SQLite of this Python cannot search.
        """
        from careergraph.graph.finding import find

        return find(self.facts, text, kind=kind, limit=limit)

    def transition_path(
        self, start: str | None, goal: str, **limits: "Unpack[Limits]"
    ) -> Path:
        """Return the best path from one role to another.

        >>> graph = CareerGraph.load()
        >>> path = graph.transition_path("data analyst", "chief AI officer")
        >>> path.roles[0], path.roles[-1]
        ('data-analyst', 'chief-ai-officer')
        >>> path.optimal
        True

        Args:
            start: Role at the start; None for someone who has skills (``holding``)
                and no role yet.
            goal: Role to reach.
            limits: Any of the keywords that follow; docs/transition-model.md says
                more of each.

        Keyword Args:
            minimise: ``moves`` (default), ``learning`` (hours) or ``time`` (typical
                years in the roles between, and learning at a pace). Ties are
                broken by moves, then learning, then the slugs of the roles.
            holding: Competencies and credentials held besides those of the start.
            avoiding: Roles that the path does not pass through.
            via: Roles that it passes through, in any order.
            max_moves: Most moves.
            max_learning_per_move: Most hours of learning in one move.
            min_pay: Least pay a year of each role moved to, where it is known.
            pay_cut: False lets no role pay less than the last one whose pay is
                known.
            place: Place whose pay counts; that with most figures by default.
            credentials: False keeps to roles that require no credential but those
                held.
            sources: Ids of the sources whose moves are walked; all by default.
            editorial: False walks no move that only ``editorial`` states.
            inferred: True walks moves that no source states, too.
            min_coverage: Least share, 0 to 1, of a role's essential effort that an
                inferred move has covered, instead of
            min_similarity: the least similarity, 0 to 1, of its target, as
                :meth:`similar_roles` tells it: by default 0.25 between roles of ESCO,
                0.6 of O*NET, else 0.3.
            max_rise: Most levels that an inferred move climbs; 1 by default.
            entry_level: Highest level of the first role when ``start`` is None;
                2 (junior) by default.
            pace: Hours of learning a week; 10 by default.
            max_states: States that the search may visit (20,000 by default; None
                for no limit), and
            max_seconds: seconds that it may take. When the budget runs out, the
                path is the best found, ``optimal`` is False and ``lower_bound``
                is proven.

        Raises:
            UnknownConceptError: If there is no role, competency or place with a
                name.
            AmbiguousConceptError: If there are several.
            ArgumentError: If a value has no meaning, or limits contradict each
                other.
            NoPathError: If there is no path; it says what would open one.
            BudgetError: If the budget ran out before any path was found.
        """
        request = path_request(self.facts, start, goal, **limits)
        if request.over:
            raise ArgumentError(
                "a Pareto front has several paths; ask transition_paths for it"
            )
        return find_paths(self.facts, self.network, request)[0]

    def transition_paths(
        self,
        start: str | None,
        goal: str,
        *,
        k: int | None = None,
        max_shared: int | None = None,
        **limits: "Unpack[Limits]",
    ) -> list[Path]:
        """Return several paths, best first; fewer when there are no more.

        >>> graph = CareerGraph.load()
        >>> front = graph.transition_paths(
        ...     "data analyst", "data scientist", minimise="pareto",
        ...     over=["moves", "learning"],
        ... )
        >>> [len(path.moves) for path in front]
        [1]

        Args:
            start: Role at the start, or None.
            goal: Role to reach.
            k: How many; by default 3, and of a Pareto front all.
            max_shared: Most roles between start and goal that any two of the
                paths have in common; 0 gives paths with nothing in common.
            limits: The keywords of :meth:`transition_path`; besides,
                ``minimise="pareto"`` asks for the paths that no other is better
                than in everything, and ``over`` names two or more of ``moves``,
                ``learning``, ``time`` and ``pay`` (the least known pay of the
                roles moved to, of which more is better; a path on which none is
                known comes last); by default the first three.

        Raises:
            CareerGraphError: As :meth:`transition_path` does.
        """
        request = path_request(self.facts, start, goal, **limits)
        if k is None and not request.over:
            k = ALTERNATIVES
        return find_paths(self.facts, self.network, request, k=k, max_shared=max_shared)

    def reach(
        self,
        start: str | None,
        *,
        max_learning: float | None = None,
        **limits: "Unpack[Limits]",
    ) -> "Reach":
        """Return the roles that can be reached, each with its best path.

        >>> CareerGraph.load().reach("head of AI", max_moves=1).roles
        ('chief-ai-officer', 'chief-data-officer', 'chief-technology-officer')

        Args:
            start: Role at the start; None for someone who has skills (``holding``)
                and no role yet.
            max_learning: Most hours of learning on a whole path. When it is given,
                paths have the least learning, else the fewest moves.
            limits: The keywords of :meth:`transition_path`, such as ``max_moves``;
                ``minimise`` and ``over`` have no effect.

        Raises:
            UnknownConceptError: If there is no role, competency or place with a
                name.
            AmbiguousConceptError: If there are several.
            ArgumentError: If a value has no meaning, or limits contradict each
                other.
        """
        from careergraph.graph.reach import reach

        request = path_request(self.facts, start, None, **limits)
        return reach(self.facts, self.network, request, max_learning=max_learning)

    def skill_gap(
        self, start: str | None, goal: str, *, holding: Iterable[str] = ()
    ) -> "SkillGap":
        """Return what someone in one role lacks for another, in learning order.

        ``start`` is None for someone who has skills (``holding``) and no role.

        >>> gap = CareerGraph.load().skill_gap("data analyst", "data scientist")
        >>> "python" in gap.learn, "sql" in gap.learn
        (True, False)

        Raises:
            UnknownConceptError: If there is no role or competency with a name.
            AmbiguousConceptError: If there are several.
        """
        from careergraph.graph.gap import skill_gap

        return skill_gap(self.facts, self.network, start, goal, holding=holding)

    def learning_plan(
        self,
        goal: str,
        *,
        start: str | None = None,
        holding: Iterable[str] = (),
        cover: str = "hours",
    ) -> "LearningPlan":
        """Return what to learn for a goal, in order, why, and from what.

        >>> graph = CareerGraph.load()
        >>> plan = graph.learning_plan("pandas", start="data analyst")
        >>> [(lesson.competency, lesson.hours) for lesson in plan.lessons]
        [('computer-programming', 120), ('python', 120), ('pandas', 40)]

        Args:
            goal: Role or competency; a role when both have the name.
            start: The present role, if any.
            holding: Competencies and credentials held besides.
            cover: What the choice of resources that teaches the plan has the
                least of: ``hours``, or ``resources``.

        Raises:
            UnknownConceptError: If there is no role or competency with a name.
            AmbiguousConceptError: If there are several.
            ArgumentError: If ``cover`` is something else.
        """
        from careergraph.graph.plan import learning_plan

        return learning_plan(
            self.facts, self.network, goal, start=start, holding=holding, cover=cover
        )

    def similar_roles(
        self, role: str, *, count: int = 10, max_rise: int = MAX_RISE
    ) -> "SimilarRoles":
        """Return the roles that ask for most of what a role offers, whoever moves.

        Compared are roles of one scheme: those of ESCO, of O*NET, or of this project.

        >>> similar = CareerGraph.load().similar_roles("data scientist", count=1)
        >>> similar.similar[0].role
        'senior-data-scientist'

        Args:
            role: The role to start from.
            count: How many are wanted.
            max_rise: The most levels that a role may be higher.

        Raises:
            UnknownConceptError: If no role has the name.
            AmbiguousConceptError: If several do.
            ArgumentError: If ``count`` is less than 1, or ``max_rise`` below 0.
        """
        from careergraph.graph.accuracy import scheme_of
        from careergraph.graph.similar_roles import RoleSimilarity

        checked_count("count", count, least=1)
        checked_count("max_rise", max_rise)
        slug = self.resolve(role, kind="Role")
        similarity = RoleSimilarity(self.facts, scheme_of(slug))
        return similarity.similar_roles(slug, count=count, max_rise=max_rise)

    def match(
        self,
        profiles: "str | os.PathLike[str]",
        output: "str | os.PathLike[str]",
        *,
        top: int = 10,
        max_rise: int = MAX_RISE,
        scheme: str | None = None,
        explain: bool = False,
        threads: int = 1,
        engine: str = "local",
        master: str | None = None,
        tell: Callable[[str], None] = lambda _: None,
    ) -> "Matched":
        """Find the roles that suit each of many people best, and write them to a file.

        A profile has an ``id``, ``skills`` (names; in CSV with ``;`` between them), a
        ``role`` or both, and maybe a ``level`` (1 to 7; that of the role by default)
        and a ``place``, which is passed on. The measure is that of
        :meth:`similar_roles`: a person offers the skills named and all that the role
        names. docs/scale.md says more, and what becomes of faulty profiles. A run that
        was stopped goes on where it was when it is started again.

        Args:
            profiles: File that ends in .parquet, .csv or .jsonl; on Spark Parquet only.
            output: File to write, with such an ending; on Spark a folder.
            top: How many roles at most for each profile.
            max_rise: The most levels that a role may be higher.
            scheme: Whose roles are found: ``esco``, ``onet``, or ``careergraph`` for
                this project's own; that of most roles by default.
            explain: Also tell what is missing for each role, and what to learn first.
            threads: How many to use; one counts as two.
            engine: ``local``, or ``spark``.
            master: Where Spark runs, as ``spark-submit`` takes it.
            tell: Told what is done now.

        Raises:
            ArgumentError: If an argument has no meaning, or there is no such file.
            ProfilesError: If the profiles cannot be read.
            OutputError: If the result cannot be written, or a package is missing.
        """
        from careergraph.graph.match_engines import match

        checked_count("top", top, least=1)
        checked_count("max_rise", max_rise)
        checked_count("threads", threads, least=1)
        return match(
            self.facts,
            self.network if explain else None,
            self.digest,
            os.fspath(profiles),
            os.fspath(output),
            top=top,
            max_rise=max_rise,
            scheme=scheme,
            threads=threads,
            engine=engine,
            master=master,
            tell=tell,
        )

    @classmethod
    def moves(
        cls,
        paths: "Iterable[str | os.PathLike[str]]",
        output: "str | os.PathLike[str]",
        *,
        top: int = 20,
        max_rise: int = MAX_RISE,
        scheme: str | None = None,
        threads: int = 1,
        engine: str = "local",
        master: str | None = None,
        tell: Callable[[str], None] = lambda _: None,
    ) -> "MovesWritten":
        """Find for every role of some graphs the most similar ones, and write them.

        The measure is that of :meth:`similar_roles`, with the roles of each graph, such
        as a release, for themselves. Equally similar ones, to nine digits, go by slug.

        Args:
            paths: Graphs as :meth:`open` takes them, of which one at a time is in
                memory; the graph that comes with the package when there are none.
            output: File to write, which ends in .parquet, .csv or .jsonl; on Spark a
                folder.
            top: How many at most for each role.
            max_rise: The most levels that a role may be higher.
            scheme: Whose roles: ``esco``, ``onet``, or ``careergraph`` for this
                project's own; in each graph that of most roles by default.
            threads: How many to use; one counts as two.
            engine: ``local``, or ``spark``.
            master: Where Spark runs, as ``spark-submit`` takes it.
            tell: Told what is done now.

        Raises:
            ArgumentError: If an argument has no meaning, there is no such graph, or
                one has no role of the scheme.
            StoreError: If a store is damaged.
            OutputError: If the result cannot be written, or a package is missing.
        """
        from careergraph.graph.match_engines import moves

        checked_count("top", top, least=1)
        checked_count("max_rise", max_rise)
        checked_count("threads", threads, least=1)
        names = [os.fspath(path) for path in paths]
        for name in names:  # so that a wrong one is told at once
            cls.open(name)
            if names.count(name) > 1:
                raise ArgumentError(f"{name}: it is named twice; name it once")
        opened = ((name, cls.open(name).facts) for name in names)
        return moves(
            opened if names else [("careergraph", cls.load().facts)],
            os.fspath(output),
            top=top,
            max_rise=max_rise,
            scheme=scheme,
            threads=threads,
            engine=engine,
            master=master,
            tell=tell,
        )

    def bridges(self, start: str, goal: str, *, inferred: bool = False) -> "Bridges":
        """Return the roles through which one gets from a track to another.

        >>> bridges = CareerGraph.load().bridges("analytics", "leadership")
        >>> bridges.bridges[0].role
        'senior-data-engineer'

        Args:
            start: Track that is left.
            goal: Track that is entered.
            inferred: Walk inferred moves too, not only those that a source
                states.

        Raises:
            UnknownConceptError: If there is no track with a name.
            AmbiguousConceptError: If there are several.
            ArgumentError: If the tracks are one, or one has no role.
        """
        from careergraph.graph.bridges import bridges

        return bridges(self.facts, self.network, start, goal, inferred=inferred)

    def openings(
        self,
        role: str,
        *,
        holding: Iterable[str] = (),
        min_coverage: float | None = None,
        max_rise: int | None = None,
    ) -> "Openings":
        """Return which single competency would open most roles, and which are open.

        Args:
            role: The present role.
            holding: Competencies held besides what it requires and benefits from.
            min_coverage: Least share of a role's essential effort that opens it;
                0.7 by default, and 0.3 where no effort is stated.
            max_rise: Most levels by which an open role is higher; 1 by default.

        Raises:
            UnknownConceptError: If there is no role or competency with a name.
            AmbiguousConceptError: If there are several.
            ArgumentError: If a limit has no meaning.
        """
        from careergraph.graph.openings import openings

        return openings(
            self.facts,
            self.network,
            role,
            holding=holding,
            min_coverage=min_coverage,
            max_rise=max_rise,
        )

    def compare(
        self,
        start: str | None,
        targets: str | Iterable[str],
        **limits: "Unpack[Limits]",
    ) -> "Comparison":
        """Return several goals side by side, with what is common to all of them.

        A target without a path says why; the others are compared all the same.

        Args:
            start: The present role, or None.
            targets: Roles to compare.
            limits: The keywords of :meth:`transition_path`.

        Raises:
            UnknownConceptError: If there is no role or competency with a name.
            AmbiguousConceptError: If there are several.
            ArgumentError: If there is no target, the start is one, or the limits
                contradict each other.
        """
        from careergraph.graph.comparison import compare

        return compare(self.facts, self.network, start, targets, **limits)

    def difference(
        self, new: "CareerGraph", *, concept: str | None = None
    ) -> "Difference":
        """Return what a newer graph says and this one does not, and the reverse.

        Two releases of one publisher, such as ESCO 1.1.1 and 1.2.1, are compared as
        one source.

        >>> graph = CareerGraph.load()
        >>> bool(graph.difference(graph))
        False
        >>> len(CareerGraph.load(without=["editorial"]).difference(graph).removed)
        0

        Args:
            new: The newer graph.
            concept: The only one to tell of, by slug, IRI or label.

        Raises:
            UnknownConceptError: If neither graph has such a concept.
            AmbiguousConceptError: If several have the name.
        """
        from careergraph.graph.difference import difference

        return difference(self.facts, new.facts, concept=concept)

    def query(
        self,
        query: "str | os.PathLike[str]",
        /,
        *,
        timeout: float | None = None,
        **parameters: str | int,
    ) -> "Result":
        """Return the answer to a query.

        >>> graph = CareerGraph.load()
        >>> rows = graph.query("hubs-by-country", country="Netherlands")
        >>> [row["hub_label"] for row in rows]
        ['Amsterdam']

        Args:
            query: Name of a question (``careergraph query --list`` shows them),
                path of a file, or SPARQL.
            timeout: Seconds after which the query is ended. It runs in a process
                of its own then, which has the memory and the rows of
                :class:`careergraph.queries.bounds.Bounds`; without a timeout
                nothing is bounded.
            parameters: Values for the parameters that a question names.

        Raises:
            QueryError: If the query cannot be run.
            QueryBoundsError: If it was ended, or its answer has too many rows.
            UnknownConceptError: If no concept has a name that is given.
            AmbiguousConceptError: If several do.
        """
        if timeout is None:
            return self.engine.run(query, parameters=parameters)
        from careergraph.queries.bounds import Bounds

        bounds = Bounds(seconds=timeout)
        return self.engine.run(query, parameters=parameters, bounds=bounds)

    @cached_property
    def engine(self) -> "Engine":
        """What answers queries on this graph."""
        if self._engine is not None:
            return self._engine
        from careergraph.queries.engine import Engine

        return Engine(self._compiled.dataset, self.facts)

    @overload
    def to_html(
        self,
        path: None = None,
        *,
        title: str = ...,
        focus: str | None = ...,
        route: Path | None = ...,
        height: int | None = ...,
    ) -> "HtmlPage": ...

    @overload
    def to_html(
        self,
        path: "str | os.PathLike[str]",
        *,
        title: str = ...,
        focus: str | None = ...,
        route: Path | None = ...,
    ) -> "pathlib.Path": ...

    def to_html(
        self,
        path: "str | os.PathLike[str] | None" = None,
        *,
        title: str = "careergraph",
        focus: str | None = None,
        route: Path | None = None,
        height: int | None = None,
    ) -> "HtmlPage | pathlib.Path":
        """Return the explorer, to be shown in a notebook, or write it to a file.

        >>> page = CareerGraph.load().to_html(height=500)
        >>> page
        HtmlPage(title='careergraph', height=500)
        >>> str(page)[:15]
        '<!DOCTYPE html>'

        Args:
            path: The file to write: one HTML file that opens offline. Without it
                the page is returned, and a notebook shows it inline.
            title: Name of the page.
            focus: Name of the concept that is selected when the page opens.
            route: A path to be shown when the page opens.
            height: Pixels that the page takes in a notebook; 600 by default.

        Returns:
            The page; or the path of the file, when one was written.

        Raises:
            UnknownConceptError: If no concept has the name in ``focus``.
            AmbiguousConceptError: If several do.
            ArgumentError: If ``height`` is no whole number, or a file has one.
            OutputError: If the file cannot be written.
        """
        from careergraph.export.html_page import HEIGHT, HtmlPage

        checked_count("height", height, least=1)
        if path is not None and height is not None:
            raise ArgumentError(
                "height is for a page in a notebook; leave it out, or leave out the file"
            )
        text = self.export("html", title=title, focus=focus, route=route)
        if path is None:
            return HtmlPage(text, title, HEIGHT if height is None else height)
        import pathlib

        from careergraph.ontology.files import write_text

        write_text(path, text)
        return pathlib.Path(path)

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
