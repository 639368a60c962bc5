"""An answer in each of its forms."""

import json
import sys

import pytest
from pyoxigraph import (
    BaseDirection,
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    Store,
    Triple,
    parse_query_results,
)

from careergraph.errors import ArgumentError, OutputError
from careergraph.queries.results import Answer, Rows, Triples, written

XSD = "http://www.w3.org/2001/XMLSchema#"
CG = "https://w3id.org/careergraph/schema#"
ID = "https://w3id.org/careergraph/id/"

PYTHON = NamedNode(ID + "python")
ROWS = Rows(
    ("skill", "label", "hours"),
    (
        (PYTHON, Literal("Python, the language", language="en"), Literal(120)),
        (NamedNode("https://example.org/a/b"), Literal("=1+1"), None),
    ),
)
EVERY_TERM: tuple[NamedNode | BlankNode | Literal | Triple, ...] = (
    PYTHON,
    BlankNode("b1"),
    Literal('quotes " and \\ and\nlines'),
    Literal("café", language="fr"),
    Literal("مرحبا", language="ar", direction=BaseDirection.RTL),
    Literal(1),
    Literal(1.5),
    Literal(True),
    Literal("2024", datatype=NamedNode(XSD + "gYear")),
    Triple(PYTHON, NamedNode(CG + "effort"), Literal(120)),
)


def integer(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + "integer"))


def decimal(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + "decimal"))


def test_iterating_gives_plain_values() -> None:
    assert list(ROWS) == [
        {"skill": ID + "python", "label": "Python, the language", "hours": 120},
        {"skill": "https://example.org/a/b", "label": "=1+1", "hours": None},
    ]
    assert ROWS.to_dicts() == list(ROWS)
    assert ROWS.to_dict() == {
        "variables": ["skill", "label", "hours"],
        "rows": list(ROWS),
    }
    assert len(ROWS) == 2


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (Literal(7), 7),
        (Literal("7", datatype=NamedNode(XSD + "nonNegativeInteger")), 7),
        (decimal("90000"), 90000),
        (decimal("2.5"), 2.5),
        (Literal("1e3", datatype=NamedNode(XSD + "double")), 1000.0),
        (Literal(True), True),
        (Literal(False), False),
        (integer("many"), "many"),
        (Literal("2024", datatype=NamedNode(XSD + "gYear")), "2024"),
        (Literal("7"), "7"),
        (BlankNode("b1"), "_:b1"),
    ],
)
def test_a_term_has_its_value_in_python(
    term: Literal | BlankNode, value: object
) -> None:
    (row,) = Rows(("x",), ((term,),))
    assert row["x"] == value
    assert type(row["x"]) is type(value)


def test_csv_is_that_of_the_w3c() -> None:
    assert ROWS.to_csv() == (
        "skill,label,hours\r\n"
        f'{ID}python,"Python, the language",120\r\n'
        "https://example.org/a/b,=1+1,\r\n"
    )


def test_tsv_is_that_of_the_w3c() -> None:
    assert ROWS.to_tsv() == (
        "?skill\t?label\t?hours\n"
        f'<{ID}python>\t"Python, the language"@en\t120\n'
        '<https://example.org/a/b>\t"=1+1"\t\n'
    )


def test_json_is_that_of_the_w3c() -> None:
    assert json.loads(ROWS.to_json()) == {
        "head": {"vars": ["skill", "label", "hours"]},
        "results": {
            "bindings": [
                {
                    "skill": {"type": "uri", "value": ID + "python"},
                    "label": {
                        "type": "literal",
                        "xml:lang": "en",
                        "value": "Python, the language",
                    },
                    "hours": {
                        "type": "literal",
                        "datatype": XSD + "integer",
                        "value": "120",
                    },
                },
                {
                    "skill": {"type": "uri", "value": "https://example.org/a/b"},
                    "label": {"type": "literal", "value": "=1+1"},
                },
            ]
        },
    }


