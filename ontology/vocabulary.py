"""The classes and properties of core.ttl, as objects.

core.ttl is the only list of classes and properties: what a concept's file may
hold, in which order and with which values, is read from there.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from careergraph.ontology.namespaces import CG, OWL, RDF, RDFS, SKOS

_SCHEMA_ORG = "https://schema.org/"


@dataclass(frozen=True, slots=True)
class VocabularyClass:
    """A class of core.ttl.

    Attributes:
        name: Local name, such as ``ProgrammingLanguage``.
        label: Name for people.
        definition: One sentence.
        ancestors: Local names of the class and all classes above it in core.ttl.
        folder: Folder of its concepts' files; None for a class that has none.
    """

    name: str
    label: str
    definition: str
    ancestors: frozenset[str]
    folder: str | None


@dataclass(frozen=True)
class Property:
    """A property of core.ttl.

    Attributes:
        name: Local name, such as ``leadsTo``.
        iri: Its IRI.
        label: Name for people.
        definition: One sentence.
        domain: Local name of the class of its subjects; None for any.
        range: Local name of the class of its objects, or of an XSD datatype.
        is_reference: True when its objects are concepts of the graph.
        is_match: True when its objects are concepts of another scheme.
    """

    name: str
    iri: str
    label: str
    definition: str
    domain: str | None
    range: str | None
    is_reference: bool
    is_match: bool

    @cached_property
    def field(self) -> str:
        """Name of the field in a concept's file: ``leads_to`` for ``leadsTo``."""
        return re.sub(r"(?=[A-Z])", "_", self.name).lower()


@dataclass(frozen=True)
class Vocabulary:
    """All classes and properties, each in the order of core.ttl.

    Attributes:
        classes: By local name.
        properties: By local name.
    """

    classes: Mapping[str, VocabularyClass]
    properties: Mapping[str, Property]

    @cached_property
    def by_folder(self) -> dict[str, VocabularyClass]:
        """The classes that have a folder, by its name."""
        return {c.folder: c for c in self.classes.values() if c.folder}

    @cached_property
    def by_field(self) -> dict[str, Property]:
        """The properties by the name of their field, in the order of a file."""
        return {p.field: p for p in self.properties.values()}

    def is_a(self, name: str, ancestor: str | None) -> bool:
        """Tell whether a class is another class or lies below it.

        >>> load_vocabulary().is_a("ProgrammingLanguage", "Competency")
        True
        >>> load_vocabulary().is_a("Role", "Competency")
        False
        """
        return ancestor is None or ancestor in self.classes[name].ancestors


def schema_quads() -> list[Quad]:
    """Return the statements of core.ttl, in the order of the file."""
    text = files("careergraph.ontology").joinpath("core.ttl").read_bytes()
    return list(parse(text, format=RdfFormat.TURTLE))


@cache
def load_vocabulary() -> Vocabulary:
    """Read core.ttl.

    >>> load_vocabulary().properties["leadsTo"].field
    'leads_to'
    """
    values: dict[str, dict[str, list[str]]] = {}
    for quad in schema_quads():
        assert isinstance(quad.subject, NamedNode)
        terms = values.setdefault(quad.subject.value, {})
        assert not isinstance(quad.object, Quad)
        terms.setdefault(quad.predicate.value, []).append(quad.object.value)  # type: ignore[union-attr]
    return Vocabulary(_classes(values), _properties(values))


def _classes(values: dict[str, dict[str, list[str]]]) -> dict[str, VocabularyClass]:
    parents = {
        _local(iri): [_local(p) for p in terms.get(RDFS + "subClassOf", []) if _ours(p)]
        for iri, terms in values.items()
        if _ours(iri) and OWL + "Class" in terms[RDF + "type"]
    }

    def ancestors(name: str) -> frozenset[str]:
        return frozenset({name}).union(*(ancestors(parent) for parent in parents[name]))

    return {
        name: VocabularyClass(
            name=name,
            label=values[CG + name][RDFS + "label"][0],
            definition=values[CG + name][SKOS + "definition"][0],
            ancestors=ancestors(name),
            folder=values[CG + name].get(CG + "folder", [None])[0],
        )
        for name in parents
    }


def _properties(values: dict[str, dict[str, list[str]]]) -> dict[str, Property]:
    kinds = {OWL + "ObjectProperty", OWL + "DatatypeProperty"}
    return {
        _local(iri): _property(iri, terms)
        for iri, terms in values.items()
        if kinds & set(terms[RDF + "type"]) and SKOS + "definition" in terms
    }


def _property(iri: str, terms: dict[str, list[str]]) -> Property:
    is_match = SKOS + "mappingRelation" in terms.get(RDFS + "subPropertyOf", [])
    return Property(
        name=_local(iri),
        iri=iri,
        label=terms[RDFS + "label"][0],
        definition=terms[SKOS + "definition"][0],
        domain=_first_local(terms, "domain"),
        range=_first_local(terms, "range"),
        is_reference=OWL + "ObjectProperty" in terms[RDF + "type"] and not is_match,
        is_match=is_match,
    )


def _first_local(terms: dict[str, list[str]], name: str) -> str | None:
    """Return the domain or range; of a term of schema.org it only says what is usual."""
    found = terms.get(RDFS + name) or terms.get(f"{_SCHEMA_ORG}{name}Includes")
    return _local(found[0]) if found else None


def _ours(iri: str) -> bool:
    return iri.startswith(CG)


def _local(iri: str) -> str:
    """Return what stands after the last # or / of an IRI."""
    return re.split("[#/]", iri)[-1]
