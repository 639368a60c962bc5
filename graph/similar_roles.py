"""Roles that ask for much of what a role offers, and what speaks for each of them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from careergraph.graph.accuracy import (
    is_measured,
    precision_of_similarity,
    scheme_of,
)
from careergraph.graph.advice import wrapped
from careergraph.graph.network import MAX_RISE
from careergraph.graph.result import Result
from careergraph.graph.similarity import role_vectors
from careergraph.ontology.facts import Facts

if TYPE_CHECKING:
    from scipy.sparse import csr_array

MOST_COMMON = 5
"""How many competencies in common are named, and how many headings."""


@dataclass(frozen=True, slots=True)
class InCommon:
    """A competency that two roles name, or a heading under which both name some.

    Attributes:
        concept: Slug.
        share: What it adds to the similarity, as a share of this.
    """

    concept: str
    share: float


@dataclass(frozen=True, slots=True)
class SimilarRole:
    """A role that is similar to another.

    Attributes:
        role: Slug.
        similarity: From 0 to 1, see :mod:`careergraph.graph.similarity`.
        expected: The share of pairs so similar that O*NET calls related too; None
            where that was not measured, which is all but ESCO's occupations.
        in_common: The competencies that add most to the similarity, most first.
        of_a_kind: The headings of competencies that do.
    """

    role: str
    similarity: float
    expected: float | None
    in_common: tuple[InCommon, ...]
    of_a_kind: tuple[InCommon, ...]

    def grounds(self, facts: Facts) -> list[str]:
        """Return what adds most to the similarity in words, a line for each kind."""
        return [
            f"{words}: "
            + ", ".join(f"{facts.label(one.concept)} {one.share:.0%}" for one in common)
            for words, common in (
                ("in common", self.in_common),
                ("of a kind", self.of_a_kind),
            )
            if common
        ]


@dataclass(frozen=True, slots=True)
class SimilarRoles(Result):
    """The roles that are most similar to a role, the most similar first.

    Attributes:
        role: Slug of the role that one comes from.
        similar: The others; of equally similar ones the first by slug goes first.
    """

    role: str
    similar: tuple[SimilarRole, ...]
    _facts: Facts = field(repr=False, compare=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the roles as plain values, for JSON."""
        return {"role": self.role, "similar": self.rows()}

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for each similar role."""
        return [
            {
                "role": one.role,
                "similarity": one.similarity,
                "expected": one.expected,
                "in_common": [asdict(common) for common in one.in_common],
                "of_a_kind": [asdict(common) for common in one.of_a_kind],
            }
            for one in self.similar
        ]

    def to_text(self, *, width: int = 80) -> str:
        """Return the roles with what speaks for each."""
        label = self._facts.label
        if not self.similar:
            return f"No role is similar to {label(self.role)}."
        lines = [f"Similar to {label(self.role)}:"]
        for one in self.similar:
            heading = f"{one.similarity:.2f} {label(one.role)}"
            lines += wrapped(heading, width=width, indent=" ")
            for ground in one.grounds(self._facts):
                lines += wrapped(ground, width=width, indent=" " * 7)
        if any(one.expected is not None for one in self.similar):
            best, last = self.similar[0].expected, self.similar[-1].expected
            lines += ["", *wrapped(_expectation(best, last), width=width)]
        return "\n".join(lines)


def _expectation(best: float | None, last: float | None) -> str:
    known = sorted({share for share in (best, last) if share is not None})
    shares = " to ".join(f"{share:.0%}" for share in known)
    return (
        f"Of pairs of ESCO's occupations that are so similar, {shares} are among the "
        f"related occupations of O*NET; see docs/accuracy.md."
    )


class RoleSimilarity:
    """The similarity of the roles of one scheme; made once, asked many times.

    What is rare in ESCO need not be so in O*NET, so each has a similarity of its own.

    Attributes:
        roles: Slugs of the roles of the scheme, sorted.
        vectors: A row for each role of the scheme, in the order of slugs.
    """

    def __init__(self, facts: Facts, scheme: str):
        """Make the vectors of all roles of a scheme, such as ``esco``; "" is ours."""
        self._facts = facts
        self.roles = [s for s in facts.of_class("Role") if scheme_of(s) == scheme]
        competencies = facts.of_class("Competency")
        headings = headings_above(facts, competencies)
        self._names = [*competencies, *headings]
        self._competencies = len(competencies)
        self.vectors = role_vectors(
            stated_matrix(facts, "requires", self.roles, competencies),
            stated_matrix(facts, "benefitsFrom", self.roles, competencies),
            stated_matrix(facts, "broader", competencies, headings),
        )

    def similar_roles(
        self, role: str, *, count: int = 10, max_rise: int = MAX_RISE
    ) -> SimilarRoles:
        """Return the roles that ask for most of what a role offers.

        Args:
            role: Slug of a role of the scheme.
            count: How many are wanted; those that nothing speaks for are left out.
            max_rise: The most levels that a role may be higher; one whose level is
                not known is as good as any.
        """
        origin = self.roles.index(role)
        vectors = self.vectors
        scores = (vectors.offered[[origin]] @ vectors.asked.T).toarray()[0]
        found = [
            (-score, slug, number)
            for number, (slug, score) in enumerate(
                zip(self.roles, scores.tolist(), strict=True)
            )
            if score > 0 and number != origin and self._rise(role, slug) <= max_rise
        ]
        return SimilarRoles(
            role,
            tuple(
                self._similar(
                    origin, number, min(-negative, 1.0)
                )  # or rounding is seen
                for negative, _, number in sorted(found)[:count]
            ),
            self._facts,
        )

    def between(self, origin: str, target: str) -> SimilarRole:
        """Return how similar a role is to another, and what makes it so.

        Args:
            origin: Slug of the role of the scheme that one comes from.
            target: Slug of the other.
        """
        first, second = map(self.roles.index, (origin, target))
        offered, asked = self.vectors
        both = offered[[first]] * asked[[second]]
        return self._similar(first, second, min(float(both.sum()), 1.0))

    def _rise(self, origin: str, target: str) -> int:
        low, high = (
            max(self._facts.objects(slug, "level"), default=None)
            for slug in (origin, target)
        )
        return 0 if low is None or high is None else high - low

    def _similar(self, origin: int, target: int, similarity: float) -> SimilarRole:
        slug = self.roles[target]
        offered, asked = self.vectors
        both = (offered[[origin]] * asked[[target]]).tocoo()
        total = both.data.sum()
        columns = both.coords[1].tolist()
        adds = sorted(
            (-part / total, self._names[column], column >= self._competencies)
            for column, part in zip(columns, both.data.tolist(), strict=True)
            if part > 0
        )
        in_common, of_a_kind = (
            tuple(
                InCommon(name, -share)
                for share, name, is_heading in adds
                if is_heading == wanted
            )[:MOST_COMMON]
            for wanted in (False, True)
        )
        expected = precision_of_similarity(similarity) if is_measured(slug) else None
        return SimilarRole(slug, similarity, expected, in_common, of_a_kind)


def headings_above(facts: Facts, competencies: Iterable[str]) -> list[str]:
    """Return the headings that some competencies stand under, sorted."""
    above = {
        heading
        for slug in competencies
        for heading in facts.objects(slug, "broader")
        if facts.is_a(heading, "CompetencyGroup")
    }
    return sorted(above)


def stated_matrix(
    facts: Facts, name: str, subjects: list[str], objects: Iterable[str]
) -> "csr_array":
    """Return 1 where a property is stated, a row for each subject."""
    import numpy as np
    from scipy.sparse import csr_array

    number = {slug: i for i, slug in enumerate(objects)}
    columns: list[int] = []
    starts = [0]
    for slug in subjects:
        stated = facts.objects(slug, name)
        columns += sorted(number[value] for value in stated if value in number)
        starts.append(len(columns))
    small = np.array(columns, dtype=np.int32), np.array(starts, dtype=np.int32)
    return csr_array(
        (np.ones(len(columns)), *small), shape=(len(subjects), len(number))
    )
