"""Find the best sequence of moves when skills gained on the way are kept.

The state of a search is a role and the competencies held, so a shortest path
over roles alone would not be exact. The search extends labels in the order of
their cost plus a lower bound of what remains (A*), and drops a label when
another one at the same role is at least as good whatever follows (dominance).
docs/transition-model.md states the model and proves both.

Learning is counted once: the hours of a path are the effort of the union of
what its roles require, less what is held at the start.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from operator import itemgetter
from time import monotonic
from typing import NamedTuple, TypeAlias

Cost: TypeAlias = tuple[int, ...]
"""What is minimised, in the order in which it is compared."""

UNKNOWN_PAY = 1 << 62
"""The least known pay on a path on which none is known: it lowers nothing."""

BEAM_WIDTH = 64
"""Partial paths that are kept at each length when the budget has run out."""

BEAM_STATES = 20_000
"""Partial paths that are looked at after the budget has run out."""

_PLACES = {"moves": 0, "learning": 1, "time": 2, "pay": 3}


class Label(NamedTuple):
    """A partial path.

    Attributes:
        roles: Numbers of the roles, from the start on.
        visited: The same as a set: bit ``i`` stands for role ``i``.
        held: Competencies held in the last of them.
        learning: Hours learnt on the way.
        dwell: Months spent in the roles between the first and the last.
        last_pay: The last known pay on the way; 0 when none is known.
        least_pay: The least known pay of the roles moved to, else
            :data:`UNKNOWN_PAY`.
    """

    roles: tuple[int, ...]
    visited: int
    held: int
    learning: int
    dwell: int
    last_pay: int
    least_pay: int


class Budget:
    """How much a search may still do; it is spent, and so never shared by two.

    Attributes:
        is_spent: Whether something was asked for after the limits were reached.
    """

    def __init__(self, *, states: int | None = None, seconds: float | None = None):
        """Set the limits; None is no limit."""
        self.is_spent = False
        self._states = states
        self._deadline = None if seconds is None else monotonic() + seconds

    def spend(self) -> bool:
        """Take one state; return False when nothing is left."""
        late = self._deadline is not None and monotonic() >= self._deadline
        self.is_spent = self.is_spent or late or self._states == 0
        if self._states is not None and not self.is_spent:
            self._states -= 1
        return not self.is_spent


class Search:
    """A question: from where to where, over which moves, and under which limits.

    Attributes:
        required: For each role, the competencies that it requires, closed.
        effort: Returns the hours to learn a set of competencies.
        moves: For each role, the roles that one may move to.
        goal: Number of the role to reach; None to reach all.
        order: Names of what is minimised, in order: moves, learning, time, pay.
        front: How many of them, from the first on, are compared each by itself,
            for a Pareto front; 0 when each decides among equals of the former.
        dwell: For each role, the months that people stay in it.
        month: Units of time to a month, and
        hour: units of time to an hour of learning; whole numbers, so that times
            compare exactly.
        blocked: Roles that no path may enter.
        via: Roles that every path passes through, in any order.
        max_moves: Most moves, or None.
        max_learning_per_move: Most hours of learning in a move, or None.
        pay: What a role pays, by number, where it is known and matters.
        pay_cut: Whether a role may pay less than the last known pay.
        shared: Sets of roles, as bits, and how many of each a path may pass through.
        moves_to_go: For each role the least number of moves to the goal; None
            where there is no way.
        dwell_to_go: For each role the least months in the roles between it and
            the goal, likewise; empty when time is not asked for.
    """

    def __init__(
        self,
        *,
        required: Sequence[int],
        effort: Callable[[int], int],
        moves: Sequence[Sequence[int]],
        goal: int | None,
        order: tuple[str, ...],
        dwell: Sequence[int],
        moves_to_go: Sequence[int | None],
        dwell_to_go: Sequence[int | None],
        front: int,
        month: int,
        hour: int,
        blocked: frozenset[int],
        via: frozenset[int],
        max_moves: int | None,
        max_learning_per_move: float | None,
        pay: Mapping[int, int],
        pay_cut: bool,
    ):
        """Keep the question, and prepare what is asked of each label."""
        self.required = required
        self.effort = effort
        self.moves = moves
        self.goal = goal
        self.order = order
        self.dwell = dwell
        self.moves_to_go = moves_to_go
        self.dwell_to_go = dwell_to_go
        self.front = front
        self.month = month
        self.hour = hour
        self.blocked = blocked
        self.max_moves = max_moves
        self.max_learning_per_move = max_learning_per_move
        self.pay = pay
        self.pay_cut = pay_cut
        self.shared: tuple[tuple[int, int], ...] = ()
        self._via = role_set(via)
        # Cutting a loop out of a path may cost what these limits need, so that a
        # path must not have visited a role that what follows may need.
        self._keeps_roles = bool(via) or max_learning_per_move is not None
        self._pick: Callable[[Cost], Cost] = itemgetter(
            *(_PLACES[name] for name in order)
        )
        self._learning_place = order.index("learning")
        self._wanted = 0 if goal is None else required[goal]
        units = {"learning": 1, "time": hour}
        self._rises = tuple(units.get(name, 0) for name in order)

    def sharing(self, groups: Iterable[tuple[int, int]]) -> "Search":
        """Return the same question with other sets of roles to share few of."""
        from copy import copy

        other = copy(self)
        other.shared = tuple(groups)
        return other

    def cost(self, label: Label) -> Cost:
        """Return what a path costs, in the order in which costs are compared."""
        return self._cost(
            len(label.roles) - 1, label.learning, label.dwell, label.least_pay
        )

    def _cost(self, moves: int, learning: int, dwell: int, pay: int) -> Cost:
        return self._pick(
            (moves, learning, self.month * dwell + self.hour * learning, -pay)
        )

    def bound(self, label: Label) -> Cost | None:
        """Return a cost that no path from here can beat; None when none can arrive."""
        if self.goal is None:
            too_many = (
                self.max_moves is not None and len(label.roles) > self.max_moves + 1
            )
            return None if too_many else self.cost(label)
        last = label.roles[-1]
        moves_left = self.moves_to_go[last]
        if moves_left is None:
            return None
        moves = len(label.roles) - 1 + moves_left
        if self.max_moves is not None and moves > self.max_moves:
            return None
        learning = label.learning + self.effort(self._wanted & ~label.held)
        dwell = label.dwell
        if self.dwell_to_go and moves_left:
            dwell += (self.dwell_to_go[last] or 0) + self._stay(label)
        return self._cost(moves, learning, dwell, label.least_pay)

    def _stay(self, label: Label) -> int:
        """Return the months that one stays in the last role before moving on."""
        return self.dwell[label.roles[-1]] if len(label.roles) > 1 else 0

    def open_moves(
        self, label: Label, bound: Cost
    ) -> Iterator[tuple[Cost, tuple[int, ...]]]:
        """Yield the roles of the path with each move added, and a bound of each.

        Nothing is learnt yet: the bound takes the learning of the path as it is,
        so that moves that are never taken cost next to nothing.

        Args:
            label: The path.
            bound: What :meth:`bound` says of it.
        """
        learning = bound[self._learning_place]
        taken, stayed = len(label.roles), label.dwell + self._stay(label)
        for role in self.moves[label.roles[-1]]:
            if label.visited >> role & 1 or role in self.blocked:
                continue
            moves, dwell = taken, stayed
            if self.goal is not None:
                to_go = self.moves_to_go[role]
                if to_go is None:
                    continue
                moves += to_go
                if self.dwell_to_go and to_go:
                    dwell += (self.dwell_to_go[role] or 0) + self.dwell[role]
            if self.max_moves is not None and moves > self.max_moves:
                continue
            pay = min(label.least_pay, self.pay.get(role, UNKNOWN_PAY))
            yield self._cost(moves, learning, dwell, pay), (*label.roles, role)

    def raised(self, bound: Cost, learnt: int) -> Cost:
        """Return the bound that :meth:`open_moves` gives, once the move has taught.

        What the goal requires is in the bound already.
        """
        hours = self.effort(learnt & ~self._wanted)
        if not hours:
            return bound
        return tuple(
            value + hours * rise for value, rise in zip(bound, self._rises, strict=True)
        )

    def extensions(self, label: Label) -> Iterator[Label]:
        """Yield the path with each move added that the limits allow."""
        for role in self.moves[label.roles[-1]]:
            if role not in label.roles and role not in self.blocked:
                extended = self.extended(label, role)
                if extended is not None:
                    yield extended

    def extended(self, label: Label, role: int) -> Label | None:
        """Return a path with a move added; None when a limit forbids it.

        The role is neither blocked nor on the path.
        """
        if role == self.goal and self._via & ~label.visited:
            return None
        new = self.required[role] & ~label.held
        hours = self.effort(new)
        limit = self.max_learning_per_move
        if limit is not None and hours > limit:
            return None
        pay = self.pay.get(role)
        if pay is not None and not self.pay_cut and pay < label.last_pay:
            return None
        visited = label.visited | 1 << role
        for group, most in self.shared:
            if (group & visited).bit_count() > most:
                return None
        return Label(
            (*label.roles, role),
            visited,
            label.held | new,
            label.learning + hours,
            label.dwell + self._stay(label),
            label.last_pay if pay is None else pay,
            label.least_pay if pay is None else min(label.least_pay, pay),
        )

    def dominates(self, one: Label, other: Label) -> bool:
        """Tell whether one path is at least as good as another, whatever follows.

        Both end in the same role. What follows may need what only the other
        holds; learning all of that is the most that it can cost.
        """
        if not self._allows_what_follows(one, other):
            return False
        worst = one._replace(
            learning=one.learning + self.effort(other.held & ~one.held)
        )
        if self.front:
            return self._is_no_worse(worst, other)
        return (self.cost(worst), one.roles) <= (self.cost(other), other.roles)

    def _allows_what_follows(self, one: Label, other: Label) -> bool:
        """Tell whether the limits allow one path all that they allow the other."""
        if self._keeps_roles:
            if one.visited & ~other.visited:
                return False
            if self._via & other.visited & ~one.visited:
                return False
        if self.max_learning_per_move is not None and other.held & ~one.held:
            return False
        if self.max_moves is not None and len(one.roles) > len(other.roles):
            return False
        if not self.pay_cut and one.last_pay > other.last_pay:
            return False
        return all(
            (group & one.visited).bit_count() <= (group & other.visited).bit_count()
            for group, _ in self.shared
        )

    def excludes(self, member: Label, bound: Cost) -> bool:
        """Tell whether a member of the front leaves no place to what has a bound.

        The member was found earlier, so of equals it stays.
        """
        costs = zip(self.cost(member)[: self.front], bound, strict=False)
        return all(mine <= least for mine, least in costs)

    def has_place(self, label: Label, members: Iterable[Label]) -> bool:
        """Tell whether a member of a front is worth telling beside the others.

        One on which no pay is known is not when one whose pay is known is no
        worse in the rest.
        """
        if "pay" not in self.order or label.least_pay != UNKNOWN_PAY:
            return True
        rest = self.front - 1  # pay is the last criterion
        mine = self.cost(label)[:rest]
        return not any(
            all(a <= b for a, b in zip(self.cost(member)[:rest], mine, strict=True))
            for member in members
            if member.least_pay != UNKNOWN_PAY
        )

    def _is_no_worse(self, one: Label, other: Label) -> bool:
        """Tell whether a path at a role is no worse than another in any criterion.

        Of paths that are equal in all, the first by moves, learning and roles
        stays. Pay is none of those in which better now is better at the end.
        """
        names = self.order[: self.front]
        pairs = list(zip(names, self.cost(one), self.cost(other), strict=False))
        if any(a > b for _, a, b in pairs):
            return False
        if any(a < b for name, a, b in pairs if name != "pay"):
            return True
        return (len(one.roles), one.learning, one.roles) <= (
            len(other.roles),
            other.learning,
            other.roles,
        )


def role_set(roles: Iterable[int]) -> int:
    """Return roles as a set: bit ``i`` stands for role ``i``."""
    found = 0
    for role in roles:
        found |= 1 << role
    return found


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
    queue = _Queue(search, root)
    settled: dict[int, list[Label]] = defaultdict(list)
    while (least := queue.least) is not None:
        if not budget.spend():
            return _best_found(search, root, least, not_first)
        popped = queue.pop()
        if popped is None:
            break
        bound, label = popped
        last = label.roles[-1]
        if last == search.goal:
            return Outcome(label, bound, proven=True)
        if any(search.dominates(other, label) for other in settled[last]):
            continue
        settled[last].append(label)
        queue.push_moves(label, bound, but=not_first if label is root else frozenset())
    return Outcome(None, None, proven=True)


class _Queue:
    """Partial paths in the order of their bounds; each is worked out when it is due."""

    def __init__(self, search: Search, root: Label):
        self._search = search
        self._waiting: list[tuple[Cost, tuple[int, ...], Label]] = []
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
            if roles[-1] not in but:
                heappush(self._waiting, (least, roles, label))

    def pop(self) -> tuple[Cost, Label] | None:
        """Take the partial path with the least bound, and the bound."""
        while self._waiting:
            bound, roles, label = heappop(self._waiting)
            if len(label.roles) == len(roles):
                return bound, label
            extended = self._search.extended(label, roles[-1])
            if extended is None:
                continue
            least = self._search.raised(bound, extended.held ^ label.held)
            if not self._waiting or (least, roles) < self._waiting[0][:2]:
                return least, extended
            heappush(self._waiting, (least, roles, extended))
        return None


def _best_found(
    search: Search, root: Label, lower_bound: Cost, not_first: frozenset[int]
) -> Outcome:
    label = _beam(search, root, not_first)
    proven = label is not None and search.cost(label) == lower_bound
    return Outcome(label, lower_bound, proven)


def _beam(search: Search, root: Label, not_first: frozenset[int]) -> Label | None:
    """Return a good path that continues a given one, or None; without a proof.

    At each length, the partial paths with the least bounds are kept, and those
    with the fewest moves to go, so that some arrive.
    """
    best: Label | None = None
    layer = [root]
    states = BEAM_STATES
    while layer and states > 0:
        longer: list[tuple[Cost, Label]] = []
        for label in layer:
            for extended in search.extensions(label):
                if label is root and extended.roles[-1] in not_first:
                    continue
                states -= 1
                bound = search.bound(extended)
                if bound is None or (best and bound >= search.cost(best)):
                    continue
                if extended.roles[-1] == search.goal:
                    best = extended
                else:
                    longer.append((bound, extended))
        layer = _narrowed(search, longer)
    return best


def _narrowed(search: Search, longer: list[tuple[Cost, Label]]) -> list[Label]:
    def nearness(pair: tuple[Cost, Label]) -> tuple[int, Cost, Label]:
        return search.moves_to_go[pair[1].roles[-1]] or 0, *pair

    half = BEAM_WIDTH // 2
    kept = sorted(longer)[:half] + sorted(longer, key=nearness)[:half]
    return [label for _, label in dict.fromkeys(kept)]


def best_paths(search: Search, root: Label, budget: Budget) -> Iterator[Outcome]:
    """Yield the paths that continue a given one, best first, each once.

    The paths that are left after the best one are parted by where they leave
    it, and each part is searched for its own best. An outcome is proven when
    every part was searched to its end, or cannot hold anything better. When a
    search ended without a path that it can exclude, the last outcome has none.

    *Source:* E. L. Lawler, "A procedure for computing the K best solutions to
    discrete optimization problems", Management Science 18 (1972),
    doi:10.1287/mnsc.18.7.401.
    """
    waiting: list[tuple[Cost, Label, Label, frozenset[int]]] = []
    unproven: list[Cost] = []

    def look(part: Label, not_first: frozenset[int]) -> None:
        found = best_path(search, part, budget, not_first=not_first)
        if found.label is not None:
            cost = search.cost(found.label)
            heappush(waiting, (cost, found.label, part, not_first))
        if not found.proven and found.lower_bound is not None:
            unproven.append(found.lower_bound)

    look(root, frozenset())
    while waiting:
        cost, label, part, not_first = heappop(waiting)
        bound = min([cost, *unproven])
        yield Outcome(label, bound, proven=bound == cost)
        taken = len(part.roles)
        for length in range(taken, len(label.roles)):
            if length > taken:
                longer = search.extended(part, label.roles[length - 1])
                assert longer is not None  # it is a part of a path that was found
                part = longer
                not_first = frozenset()
            look(part, not_first | {label.roles[length]})
    if unproven:
        yield Outcome(None, min(unproven), proven=False)


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
            stand_in = None if front else _beam(search, root, frozenset())
            if stand_in is not None:
                yield Outcome(stand_in, least, proven=False)
            yield Outcome(None, least, proven=False)
            return
        popped = queue.pop()
        if popped is None:
            return
        bound, label = popped
        last = label.roles[-1]
        if any(search.excludes(member, bound) for member in front):
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
        popped = queue.pop()
        if popped is None:
            return
        bound, label = popped
        found = settled[label.roles[-1]]
        if any(search.dominates(other, label) for other in found):
            continue
        if not found:
            yield label
        found.append(label)
        queue.push_moves(label, bound)
