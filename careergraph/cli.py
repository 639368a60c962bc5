"""The command line: one module of ``careergraph.commands`` for each command.

A command's module is imported when the command is run, so that none pays for
what another one needs.
"""

import os
import sys
import warnings
from contextlib import suppress
from importlib import import_module
from io import TextIOWrapper
from typing import NoReturn, TextIO

import click

from careergraph.commands.output import printable
from careergraph.errors import (
    AmbiguousConceptError,
    ArgumentError,
    CareerGraphError,
    NameWarning,
    QueryBoundsError,
    QueryError,
    UnknownConceptError,
)

COMMANDS = {
    "bridges": "Show the roles through which people get from a track to another.",
    "check": "Find every fault in the concept files.",
    "compare": "Show what several roles would take, side by side.",
    "diff": "Tell what one graph says and another does not.",
    "export": "Write the graph as a page or for another tool.",
    "find": "Find the concepts that a text occurs in.",
    "format": "Bring concept files into their one form.",
    "gap": "Show what someone in one role lacks for another.",
    "import": "Read a release of ESCO or O*NET into a store, for --graph.",
    "match": "Find the best next roles for many people at once.",
    "moves": "Find the most similar roles for every role, of several graphs.",
    "new": "Write the file of a new concept, to fill in.",
    "openings": "Show which single competency opens most roles.",
    "path": "Show how to get from one role to another, move by move.",
    "plan": "Show what to learn for a goal, in order, and from what.",
    "query": "Answer a named question, or a query in SPARQL.",
    "reach": "Show the roles that can be reached, and how.",
    "serve": "Serve a SPARQL endpoint, a query page and the explorer.",
    "show": "Show all that the graph says about a concept.",
    "similar": "Show the roles that ask for most of what a role offers.",
}

_MODULES = {"import": "import_release"}
"""Of commands whose names are words of Python."""

_WRONG_USE = (AmbiguousConceptError, ArgumentError, QueryError, UnknownConceptError)


class _Commands(click.Group):
    """Loads a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        name = _MODULES.get(cmd_name, cmd_name)
        module = import_module(f"careergraph.commands.{name}")
        command: click.Command = module.command
        return command

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="careergraph")
def commands() -> None:
    """A knowledge graph of machine-learning careers.

    A concept is named by its slug or by any of its labels, in any case.

    \b
    Example:
      careergraph path "data analyst" "chief AI officer"
    """


def run() -> None:
    """Run the command line; no fault ends in a traceback.

    Exit codes are 0 when all is well, 1 when the answer is "no" or the data is
    bad, and 2 for wrong use. ``CAREERGRAPH_DEBUG=1`` shows the traceback of a
    fault in careergraph itself.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="replace")  # an arrow must not end a command
    _show_notes()
    try:
        commands(prog_name="careergraph")
    except CareerGraphError as error:
        is_ended = isinstance(error, QueryBoundsError)  # a fair question, but too much
        is_wrong_use = isinstance(error, _WRONG_USE) and not is_ended
        _fail(str(error), code=2 if is_wrong_use else 1)
    except OSError as error:
        _forget_output()
        _fail(f"the result cannot be written: {error.strerror}", code=1)
    except Exception as error:
        if os.environ.get("CAREERGRAPH_DEBUG"):
            raise
        fault = f"{type(error).__name__}: {error}"
        _fail(
            f"a fault in careergraph ({fault}); CAREERGRAPH_DEBUG=1 shows where, "
            f"please report it",
            code=1,
        )


def _show_notes() -> None:
    """Let what a name was taken for be told as one line, once."""
    shown = warnings.showwarning
    told = set()

    def show(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        if issubclass(category, NameWarning):
            if str(message) not in told:
                told.add(str(message))
                click.echo(printable(f"Note: {message}"), err=True)
        else:
            shown(message, category, filename, lineno, file, line)

    warnings.showwarning = show
    warnings.simplefilter("always", NameWarning)


def _forget_output() -> None:
    """Send what is left to nowhere; Python would try once more at its end, and fail.

    See https://docs.python.org/3/library/signal.html#note-on-sigpipe.
    """
    with suppress(OSError, ValueError):  # a stdout of its own has no descriptor
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(message: str, *, code: int) -> NoReturn:
    click.echo(printable(f"Error: {message}"), err=True)
    sys.exit(code)
