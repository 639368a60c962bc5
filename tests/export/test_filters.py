"""What the reader leaves out is left out of every view."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from careergraph import CareerGraph
from tests.export.explorer import ONE, PHONE, Open, Row, look_at, section, slugs


def test_without_editorial_only_what_sources_state_is_left(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    graph = graph_of(
        ("Role", "a", "A", {"leadsTo": {"b": ["article"], "c": ["editorial"]}}),
        ("Role", "b", "B", {"requires": {"sql": ["editorial"], "git": ["article"]}}),
        ("Role", "c", "C", {}),
        ("Skill", "git", "Git", {}),
        ("Skill", "sql", "SQL", {"effort": {"40": ["editorial"]}}),
        editorial=["c"],
    )
    page = open_page(graph, "#concept=b")
    assert slugs(page.locator("#ladder a.role")) == {"a", "b", "c"}
    requires = section(page, "requires").get_by_role("link")
    expect(requires).to_have_text(["Git", "SQL"])
    expect(page.locator("#details")).to_contain_text("About B.")
    page.locator("#editorial").uncheck()
    assert slugs(page.locator("#ladder a.role")) == {"a", "b"}
    expect(page.locator("#ladder .move")).to_have_count(1)
    expect(requires).to_have_text(["Git"])
    expect(page.locator("#details")).not_to_contain_text("Our judgement")
    expect(page.locator("#details")).not_to_contain_text("About B.")
    look_at(page, "List")
    assert slugs(page.locator("#list tbody tr")) == {"a", "b", "git", "sql"}
    expect(page.locator("#list")).not_to_contain_text("effort")
    page.locator("#editorial").check()
    assert slugs(page.locator("#list tbody tr")) == {"a", "b", "c", "git", "sql"}


def test_without_editorial_the_real_page_names_no_judgement_of_ours(
    graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(graph, "#view=ladder")
    page.locator("#editorial").uncheck()
    known = {
        role
        for role in graph.facts.of_class("Role")
        if graph.facts.entity(role).sources != ("editorial",)
    }
    assert slugs(page.locator("#ladder a.role")) == known
    expect(page.locator("#ladder .column-title").first).to_have_text("Stage 1")
    for role in ("data-analyst", "machine-learning-engineer"):
        address = f"editorial=off&concept={role}"
        page.evaluate("hash => { location.hash = hash }", address)
        label = graph.facts.label(role)
        expect(page.locator("#details h2")).to_have_text(label)
        expect(page.locator("#details")).not_to_contain_text("ditorial")


def test_the_legend_leaves_out_a_group(tiny: CareerGraph, open_page: Open) -> None:
    page = open_page(tiny, "#view=list")
    page.get_by_role("checkbox", name="Roles").uncheck()
    assert slugs(page.locator("#list tbody tr")) == {"sql"}
    look_at(page, "Map")
    expect(page.get_by_role("checkbox", name="Roles")).not_to_be_checked()
    look_at(page, "List")
    page.get_by_role("checkbox", name="Roles").check()
    assert slugs(page.locator("#list tbody tr")) == {"analyst", "scientist", "sql"}


def three_roles(graph_of: Callable[..., CareerGraph]) -> CareerGraph:
    """Roles a and b on one track, c on another; a and c on one level.

    Only a asks for SQL, only c for Git; a book teaches SQL.
    """
    return graph_of(
        ("Track", "data", "Data", {}),
        ("Track", "models", "Models", {}),
        role("a", "data", "2", requires="sql"),
        role("b", "data", "3"),
        role("c", "models", "2", requires="git"),
        ("Skill", "git", "Git", {}),
        ("Skill", "sql", "SQL", {}),
        ("Book", "book", "Book", {"teaches": {"sql": ONE}}),
    )


def role(slug: str, track: str, level: str, **more: str) -> Row:
    stated = {"track": track, "level": level} | more
    return "Role", slug, slug.upper(), {n: {v: ONE} for n, v in stated.items()}


def listed(page: Page) -> set[str]:
    return slugs(page.locator("#list tbody tr"))


def boxes(page: Page, title: str) -> list[str]:
    labels = page.get_by_role("group", name=title).locator("label:visible")
    return labels.all_inner_texts()


def test_tracks_and_levels_choose_roles_and_what_is_linked_to_them(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    page = open_page(three_roles(graph_of), "#view=list")
    page.locator("#filter").click()
    page.get_by_role("checkbox", name="Data").check()
    assert listed(page) == {"a", "b", "sql", "data"}
    page.get_by_role("checkbox", name="2 Junior").check()
    assert listed(page) == {"a", "sql", "data"}
    page.get_by_role("checkbox", name="Skills").uncheck()
    assert listed(page) == {"a", "data"}
    look_at(page, "Ladder")
    assert slugs(page.locator("#ladder a.role")) == {"a"}
    expect(page.locator("#left")).to_have_text("1 of 3 roles")
    look_at(page, "Map")
    expect(page.locator("#left")).to_have_text("2 of 8 concepts")


def test_each_box_says_how_many_it_stands_for_beside_the_other_filters(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    page = open_page(three_roles(graph_of), "#track=data")
    page.locator("#filter").click()
    assert boxes(page, "Track of roles") == ["Data\n2", "Models\n1"]
    assert boxes(page, "Level of roles") == ["2 Junior\n1", "3 Practitioner\n1"]
    assert boxes(page, "Type") == ["Roles\n2", "Skills\n1", "Resources\n0", "Work\n1"]
    page.get_by_role("checkbox", name="3 Practitioner").check()
    assert boxes(page, "Track of roles") == ["Data\n1", "Models\n0"]
    assert boxes(page, "Type")[:2] == ["Roles\n1", "Skills\n0"]


def test_the_address_holds_the_filters_and_back_takes_one_away(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    graph = three_roles(graph_of)
    page = open_page(graph, "#view=list")
    page.locator("#filter").click()
    page.get_by_role("checkbox", name="Data").check()
    page.get_by_role("checkbox", name="Skills").uncheck()
    page.locator("#editorial").uncheck()
    address = page.url.split("#")[1]
    assert address == "view=list&editorial=off&without=skill&track=data"
    assert listed(open_page(graph, f"#{address}")) == {"a", "b", "data"}
    chips = page.locator("#chips button bdi")
    expect(chips).to_have_text(
        ["Without skills", "Data", "Without editorial judgements"]
    )
    page.go_back()
    page.go_back()
    expect(chips).to_have_text(["Data"])
    assert listed(page) == {"a", "b", "data", "sql"}
    page.go_forward()
    expect(chips).to_have_text(["Without skills", "Data"])


def test_a_chip_takes_its_filter_back_and_reset_takes_all(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    address = "#view=list&track=data&level=2&without=skill&editorial=off"
    page = open_page(three_roles(graph_of), address)
    assert listed(page) == {"a", "data"}
    page.get_by_role("button", name="Remove filter: Without skills").click()
    assert listed(page) == {"a", "data", "sql"}
    page.get_by_role("button", name="Remove filter: 2 Junior").press("Enter")
    assert listed(page) == {"a", "b", "data", "sql"}
    left = page.get_by_role("button", name="Remove filter: Without editorial")
    expect(left).to_be_focused()
    page.get_by_role("button", name="Reset filters").click()
    assert len(listed(page)) == 8
    assert page.url.endswith("#view=list")
    expect(page.locator("#applied")).to_be_hidden()
    expect(page.locator("#filter")).to_be_focused()


def test_filters_are_worked_with_the_keyboard(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    page = open_page(three_roles(graph_of))
    button = page.locator("#filter")
    button.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    box = page.get_by_role("checkbox", name="Models")
    box.press(" ")
    expect(box).to_be_checked()
    expect(box).to_be_focused()
    assert slugs(page.locator("#ladder a.role")) == {"c"}
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(button).to_have_text("Filter · 1")
    expect(page.locator("#filters")).to_be_hidden()
    assert slugs(page.locator("#ladder a.role")) == {"c"}


def test_a_selected_role_is_shown_whatever_the_filters(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    page = open_page(three_roles(graph_of), "#track=models&concept=b")
    shown = page.locator("#ladder a.role")
    assert slugs(shown) == {"b", "c"}
    page.get_by_role("link", name="Close details").click()
    expect(shown).to_have_count(1)
    look_at(page, "List")
    assert listed(page) == {"c", "git", "models"}


def test_roles_without_a_track_or_a_level_can_be_chosen(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    graph = graph_of(
        ("Track", "data", "Data", {}),
        ("Role", "a", "A", {"track": {"data": ONE}}),
        ("Role", "b", "B", {"level": {"2": ["editorial"]}}),
    )
    page = open_page(graph)
    page.locator("#filter").click()
    page.get_by_role("checkbox", name="Track not stated").check()
    assert slugs(page.locator("#ladder a.role")) == {"b"}
    page.get_by_role("button", name="Reset filters").click()
    page.get_by_role("checkbox", name="Level not stated").check()
    assert slugs(page.locator("#ladder a.role")) == {"a"}
    page.locator("#editorial").uncheck()  # which states the level of b
    assert slugs(page.locator("#ladder a.role")) == {"a", "b"}


def test_filters_of_nothing_in_an_address_are_harmless(
    tiny: CareerGraph, open_page: Open
) -> None:
    page = open_page(tiny, "#track=%3Cimg%3E&level=99&without=nothing&view=list")
    assert len(listed(page)) == 3
    expect(page.locator("#applied")).to_be_hidden()


def test_filters_that_leave_nothing_say_so(tiny: CareerGraph, open_page: Open) -> None:
    page = open_page(tiny, "#view=ladder&without=role")
    expect(page.locator("#ladder a.role")).to_have_count(0)
    expect(page.locator("#left")).to_have_text("0 of 2 roles")


def test_a_phone_has_the_editorial_switch_among_the_filters(
    tiny: CareerGraph, open_page: Open
) -> None:
    page = open_page(tiny, "#view=list", viewport=PHONE)
    expect(page.locator("#editorial")).to_be_hidden()
    page.locator("#filter").click()
    page.get_by_role("checkbox", name="editorial judgement").uncheck()
    assert page.url.endswith("#view=list&editorial=off")
    expect(page.locator("#list")).not_to_contain_text("effort")
