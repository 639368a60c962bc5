"""The ladder: roles by level and track, moves, and the path that is shown."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from careergraph import CareerGraph
from tests.export.explorer import ONE, PHONE, TWO_FRAMES, WIDE, Open, slugs

ROUTE = ("data-analyst", "data-scientist", "senior-data-scientist")


def test_the_ladder_is_first_and_shows_every_role(
    graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(graph)
    expect(page.locator("#ladder")).to_be_visible()
    assert slugs(page.locator("#ladder a.role")) == set(graph.facts.of_class("Role"))
    moves = page.locator("#ladder .move")
    expect(moves).to_have_count(len(list(graph.facts.statements("leadsTo"))))


def test_roles_stand_in_the_column_of_their_level(
    tiny: CareerGraph, open_page: Open
) -> None:
    page = open_page(tiny)
    middles = {
        text: box["x"] + box["width"] / 2
        for text in ("2 Junior", "3 Practitioner", "Analyst", "Scientist")
        if (box := page.locator("#ladder text", has_text=text).bounding_box())
    }
    assert middles["Analyst"] == pytest.approx(middles["2 Junior"], abs=1)
    assert middles["Scientist"] == pytest.approx(middles["3 Practitioner"], abs=1)


def test_no_box_of_the_ladder_lies_upon_another(
    graph: CareerGraph, open_page: Open
) -> None:
    for viewport in (WIDE, PHONE):
        page = open_page(graph, viewport=viewport)
        boxes = page.locator("#ladder a.role rect").evaluate_all(
            "all => all.map((one) => one.getBoundingClientRect().toJSON())"
        )
        for i, a in enumerate(boxes):
            for b in boxes[:i]:
                assert (
                    a["left"] >= b["right"]
                    or b["left"] >= a["right"]
                    or a["top"] >= b["bottom"]
                    or b["top"] >= a["bottom"]
                )


def test_labels_stay_within_their_boxes(graph: CareerGraph, open_page: Open) -> None:
    for viewport in (WIDE, PHONE):
        page = open_page(graph, viewport=viewport)
        outside = page.locator("#ladder a.role").evaluate_all(
            """all => all.filter((one) => {
              const box = one.querySelector("rect").getBoundingClientRect();
              return [...one.querySelectorAll("text")].some((text) => {
                const { left, right } = text.getBoundingClientRect();
                return left < box.left || right > box.right;
              });
            }).map((one) => one.dataset.slug)"""
        )
        assert outside == []


@pytest.mark.parametrize("width", [390, 1024, 1280, 1440])
def test_no_name_on_the_ladder_is_cut_short(
    graph: CareerGraph, open_page: Open, width: int
) -> None:
    page = open_page(graph, viewport={"width": width, "height": 800})
    names = page.locator("#ladder a.role").evaluate_all(
        """all => all.map((one) => [...one.querySelectorAll(".label")]
             .map((line) => line.textContent.trim()).join(" "))"""
    )
    assert sorted(names) == sorted(map(graph.facts.label, graph.facts.of_class("Role")))
    titles = page.locator("#ladder .lane-title, #ladder .column-title")
    assert not [title for title in titles.all_text_contents() if "…" in title]


def test_a_move_that_only_we_state_is_dashed(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    moves = {"leadsTo": {"b": ["article"], "c": ["editorial"]}}
    page = open_page(
        graph_of(
            ("Role", "a", "A", moves), ("Role", "b", "B", {}), ("Role", "c", "C", {})
        )
    )
    expect(page.locator("#ladder .move")).to_have_count(2)
    expect(page.locator("#ladder .move.editorial")).to_have_count(1)


def test_the_selected_role_lights_up_its_moves(
    tiny: CareerGraph, open_page: Open
) -> None:
    page = open_page(tiny)
    page.locator("#ladder a.role[data-slug=scientist]").click()
    expect(page.locator("#ladder .move.lit")).to_have_count(1)
    assert slugs(page.locator("#ladder a.role.lit")) == {"analyst", "scientist"}
    current = page.locator("#ladder a[aria-current]")
    assert slugs(current) == {"scientist"}


def two_tracks(graph_of: Callable[..., CareerGraph]) -> CareerGraph:
    """Roles a and b on one track, c on another; moves from a to both."""
    return graph_of(
        ("Track", "data", "Data", {}),
        ("Track", "models", "Models", {}),
        ("Role", "a", "A", {"track": {"data": ONE}, "leadsTo": {"b": ONE, "c": ONE}}),
        ("Role", "b", "B", {"track": {"data": ONE}}),
        ("Role", "c", "C", {"track": {"models": ONE}}),
    )


def test_moves_to_another_track_are_shown_with_their_role(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    page = open_page(two_tracks(graph_of))
    moves = page.locator("#ladder .move")
    assert sorted(move.is_visible() for move in moves.all()) == [False, True]
    page.locator("#ladder a.role[data-slug=c]").click()
    expect(moves.and_(page.locator(".lit"))).to_have_count(1)
    assert all(move.is_visible() for move in moves.all())


def test_a_track_is_folded_and_unfolded(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    page = open_page(two_tracks(graph_of))
    track = page.get_by_role("button", name="Data")
    boxes = page.locator("#ladder a.role")
    track.click()
    expect(track).to_have_attribute("aria-expanded", "false")
    expect(track).to_have_text("Data · 2 ")
    assert slugs(boxes) == {"c"}
    page.keyboard.press("Enter")
    assert slugs(boxes) == {"a", "b", "c"}
    page.keyboard.press(" ")
    assert slugs(boxes) == {"c"}
    page.evaluate("location.hash = 'concept=b'")
    expect(boxes).to_have_count(3)
    expect(track).to_have_attribute("aria-expanded", "true")


def test_tracks_beside_the_route_are_folded_until_it_is_cleared(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    page = open_page(two_tracks(graph_of), route=["a", "b"])
    boxes = page.locator("#ladder a.role")
    assert slugs(boxes) == {"a", "b"}
    page.get_by_role("button", name="Clear path").click()
    expect(boxes).to_have_count(3)


@pytest.mark.parametrize("viewport", [WIDE, PHONE])
def test_the_ladder_shows_that_there_is_more_below(
    graph: CareerGraph, tiny: CareerGraph, open_page: Open, viewport: dict[str, int]
) -> None:
    more = open_page(tiny, viewport=viewport).get_by_text("More below")
    expect(more).to_be_hidden()
    page = open_page(graph, viewport=viewport, reduced_motion="reduce")
    more = page.get_by_text("More below")
    titles = page.locator("#ladder .column-title")
    while more.is_visible():
        at = page.locator("#ladder").evaluate("ladder => ladder.scrollTop")
        box = more.bounding_box()
        assert box
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_function(
            "at => document.getElementById('ladder').scrollTop > at", arg=at
        )
        page.evaluate(TWO_FRAMES)
    expect(page.locator("#ladder a.role").last).to_be_in_viewport()
    if viewport == WIDE:
        expect(titles.first).to_be_in_viewport()


def test_a_route_is_shown_on_the_ladder(graph: CareerGraph, open_page: Open) -> None:
    page = open_page(graph, route=ROUTE)
    assert slugs(page.locator("#ladder a.on-route")) == set(ROUTE)
    expect(page.locator("#ladder .step")).to_have_count(2)
    expect(page.locator("#details h2")).to_have_text(
        "Data Analyst → Senior Data Scientist"
    )
    expect(page.locator("#details ol li")).to_have_count(3)
    page.get_by_role("button", name="Clear path").click()
    expect(page.locator("#ladder .step")).to_have_count(0)
    expect(page.locator("#details h2")).to_have_text("Start anywhere")


def test_a_move_of_the_route_says_who_states_it_or_that_nobody_does(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    graph = graph_of(
        ("Role", "a", "A", {"leadsTo": {"b": ["article"]}}),
        ("Role", "b", "B", {}),
        ("Role", "c", "C", {}),
    )
    page = open_page(graph, route=["a", "b", "c"])
    moves = page.locator("#details ol .by")
    expect(moves).to_have_text(
        ["Stated by An article", "Inferred: nobody states this move"]
    )


def test_the_ladder_is_walked_with_the_keyboard(
    tiny: CareerGraph, open_page: Open
) -> None:
    page = open_page(tiny)
    page.get_by_role("button", name="Track not stated").focus()
    page.keyboard.press("Tab")
    focused = page.locator("#ladder a.role:focus")
    assert slugs(focused) == {"analyst"}
    stroke = page.locator("#ladder a.role:focus-visible rect").evaluate(
        "rect => getComputedStyle(rect).strokeWidth"
    )
    assert stroke == "4px"
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_have_text("Analyst")
    expect(page.get_by_role("status")).to_have_text("Analyst, Role")
