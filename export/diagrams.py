"""The ladder of roles as a diagram that a wiki or a README can show."""

from collections import defaultdict
from collections.abc import Iterator

from careergraph.graph.levels import level_name
from careergraph.graph.mermaid import escaped, node
from careergraph.ontology.facts import Facts


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
        yield f'  subgraph level_{level}["{escaped(level_name(level))}"]'
        for role in roles:
            yield f'    {node(role)}["{escaped(facts.label(role))}"]'
        yield "  end"
    for fact in facts.statements("leadsTo"):
        yield f"  {node(fact.subject)} --> {node(fact.value)}"
