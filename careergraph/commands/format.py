"""``careergraph format``."""

import sys
from pathlib import Path

import click

from careergraph.commands.folders import folder_argument, folder_to_write
from careergraph.commands.output import printable


@click.command("format")
@folder_argument
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if a file would.")
def command(folder: Path | None, check: bool) -> None:
    """Bring concept files into their one form: fixed order, sorted, one item a line.

    FOLDER holds sources.yaml and concepts/; by default it is ./ontology. The
    files that change are listed.

    \b
    Example:
      careergraph format --check
    """
    from careergraph.ontology.formatting import format_files

    changed = format_files(folder_to_write(folder), write=not check)
    for path in changed:
        click.echo(printable(str(path)))
    if check and changed:
        sys.exit(1)
