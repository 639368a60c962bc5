"""What respondents tell O*NET that a job asks for beforehand: education, experience."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

EDUCATION, EXPERIENCE = "RL", "RW"
"""The scales that tell it, as O*NET abbreviates them."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many respondents named a category, in percent.

    Attributes:
        category: Its number; they stand in order, the least first.
        percent: Of the respondents.
        is_uncertain: O*NET recommends not to show it, for its low precision.
    """

    category: int
    percent: float
    is_uncertain: bool


def typical_education(
    shares: Sequence[Share], texts: Mapping[tuple[str, int], str]
) -> str:
    """Return the level of education that most respondents name, and their share.

    Args:
        shares: Of an occupation, on the scale of education.
        texts: Of the categories, by scale and number.

    Returns:
        Empty where the share is of low precision, or its category has no text.
    """
    top = most_frequent(shares)
    text = _text(EDUCATION, top, texts)
    # A dash sets the name of a level off from its explanation.
    return f"{text.split(' - ')[0]} ({top.percent:g}%)" if top and text else ""


def related_experience(
    shares: Sequence[Share], texts: Mapping[tuple[str, int], str]
) -> str:
    """Return the category of experience in which the median respondent lies.

    Args:
        shares: Of an occupation, on the scale of experience in related work.
        texts: Of the categories, by scale and number.

    Returns:
        Empty where the share is of low precision, or its category has no text.
    """
    return _text(EXPERIENCE, median_share(shares), texts)


def most_frequent(shares: Sequence[Share]) -> Share | None:
    """Return the largest share, the lower category among equals.

    >>> most_frequent([Share(6, 40, False), Share(8, 40, False), Share(11, 20, False)])
    Share(category=6, percent=40, is_uncertain=False)
    """
    return max(shares, key=lambda s: (s.percent, -s.category), default=None)


def median_share(shares: Sequence[Share]) -> Share | None:
    """Return the share of the category in which the median respondent lies.

    Percentages are rounded, so half of their sum is taken and not 50.

    >>> median_share([Share(1, 30, False), Share(2, 15, False), Share(3, 55, False)])
    Share(category=3, percent=55, is_uncertain=False)
    """
    half = sum(share.percent for share in shares) / 2
    below = 0.0
    for share in sorted(shares, key=lambda s: s.category):
        below += share.percent
        if below >= half:
            return share
    return None


def _text(scale: str, share: Share | None, texts: Mapping[tuple[str, int], str]) -> str:
    if share is None or share.is_uncertain:
        return ""
    return texts.get((scale, share.category), "")
