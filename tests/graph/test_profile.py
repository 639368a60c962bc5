"""All that the graph says about one concept."""

from careergraph import CareerGraph
from careergraph.graph.profile import profile
from careergraph.ontology.facts import Facts
from tests.conftest import record_of


def test_a_profile_tells_both_directions_with_their_sources() -> None:
    facts = Facts(
        {
            "entities": {
                "python": (
                    "Python",
                    ("Py",),
                    "A language.",
                    ("Skill",),
                    ("Skill",),
                    ("a",),
                ),
                "analyst": ("Analyst", (), "Counts.", ("Role",), ("Role",), ("a", "b")),
            },
            "statements": {
                "effort": {"python": ((120, ("b",)),)},
                "requires": {"analyst": (("python", ("a", "b")),)},
            },
            "terms": {
                "Skill": ("Skill", "", False, ""),
                "effort": ("effort", "", False, ""),
                "requires": ("requires", "", True, "required by"),
            },
            "sources": {},
        }
    )
    assert (
        str(profile(facts, "python"))
        == """\
Python (Skill; python)
Also: Py
A language.
Known to: a

effort
  120 [b]

required by
  Analyst [a, b]"""
    )
    assert profile(facts, "python").to_dict() == {
        "slug": "python",
        "label": "Python",
        "alt_labels": ["Py"],
        "definition": "A language.",
        "kinds": ["Skill"],
        "classes": ["Skill"],
        "sources": ["a"],
        "states": {"effort": [{"value": 120, "sources": ["b"]}]},
        "stated_by": {"requires": [{"value": "analyst", "sources": ["a", "b"]}]},
    }


def test_what_a_concept_has_is_listed_by_label() -> None:
    record = record_of(
        {"r": "Role", "s1": "Skill", "s2": "Skill", "s3": "Skill"},
        [("r", "requires", slug) for slug in ("s1", "s2", "s3")],
    )
    for slug, label in {"s1": "weld", "s2": "Blend", "s3": "cut"}.items():
        record["entities"][slug] = (label, *record["entities"][slug][1:])
    text = str(profile(Facts(record), "r"))
    assert text.endswith("requires\n  Blend [test]\n  cut [test]\n  weld [test]")


def test_every_concept_has_a_profile_that_fits_the_width(graph: CareerGraph) -> None:
    for slug in graph.facts.slugs:
        for line in graph.concept(slug).to_text(width=60).splitlines():
            assert len(line) <= 60 or " " not in line.strip(), (slug, line)


def test_the_profiles_of_two_loads_are_equal(graph: CareerGraph) -> None:
    again = CareerGraph.load().concept("python")
    assert again == graph.concept("python")
    assert "Facts object" not in repr(again)
