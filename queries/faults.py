"""Say in one line what is wrong with a query.

pyoxigraph says where it gave up, which is often far behind the fault, and what
it tried last. rdflib says where the part begins that it cannot read. Hence a
query that pyoxigraph refuses is read again by rdflib, for a better word.
"""

import re
from typing import NamedTuple

from careergraph.ontology.namespaces import PREFIXES

_UPDATE = re.compile(
    r"(?:\s|#[^\n]*\n|PREFIX\s*\S*\s*<[^>]*>|BASE\s*<[^>]*>)*"
    r"(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b",
    re.IGNORECASE,
)
_SYNTAX_ERROR = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
# among what pyoxigraph would have taken it may list, in words, what is wrong
_SENTENCE = re.compile(r"[A-Z]\w*(?: \w+){2,}")
_NO_PREFIX = re.compile(r"Unknown namespace prefix : (.*)")
_PARAMETER = re.compile(r"variable \?(\w+) in its SELECT")
_SHOWN = 40


class Fault(NamedTuple):
    """What is wrong with a query, and where.

    Attributes:
        reason: One line.
        line: From 1; None when it is not known.
        column: From 1; None when it is not known.
    """

    reason: str
    line: int | None = None
    column: int | None = None

    def told(self, name: str) -> str:
        """Return the fault with its place, in a file or in a text without a name.

        >>> Fault("it ends too early", 3, 7).told("roles.rq")
        'roles.rq:3:7: it ends too early'
        >>> Fault("it ends too early", 3, 7).told("")
        'line 3, column 7: it ends too early'
        """
        if self.line is None:
            return f"{name or 'the query'}: {self.reason}"
        if name:
            return f"{name}:{self.line}:{self.column}: {self.reason}"
        return f"line {self.line}, column {self.column}: {self.reason}"


def syntax_fault(text: str, message: str) -> Fault:
    r"""Say why a text is no query.

    >>> syntax_fault("SELECT ?x {\n  ?x 1 }", "error at 2:13: expected OPTIONAL")
    Fault(reason='not SPARQL from here on: "?x 1 }"', line=2, column=3)

    Args:
        text: What pyoxigraph refused.
        message: What pyoxigraph said.
    """
    if _UPDATE.match(text):
        return Fault("this is an update; a query cannot change the graph")
    return rdflib_fault(text) or _pyoxigraph_fault(text, message)


def evaluation_fault(message: str) -> Fault:
    """Say why a query, though it is SPARQL, has no answer."""
    if parameter := _PARAMETER.search(message):
        return Fault(
            f"SELECT has to return ?{parameter[1]}, as it is a parameter "
            f"(in ASK and CONSTRUCT it has to stand in a triple)"
        )
    return Fault(f"it cannot be answered: {_one_line(message)}")


def rdflib_fault(text: str) -> Fault | None:
    """Say why rdflib cannot read a query; None when it can."""
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        translateQuery(parseQuery(text), initNs=PREFIXES)
    except ParseBaseException as error:
        rest = error.line[error.column - 1 :].strip()
        reason = f'not SPARQL from here on: "{rest[:_SHOWN]}"'
        return Fault(
            reason if rest else "it ends too early", error.lineno, error.column
        )
    except Exception as error:  # noqa: BLE001 - rdflib raises bare ones for prefixes
        if prefix := _NO_PREFIX.match(str(error)):
            known = ", ".join(PREFIXES)
            return Fault(
                f'the prefix "{prefix[1]}:" is not declared; '
                f"without declaration there are {known}"
            )
        return Fault(f"not SPARQL: {_one_line(str(error) or type(error).__name__)}")
    return None


def _pyoxigraph_fault(text: str, message: str) -> Fault:
    if (parts := _SYNTAX_ERROR.match(message)) is None:
        return Fault(f"not SPARQL: {_one_line(message)}")
    line, column = int(parts[1]), int(parts[2])
    before = text.split("\n")[line - 1][: column - 1].strip()[-_SHOWN:]
    sentence = _SENTENCE.search(parts[3])
    reason = sentence[0] if sentence else f"{_one_line(parts[3])}"
    return Fault(f'not SPARQL: {reason} (before or at "{before}")', line, column)


def _one_line(message: str) -> str:
    return " ".join(message.split())[:200]
