"""Choose sets that cover everything at least cost.

The problem is NP-hard. HiGHS, the solver that comes with SciPy, proves its answer
for some hundred sets in a fraction of a second. Where it cannot, and where it is
not tried, the greedy choice and a lower bound that is proven all the same say how
far from the best the answer can be.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush
from itertools import compress
from math import ceil, gcd
from time import monotonic
from typing import NamedTuple

MAX_SECONDS = 2.0
"""How long the solver may take. The whole graph as one plan, 289 resources for 308
competencies, takes 0.2 s; random plans of three times its size may not be proven."""

MAX_MEMBERS = 50_000
"""Members of all sets together, up to which the solver is tried. Here it keeps its
time but for 0.3 s, and often still raises the bound from 0.4 of the cost to 0.9; at
twice as many it rarely does anything in its time, and ends a second late."""

MAX_COST = 10**9
"""Cost of all sets together, up to which the solver's floats tell 1 from 0."""

NAMES = 16
"""Sets ordered by name in one solve: 2 to the 16th times the solver's tolerance of
a millionth stays far below a half."""


class Cover(NamedTuple):
    """Sets that cover everything.

    Attributes:
        chosen: Names of the sets, sorted.
        cost: What they cost together; how many they are if the fewest are wanted.
        lower_bound: No cover costs less, proven.
    """

    chosen: tuple[str, ...]
    cost: int
    lower_bound: int

    @property
    def optimal(self) -> bool:
        """Whether it is proven that no cover costs less."""
        return self.cost == self.lower_bound


@dataclass(frozen=True, slots=True)
class CoverProblem:
    """Sets, and what comes first in choosing among them.

    Attributes:
        sets: Members of each set, by its name.
        costs: What each set costs, a whole number of at least 0.
        fewest: Whether the fewest sets come first, then the least cost; else the
            other way round.
    """

    sets: Mapping[str, frozenset[str]]
    costs: Mapping[str, int]
    fewest: bool = False

    def weights(self, name: str) -> tuple[int, int]:
        """Return what a set adds to what comes first, and to what comes second."""
        cost = self.costs[name]
        return (1, cost) if self.fewest else (cost, 1)

    def rank(self, chosen: Sequence[str]) -> tuple[int, int, Sequence[str]]:
        """Return a key that sorts covers, the best first; names come last."""
        weights = [self.weights(name) for name in chosen]
        return sum(first for first, _ in weights), sum(w for _, w in weights), chosen

    def members(self, names: Iterable[str]) -> set[str]:
        """Return what some sets have together."""
        return set().union(*(self.sets[name] for name in names))

    def total(self, chosen: Iterable[str]) -> int:
        """Return what some sets add up to in what comes first."""
        return sum(self.weights(name)[0] for name in chosen)


def set_cover(problem: CoverProblem, *, max_seconds: float | None = None) -> Cover:
    """Return sets that cover, at least cost, all that any set has.

    Among covers of one cost that with the fewest sets is taken, and among these
    the one whose sorted names come first, so that the answer is always the same.
    The solver is asked for these in turn, with what it found before held fixed.
    Should its time end while ties are broken, the cost is proven all the same.

    >>> sets = {"a": {"x", "y"}, "b": {"y", "z"}, "c": {"z"}}
    >>> set_cover(CoverProblem(sets, {"a": 3, "b": 3, "c": 1}))
    Cover(chosen=('a', 'c'), cost=4, lower_bound=4)

    Args:
        problem: The sets and their costs.
        max_seconds: How long to look for a proof; :data:`MAX_SECONDS` when None.
            A problem beyond :data:`MAX_MEMBERS` or :data:`MAX_COST` is left to
            :func:`greedy_cover` at once.
    """
    greedy = greedy_cover(problem)
    members = sum(map(len, problem.sets.values()))
    cost = sum(problem.costs[name] for name in problem.sets)
    if not 0 < members <= MAX_MEMBERS or cost > MAX_COST:
        return greedy
    seconds = MAX_SECONDS if max_seconds is None else max_seconds
    return _solved(problem, greedy, seconds)


def greedy_cover(problem: CoverProblem) -> Cover:
    """Return the greedy cover: next comes the set with the least cost a new member.

    Sets that later ones have made superfluous are dropped, the dearest first. The
    cost is at most 1 + 1/2 + ... + 1/n times the least, for n members of the
    largest set.

    Source: Chvátal 1979, https://doi.org/10.1287/moor.4.3.233.
    """
    chosen, prices = _greedy(problem)
    needed = tuple(sorted(_without_superfluous(problem, chosen)))
    cost = problem.total(needed)
    return Cover(needed, cost, min(cost, _dual_bound(problem, prices)))


