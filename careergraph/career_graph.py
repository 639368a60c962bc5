"""The graph as a Python user holds it."""

from careergraph.graph.names import resolve
from careergraph.ontology.compiled import Compiled, load_compiled
from careergraph.ontology.facts import Facts


class CareerGraph:
    """A graph of careers: roles, what they ask for, and the moves between them.

    Attributes:
        facts: All concepts and statements, in plain Python.
        n_quads: The whole dataset as N-Quads.
    """

    def __init__(self, compiled: Compiled):
        """Take a compiled graph; :meth:`load` is the usual way to one."""
        self.facts = Facts(compiled.record)
        self.n_quads = compiled.n_quads

    @classmethod
    def load(cls) -> "CareerGraph":
        """Return the graph that comes with the package."""
        return cls(load_compiled())

    def resolve(self, name: str, *, kind: str | None = None) -> str:
        """Return the slug of the concept with that name.

        >>> CareerGraph.load().resolve("Chief AI officer", kind="Role")
        'chief-ai-officer'

        Raises:
            UnknownConceptError: If no concept of that kind has the name.
            AmbiguousConceptError: If several do.
        """
        return resolve(self.facts, name, kind=kind)
