"""What many roles require beyond a set, at once and one after the other."""

import random
from collections.abc import Callable
from typing import Literal

import pytest

from careergraph.graph import network as network_module
from careergraph.graph.needs import Needs
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.pathfinding import find_paths
from careergraph.graph.request import PathRequest
from careergraph.ontology.facts import Facts

FactsMaker = Callable[..., Facts]
Minimise = Literal["moves", "learning"]

SKILLS = 21  # no whole number of bytes


def drawn_set(draw: random.Random) -> set[int]:
    return set(draw.sample(range(SKILLS), draw.randint(0, SKILLS)))


def as_bits(places: set[int]) -> int:
    return sum(1 << place for place in places)


def test_hours_beyond_a_set_are_the_sum_over_what_is_missing() -> None:
    draw = random.Random(4)
    for _ in range(200):
        hours = [draw.choice([0, 10, 40, 800]) for _ in range(SKILLS)]
        required = [drawn_set(draw) for _ in range(9)]
        known = drawn_set(draw)
        roles = draw.sample(range(9), draw.randint(1, 9))
        needs = Needs([as_bits(needed) for needed in required], hours)
        assert needs.efforts_beyond(as_bits(known), roles) == [
            sum(hours[place] for place in required[role] - known) for role in roles
        ]


@pytest.mark.parametrize("minimise", ["moves", "learning"])
def test_a_large_network_gives_the_paths_of_a_small_one(
    minimise: Minimise, make_facts: FactsMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = random.Random(8)
    roles = [f"r{i:02}" for i in range(30)]
    skills = [f"s{i:02}" for i in range(SKILLS)]
    kinds = dict.fromkeys(roles, "Role") | dict.fromkeys(skills, "Skill")
    facts = make_facts(
        kinds,
        [
            *((skill, "effort", draw.choice([10, 40, 120])) for skill in skills),
            *((r, "requires", s) for r in roles for s in draw.sample(skills, 4)),
            *((r, "leadsTo", t) for r in roles for t in draw.sample(roles, 5)),
        ],
    )
    for goal in roles[1:]:
        request = PathRequest(roles[0], goal, minimise)
        few = find_paths(facts, TransitionNetwork(facts), request, k=4)
        with monkeypatch.context() as large:
            large.setattr(network_module, "MANY_ROLES", 0)
            large.setattr(network_module, "MANY_AT_ONCE", 1)
            many = find_paths(facts, TransitionNetwork(facts), request, k=4)
        assert [path.to_dict() for path in many] == [path.to_dict() for path in few]
