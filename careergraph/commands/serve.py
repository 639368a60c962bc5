"""``careergraph serve``."""

import click

from careergraph.career_graph import CareerGraph
from careergraph.commands.options import graph_options
from careergraph.errors import ArgumentError
from careergraph.queries.bounds import MEGABYTES, ROWS, SECONDS, Bounds

HOST, PORT = "127.0.0.1", 8765


@click.command("serve")
@click.option("--host", default=HOST, show_default=True, help="Address to listen at.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="0 takes a free one, which is told.",
)
@click.option(
    "--seconds",
    type=float,
    default=SECONDS,
    show_default=True,
    help="Time after which a query is ended.",
)
@click.option(
    "--megabytes",
    type=int,
    default=MEGABYTES,
    show_default=True,
    help="Memory that a query may take.",
)
@click.option(
    "--rows",
    type=int,
    default=ROWS,
    show_default=True,
    help="Rows that an answer may have.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    help="Processes for slow queries; twice as many answer quick ones.",
)
@graph_options
def command(
    graph: CareerGraph,
    host: str,
    port: int,
    seconds: float,
    megabytes: int,
    rows: int,
    workers: int,
) -> None:
    """Serve the graph: a SPARQL endpoint, a query page and the explorer.

    It is read-only. Ctrl-C ends it.

    \b
    Example:
      careergraph serve --port 0
    """
    try:
        from careergraph.server.run import serve
    except ModuleNotFoundError as error:
        raise ArgumentError(
            f"the server needs {error.name}; pip install 'careergraph[server]'"
        ) from None
    bounds = Bounds(seconds=seconds, megabytes=megabytes, rows=rows)
    serve(
        graph,
        host=host,
        port=port,
        bounds=bounds,
        workers=workers,
        on_ready=lambda address: click.echo(
            f"Serving at {address}/ (Ctrl-C ends it)", err=True
        ),
    )
