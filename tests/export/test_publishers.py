"""Concepts of other schemes: their addresses, and their long definitions."""

from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from careergraph.export.html import LONGEST_TEXT
from careergraph.export.page_data import cut
from careergraph.ontology.facts import Facts
from tests.export.explorer import Open

ESCO = "esco:occupation/d3edb8f8-3a06-47a0-8fb9-9b212c006aa2"
OTHER = "esco:occupation/00030d09-2b3a-4efd-87cc-c4ea39d27c34"
ONET = "onet:15-2051.00"
TECHNOLOGY = "onet-model:technology/python"
LONG = "Counts what there is. " * 30


@pytest.fixture(scope="module")
def graph() -> Any:
    """Concepts of each scheme between some of ours, in the order of their slugs."""
    labels = ["aa", ESCO, OTHER, "mine", TECHNOLOGY, ONET, "zz"]
    entities = {
        slug: (f"Called {n}", (), LONG, ("Role",), ("Role",), ("test",))
        for n, slug in enumerate(sorted(labels))
    }
    record = {
        "entities": entities,
        "statements": {},
        "terms": {"Role": ("role", "", True)},
        "sources": {"test": "A test"},
    }
    return SimpleNamespace(facts=Facts(record))


def opened(open_page: Open, graph: Any, slug: str, **options: Any) -> Page:
    return open_page(graph, f"#concept={slug}", **options)


@pytest.mark.parametrize(
    ("slug", "address"),
    [
        (ESCO, f"http://data.europa.eu/esco/{ESCO.removeprefix('esco:')}"),
        (OTHER, f"http://data.europa.eu/esco/{OTHER.removeprefix('esco:')}"),
        (ONET, "https://www.onetonline.org/link/summary/15-2051.00"),
    ],
)
def test_a_concept_of_another_scheme_has_a_link_to_its_publisher(
    graph: Any, open_page: Open, slug: str, address: str
) -> None:
    page = opened(open_page, graph, slug)
    expect(page.locator("#details h2")).to_have_text(graph.facts.label(slug))
    link = page.locator("#details p.by a.out")
    expect(link).to_have_attribute("href", address)


@pytest.mark.parametrize("slug", ["mine", TECHNOLOGY])
def test_what_has_no_page_elsewhere_has_no_link(
    graph: Any, open_page: Open, slug: str
) -> None:
    page = opened(open_page, graph, slug)
    expect(page.locator("#details h2")).to_have_text(graph.facts.label(slug))
    expect(page.locator("#details p.by a.out")).to_have_count(0)


def test_a_long_definition_is_cut_in_a_large_graph_alone(
    graph: Any, open_page: Open
) -> None:
    whole = opened(open_page, graph, ESCO)
    expect(whole.locator("#details")).to_contain_text(LONG.strip())
    large = opened(open_page, graph, ESCO, most_vis_nodes=0)
    text = large.locator("#details").inner_text()
    begin = next(line for line in text.splitlines() if line.startswith("Counts"))
    assert begin.endswith(" …")
    assert LONG.startswith(begin.removesuffix(" …"))
    assert LONGEST_TEXT - len("Counts") <= len(begin) - 2 <= LONGEST_TEXT


def test_a_text_is_cut_between_words_where_it_has_any() -> None:
    assert cut("one two", 7) == "one two"
    assert cut("one two three", 9) == "one two …"
    assert cut("abcdefgh", 3) == "abc …"
