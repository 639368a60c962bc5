"""The similarity of few roles, in plain Python: SciPy would take longer to import.

It is that of :mod:`careergraph.graph.similarity`, but for what is rounded.
"""

from collections.abc import Sequence
from math import log, log1p, sqrt
from typing import NamedTuple, TypeAlias

from careergraph.graph.similarity import OPTIONAL

Row: TypeAlias = dict[int, float]
"""What a role offers, or asks for, by the number of a competency or heading."""


class FewVectors(NamedTuple):
    """A row for each role, such that a similarity is a product of two rows.

    Attributes:
        offered: What the roles offer.
        asked: What they ask for.
    """

    offered: list[Row]
    asked: list[Row]

    def adds(self, origin: int, target: int) -> Row:
        """Return what each competency and heading adds to a similarity."""
        asked = self.asked[target]
        return {
            column: amount * asked[column]
            for column, amount in self.offered[origin].items()
            if column in asked
        }


def few_vectors(
    required: Sequence[Sequence[int]],
    optional: Sequence[Sequence[int]],
    headings: Sequence[Sequence[int]],
) -> FewVectors:
    """Return the vectors of roles; headings are numbered after all competencies.

    Args:
        required: For each role the numbers of the competencies that it requires.
        optional: The same for what it benefits from.
        headings: For each competency the numbers of the headings it stands under.
    """
    asked = [
        dict.fromkeys(some, OPTIONAL) | dict.fromkeys(needed, 1.0)
        for needed, some in zip(required, optional, strict=True)
    ]
    offered = [dict.fromkeys(row, 1.0) for row in asked]
    rare = _rarity(asked)
    parts = [[_of_length_one(row, rare) for row in rows] for rows in (offered, asked)]
    if any(headings):
        above = [[_above(row, headings) for row in rows] for rows in (offered, asked)]
        rare = _rarity(above[1])
        more = [[_of_length_one(row, rare) for row in rows] for rows in above]
        parts = [
            [_halved(a | b) for a, b in zip(*both, strict=True)]
            for both in zip(parts, more, strict=True)
        ]
    return FewVectors(*parts)


def _above(row: Row, headings: Sequence[Sequence[int]]) -> Row:
    """Return what a row counts under each heading."""
    counts: Row = {}
    for competency, amount in row.items():
        for heading in headings[competency]:
            counts[heading] = counts.get(heading, 0.0) + amount
    return {heading: log1p(count) for heading, count in counts.items()}


def _rarity(rows: Sequence[Row]) -> Row:
    """Return ln(rows / rows that have a number) for each."""
    named: dict[int, int] = {}
    for row in rows:
        for column in row:
            named[column] = named.get(column, 0) + 1
    return {column: log(len(rows) / count) for column, count in named.items()}


def _of_length_one(row: Row, rare: Row) -> Row:
    weighed = {column: amount * sqrt(rare[column]) for column, amount in row.items()}
    length = sqrt(sum(amount**2 for amount in weighed.values())) or 1.0
    return {column: amount / length for column, amount in weighed.items()}


def _halved(row: Row) -> Row:
    return {column: amount * 0.5**0.5 for column, amount in row.items()}
