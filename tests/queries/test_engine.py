"""What can be asked, how parameters are bound, and how faults are told."""

import subprocess
import sys
from pathlib import Path

import pytest

from careergraph import CareerGraphError, QueryError, UnknownConceptError
from careergraph.ontology.namespaces import PREFIXES
from careergraph.queries.engine import Engine
from careergraph.queries.results import Answer, Rows, Triples

ID = "https://w3id.org/careergraph/id/"
OWN = """# A query of one's own.
# parameter: role (Role) the role
# parameter: text (Text, optional) part of a label
SELECT ?role ?text ?name WHERE {
  ?role cg:requires/skos:prefLabel ?label .
  BIND (STR(?label) AS ?name)
  FILTER (CONTAINS(?name, COALESCE(?text, "")))
}
ORDER BY ?name
"""


def refusal(engine: Engine, query: str | Path, **parameters: str | int) -> str:
    """Return the error that a query ends in, which has to be one line."""
    with pytest.raises(QueryError) as caught:
        engine.run(query, parameters=parameters)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def names(engine: Engine, query: str | Path, **parameters: str | int) -> list[object]:
    answer = engine.run(query, parameters=parameters)
    assert isinstance(answer, Rows)
    return [row["name"] for row in answer]


def test_select_gives_rows(small: Engine) -> None:
    answer = small.run("SELECT ?x WHERE { ?x a cg:Role } ORDER BY ?x")
    assert isinstance(answer, Rows)
    assert answer.variables == ("x",)
    assert [row["x"] for row in answer] == [
        ID + "analyst",
        ID + "chief",
        ID + "scientist",
    ]


def test_ask_gives_an_answer(small: Engine) -> None:
    assert small.run("ASK { id:analyst a cg:Role }") == Answer(True)
    assert small.run("ASK { id:python a cg:Role }") == Answer(False)


def test_construct_gives_each_triple_once(small: Engine) -> None:
    answer = small.run(
        "CONSTRUCT { id:a cg:level 1 } WHERE { GRAPH ?g { id:scientist ?p ?o } }"
    )
    assert isinstance(answer, Triples)
    assert [str(triple) for triple in answer] == [
        (
            f"<{ID}a> <https://w3id.org/careergraph/schema#level> "
            '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'
        )
    ]


def test_describe_gives_triples(small: Engine) -> None:
    answer = small.run("DESCRIBE id:tables")
    assert isinstance(answer, Triples)
    assert len(answer) == 5  # three classes, a label, an effort


def test_a_declared_prefix_goes_before_a_known_one(small: Engine) -> None:
    query = "PREFIX cg: <https://example.org/> ASK { ?x a cg:Role }"
    assert small.run(query) == Answer(False)


def test_default_graph_holds_a_statement_of_two_sources_once(small: Engine) -> None:
    answer = small.run("SELECT ?x WHERE { id:scientist cg:requires ?x }")
    assert isinstance(answer, Rows)
    assert len(answer) == 3  # python by both, pandas, degree


@pytest.mark.parametrize("name", ["analyst", "ANALYST", ID + "analyst", "id:analyst"])
def test_a_concept_is_named_by_slug_label_or_iri(small: Engine, name: str) -> None:
    assert names(small, OWN, role=name) == ["Tables"]


@pytest.mark.parametrize(
    "name", ["two", "source:two", "https://w3id.org/careergraph/source/two"]
)
def test_a_source_is_named_by_id_or_iri(small: Engine, name: str) -> None:
    answer = small.run("statements-of-source", parameters={"source": name})
    assert isinstance(answer, Rows)
    assert len(answer) == 21


def test_any_concept_will_do_where_the_kind_is_concept(small: Engine) -> None:
    query = (
        "# parameter: it (Concept) any\n"
        "SELECT ?it ?name WHERE { ?it skos:prefLabel ?label BIND(STR(?label) AS ?name) }"
    )
    assert names(small, query, it="acme") == ["Acme"]
    assert names(small, query, it="pandas") == ["pandas"]


def test_a_number_may_be_given_as_one(small: Engine) -> None:
    as_number = small.run("roles-by-level", parameters={"level": 7})
    assert as_number == small.run("roles-by-level", parameters={"level": "7"})


