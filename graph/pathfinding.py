"""Find the paths that a request asks for, and write them with their reasons."""

import sys
from collections.abc import Iterator
from functools import partial
from itertools import islice, pairwise

from careergraph.errors import ArgumentError, BudgetError
from careergraph.graph.budget import Budget
from careergraph.graph.label_setting import (
    Outcome,
    best_paths,
    different_paths,
    pareto_front,
)
from careergraph.graph.limits import (
    credentials_at_start,
    held_at_start,
    path_search,
    pay_matters,
    request_pay,
    required_credentials,
    wanted_sources,
)
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.paths import Move, Path, Pay
from careergraph.graph.request import PathRequest, checked_count
from careergraph.graph.search import Cost, Label, Search
from careergraph.ontology.facts import Facts


def find_paths(
    facts: Facts,
    network: TransitionNetwork,
    request: PathRequest,
    *,
    k: int | None = 1,
    max_shared: int | None = None,
) -> list[Path]:
    """Return the best paths, best first; fewer than ``k`` when there are no more.

    Equal paths are in the order of the slugs of their roles. No path visits a
    role twice. A Pareto front is in the order of its criteria.

    Args:
        facts: The graph.
        network: The same as numbers and bits.
        request: Which paths are wanted.
        k: How many; None for a whole front.
        max_shared: Most roles between start and goal that any two of the paths
            have in common; any number when None.

    Raises:
        NoPathError: If there is none; it says which limit to relax.
        BudgetError: If the budget ran out before any was found.
        ArgumentError: If ``k`` is less than 1, if a front is asked to share few
            roles, or if the graph does not know what is to be minimised.
    """
    checked_count("k", k, least=1)
    checked_count("max_shared", max_shared)
    if request.goal is None:
        raise ArgumentError("a path has a goal; name a role")
    if request.over and max_shared is not None:
        raise ArgumentError(
            "max_shared is for alternatives; a Pareto front is one set of paths, so "
            "leave it out"
        )
    most = None if k is None else min(k, sys.maxsize)  # what islice can count to
    search, root = path_search(facts, network, request)
    budget = request_budget(request)
    if request.over:
        outcomes = _front(search, pareto_front(search, root, budget), most)
    elif max_shared is not None:
        different = different_paths(search, root, budget, max_shared=max_shared)
        outcomes = list(islice(different, most))
    else:
        outcomes = list(islice(best_paths(search, root, budget), most))
    return _as_paths(facts, network, request, search, outcomes, budget)


def request_budget(request: PathRequest) -> Budget:
    """Return what a request may spend."""
    return Budget(states=request.max_states, seconds=request.max_seconds)


def _front(search: Search, found: Iterator[Outcome], most: int | None) -> list[Outcome]:
    """Return the members of a front, none proven when the front is not whole."""
    outcomes = list(found)
    whole = all(outcome.proven for outcome in outcomes)
    labels = [outcome.label for outcome in outcomes if outcome.label is not None]
    members = [
        outcome
        for outcome in outcomes
        if outcome.label is not None and search.has_place(outcome.label, labels)
    ]
    if whole or not members:
        return members[:most] or outcomes
    return [outcome._replace(proven=False) for outcome in members[:most]]


def _as_paths(
    facts: Facts,
    network: TransitionNetwork,
    request: PathRequest,
    search: Search,
    outcomes: list[Outcome],
    budget: Budget,
) -> list[Path]:
    """Return what a search has found as paths.

    What is left of the budget may go into why there is none.

    Raises:
        NoPathError: If it has proven that there is none.
        BudgetError: If it has found none, and proven nothing.
    """
    writer = PathWriter(facts, network, request, search)
    paths = [writer.path(outcome) for outcome in outcomes if outcome.label is not None]
    if paths:
        return paths
    if outcomes:
        raise BudgetError(
            "the budget ran out before a path was found; raise max_states "
            "(--max-states) or max_seconds (--max-seconds)"
        )
    from careergraph.graph.no_path import no_path_error

    raise no_path_error(facts, network, request, budget)


