"""The map: drawn, fitted, and answering to the pointer."""

from collections.abc import Callable

from playwright.sync_api import expect

from careergraph import CareerGraph
from tests.export.explorer import PHONE, TWO_FRAMES, Open, Row, look_at, slugs


def test_a_click_on_the_map_selects(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    page = open_page(graph_of(("Skill", "sql", "SQL", {})), "#view=map")
    box = page.locator("#canvas").bounding_box()
    assert box
    # At the largest scale, 2, the one sign stands 17 units right of the middle of
    # its cluster, whose middle is 17 units below that of the screen: its title is
    # 34 high.
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.click(middle[0] + 34, middle[1] + 34)
    expect(page.locator("#details h2")).to_have_text("SQL")
    page.mouse.click(middle[0] - 300, middle[1])
    expect(page.locator("#details h2")).to_have_text("Start anywhere")


def test_the_map_is_fitted_into_a_small_screen(
    graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(graph, "#view=map", viewport=PHONE)
    box = page.locator("#canvas").bounding_box()
    assert box
    x, y, height = box["x"], box["y"], box["height"]

    def left_edge() -> bytes:
        return page.screenshot(clip={"x": x, "y": y, "width": 12, "height": height})

    before = left_edge()
    page.get_by_role("button", name="Fit").click()
    page.evaluate(TWO_FRAMES)
    # At the left there is no sign any more: one colour only makes a smaller picture.
    assert len(left_edge()) < len(before)


def test_the_map_is_drawn(graph: CareerGraph, open_page: Open) -> None:
    page = open_page(graph, "#view=map")
    colours = page.locator("#canvas canvas").evaluate(
        """canvas => {
          const { width, height } = canvas;
          const data = canvas.getContext("2d").getImageData(0, 0, width, height).data;
          const seen = new Set();
          for (let i = 0; i < data.length; i += 4) {
            seen.add([data[i], data[i + 1], data[i + 2]].join());
          }
          return [...seen];
        }"""
    )
    orange, blue, green = "213,94,0", "0,114,178", "0,158,115"  # Okabe and Ito
    assert {orange, blue, green} <= set(colours)


def test_a_crowded_map_leaves_out_people_and_market_at_first(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    people: list[Row] = [("Person", f"p{i}", f"P{i}", {}) for i in range(500)]
    graph = graph_of(*people, ("Skill", "sql", "SQL", {}))
    page = open_page(graph, "#view=map")
    box = page.get_by_role("checkbox", name="People")
    expect(box).not_to_be_checked()
    expect(page.get_by_role("checkbox", name="Skills")).to_be_checked()
    look_at(page, "List")
    expect(box).to_be_checked()
    assert "p499" in slugs(page.locator("#list tbody tr"))
    look_at(page, "Map")
    box.check()
    expect(box).to_be_checked()


def test_a_small_map_shows_everyone(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    page = open_page(graph_of(("Person", "p", "P", {})), "#view=map")
    expect(page.get_by_role("checkbox", name="People")).to_be_checked()


def test_groups_differ_in_colour_and_in_shape(
    graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(graph, "#view=map")
    signs = page.locator("#groups .sign").evaluate_all(
        "all => all.map((one) => [getComputedStyle(one).color,"
        " one.firstChild.getAttribute('d')])"
    )
    assert len(signs) == 9
    assert len({colour for colour, _ in signs}) == 9
    assert len({shape for _, shape in signs}) == 9
