"""Each row of data/coverage.tsv, what the three articles say, is in the graph."""

import csv
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, Variable

from careergraph import CareerGraph
from careergraph.ontology.namespaces import PREFIXES, SOURCE, XSD

ROWS = list(
    csv.DictReader(
        (Path(__file__).parent / "data/coverage.tsv").read_text("utf-8").splitlines(),
        delimiter="\t",
    )
)
LABELS = "skos:prefLabel|skos:altLabel"

CONCEPT = f"""
{{ GRAPH ?source {{ ?x a ?class . ?x {LABELS} ?any . }}
       ?x {LABELS} ?label . FILTER(LCASE(STR(?label)) = LCASE(STR(?subject))) }}
"""
REFERENCE = f"""
{{ GRAPH ?source {{ ?x ?property ?y . }}
       ?x a/rdfs:subClassOf* ?class ; {LABELS} ?label .
       ?y a/rdfs:subClassOf* ?object_class ; {LABELS} ?other .
       FILTER(LCASE(STR(?label)) = LCASE(STR(?subject)))
       FILTER(LCASE(STR(?other)) = LCASE(STR(?object))) }}
"""
NUMBER = f"""
{{ GRAPH ?source {{ ?x ?property ?object . }}
       ?x a/rdfs:subClassOf* ?class ; {LABELS} ?label .
       FILTER(LCASE(STR(?label)) = LCASE(STR(?subject))) }}
"""
SALARY = f"""
{{ GRAPH ?source {{ ?pay a cg:Salary ; cg:forRole ?x ; cg:inPlace ?place ;
                             cg:currency ?currency ; ?property ?object . }}
       ?x a ?class ; {LABELS} ?label . ?place {LABELS} ?place_label .
       FILTER(LCASE(STR(?label)) = LCASE(STR(?subject)))
       FILTER(STR(?place_label) = STR(?place_name)) }}
"""
OUTLOOK = f"""
{{ GRAPH ?source {{ ?outlook a cg:Outlook ; cg:forRole ?x ; ?property ?object . }}
       ?x a ?class ; {LABELS} ?label .
       FILTER(LCASE(STR(?label)) = LCASE(STR(?subject))) }}
"""


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store()
    store.load(CareerGraph.load().n_quads, format=RdfFormat.N_QUADS)
    return store


def answers(store: Store, row: dict[str, str]) -> int:
    """Count the ways in which the graph states a row."""
    pattern, bindings = pattern_and_bindings(row)
    variables = {Variable(name): value for name, value in bindings.items()}
    query = f"SELECT {' '.join(map(str, variables))} {pattern}"
    return len(list(store.query(query, prefixes=PREFIXES, substitutions=variables)))  # type: ignore[arg-type]


def pattern_and_bindings(
    row: dict[str, str],
) -> tuple[str, dict[str, NamedNode | Literal]]:
    cg = PREFIXES["cg"]
    bindings: dict[str, NamedNode | Literal] = {
        "source": NamedNode(SOURCE + row["source"]),
        "class": NamedNode(cg + row["subject_class"]),
        "subject": Literal(row["subject"]),
    }
    name, value = row["property"], row["object"]
    if not name:
        return CONCEPT, bindings
    if name == "salary":
        place, currency, amount = value.split("|")
        return SALARY, bindings | {
            "property": NamedNode(cg + row["object_class"]),
            "place_name": Literal(place),
            "currency": Literal(currency),
            "object": Literal(amount, datatype=NamedNode(XSD + "decimal")),
        }
    if name == "outlook":
        kind = {"growthPercent": "decimal", "openPositions": "integer"}[
            row["object_class"]
        ]
        return OUTLOOK, bindings | {
            "property": NamedNode(cg + row["object_class"]),
            "object": Literal(value, datatype=NamedNode(XSD + kind)),
        }
    bindings["property"] = NamedNode(cg + name)
    if row["object_class"] == "integer":
        return NUMBER, bindings | {"object": Literal(int(value))}
    bindings["object_class"] = NamedNode(cg + row["object_class"])
    return REFERENCE, bindings | {"object": Literal(value)}


def test_the_list_is_whole() -> None:
    assert len(ROWS) == 414


@pytest.mark.parametrize("row", ROWS, ids=lambda row: " ".join(row.values()).strip())
def test_row_is_stated_by_its_source(store: Store, row: dict[str, str]) -> None:
    assert answers(store, row) > 0


def test_a_statement_that_no_source_makes_is_not_found(store: Store) -> None:
    row = next(row for row in ROWS if row["property"] == "leadsTo")
    assert (
        answers(store, row | {"subject": row["object"], "object": row["subject"]}) == 0
    )
    assert answers(store, row | {"source": "editorial"}) == 0
