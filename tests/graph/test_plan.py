"""Learning plans on small graphs, by hand and against networkx."""

import json
from collections.abc import Callable
from itertools import combinations
from typing import Any

import networkx as nx
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careergraph import (
    AmbiguousConceptError,
    ArgumentError,
    CareerGraph,
    UnknownConceptError,
    WrongKindError,
)
from careergraph.cli import commands
from careergraph.graph import set_cover
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.plan import LearningPlan, learning_plan
from careergraph.ontology.facts import Facts

FactsMaker = Callable[..., Facts]
Statement = tuple[Any, ...]

KINDS = {
    **dict.fromkeys(("algebra", "calculus", "charts", "descent", "gossip"), "Skill"),
    **dict.fromkeys(("analyst", "poet", "scientist"), "Role"),
    **dict.fromkeys(("almanac", "atlas", "charts-book", "primer"), "Book"),
    **dict.fromkeys(("badge", "old-badge"), "Certification"),
    "degree": "Degree",
}
STATEMENTS: list[Statement] = [
    ("calculus", "prerequisite", "algebra"),
    ("descent", "prerequisite", "calculus"),
    ("descent", "prerequisite", "charts"),
    ("algebra", "effort", 120, ["editorial"]),
    ("calculus", "effort", 120, ["editorial"]),
    ("charts", "effort", 40, ["editorial"]),
    ("descent", "effort", 10, ["editorial"]),
    ("analyst", "requires", "charts"),
    ("scientist", "requires", "calculus"),
    ("scientist", "requires", "degree"),
    ("scientist", "requires", "descent"),
    ("scientist", "requires", "gossip"),
    *(("almanac", "teaches", s) for s in ("algebra", "calculus", "charts", "descent")),
    *(("atlas", "teaches", s) for s in ("charts", "descent")),
    ("charts-book", "teaches", "charts"),
    *(("primer", "teaches", skill) for skill in ("algebra", "calculus")),
    ("badge", "teaches", "descent"),
    ("badge", "status", "current"),
    ("old-badge", "teaches", "descent"),
    ("old-badge", "status", "retired"),
]


@pytest.fixture
def facts(make_facts: FactsMaker) -> Facts:
    """Descent rests on calculus and charts, calculus on algebra; nobody says how long
    gossip takes, and nothing teaches it."""
    return make_facts(KINDS, STATEMENTS)


def plan_of(facts: Facts, goal: str = "scientist", **given: Any) -> LearningPlan:
    return learning_plan(facts, TransitionNetwork(facts), goal, **given)


def learnt(plan: LearningPlan) -> list[str]:
    return [lesson.competency for lesson in plan.lessons]


def chosen(plan: LearningPlan) -> list[str]:
    return [each.resource for each in plan.chosen]


def test_lessons_are_in_learning_order_with_what_they_rest_on(facts: Facts) -> None:
    plan = plan_of(facts)
    assert [
        (each.competency, each.hours, each.required, each.for_, each.rests_on)
        for each in plan.lessons
    ] == [
        ("algebra", 120, False, ("calculus",), ()),
        ("calculus", 120, True, ("descent",), (("algebra", False),)),
        ("charts", 40, False, ("descent",), ()),
        ("descent", 10, True, (), (("calculus", False), ("charts", False))),
        ("gossip", None, True, (), ()),
    ]
    assert (plan.hours, plan.unknown_effort) == (290, 1)
    assert (plan.held, plan.credentials) == ((), ("degree",))


def test_each_lesson_has_its_teachers(facts: Facts) -> None:
    # What teaches least else comes first; a badge that is retired is none.
    by_slug = {lesson.competency: lesson for lesson in plan_of(facts).lessons}
    assert by_slug["charts"].resources == ("charts-book", "atlas", "almanac")
    assert by_slug["descent"].resources == ("atlas", "almanac")
    assert by_slug["descent"].certifications == ("badge",)
    assert by_slug["gossip"].resources == by_slug["gossip"].certifications == ()


def test_what_is_held_is_left_out_and_named(facts: Facts) -> None:
    plan = plan_of(facts, start="analyst", holding=["Calculus"])
    assert learnt(plan) == ["descent", "gossip"]
    assert plan.lessons[0].rests_on == (("calculus", True), ("charts", True))
    assert plan.held == ("algebra", "calculus", "charts")
    assert (plan.start, plan.hours) == ("analyst", 10)


