"""``careergraph reach``."""

from typing import Any

import click

from careergraph.career_graph import CareerGraph
from careergraph.commands.options import (
    concept_argument,
    format_option,
    graph_options,
    limit_options,
)
from careergraph.commands.output import print_result


@click.command("reach")
@concept_argument("start", "Role", required=False)
@click.option(
    "--max-learning",
    type=float,
    metavar="HOURS",
    help="Most hours of learning on a whole path.",
)
@limit_options
@format_option
@graph_options
def command(
    graph: CareerGraph,
    start: str | None,
    max_learning: float | None,
    output_format: str,
    **limits: Any,
) -> None:
    """Show the roles that can be reached, and how.

    Without START, the way begins with what you hold alone.

    \b
    Example:
      careergraph reach "data analyst" --max-moves 2
    """
    result = graph.reach(start, max_learning=max_learning, **limits)
    print_result(result, output_format)
