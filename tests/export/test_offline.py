"""Nothing gets out of the page, and no label gets into its code."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from careergraph import CareerGraph
from careergraph.export.html import to_html
from careergraph.ontology.files import write_text
from tests.export.explorer import VIOLATIONS, Open, look_at


def test_a_walk_through_the_page_asks_for_nothing(
    graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(graph)
    for view in ("Map", "List", "Ladder"):
        look_at(page, view)
    page.locator("#search").fill("python")
    page.keyboard.press("Enter")
    page.locator("#editorial").uncheck()
    page.locator("#theme").click()
    expect(page.locator("#details h2")).to_have_text("Python")


def test_the_policy_stops_a_request_and_a_script(
    browser: Browser, tiny: CareerGraph, tmp_path: Path
) -> None:
    write_text(tmp_path / "careers.html", to_html(tiny.facts))
    page = browser.new_page()
    page.add_init_script(VIOLATIONS)
    page.goto((tmp_path / "careers.html").as_uri())
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate(
        """async () => {
          const script = document.createElement("script");
          script.textContent = "window.hacked = 1";
          document.body.append(script);
          await fetch("http://127.0.0.1:9/").catch(() => null);
        }"""
    )
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("violations") == ["script-src-elem", "connect-src"]
    assert asked == []
    page.close()


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("delete window.DecompressionStream", "too old to unpack the graph"),
        (
            "window.Blob = class { stream() { return new Response('no gzip').body } }",
            "graph in this file is damaged",
        ),
    ],
)
def test_what_keeps_the_graph_from_being_shown_is_said(
    browser: Browser, tiny: CareerGraph, tmp_path: Path, fault: str, said: str
) -> None:
    write_text(tmp_path / "careers.html", to_html(tiny.facts))
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.add_init_script(fault)
    page.goto((tmp_path / "careers.html").as_uri())
    expect(page.get_by_role("alert")).to_contain_text(said)
    assert faults == []
    page.close()


def test_hostile_labels_are_text(hostile: CareerGraph, open_page: Open) -> None:
    page = open_page(hostile)
    for view in ("ladder", "map", "list"):
        for slug in hostile.facts.slugs:
            page.evaluate(
                "hash => { location.hash = hash }", f"view={view}&concept={slug}"
            )
            expect(page.locator("#details h2")).to_have_text(hostile.facts.label(slug))
    assert page.evaluate("window.hacked") is None
    assert page.locator("main img, main script, main iframe").count() == 0
    names = page.locator("#list tbody th a").all_text_contents()
    assert sorted(names) == sorted(
        hostile.facts.label(slug) for slug in hostile.facts.slugs
    )
    page.locator("#search").fill("</script>")
    expect(page.get_by_role("option").first).to_contain_text("</script><script>")


def test_a_right_to_left_mark_ends_with_its_label(
    hostile: CareerGraph, open_page: Open
) -> None:
    page = open_page(hostile, "#view=list&concept=hostile-2")
    isolated = page.locator("#details h2 bdi").evaluate(
        "node => getComputedStyle(node).unicodeBidi"
    )
    assert isolated == "isolate"


def test_no_link_of_the_real_page_leaves_it_but_to_the_web(
    graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(graph, "#view=list")
    addresses = page.locator("a[href]").evaluate_all(
        "all => all.map((one) => [one.getAttribute('href'), one.rel, one.target])"
    )
    for href, rel, target in addresses:
        if not href.startswith("#"):
            assert re.match("https?://", href), href
            assert (rel, target) == ("noopener noreferrer", "_blank")
    assert any(href.startswith("http") for href, _, _ in addresses)
