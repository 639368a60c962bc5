"""Values of a query's parameters put in its text, for engines elsewhere.

pyoxigraph takes them beside the text (``substitutions``); the SPARQL 1.1 Protocol
has no such thing. VALUES at the beginning of the pattern does the same, wherever
the variable is matched. What reckons with it, a FILTER or a BIND, sees its own
group only, so a group inside that has one with the variable, and does not match it
itself, has VALUES too. A sub-select that does not return the variable means another
one of the same name, and is left alone, as pyoxigraph does.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from careergraph.ontology.namespaces import ID, PREFIXES

# *Source:* the terminals of https://www.w3.org/TR/sparql11-query/#sparqlGrammar
_TOKEN = re.compile(
    r"""
      \#[^\n]*
    | <[^<>"{}|^`\\\s]*>
    | \"{3} (?: [^"\\] | \\. | \"{1,2}(?!") )* \"{3}
    | '{3} (?: [^'\\] | \\. | '{1,2}(?!') )* '{3}
    | " (?: [^"\\\n] | \\. )* "
    | ' (?: [^'\\\n] | \\. )* '
    | (?P<variable> [?$]\w+ )
    | [\w.-]* : [\w.%-]*
    | (?P<word> [A-Za-z]\w* )
    | (?P<sign> [{}()*] )
    """,
    re.VERBOSE | re.DOTALL,
)

_RELATIVE = re.compile(r"<[^<>:\s]*>")
_BASE = re.compile(r"\bBASE\s*<", re.IGNORECASE)


@dataclass
class _Group:
    """What stands between two braces.

    Attributes:
        start: Where it begins, after its brace.
        takes_values: It is a pattern, in which VALUES may stand.
        is_seen: What it calls by the parameter's name is the parameter.
        is_reckoned: The variable stands in parentheses, hence in a FILTER or a
            BIND: of this group and not of one inside.
        is_matched: It stands outside of them, hence in a pattern, likewise.
        depth: Parentheses that are open.
    """

    start: int
    takes_values: bool
    is_seen: bool
    is_reckoned: bool = False
    is_matched: bool = False
    depth: int = 0


def with_values(text: str, values: Mapping[str, NamedNode | Literal]) -> str:
    """Return a query in which some variables have a value.

    No line of the text moves to another number.

    >>> with_values("SELECT ?n { { BIND (?n + 1 AS ?m) } }", {"n": Literal("a")})
    'SELECT ?n { VALUES ?n { "a" } { VALUES ?n { "a" } BIND (?n + 1 AS ?m) } }'

    Args:
        text: In SPARQL.
        values: Terms by the name of their variable.
    """
    insertions: dict[int, str] = {}
    for name, term in values.items():
        needed = places(text, name)
        for place in needed or [len(text)]:  # DESCRIBE may have no pattern
            line = f" VALUES ?{name} {{ {term} }}"
            insertions[place] = insertions.get(place, "" if needed else "\n") + line
    return inserted(text, insertions)


def inserted(text: str, insertions: Mapping[int, str]) -> str:
    """Return a text with others put in, each at its place in the first one.

    >>> inserted("ab", {0: "-", 2: "+"})
    '-ab+'
    """
    for place in sorted(insertions, reverse=True):
        text = text[:place] + insertions[place] + text[place:]
    return text


def with_prefixes(text: str) -> str:
    """Return a query that declares those of our prefixes that it may use.

    No line of the text moves to another number.

    >>> with_prefixes("ASK { id:python a cg:Skill }").count("PREFIX")
    2
    >>> with_prefixes("ASK { <python> ?p ?o }")
    'BASE <https://w3id.org/careergraph/id/> ASK { <python> ?p ?o }'
    """
    declared = "".join(
        f"PREFIX {prefix}: <{iri}> "
        for prefix, iri in PREFIXES.items()
        if f"{prefix}:" in text
        and not re.search(rf"\bPREFIX\s+{prefix}:", text, re.IGNORECASE)
    )
    if _RELATIVE.search(text) and not _BASE.search(text):
        declared = f"BASE <{ID}> {declared}"
    return declared + text


def form(text: str) -> str:
    r"""Return which of the four forms a query has; nothing when it has none.

    >>> form("PREFIX select: <http://select/> # ASK\nCONSTRUCT WHERE { ?s ?p ?o }")
    'CONSTRUCT'
    """
    words = (token["word"] for token in _TOKEN.finditer(text))
    forms = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
    return next((w.upper() for w in words if w and w.upper() in forms), "")


def places(text: str, name: str) -> list[int]:
    """Return where a variable needs its value: after the braces of its groups.

    >>> places("SELECT ?n { { BIND (?n + 1 AS ?m) } }", "n")
    [11, 13]

    Returns:
        Places in the text, from its beginning: the outermost pattern's comes first.
    """
    return sorted(_places(text, name))


def _places(text: str, name: str) -> Iterator[int]:
    whole = _Group(0, takes_values=False, is_seen=True)
    open_groups = [whole]
    word = ""  # the last one since a brace
    is_returned = True  # the variable, by the last SELECT
    for token in _TOKEN.finditer(text):
        group = open_groups[-1]
        if token["word"]:
            word = token["word"].upper()
            if word == "SELECT":
                group.takes_values = False  # SELECT stands first in its group
                is_returned = False
        elif token["variable"]:
            is_variable = token["variable"][1:] == name
            group.is_reckoned |= is_variable and group.depth > 0
            group.is_matched |= is_variable and group.depth == 0
            is_returned |= is_variable and (group.depth == 0 or word == "AS")
        elif token["sign"] in ("(", ")"):
            group.depth += 1 if token["sign"] == "(" else -1
        elif token["sign"] == "*":
            is_returned |= word == "SELECT"
        elif token["sign"] == "{":
            is_pattern = word not in {"CONSTRUCT", "VALUES"}
            is_seen = group.is_seen and word not in {"EXISTS", "MINUS"}
            if group is not whole:
                is_seen &= is_returned
            open_groups.append(_Group(token.end(), is_pattern, is_seen))
            word, is_returned = "", True
        elif token["sign"] == "}" and group is not whole:
            open_groups.pop()
            is_outermost = open_groups[-1] is whole
            is_lacked = group.is_reckoned and not group.is_matched
            is_needed = is_outermost or is_lacked
            if group.takes_values and group.is_seen and is_needed:
                yield group.start
            word, is_returned = "", True
