"""A path as a picture for a slide: SVG or PNG."""

import os
from typing import TYPE_CHECKING

from careergraph.errors import ArgumentError, OutputError
from careergraph.ontology.facts import Facts
from careergraph.ontology.files import write_bytes

if TYPE_CHECKING:
    from careergraph.graph.paths import Path

FORMATS = ("svg", "png")
"""Formats of a picture, which are also the endings of its file."""


def save_picture(path: "Path", facts: Facts, file: "str | os.PathLike[str]") -> None:
    """Write a path as a ladder that rises by level, on a slide of 16 to 9.

    The same path gives the same bytes. Text in an SVG is drawn as outlines, so
    that a slide looks the same on a machine that lacks the font; its title is
    kept as text.

    Args:
        path: The path.
        facts: The graph that it is a path of.
        file: Where to; it ends in ``.svg`` or ``.png``.

    Raises:
        ArgumentError: If the file has another ending.
        OutputError: If matplotlib is not installed or the file cannot be written.
    """
    name = os.fspath(file)
    ending = os.path.splitext(name)[1].lower().removeprefix(".")
    if ending not in FORMATS:
        raise ArgumentError(
            f'"{name}" is no name for a picture; let it end in .svg or .png'
        )
    try:
        from careergraph.graph.slide import drawn
    except ImportError:
        raise OutputError(
            "a picture needs matplotlib, which is not installed; "
            "`pip install 'careergraph[pictures]'`"
        ) from None
    write_bytes(file, drawn(path, facts, ending))
