"""Time of all inferred moves beside a bare product of SciPy's sparse matrices.

The peer has both matrices ready and does what cannot be spared: one product,
and of each of its numbers whether it is large enough, or the fifty largest of
each row. Ours starts from the sets of a network, and ends with the moves. To
reach: 1.2.
"""

import sys

import numpy as np
from in_turn import megabytes_of, print_ratio, print_times, seconds_in_turn
from scipy.sparse import csr_array
from synthetic import facts_of_size

from careergraph.graph.inference import inferred_moves
from careergraph.graph.network import TransitionNetwork

ROLES = 3_000
RUNS = 21
MIN_COVERAGE, MAX_RISE = 0.7, 1


class Peer:
    """The matrices of a network, and what SciPy does with them."""

    def __init__(self, network: TransitionNetwork):
        """Build the matrices; that is not timed."""
        hours = [network.hours(slug) for slug in network.competencies]
        ones = [1] * len(hours)
        both = zip(network.required, network.optional, strict=True)
        self.have = _rows(network, [needs | extra for needs, extra in both], ones)
        needed = _rows(network, list(network.required), hours)
        self.needed = needed.T.tocsr()
        self.least = MIN_COVERAGE * np.maximum(needed.sum(axis=1), 1)

    def threshold(self) -> int:
        """Return how many pairs are covered enough, whatever their levels."""
        covered = self.have @ self.needed
        return int((covered.data >= self.least[covered.indices]).sum())

    def top_fifty(self) -> list[object]:
        """Return the fifty roles that each covers best."""
        covered = self.have @ self.needed
        share = covered.data / self.least[covered.indices]
        rows = zip(covered.indptr[:-1], covered.indptr[1:], strict=True)
        return [
            covered.indices[a:b][np.argpartition(share[a:b], -50)[-50:]]
            if b - a > 50
            else covered.indices[a:b]
            for a, b in rows
        ]


def _rows(network: TransitionNetwork, sets: list[int], data: list[int]) -> csr_array:
    number = {slug: i for i, slug in enumerate(network.competencies)}
    members = [[number[slug] for slug in network.slugs(s)] for s in sets]
    starts = np.cumsum([0, *map(len, members)], dtype=np.int32)
    columns = np.concatenate(members).astype(np.int32)
    numbers = np.array(data, dtype=np.int32)[columns]
    return csr_array((numbers, columns, starts), shape=(len(sets), len(data)))


def main() -> None:
    """Measure, and print medians and the ratios with their quartiles."""
    network = TransitionNetwork(facts_of_size(ROLES))
    hours = [network.hours(slug) for slug in network.competencies]
    peer = Peer(network)

    def ours(_: int) -> object:
        return inferred_moves(
            network.required,
            network.optional,
            hours,
            network.level,
            network.asserted,
            min_coverage=MIN_COVERAGE,
            max_rise=MAX_RISE,
        )

    seconds = seconds_in_turn(
        {
            "inferred_moves": ours,
            "scipy product, threshold": lambda _: peer.threshold(),
            "scipy product, top 50": lambda _: peer.top_fifty(),
        },
        range(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS),
    )
    print(f"all inferred moves, {ROLES:,} roles x {len(hours):,} competencies")
    print_times(seconds)
    for name in list(seconds)[1:]:
        print_ratio(seconds, "inferred_moves", name, reach=1.2)
    for name, task in (("inferred_moves", lambda: ours(0)), ("scipy", peer.threshold)):
        print(f"  memory at most, {name}: {megabytes_of(task):.0f} MB")


if __name__ == "__main__":
    main()
