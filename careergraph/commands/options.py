"""Arguments and options that several commands have."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from careergraph.career_graph import CareerGraph
from careergraph.errors import ArgumentError
from careergraph.graph.inference_limits import MIN_SIMILARITY, MIN_SIMILARITY_ELSEWHERE
from careergraph.graph.request import MAX_STATES, PACE

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

format_option = click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
)

max_rise_option = click.option(
    "--max-rise",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help="Most levels that a role may be higher.",
)


_BULK = (
    click.option(
        "-o",
        "--output",
        metavar="RESULT",
        required=True,
        help="The file to write: .parquet, .csv or .jsonl; on Spark a new folder.",
    ),
    max_rise_option,
    click.option(
        "--scheme",
        metavar="SCHEME",
        help="Whose roles: esco, onet or careergraph.  [default: that of most roles]",
    ),
    click.option(
        "--threads",
        type=click.IntRange(min=1),
        default=1,
        show_default=True,
        help="To use; one counts as two, which take less processor time.",
    ),
    click.option(
        "--engine",
        type=click.Choice(["local", "spark"]),
        default="local",
        show_default=True,
        help="Where: in this process, or on Apache Spark.",
    ),
    click.option(
        "--master",
        metavar="URL",
        help="With --engine spark: where it runs, such as local[4] or yarn.",
    ),
)


def bulk_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of what is done for many at once."""
    for option in reversed(_BULK):
        command = option(command)
    return command


def graph_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that choose a graph, and that graph as ``graph``."""

    @click.option(
        "--graph",
        "graph_path",
        metavar="PATH",
        help="Another graph: a store that `careergraph import` wrote, a file of N-Quads, "
        "TriG or Turtle, a content folder, or the address of a SPARQL endpoint.",
    )
    @click.option(
        "--without",
        multiple=True,
        metavar="SOURCE",
        help="Take nothing from this source, such as editorial; may be repeated.",
    )
    @wraps(command)
    def run(
        *arguments: Any,
        graph_path: str | None,
        without: tuple[str, ...],
        **options: Any,
    ) -> None:
        command(*arguments, graph=_graph(graph_path, without), **options)

    return run


def _graph(path: str | None, without: tuple[str, ...]) -> CareerGraph:
    if path is None:
        return CareerGraph.load(without=without)
    if not path.startswith(("http://", "https://")):
        return CareerGraph.open(path, without=without)
    if without:
        raise ArgumentError(
            "--without is for a graph on this machine: `careergraph export nquads "
            "--graph ADDRESS -o FILE`, then --graph FILE"
        )
    return CareerGraph.connect(path)


def limit_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that limit which paths are taken."""
    for option in reversed(_LIMITS):
        command = option(command)
    return command


def concept_argument(
    name: str, kind: str | None = None, **settings: Any
) -> Callable[..., Any]:
    """Return an argument that names a concept of a class, completed by the shell."""
    return click.argument(name, shell_complete=_completion(kind), **settings)


def concept_option(
    name: str, kind: str, *, text: str, multiple: bool = True
) -> Callable[..., Any]:
    """Return an option that names a concept of a class, or may be repeated."""
    return click.option(
        name,
        multiple=multiple,
        metavar=kind.upper(),
        shell_complete=_completion(kind),
        help=f"{text}; may be repeated." if multiple else f"{text}.",
    )


def _completion(kind: str | None) -> Callable[..., "list[CompletionItem]"]:
    def complete(
        _context: click.Context, _parameter: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        from click.shell_completion import CompletionItem

        facts = CareerGraph.load().facts
        typed = incomplete.casefold().replace(" ", "-")
        return [
            CompletionItem(slug, help=facts.label(slug))
            for slug in (facts.of_class(kind) if kind else facts.slugs)
            if slug.startswith(typed)
        ]

    return complete


holding_option = concept_option(
    "--holding", "Competency", text="A competency that you hold besides"
)

_LIMITS = (
    holding_option,
    concept_option("--avoiding", "Role", text="A role not to pass through"),
    concept_option("--via", "Role", text="A role to pass through, in any order"),
    click.option("--max-moves", type=int, help="Most moves."),
    click.option(
        "--max-learning-per-move",
        type=float,
        metavar="HOURS",
        help="Most hours of learning in one move.",
    ),
    click.option(
        "--min-pay",
        type=float,
        metavar="AMOUNT",
        help="Least pay a year of each role moved to, where it is known.",
    ),
    click.option(
        "--no-pay-cut",
        "pay_cut",
        is_flag=True,
        flag_value=False,
        default=True,
        help="No role pays less than the last one whose pay is known.",
    ),
    concept_option(
        "--place",
        "Place",
        text="Whose pay counts; that with most figures when it is not said",
        multiple=False,
    ),
    click.option(
        "--no-credentials",
        "credentials",
        is_flag=True,
        flag_value=False,
        default=True,
        help="No role that requires a credential, but those you hold.",
    ),
    click.option(
        "--source",
        "sources",
        multiple=True,
        metavar="SOURCE",
        help="Walk only moves that this source states; may be repeated.",
    ),
    click.option(
        "--no-editorial",
        "editorial",
        is_flag=True,
        flag_value=False,
        default=True,
        help="Walk no move that only editorial, which is us, states.",
    ),
    click.option(
        "--inferred", is_flag=True, help="Walk moves that no source states, too."
    ),
    click.option(
        "--min-coverage",
        type=float,
        metavar="SHARE",
        help="With --inferred: least share of a role's effort covered, instead of "
        "similarity.",
    ),
    click.option(
        "--min-similarity",
        type=float,
        metavar="SHARE",
        help="With --inferred: least similarity of a role, as `careergraph similar` "
        f"has it.  [default: {MIN_SIMILARITY_ELSEWHERE}; ESCO "
        f"{MIN_SIMILARITY['esco']}; O*NET {MIN_SIMILARITY['onet']}]",
    ),
    click.option(
        "--max-rise",
        type=int,
        metavar="LEVELS",
        help="With --inferred: most levels that a move climbs.  [default: 1]",
    ),
    click.option(
        "--entry-level",
        type=int,
        metavar="LEVEL",
        help="Without START: highest level of the first role.  [default: 2]",
    ),
    click.option(
        "--pace",
        type=float,
        default=PACE,
        show_default=True,
        metavar="HOURS",
        help="Hours of learning a week.",
    ),
    click.option(
        "--max-states",
        type=int,
        default=MAX_STATES,
        show_default=True,
        help="What the search may visit before it answers with the best found.",
    ),
    click.option(
        "--max-seconds",
        type=float,
        metavar="SECONDS",
        help="How long the search may take, likewise.",
    ),
)
