"""Time of paths between random roles of an imported graph, all of them asked warm.

    python bench/paths_on_real.py STORE [--inferred] [--pairs 500] [--max-seconds 1]

Each pair is drawn from all roles of one scheme or of several, as they stand in the
store, so that many have no path; then the time holds the answer to what would give one.
To reach: a median of 50 ms, no question over its budget, and 100 ms to open the store.

A question is over its budget when it takes longer than --max-seconds and a grace of
50 ms, by the clock on the wall, which the budget goes by. The grace is for what is done
whatever the time: the partial paths that are looked at when none is left, and the words
of the answer. Processor time is counted by the same rule, and printed beside it: on a
busy machine the wall tells of what else runs. The first pair is asked once before, so
that similarities, which are found once for a graph, are known.
"""

import argparse
import random
from collections import Counter
from functools import partial
from statistics import median
from time import process_time
from typing import NamedTuple

from in_turn import Seconds, print_times, resident_megabytes, seconds_in_turn

from careergraph import BudgetError, CareerGraph, NoPathError
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.pathfinding import find_paths
from careergraph.graph.request import path_request
from careergraph.ontology.facts import Facts
from careergraph.ontology.store import open_store

MEDIAN, OPENING = 50, 100
"""Milliseconds to reach."""

GRACE = 0.05
"""Seconds that a question may take beyond its budget, see above."""

OPENED = 21
"""Times that the store is opened."""


def main() -> None:
    """Measure the store that is named, and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", help="an imported graph")
    parser.add_argument("--inferred", action="store_true", help="walk inferred moves")
    parser.add_argument("--pairs", type=int, default=500, help="of roles")
    parser.add_argument("--max-seconds", type=float, default=1, help="of each search")
    options = parser.parse_args()
    report_opening(options.store)
    begin = process_time()
    facts = CareerGraph.open(options.store).facts
    network = TransitionNetwork(facts)
    print(
        f"{len(network.roles):,} roles, {len(network.competencies):,} competencies, "
        f"{sum(map(len, network.asserted)):,} asserted moves: ready after "
        f"{process_time() - begin:.2f} s CPU, {resident_megabytes():.0f} MB"
    )
    draw = random.Random(9)
    pairs = [tuple(draw.sample(network.roles, 2)) for _ in range(options.pairs)]
    told: dict[tuple[str, str], Answer] = {}
    ask = partial(
        answer,
        facts,
        network,
        told,
        inferred=options.inferred,
        max_seconds=options.max_seconds,
    )
    seconds = seconds_in_turn({"path": ask}, pairs)
    report_paths(seconds["path"], [told[pair] for pair in pairs], options)


class Answer(NamedTuple):
    """What came of a question, and the seconds of the processor that it took."""

    kind: str
    processor: float


def answer(
    facts: Facts,
    network: TransitionNetwork,
    told: dict[tuple[str, str], Answer],
    pair: tuple[str, str],
    *,
    inferred: bool,
    max_seconds: float,
) -> None:
    """Ask for a path, and note what came of it."""
    begin = process_time()
    request = path_request(facts, *pair, inferred=inferred, max_seconds=max_seconds)
    try:
        (path,) = find_paths(facts, network, request)
        found = "proven" if path.optimal else "best found"
    except NoPathError:
        found = "no path"
    except BudgetError:
        found = "budget spent"
    told[pair] = Answer(found, process_time() - begin)


def report_opening(store: str) -> None:
    """Print how long the store takes to open."""
    times = []
    for _ in range(OPENED):
        begin = process_time()
        open_store(store)
        times.append(1000 * (process_time() - begin))
    verdict = "yes" if median(times) <= OPENING else "NOT YET"
    print(
        f"opening {median(times):.1f} ms CPU (at most {max(times):.1f}); "
        f"to reach {OPENING}: {verdict}"
    )


def report_paths(
    seconds: list[float], told: list[Answer], options: argparse.Namespace
) -> None:
    """Print the times of all pairs, and of those with one kind of answer."""
    by_answer: Seconds = {"all pairs": seconds}
    for kind, number in sorted(Counter(one.kind for one in told).items()):
        pairs = zip(seconds, told, strict=True)
        these = [time for time, one in pairs if one.kind == kind]
        if number > 1:
            by_answer[f"{kind}, {number}"] = these
    print(f"{len(seconds)} pairs, inferred={options.inferred}")
    print_times(by_answer)
    middle = 1000 * median(seconds)
    print(
        f"  median {middle:.1f} ms; to reach {MEDIAN}: "
        f"{'yes' if middle <= MEDIAN else 'NOT YET'}"
    )
    most = options.max_seconds + GRACE
    for clock, times in ("wall", seconds), ("CPU", [one.processor for one in told]):
        print(
            f"  longest {max(times):.2f} s {clock}; over {options.max_seconds:g} s and "
            f"{GRACE:g} s of grace: {sum(time > most for time in times)}"
        )
    print(f"  most memory {resident_megabytes('VmHWM'):.0f} MB")


if __name__ == "__main__":
    main()
