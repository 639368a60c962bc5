"""``careergraph openings``."""

import click

from careergraph.career_graph import CareerGraph
from careergraph.commands.options import (
    concept_argument,
    format_option,
    graph_options,
    holding_option,
)
from careergraph.commands.output import print_result
from careergraph.graph.inference_limits import (
    MAX_RISE,
    MIN_COVERAGE,
    MIN_COVERAGE_COUNTED,
)


@click.command("openings")
@concept_argument("role", "Role")
@holding_option
@click.option(
    "--min-coverage",
    type=float,
    metavar="SHARE",
    help="Least share of a role's essential effort that opens it.  "
    f"[default: {MIN_COVERAGE}; where no effort is stated {MIN_COVERAGE_COUNTED}]",
)
@click.option(
    "--max-rise",
    type=int,
    metavar="LEVELS",
    help=f"Most levels by which an open role is higher.  [default: {MAX_RISE}]",
)
@format_option
@graph_options
def command(
    graph: CareerGraph,
    role: str,
    holding: tuple[str, ...],
    min_coverage: float | None,
    max_rise: int | None,
    output_format: str,
) -> None:
    """Show which roles are open, and which competency would open most others.

    A role is open when enough of what it asks for is covered, and it is not
    much higher: the rule of moves that are inferred by coverage.

    \b
    Example:
      careergraph openings "data analyst" --holding python
    """
    openings = graph.openings(
        role, holding=holding, min_coverage=min_coverage, max_rise=max_rise
    )
    print_result(openings, output_format)
