"""``careergraph match``."""

import sys

import click

from careergraph.career_graph import CareerGraph
from careergraph.commands.options import bulk_options, format_option, graph_options
from careergraph.commands.output import print_result
from careergraph.commands.progress import progress


@click.command("match")
@click.argument("profiles")
@click.option(
    "--top",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="How many roles at most for each profile.",
)
@click.option(
    "--explain", is_flag=True, help="Tell what is missing, and what to learn first."
)
@bulk_options
@format_option
@graph_options
def command(
    graph: CareerGraph,
    profiles: str,
    output: str,
    top: int,
    max_rise: int,
    scheme: str | None,
    explain: bool,
    threads: int,
    engine: str,
    master: str | None,
    output_format: str,
) -> None:
    """Find the best next roles for many people at once.

    PROFILES is a file of Parquet, CSV or JSON Lines with the columns id, skills, role,
    level and place, of which id and one of skills and role are needed; in CSV, skills
    are parted by ";". Profiles that are refused and names that are not understood are
    written to files beside RESULT, with the reason. A run that was stopped goes on
    where it was. Needs `pip install 'careergraph[match]'`; docs/scale.md tells more.

    \b
    Example:
      careergraph match people.csv --top 3 --explain -o matches.csv
    """
    with progress() as tell:
        result = graph.match(
            profiles,
            output,
            top=top,
            max_rise=max_rise,
            scheme=scheme,
            explain=explain,
            threads=threads,
            engine=engine,
            master=master,
            tell=tell,
        )
    print_result(result, output_format)
    if not result.matches:
        sys.exit(1)
