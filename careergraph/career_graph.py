"""The graph as a Python user holds it."""

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from careergraph.graph.names import resolve, search
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.paths import Path, find_paths, path_request
from careergraph.ontology.compiled import Compiled, load_compiled
from careergraph.ontology.facts import Facts

if TYPE_CHECKING:
    from careergraph.graph.gap import SkillGap
    from careergraph.graph.profile import Profile


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
    def load(cls) -> "CareerGraph":
        """Return the graph that comes with the package."""
        return cls(load_compiled())

    @property
    def n_quads(self) -> bytes:
        """The whole dataset as N-Quads."""
        return self._compiled.n_quads

    @cached_property
    def network(self) -> TransitionNetwork:
        """Roles, competencies and moves, as the searches see them."""
        return TransitionNetwork(self.facts)

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

        >>> CareerGraph.load().find("machine learning researcher", kind="Role")
        ['machine-learning-researcher']

        Args:
            text: Looked for in labels and definitions, in any case.
            kind: Local name of a class, to look only there.
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
