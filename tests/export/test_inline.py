"""The page in a notebook: in a frame that may run it and nothing else."""

import json
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TypeAlias

import pytest
from playwright.sync_api import Browser, Frame, Page, ViewportSize, expect

from careergraph import CareerGraph
from careergraph.errors import ArgumentError
from careergraph.export.html_page import HtmlPage
from tests.export.explorer import VIOLATIONS

Show: TypeAlias = Callable[[HtmlPage], Frame]

NOTEBOOK = "<!DOCTYPE html><title>Notebook</title><p>In [1]</p>"


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Show]:
    """Return a function that shows a page inline and gives the frame when it is ready.

    At the end the page must not have asked for anything, written to the console or
    left its frame.
    """
    opened: list[Page] = []
    faults: list[str] = []

    def start(shown: HtmlPage) -> Frame:
        file = tmp_path / "notebook.html"
        file.write_text(NOTEBOOK + shown._repr_html_(), "utf-8")
        page = browser.new_page(viewport=ViewportSize(width=1440, height=900))
        page.add_init_script(VIOLATIONS)
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: faults.append(request.url))
        page.goto(file.as_uri())
        assert faults.pop(0) == file.as_uri()
        opened.append(page)
        frame = page.frames[1]
        frame.wait_for_selector("html[data-ready]")
        return frame

    yield start
    for page in opened:
        [outer, inner] = page.frames
        assert outer.url.endswith("notebook.html")
        assert inner.url.split("#")[0] == "about:srcdoc"
        assert inner.evaluate("violations") == []
        page.close()
    assert faults == []


def test_it_becomes_ready_and_follows_a_click(tiny: CareerGraph, show: Show) -> None:
    frame = show(tiny.to_html())
    frame.get_by_role("link", name="List", exact=True).click()
    expect(frame.locator("#list")).to_be_visible()
    frame.locator("#list").get_by_role("link", name="SQL", exact=True).click()
    expect(frame.locator("#details h2")).to_have_text("SQL")
    assert frame.url == "about:srcdoc#view=list&concept=sql"
    frame.evaluate("history.back()")
    expect(frame.locator("#details h2")).to_have_text("Start anywhere")


def test_a_role_on_the_ladder_and_keys_work(tiny: CareerGraph, show: Show) -> None:
    frame = show(tiny.to_html())
    frame.locator("#ladder a[data-slug=scientist]").click()
    expect(frame.locator("#details h2")).to_have_text("Scientist")
    frame.page.keyboard.press("Escape")
    expect(frame.locator("#details h2")).to_have_text("Start anywhere")


def test_it_opens_with_its_focus_and_its_route(tiny: CareerGraph, show: Show) -> None:
    route = tiny.transition_path("analyst", "scientist")
    frame = show(tiny.to_html(focus="analyst", route=route, height=420))
    expect(frame.locator("#details h2")).to_have_text("Analyst")
    expect(frame.locator("#ladder .step")).to_have_count(1)
    assert frame.evaluate("innerHeight") == 420


def test_it_finds_a_path(graph: CareerGraph, show: Show) -> None:
    frame = show(graph.to_html(focus="data analyst"))
    frame.get_by_role("link", name="Path from here").click()
    goal = frame.get_by_role("combobox", name="To", exact=True)
    goal.fill("chief ai officer")
    goal.press("Enter")
    path = graph.transition_path("data analyst", "chief AI officer")
    expect(frame.locator(".moves > li")).to_have_count(len(path.moves))


def test_it_saves_a_table_and_offers_no_link_to_the_notebook(
    tiny: CareerGraph, show: Show
) -> None:
    frame = show(tiny.to_html())
    frame.locator("#share").click()
    expect(frame.get_by_role("button", name="Copy link")).to_have_count(0)
    with frame.page.expect_download() as download:
        frame.get_by_role("button", name="(CSV)").click()
    assert "Scientist" in Path(download.value.path()).read_text("utf-8")


def test_it_sees_nothing_of_the_notebook(tiny: CareerGraph, show: Show) -> None:
    frame = show(tiny.to_html())
    assert frame.evaluate("origin") == "null"
    for secret in ("parent.document", "localStorage", "document.cookie"):
        read = f"() => {{ try {{ return {secret}; }} catch (e) {{ return e.name; }} }}"
        assert frame.evaluate(read) == "SecurityError"


def test_hostile_labels_stay_in_their_frame(hostile: CareerGraph, show: Show) -> None:
    frame = show(hostile.to_html(title='"><script>window.hacked = 1</script>'))
    for each in frame.page.frames:
        assert each.evaluate("window.hacked") is None


class Frames(HTMLParser):
    """The attributes of each element of a text."""

    def __init__(self, text: str):
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append({"tag": tag, **dict(attrs)})


def test_a_frame_holds_the_whole_page(hostile: CareerGraph) -> None:
    page = hostile.to_html(title='a "title" & more')
    [frame] = Frames(page._repr_html_()).found
    assert frame["tag"] == "iframe"
    assert frame["srcdoc"] == str(page) == hostile.export("html", title=page.title)
    assert frame["title"] == page.title
    assert "allow-same-origin" not in (frame["sandbox"] or "")


def test_neither_the_graph_nor_the_page_fills_a_terminal(tiny: CareerGraph) -> None:
    assert repr(tiny.to_html(title="Mine")) == "HtmlPage(title='Mine', height=600)"
    assert not hasattr(tiny, "_repr_html_")
    assert len(json.dumps(repr(tiny))) < 200


def test_a_file_is_written_and_named(tiny: CareerGraph, tmp_path: Path) -> None:
    file = tiny.to_html(str(tmp_path / "careers.html"), focus="sql")
    assert file == tmp_path / "careers.html"
    assert file.read_text("utf-8") == str(tiny.to_html(focus="sql"))


def test_a_height_that_means_nothing_is_refused(
    tiny: CareerGraph, tmp_path: Path
) -> None:
    with pytest.raises(ArgumentError, match="height is 0; give a whole number"):
        tiny.to_html(height=0)
    file = tmp_path / "careers.html"
    with pytest.raises(ArgumentError, match="leave out the file"):
        tiny.to_html(file, height=500)  # type: ignore[call-overload]  # refused by types, too
    assert not file.exists()
