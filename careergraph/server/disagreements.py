"""Where the releases in one graph disagree on roles that are matched: a page.

What counts as a disagreement, the question ``disagreements-between-releases`` says.
"""

from asyncio import Lock
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from careergraph.career_graph import CareerGraph
from careergraph.graph.levels import level_name
from careergraph.ontology.facts import Facts
from careergraph.ontology.namespaces import EXTERNAL, ID, SOURCE, concept_name
from careergraph.queries.results import Rows
from careergraph.server.faults import RequestError
from careergraph.server.fresh import Freshness
from careergraph.server.pages import page

PATH = "/disagreements"

LAYERS = {"careergraph": ID, "ESCO": EXTERNAL["esco"], "O*NET": EXTERNAL["onet"]}
"""Names of the layers, and what the IRIs of their roles begin with."""

ON_A_PAGE = 40
"""So many pairs of roles that disagree are shown at once."""

_QUESTION = "disagreements-between-releases"

_MATCHES = """
SELECT ?role ?role_label ?other ?other_label ?match ?source {
  VALUES (?property ?match) { (skos:exactMatch "exact") (skos:closeMatch "close") }
  GRAPH ?source { ?role ?property ?other . }
  ?role a cg:Role ; skos:prefLabel ?role_label .
  ?other a cg:Role ; skos:prefLabel ?other_label .
}
"""


class Named(NamedTuple):
    """A concept in the words of its layer.

    Attributes:
        label: Preferred label there.
        slug: Of its page; empty when it has none.
    """

    label: str
    slug: str


class Difference(NamedTuple):
    """What the layers say differently of a pair of roles.

    Attributes:
        about: ``competency``, ``level`` or ``move``.
        thing: The competency, or the next role; None for a level.
        says: What each layer says, in the order of the pair.
    """

    about: str
    thing: Named | None
    says: tuple[str, str]


class RolePair(NamedTuple):
    """Two roles that are matched.

    Attributes:
        roles: In the order of the layers.
        match: ``exact`` or ``close``.
        sources: Titles of those that say so.
        differences: By what they are about, then by label.
    """

    roles: tuple[Named, Named]
    match: str
    sources: tuple[str, ...]
    differences: tuple[Difference, ...]


class Comparison(NamedTuple):
    """Two layers, and the roles that are matched between them.

    Attributes:
        key: For the address.
        layers: Their names.
        differing: The pairs that disagree, most differences first, then by label.
        agreeing: The others, by label.
    """

    key: str
    layers: tuple[str, str]
    differing: tuple[RolePair, ...]
    agreeing: tuple[RolePair, ...]