TERMS = Rows(("x",), tuple((term,) for term in EVERY_TERM))


@pytest.mark.parametrize(
    ("text", "results_format"),
    [
        (TERMS.to_json(), QueryResultsFormat.JSON),
        (TERMS.to_xml(), QueryResultsFormat.XML),
        (TERMS.to_tsv(), QueryResultsFormat.TSV),
    ],
    ids=["json", "xml", "tsv"],
)
def test_no_term_is_changed_on_the_way(
    text: str, results_format: QueryResultsFormat
) -> None:
    parsed = parse_query_results(text, results_format)
    assert isinstance(parsed, QuerySolutions)
    assert [solution["x"] for solution in parsed] == list(EVERY_TERM)


def test_json_is_what_pyoxigraph_writes() -> None:
    query = """SELECT * {
      VALUES (?a ?b) { (<https://example.org/a> "x"@en) (UNDEF 1.5) }
      BIND (TRIPLE(<https://example.org/a>, <https://example.org/b>, "c") AS ?t)
    }"""
    first, second = Store().query(query), Store().query(query)
    assert isinstance(first, QuerySolutions)
    assert isinstance(second, QuerySolutions)
    names = tuple(variable.value for variable in first.variables)
    rows = Rows(names, tuple(tuple(solution) for solution in first))
    expected = second.serialize(format=QueryResultsFormat.JSON)
    assert expected is not None
    assert json.loads(rows.to_json()) == json.loads(expected)


def test_table_shortens_iris_and_sets_numbers_to_the_right() -> None:
    assert ROWS.to_table(width=60) == (
        "skill                    label                 hours\n"
        "-----------------------  --------------------  -----\n"
        "id:python                Python, the language    120\n"
        "https://example.org/a/b  =1+1"
    )
    assert str(ROWS) == ROWS.to_text() == ROWS.to_table(width=80)


def test_table_shows_a_parameter_once() -> None:
    rows = Rows(ROWS.variables, (ROWS.rows[0],), given=("skill",))
    assert rows.to_table() == (
        "skill  id:python\n"
        "\n"
        "label                 hours\n"
        "--------------------  -----\n"
        "Python, the language    120"
    )


def test_table_without_rows_says_so() -> None:
    assert str(Rows(("role", "skill"), (), given=("role",))) == "(no rows)"


def test_a_label_cannot_drive_the_terminal() -> None:
    label = "\x1b]0;title\x07\x1b[31mred\u202e\u2066\x9b31m\r\nnext\x00\ttab"
    table = str(Rows(("label",), ((Literal(label),),)))
    assert table.split("\n")[2:] == ["]0;title[31mred31m next tab"]


def test_notebook_view_escapes_labels() -> None:
    rows = Rows(("label",), ((Literal("<script>alert('x')</script>"),),))
    html = rows._repr_html_()
    assert "<script>" not in html
    assert html == (
        "<table><tr><th>label</th></tr><tr><td>"
        "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;"
        "</td></tr></table>"
    )


def test_notebook_view_of_many_rows_ends() -> None:
    rows = Rows(("x",), tuple((Literal(i),) for i in range(1000)))
    html = rows._repr_html_()
    assert html.count("<tr>") == 201
    assert html.endswith("<p>and 800 more rows</p>")


def test_pandas_gets_rows_and_columns() -> None:
    frame = ROWS.to_pandas()
    assert list(frame.columns) == ["skill", "label", "hours"]
    assert frame["label"].tolist() == [row["label"] for row in ROWS]


def test_missing_pandas_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(OutputError) as caught:
        ROWS.to_pandas()
    assert str(caught.value) == (
        "to_pandas needs pandas, which is not installed; `pip install pandas`"
    )


