"""``careergraph diff``."""

import sys

import click

from careergraph.career_graph import CareerGraph
from careergraph.commands.output import print_json, print_result, printable


@click.command("diff")
@click.argument("old")
@click.argument("new", required=False)
@click.option(
    "--concept",
    help="Tell of this one alone, such as a role: what it gained and lost.",
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
)
def command(old: str, new: str | None, concept: str | None, output_format: str) -> None:
    """Tell which concepts have come and gone, and what each gained and lost.

    OLD and NEW are stores, files of N-Quads, TriG or Turtle, or content folders;
    NEW is the graph that comes with careergraph when it is not given. Two releases
    of one publisher are compared with each other; what one of them holds none of,
    because it is a part, is told and not compared. The exit code is 1 when there
    is a difference.

    \b
    Example:
      careergraph diff ontology
    """
    graph = CareerGraph.load() if new is None else CareerGraph.open(new)
    difference = CareerGraph.open(old).difference(graph, concept=concept)
    if output_format == "json":
        print_json(difference.to_dict())
    elif output_format == "markdown":
        click.echo(printable(difference.to_markdown()))
    else:
        print_result(difference, output_format)
    if difference:
        sys.exit(1)
