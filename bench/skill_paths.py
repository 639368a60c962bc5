"""How good paths are when what is learnt on the way is kept.

Two questions of `minimise="learning"`, on graphs of growing size. How often is
our answer proven within a budget of states, and how far is it from its lower
bound where it is not? And what does a search without memory lose: Dijkstra's
algorithm over roles, where a move weighs what its target requires and its origin
does not, with its path then costed as it is: each competency once?
"""

import argparse
from statistics import mean, median
from time import perf_counter
from typing import NamedTuple

from paths import Graph
from synthetic import facts_of_size

from careergraph import CareerGraph
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.pathfinding import find_paths

SIZES = (50, 300, 3_000)
BUDGETS = (300, 3_000, 30_000)
PAIRS = 60


class Answer(NamedTuple):
    """What was found for a pair.

    Attributes:
        hours: Of our path.
        lower_bound: Hours that no path can beat.
        proven: Whether our path is proven to be the best.
        memoryless: Hours of the path of a search without memory.
        seconds: How long ours took.
    """

    hours: int
    lower_bound: float
    proven: bool
    memoryless: int
    seconds: float

    @property
    def gap(self) -> float:
        """How much of our hours may be too much."""
        return 1 - self.lower_bound / self.hours if self.hours else 0.0


def main() -> None:
    """Measure each size and budget, and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("roles", nargs="*", type=int, help=f"of {SIZES}")
    parser.add_argument("--budgets", nargs="*", type=int, default=BUDGETS)
    arguments = parser.parse_args()
    report("curated", Graph(CareerGraph.load().facts, PAIRS), arguments.budgets)
    for roles in arguments.roles or SIZES:
        report("drawn", Graph(facts_of_size(roles), PAIRS), arguments.budgets)


def report(title: str, graph: Graph, budgets: list[int]) -> None:
    """Ask for all pairs with each budget, and print how good the answers are."""
    print(f"\n{title}: {len(graph.network.roles):,} roles, {graph.moves:,} moves")
    for states in budgets:
        answers = [answer(graph, pair, states) for pair in graph.pairs]
        print_budget(states, answers)
    print_memoryless(answers)


def answer(graph: Graph, pair: tuple[int, int], states: int) -> Answer:
    """Return what ours and a search without memory find for a pair."""
    request = graph.request(pair, "learning")._replace(max_states=states)
    begin = perf_counter()
    [path] = find_paths(graph.facts, graph.network, request)
    seconds = perf_counter() - begin
    memoryless = learning(graph.network, graph.peers["scipy"].fewest_hours(pair))
    assert path.lower_bound <= min(path.learning, memoryless)
    return Answer(path.learning, path.lower_bound, path.optimal, memoryless, seconds)


def learning(network: TransitionNetwork, roles: list[int]) -> int:
    """Return the hours of a path in which each competency counts once."""
    needed = 0
    for role in roles[1:]:
        needed |= network.required[role]
    return network.effort(needed & ~network.required[roles[0]])


def print_budget(states: int, answers: list[Answer]) -> None:
    """Print the share that is proven, and the gap of the others."""
    proven = mean(answer.proven for answer in answers)
    gaps = [answer.gap for answer in answers if not answer.proven] or [0.0]
    times = sorted(1000 * answer.seconds for answer in answers)
    print(
        f"  {states:>7,} states: {proven:6.1%} proven; gap of the others "
        f"{median(gaps):6.1%} median, {max(gaps):6.1%} most; "
        f"{median(times):,.1f} ms median, {times[-1]:,.0f} ms most"
    )


def print_memoryless(answers: list[Answer]) -> None:
    """Print what a path without memory costs, as times the best, where that is known."""
    ratios = [
        answer.memoryless / answer.hours
        for answer in answers
        if answer.proven and answer.hours
    ]
    if not ratios:
        print("  without memory: no path was proven to compare with")
        return
    best = mean(ratio == 1 for ratio in ratios)
    print(
        f"  without memory: {best:.1%} are the best; {median(ratios):.3f} times the "
        f"best hours median, {max(ratios):.3f} most ({len(ratios)} pairs, proven)"
    )


if __name__ == "__main__":
    main()
