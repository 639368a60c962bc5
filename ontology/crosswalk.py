"""Import Nesta's crosswalk: which occupation of O*NET an ESCO occupation is like.

*Source:* the supplementary data of Nesta's study *Mapping Career Causeways* (2020),
https://github.com/nestauk/mapping-career-causeways. docs/import.md says what its
matches become, and why none of them is exact.
"""

import os
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from careergraph.errors import ReleaseError
from careergraph.ontology.importing import (
    File,
    Graph,
    Imported,
    Importer,
    Publication,
    known_version,
)
from careergraph.ontology.namespaces import EXTERNAL, SKOS, concept_name
from careergraph.ontology.onet_rows import CODE, ONET
from careergraph.ontology.release import ReleaseFiles, Table
from careergraph.ontology.store import no_collection

LICENCE = "https://spdx.org/licenses/MIT"

ENDINGS = (".csv", ".xlsx")

CONFIDENCES = ("0.5", "1.0", "2.0")
"""What Nesta says of each match, the least first; each is a source of its own."""

_OCCUPATION = re.compile(re.escape(EXTERNAL["esco"]) + r"occupation/[\w.~-]+", re.ASCII)
_CROSSWALK = File(
    "crosswalk",
    ("concept_uri", "onet_code", "confidence"),
    (),
    "which occupations are alike",
)
_CODES = File(
    "codes",
    ("O*NET-SOC 2010 Code", "O*NET-SOC 2019 Code"),
    (),
    "what became of the codes of 2010; name it with --codes",
)
_MONTHS = {
    name: number
    for number, name in enumerate(
        (
            "jan", "feb", "mar", "apr", "may", "jun",
            "jul", "aug", "sep", "oct", "nov", "dec",
        ),
        1,
    )
}  # fmt: skip


