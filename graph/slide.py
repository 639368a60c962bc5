"""Draws a path on a slide with matplotlib; sizes are in inches.

Each role is a step of a staircase: its name on top, and below it what the move
to it takes. The text is set as large as all steps can hold.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

import matplotlib
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Rectangle

from careergraph.graph.effort import effort_legend, effort_of, short_effort
from careergraph.graph.levels import level_name
from careergraph.graph.mermaid import NO_ROLE, foremost
from careergraph.graph.pay import PayScale, pay_scale
from careergraph.ontology.facts import Facts

if TYPE_CHECKING:
    from careergraph.graph.paths import Move, Path

WIDTH, HEIGHT = 16.0, 9.0
DPI = 120
"""A PNG has 1920 by 1080 pixels."""

LEFT, RIGHT = 1.6, 15.5
FLOOR, CEILING = 1.35, 7.55
MARGIN = 0.5
WIDEST = 4.6
LEAST_RISE, HIGHEST_RISE = 0.5, 1.5
"""Between two levels that follow each other."""
PADDING = 0.07
GAP = 0.07
LEADING = 1.32
"""Height of a line over that of its font."""

SIZES = (
    *((16, 5), (15, 5), (14, 5), (14, 4), (13, 4), (12, 4), (12, 3), (11, 3)),
    *((10, 3), (9, 3), (8.5, 3), (8, 3), (7.5, 3), (7, 3), (7, 2), (6.5, 2)),
)
SMALLEST = (5, 1)
TITLE_SIZES = (27, 22, 18)
"""Points of the text, and competencies named for a move, the best first."""

# Okabe and Ito's blue and, somewhat darker for small text, vermilion, which the
# colour-blind tell apart; and greys.
STATED, GUESSED = "#0072B2", "#B84E00"
INK, QUIET, LINE, STAIR, STEP = "#1B1F24", "#57606A", "#D8DEE4", "#F3F6F9", "#DCEBF5"


def drawn(path: "Path", facts: Facts, output_format: str) -> bytes:
    """Return the picture of a path.

    The settings of a user's own matplotlib are set aside and put back.

    Args:
        path: The path.
        facts: The graph that it is a path of.
        output_format: ``svg`` or ``png``.
    """
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams["svg.hashsalt"] = "careergraph"  # else ids are random
        matplotlib.rcParams["text.hinting"] = "no_hinting"  # else widths are rounded
        data = BytesIO()
        without = ("Date", "Creator") if output_format == "svg" else ("Software",)
        slide(path, facts).savefig(
            data,
            format=output_format,
            dpi=DPI,
            metadata={"Title": _title(path, facts), **dict.fromkeys(without)},
        )
    return data.getvalue()


def slide(path: "Path", facts: Facts) -> Figure:
    """Return a path as a figure, in matplotlib's present settings."""
    figure = Figure(figsize=(WIDTH, HEIGHT), dpi=DPI, facecolor="white")
    _Slide(figure, path, facts).draw()
    return figure


def _title(path: "Path", facts: Facts) -> str:
    start = "your skills" if path.start is None else facts.label(path.start)
    goal = facts.label(path.goal)
    title = (
        f"From {start} to {goal}" if path.moves else f"{goal}: you are there already"
    )
    return _printable(title)


def _printable(text: str) -> str:
    """Replace what XML does not hold or what would drive a display."""
    text = " ".join(text.split())
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


class _Line(NamedTuple):
    """A line of text.

    Attributes:
        text: What is written.
        size: In points.
        color: Of the text.
        is_bold: The font is bold.
        indent: Of it, and of the lines after it when it is wrapped.
        mark: Stands in the indent.
        above: Room above it.
    """

    text: str
    size: float
    color: str = INK
    is_bold: bool = False
    indent: float = 0
    mark: str = ""
    above: float = 0


@dataclass(frozen=True)
class _Step:
    """A role on the way, and what the move to it takes.

    Attributes:
        name: Lines of its name.
        notes: Lines below it.
        is_whole: No word of all these is broken or cut off.
        level: Its own, or of the role before it where none is stated.
        is_stated: The level is its own.
        move: The move to it; None for the start.
    """

    name: list[_Line]
    notes: list[_Line]
    is_whole: bool
    level: int
    is_stated: bool
    move: "Move | None"