def test_a_credential_that_is_held_is_not_asked_for(facts: Facts) -> None:
    assert plan_of(facts, holding="degree").credentials == ()


def test_a_competency_may_be_the_goal(facts: Facts) -> None:
    plan = plan_of(facts, "calculus")
    assert [(each.competency, each.required) for each in plan.lessons] == [
        ("algebra", False),
        ("calculus", True),
    ]
    assert chosen(plan) == ["almanac"]  # as good as the primer, and first by name
    assert str(plan).startswith("To learn CALCULUS: 2 lessons, 240 hours of learning.")


def test_without_stated_hours_the_effort_of_what_is_taught_stands_in(
    facts: Facts,
) -> None:
    # The almanac alone stands for 290 hours, as do primer (240) and atlas (50).
    plan = plan_of(facts)
    assert [(each.resource, each.covers, each.hours) for each in plan.chosen] == [
        ("almanac", ("algebra", "calculus", "charts", "descent"), None)
    ]
    assert (plan.cost, plan.lower_bound, plan.optimal) == (290, 290, True)
    assert (plan.known_hours, plan.unknown) == (0, 1)
    assert plan.uncovered == ("gossip",)


def test_the_least_hours_or_the_fewest_resources(make_facts: FactsMaker) -> None:
    facts = make_facts(
        KINDS,
        [*STATEMENTS, ("almanac", "hours", 300), ("atlas", "hours", 7.5)],
    )
    plan = plan_of(facts)
    assert chosen(plan) == ["primer", "atlas"]
    assert (plan.cost, plan.known_hours, plan.unknown) == (247.5, 7.5, 1)
    fewest = plan_of(facts, cover="resources")
    assert chosen(fewest) == ["almanac"]
    assert (fewest.cost, fewest.known_hours, fewest.unknown) == (1, 300, 0)


def test_only_what_is_still_to_be_learnt_counts(make_facts: FactsMaker) -> None:
    # With charts held, the atlas stands for the 10 hours of descent alone.
    facts = make_facts(KINDS, [*STATEMENTS, ("almanac", "hours", 300)])
    plan = plan_of(facts, start="analyst")
    assert [(each.resource, each.covers) for each in plan.chosen] == [
        ("primer", ("algebra", "calculus")),
        ("atlas", ("descent",)),
    ]
    assert plan.cost == 250


def test_parts_of_hours_are_added_exactly(make_facts: FactsMaker) -> None:
    # In floats 0.1 + 0.2 is more than 0.3; here they are equal, and one book wins.
    facts = make_facts(
        {"s": "Skill", "t": "Skill", "r": "Role"}
        | dict.fromkeys(("a", "b", "whole"), "Book"),
        [
            *(("r", "requires", skill) for skill in "st"),
            *(("whole", "teaches", skill) for skill in "st"),
            ("a", "teaches", "s"),
            ("b", "teaches", "t"),
            ("a", "hours", 0.1),
            ("b", "hours", 0.2),
            ("whole", "hours", 0.3),
        ],
    )
    plan = plan_of(facts, "r")
    assert (chosen(plan), plan.cost) == (["whole"], 0.3)


@pytest.mark.parametrize("hours", [-5, 1e300, "long"])
def test_hours_without_a_meaning_are_not_stated(
    make_facts: FactsMaker, hours: Any
) -> None:
    plan = plan_of(make_facts(KINDS, [*STATEMENTS, ("almanac", "hours", hours)]))
    assert (plan.known_hours, plan.unknown, plan.cost) == (0, 1, 290)


def test_prerequisites_in_a_circle_are_learnt_together(make_facts: FactsMaker) -> None:
    facts = make_facts(
        dict.fromkeys("abc", "Skill"),
        [
            ("a", "prerequisite", "b"),
            ("b", "prerequisite", "a"),
            ("b", "prerequisite", "c"),
            ("c", "prerequisite", "c"),
        ],
    )
    plan = plan_of(facts, "a")
    assert sorted(learnt(plan)) == ["a", "b", "c"]
    assert learnt(plan).index("c") < learnt(plan).index("b")
    by_slug = {lesson.competency: lesson for lesson in plan.lessons}
    assert by_slug["b"].rests_on == (("a", False), ("c", False))
    assert by_slug["c"].rests_on == ()
    assert "of unknown effort" in str(plan)
    assert "Hours of learning" not in str(plan)


