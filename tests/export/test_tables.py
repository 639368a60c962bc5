import csv
from collections.abc import Callable
from io import StringIO

import pytest

from careergraph import CareerGraph
from careergraph.export.tables import to_csv
from careergraph.ontology.facts import Facts


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline="")))


def test_a_row_is_a_statement(tiny: CareerGraph) -> None:
    assert to_csv(tiny.facts).splitlines() == [
        "subject,subject_label,property,object,object_label,sources",
        "sql,SQL,effort,40,,editorial",
        "analyst,Analyst,leadsTo,scientist,Scientist,article; editorial",
        "analyst,Analyst,level,2,,editorial",
        "scientist,Scientist,level,3,,editorial",
        "analyst,Analyst,requires,sql,SQL,editorial",
        "scientist,Scientist,requires,sql,SQL,article",
        "scientist,Scientist,typicalYearsLow,1.5,,article",
    ]


def test_all_statements_of_the_real_graph_are_read_back(graph: CareerGraph) -> None:
    found = rows(to_csv(graph.facts))
    assert len(found) == len(list(graph.facts.statements()))
    assert all(row["sources"] for row in found)
    assert to_csv(graph.facts) == to_csv(graph.facts)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_formula_is_made_text(
    graph_of: Callable[..., CareerGraph], start: str
) -> None:
    label = f'{start}HYPERLINK("x","y")'
    graph = graph_of(("Role", "analyst", label, {"level": {"2": ["article"]}}))
    [row] = rows(to_csv(graph.facts))
    assert row["subject_label"] == "'" + label


def test_a_negative_number_stays_a_number() -> None:
    facts = Facts(
        {
            "entities": {"fall": ("Fall", (), "", ("Outlook",), ("Outlook",), ())},
            "statements": {"growthPercent": {"fall": ((-3.5, ("article",)),)}},
            "terms": {"growthPercent": ("growth", "", False)},
            "sources": {"article": "An article"},
        }
    )
    assert rows(to_csv(facts))[0]["object"] == "-3.5"


def test_hostile_labels_come_back_as_they_are(hostile: CareerGraph) -> None:
    found = {
        row["subject"]: row["subject_label"] for row in rows(to_csv(hostile.facts))
    }
    for slug in hostile.facts.slugs:
        label = hostile.facts.label(slug)
        assert found[slug] == ("'" + label if label.startswith("=") else label)
