"""What the reader holds: kept in the browser, in files, and lent by links."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from playwright.sync_api import Browser, Page, expect

from careergraph import CareerGraph
from careergraph.export.html import to_html
from careergraph.ontology.files import write_text
from tests.export.skills import box, my_role, notes, ranking, small_graph

Visit: TypeAlias = Callable[..., Page]
"""Opens the page in a browser that keeps what it kept before."""

KEPT = "localStorage.getItem('careergraph')"
NO_STORAGE = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("denied", "SecurityError"); } })"""
FULL_STORAGE = """Storage.prototype.setItem = () => {
  throw new DOMException("full", "QuotaExceededError"); }"""


@pytest.fixture
def visit(
    browser: Browser, graph_of: Callable[..., CareerGraph], tmp_path: Path
) -> Iterator[Visit]:
    context = browser.new_context()
    faults: list[str] = []
    write_text(tmp_path / "careers.html", to_html(small_graph(graph_of).facts))

    def start(
        hash: str = "#view=skills", *, kept: Any = None, script: str = ""
    ) -> Page:
        page = context.new_page()
        if kept is not None:
            text = kept if isinstance(kept, str) else json.dumps(kept)
            page.add_init_script(f"localStorage.careergraph ??= {json.dumps(text)}")
        page.add_init_script(script)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto((tmp_path / "careers.html").as_uri() + hash)
        page.wait_for_selector("html[data-ready]")
        return page

    yield start
    context.close()
    assert faults == []


def kept(page: Page) -> Any:
    text = page.evaluate(KEPT)
    return text and json.loads(text)


# ------------------------------------------------------------------- in the browser


def test_what_is_ticked_is_kept_and_there_when_the_page_is_opened_again(
    visit: Visit,
) -> None:
    page = visit()
    box(page, "Python").check()
    my_role(page).fill("analyst")
    page.keyboard.press("Enter")
    assert kept(page) == {"version": 1, "role": "analyst", "holding": ["python"]}
    again = visit()
    expect(box(again, "Python")).to_be_checked()
    expect(my_role(again)).to_have_value("Analyst")
    assert ranking(again) == ["Engineer, 100 %, 0 h, –", "Scientist, 26 %, 340 h, 1"]
    assert again.url.endswith("#view=skills")


def test_another_window_shows_what_is_ticked_here(visit: Visit) -> None:
    page, other = visit(), visit()
    box(page, "Python").check()
    expect(box(other, "Python")).to_be_checked()


def test_what_this_graph_does_not_know_is_told_and_kept(visit: Visit) -> None:
    before = {"version": 1, "role": "wizard", "holding": ["alchemy", "sql"]}
    page = visit(kept=before)
    expect(notes(page)).to_have_text("Not in this graph, but kept: wizard, alchemy.")
    box(page, "Python").check()
    box(page, "SQL").first.uncheck()
    assert kept(page) == before | {"holding": ["alchemy", "python"]}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "it is not JSON"),
        ('{"version": 2, "holding": []}', "its version is not 1"),
    ],
)
def test_what_cannot_be_read_is_put_aside_and_not_lost(
    visit: Visit, text: str, reason: str
) -> None:
    page = visit(kept=text)
    expect(notes(page)).to_contain_text(f"cannot be read: {reason}. When you tick")
    assert page.evaluate(KEPT) == text
    box(page, "Python").check()
    expect(notes(page)).to_have_count(0)
    assert page.evaluate("localStorage.getItem('careergraph-unread')") == text
    assert kept(page)["holding"] == ["python"]


@pytest.mark.parametrize("script", [NO_STORAGE, FULL_STORAGE])
def test_where_nothing_can_be_kept_that_is_said_and_the_rest_works(
    visit: Visit, script: str
) -> None:
    page = visit(script=script)
    box(page, "Python").check()
    expect(notes(page)).to_contain_text("This browser does not keep what you tick")
    assert ranking(page)[2] == "Scientist, 26 %, 340 h"


def test_all_is_forgotten_and_can_be_had_back(visit: Visit) -> None:
    before = {"version": 1, "role": "analyst", "holding": ["python", "alchemy"]}
    page = visit(kept=before)
    page.get_by_role("button", name="Forget all").click()
    expect(notes(page)).to_contain_text("All is forgotten.")
    assert kept(page) is None
    assert page.locator("form :checked").count() == 0
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    assert kept(page) == before
    expect(box(page, "Python")).to_be_checked()
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)


# ------------------------------------------------------------------------ in a file


def opened(page: Page, name: str, content: str | bytes) -> None:
    data = content.encode() if isinstance(content, str) else content
    file: Any = {"name": name, "mimeType": "application/json", "buffer": data}
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Open a file").click()
    chooser.value.set_files(file)


