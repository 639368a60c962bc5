"""Roles that ask for much of what a role offers, and what speaks for each of them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from careergraph.graph.accuracy import (
    is_measured,
    precision_of_similarity,
    scheme_of,
)
from careergraph.graph.advice import wrapped
from careergraph.graph.few_roles import FewVectors, few_vectors
from careergraph.graph.inference_limits import MAX_RISE
from careergraph.graph.result import Result
from careergraph.graph.similarity import RoleVectors, role_vectors
from careergraph.ontology.facts import Facts

if TYPE_CHECKING:
    from scipy.sparse import csr_array

MOST_COMMON = 5
"""How many competencies in common are named, and how many headings."""

FEW_ROLES = 150
"""Up to here plain Python takes less time than importing SciPy."""

DIGITS = 9
"""Shares that differ only after so many are equal: they are rounded otherwise."""


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
        is_small: Whether they are so few that no SciPy is needed.
    """

    def __init__(self, facts: Facts, scheme: str):
        """Take all roles of a scheme, such as ``esco``; "" is ours."""
        self._facts = facts
        self.roles = [s for s in facts.of_class("Role") if scheme_of(s) == scheme]
        self.is_small = len(self.roles) <= FEW_ROLES
        self._competencies = facts.of_class("Competency")
        self._headings = headings_above(facts, self._competencies)
        self._names = [*self._competencies, *self._headings]

    @cached_property
    def vectors(self) -> RoleVectors:
        """A row for each role of the scheme, in the order of slugs."""
        facts, competencies = self._facts, self._competencies
        return role_vectors(
            stated_matrix(facts, "requires", self.roles, competencies),
            stated_matrix(facts, "benefitsFrom", self.roles, competencies),
            stated_matrix(facts, "broader", competencies, self._headings),
        )

    @cached_property
    def _few(self) -> FewVectors:
        """The same in plain Python."""
        facts, number = self._facts, {slug: i for i, slug in enumerate(self._names)}
        competencies, headings = set(self._competencies), set(self._headings)

        def stated(
            name: str, subjects: list[str], objects: set[str]
        ) -> list[list[int]]:
            values = (facts.objects(slug, name) for slug in subjects)
            return [[number[v] for v in some if v in objects] for some in values]

        return few_vectors(
            stated("requires", self.roles, competencies),
            stated("benefitsFrom", self.roles, competencies),
            stated("broader", self._competencies, headings),
        )

    def similarities(self, origin: int) -> list[float]:
        """Return how similar each role is to one, all by their numbers."""
        if self.is_small:
            every = range(len(self.roles))
            scores = [sum(self._few.adds(origin, role).values()) for role in every]
        else:
            offered, asked = self.vectors
            scores = (offered[[origin]] @ asked.T).toarray()[0].tolist()
        return [min(score, 1.0) for score in scores]  # or rounding is seen

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
        scores = self.similarities(origin)
        found = [
            (-score, slug, number)
            for number, (slug, score) in enumerate(zip(self.roles, scores, strict=True))
            if score > 0 and number != origin and self._rise(role, slug) <= max_rise
        ]
        return SimilarRoles(
            role,
            tuple(
                self._similar(origin, number, -negative)
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
        adds = self._adds(first, second)
        return self._similar(first, second, min(sum(adds.values()), 1.0))

    def _adds(self, origin: int, target: int) -> dict[int, float]:
        """Return what each competency and heading adds to a similarity."""
        if self.is_small:
            return self._few.adds(origin, target)
        offered, asked = self.vectors
        both = (offered[[origin]] * asked[[target]]).tocoo()
        return dict(zip(both.coords[1].tolist(), both.data.tolist(), strict=True))

    def _rise(self, origin: str, target: str) -> int:
        low, high = (
            max(self._facts.objects(slug, "level"), default=None)
            for slug in (origin, target)
        )
        return 0 if low is None or high is None else high - low

    def _similar(self, origin: int, target: int, similarity: float) -> SimilarRole:
        slug = self.roles[target]
        adds = self._adds(origin, target)
        total = sum(adds.values())
        shares = {column: part / total for column, part in adds.items() if part > 0}
        ranked = sorted(  # of equal ones the first by slug, as they are numbered
            shares, key=lambda column: (-round(shares[column], DIGITS), column)
        )
        in_common, of_a_kind = (
            tuple(
                InCommon(self._names[column], shares[column])
                for column in ranked
                if (column >= len(self._competencies)) == is_heading
            )[:MOST_COMMON]
            for is_heading in (False, True)
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
