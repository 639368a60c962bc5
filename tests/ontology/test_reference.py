"""docs/ontology is what core.ttl and the graph say, and leads nowhere wrong."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from pyoxigraph import RdfFormat, parse

from careergraph import CareerGraph
from careergraph.ontology.facts import Facts
from careergraph.ontology.namespaces import PREFIXES
from careergraph.ontology.reference import (
    Query,
    packaged_queries,
    reference_pages,
    write_reference,
)
from careergraph.ontology.vocabulary import load_vocabulary

FactsMaker: TypeAlias = Callable[..., Facts]

FOLDER = Path(__file__).parent.parent.parent / "docs/ontology"
VOCABULARY = load_vocabulary()
ALL = PREFIXES | {"bibo": "http://purl.org/ontology/bibo/"}


@pytest.fixture(scope="module")
def pages(graph: CareerGraph) -> dict[str, str]:
    return reference_pages(graph.facts, packaged_queries())


def test_writing_the_pages_again_changes_nothing(pages: dict[str, str]) -> None:
    """If it does: python -m careergraph.ontology.reference docs/ontology."""
    written = {
        path.relative_to(FOLDER).as_posix(): path.read_text("utf-8")
        for path in FOLDER.rglob("*")
        if path.is_file()
    }

    assert sorted(written) == sorted(pages)
    assert [path for path in pages if written[path] != pages[path]] == []


def test_each_class_and_property_has_a_page(pages: dict[str, str]) -> None:
    expected = {"README.md"}
    expected |= {f"classes/{name}.md" for name in VOCABULARY.classes}
    expected |= {f"properties/{name}.md" for name in VOCABULARY.properties}

    assert set(pages) == expected
    assert len({path.lower() for path in pages}) == len(pages)


def test_each_page_is_in_the_index(pages: dict[str, str]) -> None:
    linked = set(re.findall(r"\]\((\S+?\.md)\)", pages["README.md"]))

    assert linked == set(pages) - {"README.md"}


def test_each_link_leads_to_a_file(pages: dict[str, str]) -> None:
    broken = [
        (path, link)
        for path, text in pages.items()
        for link in re.findall(r"\]\((\S+?)\)", text)
        if not (FOLDER / path).parent.joinpath(link).resolve().is_file()
    ]

    assert broken == []


def test_each_example_is_in_the_graph(
    pages: dict[str, str], graph: CareerGraph
) -> None:
    known = {quad.triple for quad in parse(graph.n_quads, format=RdfFormat.N_QUADS)}
    head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in ALL.items())
    for path, text in pages.items():
        for example in re.findall(r"```turtle\n(.*?)```", text, re.DOTALL):
            quads = list(parse(head + example, format=RdfFormat.TURTLE))
            assert quads, path
            assert [quad for quad in quads if quad.triple not in known] == [], path


def test_a_page_of_a_property_says_all(make_facts: FactsMaker) -> None:
    facts = make_facts(
        {"a": "Role", "b": "Role", "c": "Role"},
        [("b", "leadsTo", "c"), ("b", "leadsTo", "a"), ("c", "leadsTo", "a")],
    )
    queries = [
        Query("queries/moves.rq", "Moves", "# cg:x\n?a cg:leadsTo ?b ."),
        Query("queries/other.rq", "Others", "# cg:leadsTo\n?a cg:leadsToo ?b ."),
        Query("queries/checks/down.rq", "Down", "?a cg:leadsTo+ ?b ."),
    ]

    page = reference_pages(facts, queries)["properties/leadsTo.md"]

    assert (
        page
        == """\
# leads to

A source says that people move from the one role to the other.

|  |  |
| --- | --- |
| IRI | <https://w3id.org/careergraph/schema#leadsTo> |
| field in a file | `leads_to` |
| from | [Role](../classes/Role.md) |
| to | [Role](../classes/Role.md) |
| read backwards | follows |

## Example

```turtle
id:b cg:leadsTo id:a .
```

So says `test`.

## Queries that use it

- [`moves`](../../../queries/moves.rq): Moves
- [`checks/down`](../../../queries/checks/down.rq): Down
"""
    )


def test_a_page_of_a_class_says_all(make_facts: FactsMaker) -> None:
    facts = make_facts({"a": "Book"}, [])

    page = reference_pages(facts, [])["classes/Book.md"]

    assert page.startswith("# Book\n\nA published book, in print or online.\n")
    assert "| files | `ontology/concepts/book` |" in page
    assert "| above | [Resource](Resource.md), `schema:Book` |" in page
    assert (
        "- [author](../properties/author.md): [Resource](Resource.md) → "
        "[Person](Person.md)" in page
    )
    assert "## What leads to it\n\nNothing of its own." in page
    assert 'id:a a cg:Book ;\n    skos:prefLabel "A"@en' in page
    assert "## Queries" not in page


def test_the_page_of_a_term_that_is_gone_is_removed(tmp_path: Path) -> None:
    gone = tmp_path / "classes/Gone.md"
    gone.parent.mkdir()
    gone.write_text("# Gone")
    (tmp_path / "notes.txt").write_text("Mine.")

    write_reference(tmp_path)

    assert not gone.exists()
    assert (tmp_path / "notes.txt").exists()
    assert (tmp_path / "classes/Role.md").is_file()
