"""Write the reference of the vocabulary: a page for each class and property.

``python -m careergraph.ontology.reference docs/ontology`` writes it from core.ttl,
with examples from the graph that comes with the package.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from careergraph.ontology.compiled import load_compiled
from careergraph.ontology.facts import Entity, Facts
from careergraph.ontology.files import write_text
from careergraph.ontology.namespaces import CG, OWL, PREFIXES, RDF, RDFS, SKOS
from careergraph.ontology.vocabulary import (
    Property,
    Vocabulary,
    VocabularyClass,
    load_vocabulary,
    schema_quads,
)

# Examples are looked for here first: so a page changes only when they do, and not
# with each concept that is added.
_WELL_KNOWN = (
    "data-scientist",
    "machine-learning-engineer",
    "python",
    "transformers",
    "deep-learning",
    "deep-learning-book",
    "data-scientist-pay-united-states-2023-senior",
    "machine-learning-engineer-pay-germany",
    "united-states",
)
_PREFIXES = PREFIXES | {"bibo": "http://purl.org/ontology/bibo/"}
_CHARACTERISTICS = {
    "FunctionalProperty": "one value at most",
    "SymmetricProperty": "holds both ways",
    "AsymmetricProperty": "never holds both ways",
    "IrreflexiveProperty": "never leads to itself",
}


@dataclass(frozen=True, slots=True)
class Query:
    """A query that comes with the package.

    Attributes:
        path: Its file, from the top of the repository.
        title: The first line of its header.
        text: The whole file.
    """

    path: str
    title: str
    text: str


def reference_pages(facts: Facts, queries: Sequence[Query]) -> dict[str, str]:
    """Return all pages, in Markdown, by their path in the folder of the reference.

    Args:
        facts: What examples are taken from.
        queries: What may use a term, in order.
    """
    return _Reference(facts, queries).pages()


def packaged_queries() -> list[Query]:
    """Return the named queries and the rules of ``check``, each by name."""
    top = files("careergraph.queries")
    return [
        Query(
            path=f"{folder}/{file.name}",
            title=re.findall("^# title: (.*)", text, re.MULTILINE)[0],
            text=text,
        )
        for place, folder in ((top, "queries"), (top / "checks", "queries/checks"))
        for file in sorted(place.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".rq") and (text := file.read_text("utf-8"))
    ]


def write_reference(folder: Path) -> None:
    """Write all pages to a folder, and remove the pages of terms that are gone."""
    pages = reference_pages(Facts(load_compiled().record), packaged_queries())
    for path, text in pages.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        write_text(folder / path, text)
    for file in folder.rglob("*.md"):
        if file.relative_to(folder).as_posix() not in pages:
            file.unlink()


class _Reference:
    def __init__(self, facts: Facts, queries: Sequence[Query]):
        self.facts = facts
        self.queries = queries
        self.vocabulary: Vocabulary = load_vocabulary()
        self.values: dict[tuple[str, str], list[str]] = {}
        for quad in schema_quads():
            subject = getattr(quad.subject, "value", "")
            stated = self.values.setdefault((subject, quad.predicate.value), [])
            stated.append(getattr(quad.object, "value", ""))

    def pages(self) -> dict[str, str]:
        classes = self.vocabulary.classes.values()
        properties = self.vocabulary.properties.values()
        return (
            {"README.md": self.index()}
            | {f"classes/{c.name}.md": self.class_page(c) for c in classes}
            | {f"properties/{p.name}.md": self.property_page(p) for p in properties}
        )

    def index(self) -> str:
        header = self.values
        vocabulary = CG.removesuffix("#")
        return _joined(
            "# The vocabulary",
            f"{header[vocabulary, 'http://purl.org/dc/terms/description'][0]} "
            f"Version {header[vocabulary, OWL + 'versionInfo'][0]}, "
            f"<{vocabulary}>.",
            "These pages are written from `ontology/core.ttl` by "
            "`python -m careergraph.ontology.reference docs/ontology`; do not edit them.",
            "## Classes",
            "\n".join(self.tree(None, 0)),
            "## Properties",
            _table(
                ("property", "from", "to", "field in a file"),
                (
                    (
                        f"[{p.label}](properties/{p.name}.md)",
                        _class_link(p.domain, "classes/"),
                        self.range_of(p, "classes/"),
                        f"`{p.field}`",
                    )
                    for p in self.vocabulary.properties.values()
                ),
            ),
        )

    def tree(self, parent: str | None, depth: int) -> Iterator[str]:
        """List the classes below one, each class under the first above it."""
        for name, term in self.vocabulary.classes.items():
            if next(iter(self.above(name)), None) == parent:
                yield f"{'  ' * depth}- [{term.label}](classes/{name}.md)"
                yield from self.tree(name, depth + 1)

    def above(self, name: str) -> list[str]:
        """Return the classes of ours right above a class."""
        parents = self.values.get((CG + name, RDFS + "subClassOf"), ())
        return [iri.removeprefix(CG) for iri in parents if iri.startswith(CG)]

    def class_page(self, term: VocabularyClass) -> str:
        classes = self.vocabulary.classes
        iri = CG + term.name
        outer = self.values.get((iri, RDFS + "subClassOf"), ())
        below = [name for name in classes if term.name in self.above(name)]
        excluded = [
            name
            for name in classes
            if CG + name in self.values.get((iri, OWL + "disjointWith"), ())
            or iri in self.values.get((CG + name, OWL + "disjointWith"), ())
        ]
        facts = [
            ("IRI", f"<{iri}>"),
            ("files", f"`ontology/concepts/{term.folder}`" if term.folder else ""),
            ("above", ", ".join(self.named(parent, "") for parent in outer)),
            ("below", ", ".join(_class_link(name, "") for name in below)),
            ("excludes", ", ".join(_class_link(name, "") for name in excluded)),
        ]
        return _joined(
            f"# {term.label}",
            term.definition,
            _table(("", ""), (fact for fact in facts if fact[1])),
            "## What is said of it",
            self.property_list(
                p
                for p in self.vocabulary.properties.values()
                if p.domain in term.ancestors
            ),
            "## What leads to it",
            self.property_list(
                p
                for p in self.vocabulary.properties.values()
                if p.is_reference and p.range in term.ancestors
            ),
            "## Example",
            self.class_example(term.name),
            *self.users(f"cg:{term.name}"),
        )

    def property_list(self, properties: Iterable[Property]) -> str:
        lines = [
            f"- [{p.label}](../properties/{p.name}.md): "
            f"{_class_link(p.domain, '')} → {self.range_of(p, '')}"
            for p in properties
        ]
        return "\n".join(lines) or "Nothing of its own."

    def property_page(self, prop: Property) -> str:
        values = self.values
        types = values[prop.iri, RDF + "type"]
        facts = [
            ("IRI", f"<{prop.iri}>"),
            ("field in a file", f"`{prop.field}`"),
            ("from", _class_link(prop.domain, "../classes/")),
            ("to", self.range_of(prop, "../classes/")),
            (
                "read backwards",
                "".join(values.get((prop.iri, CG + "inverseLabel"), ())),
            ),
            (
                "kind of",
                ", ".join(
                    f"`{_compact(iri)}`"
                    for iri in values.get((prop.iri, RDFS + "subPropertyOf"), ())
                ),
            ),
            (
                "inverse of",
                ", ".join(
                    f"`{_compact(iri)}`"
                    for iri in values.get((prop.iri, OWL + "inverseOf"), ())
                ),
            ),
            (
                "rules",
                ", ".join(
                    wording
                    for name, wording in _CHARACTERISTICS.items()
                    if OWL + name in types
                ),
            ),
        ]
        return _joined(
            f"# {prop.label}",
            prop.definition,
            *values.get((prop.iri, SKOS + "scopeNote"), ()),
            _table(("", ""), (fact for fact in facts if fact[1])),
            "## Example",
            self.property_example(prop),
            *self.users(_compact(prop.iri)),
        )

    def named(self, iri: str, folder: str) -> str:
        if iri.startswith(CG):
            return _class_link(iri.removeprefix(CG), folder)
        return f"`{_compact(iri)}`"

    def range_of(self, prop: Property, folder: str) -> str:
        if prop.is_match:
            return "a concept of another scheme"
        if prop.is_reference:
            return _class_link(prop.range, folder)
        return f"`xsd:{prop.range}`"

    def class_example(self, name: str) -> str:
        slug = self.example(self.facts.of_class(name), prefer=name)
        if slug is None:
            return self.source_example() if name == "Source" else "None yet."
        entity = self.facts.entity(slug)
        return _turtle(
            f"id:{slug} a {', '.join(f'cg:{kind}' for kind in entity.kinds)} ;\n"
            f"    skos:prefLabel {_quoted(entity.label)}@en ;\n"
            f"    skos:definition {_quoted(entity.definition)}@en ."
        )

    def source_example(self) -> str:
        name, title = next(iter(self.facts.source_titles.items()))
        return _turtle(
            f"source:{name} a cg:Source ;\n    dcterms:title {_quoted(title)}@en ."
        )

    def property_example(self, prop: Property) -> str:
        having = {fact.subject for fact in self.facts.statements(prop.name)}
        slug = self.example(sorted(having))
        if slug is None:
            return "None yet: no concept of the graph has it."
        stated = self.facts.values(slug, prop.name)
        value, sources = min(
            stated, key=lambda pair: (_rank(pair.value), str(pair.value))
        )
        line = f"id:{slug} {_compact(prop.iri)} {_term(prop, value)} ."
        says = "say" if len(sources) > 1 else "says"
        return (
            f"{_turtle(line)}\n\n"
            f"So {says} {' and '.join(f'`{source}`' for source in sources)}."
        )

    def example(self, slugs: Sequence[str], *, prefer: str = "") -> str | None:
        """Return a well-known concept among some, or the first."""

        def rank(slug: str) -> tuple[bool, int, str]:
            entity: Entity = self.facts.entity(slug)
            return bool(prefer) and prefer not in entity.kinds, _rank(slug), slug

        return min(slugs, key=rank, default=None)

    def users(self, name: str) -> list[str]:
        """Return a section on the queries that use a term, if there are any."""
        use = re.compile(rf"(?<![\w:-]){re.escape(name)}(?![\w-])")
        lines = [
            f"- [`{query.path.removeprefix('queries/').removesuffix('.rq')}`]"
            f"(../../../{query.path}): {query.title}"
            for query in self.queries
            if use.search(_without_comments(query.text))
        ]
        return ["## Queries that use it", "\n".join(lines)] if lines else []


def _rank(value: object) -> int:
    known = value in _WELL_KNOWN
    return _WELL_KNOWN.index(str(value)) if known else len(_WELL_KNOWN)


def _term(prop: Property, value: str | float) -> str:
    """Return a value as Turtle writes it."""
    if prop.is_reference:
        return f"id:{value}"
    if prop.is_match:
        return f"<{value}>"
    if prop.range == "integer":
        return str(value)
    datatype = "" if prop.range == "string" else f"^^xsd:{prop.range}"
    return _quoted(str(value)) + datatype


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _without_comments(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("#"))


def _compact(iri: str) -> str:
    prefix, namespace = next(
        pair for pair in _PREFIXES.items() if iri.startswith(pair[1])
    )
    return f"{prefix}:{iri.removeprefix(namespace)}"


def _class_link(name: str | None, folder: str) -> str:
    if name is None:
        return "any concept"
    classes: Mapping[str, VocabularyClass] = load_vocabulary().classes
    return f"[{classes[name].label}]({folder}{name}.md)"


def _turtle(text: str) -> str:
    return f"```turtle\n{text}\n```"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _joined(*parts: str) -> str:
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    write_reference(Path(sys.argv[1]))
