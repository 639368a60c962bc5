"""Which path is wanted: names resolved, numbers checked, contradictions refused."""

from collections.abc import Iterable, Mapping
from math import inf, nan
from operator import index
from typing import Literal, NamedTuple, TypeAlias, TypedDict

from careergraph.errors import ArgumentError, UnknownConceptError
from careergraph.graph.inference_limits import MAX_RISE
from careergraph.graph.names import resolve, resolve_all
from careergraph.ontology.facts import Facts

Criterion: TypeAlias = Literal["moves", "learning", "time", "pay"]
Objective: TypeAlias = Literal["moves", "learning", "time", "pareto"]

OBJECTIVES: tuple[Objective, ...] = ("moves", "learning", "time", "pareto")
CRITERIA: tuple[Criterion, ...] = ("moves", "learning", "time", "pay")
"""What a Pareto front may be over; the path that ties are broken for comes first."""

OVER: tuple[Criterion, ...] = ("moves", "learning", "time")
"""What a Pareto front is over when nothing is said."""

ENTRY_LEVEL = 2
"""Highest level that someone who has no role yet may begin at: junior."""

PACE: float = 10
"""Hours of learning a week, beside a full-time job."""

LEAST_PACE = 0.1
"""Fewest hours a week that make sense; a month of learning takes 43 years."""

MAX_STATES = 20_000
"""States that a search may visit before it answers with the best found."""


class Limits(TypedDict, total=False):
    """The keywords of :func:`path_request`, which says what they mean."""

    minimise: str
    over: Iterable[str] | None
    holding: Iterable[str]
    avoiding: Iterable[str]
    via: Iterable[str]
    max_moves: int | None
    max_learning_per_move: float | None
    min_pay: float | None
    pay_cut: bool
    place: str | None
    credentials: bool
    sources: Iterable[str] | None
    editorial: bool
    inferred: bool
    min_coverage: float | None
    min_similarity: float | None
    max_rise: int | None
    entry_level: int | None
    pace: float
    max_states: int | None
    max_seconds: float | None


class PathRequest(NamedTuple):
    """Which path is wanted, in slugs and checked numbers.

    Attributes:
        start: Role at the start; None for someone who has skills and no role.
        goal: Role to reach; None for all that can be reached.
        minimise: What comes first; see :func:`path_request`.
        over: Criteria of a Pareto front, in the order of :data:`CRITERIA`.
        holding: Competencies held besides what the start requires.
        credentials_held: Credentials held besides those that the start requires.
        avoiding: Roles that the path does not pass through.
        via: Roles that it passes through, in any order.
        max_moves: Most moves.
        max_learning_per_move: Most hours of learning in one move.
        min_pay: Least pay a year of every role moved to, where it is known.
        pay_cut: Whether a role may pay less than the last one whose pay is known.
        place: Place whose pay counts; that with most figures when None.
        credentials: Whether a role may require a credential that is not held.
        sources: Ids of the sources whose moves are walked; those of all when None.
        editorial: Whether a move that nobody but ``editorial`` states is walked.
        inferred: Whether inferred moves are walked, too.
        min_coverage: Least coverage of an inferred move; None where similarity is
            the rule, as it is when nothing is said.
        min_similarity: Least similarity then; None for what
            :func:`~careergraph.graph.inference_limits.least_similarity` says.
        max_rise: Most levels that an inferred move climbs.
        entry_level: Highest level of the first role of someone who has none.
        pace: Hours of learning a week.
        max_states: States that the search may visit; no limit when None.
        max_seconds: Seconds that the search may take; no limit when None.
    """

    start: str | None
    goal: str | None
    minimise: Objective = "moves"
    over: tuple[Criterion, ...] = ()
    holding: tuple[str, ...] = ()
    credentials_held: tuple[str, ...] = ()
    avoiding: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    max_moves: int | None = None
    max_learning_per_move: float | None = None
    min_pay: float | None = None
    pay_cut: bool = True
    place: str | None = None
    credentials: bool = True
    sources: tuple[str, ...] | None = None
    editorial: bool = True
    inferred: bool = False
    min_coverage: float | None = None
    min_similarity: float | None = None
    max_rise: int = MAX_RISE
    entry_level: int = ENTRY_LEVEL
    pace: float = PACE
    max_states: int | None = MAX_STATES
    max_seconds: float | None = None


