"""What the skills and roles of many profiles mean: each name is looked up once."""

import warnings
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from careergraph.errors import (
    AmbiguousConceptError,
    NameWarning,
    UnknownConceptError,
)
from careergraph.graph.names import resolve
from careergraph.ontology.facts import Facts
from careergraph.ontology.namespaces import concept_name
from careergraph.ontology.title_index import normal_name, titles_of

UNKNOWN = -1
"""The number of a name that was not understood."""

HINTS = 20
"""Of so many names that were not understood the report says what comes near; a search
takes some milliseconds."""


class ProfileNames:
    """The concepts of a class by the names that profiles give them.

    A name means what :func:`careergraph.graph.names.resolve` takes it for.

    Attributes:
        kind: Local name of the class.
    """

    def __init__(self, facts: Facts | None, kind: str, slugs: Sequence[str]):
        """Know no name yet.

        Args:
            facts: The graph in which a new name is looked up.
            kind: Local name of the class, such as ``Competency``.
            slugs: Its concepts; the place of one is its number.
        """
        self.kind = kind
        self._facts = facts
        self._number = {slug: i for i, slug in enumerate(slugs)}
        self._known: dict[str, int] = {}

    def numbers(self, names: Iterable[str]) -> NDArray[np.int64]:
        """Return the number of the concept of each name, or :data:`UNKNOWN`."""
        known = self._known
        return np.array(
            [known[n] if n in known else self._look_up(n) for n in names], dtype=int
        )

    def without_graph(self) -> "ProfileNames":
        """Return the names that are known, without the graph: they can be pickled."""
        names = ProfileNames(None, self.kind, ())
        names._known = self._known
        return names

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
        if self._facts is None:
            raise RuntimeError(f"{name!r} was not looked up before the graph was left")
        found = self._found(self._facts, name)
        number = UNKNOWN
        if len(found) == 1:
            number = self._number[found[0]]
        elif found:
            number = self._number.get(str(self._resolved(name)), UNKNOWN)
        self._known[name] = number
        return number

    def _found(self, facts: Facts, name: str) -> Sequence[str]:
        """Return the concepts with a name, by the first reading that fits any."""
        slug = concept_name(name.strip()).removeprefix("id:")
        slug = facts.same.get(slug, slug)
        if slug in self._number:
            return [slug]
        wanted = normal_name(slug)
        return next((named[wanted] for named in self._titles if wanted in named), ())

    @cached_property
    def _titles(self) -> tuple[dict[str, list[str]], ...]:
        """The concepts by preferred labels, by other labels, and by slugs.

        In memory, where a query of the index for each name would take far longer.
        """
        assert self._facts is not None  # only what has a graph looks up names
        by: tuple[dict[str, list[str]], ...] = ({}, {}, {})
        for slug in self._number:
            by[2].setdefault(normal_name(slug), []).append(slug)
            titles = {
                (normal_name(t), use > 0) for t, use in titles_of(self._facts, slug)
            }
            for title, is_other in titles:
                by[is_other].setdefault(title, []).append(slug)
        return by

    def _resolved(self, name: str) -> str | Exception:
        """Return the concept that a name is taken for, or why it is for none."""
        assert self._facts is not None  # only what has a graph looks up names
        try:
            with warnings.catch_warnings():  # a title alone is what most profiles have
                warnings.simplefilter("ignore", NameWarning)
                return resolve(self._facts, name, kind=self.kind)
        except (AmbiguousConceptError, UnknownConceptError) as error:
            return error

    def _reason(self, name: str, *, hint: bool) -> str:
        assert self._facts is not None  # only what has a graph tells reasons
        if hint or self._found(self._facts, name):
            return str(self._resolved(name))
        kind = self._facts.term(self.kind).label.lower()
        return str(UnknownConceptError(name, kind=kind))
