"""Import ESCO: occupations become roles, and skills competencies.

*Source:* the CSV release of ESCO, https://esco.ec.europa.eu/en/use-esco/download; what
its relations mean is told in ESCOpedia, https://esco.ec.europa.eu/en/about-esco/escopedia.
docs/import.md says what becomes of each column, and why.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from careergraph.errors import ArgumentError, ReleaseError
from careergraph.ontology.importing import (
    CC_BY,
    OURS,
    File,
    Graph,
    Imported,
    Importer,
    Publication,
    judged_of,
    known_version,
    missing_of,
)
from careergraph.ontology.namespaces import CG, DCTERMS, EXTERNAL, SKOS, concept_name
from careergraph.ontology.release import ReleaseFiles, Table
from careergraph.ontology.store import no_collection

LICENCE = "http://data.europa.eu/eli/dec/2011/833/oj"
"""Decision 2011/833/EU on the reuse of Commission documents."""

ATTRIBUTION = "This service uses the ESCO classification of the European Commission."

_ESCO = EXTERNAL["esco"]
_IRI = re.compile(
    re.escape(_ESCO) + r"(occupation|skill|isco|isced-f)/[\w.~-]+", re.ASCII
)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_TEXTS = ("altLabels", "hiddenLabels", "definition", "description", "scopeNote")
_LEVEL_NOTE = (
    "Inferred by careergraph, stated by nobody: the number of the ISCO-08 skill level, "
    "1 to 4, of the group that ESCO places an occupation in; 5 for managers, and 6 for "
    "chief executives, senior officials and legislators. The skill levels of the "
    "groups are those of the International Labour Organization (ISCO-08, 2012)."
)


_FILES = (
    File(
        "occupations",
        ("conceptUri", "preferredLabel"),
        (*_TEXTS, "code", "iscoGroup"),
        "names, definitions, codes and levels of occupations",
        ("occupation",),
    ),
    File(
        "skills",
        ("conceptUri", "preferredLabel"),
        (*_TEXTS, "skillType", "reuseLevel"),
        "names, definitions and types of skills",
        ("skill",),
    ),
    File(
        "ISCOGroups",
        ("conceptUri", "preferredLabel"),
        (*_TEXTS, "code"),
        "names and codes of the ISCO groups",
        ("isco",),
    ),
    File(
        "skillGroups",
        ("conceptUri", "preferredLabel"),
        (*_TEXTS, "code"),
        "names and codes of the skill groups",
        ("skill", "isced-f"),
    ),
    File(
        "occupationSkillRelations",
        ("occupationUri", "relationType", "skillUri"),
        (),
        "what occupations ask for, and so gaps, plans and inferred moves",
    ),
    File(
        "skillSkillRelations",
        ("originalSkillUri", "relationType", "relatedSkillUri"),
        (),
        "which skills are learnt first, and which are related",
    ),
    File(
        "broaderRelationsOccPillar",
        ("conceptUri", "broaderUri"),
        (),
        "the hierarchy of occupations and ISCO groups",
    ),
    File(
        "broaderRelationsSkillPillar",
        ("conceptUri", "broaderUri"),
        (),
        "the hierarchy of skills",
    ),
)


def read_esco(
    path: str | os.PathLike[str],
    *,
    language: str = "en",
    version: str | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Imported:
    """Read a release of ESCO in CSV: the publisher's zip, or the folder of it.

    Args:
        path: The zip or the folder.
        language: Of the labels, as in the names of the files: ``en``.
        version: Of the release; by default what its name tells.
        tell: Told what is done now.

    Raises:
        ReleaseError: If it cannot be read, or is no release of ESCO.
        ArgumentError: If it lacks the language, or its version is not known.
    """
    with ReleaseFiles(path) as files:
        found, languages = _find(files, language)
        version = known_version(files.path, version or files.version(), "1.2.0")
        publication = Publication(
            name=f"esco-{version}",
            title=f"ESCO v{version}",
            publisher="European Commission",
            version=version,
            language=language,
            licence=LICENCE,
            attribution=ATTRIBUTION,
        )
        reader = _Reader(files, publication, tell)
        with no_collection():
            reader.read(found)
    return reader.finished(found, languages)


def _find(files: ReleaseFiles, language: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the names of the files in a language, and the languages that there are."""
    if not _LANGUAGE.fullmatch(language):
        raise ArgumentError(f'"{language}" is no language; say it as in en or pt')
    known = {file.name.lower(): file.name for file in _FILES}
    found: dict[str, dict[str, str]] = {}
    for name in files.names:
        stem = name[:-4]
        base, _, ending = stem.rpartition("_")
        if stem.lower() in known:
            found.setdefault(known[stem.lower()], {})[""] = name
        elif base.lower() in known and _LANGUAGE.fullmatch(ending.lower()):
            found.setdefault(known[base.lower()], {})[ending.lower()] = name
    languages = sorted({code for names in found.values() for code in names if code})
    if not {"occupations", "skills"} & set(found):
        raise ReleaseError(
            f"{files.path}: holds neither occupations_{language}.csv nor "
            f"skills_{language}.csv, as a release of ESCO in CSV does; name one"
        )
    chosen = {
        file: names.get(language) or names[""]
        for file, names in found.items()
        if language in names or "" in names
    }
    if not {"occupations", "skills"} & set(chosen):
        raise ArgumentError(
            f'{files.path}: is not in the language "{language}"; there is '
            f"{', '.join(languages)}, say --language"
        )
    return chosen, tuple(languages)


