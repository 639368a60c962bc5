"""A name finds the concept that a person means."""

import pytest

from careergraph import (
    AmbiguousConceptError,
    ArgumentError,
    CareerGraph,
    UnknownConceptError,
)
from careergraph.graph.names import resolve, search
from careergraph.ontology.facts import Facts
from careergraph.ontology.namespaces import ID


def entity(label: str, *alt_labels: str, kind: str = "Role") -> tuple[object, ...]:
    return label, alt_labels, f"Text about {label}.", (kind,), (kind,), ("test",)


@pytest.fixture
def facts() -> Facts:
    terms = {kind: (kind, "", False) for kind in ("Role", "Skill", "Website")}
    return Facts(
        {
            "entities": {
                "ai-engineer": entity("AI Engineer"),
                "animal-technician": entity("Animal Technician", "AI technician"),
                "it-technician": entity("IT Technician", "AI technician"),
                "pytorch": entity("PyTorch", kind="Skill"),
                "pytorch-website": entity("PyTorch Website", "PyTorch", kind="Website"),
            },
            "statements": {},
            "terms": terms,
            "sources": {},
        }
    )


@pytest.mark.parametrize(
    "name",
    [
        "ai-engineer",
        "AI Engineer",
        "ai ENGINEER",
        "  ai   engineer ",
        "ai_engineer",
        ID + "ai-engineer",
        "id:ai-engineer",
    ],
)
def test_slug_label_and_iri_name_the_same_concept(facts: Facts, name: str) -> None:
    assert resolve(facts, name) == "ai-engineer"


def test_a_preferred_label_goes_before_an_alternative_one(facts: Facts) -> None:
    assert resolve(facts, "PyTorch") == "pytorch"


def test_the_wanted_kind_decides(facts: Facts) -> None:
    assert resolve(facts, "PyTorch", kind="Website") == "pytorch-website"


def test_an_ambiguous_name_lists_the_candidates(facts: Facts) -> None:
    with pytest.raises(AmbiguousConceptError) as caught:
        resolve(facts, "AI Technician")
    assert caught.value.candidates == ("animal-technician", "it-technician")
    assert str(caught.value) == (
        '"AI Technician" is the name of 2 concepts; say which: '
        '"animal-technician" or "it-technician"'
    )


def test_an_unknown_name_lists_what_is_near(facts: Facts) -> None:
    with pytest.raises(UnknownConceptError) as caught:
        resolve(facts, "AI enginer", kind="Role")
    assert str(caught.value) == (
        'there is no role called "AI enginer"; did you mean "AI Engineer"?'
    )


def test_a_name_of_another_kind_is_said_to_be_one(facts: Facts) -> None:
    with pytest.raises(UnknownConceptError) as caught:
        resolve(facts, "PyTorch", kind="Role")
    assert str(caught.value) == ('"PyTorch" is no role but a skill; name a role here')


@pytest.mark.parametrize("name", ["", "   ", "zzzzzz", "x" * 10_000, "\x1b[31m"])
def test_a_hopeless_name_says_how_to_search(facts: Facts, name: str) -> None:
    with pytest.raises(UnknownConceptError) as caught:
        resolve(facts, name)
    assert "`careergraph find TEXT` searches all labels" in str(caught.value)
    assert len(str(caught.value)) < 300


def test_search_ranks_labels_before_alternatives_before_definitions(
    facts: Facts,
) -> None:
    assert search(facts, "pytorch") == ["pytorch", "pytorch-website"]
    assert search(facts, "ai") == ["ai-engineer", "animal-technician", "it-technician"]
    assert search(facts, "text about") == sorted(facts.slugs)
    assert search(facts, "") == []


def test_every_slug_and_preferred_label_of_the_graph_names_its_concept(
    graph: CareerGraph,
) -> None:
    for slug in graph.facts.slugs:
        assert graph.resolve(slug) == slug
        kind = graph.facts.entity(slug).kinds[0]
        assert graph.resolve(graph.facts.label(slug), kind=kind) == slug


def test_whole_words_are_found_before_parts_of_words(graph: CareerGraph) -> None:
    assert graph.find("sql")[0] == "sql"
    assert graph.find("git")[0] == "git"
    assert graph.find("r")[0] == "r"


def test_a_name_that_is_no_text_is_refused(facts: Facts) -> None:
    with pytest.raises(ArgumentError, match="named by text, not by 3"):
        resolve(facts, 3)  # type: ignore[arg-type]
