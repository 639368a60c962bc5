"""The roles that ask for most of what people hold, for many people at once.

The measure is that of :mod:`careergraph.graph.similarity`: a person offers the
competencies that are named and, like a role, all that the present role names.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, csr_matrix
from sparse_dot_topn import sp_matmul_topn

from careergraph.errors import ArgumentError
from careergraph.graph.accuracy import scheme_of
from careergraph.graph.similar_roles import headings_above, stated_matrix
from careergraph.graph.similarity import Weights, role_vectors, role_weights, weighed
from careergraph.ontology.facts import Facts

DIGITS = 9
"""Of a similarity; what differs after these is rounding, and counts as equal."""

OURS = "careergraph"
"""What the scheme of the project's own roles is called."""

FEWEST_THREADS = 2
"""Of the product: the kernel of sparse_dot_topn for several threads takes two thirds of the
time of that for one, also on a single core."""

Numbers = NDArray[np.int64]


class People(NamedTuple):
    """What is known of some people, by numbers.

    Attributes:
        rows: Numbers of people, from 0, one for each competency that is named.
        competencies: The numbers of these.
        roles: For each person the number of the present role, or -1.
        ceilings: For each person the highest level of a role to be named, or 0 for
            any.
    """

    rows: Numbers
    competencies: Numbers
    roles: Numbers
    ceilings: Numbers


class Best(NamedTuple):
    """The best roles of some people: person by person, the best first.

    Attributes:
        people: Number of the person.
        roles: Number of the role, among those that are ranked.
        scores: Its similarity, from 0 to 1.
    """

    people: Numbers
    roles: Numbers
    scores: NDArray[np.float64]

    def ranks(self) -> Numbers:
        """Return the place of each role among those of its person, from 1."""
        return _places(self.people) + 1


@dataclass(frozen=True)
class RoleIndex:
    """The roles of a scheme and what they ask for, as numbers; never changed.

    It can be pickled, and needs no graph any more.

    Attributes:
        roles: Slugs of all roles, of any scheme, sorted: a person may have any.
        competencies: Slugs of all competencies, sorted.
        ranked: Numbers of the roles of the scheme, rising.
        levels: Of each role, 1 to 7; 0 where it is not known.
        offered: A row for each role, and 1 for each competency that it names.
        asked: A row for each ranked role: the vector of what it asks for.
        weights: What competencies and headings weigh among the ranked roles.
    """

    roles: tuple[str, ...]
    competencies: tuple[str, ...]
    ranked: Numbers
    levels: Numbers
    offered: csr_array
    asked: csr_array
    weights: Weights
    _targets: "dict[int, _Targets]" = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, facts: Facts, scheme: str | None = None) -> "RoleIndex":
        """Number the roles of a scheme and make their vectors.

        Args:
            facts: The graph.
            scheme: Such as ``esco``, or ``careergraph`` for the project's own roles;
                None is that of most roles.

        Raises:
            ArgumentError: If no role is of the scheme.
        """
        roles = facts.of_class("Role")
        competencies = facts.of_class("Competency")
        prefix = _prefix(roles, scheme)
        ranked = [i for i, slug in enumerate(roles) if scheme_of(slug) == prefix]
        required = stated_matrix(facts, "requires", roles, competencies)
        optional = stated_matrix(facts, "benefitsFrom", roles, competencies)
        headings = stated_matrix(
            facts, "broader", competencies, headings_above(facts, competencies)
        )
        asked = role_vectors(required[ranked], optional[ranked], headings).asked
        offered = ((required + optional) > 0).astype(float).tocsr()
        return cls(
            roles=tuple(roles),
            competencies=tuple(competencies),
            ranked=np.array(ranked),
            levels=np.array(
                [max(facts.objects(slug, "level"), default=0) for slug in roles]
            ),
            offered=offered,
            asked=asked,
            weights=role_weights(offered[ranked], headings),
        )

    def best(self, people: People, count: int, *, threads: int = 1) -> Best:
        """Return the roles that are most similar to what people offer.

        A person's present role is none of them. Equal ones go by slug.

        Args:
            people: What they hold.
            count: How many roles at most for each; one that nothing speaks for is
                left out.
            threads: How many to use; at least :data:`FEWEST_THREADS` are.
        """
        offered = weighed(self._named(people), self.weights)
        own = np.full(len(self.roles) + 1, -1)  # the last is of those without a role
        own[self.ranked] = np.arange(len(self.ranked))
        parts = []
        for ceiling in np.unique(people.ceilings).tolist():
            rows = np.flatnonzero(people.ceilings == ceiling)
            search = _Search(self._up_to(ceiling), count, threads)
            parts.append(search.best(offered, rows, own[people.roles]))
        return _in_order(parts)

    def _named(self, people: People) -> csr_array:
        """Return 1 for each competency that people name or their role does."""
        with_role = np.flatnonzero(people.roles >= 0)
        of_roles = self.offered[people.roles[with_role]].tocoo()
        rows = np.concatenate([people.rows, with_role[of_roles.coords[0]]])
        columns = np.concatenate([people.competencies, of_roles.coords[1]])
        shape = len(people.roles), len(self.competencies)
        named = csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)
        named.sum_duplicates()
        named.data[:] = 1
        return named

    def _up_to(self, ceiling: int) -> "_Targets":
        """Return the ranked roles that are no higher than a level, or of no known."""
        if ceiling not in self._targets:
            levels = self.levels[self.ranked]
            numbers = np.flatnonzero((levels <= ceiling) | (ceiling == 0))
            asked = csr_matrix(self.asked[numbers].T.tocsr())
            self._targets[ceiling] = _Targets(numbers, asked)
        return self._targets[ceiling]


