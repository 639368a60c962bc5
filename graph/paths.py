"""Transition paths: from a role to another, move by move, with reasons."""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, pairwise
from typing import Any, NamedTuple

from careergraph.errors import ArgumentError, BudgetError
from careergraph.graph.limits import (
    MONTHS_A_YEAR,
    WEEKS_A_YEAR,
    credentials_at_start,
    held_at_start,
    path_search,
    pay_matters,
    request_pay,
    required_credentials,
    wanted_sources,
)
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.request import PathRequest, checked_count
from careergraph.graph.result import Result
from careergraph.graph.search import (
    Budget,
    Cost,
    Label,
    Outcome,
    Search,
    best_paths,
    different_paths,
    pareto_front,
)
from careergraph.ontology.facts import Fact, Facts


@dataclass(frozen=True)
class Move:
    """One move of a path.

    Attributes:
        origin: Slug of the role that is left; None for someone who has none yet.
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

    origin: str | None
    target: str
    kind: str
    sources: tuple[str, ...]
    held: tuple[str, ...]
    learn: tuple[str, ...]
    hours: int
    credentials: tuple[str, ...]
    _facts: Facts = field(repr=False, compare=False)

    @property
    def statements(self) -> tuple[Fact, ...]:
        """The statements that justify the move, each with its sources."""
        from careergraph.graph.why import statements

        return statements(self._facts, self)

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
            "statements": [
                {**fact._asdict(), "sources": list(fact.sources)}
                for fact in self.statements
            ],
        }


class Pay(NamedTuple):
    """What the roles of a path pay, where a request asks for it.

    Attributes:
        place: Slug of the place.
        currency: ISO 4217 code.
        amounts: Slugs of the roles whose pay there is known, with the pay a year,
            in the order of the path.
        unknown: Slugs of the roles whose pay there is not known.
        least: The least known pay of the roles moved to, or None.
    """

    place: str
    currency: str
    amounts: tuple[tuple[str, int], ...]
    unknown: tuple[str, ...]
    least: int | None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, for JSON."""
        return {
            "place": self.place,
            "currency": self.currency,
            "amounts": dict(self.amounts),
            "unknown": list(self.unknown),
            "least": self.least,
        }


