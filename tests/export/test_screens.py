"""Phones, light and dark, and reduced motion."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from careergraph import CareerGraph
from tests.export.explorer import PHONE, Open, look_at


@pytest.mark.parametrize("view", ["ladder", "map", "list"])
@pytest.mark.parametrize("concept", ["", "&concept=machine-learning-engineer"])
def test_a_phone_shows_it_without_scrolling_sideways(
    graph: CareerGraph, open_page: Open, view: str, concept: str
) -> None:
    page = open_page(graph, f"#view={view}{concept}", viewport=PHONE)
    wide = page.locator("body *").evaluate_all(
        """all => all.filter((one) => one.scrollWidth > one.clientWidth + 1
             && /auto|scroll/.test(getComputedStyle(one).overflowX))
           .map((one) => one.id || one.tagName)"""
    )
    assert wide == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    parts = [
        box
        for name in ("header", f"#{view}", ".legend", "#details")
        if (box := page.locator(name).bounding_box())
    ]
    for above, below in pairwise(parts):
        assert below["y"] >= above["y"] + above["height"] - 1
    assert parts[-1]["y"] + parts[-1]["height"] <= PHONE["height"] + 1


@pytest.mark.parametrize(
    ("scheme", "before", "after"),
    [
        ("light", "rgb(251, 250, 246)", "rgb(18, 23, 29)"),
        ("dark", "rgb(18, 23, 29)", "rgb(251, 250, 246)"),
    ],
)
def test_light_and_dark_follow_the_system_and_the_button(
    tiny: CareerGraph, open_page: Open, scheme: str, before: str, after: str
) -> None:
    page = open_page(tiny, color_scheme=scheme)
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == before
    page.get_by_role("button", name="Switch between light and dark").click()
    assert page.evaluate(ground) == after


@pytest.mark.parametrize(
    ("motion", "time"), [("reduce", "0s"), ("no-preference", "0.15s")]
)
def test_reduced_motion_is_respected(
    tiny: CareerGraph, open_page: Open, motion: str, time: str
) -> None:
    page = open_page(tiny, reduced_motion=motion)
    durations = page.locator("#ladder .move").evaluate(
        "node => getComputedStyle(node).transitionDuration"
    )
    assert set(durations.split(", ")) == {time}


def test_an_empty_graph_makes_an_empty_page(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    page = open_page(graph_of(), "#view=map")
    look_at(page, "Ladder")
    expect(page.get_by_role("group", name="Roles by level")).to_be_visible()
    look_at(page, "List")
    expect(page.locator("#list tr")).to_have_count(0)
