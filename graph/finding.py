"""Search the titles of concepts."""

from dataclasses import dataclass
from itertools import islice
from typing import Any

from careergraph.graph.names import class_named, group_of
from careergraph.graph.request import checked_count
from careergraph.ontology.facts import Facts
from careergraph.ontology.title_index import normal_name
from careergraph.ontology.titles import Hit


@dataclass(frozen=True, slots=True)
class Found:
    """A concept that a search has found.

    Attributes:
        slug: The concept.
        label: Its preferred label.
        title: Its label that fits best; empty when only its definition does.
        use: What the title is of it: ``preferred``, ``alternative``, ``hidden``, or
            ``definition``.
        fit: How it fits: ``whole``, ``beginning``, ``words``, ``part`` (inside a
            word), ``definition`` or ``spelling`` (a mistake was forgiven).
        kinds: Its most specific classes, by local name, sorted.
        kind_labels: The labels of these.
        group: Label of the nearest group above it, such as one of ISCO; or empty.
        sources: Ids of the sources that know it by its preferred label, sorted.
    """

    slug: str
    label: str
    title: str
    use: str
    fit: str
    kinds: tuple[str, ...]
    kind_labels: tuple[str, ...]
    group: str
    sources: tuple[str, ...]

    def __str__(self) -> str:
        """Return the concept in one line.

        >>> from careergraph import CareerGraph
        >>> print(CareerGraph.load().find("steepest descent")[0])
        Gradient Descent (Algorithm; gradient-descent; editorial), as "steepest descent"
        """
        about = [", ".join(self.kind_labels), self.slug]
        if self.group:
            about.append(f"in {self.group}")
        if self.sources:
            about.append(", ".join(self.sources))
        line = f"{self.label} ({'; '.join(about)})"
        if self.use == "definition":
            return f"{line}, in its definition"
        is_told = normal_name(self.title) == normal_name(self.label)
        return line if is_told else f'{line}, as "{self.title}"'

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, for JSON."""
        return {
            "slug": self.slug,
            "label": self.label,
            "title": self.title,
            "use": self.use,
            "fit": self.fit,
            "kinds": list(self.kinds),
            "group": self.group,
            "sources": list(self.sources),
        }


def find(
    facts: Facts, text: str, *, kind: str | None = None, limit: int | None = None
) -> list[Found]:
    """Return the concepts that a text is found in, best first, each once.

    :meth:`careergraph.ontology.titles.Titles.search` says what goes before what.

    Args:
        facts: The graph.
        text: Looked for in labels and definitions, in any case.
        kind: Name of a class, to look only there.
        limit: How many to return at most; all when None.

    Raises:
        ArgumentError: If there is no class called ``kind``, or the limit is no number.
        StoreError: If the SQLite of this Python cannot search.
    """
    checked_count("limit", limit, least=1)
    name = class_named(facts, kind) if kind else None
    hits = facts.titles.search(text, kind=name)
    return [_found(facts, hit) for hit in islice(hits, limit)]


def _found(facts: Facts, hit: Hit) -> Found:
    entity = facts.entity(hit.slug)
    return Found(
        slug=hit.slug,
        label=entity.label,
        title=hit.title,
        use=hit.use,
        fit=hit.fit,
        kinds=entity.kinds,
        kind_labels=tuple(facts.term(kind).label for kind in entity.kinds),
        group=group_of(facts, hit.slug),
        sources=entity.sources,
    )
