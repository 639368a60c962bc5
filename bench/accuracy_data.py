"""The files of ESCO, O*NET and the crosswalk between them, as matrices of roles.

Read straight from the releases, so that what is measured does not rest on how they are
imported. A row is an occupation, in the order of its code or IRI.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from careergraph.ontology.sheet import sheet_rows

_CODE = "O*NET-SOC Code"
_WORD = re.compile(r"[a-z0-9]{2,}")
_STOP = frozenset(
    _WORD.findall(
        "all an and any are as at be by for from in including into is it its may not of"
        " on or other such that the their these this to use used using which with"
    )
)


class Counts:
    """A matrix that grows: a row for each occupation, columns in order of appearance.

    Attributes:
        columns: Number of each column by its name.
    """

    def __init__(self, rows: dict[str, int]):
        """Take the number of each row by its name."""
        self.rows, self.columns = rows, dict[str, int]()
        self._places: list[tuple[int, int]] = []
        self._values: list[float] = []

    def add(self, row: str, column: str, value: float = 1) -> None:
        """Add to a cell; what is no row is passed over."""
        if row in self.rows:
            number = self.columns.setdefault(column, len(self.columns))
            self._places.append((self.rows[row], number))
            self._values.append(value)

    @property
    def matrix(self) -> csr_array:
        """The matrix; what was added to one cell several times is the sum."""
        rows, columns = zip(*self._places, strict=True)
        shape = len(self.rows), len(self.columns)
        return csr_array((self._values, (rows, columns)), shape=shape, dtype=float)


class Onet:
    """What O*NET says of the occupations that it has data on."""

    def __init__(self, folder: Path):
        """Read which occupations there are, and which are related to which."""
        self._folder = folder
        related = list(self._rows("Related Occupations"))
        self.codes = sorted({row[_CODE] for row in related})
        self.number = {code: i for i, code in enumerate(self.codes)}
        self.related = np.zeros((len(self.codes), len(self.codes)), dtype=bool)
        self.primary = self.related.copy()
        for row in related:
            pair = self.number[row[_CODE]], self.number[row["Related O*NET-SOC Code"]]
            self.related[pair] = True
            self.primary[pair] = row["Relatedness Tier"].startswith("Primary")

    def _rows(self, name: str) -> Iterator[dict[str, str]]:
        path = self._folder / f"{name}.txt"
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)

    def ratings(self, name: str, scale: str) -> NDArray[np.float64]:
        """Return the ratings of Skills or Knowledge on a scale, IM or LV; 0 for none."""
        counts = Counts(self.number)
        for row in self._rows(name):
            if row["Scale ID"] == scale:
                counts.add(row[_CODE], row["Element ID"], float(row["Data Value"]))
        order = [counts.columns[element] for element in sorted(counts.columns)]
        return counts.matrix.toarray()[:, order]

    @cached_property
    def technologies(self) -> tuple[csr_array, csr_array]:
        """The software of each occupation, and the kind that each product is of."""
        products = Counts(self.number)
        kinds = []
        for row in self._rows("Technology Skills"):
            products.add(row[_CODE], row["Example"])
            kinds.append((row["Example"], row["Commodity Code"]))
        return ones(products.matrix), _under(products.columns, kinds)

    @cached_property
    def activities(self) -> tuple[csr_array, csr_array]:
        """The detailed activities of each occupation, and what each of them is one of."""
        activities = Counts(self.number)
        for row in self._rows("Tasks to DWAs"):
            activities.add(row[_CODE], row["DWA ID"])
        above = ((row["DWA ID"], row["IWA ID"]) for row in self._rows("DWA Reference"))
        return ones(activities.matrix), _under(activities.columns, above)

    @property
    def activity_words(self) -> csr_array:
        """How often each word stands in the titles of the activities."""
        titles = {r["DWA ID"]: r["DWA Title"] for r in self._rows("DWA Reference")}
        named = self._rows("Tasks to DWAs")
        texts = ((row[_CODE], titles[row["DWA ID"]]) for row in named)
        return word_counts(self.number, texts)

    def words(self, name: str, column: str) -> csr_array:
        """Return how often each word stands in a text of each occupation."""
        texts = ((row[_CODE], row[column]) for row in self._rows(name))
        return word_counts(self.number, texts)


class Esco:
    """What ESCO says of its occupations."""

    def __init__(self, folder: Path):
        """Read which occupations there are."""
        self._folder = folder
        self._occupations = {r["conceptUri"]: r for r in self._rows("occupations_en")}
        self.iris = sorted(self._occupations)
        self.number = {iri: i for i, iri in enumerate(self.iris)}
        self.unit_group = [self._occupations[iri]["iscoGroup"] for iri in self.iris]

    def _rows(self, name: str) -> Iterator[dict[str, str]]:
        path = self._folder / f"{name}.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)

    @cached_property
    def skills(self) -> tuple[csr_array, csr_array, csr_array]:
        """Essential skills, optional skills, and the headings that skills stand under."""
        kinds = {kind: Counts(self.number) for kind in ("essential", "optional")}
        names: dict[str, int] = {}
        for row in self._rows("occupationSkillRelations"):
            counts = kinds[row["relationType"]]
            counts.columns = names
            counts.add(row["occupationUri"], row["skillUri"])
        broader = self._rows("broaderRelationsSkillPillar")
        above = ((row["conceptUri"], row["broaderUri"]) for row in broader)
        essential, optional = (counts.matrix for counts in kinds.values())
        return essential, optional, _under(names, above)

    def words(self, *columns: str) -> csr_array:
        """Return how often each word stands in some columns of each occupation."""
        texts = (
            (iri, " ".join(row[column] for column in columns))
            for iri, row in self._occupations.items()
        )
        return word_counts(self.number, texts)


def crosswalk(folder: Path, onet: Onet, esco: Esco) -> csr_array:
    """Return a row for each ESCO occupation, 1 at the O*NET occupations it is matched to.

    The crosswalk names codes of 2010; each stands for all that it became in 2019.
    """
    later = defaultdict(list)
    codes = folder / "2010_to_2019_Crosswalk.xlsx"
    for old, _, new, _ in sheet_rows(codes.read_bytes(), str(codes)):
        later[old].append(new)
    matches = np.zeros((len(esco.iris), len(onet.codes)), dtype=int)
    path = folder / "esco_onet_crosswalk_Nov2020.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for code in later[row["onet_code"]]:
                if row["concept_uri"] in esco.number and code in onet.number:
                    matches[esco.number[row["concept_uri"]], onet.number[code]] = 1
    return csr_array(matches)


def word_counts(rows: dict[str, int], texts: Iterable[tuple[str, str]]) -> csr_array:
    """Return how often each word stands in texts, a plural as its singular."""
    counts = Counts(rows)
    for row, text in texts:
        for word in _WORD.findall(text.lower()):
            if word not in _STOP:
                counts.add(row, _singular(word))
    return counts.matrix


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and word[-2:] not in ("ss", "us", "is"):
        return word[:-1]
    return word


def ones(counts: csr_array) -> csr_array:
    """Return 1 where there is anything."""
    return csr_array(counts > 0, dtype=float)


def _under(names: dict[str, int], above: Iterable[tuple[str, str]]) -> csr_array:
    """Return a row for each name, 1 at what it stands under."""
    counts = Counts(names)
    for name, heading in above:
        counts.add(name, heading)
    return ones(counts.matrix)