class PathWriter:
    """Turns what a search has found into paths."""

    def __init__(
        self,
        facts: Facts,
        network: TransitionNetwork,
        request: PathRequest,
        search: Search,
    ):
        """Keep the question."""
        self._facts = facts
        self._network = network
        self._request = request
        self._search = search

    def path(self, outcome: Outcome) -> Path:
        """Return an outcome that has a label as a path."""
        label = outcome.label
        assert label is not None
        network = self._network
        roles = label.roles if self._request.start is not None else label.roles[1:]
        between = label.roles[1:-1]
        return Path(
            start=self._request.start,
            goal=network.roles[label.roles[-1]],
            minimise=self._request.minimise,
            optimal=outcome.proven,
            lower_bound=self._lower_bound(outcome.lower_bound),
            roles=tuple(network.roles[role] for role in roles),
            learning=label.learning,
            dwell=sum(network.dwell[r] for r in between)
            if network.knows_stays
            else None,
            unknown_stay=tuple(
                network.roles[role] for role in between if network.stays[role] is None
            ),
            pace=self._request.pace,
            pay=self._pay(label) if pay_matters(self._request) else None,
            _facts=self._facts,
            _reasons=partial(
                _reasons, self._facts, network, self._request, label.roles
            ),
        )

    def _lower_bound(self, cost: Cost | None) -> float:
        """Return what comes first in a bound, in moves, hours or months."""
        assert cost is not None
        least = cost[0]
        if self._search.order[0] == "time":
            return least * 10 // self._search.month / 10  # rounded down, as a bound is
        return least

    def _pay(self, label: Label) -> Pay:
        scale = request_pay(self._facts, self._request)
        roles = [
            self._network.roles[r] for r in label.roles if r < len(self._network.roles)
        ]
        known = tuple((r, scale.amounts[r]) for r in roles if r in scale.amounts)
        entered = roles if self._request.start is None else roles[1:]
        return Pay(
            place=scale.place,
            currency=scale.currency,
            amounts=known,
            unknown=tuple(role for role in roles if role not in scale.amounts),
            least=min((pay for role, pay in known if role in entered), default=None),
        )


def _reasons(
    facts: Facts,
    network: TransitionNetwork,
    request: PathRequest,
    roles: tuple[int, ...],
) -> tuple[Move, ...]:
    """Return the moves between the roles of a path, each with what it rests on."""
    return tuple(_Reasons(facts, network, request).moves(roles))


class _Reasons:
    """What a move rests on."""

    def __init__(self, facts: Facts, network: TransitionNetwork, request: PathRequest):
        """Keep what is held at the start, and by what moves are known."""
        self._facts = facts
        self._network = network
        self._by_similarity = request.min_coverage is None
        self._stated = network.moves(
            inferred=False, sources=wanted_sources(facts, request)
        )
        self._held = held_at_start(facts, network, request)
        self._credentials = credentials_at_start(facts, request)

    def moves(self, roles: tuple[int, ...]) -> Iterator[Move]:
        """Yield the moves between roles, of which each may need the ones before."""
        held, credentials = self._held, set(self._credentials)
        for origin, target in pairwise(roles):
            move = self._move(origin, target, held, credentials)
            yield move
            held |= self._network.required[target]
            credentials.update(move.credentials)

    def _move(self, origin: int, target: int, held: int, credentials: set[str]) -> Move:
        facts, network = self._facts, self._network
        end = network.roles[target]
        is_role = origin < len(network.roles)
        is_stated = is_role and target in self._stated[origin]
        new = network.required[target] & ~held
        named = facts.objects(end, "requires")
        return Move(
            origin=network.roles[origin] if is_role else None,
            target=end,
            kind="asserted" if is_stated else "inferred",
            sources=network.sources(origin, target) if is_stated else (),
            coverage=network.coverage(origin, target)
            if is_role and not is_stated and not self._by_similarity
            else None,
            similar=network.similar_moves.between(network.roles[origin], end)
            if is_role and not is_stated and self._by_similarity
            else None,
            held=tuple(slug for slug in named if network.bit(slug) & held),
            learn=tuple(network.learning_order(new)),
            hours=network.effort(new),
            credentials=tuple(
                slug
                for slug in required_credentials(facts, end)
                if slug not in credentials
            ),
            _facts=facts,
        )
