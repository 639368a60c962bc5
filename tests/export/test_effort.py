"""Effort that nobody states: competencies are counted, as Python counts them."""

from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from careergraph import CareerGraph
from careergraph.errors import NoPathError
from tests.export.explorer import ONE, Open, Row
from tests.export.test_path_answers import (
    answer_of_python,
    answer_of_the_page,
    as_near,
    relaxations_of_the_page,
)

GAP = "([start, goal]) => careergraph.skillGap(start, goal)"
ROLES = ("clerk", "analyst", "tester", "scientist")
NEEDS = {
    "clerk": ["sql"],
    "analyst": ["sql", "charts", "speech"],
    "tester": ["sql", "python"],
    "scientist": ["models", "charts"],
}
SKILLS = ("charts", "maths", "models", "python", "speech", "sql", "statistics")
LEADS = {"clerk": ["analyst", "tester"], "analyst": ["scientist"], "tester": []}


def graph_with(
    graph_of: Callable[..., CareerGraph], effort: dict[str, str]
) -> CareerGraph:
    """Return four roles; models rest on Python and statistics, statistics on maths."""
    rests = {"models": ["python", "statistics"], "statistics": ["maths"]}
    rows: list[Row] = []
    for level, role in enumerate(ROLES, start=1):
        stated = {
            "level": {str(level): ONE},
            "leadsTo": dict.fromkeys(LEADS.get(role, []), ONE),
            "requires": dict.fromkeys(NEEDS[role], ONE),
            "benefitsFrom": {"python": ONE} if role == "analyst" else {},
        }
        rows.append(("Role", role, role.title(), stated))
    for skill in SKILLS:
        stated = {"prerequisite": dict.fromkeys(rests.get(skill, []), ONE)}
        if skill in effort:
            stated["effort"] = {effort[skill]: ONE}
        rows.append(("Skill", skill, skill.title(), stated))
    return graph_of(*rows)


@pytest.fixture(scope="module", params=[{}, {"python": "120"}], ids=["none", "one"])
def partly_known(
    request: pytest.FixtureRequest, graph_of: Callable[..., CareerGraph]
) -> CareerGraph:
    return graph_with(graph_of, request.param)


@pytest.fixture(scope="module")
def unknown(graph_of: Callable[..., CareerGraph]) -> CareerGraph:
    return graph_with(graph_of, {})


def test_paths_gaps_and_openings_are_those_of_python(
    partly_known: CareerGraph, open_page: Open
) -> None:
    page, graph = open_page(partly_known), partly_known
    found = 0
    for start, goal in [*permutations(ROLES, 2), *((None, role) for role in ROLES)]:
        for minimise in ("moves", "learning"):
            for inferred in (False, True):
                options = {"minimise": minimise, "inferred": inferred, "k": 2}
                case = (start, goal, options)
                answer = as_near(answer_of_python(graph, case))
                assert answer_of_the_page(page, graph, case) == answer, case
                found += bool(answer)
        gap = graph.skill_gap(start, goal).to_dict()
        del gap["start"], gap["helpful"]
        assert page.evaluate(GAP, [start, goal]) == gap
    assert found > 20
    for role in ROLES:
        openings = graph.openings(role).to_dict()
        asked = page.evaluate("(role) => careergraph.openings(role)", role)
        assert asked == {key: openings[key] for key in ("open", "openings")}


def test_a_limit_on_learning_counts_competencies(
    unknown: CareerGraph, open_page: Open
) -> None:
    page = open_page(unknown)
    # The scientist needs models, Python, statistics and maths besides the charts; by
    # SQL alone a tester is like an analyst, so that Python is learnt before.
    limits: dict[str, Any] = {"max_learning_per_move": 3, "k": 1}
    case = ("clerk", "scientist", limits)
    with pytest.raises(NoPathError) as error:
        unknown.transition_paths("clerk", "scientist", **limits)
    assert list(error.value.relaxations) == [
        {"max_learning_per_move": 4},
        {"inferred": True},
    ]
    assert relaxations_of_the_page(page, unknown, case) == [
        {"maxLearning": 4},
        {"inferred": True},
    ]


def words(page: Page) -> str:
    return page.locator(".view:visible").inner_text().lower()


def test_the_page_speaks_of_competencies_and_of_no_hour(
    unknown: CareerGraph, open_page: Open
) -> None:
    page = open_page(unknown, "#view=path&from=clerk&to=scientist")
    cost = page.locator("#path-answer .cost")
    expect(cost).to_have_text(
        "2 moves, 6 competencies of learning: fewest moves, proven."
    )
    expect(page.locator(".takes").first).to_have_text("2 competencies of learning.")
    expect(page.locator("#path-answer")).to_contain_text("competencies are counted")
    expect(page.locator(".lessons").first.locator("li")).to_have_text(
        ["Charts", "Speech"]
    )
    answer = page.locator("#path-answer").inner_text()
    assert "hour" not in answer
    page.evaluate("location.hash = 'view=path&from=clerk&to=scientist&hours=3'")
    expect(page.locator(".relaxations li")).to_have_text(
        ["Allow 4 competencies in one move", "Walk inferred moves, too"]
    )
    page.evaluate("location.hash = 'view=skills&mine=&role=clerk'")
    expect(page.locator(".reach caption")).to_contain_text("by number. Moves are")
    expect(page.locator(".reach tbody tr").first).to_contain_text("1 competency")
    assert "hour" not in words(page)
