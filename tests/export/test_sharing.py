"""The share menu: what it offers, and the link."""

from playwright.sync_api import expect

from careergraph import CareerGraph
from tests.export.explorer import Open, look_at, saved


def test_the_link_is_copied_and_that_is_said(
    tiny: CareerGraph, open_page: Open
) -> None:
    allowed = ["clipboard-read", "clipboard-write"]
    page = open_page(tiny, "#view=list&concept=sql", permissions=allowed)
    page.locator("#share").click()
    page.get_by_role("button", name="Copy link").click()
    said = page.locator("#said")
    expect(said).to_contain_text("Link copied.")
    assert said.get_attribute("aria-live") == "polite"
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    expect(page.locator("#sharing")).to_be_hidden()
    expect(page.locator("#share")).to_be_focused()


def test_the_link_is_copied_where_there_is_no_clipboard(
    tiny: CareerGraph, open_page: Open
) -> None:
    page = open_page(tiny)
    page.evaluate("""() => {
      Object.defineProperty(navigator, "clipboard", { value: undefined });
      addEventListener("copy", ({ target }) => { window.copied = target.value; });
    }""")
    page.locator("#share").click()
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator("#said")).to_contain_text("Link copied.")
    assert page.evaluate("copied") == f"{page.url}#view=ladder"


def test_a_link_that_cannot_be_copied_is_shown_selected(
    tiny: CareerGraph, open_page: Open
) -> None:
    page = open_page(tiny)
    page.evaluate("""() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error("no"));
      document.execCommand = () => false;
    }""")
    page.locator("#share").click()
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator("#said")).to_contain_text("does not let this page copy")
    box = page.get_by_label("Link of this view")
    expect(box).to_be_focused()
    assert box.evaluate("b => b.value.slice(b.selectionStart, b.selectionEnd)") == (
        f"{page.url}#view=ladder"
    )


def test_the_share_menu_closes_by_escape_and_by_leaving_it(
    tiny: CareerGraph, open_page: Open
) -> None:
    page = open_page(tiny, "#concept=sql")
    share, menu = page.locator("#share"), page.get_by_role("group", name="Share")
    share.press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Copy link")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(share).to_be_focused()
    expect(page.locator("#details h2")).to_have_text("SQL")  # which Escape leaves
    share.click()
    page.locator("#search").click()
    expect(menu).to_be_hidden()


def test_each_view_offers_what_it_can_be_saved_as(
    tiny: CareerGraph, open_page: Open
) -> None:
    page = open_page(tiny)
    offered = page.locator("#sharing button:visible")
    pictures = ["Save picture (PNG)", "Save drawing (SVG)"]
    for view, more in (("Ladder", pictures), ("Map", pictures), ("List", [])):
        look_at(page, view)
        page.locator("#share").click()
        expect(offered).to_have_text(["Copy link", *more, "Save table (CSV)", "Print"])
        page.keyboard.press("Escape")


def test_a_file_is_named_after_the_page_and_the_view(
    tiny: CareerGraph, open_page: Open
) -> None:
    page = open_page(tiny)
    page.evaluate("document.title = '../Übung: Ärzte/\\\\ '")
    saved(page, "CSV")
    expect(page.locator("#said")).to_have_text("Saved as ubung-arzte-ladder.csv.")
