"""The tasks of O*NET, and the work activities under which tasks are alike."""

from careergraph.ontology.namespaces import CG, SKOS
from careergraph.ontology.onet_elements import Elements
from careergraph.ontology.onet_rows import MODEL, ONET, OnetRows
from careergraph.ontology.release import Table


class Tasks:
    """Reads tasks as responsibilities, and activities as broader ones."""

    def __init__(self, rows: OnetRows, elements: Elements):
        """Take what checks the rows, and what describes the broadest activities."""
        self._rows, self._graph, self._counts = rows, rows.graph, rows.counts
        self._elements = elements

    def activities(self, table: Table) -> None:
        """Read DWA Reference: detailed activities, intermediate ones and elements."""
        for _, (element, name, middle, middle_title, detailed, title) in table.rows:
            ids = (element, middle, detailed)
            if all(self._rows.is_id(table, one) for one in ids) and self._rows.is_first(
                table, detailed
            ):
                self._elements.element(element, name.strip(), "Responsibility")
                above = f"{MODEL}activity/{middle}"
                self._activity(above, middle_title, f"{MODEL}element/{element}")
                self._activity(f"{MODEL}activity/{detailed}", title, above)

    def _activity(self, iri: str, title: str, above: str) -> None:
        if self._rows.describe(iri, "Responsibility", title.strip()):
            self._graph.link(iri, SKOS + "broader", above)
            self._counts["activities"] += 1

    def tasks(self, table: Table) -> None:
        """Read Task Statements."""
        for code, task, text in self._rows.of_occupations(table):
            if not self._rows.is_id(table, task):
                continue
            if not text.strip():
                self._rows.lack(table, f"the task {task} without a text")
            elif self._rows.is_first(table, "task", task):
                iri = f"{MODEL}task/{task}"
                self._rows.describe(iri, "Responsibility", text.strip())
                self._graph.link(ONET + code, CG + "hasResponsibility", iri)
                self._counts["tasks"] += 1

    def tasks_to_activities(self, table: Table) -> None:
        """Read Tasks to DWAs; both must be read."""
        for _, (task, activity) in table.rows:
            below, above = f"{MODEL}task/{task}", f"{MODEL}activity/{activity}"
            if (
                self._rows.stands(table, "task", below, task)
                and self._rows.stands(table, "activity", above, activity)
                and self._rows.is_first(table, task, activity)
            ):
                self._graph.link(below, SKOS + "broader", above)
                self._counts["activities of tasks"] += 1
