"""``careergraph find``."""

import sys

import click

from careergraph.career_graph import CareerGraph
from careergraph.commands.options import format_option, graph_options
from careergraph.commands.output import print_json, printable


@click.command("find")
@click.argument("text")
@click.option("--kind", metavar="CLASS", help="Look only there: Role, Skill, Book ...")
@format_option
@graph_options
def command(
    graph: CareerGraph, text: str, kind: str | None, output_format: str
) -> None:
    """Find the concepts that a text occurs in.

    \b
    Example:
      careergraph find bayesian
    """
    facts = graph.facts
    found = graph.find(text, kind=kind)
    if output_format == "json":
        print_json([{"slug": slug, "label": facts.label(slug)} for slug in found])
    for slug in found if output_format == "text" else ():
        kinds = ", ".join(facts.term(kind).label for kind in facts.entity(slug).kinds)
        click.echo(printable(f"{facts.label(slug)} ({kinds}; {slug})"))
    if not found:
        click.echo(printable(f'no concept mentions "{text}"'), err=True)
        sys.exit(1)