@dataclass
class _Reader(Importer):
    """Reads the files, one after the other, into statements."""

    described: set[str] = field(default_factory=set)
    levels: Graph = field(default_factory=Graph)

    def read(self, found: dict[str, str]) -> None:
        self.judged = judged_of(_FILES, found)
        readers = {
            "occupations": self.occupations,
            "skills": self.skills,
            "ISCOGroups": self.groups("RoleGroup", "ISCO groups"),
            "skillGroups": self.groups("CompetencyGroup", "skill groups"),
            "occupationSkillRelations": self.demands,
            "skillSkillRelations": self.skill_relations,
            "broaderRelationsOccPillar": self.broader,
            "broaderRelationsSkillPillar": self.broader,
        }
        for file, table in self.tables(_FILES, found):
            readers[file.name](table)

    # ------------------------------------------------------------ concepts

    def occupations(self, table: Table) -> None:
        for iri, label, *rest in self.concepts(table):
            *texts, code, group = rest
            self.describe(iri, label, texts, "Role", code)
            self.counts["occupations"] += 1
            level = isco_level(group)
            if level is not None:
                self.levels.integer(iri, CG + "level", level)
                self.counts["levels inferred"] += 1

    def skills(self, table: Table) -> None:
        for iri, label, *rest in self.concepts(table):
            *texts, skill_type, reuse = rest
            self.describe(iri, label, texts, "Skill", "")
            self.counts["skills"] += 1
            for name, text in (("skillType", skill_type), ("reuseLevel", reuse)):
                if text.strip():
                    self.graph.plain(iri, CG + name, text.strip())
            if skill_type.strip():
                self.counts["skills with a type"] += 1

    def groups(self, kind: str, counted: str) -> Callable[[Table], None]:
        def read(table: Table) -> None:
            for iri, label, *rest in self.concepts(table):
                *texts, code = rest
                self.describe(iri, label, texts, kind, code)
                self.counts[counted] += 1

        return read

    def concepts(self, table: Table) -> Iterator[tuple[str, ...]]:
        """Yield the rows of concepts, each once; the first must be of ESCO."""
        for number, row in table.rows:
            iri = row[0].strip()
            if not _IRI.fullmatch(iri):
                if number == 1:
                    raise ReleaseError(
                        f"{self.files.path}: {table.file.name} describes "
                        f'"{iri[:60]}", which is no concept of ESCO; name a release '
                        f"of ESCO"
                    )
                self.lack(table, f'"{iri[:60]}", which is no IRI of ESCO')
            elif not row[1].strip():
                self.lack(table, f"{concept_name(iri)} without a label")
            elif iri in self.described:
                self.lack(table, f"{concept_name(iri)} once more")
            else:
                self.described.add(iri)
                yield (iri, *row[1:])

    def describe(
        self, iri: str, label: str, texts: Sequence[str], kind: str, code: str
    ) -> None:
        alternative, hidden, definition, description, note = texts
        label = label.strip()
        self.graph.concept(iri, kind, label)
        others = _lines(alternative, besides={label})
        for other in others:
            self.graph.text(iri, SKOS + "altLabel", other)
        for other in _lines(hidden, besides={label, *others}):
            self.graph.text(iri, SKOS + "hiddenLabel", other)
        said = definition.strip() or description.strip()
        if said:
            self.graph.text(iri, SKOS + "definition", said)
        if definition.strip() and description.strip():
            self.graph.text(iri, DCTERMS + "description", description.strip())
        if note.strip():
            self.graph.text(iri, SKOS + "scopeNote", note.strip())
        if code.strip():
            self.graph.plain(iri, SKOS + "notation", code.strip())

    # ----------------------------------------------------------- relations

    def demands(self, table: Table) -> None:
        properties = {"essential": CG + "requires", "optional": CG + "benefitsFrom"}
        for occupation, kind, skill in self.relations(table, properties):
            self.graph.link(occupation, properties[kind], skill)
            self.counts[f"{kind} skills of occupations"] += 1

    def skill_relations(self, table: Table) -> None:
        properties = {"essential": CG + "prerequisite", "optional": SKOS + "related"}
        rows = list(self.relations(table, properties))
        circles = _circles((a, b) for a, kind, b in rows if kind == "essential")
        for skill, kind, other in rows:
            if kind == "essential" and (skill, other) in circles:
                name, what = concept_name(other), concept_name(skill)
                self.lack(table, f"{name} as essential for {what}, in a circle")
                continue
            self.graph.link(skill, properties[kind], other)
            self.counts[f"{kind} skills of skills"] += 1

    def relations(
        self, table: Table, kinds: Iterable[str]
    ) -> Iterator[tuple[str, str, str]]:
        known = set(kinds)
        for _, (subject, kind, target) in table.rows:
            if kind not in known:
                self.lack(table, f'the relation "{kind[:40]}", which is not known')
            elif self.stands(table, subject) and self.stands(table, target):
                yield subject, kind, target

    def broader(self, table: Table) -> None:
        counted = (
            "broader of occupations and ISCO groups"
            if "OccPillar" in table.file.name
            else "broader of skills and skill groups"
        )
        for _number, (concept, above) in table.rows:
            if self.stands(table, concept) and self.stands(table, above):
                self.graph.link(concept, SKOS + "broader", above)
                self.counts[counted] += 1

    def stands(self, table: Table, iri: str) -> bool:
        """Tell whether a reference leads somewhere, or to a file that is not there."""
        if iri in self.described:
            return True
        found = _IRI.fullmatch(iri)
        if not found:
            self.lack(table, f'"{iri[:60]}", which is no IRI of ESCO')
            return False
        if found[1] in self.judged:
            self.lack(
                table, f"{concept_name(iri)}, which the release does not describe"
            )
            return False
        return True

    # -------------------------------------------------------------- result

    def finished(self, found: dict[str, str], languages: tuple[str, ...]) -> Imported:
        graphs = {}
        if self.levels.statements:
            name = f"{self.publication.name}-levels"
            title = f"Levels inferred from the ISCO groups of {self.publication.title}"
            self.levels.source(
                name, title=title, publisher=OURS, licence=CC_BY, note=_LEVEL_NOTE
            )
            graphs[name] = self.levels
        missing = missing_of(_FILES, found)
        return self.imported(graphs, missing=missing, languages=languages)


