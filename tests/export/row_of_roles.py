"""A graph in which each role leads to the next, small enough to reckon with by hand."""

from collections.abc import Callable

from careergraph import CareerGraph
from tests.export.explorer import ONE, Row


def in_a_row(graph_of: Callable[..., CareerGraph]) -> CareerGraph:
    """a leads to b, b to c, c to d, and nothing to e; c takes SQL, d a degree."""
    rows: list[Row] = [
        ("Role", "a", "Anna's role", {"leadsTo": {"b": ONE}}),
        (
            "Role",
            "b",
            "Bookkeeper",
            {"leadsTo": {"c": ONE}, "typicalYearsLow": {"2": ONE}},
        ),
        ("Role", "c", "Clerk", {"leadsTo": {"d": ONE}, "requires": {"sql": ONE}}),
        (
            "Role",
            "d",
            "Director",
            {"requires": {"sql": ONE, "degree": ONE, "speech": ONE}},
        ),
        ("Role", "e", "Engineer", {}),
        ("Skill", "sql", "SQL", {"effort": {"40": ["editorial"]}}),
        ("Skill", "speech", "Speech", {"prerequisite": {"voice": ONE}}),
        ("Skill", "voice", "Voice", {"effort": {"10": ["editorial"]}}),
        ("Degree", "degree", "A degree", {}),
        ("Book", "book", "A book", {"teaches": {"sql": ONE}}),
        (
            "Course",
            "course",
            "A course",
            {"teaches": {"sql": ONE}, "url": {"https://example.org/sql": ONE}},
        ),
        ("Certification", "cert", "A certificate", {"teaches": {"sql": ONE}}),
        ("Place", "here", "Here", {}),
        paid("pay-a", "a", "50000"),
        paid("pay-d", "d", "100000"),
    ]
    return graph_of(*rows)


def paid(slug: str, role: str, median: str) -> Row:
    stated = {
        "forRole": role,
        "inPlace": "here",
        "currency": "EUR",
        "median": median,
        "asOf": "2025",
    }
    return "Salary", slug, slug, {name: {value: ONE} for name, value in stated.items()}
