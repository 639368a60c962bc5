"""What a dataset says, in plain Python that loads in a few milliseconds.

Paths, gaps and pages need no SPARQL: they walk these facts. They are made from
the quads, whatever these were made from, and hold nothing else.
"""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from careergraph.ontology.joining import exact_matches, joined
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
    concept_name,
)
from careergraph.ontology.titles import Titles

if TYPE_CHECKING:
    from pyoxigraph import Quad

Value: TypeAlias = str | int | float
"""Slug of a concept, or a literal: text or a number.

A concept of another scheme, such as ESCO, has no slug: its compact IRI stands in.
"""


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
        titles: The labels of all concepts, to be looked up and searched.
    """

    def __init__(self, record: Mapping[str, Any], titles: str | None = None):
        """Take what :func:`record` made of a dataset, or what a store keeps of that.

        In a store each part is read when it is first needed, and so is each property.
        Alternative labels and definitions are apart, in ``texts``: few need them.

        Args:
            record: The facts as plain values.
            titles: File of the index of their titles, if there is one.
        """
        self._record = record
        self._terms: dict[str, tuple[str, str, bool, str]] = record["terms"]
        self.source_titles: dict[str, str] = record["sources"]
        self._statements: dict[str, dict[str, tuple[Any, ...]]] = {}
        self._inverse: dict[str, dict[Value, list[Stated]]] = {}
        self.titles = Titles(self, titles)

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what another process makes the same of: no cache, no open file."""
        return Facts, (self._record, self.titles.path)

    @cached_property
    def _entities(self) -> dict[str, tuple[Any, ...]]:
        entities: dict[str, tuple[Any, ...]] = self._record["entities"]
        return entities

    @cached_property
    def _texts(self) -> dict[str, tuple[tuple[str, ...], str]]:
        texts: dict[str, tuple[tuple[str, ...], str]] = self._record.get("texts", {})
        return texts

    def _stated(self, name: str) -> dict[str, tuple[Any, ...]]:
        """Return what a property states, by the slugs of the subjects."""
        if name not in self._statements:
            self._statements[name] = self._record["statements"].get(name, {})
        return self._statements[name]

    @property
    def slugs(self) -> Iterable[str]:
        """Slugs of all concepts, sorted."""
        return self._entities.keys()

    @cached_property
    def same(self) -> dict[str, str]:
        """Slugs of concepts of this project by those that they match exactly here."""
        same: dict[str, str] = self._record.get("same", {})
        return same

    def __contains__(self, slug: object) -> bool:
        """Tell whether there is a concept with that slug."""
        return slug in self._entities

    def entity(self, slug: str) -> Entity:
        """Return a concept; the slug must be known."""
        entity = Entity(*self._entities[slug])
        if slug not in self._texts:
            return entity
        alt_labels, definition = self._texts[slug]
        return entity._replace(alt_labels=alt_labels, definition=definition)

    def label(self, slug: str) -> str:
        """Return the preferred label of a concept; the slug must be known."""
        return str(self._entities[slug][0])

    def by_label(self, slugs: Iterable[str]) -> list[str]:
        """Return concepts in the order of their labels, whatever the case of these.

        The slugs of a large taxonomy say nothing, so that their order is none to read.
        """
        return sorted(slugs, key=lambda slug: (self.label(slug).lower(), slug))

    def is_a(self, slug: str, name: str) -> bool:
        """Tell whether a concept is of a class or of one below it."""
        return name in self._entities[slug][4]

    def of_class(self, name: str) -> list[str]:
        """Return the concepts of a class and of the classes below it, sorted."""
        return [slug for slug, entity in self._entities.items() if name in entity[4]]

    @cached_property
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
        return [Stated(*pair) for pair in self._stated(name).get(slug, ())]

    def objects(self, slug: str, name: str) -> list[Any]:
        """Return what is stated of a concept by a property, without the sources."""
        return [value for value, _ in self._stated(name).get(slug, ())]

    def subjects(self, value: Value, name: str) -> list[Stated]:
        """Return the concepts of which a property states a value, sorted."""
        if name not in self._inverse:
            inverse = defaultdict(list)
            for subject, pairs in self._stated(name).items():
                for target, sources in pairs:
                    inverse[target].append(Stated(subject, sources))
            self._inverse[name] = inverse
        return list(self._inverse[name].get(value, ()))

    def statements(self, name: str | None = None) -> Iterator[Fact]:
        """Yield the statements of one property, or of all, sorted."""
        for prop in [name] if name else self.properties:
            for subject, pairs in self._stated(prop).items():
                for value, sources in pairs:
                    yield Fact(subject, prop, value, sources)

    @property
    def properties(self) -> list[str]:
        """Local names of the properties that state anything, sorted."""
        return list(self._record["statements"])


def record(quads: Iterable["Quad"]) -> dict[str, Any]:
    """Return the facts of a dataset as plain values, for :class:`Facts`.

    Statements of properties that the dataset does not describe are left out, and
    those about concepts that have no label or no class that it describes. Where it
    states several preferred labels or definitions of a concept, the first counts.
    """
    triples: dict[tuple[str, str], dict[Value, Collection[str]]] = defaultdict(dict)
    for quad in quads:
        subject: Any = quad.subject
        stated = triples[subject.value, quad.predicate.value]
        sources: Any = stated.setdefault(value_of(quad.object), set())
        graph = getattr(quad.graph_name, "value", "")
        if graph.startswith(SOURCE):
            sources.add(graph.removeprefix(SOURCE))
    return record_of(triples)


