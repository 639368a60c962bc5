"""The search against brute force over all simple paths."""

from collections.abc import Callable, Iterable
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careergraph.errors import NoPathError
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.paths import PathRequest, find_paths
from careergraph.ontology.facts import Facts

FactsMaker = Callable[..., Facts]

ROLES = [f"r{i}" for i in range(7)]
SKILLS = [f"s{i}" for i in range(6)]


@st.composite
def careers(draw: st.DrawFn) -> dict[str, Any]:
    """A random graph: moves, requirements, prerequisites without a cycle, hours."""
    pairs = [(a, b) for a in ROLES for b in ROLES if a != b]
    earlier = [(b, a) for i, a in enumerate(SKILLS) for b in SKILLS[i + 1 :]]
    return {
        "moves": draw(st.sets(st.sampled_from(pairs), max_size=18)),
        "requires": {
            r: draw(st.sets(st.sampled_from(SKILLS), max_size=3)) for r in ROLES
        },
        "prerequisite": draw(st.sets(st.sampled_from(earlier), max_size=4)),
        "effort": {s: draw(st.sampled_from([10, 40, 120])) for s in SKILLS},
    }


@st.composite
def limits(draw: st.DrawFn) -> dict[str, Any]:
    others = st.sampled_from(ROLES[1:-1])
    avoiding = draw(st.sets(others, max_size=2))
    via = draw(st.sets(others, max_size=2)) - avoiding
    return {
        "minimise": draw(st.sampled_from(["moves", "learning"])),
        "holding": tuple(sorted(draw(st.sets(st.sampled_from(SKILLS), max_size=2)))),
        "avoiding": tuple(sorted(avoiding)),
        "via": tuple(sorted(via)),
    }


def facts_from(make_facts: FactsMaker, career: dict[str, Any]) -> Facts:
    statements: list[tuple[str, str, Any]] = [
        *((a, "leadsTo", b) for a, b in career["moves"]),
        *((r, "requires", s) for r, needs in career["requires"].items() for s in needs),
        *((a, "prerequisite", b) for a, b in career["prerequisite"]),
        *((s, "effort", hours) for s, hours in career["effort"].items()),
    ]
    kinds = dict.fromkeys(ROLES, "Role") | dict.fromkeys(SKILLS, "Skill")
    return make_facts(kinds, statements)


def brute_force(
    career: dict[str, Any], limit: dict[str, Any]
) -> list[tuple[tuple[int, int], tuple[str, ...]]]:
    """Cost and roles of every allowed simple path, in the order of the answer."""
    rests_on: nx.DiGraph[str] = nx.DiGraph(career["prerequisite"])
    rests_on.add_nodes_from(SKILLS)

    def closed(skills: Iterable[str]) -> set[str]:
        return {x for s in skills for x in {s, *nx.descendants(rests_on, s)}}

    moves: nx.DiGraph[str] = nx.DiGraph(career["moves"])
    moves.add_nodes_from(ROLES)
    moves.remove_nodes_from(limit["avoiding"])
    found = []
    for roles in nx.all_simple_paths(moves, ROLES[0], ROLES[-1]):
        if not set(limit["via"]) <= set(roles):
            continue
        needed = set().union(*(closed(career["requires"][role]) for role in roles[1:]))
        held = closed(career["requires"][roles[0]]) | closed(limit["holding"])
        learning = sum(career["effort"][skill] for skill in needed - held)
        cost = (len(roles) - 1, learning)
        found.append(
            (cost if limit["minimise"] == "moves" else cost[::-1], tuple(roles))
        )
    return sorted(found)


@settings(
    max_examples=400,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(career=careers(), limit=limits(), k=st.integers(1, 6))
def test_paths_are_those_of_brute_force_in_the_same_order(
    make_facts: FactsMaker, career: dict[str, Any], limit: dict[str, Any], k: int
) -> None:
    facts = facts_from(make_facts, career)
    request = PathRequest(ROLES[0], ROLES[-1], **limit)
    expected = brute_force(career, limit)[:k]
    if not expected:
        with pytest.raises(NoPathError):
            find_paths(facts, TransitionNetwork(facts), request, k=k)
        return
    paths = find_paths(facts, TransitionNetwork(facts), request, k=k)
    costs = [(len(path.moves), path.learning) for path in paths]
    if limit["minimise"] == "learning":
        costs = [cost[::-1] for cost in costs]
    assert list(zip(costs, (path.roles for path in paths), strict=True)) == expected


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
    paths = find_paths(
        facts, TransitionNetwork(facts), PathRequest("a", "d", "learning"), k=5
    )
    assert [(path.roles, path.learning) for path in paths] == [
        (("a", "d"), 80),
        (("a", "b", "d"), 80),
        (("a", "c", "d"), 120),
    ]
    assert all(path.optimal and path.lower_bound == path.learning for path in paths)
