"""The list: every concept in tables."""

from playwright.sync_api import expect

from careergraph import CareerGraph
from tests.export.explorer import Open, slugs


def test_the_list_has_every_concept_and_literal(
    graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(graph, "#view=list")
    rows = page.locator("#list tbody tr")
    assert slugs(rows) == set(graph.facts.slugs)
    python = page.locator("#list tr[data-slug=python]")
    expect(python).to_contain_text(graph.facts.entity("python").definition)
    expect(python).to_contain_text("effort 120 hours")
    kinds = [k.split(" ·")[0] for k in page.locator("#list h2").all_text_contents()]
    assert kinds[0] == f"Role {len(graph.facts.of_class('Role'))}"
    for heading, table in zip(
        page.locator("#list h2").all(), page.get_by_role("table").all(), strict=True
    ):
        label = table.get_attribute("aria-label")
        assert label and (heading.text_content() or "").startswith(label)


def test_the_list_goes_to_a_kind(graph: CareerGraph, open_page: Open) -> None:
    page = open_page(graph, "#view=list")
    count = len(graph.facts.of_class("Person"))
    heading = page.locator("#list h2", has_text=f"Person {count}")
    expect(heading).not_to_be_in_viewport()
    page.get_by_label("Go to").select_option(f"Person ({count})")
    expect(heading).to_be_in_viewport()
