"""The details: all that is stated of a concept, and by whom."""

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from careergraph import CareerGraph
from tests.export.explorer import ONE, Open, Row, section

CURATED = "How to Become a Machine Learning Engineer – A Complete Career Guide"


def test_details_show_definition_statements_and_sources(
    graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(graph, "#concept=machine-learning-engineer")
    details = page.locator("#details")
    expect(details.locator("h2")).to_have_text("Machine Learning Engineer")
    expect(details).to_contain_text(
        graph.facts.entity("machine-learning-engineer").definition
    )
    expect(details).to_contain_text("Also ML engineer, machine learning developer")
    glance = section(page, "at a glance")
    expect(glance).to_contain_text("level3 Practitioner")
    expect(glance).to_contain_text("Stated by Editorial judgement")
    held = section(page, "has responsibility").locator(".stated").first
    expect(held.get_by_role("link", name="Build data pipelines")).to_be_visible()
    expect(held).to_contain_text(f"Stated by {CURATED}")
    follows = section(page, "follows")
    expect(follows.get_by_role("link", name="Software Engineer")).to_be_visible()


def test_addresses_and_matches_are_links_that_only_the_reader_follows(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    occupation = "occupation/258e46f9-0075-4a2e-adae-1ff0477e0f30"
    graph = graph_of(
        (
            "Role",
            "a",
            "A",
            {
                "exactMatch": {f"esco:{occupation}": ONE},
                "broadMatch": {"onet:15-2051.00": ONE},
            },
        ),
        (
            "Book",
            "b",
            "B",
            {
                "doi": {"10.1000/a#b(c)": ONE},
                "isbn": {"9780262035613": ONE},
                "url": {"https://www.example.org/b/": ONE},
            },
        ),
        ("Website", "hostile", "Hostile", {"url": {"javascript:alert(1)": ONE}}),
    )
    page = open_page(graph, "#concept=a")
    assert outward(section(page, "in other schemes")) == {
        "ESCO occupation 258e46f9…": f"http://data.europa.eu/esco/{occupation}",
        "O*NET 15-2051.00": "https://www.onetonline.org/link/summary/15-2051.00",
    }
    page.evaluate("location.hash = 'concept=b'")
    glance = section(page, "at a glance")
    expect(glance).to_contain_text("ISBN9780262035613")
    assert outward(glance) == {
        "10.1000/a#b(c)": "https://doi.org/10.1000/a%23b(c)",
        "example.org/b": "https://www.example.org/b/",
    }
    page.evaluate("location.hash = 'concept=hostile'")
    expect(glance).to_contain_text("javascript:alert(1)")
    assert outward(glance) == {}


def outward(part: Locator) -> dict[str, str]:
    """Return text and address of the links that leave the page."""
    links = {}
    for link in part.locator("a[target]").all():
        assert link.get_attribute("rel") == "noopener noreferrer"
        links[link.text_content() or ""] = link.get_attribute("href") or ""
    return links


def test_a_credential_that_is_no_more_says_so_wherever_it_is_named(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    def certification(slug: str, status: str) -> Row:
        stated = {"status": status, "statusAsOf": "2024-05", "teaches": "sql"}
        values = {name: {value: ONE} for name, value in stated.items()}
        return "Certification", slug, slug, values

    graph = graph_of(
        certification("old", "retired"),
        certification("new", "current"),
        ("Skill", "sql", "SQL", {}),
    )
    page = open_page(graph, "#concept=old")
    expect(page.locator("#details .lapsed")).to_have_text("retired")
    expect(section(page, "at a glance")).to_contain_text(
        "statusretired, as of 2024-05Stated by An article"
    )
    page.evaluate("location.hash = 'concept=sql'")
    chips = section(page, "taught by").get_by_role("link")
    expect(chips).to_have_text(["new", "oldretired"])
    chips.first.click()
    expect(section(page, "at a glance")).to_contain_text("current, as of 2024-05")
    expect(page.locator("#details .lapsed")).to_have_count(0)


def test_a_role_tells_preparation_years_education_and_experience(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    stated = {
        "jobZone": "4",
        "typicalYearsLow": "2",
        "typicalYearsHigh": "4.5",
        "typicalEducation": "Master's Degree (60%)",
        "relatedExperience": "Over 2 years",
    }
    values = {name: {value: ONE} for name, value in stated.items()}
    page = open_page(graph_of(("Role", "a", "A", values)), "#concept=a")
    glance = section(page, "at a glance")
    names = glance.locator("dt").all_text_contents()
    assert list(zip(names, glance.locator("dd").all_text_contents(), strict=True)) == [
        ("typical years", "2–4.5 years"),
        ("job zone", "4 Considerable preparation"),
        ("typical education", "Master's Degree (60%)"),
        ("related experience", "Over 2 years"),
    ]


def test_broader_is_narrower_from_its_other_end(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    graph = graph_of(
        ("Skill", "sql", "SQL", {"broader": {"databases": ONE}}),
        ("Skill", "databases", "Databases", {}),
    )
    page = open_page(graph, "#concept=databases")
    expect(section(page, "narrower").get_by_role("link")).to_have_text(["SQL"])


def test_many_links_are_folded(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    books = [f"book-{i:02}" for i in range(30)]
    graph = graph_of(
        ("Skill", "sql", "SQL", {}),
        *(("Book", book, book, {"teaches": {"sql": ONE}}) for book in books),
    )
    page = open_page(graph, "#concept=sql")
    chips = section(page, "taught by").locator(".chip")
    expect(chips).to_have_text(books)
    assert [chip.is_visible() for chip in chips.all()] == [True] * 24 + [False] * 6
    page.get_by_text("6 more").click()
    expect(chips.last).to_be_visible()


def test_a_statement_is_read_from_both_ends(tiny: CareerGraph, open_page: Open) -> None:
    page = open_page(tiny, "#concept=sql")
    parts = section(page, "required by").locator(".stated")
    expect(parts).to_have_text(
        ["AnalystStated by Our judgement", "ScientistStated by An article"]
    )
