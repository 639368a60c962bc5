"""Read one concept's file: YAML with a source beside each statement.

A file is taken as hostile until it is checked: a safe loader composes it to
nodes without making objects, its size and depth are bounded, and anchors,
aliases and tags are refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

import yaml

from careergraph.ontology.problem import Problem, suggestion
from careergraph.ontology.vocabulary import Property, Vocabulary

MAX_BYTES = 65_536
MAX_DEPTH = 4
PLAIN_FIELDS = ("label", "definition", "sources")
FIELD_ORDER = ("label", "alt_labels", "definition", "sources", "types")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")

_UNSAFE_TEXT = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement about a concept.

    Attributes:
        property: Local name of the property; ``altLabel`` for another name and
            ``type`` for a further class.
        object: Slug of a concept, text of a literal, or local name of a class.
        sources: Ids of the sources that state it, in order.
        line: Line in the file, from 1.
    """

    property: str
    object: str
    sources: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Concept:
    """What one concept's file says.

    Attributes:
        slug: Identifier, the file's name.
        kind: Local name of its class, from the folder's name.
        file: The file, relative to the folder of all concepts.
        label: Preferred label, in English.
        definition: One or two sentences of ours.
        sources: Ids of the sources that know the concept by that label.
        statements: All others, in the order of the file.
        lines: Line of each field, from 1.
    """

    slug: str
    kind: str
    file: str
    label: str
    definition: str
    sources: tuple[str, ...]
    statements: tuple[Statement, ...]
    lines: dict[str, int]


class FaultyFileError(Exception):
    """The file cannot be read as a concept; ``problems`` says why."""

    def __init__(self, problems: list[Problem]):
        """Keep all problems of the file."""
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


def read_concept(path: Path, *, root: Path, vocabulary: Vocabulary) -> Concept:
    """Read one file.

    Args:
        path: ``<root>/<kind>/<slug>.yaml``.
        root: Folder of all concepts; messages name files relative to it.
        vocabulary: The classes and properties that are allowed.

    Raises:
        FaultyFileError: With all faults of the file, if it has any.
    """
    return _Reader(path, root=root, vocabulary=vocabulary).read()


