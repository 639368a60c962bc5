"""What each question answers, worked out by hand, in pyoxigraph and in rdflib.

data/answers holds the expected rows. For small.trig, career.trig and releases.trig
these are all rows; for the graph that comes with the package they are those that the three
articles state (articles.txt), and some that have to be among all (facts.txt), as
its content grows.
"""

import shlex
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

import pytest
import rdflib
from pyoxigraph import Quad, RdfFormat, parse

from careergraph import CareerGraph
from careergraph.ontology.compile import to_n_quads
from careergraph.ontology.namespaces import ID, PREFIXES, SOURCE
from careergraph.queries.engine import Engine
from careergraph.queries.questions import load_question, question_names
from careergraph.queries.results import Rows, Triples

Row: TypeAlias = tuple[str, ...]

ANSWERS = Path(__file__).parent / "data/answers"
GUIDE = "ml-engineer-career-guide"
TECHROLEPEDIA = "techrolepedia-ml-engineer"
WHAT = "what-does-an-ml-engineer-do"
ANY = "*"
NOT = "! "


@dataclass(frozen=True)
class Case:
    """A question as it is asked, and its rows with slugs and ids for IRIs."""

    name: str
    parameters: dict[str, str | int]
    rows: tuple[Row, ...]

    def __str__(self) -> str:
        """Return the question as on the command line."""
        given = (f"{name}={value}" for name, value in self.parameters.items())
        return " ".join([self.name, *given])


def read_cases(name: str) -> list[Case]:
    """Read a file: a question, its rows indented below it, an empty line."""
    text = (ANSWERS / name).read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    blocks = "\n".join(lines).strip().split("\n\n")
    return [read_case(block.strip("\n")) for block in blocks if block.strip()]


def read_case(block: str) -> Case:
    question, *rows = block.split("\n")
    name, *given = shlex.split(question)
    return Case(
        name,
        {key: value for key, _, value in (pair.partition("=") for pair in given)},
        tuple(tuple(row.strip().split(" | ")) for row in rows if row != "  (none)"),
    )


SMALL = read_cases("small.txt")
CAREER = read_cases("career.txt")
RELEASES = read_cases("releases.txt")
STATED = read_cases("articles.txt")
AMONG = read_cases("facts.txt")
SELECTS = [name for name in question_names() if name != "describe-role"]


def rows(engine: Engine, name: str, parameters: dict[str, str | int]) -> list[Row]:
    answer = engine.run(name, parameters=parameters)
    assert isinstance(answer, Rows)
    return [tuple(map(shown, row.values())) for row in answer]


def shown(value: object) -> str:
    if value is None:
        return "-"
    return str(value).removeprefix(ID).removeprefix(SOURCE)


def fits(row: Row, pattern: Row) -> bool:
    return len(row) == len(pattern) and all(
        wanted in (ANY, cell) for cell, wanted in zip(row, pattern, strict=True)
    )


@pytest.mark.parametrize("case", SMALL, ids=str)
def test_rows_of_the_small_graph(small: Engine, case: Case) -> None:
    assert rows(small, case.name, case.parameters) == list(case.rows)


@pytest.mark.parametrize("case", CAREER, ids=str)
def test_rows_of_the_graph_of_careers(career: Engine, case: Case) -> None:
    assert rows(career, case.name, case.parameters) == list(case.rows)


@pytest.mark.parametrize("case", RELEASES, ids=str)
def test_rows_of_three_releases(releases: Engine, case: Case) -> None:
    assert rows(releases, case.name, case.parameters) == list(case.rows)


@pytest.mark.parametrize("case", STATED, ids=str)
def test_rows_that_the_articles_state(
    engine: Engine, graph: CareerGraph, case: Case
) -> None:
    others = {*graph.facts.source_titles} - {GUIDE, TECHROLEPEDIA, WHAT}
    found = rows(engine, case.name, case.parameters)
    assert [row for row in found if others.isdisjoint(row)] == list(case.rows)


@pytest.mark.parametrize("case", AMONG, ids=str)
def test_rows_that_have_to_be_among_all(engine: Engine, case: Case) -> None:
    found = rows(engine, case.name, case.parameters)
    wanted = [row for row in case.rows if not row[0].startswith(NOT)]
    refused = [
        (row[0].removeprefix(NOT), *row[1:]) for row in case.rows if row not in wanted
    ]
    assert [p for p in wanted if not any(fits(row, p) for row in found)] == []
    assert [p for p in refused if any(fits(row, p) for row in found)] == []


