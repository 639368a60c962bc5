"""The JSON-LD context of the vocabulary, so that plain JSON can be read as RDF."""

from typing import Any

from careergraph.ontology.namespaces import PREFIXES, SKOS
from careergraph.ontology.vocabulary import Property, load_vocabulary

_BIBO = "http://purl.org/ontology/bibo/"
_TEXTS = ("prefLabel", "altLabel", "definition")


def jsonld_context() -> dict[str, Any]:
    """Return a document with ``@context`` alone, to be put on the web or in another.

    Each class and property stands under its local name. Links are compact IRIs
    such as ``id:python``. A number with decimals has to be written as a text,
    ``"2.5"``: JSON-LD turns the number 2.5 into ``2.5E0``, which is no decimal.

    >>> context = jsonld_context()["@context"]
    >>> context["leadsTo"]
    {'@id': 'cg:leadsTo', '@type': '@id'}
    >>> context["prefLabel"]
    {'@id': 'skos:prefLabel', '@language': 'en'}
    """
    vocabulary = load_vocabulary()
    prefixes = PREFIXES | {"bibo": _BIBO}
    terms: dict[str, Any] = {"@version": 1.1} | prefixes
    for name in _TEXTS:
        iri = _compact(SKOS + name, prefixes)
        terms[name] = {"@id": iri, "@language": "en"}
    terms |= {name: f"cg:{name}" for name in vocabulary.classes}
    for name, prop in vocabulary.properties.items():
        terms[name] = {"@id": _compact(prop.iri, prefixes)} | _type(prop)
    return {"@context": terms}


def _compact(iri: str, prefixes: dict[str, str]) -> str:
    namespace = max((n for n in prefixes.values() if iri.startswith(n)), key=len)
    prefix = next(p for p, n in prefixes.items() if n == namespace)
    return f"{prefix}:{iri.removeprefix(namespace)}"


def _type(prop: Property) -> dict[str, str]:
    if prop.is_reference or prop.is_match:
        return {"@type": "@id"}
    return {} if prop.range == "string" else {"@type": f"xsd:{prop.range}"}
