"""Paths that the page finds: the same as Python's, limit for limit."""

import random
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import pytest
from playwright.sync_api import Page

from careergraph import CareerGraph
from careergraph.errors import BudgetError, NoPathError
from careergraph.graph import no_path
from careergraph.graph.pay import pay_scale
from careergraph.graph.request import OBJECTIVES
from tests.export.explorer import ONE, Open
from tests.export.row_of_roles import in_a_row

Case: TypeAlias = tuple[str | None, str, dict[str, Any]]

OPTIONS = {
    "max_moves": "maxMoves",
    "max_learning_per_move": "maxLearning",
    "max_rise": "maxRise",
    "max_shared": "maxShared",
    "max_states": "maxStates",
    "min_similarity": "minSimilarity",
    "min_pay": "minPay",
    "pay_cut": "payCut",
}
"""Keywords of Python that have another name in the page."""


def cases(graph: CareerGraph, count: int, *, seed: int) -> Iterator[Case]:
    """Yield random questions: two roles, or one and skills, and keywords of Python."""
    facts, rng = graph.facts, random.Random(seed)
    roles = facts.of_class("Role")
    held = [*facts.of_class("Competency"), *facts.of_class("Credential")]
    trusted = [rng.sample(list(facts.source_titles), 3) for _ in range(3)]
    for _ in range(count):
        start: str | None
        start, goal, *others = rng.sample(roles, len(roles))
        start = None if rng.random() < 0.1 else start
        options: dict[str, Any] = {
            "minimise": rng.choice(OBJECTIVES[:3]),
            "k": rng.randint(1, 3),
            "holding": rng.sample(held, rng.choice([0, 0, 3, 20])),
            "avoiding": others[: rng.choice([0, 0, 1, 5])],
            "via": others[5 : 5 + rng.choice([0, 0, 0, 0, 0, 1, 2])],
            "inferred": rng.random() < 0.7,
            "pace": rng.choice([10, 10, 7, 16]),
            "max_states": 1000 if rng.random() < 0.9 else rng.choice([1, 5, 20]),
        }
        if rng.random() < 0.3:
            options["max_moves"] = rng.randint(3, 7)
        if rng.random() < 0.3:
            options["max_learning_per_move"] = rng.choice([300, 600, 1200])
        if rng.random() < 0.3:
            options["editorial"] = False
        if rng.random() < 0.3:
            options["sources"] = rng.choice(trusted)
        if rng.random() < 0.3:
            options["max_shared"] = rng.choice([0, 1, 2])
        yield start, goal, options | random_limits(rng, inferred=options["inferred"])


def random_limits(rng: random.Random, *, inferred: bool) -> dict[str, Any]:
    """Return limits on pay, credentials and inference; each is left out mostly."""
    limits: dict[str, Any] = {}
    if rng.random() < 0.25:
        limits["min_pay"] = rng.choice([0, 95_000, 130_000, 133_000, 180_000])
    if rng.random() < 0.3:
        limits["pay_cut"] = False
    if limits and rng.random() < 0.3:
        limits["place"] = rng.choice(["united-kingdom", "united-states", "india"])
    if rng.random() < 0.25:
        limits["credentials"] = False
    if inferred and rng.random() < 0.4:
        limits["min_similarity"] = rng.choice([0.0, 0.05, 0.1, 0.2, 0.29, 0.45])
    if inferred and rng.random() < 0.4:
        limits["max_rise"] = rng.choice([0, 1, 2, 6])
    return limits


def asked_of_the_page(graph: CareerGraph, options: dict[str, Any]) -> dict[str, Any]:
    """Return keywords of Python as the page knows them."""
    asked = {OPTIONS.get(name, name): value for name, value in options.items()}
    sources = set(asked.pop("sources", graph.facts.source_titles))
    if not asked.pop("editorial", True):
        sources.discard("editorial")
    if sources != set(graph.facts.source_titles):
        asked["sources"] = sorted(sources)
    return asked


def unexplained() -> NoPathError:
    return NoPathError("there is no path", start=None, goal="", relaxations=[])


def answer_of_python(graph: CareerGraph, case: Case) -> list[dict[str, Any]]:
    start, goal, options = case
    try:
        paths = [
            path.to_dict() for path in graph.transition_paths(start, goal, **options)
        ]
    except (NoPathError, BudgetError):
        return []
    for path in paths:
        for move in path["moves"]:
            del move["statements"]
    return paths


def as_near(answer: Any) -> Any:
    """Return an answer that equals one whose floats are rounded otherwise."""
    if isinstance(answer, float):
        return pytest.approx(answer, rel=0, abs=1e-9)
    if isinstance(answer, dict):
        return {key: as_near(value) for key, value in answer.items()}
    return [as_near(one) for one in answer] if isinstance(answer, list) else answer


def answer_of_the_page(
    page: Page, graph: CareerGraph, case: Case
) -> list[dict[str, Any]]:
    start, goal, options = case
    asked = [start, goal, asked_of_the_page(graph, options)]
    found: list[dict[str, Any]] = page.evaluate(
        "([start, goal, asked]) => careergraph.transitionPaths(start, goal, asked)",
        asked,
    )
    return found


