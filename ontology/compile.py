"""Compile concepts to an RDF dataset.

The default graph holds every statement once. A named graph for each source
holds what that source states, and one named after the vocabulary holds
core.ttl. A concept carries its class and all classes above it, so that a plain
``?x a cg:Skill`` finds Python too.
"""

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import TypeAlias

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, serialize

from careergraph.errors import ArgumentError
from careergraph.ontology.concept_file import Concept
from careergraph.ontology.content import Content, Source
from careergraph.ontology.forms import expanded
from careergraph.ontology.namespaces import (
    CG,
    DCTERMS,
    ID,
    OWL,
    RDF,
    SCHEMA,
    SKOS,
    SOURCE,
    XSD,
)
from careergraph.ontology.problem import suggestion
from careergraph.ontology.vocabulary import (
    Property,
    Vocabulary,
    load_vocabulary,
    schema_quads,
)

EDITORIAL = "editorial"

Fact: TypeAlias = tuple[NamedNode, NamedNode, NamedNode | Literal]

_DEFAULT = DefaultGraph()
_TYPE = NamedNode(RDF + "type")
_TRUE = Literal("true", datatype=NamedNode(XSD + "boolean"))


def compile_quads(content: Content, *, without: Collection[str] = ()) -> list[Quad]:
    """Return the dataset of some content, sorted, so that it is always the same.

    The definition of a concept is in the graph ``editorial``, whoever knows the
    concept: its wording is ours.

    Args:
        content: The concepts and sources.
        without: Ids of sources of which nothing is taken. A concept that no
            other source knows by its label is left out, with all that points
            at it.

    Raises:
        ArgumentError: If there is no such source.
    """
    for name in without:
        if name not in content.sources:
            hint = suggestion(name, content.sources)
            raise ArgumentError(f'there is no source "{name}"{hint}')
    left_out = {
        concept.slug
        for concept in content.concepts.values()
        if set(_label_sources(concept)) <= set(without)
    }
    vocabulary = load_vocabulary()
    schema = NamedNode(SCHEMA)
    quads: set[Quad] = set()
    for quad in schema_quads():
        quads.add(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()))
        quads.add(Quad(quad.subject, quad.predicate, quad.object, schema))
    for source in content.sources.values():
        for fact in _source_facts(source):
            quads.update(_quads(fact, {source.id}.difference(without)))
    unknown = {NamedNode(ID + slug) for slug in left_out}
    for concept in content.concepts.values():
        for fact, sources in _concept_facts(concept, vocabulary):
            if unknown.isdisjoint(fact):
                quads.update(_quads(fact, set(sources).difference(without)))
    return sorted(quads, key=str)


def _label_sources(concept: Concept) -> tuple[str, ...]:
    """Return who knows a concept by its label: whoever states one of its classes."""
    types = (s.sources for s in concept.statements if s.property == "type")
    return concept.sources + tuple(source for sources in types for source in sources)


def to_n_quads(quads: Iterable[Quad]) -> bytes:
    """Return N-Quads, one line a quad, in the order given."""
    text = serialize(quads, format=RdfFormat.N_QUADS)
    assert text is not None  # None only when an output is given
    return text


def _quads(fact: Fact, sources: Collection[str]) -> Iterator[Quad]:
    if sources:
        yield Quad(*fact, _DEFAULT)
    for source in sources:
        yield Quad(*fact, _graph_of(source))


@cache
def _graph_of(source: str) -> NamedNode:
    return NamedNode(SOURCE + source)


def _concept_facts(
    concept: Concept, vocabulary: Vocabulary
) -> Iterator[tuple[Fact, tuple[str, ...]]]:
    subject = NamedNode(ID + concept.slug)

    def text(name: str, value: str) -> Fact:
        return subject, NamedNode(SKOS + name), Literal(value, language="en")

    def type_facts(kind: str) -> Iterator[Fact]:
        for name in vocabulary.classes[kind].ancestors:
            yield subject, _TYPE, NamedNode(CG + name)

    for fact in type_facts(concept.kind):
        yield fact, concept.sources
    known_to = _label_sources(concept)
    yield text("prefLabel", concept.label), known_to
    yield text("definition", concept.definition), (EDITORIAL,)
    for statement in concept.statements:
        if statement.property == "type":
            for fact in type_facts(statement.object):
                yield fact, statement.sources
            continue
        if statement.property == "altLabel":
            yield text("altLabel", statement.object), statement.sources
            continue
        prop = vocabulary.properties[statement.property]
        value = _value(prop, statement.object)
        yield (subject, NamedNode(prop.iri), value), statement.sources
        if prop.name == "isReplacedBy":
            yield (subject, NamedNode(OWL + "deprecated"), _TRUE), statement.sources


def _value(prop: Property, text: str) -> NamedNode | Literal:
    if prop.is_reference:
        return NamedNode(ID + text)
    if prop.is_match:
        return NamedNode(expanded(text))
    return Literal(text, datatype=NamedNode(f"{XSD}{prop.range}"))


def _source_facts(source: Source) -> Iterator[Fact]:
    subject = NamedNode(SOURCE + source.id)
    yield subject, _TYPE, NamedNode(CG + "Source")
    yield subject, NamedNode(DCTERMS + "title"), Literal(source.title, language="en")
    if source.publisher:
        yield subject, NamedNode(DCTERMS + "publisher"), Literal(source.publisher)
    if source.license:
        yield subject, NamedNode(DCTERMS + "license"), NamedNode(source.license)
    if source.note:
        yield (
            subject,
            NamedNode(DCTERMS + "description"),
            Literal(source.note, language="en"),
        )
