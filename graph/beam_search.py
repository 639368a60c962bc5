"""A good path, soon: what stands in when the budget of a search has run out."""

from collections.abc import Iterator

from careergraph.graph.budget import BEAM_STATES, Budget
from careergraph.graph.search import Cost, Label, Search

BEAM_WIDTHS = 1, 64
"""Partial paths that are kept at each length when the budget has run out: with one a
path is found soon, with more a better one."""


def beam_path(
    search: Search, root: Label, not_first: frozenset[int], budget: Budget
) -> Label | None:
    """Return a good path that continues a given one, or None; without a proof.

    At each length, the partial paths with the least bounds are kept, and those
    with the fewest moves to go, so that some arrive. It ends in time, but for the first
    :data:`~careergraph.graph.budget.SURE_BEAM_MOVES` of a request.

    Args:
        search: The question.
        root: The path to continue.
        not_first: Roles that may not be the next one.
        budget: What may still be spent on what stands in.
    """
    best: Label | None = None
    least_left = max(0, budget.beam_states - BEAM_STATES)
    for width in BEAM_WIDTHS:
        layer, not_next = [root], not_first
        while layer and budget.beam_states > least_left:
            longer: list[tuple[Cost, Label]] = []
            for extended in _one_move_longer(search, layer, not_next, budget):
                bound = search.bound(extended)
                if bound is None or (best and bound >= search.cost(best)):
                    continue
                if extended.roles[-1] == search.goal:
                    best = extended
                else:
                    longer.append((bound, extended))
            layer, not_next = _narrowed(search, longer, width), frozenset()
    return best


def _one_move_longer(
    search: Search, layer: list[Label], not_next: frozenset[int], budget: Budget
) -> Iterator[Label]:
    """Yield partial paths with each move added that leads not to some roles, in time."""
    for label in layer:
        if not budget.look_at(len(search.moves[label.roles[-1]])):
            return
        for extended in search.extensions(label):
            if extended.roles[-1] not in not_next:
                budget.beam_states -= 1
                yield extended


def _narrowed(
    search: Search, longer: list[tuple[Cost, Label]], width: int
) -> list[Label]:
    def nearness(pair: tuple[Cost, Label]) -> tuple[int, Cost, Label]:
        return search.moves_to_go[pair[1].roles[-1]] or 0, *pair

    half = width // 2
    kept = sorted(longer)[:half] + sorted(longer, key=nearness)[: width - half]
    return [label for _, label in dict.fromkeys(kept)]