def test_two_hundred_random_questions_have_the_answers_of_python(
    graph: CareerGraph, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    # To find out which limit is in the way takes longer than all the rest.
    monkeypatch.setattr(no_path, "no_path_error", lambda *_: unexplained())
    page = open_page(graph)
    found = 0
    for case in cases(graph, 200, seed=6):
        answer = answer_of_python(graph, case)
        assert answer_of_the_page(page, graph, case) == as_near(answer), case
        found += bool(answer)
    assert 80 <= found <= 180  # both kinds of answer are tried


def test_what_would_give_a_path_is_what_python_says(
    graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(graph)
    compared, limits = 0, set()
    for case in narrow_cases(graph, 120, seed=7):
        if answer_of_the_page(page, graph, case):
            continue
        start, goal, options = case
        with pytest.raises(NoPathError) as raised:
            graph.transition_paths(start, goal, **options)
        assert relaxations_of_the_page(page, graph, case) == [
            {OPTIONS.get(name, name): as_json(value) for name, value in one.items()}
            for one in raised.value.relaxations
        ], case
        compared += 1
        limits |= {name for one in raised.value.relaxations for name in one}
    assert compared >= 40
    assert limits >= {"min_pay", "pay_cut", "credentials", "min_similarity", "max_rise"}


def narrow_cases(graph: CareerGraph, count: int, *, seed: int) -> Iterator[Case]:
    """Yield questions with limits of which one or several may be in the way.

    Not among them are limits that the page has otherwise, on sources and on the first
    role, and those that take long to rule out.
    """
    rng = random.Random(seed)
    roles = graph.facts.of_class("Role")
    known = sorted(pay_scale(graph.facts).amounts)
    for _ in range(count):
        inferred = rng.random() < 0.5
        limits = random_limits(rng, inferred=inferred)
        options = {"k": 1, "inferred": inferred, **limits}
        start, goal, *others = rng.sample(roles, len(roles))
        if rng.random() < 0.3:
            start, goal = rng.sample(known, 2)
            options["pay_cut"] = False
        elif rng.random() < 0.5:
            options["min_pay"] = rng.choice([150_000, 180_000, 230_000])
        between = [role for role in others if role not in (start, goal)]
        options["avoiding"] = sorted(between[: rng.choice([0, 0, 1, 5])])
        if rng.random() < 0.5:
            options["max_moves"] = rng.randint(2, 5)
        if inferred and rng.random() < 0.5:
            options |= {"max_rise": 0, "min_similarity": rng.choice([0.3, 0.5, 0.7])}
        yield start, goal, options


def relaxations_of_the_page(
    page: Page, graph: CareerGraph, case: Case
) -> list[dict[str, Any]]:
    start, goal, options = case
    asked = [start, goal, asked_of_the_page(graph, options)]
    found: list[dict[str, Any]] = page.evaluate(
        "([start, goal, asked]) => careergraph.relaxations(start, goal, asked)", asked
    )
    return found


def as_json(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def test_a_search_that_runs_out_of_its_budget_says_what_python_says(
    graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(graph)
    ends = ("data-analyst", "chief-ai-officer")
    for states in (1, 10, 20):
        options = {"minimise": "learning", "inferred": True, "max_states": states}
        answer = answer_of_the_page(page, graph, (*ends, options))
        assert answer == as_near(answer_of_python(graph, (*ends, options)))
        assert not answer[0]["optimal"]
        assert answer[0]["lower_bound"] < answer[0]["cost"]["learning"]


def test_months_are_rounded_as_python_rounds_them(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    roles = [
        ("Role", "a", "A", {"leadsTo": {f"r{h}": ONE for h in range(400)}}),
        ("Role", "z", "Z", {"typicalYearsLow": {"1": ONE}}),
    ]
    for hours in range(400):
        needs = {"requires": {f"c{hours}": ONE}, "level": {"1": ONE}}
        roles.append(("Role", f"r{hours}", f"R{hours}", needs))
        skill = {"effort": {str(13 * hours): ONE}}
        roles.append(("Skill", f"c{hours}", f"C{hours}", skill))
    graph = graph_of(*roles)
    page = open_page(graph)
    for hours in range(0, 400, 7):
        for pace in (8, 10, 12, 16):
            case: Case = ("a", f"r{hours}", {"k": 1, "pace": pace})
            answer = answer_of_python(graph, case)
            assert answer_of_the_page(page, graph, case) == answer


@pytest.mark.parametrize(
    ("options", "change"),
    [
        ({"max_moves": 1}, {"maxMoves": 3}),
        ({"max_learning_per_move": 20}, {"maxLearning": 40}),
        ({"avoiding": ["b"]}, {"avoiding": []}),
        ({"via": ["e"]}, {"via": []}),
        ({"sources": ["editorial"]}, {"sources": None}),
    ],
)
def test_the_one_limit_that_is_in_the_way_is_named(
    graph_of: Callable[..., CareerGraph],
    open_page: Open,
    options: dict[str, Any],
    change: dict[str, Any],
) -> None:
    graph = in_a_row(graph_of)
    page = open_page(graph)
    asked = {"inferred": True, **options}  # which has nothing to infer from
    found = page.evaluate(
        "asked => careergraph.relaxations('a', 'd', asked)",
        asked_of_the_page(graph, asked),
    )
    assert found == [change]
    with pytest.raises(NoPathError) as error:
        graph.transition_paths("a", "d", **asked)
    names = {OPTIONS.get(name, name) for name in error.value.relaxations[0]}
    assert names == set(change)
