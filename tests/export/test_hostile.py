"""Labels that attack the page, or that no line has room for: inert, and legible."""

import csv
from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from careergraph import CareerGraph
from tests.export.conftest import HOSTILE
from tests.export.explorer import ONE, PHONE, Open, Row, saved

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten" * 2
EMOJI = "Data 👩‍🔬🏳️‍🌈 scientist"
HEBREW = "מהנדס נתונים (Python) +"
ARABIC = "مهندس بيانات"
LABELS = (*HOSTILE, LONG, EMOJI, HEBREW, ARABIC)
SLUGS = [f"role-{i}" for i in range(len(LABELS))]
ENDS = f"from={SLUGS[0]}&to={SLUGS[-1]}"


@pytest.fixture(scope="module")
def row(graph_of: Callable[..., CareerGraph]) -> CareerGraph:
    """Roles in a row; a skill, its resource and its track have each label, too."""
    rows: list[Row] = []
    for i, label in enumerate(LABELS):
        after = {"leadsTo": {SLUGS[i + 1]: ONE}} if i + 1 < len(LABELS) else {}
        stated = {
            "level": {str(1 + i % 7): ONE},
            "altLabel": {f"also {label}": ONE},
            "track": {f"track-{i}": ONE},
            "requires": {f"skill-{i}": ONE},
        }
        rows += [
            ("Role", SLUGS[i], label, stated | after),
            ("Skill", f"skill-{i}", f"{label} skill", {"effort": {"40": ONE}}),
            ("Track", f"track-{i}", f"{label} track", {}),
            (
                "Website",
                f"site-{i}",
                f"{label} site",
                {"teaches": {f"skill-{i}": ONE}, "url": {address(i): ONE}},
            ),
        ]
    return graph_of(*rows)


def address(i: int) -> str:
    attacks = ("javascript:window.hacked=1", "JavaScript:window.hacked=1", "data:,x")
    return attacks[i] if i < len(attacks) else f"https://example.org/{i}"


STATES = {
    "a path": f"view=path&{ENDS}&hold=skill-0+skill-5",
    "no path": f"view=path&{ENDS}&moves=1&avoid={SLUGS[2]}+{SLUGS[5]}&through={SLUGS[6]}",
    "a comparison": f"view=path&{ENDS}&compare={SLUGS[1]}+{SLUGS[5]}",
    "the ladder": f"view=ladder&concept={SLUGS[5]}",
    "the list": f"view=list&concept={SLUGS[5]}",
}


def is_inert(page: Page) -> bool:
    """Tell whether nothing of a label became an element, ran or can be run."""
    added = page.locator("body :is(img, iframe, script:not(#graph ~ script, #graph))")
    links = page.locator("a[href]").evaluate_all(
        "all => all.map((one) => new URL(one.getAttribute('href'), location).protocol)"
    )
    return (
        page.evaluate("window.hacked") is None
        and added.count() == 0
        and set(links) <= {"file:", "https:"}
    )


def too_wide(page: Page) -> list[str]:
    wide: list[str] = page.locator("body *").evaluate_all("""all => all.filter((one) =>
      one.checkVisibility() && !one.closest("svg, h1, .unseen, .skip")
        && one.getBoundingClientRect().right > innerWidth + 1)
      .map((one) => one.outerHTML.slice(0, 120))""")
    return wide


@pytest.mark.parametrize("name", STATES)
def test_labels_are_text_and_fit_a_phone(
    row: CareerGraph, open_page: Open, name: str
) -> None:
    page = open_page(row, f"#{STATES[name]}", viewport=PHONE)
    assert is_inert(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert too_wide(page) == []


def test_a_path_names_every_role_as_it_is_written(
    row: CareerGraph, open_page: Open
) -> None:
    page = open_page(row, f"#{STATES['a path']}")
    moves = page.locator("#path-answer .moves h3")
    expect(moves).to_have_text([f"{a} → {b}" for a, b in pairwise(LABELS)])
    lessons = page.locator("#path-answer .lessons")
    expect(lessons.last).to_contain_text(f"{ARABIC} skill 40 hours")
    outward = page.locator("#path-answer a[target=_blank]")
    assert set(outward.evaluate_all("all => all.map((one) => one.protocol)")) == {
        "https:"
    }


def test_a_comparison_and_what_would_give_a_path_name_them_too(
    row: CareerGraph, open_page: Open
) -> None:
    page = open_page(row, f"#{STATES['a comparison']}")
    targets = page.locator(".targets tbody a").all_text_contents()
    assert sorted(targets) == sorted([LABELS[1], LONG, ARABIC])
    page.evaluate("hash => { location.hash = hash }", STATES["no path"])
    ways = page.locator(".relaxations")
    names = set(ways.locator("bdi").all_text_contents())
    assert names == {HOSTILE[2], LONG}
    assert is_inert(page)


def test_the_filters_name_tracks_as_they_are_written(
    row: CareerGraph, open_page: Open
) -> None:
    page = open_page(row, "#view=list", viewport=PHONE)
    page.locator("#filter").click()
    for label in LABELS:
        box = page.locator("#filters label").filter(has_text=f"{label} track")
        expect(box).to_have_count(1)
    for i in (0, 5, 7):
        page.locator("#filters label").filter(has_text=f"{LABELS[i]} track").click()
    chips = page.locator("#chips button bdi").all_text_contents()
    assert sorted(chips) == sorted(f"{LABELS[i]} track" for i in (0, 5, 7))
    assert is_inert(page)
    assert too_wide(page) == []


@pytest.mark.parametrize("i", range(len(LABELS)))
def test_each_label_is_found_as_it_is_written(
    row: CareerGraph, open_page: Open, i: int
) -> None:
    page = open_page(row, viewport=PHONE)
    page.locator("#search").fill(LABELS[i])
    first = page.locator("#results [role=option]").first
    expect(first.locator("bdi").first).to_have_text(LABELS[i])
    assert too_wide(page) == []
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_have_text(LABELS[i])
    assert is_inert(page)


def test_writing_directions_do_not_run_into_each_other(
    row: CareerGraph, open_page: Open
) -> None:
    page = open_page(row, f"#{STATES['a path']}")
    for label in (HOSTILE[2], HEBREW, ARABIC):
        names = page.locator("#path-answer bdi").filter(has_text=label)
        assert names.count() > 0
        styles = names.evaluate_all(
            "all => all.map((one) => [one.dir, getComputedStyle(one).unicodeBidi])"
        )
        assert {tuple(style) for style in styles} == {("", "isolate")}
    title = page.locator("#path-answer h2")
    left, right = title.locator("bdi").first, title.locator("bdi").last
    boxes = left.bounding_box(), right.bounding_box()
    assert boxes[0] and boxes[1] and boxes[0]["x"] < boxes[1]["x"]


def test_paper_and_spreadsheets_get_them_as_text(
    row: CareerGraph, open_page: Open
) -> None:
    page = open_page(row, "#view=list")
    with saved(page, "CSV").open(encoding="utf-8", newline="") as file:
        labels = {line["slug"]: line["label"] for line in csv.DictReader(file)}
    assert not [label for label in labels.values() if label[0] in "=+-@\t\r"]
    assert {slug: labels[slug].removeprefix("'") for slug in SLUGS} == dict(
        zip(SLUGS, LABELS, strict=True)
    )
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    printed = page.locator("#list tbody th a").all_text_contents()
    assert set(LABELS) <= set(printed)
    assert page.pdf(width="100mm", height="200mm")[:4] == b"%PDF"
    assert is_inert(page)