@dataclass(frozen=True)
class Path(Result):
    """A way from a role to another.

    Attributes:
        start: Slug of the role at the start; None for someone who has none.
        goal: Slug of the role at the end.
        minimise: What comes first: ``moves``, ``learning``, ``time``; ``pareto``
            for a path of a front.
        optimal: True when it is proven that no other path is better, save those
            that were listed before it; for a front, that it is whole.
        lower_bound: Moves, hours or months that no such path can beat; for a front
            those of its first criterion.
        moves: From the start to the goal; none when the two are the same.
        dwell: Months that people typically stay in the roles between start and
            goal; None when the graph tells it of no role.
        unknown_stay: Slugs of the roles between of which it tells no typical
            years; the median of the others stands in for each.
        pace: Hours of learning a week.
        pay: What the roles pay, when the request asked for it.
    """

    start: str | None
    goal: str
    minimise: str
    optimal: bool
    lower_bound: float
    moves: tuple[Move, ...]
    dwell: int | None
    unknown_stay: tuple[str, ...]
    pace: float
    pay: Pay | None
    _facts: Facts = field(repr=False, compare=False)

    @property
    def roles(self) -> tuple[str, ...]:
        """Slugs of the roles on the way, from the start to the goal."""
        start = () if self.start is None else (self.start,)
        return (*start, *(move.target for move in self.moves))

    @cached_property
    def learning(self) -> int:
        """Hours of effort for all that is to be learnt; each competency counts once."""
        return sum(move.hours for move in self.moves)

    @property
    def months(self) -> float | None:
        """Months from the start to the goal, or None when no stay is known.

        They are the typical years in the roles between, and the hours of
        learning at the given pace.
        """
        if self.dwell is None:
            return None
        weeks = self.learning / self.pace
        return round(self.dwell + weeks * MONTHS_A_YEAR / WEEKS_A_YEAR, 1)

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
                "months": self.months,
            },
            "unknown_stay": list(self.unknown_stay),
            "pace": self.pace,
            "pay": None if self.pay is None else self.pay.to_dict(),
            "moves": [move.to_dict() for move in self.moves],
        }

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for each move."""
        return [
            {
                "from": move.origin,
                "to": move.target,
                "kind": move.kind,
                "sources": ", ".join(move.sources),
                "hours": move.hours,
                "learn": ", ".join(move.learn),
            }
            for move in self.moves
        ]

    def to_text(self, *, width: int = 80) -> str:
        """Return the path as advice to read, in lines of at most ``width``."""
        from careergraph.graph.advice import path_text

        return path_text(self, self._facts, width=width)

    def why(self, *, width: int = 80) -> str:
        """Return the statements that justify each move, with their sources, to read."""
        from careergraph.graph.why import why_text

        return why_text(self, self._facts, width=width)

    def to_mermaid(self) -> str:
        """Return the path as a Mermaid flowchart."""
        from careergraph.graph.mermaid import path_mermaid

        return path_mermaid(self, self._facts)

    def to_picture(self, file: "str | os.PathLike[str]") -> None:
        """Draw the path for a slide, as SVG or PNG by the ending of the file.

        Raises:
            ArgumentError: If the file ends otherwise.
            OutputError: If it cannot be written, or matplotlib is not installed.
        """
        from careergraph.graph.picture import save_picture

        save_picture(self, self._facts, file)


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
        ArgumentError: If ``k`` is less than 1, or the graph does not know what is
            to be minimised.
    """
    checked_count("k", k, least=1)
    checked_count("max_shared", max_shared)
    if request.goal is None:
        raise ArgumentError("a path has a goal; name a role")
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
    return as_paths(facts, network, request, search, outcomes)


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


def as_paths(
    facts: Facts,
    network: TransitionNetwork,
    request: PathRequest,
    search: Search,
    outcomes: list[Outcome],
) -> list[Path]:
    """Return what a search has found as paths.

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

    raise no_path_error(facts, network, request)


class PathWriter:
    """Turns what a search has found into paths."""

    def __init__(
        self,
        facts: Facts,
        network: TransitionNetwork,
        request: PathRequest,
        search: Search,
    ):
        """Keep the question and what is held at its start."""
        self._facts = facts
        self._network = network
        self._request = request
        self._search = search
        self._stated = network.stated(wanted_sources(facts, request))
        self._held = held_at_start(facts, network, request)
        self._credentials = credentials_at_start(facts, request)

    def path(self, outcome: Outcome) -> Path:
        """Return an outcome that has a label as a path."""
        label = outcome.label
        assert label is not None
        between = label.roles[1:-1]
        network = self._network
        moves = tuple(self._moves(label))
        return Path(
            start=self._request.start,
            goal=network.roles[label.roles[-1]],
            minimise=self._request.minimise,
            optimal=outcome.proven,
            lower_bound=self._lower_bound(outcome.lower_bound),
            moves=moves,
            dwell=sum(network.dwell[r] for r in between)
            if any(network.stays)
            else None,
            unknown_stay=tuple(
                network.roles[role] for role in between if network.stays[role] is None
            ),
            pace=self._request.pace,
            pay=self._pay(label) if pay_matters(self._request) else None,
            _facts=self._facts,
        )

    def _lower_bound(self, cost: Cost | None) -> float:
        """Return what comes first in a bound, in moves, hours or months."""
        assert cost is not None
        least = cost[0]
        if self._search.order[0] == "time":
            return least * 10 // self._search.month / 10  # rounded down, as a bound is
        return least

    def _moves(self, label: Label) -> Iterator[Move]:
        held, credentials = self._held, set(self._credentials)
        for origin, target in pairwise(label.roles):
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
