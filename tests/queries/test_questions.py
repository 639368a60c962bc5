"""Every question is complete and has its place in the docs."""

import random
import re
from pathlib import Path

import pytest
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

from careergraph import CareerGraph, QueryError
from careergraph.ontology.namespaces import PREFIXES
from careergraph.ontology.vocabulary import load_vocabulary
from careergraph.queries.engine import Engine
from careergraph.queries.questions import (
    SUBJECTS,
    Parameter,
    load_question,
    parse_question,
    question_names,
)
from careergraph.queries.results import Rows, Triples

DOCS = Path(__file__).parents[2] / "docs/queries.md"
NAMES = question_names()
SELECTS = [name for name in NAMES if name != "describe-role"]
KINDS = {*load_vocabulary().classes, "Concept", "Integer", "Text"}


def test_there_are_at_least_forty_questions() -> None:
    assert len(NAMES) >= 40


def test_there_are_the_questions_that_are_promised() -> None:
    assert {
        "skills-of-role",
        "roles-needing-skill",
        "taught-by",
        "resources-for-skill",
        "gap-between-roles",
        "who-says-role-needs-skill",
        "algorithms-by-approach",
        "salaries-by-place",
        "hubs-by-country",
        "industries",
        "ladder",
        "people-and-organizations",
        "books-by-author",
        "statements-by-source",
        "roles-by-level",
        "prerequisites-of-skill",
        "disagreements",
        "describe-role",
    } <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_header_is_complete(name: str) -> None:
    question = load_question(name)
    assert question.title
    assert question.subject in SUBJECTS
    assert question.answers.endswith(".")
    declared = {parameter.name for parameter in question.parameters}
    needed = {p.name for p in question.parameters if not p.is_optional}
    assert needed <= set(question.example_parameters) <= declared
    assert {parameter.kind for parameter in question.parameters} <= KINDS


@pytest.mark.parametrize("name", NAMES)
def test_example_has_an_answer(engine: Engine, name: str) -> None:
    question = load_question(name)
    answer = engine.run(name, parameters=question.example_parameters)
    assert isinstance(answer, Rows | Triples)
    # it has deprecated nothing so far, and holds no other release
    nothing = {"deprecated-concepts", "disagreements-between-releases"}
    assert len(answer) > 0 or name in nothing


@pytest.fixture(scope="module")
def shuffled(graph: CareerGraph) -> Engine:
    """The engine on the same graph in another order."""
    lines = graph.n_quads.splitlines(keepends=True)
    random.Random(1).shuffle(lines)
    return Engine(b"".join(lines), graph.facts)


@pytest.mark.parametrize("name", SELECTS)
def test_order_of_rows_does_not_depend_on_the_order_of_the_data(
    engine: Engine, shuffled: Engine, name: str
) -> None:
    question = load_question(name)
    example = question.example_parameters
    needed = {p.name: example[p.name] for p in question.parameters if not p.is_optional}
    assert "ORDER BY" in question.text
    for parameters in (example, needed):
        found = engine.run(name, parameters=parameters)
        assert shuffled.run(name, parameters=parameters) == found


@pytest.mark.parametrize("name", SELECTS)
def test_labels_are_sorted_as_virtuoso_can_too(name: str) -> None:
    order = load_question(name).text.rpartition("ORDER BY")[2]
    assert not re.search(r"(?<!STR\()LCASE\(", order), "write STR(LCASE(...))"


@pytest.mark.parametrize("name", SELECTS)
def test_select_returns_every_parameter_and_a_label_beside_each_concept(
    engine: Engine, name: str
) -> None:
    question = load_question(name)
    answer = engine.run(name, parameters=question.example_parameters)
    assert isinstance(answer, Rows)
    parameters = {parameter.name for parameter in question.parameters}
    assert parameters <= set(answer.variables)
    for row in answer:
        for variable, value in row.items():
            if str(value).startswith(PREFIXES["id"]) and variable not in parameters:
                is_known_by_name = f"{variable}_label" in row or variable == "role"
                assert is_known_by_name, variable
    assert "@en" not in str(answer)


