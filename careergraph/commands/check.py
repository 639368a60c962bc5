"""``careergraph check``."""

import sys
from pathlib import Path

import click

from careergraph.commands.options import folder_argument
from careergraph.commands.output import printable


@click.command("check")
@folder_argument
def command(folder: Path) -> None:
    """Find every fault in the concept files, and say how to mend it.

    FOLDER holds sources.yaml and concepts/; by default it is the content that
    comes with careergraph.

    \b
    Example:
      careergraph check
    """
    from careergraph.queries.checks import check_content

    problems = check_content(folder)
    for problem in problems:
        click.echo(printable(str(problem)))
    if problems:
        count = len(problems)
        click.echo(f"{count} problem{'s' if count > 1 else ''}", err=True)
        sys.exit(1)
    click.echo("no problems", err=True)
