"""What is stated for a move, worked out by hand on small graphs."""

import re
from collections.abc import Callable
from typing import Any, TypeAlias

import pytest

from careergraph import CareerGraph
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.pathfinding import find_paths
from careergraph.graph.paths import Path
from careergraph.graph.request import path_request
from careergraph.graph.why import statements, why_text
from careergraph.ontology.facts import Facts

FactsMaker: TypeAlias = Callable[..., Facts]
Plain: TypeAlias = tuple[str, str, Any]

BOTH = ("editorial", "test")
KINDS = {
    **dict.fromkeys(["analyst", "scientist", "chief"], "Role"),
    **dict.fromkeys(["algebra", "sql", "data", "ml", "speech"], "Skill"),
    "pay": "Salary",
    "degree": "Degree",
    "oz": "Place",
}
STATED = [
    ("analyst", "leadsTo", "scientist", BOTH),
    ("analyst", "leadsTo", "chief"),
    ("analyst", "requires", "sql"),
    ("analyst", "requires", "speech"),
    ("analyst", "benefitsFrom", "ml"),
    ("analyst", "level", 2),
    ("scientist", "requires", "data", BOTH),
    ("scientist", "requires", "ml"),
    ("scientist", "requires", "degree"),
    ("scientist", "level", 3),
    ("scientist", "typicalYearsLow", 2),
    ("scientist", "typicalYearsHigh", 4),
    ("chief", "requires", "ml"),
    ("chief", "requires", "speech"),
    ("chief", "level", 4),
    ("sql", "prerequisite", "data"),
    ("ml", "prerequisite", "algebra"),
    ("ml", "prerequisite", "data"),
    ("pay", "forRole", "scientist"),
    ("pay", "inPlace", "oz"),
    ("pay", "currency", "USD"),
    ("pay", "median", 100),
    *((slug, "effort", 40) for slug in ("algebra", "sql", "data", "speech")),
    ("ml", "effort", 120),
]


@pytest.fixture
def facts(make_facts: FactsMaker) -> Facts:
    return make_facts(KINDS, STATED)


def path(facts: Facts, *roles: str | None, inferred: bool = False) -> Path:
    """Return the path over these roles."""
    start, *via, goal = roles
    request = path_request(
        facts,
        start,
        goal,
        via=[role for role in via if role],
        inferred=inferred,
        min_coverage=0.1 if inferred else None,
        entry_level=7 if start is None else None,
    )
    return find_paths(facts, TransitionNetwork(facts), request)[0]


def of_move(path: Path, facts: Facts, number: int = 0) -> list[Plain]:
    return [fact[:3] for fact in statements(facts, path.moves[number])]


def test_a_stated_move_rests_on_these_statements_in_this_order(facts: Facts) -> None:
    assert of_move(path(facts, "analyst", "scientist"), facts) == [
        ("analyst", "leadsTo", "scientist"),
        ("scientist", "requires", "data"),
        ("scientist", "requires", "degree"),
        ("scientist", "requires", "ml"),
        ("ml", "prerequisite", "algebra"),
        ("analyst", "requires", "sql"),
        ("sql", "prerequisite", "data"),
        ("algebra", "effort", 40),
        ("ml", "effort", 120),
        ("scientist", "typicalYearsLow", 2),
        ("scientist", "typicalYearsHigh", 4),
        ("pay", "forRole", "scientist"),
        ("pay", "inPlace", "oz"),
        ("pay", "currency", "USD"),
        ("pay", "median", 100),
    ]


def test_each_statement_names_its_sources(facts: Facts) -> None:
    found = statements(facts, path(facts, "analyst", "scientist").moves[0])
    assert {fact.sources for fact in found if fact.property == "leadsTo"} == {BOTH}
    assert all(fact.sources for fact in found)


def test_an_inferred_move_rests_on_the_levels_and_on_what_is_covered(
    facts: Facts,
) -> None:
    moves = path(facts, "scientist", "chief", inferred=True)
    assert moves.moves[0].kind == "inferred"
    assert of_move(moves, facts) == [
        ("scientist", "level", 3),
        ("chief", "level", 4),
        ("chief", "requires", "ml"),
        ("chief", "requires", "speech"),
        ("scientist", "requires", "data"),
        ("scientist", "requires", "ml"),
        ("ml", "prerequisite", "algebra"),
        ("speech", "effort", 40),
        ("algebra", "effort", 40),
        ("data", "effort", 40),
        ("ml", "effort", 120),
    ]


def test_what_an_earlier_role_gave_is_said_to_be_held_already(
    make_facts: FactsMaker,
) -> None:
    facts = make_facts(KINDS, [*STATED, ("scientist", "leadsTo", "chief")])
    both = path(facts, "analyst", "scientist", "chief")
    assert both.moves[1].held == ("ml", "speech")
    assert ("scientist", "requires", "ml") in of_move(both, facts, 1)
    assert all(
        fact[2] != "speech" or fact[0] == "chief" for fact in of_move(both, facts, 1)
    )
    text = why_text(both, facts, width=80)
    assert "   Held from an earlier role, or as you said: SPEECH" in text.splitlines()