def record_of(
    triples: Mapping[tuple[str, str], Mapping[Value, Collection[str]]],
) -> dict[str, Any]:
    """Return the facts of a dataset, as :func:`record` does.

    Concepts that are matched exactly are one in it, see
    :mod:`careergraph.ontology.joining`.

    Args:
        triples: By the IRIs of subject and property, the values and who states each.
    """
    same = exact_matches(triples)
    record = _Recorder(joined(triples, same)).record()
    names = {concept_name(alias): concept_name(iri) for alias, iri in same.items()}
    return {**record, "same": names}


class _Recorder:
    def __init__(
        self, triples: Mapping[tuple[str, str], Mapping[Value, Collection[str]]]
    ):
        self.triples = triples
        self.parents: dict[str, list[str]] = {}
        self._known: dict[Any, Any] = {}
        self._who: dict[tuple[str, ...], Any] = {}
        for (subject, predicate), values in triples.items():
            if predicate == RDFS + "subClassOf" and subject.startswith(CG):
                self.parents[_local(subject)] = [_local(str(v)) for v in values]

    def one(self, value: Any) -> Any:
        """Return the same object for equal values of a type: a record loads faster."""
        return self._known.setdefault((type(value), value), value)

    def who(self, sources: Collection[str]) -> Any:
        several = tuple(sources)
        if several not in self._who:
            self._who[several] = self.one(tuple(sorted(several)))
        return self._who[several]

    def values(self, subject: str, predicate: str) -> list[Any]:
        return sorted(self.triples.get((subject, predicate), ()), key=_order)

    def texts(self, subject: str, predicate: str) -> list[str]:
        return [str(value) for value in self.values(subject, predicate)]

    def record(self) -> dict[str, Any]:
        terms = self.terms()
        labelled = self.labelled()
        subjects = {s: concept_name(s) for s in labelled if self.classes(s, terms)}
        statements: dict[str, dict[str, Any]] = {name: {} for name in sorted(terms)}
        for (subject, predicate), values in sorted(self.triples.items()):
            name = _name(predicate)
            if name in statements and subject in subjects:
                if terms[name][2]:
                    stated = [
                        (subjects[str(value)], self.who(values[value]))
                        for value in sorted(values, key=_order)
                        if value in subjects
                    ]
                else:
                    stated = [
                        (self.one(_local(value)), self.who(values[value]))
                        for value in sorted(values, key=_order)
                        if value in subjects or not str(value).startswith(ID)
                    ]
                statements[name][subjects[subject]] = tuple(map(self.one, stated))
        return {
            "entities": {n: self.entity(s, terms) for s, n in subjects.items()},
            "statements": {
                name: {slug: values for slug, values in sorted(by.items()) if values}
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
                    self.texts(subject, predicate)[0],
                    next(iter(self.texts(subject, SKOS + "definition")), ""),
                    OWL + "ObjectProperty" in types and not self.is_match(subject),
                    next(iter(self.texts(subject, CG + "inverseLabel")), ""),
                )
        return dict(sorted(found.items()))

    def is_match(self, subject: str) -> bool:
        return SKOS + "mappingRelation" in self.values(subject, RDFS + "subPropertyOf")

    def source_titles(self) -> dict[str, str]:
        titles = sorted(
            (subject.removeprefix(SOURCE), str(next(iter(values))))
            for (subject, predicate), values in self.triples.items()
            if predicate == DCTERMS + "title" and subject.startswith(SOURCE)
        )
        return dict(titles)

    def labelled(self) -> list[str]:
        name = SKOS + "prefLabel"
        named = (s for s, p in self.triples if p == name)
        return sorted(named, key=concept_name)

    def classes(self, subject: str, terms: Container[str]) -> list[str]:
        names = map(_local, self.texts(subject, RDF + "type"))
        return [name for name in names if name in terms]

    def entity(self, subject: str, terms: Container[str]) -> tuple[Any, ...]:
        classes = self.classes(subject, terms)
        above = {p for c in classes for p in self.parents.get(c, ())}
        labels = self.triples[subject, SKOS + "prefLabel"]
        entity = Entity(
            label=self.one(str(next(iter(labels)))),
            alt_labels=tuple(map(self.one, self.texts(subject, SKOS + "altLabel"))),
            definition=self.one(
                next(iter(self.texts(subject, SKOS + "definition")), "")
            ),
            kinds=self.one(tuple(c for c in classes if c not in above)),
            classes=self.one(tuple(map(self.one, classes))),
            sources=self.who(next(iter(labels.values()))),
        )
        return tuple(entity)  # marshal takes no named tuples


def value_of(term: Any) -> Value:
    """Return a term of pyoxigraph as facts hold it: an IRI whole, a literal's value."""
    text = str(getattr(term, "value", term))  # a triple term has no value of its own
    datatype = getattr(term, "datatype", None)
    try:
        if datatype is not None and datatype.value == XSD + "integer":
            return int(text)
        if datatype is not None and datatype.value == XSD + "decimal":
            number = float(text)
            return int(number) if number.is_integer() else number
    except ValueError:
        return text  # "many"^^xsd:integer is a literal, if an ill one
    return text


def _order(value: Value) -> tuple[bool, Any]:
    """Return what values are sorted by: numbers first, then text."""
    return isinstance(value, str), value


def _local(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return value.removeprefix(ID).removeprefix(CG).removeprefix(DCTERMS)


def _name(iri: str) -> str:
    """Return what stands after the last # or / of an IRI."""
    return iri.rpartition("#")[2].rpartition("/")[2]
