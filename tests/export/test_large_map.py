"""The map of a graph that is too large for vis-network: a canvas of our own.

The graphs here are small and forced onto it, so that places can be worked out.
"""

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

from careergraph import CareerGraph
from tests.export.explorer import ONE, TWO_FRAMES, Open, Row, look_at, saved

Graphs = Callable[..., CareerGraph]
SKILL: Row = ("Skill", "sql", "SQL", {})
# The first place of a cluster is 18 * sqrt(1/2) * 1.35 = 17 units right of its middle,
# which is 17 units below that of the whole map, whose title is 34 high. The largest
# scale at which a map is fitted is 2.
OFF = 2 * 17
INK_SEEN = """
(name) => {
  const colour = getComputedStyle(document.documentElement).getPropertyValue(name);
  const [r, g, b] = colour.match(/\\d+/g).map(Number);
  const shown = document.querySelector("#canvas canvas");
  const { width, height } = shown;
  const copy = Object.assign(document.createElement("canvas"), { width, height });
  const ctx = copy.getContext("2d");
  ctx.drawImage(shown, 0, 0);
  const { data } = ctx.getImageData(0, 0, width, height);
  let count = 0;
  for (let i = 0; i < data.length; i += 4) {
    count += data[i] === r && data[i + 1] === g && data[i + 2] === b && data[i + 3] === 255;
  }
  return count;
}
"""


def open_canvas(open_page: Open, graph: CareerGraph, **options: Any) -> Page:
    hash = options.pop("hash", "#view=map")
    still = {"reduced_motion": "reduce"}
    return open_page(graph, hash, most_vis_nodes=0, **still, **options)


def middle(page: Page) -> tuple[float, float]:
    box = page.locator("#canvas").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def expect_at(page: Page, x: float, y: float, label: str | None) -> None:
    """Expect that a click at a place selects a concept, or none."""
    page.mouse.click(x, y)
    expect(page.locator("#details h2")).to_have_text(label or "Start anywhere")
    page.keyboard.press("Escape")
    expect(page.locator("#details h2")).to_have_text("Start anywhere")


def test_a_page_beyond_the_limit_leaves_vis_network_out(
    graph_of: Graphs, open_page: Open
) -> None:
    graph = graph_of(SKILL)
    page = open_canvas(open_page, graph)
    assert page.evaluate("typeof vis") == "undefined"
    assert page.locator("script:not([type])").count() == 1
    page = open_page(graph, "#view=map", most_vis_nodes=1)
    assert page.evaluate("typeof vis") == "object"


def test_a_click_selects_what_it_hits(graph_of: Graphs, open_page: Open) -> None:
    page = open_canvas(open_page, graph_of(SKILL))
    x, y = middle(page)
    expect_at(page, x + OFF, y + OFF, "SQL")
    expect_at(page, x - 200, y, None)


def test_a_drag_moves_the_map_and_selects_nothing(
    graph_of: Graphs, open_page: Open
) -> None:
    page = open_canvas(open_page, graph_of(SKILL))
    x, y = middle(page)
    page.mouse.move(x + OFF, y + OFF)
    page.mouse.down()
    page.mouse.move(x, y, steps=4)
    page.mouse.move(x - 100 + OFF, y - 60 + OFF, steps=4)
    page.mouse.up()
    expect(page.locator("#details h2")).to_have_text("Start anywhere")
    expect_at(page, x + OFF, y + OFF, None)
    expect_at(page, x + OFF - 100, y + OFF - 60, "SQL")


def test_the_wheel_zooms_around_the_pointer(graph_of: Graphs, open_page: Open) -> None:
    page = open_canvas(open_page, graph_of(SKILL))
    x, y = middle(page)
    page.mouse.move(x, y)
    page.mouse.wheel(0, -200)  # exp(0.3) = 1.35 times as large
    page.evaluate(TWO_FRAMES)
    expect_at(page, x + 1.35 * OFF, y + 1.35 * OFF, "SQL")
    page.mouse.move(x + 1.35 * OFF, y + 1.35 * OFF)
    page.mouse.wheel(0, 1000)  # counts as 240: exp(-0.36) = 0.7
    page.evaluate(TWO_FRAMES)
    expect_at(page, x + 1.35 * OFF, y + 1.35 * OFF, "SQL")


def test_buttons_zoom_and_fit(graph_of: Graphs, open_page: Open) -> None:
    page = open_canvas(open_page, graph_of(SKILL))
    x, y = middle(page)
    page.get_by_role("button", name="Zoom in").click()
    page.evaluate(TWO_FRAMES)
    expect_at(page, x + 1.4 * OFF, y + 1.4 * OFF, "SQL")
    page.get_by_role("button", name="Zoom out").click()
    page.get_by_role("button", name="Zoom out").click()
    page.evaluate(TWO_FRAMES)
    expect_at(page, x + OFF / 1.4, y + OFF / 1.4, "SQL")
    page.get_by_role("button", name="Fit").click()
    page.evaluate(TWO_FRAMES)
    expect_at(page, x + OFF, y + OFF, "SQL")


