"""All that the graph says about one concept."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from careergraph.graph.advice import wrapped
from careergraph.graph.result import Result
from careergraph.ontology.facts import Entity, Facts, Stated


@dataclass(frozen=True, slots=True)
class Profile(Result):
    """A concept, what it states, and what others state of it.

    Attributes:
        slug: Identifier.
        entity: Labels, definition, classes and sources.
        stated: Values by property: ``(property, values)``, sorted by property.
        stated_by: Subjects by property, for which this concept is the value.
    """

    slug: str
    entity: Entity
    stated: tuple[tuple[str, tuple[Stated, ...]], ...]
    stated_by: tuple[tuple[str, tuple[Stated, ...]], ...]
    _facts: Facts = field(repr=False, compare=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the profile as plain values, for JSON."""

        def plain(groups: tuple[tuple[str, tuple[Stated, ...]], ...]) -> dict[str, Any]:
            return {
                name: [{"value": s.value, "sources": list(s.sources)} for s in values]
                for name, values in groups
            }

        return {
            "slug": self.slug,
            **{key: _listed(value) for key, value in self.entity._asdict().items()},
            "states": plain(self.stated),
            "stated_by": plain(self.stated_by),
        }

    def to_text(self, *, width: int = 80) -> str:
        """Return the profile to read, in lines of at most ``width``."""
        return "\n".join(self._lines(max(width, 40)))

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for each statement about the concept, and of it elsewhere."""
        return [
            {
                "subject": self.slug if stated else each.value,
                "property": name,
                "value": each.value if stated else self.slug,
                "sources": ", ".join(each.sources),
            }
            for stated, groups in ((True, self.stated), (False, self.stated_by))
            for name, values in groups
            for each in values
        ]

    def _lines(self, width: int) -> Iterator[str]:
        kinds = ", ".join(self._facts.term(kind).label for kind in self.entity.kinds)
        yield from wrapped(f"{self.entity.label} ({kinds}; {self.slug})", width)
        if self.entity.alt_labels:
            yield from wrapped(f"Also: {', '.join(self.entity.alt_labels)}", width)
        yield from wrapped(self.entity.definition, width)
        yield from wrapped(f"Known to: {', '.join(self.entity.sources)}", width)
        for name, values in self.stated:
            yield from self._group(name, self._facts.term(name).label, values, width)
        for name, values in self.stated_by:
            term = self._facts.term(name)
            yield from self._group(
                name, term.inverse or f"{term.label} of", values, width
            )

    def _group(
        self, name: str, heading: str, values: Iterable[Stated], width: int
    ) -> Iterator[str]:
        yield ""
        yield heading
        sources = {stated.value: ", ".join(stated.sources) for stated in values}
        is_concept = self._facts.term(name).is_reference
        for value in self._facts.by_label(sources) if is_concept else sources:
            text = self._facts.label(value) if is_concept else value
            yield from wrapped(f"{text} [{sources[value]}]", width, indent="  ")


def profile(facts: Facts, slug: str) -> Profile:
    """Return all that the graph says about a concept; the slug must be known."""
    names = facts.properties
    stated = ((name, tuple(facts.values(slug, name))) for name in names)
    stated_by = (
        (
            name,
            tuple(facts.subjects(slug, name)) if facts.term(name).is_reference else (),
        )
        for name in names
    )
    return Profile(
        slug=slug,
        entity=facts.entity(slug),
        stated=tuple(group for group in stated if group[1]),
        stated_by=tuple(group for group in stated_by if group[1]),
        _facts=facts,
    )


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
