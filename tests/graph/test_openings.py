"""What a single competency opens, by hand and against sets."""

import json
from collections.abc import Callable, Iterable
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careergraph import ArgumentError, CareerGraph, UnknownConceptError
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.openings import Openings, openings
from careergraph.ontology.facts import Facts

FactsMaker = Callable[..., Facts]

ROLES = [f"r{i}" for i in range(5)]
SKILLS = [f"s{i}" for i in range(6)]


@pytest.fixture
def facts(make_facts: FactsMaker) -> Facts:
    """A clerk at level 2 holds writing; calculus rests on algebra.

    The teacher's 160 hours are 40 of writing and 120 of algebra; the engineer's
    250 are algebra, calculus and 10 of drawing; the chief is three levels up.
    """
    return make_facts(
        {
            **dict.fromkeys(
                ("algebra", "calculus", "drawing", "gossip", "writing"), "Skill"
            ),
            **dict.fromkeys(("chief", "clerk", "engineer", "poet", "teacher"), "Role"),
        },
        [
            ("calculus", "prerequisite", "algebra"),
            ("algebra", "effort", 120),
            ("calculus", "effort", 120),
            ("drawing", "effort", 10),
            ("gossip", "effort", 10),
            ("writing", "effort", 40),
            ("clerk", "benefitsFrom", "writing"),
            ("poet", "requires", "writing"),
            ("teacher", "requires", "algebra"),
            ("teacher", "requires", "writing"),
            ("engineer", "requires", "calculus"),
            ("engineer", "requires", "drawing"),
            ("chief", "requires", "gossip"),
            *((role, "level", 2) for role in ("clerk", "poet", "teacher")),
            ("engineer", "level", 3),
            ("chief", "level", 5),
        ],
    )


def found(facts: Facts, role: str = "clerk", **limits: Any) -> Openings:
    return openings(facts, TransitionNetwork(facts), role, **limits)


def opened(answer: Openings) -> list[tuple[str, int, tuple[str, ...]]]:
    return [(o.competency, o.hours, o.opens) for o in answer.openings]


def test_a_competency_opens_roles_with_all_that_it_rests_on(facts: Facts) -> None:
    answer = found(facts)
    assert answer.open == ("poet",)  # what a role benefits from counts as held
    assert opened(answer) == [
        ("calculus", 240, ("engineer", "teacher")),
        ("algebra", 120, ("teacher",)),
    ]
    assert answer.openings[0].learn == ("algebra", "calculus")


def test_what_is_held_besides_counts(facts: Facts) -> None:
    answer = found(facts, holding=["Algebra"])
    assert answer.open == ("poet", "teacher")
    assert opened(answer) == [("calculus", 120, ("engineer",))]
    everything = found(facts, holding=["calculus", "drawing", "gossip"])
    assert everything.open == ("engineer", "poet", "teacher")
    assert everything.openings == ()


def test_the_limits_are_those_of_inferred_moves(facts: Facts) -> None:
    # Calculus covers 240 of the engineer's 250 hours, 0.96. Of the teacher's 160
    # the clerk covers 40, 0.25, and with algebra all.
    algebra = ("algebra", 120, ("teacher",))
    assert opened(found(facts, min_coverage=0.96)) == [
        ("calculus", 240, ("engineer", "teacher")),
        algebra,
    ]
    assert opened(found(facts, min_coverage=0.97)) == [
        algebra,
        ("calculus", 240, ("teacher",)),
    ]
    assert found(facts, min_coverage=0.26).open == ("poet",)
    assert found(facts, min_coverage=0.25).open == ("poet", "teacher")
    assert opened(found(facts, max_rise=0)) == opened(found(facts, min_coverage=1))
    assert ("gossip", 10, ("chief",)) not in opened(found(facts, max_rise=2))
    assert ("gossip", 10, ("chief",)) in opened(found(facts, max_rise=3))


def test_a_role_without_a_level_opens_nothing_and_is_not_opened(
    make_facts: FactsMaker,
) -> None:
    facts = make_facts(
        {"a": "Role", "b": "Role", "c": "Role", "s": "Skill"},
        [
            ("a", "requires", "s"),
            ("b", "requires", "s"),
            ("c", "requires", "s"),
            ("s", "effort", 10),
            *((role, "level", 2) for role in "ab"),
        ],
    )
    assert found(facts, "a").open == ("b",)
    nothing = found(facts, "c")
    assert (nothing.open, nothing.openings) == ((), ())
    assert str(nothing).startswith("C: its level is not known, so nothing is open.")


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        *(
            ({"min_coverage": bad}, "min_coverage is .*; give a share from 0 to 1")
            for bad in (-0.1, 1.1, float("nan"), True, "0.7")
        ),
        *(
            ({"max_rise": bad}, "max_rise is .*; give a whole number of at least 0")
            for bad in (-1, 1.5, float("nan"), True, "1")
        ),
    ],
)
def test_a_limit_without_a_meaning_is_refused(
    facts: Facts, limits: dict[str, Any], message: str
) -> None:
    with pytest.raises(ArgumentError, match=message):
        found(facts, **limits)


def test_names_are_resolved(facts: Facts) -> None:
    with pytest.raises(UnknownConceptError):
        found(facts, "algebra")
    with pytest.raises(UnknownConceptError):
        found(facts, holding=["clerk"])
    assert found(facts, "CLERK", holding="drawing").holding == ("drawing",)


