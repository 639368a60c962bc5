"""Refuse queries that would make a request, or that would end the process.

pyoxigraph sends SERVICE to whatever server it names and has no switch for it,
so a query that could hold one is parsed first, by rdflib, which tells its parts.
LOAD and the other updates need no guard: pyoxigraph takes none as a query.
"""

import re
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from typing import Any

from careergraph.errors import QueryError
from careergraph.ontology.namespaces import ID, PREFIXES
from careergraph.queries.faults import rdflib_fault
from careergraph.queries.questions import header_length

# A FROM, and more: but not the name cg:benefitsFrom, which no keyword can end.
_FROM = re.compile(r"(?<!benefits)from", re.IGNORECASE)
# Such an escape is a letter to one parser and a quotation mark, say, to the other.
_ASCII_ESCAPE = re.compile(r"\\(?:u|U0000)00[0-7][0-9a-fA-F]")

MAX_DEPTH = 200
"""Most brackets that may be open at once. pyoxigraph 0.5.13 parses them by calling
itself, and its stack is used up at 2,226: that ends the process."""
MAX_SIGNS = 5_000
"""Most brackets and operators in all; chains of operators nest likewise, and use up
the stack at 6,500 and more."""

_SIGN = re.compile(r"[{}()\[\]!+\-*/|&^=<>]")

CHECKED = 32
"""Texts that are remembered: to check one takes a tenth of the time of a quick query."""


@lru_cache(CHECKED)
def refuse_depth(text: str) -> None:
    """Raise an error when parsing a query could use up the stack.

    Raises:
        QueryError: If brackets are nested too deeply, or if there are too many
            brackets and operators.
    """
    signs = _SIGN.findall(text)
    if len(signs) > MAX_SIGNS:
        raise QueryError(
            f"{len(signs):,} brackets and operators; a query has at most "
            f"{MAX_SIGNS:,}, ask in several queries"
        )
    depth = 0
    for sign in signs:
        depth += (sign in "{([") - (sign in "})]")
        if depth > MAX_DEPTH:
            raise QueryError(
                f"more than {MAX_DEPTH} brackets are open at once; nest less deeply"
            )


def refuse_requests(text: str, *, graphs: Callable[[], Collection[str]]) -> None:
    """Raise an error when a query would ask another server or read another graph.

    Args:
        text: The query, with no carriage return: rdflib does not end a comment
            there, pyoxigraph does.
        graphs: Gives the IRIs of the graphs that FROM may name; called only when
            the query has a FROM.

    Raises:
        QueryError: If the query has a SERVICE, or a FROM of an unknown graph, or
            if it may have one and cannot be parsed.
    """
    if not _is_suspect(text):
        return
    if escape := _ASCII_ESCAPE.search(text):
        line = text.count("\n", 0, escape.start()) + 1
        raise QueryError(
            f"line {line}: {escape[0]} stands for a plain character; write that itself"
        )
    prologue, query = _parse(text)
    for node in _nodes(query):
        if node.name == "ServiceGraphPattern":
            raise QueryError(
                "SERVICE asks another server, which a query here may not; "
                "ask that server itself"
            )
        if node.name == "DatasetClause":
            graph = str(prologue.absolutize(node.default or node.named))
            if graph not in graphs():
                raise QueryError(
                    f"there is no graph <{graph}> here, and FROM fetches none; "
                    f"`careergraph query statements-by-source` shows the graphs"
                )


@lru_cache(CHECKED)
def _is_suspect(text: str) -> bool:
    """Tell whether the letters of a keyword that could make a request are anywhere.

    Most texts hold none, and are told from the others without being taken apart.
    """
    small = text.casefold()
    if not any(letters in small for letters in ("service", "from", "\\u")):
        return False
    query = "\n".join(text.split("\n")[header_length(text) :])
    small = query.casefold()
    return "service" in small or "\\u" in small or bool(_FROM.search(query))


def _parse(text: str) -> tuple[Any, Any]:
    """Return the prologue and the query as rdflib reads them."""
    # 80 ms, hence here and only for a suspect query
    from rdflib.plugins.sparql.algebra import translatePrologue
    from rdflib.plugins.sparql.parser import parseQuery

    if fault := rdflib_fault(text):
        raise QueryError(
            'it holds "service", "from" or an escape and cannot be checked for '
            f"requests to other servers: {fault.told('')}"
        )
    declarations, query = parseQuery(text)
    return translatePrologue(declarations, ID, initNs=PREFIXES), query


def _nodes(tree: Any) -> Iterator[Any]:
    """Yield the named parts of what rdflib parsed, at any depth."""
    from rdflib.plugins.sparql.parserutils import CompValue

    if isinstance(tree, CompValue):
        yield tree
        tree = list(tree.values())
    if isinstance(tree, str) or not hasattr(tree, "__iter__"):
        return
    for part in tree:
        yield from _nodes(part)
