"""Slugs: the identifiers of concepts and sources."""

import re
import unicodedata

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")

# Letters that Unicode does not take apart into a base letter and a mark, and
# signs that tell one name from another ("C++", "C#", "C").
_SPELT = str.maketrans(
    {
        "æ": "ae",
        "đ": "d",
        "ð": "d",
        "\u0131": "i",  # the dotless i
        "ł": "l",
        "ø": "o",
        "œ": "oe",
        "þ": "th",
        "+": " plus ",
        "#": " sharp ",
        "&": " and ",
        "'": None,
        "\u2019": None,  # the typographic apostrophe
    }
)


def is_slug(text: str) -> bool:
    """Tell whether a text is made of lower case, digits and single hyphens."""
    return SLUG.match(text) is not None


def slug_of(label: str) -> str:
    """Return the slug for a label; empty when no letter of it can be written.

    >>> slug_of("C++"), slug_of("Bachelor's Degree"), slug_of("Bjørn Łukasz Gößl")
    ('c-plus-plus', 'bachelors-degree', 'bjorn-lukasz-gossl')
    """
    spelt = unicodedata.normalize("NFKD", label.casefold().translate(_SPELT))
    letters = "".join(c for c in spelt if not unicodedata.combining(c))
    return "-".join(re.findall("[a-z0-9]+", letters))
