"""Titles are looked up and searched, in memory and in a store alike."""

import errno
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from careergraph import CareerGraph, StoreError
from careergraph.ontology import title_index
from careergraph.ontology.facts import Facts
from careergraph.ontology.title_index import normal_name, words_of, write_index
from careergraph.ontology.titles import Titles

CLASSES = {"Role": ("Role",), "Skill": ("Competency", "Skill")}


def facts_of(
    *concepts: tuple[str, str, tuple[str, ...]],
    hidden: dict[str, str] | None = None,
    definitions: dict[str, str] | None = None,
) -> Facts:
    """Return roles, and skills, each with a slug, a label and alternative labels."""
    stated = {slug: ((text, ("test",)),) for slug, text in (hidden or {}).items()}
    entities: dict[str, tuple[Any, ...]] = {}
    for slug, label, others in sorted(concepts):
        kind = "Skill" if slug.startswith("skill") else "Role"
        definition = (definitions or {}).get(slug, "")
        about = (kind,), CLASSES[kind], ("test",)
        entities[slug] = (label, others, definition, *about)
    return Facts(
        {
            "entities": entities,
            "statements": {"hiddenLabel": stated},
            "terms": {},
            "sources": {},
        }
    )


@pytest.fixture(params=["in memory", "in a file"])
def titles(request: pytest.FixtureRequest, tmp_path: Path) -> Titles:
    facts = facts_of(
        ("data-analyst", "Data analyst", ("analyst of data", "BI analyst")),
        ("data-architect", "data architect", ("DB architect",)),
        ("data-scientist", "data scientist", ("data engineer",)),
        ("inseminator", "animal inseminator", ("AI engineer", "AI-engineer")),
        ("javascript", "JavaScript developer", ()),
        ("machine-learning", "machine learning engineer", ("ML engineer",)),
        ("robot-tender", "robot tender", ("artificial intelligence engineer",)),
        ("skill-c", "C++", ("cpp",)),
        ("skill-data", "data", ()),
        ("skill-ml", "machine learning", ("statistical learning",)),
        ("welder", "Metal welder, arc", ("welder of metal",)),
        hidden={"welder": "wleder"},
        definitions={"welder": "Joins plates of steel.", "skill-ml": "Fits models."},
    )
    if request.param == "in memory":
        return facts.titles
    path = str(tmp_path / "titles")
    write_index(path, facts)
    return Titles(facts, path)


def found(titles: Titles, text: str, **options: Any) -> list[tuple[str, str]]:
    return [(hit.slug, hit.fit) for hit in titles.search(text, **options)]


# -------------------------------------------------------------------------- by name


def test_a_name_is_that_of_each_concept_with_it_and_says_what_it_is(
    titles: Titles,
) -> None:
    assert titles.named("data analyst") == [("data-analyst", "preferred")]
    assert titles.named("data engineer") == [("data-scientist", "alternative")]
    assert titles.named("wleder") == [("welder", "hidden")]
    assert titles.named("nobody") == []


def test_labels_that_differ_in_a_hyphen_are_one_name(titles: Titles) -> None:
    assert {slug for slug, _ in titles.named("ai engineer")} == {"inseminator"}


# ------------------------------------------------------------------------ by search


def test_a_whole_label_goes_before_a_beginning_and_that_before_words(
    titles: Titles,
) -> None:
    assert found(titles, "data") == [
        ("skill-data", "whole"),
        ("data-analyst", "beginning"),
        ("data-architect", "beginning"),
        ("data-scientist", "beginning"),
    ]
    assert found(titles, "engineer") == [
        ("machine-learning", "words"),
        ("inseminator", "words"),
        ("data-scientist", "words"),
        ("robot-tender", "words"),
    ]


def test_a_concept_is_found_once_by_its_best_label(titles: Titles) -> None:
    hits = list(titles.search("ml engineer"))

    assert [(h.slug, h.title, h.use) for h in hits] == [
        ("machine-learning", "ML engineer", "alternative")
    ]


def test_words_are_found_in_any_order_and_by_their_beginning(titles: Titles) -> None:
    assert found(titles, "analyst data") == [("data-analyst", "words")]
    assert found(titles, "engin mach") == [("machine-learning", "words")]


