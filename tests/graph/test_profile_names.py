"""Names in profiles mean what they mean everywhere else."""

import pickle
import warnings
from collections.abc import Callable

import pytest

from careergraph import CareerGraph, CareerGraphError
from careergraph.errors import NameWarning
from careergraph.graph.names import resolve
from careergraph.graph.profile_names import HINTS, UNKNOWN, ProfileNames
from careergraph.ontology.facts import Facts
from careergraph.ontology.title_index import titles_of

FactsMaker = Callable[..., Facts]


def names_of(facts: Facts, kind: str) -> tuple[ProfileNames, list[str]]:
    slugs = facts.of_class(kind)
    return ProfileNames(facts, kind, slugs), slugs


@pytest.mark.parametrize("kind", ["Competency", "Role"])
def test_every_title_of_the_graph_means_what_it_means_elsewhere(kind: str) -> None:
    facts = CareerGraph.load().facts
    names, slugs = names_of(facts, kind)
    titles = {title for slug in facts.slugs for title, _ in titles_of(facts, slug)}
    for title in sorted(titles | set(facts.slugs)):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", NameWarning)
                expected = slugs.index(resolve(facts, title, kind=kind))
        except CareerGraphError:
            expected = UNKNOWN
        assert names.numbers([title]).tolist() == [expected], title


@pytest.mark.parametrize(
    "name", [" PYTHON ", "id:python", "https://w3id.org/careergraph/id/python"]
)
def test_a_name_is_read_in_any_of_its_forms(name: str) -> None:
    names, slugs = names_of(CareerGraph.load().facts, "Competency")
    assert names.numbers([name]).tolist() == [slugs.index("python")]


def test_what_is_not_understood_is_told_with_its_reason(make_facts: FactsMaker) -> None:
    facts = make_facts({"cooking": "Skill", "cook": "Role"}, [])
    names, _ = names_of(facts, "Competency")
    assert names.numbers(["cookin", "COOK", "cooking"]).tolist() == [-1, -1, 0]
    assert names.report({"COOK": 1, "cookin": 3}) == [
        {
            "name": "cookin",
            "wanted": "competency",
            "profiles": 3,
            "reason": 'there is no competency called "cookin"; did you mean "COOKING"?',
        },
        {
            "name": "COOK",
            "wanted": "competency",
            "profiles": 1,
            "reason": '"COOK" is no competency but a role; name a competency here',
        },
    ]


def test_only_for_the_most_frequent_names_is_searched(make_facts: FactsMaker) -> None:
    names, _ = names_of(make_facts({"cooking": "Skill"}, []), "Competency")
    unknown = {f"cookin{i:03}": 1 for i in range(HINTS + 1)}
    told = ["did you mean" in row["reason"] for row in names.report(unknown)]
    assert told == [True] * HINTS + [False]


def test_names_are_understood_without_the_graph_too(make_facts: FactsMaker) -> None:
    names, _ = names_of(
        make_facts({"cooking": "Skill", "sewing": "Skill"}, []), "Skill"
    )
    alone: ProfileNames = pickle.loads(pickle.dumps(names))
    assert alone.numbers(["flying", "SEWING", "cooking"]).tolist() == [UNKNOWN, 1, 0]


def test_a_title_of_several_is_told_with_these(make_facts: FactsMaker) -> None:
    shared = [("a", "hiddenLabel", "sewing"), ("b", "hiddenLabel", "Sewing")]
    names, _ = names_of(make_facts({"a": "Skill", "b": "Skill"}, shared), "Skill")
    assert names.numbers(["sewing"]).tolist() == [UNKNOWN]
    often = {f"no such {i}": 2 for i in range(HINTS)}
    [row] = [r for r in names.report({"sewing": 1, **often}) if r["name"] == "sewing"]
    assert '"a"' in row["reason"] and '"b"' in row["reason"]
