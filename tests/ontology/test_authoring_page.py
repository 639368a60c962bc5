"""docs/authoring.md shows what really happens, and leaves nothing out."""

import re
import shutil
from pathlib import Path

import pytest

from careergraph.ontology.concept_file import FIELD_ORDER
from careergraph.ontology.formatting import format_files
from careergraph.ontology.new_concept import ASKED, new_concept
from careergraph.ontology.vocabulary import load_vocabulary
from careergraph.queries.checks import check_content, load_rules

TESTS = Path(__file__).parent.parent
PAGE = (TESTS.parent / "docs/authoring.md").read_text("utf-8")
VOCABULARY = load_vocabulary()
FIELDS_OF_ALL = {p.field for p in VOCABULARY.properties.values() if p.domain is None}


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_the_walk_through(tmp_path: Path) -> None:
    folder = shutil.copytree(TESTS / "data/content", tmp_path / "content")
    written, filled_in, _ = blocks("yaml")

    path = new_concept(folder, "skill", "Feature store")
    assert path.read_text("utf-8") == written

    said = "".join(f"{problem}\n" for problem in check_content(folder))
    assert said == blocks("text")[0]

    path.write_text(filled_in, "utf-8")
    assert check_content(folder) == []
    assert format_files(folder, write=False) == []


def test_the_example_of_a_source_is_right(tmp_path: Path) -> None:
    folder = shutil.copytree(TESTS / "data/content", tmp_path / "content")
    source = blocks("yaml")[2]
    editorial = "editorial:\n  title: Ours\n  note: Our judgement.\n"
    (folder / "sources.yaml").write_text(source + editorial)

    assert check_content(folder) == []


def rows() -> dict[str, tuple[set[str], set[str]]]:
    """Return the fields of each kind in the table, and those in bold."""
    found = {}
    for line in PAGE.splitlines():
        if line.startswith("| `"):
            _, kinds, cell, _ = line.split("|")
            fields = set(re.findall(r"`(\w+)`", cell))
            bold = set(re.findall(r"\*\*`(\w+)`\*\*", cell))
            for kind in re.findall("`(.+?)`", kinds):
                found[kind] = (fields, bold)
    return found


@pytest.mark.parametrize("kind", VOCABULARY.by_folder)
def test_the_table_has_all_fields_of_a_kind(kind: str) -> None:
    name = VOCABULARY.by_folder[kind].name
    expected = {
        field
        for field, prop in VOCABULARY.by_field.items()
        if prop.domain and VOCABULARY.is_a(name, prop.domain)
    }

    assert rows()[kind][0] - FIELDS_OF_ALL == expected


def test_the_fields_of_all_kinds_are_named() -> None:
    sentence = re.search(r"^All kinds have .*?\.$", PAGE, re.MULTILINE | re.DOTALL)

    assert sentence
    assert set(re.findall(r"`(\w+)`", sentence[0])) == FIELDS_OF_ALL | set(FIELD_ORDER)


@pytest.mark.parametrize("kind", VOCABULARY.by_folder)
def test_the_table_has_in_bold_what_check_asks_for(kind: str) -> None:
    ancestors = VOCABULARY.by_folder[kind].ancestors
    asked = {name for ancestor in ancestors for name in ASKED.get(ancestor, ())}
    figures = {"low", "high", "growth_percent"}  # at least one of several

    assert (
        rows()[kind][1]
        == {VOCABULARY.properties[name].field for name in asked} - figures
    )


def test_each_rule_is_named() -> None:
    cases = (TESTS / "data/invalid").glob("*/expected.txt")
    said = "".join(path.read_text("utf-8") for path in cases)
    names = set(re.findall(r"\[([a-z0-9-]+)\]$", said, re.MULTILINE))
    names |= {rule.name for rule in load_rules()}

    assert [name for name in sorted(names) if f"`{name}`" not in PAGE] == []
