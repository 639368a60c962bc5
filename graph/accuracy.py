"""What moves that nobody states are worth, as measured.

The truth is which occupations O*NET calls related; measured are the held-out pairs of
ESCO's occupations that Nesta's crosswalk leads to it.

*Source:* bench/accuracy.py; docs/accuracy.md holds the tables, and their limits.
"""

SIMILARITY = (
    (0.60, 0.75),
    (0.50, 0.56),
    (0.30, 0.52),
    (0.25, 0.44),
    (0.20, 0.35),
    (0.15, 0.23),
    (0.10, 0.14),
    (0.05, 0.06),
    (0.00, 0.01),
)
"""From which similarity on what share of pairs up to the next is confirmed."""

COVERAGE = (
    (0.40, 0.50),
    (0.35, 0.49),
    (0.30, 0.46),
    (0.25, 0.43),
    (0.20, 0.39),
    (0.15, 0.34),
    (0.10, 0.27),
)
"""From which coverage on what share of moves is confirmed, however much is covered."""


def precision_of_similarity(similarity: float) -> float:
    """Return the share of pairs so similar that is confirmed.

    >>> precision_of_similarity(0.27)
    0.44
    """
    return next(share for least, share in SIMILARITY if similarity >= least)


def precision_of_coverage(coverage: float) -> float | None:
    """Return the share of moves with at least such a coverage that is confirmed.

    >>> precision_of_coverage(0.31)
    0.46

    Returns:
        None for less than was measured.
    """
    return next((share for least, share in COVERAGE if coverage >= least), None)


def scheme_of(slug: str) -> str:
    """Return the scheme that a concept is of; "" for one of the project's own.

    >>> scheme_of("onet:15-2051.00"), scheme_of("data-analyst")
    ('onet', '')
    """
    return slug.partition(":")[0] if ":" in slug else ""


def is_measured(*roles: str) -> bool:
    """Tell whether figures are for such roles: for ESCO's occupations alone."""
    return all(scheme_of(role) == "esco" for role in roles)
