"""The elements of O*NET that are rated: skills, knowledge, abilities, activities."""

from careergraph.ontology.namespaces import CG, RDF, SKOS
from careergraph.ontology.onet_rows import MODEL, ONET, OnetRows
from careergraph.ontology.release import Table

IMPORTANT, NEARLY_IMPORTANT = 3.0, 2.5
"""On O*NET's scale of importance from 1 to 5: where it says "important", and from
where a mean of answers is nearer to that than to "somewhat important"."""

KINDS = {
    "Skills": ("Skill", "skill"),
    "Knowledge": ("Skill", "knowledge"),
    "Abilities": ("Skill", "ability"),
    "Work Activities": ("Responsibility", ""),
}
"""By the file in which elements are rated, their class and the type of skill."""

_SCALES = {"IM": "importance", "LV": "ratedLevel"}


class Elements:
    """Reads how much the elements matter for each occupation, and at what level."""

    def __init__(self, rows: OnetRows):
        """Take what checks the rows."""
        self._rows, self._graph, self._counts = rows, rows.graph, rows.counts
        self._model: dict[str, tuple[str, str]] = {}

    def content_model(self, table: Table) -> None:
        """Read Content Model Reference."""
        for _, (element, name, description) in table.rows:
            self._model[element] = name.strip(), description.strip()

    def rated(self, table: Table, file: str) -> None:
        """Read Skills, or another file of that form; the content model must be read."""
        kind, skill_type = KINDS[file]
        importance: dict[tuple[str, str], float] = {}
        doubtful: set[tuple[str, str]] = set()
        for row in self._rows.of_occupations(table):
            code, element, name, scale, value, suppress, relevant = row
            if not self._rows.is_id(table, element):
                continue
            self.element(element, name.strip(), kind, skill_type)
            iri = f"{MODEL}element/{element}"
            if self._rate(table, code, element, iri, scale, value):
                self._caution(code, element, scale, suppress, relevant)
                if scale == "IM":
                    importance[code, iri] = float(value)
                if relevant == "Y" or (scale == "IM" and suppress == "Y"):
                    doubtful.add((code, iri))
        if skill_type in ("skill", "knowledge"):
            self._demands(importance, doubtful)

    def _demands(
        self,
        importance: dict[tuple[str, str], float],
        doubtful: set[tuple[str, str]],
    ) -> None:
        for (code, iri), value in importance.items():
            if value < NEARLY_IMPORTANT:
                continue
            if (code, iri) in doubtful:
                self._counts["important by doubtful figures, not asked for"] += 1
                continue
            name = "requires" if value >= IMPORTANT else "benefitsFrom"
            self._graph.link(ONET + code, CG + name, iri)
            self._counts[f"{name}, by importance"] += 1

    def task_ratings(self, table: Table) -> None:
        """Read Task Ratings, of which the importance is taken; tasks must be read."""
        for row in self._rows.of_occupations(table):
            code, task, scale, value, suppress = row
            iri = f"{MODEL}task/{task}"
            if (
                scale == "IM"
                and self._rows.stands(table, "task", iri, task)
                and self._rate(table, code, task, iri, scale, value)
            ):
                self._caution(code, task, scale, suppress, "")

    def _rate(
        self, table: Table, code: str, name: str, item: str, scale: str, value: str
    ) -> bool:
        """State a figure; tell whether it is one, and the first of its kind."""
        if scale not in _SCALES:
            self._rows.lack(table, f'the scale "{scale[:40]}", which is not known')
            return False
        if not self._rows.is_number(table, value):
            return False
        if not self._rows.is_first(table, code, name, scale):
            return False
        rating = _rating(code, name)
        if rating not in self._rows.described:
            self._rows.described.add(rating)
            self._graph.link(rating, RDF + "type", CG + "Rating")
            self._graph.link(rating, CG + "ratedRole", ONET + code)
            self._graph.link(rating, CG + "ratedItem", item)
            self._counts["ratings"] += 1
        self._graph.decimal(rating, CG + _SCALES[scale], value)
        return True

    def _caution(
        self, code: str, name: str, scale: str, suppress: str, relevant: str
    ) -> None:
        """State what O*NET itself says against using a figure."""
        what = "importance" if scale == "IM" else "level"
        for applies, text in (
            (suppress == "Y", f"{what} of low precision"),
            (relevant == "Y", f"{what} not relevant"),
        ):
            if applies:
                self._graph.plain(_rating(code, name), CG + "caution", text)

    def element(self, element: str, name: str, kind: str, skill_type: str = "") -> None:
        """Describe an element, once, and the groups above a skill."""
        iri = f"{MODEL}element/{element}"
        known, definition = self._model.get(element, (name, ""))
        if self._rows.describe(iri, kind, known or name or element, definition):
            self._graph.plain(iri, SKOS + "notation", element)
            self._counts[f"elements: {skill_type or 'activity'}"] += 1
            if skill_type:
                self._graph.plain(iri, CG + "skillType", skill_type)
                self._group_above(element)

    def _group_above(self, element: str) -> None:
        above = element.rpartition(".")[0]
        if above not in self._model:
            return
        iri = f"{MODEL}element/{above}"
        self._graph.link(f"{MODEL}element/{element}", SKOS + "broader", iri)
        if self._rows.describe(iri, "CompetencyGroup", *self._model[above]):
            self._graph.plain(iri, SKOS + "notation", above)
            self._group_above(above)


def _rating(code: str, name: str) -> str:
    return f"{MODEL}rating/{code}/{name}"
