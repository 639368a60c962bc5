"""How well moves are inferred that a graph states, by coverage and by similarity."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from ranking import Flags, Scores, is_held_out

from careergraph import CareerGraph
from careergraph.graph.inference_limits import MAX_RISE
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.similar_roles import RoleSimilarity
from careergraph.graph.similarity import similarity
from careergraph.ontology.facts import Facts
from careergraph.ontology.onet import read_onet
from careergraph.ontology.store import add_release

LIMITS = (0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8)


def stated_table(onet: Path, *, development: bool) -> Iterator[str]:
    """Yield the lines of the table of limits, for O*NET and for the curated graph.

    Args:
        onet: Folder of the release.
        development: Whether of the origins that are not held out.
    """
    yield "| graph | at least | measure | moves a role | precision | recall | F1 | F0.5 |"
    yield "|---|---|---|---|---|---|---|---|"
    with TemporaryDirectory() as folder:
        add_release(folder, read_onet(onet).release)
        facts = CareerGraph.open(folder).facts
        yield from _lines("O\\*NET", facts, "onet", development)
    yield from _lines("curated", CareerGraph.load().facts, "", development)


def _lines(name: str, facts: Facts, scheme: str, development: bool) -> Iterator[str]:
    network, ours = TransitionNetwork(facts), RoleSimilarity(facts, scheme)
    numbers = [network.number(role) for role in ours.roles]
    judged = _judged(network, numbers, development)
    stated = _stated(facts, ours.roles) & judged
    coverage = [[network.coverage(a, b) for b in numbers] for a in numbers]
    by_similarity = similarity(ours.vectors).toarray()
    measures = {"coverage": np.array(coverage), "similarity": by_similarity}
    for measure, scores in measures.items():
        yield from (
            f"| {name} | {limit:.2f} | {measure} "
            f"| {figures(judged & (scores >= limit), stated, judged)} |"
            for limit in LIMITS
        )


def figures(found: Flags, wanted: Flags, judged: Flags) -> str:
    """Return moves a role, precision, recall, F1 and F0.5.

    *Source:* C. J. van Rijsbergen, Information Retrieval, 1979; F0.5 counts precision
    twice as much as recall.
    """
    right = (found & wanted).sum()
    share, part = right / max(found.sum(), 1), right / wanted.sum()
    even, strict = (
        (1 + b**2) * share * part / max(b**2 * share + part, 1e-9) for b in (1, 0.5)
    )
    moves = found.sum() / judged.any(axis=1).sum()
    return f"{moves:.1f} | {share:.1%} | {part:.1%} | {even:.3f} | {strict:.3f}"


def _judged(network: TransitionNetwork, numbers: list[int], development: bool) -> Flags:
    """Return the pairs to judge: those that rise little, of the origins asked."""
    names = [network.roles[i].rpartition(":")[2] for i in numbers]
    level: Scores = np.array([network.level[i] for i in numbers], dtype=float)
    judged: Flags = level[None, :] - level[:, None] <= MAX_RISE
    judged &= (is_held_out(names) ^ development)[:, None]
    np.fill_diagonal(judged, False)
    return judged


def _stated(facts: Facts, roles: list[str]) -> Flags:
    """Return the pairs of which a source states a move, or that O*NET calls related."""
    number = {role: i for i, role in enumerate(roles)}
    stated = np.zeros((len(roles), len(roles)), dtype=bool)
    for role in roles:
        for name in ("leadsTo", "related"):
            for other in facts.objects(role, name):
                if other in number:
                    stated[number[role], number[other]] = True
    return stated
