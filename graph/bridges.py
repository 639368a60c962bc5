"""Bridges: the roles through which people get from one track to another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from careergraph.errors import ArgumentError
from careergraph.graph.advice import wrapped
from careergraph.graph.names import resolve
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.result import Result
from careergraph.ontology.facts import Facts

if TYPE_CHECKING:
    import networkx as nx

SHOWN = 10
"""Roles in the text; ``to_dict()`` and ``--format json`` hold all."""

_DIGITS = 12
"""Decimal places of a share: sums of fractions that are equal stay equal."""


@dataclass(frozen=True, slots=True)
class Bridge:
    """A role that lies on shortest paths from one track to another.

    Attributes:
        role: Slug.
        share: Part of the connected pairs whose fewest-move paths pass through the
            role, from 0 to 1; see :func:`bridges`.
        tracks: Slugs of the tracks of the role, sorted.
        level: Its seniority from 1 to 7, or None.
        moves_in: Slugs of the roles of the first track that lead to it, sorted.
        moves_out: Slugs of the roles of the second track that it leads to, sorted.
    """

    role: str
    share: float
    tracks: tuple[str, ...]
    level: int | None
    moves_in: tuple[str, ...]
    moves_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bridges(Result):
    """The roles between two tracks, those on most shortest paths first.

    Attributes:
        start: Slug of the track that is left.
        goal: Slug of the track that is entered.
        inferred: Whether inferred moves are walked, too.
        pairs: Number of pairs of a role of the one track and another role of the
            other.
        connected: Number of those pairs between which there is a path.
        bridges: By falling share, then by slug; none with a share of 0.
    """

    start: str
    goal: str
    inferred: bool
    pairs: int
    connected: int
    bridges: tuple[Bridge, ...]
    _facts: Facts = field(repr=False, compare=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the bridges as plain values, for JSON."""
        return {
            "start": self.start,
            "goal": self.goal,
            "inferred": self.inferred,
            "pairs": self.pairs,
            "connected": self.connected,
            "bridges": [
                {
                    "role": bridge.role,
                    "share": bridge.share,
                    "tracks": list(bridge.tracks),
                    "level": bridge.level,
                    "moves_in": list(bridge.moves_in),
                    "moves_out": list(bridge.moves_out),
                }
                for bridge in self.bridges
            ],
        }

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for each bridge, in their order."""
        return [
            {
                "role": bridge.role,
                "share": bridge.share,
                "tracks": ", ".join(bridge.tracks),
                "level": bridge.level,
                "moves_in": ", ".join(bridge.moves_in),
                "moves_out": ", ".join(bridge.moves_out),
            }
            for bridge in self.bridges
        ]

    def to_text(self, *, width: int = 80) -> str:
        """Return the bridges to read, in lines of at most ``width``."""
        width = max(width, 40)
        lines = wrapped(f"{self._title()}: {self._summary()}", width)
        for number, bridge in enumerate(self.bridges[:SHOWN], start=1):
            lines += ["", *self._bridge(number, bridge, width)]
        if self.bridges:
            lines += ["", *wrapped(self._legend(), width)]
        return "\n".join(lines)

    def _title(self) -> str:
        label = self._facts.label
        return f"From {label(self.start)} to {label(self.goal)}"

    def _summary(self) -> str:
        if not self.connected:
            hint = (
                ""
                if self.inferred
                else "; inferred moves may (inferred=True, --inferred)"
            )
            return f"no moves lead from a role of the one to a role of the other{hint}."
        if not self.bridges:
            return "every path is a single move; no role lies between."
        number = len(self.bridges)
        between = (
            "one role lies between" if number == 1 else f"{number} roles lie between"
        )
        top = f"; the {SHOWN} on most paths are shown, --format json has all"
        return f"{between}{top if number > SHOWN else ''}."

    def _bridge(self, number: int, bridge: Bridge, width: int) -> Iterator[str]:
        level = "unknown" if bridge.level is None else bridge.level
        yield from wrapped(
            f"{number}. {self._facts.label(bridge.role)}: {bridge.share:.1%} "
            f"({self._labels(bridge.tracks) or 'no track'}; level {level})",
            width,
        )
        for word, roles in (("from", bridge.moves_in), ("on to", bridge.moves_out)):
            if roles:
                yield from wrapped(f"{word} {self._labels(roles)}", width, indent="   ")

    def _legend(self) -> str:
        return (
            f"Moves connect {self.connected} of {self.pairs} pairs of roles of the two "
            "tracks. A share is the part of the connected pairs whose fewest-move "
            "paths pass through the role; where several paths are equally short, each "
            "counts in part. The roles named under it are one move away."
        )

    def _labels(self, slugs: tuple[str, ...]) -> str:
        return ", ".join(map(self._facts.label, slugs))


def bridges(
    facts: Facts,
    network: TransitionNetwork,
    start: str,
    goal: str,
    *,
    inferred: bool = False,
) -> Bridges:
    """Return the roles through which one gets from a track to another.

    Let P be the pairs of a role s of the one track and another role t of the other
    between which there is a path. The share of a role v is the mean over P of the
    part of the paths from s to t with fewest moves that pass through v, where a
    path does not pass through its own ends. So a role of either track is a bridge
    only if it lies between others. It is betweenness centrality for subsets of
    sources and targets, divided by the size of P.

    *Source:* U. Brandes, "On variants of shortest-path betweenness centrality and
    their generic computation", Social Networks 30 (2008),
    doi:10.1016/j.socnet.2007.11.001.

    Args:
        facts: Concepts and statements.
        network: Roles and moves.
        start: Track that is left.
        goal: Track that is entered.
        inferred: Walk inferred moves too, not only those that a source states.

    Raises:
        UnknownConceptError: If there is no track with a name.
        AmbiguousConceptError: If there are several.
        ArgumentError: If the tracks are one, or one has no role.
    """
    from networkx import betweenness_centrality_subset

    tracks = resolve(facts, start, kind="Track"), resolve(facts, goal, kind="Track")
    sources, targets = _members(facts, network, *tracks)
    walked = network.moves(inferred=inferred)
    moves = _move_graph(walked)
    connected = _connected(moves, sources, targets)
    through = betweenness_centrality_subset(moves, sources, targets)
    shares = {
        v: round(sum_ / connected, _DIGITS) for v, sum_ in through.items() if sum_
    }
    return Bridges(
        start=tracks[0],
        goal=tracks[1],
        inferred=inferred,
        pairs=len(sources) * len(targets) - len(set(sources) & set(targets)),
        connected=connected,
        bridges=tuple(
            _bridge(facts, network, moves, role, shares[role], sources, targets)
            for role in sorted(shares, key=lambda role: (-shares[role], role))
        ),
        _facts=facts,
    )


def _members(
    facts: Facts, network: TransitionNetwork, start: str, goal: str
) -> tuple[list[int], list[int]]:
    """Return the numbers of the roles of each track."""
    if start == goal:
        raise ArgumentError(
            f'"{facts.label(start)}" is named twice; name two different tracks'
        )
    for track in (start, goal):
        if not facts.subjects(track, "track"):
            raise ArgumentError(
                f'no role is on the track "{facts.label(track)}"; name another'
            )
    first, second = (
        [network.number(stated.value) for stated in facts.subjects(track, "track")]
        for track in (start, goal)
    )
    return first, second


def _move_graph(walked: Sequence[Sequence[int]]) -> "nx.DiGraph[int]":
    import networkx as nx

    moves: nx.DiGraph[int] = nx.DiGraph()
    moves.add_nodes_from(range(len(walked)))
    for origin, targets in enumerate(walked):
        moves.add_edges_from((origin, target) for target in targets)
    return moves


def _connected(moves: "nx.DiGraph[int]", sources: list[int], targets: list[int]) -> int:
    """Return the number of pairs of two different roles with a path between them."""
    import networkx as nx

    goals = set(targets)
    return sum(len(nx.descendants(moves, source) & goals) for source in sources)


def _bridge(
    facts: Facts,
    network: TransitionNetwork,
    moves: "nx.DiGraph[int]",
    role: int,
    share: float,
    sources: list[int],
    targets: list[int],
) -> Bridge:
    def slugs(numbers: set[int]) -> tuple[str, ...]:
        return tuple(network.roles[number] for number in sorted(numbers))

    slug = network.roles[role]
    return Bridge(
        role=slug,
        share=share,
        tracks=tuple(facts.objects(slug, "track")),
        level=network.level[role],
        moves_in=slugs(set(moves.predecessors(role)) & set(sources)),
        moves_out=slugs(set(moves.successors(role)) & set(targets)),
    )