def test_an_optional_parameter_may_be_left_out(small: Engine) -> None:
    assert names(small, OWN, role="scientist") == ["Degree", "Python", "pandas"]
    assert names(small, OWN, role="scientist", text="nda") == ["pandas"]


HOSTILE = [
    'data-scientist> } DELETE WHERE {?s ?p ?o} #"',
    'x" } UNION { ?role ?p ?o } #',
    "x') || true || ('",
    "\\u0022) || true || (\\u0022",
    '"""',
    "\\",
    "?text",
    "a\nb",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_cannot_become_part_of_the_query(small: Engine, value: str) -> None:
    size = len(small.store)
    assert names(small, OWN, role="scientist", text=value) == []
    with pytest.raises(UnknownConceptError):
        small.run("skills-of-role", parameters={"role": value})
    with pytest.raises(CareerGraphError):
        small.run("statements-of-source", parameters={"source": value})
    with pytest.raises(QueryError, match="is not a whole number"):
        small.run("roles-by-level", parameters={"level": value})
    assert len(small.store) == size


def test_a_file_is_read(small: Engine, tmp_path: Path) -> None:
    path = tmp_path / "own.rq"
    path.write_text(OWN, encoding="utf-8")
    assert names(small, path, role="analyst") == ["Tables"]
    assert names(small, str(path), role="analyst") == ["Tables"]


def test_a_file_of_any_ending_is_read(small: Engine, tmp_path: Path) -> None:
    path = tmp_path / "own.sparql"
    path.write_text("ASK {}", encoding="utf-8")
    assert small.run(str(path)) == Answer(True)


def test_a_file_may_come_from_windows(small: Engine, tmp_path: Path) -> None:
    path = tmp_path / "own.rq"
    path.write_bytes(b"\xef\xbb\xbf" + OWN.replace("\n", "\r\n").encode())
    assert names(small, path, role="analyst") == ["Tables"]


def test_a_missing_file_is_an_error(small: Engine) -> None:
    assert refusal(small, "missing.rq") == (
        "missing.rq: No such file or directory; "
        "`careergraph query --list` shows the named questions"
    )


def test_a_folder_is_no_query(small: Engine, tmp_path: Path) -> None:
    assert refusal(small, tmp_path) == (
        f"{tmp_path}: Is a directory; "
        f"`careergraph query --list` shows the named questions"
    )


def test_a_file_that_is_not_utf_8_is_an_error(small: Engine, tmp_path: Path) -> None:
    path = tmp_path / "latin.rq"
    path.write_bytes(b"# caf\xe9\nASK {}")
    assert refusal(small, path) == (
        f"{path}: byte 5 is not UTF-8; save the file as UTF-8"
    )


def test_a_fault_in_a_file_is_told_with_its_place(
    small: Engine, tmp_path: Path
) -> None:
    path = tmp_path / "broken.rq"
    path.write_text("# A comment.\nSELECT ?x WHERE {\n  ?x foo }\n", encoding="utf-8")
    assert refusal(small, path) == (f'{path}:3:3: not SPARQL from here on: "?x foo }}"')


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", "the query is empty; say a question, a file or SPARQL"),
        (" \n", "the query is empty; say a question, a file or SPARQL"),
        (
            "skils-of-role",
            (
                'there is no question "skils-of-role"; did you mean "skills-of-role"? '
                "(`careergraph query --list` shows all)"
            ),
        ),
        (
            "everything",
            'there is no question "everything" (`careergraph query --list` shows all)',
        ),
        (
            "SELCT ?x WHERE { ?x a ?y }",
            'line 1, column 1: not SPARQL from here on: "SELCT ?x WHERE { ?x a ?y }"',
        ),
        ("SELECT ?x WHERE {\n ?x a ?y", "line 2, column 9: it ends too early"),
        (
            "SELECT ?x WHERE { ?x nope:a ?y }",
            (
                'the query: the prefix "nope:" is not declared; without declaration there '
                f"are {', '.join(PREFIXES)}"
            ),
        ),
        (
            "SELECT ?x WHERE { ?x a ?y } GROUP BY ?y",
            (
                "line 1, column 40: not SPARQL: The SELECT contains a variable that is "
                'unbound (before or at "SELECT ?x WHERE { ?x a ?y } GROUP BY ?y")'
            ),
        ),
        (
            "SELECT (<https://example.org/f>(1) AS ?x) WHERE {}",
            (
                "the query: it cannot be answered: "
                "The custom function <https://example.org/f> is not supported"
            ),
        ),
        (
            "# parameter: role (Role) the role\nSELECT ?x WHERE { ?role a ?x }",
            "the query: say role=ROLE, the role",
        ),
    ],
)
def test_a_fault_is_told_in_one_line(small: Engine, query: str, message: str) -> None:
    assert refusal(small, query) == message


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { id:a a cg:Role }",
        "DELETE WHERE { ?s ?p ?o }",
        "# all\nPREFIX x: <https://example.org/>\nWITH x:g DELETE { ?s ?p ?o } WHERE {}",
        "LOAD <http://127.0.0.1/data.ttl>",
        "CLEAR ALL",
        "drop all",
    ],
)
def test_an_update_is_refused(small: Engine, update: str) -> None:
    size = len(small.store)
    assert refusal(small, update) == (
        "the query: this is an update; a query cannot change the graph"
    )
    assert len(small.store) == size


