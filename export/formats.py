"""The graph in one of several formats, by its name."""

from careergraph.errors import ArgumentError
from careergraph.ontology.compiled import Compiled
from careergraph.ontology.facts import Facts

FORMATS = (
    *("turtle", "trig", "nquads", "jsonld", "graphml", "csv", "mermaid"),
    *("void", "context"),
)
"""The formats without options; the page, html, has a module of its own."""


def exported(facts: Facts, compiled: Compiled, output_format: str) -> str:
    """Return the graph in a format; each is imported when it is asked for.

    Raises:
        ArgumentError: If there is no such format.
    """
    match output_format:
        case "turtle":
            from careergraph.export.rdf import to_turtle

            return to_turtle(compiled.n_quads)
        case "trig":
            from careergraph.export.rdf import to_trig

            return to_trig(compiled.n_quads)
        case "nquads":
            return compiled.n_quads.decode("utf-8")
        case "jsonld":
            from careergraph.export.rdf import to_jsonld

            return to_jsonld(compiled.n_quads)
        case "graphml":
            from careergraph.export.networks import to_graphml

            return to_graphml(facts)
        case "csv":
            from careergraph.export.tables import to_csv

            return to_csv(facts)
        case "mermaid":
            from careergraph.export.diagrams import to_mermaid

            return to_mermaid(facts)
        case "void":
            from careergraph.ontology.description import dataset_description

            return dataset_description(compiled.n_quads)
        case "context":
            import json

            from careergraph.ontology.context import jsonld_context

            return json.dumps(jsonld_context(), indent=2, ensure_ascii=False) + "\n"
    raise ArgumentError(
        f'there is no format "{output_format}"; choose html, {", ".join(FORMATS)}'
    )