def test_every_question_is_worked_out_on_a_small_graph_and_on_the_whole() -> None:
    on_small = {case.name for case in SMALL + CAREER + RELEASES if case.rows}
    on_whole = {case.name for case in STATED + AMONG if case.rows}
    assert on_small == set(SELECTS)
    # the graph that comes with the package has deprecated nothing so far, and holds
    # no other release
    nothing = {"deprecated-concepts", "disagreements-between-releases"}
    assert on_whole == set(SELECTS) - nothing


def test_every_parameter_is_used_in_a_case() -> None:
    cases = SMALL + CAREER + RELEASES
    used = {(case.name, name) for case in cases for name in case.parameters}
    declared = {
        (name, parameter.name)
        for name in SELECTS
        for parameter in load_question(name).parameters
    }
    assert declared == used


LADDER = {
    # "Software Developer", which the article names too, is the software engineer
    ("data-analyst", "software-engineer"),
    ("data-scientist", "software-engineer"),
    ("software-engineer", "machine-learning-engineer"),
    ("machine-learning-engineer", "senior-machine-learning-engineer"),
    ("senior-machine-learning-engineer", "machine-learning-researcher"),
    ("machine-learning-researcher", "ai-engineer"),
    ("machine-learning-researcher", "data-science-manager"),
    ("ai-engineer", "chief-data-officer"),
    ("ai-engineer", "chief-ai-officer"),
    ("data-science-manager", "chief-data-officer"),
    ("data-science-manager", "chief-ai-officer"),
}


def test_ladder_holds_the_stages_of_the_article(engine: Engine) -> None:
    found = rows(engine, "ladder", {})
    stated = {(row[1], row[3]) for row in found if row[5] == TECHROLEPEDIA}
    assert stated == LADDER


def test_ladder_starts_low_and_ends_with_the_executives(engine: Engine) -> None:
    found = rows(engine, "ladder", {})
    levels = [int(row[0]) for row in found]
    assert levels == sorted(levels)
    assert set(levels) == {1, 2, 3, 4, 5, 6, 7}
    top = {row[1] for row in found if row[0] == "7"}
    assert {"chief-ai-officer", "chief-data-officer"} <= top
    assert {"data-analyst", "machine-learning-engineer"}.isdisjoint(top)


@pytest.mark.parametrize(
    ("name", "parameters", "column"),
    [
        ("prerequisites-of-skill", {"skill": "deep learning"}, 1),
        ("skills-behind-role", {"role": "deep learning specialist"}, 1),
    ],
)
def test_prerequisites_come_before_what_rests_on_them(
    engine: Engine, name: str, parameters: dict[str, str | int], column: int
) -> None:
    order = [row[column] for row in rows(engine, name, parameters)]
    for earlier, later in (
        ("mathematics", "linear-algebra"),
        ("linear-algebra", "machine-learning"),
        ("machine-learning", "artificial-neural-networks"),
    ):
        assert order.index(earlier) < order.index(later)


def test_each_source_makes_as_many_statements_as_its_list_shows(
    engine: Engine, graph: CareerGraph
) -> None:
    counts = {row[0]: int(row[2]) for row in rows(engine, "statements-by-source", {})}
    assert set(counts) == set(graph.facts.source_titles)
    assert {"editorial", GUIDE, TECHROLEPEDIA, WHAT} <= set(counts)
    for source, count in counts.items():
        listed = rows(engine, "statements-of-source", {"source": source})
        assert len(listed) == count


def test_a_role_is_described_with_the_labels_of_what_it_names(small: Engine) -> None:
    answer = small.run("describe-role", parameters={"role": "chief"})
    assert isinstance(answer, Triples)
    expected = parse(
        """
        @prefix cg: <https://w3id.org/careergraph/schema#> .
        @prefix id: <https://w3id.org/careergraph/id/> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        id:chief a cg:Role ; skos:prefLabel "Chief"@en ; cg:level 7 .
        """,
        format=RdfFormat.TURTLE,
    )
    assert set(answer) == {quad.triple for quad in expected}


def test_a_described_role_names_its_next_roles(small: Engine) -> None:
    answer = small.run("describe-role", parameters={"role": "analyst"})
    text = str(answer)
    assert "cg:leadsTo id:scientist" in text
    assert 'id:scientist skos:prefLabel "Scientist"@en' in text
    assert "id:chief" not in text


