"""The dataset as rdflib holds it."""

import rdflib
from rdflib.plugins import sparql

from careergraph.ontology.namespaces import PREFIXES

sparql.SPARQL_LOAD_GRAPHS = False  # else FROM <file:...> in a query reads that file


def rdflib_dataset(n_quads: bytes) -> rdflib.Dataset:
    """Return a dataset with a named graph for each source, and our prefixes bound."""
    dataset = rdflib.Dataset()
    dataset.parse(data=n_quads, format="nquads")
    for prefix, iri in PREFIXES.items():
        dataset.bind(prefix, iri, replace=True)
    return dataset
