"""``careergraph gap``."""

import click

from careergraph.career_graph import CareerGraph
from careergraph.commands.options import (
    concept_argument,
    format_option,
    graph_options,
    holding_option,
)
from careergraph.commands.output import print_result


@click.command("gap")
@concept_argument("start", "Role")
@concept_argument("goal", "Role")
@holding_option
@format_option
@graph_options
def command(
    graph: CareerGraph,
    start: str,
    goal: str,
    holding: tuple[str, ...],
    output_format: str,
) -> None:
    """Show what someone in one role lacks for another, in learning order.

    \b
    Example:
      careergraph gap "data analyst" "machine learning engineer"
    """
    gap = graph.skill_gap(start, goal, holding=holding)
    print_result(gap, output_format)
