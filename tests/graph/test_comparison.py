"""Several goals side by side."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner

from careergraph import ArgumentError, CareerGraph, UnknownConceptError
from careergraph.cli import commands
from careergraph.graph.comparison import Comparison, compare
from careergraph.graph.network import TransitionNetwork
from careergraph.ontology.facts import Facts

FactsMaker = Callable[..., Facts]

DA = "data analyst"


@pytest.fixture
def facts(make_facts: FactsMaker) -> Facts:
    """From a to b, and over x to c; d cannot be reached. s is needed by all.

    b needs s and t; x needs s and u; c needs v, which rests on u.
    """
    return make_facts(
        {
            **dict.fromkeys(("a", "b", "c", "d", "x"), "Role"),
            **dict.fromkeys("stuv", "Skill"),
            "us": "Place",
            "pay": "Salary",
        },
        [
            ("a", "leadsTo", "b"),
            ("a", "leadsTo", "x"),
            ("x", "leadsTo", "c"),
            ("d", "leadsTo", "a"),
            ("b", "requires", "s"),
            ("b", "requires", "t"),
            ("x", "requires", "s"),
            ("x", "requires", "u"),
            ("c", "requires", "v"),
            ("v", "prerequisite", "u"),
            ("s", "effort", 10),
            ("t", "effort", 40),
            ("u", "effort", 120),
            ("v", "effort", 300),
            ("b", "level", 3),
            ("pay", "forRole", "b"),
            ("pay", "inPlace", "us"),
            ("pay", "currency", "USD"),
            ("pay", "mean", 100_000),
            ("pay", "asOf", "2024"),
        ],
    )


def compared(facts: Facts, *targets: str, **limits: Any) -> Comparison:
    return compare(facts, TransitionNetwork(facts), "a", targets, **limits)


def test_each_target_has_its_path_and_what_it_alone_asks_for(facts: Facts) -> None:
    answer = compared(facts, "C", "B")
    c, b = answer.targets
    assert (answer.common, answer.common_hours) == (("s",), 10)
    assert (c.role, c.only, c.only_hours) == ("c", ("u", "v"), 420)
    assert (b.role, b.only, b.only_hours) == ("b", ("t",), 40)
    assert c.path is not None
    assert c.path.roles == ("a", "x", "c")
    assert c.cost == {"moves": 2, "learning": 430, "months": None}
    assert (b.level, c.level) == (3, None)
    assert (b.pay, b.pay_sources) == ("US 2024, USD mean 100,000", ("test",))
    assert c.pay is None


def test_what_only_some_targets_share_is_neither_common_nor_of_one(
    facts: Facts,
) -> None:
    answer = compared(facts, "b", "c", "x")
    assert answer.common == ("s",)
    assert [target.only for target in answer.targets] == [("t",), ("v",), ()]


def test_what_is_held_is_not_learnt(facts: Facts) -> None:
    answer = compared(facts, "b", "c", holding=["s", "u"])
    assert answer.common == ()
    assert [target.only_hours for target in answer.targets] == [40, 300]


def test_an_iterator_of_limits_serves_every_target(facts: Facts) -> None:
    answer = compared(facts, "b", "c", holding=(slug for slug in ("s", "u")))
    assert [target.cost["learning"] for target in answer.targets] == [40, 300]


def test_a_target_out_of_reach_stands_with_the_reason(facts: Facts) -> None:
    b, d = compared(facts, "b", "d").targets
    assert b.path is not None
    assert d.path is None
    assert d.problem is not None
    assert d.problem.startswith('there is no path from "A" to "D"')
    assert d.cost == {"moves": None, "learning": None, "months": None}


def test_a_target_out_of_reach_takes_nothing_from_what_is_common(
    facts: Facts,
) -> None:
    answer = compared(facts, "b", "c", "d")
    assert answer.common == ("s",)


def test_a_limit_may_close_one_target_alone(facts: Facts) -> None:
    b, c = compared(facts, "b", "c", max_moves=1).targets
    assert b.path is not None
    assert c.path is None


def test_a_budget_that_runs_out_is_told_for_its_target(facts: Facts) -> None:
    [c] = compared(facts, "c", max_seconds=0, max_learning_per_move=200).targets
    assert c.path is None
    assert c.problem is not None
    assert c.problem.startswith("the budget ran out before a path was found")


def test_a_path_that_is_not_proven_says_so(facts: Facts) -> None:
    text = compared(facts, "c", max_seconds=0).to_text(width=80)
    assert "   A → X → C; the best found, not proven" in text


def test_a_target_counts_once_and_one_is_enough(facts: Facts) -> None:
    answer = compared(facts, "b", "B", " b ")
    assert [target.role for target in answer.targets] == ["b"]
    assert answer.common == answer.targets[0].only == ("s", "t")
    single = compare(facts, TransitionNetwork(facts), "a", "b")
    assert single == answer


@pytest.mark.parametrize(
    ("targets", "limits", "message"),
    [
        ((), {}, "there is nothing to compare; name one role or more"),
        (("b", "A"), {}, '"A" is the start; compare other roles with each other'),
        (
            ("b",),
            {"minimise": "pareto"},
            '"pareto" cannot be minimised side by side; choose moves, learning, time',
        ),
        (("b",), {"avoiding": "b"}, '"B" is the goal; it cannot be avoided'),
    ],
)
def test_wrong_use_is_told(
    facts: Facts, targets: tuple[str, ...], limits: dict[str, Any], message: str
) -> None:
    with pytest.raises(ArgumentError) as caught:
        compared(facts, *targets, **limits)
    assert str(caught.value) == message


def test_an_unknown_target_is_told(facts: Facts) -> None:
    with pytest.raises(UnknownConceptError):
        compared(facts, "b", "z")


def test_text_is_a_table_then_a_block_for_each_target(facts: Facts) -> None:
    text = compared(facts, "b", "c", "d").to_text(width=80).splitlines()
    assert text[:18] == [
        "From A to 3 roles; for each the path with the fewest moves.",
        "",
        "   moves  hours  time  level  only for it",
        "B      1     50     –      3         40 h",
        "C      2    430     –      –        420 h",
        "D      –      –     –      –            –",
        "",
        "Learn first, for both that can be reached, 10 hours: S",
        "",
        "1. B",
        "   A → B",
        "   Only for it, 40 hours: T",
        "   Pay, a year: US 2024, USD mean 100,000 (test)",
        "",
        "2. C",
        "   A → X → C",
        "   Only for it, 420 hours: U, V",
        "",
    ]
    assert text[18] == "3. D"
    assert text[19].startswith('   There is no path from "A" to "D"')


def test_a_narrow_text_has_the_numbers_in_the_blocks(facts: Facts) -> None:
    text = compared(facts, "b", "c").to_text(width=40).splitlines()
    assert text[:8] == [
        "From A to 2 roles; for each the path",
        "  with the fewest moves.",
        "",
        "Learn first, for all of them, 10 hours:",
        "  S",
        "",
        "1. B",
        "   level 3, 1 move, 50 hours",
    ]
    assert "   2 moves, 430 hours" in text


def test_time_is_told_in_the_words_of_a_path(make_facts: FactsMaker) -> None:
    """Two years in x; 430 hours are 43 weeks at ten hours, so 9.9 months."""
    facts = make_facts(
        {**dict.fromkeys("abcx", "Role"), "u": "Skill"},
        [
            ("a", "leadsTo", "b"),
            ("a", "leadsTo", "x"),
            ("x", "leadsTo", "c"),
            ("x", "typicalYearsLow", 2),
            ("b", "requires", "u"),
            ("c", "requires", "u"),
            ("u", "effort", 430),
        ],
    )
    answer = compared(facts, "b", "c")
    assert answer.to_dict()["targets"][1]["cost"]["months"] == 33.9
    wide = answer.to_text(width=80)
    assert "B      1    430  10 months      –" in wide
    assert "C      2    430  2.8 years      –" in wide
    assert "Time is the middle of the typical years in" in " ".join(wide.split())
    assert "2 moves, 430 hours, about 2.8 years" in " ".join(
        answer.to_text(width=40).split()
    )


def test_what_is_common_names_whom_it_counts_for(facts: Facts) -> None:
    def first(*targets: str, **limits: Any) -> str:
        text = compared(facts, *targets, **limits).to_text(width=100)
        return next(line for line in text.splitlines() if "earn" in line)

    assert first("b", "c").startswith("Learn first, for all of them, 10 hours")
    assert first("b", "c", "x", "d").startswith(
        "Learn first, for all 3 that can be reached, 10 hours"
    )
    assert first("b", "c", "d", holding="s") == (
        "Nothing that is to be learnt is common to both that can be reached."
    )


def test_one_target_alone_is_told_as_what_to_learn(facts: Facts) -> None:
    text = compared(facts, "b").to_text(width=80)
    assert text.endswith(
        "\n\nHours are our own estimate; each competency counts once on a path."
    )
    assert "   To learn, 50 hours: S, T" in text
    assert "Only for it, " not in text
    assert "Learn first" not in text


@pytest.mark.parametrize("minimise", ["moves", "learning", "time"])
def test_paths_are_those_of_the_path_question(
    graph: CareerGraph, minimise: str
) -> None:
    goals = ["data-scientist", "ai-engineer", "chief-ai-officer"]
    answer = graph.compare(DA, goals, minimise=minimise, holding=["Python"])
    for goal, target in zip(goals, answer.targets, strict=True):
        path = graph.transition_path(DA, goal, minimise=minimise, holding=["Python"])
        assert target.path == path
    learnt = [
        {slug for move in target.path.moves for slug in move.learn}
        for target in answer.targets
        if target.path
    ]
    assert set(answer.common) == learnt[0] & learnt[1] & learnt[2]
    assert set(answer.targets[1].only) == learnt[1] - learnt[0] - learnt[2]


def test_text_says_what_time_is(graph: CareerGraph) -> None:
    text = graph.compare(DA, ["data scientist"], pace=5).to_text(width=1000)
    assert "in the roles between, and learning at 5 hours a week." in text


def test_someone_without_a_role_compares_too(graph: CareerGraph) -> None:
    answer = graph.compare(None, ["data scientist"], holding=["Python", "SQL"])
    assert answer.start is None
    assert str(answer).startswith("From what you hold to 1 role;")


def test_the_dictionary_and_the_rows_hold_the_same(graph: CareerGraph) -> None:
    answer = graph.compare(DA, ["data scientist", "data annotator"])
    value = json.loads(json.dumps(answer.to_dict()))
    reached, closed = value["targets"]
    assert reached["roles"] == ["data-analyst", "data-scientist"]
    assert reached["cost"]["moves"] == 1
    assert (reached["optimal"], reached["problem"]) == (True, None)
    assert (closed["roles"], closed["optimal"]) == (None, None)
    rows = answer.rows()
    assert [row["role"] for row in rows] == ["data-scientist", "data-annotator"]
    assert rows[0]["moves"] == 1
    assert rows[1]["problem"] == closed["problem"]


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_lines_fit_the_width(graph: CareerGraph, width: int) -> None:
    goals = [
        "chief AI officer",
        "machine learning engineering manager",
        "data annotator",
    ]
    text = graph.compare(DA, goals).to_text(width=width)
    assert max(map(len, text.splitlines())) <= width


def test_no_target_in_reach_is_exit_code_1() -> None:
    one = ["compare", "CAIO", "data analyst", "data scientist"]
    assert CliRunner().invoke(commands, one).exit_code == 1
    some = ["compare", DA, "data scientist", "data annotator"]
    assert CliRunner().invoke(commands, some).exit_code == 0
