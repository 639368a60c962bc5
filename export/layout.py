"""Where each concept stands on the map.

Everything is computed once, here, from slugs and links alone: the same facts
give the same picture on every machine, and the page has nothing to settle.
Lengths are in the map's units, a little less than a pixel at a first look.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, pi, sin, sqrt

from careergraph.export.clusters import ASIDE, cluster_names
from careergraph.export.kinds import GROUPS
from careergraph.ontology.facts import Facts

SPACING = 18
STRETCH = 1.35
"""Clusters are wider than high, since labels are."""
ROLE_SPACING = 38
ROLE_SHIFT = 100
"""How far left of the middle roles stand: their labels go to the right."""
MOST_IN_COLUMN = 20
"""More roles than this stand in the middle of their cluster as the others do."""
ASPECT = 1.4
"""Breadth of the whole picture over its height."""
PADDING = 24
GAP = 22
TITLE = 40
LETTER = 14
"""Breadth of a letter of a title."""

_GOLDEN_ANGLE = pi * (3 - sqrt(5))


@dataclass(frozen=True, slots=True)
class Cluster:
    """An ellipse with concepts in it.

    Attributes:
        label: Its title, which stands above it.
        x: Middle.
        y: Middle.
        width: Half of its breadth.
        height: Half of its height.
    """

    label: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A picture of the graph.

    Attributes:
        clusters: The ellipses, row by row.
        positions: ``(x, y)`` of each concept, by slug.
        sizes: Half the breadth of each concept's sign, by slug.
    """

    clusters: tuple[Cluster, ...]
    positions: Mapping[str, tuple[int, int]]
    sizes: Mapping[str, int]


def lay_out(facts: Facts) -> Layout:
    """Return the picture: clusters in rows, the large ones first.

    What stands aside is in rows of its own below, so that the rest fills the
    picture when it is left out.

    Within a cluster the roles stand in the middle, in a column with room for their
    labels unless they are many; around them the other concepts, those with the most
    links first.
    """
    links = link_counts(facts)
    members: dict[str, list[str]] = defaultdict(list)
    for slug, name in cluster_names(facts).items():
        members[name].append(slug)
    order = sorted(members, key=lambda name: (-len(members[name]), name))
    ellipses = [_ellipse(facts, name, members[name]) for name in order]
    titles = {group.label for group in GROUPS if group.name in ASIDE}
    aside = [cluster for cluster in ellipses if cluster.label in titles]
    inside = [cluster for cluster in ellipses if cluster.label not in titles]
    clusters = _below(_in_rows(inside), _in_rows(aside))
    positions: dict[str, tuple[int, int]] = {}
    for cluster in clusters:
        roles, others = _column_and_rest(facts, members[cluster.label])
        others.sort(key=lambda slug: (not facts.is_a(slug, "Role"), -links[slug], slug))
        positions.update(zip(roles, _column(cluster, len(roles)), strict=True))
        places = _spiral(cluster, _seeds_for(len(roles)), len(others))
        positions.update(zip(others, places, strict=True))
    return Layout(
        tuple(clusters),
        {slug: positions[slug] for slug in facts.slugs},
        {slug: _size(facts, slug, links[slug]) for slug in facts.slugs},
    )


def link_counts(facts: Facts) -> Counter[str]:
    """Count the statements that link each concept to another, in both directions."""
    links: Counter[str] = Counter()
    for name in facts.properties:
        if facts.term(name).is_reference:
            for fact in facts.statements(name):
                links[fact.subject] += 1
                links[fact.value] += 1
    return links


def _column_and_rest(facts: Facts, slugs: Iterable[str]) -> tuple[list[str], list[str]]:
    """Part a cluster into the roles that stand in a column and all others."""
    roles: list[str] = []
    others: list[str] = []
    for slug in slugs:
        (roles if facts.is_a(slug, "Role") else others).append(slug)
    if len(roles) > MOST_IN_COLUMN:
        return [], [*roles, *others]
    return roles, others


def _size(facts: Facts, slug: str, links: int) -> int:
    return 9 if facts.is_a(slug, "Role") else min(4 + round(sqrt(links) / 2), 8)


