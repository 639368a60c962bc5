"""Roles, competencies and moves as the numbers and bits that a search works on.

Roles and competencies are numbered in the order of their slugs. A set of
competencies is an integer whose bit ``i`` stands for competency ``i``, so that
union, difference and inclusion cost one machine operation for each 30 bits.
"""

from collections.abc import Iterable, Iterator, Mapping
from graphlib import TopologicalSorter
from heapq import heappop, heappush

from careergraph.ontology.facts import Facts

MIN_COVERAGE = 0.7
"""Least share of a role's essential effort that makes an inferred move."""

MAX_RISE = 1
"""Most levels that an inferred move may climb."""


class TransitionNetwork:
    """What a search needs to know of a graph; never changed once made.

    Attributes:
        roles: Slugs, sorted; a role's number is its place.
        competencies: Slugs, sorted; a competency's bit is its place.
        required: For each role, what it requires and what this rests on.
        optional: For each role, what it benefits from and what this rests on.
        level: For each role, its seniority from 1 to 7, or None.
        asserted: For each role, the roles that a source says it leads to, sorted.
    """

    def __init__(self, facts: Facts):
        """Number the roles and competencies of a graph and close their sets."""
        self.roles = tuple(facts.of_class("Role"))
        self.competencies = tuple(facts.of_class("Competency"))
        self._role_number = {slug: i for i, slug in enumerate(self.roles)}
        self._bit = {slug: 1 << i for i, slug in enumerate(self.competencies)}
        self._before = {
            slug: facts.objects(slug, "prerequisite") for slug in self.competencies
        }
        self._closed = _closures(self._before, self._bit)
        self._hours = {
            slug: max(facts.objects(slug, "effort"), default=0)
            for slug in self.competencies
        }
        self._by_hours = _grouped(self._hours, self._bit)
        self.required = tuple(self._sets(facts, "requires"))
        self.optional = tuple(self._sets(facts, "benefitsFrom"))
        self.level = tuple(
            max(facts.objects(slug, "level"), default=None) for slug in self.roles
        )
        self.asserted = tuple(
            tuple(sorted(self._role_number[r] for r in facts.objects(slug, "leadsTo")))
            for slug in self.roles
        )

        self._inferred: dict[tuple[float, int], tuple[tuple[int, ...], ...]] = {}

    def _sets(self, facts: Facts, name: str) -> Iterator[int]:
        for role in self.roles:
            stated = facts.objects(role, name)
            yield self.closed(slug for slug in stated if slug in self._bit)

    def number(self, role: str) -> int:
        """Return the number of a role by its slug."""
        return self._role_number[role]

    def bit(self, slug: str) -> int:
        """Return the set of one competency alone; the empty set for another slug."""
        return self._bit.get(slug, 0)

    def closed(self, slugs: Iterable[str]) -> int:
        """Return the set of some competencies with all that they rest on."""
        closed = 0
        for slug in slugs:
            closed |= self._closed[slug]
        return closed

    def effort(self, competencies: int) -> int:
        """Return the hours to learn a set, with everything before it held."""
        return sum(
            hours * (competencies & group).bit_count()
            for hours, group in self._by_hours
        )

    def hours(self, slug: str) -> int:
        """Return the hours to learn one competency, with everything before it held."""
        return self._hours[slug]

    def slugs(self, competencies: int) -> list[str]:
        """Return the members of a set, sorted."""
        return [self.competencies[i] for i in _bits(competencies)]

    def learning_order(self, competencies: int) -> list[str]:
        """Return the members of a set, each after those that it rests on.

        Of all that may come next, the first by slug does.
        """
        sorter = TopologicalSorter(
            {
                slug: [b for b in self._before[slug] if self._bit[b] & competencies]
                for slug in self.slugs(competencies)
            }
        )
        sorter.prepare()
        ready: list[str] = []
        order = []
        while sorter.is_active():
            for slug in sorter.get_ready():
                heappush(ready, slug)
            order.append(heappop(ready))
            sorter.done(order[-1])
        return order

    def moves(self, *, inferred: bool) -> tuple[tuple[int, ...], ...]:
        """Return for each role the roles to move to: asserted, and inferred if wanted."""
        if not inferred:
            return self.asserted
        both = zip(self.asserted, self.inferred(), strict=True)
        return tuple(tuple(sorted(stated + guessed)) for stated, guessed in both)

    def coverage(self, origin: int, target: int) -> float:
        """Return the share of a role's essential effort that another role covers.

        Covered is what the other requires or benefits from. Of a role that
        requires nothing, nothing is covered: it tells nothing.
        """
        needed = self.required[target]
        have = self.required[origin] | self.optional[origin]
        total = self.effort(needed)
        return self.effort(needed & have) / total if total else 0.0

    def inferred(
        self, *, min_coverage: float = MIN_COVERAGE, max_rise: int = MAX_RISE
    ) -> tuple[tuple[int, ...], ...]:
        """Return for each role the roles to which a move may be inferred, sorted.

        A move is inferred when no source states it, enough of the target's
        essential effort is covered, and the target is not much higher.
        """
        limits = min_coverage, max_rise
        if limits not in self._inferred:
            self._inferred[limits] = tuple(self._infer(*limits))
        return self._inferred[limits]

    def _infer(self, min_coverage: float, max_rise: int) -> Iterator[tuple[int, ...]]:
        everyone = range(len(self.roles))
        for origin in everyone:
            yield tuple(
                target
                for target in everyone
                if target != origin
                and target not in self.asserted[origin]
                and self._within_rise(origin, target, max_rise)
                and self.coverage(origin, target) >= min_coverage
            )

    def _within_rise(self, origin: int, target: int, max_rise: int) -> bool:
        low, high = self.level[origin], self.level[target]
        return low is not None and high is not None and high - low <= max_rise


def _bits(number: int) -> Iterator[int]:
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


def _closures(
    before: Mapping[str, list[str]], bit: Mapping[str, int]
) -> dict[str, int]:
    """Return for each competency the set of it and all that it rests on."""
    closed: dict[str, int] = {}

    def close(slug: str) -> int:
        if slug not in closed:
            closed[slug] = bit[slug]  # ends the walk should there be a cycle
            for earlier in before[slug]:
                closed[slug] |= close(earlier)
        return closed[slug]

    for slug in before:
        close(slug)
    return closed


def _grouped(hours: Mapping[str, int], bit: Mapping[str, int]) -> list[tuple[int, int]]:
    """Return each number of hours with the set of competencies that take it."""
    groups: dict[int, int] = {}
    for slug, number in hours.items():
        groups[number] = groups.get(number, 0) | bit[slug]
    return sorted(groups.items())
