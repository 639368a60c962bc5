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
    "wikidata": "http://www.wikidata.org/entity/",
}
"""Schemes to which concepts are matched, and the beginning of their IRIs."""

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
