"""The page without a pointer: where the focus goes, and that it is seen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from careergraph import CareerGraph
from tests.export.explorer import PHONE, WIDE, Open

ENDS = "from=data-analyst&to=chief-ai-officer"

# Everything that Tab has to reach.
REACHABLE = """
() => {
  window.stops = [...document.querySelectorAll(
    "a[href], button, input, select, summary, [tabindex='0']")]
    .filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility(
      { visibilityProperty: true }) && getComputedStyle(one).display !== "contents");
  return stops.length;
}
"""
# What has the focus: its number among these, whether that is to be seen, and its name.
STOP = """
() => {
  const node = document.activeElement;
  if (node === document.body) return null;
  const style = getComputedStyle(node);
  const rect = node.querySelector("rect");
  const isRinged = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const isEdged = node instanceof SVGElement && rect
    && parseFloat(getComputedStyle(rect).strokeWidth) >= 3;
  const isInSight = [...node.getClientRects()].some(({ x, y, width, height }) => {
    const hit = document.elementFromPoint(x + width / 2, y + height / 2);
    return hit && (node.contains(hit) || hit.contains(node));
  });
  const isSeen = Boolean(isRinged || isEdged) && isInSight;
  return [stops.indexOf(node), isSeen, node.outerHTML.slice(0, 120)];
}
"""


def stops(page: Page, key: str) -> Iterator[tuple[int, bool, str]]:
    """Yield what a key moves the focus to, until it leaves the page or comes back."""
    met: set[int] = set()
    for _ in range(1000):
        page.keyboard.press(key)
        stop = page.evaluate(STOP)
        if stop is None or stop[0] in met:
            return
        met.add(stop[0])
        yield stop
    pytest.fail("the focus never comes to the end of the page")


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["screen", "phone"])
@pytest.mark.parametrize(
    "hash",
    [
        "view=ladder&concept=chief-ai-officer&without=resource",
        "view=map",
        "view=list&level=7&without=resource&without=skill&without=tool",
        f"view=path&{ENDS}&moves=5&compare=ai-engineer&hold=python",
        "view=skills",
    ],
)
def test_tab_reaches_everything_in_sight_and_comes_to_an_end(
    graph: CareerGraph, open_page: Open, hash: str, viewport: dict[str, int]
) -> None:
    page = open_page(graph, f"#{hash}", viewport=viewport, reduced_motion="reduce")
    reachable = page.evaluate(REACHABLE)
    there = list(stops(page, "Tab"))
    assert [html for _, is_seen, html in there if not is_seen] == []
    assert [number for number, _, _ in there] == list(range(reachable))
    back = list(stops(page, "Shift+Tab"))
    assert [html for _, is_seen, html in back if not is_seen] == []
    assert {number for number, _, _ in back} >= set(range(reachable - 1))


def tab_to(page: Page, goal: Locator, key: str = "Tab") -> None:
    for _ in range(300):
        if goal.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press(key)
    pytest.fail(f"{key} does not reach {goal}")


def test_a_reader_finds_a_way_and_takes_it_along_with_keys_alone(
    graph: CareerGraph, open_page: Open
) -> None:
    allowed = ["clipboard-read", "clipboard-write"]
    page = open_page(graph, permissions=allowed)
    page.keyboard.press("/")
    page.keyboard.type("machne lerning enginer")
    options = page.locator("#results [role=option]")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(page.locator("#status")).to_have_text(f"{options.count()} found")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    heading = page.locator("#details h2")
    expect(heading).to_have_text("Machine Learning Engineer")
    expect(heading).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#search")).to_be_focused()

    tab_to(page, page.get_by_role("link", name="Path", exact=True))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("combobox", name="From"))
    page.keyboard.type("data analist")
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("combobox", name="To", exact=True))
    page.keyboard.type("cheif ai oficer")
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("combobox", name="Best is"))
    page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_role("combobox", name="I also hold"))
    page.keyboard.type("pyhton")
    page.keyboard.press("Enter")

    best = graph.transition_path(
        "data analyst", "chief AI officer", minimise="learning", holding=["python"]
    )
    expect(page.locator("#status")).to_contain_text(f"{len(best.moves)} moves")
    answer = page.get_by_role("region", name="The path")
    expect(answer.locator("h2")).to_have_text("Data Analyst → Chief AI Officer")
    first = answer.locator(".moves > li").first.locator("h3 a")
    tab_to(page, first)
    page.keyboard.press("Enter")
    expect(heading).to_be_focused()
    expect(heading).to_have_text(graph.facts.label(best.roles[1]) or "")
    page.keyboard.press("Escape")
    expect(first).to_be_focused()

    share = page.get_by_role("button", name="Share")
    tab_to(page, share, "Shift+Tab")
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Copy link", exact=True))
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("Link copied.")
    expect(share).to_be_focused()
    link = page.evaluate("navigator.clipboard.readText()")
    hash = f"#view=path&{ENDS}&best=learning&hold=python"
    assert link.endswith(hash)
    again = open_page(graph, hash)
    expect(again.locator(".cost")).to_have_text(page.locator(".cost").inner_text())


@pytest.mark.parametrize(
    ("hash", "opener", "keys", "opened"),
    [
        ("", "#search", ["p", "y"], "#results"),
        ("", "#filter", ["Enter"], "#filters"),
        ("", "#filter", ["Enter", "Space", "Tab"], "#filters"),
        ("", "#share", ["Enter"], "#sharing"),
        ("", "#share", ["Enter", "Tab"], "#sharing"),
        ("", "[data-slug=data-analyst]", ["Enter"], ".close"),
        ("", "[data-slug=data-analyst]", ["Enter", "Tab", "Tab"], ".close"),
        ("view=list", "[data-slug=data-analyst] a", ["Enter"], ".close"),
        ("view=path", "#path-from", ["ArrowDown"], "#path-from-list"),
    ],
)
def test_escape_closes_what_is_open_and_gives_the_focus_back(
    graph: CareerGraph,
    open_page: Open,
    hash: str,
    opener: str,
    keys: list[str],
    opened: str,
) -> None:
    page = open_page(graph, f"#{hash}")
    page.locator(opener).first.focus()
    for key in keys:
        page.keyboard.press(key)
        expect(page.locator(opened).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(opened).first).to_be_hidden()
    expect(page.locator(opener).first).to_be_focused()


def test_escape_in_the_search_leaves_the_details_alone(
    graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(graph, "#concept=python")
    page.keyboard.press("/")
    page.keyboard.type("sql")
    page.keyboard.press("Escape")
    expect(page.locator("#results")).to_be_hidden()
    expect(page.locator("#details h2")).to_have_text("Python")
    expect(page.locator("#search")).to_be_focused()


def test_what_opened_the_details_may_be_gone_when_they_close(
    graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(graph, "#view=list&level=7")
    row = page.locator("[data-slug=chief-ai-officer] th a")
    row.focus()
    page.keyboard.press("Enter")
    page.evaluate("location.hash = 'view=ladder&concept=chief-ai-officer'")
    page.locator("#details h2").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#ladder [data-slug=chief-ai-officer]")).to_be_focused()


@pytest.mark.parametrize("view", ["ladder", "map", "list", "path", "skills"])
def test_the_first_stop_skips_the_head_of_the_page(
    graph: CareerGraph, open_page: Open, view: str
) -> None:
    page = open_page(graph, f"#view={view}")
    page.keyboard.press("Tab")
    skip = page.get_by_role("button", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator(f"#{view}")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_reader_of_the_map_is_told_of_the_list_and_led_to_it(
    graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(graph, "#view=map&level=7")
    drawing = page.get_by_role("img", name="Map of all concepts; the list view holds")
    expect(drawing).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the list of all concepts")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#list")).to_be_focused()
    assert "level=7" in page.evaluate("location.hash")  # the filters stay


def test_a_skill_is_ticked_with_keys_and_the_roles_follow(
    graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(graph, "#view=skills")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skips to the content
    tab_to(page, page.locator("#find-skill"))
    page.keyboard.type("pyhton")
    box = page.locator("#skills").get_by_role("checkbox", name="Python", exact=True)
    tab_to(page, box)
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    expect(box).to_be_focused()
    expect(page.locator("#status")).to_contain_text("Nearest: ")
