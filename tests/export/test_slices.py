"""Long work in the page: a slice at a time, with a word on what it does."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from careergraph import CareerGraph
from tests.export.explorer import ONE, Open, Row
from tests.export.row_of_roles import in_a_row
from tests.export.skills import box, my_role, ranking

Graphs = Callable[..., CareerGraph]

SLOW = """
() => {
  let now = 0;
  performance.now = () => (now += 1000); // so that each step takes a slice for itself
}
"""
GO = """
async (hash) => {
  const gone = new Promise((done) => addEventListener("hashchange", done, { once: true }));
  location.hash = hash;
  await gone;
  return document.querySelector("#path-answer").innerText;
}
"""
TYPE = """
([selector, text, shown]) => {
  const field = document.querySelector(selector);
  field.focus();
  field.value = text;
  field.dispatchEvent(new Event("input"));
  return document.querySelector(shown).innerText;
}
"""
ASK = "view=path&from=a&to=d"


@pytest.fixture(scope="module")
def row(graph_of: Graphs) -> CareerGraph:
    return in_a_row(graph_of)


def slow(page: Page) -> Page:
    page.evaluate(SLOW)
    return page


def test_a_path_that_takes_long_is_announced_and_then_shown_and_read_out(
    row: CareerGraph, open_page: Open
) -> None:
    page = slow(open_page(row, "#view=path"))
    answer, status = page.locator("#path-answer"), page.locator("#status")
    page.evaluate("""() => {
      window.told = [];
      new MutationObserver(() => told.push(document.querySelector("#status").textContent))
        .observe(document.querySelector("#status"), { childList: true });
    }""")
    assert page.evaluate(GO, ASK) == "Anna's role → Director\n\nLooking for paths …"
    expect(answer.locator(".cost")).to_contain_text("3 moves, 50 hours of learning")
    expect(answer).to_have_attribute("aria-busy", "false")
    expect(status).to_contain_text("1 path found. 3 moves")
    assert page.evaluate("told[0]") == "Looking for paths …"


def test_what_is_asked_meanwhile_takes_the_place_of_what_was_asked(
    row: CareerGraph, open_page: Open
) -> None:
    page = slow(open_page(row, "#view=path"))
    assert "Looking" in page.evaluate(GO, ASK)
    assert "Looking" in page.evaluate(GO, "view=path&from=a&to=c")
    expect(page.locator("#path-answer h2")).to_have_text("Anna's role → Clerk")
    expect(page.locator("#path-answer .cost")).to_contain_text("2 moves")
    assert "Which way to go" in page.evaluate(GO, "view=path")
    assert "Looking" in page.evaluate(GO, "view=path&from=a&to=c&paths=2")
    assert "Which way to go" in page.evaluate(GO, "view=path")
    page.evaluate(GO, "view=path&from=a&to=c&paths=2")
    expect(page.locator("#path-answer .cost")).to_contain_text("2 moves")


def test_targets_and_what_would_give_a_path_come_with_the_answer(
    row: CareerGraph, open_page: Open
) -> None:
    page = slow(open_page(row, "#view=path"))
    page.evaluate(GO, f"{ASK}&moves=1&compare=b")
    expect(page.locator(".relaxations")).to_have_text("Allow 3 moves")
    assert page.locator(".targets tbody tr").all_text_contents() == [
        "Bookkeeper10 h0 weeksnot known",
        "Directorno path with these limitsmedian 100,000",
    ]


def test_the_path_reaches_the_ladder_when_it_is_found(
    row: CareerGraph, open_page: Open
) -> None:
    page = slow(open_page(row, "#view=path"))
    page.evaluate(GO, "view=ladder&from=a&to=d")
    expect(page.locator("#ladder .role.on-route")).to_have_count(4)
    expect(page.locator("#details h2")).to_have_text("Anna's role → Director")


def test_the_moves_to_roles_within_reach_follow_when_they_are_inferred(
    row: CareerGraph, open_page: Open
) -> None:
    page = slow(open_page(row, "#view=skills&inferred=yes"))
    my_role(page).fill("Anna's role")
    my_role(page).press("Enter")
    answer = page.locator("#skills-answer")
    expect(answer.get_by_role("columnheader", name="Moves")).to_be_visible()
    expect(answer.locator("tr[data-slug=c] td").nth(2)).to_have_text("2")
    expect(answer.locator("tr[data-slug=d] td").nth(2)).to_have_text("3")


def test_similar_names_follow_and_enter_does_not_wait_for_them(
    row: CareerGraph, open_page: Open
) -> None:
    page = slow(open_page(row))
    asked = ["#search", "bookkeper", "#results"]
    assert page.evaluate(TYPE, asked) == "Looking for similar names …"
    expect(page.locator("#results [data-slug]")).to_have_attribute("data-slug", "b")
    expect(page.locator("#status")).to_have_text("1 found")
    page.evaluate(TYPE, ["#search", "", "#results"])
    page.evaluate(TYPE, ["#search", "enginer", "#results"])
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_have_text("Engineer")
    expect(page.locator("#results")).to_be_hidden()


def test_exact_names_are_shown_before_similar_ones_and_stay_chosen(
    graph_of: Graphs, open_page: Open
) -> None:
    rows: list[Row] = [
        ("Skill", slug, label, {})
        for slug, label in (("a", "Pattern"), ("b", "Patterns"), ("c", "Patern"))
    ]
    page = slow(open_page(graph_of(*rows)))
    shown = page.evaluate(TYPE, ["#search", "pattern", "#results"])
    assert shown.split() == ["Pattern", "Skill", "Patterns", "Skill"]
    page.keyboard.press("ArrowDown")
    results = page.locator("#results [data-slug]")
    expect(results).to_have_count(3)
    expect(results.nth(1)).to_have_attribute("aria-selected", "true")


def test_a_field_for_a_role_finds_similar_names_when_it_is_left(
    row: CareerGraph, open_page: Open
) -> None:
    page = slow(open_page(row, "#view=path"))
    page.evaluate(TYPE, ["#path-to", "bookkeper", "#path-to-list"])
    page.keyboard.press("Enter")
    expect(page.locator("#path-to")).to_have_value("Bookkeeper")
    assert "to=b" in page.url


@pytest.fixture(scope="module")
def many(graph_of: Graphs) -> CareerGraph:
    """One role that asks for the last of 450 skills, which rests on the one before."""
    skills: list[Row] = [("Skill", f"s{i:03}", f"Skill {i:03}", {}) for i in range(449)]
    last: Row = ("Skill", "s449", "Skill 449", {"prerequisite": {"s448": ONE}})
    asking: Row = ("Role", "r", "R", {"requires": {"s449": ONE}})
    return graph_of(*skills, last, asking)


def test_of_many_skills_boxes_are_made_when_they_are_shown(
    many: CareerGraph, open_page: Open
) -> None:
    page = open_page(many, "#view=skills&mine=s449+s300")
    boxes = page.locator("#skills fieldset input")
    # The twelve that are asked for, or first by label, and what is held besides.
    assert page.locator("#skills fieldset label bdi").all_text_contents() == [
        *("Skill 448", "Skill 449"),
        *(f"Skill {i:03}" for i in range(10)),
        "Skill 300",
    ]
    expect(box(page, "Skill 448")).to_be_disabled()
    expect(page.locator("#skills summary small")).to_have_text("3 of 450")
    page.get_by_role("button", name="200 more of 450").click()
    expect(boxes).to_have_count(213)
    expect(box(page, "Skill 010")).to_be_focused()
    page.get_by_role("button", name="200 more of 450").click()
    page.get_by_role("button", name="All 450").click()
    expect(boxes).to_have_count(450)


def test_a_skill_without_a_box_is_found_and_ticked(
    many: CareerGraph, open_page: Open
) -> None:
    page = open_page(many, "#view=skills&mine=")
    assert ranking(page) == ["R, 0 %, 2 competencies"]
    page.get_by_label("Find", exact=True).fill("skill 448")
    box(page, "Skill 448").check()
    assert ranking(page) == ["R, 50 %, 1 competency"]
    page.get_by_label("Find", exact=True).fill("skill 3")
    expect(page.locator("#skills-found")).to_have_text("100 found")
    page.get_by_label("Only what I hold").check()
    expect(page.locator("#skills-found")).to_have_text("None found")
    page.get_by_label("Find", exact=True).fill("")
    expect(page.locator("#skills fieldset label bdi")).to_have_text(["Skill 448"])
