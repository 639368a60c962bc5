"""The forms that certain values must have: dates, amounts, addresses, matches.

A form can be told from the value alone. What depends on other values is a rule in
queries/checks.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from careergraph.ontology.namespaces import EXTERNAL

_UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_ONET = r"onet:[0-9]{2}-[0-9]{4}\.[0-9]{2}"
_REST = r"[^\s<>\"{}|\\^`]"  # what the rest of an IRI may hold


class Form(NamedTuple):
    """A form of values.

    Attributes:
        is_met: Tells whether a text has the form.
        wording: The form in words, after "write".
    """

    is_met: Callable[[str], object]
    wording: str


def is_isbn(text: str) -> bool:
    """Tell whether a text is an ISBN of 13 digits with the right check digit.

    *Source:* ISO 2108:2017, annex B; digits are weighed 1, 3, 1, 3 ... and the sum
    must be a multiple of 10.

    >>> is_isbn("9780262035613"), is_isbn("9780262035614"), is_isbn("0262035618")
    (True, False, False)
    """
    if not re.fullmatch(r"97[89]\d{10}", text, re.ASCII):
        return False
    return sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(text)) % 10 == 0


def _one_of(*values: str) -> Form:
    return Form(values.__contains__, f"one of {', '.join(values)}")


def _like(pattern: str, wording: str) -> Form:
    return Form(re.compile(pattern).fullmatch, wording)


_DATE = _like(
    "[12][0-9]{3}(-(0[1-9]|1[0-2]))?",
    "a year or a year and month, such as 2026 or 2026-03",
)

MATCH = _like(
    rf"esco:(occupation|skill|isced-f)/{_UUID}|{_ONET}|wikidata:Q[1-9][0-9]*",
    "esco:occupation/ and the end of an ESCO IRI, onet: and a code such as "
    "15-2051.00, or wikidata: and an item such as Q1199743",
)
FORMS = {
    "asOf": _DATE,
    "cost": _like(
        r"[A-Z]{3} (0|[1-9][0-9]*)(\.[0-9]{2})?",
        "a currency code, a space and an amount, such as USD 300",
    ),
    "currency": _like("[A-Z]{3}", "three capital letters of ISO 4217, such as EUR"),
    "datePublished": _like("[12][0-9]{3}", "a year such as 2016"),
    "doi": _like(rf"10\.[0-9]{{4,9}}/{_REST}+", "a DOI such as 10.1145/3411764"),
    "experienceLevel": _one_of("entry", "mid", "senior", "executive"),
    "isbn": Form(is_isbn, "13 digits with the right check digit, without hyphens"),
    "period": _like(
        r"([12][0-9]{3}|\.\.)/[12][0-9]{3}",
        "the first and the last year, such as 2021/2025, or ../2025 where only the "
        "last is known",
    ),
    "status": _one_of("current", "retired", "replaced"),
    "statusAsOf": _DATE,
    "url": _like(
        rf"https?://[a-z0-9.-]+(:[0-9]+)?(/{_REST}*)?",
        "an address that begins with https:// or http://",
    ),
}
"""By the name of the property."""


def expanded(match: str) -> str:
    """Return the IRI of a concept of another scheme.

    >>> expanded("onet:15-2051.00")
    'https://www.onetonline.org/link/summary/15-2051.00'
    """
    prefix, _, local = match.partition(":")
    return EXTERNAL[prefix] + local
