"""A path as a Mermaid flowchart, which a wiki, a README or a chat shows."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from careergraph.graph.effort import short_effort
from careergraph.ontology.facts import Facts

if TYPE_CHECKING:
    from careergraph.graph.paths import Move, Path

SHOWN = 3
"""Competencies named on each arrow; ``careergraph path`` lists all."""

NO_ROLE = "Your skills"
"""What stands in the place of a role for someone who has none yet."""

_PLAIN = " ,.-/()'"
_NO_NODE = "start"


def path_mermaid(path: "Path", facts: Facts) -> str:
    """Return a path as a Mermaid flowchart, from top to bottom.

    A node is a role. An arrow names the hours of learning that the move takes
    and, beneath, the foremost of what is to be learnt; it is dashed, and says so,
    when the move is inferred.

    Args:
        path: The path.
        facts: The graph that it is a path of.
    """
    return "\n".join(_lines(path, facts)) + "\n"


def _lines(path: "Path", facts: Facts) -> Iterator[str]:
    yield "flowchart TB"
    if path.start is None:
        yield f'  {_NO_NODE}(["{NO_ROLE}"])'
    for role in path.roles:
        yield f'  {node(role)}["{escaped(facts.label(role))}"]'
    for move in path.moves:
        origin = _NO_NODE if move.origin is None else node(move.origin)
        arrow = "-.->" if move.kind == "inferred" else "-->"
        yield f'  {origin} {arrow}|"{_on_arrow(move, facts)}"| {node(move.target)}'


def _on_arrow(move: "Move", facts: Facts) -> str:
    inferred = "inferred, " if move.kind == "inferred" else ""
    if not move.learn:
        return f"{inferred}nothing to learn"
    names = ", ".join(escaped(facts.label(s)) for s in foremost(facts, move)[:SHOWN])
    more = len(move.learn) - SHOWN
    rest = f" and {more} more" if more > 0 else ""
    return f"{inferred}{short_effort(facts, move.hours)}<br/>{names}{rest}"


def foremost(facts: Facts, move: "Move") -> list[str]:
    """Return what a move asks to learn, the most telling first.

    That is what the role names itself, before what this rests on; then what
    takes most effort; then the order of the slugs.
    """
    named = facts.objects(move.target, "requires")

    def rank(slug: str) -> tuple[bool, int, str]:
        return slug not in named, -max(facts.objects(slug, "effort"), default=0), slug

    return sorted(move.learn, key=rank)


def node(slug: str) -> str:
    """Return a node's name; with a prefix, since ``end`` is a word of Mermaid's.

    >>> node("end"), node("c-suite-2")
    ('role_end', 'role_c_suite_2')
    """
    return "role_" + re.sub(r"[^A-Za-z0-9]", "_", slug)


def escaped(text: str) -> str:
    """Write what is neither letter, digit nor plain mark as Mermaid's ``#code;``.

    >>> escaped('C++ "expert"')
    'C#43;#43; #34;expert#34;'

    Source: https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
    """
    return "".join(c if c.isalnum() or c in _PLAIN else f"#{ord(c)};" for c in text)
