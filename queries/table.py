"""Lay rows of text out as a table that fits the width of a terminal."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

_GAP = "  "
_UNBROKEN = 14  # columns that a word may take before it is broken
# one of -/:_ ends a word, but for the colon of a short prefix such as "id:"
_WORDS = re.compile(r"\s+|(?:\w{1,3}:)?[^\s/:_-]+[/:_-]*|[/:_-]+")
_DIRECTION = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def draw(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    width: int,
    right: Iterable[int] = (),
) -> str:
    """Return a table whose lines have at most ``width`` columns.

    Long cells go on in the next line, and only very long words are broken. Where
    the width is too small for that, each row becomes a block with a line for each
    cell.

    >>> print(draw(["role", "level"], [["data-analyst", "2"]], width=20))
    role          level
    ------------  -----
    data-analyst  2

    Args:
        headings: Of the columns.
        rows: Printable text, see :func:`printable`.
        width: Of the terminal.
        right: Columns whose cells are set to the right.
    """
    if not rows:
        return "(no rows)"
    table = [headings, *rows]
    columns = range(len(headings))
    widths = _fit(
        [max(_width(row[i]) for row in table) for i in columns],
        [min(_UNBROKEN, max(_longest_word(r[i]) for r in table)) for i in columns],
        width - len(_GAP) * (len(headings) - 1),
    )
    if sum(widths) + len(_GAP) * (len(headings) - 1) > width:
        return "\n\n".join(draw_block(headings, row, width=width) for row in rows)
    lines = [*_lines(headings, widths, set(right)), _GAP.join("-" * w for w in widths)]
    for row in rows:
        lines += _lines(row, widths, set(right))
    return "\n".join(lines)


def draw_block(headings: Sequence[str], row: Sequence[str], *, width: int) -> str:
    """Return a row with a line for each cell, its heading before it.

    >>> print(draw_block(["role", "level"], ["data-analyst", "2"], width=20))
    role   data-analyst
    level  2
    """
    left = min(max(map(_width, headings)), width // 2)
    widths = [left, max(1, width - left - len(_GAP))]
    pairs = zip(headings, row, strict=True)
    return "\n".join(line for pair in pairs for line in _lines(pair, widths, set()))


def printable(text: str) -> str:
    r"""Return text in one line without what could drive a terminal.

    Escape codes lose their escape, and marks that turn the direction of writing
    are left out, so that a label stays within its cell.

    >>> printable("a\x1b[31mred\nb")
    'a[31mred b'
    """
    if text.isascii() and text.isprintable():
        return text
    return " ".join("".join(c for c in text if not _is_unsafe(c)).split())


def _is_unsafe(character: str) -> bool:
    if character.isspace():
        return False  # becomes a space
    return (
        unicodedata.category(character) in {"Cc", "Cs"}
        or unicodedata.bidirectional(character) in _DIRECTION
    )


def _fit(natural: Sequence[int], least: Sequence[int], width: int) -> list[int]:
    """Give narrow columns what they ask for; the wide ones share what is left.

    No column gets less than its least, even if all then take more than the width.
    """
    widths: dict[int, int] = {}
    waiting = sorted(range(len(natural)), key=lambda column: natural[column])
    while waiting:
        left = width - sum(widths.values())
        share = left // len(waiting)
        tight = [column for column in waiting if least[column] > share]
        column = tight[0] if tight else waiting[0]
        widths[column] = least[column] if tight else min(natural[column], share)
        waiting.remove(column)
    return [widths[column] for column in range(len(natural))]


def _lines(row: Sequence[str], widths: Sequence[int], right: set[int]) -> Iterator[str]:
    cells = [_wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
    for number in range(max(map(len, cells))):
        parts = [cell[number] if number < len(cell) else "" for cell in cells]
        yield _GAP.join(
            _pad(part, width, to_right=i in right)
            for i, (part, width) in enumerate(zip(parts, widths, strict=True))
        ).rstrip()


def _wrap(text: str, width: int) -> list[str]:
    """Break text after words, or anywhere in a word that is wider than the line."""
    lines = [""]
    for word in _WORDS.findall(text):
        if _width(lines[-1]) + _width(word.rstrip()) > width and lines[-1]:
            lines.append("")
        for piece in _pieces(word if lines[-1] else word.lstrip(), width):
            if _width(lines[-1]) + _width(piece.rstrip()) > width:
                lines.append("")
            lines[-1] += piece
    return [line.rstrip() for line in lines]


def _pieces(word: str, width: int) -> Iterator[str]:
    if _width(word) <= width:
        yield word
        return
    yield from word


def _pad(text: str, width: int, *, to_right: bool) -> str:
    spaces = " " * (width - _width(text))
    return spaces + text if to_right else text + spaces


def _longest_word(text: str) -> int:
    return max((_width(word.strip()) for word in _WORDS.findall(text)), default=0)


def _width(text: str) -> int:
    """Return the columns that text takes in a terminal."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )
