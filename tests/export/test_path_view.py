"""The path view: what it says of a path, and what a reader does with it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from careergraph import CareerGraph
from tests.export.explorer import ONE, PHONE, Open, look_at, slugs
from tests.export.row_of_roles import in_a_row


@pytest.fixture
def row(graph_of: Callable[..., CareerGraph]) -> CareerGraph:
    return in_a_row(graph_of)


def answer(page: Page) -> Locator:
    return page.locator("#path-answer")


def test_a_path_says_for_each_move_what_it_takes_and_who_says_so(
    row: CareerGraph, open_page: Open
) -> None:
    page = open_page(row, "#view=path&from=a&to=d")
    expect(answer(page).locator("h2")).to_have_text("Anna's role → Director")
    expect(answer(page).locator(".cost")).to_have_text(
        "3 moves, 50 hours of learning, about 4.1 years: fewest moves, proven."
    )
    moves = answer(page).locator(".moves > li")
    expect(moves.locator("h3")).to_have_text(
        ["Anna's role → Bookkeeper", "Bookkeeper → Clerk", "Clerk → Director"]
    )
    expect(moves.locator(".by")).to_have_text(["Stated by An article"] * 3)
    expect(moves.locator(".takes")).to_have_text(
        [
            "Nothing new to learn.",
            (
                "40 hours of learning: about 4 weeks at 10 hours a week; "
                "after about 2.0 years as Bookkeeper."
            ),
            (
                "10 hours of learning: about 1 week at 10 hours a week; "
                "after a stay as Clerk that no source tells."
            ),
        ]
    )
    last = moves.last
    expect(last).to_contain_text("You have SQL")
    expect(last.locator(".lessons li")).to_have_text(
        ["Voice 10 hours", "Speech effort unknown"]
    )
    expect(last).to_contain_text("Asked for besides A degree")
    expect(moves.nth(1).locator(".lessons li")).to_have_text(
        "SQL 40 hoursfrom A book; A coursecertified by A certificate"
    )
    outward = moves.nth(1).get_by_role("link", name="A course")
    expect(outward).to_have_attribute("href", "https://example.org/sql")
    expect(outward).to_have_attribute("rel", "noopener noreferrer")


def test_pay_on_the_way_is_drawn_on_one_scale(
    row: CareerGraph, open_page: Open
) -> None:
    page = open_page(row, "#view=path&from=a&to=d")
    table = answer(page).locator(".pay")
    expect(table.locator("caption")).to_contain_text("Here, EUR")
    expect(table.locator("tbody tr")).to_have_text(
        [
            "Anna's role2025median 50,000",
            "Bookkeepernot known there",
            "Clerknot known there",
            "Director2025median 100,000",
        ]
    )
    middles = table.locator(".middle").evaluate_all(
        "all => all.map((one) => Number(one.getAttribute('x')) + 0.75)"
    )
    assert middles == [50, 100]


def test_a_path_is_asked_for_with_the_keyboard_alone(
    graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(graph)
    page.get_by_role("link", name="Path", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_role("combobox", name="From").focus()
    page.keyboard.type("data analyst")
    first = page.locator("#path-from-list").get_by_role("option").first
    expect(first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Swap from and to")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("chief ai")
    page.keyboard.press("Tab")  # takes what the list offers first
    expect(answer(page).locator("h2")).to_have_text("Data Analyst → Chief AI Officer")
    expect(page.get_by_role("combobox", name="Best is")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(answer(page).locator(".cost")).to_contain_text("least learning, proven")
    page.keyboard.press("Tab")
    page.keyboard.type("Pyhton")  # names are found in spite of a mistake
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove Python")).to_be_visible()
    expect(page.locator("#status")).to_contain_text("3 paths found. 4 moves")
    best = graph.transition_paths(
        "data analyst", "chief AI officer", minimise="learning", holding=["python"]
    )
    links = answer(page).locator(".ways tbody a")
    expect(links).to_have_count(len(best))
    links.nth(1).focus()
    page.keyboard.press("Enter")
    expect(links.nth(1)).to_be_focused()
    expect(answer(page).locator(".moves > li")).to_have_count(len(best[1].moves))
    remove = page.get_by_role("button", name="Remove Python")
    remove.focus()
    page.keyboard.press("Enter")
    expect(remove).to_have_count(0)
    expect(page.get_by_role("combobox", name="I also hold")).to_be_focused()


def test_the_list_of_roles_is_walked_with_arrows_and_left_with_escape(
    row: CareerGraph, open_page: Open
) -> None:
    page = open_page(row, "#view=path&from=a")
    box = page.get_by_role("combobox", name="To")
    box.focus()
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-expanded", "true")
    options = page.locator("#path-to-list").get_by_role("option")
    expect(options).to_have_text(
        ["Anna's role", "Bookkeeper", "Clerk", "Director", "Engineer"]
    )
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    active = options.last.get_attribute("id") or ""
    expect(box).to_have_attribute("aria-activedescendant", active)
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("")


def test_a_name_that_nothing_has_is_told(row: CareerGraph, open_page: Open) -> None:
    page = open_page(row, "#view=path&from=a&to=d")
    box = page.get_by_role("combobox", name="To")
    box.fill("xylophone")
    box.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="xylophone")).to_have_text(
        "There is no role called “xylophone”."
    )
    expect(box).to_have_attribute("aria-invalid", "true")
    box.fill("clerk")
    box.press("Enter")
    expect(box).not_to_have_attribute("aria-invalid", "true")
    expect(answer(page).locator("h2")).to_have_text("Anna's role → Clerk")


def test_an_address_says_all_that_is_asked_for(
    graph: CareerGraph, open_page: Open
) -> None:
    hash = (
        "#view=path&from=data-analyst&to=chief-ai-officer&best=time&hold=sql+python"
        "&avoid=data-scientist&through=analytics-manager"
        "&distrust=techrolepedia-ml-engineer&inferred=yes&paths=2&moves=6&hours=900"
        "&pace=5&path=1"
    )
    page = open_page(graph, hash)
    expect(page.get_by_label("From", exact=True)).to_have_value("Data Analyst")
    expect(page.get_by_label("To", exact=True)).to_have_value("Chief AI Officer")
    expect(page.get_by_label("Best is")).to_have_value("time")
    for label, value in (
        ("Paths to show", "2"),
        ("Most moves", "6"),
        ("Most hours in one move", "900"),
        ("Hours of learning a week", "5"),
    ):
        expect(page.get_by_label(label)).to_have_value(value)
    for name in ("SQL", "Python", "Data Scientist", "Analytics Manager"):
        expect(page.get_by_role("button", name=f"Remove {name}")).to_be_visible()
    distrusted = graph.facts.source_titles["techrolepedia-ml-engineer"]
    expect(page.get_by_label(distrusted)).not_to_be_checked()
    expect(page.get_by_label("Inferred moves")).to_be_checked()
    second = graph.transition_paths(
        "data-analyst",
        "chief-ai-officer",
        minimise="time",
        holding=["sql", "python"],
        avoiding=["data-scientist"],
        via=["analytics-manager"],
        sources=[
            s for s in graph.facts.source_titles if s != "techrolepedia-ml-engineer"
        ],
        inferred=True,
        k=2,
        max_moves=6,
        max_learning_per_move=900,
        pace=5,
    )[1]
    titles = [
        f"{graph.facts.label(move.origin or '')} → {graph.facts.label(move.target)}"
        for move in second.moves
    ]
    expect(answer(page).locator(".moves h3")).to_have_text(titles)
    look_at(page, "List")
    look_at(page, "Path")
    assert page.evaluate("location.hash") == hash


def test_what_an_address_says_wrong_is_as_usual(
    row: CareerGraph, open_page: Open
) -> None:
    page = open_page(
        row,
        "#view=path&from=sql&to=d&best=toString&hold=nobody+a&avoid=sql&paths=99"
        "&moves=-1&hours=1e9&pace=0",
    )
    expect(page.get_by_label("From", exact=True)).to_have_value("")
    expect(page.get_by_label("Best is")).to_have_value("moves")
    expect(page.get_by_label("Paths to show")).to_have_value("5")
    expect(page.get_by_label("Hours of learning a week")).to_have_value("1")
    expect(page.locator("#path-limits .chip, .ask .chip")).to_have_count(0)
    expect(page.get_by_label("Most moves")).to_have_value("")


def test_back_undoes_a_change(row: CareerGraph, open_page: Open) -> None:
    page = open_page(row, "#view=path&from=a&to=d")
    page.get_by_role("button", name="Swap from and to").click()
    expect(answer(page).locator("h2")).to_have_text("Director → Anna's role")
    page.go_back()
    expect(answer(page).locator("h2")).to_have_text("Anna's role → Director")
    expect(page.get_by_label("From", exact=True)).to_have_value("Anna's role")


def test_where_there_is_no_path_a_link_drops_the_limit_in_the_way(
    row: CareerGraph, open_page: Open
) -> None:
    page = open_page(row, "#view=path&from=a&to=d&moves=1&avoid=e")
    expect(answer(page).locator(".cost")).to_have_text(
        "There is no path with these limits."
    )
    expect(page.get_by_role("link", name="Allow 3 moves")).to_be_visible()
    expect(answer(page).locator(".relaxations li")).to_have_count(1)
    page.get_by_role("link", name="Allow 3 moves").click()
    expect(answer(page).locator(".moves > li")).to_have_count(3)
    expect(page.get_by_label("Most moves")).to_have_value("3")
    page.evaluate("location.hash = 'view=path&from=a&to=d&moves=1&avoid=b'")
    expect(answer(page).locator(".relaxations a")).to_have_text(
        "Do not avoid Bookkeeper; and Allow any number of moves"
    )
    page.evaluate("location.hash = 'view=path&from=a&to=e'")
    expect(answer(page)).to_contain_text(
        "Not even without any other limit, and with inferred moves."
    )


def test_who_has_no_role_yet_begins_low(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    graph = graph_of(
        (
            "Role",
            "junior",
            "Junior",
            {"level": {"2": ONE}, "leadsTo": {"senior": ONE}},
        ),
        ("Role", "senior", "Senior", {"level": {"4": ONE}}),
    )
    page = open_page(graph, "#view=path&to=senior")
    expect(answer(page).locator("h2")).to_have_text("Your skills → Senior")
    expect(answer(page).locator(".moves h3")).to_have_text(
        ["Your skills → Junior", "Junior → Senior"]
    )
    expect(answer(page).locator(".moves .by").first).to_have_text(
        "Nobody says so: the role is of a level to begin at."
    )


def test_an_inferred_move_says_so(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    level = {"level": {"2": ONE}, "requires": {"sql": ONE}}
    graph = graph_of(
        ("Role", "a", "A", level),
        ("Role", "b", "B", level),
        ("Role", "c", "C", {}),
        ("Skill", "sql", "SQL", {"effort": {"40": ONE}}),
    )
    page = open_page(graph, "#view=path&from=a&to=b")
    page.get_by_role("link", name="Walk inferred moves, too").click()
    expect(answer(page).locator(".moves .by")).to_have_text(
        [
            (
                "Inferred, for its similarity to A is 100 %: "
                "no source says that people make this move."
            ),
            "In common: SQL 100 %",
        ]
    )


def test_without_our_judgements_our_moves_are_not_walked(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    graph = graph_of(
        ("Role", "a", "A", {"leadsTo": {"b": ["editorial"]}}), ("Role", "b", "B", {})
    )
    page = open_page(graph, "#view=path&from=a&to=b")
    expect(answer(page).locator(".moves > li")).to_have_count(1)
    page.locator("#editorial").uncheck()
    expect(answer(page)).to_contain_text("There is no path with these limits.")
    page.get_by_role("link", name="Walk the moves of Our judgement").click()
    expect(answer(page).locator(".moves > li")).to_have_count(1)
    expect(page.locator("#editorial")).to_be_checked()


def test_the_path_stands_on_the_ladder_until_it_is_cleared(
    graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(graph, "#view=path&from=data-analyst&to=chief-ai-officer")
    path = graph.transition_path("data-analyst", "chief-ai-officer")
    page.get_by_role("link", name="Show on the ladder").click()
    assert slugs(page.locator("#ladder a.on-route")) == set(path.roles)
    expect(page.locator("#ladder .step")).to_have_count(len(path.moves))
    page.get_by_role("link", name="See it move by move").click()
    expect(answer(page).locator(".moves > li")).to_have_count(len(path.moves))
    page.go_back()
    page.get_by_role("button", name="Clear path").click()
    expect(page.locator("#ladder .step")).to_have_count(0)
    look_at(page, "Path")
    expect(page.get_by_label("From", exact=True)).to_have_value("")


def test_a_role_leads_to_the_path_from_it_and_to_it(
    row: CareerGraph, open_page: Open
) -> None:
    page = open_page(row, "#concept=a")
    page.get_by_role("link", name="Path from here").click()
    page.evaluate("location.hash = 'view=path&from=a&concept=d'")
    page.get_by_role("link", name="Path to here").click()
    expect(answer(page).locator("h2")).to_have_text("Anna's role → Director")


def test_hostile_labels_are_text_in_a_path(
    hostile: CareerGraph, open_page: Open
) -> None:
    page = open_page(hostile, "#view=path&from=hostile-0&to=hostile-4")
    ends = [hostile.facts.label(f"hostile-{i}") for i in (0, 4)]
    expect(answer(page).locator("h2")).to_have_text(" → ".join(ends))
    page.get_by_label("From", exact=True).click()
    assert page.evaluate("window.hacked") is None
    assert page.locator("#path img, #path script").count() == 0


@pytest.mark.parametrize(
    "rest", ["", "&concept=python", "&moves=1&hours=1", "&compare=ai-engineer"]
)
def test_a_phone_shows_a_path_without_scrolling_sideways(
    graph: CareerGraph, open_page: Open, rest: str
) -> None:
    page = open_page(
        graph,
        f"#view=path&from=data-analyst&to=chief-ai-officer&hold=python{rest}",
        viewport=PHONE,
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    wide = page.locator("#path, #path *").evaluate_all(
        "all => all.filter((one) => one.getBoundingClientRect().right > innerWidth)"
        ".map((one) => one.className || one.tagName)"
    )
    assert wide == []


def test_targets_stand_side_by_side_each_by_its_best_way(
    row: CareerGraph, open_page: Open
) -> None:
    page = open_page(row, "#view=path&from=a&to=d&compare=b")
    compare = page.get_by_role("combobox", name="Compare with")
    compare.fill("engin")
    compare.press("Enter")
    rows = page.locator(".targets tbody tr")
    expect(rows).to_have_text(
        [
            "Bookkeeper10 h0 weeksnot known",
            "Director350 h4.1 yearsmedian 100,000",
            "Engineerno path with these limitsnot known",
        ]
    )
    rows.get_by_role("link", name="Bookkeeper").click()
    expect(answer(page).locator("h2")).to_have_text("Anna's role → Bookkeeper")
    expect(rows.get_by_role("link", name="Bookkeeper")).to_be_focused()
    assert "to=b&compare=d+e" in page.evaluate("location.hash")