def test_fingers_tap_drag_and_pinch(graph_of: Graphs, open_page: Open) -> None:
    page = open_canvas(open_page, graph_of(SKILL), has_touch=True)
    x, y = middle(page)
    page.touchscreen.tap(x + OFF + 14, y + OFF)  # a finger may miss by as much
    expect(page.locator("#details h2")).to_have_text("SQL")
    page.keyboard.press("Escape")
    touches = page.context.new_cdp_session(page)

    def touch(kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": px, "y": py, "id": i} for i, (px, py) in enumerate(places)]
        touches.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", (x, y))
    touch("touchMove", (x + 80, y))
    touch("touchEnd")
    page.evaluate(TWO_FRAMES)
    expect_at(page, x + 80 + OFF, y + OFF, "SQL")
    touch("touchStart", (x + 30, y))
    touch("touchStart", (x + 30, y), (x + 130, y))
    touch("touchMove", (x - 20, y), (x + 180, y))  # twice as far apart around x + 80
    touch("touchEnd")
    page.evaluate(TWO_FRAMES)
    expect(page.locator("#details h2")).to_have_text("Start anywhere")
    expect_at(page, x + 80 + 2 * OFF, y + 2 * OFF, "SQL")


def test_hover_writes_the_label_and_lights_the_links(
    graph_of: Graphs, open_page: Open
) -> None:
    graph = graph_of(
        ("Skill", "a", "A", {"prerequisite": {"b": ONE}}), ("Skill", "b", "B", {})
    )
    page = open_canvas(open_page, graph)
    canvas = page.locator("#canvas canvas")

    def accent() -> int:
        page.evaluate(TWO_FRAMES)
        return int(page.evaluate(INK_SEEN, "--accent"))

    assert accent() == 0
    x, y = middle(page)
    page.mouse.move(x + OFF, y + OFF)
    assert accent() > 20
    expect(canvas).to_have_class("on-sign")
    page.mouse.move(x - 300, y)
    assert accent() == 0
    page.mouse.click(x + OFF, y + OFF)
    page.mouse.move(x - 300, y)
    assert accent() > 20  # the links of the selection stay


def test_filters_leave_signs_out(graph_of: Graphs, open_page: Open) -> None:
    graph = graph_of(SKILL, ("Role", "r", "R", {}))
    page = open_canvas(open_page, graph)
    assert page.evaluate(INK_SEEN, "--group-role") > 50
    page.get_by_role("checkbox", name="Roles").uncheck()
    page.evaluate(TWO_FRAMES)
    assert page.evaluate(INK_SEEN, "--group-role") == 0
    assert page.evaluate(INK_SEEN, "--group-skill") > 50


def test_dark_and_light_have_their_own_colours(
    graph_of: Graphs, open_page: Open
) -> None:
    page = open_canvas(open_page, graph_of(SKILL), color_scheme="dark")
    assert page.evaluate(INK_SEEN, "--group-skill") > 50
    page.get_by_role("button", name="Switch between light and dark").click()
    page.evaluate(TWO_FRAMES)
    assert page.evaluate(INK_SEEN, "--group-skill") > 50


def test_the_view_is_saved_as_a_picture_and_as_a_drawing(
    graph_of: Graphs, open_page: Open
) -> None:
    graph = graph_of(
        ("Role", "a", "A role", {"requires": {"sql": ONE}}),
        SKILL,
        ("Skill", "git", "Git", {}),
    )
    page = open_canvas(open_page, graph, hash="#view=map&concept=a")
    assert saved(page, "PNG").stat().st_size > 2_000
    svg = ElementTree.fromstring(saved(page, "SVG").read_text("utf-8"))
    paths = [part for part in svg.iter() if part.tag.endswith("path")]
    assert len([p for p in paths if "scale" in p.get("transform", "")]) == 3
    curves = [p.get("stroke") for p in paths if "Q" in p.get("d", "")]
    assert curves == ["rgb(11,92,173)"]  # the accent


def test_the_map_follows_the_size_of_the_window(
    graph_of: Graphs, open_page: Open
) -> None:
    page = open_canvas(open_page, graph_of(SKILL))
    page.set_viewport_size({"width": 900, "height": 700})
    page.evaluate(TWO_FRAMES)
    x, y = middle(page)
    expect_at(page, x + OFF, y + OFF, "SQL")


@pytest.mark.parametrize("view", ["Ladder", "List", "Path"])
def test_other_views_need_no_vis_network(
    graph_of: Graphs, open_page: Open, view: str
) -> None:
    page = open_canvas(open_page, graph_of(("Role", "a", "A role", {}), SKILL))
    look_at(page, view)
    look_at(page, "Map")
    expect(page.locator("#canvas canvas")).to_be_visible()
