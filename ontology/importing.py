"""What the importers of all publishers have in common."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from sys import intern
from typing import Any

from careergraph.errors import ArgumentError
from careergraph.ontology.facts import Value
from careergraph.ontology.namespaces import CG, DCTERMS, OWL, RDF, SKOS, SOURCE, XSD
from careergraph.ontology.release import ReleaseFiles, Table, TableFile
from careergraph.ontology.statements import Release, Statement
from careergraph.ontology.vocabulary import load_vocabulary

OURS = "The careergraph project"
CC_BY = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class File:
    """A file of a release: what it must hold, and what is lost without it.

    Attributes:
        name: Without language and ending.
        needed: Columns that it must have.
        optional: Columns that are read where it has them.
        lost: What there is not when the file is missing.
        describes: The kinds of concepts that it describes all of.
    """

    name: str
    needed: tuple[str, ...]
    optional: tuple[str, ...]
    lost: str
    describes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """What is told of a release as a whole, also in the graph.

    Attributes:
        name: Id of its source, such as ``esco-1.1.1``.
        title: For people.
        publisher: Who gives it out.
        version: Numbers with dots between them.
        language: Of its labels.
        licence: IRI.
        attribution: The sentence that the publisher asks for.
    """

    name: str
    title: str
    publisher: str
    version: str
    language: str
    licence: str
    attribution: str

    @property
    def order(self) -> tuple[int, ...]:
        """What releases of one publisher are compared by."""
        return tuple(int(part) for part in self.version.split("."))


@dataclass(frozen=True, slots=True)
class Imported:
    """What was read of a release.

    Attributes:
        release: For :func:`careergraph.ontology.store.add_release`.
        files: The files that were read.
        missing: For each file that is not there what is lost without it.
        warnings: What was kept out, one line each.
        kept_out: Number of rows that were kept out.
        counts: Number of concepts and statements by what they are.
        languages: Languages that the release has, sorted.
    """

    release: Release
    files: tuple[TableFile, ...]
    missing: dict[str, str]
    warnings: tuple[str, ...]
    kept_out: int
    counts: dict[str, int]
    languages: tuple[str, ...]

    @property
    def about(self) -> dict[str, Any]:
        """What the manifest of a store says of the release."""
        return dict(self.release.about)


class Graph:
    """What one source states, in the order in which it was said.

    Attributes:
        statements: For :class:`careergraph.ontology.statements.Release`.
    """

    def __init__(self, language: str = "en"):
        """Begin with nothing.

        Args:
            language: Of the texts.
        """
        self.statements: list[Statement] = []
        self._language = language
        self._tokens: dict[str, str] = {}
        self._numbers: dict[str, tuple[int | float, str]] = {}

    def _add(self, subject: str, prop: str, value: Value, token: str) -> None:
        # An IRI that is put together anew each time would be kept as often.
        self.statements.append((intern(subject), intern(prop), value, token))

    def link(self, subject: str, prop: str, target: str) -> None:
        """State something about two concepts."""
        token = self._tokens.get(target)
        if token is None:
            token = self._tokens[target] = f"<{target}>"
        self._add(subject, prop, intern(target), token)

    def text(self, subject: str, prop: str, text: str) -> None:
        """State a text in the language of the source."""
        self._add(subject, prop, text, f'"{_escaped(text)}"@{self._language}')

    def plain(self, subject: str, prop: str, text: str) -> None:
        """State a text that is of no language, such as a code."""
        self._add(subject, prop, text, f'"{_escaped(text)}"')

    def integer(self, subject: str, prop: str, value: int) -> None:
        """State a whole number."""
        self._add(subject, prop, value, f'"{value}"^^<{XSD}integer>')

    def decimal(self, subject: str, prop: str, text: str) -> None:
        """State a number; the text must be digits, with or without a point."""
        if text not in self._numbers:
            number = float(text)
            value = int(number) if number.is_integer() else number
            self._numbers[text] = value, f'"{text}"^^<{XSD}decimal>'
        self._add(subject, prop, *self._numbers[text])

    def concept(self, iri: str, kind: str, label: str) -> None:
        """State of which class a concept is, and all above it, and how it is called."""
        for name in sorted(load_vocabulary().classes[kind].ancestors):
            self.link(iri, RDF + "type", CG + name)
        self.text(iri, SKOS + "prefLabel", label)

    def source(
        self, name: str, *, title: str, publisher: str, licence: str, note: str
    ) -> None:
        """State what a source is, in English, which careergraph speaks."""
        iri = SOURCE + name
        self.link(iri, RDF + "type", CG + "Source")
        for term, text in (("title", title), ("description", note)):
            self._add(iri, DCTERMS + term, text, f'"{_escaped(text)}"@en')
        self.plain(iri, DCTERMS + "publisher", publisher)
        self.link(iri, DCTERMS + "license", licence)


@dataclass
class Importer:
    """Reads the files of a release, one after the other, into statements.

    Attributes:
        files: The release.
        publication: What is told of it as a whole.
        tell: Told what is done now.
        graph: What the release itself states.
        counts: Number of concepts and statements by what they are.
    """

    files: ReleaseFiles
    publication: Publication
    tell: Callable[[str], None]
    _: KW_ONLY
    counts: Counter[str] = field(default_factory=Counter)
    read_files: list[TableFile] = field(default_factory=list)
    lacking: Counter[tuple[str, str]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Begin with nothing."""
        self.graph = Graph(self.publication.language)

    def tables(
        self, files: Sequence[File], found: Mapping[str, str]
    ) -> Iterator[tuple[File, Table]]:
        """Yield the tables that there are, in the order of the files."""
        present = [file for file in files if file.name in found]
        for number, file in enumerate(present, 1):
            name = found[file.name]
            self.tell(f"reading {name}, file {number} of {len(present)}")
            table, _ = self.files.table(name, file.needed, file.optional)
            self.read_files.append(table.file)
            yield file, table

    def lack(self, table: Table, what: str) -> None:
        """Take note of a row that is kept out."""
        self.lacking[table.file.name, what] += 1

    def imported(
        self,
        graphs: Mapping[str, Graph],
        *,
        missing: Mapping[str, str],
        languages: Sequence[str] = (),
    ) -> Imported:
        """Return what was read.

        Args:
            graphs: By the ids of their sources; that of the publication comes besides.
            missing: For each file that is not there what is lost without it.
            languages: Languages that the release has.
        """
        made, counts = self.publication, dict(self.counts)
        self.graph.source(
            made.name,
            title=made.title,
            publisher=made.publisher,
            licence=made.licence,
            note=made.attribution,
        )
        self.graph.plain(SOURCE + made.name, OWL + "versionInfo", made.version)
        about = {
            "publisher": made.publisher,
            "title": made.title,
            "version": made.version,
            "language": made.language,
            "licence": made.licence,
            "attribution": made.attribution,
            "files": {
                file.name: {"rows": file.rows, "sha256": file.sha256}
                for file in self.read_files
            },
            "missing": dict(missing),
            "counts": counts,
            "kept_out": [
                {"file": file, "what": what, "rows": rows}
                for (file, what), rows in sorted(self.lacking.items())
            ],
        }
        all_graphs = {made.name: self.graph, **graphs}
        statements = {name: graph.statements for name, graph in all_graphs.items()}
        return Imported(
            release=Release(made.name, made.order, about, statements),
            files=tuple(self.read_files),
            missing=dict(missing),
            warnings=tuple(
                f"{file}: {rows:,} row{'s' if rows > 1 else ''} kept out: {what}"
                for (file, what), rows in sorted(self.lacking.items())
            ),
            kept_out=sum(self.lacking.values()),
            counts=counts,
            languages=tuple(languages),
        )


def known_version(path: str, version: str | None, example: str) -> str:
    """Return the version of a release.

    Raises:
        ArgumentError: If it is not known, or is none.
    """
    if version is None or not re.fullmatch(r"\d+(\.\d+){1,3}", version, re.ASCII):
        wrong = f'"{version}" is no version' if version else "tells no version"
        raise ArgumentError(f"{path}: {wrong}; say it, such as --version {example}")
    return version


def missing_of(files: Iterable[File], found: Mapping[str, str]) -> dict[str, str]:
    """Return what is lost without each file that is not there."""
    return {file.name: file.lost for file in files if file.name not in found}


def judged_of(files: Iterable[File], found: Mapping[str, str]) -> set[str]:
    """Return the kinds of concepts all of which are described by files that there are.

    A reference to one that is not described leads nowhere.
    """
    by_presence: dict[bool, set[str]] = {True: set(), False: set()}
    for file in files:
        by_presence[file.name in found].update(file.describes)
    return by_presence[True] - by_presence[False]


_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
_SPECIAL = re.compile(r'[\\"\n\r]')


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES) if _SPECIAL.search(text) else text
