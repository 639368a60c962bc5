"""Similarity of roles: by hand on a few, and by sums in plain Python on random ones."""

import random
from math import inf, log, sqrt

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.sparse import csr_array

from careergraph.graph import similarity as subject
from careergraph.graph.similarity import (
    Nearest,
    RoleVectors,
    most_similar,
    rarity,
    rating_vectors,
    role_vectors,
    similarity,
)

Rows = list[list[int]]


def sparse(rows: Rows) -> csr_array:
    return csr_array(np.array(rows, dtype=float))


def scores(
    required: Rows, optional: Rows, headings: Rows | None = None
) -> NDArray[np.float64]:
    above = None if headings is None else sparse(headings)
    vectors = role_vectors(sparse(required), sparse(optional), above)
    found: NDArray[np.float64] = similarity(vectors).toarray()
    return found


def test_rarity_is_the_logarithm_of_how_few_rows_have_it() -> None:
    found = rarity(sparse([[1, 2, 0], [1, 0, 0], [1, 0, 0], [1, 0, 0]]))
    assert found.tolist() == [0.0, log(4), 0.0]


def test_similarity_by_hand() -> None:
    # Of four roles two name the first skill and one each of the others.
    required = [[1, 1, 0], [1, 0, 0], [0, 0, 1], [0, 0, 0]]
    optional = [[0, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0]]
    found = scores(required, optional)
    common, alone = log(2), log(4)
    expected = common / (sqrt(common + alone) * sqrt(common))  # 1 / sqrt(3)
    assert expected == pytest.approx(1 / sqrt(3))
    assert found[0, 1] == pytest.approx(expected)
    assert found[0, 2] == 0
    assert found[0, 0] == pytest.approx(1)
    assert not found[3].any() and not found[:, 3].any()


def test_what_is_optional_is_offered_in_full_and_asked_for_by_half() -> None:
    # Both skills are named by two of four roles, so that rarity plays no part.
    required = [[1, 0], [1, 1], [0, 0], [0, 0]]
    optional = [[0, 1], [0, 0], [0, 0], [0, 0]]
    found = scores(required, optional)
    assert found[0, 1] == pytest.approx(1)
    assert found[1, 0] == pytest.approx((1 + 0.5) / (sqrt(2) * sqrt(1 + 0.25)))


def test_what_is_required_and_optional_counts_as_required() -> None:
    both = scores([[1, 1], [1, 0], [0, 0]], [[1, 0], [0, 0], [0, 0]])
    once = scores([[1, 1], [1, 0], [0, 0]], [[0, 0], [0, 0], [0, 0]])
    assert both.tolist() == once.tolist()


def test_what_every_role_names_tells_nothing() -> None:
    found = scores([[1, 1, 0], [1, 0, 1]], [[0, 0, 0], [0, 0, 0]])
    assert found[0, 1] == 0


def test_a_rarer_skill_in_common_makes_more_alike() -> None:
    # The first skill is named by three of five roles, the second by two.
    required = [[1, 1], [1, 0], [0, 1], [1, 0], [0, 0]]
    found = scores(required, [[0, 0]] * 5)
    assert found[0, 2] > found[0, 1] > 0


def test_skills_of_a_heading_make_roles_half_alike_at_most() -> None:
    # Two roles with one skill each, of the same heading; the third has another.
    required = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    headings = [[1, 0], [1, 0], [0, 1]]
    found = scores(required, [[0, 0, 0]] * 3, headings)
    assert found[0, 1] == pytest.approx(0.5)
    assert found[0, 0] == pytest.approx(1)
    assert found[0, 2] == 0


def by_sums(required: Rows, optional: Rows, headings: Rows) -> list[list[float]]:
    """The definition of the module's docstring, number by number."""
    roles, columns = range(len(required)), range(len(required[0]))
    asked = [
        [1.0 if required[r][c] else 0.5 * optional[r][c] for c in columns]
        for r in roles
    ]
    offered = [[float(w > 0) for w in row] for row in asked]

    def under(rows: list[list[float]]) -> list[list[float]]:
        return [
            [
                log(1 + sum(row[c] * headings[c][h] for c in columns))
                for h in range(len(headings[0]))
            ]
            for row in rows
        ]

    def cosine(
        have: list[list[float]], want: list[list[float]], a: int, b: int
    ) -> float:
        rare = []
        for c in range(len(have[0])):
            naming = sum(row[c] > 0 for row in have)
            rare.append(log(len(have) / naming) if naming else 0.0)
        common = sum(r * x * y for r, x, y in zip(rare, have[a], want[b], strict=True))
        size = sum(r * x * x for r, x in zip(rare, have[a], strict=True))
        other = sum(r * y * y for r, y in zip(rare, want[b], strict=True))
        return common / sqrt(size * other) if common else 0.0

    parts = [(offered, asked)]
    if any(map(any, headings)):
        parts.append((under(offered), under(asked)))
    return [
        [
            sum(cosine(have, want, a, b) for have, want in parts) / len(parts)
            for b in roles
        ]
        for a in roles
    ]


