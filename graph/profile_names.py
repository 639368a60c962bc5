"""What the skills and roles of many profiles mean: each name is looked up once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from careergraph.errors import AmbiguousConceptError, UnknownConceptError
from careergraph.graph.names import resolve
from careergraph.ontology.facts import Facts
from careergraph.ontology.namespaces import concept_name
from careergraph.ontology.title_index import normal_name, titles_of

UNKNOWN = -1
"""The number of a name that was not understood."""

HINTS = 10
"""Of so many names that were not understood the report says what comes near; a search
takes some milliseconds."""


class ProfileNames:
    """The concepts of a class by the names that profiles give them.

    A name means what :func:`careergraph.graph.names.resolve` takes it for. It can be
    pickled, and leaves the graph behind: then names are still understood, but no
    reasons told.

    Attributes:
        kind: Local name of the class.
    """

    def __init__(self, facts: Facts, kind: str, slugs: Sequence[str]):
        """Number what concepts are called.

        Args:
            facts: The graph.
            kind: Local name of the class, such as ``Competency``.
            slugs: Its concepts; the place of one is its number.
        """
        self.kind = kind
        self._facts: Facts | None = facts
        self._same = facts.same
        self._number = {slug: i for i, slug in enumerate(slugs)}
        self._titles = _numbered_titles(facts, slugs)
        self._known: dict[str, int] = {}

    def __getstate__(self) -> dict[str, Any]:
        """Return what is pickled."""
        return {**self.__dict__, "_facts": None}

    def numbers(self, names: Iterable[str]) -> NDArray[np.int64]:
        """Return the number of the concept of each name, or :data:`UNKNOWN`."""
        known = self._known
        return np.array(
            [known[n] if n in known else self._look_up(n) for n in names], dtype=int
        )

    def report(self, unknown: Mapping[str, int]) -> list[dict[str, Any]]:
        """Return why names were not understood, the most frequent first.

        Args:
            unknown: How many profiles have each name.
        """
        ordered = sorted(unknown.items(), key=lambda pair: (-pair[1], pair[0]))
        return [
            {
                "name": name,
                "wanted": self.kind.lower(),
                "profiles": count,
                "reason": self._reason(name, hint=place < HINTS),
            }
            for place, (name, count) in enumerate(ordered)
        ]

    def _look_up(self, name: str) -> int:
        slug = self._slug(name)
        number = self._number.get(slug)
        if number is None:
            number = self._titles.get(normal_name(slug), UNKNOWN)
        self._known[name] = number
        return number

    def _slug(self, name: str) -> str:
        """Return a name as the slug that it may be."""
        slug = concept_name(name.strip()).removeprefix("id:")
        return self._same.get(slug, slug)

    def _reason(self, name: str, *, hint: bool) -> str:
        assert self._facts is not None  # what has left the graph tells no reasons
        if hint or normal_name(self._slug(name)) in self._titles:
            try:
                resolve(self._facts, name, kind=self.kind)
            except (AmbiguousConceptError, UnknownConceptError) as error:
                return str(error)
        kind = self._facts.term(self.kind).label.lower()
        return str(UnknownConceptError(name, kind=kind))


def _numbered_titles(facts: Facts, slugs: Sequence[str]) -> dict[str, int]:
    """Return the numbers of concepts by title, or :data:`UNKNOWN` where several have it.

    A preferred label goes before other labels, and these before slugs. In memory, as a
    query of the index for each name would take far longer.
    """
    preferred: dict[str, set[int]] = {}
    others: dict[str, set[int]] = {}
    as_slugs: dict[str, set[int]] = {}
    for number, slug in enumerate(slugs):
        as_slugs.setdefault(normal_name(slug), set()).add(number)
        for title, use in titles_of(facts, slug):
            titles = others if use else preferred
            titles.setdefault(normal_name(title), set()).add(number)
    numbers = as_slugs | others | preferred
    return {t: UNKNOWN if len(n) > 1 else n.pop() for t, n in numbers.items()}