def read_crosswalk(
    path: str | os.PathLike[str],
    *,
    codes: str | os.PathLike[str] | None = None,
    known: Collection[str] = (),
    version: str | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Imported:
    """Read the crosswalk, as CSV or Excel.

    Args:
        path: The file.
        codes: The table of O*NET that leads from its codes of 2010 to those of 2019,
            as CSV or Excel; without it codes are taken as they are.
        known: Names of the roles, such as ``esco:occupation/...``, in the store that
            it goes into. Rows that lead to none of these are kept out, but for a
            scheme of which there is none at all.
        version: Year and month, such as ``2020.11``; by default what its name tells.
        tell: Told what is done now.

    Raises:
        ReleaseError: If a file cannot be read, or is something else.
        ArgumentError: If its version is not known, or openpyxl is not installed.
    """
    with ReleaseFiles(path, endings=ENDINGS) as files, no_collection():
        version = known_version(files.path, version or _told(files), "2020.11")
        reader = _Reader(files, _publication(version), tell, frozenset(known))
        successors = reader.read_codes(codes) if codes is not None else None
        reader.read(_only(files), successors)
    lost = {} if codes is not None else {"codes": _CODES.lost}
    return reader.imported(reader.sourced(), missing=lost)


def _publication(version: str) -> Publication:
    return Publication(
        name=f"esco-onet-{version}",
        title=f"Nesta's crosswalk from ESCO to O*NET, {version}",
        publisher="Nesta",
        version=version,
        language="en",
        licence=LICENCE,
        attribution="The crosswalk from ESCO to O*NET of Nesta, used under the MIT "
        "licence: Kanders K., Djumalieva J., Sleeman C. and Orlik J. (2020), Mapping "
        "Career Causeways: Supporting Workers at Risk, London: Nesta.",
    )


def _told(files: ReleaseFiles) -> str | None:
    """Return year and month in the name of the file, as in ``..._Nov2020.csv``."""
    for name in (*files.places, *files.names):
        found = re.search(r"([A-Za-z]{3})[-_ ]?(20\d\d)(?!\d)", name)
        if found and found[1].lower() in _MONTHS:
            return f"{found[2]}.{_MONTHS[found[1].lower()]:02d}"
    return None


def _only(files: ReleaseFiles) -> str:
    """Return the name of the crosswalk: the only file, or the only one called so."""
    several = [name for name in files.names if "esco" in name.lower()] or files.names
    if len(several) > 1:
        raise ReleaseError(
            f"{files.path}: holds {', '.join(several[:4])}; name one of these files"
        )
    return several[0]


@dataclass(frozen=True, slots=True)
class _Match:
    """A row: the occupation of ESCO, those of O*NET, and how sure Nesta is.

    Attributes:
        occupation: IRI.
        codes: Of 2019, where the table is there; those that the store knows.
        is_split: The code of the row became several, and nothing says which is meant.
        confidence: One of :data:`CONFIDENCES`.
    """

    occupation: str
    codes: tuple[str, ...]
    is_split: bool
    confidence: str


@dataclass
class _Reader(Importer):
    known: frozenset[str] = frozenset()
    graphs: defaultdict[str, Graph] = field(default_factory=lambda: defaultdict(Graph))

    def __post_init__(self) -> None:
        super().__post_init__()
        self.judged = {name.partition(":")[0] for name in self.known}

    def read_codes(self, path: str | os.PathLike[str]) -> Mapping[str, Sequence[str]]:
        """Return the codes of 2019 that each code of 2010 became."""
        with ReleaseFiles(path, endings=ENDINGS) as files:
            table, _ = files.table(files.names[0], _CODES.needed)
        self.read_files.append(table.file)
        successors: dict[str, list[str]] = {}
        for _, (before, after) in table.rows:
            if CODE.fullmatch(before) and CODE.fullmatch(after):
                successors.setdefault(before, []).append(after)
        return successors

    def read(self, name: str, successors: Mapping[str, Sequence[str]] | None) -> None:
        """Read the crosswalk."""
        found = {_CROSSWALK.name: name}
        matches: dict[str, _Match] = {}
        for _, table in self.tables([_CROSSWALK], found):
            for row in table.rows:
                match = self.match(table, *row, successors)
                if match and match.occupation in matches:
                    self.lack(table, f"{concept_name(match.occupation)} once more")
                elif match:
                    matches[match.occupation] = match
        self.say(list(matches.values()))

    def match(
        self,
        table: Table,
        number: int,
        row: tuple[str, ...],
        successors: Mapping[str, Sequence[str]] | None,
    ) -> _Match | None:
        """Return what a row says, if it leads from somewhere to somewhere."""
        occupation, code, confidence = (text.strip() for text in row)
        if not _OCCUPATION.fullmatch(occupation) or not CODE.fullmatch(code):
            wrong = f'"{occupation[:60]}" and "{code[:20]}"'
            if number == 1:
                raise ReleaseError(
                    f"{self.files.path}: row 1 matches {wrong}, which are no "
                    f"occupations of ESCO and O*NET; name the crosswalk of Nesta"
                )
            self.lack(table, f"{wrong}, which are no occupations of ESCO and O*NET")
        elif confidence not in CONFIDENCES:
            self.lack(table, f'the confidence "{confidence[:20]}", which is not known')
        elif not self.stands("esco", concept_name(occupation)):
            name = concept_name(occupation)
            self.lack(table, f"{name}, which no release in the store describes")
        elif successors is not None and code not in successors:
            self.lack(table, f"onet:{code}, which the table of codes lacks")
        else:
            codes = [code] if successors is None else successors[code]
            there = tuple(c for c in codes if self.stands("onet", f"onet:{c}"))
            if there:
                return _Match(occupation, there, len(codes) > 1, confidence)
            self.lack(table, f"onet:{code}, which no release in the store describes")
        return None

    def stands(self, scheme: str, name: str) -> bool:
        """Tell whether a role is described, or its scheme is not in the store."""
        return name in self.known or scheme not in self.judged

    def say(self, matches: Sequence[_Match]) -> None:
        """State what each match comes to, among the others."""
        alike: defaultdict[str, int] = defaultdict(int)
        for match in matches:
            for code in match.codes:
                alike[code] += 1
        for match in matches:
            graph = self.graphs[match.confidence]
            for code in match.codes:
                name = "broadMatch" if alike[code] > 1 else "closeMatch"
                if match.is_split:
                    name = "related"
                graph.link(match.occupation, SKOS + name, ONET + code)
                self.counts[f"statements of {name}"] += 1
            self.counts[f"occupations matched, confidence {match.confidence}"] += 1

    def sourced(self) -> dict[str, Graph]:
        """Return what is stated with each confidence, with a source of its own."""
        made = self.publication
        named = {}
        for confidence, graph in sorted(self.graphs.items()):
            name = f"{made.name}-confidence-{confidence.removesuffix('.0')}"
            named[name] = graph
            graph.source(
                name,
                title=f"{made.title}, confidence {confidence} of 2",
                publisher=made.publisher,
                licence=made.licence,
                note=made.attribution,
            )
        return named
