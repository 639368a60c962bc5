"""``careergraph import``."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from careergraph.commands.output import print_json, printable
from careergraph.commands.progress import progress

if TYPE_CHECKING:
    from careergraph.ontology.esco import Imported

MOST_WARNINGS = 20
"""Lines of warnings that are printed; the store holds all of them."""


@click.command("import")
@click.argument("publisher", type=click.Choice(["esco"]))
@click.argument("release")
@click.option(
    "--into",
    "store",
    metavar="STORE",
    required=True,
    help="The folder to write; what it holds of other releases stays.",
)
@click.option(
    "--language",
    default="en",
    show_default=True,
    help="Of the labels, as in the names of the files.",
)
@click.option("--version", help="Of the release, where its name does not tell it.")
@click.option(
    "--strict",
    is_flag=True,
    help="Write nothing and exit with 1 when a row has to be kept out.",
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
)
def command(
    publisher: str,
    release: str,
    store: str,
    language: str,
    version: str | None,
    strict: bool,
    output_format: str,
) -> None:
    """Read a release of ESCO into a store, to be opened with --graph STORE.

    RELEASE is the zip in CSV that the publisher gives out, or the folder that it was
    unpacked to. Importing the same release again replaces it. docs/import.md tells
    what becomes of each column.

    \b
    Example:
      careergraph import esco ESCO-v1.2.0-en-csv.zip --into esco.store
    """
    from careergraph.ontology.esco import read_esco
    from careergraph.ontology.store import add_release, refuse_other_folder

    refuse_other_folder(store)
    with progress() as tell:
        found = read_esco(release, language=language, version=version, tell=tell)
        is_refused = strict and found.kept_out > 0
        if not is_refused:
            add_release(store, found.release, tell=tell)
    if output_format == "json":
        print_json({"name": found.release.name, **found.about})
    else:
        click.echo(printable("\n".join(_report(found))))
    for line in _warnings(found):
        click.echo(printable(line), err=True)
    if is_refused:
        click.echo(f"{store} is as it was: --strict keeps no row out", err=True)
        sys.exit(1)
    click.echo(printable(f"wrote {store}; open it with --graph {store}"), err=True)


def _report(found: "Imported") -> Iterator[str]:
    about = found.about
    yield f"{about['title']} ({found.release.name}), language {about['language']}"
    if len(found.languages) > 1:
        yield f"There is also {', '.join(_other_languages(found))}."
    yield ""
    width = max(len(file.name) for file in found.files)
    for file in found.files:
        yield f"{file.name:<{width}}  {file.rows:>9,} rows  sha256 {file.sha256}"
    yield ""
    for name, count in found.counts.items():
        yield f"{count:>9,} {name}"
    yield ""
    yield f"{about['attribution']} {about['licence']}"


def _other_languages(found: "Imported") -> list[str]:
    """Return the languages that a release has besides the one that was read."""
    return [code for code in found.languages if code != found.about["language"]]


def _warnings(found: "Imported") -> Iterator[str]:
    for name, lost in found.missing.items():
        yield f"Warning: there is no file {name}; lost without it: {lost}"
    for line in found.warnings[:MOST_WARNINGS]:
        yield f"Warning: {line}"
    more = len(found.warnings) - MOST_WARNINGS
    if more > 0:
        yield f"Warning: and {more:,} more like these; --format json lists all"
