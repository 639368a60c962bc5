"""``careergraph new``."""

from pathlib import Path

import click

from careergraph.commands.options import folder_option
from careergraph.commands.output import printable


@click.command("new")
@click.argument("kind")
@click.argument("label")
@folder_option
def command(kind: str, label: str, folder: Path) -> None:
    """Write the file of a new concept, to fill in.

    KIND is the name of a folder of ontology/concepts, such as skill or role.

    \b
    Example:
      careergraph new skill "Feature store"
    """
    from careergraph.ontology.new_concept import new_concept

    click.echo(printable(str(new_concept(folder, kind, label))))