def _greedy(problem: CoverProblem) -> tuple[list[str], dict[str, Fraction]]:
    """Return the greedy choice, and the share of the cost that each member bears.

    A set's cost a new member only grows, so that one from the top of the heap
    that is still the least needs no look at the others.
    """

    def price(name: str, new: int) -> tuple[Fraction, Fraction, str]:
        first, second = problem.weights(name)
        return Fraction(first, new), Fraction(second, new), name

    heap = [price(name, len(has)) for name, has in problem.sets.items() if has]
    heapify(heap)
    chosen = []
    prices: dict[str, Fraction] = {}
    while heap:
        name = heappop(heap)[-1]
        new = [member for member in problem.sets[name] if member not in prices]
        if not new:
            continue
        current = price(name, len(new))
        if heap and heap[0] < current:
            heappush(heap, current)
        else:
            chosen.append(name)
            prices |= dict.fromkeys(new, current[0])
    return chosen, prices


def _without_superfluous(problem: CoverProblem, chosen: Sequence[str]) -> list[str]:
    times = Counter(member for name in chosen for member in problem.sets[name])
    needed = []
    for name in sorted(chosen, key=lambda name: (problem.weights(name), name))[::-1]:
        if all(times[member] > 1 for member in problem.sets[name]):
            times.subtract(problem.sets[name])
        else:
            needed.append(name)
    return needed


def _dual_bound(problem: CoverProblem, prices: Mapping[str, Fraction]) -> int:
    """Return a lower bound of the cost of any cover.

    No cover costs less than what its members bear, if those of no set bear more
    than it costs. So what they bear is divided by the most that it is too much,
    which is at most the factor of :func:`greedy_cover`.
    """
    excess = max(
        (
            sum(prices[member] for member in members) / problem.weights(name)[0]
            for name, members in problem.sets.items()
            if problem.weights(name)[0]
        ),
        default=Fraction(0),
    )
    return ceil(sum(prices.values()) / excess) if excess else 0


def _solved(problem: CoverProblem, greedy: Cover, max_seconds: float) -> Cover:
    """Return the best of the greedy cover and what the solver finds in its time."""
    deadline = monotonic() + max_seconds
    everything = problem.members(problem.sets)
    solver = _Solver(problem, everything)
    bound, covers = greedy.lower_bound, [greedy.chosen]
    for number, objective in enumerate(_objectives(problem, solver.names)):
        found = solver.least(objective, deadline - monotonic())
        if number == 0:
            bound = max(bound, found.lower_bound)
        if problem.members(found.chosen) == everything:
            covers.append(found.chosen)
        if not found.is_proven:
            break
    best = min(covers, key=problem.rank)
    cost = problem.total(best)
    return Cover(best, cost, min(bound, cost))


def _objectives(problem: CoverProblem, names: Sequence[str]) -> Iterator[list[int]]:
    """Yield in turn the numbers, one for each set, whose sum is to be the least.

    First come the weights. Of two covers with as many sets that is first by name
    which has the first set that they do not share: each name outweighs all that
    follow it.
    """
    for place in (0, 1):
        yield [problem.weights(name)[place] for name in names]
    for start in range(0, len(names), NAMES):
        named = len(names[start : start + NAMES])
        powers = [-(2**power) for power in reversed(range(named))]
        yield [0] * start + powers + [0] * (len(names) - start - named)


class _Found(NamedTuple):
    chosen: tuple[str, ...]
    lower_bound: int
    is_proven: bool


class _Solver:
    """HiGHS, with what must hold: all is covered, and proven sums stay as they are."""

    def __init__(self, problem: CoverProblem, everything: set[str]):
        from scipy.optimize import LinearConstraint
        from scipy.sparse import csr_array

        self.names = sorted(name for name, has in problem.sets.items() if has)
        row = {member: number for number, member in enumerate(sorted(everything))}
        places = [
            (row[member], column)
            for column, name in enumerate(self.names)
            for member in sorted(problem.sets[name])
        ]
        has = csr_array(
            ([1.0] * len(places), tuple(zip(*places, strict=True))),
            shape=(len(row), len(self.names)),
        )
        self._constraints = [LinearConstraint(has, lb=1)]

    def least(self, objective: Sequence[int], seconds: float) -> _Found:
        """Return the sets with the least sum; when it is proven, it is held fixed."""
        from scipy.optimize import LinearConstraint, milp

        if seconds <= 0:
            return _Found((), 0, False)
        unit = gcd(*objective) or 1
        row = [number // unit for number in objective]
        answer = milp(
            row,
            integrality=1,
            bounds=(0, 1),
            constraints=self._constraints,
            options={"time_limit": seconds, "mip_rel_gap": 0},
        )
        values = [] if answer.x is None else [x > 0.5 for x in answer.x]
        total = sum(compress(row, values))
        is_proven = answer.status == 0
        if is_proven:
            held = LinearConstraint(row, total - 0.5, total + 0.5)
            self._constraints.append(held)
        bound = total if is_proven else ceil((answer.mip_dual_bound or 0) - 1e-6)
        return _Found(tuple(compress(self.names, values)), bound * unit, is_proven)
