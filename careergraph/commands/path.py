"""``careergraph path``."""

from typing import Any

import click

from careergraph.career_graph import CareerGraph
from careergraph.commands.options import (
    concept_argument,
    graph_options,
    limit_options,
)
from careergraph.commands.output import print_json, print_text, width
from careergraph.graph.advice import overview_text
from careergraph.graph.request import CRITERIA, OBJECTIVES


@click.command("path")
@concept_argument("roles", "Role", nargs=-1, required=True, metavar="[START] GOAL")
@click.option(
    "--minimise",
    type=click.Choice(OBJECTIVES),
    default="moves",
    show_default=True,
    help="What comes first; pareto gives the paths that none is better than in all.",
)
@click.option(
    "--over",
    multiple=True,
    type=click.Choice(CRITERIA),
    help="With pareto: a criterion; may be repeated.  [default: moves, learning, time]",
)
@limit_options
@click.option(
    "-k",
    type=click.IntRange(min=1),
    help="How many paths, best first.  [default: 1; with pareto, all]",
)
@click.option(
    "--max-shared",
    type=click.IntRange(min=0),
    help="Most roles between start and goal that two of the paths have in common; "
    "gives 3 paths where -k is not said.",
)
@click.option("--why", is_flag=True, help="Print the statements behind each move.")
@click.option(
    "--picture",
    metavar="FILE",
    help="Draw the (first) path, too; the file ends with .svg or .png.",
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "mermaid"]),
    default="text",
    show_default=True,
)
@graph_options
def command(
    graph: CareerGraph,
    roles: tuple[str, ...],
    k: int | None,
    max_shared: int | None,
    why: bool,
    picture: str | None,
    output_format: str,
    **limits: Any,
) -> None:
    """Show how to get from one role to another, move by move.

    Each move comes with who says so, what you already have, what is to be
    learnt in which order and from what, and what the role pays where the
    graph knows. Without START, the way begins with what you hold alone.

    \b
    Examples:
      careergraph path "data analyst" "chief AI officer" --holding python
      careergraph path "data scientist" --holding python --holding statistics
    """
    if len(roles) > 2:
        raise click.UsageError(
            f"one or two roles, not {len(roles)}; a name of several words wants quotes"
        )
    start, goal = roles if len(roles) == 2 else (None, roles[0])
    if why and output_format == "mermaid":
        raise click.UsageError(
            "a diagram has no place for --why; leave it out, or leave out --format "
            "mermaid"
        )
    if k == 1 and max_shared is not None:
        raise click.UsageError(
            "--max-shared compares paths; ask for more than one with -k, or leave it out"
        )
    if k is None and max_shared is None and limits["minimise"] != "pareto":
        k = 1
    paths = graph.transition_paths(start, goal, k=k, max_shared=max_shared, **limits)
    if picture is not None:
        paths[0].to_picture(picture)
    if output_format == "json":
        single = k == 1 and len(paths) == 1
        several = {"paths": [path.to_dict() for path in paths]}
        print_json(paths[0].to_dict() if single else several)
        return
    if output_format == "mermaid":
        print_text("\n\n".join(path.to_mermaid().rstrip("\n") for path in paths))
        return
    if len(paths) > 1:
        print_text(overview_text(paths, graph.facts, width=width()) + "\n")
    for number, path in enumerate(paths):
        if number:
            click.echo()
        print_text(path.to_text(width=width()))
        if why:
            print_text("\n" + path.why(width=width()))
