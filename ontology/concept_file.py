"""Read one concept's file: YAML with a source beside each statement."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import yaml

from careergraph.ontology.forms import FORMS, MATCH
from careergraph.ontology.problem import (
    Problem,
    closest,
    quoted,
    suggestion,
    with_article,
)
from careergraph.ontology.slug import is_slug
from careergraph.ontology.vocabulary import Property, Vocabulary
from careergraph.ontology.yaml_file import PLACEHOLDER, YamlFile, line_of

PLAIN_FIELDS = ("label", "definition", "sources")
FIELD_ORDER = ("label", "alt_labels", "definition", "sources", "types")
OWN_FIELDS = {"alt_labels": "altLabel", "types": "type"}
"""Fields of statements that are no properties of core.ttl, and what these state."""

Fields: TypeAlias = dict[str, tuple[int, yaml.Node]]
"""Line and value of each field."""

_EXAMPLE = '"label: Python"'
_MENDS = {
    "label": 'write its name, such as "label: Python"',
    "definition": "write one or two sentences of your own that say what it is",
    "sources": 'say who knows it; "sources: [editorial]" when it is our judgement',
}
# Only the one way in which RDF writes a number, so that what comes back from a
# query is what stands in the file.
_NUMBERS = {
    "integer": (re.compile(r"0|-?[1-9]\d{0,14}", re.ASCII), "whole number", "120"),
    "decimal": (
        re.compile(r"0|-?[1-9]\d{0,14}|-?(0|[1-9]\d{0,14})\.\d{0,5}[1-9]", re.ASCII),
        "number",
        "1200 or 2.5",
    ),
}


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
        file: The file, relative to the folder that was read.
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

    @property
    def kinds(self) -> list[str]:
        """The classes that the file states, that of its folder first."""
        return [self.kind, *self.objects("type")]

    def objects(self, name: str) -> list[str]:
        """Return what a property, by its local name, states; in the file's order."""
        return [s.object for s in self.statements if s.property == name]


class FaultyFileError(Exception):
    """The file cannot be read as a concept; ``problems`` says why."""

    def __init__(self, problems: Sequence[Problem]):
        """Keep all problems of the file."""
        self.problems = list(problems)
        super().__init__("\n".join(map(str, problems)))


def read_concept(path: Path, *, root: Path, vocabulary: Vocabulary) -> Concept:
    """Read one file.

    Args:
        path: The file, ``<kind>/<slug>.yaml`` at its end.
        root: A folder above it; messages name files relative to it.
        vocabulary: The classes and properties that are allowed.

    Raises:
        FaultyFileError: With all faults of the file, if it has any.
    """
    return _ConceptFile(path, root=root, vocabulary=vocabulary).read()


def folders_of(ancestor: str | None, vocabulary: Vocabulary) -> str:
    """List the kinds, by their folders, that are a class or lie below it."""
    return ", ".join(
        folder
        for folder, kind in sorted(vocabulary.by_folder.items())
        if vocabulary.is_a(kind.name, ancestor)
    )


