"""What a dataset says, in plain Python that loads in a few milliseconds.

Paths, gaps and pages need no SPARQL: they walk these facts. They are made from
the quads, whatever these were made from, and hold nothing else.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from careergraph.ontology.namespaces import (
    CG,
    DCTERMS,
    ID,
    OWL,
    RDF,
    RDFS,
    SKOS,
    SOURCE,
    XSD,
)

if TYPE_CHECKING:
    from pyoxigraph import Quad

Value: TypeAlias = str | int | float
"""Slug of a concept, or a literal: text or a number."""


class Entity(NamedTuple):
    """A concept.

    Attributes:
        label: Preferred label.
        alt_labels: Other names, sorted.
        definition: One or two sentences.
        kinds: Its most specific classes, by local name, sorted.
        classes: All its classes, sorted.
        sources: Ids of the sources that know it by that label, sorted.
    """

    label: str
    alt_labels: tuple[str, ...]
    definition: str
    kinds: tuple[str, ...]
    classes: tuple[str, ...]
    sources: tuple[str, ...]


class Stated(NamedTuple):
    """The far end of a statement, and who states it.

    Attributes:
        value: Slug of a concept, or a literal.
        sources: Ids of the sources, sorted.
    """

    value: Any
    sources: tuple[str, ...]


class Fact(NamedTuple):
    """A statement, and who states it.

    Attributes:
        subject: Slug of a concept.
        property: Local name of the property.
        value: Slug of a concept, or a literal.
        sources: Ids of the sources, sorted.
    """

    subject: str
    property: str
    value: Any
    sources: tuple[str, ...]


class Term(NamedTuple):
    """A class or a property of the vocabulary.

    Attributes:
        label: Name for people.
        definition: One sentence.
        is_reference: For a property: its values are concepts of the graph.
        inverse: For a property: what it is called when read from its value; empty
            when the vocabulary does not say.
    """

    label: str
    definition: str
    is_reference: bool
    inverse: str = ""


class Facts:
    """All concepts and statements of a dataset; never changed once made.

    Attributes:
        slugs: Of all concepts, sorted.
        source_titles: Title of each source, by id, sorted.
        by_name: What :mod:`careergraph.graph.names` has looked up, to find it again.
    """

    def __init__(self, record: Mapping[str, Any]):
        """Take what :func:`record` made of a dataset."""
        self._entities: dict[str, tuple[Any, ...]] = record["entities"]
        self._statements: dict[str, dict[str, tuple[Any, ...]]] = record["statements"]
        self._terms: dict[str, tuple[str, str, bool, str]] = record["terms"]
        self.source_titles: dict[str, str] = record["sources"]
        self._inverse: dict[str, dict[Value, list[Stated]]] = {}
        self.by_name: dict[tuple[str | None, str], dict[str, list[str]]] = {}

    @property
    def slugs(self) -> Iterable[str]:
        """Slugs of all concepts, sorted."""
        return self._entities.keys()

    def __contains__(self, slug: object) -> bool:
        """Tell whether there is a concept with that slug."""
        return slug in self._entities

    def entity(self, slug: str) -> Entity:
        """Return a concept; the slug must be known."""
        return Entity(*self._entities[slug])

    def label(self, slug: str) -> str:
        """Return the preferred label of a concept; the slug must be known."""
        return str(self._entities[slug][0])

    def is_a(self, slug: str, name: str) -> bool:
        """Tell whether a concept is of a class or of one below it."""
        return name in self._entities[slug][4]

    def of_class(self, name: str) -> list[str]:
        """Return the concepts of a class and of the classes below it, sorted."""
        return [slug for slug, entity in self._entities.items() if name in entity[4]]

    @property
    def classes(self) -> list[str]:
        """Local names of the classes that any concept has, sorted."""
        return sorted(
            {name for entity in self._entities.values() for name in entity[4]}
        )

    def term(self, name: str) -> Term:
        """Return a class or property by its local name."""
        return Term(*self._terms[name])

    def values(self, slug: str, name: str) -> list[Stated]:
        """Return what is stated of a concept by a property, sorted by value."""
        return [Stated(*pair) for pair in self._statements.get(name, {}).get(slug, ())]

    def objects(self, slug: str, name: str) -> list[Any]:
        """Return what is stated of a concept by a property, without the sources."""
        return [value for value, _ in self._statements.get(name, {}).get(slug, ())]

    def subjects(self, value: Value, name: str) -> list[Stated]:
        """Return the concepts of which a property states a value, sorted."""
        if name not in self._inverse:
            inverse = defaultdict(list)
            for subject, pairs in self._statements.get(name, {}).items():
                for target, sources in pairs:
                    inverse[target].append(Stated(subject, sources))
            self._inverse[name] = inverse
        return list(self._inverse[name].get(value, ()))

    def statements(self, name: str | None = None) -> Iterator[Fact]:
        """Yield the statements of one property, or of all, sorted."""
        for prop in [name] if name else self._statements:
            for subject, pairs in self._statements.get(prop, {}).items():
                for value, sources in pairs:
                    yield Fact(subject, prop, value, sources)

    @property
    def properties(self) -> list[str]:
        """Local names of the properties that state anything, sorted."""
        return list(self._statements)


def record(quads: Iterable["Quad"]) -> dict[str, Any]:
    """Return the facts of a dataset as plain values, for :class:`Facts`.

    Statements of properties that the dataset does not describe are left out, and
    those about concepts that have no label.
    """
    triples: dict[tuple[str, str], dict[Any, set[str]]] = defaultdict(dict)
    for quad in quads:
        subject: Any = quad.subject
        stated = triples[subject.value, quad.predicate.value]
        sources = stated.setdefault(_value(quad.object), set())
        graph = getattr(quad.graph_name, "value", "")
        if graph.startswith(SOURCE):
            sources.add(graph.removeprefix(SOURCE))
    return _Recorder(triples).record()


class _Recorder:
    def __init__(self, triples: dict[tuple[str, str], dict[Any, set[str]]]):
        self.triples = triples
        self.parents: dict[str, list[str]] = {}
        for (subject, predicate), values in triples.items():
            if predicate == RDFS + "subClassOf" and subject.startswith(CG):
                self.parents[_local(subject)] = [_local(v) for v in values]

    def values(self, subject: str, predicate: str) -> list[Any]:
        return sorted(self.triples.get((subject, predicate), ()))

    def record(self) -> dict[str, Any]:
        terms = self.terms()
        labelled = SKOS + "prefLabel"
        found = (s for s, p in self.triples if p == labelled and s.startswith(ID))
        subjects = dict.fromkeys(sorted(found))
        statements: dict[str, dict[str, Any]] = {name: {} for name in sorted(terms)}
        for (subject, predicate), values in sorted(self.triples.items()):
            name = _name(predicate)
            if name in statements and subject in subjects:
                statements[name][_local(subject)] = tuple(
                    (_local(value), tuple(sorted(sources)))
                    for value, sources in sorted(values.items())
                    if value in subjects or not str(value).startswith(ID)
                )
        return {
            "entities": {_local(s): self.entity(s) for s in subjects},
            "statements": {
                name: {slug: values for slug, values in by.items() if values}
                for name, by in statements.items()
                if any(by.values())
            },
            "terms": terms,
            "sources": self.source_titles(),
        }

    def terms(self) -> dict[str, tuple[str, str, bool, str]]:
        found = {}
        for subject, predicate in self.triples:
            if predicate == RDFS + "label":
                types = self.values(subject, RDF + "type")
                found[_name(subject)] = (
                    self.values(subject, predicate)[0],
                    self.values(subject, SKOS + "definition")[0],
                    OWL + "ObjectProperty" in types and not self.is_match(subject),
                    next(iter(self.values(subject, CG + "inverseLabel")), ""),
                )
        return dict(sorted(found.items()))

    def is_match(self, subject: str) -> bool:
        return SKOS + "mappingRelation" in self.values(subject, RDFS + "subPropertyOf")

    def source_titles(self) -> dict[str, str]:
        return {
            subject.removeprefix(SOURCE): next(iter(values))
            for (subject, predicate), values in sorted(self.triples.items())
            if predicate == DCTERMS + "title" and subject.startswith(SOURCE)
        }

    def entity(self, subject: str) -> tuple[Any, ...]:
        classes = [_local(c) for c in self.values(subject, RDF + "type")]
        above = {p for c in classes for p in self.parents.get(c, ())}
        labels = self.triples[subject, SKOS + "prefLabel"]
        entity = Entity(
            label=next(iter(labels)),
            alt_labels=tuple(self.values(subject, SKOS + "altLabel")),
            definition=next(iter(self.values(subject, SKOS + "definition")), ""),
            kinds=tuple(c for c in classes if c not in above),
            classes=tuple(classes),
            sources=tuple(sorted(next(iter(labels.values())))),
        )
        return tuple(entity)  # marshal takes no named tuples


def _value(term: Any) -> Value:
    datatype = getattr(term, "datatype", None)
    if datatype is not None and datatype.value == XSD + "integer":
        return int(term.value)
    if datatype is not None and datatype.value == XSD + "decimal":
        number = float(term.value)
        return int(number) if number.is_integer() else number
    return str(term.value)


def _local(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return value.removeprefix(ID).removeprefix(CG).removeprefix(DCTERMS)


def _name(iri: str) -> str:
    """Return what stands after the last # or / of an IRI."""
    return iri.rpartition("#")[2].rpartition("/")[2]