class _Targets(NamedTuple):
    """Some of the ranked roles: their numbers, and a column for each."""

    numbers: Numbers
    asked: csr_matrix


class _Search(NamedTuple):
    """Finds the best of some roles for people."""

    targets: _Targets
    wanted: int
    threads: int

    def best(self, offered: csr_array, rows: Numbers, own: Numbers) -> Best:
        """Return the best roles of some rows; ``own`` is the role of each row."""
        parts = []
        taken = self.wanted + 2  # one may be their own, and one tells of a tie
        while len(rows):
            found, is_sure = self._taken(offered[rows], own[rows], taken)
            kept = is_sure[found.people]
            parts.append(
                Best(rows[found.people[kept]], found.roles[kept], found.scores[kept])
            )
            rows = rows[~is_sure]
            taken *= 4
        return _in_order(parts)

    def _taken(
        self, offered: csr_array, own: Numbers, taken: int
    ) -> tuple[Best, NDArray[np.bool_]]:
        """Return the best of so many that are taken, and whose are sure.

        Which of equals are taken is not told. So those of a person are sure if the
        last that was taken is worse than the last that is wanted, or if there are
        no more.
        """
        product = sp_matmul_topn(
            csr_matrix(offered),
            self.targets.asked,
            taken,
            n_threads=max(self.threads, FEWEST_THREADS),
        )
        starts = product.indptr
        people = np.repeat(np.arange(len(own)), np.diff(starts))
        scores = np.minimum(np.round(product.data, DIGITS), 1.0)
        worst = np.minimum.reduceat(np.append(scores, np.inf), starts[:-1])
        is_all = np.diff(starts) < min(taken, len(self.targets.numbers) + 1)
        found = Best(people, self.targets.numbers[product.indices], scores)
        found = _rows(found, (found.roles != own[people]) & (scores > 0))
        found = _ranked(found)
        place = _places(found.people)
        is_last = place == self.wanted - 1
        last = np.full(len(own), np.inf)
        last[found.people[is_last]] = found.scores[is_last]
        return _rows(found, place < self.wanted), is_all | (last > worst)


def _ranked(best: Best) -> Best:
    order = np.lexsort((best.roles, -best.scores, best.people))
    return _rows(best, order)


def _in_order(parts: list[Best]) -> Best:
    """Return the best of different people as one, in the order of people."""
    none = Best(np.zeros(0, int), np.zeros(0, int), np.zeros(0))
    columns = zip(none, *parts, strict=True)
    joined = Best(*(np.concatenate(each) for each in columns))
    return _rows(joined, np.argsort(joined.people, kind="stable"))


def _rows(best: Best, which: NDArray[np.generic]) -> Best:
    return Best(best.people[which], best.roles[which], best.scores[which])


def _places(people: Numbers) -> Numbers:
    """Return the place of each row among those of its person, from 0."""
    starts = np.flatnonzero(np.diff(people, prepend=-1))
    lengths = np.diff(np.append(starts, len(people)))
    return np.arange(len(people)) - np.repeat(starts, lengths)


def _prefix(roles: list[str], scheme: str | None) -> str:
    """Return the scheme as slugs have it."""
    schemes = [scheme_of(slug) for slug in roles]
    if not schemes:
        raise ArgumentError("there is no role in this graph, so none can be matched")
    if scheme is None:
        return max(sorted(set(schemes)), key=schemes.count)
    prefix = "" if scheme == OURS else scheme
    if prefix not in schemes:
        known = ", ".join(each or OURS for each in sorted(set(schemes)))
        raise ArgumentError(f'no role is of the scheme "{scheme}"; choose of {known}')
    return prefix
