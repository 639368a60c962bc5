"""Find the best paths of a question, by setting labels.

Labels are extended in the order of their cost plus a lower bound of what remains
(A*), and forgotten when another one dominates them.
"""

from collections import defaultdict
from collections.abc import Iterator
from heapq import heappop, heappush
from typing import NamedTuple

from careergraph.graph.beam_search import beam_path
from careergraph.graph.budget import Budget
from careergraph.graph.search import Cost, Label, Search, role_set


class Outcome(NamedTuple):
    """What a search has found.

    Attributes:
        label: The best path found; None when none was found.
        lower_bound: A cost that no path beats; None when there is no path.
        proven: True when no path is better, or when it is sure that there is none.
    """

    label: Label | None
    lower_bound: Cost | None
    proven: bool


def best_path(
    search: Search,
    root: Label,
    budget: Budget,
    *,
    not_first: frozenset[int] = frozenset(),
) -> Outcome:
    """Return the best path that begins with a given one.

    When the budget runs out, the best of a beam search stands in, with the least
    bound of all partial paths that were left.

    Args:
        search: The question.
        root: The path to continue; its roles are not entered again.
        budget: What may be spent.
        not_first: Roles that may not be the next one.
    """
    if root.roles[-1] == search.goal:
        return Outcome(root, search.cost(root), proven=True)
    queue = _Queue(search, root)
    settled: dict[int, list[Label]] = defaultdict(list)
    while (least := queue.least) is not None:
        if not budget.spend():
            return _best_found(search, root, least, not_first, budget)
        popped = queue.pop(budget)
        if popped is None:
            continue  # nothing is left of the queue, or of the budget
        bound, label = popped
        last = label.roles[-1]
        if last == search.goal:
            return Outcome(label, bound, proven=True)
        if any(search.dominates(other, label) for other in settled[last]):
            continue
        settled[last].append(label)
        queue.push_moves(label, bound, but=not_first if label is root else frozenset())
    return Outcome(None, None, proven=True)


class _Group(NamedTuple):
    """A path and roles that it may go on to; what is learnt is not yet known."""

    label: Label
    roles: list[int]


class _Next(NamedTuple):
    """A path and the role that it goes on to, and what comes after that.

    Attributes:
        label: The path.
        role: The role.
        bound: A bound of the path without what it learns for the role.
        further: Hours of learning and roles to go on to instead, in order.
    """

    label: Label
    role: int
    bound: Cost
    further: Iterator[tuple[int, int]]


class _Queue:
    """Partial paths in the order of their bounds; each is worked out when it is due."""

    def __init__(self, search: Search, root: Label):
        self._search = search
        # By bound and roles, of which no two are the same; the root waits as it is.
        self._waiting: list[tuple[Cost, tuple[int, ...], _Group | _Next | Label]] = []
        bound = search.bound(root)
        if bound is not None:
            self._waiting.append((bound, root.roles, root))

    @property
    def least(self) -> Cost | None:
        """A bound of all that is left; None when nothing is."""
        return self._waiting[0][0] if self._waiting else None

    def push_moves(
        self, label: Label, bound: Cost, *, but: frozenset[int] = frozenset()
    ) -> None:
        """Add what a path leads to, with the path itself in place of what follows."""
        for least, roles in self._search.open_moves(label, bound):
            onward = [r for r in roles if r not in label.roles and r not in but]
            if onward:
                first = (*label.roles, onward[0])
                heappush(self._waiting, (least, first, _Group(label, onward)))

    def pop(self, budget: Budget) -> tuple[Cost, Label] | None:
        """Take the partial path with the least bound, and the bound.

        None when none is left, or no time for those that limits forbid.
        """
        while self._waiting and not budget.is_late():
            bound, _, due = heappop(self._waiting)
            if isinstance(due, Label):
                return bound, due
            if isinstance(due, _Group):
                further = self._search.learnt(due.label, due.roles)
                self._push_next(due.label, bound, further)
                continue
            self._push_next(due.label, due.bound, due.further)
            extended = self._search.extended(due.label, due.role)
            if extended is not None:
                return bound, extended
        return None

    def _push_next(
        self, label: Label, bound: Cost, further: Iterator[tuple[int, int]]
    ) -> None:
        for hours, role in further:
            least, roles = self._search.raised(bound, hours), (*label.roles, role)
            heappush(self._waiting, (least, roles, _Next(label, role, bound, further)))
            return


def _best_found(
    search: Search,
    root: Label,
    lower_bound: Cost,
    not_first: frozenset[int],
    budget: Budget,
) -> Outcome:
    label = beam_path(search, root, not_first, budget)
    proven = label is not None and search.cost(label) == lower_bound
    return Outcome(label, lower_bound, proven)


