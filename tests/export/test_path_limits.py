"""The limits of the path view: what the form sets, and what the answer says of them."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Locator, Page, expect

from careergraph import CareerGraph
from tests.export.explorer import ONE, Open
from tests.export.row_of_roles import in_a_row, paid


@pytest.fixture
def row(graph_of: Callable[..., CareerGraph]) -> CareerGraph:
    return in_a_row(graph_of)


def answer(page: Page) -> Locator:
    return page.locator("#path-answer")


def titles(graph: CareerGraph, roles: tuple[str, ...]) -> list[str]:
    names = [graph.facts.label(role) for role in roles]
    return [f"{a} → {b}" for a, b in pairwise(names)]


def unfold(page: Page) -> None:
    page.locator("#path-limits summary").click()


def test_the_form_limits_pay_and_credentials_as_python_does(
    graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(graph, "#view=path&from=data-analyst&to=head-of-ai&best=learning")
    unfold(page)
    expect(
        page.get_by_role("group", name="Pay in USD a year, United States")
    ).to_be_visible()
    page.get_by_label("At least").fill("120000")
    page.get_by_label("At least").press("Enter")
    page.get_by_label("No cut on the way").check()
    page.get_by_label("No new certificates or degrees").check()
    expect(page.locator("#path-limits summary")).to_have_text("Limits (3 set)")
    best = graph.transition_path(
        "data-analyst",
        "head-of-ai",
        minimise="learning",
        min_pay=120_000,
        pay_cut=False,
        credentials=False,
    )
    plain = graph.transition_path("data-analyst", "head-of-ai", minimise="learning")
    assert best.roles != plain.roles
    expect(answer(page).locator(".moves h3")).to_have_text(titles(graph, best.roles))
    assert best.pay
    told = answer(page).locator(".compared")
    for role, amount in best.pay.amounts:
        expect(told).to_contain_text(f"{graph.facts.label(role)} {amount:,}")
    unknown = ", ".join(map(graph.facts.label, best.pay.unknown))
    expect(told).to_contain_text(f"neither passed nor failed: {unknown}.")
    hash = page.evaluate("location.hash")
    assert hash.endswith("&pay=120000&steady=yes&uncertified=yes")
    page = open_page(graph, hash)
    expect(page.get_by_label("At least")).to_have_value("120000")
    expect(page.get_by_label("No cut on the way")).to_be_checked()
    expect(answer(page).locator(".moves h3")).to_have_text(titles(graph, best.roles))


def test_a_pay_that_is_not_known_neither_passes_nor_fails(
    row: CareerGraph, open_page: Open
) -> None:
    page = open_page(row, "#view=path&from=a&to=d&pay=60000")
    expect(answer(page).locator(".moves > li")).to_have_count(3)
    expect(answer(page).locator(".compared")).to_have_text(
        "Compared is pay in Here, EUR a year: Anna's role 50,000, Director 100,000. "
        "Not known there, and neither passed nor failed: Bookkeeper, Clerk."
    )
    page.evaluate("location.hash = 'view=path&from=a&to=d'")
    expect(answer(page).locator(".moves > li")).to_have_count(3)
    expect(answer(page).locator(".compared")).to_have_count(0)


@pytest.mark.parametrize(
    ("limit", "words", "field"),
    [
        ("pay=200000", "Allow a pay of 100,000 EUR", "At least"),
        (
            "uncertified=yes",
            "Allow new certificates and degrees",
            "No new certificates or degrees",
        ),
    ],
)
def test_a_link_widens_the_limit_in_the_way(
    row: CareerGraph, open_page: Open, limit: str, words: str, field: str
) -> None:
    page = open_page(row, f"#view=path&from=a&to=d&{limit}")
    expect(answer(page).locator(".relaxations li")).to_have_text([words])
    page.get_by_role("link", name=words).click()
    expect(answer(page).locator(".moves > li")).to_have_count(3)
    box = page.get_by_label(field)
    if field == "At least":
        expect(box).to_have_value("100000")
    else:
        expect(box).not_to_be_checked()


def test_a_cut_in_pay_is_not_hidden_by_an_unknown_pay(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    graph = graph_of(
        ("Role", "a", "A", {"leadsTo": {"b": ONE}}),
        ("Role", "b", "B", {"leadsTo": {"c": ONE}}),
        ("Role", "c", "C", {}),
        ("Place", "here", "Here", {}),
        paid("pay-a", "a", "70000"),
        paid("pay-c", "c", "69999"),
    )
    page = open_page(graph, "#view=path&from=a&to=c&steady=yes")
    page.get_by_role("link", name="Allow a cut in pay").click()
    expect(answer(page).locator(".moves > li")).to_have_count(2)
    assert page.evaluate("location.hash") == "#view=path&from=a&to=c"


def test_the_limits_of_inference_count_when_moves_are_inferred(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    """Of five roles three name X and one each Y and Z; C is two levels up.

    The similarity of B to A is √(ln 5/3) / √(ln 5/3 + ln 5) = 0.491, that of C 1.
    """
    graph = graph_of(
        ("Role", "a", "A", {"level": {"2": ONE}, "requires": {"x": ONE}}),
        ("Role", "b", "B", {"level": {"2": ONE}, "requires": {"x": ONE, "y": ONE}}),
        ("Role", "c", "C", {"level": {"4": ONE}, "requires": {"x": ONE}}),
        ("Role", "d", "D", {"level": {"2": ONE}, "requires": {"z": ONE}}),
        ("Role", "e", "E", {"level": {"2": ONE}}),
        ("Skill", "x", "X", {"effort": {"60": ONE}}),
        ("Skill", "y", "Y", {"effort": {"40": ONE}}),
        ("Skill", "z", "Z", {"effort": {"40": ONE}}),
    )
    page = open_page(graph, "#view=path&from=a&to=b&similarity=60")
    unfold(page)
    similarity, rise = (
        page.get_by_label("Least similarity, %"),
        page.get_by_label("Most levels up"),
    )
    expect(similarity).to_be_disabled()
    expect(similarity).to_have_attribute("placeholder", "30")
    page.get_by_label("Inferred moves").check()
    expect(similarity).to_have_value("60")
    expect(rise).to_have_value("1")
    page.get_by_role("link", name="Infer moves of a similarity of 49 %").click()
    expect(similarity).to_have_value("49")
    expect(answer(page).locator(".moves > li")).to_have_count(1)
    expect(page.locator("#path-limits summary")).to_have_text("Limits (2 set)")
    page.evaluate("location.hash = 'view=path&from=a&to=c&inferred=yes'")
    page.get_by_role("link", name="Infer moves up 2 levels").click()
    expect(rise).to_have_value("2")
    expect(answer(page).locator(".moves > li")).to_have_count(1)


def test_ways_that_share_no_role(graph: CareerGraph, open_page: Open) -> None:
    page = open_page(graph, "#view=path&from=data-analyst&to=chief-ai-officer")
    unfold(page)
    page.get_by_label("Most roles two share").fill("0")
    page.get_by_label("Most roles two share").press("Enter")
    paths = graph.transition_paths(
        "data analyst", "chief AI officer", k=3, max_shared=0
    )
    assert len({role for path in paths for role in path.roles[1:-1]}) == sum(
        len(path.roles[1:-1]) for path in paths
    )
    expect(answer(page).locator(".ways tbody th")).to_have_text(
        [" → ".join(map(graph.facts.label, path.roles[1:-1])) for path in paths]
    )


def test_a_graph_that_knows_no_pay_offers_no_limit_on_it(
    tiny: CareerGraph, open_page: Open
) -> None:
    page = open_page(
        tiny, "#view=path&from=analyst&to=scientist&pay=1&steady=yes&shared=0"
    )
    expect(answer(page).locator(".moves > li")).to_have_count(1)
    expect(page.get_by_label("Most roles two share")).to_have_value("0")
    expect(page.get_by_label("At least")).to_have_count(0)
    expect(page.get_by_label("No cut on the way")).to_have_count(0)
