"""``careergraph new``."""

from pathlib import Path

import click

from careergraph.commands.folders import folder_option, folder_to_write
from careergraph.commands.output import printable


@click.command("new")
@click.argument("kind")
@click.argument("label")
@folder_option
def command(kind: str, label: str, folder: Path | None) -> None:
    """Write the file of a new concept, to fill in.

    KIND is the name of a folder of ontology/concepts, such as skill or role.

    \b
    Example:
      careergraph new skill "Feature store"
    """
    from careergraph.ontology.new_concept import new_concept

    click.echo(printable(str(new_concept(folder_to_write(folder), kind, label))))
