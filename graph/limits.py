"""What the limits of a request mean for a search."""

from collections.abc import Sequence

from careergraph.errors import ArgumentError
from careergraph.graph.distances import steps_to, weight_to
from careergraph.graph.moves import AnyMoves
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.pay import PayScale, pay_scale
from careergraph.graph.request import PathRequest
from careergraph.graph.search import UNKNOWN_PAY, Label, Search
from careergraph.ontology.facts import Facts

_ORDERS = {
    "moves": ("moves", "learning"),
    "learning": ("learning", "moves"),
    "time": ("time", "moves", "learning"),
}
WEEKS_A_YEAR, MONTHS_A_YEAR = 52, 12


def path_search(
    facts: Facts, network: TransitionNetwork, request: PathRequest
) -> tuple[Search, Label]:
    """Return the search for a request, and the path of the start alone to continue.

    A start without a role is a role of its own: it requires what is named, and
    leads to every role whose level is low enough to begin at.

    Raises:
        ArgumentError: If the graph does not know what is to be minimised.
    """
    return _Problem(facts, network, request).search()


def wanted_sources(facts: Facts, request: PathRequest) -> frozenset[str] | None:
    """Return the ids of the sources whose moves are walked; None for all."""
    if request.sources is None and request.editorial:
        return None
    wanted = set(facts.source_titles if request.sources is None else request.sources)
    return frozenset(wanted if request.editorial else wanted - {"editorial"})


def walked(facts: Facts, network: TransitionNetwork, request: PathRequest) -> AnyMoves:
    """Return the moves that a request allows, whatever its other limits."""
    return network.moves(
        inferred=request.inferred,
        min_coverage=request.min_coverage,
        min_similarity=request.min_similarity,
        max_rise=request.max_rise,
        sources=wanted_sources(facts, request),
    )


def required_credentials(facts: Facts, role: str) -> list[str]:
    """Return the credentials that a role requires, sorted by slug."""
    named = facts.objects(role, "requires")
    return [slug for slug in named if facts.is_a(slug, "Credential")]


def credentials_at_start(facts: Facts, request: PathRequest) -> set[str]:
    """Return the credentials that are held at the start."""
    by_role = required_credentials(facts, request.start) if request.start else []
    return {*by_role, *request.credentials_held}


def held_at_start(
    facts: Facts, network: TransitionNetwork, request: PathRequest
) -> int:
    """Return the competencies that are held at the start.

    They are what the present role requires, what is named, what credentials that
    are named attest, and what all these rest on.
    """
    attested = (
        slug
        for credential in request.credentials_held
        for slug in facts.objects(credential, "teaches")
    )
    held = network.closed([*request.holding, *attested])
    if request.start is not None:
        held |= network.required[network.number(request.start)]
    return held


def pay_matters(request: PathRequest) -> bool:
    """Tell whether a request asks for anything about pay."""
    return request.min_pay is not None or not request.pay_cut or "pay" in request.over


class _Problem:
    """A request on its way to a search."""

    def __init__(self, facts: Facts, network: TransitionNetwork, request: PathRequest):
        self.facts = facts
        self.network = network
        self.request = request

    def search(self) -> tuple[Search, Label]:
        network, request = self.network, self.request
        walk = walked(self.facts, network, request)
        pay = self.pay()
        blocked = self.blocked(pay)
        order = self.order()
        goal = None if request.goal is None else network.number(request.goal)
        moves = walk
        steps, months = _to_go(walk, goal, blocked, network.dwell, order)
        dwell = network.dwell
        if request.start is None:
            # One role more; what lies before it is bounded by a single move.
            moves, dwell = walk.begun_at(self.entries()), (*dwell, 0)
            steps, months = [*steps, 1], months and [*months, 0]
        hours, weeks = request.pace.as_integer_ratio()
        search = Search(
            required=network.required,
            effort=network.effort,
            efforts_beyond=network.efforts_beyond,
            moves=moves,
            goal=goal,
            order=order,
            front=len(request.over),
            dwell=dwell,
            month=WEEKS_A_YEAR * hours,
            hour=MONTHS_A_YEAR * weeks,
            blocked=blocked,
            via=frozenset(map(network.number, request.via)),
            max_moves=request.max_moves,
            max_learning_per_move=request.max_learning_per_move,
            pay=pay,
            pay_cut=request.pay_cut,
            moves_to_go=steps,
            dwell_to_go=months,
        )
        start = len(walk) if request.start is None else network.number(request.start)
        held = held_at_start(self.facts, network, request)
        last_pay = pay.get(start, 0)
        return search, Label((start,), 1 << start, held, 0, 0, last_pay, UNKNOWN_PAY)

    def order(self) -> tuple[str, ...]:
        request = self.request
        wanted = (request.minimise, *request.over)
        if "time" in wanted and not self.network.knows_stays:
            raise ArgumentError(
                "this graph tells of no role how long people stay in it; "
                "minimise moves or learning"
            )
        if request.over:
            ties = [name for name in ("moves", "learning") if name not in request.over]
            return (*request.over, *ties)
        return _ORDERS[request.minimise]

    def entries(self) -> tuple[int, ...]:
        """Return the roles at which someone without a role may begin, sorted."""
        most = self.request.entry_level
        return tuple(
            number
            for number, level in enumerate(self.network.level)
            if level is not None and level <= most
        )

    def pay(self) -> dict[int, int]:
        if not pay_matters(self.request):
            return {}
        scale = request_pay(self.facts, self.request)
        return {self.network.number(r): amount for r, amount in scale.amounts.items()}

    def blocked(self, pay: dict[int, int]) -> frozenset[int]:
        request, network = self.request, self.network
        blocked = set(map(network.number, request.avoiding))
        least = request.min_pay
        if least is not None:
            blocked |= {role for role, amount in pay.items() if amount < least}
        if not request.credentials:
            held = credentials_at_start(self.facts, request)
            blocked |= {
                number
                for number, role in enumerate(network.roles)
                if not held.issuperset(required_credentials(self.facts, role))
            }
        if request.start is not None:
            blocked.discard(network.number(request.start))
        return frozenset(blocked)


def _to_go(
    moves: AnyMoves,
    goal: int | None,
    blocked: frozenset[int],
    dwell: Sequence[int],
    order: tuple[str, ...],
) -> tuple[list[int | None], list[int | None]]:
    """Return the least moves and months from every role; none of what is not asked."""
    if goal is None:
        return [], []
    if goal in blocked:
        return [None] * len(moves), []
    months = weight_to(moves, goal, blocked, dwell) if "time" in order else []
    return steps_to(moves, goal, blocked), months


def request_pay(facts: Facts, request: PathRequest) -> PayScale:
    """Return the pay that a request compares.

    Raises:
        ArgumentError: If the graph knows no pay there.
    """
    scale = pay_scale(facts, place=request.place)
    if not scale.amounts:
        place = f" in {facts.label(request.place)}" if request.place else ""
        raise ArgumentError(f"this graph knows no pay{place}; leave the limit out")
    return scale
