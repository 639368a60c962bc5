"""What is checked of each row of an O*NET release, and told where it is kept out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from careergraph.ontology.importing import Importer
from careergraph.ontology.namespaces import EXTERNAL, SKOS
from careergraph.ontology.release import Table

ONET, MODEL = EXTERNAL["onet"], EXTERNAL["onet-model"]

CODE = re.compile(r"\d\d-\d{4}\.\d\d", re.ASCII)
"""Of an occupation in the O*NET-SOC taxonomy, such as ``15-2051.00``."""

_ID = re.compile(r"[\w.-]+", re.ASCII)
_NUMBER = re.compile(r"\d{1,3}(\.\d{1,6})?", re.ASCII)


@dataclass
class OnetRows(Importer):
    """The rows of a release, and what was made of those before.

    Attributes:
        judged: The kinds of concepts all of which the release describes.
        described: IRIs of the concepts that it has described so far.
        seen: What rows have said so far, apart from that.
    """

    judged: set[str] = field(default_factory=set)
    described: set[str] = field(default_factory=set)
    seen: set[tuple[str, ...]] = field(default_factory=set)

    def of_occupations(self, table: Table) -> Iterator[tuple[str, ...]]:
        """Yield the rows whose first column leads to an occupation."""
        for _, row in table.rows:
            if self.stands(table, "occupation", ONET + row[0], row[0]):
                yield row

    def stands(self, table: Table, kind: str, iri: str, name: str) -> bool:
        """Tell whether a reference leads somewhere, or to a file that is not there."""
        if iri in self.described:
            return True
        pattern = CODE if kind == "occupation" else _ID
        if not pattern.fullmatch(name):
            self.lack(table, f'"{name[:60]}", which is no {kind} of O*NET')
        elif kind in self.judged:
            self.lack(table, f"the {kind} {name}, which the release does not describe")
        else:
            return True
        return False

    def is_first(self, table: Table, *key: str) -> bool:
        """Tell whether no row before has said the same."""
        if key in self.seen:
            self.lack(table, f"{', '.join(part[-40:] for part in key)} once more")
            return False
        self.seen.add(key)
        return True

    def is_id(self, table: Table, text: str) -> bool:
        """Tell whether a text can be the end of an IRI."""
        if _ID.fullmatch(text):
            return True
        self.lack(table, f'"{text[:60]}", which is no id of O*NET')
        return False

    def is_number(self, table: Table, text: str) -> bool:
        """Tell whether a text is a number of O*NET's, none of which is below zero."""
        if _NUMBER.fullmatch(text):
            return True
        self.lack(table, f'"{text[:40]}", where a number belongs')
        return False

    def describe(self, iri: str, kind: str, label: str, definition: str = "") -> bool:
        """State what a concept is, once; tell whether this was the first time."""
        if iri in self.described:
            return False
        self.described.add(iri)
        self.graph.concept(iri, kind, label)
        if definition.strip():
            self.graph.text(iri, SKOS + "definition", definition.strip())
        return True