class _Reader:
    """Collects problems while it walks the nodes of one file."""

    def __init__(self, path: Path, *, root: Path, vocabulary: Vocabulary):
        self.path = path
        self.file = path.relative_to(root).as_posix()
        self.vocabulary = vocabulary
        self.problems: list[Problem] = []

    def fault(self, line: int, field: str, rule: str, message: str) -> None:
        self.problems.append(Problem(self.file, line, field, rule, message))

    def read(self) -> Concept:
        kind = self.kind()
        slug = self.slug()
        fields = self.fields()
        for required in ("label", "definition", "sources"):
            if required not in fields and not self.problems:
                self.fault(
                    1, required, "missing-field", f"every concept has a {required}"
                )
        head = {name: node for name, (_, node) in fields.items()}
        label = self.text("label", head.get("label"))
        definition = self.text("definition", head.get("definition"))
        sources = self.source_ids("sources", head.get("sources"))
        statements = tuple(self.statements(fields, kind))
        if self.problems:
            raise FaultyFileError(sorted(self.problems))
        lines = {name: line for name, (line, _) in fields.items()}
        return Concept(
            slug,
            kind,
            self.file,
            label,
            definition,
            sources,
            statements,
            lines,
        )

    def kind(self) -> str:
        folder = self.path.parent.name
        known = self.vocabulary.by_folder
        if folder not in known:
            self.fault(
                1,
                "",
                "unknown-kind",
                f'there is no kind "{folder}"{suggestion(folder, known)}; '
                f"move the file to the folder of its kind",
            )
            return ""
        return known[folder].name

    def slug(self) -> str:
        if not SLUG.match(self.path.stem):
            self.fault(
                1,
                "",
                "bad-slug",
                f'"{self.path.stem}" is no slug; name the file in lower case, digits '
                f"and single hyphens",
            )
        return self.path.stem

    def fields(self) -> dict[str, tuple[int, yaml.Node]]:
        """Return each field's line and value."""
        node = self.compose()
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode):
            self.fault(1, "", "not-a-mapping", 'write fields, such as "label: Python"')
            return {}
        known = [*FIELD_ORDER, *self.vocabulary.by_field]
        fields = {}
        for name, line, value in self.pairs(node, ""):
            if name in known:
                fields[name] = (line, value)
            else:
                self.fault(
                    line,
                    name,
                    "unknown-field",
                    f"there is no such field{suggestion(name, known)}",
                )
        return fields

    def compose(self) -> yaml.Node | None:
        size = self.path.stat().st_size
        if size > MAX_BYTES:
            self.fault(
                1, "", "too-large", f"{size} bytes; a concept has at most {MAX_BYTES}"
            )
            return None
        try:
            text = self.path.read_text(encoding="utf-8")
            self.refuse_unsafe_events(text)
            return None if self.problems else yaml.compose(text, Loader=_Loader)
        except UnicodeDecodeError as error:
            self.fault(
                1, "", "not-utf-8", f"byte {error.start} is not UTF-8; save it as UTF-8"
            )
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            reason = getattr(error, "problem", None) or str(error).splitlines()[0]
            self.fault(
                mark.line + 1 if mark else 1, "", "not-yaml", f"not YAML: {reason}"
            )
        return None

    def refuse_unsafe_events(self, text: str) -> None:
        depth = 0
        for event in yaml.parse(text, Loader=_Loader):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                self.fault(
                    line,
                    "",
                    "alias",
                    "anchors and aliases are not used here; write it out",
                )
            elif tag := getattr(event, "tag", None):
                self.fault(line, "", "tag", f"tags are not used here; remove {tag}")
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > MAX_DEPTH:
                self.fault(
                    line,
                    "",
                    "too-deep",
                    f"more than {MAX_DEPTH} levels; a list of sources is the deepest",
                )
            if self.problems:
                return

    def pairs(
        self, node: yaml.MappingNode, field: str
    ) -> Iterator[tuple[str, int, yaml.Node]]:
        """Yield key, line and value of a mapping, telling keys that come twice."""
        seen: dict[str, int] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                self.fault(line, field, "bad-key", "a key is one word")
            elif key.value in seen:
                self.fault(
                    line,
                    field or key.value,
                    "duplicate-key",
                    f'"{key.value}" stands in line {seen[key.value]} already; merge the two',
                )
            else:
                seen[key.value] = line
                yield key.value, line, value

    def text(self, field: str, node: yaml.Node | None) -> str:
        if node is None:
            return ""
        line = node.start_mark.line + 1
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            self.fault(line, field, "not-text", "write one line of text")
            return ""
        self.check_text(field, node.value, line)
        return str(node.value)

    def check_text(self, field: str, text: str, line: int) -> None:
        if _UNSAFE_TEXT.search(text) or text != text.strip():
            self.fault(
                line,
                field,
                "unsafe-text",
                "no control characters, line breaks or spaces at the ends; remove them",
            )

    def texts(self, field: str, node: yaml.Node | None) -> list[str]:
        if node is None:
            return []
        line = node.start_mark.line + 1
        if not isinstance(node, yaml.SequenceNode):
            self.fault(line, field, "not-a-list", 'write a list, one "- item" a line')
            return []
        values = [self.text(field, item) for item in node.value]
        for value in sorted({v for v in values if values.count(v) > 1}):
            self.fault(
                line, field, "duplicate-item", f'"{value}" stands twice; remove one'
            )
        return values

    def source_ids(self, field: str, node: yaml.Node | None) -> tuple[str, ...]:
        if node is None:
            return ()
        names = self.texts(field, node)
        if not names and isinstance(node, yaml.SequenceNode):
            self.fault(
                node.start_mark.line + 1,
                field,
                "no-source",
                "say who states it; [editorial] when it is our judgement",
            )
        return tuple(names)

    def statements(
        self, fields: dict[str, tuple[int, yaml.Node]], kind: str
    ) -> Iterator[Statement]:
        for name, (line, node) in fields.items():
            if name in PLAIN_FIELDS:
                continue
            if not isinstance(node, yaml.MappingNode):
                self.fault(
                    line,
                    name,
                    "not-a-mapping",
                    'write each value on a line of its own with its sources, "value: [editorial]"',
                )
                continue
            prop = self.vocabulary.by_field.get(name)
            if prop and kind and not self.vocabulary.is_a(kind, prop.domain):
                self.fault(
                    line,
                    name,
                    "wrong-domain",
                    f"a {kind} has no such field; it belongs to a {prop.domain}",
                )
            for value, value_line, sources in self.pairs(node, name):
                yield Statement(
                    prop.name if prop else _OWN_FIELDS[name],
                    self.value(name, prop, value, value_line),
                    self.source_ids(name, sources),
                    value_line,
                )

    def value(self, field: str, prop: Property | None, value: str, line: int) -> str:
        if field == "types":
            return self.kind_name(value, line)
        if prop and prop.is_reference:
            return value
        self.check_text(field, value, line)
        if prop and prop.range in _NUMBERS and not _is_number(value, prop.range):
            self.fault(
                line, field, "not-a-number", f'"{value}" is not {_NUMBERS[prop.range]}'
            )
        return value

    def kind_name(self, folder: str, line: int) -> str:
        known = self.vocabulary.by_folder
        if folder not in known:
            hint = suggestion(folder, known)
            self.fault(
                line, "types", "unknown-kind", f'there is no kind "{folder}"{hint}'
            )
            return ""
        return known[folder].name


_OWN_FIELDS = {"alt_labels": "altLabel", "types": "type"}
_NUMBERS = {"integer": "a whole number", "decimal": "a number"}


def _is_number(text: str, datatype: str) -> bool:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return False
    return number.is_finite() and (
        datatype == "decimal" or text.removeprefix("-").isdigit()
    )
