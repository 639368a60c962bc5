"""What one graph says and another does not."""

from careergraph import CareerGraph
from careergraph.graph.difference import difference
from careergraph.ontology.facts import Fact, Facts


def facts(
    entities: dict[str, tuple[str, str]],
    statements: dict[str, dict[str, tuple[tuple[str, tuple[str, ...]], ...]]],
) -> Facts:
    """Return facts of roles with a label and a definition."""
    terms = {name: (name, "", True) for name in ("leadsTo", "isReplacedBy")}
    return Facts(
        {
            "entities": {
                slug: (label, (), definition, ("Role",), ("Role",), ("editorial",))
                for slug, (label, definition) in entities.items()
            },
            "statements": statements,
            "terms": terms,
            "sources": {},
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


def test_a_difference_is_told_by_concept_and_by_source() -> None:
    found = difference(OLD, NEW)
    assert found.added == ("chief",)
    assert found.removed == ()
    assert found.deprecated == (("clerk", "analyst"),)
    [change] = found.changed
    assert (change.slug, change.field) == ("analyst", "definition")
    assert (change.old, change.new) == ("Counts.", "Counts and explains.")
    article, editorial = found.sources
    assert article.added == (Fact("analyst", "leadsTo", "chief", ("article",)),)
    assert article.removed == ()
    assert editorial.added == (
        Fact("clerk", "isReplacedBy", "analyst", ("editorial",)),
    )
    assert editorial.removed == (Fact("clerk", "leadsTo", "analyst", ("editorial",)),)


def test_the_reverse_swaps_what_has_come_and_gone() -> None:
    there, back = difference(OLD, NEW), difference(NEW, OLD)
    assert (there.added, there.removed) == (back.removed, back.added)
    for one, other in zip(there.sources, back.sources, strict=True):
        assert (one.added, one.removed) == (other.removed, other.added)


def test_text_and_markdown_are_lists_under_headings() -> None:
    assert (
        str(difference(OLD, NEW))
        == """\
Concepts added (1)
  chief

Concepts deprecated (1)
  clerk, in favour of analyst

Concepts changed (1)
  analyst: definition: Counts. -> Counts and explains.

Stated anew by article (1)
  analyst leadsTo chief

Stated anew by editorial (1)
  clerk isReplacedBy analyst

No longer stated by editorial (1)
  clerk leadsTo analyst
"""
    )
    assert (
        difference(OLD, NEW)
        .to_markdown()
        .startswith("### Concepts added (1)\n- chief\n")
    )


def test_a_graph_does_not_differ_from_itself(graph: CareerGraph) -> None:
    same = graph.difference(CareerGraph.load())
    assert not same
    assert str(same) == "no difference"
    assert same.to_dict()["sources"] == {}