def _seeds_for(roles: int) -> int:
    """Return how many places of the spiral a column of roles takes up."""
    if not roles:
        return 0
    corner = hypot(ROLE_SHIFT / STRETCH, (roles - 1) * ROLE_SPACING / 2)
    return round(((corner + SPACING) / SPACING) ** 2)


def _ellipse(facts: Facts, label: str, slugs: Sequence[str]) -> Cluster:
    roles, others = _column_and_rest(facts, slugs)
    radius = SPACING * sqrt(_seeds_for(len(roles)) + len(others))
    width, height = round(radius * STRETCH), round(radius)
    return Cluster(label, 0, 0, width + PADDING, height + PADDING)


def _in_rows(clusters: Sequence[Cluster]) -> list[Cluster]:
    """Fill rows from the left, as broad as fills the whole picture best."""
    count = len(clusters)
    runs = [clusters[i:j] for i in range(count) for j in range(i + 1, count + 1)]
    candidates = (_rows(clusters, _breadth(run)) for run in runs)
    rows = min(candidates, key=_extent, default=[])
    broadest = max(map(_breadth, rows), default=0)
    placed: list[Cluster] = []
    top = 0
    for row in rows:
        height = 2 * max(c.height for c in row)
        placed += _placed(row, broadest, top + TITLE + height // 2)
        top += TITLE + height + GAP
    return placed


def _below(upper: list[Cluster], lower: list[Cluster]) -> list[Cluster]:
    """Move clusters under others, to the middle."""
    if not upper or not lower:
        return upper + lower
    down = max(c.y + c.height for c in upper) + GAP
    right = (_middle(upper) - _middle(lower)) // 2
    return upper + [replace(c, x=c.x + right, y=c.y + down) for c in lower]


def _middle(clusters: Sequence[Cluster]) -> int:
    """Return twice the middle of some clusters."""
    return min(c.x - c.width for c in clusters) + max(c.x + c.width for c in clusters)


def _rows(clusters: Iterable[Cluster], full: int) -> list[list[Cluster]]:
    rows: list[list[Cluster]] = []
    for cluster in clusters:
        if not rows or _breadth([*rows[-1], cluster]) > full:
            rows.append([])
        rows[-1].append(cluster)
    return rows


def _extent(rows: Sequence[Sequence[Cluster]]) -> float:
    """Return the height of the picture that holds the rows, at the right aspect."""
    height = sum(TITLE + GAP + 2 * max(c.height for c in row) for row in rows)
    return max(height, max(map(_breadth, rows)) / ASPECT)


def _breadth(row: Iterable[Cluster]) -> int:
    return sum(_room(cluster) + GAP for cluster in row)


def _room(cluster: Cluster) -> int:
    return max(2 * cluster.width, LETTER * len(cluster.label))


def _placed(row: Sequence[Cluster], breadth: int, y: int) -> list[Cluster]:
    """Spread a row over the whole breadth."""
    gap = (breadth - _breadth(row)) / len(row) + GAP
    placed = []
    left = 0.0
    for cluster in row:
        x = round(left + (gap + _room(cluster)) / 2)
        placed.append(replace(cluster, x=x, y=y))
        left += _room(cluster) + gap
    return placed


def _column(cluster: Cluster, count: int) -> list[tuple[int, int]]:
    top = cluster.y - (count - 1) * ROLE_SPACING // 2
    left = cluster.x - ROLE_SHIFT
    return [(left, top + i * ROLE_SPACING) for i in range(count)]


def _spiral(cluster: Cluster, first: int, count: int) -> list[tuple[int, int]]:
    """Return places as evenly spread as the seeds of a sunflower, from one on.

    Source: H. Vogel, A better way to construct the sunflower head,
    https://doi.org/10.1016/0025-5564(79)90080-4
    """
    places = []
    for i in range(first, first + count):
        radius, angle = SPACING * sqrt(i + 0.5), i * _GOLDEN_ANGLE
        x = cluster.x + radius * STRETCH * cos(angle)
        y = cluster.y + radius * sin(angle)
        places.append((round(x), round(y)))
    return places