def test_text_shows_what_is_best_for_its_hours(facts: Facts) -> None:
    assert str(found(facts)).splitlines()[:11] == [
        "CLERK: CALCULUS opens most, 2 roles for 240 hours of learning.",
        "",
        "Open already: POET",
        "",
        "1. CALCULUS (240 h) opens 2 roles",
        "   ENGINEER, TEACHER",
        "   learnt before it: ALGEBRA",
        "",
        "2. ALGEBRA (120 h) opens 1 role",
        "   TEACHER",
        "",
    ]


def test_text_leaves_out_what_opens_no_more_for_the_same_hours(
    make_facts: FactsMaker,
) -> None:
    facts = make_facts(
        {"a": "Role", "b": "Role", "s": "Skill", "t": "Skill"},
        [
            ("b", "requires", "s"),
            ("t", "prerequisite", "s"),
            *((skill, "effort", 10) for skill in "st"),
            *((role, "level", 2) for role in "ab"),
        ],
    )
    answer = found(facts, "a")
    assert opened(answer) == [("s", 10, ("b",)), ("t", 20, ("b",))]
    text = answer.to_text(width=1000)
    assert "T (20 h)" not in text
    assert "1 more open no more roles in fewer hours; --format json has all." in text


@st.composite
def careers(draw: st.DrawFn) -> dict[str, Any]:
    earlier = [(b, a) for i, a in enumerate(SKILLS) for b in SKILLS[i + 1 :]]
    skills = st.sets(st.sampled_from(SKILLS), max_size=3)
    return {
        "requires": {role: draw(skills) for role in ROLES},
        "benefitsFrom": {ROLES[0]: draw(skills)},
        "prerequisite": draw(st.sets(st.sampled_from(earlier), max_size=4)),
        "effort": {s: draw(st.sampled_from([10, 40, 120])) for s in SKILLS},
        "level": {role: draw(st.integers(1, 4)) for role in ROLES},
        "holding": draw(skills),
        "min_coverage": draw(st.sampled_from([0.0, 0.3, 0.5, 0.75, 1.0])),
        "max_rise": draw(st.integers(0, 2)),
    }


def brute_force(career: dict[str, Any]) -> tuple[set[str], dict[str, set[str]]]:
    """Roles that are open, and for each skill those that it opens, by sets."""
    rests_on: nx.DiGraph[str] = nx.DiGraph(career["prerequisite"])
    rests_on.add_nodes_from(SKILLS)

    def closed(skills: Iterable[str]) -> set[str]:
        return {x for s in skills for x in {s, *nx.descendants(rests_on, s)}}

    def hours(skills: set[str]) -> int:
        return sum(career["effort"][skill] for skill in skills)

    def open_to(held: set[str]) -> set[str]:
        found = set()
        for role in ROLES[1:]:
            needed = closed(career["requires"][role])
            share = hours(needed & held) / hours(needed) if needed else 0
            rise = career["level"][role] - career["level"][ROLES[0]]
            if share >= career["min_coverage"] and rise <= career["max_rise"]:
                found.add(role)
        return found

    held = closed(
        career["requires"][ROLES[0]]
        | career["benefitsFrom"][ROLES[0]]
        | career["holding"]
    )
    gains = {s: open_to(held | closed([s])) - open_to(held) for s in SKILLS}
    return open_to(held), {s: roles for s, roles in gains.items() if roles}


@settings(
    max_examples=400,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(career=careers())
def test_openings_are_those_of_sets(
    make_facts: FactsMaker, career: dict[str, Any]
) -> None:
    facts = make_facts(
        dict.fromkeys(ROLES, "Role") | dict.fromkeys(SKILLS, "Skill"),
        [
            *((a, "prerequisite", b) for a, b in career["prerequisite"]),
            *((s, "effort", hours) for s, hours in career["effort"].items()),
            *((r, "level", level) for r, level in career["level"].items()),
            *(
                (role, name, skill)
                for name in ("requires", "benefitsFrom")
                for role, skills in career[name].items()
                for skill in skills
            ),
        ],
    )
    limits = {name: career[name] for name in ("holding", "min_coverage", "max_rise")}
    answer = found(facts, ROLES[0], **limits)
    is_open, gains = brute_force(career)
    assert set(answer.open) == is_open
    assert {o.competency: set(o.opens) for o in answer.openings} == gains
    for one in answer.openings:
        assert one.hours == sum(career["effort"][skill] for skill in one.learn)
        assert one.learn[-1] == one.competency
    order = [(-len(o.opens), o.hours, o.competency) for o in answer.openings]
    assert order == sorted(order)


def test_what_is_open_is_where_moves_inferred_by_coverage_lead(
    graph: CareerGraph,
) -> None:
    network = graph.network
    for number, role in enumerate(network.roles):
        stated = set(network.moves(inferred=False)[number])
        moves = network.moves(inferred=True, min_coverage=0.7)
        walked = set(moves[number])
        is_open = set(map(network.number, graph.openings(role).open))
        assert is_open | stated == walked


def test_the_dictionary_and_the_rows_hold_the_same(graph: CareerGraph) -> None:
    answer = graph.openings("data analyst", holding=["Python"])
    value = json.loads(json.dumps(answer.to_dict()))
    assert (value["role"], value["holding"]) == ("data-analyst", ["python"])
    assert (value["min_coverage"], value["max_rise"]) == (0.7, 1)
    for row, opening in zip(answer.rows(), value["openings"], strict=True):
        assert row["competency"] == opening["competency"]
        assert row["roles"] == len(opening["opens"])


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_lines_fit_the_width(graph: CareerGraph, width: int) -> None:
    text = graph.openings("data analyst", holding=["Python"]).to_text(width=width)
    assert max(map(len, text.splitlines())) <= width
