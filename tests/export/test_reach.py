"""What is missing for each role, and what opens most: the answers of Python."""

import random
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from careergraph import CareerGraph
from tests.export.explorer import ONE, Open, Row
from tests.export.skills import ranking, small_graph

GAPS = """([start, goals, holding]) => goals.map(
  (goal) => careergraph.skillGap(start, goal, { holding }))"""


def standings(
    graph: CareerGraph, count: int, *, seed: int
) -> Iterator[tuple[str | None, list[str]]]:
    """Yield a random role, or none, with random competencies and credentials."""
    facts, rng = graph.facts, random.Random(seed)
    held = [*facts.of_class("Competency"), *facts.of_class("Credential")]
    for number in range(count):
        role = rng.choice(facts.of_class("Role")) if number % 2 else None
        yield role, rng.sample(held, rng.choice([0, 1, 3, 10, 40]))


def test_two_hundred_random_sets_of_skills_have_the_gaps_of_python(
    graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(graph, "#view=skills")
    roles = graph.facts.of_class("Role")
    told = ("goal", "held", "learn", "hours", "credentials")
    for role, holding in standings(graph, 200, seed=7):
        gaps = [graph.skill_gap(role, goal, holding=holding) for goal in roles]
        expected = [{key: gap.to_dict()[key] for key in told} for gap in gaps]
        assert page.evaluate(GAPS, [role, roles, holding]) == expected, (role, holding)


def test_what_opens_most_is_what_python_says(
    graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(graph)
    found = 0
    for role, holding in standings(graph, 80, seed=8):
        if role is None:
            continue
        answer = graph.openings(role, holding=holding).to_dict()
        assert page.evaluate(
            "([role, holding]) => careergraph.openings(role, { holding })",
            [role, holding],
        ) == {"open": answer["open"], "openings": answer["openings"]}, (role, holding)
        found += bool(answer["openings"])
    assert found > 20


@pytest.mark.parametrize("role", [None, "data-analyst", "machine-learning-engineer"])
def test_the_ranking_shows_the_hours_and_moves_of_python(
    graph: CareerGraph, open_page: Open, role: str | None
) -> None:
    held = ["python", "sql", "linear-algebra", "bachelors-degree"]
    ours = f"&role={role}" if role else ""
    page = open_page(graph, f"#view=skills&mine={'+'.join(held)}{ours}")
    moves: dict[str, str] = {}
    if role:
        rows = graph.reach(role, holding=held).rows()
        moves = {row["role"]: str(row["moves"]) for row in rows}
    expected = []
    for goal in graph.facts.of_class("Role"):
        if goal == role:
            continue
        hours = graph.skill_gap(role, goal, holding=held).hours
        total = graph.skill_gap(None, goal).hours
        label = graph.facts.label(goal)
        steps = [moves.get(goal, "–")] if role else []
        held_share = f"{(total - hours) * 100 // total} %"
        row = ", ".join([str(label), held_share, f"{hours:,} h", *steps])
        expected.append((hours, str(label).lower(), row))
    assert ranking(page) == [row for *_, row in sorted(expected)]


def test_shares_hours_and_what_is_next_are_those_worked_out_by_hand(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    page = open_page(small_graph(graph_of), "#view=skills&mine=python")
    assert ranking(page) == [
        "Analyst, 0 %, 40 h",
        "Engineer, 75 %, 40 h",
        "Scientist, 26 %, 340 h",
    ]
    rows = page.locator(".reach tbody tr")
    expect(rows.nth(1)).to_contain_text("next SQLasks for SQL Certificate")
    expect(rows.nth(2)).to_contain_text("next Machine Learning")


def test_of_the_openings_those_are_told_that_open_more_or_take_less(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    # Python covers 160 of 160 hours of the engineer; machine learning covers 420 of
    # the 460 of the scientist, and Python with it.
    page = open_page(small_graph(graph_of), "#view=skills&mine=&role=analyst")
    told = page.locator("#skills-answer li")
    expect(told).to_have_text(
        [
            "Machine Learning opens 2 roles for 420 h, with 1 before itEngineer, Scientist",
            "Python opens 1 role for 120 hEngineer",
        ]
    )
    best = [o.competency for o in small_graph(graph_of).openings("analyst").openings]
    assert best == ["ml", "python", "pandas"]  # pandas takes more hours than Python


def test_the_present_role_is_not_ranked_and_moves_come_with_it(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    page = open_page(small_graph(graph_of), "#view=skills&mine=&role=analyst")
    assert ranking(page) == ["Engineer, 25 %, 120 h, –", "Scientist, 0 %, 460 h, 1"]
    page.locator("#editorial").uncheck()  # only we state that move
    assert ranking(page) == ["Engineer, 25 %, 120 h, –", "Scientist, 0 %, 460 h, –"]


def test_where_no_hours_are_known_competencies_are_counted(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    needs = {"a": ["s", "t", "u"], "b": ["s", "t"]}
    rows: list[Row] = [("Skill", s, s.upper(), {}) for s in "stu"]
    for role, skills in needs.items():
        rows.append(
            ("Role", role, role.upper(), {"requires": dict.fromkeys(skills, ONE)})
        )
    page = open_page(graph_of(*rows), "#view=skills&mine=s")
    assert ranking(page) == ["B, 50 %, 1 competency", "A, 33 %, 2 competencies"]
    expect(page.locator(".reach caption")).to_contain_text("by number")
