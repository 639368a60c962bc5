"""Time of all inferred moves beside a bare product of SciPy's sparse matrices.

    python bench/moves.py [STORE]

STORE is an imported graph, such as whole ESCO; without it one of the same size is drawn.
The peer has both matrices ready and does what cannot be spared: one product, and of
each of its numbers whether it is large enough, or the fifty largest of each row. Ours
starts from what the network holds, and ends with the moves, by coverage; or with the
most similar roles, by similarity; so do the moves by similarity, for which the network
holds the vectors of the roles. What it takes to make these, too, is printed beside it.
To reach: 1.2.
"""

import argparse

import numpy as np
from in_turn import megabytes_of, print_ratio, print_times, seconds_in_turn
from numpy.typing import NDArray
from scipy.sparse import csr_array
from synthetic import facts_of_size

from careergraph import CareerGraph
from careergraph.graph.inference import inferred_moves, similar_moves, similar_pairs
from careergraph.graph.inference_limits import least_similarity
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.similar_moves import KEPT
from careergraph.graph.similar_roles import RoleSimilarity
from careergraph.graph.similarity import RoleVectors, most_similar
from careergraph.ontology.facts import Facts

ROLES = 3_000
RUNS = 21
MAX_RISE = 1
FIRST = 50


class Peer:
    """The matrices of a network, and what SciPy does with them."""

    def __init__(self, network: TransitionNetwork, min_coverage: float):
        """Build the matrices; that is not timed."""
        hours = [network.hours(slug) for slug in network.competencies]
        ones = [1] * len(hours)
        both = zip(network.required, network.optional, strict=True)
        self.have = _rows(network, [needs | extra for needs, extra in both], ones)
        needed = _rows(network, list(network.required), hours)
        self.needed = needed.T.tocsr()
        self.least = min_coverage * np.maximum(needed.sum(axis=1), 1)

    def threshold(self) -> int:
        """Return how many pairs are covered enough, whatever their levels."""
        covered = self.have @ self.needed
        return int((covered.data >= self.least[covered.indices]).sum())

    def top_fifty(self) -> list[NDArray[np.int32]]:
        """Return the fifty roles that each covers best."""
        covered = self.have @ self.needed
        covered.data = covered.data / self.least[covered.indices]
        return _fifty(covered)


def top_fifty(vectors: RoleVectors) -> list[NDArray[np.int32]]:
    """Return the fifty most similar to each role, itself among them."""
    return _fifty(vectors.offered @ vectors.asked.T.tocsr())


def similar_at_least(vectors: RoleVectors, least: float) -> int:
    """Return how many pairs are so similar, whatever their levels."""
    return int(((vectors.offered @ vectors.asked.T.tocsr()).data >= least).sum())


def _fifty(scores: csr_array) -> list[NDArray[np.int32]]:
    """Return the columns of the fifty largest of each row, in no order."""
    return [
        scores.indices[a:b][np.argpartition(scores.data[a:b], -FIRST)[-FIRST:]]
        if b - a > FIRST
        else scores.indices[a:b]
        for a, b in zip(scores.indptr[:-1], scores.indptr[1:], strict=True)
    ]


def _rows(network: TransitionNetwork, sets: list[int], data: list[int]) -> csr_array:
    number = {slug: i for i, slug in enumerate(network.competencies)}
    members = [[number[slug] for slug in network.slugs(s)] for s in sets]
    starts = np.cumsum([0, *map(len, members)], dtype=np.int32)
    columns = np.concatenate(members).astype(np.int32)
    numbers = np.array(data, dtype=np.int32)[columns]
    return csr_array((numbers, columns, starts), shape=(len(sets), len(data)))


def compare_coverage(facts: Facts, min_coverage: float, runs: int) -> None:
    """Print what the inferred moves take."""
    network = TransitionNetwork(facts)
    hours = [network.hours(slug) for slug in network.competencies]
    peer = Peer(network, min_coverage)

    def ours() -> tuple[tuple[int, ...], ...]:
        return inferred_moves(
            network.required,
            network.optional,
            hours,
            network.level,
            network.asserted,
            min_coverage=min_coverage,
            max_rise=MAX_RISE,
        )

    seconds = seconds_in_turn(
        {
            "inferred_moves": lambda _: ours(),
            "scipy product, threshold": lambda _: peer.threshold(),
            "scipy product, top 50": lambda _: peer.top_fifty(),
        },
        range(runs),
    )
    print(
        f"all inferred moves, {len(network.roles):,} roles x {len(hours):,} competencies"
    )
    print(f"  {sum(map(len, ours())):,} moves, of a coverage of {min_coverage}")
    print_times(seconds)
    for name in list(seconds)[1:]:
        print_ratio(seconds, "inferred_moves", name, reach=1.2)
    for name, task in (("inferred_moves", ours), ("scipy", peer.threshold)):
        print(f"  memory at most, {name}: {megabytes_of(task):.0f} MB")


def compare_similarity(facts: Facts, runs: int) -> None:
    """Print what moves by similarity and the most similar roles take."""
    scheme = scheme_of_most(facts)
    ours = RoleSimilarity(facts, scheme)
    vectors, least = ours.vectors, least_similarity(scheme)
    level = [max(facts.objects(role, "level"), default=None) for role in ours.roles]

    def moves(vectors: RoleVectors) -> "csr_array":
        pairs = similar_pairs(vectors, KEPT)
        return similar_moves(pairs, level, min_similarity=least, max_rise=MAX_RISE)

    tasks = {
        "moves": lambda: moves(vectors),
        "vectors and moves": lambda: moves(RoleSimilarity(facts, scheme).vectors),
        "most_similar": lambda: most_similar(vectors, FIRST),
        "scipy product, threshold": lambda: similar_at_least(vectors, least),
        "scipy product, top 50": lambda: top_fifty(vectors),
    }
    seconds = seconds_in_turn(
        {name: lambda _, task=task: task() for name, task in tasks.items()}, range(runs)
    )
    print(f"all moves of a similarity of {least}, and the fifty most similar roles")
    print(f"  {moves(vectors).nnz:,} moves")
    print_times(seconds)
    *_, threshold, top = seconds
    for name in ("moves", "vectors and moves"):
        for peer in (threshold, top):
            print_ratio(seconds, name, peer, reach=1.2)
    print_ratio(seconds, "most_similar", top, reach=1.2)
    for name, task in tasks.items():
        print(f"  memory at most, {name}: {megabytes_of(task):.0f} MB")


def scheme_of_most(facts: Facts) -> str:
    """Return ``esco`` where the graph has roles of it."""
    is_esco = any(slug.startswith("esco:") for slug in facts.of_class("Role"))
    return "esco" if is_esco else ""


def main() -> None:
    """Measure, and print medians and the ratios with their quartiles."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("store", nargs="?")
    parser.add_argument("--runs", type=int, default=RUNS)
    options = parser.parse_args()
    if options.store:
        facts, min_coverage = CareerGraph.open(options.store).facts, 0.3
    else:
        facts, min_coverage = facts_of_size(ROLES), 0.7
    compare_coverage(facts, min_coverage, options.runs)
    compare_similarity(facts, options.runs)


if __name__ == "__main__":
    main()