def test_a_goal_without_competencies_has_an_empty_plan(facts: Facts) -> None:
    plan = plan_of(facts, "poet", start="analyst")
    assert (plan.lessons, plan.chosen, plan.cost, plan.optimal) == ((), (), 0, True)
    assert str(plan) == (
        "From ANALYST to POET: nothing to learn, as this graph knows of no competency "
        "for\n  it."
    )


def test_who_has_it_all_has_nothing_to_learn(facts: Facts) -> None:
    plan = plan_of(facts, holding=["descent", "gossip", "degree"])
    assert plan.lessons == ()
    assert str(plan) == (
        "To become SCIENTIST: nothing to learn; you have it all.\n\n"
        "You have: ALGEBRA, CALCULUS, CHARTS, DESCENT, GOSSIP"
    )
    assert plan_of(facts, "analyst", start="analyst").lessons == ()


def test_thousands_may_be_held(make_facts: FactsMaker) -> None:
    skills = [f"s{number:04}" for number in range(2000)]
    facts = make_facts(
        dict.fromkeys(skills, "Skill") | {"r": "Role", "book": "Book"},
        [
            *(("r", "requires", skill) for skill in skills),
            *(("book", "teaches", skill) for skill in skills),
            *((skill, "effort", 10) for skill in skills),
        ],
    )
    network = TransitionNetwork(facts)
    plan = learning_plan(facts, network, "r", holding=skills[1:1500])
    assert (len(plan.held), len(plan.lessons), plan.hours) == (1499, 501, 5010)
    assert plan.chosen[0].covers == (skills[0], *skills[1500:])


def test_names_are_resolved(facts: Facts) -> None:
    with pytest.raises(UnknownConceptError, match="no role or competency called") as e:
        plan_of(facts, "scientits")
    assert e.value.candidates == ("SCIENTIST",)
    with pytest.raises(WrongKindError, match="is no role or competency but a book"):
        plan_of(facts, "atlas")
    with pytest.raises(UnknownConceptError):
        plan_of(facts, start="algebra")
    with pytest.raises(UnknownConceptError):
        plan_of(facts, holding=["poet"])


def test_a_role_goes_before_a_competency_of_one_name(graph: CareerGraph) -> None:
    assert graph.learning_plan("DPO").goal == "data-protection-officer"
    assert graph.learning_plan("direct preference optimization").held == ()


def test_a_name_of_several_roles_is_refused(make_facts: FactsMaker) -> None:
    facts = make_facts({"a-b": "Role", "a_b": "Role"}, [])
    with pytest.raises(AmbiguousConceptError):
        plan_of(facts, "a b")


@pytest.mark.parametrize("cover", ["cost", "", None, 1])
def test_an_unknown_choice_is_refused(facts: Facts, cover: Any) -> None:
    with pytest.raises(ArgumentError, match="choose hours or resources"):
        plan_of(facts, cover=cover)


def test_text_reads_as_advice(make_facts: FactsMaker) -> None:
    facts = make_facts(
        KINDS, [*STATEMENTS, ("almanac", "hours", 300), ("atlas", "hours", 7.5)]
    )
    assert plan_of(facts, holding="charts").to_text(width=1000).splitlines() == [
        (
            "To become SCIENTIST: 4 lessons, 250 hours of learning, without 1 lesson of "
            "unknown effort."
        ),
        "",
        "You have: CHARTS",
        "",
        "1. ALGEBRA (120 h)",
        "   only needed for: CALCULUS",
        "   from PRIMER; 1 more teaches it",
        "",
        "2. CALCULUS (120 h)",
        "   rests on ALGEBRA (1)",
        "   from PRIMER; 1 more teaches it",
        "",
        "3. DESCENT (10 h)",
        "   rests on CALCULUS (2), CHARTS (you have it)",
        "   from ATLAS; 1 more teaches it",
        "   certified by BADGE",
        "",
        "4. GOSSIP (effort unknown)",
        "",
        (
            "Read and do 2 resources, 247.5 hours: no choice takes fewer hours, proven. "
            "Sources state the hours of 1, 7.5 hours, and not of the other 1; there the "
            "effort of what each teaches here stands in, and counts again where two teach "
            "one thing."
        ),
        "  PRIMER",
        "    teaches ALGEBRA (1), CALCULUS (2)",
        "  ATLAS (7.5 h)",
        "    teaches DESCENT (3)",
        "",
        "Nothing in this graph teaches: GOSSIP",
        "",
        "Asked for besides: DEGREE",
        "",
        (
            "Hours of learning are our own estimate of the effort to working proficiency "
            "with everything before it held; each competency counts once."
        ),
    ]


