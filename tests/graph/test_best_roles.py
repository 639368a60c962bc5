"""The best roles of people, by hand and as the similarity of roles has them."""

import random
from collections.abc import Callable
from math import log, sqrt

import numpy as np
import pytest

from careergraph.errors import ArgumentError
from careergraph.graph.best_roles import People, RoleIndex
from careergraph.graph.similar_roles import RoleSimilarity
from careergraph.ontology.facts import Facts

FactsMaker = Callable[..., Facts]
Scored = list[tuple[str, float]]


def best(
    index: RoleIndex,
    skills: list[str],
    *,
    role: str = "",
    ceiling: int = 0,
    count: int = 10,
) -> Scored:
    """Return the best roles of one person, and their scores."""
    people = People(
        rows=np.zeros(len(skills), dtype=int),
        competencies=np.array([index.competencies.index(s) for s in skills], dtype=int),
        roles=np.array([index.roles.index(role) if role else -1]),
        ceilings=np.array([ceiling]),
    )
    found = index.best(people, count)
    slugs = [index.roles[index.ranked[number]] for number in found.roles]
    return [*zip(slugs, found.scores.tolist(), strict=True)]


@pytest.fixture
def arts(make_facts: FactsMaker) -> Facts:
    """Of four roles two name writing and two drawing; only the poet rhymes."""
    return make_facts(
        {
            **dict.fromkeys(("drawing", "rhyming", "writing"), "Skill"),
            **dict.fromkeys(("author", "miner", "painter", "poet"), "Role"),
        },
        [
            ("author", "requires", "writing"),
            ("author", "benefitsFrom", "drawing"),
            ("painter", "requires", "drawing"),
            ("poet", "requires", "rhyming"),
            ("poet", "requires", "writing"),
            ("author", "level", 3),
            ("painter", "level", 3),
            ("poet", "level", 5),
        ],
    )


def test_the_score_is_the_cosine_by_rarity(arts: Facts) -> None:
    # Writing and drawing have the rarity ln 2, rhyming ln 4; what is optional is half.
    two, four = log(2), log(4)
    author = two / (sqrt(two) * sqrt(two * 1.25))
    poet = two / (sqrt(two) * sqrt(two + four))
    found = best(RoleIndex.of(arts), ["writing"])
    assert [role for role, _ in found] == ["author", "poet"]
    assert [score for _, score in found] == pytest.approx([author, poet], abs=1e-9)


def test_a_person_offers_what_the_present_role_names_and_is_not_sent_to_it(
    arts: Facts,
) -> None:
    index = RoleIndex.of(arts)
    without = best(index, ["writing", "drawing"])
    assert [role for role, _ in without] == ["author", "painter", "poet"]
    assert best(index, [], role="author") == without[1:]
    assert best(index, ["writing", "writing"], role="author") == without[1:]


def test_a_role_above_the_ceiling_is_left_out(arts: Facts) -> None:
    index = RoleIndex.of(arts)
    assert [role for role, _ in best(index, ["writing"], ceiling=4)] == ["author"]
    assert [role for role, _ in best(index, ["writing"], ceiling=2)] == []


def test_who_offers_nothing_that_is_asked_for_gets_no_role(arts: Facts) -> None:
    assert best(RoleIndex.of(arts), []) == []


def drawn(make_facts: FactsMaker, seed: int) -> Facts:
    """Draw a graph with headings, levels, and roles that ask for the same."""
    draw = random.Random(seed)
    roles = [f"role-{i:02}" for i in range(40)]
    skills = [f"skill-{i:02}" for i in range(30)]
    groups = [f"group-{i}" for i in range(5)]
    stated: list[tuple[object, ...]] = [
        (skill, "broader", draw.choice(groups)) for skill in skills
    ]
    for role in roles:
        named = draw.sample(skills, k=draw.randint(1, 6))
        stated += [
            (role, draw.choice(["requires", "benefitsFrom"]), skill) for skill in named
        ]
        if draw.random() < 0.8:
            stated.append((role, "level", draw.randint(1, 7)))
    for twin in range(10):
        stated += [(f"twin-{twin}", "requires", skill) for skill in skills[:2]]
    kinds = dict.fromkeys([*roles, *(f"twin-{i}" for i in range(10))], "Role")
    kinds |= dict.fromkeys(skills, "Skill") | dict.fromkeys(groups, "CompetencyGroup")
    return make_facts(kinds, stated)


@pytest.mark.parametrize("seed", range(3))
def test_a_role_alone_has_the_roles_that_are_similar_to_it(
    make_facts: FactsMaker, seed: int
) -> None:
    facts = drawn(make_facts, seed)
    index, similarity = RoleIndex.of(facts), RoleSimilarity(facts, "")
    for role in index.roles:
        level = max(facts.objects(role, "level"), default=0)
        found = best(index, [], role=role, ceiling=level and level + 1, count=5)
        similar = similarity.similar_roles(role, count=100).similar
        expected = sorted((-round(s.similarity, 9), s.role) for s in similar)[:5]
        assert found == [(slug, -negative) for negative, slug in expected]


def test_of_equal_roles_the_first_by_slug_are_taken(make_facts: FactsMaker) -> None:
    facts = drawn(make_facts, 1)
    found = best(RoleIndex.of(facts), ["skill-00", "skill-01"], count=3)
    assert [role for role, _ in found] == ["twin-0", "twin-1", "twin-2"]
    assert {score for _, score in found} == {1.0}


def test_people_of_a_batch_do_not_change_each_other(make_facts: FactsMaker) -> None:
    facts = drawn(make_facts, 2)
    index = RoleIndex.of(facts)
    skills = [[0, 1], [], [5, 9, 12], [0, 1], [29]]
    ceilings = [0, 3, 4, 4, 0]
    together = index.best(
        People(
            rows=np.repeat(np.arange(5), [len(each) for each in skills]),
            competencies=np.array([s for each in skills for s in each]),
            roles=np.array([-1, 3, -1, 7, -1]),
            ceilings=np.array(ceilings),
        ),
        4,
    )
    for person, held in enumerate(skills):
        role = {1: index.roles[3], 3: index.roles[7]}.get(person, "")
        names = [index.competencies[i] for i in held]
        alone = best(index, names, role=role, ceiling=ceilings[person], count=4)
        mine = together.people == person
        slugs = [index.roles[index.ranked[i]] for i in together.roles[mine]]
        assert [*zip(slugs, together.scores[mine].tolist(), strict=True)] == alone


def test_the_scheme_of_most_roles_is_taken(make_facts: FactsMaker) -> None:
    facts = make_facts(
        {"ours": "Role", "esco:a": "Role", "esco:b": "Role", "sewing": "Skill"},
        [(role, "requires", "sewing") for role in ("ours", "esco:a", "esco:b")],
    )
    assert RoleIndex.of(facts).ranked.tolist() == [0, 1]
    assert RoleIndex.of(facts, "careergraph").ranked.tolist() == [2]
    with pytest.raises(ArgumentError, match='"onet"; choose of careergraph, esco'):
        RoleIndex.of(facts, "onet")


def test_a_graph_without_roles_says_so(make_facts: FactsMaker) -> None:
    with pytest.raises(ArgumentError, match="no role in this graph"):
        RoleIndex.of(make_facts({"sewing": "Skill"}, []))
