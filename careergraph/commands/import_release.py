"""``careergraph import``."""

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import click

from careergraph.commands.output import print_json, printable
from careergraph.commands.progress import progress

if TYPE_CHECKING:
    from careergraph.ontology.importing import Imported

PUBLISHERS = ("esco", "onet", "crosswalk", "careergraph")

MOST_WARNINGS = 20
"""Lines of warnings that are printed; the store holds all of them."""


@click.command("import")
@click.argument("publisher", type=click.Choice(PUBLISHERS))
@click.argument("release", required=False)
@click.option(
    "--into",
    "store",
    metavar="STORE",
    required=True,
    help="The folder to write; what it holds of other releases stays.",
)
@click.option(
    "--language",
    help="Of ESCO's labels, as in the names of the files.  [default: en]",
)
@click.option(
    "--codes",
    metavar="FILE",
    help="For the crosswalk: O*NET's table of its codes of 2010 and 2019.",
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
    release: str | None,
    store: str,
    language: str | None,
    codes: str | None,
    version: str | None,
    strict: bool,
    output_format: str,
) -> None:
    """Read a release of ESCO or O*NET into a store, to be opened with --graph STORE.

    RELEASE is what the publisher gives out, a zip or the folder that it was unpacked
    to: ESCO in CSV, O*NET as text or for Excel. The crosswalk is Nesta's CSV file,
    which joins the two; import it after both. "careergraph" is the graph that comes
    with careergraph, without a RELEASE: machine-learning roles, joined to the others
    where they match exactly. Importing a release again replaces it. docs/import.md
    tells what becomes of each column.

    \b
    Examples:
      careergraph import esco ESCO-v1.2.0-en-csv.zip --into all.store
      careergraph import onet db_29_2_text.zip --into all.store
      careergraph import crosswalk esco_onet_crosswalk_Nov2020.csv --into all.store
    """
    from careergraph.ontology.store import add_release, refuse_other_folder

    _refuse_option("--language", language, publisher, "esco")
    _refuse_option("--codes", codes, publisher, "crosswalk")
    if (release is None) != (publisher == "careergraph"):
        raise click.UsageError(
            "careergraph has no RELEASE: it comes with this package"
            if release
            else f"name the RELEASE of {publisher}: its zip, folder or file"
        )
    refuse_other_folder(store)
    with progress() as tell:
        found = _read(publisher, release, store, language, codes, version, tell)
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


def _refuse_option(name: str, value: str | None, publisher: str, only: str) -> None:
    if value is not None and publisher != only:
        raise click.UsageError(f"{name} is for {only} alone, not for {publisher}")


def _read(
    publisher: str,
    release: str | None,
    store: str,
    language: str | None,
    codes: str | None,
    version: str | None,
    tell: Callable[[str], None],
) -> "Imported":
    if release is None:
        from careergraph.ontology.curated import read_curated

        return read_curated(tell=tell)
    if publisher == "esco":
        from careergraph.ontology.esco import read_esco

        return read_esco(release, language=language or "en", version=version, tell=tell)
    if publisher == "onet":
        from careergraph.ontology.onet import read_onet

        return read_onet(release, version=version, tell=tell)
    from careergraph.ontology.crosswalk import read_crosswalk

    return read_crosswalk(
        release, codes=codes, known=_roles_in(store), version=version, tell=tell
    )


def _roles_in(store: str) -> list[str]:
    """Return the names of the roles of a store; none when it is a new one."""
    from careergraph import CareerGraph
    from careergraph.ontology.store import is_store

    return CareerGraph.open(store).facts.of_class("Role") if is_store(store) else []


def _report(found: "Imported") -> Iterator[str]:
    about = found.about
    yield f"{about['title']} ({found.release.name}), language {about['language']}"
    if len(found.languages) > 1:
        yield f"There is also {', '.join(_other_languages(found))}."
    yield ""
    width = max((len(file.name) for file in found.files), default=0)
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