class _Slide:
    def __init__(self, figure: Figure, path: "Path", facts: Facts):
        self.figure = figure
        self.inches = figure.dpi_scale_trans
        self.path = path
        self.facts = facts
        self.pay = _pay(path, facts)
        self.moves = [None, *path.moves]
        count = len(self.moves)
        self.gap = min(0.55, 3.2 / count)
        room = (RIGHT - LEFT - self.gap * (count - 1)) / count
        self.width = min(room, WIDEST)
        self.inner = self.width - 2 * PADDING
        self.left = (LEFT + RIGHT - count * (self.width + self.gap) + self.gap) / 2

    def draw(self) -> None:
        self.head()
        steps, tops = self.fitted()
        self.rungs(steps, tops)
        height = _height(max((step.name for step in steps), key=_height))
        boxes = [
            (self.left + i * (self.width + self.gap), top, height + 2 * PADDING)
            for i, top in enumerate(tops)
        ]
        for number, (step, box) in enumerate(zip(steps, boxes, strict=True)):
            self.step(step, box, is_end=number in (0, len(steps) - 1))
        for step, start, end in zip(steps[1:], boxes, boxes[1:], strict=False):
            self.arrow(step, start, end)
        self.foot()

    def head(self) -> None:
        for size in TITLE_SIZES:
            title = _Line(_title(self.path, self.facts), size, is_bold=True)
            lines = self.wrapped(title, WIDTH - 2 * MARGIN, most=1)
            if _is_whole(title, lines):
                break
        count, hours = len(self.path.moves), self.path.learning
        moves = f"{count} move{'' if count == 1 else 's'}"
        learning = effort_of(self.facts, hours)
        said = f"{moves}, {learning} of learning" if count else ""
        self.lines([*lines, _Line(said, 15, QUIET)], MARGIN, HEIGHT - 0.3)

    # Steps

    def fitted(self) -> tuple[list[_Step], list[float]]:
        """Return the steps in the largest text that they hold, and their tops.

        It is better to keep words whole than to write larger.
        """
        found: list[list[_Step]] = []
        for size, shown in SIZES:
            steps = list(self.steps(size, shown))
            if _lowest(steps) <= CEILING - LEAST_RISE * _rise(steps):
                found.append(steps)
                if all(step.is_whole for step in steps):
                    return steps, _tops(steps)
        steps = found[0] if found else list(self.steps(*SMALLEST))
        return steps, _tops(steps)

    def steps(self, size: float, shown: int) -> Iterator[_Step]:
        roles = [None, *self.path.roles] if self.path.start is None else self.path.roles
        stated = [self.level(role) for role in roles]
        level = next((known for known in stated if known), 0)
        for role, own, move in zip(roles, stated, self.moves, strict=True):
            level = own or level
            label = NO_ROLE if role is None else self.facts.label(role)
            name = _Line(label, size + 1, is_bold=True)
            notes = list(self.notes(role, move, size, shown))
            name_lines = self.wrapped(name, self.inner, most=4)
            note_lines = [self.wrapped(note, self.inner, most=3) for note in notes]
            yield _Step(
                name=name_lines,
                notes=[line for lines in note_lines for line in lines],
                is_whole=all(map(_is_whole, [name, *notes], [name_lines, *note_lines])),
                level=level,
                is_stated=own > 0,
                move=move,
            )

    def level(self, role: str | None) -> int:
        stated = [] if role is None else self.facts.objects(role, "level")
        return max(stated, default=0)

    def notes(
        self, role: str | None, move: "Move | None", size: float, shown: int
    ) -> Iterator[_Line]:
        if move is None:
            yield _Line("You start here", size, STATED, is_bold=True)
        else:
            yield from self.lessons(move, size, shown)
        if role in self.pay.amounts:
            amount = self.pay.amounts[role]
            words = f"Pays {self.pay.currency} {amount:,}"
            yield _Line(words, size, is_bold=True, above=GAP)
        if move is not None and move.kind == "inferred":
            words = "Inferred; no source says so"
            yield _Line(words, size - 1, GUESSED, above=GAP)
        elif move is not None:
            words = f"Source: {', '.join(move.sources)}"
            yield _Line(words, size - 1, QUIET, above=GAP)
        if role is not None and not self.level(role):
            yield _Line("Level not stated", size - 1, QUIET)

    def lessons(self, move: "Move", size: float, shown: int) -> Iterator[_Line]:
        if not move.learn:
            yield _Line("Nothing to learn", size, STATED, is_bold=True)
            return
        told = f"{short_effort(self.facts, move.hours)} to learn"
        yield _Line(told, size, STATED, is_bold=True)
        for slug in foremost(self.facts, move)[:shown]:
            yield _Line(self.facts.label(slug), size, indent=size / 90, mark="•")
        if (more := len(move.learn) - shown) > 0:
            yield _Line(f"and {more} more", size - 1, QUIET)

    def step(
        self, step: _Step, box: tuple[float, float, float], *, is_end: bool
    ) -> None:
        left, top, height = box
        self.figure.add_artist(
            Rectangle(
                (left, FLOOR),
                self.width,
                top - height / 2 - FLOOR,
                color=STAIR,
                linewidth=0,
                transform=self.inches,
            )
        )
        self.figure.add_artist(
            FancyBboxPatch(
                (left, top - height),
                self.width,
                height,
                boxstyle="round,pad=0,rounding_size=0.08",
                facecolor=STATED if is_end else STEP,
                edgecolor=STATED,
                linewidth=1.2,
                transform=self.inches,
            )
        )
        ink = "white" if is_end else INK
        name = [line._replace(color=ink) for line in step.name]
        middle = (height - _height(name)) / 2
        self.lines(name, left + PADDING, top - middle)
        below = top - height - PADDING
        self.lines(step.notes, left + PADDING, below, floor=FLOOR)

    def rungs(self, steps: list[_Step], tops: list[float]) -> None:
        """Draw a line for each level, with its name at the left."""
        levels = {s.level: t for s, t in zip(steps, tops, strict=True) if s.is_stated}
        for level, top in levels.items():
            self.figure.add_artist(
                Rectangle(
                    (MARGIN, top),
                    WIDTH - 2 * MARGIN,
                    0,
                    edgecolor=LINE,
                    linewidth=1,
                    transform=self.inches,
                )
            )
            name = _Line(level_name(level), 10.5, QUIET)
            lines = self.wrapped(name, LEFT - MARGIN, most=2)
            self.lines(lines, MARGIN, top - 0.03)

    def arrow(
        self,
        step: _Step,
        start: tuple[float, float, float],
        end: tuple[float, float, float],
    ) -> None:
        rise = end[1] - start[1]
        height = start[2]
        from_right = start[0] + self.width, start[1] - height / 2
        to_left = end[0], end[1] - height / 2
        from_top = start[0] + self.width * 0.7, start[1]
        to_top = end[0] + self.width * 0.3, end[1]
        if rise > height / 2 + 0.2:
            self.line(from_top, to_left, step, "angle3,angleA=90,angleB=0")
        elif rise < -height / 2 - 0.2:
            self.line(from_right, to_top, step, "angle3,angleA=0,angleB=90")
        else:
            self.line(from_right, to_left, step, "arc3")

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        step: _Step,
        connection: str,
    ) -> None:
        is_guess = step.move is not None and step.move.kind == "inferred"
        self.figure.add_artist(
            FancyArrowPatch(
                start,
                end,
                arrowstyle="-|>",
                connectionstyle=connection,
                mutation_scale=min(17, 55 * self.gap),
                shrinkA=0,
                shrinkB=0,
                linewidth=min(2.4, 8 * self.gap),
                linestyle=(0, (3, 2)) if is_guess else "-",
                color=GUESSED if is_guess else STATED,
                transform=self.inches,
            )
        )

    # Legend

    def foot(self) -> None:
        """Draw the legend: what the arrows, hours, pay and ids of sources mean."""
        kinds = {move.kind: move for move in self.path.moves}
        words = {
            "asserted": "a source states the move",
            "inferred": "inferred from skills in common; no source states it",
        }
        left, middle = MARGIN, 1.02
        for kind in sorted(kinds):
            step = _Step([], [], True, 0, False, kinds[kind])
            self.line((left, middle), (left + 0.6, middle), step, "arc3")
            text = _Line(words[kind], 11, QUIET)
            self.lines([text], left + 0.7, middle + 0.1)
            left += 0.7 + _width(text) + 0.4
        notes = [_Line(text, 10.5, QUIET) for text in self.remarks()]
        fitted = [self.wrapped(n, WIDTH - 2 * MARGIN, most=1)[0] for n in notes]
        self.lines(fitted, MARGIN, 0.86)

    def remarks(self) -> Iterator[str]:
        if self.path.moves:
            yield effort_legend(
                self.facts,
                "Hours are our own estimate of the effort to working proficiency; "
                "each competency counts once.",
            )
        cited = {source for move in self.path.moves for source in move.sources}
        if known := [role for role in self.path.roles if role in self.pay.amounts]:
            place = self.facts.label(self.pay.place)
            tellers = self.tellers(known)
            who = ", ".join(sorted(tellers)) or "several sources"
            yield f"Pay a year in {place}, for experience that fits the level: {who}."
            cited.update(tellers)
        titles = self.facts.source_titles
        yield "; ".join(f"{s}: {titles.get(s, s)}" for s in sorted(cited))

    def tellers(self, roles: Iterable[str]) -> set[str]:
        """Return the sources that state an amount which is shown."""
        amounts = ("median", "mean", "low", "high")
        return {
            source
            for role in roles
            for slug, _ in self.facts.subjects(role, "forRole")
            if self.pay.place in self.facts.objects(slug, "inPlace")
            for name in amounts
            for amount, sources in self.facts.values(slug, name)
            if amount == self.pay.amounts[role]
            for source in sources
        }

    # Text

    def lines(
        self, lines: Iterable[_Line], left: float, top: float, *, floor: float = 0
    ) -> None:
        """Write lines below each other, as far as there is room."""
        for line in lines:
            top -= _height([line])
            if top < floor:
                return
            for text, indent in ((line.mark, 0.0), (line.text, line.indent)):
                self.figure.text(
                    left + indent,
                    top + 0.28 * line.size / 72,
                    text,
                    fontsize=line.size,
                    fontweight="bold" if line.is_bold else "normal",
                    color=line.color,
                    transform=self.inches,
                    parse_math=False,  # a $ in a label is a $
                )

    def wrapped(self, line: _Line, width: float, *, most: int) -> list[_Line]:
        """Break a line between words, and a word that is too long within."""
        width -= line.indent
        lines: list[str] = []
        words = _drawable(line).split()
        while words and len(lines) <= most:
            text, words = self.first_line(line, words, width)
            lines.append(text)
        if len(lines) > most:
            lines = [*lines[: most - 1], self.cut(line, lines[most - 1], width)]
        first, *rest = [line._replace(text=text) for text in lines or [""]]
        return [first, *(each._replace(above=0, mark="") for each in rest)]

    def first_line(
        self, line: _Line, words: list[str], width: float
    ) -> tuple[str, list[str]]:
        """Return as many words as fit, at least one letter, and the other words."""
        count = len(words)
        while count > 1 and not self.fits(line, " ".join(words[:count]), width):
            count -= 1
        text, rest = " ".join(words[:count]), words[count:]
        letters = len(text)
        while letters > 1 and not self.fits(line, text[:letters], width):
            letters -= 1
        if letters < len(text):
            letters = text.rfind("-", 0, letters) + 1 or letters
        return text[:letters], [text[letters:], *rest] if text[letters:] else rest

    def cut(self, line: _Line, text: str, width: float) -> str:
        while text and not self.fits(line, f"{text}…", width):
            text = text[:-1]
        return f"{text.rstrip()}…"

    def fits(self, line: _Line, text: str, width: float) -> bool:
        return _width(line._replace(text=text)) <= width