def drawn(seed: int) -> tuple[Rows, Rows, Rows]:
    draw = random.Random(seed)
    roles, skills, headings = draw.randint(1, 9), draw.randint(1, 9), draw.randint(1, 4)

    def rows(number: int, width: int, share: float) -> Rows:
        return [
            [int(draw.random() < share) for _ in range(width)] for _ in range(number)
        ]

    share = draw.choice([0.0, 0.3])
    return (
        rows(roles, skills, 0.3),
        rows(roles, skills, 0.3),
        rows(skills, headings, share),
    )


def test_similarity_is_that_of_the_definition() -> None:
    alike = 0
    for seed in range(200):
        required, optional, headings = drawn(seed)
        found = scores(required, optional, headings)
        expected = by_sums(required, optional, headings)
        assert found == pytest.approx(np.array(expected), abs=1e-12)
        alike += bool((found > 0).any())
    assert alike > 120


def vectors_of(rows: list[list[float]]) -> RoleVectors:
    """Vectors of which the similarities are the given ones."""
    return RoleVectors(csr_array(np.array(rows)), csr_array(np.eye(len(rows))))


def test_the_most_similar_come_first_and_of_equals_the_first() -> None:
    nearest = most_similar(
        vectors_of([[9, 1, 2, 2], [0, 9, 0, 0], [3, 4, 9, 5], [0, 0, 1, 9]]), 2
    )
    assert nearest.roles.tolist() == [[2, 3], [0, 2], [3, 1], [2, 0]]
    assert nearest.similarity.tolist() == [[2, 2], [0, 0], [5, 4], [1, 0]]


@pytest.mark.parametrize("cells", [1, 20, 10**6])
def test_the_most_similar_are_those_of_a_sort(
    cells: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subject, "CELLS", cells)
    for seed in range(40):
        draw = random.Random(seed)
        roles = draw.randint(1, 8)
        rows = [
            [draw.choice([0.0, 0.5, 1.0]) for _ in range(roles)] for _ in range(roles)
        ]
        count = draw.randint(0, roles)
        nearest: Nearest = most_similar(vectors_of(rows), count)
        for origin, row in enumerate(rows):
            others = sorted(
                range(roles), key=lambda b: (inf if b == origin else -row[b], b)
            )
            expected = others[: min(count, roles - 1)]
            assert nearest.roles[origin].tolist() == expected
            assert nearest.similarity[origin].tolist() == [row[b] for b in expected]


def test_ratings_count_as_far_as_they_are_unusual() -> None:
    # Without the mean of each column: [-1, 1], [1, -1], [0, 0]; rows have none.
    importance = np.array([[2.0, 4.0], [4.0, 2.0], [3.0, 3.0]])
    vectors = rating_vectors(importance, np.full((3, 2), 2.0))
    found = vectors @ vectors.T
    # The level tells nothing: two of the three cosines are left.
    assert found[0] == pytest.approx([2 / 3, -2 / 3, 0])


def test_a_role_that_is_rated_high_on_all_is_not_alike_for_that() -> None:
    importance = np.array([[5.0, 4.0], [2.0, 1.0], [1.0, 2.0], [4.0, 5.0]])
    vectors = rating_vectors(importance, importance)
    found = vectors @ vectors.T
    assert found[0, 1] == pytest.approx(1)
    assert found[0, 3] == pytest.approx(-1)


def test_a_role_without_ratings_is_like_none_and_changes_none() -> None:
    importance = np.array([[2.0, 4.0], [4.0, 2.0], [3.0, 5.0]])
    level = np.array([[1.0, 5.0], [4.0, 3.0], [2.0, 2.0]])
    with_another = rating_vectors(
        np.vstack([importance, np.zeros(2)]), np.vstack([level, np.zeros(2)])
    )
    assert with_another[:3].tolist() == rating_vectors(importance, level).tolist()
    assert not with_another[3].any()
