"""``careergraph compare``."""

import sys
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
from careergraph.graph.comparison import OBJECTIVES


@click.command("compare")
@concept_argument("start", "Role")
@concept_argument("targets", "Role", nargs=-1, required=True)
@click.option(
    "--minimise",
    type=click.Choice(list(OBJECTIVES)),
    default="moves",
    show_default=True,
    help="What comes first in each path.",
)
@limit_options
@format_option
@graph_options
def command(
    graph: CareerGraph,
    start: str,
    targets: tuple[str, ...],
    output_format: str,
    **limits: Any,
) -> None:
    """Show what several roles would take, side by side.

    For each role: the best path, its moves, hours and time, the level, the
    pay, and what is to be learnt for it alone; and what to learn first, as all
    of them need it. The exit code is 1 when no path leads to any.

    \b
    Example:
      careergraph compare "data analyst" "data scientist" "AI engineer"
    """
    comparison = graph.compare(start, targets, **limits)
    print_result(comparison, output_format)
    if not any(target.path for target in comparison.targets):
        sys.exit(1)
