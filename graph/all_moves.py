"""The roles most similar to every role of some graphs, block by block.

Each graph, such as a release, stands for itself: what is rare in one need not be so in
another. Of the pairs in a block no more are kept than the best of each role, so memory
does not grow with their number, and blocks can be done anywhere and in any order.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from careergraph.errors import ArgumentError
from careergraph.graph.best_roles import People, RoleIndex
from careergraph.graph.table_files import (
    WRITERS,
    checked_file,
    telling_why,
    write_aside,
)
from careergraph.ontology.facts import Facts

BLOCK = 500
"""Roles whose moves are found at once."""

MOVE = pa.schema(
    [
        ("graph", pa.string()),
        ("origin", pa.string()),
        ("rank", pa.int64()),
        ("target", pa.string()),
        ("similarity", pa.float64()),
    ]
)
"""A role that suits who comes from another; of a graph, the roles go by slug."""


@dataclass(frozen=True)
class RoleMoves:
    """Finds the moves between the roles of one graph; it can be pickled.

    Attributes:
        name: What the graph is called.
        index: Its roles.
        top: How many moves at most from each role.
        max_rise: The most levels that a role may be higher.
        size: Roles in a block.
    """

    name: str
    index: RoleIndex
    top: int
    max_rise: int
    size: int

    @property
    def blocks(self) -> range:
        """The numbers of all blocks."""
        return range(-(-len(self.index.ranked) // self.size))

    def moves(self, block: int, *, threads: int = 1) -> pa.RecordBatch:
        """Return the moves from the roles of a block, as :data:`MOVE` says."""
        index = self.index
        origins = index.ranked[block * self.size :][: self.size]
        levels = index.levels[origins]
        none = np.zeros(0, dtype=int)
        ceilings = np.where(levels, levels + self.max_rise, 0)
        people = People(none, none, roles=origins, ceilings=ceilings)
        best = index.best(people, self.top, threads=threads)
        slugs = pa.array(index.roles)
        columns = [
            pa.repeat(self.name, len(best.people)),
            slugs.take(pa.array(origins[best.people])),
            pa.array(best.ranks()),
            slugs.take(pa.array(index.ranked[best.roles])),
            pa.array(best.scores),
        ]
        return pa.record_batch(columns, schema=MOVE)


def role_moves(
    graphs: Iterable[tuple[str, Facts]], *, top: int, max_rise: int, scheme: str | None
) -> Iterator[RoleMoves]:
    """Yield what finds the moves of each graph.

    Args:
        graphs: The name of each, and what it holds.
        top: How many moves at most from each role.
        max_rise: The most levels that a role may be higher.
        scheme: Such as ``esco``; None is that of most roles of the graph.

    Raises:
        ArgumentError: If a graph has no role of the scheme.
    """
    for name, facts in graphs:
        try:
            index = RoleIndex.of(facts, scheme)
        except ArgumentError as error:
            raise ArgumentError(f"{name}: {error}") from None
        yield RoleMoves(name, index, top, max_rise, BLOCK)


def write_moves(
    graphs: Iterable[RoleMoves],
    output: str,
    *,
    threads: int = 1,
    tell: Callable[[str], None],
) -> dict[str, int]:
    """Write the moves of some graphs to a file, graph by graph and role by role.

    Args:
        graphs: What finds the moves of each; one at a time is in memory.
        output: The file; its ending tells its format.
        threads: How many to use.
        tell: Told what is done now.

    Returns:
        The numbers of graphs, roles and moves.

    Raises:
        ArgumentError: If the output has an ending that cannot be written, or is
            a folder.
        OutputError: If it cannot be written.
    """
    path = checked_file(output)
    counts = dict.fromkeys(("graphs", "roles", "moves"), 0)

    def tables() -> Iterator[pa.Table]:
        for each in graphs:
            tell(f"Finding moves: {each.name}")
            counts["graphs"] += 1
            counts["roles"] += len(each.index.ranked)
            for block in each.blocks:
                found = each.moves(block, threads=threads)
                counts["moves"] += len(found)
                yield pa.Table.from_batches([found])

    with telling_why(path):
        write = WRITERS[path.suffix]
        write_aside(path, lambda aside: write(aside, MOVE, tables()))
    return counts
