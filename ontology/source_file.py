"""Read sources.yaml, the list of who says what."""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml
from pyoxigraph import NamedNode

from careergraph.ontology.problem import Problem, quoted, suggestion
from careergraph.ontology.yaml_file import YamlFile, line_of

_ID = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*\Z")
_FIELDS = ("title", "publisher", "license", "note")
_ALLOWED = ", ".join(_FIELDS)
_EXAMPLE = '"editorial:", and its title indented below it'


@dataclass(frozen=True, slots=True)
class Source:
    """Who says so.

    Attributes:
        id: Name used in the files, and end of its IRI.
        title: Title of the publication.
        publisher: Who published it; empty when unknown.
        license: IRI of its licence; empty when unknown.
        note: What a reader should know about it; may be empty.
    """

    id: str
    title: str
    publisher: str = ""
    license: str = ""
    note: str = ""


def read_sources(path: Path) -> tuple[dict[str, Source], list[Problem]]:
    """Read ``sources.yaml``.

    Returns:
        The sources by id, in order, and all faults. A source with faults is among
        them, so that who names it is not at fault too; the dictionary is empty
        only when the whole file cannot be read.
    """
    file = _SourceFile(path, root=path.parent)
    return dict(sorted(file.read().items())), sorted(file.problems)


class _SourceFile(YamlFile):
    def read(self) -> dict[str, Source]:
        if not os.path.exists(self.path):
            message = "does not exist; it lists who says what, see docs/authoring.md"
            self.fault(1, "", "no-sources", message)
            return {}
        node = self.mapping(_EXAMPLE)
        if node is None:
            return {}
        sources = {key.value: self.source(key, v) for key, v in self.pairs(node)}
        if "editorial" not in sources:
            message = "is missing; it is the source of all definitions, add it"
            self.fault(1, "editorial", "no-editorial", message)
            sources["editorial"] = Source(id="editorial", title="editorial")
        return sources

    def source(self, key: yaml.ScalarNode, node: yaml.Node) -> Source:
        name, line = key.value, line_of(key)
        if not _ID.match(name):
            message = (
                f"{quoted(name)} is no id; use lower-case letters a to z, digits and "
                f"single hyphens or dots"
            )
            self.fault(line, name, "bad-slug", message)
        pairs = self.pairs(node, name) if isinstance(node, yaml.MappingNode) else ()
        fields = self.source_fields(name, pairs)
        if "title" not in fields:
            message = "has no title; write one, indented below the id"
            self.fault(line, name, "missing-field", message)
        return Source(id=name, **({"title": name} | fields))

    def source_fields(
        self, name: str, pairs: Iterable[tuple[yaml.ScalarNode, yaml.Node]]
    ) -> dict[str, str]:
        fields: dict[str, str] = {}
        for key, value in pairs:
            if key.value not in _FIELDS:
                hint = suggestion(key.value, _FIELDS) or f"; it may have {_ALLOWED}"
                message = f"a source has no field {quoted(key.value)}{hint}"
                self.fault(line_of(key), name, "unknown-field", message)
                continue
            to_do = f"write its {key.value}, or remove the line"
            text = self.text(name, value, to_do=to_do)
            if key.value == "license" and text and not _is_web_address(text):
                message = "the license is no web address; write one, https://..."
                self.fault(line_of(value), name, "bad-license", message)
            else:
                fields[key.value] = text
        return fields


def _is_web_address(text: str) -> bool:
    try:
        return NamedNode(text).value.startswith(("http://", "https://"))
    except ValueError:
        return False
