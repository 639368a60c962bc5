"""A small graph to be ticked in the view "My skills", and what the tests read there."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page

from careergraph import CareerGraph
from tests.export.explorer import ONE


def small_graph(graph_of: Callable[..., CareerGraph]) -> CareerGraph:
    """Return three roles; pandas and machine learning rest on Python.

    Of 460 hours for a scientist, 120 are Python, 40 pandas and 300 machine learning.
    """
    scientist = {"level": {"3": ONE}, "requires": {"ml": ONE, "pandas": ONE}}
    engineer = {
        "level": {"3": ONE},
        "requires": {"python": ONE, "sql": ONE, "cert": ONE},
    }
    rests = {"prerequisite": {"python": ONE}}
    return graph_of(
        (
            "Role",
            "analyst",
            "Analyst",
            {
                "level": {"2": ONE},
                "leadsTo": {"scientist": ["editorial"]},
                "requires": {"sql": ONE},
            },
        ),
        ("Role", "engineer", "Engineer", engineer),
        ("Role", "scientist", "Scientist", scientist),
        ("ProgrammingLanguage", "python", "Python", {"effort": {"120": ONE}}),
        ("ProgrammingLanguage", "sql", "SQL", {"effort": {"40": ONE}}),
        ("Library", "pandas", "pandas", {"effort": {"40": ONE}, **rests}),
        ("Skill", "ml", "Machine Learning", {"effort": {"300": ONE}, **rests}),
        ("Certification", "cert", "SQL Certificate", {"teaches": {"sql": ONE}}),
        editorial=["cert"],
    )


def box(page: Page, label: str) -> Locator:
    return page.get_by_role("form", name="What I hold").get_by_label(label)


def my_role(page: Page) -> Locator:
    return page.get_by_role("combobox", name="My role")


def ranking(page: Page) -> list[str]:
    """Return the rows of the ranking: role, share held, hours, and moves if any."""
    rows = page.locator(".reach tbody tr").evaluate_all(
        """all => all.map((row) => [row.querySelector("th a"), ...row.querySelectorAll("td")]
             .map((cell) => cell.textContent).slice(0, -1).join(", "))"""
    )
    return [str(row) for row in rows]


def notes(page: Page) -> Locator:
    return page.locator("#skills-notes p")
