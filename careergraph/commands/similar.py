"""``careergraph similar``."""

import click

from careergraph.career_graph import CareerGraph
from careergraph.commands.options import (
    concept_argument,
    format_option,
    graph_options,
    max_rise_option,
)
from careergraph.commands.output import print_result


@click.command("similar")
@concept_argument("role", "Role")
@click.option(
    "--count",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="How many roles.",
)
@max_rise_option
@format_option
@graph_options
def command(
    graph: CareerGraph, role: str, count: int, max_rise: int, output_format: str
) -> None:
    """Show the roles that ask for most of what a role offers, and what speaks for each.

    No source says that people make such moves; docs/accuracy.md tells how often
    O*NET calls occupations of ESCO related that are so similar.

    \b
    Example:
      careergraph similar "data scientist" --count 3
    """
    print_result(
        graph.similar_roles(role, count=count, max_rise=max_rise), output_format
    )
