"""Write concepts in the one form that their files have.

Fields stand in a fixed order, values are sorted, each on a line of its own, and
the sources of a statement are a list in brackets: a small change is a small diff.
"""

import math
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import yaml

from careergraph.errors import ContentError
from careergraph.ontology.concept_file import (
    FIELD_ORDER,
    Concept,
    FaultyFileError,
    Statement,
    read_concept,
)
from careergraph.ontology.content import concept_files
from careergraph.ontology.files import write_text
from careergraph.ontology.problem import Problem
from careergraph.ontology.references import field_of
from careergraph.ontology.vocabulary import Property, load_vocabulary
from careergraph.ontology.yaml_file import LOADER, PLACEHOLDER, YamlFile

_PREFIX = "tag:yaml.org,2002:"


def format_concept(concept: Concept) -> str:
    """Return the text of a concept's file in its one form.

    A text is quoted only where YAML would read it as something else.
    """
    stated: dict[str, list[Statement]] = defaultdict(list)
    for statement in concept.statements:
        stated[field_of(statement.property)].append(statement)
    nodes: dict[str, yaml.Node] = {
        "label": _scalar(concept.label),
        "definition": _scalar(concept.definition),
        "sources": _sources(concept.sources),
    }
    properties = load_vocabulary().by_field
    for field, statements in stated.items():
        nodes[field] = _values(statements, properties.get(field))
    order = [field for field in (*FIELD_ORDER, *properties) if field in nodes]
    text: str = yaml.serialize(
        _mapping((_scalar(field), nodes[field]) for field in order),
        Dumper=yaml.SafeDumper,
        allow_unicode=True,
        width=math.inf,
    )
    return text


def format_files(folder: Path, *, write: bool) -> list[Path]:
    """Bring the files of all concepts into their one form.

    Args:
        folder: Holds ``concepts/<kind>/<slug>.yaml``.
        write: Rewrite the files that differ; else only find them.

    Returns:
        The files that differ, or differed, in order.

    Raises:
        ContentError: If a file has faults, or a comment that would be lost. It is
            left as it is; the others are formatted all the same.
        OutputError: If a file cannot be written.
    """
    different = []
    problems: list[Problem] = []
    for path in concept_files(folder):
        try:
            text = _formatted(path, root=folder)
        except FaultyFileError as error:
            problems += error.problems
            continue
        if path.read_bytes() != text.encode():
            different.append(path)
            if write:
                write_text(path, text)
    if problems:
        raise ContentError(problems)
    return different


def _formatted(path: Path, *, root: Path) -> str:
    concept = read_concept(path, root=root, vocabulary=load_vocabulary())
    text = YamlFile(path, root=root).text_of_file()
    if text and (line := _line_of_comment(text)):
        message = (
            "format would lose this comment; remove it, or say it in the definition"
        )
        raise FaultyFileError(
            [Problem(concept.file, line, "", "comment-lost", message)]
        )
    return format_concept(concept)


def _line_of_comment(text: str) -> int | None:
    """Return the line of the first comment: a # that is in none of YAML's tokens."""
    if "#" not in text:
        return None
    end = 0
    for token in yaml.scan(text, Loader=LOADER):
        start = token.start_mark.index
        between = text.find("#", end, start)
        if getattr(token, "style", None) in ("|", ">"):  # may stand after the sign
            between = max(between, text.find("#", start, text.find("\n", start)))
        if between >= 0:
            return text.count("\n", 0, between) + 1
        end = token.end_mark.index
    return None


def _values(statements: Iterable[Statement], prop: Property | None) -> yaml.Node:
    are_numbers = prop is not None and prop.range in ("integer", "decimal")

    def is_number(statement: Statement) -> bool:
        return are_numbers and statement.object != PLACEHOLDER

    def order(statement: Statement) -> tuple[Decimal, str]:
        number = Decimal(statement.object if is_number(statement) else 0)
        return number, _written(statement)

    return _mapping(
        (_scalar(_written(s), is_number=is_number(s)), _sources(s.sources))
        for s in sorted(statements, key=order)
    )


def _written(statement: Statement) -> str:
    """Return a value as it stands in a file: a class by the name of its folder."""
    if statement.property != "type":
        return statement.object
    return load_vocabulary().classes[statement.object].folder or ""


def _sources(names: Iterable[str]) -> yaml.Node:
    items = [_scalar(name) for name in sorted(names)]
    return yaml.SequenceNode(_PREFIX + "seq", items, flow_style=True)


def _mapping(pairs: Iterable[tuple[yaml.Node, yaml.Node]]) -> yaml.Node:
    return yaml.MappingNode(_PREFIX + "map", list(pairs), flow_style=False)


def _scalar(text: str, *, is_number: bool = False) -> yaml.Node:
    kind = ("float" if "." in text else "int") if is_number else "str"
    return yaml.ScalarNode(_PREFIX + kind, text)
