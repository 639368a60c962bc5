"""The same moves in NetworkX, igraph, rustworkx and SciPy, asked the same way.

Each peer is built from the roles' numbers and answers with the numbers of the
roles on a path. A move weighs the hours that the target requires and the origin
does not: what a search without memory can know.
"""

from itertools import chain, islice
from typing import Any, Protocol, TypeAlias

import igraph
import networkx as nx
import numpy as np
import rustworkx
from scipy.sparse import csgraph, csr_array

from careergraph.graph.network import TransitionNetwork

Pair: TypeAlias = tuple[int, int]
Roles: TypeAlias = list[int]


class Edges:
    """Moves as three lists: origins, targets, hours; the same for all peers."""

    def __init__(self, network: TransitionNetwork):
        """Take the stated moves of a network."""
        self.roles = len(network.roles)
        self.origins = [
            origin for origin, targets in enumerate(network.asserted) for _ in targets
        ]
        self.targets = list(chain.from_iterable(network.asserted))
        self.hours = [
            network.effort(network.required[target] & ~network.required[origin])
            for origin, target in zip(self.origins, self.targets, strict=True)
        ]


class Peer(Protocol):
    """What is asked of each."""

    def __init__(self, edges: Edges):
        """Build its graph."""

    def fewest_moves(self, pair: Pair) -> Roles:
        """Return the roles of a path with the fewest moves."""
        ...

    def fewest_hours(self, pair: Pair) -> Roles:
        """Return the roles of a path with the least sum of weights."""
        ...


class NetworkX:
    """A DiGraph with a weight on each edge."""

    def __init__(self, edges: Edges):
        """Build it."""
        self.graph = nx.DiGraph()
        self.graph.add_nodes_from(range(edges.roles))
        self.graph.add_weighted_edges_from(
            zip(edges.origins, edges.targets, edges.hours, strict=True), weight="hours"
        )

    def fewest_moves(self, pair: Pair) -> Roles:
        """Search from both ends."""
        return list(nx.shortest_path(self.graph, *pair))

    def fewest_hours(self, pair: Pair) -> Roles:
        """Search with Dijkstra's algorithm from both ends."""
        return list(nx.shortest_path(self.graph, *pair, weight="hours"))

    def fewest_hours_one_end(self, pair: Pair) -> Roles:
        """Search with Dijkstra's algorithm from the start."""
        return list(nx.dijkstra_path(self.graph, *pair, weight="hours"))

    def five(self, pair: Pair, *, weighted: bool) -> list[Roles]:
        """Search with Yen's algorithm."""
        weight = "hours" if weighted else None
        return list(islice(nx.shortest_simple_paths(self.graph, *pair, weight), 5))


class Igraph:
    """A Graph with a list of weights."""

    def __init__(self, edges: Edges):
        """Build it."""
        pairs = list(zip(edges.origins, edges.targets, strict=True))
        self.graph: Any = igraph.Graph(edges.roles, pairs, directed=True)
        self.hours = edges.hours

    def fewest_moves(self, pair: Pair) -> Roles:
        """Search breadth-first."""
        return list(self.graph.get_shortest_path(*pair))

    def fewest_hours(self, pair: Pair) -> Roles:
        """Search with Dijkstra's algorithm."""
        return list(self.graph.get_shortest_path(*pair, weights=self.hours))

    def five(self, pair: Pair, *, weighted: bool) -> list[Roles]:
        """Search with Yen's algorithm."""
        weights = self.hours if weighted else None
        return list(self.graph.get_k_shortest_paths(*pair, k=5, weights=weights))


class Rustworkx:
    """A PyDiGraph with the hours on each edge."""

    def __init__(self, edges: Edges):
        """Build it."""
        self.graph: Any = rustworkx.PyDiGraph(multigraph=False)
        self.graph.add_nodes_from(range(edges.roles))
        self.graph.add_edges_from(
            list(zip(edges.origins, edges.targets, edges.hours, strict=True))
        )

    def fewest_moves(self, pair: Pair) -> Roles:
        """Search with each move weighing 1."""
        origin, target = pair
        return list(
            rustworkx.digraph_dijkstra_shortest_paths(self.graph, origin, target)[
                target
            ]
        )

    def fewest_hours(self, pair: Pair) -> Roles:
        """Search with Dijkstra's algorithm."""
        origin, target = pair
        return list(
            rustworkx.digraph_dijkstra_shortest_paths(
                self.graph, origin, target, weight_fn=float
            )[target]
        )


class Scipy:
    """A compressed sparse row matrix; it searches to all targets."""

    def __init__(self, edges: Edges):
        """Build it."""
        targets = np.array(edges.targets, dtype=np.int32)  # yen takes no others
        starts = np.searchsorted(edges.origins, np.arange(edges.roles + 1))
        starts = starts.astype(np.int32)
        shape = edges.roles, edges.roles
        hours = np.array(edges.hours, dtype=float)
        self.moves = csr_array((np.ones(len(targets)), targets, starts), shape=shape)
        self.hours = csr_array((hours, targets, starts), shape=shape)

    def fewest_moves(self, pair: Pair) -> Roles:
        """Search breadth-first."""
        origin, target = pair
        _, before = csgraph.breadth_first_order(self.moves, origin)
        return _back(before, target)

    def fewest_hours(self, pair: Pair) -> Roles:
        """Search with Dijkstra's algorithm."""
        origin, target = pair
        _, before = csgraph.dijkstra(
            self.hours, indices=origin, return_predecessors=True
        )
        return _back(before, target)

    def five(self, pair: Pair, *, weighted: bool) -> list[Roles]:
        """Search with Yen's algorithm."""
        origin, target = pair
        matrix = self.hours if weighted else self.moves
        _, before = csgraph.yen(matrix, origin, target, 5, return_predecessors=True)
        return [_back(row, target) for row in before]


def _back(before: Any, role: int) -> Roles:
    """Return the path that ends in a role, from the roles before each."""
    roles = [role]
    while before[roles[-1]] >= 0:
        roles.append(int(before[roles[-1]]))
    return roles[::-1]


PEERS: dict[str, type[Peer]] = {
    "networkx": NetworkX,
    "igraph": Igraph,
    "rustworkx": Rustworkx,
    "scipy": Scipy,
}
