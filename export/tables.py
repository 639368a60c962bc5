"""The statements as a table."""

import csv
from io import StringIO
from typing import Any

from careergraph.ontology.facts import Facts

COLUMNS = (
    "subject",
    "subject_label",
    "property",
    "object",
    "object_label",
    "sources",
)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def to_csv(facts: Facts) -> str:
    r"""Return one row a statement, sorted by property, then by subject.

    ``object_label`` is empty for a literal; ``sources`` are ids, with ``; ``
    between them. A text that a spreadsheet would take for a formula gets an
    apostrophe in front; numbers stay as they are.

    Args:
        facts: The concepts and statements.
    """
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for fact in facts.statements():
        is_concept = facts.term(fact.property).is_reference and fact.value in facts
        row = (
            fact.subject,
            facts.label(fact.subject),
            fact.property,
            fact.value,
            facts.label(fact.value) if is_concept else "",
            "; ".join(fact.sources),
        )
        writer.writerow(map(_inert, row))
    return text.getvalue()


def _inert(cell: Any) -> Any:
    """Keep a spreadsheet from running a text as a formula.

    Source: https://owasp.org/www-community/attacks/CSV_Injection
    """
    is_formula = isinstance(cell, str) and cell.startswith(_FORMULA_STARTS)
    return f"'{cell}" if is_formula else cell
