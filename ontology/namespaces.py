"""The IRIs under which careergraph publishes, and the prefixes that it writes."""

SCHEMA = "https://w3id.org/careergraph/schema"
CG = SCHEMA + "#"
ID = "https://w3id.org/careergraph/id/"
SOURCE = "https://w3id.org/careergraph/source/"

DCTERMS = "http://purl.org/dc/terms/"
OWL = "http://www.w3.org/2002/07/owl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"

EXTERNAL = {
    "esco": "http://data.europa.eu/esco/",
    "onet": "https://www.onetonline.org/link/summary/",
    "onet-model": "https://w3id.org/careergraph/onet/",
    "wikidata": "http://www.wikidata.org/entity/",
}
"""Schemes to which concepts are matched, and the beginning of their IRIs.

O*NET has addresses for its occupations alone: onet-model is for what else it describes.
"""

PREFIXES = {
    "cg": CG,
    "id": ID,
    "source": SOURCE,
    "dcterms": DCTERMS,
    "owl": OWL,
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": "https://schema.org/",
    "skos": SKOS,
    "xsd": XSD,
    **EXTERNAL,
}


def concept_name(iri: str) -> str:
    """Return the name of a concept: its slug, or a compact IRI when it is not ours.

    >>> concept_name(ID + "data-analyst")
    'data-analyst'
    >>> concept_name("http://data.europa.eu/esco/isco/C2511")
    'esco:isco/C2511'
    >>> concept_name("https://example.org/welder")
    'https://example.org/welder'
    """
    if iri.startswith(ID) and ":" not in iri[len(ID) :]:
        return iri[len(ID) :]
    for prefix, namespace in EXTERNAL.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def concept_iri(name: str) -> str:
    """Return the IRI of a concept by the name that :func:`concept_name` gives it.

    >>> concept_iri("esco:isco/C2511")
    'http://data.europa.eu/esco/isco/C2511'
    """
    prefix, colon, rest = name.partition(":")
    if not colon:
        return ID + name
    return EXTERNAL[prefix] + rest if prefix in EXTERNAL else name
