"""Every view under axe-core, in light and dark, on a screen and on a phone."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, expect

from careergraph import CareerGraph
from tests.export.audit import Finding, audit, contrast, faint_texts
from tests.export.explorer import PHONE, WIDE, Open

ENDS = "from=data-analyst&to=chief-ai-officer"


class State(NamedTuple):
    """What the page shows: an address, and what is done there."""

    hash: str
    then: Callable[[Page], object] = lambda page: None
    is_long: bool = False
    """Its audit takes seconds, so that it is done once."""


def look_for(text: str) -> Callable[[Page], None]:
    def look(page: Page) -> None:
        page.locator("#search").fill(text)
        expect(page.locator("#results")).to_be_visible()

    return look


def click(selector: str) -> Callable[[Page], None]:
    return lambda page: page.locator(selector).click()


STATES = {
    "ladder": State("view=ladder"),
    "ladder with a role": State("view=ladder&concept=machine-learning-engineer"),
    "ladder with a path": State(f"view=ladder&{ENDS}"),
    "map": State("view=map"),
    "map with a skill": State("view=map&concept=python"),
    "list": State("view=list", is_long=True),
    "list of executives": State("view=list&level=7&without=resource"),
    "list with a book": State("view=list&level=7&concept=deep-learning-book"),
    "path not asked for": State("view=path"),
    "path": State(f"view=path&{ENDS}&hold=python", click("#path-limits > summary")),
    "path beside a skill": State(f"view=path&{ENDS}&concept=python"),
    "no path": State(f"view=path&{ENDS}&moves=1"),
    "comparison": State(f"view=path&{ENDS}&compare=ai-engineer+data-scientist"),
    "my skills": State("view=skills"),
    "skills of a link": State("view=skills&mine=python,sql&concept=data-scientist"),
    "list of roles open": State("view=path", click("#path-from")),
    "filters open": State("view=ladder&level=7&track=leadership", click("#filter")),
    "share menu open": State("view=ladder&level=7", click("#share")),
    "share menu of my skills": State("view=skills&mine=python", click("#share")),
    "search open": State("view=ladder&level=7", look_for("pyhton")),
    "nothing found": State("view=ladder&level=7", look_for("xylophone")),
}


class Reviewed(NamedTuple):
    """Something that axe cannot judge and that was looked at."""

    rule: str
    selector: str
    state: str
    """Where it is met, among others."""
    reason: str


REVIEWED = [
    Reviewed(
        "th-has-data-cells",
        "#details .pay:has([scope=rowgroup])",
        "ladder with a role",
        "the name of a place heads the rows below it; axe looks for cells beside it",
    ),
]

IS_ONE = "(all, target) => all.includes(document.querySelector(target))"


def left_unjudged(page: Page, found: list[Finding], name: str) -> list[object]:
    """Return what axe cannot judge and nobody reviewed, and reviews without cause."""
    left: list[object] = list(found)
    for review in REVIEWED:
        elements = page.locator(review.selector).filter(visible=True)
        met = [
            one
            for one in found
            if one.rule == review.rule and elements.evaluate_all(IS_ONE, one.target)
        ]
        left = [one for one in left if one not in met]
        if not met and (elements.count() or review.state == name):
            left.append(review)
    return left


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["screen", "phone"])
@pytest.mark.parametrize("name", STATES)
def test_axe_finds_nothing_and_what_it_cannot_judge_is_fine(
    graph: CareerGraph, open_page: Open, name: str, viewport: dict[str, int]
) -> None:
    hash, then, is_long = STATES[name]
    if is_long and viewport == PHONE:
        hash += "&level=7"
    page = open_page(
        graph,
        f"#{hash}",
        viewport=viewport,
        color_scheme="light",
        reduced_motion="reduce",
    )
    then(page)
    broken, unjudged = audit(page)
    assert broken == []
    texts = [one.target for one in unjudged if one.rule == "color-contrast"]
    others = [one for one in unjudged if one.rule != "color-contrast"]
    assert left_unjudged(page, others, name) == []
    assert faint_texts(page, texts) == {}
    if is_long:
        return
    page.emulate_media(color_scheme="dark")
    broken, unjudged = audit(page, "color-contrast", "link-in-text-block")
    assert broken == []
    assert faint_texts(page, [one.target for one in unjudged]) == {}


def rgb(colour: str) -> tuple[float, float, float]:
    """Return the parts of a colour as a canvas tells it."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return red, green, blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("hash", ["view=map", "view=map&concept=python"])
def test_each_label_of_the_map_stands_out_from_its_halo(
    graph: CareerGraph, open_page: Open, hash: str, scheme: str
) -> None:
    page = open_page(graph, color_scheme=scheme)
    page.evaluate("""() => {
      window.written = [];
      const { prototype } = CanvasRenderingContext2D;
      const { fillText } = prototype;
      prototype.fillText = function (text, ...rest) {
        const { fillStyle, strokeStyle, lineWidth, globalAlpha } = this;
        window.written.push([text, fillStyle, strokeStyle, lineWidth, globalAlpha]);
        return fillText.call(this, text, ...rest);
      };
    }""")
    page.evaluate("hash => { location.hash = hash }", hash)
    page.wait_for_function("written.length > 0")
    for text, letters, halo, width, alpha in page.evaluate("written"):
        assert contrast(rgb(letters), rgb(halo)) >= 4.5, text
        assert (width >= 3, alpha) == (True, 1), text
