"""Describe a dataset in VoID and DCAT: what it is, whose, and how much is in it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from pyoxigraph import (
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
    serialize,
)

from careergraph.ontology.namespaces import (
    CG,
    DCTERMS,
    ID,
    OWL,
    PREFIXES,
    RDF,
    SCHEMA,
    SOURCE,
    XSD,
)

DATASET = "https://w3id.org/careergraph/dataset"

_VOID = "http://rdfs.org/ns/void#"
_DCAT = "http://www.w3.org/ns/dcat#"
_FOAF = "http://xmlns.com/foaf/0.1/"
_SD = "http://www.w3.org/ns/sparql-service-description#"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_ENGLISH = "http://publications.europa.eu/resource/authority/language/ENG"
_PUBLISHER = DATASET + "#publisher"
_FORMATS = {
    "turtle": "text/turtle",
    "trig": "application/trig",
    "jsonld": "application/ld+json",
    "csv": "text/csv",
    "html": "text/html",
}
_KEYWORDS = ("careers", "competencies", "machine learning", "occupations", "skills")
_NAMESPACES = PREFIXES | {"bibo": "http://purl.org/ontology/bibo/"}
_PREFIXES = _NAMESPACES | {
    "dcat": _DCAT,
    "foaf": _FOAF,
    "sd": _SD,
    "vann": "http://purl.org/vocab/vann/",
    "void": _VOID,
}
_TYPE = RDF + "type"
_EXAMPLES = ("data-scientist", "machine-learning-engineer", "python")


def dataset_description(n_quads: bytes) -> str:
    """Return a description of a dataset, in Turtle; the same for the same dataset.

    It counts the default graph, which holds every statement once, by class and by
    property, and each named graph, which holds what one source states. Licence,
    creator and version are those that the vocabulary in the dataset states.

    Args:
        n_quads: The dataset, as :attr:`careergraph.CareerGraph.n_quads`.
    """
    graphs: dict[str, list[Quad]] = {"": []}
    for quad in parse(n_quads, format=RdfFormat.N_QUADS):
        is_default = isinstance(quad.graph_name, DefaultGraph)
        name = "" if is_default else str(getattr(quad.graph_name, "value", ""))
        graphs.setdefault(name, []).append(quad)
    default = graphs.pop("")
    triples = [
        *_about(default),
        *_counts(default),
        *_partitions(default),
        *(t for name in sorted(graphs) for t in _subset(name, graphs[name], default)),
        *_distributions(),
    ]
    triples.sort(key=_order)
    text = serialize(triples, format=RdfFormat.TURTLE, prefixes=_PREFIXES)
    assert text is not None  # None only when an output is given
    return text.decode("utf-8")


def _order(triple: Triple) -> tuple[bool, str]:
    """Put what is said of the dataset itself first, and keep each subject together."""
    subject = str(triple.subject)
    return subject != f"<{DATASET}>", subject


def _about(quads: Sequence[Quad]) -> Iterator[Triple]:
    yield from _links(DATASET, _TYPE, [_VOID + "Dataset", _DCAT + "Dataset"])
    yield _text(DATASET, DCTERMS + "title", "careergraph: machine-learning careers")
    yield _text(
        DATASET,
        DCTERMS + "description",
        "Roles in machine learning, what they ask for, what it is learnt from, and how "
        "people move between them; each statement with its source.",
    )
    for term in ("license", "creator"):
        for value in _values(quads, SCHEMA, DCTERMS + term):
            yield Triple(NamedNode(DATASET), NamedNode(DCTERMS + term), value)
    for value in _values(quads, SCHEMA, OWL + "versionInfo"):
        yield Triple(NamedNode(DATASET), NamedNode(_DCAT + "version"), value)
    yield from _links(DATASET, DCTERMS + "language", [_ENGLISH])
    yield from _links(DATASET, DCTERMS + "conformsTo", [SCHEMA])
    yield from _links(DATASET, DCTERMS + "publisher", [_PUBLISHER])
    yield from (_text(DATASET, _DCAT + "keyword", word) for word in _KEYWORDS)
    yield from _links(DATASET, _VOID + "vocabulary", _vocabularies(quads))
    yield from _links(DATASET, _VOID + "exampleResource", _examples(quads))
    yield _plain(DATASET, _VOID + "uriSpace", ID)


def _counts(quads: Sequence[Quad]) -> Iterator[Triple]:
    subjects = {str(quad.subject) for quad in quads}
    concepts = {name for name in subjects if name.startswith(f"<{ID}")}
    classes = {str(q.object) for q in quads if q.predicate.value == _TYPE}
    yield _number(DATASET, _VOID + "triples", len(quads))
    yield _number(DATASET, _VOID + "entities", len(concepts))
    yield _number(DATASET, _VOID + "classes", len(classes))
    yield _number(DATASET, _VOID + "properties", len({q.predicate for q in quads}))
    yield _number(DATASET, _VOID + "distinctSubjects", len(subjects))
    objects = {str(quad.object) for quad in quads}
    yield _number(DATASET, _VOID + "distinctObjects", len(objects))


def _partitions(quads: Sequence[Quad]) -> Iterator[Triple]:
    typed = [q for q in quads if q.predicate.value == _TYPE]
    classes = Counter(getattr(quad.object, "value", "") for quad in typed)
    for iri, count in sorted(classes.items()):
        part = f"{DATASET}#class-{_short(iri)}"
        yield from _links(DATASET, _VOID + "classPartition", [part])
        yield from _links(part, _VOID + "class", [iri])
        yield _number(part, _VOID + "entities", count)
    properties = Counter(quad.predicate.value for quad in quads)
    for iri, count in sorted(properties.items()):
        part = f"{DATASET}#property-{_short(iri)}"
        yield from _links(DATASET, _VOID + "propertyPartition", [part])
        yield from _links(part, _VOID + "property", [iri])
        yield _number(part, _VOID + "triples", count)


def _subset(
    name: str, quads: Sequence[Quad], default: Sequence[Quad]
) -> Iterator[Triple]:
    """Yield what is known of a named graph: it holds what its source states."""
    part = f"{DATASET}#graph-{_short(name)}"
    yield from _links(DATASET, _VOID + "subset", [part])
    yield from _links(part, _TYPE, [_VOID + "Dataset", _SD + "NamedGraph"])
    for term in ("title", "license"):
        for value in _values(default, name, DCTERMS + term):
            yield Triple(NamedNode(part), NamedNode(DCTERMS + term), value)
    yield from _links(part, DCTERMS + "source", [name])
    yield from _links(part, _SD + "name", [name])
    yield _number(part, _VOID + "triples", len(quads))


def _distributions() -> Iterator[Triple]:
    for name, media_type in _FORMATS.items():
        part = f"{DATASET}#{name}"
        yield from _links(DATASET, _DCAT + "distribution", [part])
        yield from _links(part, _TYPE, [_DCAT + "Distribution"])
        yield _text(part, DCTERMS + "title", f"What careergraph export {name} writes")
        yield from _links(part, _DCAT + "mediaType", [_MEDIA + media_type])
    yield from _links(_PUBLISHER, _TYPE, [_FOAF + "Organization"])
    yield _plain(_PUBLISHER, _FOAF + "name", "The careergraph project")


def _vocabularies(quads: Sequence[Quad]) -> list[str]:
    """Return the namespaces of the properties and classes that are used."""
    used = {q.predicate.value for q in quads}
    used |= {
        getattr(q.object, "value", "") for q in quads if q.predicate.value == _TYPE
    }
    namespaces = set(_PREFIXES.values()) - {ID, SOURCE}
    return sorted(n for n in namespaces if any(iri.startswith(n) for iri in used))


def _examples(quads: Sequence[Quad]) -> list[str]:
    """Return well-known concepts, or the first roles where there are none."""
    role = NamedNode(CG + "Role")
    subjects = {getattr(quad.subject, "value", "") for quad in quads}
    known = [ID + slug for slug in _EXAMPLES if ID + slug in subjects]
    roles = sorted(
        str(getattr(quad.subject, "value", "")) for quad in quads if quad.object == role
    )
    return known or roles[: len(_EXAMPLES)]


def _values(
    quads: Iterable[Quad], subject: str, predicate: str
) -> list[NamedNode | Literal]:
    found = [
        quad.object
        for quad in quads
        if quad.predicate.value == predicate
        and getattr(quad.subject, "value", "") == subject
    ]
    return [value for value in found if isinstance(value, NamedNode | Literal)]


def _short(iri: str) -> str:
    """Return the end of an IRI of ours for what is said of another one."""
    for prefix, namespace in _PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and "/" not in local:
            return f"{prefix}-{local}" if local else prefix
    return quote(iri, safe="")


def _links(subject: str, predicate: str, objects: Iterable[str]) -> Iterator[Triple]:
    for name in objects:
        yield Triple(NamedNode(subject), NamedNode(predicate), NamedNode(name))


def _text(subject: str, predicate: str, text: str) -> Triple:
    return Triple(
        NamedNode(subject), NamedNode(predicate), Literal(text, language="en")
    )


def _plain(subject: str, predicate: str, text: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), Literal(text))


def _number(subject: str, predicate: str, number: int) -> Triple:
    datatype = NamedNode(XSD + "integer")
    value = Literal(str(number), datatype=datatype)
    return Triple(NamedNode(subject), NamedNode(predicate), value)
