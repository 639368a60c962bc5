"""Sets of competencies, learning order, and inferred moves."""

from collections.abc import Callable

import pytest

from careergraph.graph.network import TransitionNetwork
from careergraph.ontology.facts import Facts

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


def test_coverage_is_the_share_of_effort(network: TransitionNetwork) -> None:
    analyst, scientist = network.number("analyst"), network.number("scientist")
    assert network.coverage(analyst, scientist) == 240 / 250
    assert network.coverage(scientist, analyst) == 0


def test_inferred_moves_need_coverage_and_a_small_rise(
    network: TransitionNetwork,
) -> None:
    analyst, scientist = network.number("analyst"), network.number("scientist")
    chief = network.number("chief")
    inferred = network.inferred(min_coverage=0.9, max_rise=1)
    assert inferred[analyst] == (scientist,)  # chief is covered, but 5 levels up
    assert inferred[chief] == (analyst,)
    assert network.inferred(min_coverage=0.97, max_rise=1)[analyst] == ()
    assert network.inferred(min_coverage=0.9, max_rise=5)[analyst] == (chief, scientist)