def path_request(
    facts: Facts,
    start: str | None,
    goal: str | None,
    *,
    minimise: str = "moves",
    over: Iterable[str] | None = None,
    holding: Iterable[str] = (),
    avoiding: Iterable[str] = (),
    via: Iterable[str] = (),
    max_moves: int | None = None,
    max_learning_per_move: float | None = None,
    min_pay: float | None = None,
    pay_cut: bool = True,
    place: str | None = None,
    credentials: bool = True,
    sources: Iterable[str] | None = None,
    editorial: bool = True,
    inferred: bool = False,
    min_coverage: float | None = None,
    min_similarity: float | None = None,
    max_rise: int | None = None,
    entry_level: int | None = None,
    pace: float = PACE,
    max_states: int | None = MAX_STATES,
    max_seconds: float | None = None,
) -> PathRequest:
    """Return a request with all names resolved and nothing contradictory in it.

    :meth:`careergraph.CareerGraph.transition_path` says what each keyword means.

    Raises:
        UnknownConceptError: If there is no role, competency or place with a name.
        AmbiguousConceptError: If there are several.
        ArgumentError: If a value has no meaning, or the limits contradict each
            other.
    """
    competencies, credentials_held = _held(facts, holding)
    request = PathRequest(
        start=None if start is None else resolve(facts, start, kind="Role"),
        goal=None if goal is None else resolve(facts, goal, kind="Role"),
        minimise=_objective(minimise),
        over=_criteria(minimise, over),
        holding=competencies,
        credentials_held=credentials_held,
        avoiding=resolve_all(facts, avoiding, kind="Role"),
        via=resolve_all(facts, via, kind="Role"),
        max_moves=checked_count("max_moves", max_moves),
        max_learning_per_move=checked_number(
            "max_learning_per_move", max_learning_per_move
        ),
        min_pay=checked_number("min_pay", min_pay),
        pay_cut=_flag("pay_cut", pay_cut),
        place=None if place is None else resolve(facts, place, kind="Place"),
        credentials=_flag("credentials", credentials),
        sources=_sources(facts, sources),
        editorial=_flag("editorial", editorial),
        inferred=_flag("inferred", inferred),
        min_coverage=_share("min_coverage", min_coverage),
        min_similarity=_share("min_similarity", min_similarity),
        max_rise=_or(checked_count("max_rise", max_rise), MAX_RISE),
        entry_level=_or(checked_count("entry_level", entry_level), ENTRY_LEVEL),
        pace=_pace(pace),
        max_states=checked_count("max_states", max_states, least=1),
        max_seconds=checked_number("max_seconds", max_seconds),
    )
    _refuse_idle(
        request,
        {
            "min_coverage": min_coverage,
            "min_similarity": min_similarity,
            "max_rise": max_rise,
        },
        entry_level,
    )
    _refuse_contradictions(facts, request)
    return request


