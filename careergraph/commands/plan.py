"""``careergraph plan``."""

import click

from careergraph.career_graph import CareerGraph
from careergraph.commands.options import (
    concept_argument,
    concept_option,
    format_option,
    graph_options,
    holding_option,
)
from careergraph.commands.output import print_result


@click.command("plan")
@concept_argument("goal")
@concept_option("--start", "Role", text="The role that you have now", multiple=False)
@holding_option
@click.option(
    "--cover",
    type=click.Choice(["hours", "resources"]),
    default="hours",
    show_default=True,
    help="What the choice of resources has the least of.",
)
@format_option
@graph_options
def command(
    graph: CareerGraph,
    goal: str,
    start: str | None,
    holding: tuple[str, ...],
    cover: str,
    output_format: str,
) -> None:
    """Show what to learn for a role or a competency, in order, and from what.

    Each lesson says what it rests on and what it is needed for; the resources
    that are chosen teach the whole plan, as far as any does.

    \b
    Example:
      careergraph plan "machine learning engineer" --holding Python
    """
    plan = graph.learning_plan(goal, start=start, holding=holding, cover=cover)
    print_result(plan, output_format)