@pytest.mark.parametrize("name", NAMES)
def test_a_question_asks_this_dataset_only(name: str) -> None:
    parsed = translateQuery(parseQuery(load_question(name).text), initNs=PREFIXES)
    assert "ServiceGraphPattern" not in str(parsed.algebra)
    assert parsed.algebra.datasetClause is None


@pytest.mark.parametrize("name", NAMES)
def test_docs_describe_the_question(name: str) -> None:
    question = load_question(name)
    page = DOCS.read_text("utf-8")
    section = page.split(f"\n### {name}\n")[1].split("\n##")[0]
    text = " ".join(section.split())
    assert text.startswith(f"{question.title}. {question.answers}")
    assert f"`{f'careergraph query {name} {question.example}'.strip()}`" in section
    for parameter in question.parameters:
        optional = ", optional" if parameter.is_optional else ""
        kind = f"{parameter.kind}{optional}"
        assert f"- `{parameter.name}` ({kind}): {parameter.description}" in section


def test_docs_describe_each_question_once_and_in_order_of_its_subject() -> None:
    subjects = DOCS.read_text("utf-8").split("\n## About ")[1:]
    groups = [re.findall(r"^### ([a-z-]+)$", text, re.MULTILINE) for text in subjects]
    assert tuple(text.partition("\n")[0] for text in subjects) == SUBJECTS
    assert groups == [
        [name for name in NAMES if load_question(name).subject == subject]
        for subject in SUBJECTS
    ]


def test_docs_name_each_prefix_that_needs_no_declaration() -> None:
    page = DOCS.read_text("utf-8")
    assert [prefix for prefix in PREFIXES if f"`{prefix}:`" not in page] == []


LIKE = 'cannot be read; write it like "role (Role) the role to ask about"'


def test_a_header_may_go_on_in_the_next_line() -> None:
    question = parse_question(
        "# title: A title\n"
        "# answers: What this\n"
        "#   answers: all of it.\n"
        "#\n"
        "# parameter: role (Role) the role\n"
        "#   that you have\n"
        "# parameter: years (Integer, optional) for how long\n"
        "# example: role='data analyst' years=2\n"
        "# note: a plain comment\n"
        "#   title: no title\n"
        "\n"
        "ASK {}\n"
        "# title: not at the top\n",
        name="own",
    )
    assert question.title == "A title"
    assert question.answers == "What this answers: all of it."
    assert question.parameters == (
        Parameter("role", "Role", "the role that you have"),
        Parameter("years", "Integer", "for how long", is_optional=True),
    )
    assert question.example_parameters == {"role": "data analyst", "years": "2"}


def test_a_query_without_a_header_is_a_question_without_parameters() -> None:
    question = parse_question("ASK {}")
    assert (question.title, question.parameters, question.example) == ("", (), "")


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("# parameter: role the role", f'own.rq:1: parameter: "role the role" {LIKE}'),
        ("# parameter: role (Role)", f'own.rq:1: parameter: "role (Role)" {LIKE}'),
        (
            "# title: A title\n# paramter: role (Role) the role",
            'own.rq:2: there is no "paramter" in a header; did you mean "parameter"?',
        ),
        (
            "# title: A title\n# title: Another",
            "own.rq:2: title: it is said twice; merge",
        ),
        (
            "# parameter: role (Role) one\n# parameter: role (Role) two",
            'own.rq: parameter "role" stands twice; remove one',
        ),
    ],
)
def test_a_fault_in_a_header_is_told_with_its_line(header: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_question(f"{header}\nASK {{}}", name="own.rq")
    assert str(caught.value) == message


def test_an_unknown_question_is_an_error_that_says_what_is_near() -> None:
    with pytest.raises(QueryError) as caught:
        load_question("skils-of-role")
    assert str(caught.value) == (
        'there is no question "skils-of-role"; did you mean "skills-of-role"? '
        "(`careergraph query --list` shows all)"
    )
