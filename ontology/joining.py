"""Concepts of several releases that are the same: joined by exact matches.

In RDF they stay what they are, with their own IRIs. Facts hold them as one, so that
paths and gaps pass from one release to another: it has the slug, the label, the
definition and the classes of the concept of this project, and what all of them state.
"""

from collections.abc import Collection, Mapping
from typing import Any, TypeAlias

from careergraph.ontology.namespaces import CG, DCTERMS, ID, RDF, SKOS

Triples: TypeAlias = Mapping[
    tuple[str, str], Mapping[str | int | float, Collection[str]]
]

_LABEL = SKOS + "prefLabel"
_EXACT = SKOS + "exactMatch"

SINGLE = frozenset(
    {
        _LABEL,
        SKOS + "definition",
        SKOS + "notation",
        CG + "level",
        CG + "skillType",
        CG + "reuseLevel",
        CG + "jobZone",
        CG + "typicalEducation",
        CG + "relatedExperience",
        CG + "importance",
        CG + "ratedLevel",
    }
)
"""Of these a concept, or a rating, has one value."""

_OWN = {
    RDF + "type",
    SKOS + "definition",
    SKOS + "scopeNote",
    DCTERMS + "description",
}
"""What is not said of a concept in the words of another."""


def exact_matches(triples: Triples) -> dict[str, str]:
    """Return the concepts of this project by the described ones that they match.

    Where several match the same, the first by IRI has it.
    """
    stated = sorted(
        (subject, str(value))
        for (subject, prop), values in triples.items()
        if prop == _EXACT and subject.startswith(ID)
        for value in values
    )
    same: dict[str, str] = {}
    for subject, value in stated:
        if (value, _LABEL) in triples and not value.startswith(ID):
            same.setdefault(value, subject)
    return same


def joined(triples: Triples, same: Mapping[Any, str]) -> Triples:
    """Return triples in which some concepts are others.

    Args:
        triples: By the IRIs of subject and property, the values and who states each.
        same: IRIs of the others, by those that they stand for.
    """
    if not same:
        return triples
    found = {
        key: values
        for key, values in triples.items()
        if key[0] not in same and not any(value in same for value in values)
    }
    touched = [(key, values) for key, values in triples.items() if key not in found]
    for (subject, prop), values in sorted(touched, key=lambda item: item[0][0] in same):
        one = same.get(subject, subject)
        if one != subject:
            prop = SKOS + "altLabel" if prop == _LABEL else prop
            if prop in _OWN:
                continue
            if prop in SINGLE and (one, prop) in found:
                values = {v: s for v, s in values.items() if v in found[one, prop]}
        merged = dict(found.get((one, prop), ()))
        names = triples[one, _LABEL] if prop == SKOS + "altLabel" else ()
        for value, sources in values.items():
            target = value if prop == _EXACT else same.get(value, value)
            if target != one and target not in names:
                merged[target] = {*merged.get(target, ()), *sources}
        found[one, prop] = merged
    return found
