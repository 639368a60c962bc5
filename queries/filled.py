"""A named question as a text of its own, for any SPARQL engine."""

import re
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode

from careergraph.ontology.namespaces import ID, PREFIXES, SOURCE, XSD
from careergraph.queries.parameters import inserted, places
from careergraph.queries.questions import Question

_PLAIN = {"id": ID, "source": SOURCE}
_FOR_PARAMETERS = re.compile(
    r"^# (?:subject|parameter|example):.*\n(?:#  .*\n)*", re.MULTILINE
)


def filled(question: Question, values: Mapping[str, NamedNode | Literal]) -> str:
    """Return the text of a question in which its parameters have their values.

    Each stands in a line of VALUES at the beginning of the pattern, where a reader
    finds and changes it, and once more in a group that reckons with it, see
    :mod:`careergraph.queries.parameters`; a prefix that it needs is declared. What
    the header says of parameters goes, for the text takes none.

    Args:
        question: One that has a pattern.
        values: Of its parameters, as :meth:`careergraph.queries.engine.Engine.prepare`
            gives them.
    """
    written = {name: _written(term) for name, term in values.items()}
    text = _FOR_PARAMETERS.sub("", question.text)
    insertions: dict[int, str] = {}
    for parameter in question.parameters:
        if parameter.name in written:
            line = f" VALUES ?{parameter.name} {{ {written[parameter.name]} }}"
            pattern, *inner = places(text, parameter.name)
            told = f"\n {line} # {parameter.description}"
            insertions[pattern] = insertions.get(pattern, "") + told
            for group in inner:
                insertions[group] = insertions.get(group, "") + line
    text = inserted(text, insertions)
    for prefix in sorted(_PLAIN, reverse=True):
        starts = any(term.startswith(f"{prefix}:") for term in written.values())
        if starts and f"PREFIX {prefix}:" not in text:
            text = _declared(text, f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n")
    return text


def _written(term: NamedNode | Literal) -> str:
    """Return a term as SPARQL writes it, shortened where that is plain."""
    if isinstance(term, Literal):
        is_whole_number = term.datatype.value == XSD + "integer"
        return term.value if is_whole_number else str(term)
    for prefix, namespace in _PLAIN.items():
        local = term.value.removeprefix(namespace)
        if local != term.value and local.replace("-", "").isalnum():
            return f"{prefix}:{local}"
    return str(term)


def _declared(text: str, declaration: str) -> str:
    """Return a query with a prefix among the others, which are sorted."""
    lines = text.splitlines(keepends=True)
    places = [
        i
        for i, line in enumerate(lines)
        if line.startswith("PREFIX ") and line < declaration
    ]
    place = places[-1] + 1 if places else text[: text.index("PREFIX ")].count("\n")
    return "".join([*lines[:place], declaration, *lines[place:]])
