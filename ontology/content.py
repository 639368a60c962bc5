"""Read all concept files of a folder and check how they refer to each other."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from careergraph.errors import ContentError
from careergraph.ontology.concept_file import Concept, FaultyFileError, read_concept
from careergraph.ontology.problem import Problem
from careergraph.ontology.references import reference_problems, source_problems
from careergraph.ontology.source_file import Source, read_sources
from careergraph.ontology.vocabulary import load_vocabulary

__all__ = [
    "PACKAGED",
    "Content",
    "Source",
    "concept_files",
    "read_content",
    "survey_content",
]

PACKAGED = Path(__file__).parent
"""The folder that comes with the package: sources.yaml and concepts/."""


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
    """Read what can be read; return concepts, sources and all faults in order.

    Files are named relative to the folder. What follows only from a file that
    cannot be read is not reported besides.
    """
    sources, problems = read_sources(folder / "sources.yaml")
    concepts, unreadable, faults = _read_concepts(folder)
    problems += faults
    problems += _stray_files(folder)
    if not concepts and not problems:
        message = "holds no concept; write one with `careergraph new`"
        problems.append(Problem("concepts", 1, "", "no-concepts", message))
    problems += reference_problems(concepts, unreadable=unreadable)
    if sources:
        problems += source_problems(concepts, sources)
    return concepts, sources, sorted(problems)


def _read_concepts(
    folder: Path,
) -> tuple[dict[str, Concept], set[str], list[Problem]]:
    """Return concepts by slug, the slugs of unreadable files, and all faults."""
    vocabulary = load_vocabulary()
    concepts: dict[str, Concept] = {}
    unreadable: set[str] = set()
    problems: list[Problem] = []
    for path in concept_files(folder):
        try:
            concept = read_concept(path, root=folder, vocabulary=vocabulary)
        except FaultyFileError as error:
            problems += error.problems
            unreadable.add(path.stem)
            continue
        first = concepts.setdefault(concept.slug, concept)
        if first is not concept:
            message = (
                f"{first.file} has the same slug; rename one, or merge the two and "
                f"name the second kind under types"
            )
            problems.append(Problem(concept.file, 1, "", "duplicate-slug", message))
    return dict(sorted(concepts.items())), unreadable, problems


def _stray_files(folder: Path) -> Iterator[Problem]:
    """Yield what looks like a concept and would never be read as one."""
    errors: list[OSError] = []
    for place, _, names in os.walk(folder / "concepts", onerror=errors.append):
        depth = len(Path(place).relative_to(folder).parts)
        for name in names:
            file = Path(place, name).relative_to(folder).as_posix()
            if Path(name).suffix.lower() not in (".yaml", ".yml"):
                continue
            if depth != 2 or not name.endswith(".yaml"):
                message = "is not read here; move it to concepts/<kind>/<slug>.yaml"
                yield Problem(file, 1, "", "stray-file", message)
    for error in errors:
        if not isinstance(error, FileNotFoundError):
            file = Path(error.filename).relative_to(folder).as_posix()
            message = f"cannot be read ({error.strerror}); see who may read it"
            yield Problem(file, 1, "", "unreadable-file", message)
