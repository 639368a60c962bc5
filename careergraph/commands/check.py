"""``careergraph check``."""

import sys
from pathlib import Path

import click

from careergraph.commands.folders import folder_argument, folder_to_read
from careergraph.commands.output import printable
from careergraph.commands.progress import progress


@click.command("check")
@folder_argument
def command(folder: Path | None) -> None:
    """Find every fault in the concept files, and say how to mend it.

    FOLDER holds sources.yaml and concepts/; by default it is ./ontology, or
    else the content that comes with careergraph.

    \b
    Example:
      careergraph check
    """
    from careergraph.queries.checks import check_content

    folder = folder_to_read(folder)
    with progress() as tell:
        problems = check_content(folder, progress=tell)
    for problem in problems:
        click.echo(printable(f"{folder}/{problem}"))
    if problems:
        count = len(problems)
        click.echo(f"{count} problem{'s' if count > 1 else ''}", err=True)
        sys.exit(1)
    click.echo("no problems", err=True)
