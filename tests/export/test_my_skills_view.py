"""The view "My skills": what the reader does there, and where it leads."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from careergraph import CareerGraph
from tests.export.conftest import HOSTILE
from tests.export.explorer import ONE, PHONE, Open, Row
from tests.export.skills import box, my_role, notes, ranking, small_graph


@pytest.fixture(scope="module")
def small(graph_of: Callable[..., CareerGraph]) -> CareerGraph:
    return small_graph(graph_of)


def shown(page: Page) -> list[str]:
    """Return the labels of the boxes that are shown."""
    return page.locator("#skills fieldset label:visible bdi").all_text_contents()


def test_a_tick_by_key_ranks_at_once_and_is_read_out(
    small: CareerGraph, open_page: Open
) -> None:
    page = open_page(small, "#view=skills")
    assert ranking(page)[0] == "Analyst, 0 %, 40 h"
    status = page.locator("#status")
    expect(status).to_have_attribute("role", "status")
    box(page, "Machine Learning").focus()
    page.keyboard.press("Space")
    # Machine learning is 300 of 460 hours, and rests on the 120 of Python.
    assert ranking(page) == [
        "Analyst, 0 %, 40 h",
        "Engineer, 75 %, 40 h",
        "Scientist, 91 %, 40 h",
    ]
    expect(status).to_have_text("2 roles need less. Nearest: Analyst, 40 hours.")
    expect(box(page, "Machine Learning")).to_be_focused()
    page.keyboard.press("Space")
    expect(status).to_have_text("2 roles need more. Nearest: Analyst, 40 hours.")


def test_what_a_skill_a_certificate_or_the_role_includes_is_ticked_with_it(
    small: CareerGraph, open_page: Open
) -> None:
    page = open_page(small, "#view=skills")
    box(page, "pandas").check()
    python, sql = box(page, "Python"), box(page, "SQL").first
    expect(python).to_be_checked()
    expect(python).to_be_disabled()
    expect(sql).not_to_be_checked()
    box(page, "SQL Certificate").check()
    expect(sql).to_be_disabled()
    expect(page.locator("summary", has_text="Programming language")).to_contain_text(
        "2 of 2"
    )
    assert ranking(page)[1] == "Engineer, 100 %, 0 h"
    expect(page.locator(".reach")).not_to_contain_text("asks for")
    box(page, "SQL Certificate").uncheck()
    expect(sql).to_be_enabled()
    my_role(page).fill("analist")
    page.keyboard.press("Enter")
    expect(sql).to_be_checked()
    expect(page.locator("#skills-answer p").first).to_have_text(
        "Analyst, pandas: with what that role asks for, and what these rest on, "
        "you hold 3 of 4 competencies."
    )


def test_the_search_forgives_mistakes_and_shows_only_what_fits(
    small: CareerGraph, open_page: Open
) -> None:
    page = open_page(small, "#view=skills")
    found = page.locator("#skills-found")
    page.get_by_label("Find", exact=True).fill("pyhton")
    assert shown(page) == ["Python"]
    expect(found).to_have_text("1 found")
    page.get_by_label("Find", exact=True).fill("sql")
    assert shown(page) == ["SQL", "SQL Certificate"]
    page.get_by_label("Find", exact=True).fill("xxxxxx")
    assert shown(page) == []
    expect(found).to_have_text("None found")
    page.get_by_label("Find", exact=True).fill("")
    assert len(shown(page)) == 5
    box(page, "pandas").check()
    page.get_by_label("Only what I hold").check()
    assert shown(page) == ["Python", "pandas"]


def test_of_a_kind_the_most_asked_for_come_first_and_all_on_demand(
    graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(graph, "#view=skills")
    kind = page.get_by_role("group", name="Soft skill", exact=True)
    labels = kind.locator("label:visible bdi")
    expect(labels).to_have_count(12)
    facts, network = graph.facts, graph.network
    demand = {
        facts.label(slug): sum(
            bool(needed & network.bit(slug)) for needed in network.required
        )
        for slug in facts.of_class("SoftSkill")
    }
    first = labels.all_text_contents()
    assert [demand[one] for one in first] == sorted(demand.values(), reverse=True)[:12]
    kind.get_by_role("button", name=f"All {len(demand)}").click()
    expect(labels).to_have_count(len(demand))
    expect(kind.get_by_role("checkbox").nth(12)).to_be_focused()


def test_filters_hold_here_too(small: CareerGraph, open_page: Open) -> None:
    page = open_page(small, "#view=skills&level=3&mine=sql")
    assert ranking(page) == ["Engineer, 25 %, 120 h", "Scientist, 0 %, 460 h"]
    assert "SQL Certificate" in shown(page)
    expect(page.locator("#left")).to_have_text("2 of 3 roles")
    page.locator("#editorial").uncheck()  # only we know the certificate
    assert "SQL Certificate" not in shown(page)
    page.locator("#reset").click()
    assert len(ranking(page)) == 3


def test_the_path_to_a_role_begins_with_what_is_held(
    small: CareerGraph, open_page: Open
) -> None:
    page = open_page(small, "#view=skills&mine=python&role=analyst")
    link = page.get_by_role("link", name="Path to Scientist")
    assert "from=analyst&to=scientist&hold=python" in (link.get_attribute("href") or "")
    box(page, "pandas").check()
    page.locator(".reach").get_by_role("link", name="Scientist", exact=True).click()
    expect(page.locator("#details h2")).to_have_text("Scientist")
    expect(page.locator(".reach tr.selected th a").first).to_have_text("Scientist")
    page.locator("#details").get_by_role("link", name="Path to here").click()
    expect(page.locator("#path-answer .cost")).to_contain_text("300 hours of learning")
    assert "hold=python+pandas" in page.url


def test_the_path_form_takes_what_is_held_with_one_click(
    small: CareerGraph, open_page: Open
) -> None:
    page = open_page(small, "#view=skills")
    page.get_by_role("link", name="Path", exact=True).click()
    use = page.get_by_role("button", name="Use my skills")
    expect(use).to_be_hidden()
    page.get_by_role("link", name="My skills").click()
    box(page, "Python").check()
    page.get_by_role("link", name="Path", exact=True).click()
    use.click()
    assert page.url.endswith("#view=path&hold=python")
    expect(use).to_be_hidden()


@pytest.mark.parametrize("hash", ["", "&concept=data-scientist&mine=python+nobody"])
def test_a_phone_shows_the_view_without_scrolling_sideways(
    graph: CareerGraph, open_page: Open, hash: str
) -> None:
    page = open_page(graph, f"#view=skills&role=data-analyst{hash}", viewport=PHONE)
    wide = page.locator("#skills, #skills *").evaluate_all(
        """all => all.filter((one) => one.scrollWidth > one.clientWidth + 1
             && /auto|scroll/.test(getComputedStyle(one).overflowX))
           .map((one) => one.id || one.tagName)"""
    )
    assert wide == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_on_a_phone_where_the_ranking_is_out_of_sight_its_change_is_shown(
    small: CareerGraph, open_page: Open
) -> None:
    page = open_page(small, "#view=skills", viewport=PHONE)
    page.locator("summary", has_text="Programming language").click()
    box(page, "Python").check()
    expect(page.locator("#said")).to_have_text(
        "2 roles need less. Nearest: Analyst, 40 hours."
    )


def test_the_heading_that_a_key_leads_to_shows_that_it_has_the_focus(
    small: CareerGraph, open_page: Open
) -> None:
    page = open_page(small, "#view=skills&mine=python")
    page.get_by_role("button", name="Keep these").press("Enter")
    heading = page.get_by_role("heading", name="Roles within reach")
    expect(heading).to_be_focused()
    expect(heading).to_have_css("outline-style", "solid")


def test_paper_gets_what_is_held_and_the_ranking(
    small: CareerGraph, open_page: Open
) -> None:
    page = open_page(small, "#view=skills&mine=python")
    page.emulate_media(media="print")
    expect(page.locator("#skills form")).to_be_hidden()
    expect(page.locator("#skills-answer")).to_contain_text("Python: with what these")
    expect(page.locator(".reach")).to_be_visible()


def test_hostile_labels_are_text_here_too(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    rows: list[Row] = []
    for i, label in enumerate(HOSTILE):
        rows.append(("Skill", f"skill-{i}", label, {"effort": {"40": ONE}}))
        needs = {"level": {"1": ONE}, "requires": {f"skill-{i}": ONE}}
        rows.append(("Role", f"role-{i}", label, needs))
    page = open_page(graph_of(*rows), "#view=skills&mine=skill-0&role=role-1")
    assert sorted(shown(page)) == sorted(HOSTILE)
    assert {row.split(", ")[-3] for row in ranking(page)} <= {"0 %", "100 %"}
    page.locator("#skills fieldset input").nth(2).check()
    expect(page.locator("#skills .reach tbody tr")).to_have_count(len(HOSTILE) - 1)
    assert page.evaluate("window.hacked") is None
    assert page.locator("main img, main script, main iframe").count() == 0
    expect(notes(page)).to_contain_text(["came with a link"])
