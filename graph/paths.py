"""Transition paths: from a role to another, move by move, with reasons."""

import sys
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Any, NamedTuple

from careergraph.errors import ArgumentError, NoPathError
from careergraph.graph.names import resolve, resolve_all
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.search import Label, Objective, Search, best_paths, start_label
from careergraph.ontology.facts import Facts

OBJECTIVES: tuple[Objective, ...] = ("moves", "learning")


@dataclass(frozen=True)
class Move:
    """One move of a path.

    Attributes:
        origin: Slug of the role that is left.
        target: Slug of the role that is taken up.
        kind: ``asserted`` when a source states the move, else ``inferred``.
        sources: Ids of the sources that state it; none for an inferred move.
        held: Slugs of what the target requires and the person holds by then.
        learn: Slugs of what is missing, with all that it rests on, in learning
            order.
        hours: Effort of what is to be learnt.
        credentials: Slugs of the credentials that the target requires, and no role
            before it.
    """

    origin: str
    target: str
    kind: str
    sources: tuple[str, ...]
    held: tuple[str, ...]
    learn: tuple[str, ...]
    hours: int
    credentials: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the move as plain values, for JSON."""
        return {
            "from": self.origin,
            "to": self.target,
            "kind": self.kind,
            "sources": list(self.sources),
            "held": list(self.held),
            "learn": list(self.learn),
            "hours": self.hours,
            "credentials": list(self.credentials),
        }


@dataclass(frozen=True)
class Path:
    """A way from a role to another.

    Attributes:
        start: Slug of the role at the start.
        goal: Slug of the role at the end.
        minimise: What comes first: ``moves`` or ``learning``.
        optimal: True when it is proven that no other path is better, save those
            that were listed before it.
        lower_bound: Moves or hours that no such path can beat.
        moves: From the start to the goal; none when the two are the same.
    """

    start: str
    goal: str
    minimise: Objective
    optimal: bool
    lower_bound: int
    moves: tuple[Move, ...]
    _facts: Facts = field(repr=False, compare=False)

    @property
    def roles(self) -> tuple[str, ...]:
        """Slugs of the roles on the way, from the start to the goal."""
        return (self.start, *(move.target for move in self.moves))

    @property
    def learning(self) -> int:
        """Hours of effort for all that is to be learnt; each competency counts once."""
        return sum(move.hours for move in self.moves)

    def to_dict(self) -> dict[str, Any]:
        """Return the path as plain values, for JSON."""
        return {
            "start": self.start,
            "goal": self.goal,
            "minimise": self.minimise,
            "optimal": self.optimal,
            "lower_bound": self.lower_bound,
            "cost": {
                "moves": len(self.moves),
                "learning": self.learning,
                "months": None,
            },
            "moves": [move.to_dict() for move in self.moves],
        }

    def to_text(self, *, width: int = 80) -> str:
        """Return the path as advice to read, in lines of at most ``width``."""
        from careergraph.graph.advice import path_text

        return path_text(self, self._facts, width=width)

    def __str__(self) -> str:
        """Return the path as advice to read."""
        return self.to_text()

    def _repr_html_(self) -> str:
        from careergraph.graph.advice import path_html

        return path_html(self, self._facts)


class PathRequest(NamedTuple):
    """Which path is wanted, in slugs.

    Attributes:
        start: Role at the start.
        goal: Role to reach.
        minimise: What comes first: ``moves``, then learning; or the reverse.
        holding: Competencies held besides what the start requires.
        avoiding: Roles that the path does not pass through.
        via: Roles that it passes through, in any order.
        inferred: Walk inferred moves too, not only those that a source states.
    """

    start: str
    goal: str
    minimise: Objective = "moves"
    holding: tuple[str, ...] = ()
    avoiding: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    inferred: bool = False


def path_request(
    facts: Facts,
    start: str,
    goal: str,
    *,
    minimise: str = "moves",
    holding: Iterable[str] = (),
    avoiding: Iterable[str] = (),
    via: Iterable[str] = (),
    inferred: bool = False,
) -> PathRequest:
    """Return a request with all names resolved and nothing contradictory in it.

    Raises:
        UnknownConceptError: If there is no role or competency with a name.
        AmbiguousConceptError: If there are several.
        ArgumentError: If ``minimise`` is none of :data:`OBJECTIVES`, or the
            limits contradict each other.
    """
    objective = next((name for name in OBJECTIVES if name == minimise), None)
    if objective is None:
        raise ArgumentError(
            f'"{minimise}" cannot be minimised; choose {" or ".join(OBJECTIVES)}'
        )

    request = PathRequest(
        start=resolve(facts, start, kind="Role"),
        goal=resolve(facts, goal, kind="Role"),
        minimise=objective,
        holding=resolve_all(facts, holding, kind="Competency"),
        avoiding=resolve_all(facts, avoiding, kind="Role"),
        via=resolve_all(facts, via, kind="Role"),
        inferred=inferred,
    )
    _refuse_contradictions(facts, request)
    return request


def _refuse_contradictions(facts: Facts, request: PathRequest) -> None:
    ends = {request.start: "the start", request.goal: "the goal"}
    for slug in request.avoiding:
        place = ends.get(slug) or (
            "a role to pass through" if slug in request.via else None
        )
        if place:
            raise ArgumentError(
                f'"{facts.label(slug)}" is {place}; it cannot be avoided'
            )
    for slug in request.via:
        if slug in ends:
            raise ArgumentError(
                f'"{facts.label(slug)}" is {ends[slug]}; name other roles to pass through'
            )
    if request.start == request.goal and request.via:
        raise ArgumentError(
            "start and goal are one role; there is nothing to pass through"
        )


def find_paths(
    facts: Facts, network: TransitionNetwork, request: PathRequest, *, k: int = 1
) -> list[Path]:
    """Return the best paths, best first; fewer than ``k`` when there are no more.

    Equal paths are in the order of the slugs of their roles. No path visits a
    role twice.

    Raises:
        NoPathError: If there is none; it says which limit to relax.
        ArgumentError: If ``k`` is less than 1.
    """
    if not isinstance(k, int) or not 1 <= k <= sys.maxsize:
        raise ArgumentError(f"k is {k}; ask for a whole number of paths, at least one")
    paths = [
        _path(facts, network, request, label)
        for label in islice(_labels(network, request), k)
    ]
    if not paths:
        raise NoPathError(
            _why_no_path(facts, network, request),
            start=request.start,
            goal=request.goal,
        )
    return paths


def _labels(network: TransitionNetwork, request: PathRequest) -> Iterable[Label]:
    moves = network.moves(inferred=request.inferred)
    search = Search(
        network,
        moves,
        network.number(request.goal),
        request.minimise,
        avoiding=frozenset(map(network.number, request.avoiding)),
        via=frozenset(map(network.number, request.via)),
    )
    start = network.number(request.start)
    return best_paths(
        search, start_label(network, start, holding=network.closed(request.holding))
    )


def _path(
    facts: Facts, network: TransitionNetwork, request: PathRequest, label: Label
) -> Path:
    held = start_label(
        network, label.roles[0], holding=network.closed(request.holding)
    ).held
    moves = []
    credentials = set(required_credentials(facts, request.start))
    for origin, target in pairwise(label.roles):
        moves.append(_move(facts, network, origin, target, held, credentials))
        held |= network.required[target]
        credentials.update(moves[-1].credentials)
    learning = sum(move.hours for move in moves)
    return Path(
        start=request.start,
        goal=request.goal,
        minimise=request.minimise,
        optimal=True,
        lower_bound=len(moves) if request.minimise == "moves" else learning,
        moves=tuple(moves),
        _facts=facts,
    )


def required_credentials(facts: Facts, role: str) -> list[str]:
    """Return the credentials that a role requires, sorted by slug."""
    named = facts.objects(role, "requires")
    return [slug for slug in named if facts.is_a(slug, "Credential")]


def _move(
    facts: Facts,
    network: TransitionNetwork,
    origin: int,
    target: int,
    held: int,
    credentials: Collection[str],
) -> Move:
    start, end = network.roles[origin], network.roles[target]
    new = network.required[target] & ~held
    named = [stated.value for stated in facts.values(end, "requires")]
    sources = next(
        (s.sources for s in facts.values(start, "leadsTo") if s.value == end), None
    )
    return Move(
        origin=start,
        target=end,
        kind="inferred" if sources is None else "asserted",
        sources=sources or (),
        held=tuple(slug for slug in named if network.bit(slug) & held),
        learn=tuple(network.learning_order(new)),
        hours=network.effort(new),
        credentials=tuple(
            slug for slug in required_credentials(facts, end) if slug not in credentials
        ),
    )


def _why_no_path(facts: Facts, network: TransitionNetwork, request: PathRequest) -> str:
    """Say that there is no path, and the first relaxation that would open one."""
    start, goal = facts.label(request.start), facts.label(request.goal)
    relaxations = {
        "it appears when no role is avoided": request._replace(avoiding=()),
        "it appears when no role has to be passed through": request._replace(via=()),
        "it appears when inferred moves are walked too (inferred=True, --inferred)": (
            request._replace(inferred=True)
        ),
        "it appears with both of these limits off": request._replace(
            avoiding=(), via=()
        ),
        "it appears with all these limits off and inferred moves walked too": request._replace(
            avoiding=(), via=(), inferred=True
        ),
    }
    for words, relaxed in relaxations.items():
        if relaxed != request and next(iter(_labels(network, relaxed)), None):
            return f'there is no path from "{start}" to "{goal}"; {words}'
    return (
        f'there is no path from "{start}" to "{goal}", not even over inferred moves; '
        f'`careergraph show "{goal}"` lists the moves that lead there'
    )
