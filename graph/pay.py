"""What a role pays, as the sources say, in lines to read."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from careergraph.ontology.facts import Facts

EXPERIENCE = ("entry", "mid", "senior", "executive")


class PayLine(NamedTuple):
    """What some sources say a role pays at a place.

    Attributes:
        text: Place, year, currency and amounts.
        sources: Ids of the sources.
        reports: Number of reports behind it; 0 when no source counts them.
    """

    text: str
    sources: tuple[str, ...]
    reports: int


def pay_lines(facts: Facts, role: str) -> list[PayLine]:
    """Return what a role pays, a line for each source and place.

    A survey, which tells the levels of experience apart, gives a line for each
    place, of the newest year. What rests on most reports comes first; the rest is
    in the order of the places.
    """
    surveys: dict[tuple[str, tuple[str, ...]], list[dict[str, Any]]] = defaultdict(list)
    lines = []
    for slug, _ in facts.subjects(role, "forRole"):
        figure = _figure(facts, slug)
        if figure["experienceLevel"]:
            surveys[figure["inPlace"], figure["sources"]].append(figure)
        elif figure["currency"]:
            lines.append(PayLine(_stated(facts, figure), figure["sources"], 0))
    lines += [_surveyed(facts, figures) for figures in surveys.values()]
    return sorted(lines, key=lambda line: (-line.reports, line.text))


def _figure(facts: Facts, slug: str) -> dict[str, Any]:
    names = (
        *("inPlace", "currency", "low", "high", "median", "mean"),
        *("asOf", "experienceLevel", "reports"),
    )
    values = {name: next(iter(facts.objects(slug, name)), None) for name in names}
    return values | {"sources": facts.entity(slug).sources}


def _stated(facts: Facts, figure: dict[str, Any]) -> str:
    return f"{_place(facts, figure)} {figure['currency']} {', '.join(_amounts(figure))}"


def _amounts(figure: dict[str, Any]) -> Iterator[str]:
    if figure["low"] and figure["high"]:
        yield f"{figure['low']:,}–{figure['high']:,}"
    for name in ("median", "mean"):
        if figure[name]:
            yield f"{name} {figure[name]:,}"


def _surveyed(facts: Facts, figures: list[dict[str, Any]]) -> PayLine:
    newest = max(str(figure["asOf"]) for figure in figures)
    now = [figure for figure in figures if str(figure["asOf"]) == newest]
    now.sort(key=lambda figure: EXPERIENCE.index(figure["experienceLevel"]))
    medians = ", ".join(f"{f['experienceLevel']} {f['median']:,}" for f in now)
    reports = sum(figure["reports"] for figure in now)
    text = (
        f"{_place(facts, now[0])} {now[0]['currency']} median by experience: {medians}"
    )
    return PayLine(f"{text}; {reports:,} reports", now[0]["sources"], reports)


def _place(facts: Facts, figure: dict[str, Any]) -> str:
    place = facts.label(figure["inPlace"]) if figure["inPlace"] else "Place unknown"
    return f"{place} {figure['asOf']}," if figure["asOf"] else f"{place},"


class PayScale(NamedTuple):
    """One figure a role, so that roles compare.

    Attributes:
        place: Slug of the place.
        currency: ISO 4217 code.
        amounts: Pay a year by slug of the role, where it is known.
    """

    place: str
    currency: str
    amounts: dict[str, int]


FITTING = {1: "entry", 2: "entry", 3: "mid", 4: "senior", 5: "senior"}
"""The experience that fits the level of a role; that of executives above these."""


def pay_scale(facts: Facts, *, place: str | None = None) -> PayScale:
    """Return what roles pay at a place, so that they compare.

    Of a role's figures there, in the currency in which most roles have one, those
    of the newest year count, and of these the one whose experience is nearest to
    the role's level: entry to levels 1 and 2, mid to 3, senior to 4 and 5,
    executive to 6 and 7; the lower of two. The amount is the median where one
    is stated, else the mean, else the middle between low and high.

    Args:
        facts: The graph.
        place: Slug of the place; that with most roles when None.
    """
    roles = facts.of_class("Role")
    figures = {
        role: [_figure(facts, slug) for slug, _ in facts.subjects(role, "forRole")]
        for role in roles
    }
    markets = Counter(
        market
        for found in figures.values()
        for market in {(f["inPlace"], f["currency"]) for f in found}
        if all(market) and place in (None, market[0])
    )
    if not markets:
        return PayScale(place or "", "", {})
    market = min(markets, key=lambda m: (-markets[m], m))
    amounts = {
        role: _fitting(facts, role, there)
        for role, found in figures.items()
        if (there := [f for f in found if (f["inPlace"], f["currency"]) == market])
    }
    return PayScale(*market, {r: pay for r, pay in amounts.items() if pay})


def _fitting(facts: Facts, role: str, figures: list[dict[str, Any]]) -> int:
    level = max(facts.objects(role, "level"), default=3)
    wanted = EXPERIENCE.index(FITTING.get(level, "executive"))
    newest = max(str(figure["asOf"] or "") for figure in figures)
    now = [f for f in figures if str(f["asOf"] or "") == newest]

    def distance(figure: dict[str, Any]) -> tuple[int, int, int]:
        experience = figure["experienceLevel"]
        number = EXPERIENCE.index(experience) if experience else wanted
        return abs(number - wanted), number, _amount(figure)

    return _amount(min(now, key=distance))


def _amount(figure: dict[str, Any]) -> int:
    middle = (figure["low"] or 0) + (figure["high"] or 0)
    return int(figure["median"] or figure["mean"] or middle / 2)
