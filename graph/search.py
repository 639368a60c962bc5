"""Find the best sequence of moves when skills gained on the way are kept.

The state of a search is a role and the competencies held, so a shortest path
over roles alone would not be exact. The search extends labels in the order of
their cost plus a lower bound of what remains (A*), and drops a label when
another one at the same role is at least as good whatever follows (dominance).

Learning is counted once: the hours of a path are the effort of the union of
what its roles require, less what is held at the start. Leaving roles out of a
path therefore never makes it dearer, so a best walk needs no role twice.
"""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import count
from typing import Literal, NamedTuple, TypeAlias

from careergraph.graph.network import TransitionNetwork

Objective: TypeAlias = Literal["moves", "learning"]
Cost: TypeAlias = tuple[int, int]
"""What is minimised first, and what second."""


class Label(NamedTuple):
    """A partial path.

    Attributes:
        roles: Numbers of the roles, from the start on.
        held: Competencies held in the last of them.
        learning: Hours learnt on the way.
    """

    roles: tuple[int, ...]
    held: int
    learning: int


class Search:
    """A question: from where to where, over which moves, and under which limits.

    Attributes:
        network: Roles and competencies.
        moves: For each role, the roles that one may move to.
        goal: Number of the role to reach.
        minimise: What comes first, moves or hours of learning; the other comes
            second, and the order of the slugs decides among equals.
        avoiding: Roles that no path may pass through.
        via: Roles that every path passes through, in any order.
        moves_to_go: For each role the least number of moves to the goal; None
            where there is no way.
    """

    def __init__(
        self,
        network: TransitionNetwork,
        moves: Sequence[Sequence[int]],
        goal: int,
        minimise: Objective,
        *,
        avoiding: frozenset[int] = frozenset(),
        via: frozenset[int] = frozenset(),
    ):
        """Keep the question, and count how far each role is from the goal."""
        self.network = network
        self.moves = moves
        self.goal = goal
        self.minimise = minimise
        self.avoiding = avoiding
        self.via = via
        self.moves_to_go = _moves_to_go(moves, goal, avoiding)


def start_label(network: TransitionNetwork, start: int, *, holding: int = 0) -> Label:
    """Return the path of one role: what it requires is held, and what is named."""
    return Label((start,), network.required[start] | holding, 0)


def best_path(
    search: Search, root: Label, *, not_first: frozenset[int] = frozenset()
) -> Label | None:
    """Return the best path that begins with a given one, or None.

    Args:
        search: The question.
        root: The path to continue; its roles are not entered again.
        not_first: Roles that may not be the next one.
    """
    order = count()
    queue: list[tuple[Cost, tuple[int, ...], int, Label]] = []
    settled: dict[int, list[Label]] = defaultdict(list)

    def push(label: Label) -> None:
        bound = _bound(search, label)
        if bound is not None:
            heappush(queue, (bound, label.roles, next(order), label))

    push(root)
    while queue:
        label = heappop(queue)[-1]
        last = label.roles[-1]
        if last == search.goal:
            return label
        if any(_dominates(search, other, label) for other in settled[last]):
            continue
        settled[last].append(label)
        for extended in _extensions(search, label):
            if label is not root or extended.roles[-1] not in not_first:
                push(extended)
    return None


def best_paths(search: Search, root: Label) -> Iterator[Label]:
    """Yield the paths that continue a given one, best first, each once.

    The paths that are left after the best one are parted by where they leave
    it, and each part is searched for its own best.

    *Source:* E. L. Lawler, "A procedure for computing the K best solutions to
    discrete optimization problems", Management Science 18 (1972),
    doi:10.1287/mnsc.18.7.401.
    """
    waiting: list[tuple[Cost, tuple[int, ...], Label, frozenset[int]]] = []

    def look(part: Label, not_first: frozenset[int]) -> None:
        found = best_path(search, part, not_first=not_first)
        if found is not None:
            heappush(
                waiting, (cost(search.minimise, found), found.roles, part, not_first)
            )
            paths[found.roles] = found

    paths: dict[tuple[int, ...], Label] = {}
    look(root, frozenset())
    while waiting:
        _, roles, part, not_first = heappop(waiting)
        yield paths.pop(roles)
        taken = len(part.roles)
        for length in range(taken, len(roles)):
            part = (
                part
                if length == taken
                else _extended(search.network, part, roles[length - 1])
            )
            banned = not_first if length == taken else frozenset()
            look(part, banned | {roles[length]})


def cost(minimise: Objective, label: Label) -> Cost:
    """Return what a path costs, in the order in which costs are compared."""
    moves = len(label.roles) - 1
    return (moves, label.learning) if minimise == "moves" else (label.learning, moves)


def _extensions(search: Search, label: Label) -> Iterator[Label]:
    missing = search.via.difference(label.roles)
    for role in search.moves[label.roles[-1]]:
        if role in label.roles or role in search.avoiding:
            continue
        if role == search.goal and missing:
            continue
        yield _extended(search.network, label, role)


def _extended(network: TransitionNetwork, label: Label, role: int) -> Label:
    new = network.required[role] & ~label.held
    return Label(
        (*label.roles, role), label.held | new, label.learning + network.effort(new)
    )


def _bound(search: Search, label: Label) -> Cost | None:
    """Return a cost that no path from here can beat; None when none can arrive."""
    moves_left = search.moves_to_go[label.roles[-1]]
    if moves_left is None:
        return None
    network = search.network
    moves = len(label.roles) - 1 + moves_left
    learning = label.learning + network.effort(
        network.required[search.goal] & ~label.held
    )
    return (moves, learning) if search.minimise == "moves" else (learning, moves)


def _dominates(search: Search, one: Label, other: Label) -> bool:
    """Tell whether one path is at least as good as another, whatever follows.

    What follows may need what only the other holds; learning all of that is
    the most that it can cost. With roles to pass through, what follows must
    also be open to the one, and must not have been done by the other alone.
    """
    if search.via and not (
        set(one.roles) <= set(other.roles)
        and search.via.intersection(other.roles) <= set(one.roles)
    ):
        return False
    extra = search.network.effort(other.held & ~one.held)
    worst = one._replace(learning=one.learning + extra)
    return (cost(search.minimise, worst), one.roles) <= (
        cost(search.minimise, other),
        other.roles,
    )


def _moves_to_go(
    moves: Sequence[Sequence[int]], goal: int, avoiding: frozenset[int]
) -> list[int | None]:
    into = defaultdict(list)
    for origin, targets in enumerate(moves):
        for target in targets:
            into[target].append(origin)
    steps: list[int | None] = [None] * len(moves)
    steps[goal] = 0
    queue = deque([goal])
    while queue:
        target = queue.popleft()
        for origin in into[target]:
            if steps[origin] is None and origin not in avoiding:
                steps[origin] = (steps[target] or 0) + 1
                queue.append(origin)
    return steps
