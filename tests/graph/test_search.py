"""The search against brute force over all simple paths."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, count, pairwise, product
from math import inf
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careergraph.errors import BudgetError, NoPathError
from careergraph.graph import budget as budgets
from careergraph.graph.label_setting import best_path
from careergraph.graph.limits import path_search
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.pathfinding import find_paths
from careergraph.graph.paths import Path
from careergraph.graph.request import CRITERIA, PathRequest
from careergraph.ontology.facts import Facts

FactsMaker = Callable[..., Facts]

ROLES = [f"r{i}" for i in range(7)]
SKILLS = [f"s{i}" for i in range(6)]
START, GOAL = ROLES[0], ROLES[-1]


SEEDED = st.randoms(use_true_random=True)
"""Drawn as one seed: choices that Hypothesis draws one by one take three times as
long as the searches. What fails is told by its seed, and is as small as the rest."""


@dataclass(frozen=True)
class Career:
    """A small graph, in sets: what the search is held against uses nothing else."""

    moves: dict[tuple[str, str], str]
    requires: dict[str, frozenset[str]]
    optional: dict[str, frozenset[str]]
    prerequisite: frozenset[tuple[str, str]]
    effort: dict[str, int]
    level: dict[str, int]
    years: dict[str, tuple[int, int]]
    pay: dict[str, int]
    degree: frozenset[str]

    def facts(self, make_facts: FactsMaker) -> Facts:
        kinds = dict.fromkeys(ROLES, "Role") | dict.fromkeys(SKILLS, "Skill")
        kinds |= {"land": "Place", "degree": "Degree"}
        kinds |= {f"pay-{role}": "Salary" for role in self.pay}
        statements: list[tuple[Any, ...]] = [
            *((a, "leadsTo", b, [source]) for (a, b), source in self.moves.items()),
            *((r, "requires", s) for r, named in self.requires.items() for s in named),
            *((r, "benefitsFrom", s) for r, of in self.optional.items() for s in of),
            *((r, "requires", "degree") for r in self.degree),
            *((a, "prerequisite", b) for a, b in self.prerequisite),
            *((s, "effort", hours) for s, hours in self.effort.items()),
            *((r, "level", level) for r, level in self.level.items()),
            *((r, "typicalYearsLow", low) for r, (low, _) in self.years.items()),
            *((r, "typicalYearsHigh", high) for r, (_, high) in self.years.items()),
        ]
        for role, amount in self.pay.items():
            figure = f"pay-{role}"
            statements += [
                (figure, "forRole", role),
                (figure, "inPlace", "land"),
                (figure, "currency", "EUR"),
                (figure, "median", amount),
            ]
        return make_facts(kinds, statements)

    def closed(self, skills: Iterable[str]) -> set[str]:
        rests_on: nx.DiGraph[str] = nx.DiGraph(self.prerequisite)
        rests_on.add_nodes_from(SKILLS)
        return {x for s in skills for x in {s, *nx.descendants(rests_on, s)}}

    def hours(self, skills: Iterable[str]) -> int:
        return sum(self.effort[skill] for skill in skills)


@st.composite
def careers(draw: st.DrawFn) -> Career:
    """A random graph; prerequisites have no cycle, and some pay is not known."""
    random = draw(SEEDED)
    pairs = [(a, b) for a in ROLES for b in ROLES if a != b]
    earlier = [(b, a) for i, a in enumerate(SKILLS) for b in SKILLS[i + 1 :]]

    def some(of: list[Any], most: int) -> list[Any]:
        return random.sample(of, random.randint(0, most))

    return Career(
        moves={
            pair: random.choice(["test", "test", "editorial"])
            for pair in random.sample(pairs, random.randint(12, 28))
            if pair != (START, GOAL) or random.random() < 0.3
        },
        requires={role: frozenset(some(SKILLS, 3)) for role in ROLES},
        optional={role: frozenset(some(SKILLS, 2)) for role in ROLES},
        prerequisite=frozenset(some(earlier, 4)),
        effort={skill: random.choice([10, 40, 120]) for skill in SKILLS},
        level={role: random.randint(1, 4) for role in ROLES},
        years={
            role: random.choice([(1, 2), (2, 4), (3, 7)])
            for role in ["r2", *some(ROLES[3:], 3)]
        },
        pay={role: random.choice([50, 60, 70]) for role in ["r1", *some(ROLES, 5)]},
        degree=frozenset(some(ROLES, 2)),
    )


@st.composite
def limits(draw: st.DrawFn) -> dict[str, Any]:
    """Random limits: each is on in one of a few graphs."""
    random = draw(SEEDED)
    others = ROLES[1:-1]
    avoiding = random.sample(others, random.choice([0, 0, 1, 2]))
    via = [r for r in random.sample(others, random.choice([0, 0, 1, 2]))]
    chosen: dict[str, Any] = {
        "holding": tuple(sorted(random.sample(SKILLS, random.choice([0, 0, 1, 2])))),
        "avoiding": tuple(sorted(avoiding)),
        "via": tuple(sorted(set(via) - set(avoiding))),
    }
    maybe: dict[str, list[Any]] = {
        "max_moves": [2, 3, 4],
        "max_learning_per_move": [40, 120, 170],
        "min_pay": [55, 65],
        "pay_cut": [False],
        "credentials": [False],
        "editorial": [False],
        "sources": [("test",)],
        "inferred": [True],
    }
    for name, values in maybe.items():
        if random.random() < 0.25:
            chosen[name] = random.choice(values)
    if chosen.get("inferred"):
        chosen["min_coverage"] = random.choice([0.3, 0.5, 0.7])
        chosen["max_rise"] = random.choice([0, 1, 2])
    if random.random() < 0.2:
        chosen["start"] = None
        chosen["entry_level"] = random.choice([1, 2])
    chosen["pace"] = random.choice([5.0, 10.0, 7.5])
    return chosen


@dataclass(frozen=True)
class Way:
    """A path found by brute force, with all that it costs."""

    roles: tuple[str, ...]
    moves: int
    learning: int
    time: Fraction
    pay: int | None

    def cost(self, minimise: str) -> tuple[Any, ...]:
        order = {
            "moves": (self.moves, self.learning),
            "learning": (self.learning, self.moves),
            "time": (self.time, self.moves, self.learning),
        }
        return (*order[minimise], self.roles)


def ways(career: Career, limit: Mapping[str, Any]) -> Iterator[Way]:
    """Yield all simple paths that the limits allow, by their definitions."""
    start = limit.get("start", START)
    stated = {
        pair
        for pair, source in career.moves.items()
        if (limit.get("editorial", True) or source != "editorial")
        and ("sources" not in limit or source in limit["sources"])
    }
    walk: nx.DiGraph[str] = nx.DiGraph(stated)
    walk.add_nodes_from(ROLES)
    required = {role: career.closed(career.requires[role]) for role in ROLES}
    if limit.get("inferred"):
        walk.add_edges_from(inferred(career, limit, stated, required))
    held = career.closed(limit["holding"])
    if start is None:
        entries = [r for r in ROLES if career.level[r] <= limit["entry_level"]]
        walk.add_edges_from(("", role) for role in entries)
        walk.add_node("")
    else:
        held |= required[start]
    origin = start or ""
    for roles in nx.all_simple_paths(walk, origin, GOAL):
        way = measured(career, limit, roles, held, required)
        if way is not None:
            yield way


def inferred(
    career: Career,
    limit: Mapping[str, Any],
    stated: set[tuple[str, str]],
    required: dict[str, set[str]],
) -> Iterator[tuple[str, str]]:
    for a in ROLES:
        have = required[a] | career.closed(career.optional[a])
        for b in ROLES:
            rise = career.level[b] - career.level[a]
            whole = career.hours(required[b])
            if a == b or (a, b) in stated or not whole or rise > limit["max_rise"]:
                continue
            if career.hours(required[b] & have) / whole >= limit["min_coverage"]:
                yield a, b


def measured(
    career: Career,
    limit: Mapping[str, Any],
    roles: list[str],
    held: set[str],
    required: dict[str, set[str]],
) -> Way | None:
    """Return what a path costs, or None when a limit forbids it."""
    entered = roles[1:]
    if set(limit["avoiding"]) & set(roles) or not set(limit["via"]) <= set(roles[1:-1]):
        return None
    if len(entered) > limit.get("max_moves", 99):
        return None
    may_need_degree = limit.get("credentials", True) or roles[0] in career.degree
    if not may_need_degree and career.degree & set(entered):
        return None
    known = [career.pay[role] for role in roles if role in career.pay]
    if not limit.get("pay_cut", True) and known != sorted(known):
        return None
    least = min((career.pay[r] for r in entered if r in career.pay), default=None)
    if least is not None and least < limit.get("min_pay", 0):
        return None
    learning, have = 0, set(held)
    for role in entered:
        new = career.hours(required[role] - have)
        if new > limit.get("max_learning_per_move", 10**6):
            return None
        learning += new
        have |= required[role]
    months = sum(stay(career, role) for role in roles[1:-1])
    time = months + Fraction(learning) / Fraction(str(limit["pace"])) / Fraction(52, 12)
    return Way(tuple(r for r in roles if r), len(entered), learning, time, least)


def stay(career: Career, role: str) -> int:
    """The middle of the typical years in months; the upper median where unknown."""
    middles = sorted(6 * (low + high) for low, high in career.years.values())
    if role in career.years:
        return 6 * sum(career.years[role])
    return middles[len(middles) // 2]


def no_worse(a: Way, b: Way, over: tuple[str, ...]) -> bool:
    """Tell whether one is no worse in anything."""
    return all(x <= y for x, y in zip(values(a, over), values(b, over), strict=True))


def values(way: Way, over: tuple[str, ...]) -> tuple[Any, ...]:
    """What is compared, less being better; a pay that is not known comes last."""
    pay = inf if way.pay is None else -way.pay
    return tuple(pay if name == "pay" else getattr(way, name) for name in over)


def front(found: list[Way], over: tuple[str, ...]) -> dict[tuple[Any, ...], Way]:
    """Return for each cost on the front its first path by moves, learning, names."""
    best: dict[tuple[Any, ...], Way] = {}
    for way in sorted(found, key=lambda w: w.cost("moves")):
        better = (
            no_worse(other, way, over) and values(other, over) != values(way, over)
            for other in found
        )
        if not any(better):
            best.setdefault(values(way, over), way)
    return best


def asked(limit: Mapping[str, Any], **more: Any) -> PathRequest:
    return PathRequest(**{"start": START, "goal": GOAL, **limit, **more})


def paths(
    facts: Facts, request: PathRequest, *, k: int | None = 1, **more: Any
) -> list[Path]:
    try:
        return find_paths(facts, TransitionNetwork(facts), request, k=k, **more)
    except NoPathError:
        return []


many = settings(
    max_examples=2000,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@many
@given(career=careers(), limit=limits(), k=st.integers(1, 6))
@pytest.mark.parametrize("minimise", ["moves", "learning", "time"])
def test_paths_are_those_of_brute_force_in_the_same_order(
    make_facts: FactsMaker,
    minimise: str,
    career: Career,
    limit: dict[str, Any],
    k: int,
) -> None:
    found = paths(career.facts(make_facts), asked(limit, minimise=minimise), k=k)
    expected = sorted(ways(career, limit), key=lambda way: way.cost(minimise))[:k]
    assert [(p.roles, len(p.moves), p.learning) for p in found] == [
        (way.roles, way.moves, way.learning) for way in expected
    ]
    for path, way in zip(found, expected, strict=True):
        assert path.optimal
        assert path.months == pytest.approx(float(way.time), abs=0.051)
        least = float(way.cost(minimise)[0])
        assert least - 0.1 < path.lower_bound <= least


@many
@given(
    career=careers(),
    limit=limits(),
    over=st.sets(st.sampled_from(CRITERIA), min_size=2),
)
def test_the_front_is_that_of_brute_force(
    make_facts: FactsMaker, career: Career, limit: dict[str, Any], over: set[str]
) -> None:
    names = tuple(name for name in CRITERIA if name in over)
    request = asked(limit, minimise="pareto", over=names)
    found = paths(career.facts(make_facts), request, k=None)
    expected = front(list(ways(career, limit)), names)
    assert {path.roles for path in found} == {way.roles for way in expected.values()}
    assert len(found) == len(expected)
    assert all(path.optimal for path in found)


@settings(many, max_examples=500)
@given(career=careers(), limit=limits(), most=st.integers(0, 2))
def test_alternatives_differ_as_those_of_brute_force(
    make_facts: FactsMaker, career: Career, limit: dict[str, Any], most: int
) -> None:
    chosen: list[Way] = []
    for way in sorted(ways(career, limit), key=lambda w: w.cost("moves")):
        between = [set(inside(way.roles, limit)) for way in [*chosen, way]]
        if all(len(between[-1] & other) <= most for other in between[:-1]):
            chosen.append(way)
    found = paths(career.facts(make_facts), asked(limit), k=4, max_shared=most)
    assert [path.roles for path in found] == [way.roles for way in chosen[:4]]


def inside(roles: tuple[str, ...], limit: Mapping[str, Any]) -> tuple[str, ...]:
    """The roles between the ends; someone without a role starts before the first."""
    return roles[1:-1] if limit.get("start", START) else roles[:-1]


@settings(many, max_examples=300)
@given(career=careers(), limit=limits(), states=st.integers(1, 30))
@pytest.mark.parametrize("minimise", ["moves", "learning", "time"])
def test_a_bound_holds_when_the_budget_runs_out(
    make_facts: FactsMaker,
    minimise: str,
    career: Career,
    limit: dict[str, Any],
    states: int,
) -> None:
    request = asked(limit, minimise=minimise, max_states=states)
    best = min((way.cost(minimise) for way in ways(career, limit)), default=None)
    try:
        found = paths(career.facts(make_facts), request)
    except BudgetError:
        return
    assert bool(found) == (best is not None)
    for path in found:
        assert best is not None
        cost = path.to_dict()["cost"]
        value = cost["months" if minimise == "time" else minimise]
        assert path.lower_bound <= float(best[0]) <= value + 0.051
        if path.optimal:
            assert value == pytest.approx(float(best[0]), abs=0.051)


@many
@given(seed=st.integers(0, 10**9), k=st.integers(1, 8))
def test_additive_paths_cost_what_those_of_networkx_cost(
    make_facts: FactsMaker, seed: int, k: int
) -> None:
    # When no two roles have a competency in common, hours add up along a path.
    import random

    chance = random.Random(seed)
    effort = {role: chance.choice([10, 40, 120, 300]) for role in ROLES}
    pairs = [(a, b) for a in ROLES for b in ROLES if a != b]
    moves = chance.sample(pairs, chance.randint(5, 25))
    kinds = dict.fromkeys(ROLES, "Role") | {f"of-{role}": "Skill" for role in ROLES}
    facts = make_facts(
        kinds,
        [
            *((a, "leadsTo", b) for a, b in moves),
            *((role, "requires", f"of-{role}") for role in ROLES),
            *((f"of-{role}", "effort", hours) for role, hours in effort.items()),
        ],
    )
    walk: nx.DiGraph[str] = nx.DiGraph()
    walk.add_nodes_from(ROLES)
    walk.add_weighted_edges_from((a, b, effort[b]) for a, b in moves)
    shortest = nx.shortest_simple_paths(walk, START, GOAL, weight="weight")
    try:
        costs = [sum(effort[role] for role in roles[1:]) for roles in shortest]
    except nx.NetworkXNoPath:
        costs = []
    found = paths(facts, PathRequest(START, GOAL, "learning"), k=k)
    assert [path.learning for path in found] == costs[:k]
    for path in found:
        assert all(pair in moves for pair in pairwise(path.roles))


def test_what_an_earlier_move_taught_is_held_on_the_next(
    make_facts: FactsMaker,
) -> None:
    facts = make_facts(
        {"a": "Role", "b": "Role", "c": "Role", "s": "Skill", "t": "Skill"},
        [
            ("a", "leadsTo", "b"),
            ("b", "leadsTo", "c"),
            ("b", "requires", "s"),
            ("c", "requires", "s"),
            ("c", "requires", "t"),
            ("s", "effort", 40),
            ("t", "effort", 10),
        ],
    )
    [path] = find_paths(facts, TransitionNetwork(facts), PathRequest("a", "c"))
    assert [(move.held, move.learn, move.hours) for move in path.moves] == [
        ((), ("s",), 40),
        (("s",), ("t",), 10),
    ]
    assert path.learning == 50


def test_a_role_that_teaches_little_may_be_worth_a_detour(
    make_facts: FactsMaker,
) -> None:
    # a -> d asks for s and t at once; a -> b -> d learns the same in two moves.
    # a -> c -> d learns x besides. Fewest hours, then fewest moves: a, d.
    facts = make_facts(
        dict.fromkeys("abcd", "Role") | dict.fromkeys("stx", "Skill"),
        [
            *((a, "leadsTo", b) for a, b in ("ab", "ac", "ad", "bd", "cd")),
            ("b", "requires", "s"),
            ("c", "requires", "x"),
            ("d", "requires", "s"),
            ("d", "requires", "t"),
            *((skill, "effort", 40) for skill in "stx"),
        ],
    )
    found = find_paths(
        facts, TransitionNetwork(facts), PathRequest("a", "d", "learning"), k=5
    )
    assert [(path.roles, path.learning) for path in found] == [
        (("a", "d"), 80),
        (("a", "b", "d"), 80),
        (("a", "c", "d"), 120),
    ]
    assert all(path.optimal and path.lower_bound == path.learning for path in found)


def test_a_role_is_kept_for_later_where_a_move_may_teach_only_so_much(
    make_facts: FactsMaker,
) -> None:
    # g is entered from r alone, and only after v has taught s. At v, the paths
    # a r v and a y v hold the same, but only the second may still go on to r.
    facts = make_facts(
        dict.fromkeys("agrvy", "Role") | dict.fromkeys("st", "Skill"),
        [
            *((a, "leadsTo", b) for a, b in ("ar", "ay", "rv", "yv", "vr", "rg")),
            ("v", "requires", "s"),
            ("g", "requires", "s"),
            ("g", "requires", "t"),
            ("s", "effort", 100),
            ("t", "effort", 50),
        ],
    )
    request = PathRequest("a", "g", max_learning_per_move=120)
    [path] = find_paths(facts, TransitionNetwork(facts), request)
    assert path.roles == ("a", "y", "v", "r", "g")


def test_a_shorter_path_is_kept_where_moves_are_limited(
    make_facts: FactsMaker,
) -> None:
    # At v, the path through b and c costs nothing, but leaves no move to g.
    facts = make_facts(
        dict.fromkeys("abcdvg", "Role") | {"s": "Skill"},
        [
            *((a, "leadsTo", b) for a, b in ("ab", "bc", "cv", "ad", "dv", "vg")),
            ("d", "requires", "s"),
            ("s", "effort", 100),
        ],
    )
    request = PathRequest("a", "g", "learning", max_moves=3)
    [path] = find_paths(facts, TransitionNetwork(facts), request)
    assert (path.roles, path.learning) == (("a", "d", "v", "g"), 100)


def test_a_lower_pay_is_kept_where_pay_may_not_fall(make_facts: FactsMaker) -> None:
    # Nobody knows what v pays; g pays less than b does, and more than c.
    pay = {"b": 70, "c": 50, "g": 60}
    facts = make_facts(
        dict.fromkeys("abcvg", "Role")
        | {"land": "Place"}
        | {f"pay-{role}": "Salary" for role in pay},
        [
            *((a, "leadsTo", b) for a, b in ("ab", "ac", "bv", "cv", "vg")),
            *((f"pay-{role}", "forRole", role) for role in pay),
            *((f"pay-{role}", "inPlace", "land") for role in pay),
            *((f"pay-{role}", "currency", "EUR") for role in pay),
            *((f"pay-{role}", "median", amount) for role, amount in pay.items()),
        ],
    )
    [path] = paths(facts, PathRequest("a", "g", pay_cut=False))
    assert path.roles == ("a", "c", "v", "g")
    assert path.pay is not None
    assert (path.pay.amounts, path.pay.unknown, path.pay.least) == (
        (("c", 50), ("g", 60)),
        ("a", "v"),
        50,
    )


def test_a_path_that_shares_less_is_kept(make_facts: FactsMaker) -> None:
    # a b w g comes first; a b v w g has b and w in common with it, a c v w g only w.
    facts = make_facts(
        dict.fromkeys("abcvwg", "Role"),
        [(a, "leadsTo", b) for a, b in ("ab", "bw", "wg", "bv", "ac", "cv", "vw")],
    )
    found = paths(facts, PathRequest("a", "g"), k=3, max_shared=1)
    assert [path.roles for path in found] == [
        ("a", "b", "w", "g"),
        ("a", "c", "v", "w", "g"),
    ]


def test_many_paths_are_not_sought_for_ever_after_the_budget(
    make_facts: FactsMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    # All moves between seven roles: 326 simple paths, of which the beam searches
    # that stand in for the spent budget may look at forty partial paths.
    monkeypatch.setattr(budgets, "ALL_BEAM_STATES", 40)
    moves = [(a, "leadsTo", b) for a in ROLES for b in ROLES if a != b]
    facts = make_facts(dict.fromkeys(ROLES, "Role"), moves)
    found = paths(facts, PathRequest(START, GOAL, max_states=1), k=400)
    assert 1 <= len(found) <= 40
    assert found[0].roles == (START, GOAL)


def test_without_a_path_what_stands_in_ends_when_the_time_is_over(
    make_facts: FactsMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    # All moves between seven roles, and x, which nothing leads to: through it there is
    # no path, which takes 325 partial ones to see. Of ten moves that are sure it looks at
    # the 6 from the start, and the 6 from the next role: to 5 roles (the goal is not
    # entered without x) and to 4.
    monkeypatch.setattr(budgets, "SURE_BEAM_MOVES", 10)
    moves = [(a, "leadsTo", b) for a in ROLES for b in ROLES if a != b]
    facts = make_facts(dict.fromkeys([*ROLES, "x"], "Role"), moves)
    request = PathRequest(START, GOAL, via=("x",), max_seconds=0)
    search, root = path_search(facts, TransitionNetwork(facts), request)
    budget = budgets.Budget(seconds=0)
    assert best_path(search, root, budget).label is None
    assert budgets.ALL_BEAM_STATES - budget.beam_states == 5 + 4
    with pytest.raises(BudgetError):
        paths(facts, request)


def test_moves_that_a_limit_forbids_take_of_the_time_too(
    make_facts: FactsMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Each of 500 roles in between asks for too much. A look at the clock takes a second,
    # and there is one for each of them at least: more than the 100 seconds.
    between = [f"r{n}" for n in range(500)]
    kinds = dict.fromkeys(["a", "g", *between], "Role") | {"s": "Skill"}
    said: list[tuple[str, str, str | int]] = [("s", "effort", 40)]
    for role in between:
        said += [
            ("a", "leadsTo", role),
            (role, "leadsTo", "g"),
            (role, "requires", "s"),
        ]
    facts = make_facts(kinds, said)
    clock = count()
    monkeypatch.setattr(budgets, "monotonic", lambda: next(clock))
    with pytest.raises(BudgetError):
        paths(facts, PathRequest("a", "g", max_learning_per_move=10, max_seconds=100))
    assert next(clock) < 200
    assert paths(facts, PathRequest("a", "g", max_learning_per_move=10)) == []


def test_a_path_stands_in_even_when_there_is_no_time(make_facts: FactsMaker) -> None:
    # From a on, five layers of thirty roles, each leading to all of the next: with one
    # partial path at each length 5 * 30 are seen, with sixty-four more than 2,700.
    layers = [["a"], *([f"{n}-{i}" for i in range(30)] for n in range(5)), ["g"]]
    moves = [
        (one, "leadsTo", other)
        for near, far in pairwise(layers)
        for one, other in product(near, far)
    ]
    facts = make_facts(dict.fromkeys(chain(*layers), "Role"), moves)
    [path] = paths(facts, PathRequest("a", "g", max_seconds=0))
    assert len(path.roles) == 7


def test_a_role_is_kept_for_later_where_its_pay_may_stay_unknown(
    make_facts: FactsMaker,
) -> None:
    # Only what v pays is known. The two moves over r are fewer, but their pay is
    # not known; of the paths that know it, a y v r g is the only one.
    facts = make_facts(
        dict.fromkeys("agrvy", "Role") | {"land": "Place", "pay": "Salary"},
        [
            *((a, "leadsTo", b) for a, b in ("ar", "ay", "rv", "yv", "vr", "rg")),
            ("pay", "forRole", "v"),
            ("pay", "inPlace", "land"),
            ("pay", "currency", "EUR"),
            ("pay", "median", 50),
        ],
    )
    request = PathRequest("a", "g", "pareto", over=("moves", "pay"))
    found = paths(facts, request, k=None)
    assert [path.roles for path in found] == [
        ("a", "r", "g"),
        ("a", "y", "v", "r", "g"),
    ]


def test_a_known_pay_goes_before_an_unknown_one(make_facts: FactsMaker) -> None:
    facts = make_facts(
        dict.fromkeys("agku", "Role") | {"land": "Place", "pay": "Salary"},
        [
            *((a, "leadsTo", b) for a, b in ("ak", "au", "kg", "ug")),
            ("pay", "forRole", "u"),
            ("pay", "inPlace", "land"),
            ("pay", "currency", "EUR"),
            ("pay", "median", 60),
        ],
    )
    request = PathRequest("a", "g", "pareto", over=("moves", "pay"))
    assert [p.roles for p in paths(facts, request, k=None)] == [("a", "u", "g")]


@pytest.mark.parametrize("minimise", ["moves", "learning"])
def test_what_only_the_other_path_holds_counts_against_a_path(
    make_facts: FactsMaker, minimise: Any
) -> None:
    # At v, c has taught 40 hours and b 50; but w asks for what b has taught.
    facts = make_facts(
        dict.fromkeys("abcvwg", "Role") | dict.fromkeys("st", "Skill"),
        [
            *((a, "leadsTo", b) for a, b in ("ab", "ac", "bv", "cv", "vw", "wg")),
            *(
                (role, "requires", skill)
                for role, skill in zip("bcw", "sts", strict=True)
            ),
            ("s", "effort", 50),
            ("t", "effort", 40),
        ],
    )
    [path] = paths(facts, PathRequest("a", "g", minimise))
    assert (path.roles, path.learning) == (("a", "b", "v", "w", "g"), 50)


def test_fewer_moves_are_kept_where_time_comes_first(make_facts: FactsMaker) -> None:
    # At v, b and c have taken two years and d nine; only after d may one take the
    # four moves v p q g instead of the twenty years in y.
    stays = {"b": 1, "c": 1, "d": 9, "v": 1, "y": 20, "p": 1, "q": 1}
    moves = map(tuple, ("ab", "bc", "cv", "ad", "dv", "vy", "yg", "vp", "pq", "qg"))
    facts = make_facts(
        dict.fromkeys("abcdvypqg", "Role"),
        [
            *((a, "leadsTo", b) for a, b in moves),
            *((role, "typicalYearsLow", years) for role, years in stays.items()),
        ],
    )
    [path] = paths(facts, PathRequest("a", "g", "time", max_moves=5))
    assert (path.roles, path.months) == (("a", "d", "v", "p", "q", "g"), 144.0)


def test_a_better_pay_now_is_no_better_pay_at_the_end(make_facts: FactsMaker) -> None:
    # At v, b has paid more than c, but g pays less than either leaves of it.
    pay = {"b": 70, "c": 60, "g": 50}
    facts = make_facts(
        dict.fromkeys("abcvg", "Role")
        | {"land": "Place", "s": "Skill"}
        | {f"pay-{role}": "Salary" for role in pay},
        [
            *((a, "leadsTo", b) for a, b in ("ab", "ac", "bv", "cv", "vg")),
            ("b", "requires", "s"),
            ("s", "effort", 100),
            *((f"pay-{role}", "forRole", role) for role in pay),
            *((f"pay-{role}", "inPlace", "land") for role in pay),
            *((f"pay-{role}", "currency", "EUR") for role in pay),
            *((f"pay-{role}", "median", amount) for role, amount in pay.items()),
        ],
    )
    request = PathRequest("a", "g", "pareto", over=("moves", "pay"))
    [path] = paths(facts, request, k=None)
    assert (path.roles, path.learning) == (("a", "c", "v", "g"), 0)


def test_who_is_there_already_needs_no_budget(make_facts: FactsMaker) -> None:
    [path] = paths(make_facts({"a": "Role"}, []), PathRequest("a", "a", max_seconds=0))
    assert (path.moves, path.optimal) == ((), True)
