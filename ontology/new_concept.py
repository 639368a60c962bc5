"""Write the file of a new concept, to be filled in."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from careergraph.errors import ArgumentError, OutputError
from careergraph.ontology.concept_file import Concept, Statement
from careergraph.ontology.content import concept_files, survey_content
from careergraph.ontology.formatting import format_concept
from careergraph.ontology.problem import quoted, suggestion
from careergraph.ontology.slug import slug_of
from careergraph.ontology.vocabulary import VocabularyClass, load_vocabulary
from careergraph.ontology.yaml_file import PLACEHOLDER, text_fault

EDITORIAL = ("editorial",)

# What `careergraph check` asks of a concept of a class, besides what it asks of all.
ASKED: Mapping[str, tuple[str, ...]] = {
    "Role": ("level", "track", "requires"),
    "Competency": ("broader", "effort"),
    "Algorithm": ("usedIn",),
    "CareerStep": ("stepNumber",),
    "Salary": ("forRole", "inPlace", "currency", "low", "high"),
    "Outlook": ("forRole", "growthPercent"),
}


def new_concept(folder: Path, kind: str, label: str) -> Path:
    """Write ``concepts/<kind>/<slug>.yaml``, with ``TODO`` where to fill it in.

    ``careergraph check`` names what is not filled in yet and says what belongs there.

    Args:
        folder: Holds ``sources.yaml`` and ``concepts/``.
        kind: Name of the folder of its kind, such as ``skill``.
        label: Its preferred label; the slug is made from it.

    Returns:
        The file.

    Raises:
        ArgumentError: If there is no such kind, if the label makes no slug, or if
            another concept has the slug or the label.
        OutputError: If the file cannot be written.
    """
    if not (folder / "sources.yaml").is_file():
        raise ArgumentError(
            f"{folder} holds no sources.yaml; name the folder that holds it and "
            f"concepts/"
        )
    concept_class = _class_of(kind)
    label = " ".join(label.split())
    slug = _free_slug(folder, label)
    path = folder / "concepts" / str(concept_class.folder) / f"{slug}.yaml"
    _write_new(path, format_concept(_blank(slug, concept_class, label)))
    return path


def _class_of(kind: str) -> VocabularyClass:
    known = load_vocabulary().by_folder
    if kind not in known:
        hint = suggestion(kind, known) or f"; the kinds are {', '.join(known)}"
        raise ArgumentError(f"there is no kind {quoted(kind)}{hint}")
    return known[kind]


def _free_slug(folder: Path, label: str) -> str:
    """Return the slug for a label that no concept has yet."""
    if fault := text_fault(label):
        raise ArgumentError(f"the label {fault}")
    slug = slug_of(label)
    if not slug:
        raise ArgumentError(
            f"no slug can be made from {quoted(label)}; use a label with a letter from "
            f"a to z or a digit"
        )
    for path in concept_files(folder):
        if path.stem == slug:
            _refuse(label, path.relative_to(folder).as_posix(), f'the slug "{slug}"')
    for concept in survey_content(folder)[0].values():
        names = [concept.label, *concept.objects("altLabel")]
        if label.casefold() in map(str.casefold, names):
            _refuse(label, concept.file, "that label")
    return slug


def _refuse(label: str, file: str, what: str) -> None:
    raise ArgumentError(
        f"{file} has {what} already; change that file, or choose a label that tells "
        f"{quoted(label)} from it"
    )


def _blank(slug: str, concept_class: VocabularyClass, label: str) -> Concept:
    return Concept(
        slug=slug,
        kind=concept_class.name,
        file="",
        label=label,
        definition=PLACEHOLDER,
        sources=EDITORIAL,
        statements=tuple(
            Statement(name, PLACEHOLDER, EDITORIAL, line=0)
            for name in _asked(concept_class.ancestors)
        ),
        lines={},
    )


def _asked(classes: Iterable[str]) -> list[str]:
    return [name for c in classes for name in ASKED.get(c, ())]


def _write_new(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("x", encoding="utf-8", newline="\n")
    except FileExistsError:
        raise ArgumentError(f"{path} is there already; it is left as it is") from None
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}") from error
    try:
        with file:
            file.write(text)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise OutputError(f"{path} cannot be written: {error.strerror}") from error
