"""Ladder, list and search of graphs that cannot be shown all at once."""

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from careergraph import CareerGraph
from tests.export.explorer import ONE, Open, Row, look_at, slugs

Graphs = Callable[..., CareerGraph]
BENCH = Path(__file__).parents[2] / "bench"
TYPE = """
(text) => {
  const box = document.querySelector("#search");
  box.focus();
  box.value = text;
  const before = performance.now();
  box.dispatchEvent(new Event("input"));
  return performance.now() - before;
}
"""


def roles(count: int, **stated: dict[str, list[str]]) -> list[Row]:
    return [("Role", f"r{i:03}", f"Role {i:03}", stated) for i in range(count)]


def boxes(page: Page) -> set[str]:
    return slugs(page.locator("#ladder a.role"))


def test_a_cell_of_the_ladder_shows_some_roles_and_says_how_many_it_hides(
    graph_of: Graphs, open_page: Open
) -> None:
    page = open_page(graph_of(*roles(25, level={"2": ONE})))
    assert boxes(page) == {f"r{i:03}" for i in range(20)}  # all have as many links
    more = page.get_by_role("button", name="5 more")
    more.press("Enter")
    assert len(boxes(page)) == 25
    expect(more).to_have_count(0)


def test_the_ladder_hides_nothing_that_is_needed(
    graph_of: Graphs, open_page: Open
) -> None:
    asking: Row = ("Role", "z", "Z", {"level": {"2": ONE}, "requires": {"sql": ONE}})
    skill: Row = ("Skill", "sql", "SQL", {})
    graph = graph_of(*roles(25, level={"2": ONE}), asking, skill)
    page = open_page(graph)
    assert "z" in boxes(page)  # it has a link, and no other role has
    page.evaluate("location.hash = 'view=ladder&concept=r024'")
    expect(page.locator("#ladder a.role.selected")).to_have_attribute(
        "data-slug", "r024"
    )
    assert len(boxes(page)) == 20
    page.evaluate("location.hash = 'view=ladder&concept=sql'")
    expect(page.locator("#ladder a.role.lit")).to_have_attribute("data-slug", "z")


def test_many_roles_of_no_level_stand_in_one_band(
    graph_of: Graphs, open_page: Open
) -> None:
    page = open_page(graph_of(*roles(70)))
    assert len(boxes(page)) == 59
    assert page.locator("#ladder .lane-title").all_text_contents() == ["No level"]
    page.get_by_role("button", name="11 more").click()
    assert len(boxes(page)) == 70


@pytest.fixture(scope="module")
def long_graph(graph_of: Graphs) -> CareerGraph:
    linked: Row = ("Skill", "s0999", "Skill 0999", {"prerequisite": {"s0000": ONE}})
    skills: list[Row] = [
        ("Skill", f"s{i:04}", f"Skill {i:04}", {}) for i in range(2_000) if i != 999
    ]
    return graph_of(*skills, linked, ("Role", "r", "R", {}))


def test_a_long_list_draws_a_table_when_it_is_opened(
    long_graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(long_graph, "#view=list")
    rows = page.locator("#list tbody tr")
    expect(rows).to_have_count(0)
    heading = page.get_by_role("button", name="Skill 2,000")
    expect(heading).to_have_attribute("aria-expanded", "false")
    heading.click()
    assert slugs(rows) == {f"s{i:04}" for i in range(200)}
    page.get_by_role("button", name="Show 200 more of 1,800").click()
    assert slugs(rows) == {f"s{i:04}" for i in range(400)}
    expect(page.locator("#list tr[data-slug=s0200] a")).to_be_focused()
    heading.click()
    expect(rows).to_have_count(0)


def test_a_long_table_is_sorted_and_filtered_as_a_whole(
    long_graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(long_graph, "#view=list")
    page.get_by_role("button", name="Skill 2,000").click()
    section = page.locator("#list section", has_text="Skill 2,000")
    section.get_by_label("Sort by").select_option("Most links")
    first = section.locator("tbody tr").first
    expect(first).to_have_attribute("data-slug", "s0000")
    expect(section.locator("tbody tr").nth(1)).to_have_attribute("data-slug", "s0999")
    section.get_by_role("searchbox").fill("l 19")
    expect(section.locator("tbody tr")).to_have_count(100)  # Skill 1900 to 1999
    expect(section).to_contain_text("1–100 of 100")
    section.get_by_role("searchbox").fill("nobody")
    expect(section).to_contain_text("Nothing has such a name.")


def test_a_long_list_opens_where_the_selection_is(
    long_graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(long_graph, "#view=list&concept=s1234")
    assert slugs(page.locator("#list tbody tr")) == {
        f"s{i:04}" for i in range(1_200, 1_400)
    }
    expect(page.locator("#list tr.selected")).to_be_in_viewport()
    page.get_by_role("button", name="Show 200 earlier of 1,200").click()
    assert "s1000" in slugs(page.locator("#list tbody tr"))


def test_a_graph_of_the_size_of_esco_is_searched_and_shown(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [str(BENCH), *sys.path])
    facts = import_module("esco_like").facts_like_esco()
    page = open_page(SimpleNamespace(facts=facts), "#view=map")
    assert page.evaluate("typeof vis") == "undefined"
    role = facts.of_class("Role")[1_500]
    asked = [s for name in facts.properties for s in facts.objects(role, name)]
    page.evaluate(TYPE, facts.label(role))
    expect(page.locator("#results li").first).to_have_attribute("data-slug", role)
    page.locator("#search").press("Enter")
    expect(page.locator("#details h2")).to_have_text(facts.label(role))
    assert page.locator("#details .chip").count() == len(asked) - 1  # without the match
    page.evaluate(TYPE, facts.label(role)[:-1] + "#")  # a letter is wrong
    expect(page.locator("#results li").first).to_be_visible()
    look_at(page, "List")
    expect(page.locator("#list tr.selected")).to_be_in_viewport()
    look_at(page, "Ladder")
    expect(page.locator("#ladder a.role.selected")).to_be_in_viewport()


def test_a_graph_without_moves_says_so_in_the_path_view(
    graph_of: Graphs, open_page: Open
) -> None:
    page = open_page(graph_of(*roles(2)), "#view=path&from=r000&to=r001")
    answer = page.locator("#path-answer")
    expect(answer).to_contain_text("No source of this graph states who moves")
    expect(answer).to_contain_text("that takes the levels of roles, which nobody")
    page = open_page(graph_of(*roles(2, level={"2": ONE})), "#view=path")
    expect(page.locator("#path-answer")).to_contain_text("Inferred moves can be walked")