def isco_level(code: str) -> int | None:
    """Return the level of a role by the ISCO-08 group that it belongs to.

    It is the number of the skill level, 1 to 4; 5 for managers (major group 1), and 6
    for chief executives, senior officials and legislators (sub-major group 11). None
    when the code is no code of at least two digits.

    *Source:* the skill levels that the descriptions of the major and sub-major groups
    of ISCO-08 name; what follows from them is our inference, see docs/import.md.

    >>> [isco_level(code) for code in ("9112", "7231", "3511", "2511", "1330", "1120")]
    [1, 2, 3, 4, 5, 6]
    """
    code = code.strip().upper().removeprefix("C")
    if not re.fullmatch(r"[0-9]{2,4}", code):
        return None
    by_sub_major = {"01": 4, "02": 2, "03": 1, "11": 6}
    by_major = {"1": 5, "2": 4, "3": 3, "9": 1} | dict.fromkeys("45678", 2)
    return by_sub_major.get(code[:2], by_major.get(code[0]))


def _lines(text: str, *, besides: set[str]) -> list[str]:
    """Return the lines of a field, each once, without some."""
    if not text:
        return []
    lines = dict.fromkeys(line.strip() for line in text.split("\n"))
    return [line for line in lines if line and line not in besides]


def _circles(edges: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return edges without which none runs in a circle: of each circle the last."""
    place = {edge: number for number, edge in enumerate(edges)}
    removed: set[tuple[str, str]] = set()
    while True:
        sorter: TopologicalSorter[str] = TopologicalSorter()
        for after, before in place:
            sorter.add(after, before)
        try:
            sorter.prepare()
        except CycleError as error:
            circle = error.args[1]  # each stands before the next
            last = max(((b, a) for a, b in pairwise(circle)), key=place.__getitem__)
            del place[last]
            removed.add(last)
        else:
            return removed