def best_paths(search: Search, root: Label, budget: Budget) -> Iterator[Outcome]:
    """Yield the paths that continue a given one, best first, each once.

    The paths that are left after the best one are parted by where they leave
    it, and a part is searched for its own best once it may hold the next one. An
    outcome is proven when every part was searched to its end, or cannot hold
    anything better. When a search ended without a path that it can exclude, the
    last outcome has none.

    *Source:* E. L. Lawler, "A procedure for computing the K best solutions to
    discrete optimization problems", Management Science 18 (1972),
    doi:10.1287/mnsc.18.7.401.
    """
    waiting: list[tuple[Cost, tuple[int, ...], Label | None, _Part]] = []
    unproven: list[Cost] = []

    def look(part: _Part) -> None:
        found = best_path(search, part.begin, budget, not_first=part.not_first)
        if found.label is not None:
            cost = search.cost(found.label)
            heappush(waiting, (cost, found.label.roles, found.label, part))
        if not found.proven and found.lower_bound is not None:
            unproven.append(found.lower_bound)

    look(_Part(root, frozenset()))
    while waiting:
        cost, _, label, part = heappop(waiting)
        if label is None:
            look(part)
            continue
        bound = min([cost, *unproven])
        yield Outcome(label, bound, proven=bound == cost)
        for rest in part.without(search, label):
            least = rest.bound(search)
            if least is not None:
                heappush(waiting, (least, rest.begin.roles, None, rest))
    if unproven:
        yield Outcome(None, min(unproven), proven=False)


class _Part(NamedTuple):
    """All paths that begin alike, and do not go on to some roles."""

    begin: Label
    not_first: frozenset[int]

    def bound(self, search: Search) -> Cost | None:
        """Return a cost that none of them beats; None when none can arrive."""
        least = search.bound(self.begin)
        if least is None:
            return None
        onward = search.open_moves(self.begin, least)
        left = (cost for cost, roles in onward if not self.not_first.issuperset(roles))
        return min(left, default=None)

    def without(self, search: Search, label: Label) -> Iterator["_Part"]:
        """Yield parts that together hold all of them but one path."""
        part = self
        for role in label.roles[len(self.begin.roles) :]:
            yield part._replace(not_first=part.not_first | {role})
            longer = search.extended(part.begin, role)
            assert longer is not None  # it is a part of a path that was found
            part = _Part(longer, frozenset())


def different_paths(
    search: Search, root: Label, budget: Budget, *, max_shared: int
) -> Iterator[Outcome]:
    """Yield paths, each the best that differs enough from all those before it.

    Args:
        search: The question.
        root: The path to continue.
        budget: What may be spent on all of them.
        max_shared: Most roles between the ends that two paths have in common.
    """
    found: list[Label] = []
    while True:
        groups = [(role_set(one.roles[1:-1]), max_shared) for one in found]
        fresh = (
            outcome
            for outcome in best_paths(search.sharing(groups), root, budget)
            if outcome.label not in found
        )
        outcome = next(fresh, None)
        if outcome is None:
            return
        yield outcome
        if outcome.label is None:
            return
        found.append(outcome.label)


def pareto_front(search: Search, root: Label, budget: Budget) -> Iterator[Outcome]:
    """Yield the paths that no other is better than in every criterion.

    They come in the order of their costs, one for each cost. When the budget
    runs out, the last outcome has no path, and the front may lack some; if none
    was found by then, a path without a proof comes before it.

    *Source:* the label-setting method of E. Q. V. Martins, "On a multicriteria
    shortest path problem", European Journal of Operational Research 16 (1984),
    doi:10.1016/0377-2217(84)90077-8, with sets of competencies in the labels.
    """
    queue = _Queue(search, root)
    settled: dict[int, list[Label]] = defaultdict(list)
    front: list[Label] = []
    while (least := queue.least) is not None:
        if not budget.spend():
            stand_in = None if front else beam_path(search, root, frozenset(), budget)
            if stand_in is not None:
                yield Outcome(stand_in, least, proven=False)
            yield Outcome(None, least, proven=False)
            return
        popped = queue.pop(budget)
        if popped is None:
            continue  # as in best_path
        bound, label = popped
        last = label.roles[-1]
        if any(search.excludes(member, label, bound) for member in front):
            continue
        if last == search.goal:
            front.append(label)
            yield Outcome(label, bound, proven=True)
            continue
        if any(search.dominates(other, label) for other in settled[last]):
            continue
        settled[last].append(label)
        queue.push_moves(label, bound)


def nearest(search: Search, root: Label, budget: Budget) -> Iterator[Label]:
    """Yield the best path to each role that can be reached, cheapest first.

    Args:
        search: A question without a goal.
        root: The start.
        budget: What may be spent; when it runs out, the rest is not yielded.
    """
    queue = _Queue(search, root)
    settled: dict[int, list[Label]] = defaultdict(list)
    while queue.least is not None and budget.spend():
        popped = queue.pop(budget)
        if popped is None:
            continue  # as in best_path
        bound, label = popped
        found = settled[label.roles[-1]]
        if any(search.dominates(other, label) for other in found):
            continue
        if not found:
            yield label
        found.append(label)
        queue.push_moves(label, bound)