def test_an_answer_is_yes_or_no() -> None:
    assert (str(Answer(True)), str(Answer(False))) == ("yes", "no")
    assert bool(Answer(True)) and not Answer(False)
    assert Answer(False).to_dict() == {"answer": False}
    assert json.loads(Answer(True).to_json()) == {"head": {}, "boolean": True}
    assert Answer(True).to_csv() == Answer(True).to_tsv() == "true"
    assert "<boolean>false</boolean>" in Answer(False).to_xml()
    assert Answer(True)._repr_html_() == "<p>yes</p>"


GRAPH = Triples(
    (
        Triple(PYTHON, NamedNode(CG + "effort"), Literal(120)),
        Triple(
            PYTHON,
            NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
            NamedNode(CG + "Skill"),
        ),
    )
)


def test_a_graph_is_turtle_with_the_prefixes_that_it_uses() -> None:
    assert str(GRAPH) == GRAPH.to_text() == GRAPH.to_turtle()
    assert GRAPH.to_turtle() == (
        f"@prefix cg: <{CG}> .\n"
        f"@prefix id: <{ID}> .\n"
        "\n"
        "id:python cg:effort 120 ;\n"
        "\ta cg:Skill .\n"
    )


def test_a_graph_has_other_forms() -> None:
    assert GRAPH.to_ntriples().splitlines() == [
        f'<{ID}python> <{CG}effort> "120"^^<{XSD}integer> .',
        f"<{ID}python> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{CG}Skill> .",
    ]
    (node,) = json.loads(GRAPH.to_jsonld())
    assert node["@id"] == ID + "python"
    assert node[CG + "effort"] == [{"@type": XSD + "integer", "@value": "120"}]
    assert GRAPH.to_dict() == {
        "triples": [
            [ID + "python", CG + "effort", 120],
            [
                ID + "python",
                "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
                CG + "Skill",
            ],
        ]
    }
    assert GRAPH._repr_html_().startswith("<pre>@prefix cg: &lt;https://")
    assert len(GRAPH) == len(list(GRAPH)) == 2


@pytest.mark.parametrize(
    ("output_format", "expected"),
    [
        ("table", ROWS.to_table(width=40)),
        ("csv", ROWS.to_csv().rstrip()),
        ("tsv", ROWS.to_tsv().rstrip("\n")),
        ("json", ROWS.to_json()),
        ("xml", ROWS.to_xml()),
    ],
)
def test_rows_are_written_in_a_format(output_format: str, expected: str) -> None:
    assert written(ROWS, output_format, width=40) == expected


def test_a_last_row_without_a_value_is_written_too() -> None:
    rows = Rows(("x",), ((Literal("1"),), (None,)))
    assert written(rows, "csv") == "x\r\n1\r\n"
    assert written(rows, "tsv") == '?x\n"1"\n'


def test_a_graph_is_written_in_a_format() -> None:
    turtle = GRAPH.to_turtle().rstrip("\n")
    assert written(GRAPH, "table") == written(GRAPH, "turtle") == turtle
    assert written(GRAPH, "json") == written(GRAPH, "jsonld") == GRAPH.to_jsonld()
    assert written(GRAPH, "ntriples") == GRAPH.to_ntriples().rstrip("\n")


@pytest.mark.parametrize(
    ("result", "output_format", "possible"),
    [
        (ROWS, "turtle", "table, csv, tsv, json, xml"),
        (Answer(True), "jsonld", "table, csv, tsv, json, xml"),
        (GRAPH, "csv", "table, json, turtle, ntriples, jsonld, rdfxml, trig"),
        (ROWS, "xlsx", "table, csv, tsv, json, xml"),
    ],
)
def test_a_format_that_does_not_fit_is_an_error(
    result: Rows | Answer | Triples, output_format: str, possible: str
) -> None:
    with pytest.raises(ArgumentError) as caught:
        written(result, output_format)
    assert str(caught.value) == (
        f'this answer cannot be written as "{output_format}"; choose one of {possible}'
    )
