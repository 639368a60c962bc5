"""What a role pays, as the sources say, in lines to read."""

from collections import defaultdict
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
