"""The ladder of roles as a diagram that a wiki or a README can show."""

import re
from collections import defaultdict
from collections.abc import Iterator

from careergraph.export.wording import level_name
from careergraph.ontology.facts import Facts

_PLAIN = " ,.-/()'"


def to_mermaid(facts: Facts) -> str:
    """Return a Mermaid flowchart: all roles by level, and the moves between them.

    A role stands at the first level that is stated of it; an arrow is a
    ``leadsTo``, whoever states it.

    Args:
        facts: The concepts and statements.
    """
    return "\n".join(_lines(facts)) + "\n"


def _lines(facts: Facts) -> Iterator[str]:
    levels: dict[int, list[str]] = defaultdict(list)
    for role in facts.of_class("Role"):
        stated = facts.values(role, "level")
        levels[stated[0].value if stated else 0].append(role)
    yield "flowchart LR"
    for level, roles in sorted(levels.items()):
        yield f'  subgraph level_{level}["{_label(level_name(level))}"]'
        for role in roles:
            yield f'    {_node(role)}["{_label(facts.label(role))}"]'
        yield "  end"
    for fact in facts.statements("leadsTo"):
        yield f"  {_node(fact.subject)} --> {_node(fact.value)}"


def _node(slug: str) -> str:
    """Return a node's name; with a prefix, since ``end`` is a word of Mermaid's."""
    return "role_" + re.sub(r"[^a-z0-9]", "_", slug)


def _label(text: str) -> str:
    """Write what is neither letter, digit nor plain mark as Mermaid's ``#code;``.

    Source: https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
    """
    return "".join(c if c.isalnum() or c in _PLAIN else f"#{ord(c)};" for c in text)
