"""What the commands share in printing."""

import os
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from careergraph.graph.result import Result


def print_result(result: "Result", output_format: str) -> None:
    """Print a result as text, or as JSON."""
    if output_format == "json":
        print_json(result.to_dict())
    else:
        print_text(result.to_text(width=width()))


def print_json(value: object) -> None:
    """Print plain values as JSON."""
    import json  # costs a millisecond that text does not need

    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_text(text: str) -> None:
    """Print text; on a terminal its title and its numbered lines are bold."""
    lines = printable(text).split("\n")
    for number, line in enumerate(lines):
        if number == 0 or line[:1].isdigit():
            lines[number] = click.style(line, bold=True)
    click.echo("\n".join(lines))


def printable(text: str) -> str:
    """Replace what could drive a terminal, such as an escape code in a label."""
    if text.replace("\n", "").isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text)


def width() -> int:
    """Return the columns of the terminal, 40 to 120; 80 when they are not known."""
    try:
        columns = int(os.environ.get("COLUMNS") or os.get_terminal_size(1).columns)
    except (OSError, ValueError):
        return 80
    return min(columns, 120) if columns >= 40 else 80 if columns < 1 else 40
