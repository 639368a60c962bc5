"""Paths on the real graph, their limits, and what they say."""

import json
from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest

from careergraph import (
    ArgumentError,
    CareerGraph,
    NoPathError,
    UnknownConceptError,
)
from careergraph.graph.pay import pay_lines
from careergraph.ontology.facts import Facts

DA, CAIO = "data analyst", "chief AI officer"


def test_the_path_to_chief_ai_officer_rises_step_by_step(graph: CareerGraph) -> None:
    path = graph.transition_path("Data Analyst", "Chief AI Officer")
    levels = [graph.facts.objects(role, "level")[0] for role in path.roles]
    assert levels == sorted(levels)
    assert path.roles[-2:] == ("data-science-manager", "chief-ai-officer")
    assert path.moves[-1].sources == ("techrolepedia-ml-engineer",)
    assert all(move.kind == "asserted" and move.sources for move in path.moves)


def test_fewest_moves_are_those_of_networkx(graph: CareerGraph) -> None:
    moves = [fact for fact in graph.facts.statements("leadsTo")]
    ladder: nx.DiGraph[str] = nx.DiGraph((fact.subject, fact.value) for fact in moves)
    for start in ("data-analyst", "junior-data-engineer", "prompt-engineer"):
        for goal, steps in nx.single_source_shortest_path_length(ladder, start).items():
            assert len(graph.transition_path(start, goal).moves) == steps


def test_what_is_learnt_is_never_learnt_again(graph: CareerGraph) -> None:
    path = graph.transition_path(DA, CAIO)
    learnt = [slug for move in path.moves for slug in move.learn]
    assert len(learnt) == len(set(learnt))
    hours = [graph.facts.values(slug, "effort")[0].value for slug in learnt]
    assert path.learning == sum(hours)


def test_prerequisites_come_first(graph: CareerGraph) -> None:
    for role in graph.facts.of_class("Role"):
        learn = graph.skill_gap("data-analyst", role).learn
        for place, slug in enumerate(learn):
            before = {s.value for s in graph.facts.values(slug, "prerequisite")}
            assert before.isdisjoint(learn[place:])


def test_holding_shortens_what_is_to_be_learnt(graph: CareerGraph) -> None:
    plain = graph.transition_path(DA, "data scientist")
    holding = graph.transition_path(DA, "data scientist", holding=["Python", "pandas"])
    gone = set(plain.moves[0].learn) - set(holding.moves[0].learn)
    # Python rests on computer programming; pandas on Python and data analysis,
    # which a data analyst has.
    assert gone == {"computer-programming", "pandas", "python"}
    assert plain.learning - holding.learning == 120 + 40 + 120


def test_avoiding_via_and_k(graph: CareerGraph) -> None:
    avoiding = graph.transition_path(DA, CAIO, avoiding=["Data Scientist"])
    assert "data-scientist" not in avoiding.roles
    via = graph.transition_path(DA, CAIO, via=["Machine Learning Researcher"])
    assert "machine-learning-researcher" in via.roles
    paths = graph.transition_paths(DA, CAIO, k=4)
    assert len({path.roles for path in paths}) == 4
    assert [len(path.moves) for path in paths] == sorted(len(p.moves) for p in paths)


def test_least_learning_is_no_more_than_on_the_path_of_fewest_moves(
    graph: CareerGraph,
) -> None:
    fewest = graph.transition_path("software engineer", CAIO)
    least = graph.transition_path("software engineer", CAIO, minimise="learning")
    assert least.learning <= fewest.learning
    assert len(fewest.moves) <= len(least.moves)


def test_an_inferred_move_says_so(graph: CareerGraph) -> None:
    path = graph.transition_path("chief AI officer", "head of AI", inferred=True)
    [move] = path.moves
    assert (move.kind, move.sources) == ("inferred", ())
    text = str(path)
    assert "Who says so: nobody; inferred" in text
    assert "An inferred move is a guess" in text


def test_one_name_may_stand_without_a_list(graph: CareerGraph) -> None:
    one = graph.transition_path(DA, "data scientist", holding="Python")
    listed = graph.transition_path(DA, "data scientist", holding=["Python"])
    assert one == listed


def test_a_credential_is_asked_for_once(graph: CareerGraph) -> None:
    path = graph.transition_path("data scientist", "senior software engineer")
    asked = [slug for move in path.moves for slug in move.credentials]
    # A data scientist has the degree that a software engineer needs.
    assert "bachelors-degree" not in asked
    assert len(asked) == len(set(asked))


def test_start_and_goal_may_be_one(graph: CareerGraph) -> None:
    path = graph.transition_path(DA, "Data Analyst")
    assert path.moves == ()
    assert str(path) == "Data Analyst → Data Analyst: you are there already."


