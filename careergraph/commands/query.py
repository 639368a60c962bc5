"""``careergraph query``."""

import signal
import sys

import click

from careergraph.career_graph import CareerGraph
from careergraph.commands.options import graph_options
from careergraph.commands.output import width
from careergraph.errors import ArgumentError

FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle", "ntriples", "jsonld")


@click.command("query")
@click.argument("question", required=False)
@click.argument("parameters", nargs=-1, metavar="[NAME=VALUE]...")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help="A graph as a table is Turtle.",
)
@click.option(
    "--timeout",
    type=float,
    metavar="SECONDS",
    help="End the query after this time; its memory and rows are bounded, too.",
)
@click.option("--list", "listed", is_flag=True, help="List the named questions.")
@graph_options
def command(
    graph: CareerGraph,
    question: str | None,
    parameters: tuple[str, ...],
    output_format: str,
    timeout: float | None,
    listed: bool,
) -> None:
    """Answer a named question, a .rq file, a query in SPARQL, or - for stdin.

    \b
    Examples:
      careergraph query --list
      careergraph query skills-of-role role=data-scientist
      careergraph query "SELECT ?role { ?role a cg:Role }" --format csv
    """
    from careergraph.queries.results import Answer, written

    if listed or question is None:
        _print_questions()
        return
    # A query runs outside of Python, where no KeyboardInterrupt would be noticed.
    if timeout is None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    text = sys.stdin.read() if question == "-" else question
    result = graph.query(text, timeout=timeout, **_values(parameters))
    click.echo(written(result, output_format, width=width()))
    if isinstance(result, Answer) and not result:
        sys.exit(1)


def _values(parameters: tuple[str, ...]) -> dict[str, str]:
    values = {}
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        if not equals or not name:
            raise ArgumentError(
                f'"{parameter}" is no parameter; write name=value, such as '
                f"role=data-scientist"
            )
        values[name] = value
    return values


def _print_questions() -> None:
    from careergraph.graph.advice import wrapped
    from careergraph.queries.questions import load_question, question_names

    for name in question_names():
        question = load_question(name)
        click.echo(f"{name} {question.example}".rstrip())
        click.echo("\n".join(wrapped(question.answers, width(), indent="    ")))
