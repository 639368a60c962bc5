"""``careergraph bridges``."""

import sys

import click

from careergraph.career_graph import CareerGraph
from careergraph.commands.options import (
    concept_argument,
    format_option,
    graph_options,
)
from careergraph.commands.output import print_result


@click.command("bridges")
@concept_argument("start", "Track")
@concept_argument("goal", "Track")
@click.option("--inferred", is_flag=True, help="Walk moves that no source states, too.")
@format_option
@graph_options
def command(
    graph: CareerGraph, start: str, goal: str, inferred: bool, output_format: str
) -> None:
    """Show the roles through which people get from a track to another.

    START and GOAL are tracks, such as analytics, research, platform or
    leadership; `careergraph show ROLE` tells those of a role. The exit code is 1
    when no moves lead from the one to the other.

    \b
    Example:
      careergraph bridges analytics leadership
    """
    bridges = graph.bridges(start, goal, inferred=inferred)
    print_result(bridges, output_format)
    if not bridges.connected:
        sys.exit(1)
