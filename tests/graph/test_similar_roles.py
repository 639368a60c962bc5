"""Similar roles of a small graph, worked out by hand, and what is said of them."""

from collections.abc import Callable
from math import log, sqrt

import pytest

from careergraph.graph.similar_roles import RoleSimilarity
from careergraph.ontology.facts import Facts

FactsMaker = Callable[..., Facts]


@pytest.fixture
def facts(make_facts: FactsMaker) -> Facts:
    """Of four roles two name writing and two drawing; only the poet rhymes."""
    return make_facts(
        {
            "drawing": "Skill",
            "rhyming": "Skill",
            "writing": "Skill",
            "arts": "CompetencyGroup",
            "author": "Role",
            "painter": "Role",
            "poet": "Role",
            "miner": "Role",
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


def test_roles_that_ask_for_most_of_what_is_offered_come_first(facts: Facts) -> None:
    found = RoleSimilarity(facts, "").similar_roles("author", max_rise=2)
    # The author offers writing and drawing, of rarity ln 2 each.
    two, four = log(2), log(4)
    painter = two / (sqrt(2 * two) * sqrt(two))
    poet = two / (sqrt(2 * two) * sqrt(two + four))
    assert [one.role for one in found.similar] == ["painter", "poet"]
    scores = [one.similarity for one in found.similar]
    assert scores == pytest.approx([painter, poet])


def test_a_role_that_is_much_higher_is_left_out(facts: Facts) -> None:
    found = RoleSimilarity(facts, "").similar_roles("author")
    assert [one.role for one in found.similar] == ["painter"]
    back = RoleSimilarity(facts, "").similar_roles("poet")
    assert [one.role for one in back.similar] == ["author"]


def test_no_more_roles_are_named_than_are_wanted(facts: Facts) -> None:
    found = RoleSimilarity(facts, "").similar_roles("author", count=1, max_rise=2)
    assert [one.role for one in found.similar] == ["painter"]


def test_a_role_that_has_nothing_in_common_is_similar_to_none(facts: Facts) -> None:
    found = RoleSimilarity(facts, "").similar_roles("miner")
    assert found.similar == ()
    assert str(found) == "No role is similar to MINER."


@pytest.fixture
def with_headings(make_facts: FactsMaker) -> Facts:
    return make_facts(
        {
            "digging": "Skill",
            "drawing": "Skill",
            "painting": "Skill",
            "arts": "CompetencyGroup",
            "illustrator": "Role",
            "miner": "Role",
            "painter": "Role",
        },
        [
            ("drawing", "broader", "arts"),
            ("painting", "broader", "arts"),
            ("illustrator", "requires", "drawing"),
            ("painter", "requires", "drawing"),
            ("painter", "requires", "painting"),
            ("miner", "requires", "digging"),
        ],
    )


def test_what_is_in_common_is_named_with_its_share(with_headings: Facts) -> None:
    found = RoleSimilarity(with_headings, "").similar_roles("illustrator")
    (painter,) = found.similar
    # drawing is named by two of three roles, painting by one; arts by two.
    rare, rarer = log(3 / 2), log(3)
    by_skills = rare / sqrt(rare * (rare + rarer))
    assert painter.similarity == pytest.approx((by_skills + 1) / 2)
    assert painter.expected is None
    (drawing,), (arts,) = painter.in_common, painter.of_a_kind
    assert (drawing.concept, arts.concept) == ("drawing", "arts")
    assert drawing.share == pytest.approx(by_skills / (by_skills + 1))
    assert arts.share == pytest.approx(1 / (by_skills + 1))
    assert str(found).splitlines() == [
        "Similar to ILLUSTRATOR:",
        " 0.76 PAINTER",
        "       in common: DRAWING 34%",
        "       of a kind: ARTS 66%",
    ]
    assert found.to_dict() == {
        "role": "illustrator",
        "similar": [
            {
                "role": "painter",
                "similarity": painter.similarity,
                "expected": None,
                "in_common": [{"concept": "drawing", "share": drawing.share}],
                "of_a_kind": [{"concept": "arts", "share": arts.share}],
            }
        ],
    }
