"""What a printer gets."""

import re

import pytest
from playwright.sync_api import expect

from careergraph import CareerGraph
from tests.export.explorer import PHONE, Open, look_at, slugs


@pytest.mark.parametrize("viewport", [{"width": 680, "height": 900}, PHONE])
@pytest.mark.parametrize("view", ["ladder", "map", "list"])
def test_list_and_details_are_printed_and_controls_are_not(
    graph: CareerGraph, open_page: Open, view: str, viewport: dict[str, int]
) -> None:
    hash = f"#view={view}&level=7&concept=chief-ai-officer"
    page = open_page(graph, hash, viewport=viewport, color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    executives = {
        role
        for role in graph.facts.of_class("Role")
        if graph.facts.values(role, "level")[0].value == 7
    }
    printed = page.locator("#list tbody tr:visible")
    assert slugs(printed) >= executives
    expect(page.locator("#details h2")).to_be_visible()
    expect(page.locator("#applied")).to_contain_text("7 Executive")
    controls = "nav, input, select, header button, .legend, .zoom, #reset, .close"
    assert page.locator(f":is({controls}):visible").count() == 0
    assert page.locator(":is(#ladder, #map):visible").count() == 0
    assert not page.locator("#details details:not([open])").count()
    ink, ground = page.evaluate(
        "[getComputedStyle(document.body).color,"
        " getComputedStyle(document.body).backgroundColor]"
    )
    assert (ink, ground) == ("rgb(27, 36, 48)", "rgba(0, 0, 0, 0)")
    clipped = page.locator("main :visible:not(.unseen)").evaluate_all(
        """all => all.filter((one) => one.scrollHeight > one.clientHeight + 1
             && /auto|scroll|hidden/.test(getComputedStyle(one).overflowY))
           .map((one) => one.id || one.className)"""
    )
    assert clipped == []
    whole = page.evaluate("document.documentElement.scrollHeight")
    assert whole > 1.5 * viewport["height"]


def test_what_is_printed_goes_on_over_pages(
    graph: CareerGraph, open_page: Open
) -> None:
    def pages(address: str) -> int:
        printed = open_page(graph, address).pdf(format="A4")
        return len(re.findall(rb"/Type\s*/Page\b", printed))

    executives = pages("#view=ladder&level=7")
    roles = pages("#view=ladder")  # which shows 73 roles, the list 1,338 concepts
    everything = pages("#view=list")
    assert executives == 1
    assert 4 < roles < 20
    assert everything > 80


def test_the_ladder_is_drawn_again_after_printing(
    tiny: CareerGraph, open_page: Open
) -> None:
    page = open_page(tiny)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert slugs(page.locator("#ladder a.role")) == {"analyst", "scientist"}
    page.locator("#editorial").uncheck()
    look_at(page, "List")
    expect(page.locator("#list")).not_to_contain_text("effort")
