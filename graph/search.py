"""A question to the search: what a path costs, and when it may be forgotten.

The state of a search is a role and the competencies held, so a shortest path
over roles alone would not be exact. A label is a path to a state. Here stand
what it costs, what it can still become at best, and when another label at the
same role is at least as good whatever follows (dominance).
docs/transition-model.md states the model and proves both.

Learning is counted once: the hours of a path are the effort of the union of
what its roles require, less what is held at the start.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import add, itemgetter
from typing import NamedTuple, TypeAlias

Cost: TypeAlias = tuple[int, ...]
"""What is minimised, in the order in which it is compared."""

UNKNOWN_PAY = 1 << 62
"""The least known pay on a path on which none is known: it lowers nothing."""

_Groups: TypeAlias = list[tuple[tuple[int, int, int], tuple[int, ...]]]
"""Roles by moves to go, months to go, and pay."""

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


class Search:
    """A question: from where to where, over which moves, and under which limits.

    Attributes:
        required: For each role, the competencies that it requires, closed.
        effort: Returns the hours to learn a set of competencies.
        efforts_beyond: Returns for each of some roles the hours to learn what it
            requires beyond a set.
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
        efforts_beyond: Callable[[int, Sequence[int]], list[int]],
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
        self.efforts_beyond = efforts_beyond
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
        self._keeps_roles = (
            bool(via) or max_learning_per_move is not None or "pay" in order
        )
        self._pick: Callable[[Cost], Cost] = itemgetter(
            *(_PLACES[name] for name in order)
        )
        self._learning_place = order.index("learning")
        self._wanted = 0 if goal is None else required[goal]
        units = {"learning": 1, "time": hour}
        self._rises = tuple(units.get(name, 0) for name in order)
        self._onward: dict[int, _Groups] = {}

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
        """Yield the roles that a path may go on to, in groups, with a bound of each.

        Nothing is learnt yet: the bound takes the learning of the path as it is,
        so that moves that are never taken cost next to nothing. A role may be on
        the path already.

        Args:
            label: The path.
            bound: What :meth:`bound` says of it.
        """
        learning = bound[self._learning_place]
        taken, stayed = len(label.roles), label.dwell + self._stay(label)
        last = label.roles[-1]
        if last not in self._onward:
            self._onward[last] = self._groups(last)
        for (steps, dwell, pay), roles in self._onward[last]:
            if self.max_moves is None or taken + steps <= self.max_moves:
                least_pay = min(label.least_pay, pay)
                moves, months = taken + steps, stayed + dwell
                yield self._cost(moves, learning, months, least_pay), roles

    def _groups(self, origin: int) -> _Groups:
        """Return the roles to move to that look alike to a bound, in groups.

        Those of one group have as many moves and months to go, and pay the same.
        """
        groups: dict[tuple[int, int, int], list[int]] = {}
        for role in self.moves[origin]:
            steps: int | None = 0 if self.goal is None else self.moves_to_go[role]
            if steps is None or role in self.blocked:
                continue
            dwell = 0
            if self.dwell_to_go and steps:
                dwell = (self.dwell_to_go[role] or 0) + self.dwell[role]
            pay = self.pay.get(role, UNKNOWN_PAY)
            groups.setdefault((steps, dwell, pay), []).append(role)
        return [(key, tuple(roles)) for key, roles in groups.items()]

    def learnt(self, label: Label, roles: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Yield the hours that a path learns for each of some roles, and the role.

        What the goal requires does not count, as it is in every bound already. The
        fewest hours come first; of as many, the first role.
        """
        efforts = self.efforts_beyond(label.held | self._wanted, roles)
        return iter(sorted(zip(efforts, roles, strict=True)))

    def raised(self, bound: Cost, hours: int) -> Cost:
        """Return the bound of :meth:`open_moves` with hours of learning added."""
        if not hours:
            return bound
        return tuple(map(add, bound, map(hours.__mul__, self._rises)))

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

    def excludes(self, member: Label, label: Label, bound: Cost) -> bool:
        """Tell whether a member of the front leaves no place to what a path becomes.

        The member was found earlier, so of equals it stays. A known pay and an
        unknown one do not compare, and what is unknown may still become known.
        """
        if "pay" in self.order:
            if [member.least_pay, label.least_pay].count(UNKNOWN_PAY) == 1:
                return False
            if label.least_pay == UNKNOWN_PAY and label.roles[-1] != self.goal:
                return False
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

        A known pay and an unknown one do not compare. Of paths that are equal
        in all, the first by moves, learning and roles stays. Pay is none of those
        in which better now is better at the end.
        """
        names = self.order[: self.front]
        pays = [one.least_pay, other.least_pay]
        if "pay" in names and pays.count(UNKNOWN_PAY) == 1:
            return False
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