def test_a_part_of_a_word_is_found_after_its_beginnings(titles: Titles) -> None:
    assert found(titles, "script") == [("javascript", "part")]
    assert found(titles, "java script developer") == [("javascript", "part")]


def test_a_definition_is_found_by_its_words(titles: Titles) -> None:
    assert found(titles, "plates steel") == [("welder", "definition")]
    assert found(titles, "plates steel", definitions=False) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("machne lerning enginer", "machine-learning"),  # letters left out
        ("data scienttist", "data-scientist"),  # one too many
        ("data arhcitect", "data-architect"),  # two exchanged
        ("artificiel inteligence engineer", "robot-tender"),  # another one
        ("datascientist", "data-scientist"),  # words run together
    ],
)
def test_mistakes_in_spelling_are_forgiven(
    titles: Titles, typed: str, meant: str
) -> None:
    assert found(titles, typed)[0] == (meant, "spelling")


def test_nothing_is_taken_for_a_mistake_when_something_is_found(titles: Titles) -> None:
    assert {fit for _, fit in found(titles, "arc")} == {"words"}


def test_only_a_class_is_searched_when_it_is_named(titles: Titles) -> None:
    assert found(titles, "data", kind="Competency") == [("skill-data", "whole")]
    assert found(titles, "lerning", kind="Skill") == [("skill-ml", "spelling")]


def test_signs_in_a_name_count(titles: Titles) -> None:
    assert found(titles, "c++") == [("skill-c", "whole")]


@pytest.mark.parametrize(
    "text",
    [
        *("", "   ", '"', "*", "'; DROP TABLE title; --", "NEAR(", "\0", "\ud800", "%"),
        *(
            "(" * 99,
            "x" * 100_000,
            "learning " * 5_000,
            " ".join(map(str, range(5_000))),
        ),
    ],
    ids=lambda text: ascii(text[:10]),
)
def test_no_text_is_a_fault(titles: Titles, text: str) -> None:
    hits = found(titles, text)

    assert {slug for slug, _ in hits} <= {"machine-learning", "skill-ml"}


def test_accents_do_not_count_in_a_search() -> None:
    titles = facts_of(("a", "Ingénieur système", ()), ("b", "инженер", ())).titles

    assert found(titles, "SYSTEME ingenieur") == [("a", "words")]
    assert found(titles, "ИНЖЕНЕР") == [("b", "whole")]


def test_all_whole_words_of_the_packaged_graph_are_found(graph: CareerGraph) -> None:
    facts = graph.facts
    for text in ("data", "engineer", "machine learning", "sql", "open source"):
        wanted = set(words_of(text))
        by_hand = {
            slug
            for slug in facts.slugs
            for label in (facts.label(slug), *facts.entity(slug).alt_labels)
            if wanted <= set(words_of(label))
        }
        whole = {
            hit.slug
            for hit in facts.titles.search(text)
            if wanted <= set(words_of(hit.title))
        }
        assert whole == by_hand, text


def test_every_label_of_the_packaged_graph_is_found_first(graph: CareerGraph) -> None:
    for slug in list(graph.facts.slugs)[::40]:
        label = graph.facts.label(slug)
        first = next(graph.facts.titles.search(label))
        assert normal_name(first.title) == normal_name(label)


# --------------------------------------------------------------- what can go wrong


@contextmanager
def no_larger_files_than(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("size", [0, 5_000, 30_000])
def test_a_full_disk_is_said_to_be_full(tmp_path: Path, size: int) -> None:
    facts = facts_of(("data-analyst", "Data analyst", ()))
    with no_larger_files_than(size), pytest.raises(OSError) as caught:
        write_index(str(tmp_path / "titles"), facts)

    assert caught.value.errno == errno.ENOSPC


def test_a_python_without_full_text_search_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = facts_of(("data-analyst", "Data analyst", ("BI analyst",)))
    missing = title_index._TABLES.replace("fts5", "fts_of_tomorrow")
    monkeypatch.setattr(title_index, "_TABLES", missing)

    with pytest.raises(StoreError, match="the SQLite of this Python has no FTS5; use"):
        list(facts.titles.search("analyst"))
    with pytest.raises(StoreError, match="the SQLite of this Python has no FTS5; use"):
        write_index(str(tmp_path / "titles"), facts)
    assert facts.titles.named("bi analyst") == [("data-analyst", "alternative")]