def _font(*, is_bold: bool) -> Any:
    weight = "bold" if is_bold else "normal"
    return get_font(findfont(FontProperties(weight=weight)))


def _drawable(line: _Line) -> str:
    """Return a text with a mark for each letter that the font has no shape for."""
    font = _font(is_bold=line.is_bold)
    return "".join(
        c if font.get_char_index(ord(c)) else "\ufffd" for c in _printable(line.text)
    )


def _width(line: _Line) -> float:
    return sum(_advance(c, line.is_bold) for c in line.text) * line.size / 72


@cache
def _advance(letter: str, is_bold: bool) -> float:
    """Return the width of a letter as a share of the font's size.

    A text is as wide as its letters, or less where two of them close up. To ask
    matplotlib for the width of each text that might fit takes a thousand times
    as long.
    """
    font = _font(is_bold=is_bold)
    font.set_size(100, 72)
    return float(font.load_char(ord(letter)).linearHoriAdvance) / 65536 / 100


def _height(lines: Iterable[_Line]) -> float:
    return sum(line.size * LEADING / 72 + line.above for line in lines)


def _is_whole(line: _Line, lines: Iterable[_Line]) -> bool:
    """Tell whether no word of a line was broken, save at a hyphen, or cut off."""
    written = " ".join(each.text for each in lines)
    return written.replace("- ", "-") == _drawable(line).replace("- ", "-")


