"""The whole release of O*NET has the counts of its publisher, and the crosswalk joins it.

They run when the environment variable CAREERGRAPH_DATA names a folder that holds
``onet-29.2``, ``esco-1.1.1`` and ``crosswalk``.
"""

import os
from pathlib import Path

import pytest

from careergraph import CareerGraph
from careergraph.ontology.crosswalk import read_crosswalk
from careergraph.ontology.esco import read_esco
from careergraph.ontology.importing import Imported
from careergraph.ontology.namespaces import SOURCE, concept_name
from careergraph.ontology.onet import read_onet
from careergraph.ontology.store import add_release
from tests.ontology.esco_release import rows

DATA = Path(os.environ["CAREERGRAPH_DATA"])
# An alternative in a path would count once what has the same importance and level.
FIGURES = "VALUES ?p { cg:importance cg:ratedLevel } ?x ?p ?y ; cg:ratedItem ?item"


@pytest.fixture(scope="module")
def release() -> Imported:
    return read_onet(DATA / "onet-29.2")


@pytest.fixture(scope="module")
def onet(release: Imported, tmp_path_factory: pytest.TempPathFactory) -> CareerGraph:
    store = tmp_path_factory.mktemp("whole") / "store"
    add_release(store, release.release)
    return CareerGraph.open(store)


def count(graph: CareerGraph, source: str, pattern: str, what: str = "*") -> object:
    query = (
        f"SELECT (COUNT({what}) AS ?n) {{ GRAPH <{SOURCE}{source}> {{ {pattern} }} }}"
    )
    return rows(graph, query)[0]["n"]


@pytest.mark.parametrize(
    ("source", "pattern", "number"),
    [
        ("onet-29.2", "?x a cg:Role", 1016),
        ("onet-29.2", "?x cg:jobZone ?y", 923),
        ("onet-29.2", f'{FIGURES} . ?item cg:skillType "skill"', 61530),
        ("onet-29.2", f'{FIGURES} . ?item cg:skillType "knowledge"', 58014),
        ("onet-29.2", "?x cg:hasResponsibility ?y", 18796),
        ("onet-29.2", "?r cg:hasResponsibility ?x . ?x skos:broader ?y", 23233),
        ("onet-29.2", '?x cg:benefitsFrom/cg:skillType "technology"', 32627),
        ("onet-29.2", "?x cg:namedInPostings ?y", 2320),
        # Of 56,560 rows 3 repeat the title of the occupation, and 2 another row, with
        # a short title or without.
        ("onet-29.2", "?x skos:altLabel ?y", 56560 - 3 - 2),
        ("onet-29.2-primary-short", "?x cg:leadsTo ?y", 923 * 5),
        ("onet-29.2-primary-long", "?x cg:leadsTo ?y", 923 * 5),
        ("onet-29.2-supplemental", "?x skos:related ?y", 923 * 10),
    ],
)
def test_counts_are_those_of_the_publisher(
    onet: CareerGraph, source: str, pattern: str, number: int
) -> None:
    assert count(onet, source, pattern) == number


def test_occupations_with_data_are_those_with_tasks_software_and_relations(
    onet: CareerGraph,
) -> None:
    with_data = (
        "?x cg:jobZone ?z FILTER EXISTS { ?x cg:hasResponsibility ?t } "
        "FILTER EXISTS { ?x cg:benefitsFrom ?b }"
    )
    asked_of = "?x a cg:Role ; cg:requires ?y"

    # 879 are rated, one of them (41-9012.00, models) with nothing at 3 or above.
    assert count(onet, "onet-29.2", with_data, "DISTINCT ?x") == 923
    assert count(onet, "onet-29.2", asked_of, "DISTINCT ?x") == 878
    query = "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x cg:leadsTo|skos:related ?y . ?x a cg:Role }"
    assert rows(onet, query)[0]["n"] == 923
    query = "SELECT (COUNT(*) AS ?n) { ?x cg:leadsTo|skos:related ?y . ?x a cg:Role }"
    assert rows(onet, query)[0]["n"] == 18460


def test_a_requirement_is_what_is_rated_important(onet: CareerGraph) -> None:
    """By a query: none below 3, and all from 3 on but the two that O*NET warns of."""
    rated = (
        "?r cg:ratedRole ?role ; cg:ratedItem ?item ; cg:importance ?x . "
        '?item cg:skillType ?type FILTER(?type != "technology") '
    )
    required = f"{rated} FILTER EXISTS {{ ?role cg:requires ?item }}"

    assert count(onet, "onet-29.2", f"{required} FILTER(?x < 3)") == 0
    important = count(onet, "onet-29.2", f"{rated} FILTER(?x >= 3)")
    # Counted in the files with awk: rows of scale IM from 3 on.
    assert important == 12514 + 6665
    assert 0 <= int(str(important)) - int(str(count(onet, "onet-29.2", required))) <= 2


def test_nothing_is_kept_out_and_what_is_missing_is_told(release: Imported) -> None:
    assert release.warnings == ()
    assert set(release.missing) == {"Abilities", "Work Activities", "Task Ratings"}
    files = {file.name: file.rows for file in release.files}
    assert files["Skills.txt"] == 61530
    assert files["Alternate Titles.txt"] == 56560


def test_the_crosswalk_joins_all_but_one_occupation(release: Imported) -> None:
    """ESCO 1.1.1 does not describe one of the 1,680, which are of ESCO 1.0.5."""
    graphs = [release.release.graphs, read_esco(DATA / "esco-1.1.1").release.graphs]
    known = {
        concept_name(subject)
        for graph in graphs
        for statements in graph.values()
        for subject, _, value, _ in statements
        if str(value).endswith("#Role")
    }
    found = read_crosswalk(
        DATA / "crosswalk/esco_onet_crosswalk_Nov2020.csv",
        codes=DATA / "crosswalk/2010_to_2019_Crosswalk.xlsx",
        known=known,
    )
    matched = {
        subject
        for statements in found.release.graphs.values()
        for subject, prop, _, _ in statements
        if "core#" in prop
    }

    assert len(known) == 1016 + 3007
    assert len(matched) == 1679
    assert found.kept_out == 1
    assert found.counts["occupations matched, confidence 2.0"] == 515
