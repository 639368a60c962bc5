"""The address holds the view and the selection; the browser's buttons work."""

from playwright.sync_api import expect

from careergraph import CareerGraph
from tests.export.explorer import Open, look_at


def test_a_chip_selects_and_back_returns(tiny: CareerGraph, open_page: Open) -> None:
    page = open_page(tiny, "#view=list&concept=sql")
    heading = page.locator("#details h2")
    page.locator("#details").get_by_role("link", name="Analyst").click()
    expect(heading).to_have_text("Analyst")
    expect(heading).to_be_focused()
    look_at(page, "Ladder")
    assert page.url.endswith("#view=ladder&concept=analyst")
    page.go_back()
    expect(page.locator("#list")).to_be_visible()
    page.go_back()
    expect(heading).to_have_text("SQL")
    page.go_forward()
    expect(heading).to_have_text("Analyst")


def test_an_address_of_nothing_is_harmless(tiny: CareerGraph, open_page: Open) -> None:
    page = open_page(tiny, "#view=nowhere&concept=%3Cimg%3E")
    expect(page.locator("#ladder")).to_be_visible()
    expect(page.locator("#details h2")).to_have_text("Start anywhere")


def test_the_page_opens_with_its_focus(tiny: CareerGraph, open_page: Open) -> None:
    page = open_page(tiny, focus="sql")
    expect(page.locator("#details h2")).to_have_text("SQL")
    page.keyboard.press("Escape")
    expect(page.locator("#details h2")).to_have_text("Start anywhere")


def test_an_address_goes_before_the_focus(tiny: CareerGraph, open_page: Open) -> None:
    page = open_page(tiny, "#concept=analyst", focus="sql")
    expect(page.locator("#details h2")).to_have_text("Analyst")