def test_text_says_what_is_known_of_the_resources(make_facts: FactsMaker) -> None:
    facts = make_facts(KINDS, [*STATEMENTS, ("almanac", "hours", 300)])
    fewest = plan_of(facts, cover="resources").to_text(width=1000)
    assert (
        "Read and do 1 resource: no choice has fewer, proven. "
        "Sources state the hours of all: 300 hours.\n" in fewest
    )
    unknown = plan_of(facts, "calculus", cover="resources", holding="algebra")
    assert "proven. No source states how long these take.\n" in unknown.to_text(
        width=1000
    )


def test_text_says_whose_the_effort_is(make_facts: FactsMaker) -> None:
    facts = make_facts({"s": "Skill"}, [("s", "effort", 10, ["editorial", "test"])])
    assert (
        plan_of(facts, "s")
        .to_text(width=1000)
        .endswith(
            "Hours of learning are the effort to working proficiency with everything "
            "before it held, as stated by editorial, test; each competency counts once."
        )
    )


def test_a_choice_that_is_not_proven_says_so(
    make_facts: FactsMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Chvátal's example: greedy takes the four single books, 25 hours instead of 13.
    facts = make_facts(
        dict.fromkeys("wxyz", "Skill")
        | {"r": "Role"}
        | dict.fromkeys(("all", "bw", "bx", "by", "bz"), "Book"),
        [
            *(("r", "requires", skill) for skill in "wxyz"),
            *(("all", "teaches", skill) for skill in "wxyz"),
            *((f"b{skill}", "teaches", skill) for skill in "wxyz"),
            ("all", "hours", 13),
            *(
                (f"b{s}", "hours", h)
                for s, h in zip("wxyz", (12, 6, 4, 3), strict=True)
            ),
        ],
    )
    assert chosen(plan_of(facts, "r")) == ["all"]
    monkeypatch.setattr(set_cover, "MAX_MEMBERS", 0)
    plan = plan_of(facts, "r")
    assert chosen(plan) == ["bw", "bx", "by", "bz"]
    assert (plan.cost, plan.lower_bound, plan.optimal) == (25, 13, False)
    assert (
        "Read and do 4 resources, 25 hours: the best that was found; no choice has "
        "fewer than 13 hours. Sources state the hours of all: 25 hours.\n"
    ) in plan.to_text(width=1000)


SKILLS = [f"s{number}" for number in range(7)]
BOOKS = [f"b{number}" for number in range(5)]


@st.composite
def libraries(draw: st.DrawFn) -> dict[str, Any]:
    earlier = [(b, a) for i, a in enumerate(SKILLS) for b in SKILLS[i + 1 :]]
    skills = st.sets(st.sampled_from(SKILLS), max_size=3)
    return {
        "prerequisite": draw(st.sets(st.sampled_from(earlier), max_size=6)),
        "effort": draw(
            st.dictionaries(st.sampled_from(SKILLS), st.sampled_from([10, 40, 120]))
        ),
        "requires": {role: draw(skills) for role in ("goal", "start")},
        "teaches": {book: draw(skills) for book in BOOKS},
        "hours": draw(st.dictionaries(st.sampled_from(BOOKS), st.integers(1, 200))),
        "holding": draw(skills),
        "cover": draw(st.sampled_from(["hours", "resources"])),
    }


def statements_of(library: dict[str, Any]) -> list[Statement]:
    return [
        *((a, "prerequisite", b) for a, b in library["prerequisite"]),
        *((slug, "effort", hours) for slug, hours in library["effort"].items()),
        *((slug, "hours", hours) for slug, hours in library["hours"].items()),
        *(
            (slug, name, skill)
            for name in ("requires", "teaches")
            for slug, skills in library[name].items()
            for skill in skills
        ),
    ]


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(library=libraries())
def test_plans_are_those_of_sets(
    make_facts: FactsMaker, library: dict[str, Any]
) -> None:
    facts = make_facts(
        dict.fromkeys(SKILLS, "Skill")
        | dict.fromkeys(BOOKS, "Book")
        | dict.fromkeys(("goal", "start"), "Role"),
        statements_of(library),
    )
    plan = plan_of(
        facts, "goal", start="start", holding=library["holding"], cover=library["cover"]
    )
    rests_on: nx.DiGraph[str] = nx.DiGraph(library["prerequisite"])
    rests_on.add_nodes_from(SKILLS)

    def closed(skills: set[str]) -> set[str]:
        return {x for s in skills for x in {s, *nx.descendants(rests_on, s)}}

    held = closed(library["requires"]["start"] | library["holding"])
    needed = closed(library["requires"]["goal"])
    missing = needed - held
    assert set(learnt(plan)) == missing
    assert set(plan.held) == needed & held
    for number, lesson in enumerate(plan.lessons):
        slug = lesson.competency
        before = {each.competency for each in lesson.rests_on}
        assert before == set(rests_on.successors(slug))
        assert before - held <= set(learnt(plan)[:number])
        assert {each.competency for each in lesson.rests_on if each.held} <= held
        assert lesson.required == (slug in library["requires"]["goal"])
        assert set(lesson.for_) == missing & set(rests_on.predecessors(slug))
        assert lesson.required or lesson.for_
    assert plan.hours == sum(library["effort"].get(slug, 0) for slug in missing)

    taught = {book: skills & missing for book, skills in library["teaches"].items()}
    hours = {
        book: library["hours"].get(
            book, sum(library["effort"].get(s, 0) for s in taught[book])
        )
        for book in BOOKS
    }
    least = min(
        sum(hours[b] if library["cover"] == "hours" else 1 for b in books)
        for size in range(len(BOOKS) + 1)
        for books in combinations(BOOKS, size)
        if set().union(*(taught[b] for b in books)) == set().union(*taught.values())
    )
    assert (plan.cost, plan.lower_bound, plan.optimal) == (least, least, True)
    assert set(plan.uncovered) == missing - set().union(*taught.values())
    assert {each.resource: set(each.covers) for each in plan.chosen} == {
        book: taught[book] for book in chosen(plan)
    }


def test_the_dictionary_and_the_rows_hold_the_same(graph: CareerGraph) -> None:
    plan = graph.learning_plan("AI engineer", start="data scientist")
    value = json.loads(json.dumps(plan.to_dict()))
    assert value["lessons"] == plan.rows()
    assert value["hours"] == graph.skill_gap("data scientist", "AI engineer").hours
    assert value["held"] == list(plan.held)
    assert [each["resource"] for each in value["chosen"]] == chosen(plan)
    assert value["unknown"] == sum(each["hours"] is None for each in value["chosen"])
    assert list(plan.to_pandas()["competency"]) == learnt(plan)


def test_every_role_of_the_graph_has_a_proven_plan(graph: CareerGraph) -> None:
    for role in graph.network.roles:
        plan = graph.learning_plan(role)
        assert plan.optimal
        taught = {slug for each in plan.chosen for slug in each.covers}
        assert taught == set(learnt(plan)) - set(plan.uncovered)


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_lines_fit_the_width(graph: CareerGraph, width: int) -> None:
    text = graph.learning_plan("machine learning engineer").to_text(width=width)
    assert max(map(len, text.splitlines())) <= width


def test_the_command_prints_the_plan(graph: CareerGraph) -> None:
    run = CliRunner().invoke
    asked = ["plan", "pandas", "--start", "data analyst", "--cover", "resources"]
    plan = graph.learning_plan("pandas", start="data analyst", cover="resources")
    assert json.loads(run(commands, [*asked, "--format", "json"]).output) == (
        plan.to_dict()
    )
    held = run(commands, ["plan", "python", "--holding", "pandas"]).output
    assert held.startswith("To learn Python: nothing to learn; you have it all.\n")
