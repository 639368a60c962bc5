"""``careergraph moves``."""

import sys

import click

from careergraph.career_graph import CareerGraph
from careergraph.commands.options import bulk_options, format_option
from careergraph.commands.output import print_result
from careergraph.commands.progress import progress


@click.command("moves")
@click.argument("graphs", metavar="[GRAPH]...", nargs=-1)
@click.option(
    "--top",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="How many moves at most from each role.",
)
@bulk_options
@format_option
def command(
    graphs: tuple[str, ...],
    output: str,
    top: int,
    max_rise: int,
    scheme: str | None,
    threads: int,
    engine: str,
    master: str | None,
    output_format: str,
) -> None:
    """Find for every role the roles that ask for most of what it offers.

    GRAPH is a store, a file of N-Quads, TriG or Turtle, or a content folder; several
    are taken one by one, such as releases. Without any it is the graph that comes with
    careergraph. RESULT has a row for each graph, origin and target, the most similar
    first. Needs `pip install 'careergraph[match]'`; docs/scale.md tells more.

    \b
    Example:
      careergraph moves --top 5 -o moves.csv
    """
    with progress() as tell:
        result = CareerGraph.moves(
            graphs,
            output,
            top=top,
            max_rise=max_rise,
            scheme=scheme,
            threads=threads,
            engine=engine,
            master=master,
            tell=tell,
        )
    print_result(result, output_format)
    if not result.moves:
        sys.exit(1)
