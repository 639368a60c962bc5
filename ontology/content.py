"""Read all concept files of a folder and check how they refer to each other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import yaml

from careergraph.errors import ContentError
from careergraph.ontology.concept_file import (
    SLUG,
    Concept,
    FaultyFileError,
    Statement,
    read_concept,
)
from careergraph.ontology.problem import Problem, suggestion
from careergraph.ontology.vocabulary import Property, Vocabulary, load_vocabulary

PACKAGED = Path(__file__).parent
"""The folder that comes with the package: sources.yaml and concepts/."""


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


@dataclass(frozen=True, slots=True)
class Content:
    """All concepts and sources of a folder, free of structural faults.

    Attributes:
        concepts: By slug, in order.
        sources: By id, in order.
    """

    concepts: Mapping[str, Concept]
    sources: Mapping[str, Source]


def concept_files(folder: Path) -> list[Path]:
    """Return the files of all concepts below ``folder/concepts``, in order."""
    return sorted((folder / "concepts").glob("*/*.yaml"))


def read_content(folder: Path = PACKAGED) -> Content:
    """Read every concept and source.

    Args:
        folder: Holds ``sources.yaml`` and ``concepts/<kind>/<slug>.yaml``.

    Raises:
        ContentError: With all faults of all files, if there are any.
    """
    concepts, sources, problems = survey_content(folder)
    if problems:
        raise ContentError(problems)
    return Content(concepts, sources)


def survey_content(
    folder: Path,
) -> tuple[dict[str, Concept], dict[str, Source], list[Problem]]:
    """Read what can be read; return concepts, sources and all faults in order."""
    vocabulary = load_vocabulary()
    root = folder / "concepts"
    concepts: dict[str, Concept] = {}
    problems: list[Problem] = []
    unreadable: set[str] = set()
    sources = _read_sources(folder / "sources.yaml", problems)
    for path in concept_files(folder):
        try:
            concept = read_concept(path, root=root, vocabulary=vocabulary)
        except FaultyFileError as error:
            problems += error.problems
            unreadable.add(path.stem)
            continue
        if concept.slug in concepts:
            problems.append(
                Problem(
                    concept.file,
                    1,
                    "",
                    "duplicate-slug",
                    f"{concepts[concept.slug].file} has the same slug; rename one, "
                    f"or merge the two and add the second kind under types",
                )
            )
        else:
            concepts[concept.slug] = concept
    if not concepts and not problems:
        problems.append(
            Problem(
                "concepts", 1, "", "no-concepts", f"{folder} holds no concept files"
            )
        )
    for concept in concepts.values():
        problems += _source_problems(concept, sources)
        problems += _reference_problems(concept, concepts, unreadable, vocabulary)
    problems += _cycle_problems(concepts)
    return concepts, sources, sorted(problems)


def _read_sources(path: Path, problems: list[Problem]) -> dict[str, Source]:
    def fault(line: int, field: str, rule: str, message: str) -> None:
        problems.append(Problem(path.name, line, field, rule, message))

    try:
        listed = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        fault(1, "", "no-sources", f"{path} does not exist; it lists who says what")
        return {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        fault(mark.line + 1 if mark else 1, "", "not-yaml", "not YAML in UTF-8")
        return {}
    sources = {}
    for name, fields in listed.items() if isinstance(listed, dict) else ():
        try:
            sources[str(name)] = Source(id=str(name), **fields)
        except TypeError:
            fault(
                1,
                str(name),
                "bad-source",
                "a source has a title, and may have publisher, license and note",
            )
        if not SLUG.match(str(name)):
            fault(1, str(name), "bad-slug", "use lower case, digits and single hyphens")
    return sources


def _statements_with_sources(concept: Concept) -> Iterator[Statement]:
    yield Statement("sources", "", concept.sources, concept.lines["sources"])
    yield from concept.statements


def _source_problems(
    concept: Concept, sources: Mapping[str, Source]
) -> Iterator[Problem]:
    properties = load_vocabulary().properties
    for statement in _statements_with_sources(concept):
        for source in statement.sources:
            if source not in sources:
                prop = properties.get(statement.property)
                yield Problem(
                    concept.file,
                    statement.line,
                    prop.field if prop else statement.property,
                    "unknown-source",
                    f'sources.yaml has no "{source}"{suggestion(source, sources)}',
                )


def _reference_problems(
    concept: Concept,
    concepts: Mapping[str, Concept],
    unreadable: set[str],
    vocabulary: Vocabulary,
) -> Iterator[Problem]:
    def fault(statement: Statement, prop: Property, rule: str, message: str) -> Problem:
        return Problem(concept.file, statement.line, prop.field, rule, message)

    for statement in concept.statements:
        prop = vocabulary.properties.get(statement.property)
        if prop is None or not prop.is_reference or statement.object in unreadable:
            continue
        target = concepts.get(statement.object)
        if target is None:
            hint = suggestion(statement.object, concepts)
            message = f'there is no concept "{statement.object}"{hint}'
            yield fault(statement, prop, "dangling-reference", message)
        elif not any(vocabulary.is_a(kind, prop.range) for kind in kinds(target)):
            message = f'"{statement.object}" is a {target.kind}; a {prop.range} is needed here'
            yield fault(statement, prop, "wrong-range", message)
        elif statement.object == concept.slug:
            yield fault(
                statement, prop, "self-reference", "points at itself; remove the line"
            )
        elif "is_replaced_by" in target.lines and "is_replaced_by" not in concept.lines:
            new = next(
                s.object for s in target.statements if s.property == "isReplacedBy"
            )
            message = f'"{statement.object}" is deprecated; use "{new}"'
            yield fault(statement, prop, "deprecated-reference", message)


def kinds(concept: Concept) -> list[str]:
    """Return the classes that the file states, that of its folder first."""
    return [
        concept.kind,
        *(s.object for s in concept.statements if s.property == "type"),
    ]


def _cycle_problems(concepts: Mapping[str, Concept]) -> Iterator[Problem]:
    needs = {
        slug: {
            s.object: s.line for s in concept.statements if s.property == "prerequisite"
        }
        for slug, concept in concepts.items()
    }
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        cycle: list[str] = error.args[1]
        later, first = cycle[1], cycle[0]
        yield Problem(
            concepts[later].file,
            needs[later][first],
            "prerequisite",
            "prerequisite-cycle",
            f"learnt in a circle: {' before '.join(cycle)}; remove one of these lines",
        )
