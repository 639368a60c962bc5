"""What one graph says and another does not."""

from typing import Any

import pytest

from careergraph import CareerGraph
from careergraph.errors import UnknownConceptError
from careergraph.graph.difference import Change, NotCompared, difference
from careergraph.ontology.facts import Fact, Facts

Statements = dict[str, dict[str, tuple[tuple[Any, tuple[str, ...]], ...]]]


def facts(
    entities: dict[str, tuple[str, str]],
    statements: Statements,
    *,
    source: str = "editorial",
) -> Facts:
    """Return facts of roles and skills with a label and a definition."""
    terms = {
        "isReplacedBy": ("is replaced by", "", True, ""),
        "leadsTo": ("leads to", "", True, ""),
        "level": ("level", "", False, ""),
        "requires": ("requires", "", True, ""),
    }
    said = {who for of in statements.values() for v in of.values() for _, who in v}
    return Facts(
        {
            "entities": {
                slug: (label, (), definition, kinds, kinds, (source,))
                for slug, (label, definition) in entities.items()
                for kinds in [("Skill",) if slug.startswith("s-") else ("Role",)]
            },
            "statements": statements,
            "terms": terms,
            "sources": {name: "" for who in said for name in (*who, source)},
        }
    )


OLD = facts(
    {"analyst": ("Analyst", "Counts."), "clerk": ("Clerk", "Writes.")},
    {"leadsTo": {"clerk": (("analyst", ("article", "editorial")),)}},
)
NEW = facts(
    {
        "analyst": ("Analyst", "Counts and explains."),
        "clerk": ("Clerk", "Writes."),
        "chief": ("Chief", "Decides."),
    },
    {
        "isReplacedBy": {"clerk": (("analyst", ("editorial",)),)},
        "leadsTo": {
            "analyst": (("chief", ("article",)),),
            "clerk": (("analyst", ("article",)),),
        },
    },
)


def test_a_difference_is_told_by_concept_with_who_states_it() -> None:
    found = difference(OLD, NEW)
    assert found.added == ("chief",)
    assert found.removed == ()
    assert found.deprecated == (("clerk", "analyst"),)
    analyst, clerk = found.concepts
    assert analyst.changed == (Change("definition", "Counts.", "Counts and explains."),)
    assert analyst.gained == (Fact("analyst", "leadsTo", "chief", ("article",)),)
    assert analyst.lost == ()
    assert clerk.changed == ()
    assert clerk.gained == (Fact("clerk", "isReplacedBy", "analyst", ("editorial",)),)
    assert clerk.lost == (Fact("clerk", "leadsTo", "analyst", ("editorial",)),)
    assert found.not_compared == ()


def test_the_reverse_swaps_what_has_come_and_gone() -> None:
    there, back = difference(OLD, NEW), difference(NEW, OLD)
    assert (there.added, there.removed) == (back.removed, back.added)
    for one, other in zip(there.concepts, back.concepts, strict=True):
        assert (one.gained, one.lost) == (other.lost, other.gained)


def test_the_text_says_labels_and_groups_by_concept() -> None:
    assert (
        str(difference(OLD, NEW))
        == """\
Concepts added (1)
  Chief (chief)

Concepts deprecated (1)
  Clerk (clerk), in favour of Analyst

Concepts that gained, lost or changed (2)
  Analyst (analyst)
    definition: Counts. -> Counts and explains.
    + leads to: Chief (article)
  Clerk (clerk)
    + is replaced by: Analyst (editorial)
    - leads to: Analyst (editorial)"""
    )
    told = difference(OLD, NEW).to_markdown()
    assert told.startswith("### Concepts added (1)\n- Chief (chief)\n")
    assert "\n- Analyst (analyst)\n  - definition: " in told


def test_one_concept_alone_is_told_by_any_of_its_names() -> None:
    found = difference(OLD, NEW, concept="CLERK")
    assert [one.concept for one in found.concepts] == ["clerk"]
    assert (found.added, found.deprecated) == ((), (("clerk", "analyst"),))
    gone = difference(NEW, OLD, concept="chief")  # which the newer one has not
    assert gone.removed == ("chief",)
    with pytest.raises(UnknownConceptError, match="cleark"):
        difference(OLD, NEW, concept="cleark")


def release(version: str, statements: Statements, **skills: str) -> Facts:
    roles = {"baker": ("baker", "Bakes.")}
    named = {f"s-{slug}": (label, "") for slug, label in skills.items()}
    return facts(roles | named, statements, source=f"jobs-{version}")


def test_two_releases_of_a_publisher_are_one_source() -> None:
    by_first, by_second = ("jobs-1.0",), ("jobs-1.1",)
    first = release(
        "1.0",
        {"requires": {"baker": (("s-bake", by_first), ("s-knead", by_first))}},
        bake="bake",
        knead="knead",
    )
    second = release(
        "1.1",
        {"requires": {"baker": (("s-bake", by_second), ("s-sell", by_second))}},
        bake="bake",
        sell="sell",
    )
    found = difference(first, second)
    assert (found.added, found.removed) == (("s-sell",), ("s-knead",))
    [baker] = found.concepts
    assert baker.gained == (Fact("baker", "requires", "s-sell", ("jobs",)),)
    assert baker.lost == (Fact("baker", "requires", "s-knead", ("jobs",)),)


def test_what_a_partial_release_does_not_hold_is_not_lost() -> None:
    by_first, by_second = ("jobs-1.0",), ("jobs-1.1",)
    whole = release(
        "1.0",
        {
            "requires": {"baker": (("s-bake", by_first),)},
            "level": {"baker": ((2, by_first),)},
        },
        bake="bake",
    )
    part = release("1.1", {"level": {"baker": ((3, by_second),)}})
    found = difference(whole, part)
    assert found.removed == ()
    assert found.not_compared == (
        NotCompared("jobs", "Role requires", 1, 0),
        NotCompared("jobs", "Skill", 1, 0),
    )
    [baker] = found.concepts
    assert [fact.value for fact in baker.gained] == [3]
    assert [fact.value for fact in baker.lost] == [2]
    assert "jobs: Role requires, 1 before and 0 now" in str(found)


def test_a_graph_that_is_no_release_loses_what_is_gone() -> None:
    without = facts({"analyst": ("Analyst", "Counts.")}, {})
    found = difference(OLD, without)
    assert (found.removed, found.not_compared) == (("clerk",), ())


def test_a_long_text_is_told_where_it_differs() -> None:
    def said(text: str) -> Facts:
        return facts({"a": ("A", text)}, {})

    long = "He or she counts all that is there by day."
    other = long.replace("counts", "tells")
    assert "definition: ... counts ... -> ... tells ..." in str(
        difference(said(long), said(other))
    )
    assert not difference(said(long), said(long.replace(" ", "\n")))


def test_a_graph_does_not_differ_from_itself(graph: CareerGraph) -> None:
    same = graph.difference(CareerGraph.load())
    assert not same
    assert str(same) == "no difference"
    assert same.to_dict()["concepts"] == []
