"""Moves that no source states, inferred from how similar roles of one scheme are."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from careergraph.graph.accuracy import scheme_of
from careergraph.graph.inference import few_similar_moves, similar_moves, similar_pairs
from careergraph.graph.inference_limits import LEAST_TRIED, least_similarity
from careergraph.graph.moves import AnyMoves, ManyMoves, Moves, placed
from careergraph.graph.similar_roles import RoleSimilarity, SimilarRole
from careergraph.ontology.facts import Facts

if TYPE_CHECKING:
    from scipy.sparse import csr_array

KEPT = LEAST_TRIED
"""From this similarity on pairs are kept, so that a wider limit is found soon."""


class SimilarMoves:
    """The similarity of all roles of a graph; made once, asked many times.

    Roles of two schemes, such as ESCO and O*NET, are not compared: they name their
    competencies each in its own words.
    """

    def __init__(self, facts: Facts, roles: Sequence[str], level: Sequence[int | None]):
        """Take the roles by their slugs, sorted, and for each its level or None."""
        self._facts = facts
        self._roles = roles
        self._level = level
        self._pairs: dict[str, csr_array] = {}
        self._rows: dict[str, list[list[float]]] = {}

    @cached_property
    def _similarities(self) -> dict[str, RoleSimilarity]:
        schemes = sorted(set(map(scheme_of, self._roles)))
        return {scheme: RoleSimilarity(self._facts, scheme) for scheme in schemes}

    def moves(self, *, min_similarity: float | None, max_rise: int) -> AnyMoves:
        """Return for each role the numbers of the roles that are similar enough, sorted.

        Args:
            min_similarity: The least similarity; None for
                :func:`~careergraph.graph.inference_limits.least_similarity` of each scheme.
            max_rise: The most levels to climb; a role whose level is not known has no
                inferred moves.
        """
        number = {role: i for i, role in enumerate(self._roles)}
        parts = []
        for scheme, similarity in self._similarities.items():
            numbers = [number[role] for role in similarity.roles]
            least = least_similarity(scheme)
            least = least if min_similarity is None else min_similarity
            level = [self._level[i] for i in numbers]
            parts.append((numbers, self._near(scheme, least, level, max_rise)))
        return placed(parts, len(self._roles))

    def _near(
        self, scheme: str, least: float, level: list[int | None], max_rise: int
    ) -> AnyMoves:
        """Return for each role of a scheme the roles that are similar enough."""
        if self._similarities[scheme].is_small:
            few = few_similar_moves(
                self._among_few(scheme), level, min_similarity=least, max_rise=max_rise
            )
            return Moves(map(tuple, few))
        pairs = self._similar(scheme, least)
        return ManyMoves(
            similar_moves(pairs, level, min_similarity=least, max_rise=max_rise)
        )

    def _among_few(self, scheme: str) -> list[list[float]]:
        """Return how similar all roles of a scheme are, a row for each."""
        if scheme not in self._rows:
            similarity = self._similarities[scheme]
            every = range(len(similarity.roles))
            self._rows[scheme] = [similarity.similarities(role) for role in every]
        return self._rows[scheme]

    def _similar(self, scheme: str, least: float) -> "csr_array":
        """Return all pairs of roles of a scheme that are so similar, and maybe more."""
        vectors = self._similarities[scheme].vectors
        if 0 < least < KEPT:
            return similar_pairs(vectors, least)
        if scheme not in self._pairs:
            self._pairs[scheme] = similar_pairs(vectors, KEPT)
        return self._pairs[scheme]

    def between(self, origin: str, target: str) -> SimilarRole:
        """Return how similar a role is to another of its scheme, and what makes it so."""
        return self._similarities[scheme_of(origin)].between(origin, target)
