"""Every question is complete, runs in two engines, and has its place in the docs."""

import random
import re
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Quad
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

from careergraph import CareerGraph, QueryError
from careergraph.ontology.compile import to_n_quads
from careergraph.ontology.namespaces import PREFIXES
from careergraph.ontology.vocabulary import load_vocabulary
from careergraph.queries.engine import Engine
from careergraph.queries.questions import (
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
    assert len(answer) > 0


@pytest.mark.parametrize("name", SELECTS)
def test_order_of_rows_does_not_depend_on_the_order_of_the_data(
    engine: Engine, graph: CareerGraph, name: str
) -> None:
    lines = graph.n_quads.splitlines(keepends=True)
    random.Random(1).shuffle(lines)
    shuffled = Engine(b"".join(lines), graph.facts)
    parameters = load_question(name).example_parameters
    assert "ORDER BY" in load_question(name).text
    assert shuffled.run(name, parameters=parameters) == engine.run(
        name, parameters=parameters
    )


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


@pytest.fixture(scope="module")
def peer(small_quads: list[Quad]) -> rdflib.Dataset:
    """The small graph in rdflib."""
    dataset = rdflib.Dataset()
    dataset.parse(data=to_n_quads(small_quads), format="nquads")
    return dataset


# an example on the small graph for each question that has a parameter
EXAMPLES = {
    "algorithms-by-approach": {"approach": "supervised"},
    "books-by-author": {"author": "bob"},
    "describe-role": {"role": "analyst"},
    "disagreements": {"role": "scientist"},
    "gap-between-roles": {"start": "analyst", "goal": "scientist"},
    "hubs-by-country": {"country": "land"},
    "industries": {"industry": "finance"},
    "moves-of-role": {"role": "scientist"},
    "people-and-organizations": {"person": "ada"},
    "prerequisites-of-skill": {"skill": "pandas"},
    "resources-for-skill": {"skill": "python"},
    "roles-by-level": {"level": "7"},
    "roles-needing-skill": {"skill": "python"},
    "salaries-by-place": {"place": "land"},
    "skills-of-role": {"role": "scientist"},
    "statements-of-source": {"source": "two"},
    "taught-by": {"resource": "book"},
    "who-says-role-needs-skill": {"role": "scientist", "skill": "degree"},
}


def rdflib_term(name: str, value: str) -> rdflib.term.Identifier:
    if name == "level":
        return rdflib.Literal(int(value))
    return rdflib.URIRef(PREFIXES["source" if name == "source" else "id"] + value)


# rdflib 7.6 answers GRAPH ?source by a method that it has deprecated itself
@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")
@pytest.mark.parametrize("name", NAMES)
def test_rdflib_gives_the_same_answer_on_the_small_graph(
    small: Engine, peer: rdflib.Dataset, name: str
) -> None:
    assert_same_answer(small, peer, name, EXAMPLES.get(name, {}))


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")
@pytest.mark.parametrize("name", NAMES)
def test_rdflib_gives_the_same_answer_on_the_whole_graph(
    engine: Engine, graph: CareerGraph, name: str
) -> None:
    parameters = load_question(name).example_parameters
    assert_same_answer(engine, graph.rdf, name, parameters)


def assert_same_answer(
    engine: Engine, peer: rdflib.Dataset, name: str, parameters: dict[str, str]
) -> None:
    """Compare the rows in their order, and the triples of a graph as a set."""
    ours = engine.run(name, parameters=parameters)
    bindings = {key: rdflib_term(key, value) for key, value in parameters.items()}
    theirs = peer.query(load_question(name).text, initBindings=bindings)
    assert isinstance(ours, Rows | Triples)
    assert len(ours) > 0
    if isinstance(ours, Triples):
        assert theirs.graph is not None
        plain = {tuple(triple) for triple in ours.to_dict()["triples"]}  # type: ignore[attr-defined] # a list
        assert plain == {tuple(map(python_value, t)) for t in theirs.graph}
    else:
        assert [tuple(row.values()) for row in ours] == [
            tuple(map(python_value, row))  # type: ignore[arg-type] # a row of a SELECT
            for row in theirs
        ]


def python_value(term: rdflib.term.Node | None) -> object:
    if term is None:
        return None
    value = term.toPython() if isinstance(term, rdflib.Literal) else str(term)
    if isinstance(value, int | Decimal):
        return int(value) if value == int(value) else float(value)
    return str(value)


@pytest.mark.parametrize("name", NAMES)
def test_a_question_asks_this_dataset_only(name: str) -> None:
    parsed = translateQuery(parseQuery(load_question(name).text), initNs=PREFIXES)
    assert "ServiceGraphPattern" not in str(parsed.algebra)
    assert parsed.algebra.datasetClause is None


@pytest.mark.parametrize("name", NAMES)
def test_docs_describe_the_question(name: str) -> None:
    question = load_question(name)
    page = DOCS.read_text("utf-8")
    section = page.split(f"\n### {name}\n")[1].split("\n### ")[0]
    text = " ".join(section.split())
    assert text.startswith(f"{question.title}. {question.answers}")
    assert f"`{f'careergraph query {name} {question.example}'.strip()}`" in section
    for parameter in question.parameters:
        optional = ", optional" if parameter.is_optional else ""
        kind = f"{parameter.kind}{optional}"
        assert f"- `{parameter.name}` ({kind}): {parameter.description}" in section


def test_docs_describe_no_other_question() -> None:
    headings = re.findall(r"^### ([a-z-]+)$", DOCS.read_text("utf-8"), re.MULTILINE)
    assert headings == list(NAMES)


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
