"""The errors of careergraph.

::

    CareerGraphError
    ├── UnknownConceptError (LookupError)    no concept has that name
    │   └── WrongKindError               a concept of another kind has it
    ├── AmbiguousConceptError (LookupError)  several concepts have that name
    ├── NoPathError (LookupError)            no sequence of moves leads to the goal
    ├── BudgetError (RuntimeError)           a search has found nothing in its budget
    ├── ArgumentError (ValueError)           an argument has no meaning here
    ├── ContentError (ValueError)            concept files with faults
    ├── ReleaseError (ValueError)            a publisher's release that cannot be read
    ├── ProfilesError (ValueError)           a file of profiles that cannot be read
    ├── StoreError (OSError)                 a store that cannot be opened or written
    ├── QueryError (ValueError)              a query, or its parameters, with faults
    │   └── QueryBoundsError             one that went over its time, memory or rows
    ├── EndpointError (OSError)              a server that gives no answer to a query
    ├── OutputError (OSError)                a result that cannot be written
    └── ReadOnlyError (TypeError)            an edit of a graph that is handed out

Each message is one line that names the thing and the next step, so that a
program may show it as it is. :class:`NameWarning` is no error but a warning of Python.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from careergraph.ontology.problem import Problem


class CareerGraphError(Exception):
    """Base of all errors that careergraph raises on purpose."""


class UnknownConceptError(CareerGraphError, LookupError):
    """No concept of the wanted kind has that name.

    Attributes:
        name: What was asked for.
        candidates: Labels that are close to it, best first.
    """

    def __init__(
        self, name: str, *, kind: str = "concept", candidates: Sequence[str] = ()
    ):
        """Say which name is unknown and which labels come near it."""
        self.name = name
        self.candidates = tuple(candidates)
        hint = (
            f"did you mean {_either(self.candidates)}?"
            if candidates
            else ("`careergraph find TEXT` searches all labels")
        )
        super().__init__(f'there is no {kind} called "{_short(name)}"; {hint}')


class WrongKindError(UnknownConceptError):
    """The name is that of a concept of another kind."""

    def __init__(self, name: str, *, found: str, wanted: str):
        """Say what the concept is and what is wanted."""
        CareerGraphError.__init__(
            self,
            f'"{_short(name)}" is no {wanted} but {with_article(found)}; '
            f"name {with_article(wanted)} here",
        )
        self.name = name
        self.candidates = ()


class AmbiguousConceptError(CareerGraphError, LookupError):
    """Several concepts have that name.

    Attributes:
        name: What was asked for.
        candidates: Slugs of the concepts, in order; each names one concept.
    """

    def __init__(
        self, name: str, *, candidates: Sequence[str], described: Sequence[str] = ()
    ):
        """Say which concepts share the name; ``described`` is how each is shown."""
        self.name = name
        self.candidates = tuple(candidates)
        shown = [*(described or [f'"{slug}"' for slug in candidates])]
        hidden = len(shown) - _MOST_SHOWN
        if hidden > 0:
            shown[_MOST_SHOWN:] = [
                f"one of {hidden} more that `careergraph find` lists"
            ]
        super().__init__(
            f'"{_short(name)}" is the name of {len(self.candidates)} concepts; '
            f"say which: {_or(shown)}"
        )


class NameWarning(UserWarning):
    """A name was taken for a concept, and another could be meant.

    ``warnings.simplefilter("error", NameWarning)`` makes it an error.

    Attributes:
        name: What was asked for.
        slug: The concept that it was taken for.
    """

    def __init__(self, name: str, slug: str, taken: str):
        """Say what the name was taken for."""
        self.name = name
        self.slug = slug
        super().__init__(
            f'"{_short(name)}" is taken for {taken}: it has no such preferred label'
        )


class NoPathError(CareerGraphError, LookupError):
    """No sequence of moves leads from the start to the goal.

    Attributes:
        start: Slug of the role at the start; None for someone who has none.
        goal: Slug of the role that cannot be reached.
        relaxations: Keywords as ``transition_path`` takes them; each entry by
            itself gives a path. Empty when no limit stands in the way.
    """

    def __init__(
        self,
        message: str,
        *,
        start: str | None,
        goal: str,
        relaxations: Sequence[Mapping[str, Any]] = (),
    ):
        """Say why there is no path and what would open one."""
        self.start = start
        self.goal = goal
        self.relaxations = tuple(map(dict, relaxations))
        super().__init__(message)


class BudgetError(CareerGraphError, RuntimeError):
    """The budget of a search ran out before it found anything."""


class ArgumentError(CareerGraphError, ValueError):
    """An argument has a value that has no meaning here."""


class ContentError(CareerGraphError, ValueError):
    """Concept files with faults.

    Attributes:
        problems: All that was found, one line each, in the order of the files.
    """

    def __init__(self, problems: "Sequence[Problem]"):
        """Say all faults, one a line."""
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ReleaseError(CareerGraphError, ValueError):
    """A release of another publisher that cannot be read, or is none."""


class ProfilesError(CareerGraphError, ValueError):
    """A file of people's profiles that cannot be read, or lacks what is needed."""


class StoreError(CareerGraphError, OSError):
    """A store of imported releases that cannot be opened or written."""


class QueryError(CareerGraphError, ValueError):
    """A query that cannot be run: its text, its name or its parameters."""


class QueryBoundsError(QueryError):
    """A query that was ended: it went over its time, memory or rows.

    Attributes:
        bound: What it went over: ``time``, ``memory`` or ``rows``; or ``process``,
            when its process has ended for another reason.
    """

    def __init__(self, message: str, bound: str):
        """Say what the bound was, and how to keep to it."""
        self.bound = bound
        super().__init__(message, bound)

    def __str__(self) -> str:
        """Return the message alone; both arguments are kept for pickle."""
        return str(self.args[0])


class EndpointError(CareerGraphError, OSError):
    """A SPARQL endpoint that gives no answer, or one that cannot be used.

    Attributes:
        url: Its address.
    """

    def __init__(self, url: str, reason: str):
        """Say what is wrong there."""
        self.url = url
        super().__init__(f"{url}: {reason}")


class OutputError(CareerGraphError, OSError):
    """A result that cannot be written where it was asked for."""


class ReadOnlyError(CareerGraphError, TypeError):
    """An edit of ``graph.nx``, whose copies alone may be edited.

    No ``NetworkXError``, since ``remove_edges_from`` passes over these silently.
    """


def with_article(noun: str) -> str:
    """Return a noun with the article that it takes.

    >>> with_article("organization"), with_article("role")
    ('an organization', 'a role')
    """
    return f"an {noun}" if noun[:1].casefold() in "aeiou" else f"a {noun}"


def _short(name: str) -> str:
    """Return a name in one line of at most 80 characters."""
    name = " ".join(name.split("\n"))
    return name if len(name) <= 80 else name[:79] + "…"


_MOST_SHOWN = 8


def _either(names: Sequence[str]) -> str:
    return _or([f'"{name}"' for name in names])


def _or(phrases: Sequence[str]) -> str:
    if len(phrases) == 1:
        return phrases[0]
    return ", ".join(phrases[:-1]) + " or " + phrases[-1]
