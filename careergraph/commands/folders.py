"""The folder of concept files that a command works on."""

from pathlib import Path

import click

from careergraph.errors import ArgumentError
from careergraph.ontology.content import PACKAGED

HERE = Path("ontology")
"""The folder of a checkout, seen from its top."""

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)

folder_argument = click.argument("folder", required=False, type=_FOLDER)
folder_option = click.option(
    "--folder",
    type=_FOLDER,
    help="Holds sources.yaml and concepts/; ./ontology by default.",
)


def folder_to_read(named: Path | None) -> Path:
    """Return the named folder, else ./ontology where there is one, else our own."""
    return named or (HERE if (HERE / "concepts").is_dir() else PACKAGED)


def folder_to_write(named: Path | None) -> Path:
    """Return the named folder, else ./ontology; never that of an installed package.

    Raises:
        ArgumentError: If none is named and there is no ./ontology.
    """
    if named or (HERE / "concepts").is_dir():
        return named or HERE
    raise ArgumentError(
        "there is no ontology/concepts here; go to the top of a checkout, or name "
        "the folder that holds sources.yaml and concepts/"
    )
