"""``careergraph show``."""

import click

from careergraph.career_graph import CareerGraph
from careergraph.commands.options import concept_argument, format_option, graph_options
from careergraph.commands.output import print_result


@click.command("show")
@concept_argument("concept")
@format_option
@graph_options
def command(graph: CareerGraph, concept: str, output_format: str) -> None:
    """Show all that the graph says about a concept, and who says so.

    \b
    Example:
      careergraph show "gradient descent"
    """
    print_result(graph.concept(concept), output_format)
