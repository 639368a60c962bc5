"""What a view shows, as a table for a spreadsheet."""

import csv
from collections.abc import Callable

from playwright.sync_api import Page

from careergraph import CareerGraph
from tests.export.explorer import Open, look_at, saved


def rows(page: Page) -> list[dict[str, str]]:
    with saved(page, "CSV").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_the_table_holds_what_the_list_shows(
    tiny: CareerGraph, open_page: Open
) -> None:
    page = open_page(tiny, "#view=list")
    assert rows(page) == [
        {
            "slug": "analyst",
            "label": "Analyst",
            "other_names": "",
            "kind": "Role",
            "definition": "About Analyst.",
            "stated": "level 2 Junior",
            "links": "2",
            "known_to": "An article",
        },
        {
            "slug": "scientist",
            "label": "Scientist",
            "other_names": "Researcher",
            "kind": "Role",
            "definition": "About Scientist.",
            "stated": "level 3 Practitioner; typical years, low 1.5 years",
            "links": "2",
            "known_to": "An article",
        },
        {
            "slug": "sql",
            "label": "SQL",
            "other_names": "",
            "kind": "Programming language",
            "definition": "About SQL.",
            "stated": "effort 40 hours",
            "links": "2",
            "known_to": "An article",
        },
    ]
    page.locator("#editorial").uncheck()
    left = rows(page)
    assert [row["definition"] for row in left] == ["", "", ""]
    assert [row["stated"] for row in left] == ["", "typical years, low 1.5 years", ""]
    page.get_by_role("checkbox", name="Roles").uncheck()
    assert [row["slug"] for row in rows(page)] == ["sql"]
    look_at(page, "Ladder")
    assert rows(page) == []


def test_the_table_has_every_concept_of_the_list(
    graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(graph, "#view=list")
    in_order = page.locator("#list tbody tr").evaluate_all(
        "all => all.map((one) => one.dataset.slug)"
    )
    assert [row["slug"] for row in rows(page)] == in_order
    look_at(page, "Ladder")
    assert {row["slug"] for row in rows(page)} == set(graph.facts.of_class("Role"))


def test_no_cell_is_a_formula_and_lines_end_as_the_standard_says(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    labels = ["=1+1", "+1", "-1", "@sum", "a=b", 'say "so"', "one, two"]
    graph = graph_of(*(("Skill", f"s{i}", n, {}) for i, n in enumerate(labels)))
    page = open_page(graph, "#view=list")
    text = saved(page, "CSV").read_bytes().decode("utf-8")
    assert text.count("\r\n") == text.count("\n") == len(labels) + 1
    guarded = {f"'{n}" if n[0] in "=+-@" else n for n in labels}
    assert {row["label"] for row in csv.DictReader(text.splitlines())} == guarded
    assert '"say ""so""","' not in text
    assert 's5,"say ""so""",,Skill' in text
