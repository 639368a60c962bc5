"""Time and memory of transition paths beside those of NetworkX and its peers.

All have the same moves, were built before, and are asked for the same pairs of
roles in turns. Three of ours are timed: `find_paths`, which answers with roles and
hours, and breaks ties by hours of learning and by name; the same with its reasons,
which are what is learnt on each move and from what sources; and the search alone,
which answers with numbers as the peers do. The
peers find any path with the fewest moves, or one with the least sum of weights;
with weights they know nothing of what an earlier move has taught.
"""

import argparse
import random
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path as FilePath
from statistics import median
from time import perf_counter
from typing import Any, TypeAlias

from in_turn import (
    Seconds,
    best,
    megabytes_of,
    print_ratio,
    print_times,
    resident_megabytes,
    seconds_in_turn,
)
from path_peers import PEERS, Edges, Igraph, NetworkX, Pair, Peer, Scipy
from synthetic import SIZES, facts_of_size

from careergraph import CareerGraph
from careergraph.graph.distances import steps_to
from careergraph.graph.label_setting import Outcome, best_paths
from careergraph.graph.limits import path_search
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.pathfinding import find_paths, request_budget
from careergraph.graph.paths import Path
from careergraph.graph.request import PathRequest
from careergraph.ontology.facts import Facts

PAIRS = {50: 101, 300: 101, 3_000: 101, 100_000: 21}
MAX_STATES = 3_000
OURS, ALONE = "careergraph find_paths", "careergraph search alone"
EXPLAINED = "careergraph, with its reasons"
WEIGHTED = ", with weights"

Task: TypeAlias = Callable[[Pair], Any]


class Graph:
    """A network, its peers, and the questions to all of them."""

    def __init__(self, facts: Facts, pairs: int):
        """Build all, and note the seconds and megabytes of each."""
        self.facts = facts
        self.built: dict[str, tuple[float, float]] = {}
        self.network: TransitionNetwork = self.build(
            "careergraph", partial(TransitionNetwork, facts)
        )
        edges = Edges(self.network)
        self.moves = len(edges.targets)
        self.peers: dict[str, Peer] = {
            name: self.build(name, partial(peer, edges)) for name, peer in PEERS.items()
        }
        self.pairs = self.connected(pairs)

    def build(self, name: str, make: Callable[[], Any]) -> Any:
        """Make something, and note what it took."""
        memory, begin = resident_megabytes(), perf_counter()
        made = make()
        self.built[name] = perf_counter() - begin, resident_megabytes() - memory
        return made

    def connected(self, count: int) -> list[Pair]:
        """Draw pairs of roles, each with a path from the first to the second."""
        draw = random.Random(9)
        roles = range(len(self.network.roles))
        pairs: list[Pair] = []
        while len(pairs) < count:
            goal = draw.choice(roles)
            steps = steps_to(self.network.asserted, goal, frozenset())
            starts = [role for role in roles if steps[role]]
            if starts:
                pairs.append((draw.choice(starts), goal))
        return pairs

    def request(self, pair: Pair, minimise: Any) -> PathRequest:
        """Return the request for a pair; names are resolved."""
        start, goal = (self.network.roles[role] for role in pair)
        return PathRequest(start, goal, minimise, max_states=MAX_STATES)

    def ours(self, minimise: str, pair: Pair, *, k: int = 1) -> list[Path]:
        """Return paths, of which nobody reads the reasons."""
        request = self.request(pair, minimise)
        return find_paths(self.facts, self.network, request, k=k)

    def explained(self, minimise: str, pair: Pair, *, k: int = 1) -> list[Path]:
        """Return paths with their reasons."""
        found = self.ours(minimise, pair, k=k)
        assert all(path.moves for path in found)
        return found

    def alone(self, minimise: str, pair: Pair) -> Outcome:
        """Return what the search finds, as numbers."""
        request = self.request(pair, minimise)
        search, root = path_search(self.facts, self.network, request)
        return next(best_paths(search, root, request_budget(request)))

    def tasks(self, minimise: str) -> dict[str, Task]:
        """Return one question, put to ours and to each peer."""
        ask = "fewest_moves" if minimise == "moves" else "fewest_hours"
        return {
            OURS: partial(self.ours, minimise),
            EXPLAINED: partial(self.explained, minimise),
            ALONE: partial(self.alone, minimise),
            **{name: getattr(peer, ask) for name, peer in self.peers.items()},
        }