def _rise(steps: Iterable[_Step]) -> int:
    """Return the levels from the lowest step to the highest."""
    levels = [step.level for step in steps]
    return max(levels) - min(levels)


def _shares(steps: list[_Step]) -> list[float]:
    """Return how far up each step is: 0 for the lowest, 1 for the highest."""
    low = min(step.level for step in steps)
    return [(step.level - low) / max(_rise(steps), 1) for step in steps]


def _lowest(steps: list[_Step]) -> float:
    """Return the least top of the lowest step with which the text of all has room."""
    name = max(_height(step.name) for step in steps)
    tops = [CEILING - HIGHEST_RISE * max(_rise(steps), 1)]
    for step, share in zip(steps, _shares(steps), strict=True):
        need = FLOOR + name + _height(step.notes) + 4 * PADDING
        if share < 1:
            tops.append((need - share * CEILING) / (1 - share))
        elif need > CEILING:
            tops.append(need)
    return max(tops)


def _tops(steps: list[_Step]) -> list[float]:
    low = min(_lowest(steps), CEILING - LEAST_RISE * _rise(steps))
    return [low + share * (CEILING - low) for share in _shares(steps)]


def _pay(path: "Path", facts: Facts) -> PayScale:
    """Return what the roles pay, where the request says, else where most is known."""
    if path.pay is None:
        return pay_scale(facts)
    return PayScale(path.pay.place, path.pay.currency, dict(path.pay.amounts))
