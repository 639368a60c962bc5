"""``careergraph export``."""

import click

from careergraph.career_graph import CareerGraph
from careergraph.commands.options import graph_options
from careergraph.commands.output import printable
from careergraph.errors import ArgumentError
from careergraph.export.formats import FORMATS


@click.command("export")
@click.argument(
    "output_format", metavar="FORMAT", type=click.Choice(["html", *FORMATS])
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    required=True,
    type=click.Path(allow_dash=True),
    help="The file to write; - is stdout.",
)
@click.option("--title", help="html: name of the page.")
@click.option("--focus", metavar="CONCEPT", help="html: the concept to show first.")
@click.option(
    "--path",
    nargs=2,
    metavar="ROLE ROLE",
    help="html: the path from one role to another, to be shown.",
)
@click.option(
    "--split",
    type=click.IntRange(min=1),
    metavar="N",
    help="nquads: write N files for a bulk loader, FILE with -1 to -N in its name.",
)
@graph_options
def command(
    graph: CareerGraph,
    output_format: str,
    output: str,
    title: str | None,
    focus: str | None,
    path: tuple[str, str] | None,
    split: int | None,
) -> None:
    """Write the graph as a page, or for another tool.

    html is one page that opens offline. turtle holds every statement once; trig,
    nquads and jsonld hold the named graphs too, one for each source. void describes the
    data set, in VoID and DCAT; context is the context of its JSON-LD.

    \b
    Examples:
      careergraph export html -o careers.html --path "data analyst" "chief AI officer"
      careergraph export trig -o -
    """
    options = {"title": title, "focus": focus, "path": path}
    if output_format != "html" and any(options.values()):
        raise ArgumentError("--title, --focus and --path are for html alone")
    if split is not None:
        if output_format != "nquads" or output == "-":
            raise ArgumentError("--split is for nquads in files; name one with -o")
        from careergraph.export.split import write_split

        names = write_split(output, graph.n_quads, split)
        click.echo(printable(f"wrote {names[0]} to {names[-1]}"), err=True)
        return
    text = graph.export(
        output_format,
        title=title or "careergraph",
        focus=focus,
        route=graph.transition_path(*path) if path else None,
    )
    if output == "-":
        click.echo(text.rstrip("\n"))
        return
    from careergraph.ontology.files import write_text

    write_text(output, text)
    click.echo(f"wrote {printable(output)}", err=True)
