"""What the page of the vocabulary says of each class and property."""

from collections import defaultdict
from typing import Any, NamedTuple

from pyoxigraph import DefaultGraph, NamedNode, Store

from careergraph.ontology.namespaces import CG, OWL, PREFIXES, RDF, RDFS, SKOS


class VocabularyTerm(NamedTuple):
    """A class or a property.

    Attributes:
        name: Without its namespace.
        is_class: Else it is a property.
        label: Name for people.
        definition: One or two sentences.
        above: What it is a kind of, or a part of.
        domain: For a property: what it is said of.
        range: For a property: what its values are.
    """

    name: str
    is_class: bool
    label: str
    definition: str
    above: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]


def vocabulary_terms(store: Store) -> list[VocabularyTerm]:
    """Return the terms of our namespace that a dataset describes, sorted by name."""
    labels = store.quads_for_pattern(
        None, NamedNode(RDFS + "label"), None, DefaultGraph()
    )
    iris: set[Any] = {quad.subject for quad in labels}
    ours = sorted(iri.value for iri in iris if iri.value.startswith(CG))
    return [_term(store, iri) for iri in ours]


def _term(store: Store, iri: str) -> VocabularyTerm:
    told = defaultdict(list)
    for quad in store.quads_for_pattern(NamedNode(iri), None, None, DefaultGraph()):
        value: Any = quad.object
        told[quad.predicate.value].append(value.value)

    def names(*properties: str) -> tuple[str, ...]:
        found = (value for name in properties for value in told[name])
        return tuple(sorted(map(_short, found)))

    return VocabularyTerm(
        name=iri.removeprefix(CG),
        is_class=OWL + "Class" in told[RDF + "type"],
        label=min(told[RDFS + "label"]),
        definition=min(told[SKOS + "definition"], default=""),
        above=names(RDFS + "subClassOf", RDFS + "subPropertyOf"),
        domain=names(RDFS + "domain"),
        range=names(RDFS + "range"),
    )


def _short(iri: str) -> str:
    """Return a term of ours by its name, another by its prefix where it has one."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            local = iri.removeprefix(namespace)
            return local if namespace == CG else f"{prefix}:{local}"
    return iri