# rdflib 7.6 answers GRAPH ?source by a method that it has deprecated itself
no_deprecation = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")


def in_rdflib(quads: list[Quad]) -> rdflib.Dataset:
    dataset = rdflib.Dataset()
    dataset.parse(data=to_n_quads(quads), format="nquads")
    return dataset


@pytest.fixture(scope="module")
def small_peer(small_quads: list[Quad]) -> rdflib.Dataset:
    """The small graph in rdflib."""
    return in_rdflib(small_quads)


@pytest.fixture(scope="module")
def career_peer(career_quads: list[Quad]) -> rdflib.Dataset:
    """The graph of a few careers in rdflib."""
    return in_rdflib(career_quads)


@pytest.fixture(scope="module")
def releases_peer(releases_quads: list[Quad]) -> rdflib.Dataset:
    """The three releases in rdflib."""
    return in_rdflib(releases_quads)


@no_deprecation
@pytest.mark.parametrize("case", SMALL, ids=str)
def test_rdflib_gives_the_rows_of_the_small_graph(
    small_peer: rdflib.Dataset, case: Case
) -> None:
    assert rdflib_rows(small_peer, case.name, case.parameters) == list(case.rows)


@no_deprecation
@pytest.mark.parametrize("case", CAREER, ids=str)
def test_rdflib_gives_the_rows_of_the_graph_of_careers(
    career_peer: rdflib.Dataset, case: Case
) -> None:
    assert rdflib_rows(career_peer, case.name, case.parameters) == list(case.rows)


@no_deprecation
@pytest.mark.parametrize("case", RELEASES, ids=str)
def test_rdflib_gives_the_rows_of_three_releases(
    releases_peer: rdflib.Dataset, case: Case
) -> None:
    assert rdflib_rows(releases_peer, case.name, case.parameters) == list(case.rows)


# It has no rows without releases, and rdflib joins its patterns one by one: 73 roles
# with 73, before it looks for what matches, take it 40 s. Three releases have rows.
TOO_LONG = "disagreements-between-releases"


@no_deprecation
@pytest.mark.parametrize("name", [name for name in SELECTS if name != TOO_LONG])
def test_rdflib_gives_the_same_answer_on_the_whole_graph(
    engine: Engine, graph: CareerGraph, name: str
) -> None:
    parameters = dict[str, str | int](load_question(name).example_parameters)
    assert rdflib_rows(graph.rdf, name, parameters) == rows(engine, name, parameters)


@no_deprecation
def test_rdflib_describes_a_role_with_the_same_triples(
    engine: Engine, graph: CareerGraph
) -> None:
    parameters = dict[str, str | int](load_question("describe-role").example_parameters)
    ours = engine.run("describe-role", parameters=parameters)
    theirs = ask_rdflib(graph.rdf, "describe-role", parameters).graph
    assert isinstance(ours, Triples)
    assert theirs is not None
    assert {str(t) for t in parse(ours.to_ntriples(), format=RdfFormat.N_TRIPLES)} == {
        str(t) for t in parse(theirs.serialize(format="nt"), format=RdfFormat.N_TRIPLES)
    }


def rdflib_rows(
    peer: rdflib.Dataset, name: str, parameters: dict[str, str | int]
) -> list[Row]:
    return [
        tuple(shown(python_value(term)) for term in row)  # type: ignore[union-attr] # a row of a SELECT
        for row in ask_rdflib(peer, name, parameters)
    ]


def ask_rdflib(
    peer: rdflib.Dataset, name: str, parameters: dict[str, str | int]
) -> rdflib.query.Result:
    question = load_question(name)
    kinds = {parameter.name: parameter.kind for parameter in question.parameters}
    bindings = {
        key: rdflib_term(kinds[key], str(value)) for key, value in parameters.items()
    }
    return peer.query(question.text, initBindings=bindings)


def rdflib_term(kind: str, value: str) -> rdflib.term.Identifier:
    if kind == "Integer":
        return rdflib.Literal(int(value))
    if kind == "Text":
        return rdflib.Literal(value)
    return rdflib.URIRef(PREFIXES["source" if kind == "Source" else "id"] + value)


def python_value(term: rdflib.term.Node | None) -> object:
    value = term.toPython() if isinstance(term, rdflib.Literal) else term
    if isinstance(value, int | Decimal):
        return int(value) if value == int(value) else float(value)
    return value
