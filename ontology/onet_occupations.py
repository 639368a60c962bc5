"""The occupations of O*NET: titles, job zones, preparation, related occupations."""

from collections import defaultdict

from careergraph.errors import ReleaseError
from careergraph.ontology.importing import Graph
from careergraph.ontology.namespaces import CG, SKOS
from careergraph.ontology.onet_level import onet_level
from careergraph.ontology.onet_rows import CODE, ONET, OnetRows
from careergraph.ontology.onet_shares import (
    EDUCATION,
    EXPERIENCE,
    Share,
    related_experience,
    typical_education,
)
from careergraph.ontology.release import Table

TIERS = {
    "Primary-Short": CG + "leadsTo",
    "Primary-Long": CG + "leadsTo",
    "Supplemental": SKOS + "related",
}
"""What O*NET calls related occupations by their closeness, and what we state."""


class Occupations:
    """Reads what a release says of each occupation.

    Attributes:
        levels: What is inferred of them.
        tiers: Which are related, by what O*NET calls their closeness.
    """

    def __init__(self, rows: OnetRows):
        """Take what checks the rows."""
        self._rows, self._graph, self._counts = rows, rows.graph, rows.counts
        self._titles: set[tuple[str, str]] = set()
        self._categories: dict[tuple[str, int], str] = {}
        self._zones: dict[str, int] = {}
        self.levels = Graph()
        self.tiers: defaultdict[str, Graph] = defaultdict(Graph)

    def occupations(self, table: Table) -> None:
        """Read Occupation Data."""
        for number, (code, title, description) in table.rows:
            if not CODE.fullmatch(code):
                wrong = f'"{code[:60]}", which is no code of O*NET'
                if number == 1:
                    raise ReleaseError(
                        f"{self._rows.files.path}: {table.file.name} describes "
                        f"{wrong}; name a release of O*NET"
                    )
                self._rows.lack(table, wrong)
            elif not title.strip():
                self._rows.lack(table, f"{code} without a title")
            elif self._rows.is_first(table, code):
                iri, title = ONET + code, title.strip()
                self._rows.describe(iri, "Role", title, description)
                self._graph.plain(iri, SKOS + "notation", code)
                self._titles.add((code, title))
                self._counts["occupations"] += 1

    def alternative_titles(self, table: Table) -> None:
        """Read Alternate Titles."""
        short_titles = set()
        for code, title, short in self._rows.of_occupations(table):
            self._title(code, title.strip())
            if short.strip() not in ("", "n/a"):
                short_titles.add((code, short.strip()))
        # A short title stands in brackets in the long one, which is shown.
        for code, short in sorted(short_titles - self._titles):
            self._graph.text(ONET + code, SKOS + "hiddenLabel", short)
            self._counts["short titles"] += 1

    def reported_titles(self, table: Table) -> None:
        """Read Sample of Reported Titles."""
        for code, title in self._rows.of_occupations(table):
            self._title(code, title.strip())

    def _title(self, code: str, title: str) -> None:
        if title and (code, title) not in self._titles:
            self._titles.add((code, title))
            self._graph.text(ONET + code, SKOS + "altLabel", title)
            self._counts["alternative titles"] += 1

    def job_zones(self, table: Table) -> None:
        """Read Job Zones."""
        for code, zone in self._rows.of_occupations(table):
            if zone not in ("1", "2", "3", "4", "5"):
                self._rows.lack(
                    table, f'the job zone "{zone[:40]}", which is not known'
                )
            elif self._rows.is_first(table, code, "job zone"):
                self._zones[code] = int(zone)
                self._graph.integer(ONET + code, CG + "jobZone", int(zone))
                self._counts["job zones"] += 1

    def infer_levels(self) -> None:
        """State the levels of all occupations that have one; call it at the end."""
        codes = {iri[-10:] for iri in self._rows.described if iri.startswith(ONET)}
        for code in sorted(codes | self._zones.keys()):
            level = onet_level(code, self._zones.get(code))
            if level is not None:
                self.levels.integer(ONET + code, CG + "level", level)
                self._counts["levels inferred"] += 1

    def share_categories(self, table: Table) -> None:
        """Read Education, Training, and Experience Categories."""
        for _, (scale, category, text) in table.rows:
            if self._rows.is_number(table, category):
                self._categories[scale, int(float(category))] = text.strip()

    def preparation(self, table: Table) -> None:
        """Read Education, Training, and Experience; its categories must be read."""
        shares: defaultdict[tuple[str, str], list[Share]] = defaultdict(list)
        for row in self._rows.of_occupations(table):
            code, scale, category, percent, suppress = row
            numbers = (category, percent)
            if scale in (EDUCATION, EXPERIENCE) and all(
                self._rows.is_number(table, number) for number in numbers
            ):
                share = Share(int(float(category)), float(percent), suppress == "Y")
                shares[code, scale].append(share)
        for (code, scale), several in shares.items():
            is_education = scale == EDUCATION
            told = typical_education if is_education else related_experience
            name = "typicalEducation" if is_education else "relatedExperience"
            value = told(several, self._categories)
            if value:
                self._graph.plain(ONET + code, CG + name, value)
                self._counts[f"values of {name}"] += 1

    def related(self, table: Table) -> None:
        """Read Related Occupations."""
        for code, other, tier in self._rows.of_occupations(table):
            if tier not in TIERS:
                self._rows.lack(table, f'the tier "{tier[:40]}", which is not known')
            elif self._rows.stands(
                table, "occupation", ONET + other, other
            ) and self._rows.is_first(table, code, other):
                self.tiers[tier].link(ONET + code, TIERS[tier], ONET + other)
                self._counts[f"related occupations, {tier}"] += 1
