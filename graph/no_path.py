"""Why there is no path, and the nearest relaxation that gives one."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from time import monotonic
from typing import Any, NamedTuple

from careergraph.errors import NoPathError
from careergraph.graph.accuracy import scheme_of
from careergraph.graph.budget import Budget
from careergraph.graph.inference_limits import LEAST_TRIED, least_similarity
from careergraph.graph.label_setting import best_path
from careergraph.graph.limits import path_search
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.pay import pay_scale
from careergraph.graph.request import PathRequest
from careergraph.ontology.facts import Facts

HIGHEST_LEVEL = 7


class Relaxation(NamedTuple):
    """A limit, and what a request is without it.

    Attributes:
        words: The relaxation, to follow "it appears when".
        changes: Fields of the request and their relaxed values.
    """

    words: str
    changes: dict[str, Any]


def no_path_error(
    facts: Facts, network: TransitionNetwork, request: PathRequest, budget: Budget
) -> NoPathError:
    """Return the error that says which limits to relax, and how far.

    The limits that would each do alone are named, with the nearest value that
    gives a path where a limit has one. Where none does alone, a smallest set is
    named: put any of its limits back, and there is no path again.

    Args:
        facts: The graph.
        network: The same as numbers and bits.
        request: What has no path.
        budget: What may be spent on all that is tried.
    """
    return _Inquiry(facts, network, request, budget).error()


class _Inquiry:
    def __init__(
        self,
        facts: Facts,
        network: TransitionNetwork,
        request: PathRequest,
        budget: Budget,
    ):
        self.facts = facts
        self.network = network
        assert request.goal is not None
        self.goal = request.goal
        self.request = request._replace(minimise="moves", over=())
        self.budget = budget
        self.longest = 0.0  # seconds that a try took at most

    def error(self) -> NoPathError:
        request = self.request
        start = f'from "{self.label(request.start)}"' if request.start else "that leads"
        said = f'there is no path {start} to "{self.label(self.goal)}"'
        limits = list(self.limits())
        alone = [limit for limit in limits if self.exists(limit.changes)]
        if alone:
            nearest = [self.nearest(limit) for limit in alone]
            words = "; or when ".join(limit.words for limit in nearest)
            return self.told(f"{said}; it appears when {words}", nearest)
        together = self.smallest(limits)
        if together:
            words = " and ".join(limit.words for limit in together)
            whole = Relaxation(words, merged(together))
            return self.told(f"{said}; it appears when {words}", [whole])
        if self.budget.is_spent:
            unsettled = "what would give one was not settled within max_states"
            return self.told(f"{said}; {unsettled} (--max-states) or max_seconds", [])
        return self.told(
            f"{said}, not even over {self.widest_moves()}; `careergraph show "
            f'"{self.label(self.goal)}"` lists the moves that lead there',
            [],
        )

    def told(self, message: str, relaxations: list[Relaxation]) -> NoPathError:
        return NoPathError(
            message,
            start=self.request.start,
            goal=self.goal,
            relaxations=[relaxation.changes for relaxation in relaxations],
        )

    def label(self, slug: str) -> str:
        return self.facts.label(slug)

    @property
    def rule(self) -> str:
        """What limits the moves that are inferred, besides the rise."""
        by_similarity = self.request.min_coverage is None
        return "min_similarity" if by_similarity else "min_coverage"

    def widest_moves(self) -> str:
        """Say which moves were walked in vain."""
        if not self.request.inferred:
            return "inferred moves"
        asked = getattr(self.request, self.rule)
        least = LEAST_TRIED if asked is None else min(asked, LEAST_TRIED)
        measure = self.rule.removeprefix("min_")
        return f"moves inferred from a {measure} of {least:.10g} on"

    def exists(self, changes: dict[str, Any]) -> bool:
        """Tell whether a path is found in time when some limits are relaxed.

        It is not tried when there is less time left than a try has taken before:
        moves under other limits are inferred in one piece.
        """
        begin = monotonic()
        if self.budget.is_late(ahead=self.longest):
            return False
        request = self.request._replace(**changes)
        search, root = path_search(self.facts, self.network, request)
        found = best_path(search, root, self.budget).label is not None
        self.longest = max(self.longest, monotonic() - begin)
        return found

    def smallest(self, limits: list[Relaxation]) -> list[Relaxation]:
        """Return limits that are needed together; none when all are not enough."""
        if not self.exists(merged(limits)):
            return []
        kept = list(limits)
        for limit in limits:
            fewer = [other for other in kept if other is not limit]
            if self.exists(merged(fewer)):
                kept = fewer
        return kept

    def limits(self) -> Iterator[Relaxation]:
        """Yield each limit of the request with what it is without it."""
        request = self.request
        for name, words in (
            ("avoiding", '"{}" is not avoided'),
            ("via", '"{}" need not be passed through'),
        ):
            slugs: tuple[str, ...] = getattr(request, name)
            for slug in slugs:
                rest = tuple(other for other in slugs if other != slug)
                yield Relaxation(words.format(self.label(slug)), {name: rest})
        for name, none, words in self.switches():
            if getattr(request, name) != none:
                yield Relaxation(words, {name: none})
        if request.inferred:
            wider = self.values(self.rule, getattr(request, self.rule))
            if wider:
                yield self.widened(self.rule, wider[-1])
            if request.max_rise < HIGHEST_LEVEL:
                words = "an inferred move may climb any number of levels"
                yield Relaxation(words, {"max_rise": HIGHEST_LEVEL})
        if request.start is None:
            words = "the first role may be of any level"
            yield Relaxation(words, {"entry_level": HIGHEST_LEVEL})

    def switches(self) -> Iterator[tuple[str, Any, str]]:
        """Yield limits that are on or off: name, off, and words for that."""
        yield "max_moves", None, "there may be more moves (leave out --max-moves)"
        yield (
            "max_learning_per_move",
            None,
            ("a move may take more learning (leave out --max-learning-per-move)"),
        )
        yield "min_pay", None, "a role may pay less (leave out --min-pay)"
        yield (
            "pay_cut",
            True,
            ("a role may pay less than the one before it (leave out --no-pay-cut)"),
        )
        yield (
            "credentials",
            True,
            ("a role may require a credential (leave out --no-credentials)"),
        )
        yield (
            "sources",
            None,
            ("the moves of all sources are walked (leave out --source)"),
        )
        yield (
            "editorial",
            True,
            ("moves that only editorial states are walked (leave out --no-editorial)"),
        )
        words = "inferred moves are walked too (inferred=True, --inferred)"
        yield "inferred", True, words

    def nearest(self, limit: Relaxation) -> Relaxation:
        """Return the same with the value nearest to the one that was asked for."""
        (name,) = limit.changes
        wanted = getattr(self.request, name)
        candidates = self.values(name, wanted)
        if not candidates:
            return limit
        place = bisect_left(
            candidates, True, key=lambda value: self.exists({name: value})
        )
        if place == len(candidates) or self.budget.is_spent:
            return limit
        return self.widened(name, candidates[place])

    def widened(self, name: str, value: Any) -> Relaxation:
        """Return the relaxation that gives a limit another value."""
        wanted = getattr(self.request, name)
        option = "--" + name.replace("_", "-")
        said = "what it is when not said" if wanted is None else f"{wanted:.10g}"
        words = f"{name} is {value}, not {said} ({option} {value})"
        return Relaxation(words, {name: value})

    def values(self, name: str, wanted: Any) -> Sequence[Any]:
        """Return values of a limit, nearest first, each wider than those before."""
        if name == "max_moves":
            return range(wanted + 1, len(self.network.roles) + 1)
        if name == "max_learning_per_move":
            everything = self.network.effort((1 << len(self.network.competencies)) - 1)
            return range(int(wanted) + 1, everything + 1)
        if name == "min_pay":
            amounts = pay_scale(self.facts, place=self.request.place).amounts.values()
            return sorted({pay for pay in amounts if pay < wanted}, reverse=True)
        if name == "min_similarity" and wanted is None:
            wanted = min(map(least_similarity, map(scheme_of, self.network.roles)))
        if name in ("min_coverage", "min_similarity"):
            least = round(LEAST_TRIED * 100)
            hundredths = range(int(wanted * 100), least - 1, -1)
            return [n / 100 for n in hundredths if n / 100 < wanted]
        if name in ("max_rise", "entry_level"):
            return range(wanted + 1, HIGHEST_LEVEL + 1)
        return ()


def merged(limits: Sequence[Relaxation]) -> dict[str, Any]:
    """Return the changes of several relaxations; roles leave a list together."""
    changes: dict[str, Any] = {}
    for limit in limits:
        for name, value in limit.changes.items():
            kept = changes.get(name, value)
            changes[name] = (
                tuple(slug for slug in kept if slug in value)
                if isinstance(value, tuple)
                else value
            )
    return changes
