"""Read a YAML file as nodes, and take it as hostile until it is checked.

A safe loader composes nodes without making objects. Size and depth are bounded
before that; anchors, aliases and tags are refused, and so is text that holds
what a reader cannot see. A byte order mark and the line ends of Windows are
accepted, because editors write them unasked; ``careergraph format`` removes them.
"""

import re
import unicodedata
from collections.abc import Iterator
from os.path import islink, realpath
from pathlib import Path
from typing import Any

import yaml

from careergraph.ontology.problem import Problem, quoted, shortened

MAX_BYTES = 65_536
MAX_DEPTH = 4
PLACEHOLDER = "TODO"
"""What ``careergraph new`` writes where an author has to fill something in."""

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NOT_IN_YAML = re.compile("[^\t\n -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAMED = {"\t": "a tab", "\x1b": "an escape code"}
_READ_AS = {
    "bool": "true or false",
    "float": "a number",
    "int": "a number",
    "null": "nothing",
    "timestamp": "a date",
}
_WRITE_YAML = (
    "put a text that holds a colon, a # or a quote in quotes of its own, and indent "
    "by two spaces, never by a tab"
)


class YamlFile:
    """One file, and the problems found while its nodes are walked.

    Attributes:
        path: The file.
        file: Its name in messages, relative to the folder that is read.
        problems: All faults found so far, in the order in which they were found.
    """

    def __init__(self, path: Path, *, root: Path):
        """Take a file below a folder; nothing is read yet."""
        self.path = path
        self.root = root
        self.file = path.relative_to(root).as_posix()
        self.problems: list[Problem] = []

    def fault(self, line: int, field: str, rule: str, message: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(self.file, line, shortened(field), rule, message))

    def mapping(self, example: str) -> yaml.MappingNode | None:
        """Return the mapping that the file holds; None, and a problem, if it has none.

        Args:
            example: What a first line looks like, for the message.
        """
        text = self.text_of_file()
        if text is None:
            return None
        known = len(self.problems)
        node = self.compose(text)
        if len(self.problems) > known:
            return None
        if node is None:
            self.fault(1, "", "empty-file", f"holds nothing; begin with {example}")
            return None
        if not isinstance(node, yaml.MappingNode):
            message = f"holds no fields; begin with {example}"
            self.fault(line_of(node), "", "not-a-mapping", message)
            return None
        return node

    def text_of_file(self) -> str | None:
        """Return the text with plain line ends; None, and a problem, if it has none."""
        data = self.bytes_of_file()
        if data is None:
            return None
        try:
            text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            message = f"byte 0x{data[error.start]:02x} is not UTF-8; save it as UTF-8"
            self.fault(line, "", "not-utf-8", message)
            return None
        if found := _NOT_IN_YAML.search(text):
            line = text.count("\n", 0, found.start()) + 1
            self.fault(line, "", "unsafe-text", _unseen(found[0]))
            return None
        return text

    def bytes_of_file(self) -> bytes | None:
        """Return the bytes; None, and a problem, if they are not to be had."""
        if _is_outside(self.path, self.root):
            message = "is a link out of the folder; put the file itself here"
            self.fault(1, "", "outside-file", message)
            return None
        try:
            # Anything but a plain file could be without end.
            data = self.read_start() if self.path.is_file() else None
        except OSError as error:
            message = f"cannot be read ({error.strerror}); see who may read it"
            self.fault(1, "", "unreadable-file", message)
            return None
        if data is None:
            self.fault(1, "", "not-a-file", "is no file; remove it or rename it")
        elif len(data) > MAX_BYTES:
            message = f"is larger than {MAX_BYTES} bytes; split it"
            self.fault(1, "", "too-large", message)
            return None
        return data

    def read_start(self) -> bytes:
        """Return what may be read of the file, and one byte if there is more."""
        with self.path.open("rb") as file:
            return file.read(MAX_BYTES + 1)

    def compose(self, text: str) -> yaml.Node | None:
        """Return the node of a text; None, maybe with a problem, if there is none."""
        try:
            if not self.is_safe(text):
                return None
            node: yaml.Node | None = yaml.compose(text, Loader=LOADER)
            return node
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            reason = getattr(error, "problem", None) or type(error).__name__
            message = f"is not YAML: {reason}; {_WRITE_YAML}"
            self.fault(mark.line + 1 if mark else 1, "", "not-yaml", message)
            return None

    def is_safe(self, text: str) -> bool:
        """Tell whether a text is shallow and free of anchors, aliases and tags."""
        depth = 0
        for event in yaml.parse(text, Loader=LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if fault := _event_fault(event, depth):
                line = event.start_mark.line + 1 if event.start_mark else 1
                self.fault(line, "", *fault)
                return False
        return True

    def pairs(
        self, node: yaml.MappingNode, field: str = ""
    ) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
        """Yield keys and values of a mapping; a key that comes twice is a problem."""
        seen: dict[str, int] = {}
        for key, value in node.value:
            line = line_of(key)
            if not isinstance(key, yaml.ScalarNode):
                message = (
                    "before a colon stands one text, no list and no fields; write a "
                    "text there"
                )
                self.fault(line, field, "bad-key", message)
            elif key.value in seen:
                message = (
                    f"{quoted(key.value)} stands in line {seen[key.value]} already; "
                    f"merge the two"
                )
                self.fault(line, field or key.value, "duplicate-key", message)
            else:
                seen[key.value] = line
                yield key, value

    def text(self, field: str, node: yaml.Node, *, to_do: str) -> str:
        """Return a text; what YAML would read as a number and such is a problem.

        Args:
            field: The field, for messages.
            node: What should be a text.
            to_do: What to write when it is not filled in yet.
        """
        line = line_of(node)
        if not isinstance(node, yaml.ScalarNode):
            self.fault(line, field, "not-text", "is no text; write it on one line")
            return ""
        if not node.value.strip() or node.value == PLACEHOLDER:
            self.fault(line, field, "not-filled-in", f"is not filled in; {to_do}")
            return ""
        kind = node.tag.rpartition(":")[2]
        if kind != "str":
            value, read_as = shortened(node.value), _READ_AS.get(kind, "something else")
            message = f"YAML reads {value} as {read_as}; put it in quotes: '{value}'"
            self.fault(line, field, "not-text", message)
        self.check_text(field, node.value, line)
        return str(node.value)

    def check_text(self, field: str, text: str, line: int) -> None:
        """Note a problem if a text holds what a reader cannot see."""
        if message := text_fault(text):
            self.fault(line, field, "unsafe-text", message)


def text_fault(text: str) -> str | None:
    """Return what is wrong with a text that people read; None when nothing is.

    >>> text_fault("Data  Analyst")
    'holds two spaces in a row, or one at an end; remove them'
    """
    if unseen := next((c for c in text if not c.isprintable()), None):
        return _unseen(unseen)
    if text != " ".join(text.split()):
        return "holds two spaces in a row, or one at an end; remove them"
    return None


def line_of(node: yaml.Node) -> int:
    """Return the line on which a node begins, from 1."""
    return int(node.start_mark.line) + 1


def _event_fault(event: yaml.Event, depth: int) -> tuple[str, str] | None:
    """Return rule and message when a part of a file is not accepted."""
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        return "alias-used", (
            "anchors (&) and aliases (*) are not used; write it out, or put a text "
            "that begins with such a sign in quotes"
        )
    if tag := getattr(event, "tag", None):
        return "tag-used", (
            f"tags (!) are not used; remove {quoted(tag)}, or put a text that begins "
            f"with ! in quotes"
        )
    if depth > MAX_DEPTH:
        return "too-deep", (
            "is nested too deep; write it flat, a list of sources is the deepest level"
        )
    return None


def _unseen(character: str) -> str:
    if character == "\n":
        return "holds a line break; write it on one line"
    name = _NAMED.get(character) or unicodedata.name(character, "a control character")
    return f"holds U+{ord(character):04X} ({name}), which nobody sees; remove it"


def _is_outside(path: Path, root: Path) -> bool:
    """Tell whether a file lies elsewhere, by a link to it or to its folder."""
    if not islink(path) and not islink(path.parent):
        return False
    return not Path(realpath(path)).is_relative_to(realpath(root))