def test_someone_without_a_role_is_owed_no_reason_for_what_they_hold(
    facts: Facts,
) -> None:
    first = path(facts, None, "chief", inferred=True)
    assert first.moves[0].origin is None
    assert of_move(first, facts)[:3] == [
        ("chief", "level", 4),
        ("chief", "requires", "ml"),
        ("chief", "requires", "speech"),
    ]
    assert "1. Your skills → CHIEF" in why_text(first, facts, width=80)


def test_sentences_stand_under_the_number_of_their_sources(facts: Facts) -> None:
    text = why_text(path(facts, "analyst", "scientist"), facts, width=80)
    assert text.splitlines() == [
        "ANALYST → SCIENTIST: what is stated for each move, by whom",
        "",
        "1. ANALYST → SCIENTIST",
        "   Stated by 2 sources:",
        "     ANALYST leads to SCIENTIST: editorial, test",
        "     SCIENTIST requires DATA: editorial, test",
        "   Stated by 1 source:",
        "     SCIENTIST requires DEGREE, ML: test",
        "     ML rests on ALGEBRA: test",
        "     ANALYST requires SQL: test",
        "     SQL rests on DATA: test",
        "     ALGEBRA takes 40 hours of effort: test",
        "     ML takes 120 hours of effort: test",
        "     The shortest usual stay as SCIENTIST is 2 years: test",
        "     The longest usual stay as SCIENTIST is 4 years: test",
        "     Pay as SCIENTIST, OZ, USD median 100: test",
        "",
        "editorial: Us",
        "test: A test",
    ]


def test_an_inferred_move_says_that_nobody_states_it(facts: Facts) -> None:
    text = why_text(path(facts, "scientist", "chief", inferred=True), facts, width=80)
    assert "   No source states this move; it is inferred from what follows." in text
    assert "Pay as SCIENTIST" in text.partition("1. ")[0]  # what is left for it
    assert "SPEECH, ALGEBRA, DATA each take 40 hours of effort: test" in text


def test_sources_that_disagree_are_named(make_facts: FactsMaker) -> None:
    facts = make_facts(
        KINDS,
        [
            *STATED,
            ("scientist", "level", 4, ("editorial",)),
            ("ml", "effort", 300, ("editorial",)),
        ],
    )
    text = why_text(path(facts, "analyst", "scientist"), facts, width=120)
    assert "Sources disagree: level of SCIENTIST: 3 (test); 4 (editorial)" in text
    assert "Sources disagree: effort of ML: 120 (test); 300 (editorial)" in text
    assert text.count("disagree") == 2
    assert "editorial: Us" in text


def test_pay_of_several_sources_at_one_place_is_told(graph: CareerGraph) -> None:
    moves = graph.transition_path("data scientist", "machine learning engineer")
    text = " ".join(why_text(moves, graph.facts, width=120).split())
    assert (
        "Sources disagree: ai-jobs-salaries and techrolepedia-ml-engineer each have "
        "their own figures of pay in United Kingdom, see above"
    ) in text


def test_where_there_is_no_move_there_is_nothing_to_justify(facts: Facts) -> None:
    assert why_text(path(facts, "chief", "chief"), facts, width=80) == (
        "CHIEF → CHIEF: you are there already; there is nothing to justify."
    )


@pytest.mark.parametrize("width", [40, 60, 80])
def test_real_paths_keep_to_the_width_and_title_every_source(
    graph: CareerGraph, width: int
) -> None:
    for start, goal in [
        ("data analyst", "chief AI officer"),
        ("data scientist", "machine learning engineer"),
    ]:
        moves = graph.transition_path(start, goal, inferred=True)
        text = why_text(moves, graph.facts, width=width)
        words = [word for line in text.splitlines() for word in line.split()]
        longest = max(map(len, words)) + 9
        assert max(map(len, text.splitlines())) <= max(width, longest)
        for source, title in graph.facts.source_titles.items():
            cited = re.search(
                rf": ([\w., -]+, )?{re.escape(source)}\b", " ".join(words)
            )
            titled = f"{source}: {title}" in " ".join(words)
            assert titled or not cited


def test_every_real_statement_is_in_the_graph_once(graph: CareerGraph) -> None:
    known = set(graph.facts.statements())
    moves = graph.transition_path("data analyst", "chief AI officer", inferred=True)
    for move in moves.moves:
        found = statements(graph.facts, move)
        assert len(found) == len(set(found))
        assert set(found) <= known
        told = {fact.subject for fact in found if fact.property == "effort"}
        assert told.issuperset(move.learn)
        needed = {fact.value for fact in found if fact.property == "prerequisite"}
        named = {fact.value for fact in found if fact.subject == move.target}
        assert set(move.learn) <= needed | named