def test_the_dictionary_holds_the_promised_keys(graph: CareerGraph) -> None:
    path = graph.transition_path(DA, CAIO)
    value: dict[str, Any] = json.loads(json.dumps(path.to_dict()))
    assert value["start"] == "data-analyst"
    assert value["goal"] == "chief-ai-officer"
    assert value["minimise"] == "moves"
    assert value["optimal"] is True
    assert value["lower_bound"] == 4
    assert value["cost"] == {
        "moves": 4,
        "learning": path.learning,
        "months": path.months,
    }
    for move in value["moves"]:
        assert {"from", "to", "kind", "sources", "held", "learn"} <= set(move)


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (
            {"minimise": "fun"},
            '"fun" cannot be minimised; choose moves, learning, time or pareto',
        ),
        (
            {"avoiding": ["data analyst"]},
            '"Data Analyst" is the start; it cannot be avoided',
        ),
        (
            {"avoiding": ["CAIO"]},
            '"Chief AI Officer" is the goal; it cannot be avoided',
        ),
        (
            {"avoiding": ["AI engineer"], "via": ["AI engineer"]},
            '"AI Engineer" is a role to pass through; it cannot be avoided',
        ),
        (
            {"via": ["data analyst"]},
            '"Data Analyst" is the start; name other roles to pass through',
        ),
    ],
)
def test_a_contradiction_is_told(
    graph: CareerGraph, limits: dict[str, Any], message: str
) -> None:
    with pytest.raises(ArgumentError) as caught:
        graph.transition_paths(DA, CAIO, **limits)
    assert str(caught.value) == message


def test_no_path_may_be_opened_by_inferred_moves(graph: CareerGraph) -> None:
    with pytest.raises(NoPathError) as caught:
        graph.transition_path(CAIO, "head of AI")
    assert "inferred moves are walked too" in str(caught.value)


def test_a_competency_is_no_role(graph: CareerGraph) -> None:
    with pytest.raises(UnknownConceptError):
        graph.transition_path("Python", CAIO)


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_lines_fit_the_width(graph: CareerGraph, width: int) -> None:
    text = graph.transition_path(DA, CAIO, via=["machine learning engineer"]).to_text(
        width=width
    )
    long = [line for line in text.splitlines() if len(line) > width]
    assert all(" " not in line.strip() for line in long)


def test_pay_is_told_with_place_currency_year_and_source(
    make_facts: Callable[..., Facts],
) -> None:
    salaries = {
        "pay-us-2022": {
            "inPlace": "us",
            "currency": "USD",
            "low": 78190,
            "high": 232010,
            "median": 136320,
            "asOf": "2022-05",
        },
        "pay-in": {"inPlace": "in", "currency": "INR", "mean": 900000},
        **{
            f"survey-{year}-{level}": {
                "inPlace": "us",
                "currency": "USD",
                "median": median,
                "reports": reports,
                "experienceLevel": level,
                "asOf": year,
            }
            for year, level, median, reports in (
                ("2023", "senior", 1, 50),
                ("2024", "senior", 150000, 20),
                ("2024", "mid", 120000, 1000),
            )
        },
    }
    facts = make_facts(
        {
            "a": "Role",
            "us": "Place",
            "in": "Place",
            **dict.fromkeys(salaries, "Salary"),
        },
        [
            *((slug, "forRole", "a") for slug in salaries),
            *(
                (slug, n, v)
                for slug, fields in salaries.items()
                for n, v in fields.items()
            ),
        ],
    )
    assert [line.text for line in pay_lines(facts, "a")] == [
        "US 2024, USD median by experience: mid 120,000, senior 150,000; 1,020 reports",
        "IN, INR mean 900,000",
        "US 2022-05, USD 78,190–232,010, median 136,320",
    ]
    assert {line.sources for line in pay_lines(facts, "a")} == {("test",)}


def test_a_path_tells_what_its_roles_pay(graph: CareerGraph) -> None:
    text = graph.transition_path(DA, "machine learning engineer").to_text(width=200)
    assert "Pay as Machine Learning Engineer, a year:" in text
    assert "more: careergraph query pay-of-role role=machine-learning-engineer" in text


def test_a_gap_lists_what_helps_besides(graph: CareerGraph) -> None:
    gap = graph.skill_gap("data engineer", "AI engineer")
    assert "mlops" in gap.helpful
    assert set(gap.helpful).isdisjoint({*gap.held, *gap.learn})
    assert gap.hours == sum(
        graph.facts.values(slug, "effort")[0].value for slug in gap.learn
    )
    assert "Helpful, not essential: " in gap.to_text(width=2000)


def test_a_notebook_shows_text_that_is_escaped(graph: CareerGraph) -> None:
    html = graph.transition_path(DA, "data scientist")._repr_html_()
    assert "Data Analyst → Data Scientist" in html
    assert "Bachelor&#x27;s Degree" in html
