"""Sets of competencies, learning order, and inferred moves."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from careergraph.graph.gap import skill_gap
from careergraph.graph.moves import ManyMoves, Moves
from careergraph.graph.network import MOVES_KEPT, TransitionNetwork
from careergraph.ontology.facts import Facts
from tests.conftest import record_of

FactsMaker = Callable[..., Facts]


@pytest.fixture
def network(make_facts: FactsMaker) -> TransitionNetwork:
    """calculus rests on algebra, sgd on both; analyst < scientist < chief."""
    return TransitionNetwork(
        make_facts(
            {
                "algebra": "Skill",
                "calculus": "Skill",
                "sgd": "Skill",
                "charts": "Skill",
                "analyst": "Role",
                "chief": "Role",
                "scientist": "Role",
                "degree": "Degree",
            },
            [
                ("calculus", "prerequisite", "algebra"),
                ("sgd", "prerequisite", "calculus"),
                ("algebra", "effort", 120),
                ("calculus", "effort", 120),
                ("sgd", "effort", 10),
                ("charts", "effort", 40),
                ("analyst", "requires", "charts"),
                ("analyst", "benefitsFrom", "calculus"),
                ("scientist", "requires", "sgd"),
                ("scientist", "requires", "degree"),
                ("chief", "requires", "charts"),
                ("analyst", "level", 2),
                ("scientist", "level", 3),
                ("chief", "level", 7),
            ],
        )
    )


def test_a_set_is_closed_under_prerequisites(network: TransitionNetwork) -> None:
    assert network.slugs(network.closed(["sgd"])) == ["algebra", "calculus", "sgd"]


def test_a_role_requires_what_its_competencies_rest_on(
    network: TransitionNetwork,
) -> None:
    required = network.required[network.number("scientist")]
    assert network.slugs(required) == ["algebra", "calculus", "sgd"]


def test_effort_is_the_sum_over_the_members(network: TransitionNetwork) -> None:
    assert network.effort(network.closed(["sgd", "charts"])) == 120 + 120 + 10 + 40
    assert network.effort(0) == 0


def test_learning_order_puts_prerequisites_first(network: TransitionNetwork) -> None:
    everything = network.closed(["sgd", "charts"])
    assert network.learning_order(everything) == [
        "algebra",
        "calculus",
        "charts",
        "sgd",
    ]


def test_a_prerequisite_outside_the_set_is_not_waited_for(
    network: TransitionNetwork,
) -> None:
    assert network.learning_order(network.bit("sgd")) == ["sgd"]


@pytest.fixture
def numbered() -> Facts:
    """A role whose skills have slugs that say nothing: s2 rests on s4."""
    labels = {"s1": "weld", "s2": "Blend", "s3": "cut", "s4": "turn", "r": "Fitter"}
    record = record_of(
        {slug: "Role" if slug == "r" else "Skill" for slug in labels},
        [("r", "requires", slug) for slug in ("s1", "s2", "s3")]
        + [("s2", "prerequisite", "s4")],
    )
    for slug, label in labels.items():
        record["entities"][slug] = (label, *record["entities"][slug][1:])
    return Facts(record)


def test_of_all_that_may_come_next_the_first_by_label_does(numbered: Facts) -> None:
    network = TransitionNetwork(numbered)
    everything = network.closed(["s1", "s2", "s3"])
    assert network.learning_order(everything) == ["s3", "s4", "s2", "s1"]


def test_a_gap_speaks_of_an_order_only_where_there_is_one(numbered: Facts) -> None:
    network = TransitionNetwork(numbered)
    all_of_it = skill_gap(numbered, network, None, "Fitter")
    assert "To learn, in this order, 4 competencies:" in str(all_of_it)
    rest = skill_gap(numbered, network, None, "Fitter", holding=["Blend"])
    assert "You have: Blend\nTo learn, 2 competencies:\n  cut\n  weld" in str(rest)


def test_coverage_is_the_share_of_effort(network: TransitionNetwork) -> None:
    analyst, scientist = network.number("analyst"), network.number("scientist")
    assert network.coverage(analyst, scientist) == 240 / 250
    assert network.coverage(scientist, analyst) == 0


def test_inferred_moves_need_coverage_and_a_small_rise(
    network: TransitionNetwork,
) -> None:
    analyst, scientist = network.number("analyst"), network.number("scientist")
    chief = network.number("chief")
    moves = network.moves(inferred=True, min_coverage=0.9, max_rise=1)
    assert moves[analyst] == (scientist,)  # chief is covered, but 5 levels up
    assert moves[chief] == (analyst,)
    stricter = network.moves(inferred=True, min_coverage=0.97, max_rise=1)
    assert stricter[analyst] == ()
    higher = network.moves(inferred=True, min_coverage=0.9, max_rise=5)
    assert higher[analyst] == (chief, scientist)


def test_a_cycle_of_prerequisites_is_learnt_as_one(
    make_facts: FactsMaker,
) -> None:
    # a and b rest on each other, b on c besides: whoever needs a needs all three.
    network = TransitionNetwork(
        make_facts(
            dict.fromkeys("abc", "Skill"),
            [
                ("a", "prerequisite", "b"),
                ("b", "prerequisite", "a"),
                ("b", "prerequisite", "c"),
                *((skill, "effort", 10) for skill in "abc"),
            ],
        )
    )
    assert network.slugs(network.closed(["a"])) == ["a", "b", "c"]
    assert network.slugs(network.closed(["b"])) == ["a", "b", "c"]
    order = network.learning_order(network.closed(["a"]))
    assert sorted(order) == ["a", "b", "c"]
    assert order.index("c") < order.index("b")


def test_a_long_chain_of_prerequisites_is_no_hurdle(make_facts: FactsMaker) -> None:
    chain = [f"s{number:04}" for number in range(3000)]
    network = TransitionNetwork(
        make_facts(
            dict.fromkeys(chain, "Skill"),
            [(later, "prerequisite", earlier) for earlier, later in pairwise(chain)],
        )
    )
    assert network.learning_order(network.closed([chain[-1]])) == chain


def test_how_long_people_stay_is_the_middle_of_the_typical_years(
    make_facts: FactsMaker,
) -> None:
    network = TransitionNetwork(
        make_facts(
            dict.fromkeys("abcd", "Role"),
            [
                ("a", "typicalYearsLow", 1),
                ("a", "typicalYearsHigh", 2),
                ("b", "typicalYearsLow", 0.25),
                ("b", "typicalYearsHigh", 1),
                ("c", "typicalYearsHigh", 4),
            ],
        )
    )
    assert network.stays == (18, 8, 48, None)  # 7.5 months are 8
    assert network.dwell == (18, 8, 48, 18)  # 18 is the median


def test_moves_may_be_those_of_some_sources(make_facts: FactsMaker) -> None:
    network = TransitionNetwork(
        make_facts(
            dict.fromkeys("abc", "Role"),
            [
                ("a", "leadsTo", "b", ["editorial"]),
                ("a", "leadsTo", "c", ["editorial", "test"]),
            ],
        )
    )
    assert network.moves(inferred=False) == ((1, 2), (), ())
    assert network.moves(inferred=False, sources=frozenset({"test"})) == ((2,), (), ())
    assert network.sources(0, 2) == ("editorial", "test")
    assert network.sources(1, 2) == ()


def test_moves_are_kept_for_a_few_limits_and_not_for_all(
    network: TransitionNetwork,
) -> None:
    def moves(rise: int) -> Moves | ManyMoves:
        return network.moves(inferred=True, min_coverage=0.5, max_rise=rise)

    first = [moves(rise) for rise in range(MOVES_KEPT)]
    assert all(moves(rise) is first[rise] for rise in range(MOVES_KEPT))
    moves(MOVES_KEPT)
    assert moves(0) is not first[0]
    assert moves(0) == first[0]