def test_skills_go_to_a_file_and_come_back(visit: Visit) -> None:
    page = visit(
        kept={"version": 1, "role": "analyst", "holding": ["python", "alchemy"]}
    )
    button = page.get_by_role("button", name="Save to a file")
    with page.expect_download() as download:
        button.click()
    expect(button).to_be_focused()
    assert download.value.suggested_filename == "careergraph-skills.json"
    text = Path(download.value.path()).read_text("utf-8")
    assert json.loads(text) == {
        "version": 1,
        "role": {"slug": "analyst", "label": "Analyst"},
        "holding": [{"slug": "python", "label": "Python"}, {"slug": "alchemy"}],
    }
    page.get_by_role("button", name="Forget all").click()
    opened(page, "mine.json", text)
    expect(notes(page).first).to_contain_text("Opened mine.json.")
    assert kept(page)["holding"] == ["python", "alchemy"]
    page.get_by_role("button", name="Undo").click()
    assert kept(page) is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("Python, SQL", "it is not JSON"),
        (b"\xff\xfe\x00", "it is not JSON"),
        ("null", "it has no list “holding”"),
        ('{"holding": "python", "version": 1}', "it has no list “holding”"),
        ('{"holding": []}', "its version is not 1"),
        (
            '{"version": 1, "holding": ["sql", {"slug": "<b>"}]}',
            "entry 2 of “holding” names nothing",
        ),
        ('{"version": 1, "holding": [null]}', "entry 1 of “holding” names nothing"),
        ('{"version": 1, "role": 7, "holding": []}', "“role” names nothing"),
        (" " * 1_000_001, "it is larger than 1 MB"),
    ],
)
def test_a_wrong_file_changes_nothing_and_it_is_said_why(
    visit: Visit, content: str | bytes, reason: str
) -> None:
    page = visit()
    box(page, "Python").check()
    opened(page, "<b>.json", content)
    expect(page.get_by_role("alert").filter(has_text="<b>.json")).to_have_text(
        f"<b>.json cannot be opened: {reason}. Nothing was changed."
    )
    assert kept(page)["holding"] == ["python"]
    expect(box(page, "Python")).to_be_checked()


def test_a_file_can_be_dropped(visit: Visit) -> None:
    page = visit()
    page.evaluate("""() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['{"version": 1, "holding": ["sql"]}'], "mine.json"));
      document.getElementById("skills").dispatchEvent(
        new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }""")
    expect(notes(page)).to_contain_text("Opened mine.json.")
    assert kept(page) == {"version": 1, "role": None, "holding": ["sql"]}


# ------------------------------------------------------------------------- by links


def test_a_link_shows_its_skills_and_leaves_the_readers_as_they_are(
    visit: Visit,
) -> None:
    own = {"version": 1, "role": None, "holding": ["sql"]}
    page = visit("#view=skills&mine=python,alchemy+%3Cb%3E&role=analyst", kept=own)
    expect(my_role(page)).to_have_value("Analyst")
    expect(notes(page)).to_contain_text(["came with a link", "but kept: alchemy."])
    box(page, "pandas").check()
    assert page.url.endswith("mine=python+alchemy+pandas&role=analyst")
    page.get_by_role("link", name="List", exact=True).click()
    page.get_by_role("link", name="My skills").click()
    expect(box(page, "pandas")).to_be_checked()
    assert kept(page) == own
    page.get_by_role("button", name="Back to mine").click()
    assert ranking(page) == [
        "Analyst, 100 %, 0 h",
        "Engineer, 25 %, 120 h",
        "Scientist, 0 %, 460 h",
    ]
    page.go_back()
    page.get_by_role("button", name="Keep these").click()
    assert kept(page)["holding"] == ["python", "alchemy", "pandas"]
    page.get_by_role("button", name="Undo").click()
    assert kept(page) == own


def test_to_forget_what_a_link_lends_forgets_nothing_else(visit: Visit) -> None:
    own = {"version": 1, "role": None, "holding": ["sql"]}
    page = visit("#view=skills&mine=python", kept=own)
    page.get_by_role("button", name="Forget all").click()
    expect(box(page, "Python")).not_to_be_checked()
    assert page.url.endswith("&mine=")
    assert kept(page) == own


def test_the_link_with_skills_is_made_only_when_asked_for(visit: Visit) -> None:
    page = visit(kept={"version": 1, "role": "analyst", "holding": ["python", "ml"]})
    page.evaluate(
        "navigator.clipboard.writeText = async (text) => { window.copied = text }"
    )
    page.locator("#share").click()
    page.get_by_role("button", name="Copy link", exact=True).click()
    assert page.evaluate("copied").endswith("#view=skills")
    page.locator("#share").click()
    page.get_by_role("button", name="Copy link with my skills").click()
    expect(page.locator("#said")).to_contain_text("Link copied")
    assert page.evaluate("copied").endswith("#view=skills&mine=python+ml&role=analyst")
    page.get_by_role("link", name="Ladder", exact=True).click()
    page.locator("#share").click()
    expect(page.get_by_role("button", name="with my skills")).to_be_hidden()
