"""``careergraph find``."""

import sys

import click

from careergraph.career_graph import FOUND, CareerGraph
from careergraph.commands.options import format_option, graph_options
from careergraph.commands.output import print_json, printable


@click.command("find")
@click.argument("text")
@click.option("--kind", metavar="CLASS", help="Look only there: Role, Skill, Book ...")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=FOUND,
    show_default=True,
    help="Most concepts to list.",
)
@format_option
@graph_options
def command(
    graph: CareerGraph, text: str, kind: str | None, limit: int, output_format: str
) -> None:
    """Find concepts by their labels and definitions, best first.

    Words are found in any order and by their beginning; where nothing is found,
    mistakes in spelling are forgiven.

    \b
    Example:
      careergraph find bayesian
    """
    found = graph.find(text, kind=kind, limit=limit + 1)
    if output_format == "json":
        print_json([each.to_dict() for each in found[:limit]])
    for each in found[:limit] if output_format == "text" else ():
        click.echo(printable(str(each)))
    if len(found) > limit:
        click.echo(f"there are more; --limit {5 * limit} lists more of them", err=True)
    if not found:
        click.echo(printable(f'no concept mentions "{text}"'), err=True)
        sys.exit(1)