class Disagreements:
    """The page."""

    def __init__(self, graph: CareerGraph, freshness: Freshness):
        """Take what is compared, when the first asks."""
        self._graph = graph
        self._freshness = freshness
        self._comparisons: dict[str, Comparison] | None = None
        self._comparing = Lock()

    def routes(self) -> list[Route]:
        """Return the address."""
        return [Route(PATH, self.shown)]

    async def shown(self, request: Request) -> Response:
        """Return the page of two layers.

        Raises:
            RequestError: If there are no such layers or no such page (404).
        """
        tag = self._freshness.tag(PATH, request.url.query)
        if self._freshness.has(request, tag):
            return self._freshness.unchanged(tag)
        comparisons = await self._compared()
        chosen = _chosen(comparisons, request.query_params.get("between", ""))
        pages = -(-len(chosen.differing) // ON_A_PAGE) or 1
        number = _number(request.query_params.get("page", "1"), most=pages)
        start = (number - 1) * ON_A_PAGE
        response = page(
            "disagreements.html.j2",
            here=PATH,
            comparisons=list(comparisons.values()),
            chosen=chosen,
            pairs=chosen.differing[start : start + ON_A_PAGE],
            number=number,
            pages=pages,
        )
        response.headers.update(self._freshness.headers(tag))
        return response

    async def _compared(self) -> dict[str, Comparison]:
        async with self._comparing:  # who comes meanwhile waits for the same answer
            if self._comparisons is None:
                self._comparisons = await run_in_threadpool(comparisons, self._graph)
        return self._comparisons


def comparisons(graph: CareerGraph) -> dict[str, Comparison]:
    """Return each two layers with what is matched between them, by their key.

    It takes seconds on whole releases.
    """
    disagreeing, matched = graph.query(_QUESTION), graph.query(_MATCHES)
    assert isinstance(disagreeing, Rows)
    assert isinstance(matched, Rows)
    differences = _differences(graph.facts, disagreeing)
    pairs = _pairs(graph.facts, matched, differences)
    found = [_comparison(two, pairs.get(two, [])) for two in combinations(LAYERS, 2)]
    return {comparison.key: comparison for comparison in found}


def _comparison(layers: tuple[str, str], pairs: Iterable[RolePair]) -> Comparison:
    by_label = sorted(pairs, key=lambda pair: (pair.roles[0].label.lower(), pair.roles))
    most_first = sorted(by_label, key=lambda pair: -len(pair.differences))
    return Comparison(
        key="-".join(layers).lower().replace("*", ""),
        layers=layers,
        differing=tuple(pair for pair in most_first if pair.differences),
        agreeing=tuple(pair for pair in by_label if not pair.differences),
    )


_Pair = tuple[str, str]
"""IRIs of two roles, in the order of the layers."""


def _differences(facts: Facts, rows: Rows) -> dict[_Pair, list[Difference]]:
    """Return what the question answers, by pairs; each once, whoever makes the match."""
    found: dict[_Pair, dict[Difference, None]] = defaultdict(dict)
    for row in rows:
        role, other = str(row["role"]), str(row["other"])
        says = _told(row["says"]), _told(row["other_says"])
        if _place(role) > _place(other):
            role, other, says = other, role, says[::-1]
        thing = row["thing"]
        named = _named(facts, thing, row["thing_label"]) if thing else None
        found[role, other][Difference(str(row["about"]), named, says)] = None
    return {pair: sorted(told, key=_by_subject) for pair, told in found.items()}


def _by_subject(difference: Difference) -> tuple[str, str]:
    label = difference.thing.label if difference.thing else ""
    return difference.about, label.lower()


def _pairs(
    facts: Facts, rows: Rows, differences: Mapping[_Pair, list[Difference]]
) -> dict[tuple[str, str], list[RolePair]]:
    """Return the matched roles, by the names of their layers."""
    said: dict[_Pair, list[tuple[str, str]]] = defaultdict(list)
    names: dict[str, Named] = {}
    for row in rows:
        role, other = str(row["role"]), str(row["other"])
        names[role] = _named(facts, role, row["role_label"])
        names[other] = _named(facts, other, row["other_label"])
        first, second = sorted((role, other), key=_place)
        said[first, second].append((str(row["match"]), _title(facts, row["source"])))
    found = defaultdict(list)
    names_of_layers = [*LAYERS, ""]
    for (first, second), matches in said.items():
        pair = RolePair(
            roles=(names[first], names[second]),
            match=max(match for match, _ in matches),  # exact, where both are said
            sources=tuple(sorted({source for _, source in matches})),
            differences=tuple(differences.get((first, second), ())),
        )
        layers = names_of_layers[_place(first)], names_of_layers[_place(second)]
        found[layers].append(pair)
    return found


def _place(iri: str) -> int:
    """Return the place of a role's layer; that of no layer is after all."""
    starts = enumerate(LAYERS.values())
    return next((i for i, start in starts if iri.startswith(start)), len(LAYERS))


def _named(facts: Facts, iri: object, label: object) -> Named:
    """Return a concept with its page, which it may have under another name."""
    name = concept_name(str(iri))
    slug = facts.same.get(name, name)
    return Named(str(label), slug if slug in facts else "")


def _title(facts: Facts, source: object) -> str:
    name = str(source).removeprefix(SOURCE)
    return facts.source_titles.get(name, name)


def _told(value: object) -> str:
    return level_name(value) if isinstance(value, int) else str(value)


def _chosen(comparisons: Mapping[str, Comparison], key: str) -> Comparison:
    """Return the comparison that is asked for; else the first with matched roles."""
    if key and key not in comparisons:
        raise RequestError(404, f"between is one of {', '.join(comparisons)}")
    matched = (one for one in comparisons.values() if one.differing or one.agreeing)
    return comparisons[key] if key else next(matched, next(iter(comparisons.values())))


def _number(text: str, *, most: int) -> int:
    if not (text.isdecimal() and text.isascii() and 1 <= int(text[:9]) <= most):
        raise RequestError(404, f"page is a number from 1 to {most}")
    return int(text)
