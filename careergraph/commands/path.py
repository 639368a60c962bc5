"""``careergraph path``."""

from typing import Any

import click

from careergraph.career_graph import CareerGraph
from careergraph.commands.options import (
    concept_argument,
    concept_option,
    format_option,
    graph_options,
    holding_option,
)
from careergraph.commands.output import print_json, print_result
from careergraph.graph.paths import OBJECTIVES


@click.command("path")
@concept_argument("start", "Role")
@concept_argument("goal", "Role")
@click.option(
    "--minimise",
    type=click.Choice(OBJECTIVES),
    default="moves",
    show_default=True,
    help="What comes first; the other comes second.",
)
@holding_option
@concept_option("--avoiding", "Role", text="A role not to pass through")
@concept_option("--via", "Role", text="A role to pass through, in any order")
@click.option("--inferred", is_flag=True, help="Walk moves that no source states, too.")
@click.option(
    "-k",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="How many paths, best first.",
)
@format_option
@graph_options
def command(
    graph: CareerGraph, start: str, goal: str, k: int, output_format: str, **limits: Any
) -> None:
    """Show how to get from one role to another, move by move.

    Each move comes with who says so, what you already have, what is to be
    learnt in which order and from what, and what the role pays where the
    graph knows.

    \b
    Example:
      careergraph path "data analyst" "chief AI officer" --holding python
    """
    paths = graph.transition_paths(start, goal, k=k, **limits)
    if output_format == "json" and k > 1:
        print_json({"paths": [path.to_dict() for path in paths]})
        return
    for number, path in enumerate(paths):
        if number:
            click.echo()
        print_result(path, output_format)