def test_a_missing_parameter_is_told_with_an_example(small: Engine) -> None:
    assert refusal(small, "gap-between-roles", start="analyst") == (
        "gap-between-roles: say goal=ROLE, the role that you want, "
        "as in start=data-analyst goal=data-scientist"
    )


def test_an_unknown_parameter_is_told_with_the_known_ones(small: Engine) -> None:
    assert refusal(small, "gap-between-roles", begin="analyst") == (
        'gap-between-roles has no parameter "begin"; it takes start, goal'
    )
    assert refusal(small, "ladder", role="analyst") == (
        'ladder has no parameter "role"; it takes none'
    )
    assert refusal(small, "ASK {}", role="analyst") == (
        'the query has no parameter "role"; '
        'declare it above the query: "# parameter: role (Concept) ..."'
    )


def test_a_parameter_that_select_does_not_return_is_an_error(small: Engine) -> None:
    query = "# parameter: role (Role) the role\nSELECT ?x WHERE { ?role cg:level ?x }"
    assert refusal(small, query, role="analyst") == (
        "the query: SELECT has to return ?role, as it is a parameter "
        "(in ASK and CONSTRUCT it has to stand in a triple)"
    )


@pytest.mark.parametrize("kind", ["Rol", "level"])
def test_an_unknown_kind_of_parameter_is_an_error(small: Engine, kind: str) -> None:
    query = f"# parameter: role ({kind}) the role\nSELECT ?role WHERE {{ ?role a ?x }}"
    assert refusal(small, query, role="analyst") == (
        f'parameter "role": there is no kind "{kind}"; '
        f"use a class of the vocabulary, Concept, Integer or Text"
    )


def test_a_value_of_the_wrong_kind_is_an_error(small: Engine) -> None:
    assert refusal(small, "roles-by-level", level="senior") == (
        'level: "senior" is not a whole number; write digits only'
    )
    assert refusal(small, OWN, role="analyst", text="\udce9") == (
        "text: the value is not UTF-8; write it as UTF-8"
    )
    assert refusal(small, "statements-of-source", source="three") == (
        'source: there is no source "three"; there are editorial, one, two'
    )


def test_an_unknown_concept_is_told_as_elsewhere(engine: Engine) -> None:
    with pytest.raises(UnknownConceptError, match='did you mean "Data Scientist"'):
        engine.run("skills-of-role", parameters={"role": "data scientits"})


def test_a_question_imports_neither_rdflib_nor_networkx() -> None:
    code = (
        "import sys\n"
        "from careergraph import CareerGraph\n"
        "from careergraph.queries.engine import Engine\n"
        "from careergraph.queries.questions import load_question, question_names\n"
        "graph = CareerGraph.load()\n"
        "engine = Engine(graph.n_quads, graph.facts)\n"
        "for name in question_names():\n"
        "    parameters = load_question(name).example_parameters\n"
        "    engine.run(name, parameters=parameters).to_text()\n"
        "engine.run('SELECT ?x { ?x a cg:Role }').to_json()\n"
        "print(*{'rdflib', 'networkx', 'pandas', 'rich'} & set(sys.modules))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == ""