def main() -> None:
    """Measure each size, print it, and draw how the cost grows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("roles", nargs="*", type=int, help=f"of {[*SIZES]}")
    parser.add_argument("--picture", type=FilePath, help="file to draw the growth in")
    arguments = parser.parse_args()
    report("the curated graph", Graph(CareerGraph.load().facts, 101), curated=True)
    drawn = {}
    for roles in arguments.roles or [*SIZES]:
        graph = Graph(facts_of_size(roles), PAIRS[roles])
        drawn[roles] = report("drawn at random", graph, curated=False)
    if arguments.picture:
        draw(drawn, arguments.picture)


def report(title: str, graph: Graph, *, curated: bool) -> dict[str, Seconds]:
    """Measure one graph and print it; return the times of both questions."""
    roles = len(graph.network.roles)
    print(
        f"\n{title}: {roles:,} roles, {graph.moves:,} moves, {len(graph.pairs)} pairs"
    )
    print("built")
    for name, (seconds, megabytes) in graph.built.items():
        print(f"  {name:<34}{1000 * seconds:10.1f} ms{megabytes:8.1f} MB")
    moves = fewest_moves(graph)
    hours = fewest_hours(graph)
    if curated:
        print("ratios")
        for ours in (OURS, EXPLAINED):
            print_best_ratio("moves", moves, ours, ("networkx" + WEIGHTED,), reach=0.5)
            print_best_ratio("hours", hours, ours, ("networkx",), reach=0.5)
    if roles == 3_000:
        print("ratios")
        for ours in (OURS, EXPLAINED, ALONE):
            print_best_ratio("moves", moves, ours, ("rustworkx", "igraph"), reach=0.7)
            weighted = ("rustworkx" + WEIGHTED, "igraph" + WEIGHTED)
            print_best_ratio("moves", moves, ours, weighted, reach=0.7)
            print_best_ratio("hours", hours, ours, ("rustworkx", "igraph"), reach=0.7)
        five_alternatives(graph, "moves")
        five_alternatives(graph, "learning")
    return {"fewest moves": moves, "fewest hours of learning": hours}


def fewest_moves(graph: Graph) -> Seconds:
    """Time one path with the fewest moves; all must find as few."""
    tasks = graph.tasks("moves")
    for pair in graph.pairs:
        found = [len(tasks[name](pair)) - 1 for name in PEERS]
        assert {*found} == {len(tasks[OURS](pair)[0].moves)}
    # Ties are broken by hours of learning, which a peer without weights has not seen.
    for name in ("networkx", "igraph", "rustworkx"):
        tasks[name + WEIGHTED] = graph.peers[name].fewest_hours
    return timed("one path, fewest moves", graph, tasks)


def fewest_hours(graph: Graph) -> Seconds:
    """Time one path with the fewest hours."""
    tasks = graph.tasks("learning")
    peer = graph.peers["networkx"]
    assert isinstance(peer, NetworkX)
    tasks["networkx, from one end"] = peer.fewest_hours_one_end
    seconds = timed("one path, fewest hours of learning", graph, tasks)
    proven = [graph.alone("learning", pair).proven for pair in graph.pairs]
    print(f"  proven by ours in {MAX_STATES:,} states: {sum(proven)} of {len(proven)}")
    return seconds


def timed(
    title: str, graph: Graph, tasks: dict[str, Task], *, pairs: int | None = None
) -> Seconds:
    """Time tasks over the pairs in turns, and print them."""
    seconds = seconds_in_turn(tasks, graph.pairs[:pairs])
    megabytes = {
        name: megabytes_of(partial(task, graph.pairs[0]))
        for name, task in tasks.items()
    }
    print(title)
    print_times(seconds, megabytes=megabytes)
    return seconds


def print_best_ratio(
    question: str, seconds: Seconds, ours: str, peers: Sequence[str], *, reach: float
) -> None:
    """Print the ratio to the best of some peers; the design's table sets its aim."""
    print(f"  {question}:", end="")
    print_ratio(seconds, ours, best(seconds, peers), reach=reach)


def five_alternatives(graph: Graph, minimise: str) -> None:
    """Time five paths; by moves, all must find as few in each."""
    weighted = minimise == "learning"
    tasks: dict[str, Task] = {
        OURS: partial(graph.ours, minimise, k=5),
        EXPLAINED: partial(graph.explained, minimise, k=5),
    }
    peers = []
    for name, peer in graph.peers.items():
        if isinstance(peer, NetworkX | Igraph | Scipy):
            tasks[name] = partial(peer.five, weighted=weighted)
            peers.append(name)
    for pair in [] if weighted else graph.pairs[:20]:
        ours = [len(path.moves) for path in tasks[OURS](pair)]
        for name in peers:
            assert sorted(len(roles) - 1 for roles in tasks[name](pair)) == ours
    seconds = timed(f"five alternatives, {minimise}", graph, tasks, pairs=21)
    for ours in (OURS, EXPLAINED):
        print_best_ratio(minimise, seconds, ours, peers, reach=1)


def draw(drawn: dict[int, dict[str, Seconds]], file: FilePath) -> None:
    """Draw the median time over the number of roles, a panel for each question."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    sizes = sorted(drawn)
    questions = [*drawn[sizes[0]]]
    figure, panels = plt.subplots(1, len(questions), sharey=True, figsize=(11, 4.5))
    for panel, question in zip(panels, questions, strict=True):
        for name in drawn[sizes[0]][question]:
            times = [1000 * median(drawn[size][question][name]) for size in sizes]
            is_ours = name.startswith("careergraph")
            panel.loglog(sizes, times, "o-", label=name, lw=2.5 if is_ours else 1)
        panel.set(title=f"One path, {question}", xlabel="roles")
        panel.grid(alpha=0.3)
        panel.legend(fontsize=8)
    panels[0].set_ylabel("median, ms")
    figure.tight_layout()
    file.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(file)
    print(f"\nwrote {file}")


if __name__ == "__main__":
    main()
