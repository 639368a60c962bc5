"""A small release in the form in which ESCO is published; all of it is made up here."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from careergraph import CareerGraph
from careergraph.queries.results import Rows

Tables: TypeAlias = dict[str, list[list[str]]]

ESCO = "http://data.europa.eu/esco/"
TEXTS = ["altLabels", "hiddenLabels", "definition", "description", "scopeNote"]


def occupation(name: str) -> str:
    return f"{ESCO}occupation/{name}"


def skill(name: str) -> str:
    return f"{ESCO}skill/{name}"


def isco(code: str) -> str:
    return f"{ESCO}isco/C{code}"


def tables() -> Tables:
    """Return each file's rows, the header first."""
    return {
        "occupations_en.csv": [
            ["conceptType", "conceptUri", "iscoGroup", "preferredLabel", *TEXTS, "code"],
            _row("Occupation", occupation("o1"), "9112", "floor sweeper", "9112.1",
                 "sweeper\nperson who sweeps\nfloor sweeper", "flor sweeper",
                 description='Sweeps "all" floors.\nEvery day.'),
            _row("Occupation", occupation("o2"), "7111", "floor layer", "7111.1"),
            _row("Occupation", occupation("o3"), "1120", "head of floors", "1120.1",
                 definition="Rules over floors.", description="Is above them."),
        ],
        "skills_en.csv": [
            ["conceptType", "conceptUri", "skillType", "reuseLevel", "preferredLabel",
             *TEXTS],
            _skill("s1", "sweep", "skill/competence", "cross-sector"),
            _skill("s2", "kinds of floor", "knowledge", "sector-specific"),
            _skill("s3", "lay floors", "skill/competence", "sector-specific"),
            _skill("s4", "lead people", "skill/competence", "transversal"),
            _skill("s5", "safety", "", ""),
        ],
        "ISCOGroups_en.csv": [
            ["conceptType", "conceptUri", "code", "preferredLabel", "description"],
            ["ISCOGroup", isco("9"), "9", "Elementary occupations", "The simple ones."],
            ["ISCOGroup", isco("9112"), "9112", "Cleaners", "They clean."],
        ],
        "skillGroups_en.csv": [
            ["conceptType", "conceptUri", "preferredLabel", "code"],
            ["SkillGroup", skill("S1"), "working with floors", "S1"],
            ["SkillGroup", f"{ESCO}isced-f/07", "engineering", "07"],
        ],
        "occupationSkillRelations.csv": [
            ["occupationUri", "relationType", "skillType", "skillUri"],
            [occupation("o1"), "essential", "skill/competence", skill("s1")],
            [occupation("o1"), "optional", "knowledge", skill("s2")],
            [occupation("o2"), "essential", "skill/competence", skill("s1")],
            [occupation("o2"), "essential", "skill/competence", skill("s3")],
            [occupation("o3"), "essential", "skill/competence", skill("s4")],
        ],
        "skillSkillRelations.csv": [
            ["originalSkillUri", "originalSkillType", "relationType",
             "relatedSkillType", "relatedSkillUri"],
            [skill("s3"), "knowledge", "essential", "knowledge", skill("s2")],
            [skill("s1"), "knowledge", "optional", "knowledge", skill("s2")],
        ],
        "broaderRelationsOccPillar.csv": [
            ["conceptType", "conceptUri", "broaderType", "broaderUri"],
            ["Occupation", occupation("o1"), "ISCOGroup", isco("9112")],
            ["ISCOGroup", isco("9112"), "ISCOGroup", isco("9")],
        ],
        "broaderRelationsSkillPillar.csv": [
            ["conceptType", "conceptUri", "broaderType", "broaderUri"],
            ["KnowledgeSkillCompetence", skill("s1"), "SkillGroup", skill("S1")],
            ["SkillGroup", skill("S1"), "SkillGroup", f"{ESCO}isced-f/07"],
        ],
    }  # fmt: skip


def _row(
    kind: str,
    iri: str,
    group: str,
    label: str,
    code: str,
    alt_labels: str = "",
    hidden_labels: str = "",
    definition: str = "",
    description: str = "",
) -> list[str]:
    texts = [alt_labels, hidden_labels, definition, description, ""]
    return [kind, iri, group, label, *texts, code]


def _skill(name: str, label: str, kind: str, reuse: str) -> list[str]:
    texts = [f"{label} well", "", "", f"To {label}.", "It includes much."]
    return ["KnowledgeSkillCompetence", skill(name), kind, reuse, label, *texts]


def text_of(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as CSV with CRLF, as the publisher's zips have it."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def write_folder(folder: Path, content: Mapping[str, list[list[str]]]) -> Path:
    """Write a release unpacked."""
    folder.mkdir(parents=True)
    for name, rows in content.items():
        (folder / name).write_bytes(text_of(rows).encode())
    return folder


def write_zip(
    path: Path, content: Mapping[str, list[list[str]]], *, below: str = ""
) -> Path:
    """Write a release as a zip, its files in a folder of it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in content.items():
            archive.writestr(below + name, text_of(rows))
    return path


def rows(graph: CareerGraph, query: str, **options: Any) -> list[Any]:
    """Return the rows of an answer."""
    found = graph.query(query, **options)
    assert isinstance(found, Rows)
    return list(found)
