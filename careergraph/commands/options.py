"""Arguments and options that several commands have."""

from collections.abc import Callable
from functools import partial, wraps
from typing import TYPE_CHECKING, Any

import click

from careergraph.career_graph import CareerGraph

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

format_option = click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
)


def graph_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that choose a graph, and that graph as ``graph``."""

    @click.option(
        "--graph",
        "graph_path",
        metavar="PATH",
        help="Another graph: a file of N-Quads, TriG or Turtle, or a content folder.",
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
        load = (
            CareerGraph.load
            if graph_path is None
            else partial(CareerGraph.open, graph_path)
        )
        command(*arguments, graph=load(without=without), **options)

    return run


def concept_argument(name: str, kind: str | None = None) -> Callable[..., Any]:
    """Return an argument that names a concept of a class, completed by the shell."""
    return click.argument(name, shell_complete=_completion(kind))


def concept_option(name: str, kind: str, *, text: str) -> Callable[..., Any]:
    """Return an option that may be repeated and names concepts of a class."""
    return click.option(
        name,
        multiple=True,
        metavar=kind.upper(),
        shell_complete=_completion(kind),
        help=f"{text}; may be repeated.",
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
