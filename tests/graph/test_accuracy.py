"""What is said of a guess is what the page of the measurements tells."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from careergraph.graph.accuracy import (
    COVERAGE,
    SIMILARITY,
    is_measured,
    precision_of_coverage,
    precision_of_similarity,
)
from careergraph.graph.inference_limits import (
    MIN_COVERAGE_COUNTED,
    MIN_SIMILARITY,
    MIN_SIMILARITY_ELSEWHERE,
)

PAGE = Path(__file__).parents[2] / "docs" / "accuracy.md"


def rows_of_the_page(name: str, pattern: str) -> list[tuple[float, float]]:
    """Least and share of each row of a table in the docs, the greatest first."""
    table = PAGE.read_text("utf-8").partition(f"<!-- {name} -->")[2]
    rows = re.findall(pattern, table.partition("<!-- end")[0], re.MULTILINE)
    return [(float(least), round(float(share) / 100, 2)) for least, share in rows][::-1]


def test_the_precision_of_a_similarity_is_that_of_the_page() -> None:
    rows = rows_of_the_page("worth", r"^\| (0\.\d\d) .*?\| ([\d.]+)% \(")
    assert len(rows) == 9
    assert list(SIMILARITY) == rows


def test_the_precision_of_a_coverage_is_that_of_the_page() -> None:
    row = r"^\| (0\.\d\d) \| coverage \| [\d.]+ \| ([\d.]+)% "
    rows = rows_of_the_page("limits", row)
    assert rows[-1][0] == COVERAGE[-1][0] == 0.1
    # from 0.4 on more coverage confirms no more moves
    assert [pair for pair in rows if pair[0] <= 0.4] == list(COVERAGE)


class Measured(NamedTuple):
    """Of a limit; ``strict`` is F0.5."""

    precision: float
    recall: float
    strict: float


def limits_of(name: str, measure: str, graph: str = "") -> dict[float, Measured]:
    """What each limit of a table is worth."""
    table = PAGE.read_text("utf-8").partition(f"<!-- {name} -->")[2]
    first = f"| {graph} | " if graph else "| "
    rows = [
        [cell.strip(" %") for cell in line.strip("|").split("|")][bool(graph) :]
        for line in table.partition("<!-- end")[0].splitlines()
        if line.startswith(first) and f"| {measure} |" in line
    ]
    return {
        float(least): Measured(float(precision), float(recall), float(strict))
        for least, _, _, precision, recall, _, strict in rows
    }


def test_the_limits_that_are_not_said_are_those_that_the_page_finds_best() -> None:
    similar, covered = (
        limits_of("limits", "similarity"),
        limits_of("limits", "coverage"),
    )
    ours, former = similar[MIN_SIMILARITY["esco"]], covered[MIN_COVERAGE_COUNTED]
    assert ours.precision > former.precision and ours.recall > former.recall
    assert ours.strict > max(row.strict for row in covered.values())
    for graph, least in (
        (r"O\*NET", MIN_SIMILARITY["onet"]),
        ("curated", MIN_SIMILARITY_ELSEWHERE),
    ):
        rows = limits_of("stated", "similarity", graph)
        assert max(rows, key=lambda one: rows[one].strict) == least


@pytest.mark.parametrize("table", [SIMILARITY, COVERAGE])
def test_more_is_confirmed_more_often(table: tuple[tuple[float, float], ...]) -> None:
    shares = [share for _, share in table]
    assert shares == sorted(shares, reverse=True)


@pytest.mark.parametrize(
    ("similarity", "share"), [(0.0, 0.01), (0.0499, 0.01), (0.05, 0.06), (1.0, 0.75)]
)
def test_a_similarity_counts_from_the_step_below(
    similarity: float, share: float
) -> None:
    assert precision_of_similarity(similarity) == share


def test_less_coverage_than_was_measured_has_no_precision() -> None:
    assert precision_of_coverage(0.0999) is None
    assert precision_of_coverage(0.1) == 0.27
    assert precision_of_coverage(0.99) == 0.5


def test_only_occupations_of_esco_were_measured() -> None:
    assert is_measured("esco:occupation/o1", "esco:occupation/o2")
    assert not is_measured("esco:occupation/o1", "data-analyst")
