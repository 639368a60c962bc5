"""Roles, competencies and moves as the numbers and bits that a search works on.

Roles and competencies are numbered in the order of their slugs. A set of
competencies is an integer whose bit ``i`` stands for competency ``i``, so that
union, difference and inclusion cost one machine operation for each 30 bits.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any

from careergraph.graph.effort import counts_competencies
from careergraph.graph.inference_limits import MAX_RISE
from careergraph.graph.moves import AnyMoves, Moves
from careergraph.ontology.facts import Facts

if TYPE_CHECKING:
    from careergraph.graph.needs import Needs
    from careergraph.graph.similar_moves import SimilarMoves

MANY_ROLES = 1_000
"""From here on NumPy is worth its import, and"""

MANY_AT_ONCE = 8
"""for so many roles at once it is the faster one."""

MOVES_KEPT = 8
"""Sets of moves, each under other limits, that are kept for the next questions; with
one more they begin anew."""


class TransitionNetwork:
    """What a search needs to know of a graph; never changed once made.

    Attributes:
        roles: Slugs, sorted; a role's number is its place.
        competencies: Slugs, sorted; a competency's bit is its place.
        required: For each role, what it requires and what this rests on.
        optional: For each role, what it benefits from and what this rests on.
        level: For each role, its seniority from 1 to 7, or None.
        asserted: For each role, the roles that a source says it leads to, sorted.
        counts_competencies: Whether no effort is stated at all, as in ESCO: then each
            competency counts as one, and what is called hours is a number of these.
    """

    def __init__(self, facts: Facts):
        """Number the roles and competencies of a graph and close their sets."""
        self.roles = tuple(facts.of_class("Role"))
        self.competencies = tuple(facts.of_class("Competency"))
        self._role_number = {slug: i for i, slug in enumerate(self.roles)}
        self._bit = {slug: 1 << i for i, slug in enumerate(self.competencies)}
        self._before = {
            slug: [b for b in facts.objects(slug, "prerequisite") if b in self._bit]
            for slug in self.competencies
        }
        self._closed = _closures(self._before, self._bit)
        self._hours = {
            slug: max(facts.objects(slug, "effort"), default=0)
            for slug in self.competencies
        }
        self.counts_competencies = counts_competencies(facts)
        if self.counts_competencies:
            self._hours = dict.fromkeys(self.competencies, 1)
        self._by_hours = _grouped(self._hours, self._bit)
        self.required = tuple(self._sets(facts, "requires"))
        self.optional = tuple(self._sets(facts, "benefitsFrom"))
        self.level = tuple(
            max(facts.objects(slug, "level"), default=None) for slug in self.roles
        )
        self._facts = facts
        self.asserted = Moves(
            tuple(
                sorted(
                    self._role_number[target]
                    for target in facts.objects(slug, "leadsTo")
                    if target in self._role_number
                )
            )
            for slug in self.roles
        )
        self._moves: dict[tuple[Any, Any], AnyMoves] = {}

    @cached_property
    def similar_moves(self) -> "SimilarMoves":
        """How similar the roles are, which takes SciPy where there are many."""
        from careergraph.graph.similar_moves import SimilarMoves

        return SimilarMoves(self._facts, self.roles, self.level)

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
        """Return the hours to learn a set, with everything before it held.

        Where no effort is stated at all it is the number of its members.
        """
        if not competencies:
            return 0  # as often, and the sets of a large graph are long
        total = 0
        for hours, group in self._by_hours:
            total += hours * (competencies & group).bit_count()
        return total

    def efforts_beyond(self, known: int, roles: Sequence[int]) -> list[int]:
        """Return for each of some roles the hours of what it requires beyond a set."""
        if len(roles) >= MANY_AT_ONCE and len(self.roles) >= MANY_ROLES:
            return self._needs.efforts_beyond(known, roles)
        unknown = ~known
        return [self.effort(self.required[role] & unknown) for role in roles]

    @cached_property
    def _needs(self) -> "Needs":
        from careergraph.graph.needs import Needs

        return Needs(self.required, [*self._hours.values()])

    def hours(self, slug: str) -> int:
        """Return the hours to learn one competency, with everything before it held."""
        return self._hours[slug]

    def slugs(self, competencies: int) -> list[str]:
        """Return the members of a set, sorted."""
        return [self.competencies[i] for i in _bits(competencies)]

    def learning_order(self, competencies: int) -> list[str]:
        """Return the members of a set, each after those that it rests on.

        Of all that may come next, the first by label does. Where prerequisites
        run in a circle, which ``careergraph check`` refuses, one of them is
        passed over.
        """
        listed = self._facts.by_label(self.slugs(competencies))
        place = {slug: i for i, slug in enumerate(listed)}
        missing = dict.fromkeys(listed, 0)
        after: dict[str, list[str]] = {slug: [] for slug in listed}
        for slug in listed:
            for earlier in self._before[slug]:
                if earlier in after:
                    after[earlier].append(slug)
                    missing[slug] += 1
        ready = [place[slug] for slug, number in missing.items() if not number]
        order = []
        while missing:
            slug = listed[heappop(ready)] if ready else self._in_a_circle(missing)
            del missing[slug]
            order.append(slug)
            for later in after[slug]:
                if later in missing:
                    missing[later] -= 1
                    if not missing[later]:
                        heappush(ready, place[later])
        return order

    def _in_a_circle(self, missing: Mapping[str, int]) -> str:
        """Return one of some competencies of which each rests on another."""
        seen = set()
        slug = next(iter(missing))
        while slug not in seen:
            seen.add(slug)
            slug = next(b for b in self._before[slug] if b in missing)
        return slug

    @cached_property
    def stays(self) -> tuple[int | None, ...]:
        """For each role the months that people stay in it; None where unknown.

        It is the middle between the typical years, rounded to months.
        """
        facts = self._facts
        years = (
            facts.objects(role, "typicalYearsLow")
            + facts.objects(role, "typicalYearsHigh")
            for role in self.roles
        )
        return tuple(round(12 * sum(y) / len(y)) if y else None for y in years)

    @property
    def knows_stays(self) -> bool:
        """Whether it is known of any role how long people stay in it."""
        return any(months is not None for months in self.stays)

    @cached_property
    def dwell(self) -> tuple[int, ...]:
        """For each role the months that people stay in it, the median where unknown."""
        known = sorted(months for months in self.stays if months is not None)
        median = known[len(known) // 2] if known else 0
        return tuple(median if months is None else months for months in self.stays)

    def sources(self, origin: int, target: int) -> tuple[str, ...]:
        """Return the ids of the sources that state a move; none if none does."""
        return self._sources(origin).get(target, ())

    def _sources(self, origin: int) -> dict[int, tuple[str, ...]]:
        """Return the sources of each move from a role that is stated."""
        stated = self._facts.values(self.roles[origin], "leadsTo")
        return {
            self._role_number[slug]: sources
            for slug, sources in stated
            if slug in self._role_number
        }

    def stated(self, sources: frozenset[str] | None = None) -> Moves:
        """Return the moves that any of some sources states; of all when None."""
        if sources is None:
            return self.asserted
        return Moves(
            tuple(
                sorted(
                    target
                    for target, stating in self._sources(origin).items()
                    if not sources.isdisjoint(stating)
                )
            )
            for origin in range(len(self.roles))
        )

    def moves(
        self,
        *,
        inferred: bool,
        min_coverage: float | None = None,
        min_similarity: float | None = None,
        max_rise: int = MAX_RISE,
        sources: frozenset[str] | None = None,
    ) -> AnyMoves:
        """Return for each role the roles to move to: stated, and inferred if wanted.

        Args:
            inferred: Whether a move that no source states may be inferred: when
                the target is similar enough, or enough of its essential effort is
                covered, and the target is not much higher.
            min_coverage: The least coverage; None where similarity is the rule.
            min_similarity: The least similarity then; when None what
                :func:`~careergraph.graph.inference_limits.least_similarity` says.
            max_rise: The most levels to climb.
            sources: Ids of the sources that count; all when None.
        """
        limits = (min_coverage, min_similarity, max_rise) if inferred else None
        key = limits, sources
        walked = self._moves.get(key)
        if walked is None:
            walked = self._walked(limits, sources)
            if len(self._moves) >= MOVES_KEPT:
                self._moves = {}  # another thread may be reading the old one
            self._moves[key] = walked
        return walked

    def _walked(
        self,
        limits: tuple[float | None, float | None, int] | None,
        sources: frozenset[str] | None,
    ) -> AnyMoves:
        stated = self.stated(sources)
        if limits is None:
            return stated
        min_coverage, min_similarity, max_rise = limits
        if min_coverage is None:
            inferred = self.similar_moves.moves(
                min_similarity=min_similarity, max_rise=max_rise
            )
        else:
            inferred = self._covered(stated, min_coverage, max_rise)
        return inferred.stated_too(stated)

    def _covered(self, stated: Moves, min_coverage: float, max_rise: int) -> Moves:
        from careergraph.graph.inference import inferred_moves

        return Moves(
            inferred_moves(
                self.required,
                self.optional,
                list(self._hours.values()),
                self.level,
                stated,
                min_coverage=min_coverage,
                max_rise=max_rise,
            )
        )

    def coverage(self, origin: int, target: int) -> float:
        """Return the share of a role's essential effort that another role covers.

        Covered is what the other requires or benefits from. Of a role that
        requires nothing, nothing is covered: it tells nothing.
        """
        needed = self.required[target]
        have = self.required[origin] | self.optional[origin]
        total = self.effort(needed)
        return self.effort(needed & have) / total if total else 0.0


def _bits(number: int) -> Iterator[int]:
    digits = f"{number:b}"[::-1]
    place = digits.find("1")
    while place >= 0:
        yield place
        place = digits.find("1", place + 1)


def _closures(
    before: Mapping[str, list[str]], bit: Mapping[str, int]
) -> dict[str, int]:
    """Return for each competency the set of it and all that it rests on.

    Passes are made until nothing is added, so that a cycle does no harm: each
    of its members rests on all of them.
    """
    closed = dict(bit)
    grows = True
    while grows:
        grows = False
        for slug, earlier in before.items():
            larger = closed[slug]
            for other in earlier:
                larger |= closed[other]
            if larger != closed[slug]:
                closed[slug] = larger
                grows = True
    return closed


def _grouped(hours: Mapping[str, int], bit: Mapping[str, int]) -> list[tuple[int, int]]:
    """Return each number of hours with the set of competencies that take it."""
    groups: dict[int, int] = {}
    for slug, number in hours.items():
        groups[number] = groups.get(number, 0) | bit[slug]
    return sorted(groups.items())
