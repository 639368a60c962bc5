"""A name finds the concept that a person means."""

import pytest

from careergraph import (
    AmbiguousConceptError,
    ArgumentError,
    CareerGraph,
    NameWarning,
    UnknownConceptError,
)
from careergraph.graph.names import group_of, resolve
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


def imported(*statements: tuple[str, str, str], **labels: tuple[str, ...]) -> Facts:
    """Return roles of ESCO and of ours by label; a name with ``o`` and a number is ESCO's."""
    stated: dict[str, dict[str, tuple[object, ...]]] = {}

    def slug(name: str) -> str:
        is_ours = not name[-1].isdigit()
        return name.replace("_", "-") if is_ours else f"esco:occupation/{name}"

    for subject, prop, value in statements:
        values = stated.setdefault(prop, {}).setdefault(slug(subject), ())
        stated[prop][slug(subject)] = (*values, (value, ("test",)))
    kinds = {name: "RoleGroup" if name[0] == "g" else "Role" for name in labels}
    return Facts(
        {
            "entities": {
                slug(name): entity(*labels[name], kind=kinds[name])
                for name in sorted(labels, key=slug)
            },
            "statements": stated,
            "terms": {kind: (kind, "", False) for kind in ("Role", "RoleGroup")},
            "sources": {},
        }
    )


ANIMALS = "animal artificial insemination technician"


def test_a_title_alone_is_taken_for_a_concept_and_told_so() -> None:
    facts = imported(
        ("o1", "broader", "esco:occupation/o2"),
        ("o2", "broader", "esco:occupation/g3"),
        o1=(ANIMALS, "AI engineer"),
        o2=("veterinary technician",),
        g3=("Veterinary technicians and assistants",),
    )
    with pytest.warns(NameWarning) as caught:
        assert resolve(facts, "AI engineer", kind="Role") == "esco:occupation/o1"

    [told] = caught
    assert str(told.message) == (
        f'"AI engineer" is taken for "esco:occupation/o1" ({ANIMALS}; in Veterinary '
        f"technicians and assistants): it has no such preferred label"
    )


def test_what_is_named_for_certain_is_not_told() -> None:
    facts = imported(o1=(ANIMALS,), data_analyst=("Data Analyst", "BI analyst"))

    # a warning would be an error here
    assert resolve(facts, ANIMALS) == resolve(facts, "esco:occupation/o1")
    assert resolve(facts, "BI analyst") == "data-analyst"


def test_a_title_of_several_lists_them_with_their_groups() -> None:
    facts = imported(
        ("o1", "broader", "esco:occupation/g3"),
        o1=(ANIMALS, "AI engineer"),
        g3=("Veterinary technicians",),
        machine_learning_engineer=("Machine Learning Engineer", "AI Engineer"),
    )
    with pytest.raises(AmbiguousConceptError) as caught:
        resolve(facts, "AI engineer", kind="Role")

    assert str(caught.value) == (
        '"AI engineer" is the name of 2 concepts; say which: "esco:occupation/o1" '
        f'({ANIMALS}; in Veterinary technicians) or "machine-learning-engineer"'
    )


def test_a_preferred_label_of_one_role_wins_over_titles_of_others() -> None:
    facts = imported(o1=(ANIMALS, "AI engineer"), ai_engineer=("AI Engineer",))

    assert resolve(facts, "AI engineer", kind="Role") == "ai-engineer"


def test_a_name_of_very_many_lists_some_of_them() -> None:
    facts = imported(**{f"o{n}": (f"Manager {n}", "boss") for n in range(1, 60)})
    with pytest.raises(AmbiguousConceptError) as caught:
        resolve(facts, "boss")

    assert len(caught.value.candidates) == 59
    assert str(caught.value).endswith(
        " or one of 51 more that `careergraph find` lists"
    )
    assert len(str(caught.value)) < 600


def test_concepts_that_only_come_near_each_other_are_not_taken_for_one() -> None:
    facts = imported(
        ("data_analyst", "closeMatch", "http://data.europa.eu/esco/occupation/o1"),
        o1=("data analyst",),
        data_analyst=("Data Analyst",),
    )
    with pytest.raises(AmbiguousConceptError):
        resolve(facts, "data analyst", kind="Role")


def test_groups_that_run_in_a_circle_are_no_group() -> None:
    facts = imported(
        ("o1", "broader", "esco:occupation/o2"),
        ("o2", "broader", "esco:occupation/o1"),
        o1=("cleaner",),
        o2=("sweeper",),
    )
    assert group_of(facts, "esco:occupation/o1") == ""


def test_a_hidden_label_is_a_name_as_much_as_an_alternative_one() -> None:
    facts = imported(
        ("o1", "hiddenLabel", "tinker"),
        ("welder", "hiddenLabel", "wleder"),
        o1=("Mender",),
        o2=("Smith", "Tinker"),
        welder=("Welder",),
    )

    assert resolve(facts, "Wleder") == "welder"
    with pytest.raises(AmbiguousConceptError) as caught:
        resolve(facts, "tinker")
    assert caught.value.candidates == ("esco:occupation/o1", "esco:occupation/o2")


def test_an_unknown_name_lists_what_is_near(facts: Facts) -> None:
    with pytest.raises(UnknownConceptError) as caught:
        resolve(facts, "AI enginer", kind="Role")
    assert str(caught.value) == (
        'there is no role called "AI enginer"; did you mean "AI Engineer"?'
    )


def test_what_comes_near_an_alternative_label_is_named_by_its_own(
    graph: CareerGraph,
) -> None:
    assert resolve(graph.facts, "ml engineer") == "machine-learning-engineer"
    with pytest.raises(UnknownConceptError) as caught:
        resolve(graph.facts, "ml enginer", kind="Role")
    assert caught.value.candidates[0] == "Machine Learning Engineer"


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


def test_every_slug_and_preferred_label_of_the_graph_names_its_concept(
    graph: CareerGraph,
) -> None:
    for slug in graph.facts.slugs:
        assert graph.resolve(slug) == slug
        kind = graph.facts.entity(slug).kinds[0]
        assert graph.resolve(graph.facts.label(slug), kind=kind) == slug


def test_a_name_that_is_no_text_is_refused(facts: Facts) -> None:
    with pytest.raises(ArgumentError, match="named by text, not by 3"):
        resolve(facts, 3)  # type: ignore[arg-type]