def _held(
    facts: Facts, names: str | Iterable[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the competencies and the credentials among some names."""
    competencies, credentials = set(), set()
    for name in [names] if isinstance(names, str) else names:
        try:
            competencies.add(resolve(facts, name, kind="Competency"))
        except UnknownConceptError as unknown:
            try:
                credentials.add(resolve(facts, name, kind="Credential"))
            except UnknownConceptError:
                raise unknown from None
    return tuple(sorted(competencies)), tuple(sorted(credentials))


def _objective(name: str) -> Objective:
    for objective in OBJECTIVES:
        if objective == name:
            return objective
    raise ArgumentError(
        f'"{name}" cannot be minimised; choose {", ".join(OBJECTIVES[:-1])} '
        f"or {OBJECTIVES[-1]}"
    )


def _criteria(minimise: str, over: str | Iterable[str] | None) -> tuple[Criterion, ...]:
    if minimise != "pareto":
        if over:
            raise ArgumentError(
                'over names the criteria of a Pareto front; say minimise="pareto" too'
            )
        return ()
    names = set(OVER if not over else [over] if isinstance(over, str) else over)
    unknown = sorted(map(str, names.difference(CRITERIA)))
    if unknown:
        raise ArgumentError(
            f'"{unknown[0]}" is no criterion of a front; choose from '
            f"{', '.join(CRITERIA)}"
        )
    if len(names) == 1:
        raise ArgumentError("a Pareto front is over two criteria or more; name another")
    return tuple(name for name in CRITERIA if name in names)


def _sources(facts: Facts, ids: str | Iterable[str] | None) -> tuple[str, ...] | None:
    wanted = sorted({ids} if isinstance(ids, str) else set(ids or ()))
    for source in wanted:
        if source not in facts.source_titles:
            raise ArgumentError(
                f'there is no source "{source}"; choose from '
                f"{', '.join(facts.source_titles)}"
            )
    return tuple(wanted) or None


def checked_number(name: str, value: float | None, *, least: float = 0) -> float | None:
    """Return a finite number that is large enough, or None.

    Raises:
        ArgumentError: If it is something else.
    """
    if value is None:
        return None
    if not least <= _real(value) < inf:
        raise ArgumentError(f"{name} is {value!r}; give a number of at least {least}")
    return value if isinstance(value, int) else float(value)


def checked_count(name: str, value: int | None, *, least: int = 0) -> int | None:
    """Return a whole number that is large enough, or None.

    Raises:
        ArgumentError: If it is something else.
    """
    if value is None:
        return None
    try:
        number = least - 1 if isinstance(value, bool) else index(value)
    except TypeError:
        number = least - 1
    if number < least:
        raise ArgumentError(
            f"{name} is {value!r}; give a whole number of at least {least}"
        )
    return number


def _real(value: object) -> float:
    """Return a value as a number; what is none as NaN, which compares with nothing."""
    if isinstance(value, str | bytes | bool):
        return nan
    try:
        return float(value)  # type: ignore[arg-type]  # what fails is caught
    except (OverflowError, TypeError, ValueError):
        return nan


def _share(name: str, value: float | None) -> float | None:
    if value is None:
        return None
    if not 0 <= _real(value) <= 1:
        raise ArgumentError(f"{name} is {value!r}; give a share from 0 to 1")
    return float(value)


def _pace(value: float) -> float:
    if not LEAST_PACE <= _real(value) <= 168:
        raise ArgumentError(
            f"pace is {value!r}; give hours a week, from {LEAST_PACE} to 168"
        )
    return float(value)


def _flag(name: str, value: bool) -> bool:
    if not isinstance(value, bool):
        raise ArgumentError(f"{name} is {value!r}; say True or False")
    return value


def _or(value: int | None, default: int) -> int:
    return default if value is None else value


def _refuse_idle(
    request: PathRequest,
    of_inferred: Mapping[str, float | None],
    entry_level: int | None,
) -> None:
    """Refuse a value that would change nothing: it was meant to."""
    for name, value in of_inferred.items():
        if value is not None and not request.inferred:
            raise ArgumentError(
                f"{name} limits inferred moves; walk them too "
                "(inferred=True, --inferred)"
            )
    if entry_level is not None and request.start is not None:
        raise ArgumentError("entry_level is for a start without a role; leave it out")
    asks_pay = request.min_pay is not None or not request.pay_cut
    if request.place and not (asks_pay or "pay" in request.over):
        raise ArgumentError(
            "place says whose pay counts; ask for min_pay, no pay cut, or a Pareto "
            "front over pay"
        )


def _refuse_contradictions(facts: Facts, request: PathRequest) -> None:
    if request.min_coverage is not None and request.min_similarity is not None:
        raise ArgumentError(
            "moves are inferred by coverage or by similarity; give min_coverage or "
            "min_similarity, not both"
        )
    ends: dict[str | None, str] = {
        None: "",
        request.start: "the start",
        request.goal: "the goal",
    }
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
    if request.start is not None and request.start == request.goal and request.via:
        raise ArgumentError(
            "start and goal are one role; there is nothing to pass through"
        )
    most, between = request.max_moves, len(request.via)
    if between and most is not None and most <= between:
        raise ArgumentError(
            f"to pass through {between} {'role' if between == 1 else 'roles'} takes at "
            f"least {between + 1} moves; max_moves is {most}"
        )
    if request.sources == ("editorial",) and not request.editorial:
        raise ArgumentError(
            "only editorial moves and no editorial moves leaves none; drop one limit"
        )