class _ConceptFile(YamlFile):
    def __init__(self, path: Path, *, root: Path, vocabulary: Vocabulary):
        super().__init__(path, root=root)
        self.vocabulary = vocabulary

    def read(self) -> Concept:
        kind = self.kind()
        self.check_slug()
        fields = self.fields()
        head = {name: node for name, (_, node) in fields.items()}
        concept = Concept(
            slug=self.path.stem,
            kind=kind,
            file=self.file,
            label=self.head_text("label", head),
            definition=self.head_text("definition", head),
            sources=self.head_sources(head),
            statements=tuple(self.statements(fields)),
            lines={name: line for name, (line, _) in fields.items()},
        )
        self.check_domains(concept)
        if self.problems:
            raise FaultyFileError(sorted(self.problems))
        return concept

    def kind(self) -> str:
        folder = self.path.parent.name
        known = self.vocabulary.by_folder
        if folder not in known:
            hint = suggestion(folder, known) or f"; the kinds are {', '.join(known)}"
            message = f"the folder {quoted(folder)} is no kind{hint}"
            self.fault(1, "", "unknown-kind", message)
            return ""
        return known[folder].name

    def check_slug(self) -> None:
        if not is_slug(self.path.stem):
            message = (
                f"{quoted(self.path.stem)} is no slug; name the file with lower-case "
                f"letters a to z, digits and single hyphens"
            )
            self.fault(1, "", "bad-slug", message)

    def fields(self) -> Fields:
        node = self.mapping(_EXAMPLE)
        if node is None:
            return {}
        known = [*FIELD_ORDER, *self.vocabulary.by_field]
        fields: Fields = {}
        unknown: dict[str, int] = {}
        for key, value in self.pairs(node):
            if key.value in known:
                fields[key.value] = (line_of(key), value)
            else:
                unknown[key.value] = line_of(key)
        meant = [self.unknown_field(name, unknown[name], known) for name in unknown]
        for name, mend in _MENDS.items():
            if name not in (*fields, *meant):
                self.fault(1, name, "missing-field", f"is missing; {mend}")
        return fields

    def unknown_field(self, name: str, line: int, known: Sequence[str]) -> str | None:
        """Note an unknown field, and return the one that was probably meant."""
        mend = suggestion(name, known) or "; remove it, or see docs/authoring.md"
        message = f"there is no field {quoted(name)}{mend}"
        self.fault(line, name, "unknown-field", message)
        return closest(name, known)

    def head_text(self, field: str, head: dict[str, yaml.Node]) -> str:
        if field not in head:
            return ""
        return self.text(field, head[field], to_do=_MENDS[field])

    def head_sources(self, head: dict[str, yaml.Node]) -> tuple[str, ...]:
        return self.sources("sources", head["sources"]) if "sources" in head else ()

    def sources(self, field: str, node: yaml.Node) -> tuple[str, ...]:
        line = line_of(node)
        if not node.value:
            message = (
                "does not say who states it; name a source in brackets, [editorial] "
                "when it is our judgement"
            )
            self.fault(line, field, "no-source", message)
            return ()
        if not isinstance(node, yaml.SequenceNode):
            message = "is no list; put the sources in brackets, such as [editorial]"
            self.fault(line, field, "not-a-list", message)
            return ()
        to_do = "name a source of sources.yaml"
        names = [self.text(field, item, to_do=to_do) for item in node.value]
        for name in (n for n, times in Counter(names).items() if n and times > 1):
            message = f"{quoted(name)} stands twice; remove one"
            self.fault(line, field, "duplicate-source", message)
        return tuple(names)

    def statements(self, fields: Fields) -> Iterator[Statement]:
        for field, (line, node) in fields.items():
            if field in PLAIN_FIELDS:
                continue
            if not isinstance(node, yaml.MappingNode) or not node.value:
                message = (
                    "holds no values with sources; write each on a line of its own, "
                    '"value: [editorial]", or remove the field'
                )
                self.fault(line, field, "no-statement", message)
                continue
            prop = self.vocabulary.by_field.get(field)
            for key, sources in self.pairs(node, field):
                yield Statement(
                    property=prop.name if prop else OWN_FIELDS[field],
                    object=self.value(field, prop, key),
                    sources=self.sources(field, sources),
                    line=line_of(key),
                )

    def value(self, field: str, prop: Property | None, key: yaml.ScalarNode) -> str:
        if field == "alt_labels":
            return self.text(field, key, to_do="write another name of it")
        if prop is None:
            return self.kind_name(key)
        if key.value == PLACEHOLDER:
            message = f"is not filled in; in place of TODO write {self.wanted(prop)}"
            self.fault(line_of(key), field, "not-filled-in", message)
        elif prop.range in _NUMBERS:
            self.check_number(field, prop.range, key)
        elif not prop.is_reference:
            self.check_text(field, key.value, line_of(key))
            self.check_form(field, prop, key)
        return str(key.value)

    def check_form(self, field: str, prop: Property, key: yaml.ScalarNode) -> None:
        form = MATCH if prop.is_match else FORMS.get(prop.name)
        if form and not form.is_met(key.value):
            message = f"{quoted(key.value)} has the wrong form; write {form.wording}"
            self.fault(line_of(key), field, "wrong-form", message)

    def wanted(self, prop: Property) -> str:
        """Say what a value of a property is, for whoever has to fill it in."""
        if prop.is_reference:
            noun = self.vocabulary.classes[prop.range].label if prop.range else ""
            what = f"the slug of {with_article(noun.lower() or 'concept')}"
        else:
            noun = _NUMBERS[prop.range][1] if prop.range in _NUMBERS else "text"
            what = with_article(noun)
        return f"{what}: {prop.definition}"

    def check_number(self, field: str, datatype: str, key: yaml.ScalarNode) -> None:
        pattern, noun, example = _NUMBERS[datatype]
        if not pattern.fullmatch(key.value):
            message = (
                f"{quoted(key.value)} is no plain {noun}; write digits, such as "
                f"{example}, with no plus sign, no separators and no needless zeros"
            )
            self.fault(line_of(key), field, "not-a-number", message)

    def kind_name(self, key: yaml.ScalarNode) -> str:
        known = self.vocabulary.by_folder
        if key.value in known:
            return known[key.value].name
        hint = suggestion(key.value, known) or f"; the kinds are {', '.join(known)}"
        message = f"there is no kind {quoted(key.value)}{hint}"
        self.fault(line_of(key), "types", "unknown-kind", message)
        return ""

    def check_domains(self, concept: Concept) -> None:
        """Note the fields that no concept of these kinds has."""
        if "" in concept.kinds:
            return
        for field in concept.lines:
            prop = self.vocabulary.by_field.get(field)
            if prop is None or any(
                self.vocabulary.is_a(kind, prop.domain) for kind in concept.kinds
            ):
                continue
            label = self.vocabulary.classes[concept.kind].label.lower()
            message = (
                f"{with_article(label)} has no such field; remove it, or name under "
                f"types a kind that has it: {folders_of(prop.domain, self.vocabulary)}"
            )
            self.fault(concept.lines[field], field, "wrong-domain", message)
