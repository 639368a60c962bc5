"""Values put in the text of a query: the same answer as beside it."""

import pytest
from pyoxigraph import Literal, NamedNode

from careergraph.ontology.namespaces import ID
from careergraph.queries.engine import Engine, PreparedQuery
from careergraph.queries.parameters import form, with_prefixes, with_values
from careergraph.queries.questions import load_question, question_names

ANALYST = NamedNode(ID + "analyst")


@pytest.mark.parametrize("name", question_names())
def test_a_named_question_has_the_same_answer(engine: Engine, name: str) -> None:
    asked = engine.prepare(name, load_question(name).example_parameters)
    text = with_values(asked.text, asked.values)
    answer = engine.answer(PreparedQuery("", text, {}))
    wanted = engine.answer(asked)
    assert answer.to_dict() == wanted.to_dict()
    assert text.count("\n") == asked.text.count("\n")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?role ?next { ?role cg:leadsTo ?next }",
        "SELECT * WHERE { ?role cg:leadsTo ?next }",
        "SELECT $role { $role cg:level ?n FILTER ($role = id:analyst) }",
        "SELECT ?role ?n { ?role cg:leadsTo ?n FILTER NOT EXISTS { ?role a ?n } }",
        "SELECT ?role ?n { ?n a cg:Role { BIND (?role AS ?m) } UNION { BIND (1 AS ?m) } }",
        (
            "SELECT ?role (COUNT(?n) AS ?k) { { ?n a cg:Role FILTER (?n != ?role) } } "
            "GROUP BY ?role"
        ),
        (
            "SELECT ?role ?k { ?role a cg:Role "
            "{ SELECT ?role (COUNT(*) AS ?k) { ?role cg:requires ?s } GROUP BY ?role } }"
        ),
        (
            "SELECT ?role ?k { ?role a cg:Role "
            "{ SELECT (COUNT(*) AS ?k) { ?role cg:leadsTo ?s } } }"
        ),
        (
            "SELECT ?role ?k { ?role a cg:Role "
            "{ SELECT (COUNT(?role) AS ?k) { ?role cg:leadsTo ?s FILTER (?role != ?s) } } }"
        ),
        'SELECT ?role ("{ ?role" AS ?text) # { ?role\n{ ?role cg:leadsTo ?x }',
        "SELECT ?role ?n { VALUES ?n { 1 2 } ?role cg:level ?m }",
        "SELECT ?role ?n { VALUES (?n ?o) { (1 2) (3 4) } ?role cg:level ?m }",
        "CONSTRUCT { ?role cg:leadsTo ?x } WHERE { ?role cg:leadsTo ?x }",
        "ASK { ?role cg:leadsTo id:scientist }",
        "ASK { ?role cg:leadsTo id:analyst }",
        (
            "PREFIX where: <http://w/> SELECT ?role { ?role cg:leadsTo ?x MINUS "
            "{ ?role where:where ?x } }"
        ),
    ],
)
def test_a_text_of_any_shape_has_the_same_answer(small: Engine, text: str) -> None:
    beside = small.answer(PreparedQuery("", text, {"role": ANALYST}))
    within = small.answer(PreparedQuery("", with_values(text, {"role": ANALYST}), {}))
    found, wanted = within.to_dict(), beside.to_dict()
    for answer in (found, wanted):
        if isinstance(rows := answer.get("rows"), list):
            rows.sort(key=str)
    if "*" not in text.partition("{")[0]:  # in which order * gives columns is free
        assert found == wanted
    assert found.get("rows") == wanted.get("rows")


def test_a_description_takes_its_value_at_the_end() -> None:
    text = with_values("DESCRIBE ?role", {"role": ANALYST})
    assert text == f"DESCRIBE ?role\n VALUES ?role {{ <{ID}analyst> }}"


def test_a_hostile_text_stays_a_text(small: Engine) -> None:
    name = "\" } # \\ \n <x> ' ?role"
    text = with_values("SELECT ?name { }", {"name": Literal(name)})
    assert small.answer(PreparedQuery("", text, {})).to_dict() == {
        "variables": ["name"],
        "rows": [{"name": name}],
    }


def test_a_prefix_is_declared_once_and_moves_no_line() -> None:
    text = "# title: A title\nPREFIX cg: <http://mine/>\nASK { id:python a cg:Skill }"
    found = with_prefixes(text)
    assert found.count("PREFIX cg:") == 1
    assert found.startswith("PREFIX id: <https://w3id.org/careergraph/id/> # title")
    assert found.count("\n") == text.count("\n")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("select * {}", "SELECT"),
        ("PREFIX ask: <http://ask/> # SELECT\nDESCRIBE ask:select", "DESCRIBE"),
        ("BASE <http://select/> ASK { ?s ?p 'CONSTRUCT' }", "ASK"),
        ("INSERT DATA {}", ""),
    ],
)
def test_the_form_is_that_of_the_query_and_not_of_its_words(
    text: str, wanted: str
) -> None:
    assert form(text) == wanted
