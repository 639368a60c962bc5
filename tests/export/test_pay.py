"""The pay in a role: tables of figures, each with a small picture."""

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from careergraph import CareerGraph
from tests.export.explorer import ONE, Open, Row, section


def salary(slug: str, place: str, **values: str) -> Row:
    """Return a figure for the role "a" that an article states."""
    stated = {"forRole": "a", "inPlace": place} | values
    return "Salary", slug, slug, {name: {v: ONE} for name, v in stated.items()}


def cells(rows: Locator) -> list[list[str]]:
    return [row.locator("th, td").all_inner_texts() for row in rows.all()]


def test_pay_of_one_figure_a_place_is_a_row_with_its_year(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    graph = graph_of(
        ("Role", "a", "A", {}),
        ("Place", "india", "India", {}),
        ("Place", "us", "United States", {}),
        salary("i", "india", currency="INR", low="600000", high="1500000"),
        salary("u", "us", currency="USD", median="136620", asOf="2022-05"),
    )
    pay = section(open_page(graph, "#concept=a"), "pay")
    assert cells(pay.locator("thead tr")) == [["Place", "Year", "Pay a year"]]
    assert cells(pay.locator("tbody tr")) == [
        ["India, INR", "–", "600,000–1,500,000"],
        ["United States, USD", "2022-05", "median 136,620"],
    ]
    expect(pay.locator("svg")).to_have_count(0)  # each currency has one figure only
    expect(pay).to_contain_text("Stated by An article")
    pay.get_by_role("link", name="India, INR").click()
    expect(pay.page.locator("#details h2")).to_have_text("i")


def test_pay_by_experience_shows_the_newest_year_and_folds_the_others(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    def reported(slug: str, place: str, **values: str) -> Row:
        return salary(slug, place, currency="USD", **values)

    graph = graph_of(
        ("Role", "a", "A", {}),
        ("Place", "canada", "Canada", {}),
        ("Place", "us", "United States", {}),
        reported("c", "canada", experienceLevel="mid", median="90000", reports="12"),
        reported(
            "s24",
            "us",
            experienceLevel="senior",
            asOf="2024",
            lowerQuartile="150000",
            median="180000",
            upperQuartile="200000",
            reports="1200",
        ),
        reported("s23", "us", experienceLevel="senior", asOf="2023", median="170000"),
        reported("e24", "us", experienceLevel="entry", asOf="2024", median="80000"),
    )
    pay = section(open_page(graph, "#concept=a"), "pay")
    newest = pay.locator("table").first
    assert cells(newest.locator("thead tr")) == [
        ["Level", "Year", "Pay a year", "Reports"]
    ]
    assert cells(newest.locator("tbody tr")) == [
        ["United States, USD"],
        ["Entry", "2024", "median 80,000", "–"],
        ["Senior", "2024", "median 180,000\n150,000–200,000", "1,200"],
        ["Canada, USD"],
        ["Mid", "–", "median 90,000", "12"],
    ]
    # Of the most, 200,000: 150,000 is at 75 per cent, 180,000 at 90.
    half = newest.locator(".half")
    assert half.get_attribute("x") == "75" and half.get_attribute("width") == "25"
    strokes = newest.locator(".middle").evaluate_all(
        "all => all.map((one) => Number(one.getAttribute('x')) + 0.75)"
    )
    assert strokes == [40, 90, 45]
    earlier = pay.locator("details tbody tr")
    expect(earlier.last).to_be_hidden()
    pay.get_by_text("1 of earlier years").click()
    assert cells(earlier)[-1] == ["Senior", "2023", "median 170,000"]
