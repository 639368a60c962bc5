"""A question as a text of its own.

tests/server/test_query_page.py compares the answers of all of them.
"""

from pyoxigraph import Literal, NamedNode

from careergraph.ontology.namespaces import ID
from careergraph.queries.filled import filled
from careergraph.queries.questions import parse_question

QUESTION = parse_question(
    "# title: A title\n"
    "# parameter: role (Role) the role,\n"
    "#   whichever\n"
    "# parameter: name (Text, optional) its name\n"
    "# parameter: level (Integer, optional) its level\n"
    "# example: role=data-analyst\n"
    "PREFIX cg: <https://w3id.org/careergraph/schema#>\n"
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
    "\n"
    "CONSTRUCT { ?role cg:level ?level }\n"
    "WHERE {\n"
    "  ?role cg:level ?level .\n"
    "}\n"
)


def test_each_value_has_a_line_and_its_prefix_stands_among_the_others() -> None:
    values: dict[str, NamedNode | Literal] = {
        "level": Literal(2),
        "role": NamedNode(ID + "data-analyst"),
    }
    assert filled(QUESTION, values) == (
        "# title: A title\n"
        "PREFIX cg: <https://w3id.org/careergraph/schema#>\n"
        "PREFIX id: <https://w3id.org/careergraph/id/>\n"
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
        "\n"
        "CONSTRUCT { ?role cg:level ?level }\n"
        "WHERE {\n"
        "  VALUES ?role { id:data-analyst } # the role, whichever\n"
        "  VALUES ?level { 2 } # its level\n"
        "  ?role cg:level ?level .\n"
        "}\n"
    )


def test_a_hostile_text_stays_a_text() -> None:
    text = filled(QUESTION, {"name": Literal('" } # \\ \n <x>')})
    assert '  VALUES ?name { "\\" } # \\\\ \\n <x>" } # its name\n' in text
