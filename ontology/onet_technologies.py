"""The software of O*NET: what the people of an occupation use, by product."""

from careergraph.ontology.namespaces import CG, SKOS
from careergraph.ontology.onet_rows import MODEL, ONET, OnetRows
from careergraph.ontology.release import Table
from careergraph.ontology.slug import slug_of


class Technologies:
    """Reads Technology Skills: a skill for each product, of benefit to who uses it."""

    def __init__(self, rows: OnetRows):
        """Take what checks the rows."""
        self._rows, self._graph, self._counts = rows, rows.graph, rows.counts
        self._iris: dict[str, str] = {}

    def technologies(self, table: Table) -> None:
        """Read Technology Skills."""
        for row in self._rows.of_occupations(table):
            code, product, commodity, title, hot, in_demand = map(str.strip, row)
            if not slug_of(product):
                self._rows.lack(table, f'"{product[:40]}", which gives no IRI')
            elif self._rows.is_first(table, code, product):
                iri = self._technology(product, hot == "Y")
                self._place(iri, commodity, title)
                self._graph.link(ONET + code, CG + "benefitsFrom", iri)
                self._counts["benefitsFrom, software"] += 1
                if in_demand == "Y":
                    self._graph.link(ONET + code, CG + "namedInPostings", iri)
                    self._counts["software named in postings"] += 1

    def _technology(self, product: str, is_hot: bool) -> str:
        """Describe a product, once; return its IRI, which no other one has."""
        if product in self._iris:
            return self._iris[product]
        iri = base = f"{MODEL}technology/{slug_of(product)}"
        number = 1
        while not self._rows.describe(iri, "Skill", product):
            number += 1
            iri = f"{base}-{number}"
        self._iris[product] = iri
        self._graph.plain(iri, CG + "skillType", "technology")
        if is_hot:
            self._graph.plain(iri, CG + "reuseLevel", "hot technology")
        self._counts["software products"] += 1
        return iri

    def _place(self, technology: str, code: str, title: str) -> None:
        """Place a product in the class of goods that it belongs to."""
        if not code.isalnum() or not code.isascii() or not title:
            return
        iri = f"{MODEL}commodity/{code}"
        if (technology, code) not in self._rows.seen:
            self._rows.seen.add((technology, code))
            self._graph.link(technology, SKOS + "broader", iri)
        if self._rows.describe(iri, "CompetencyGroup", title):
            self._graph.plain(iri, SKOS + "notation", code)
