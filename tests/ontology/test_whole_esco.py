"""Whole releases of ESCO have the counts of their publisher.

They run when the environment variable CAREERGRAPH_DATA names a folder that holds
``esco-1.1.1`` and ``esco-1.2.1-partial``.
"""

import os
from pathlib import Path

import pytest

from careergraph import CareerGraph
from careergraph.ontology.esco import read_esco
from careergraph.ontology.namespaces import SOURCE
from careergraph.ontology.store import add_release
from tests.ontology.esco_release import isco, rows

DATA = Path(os.environ["CAREERGRAPH_DATA"])
NOT_DESCRIBED = "a9e54177-a185-404d-b6e6-15663d31137e"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> CareerGraph:
    store = tmp_path_factory.mktemp("whole") / "store"
    for name in ("esco-1.1.1", "esco-1.2.1-partial"):
        add_release(store, read_esco(DATA / name).release)
    return CareerGraph.open(store)


def count(graph: CareerGraph, source: str, pattern: str) -> object:
    query = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{SOURCE}{source}> {{ {pattern} }} }}"
    return rows(graph, query)[0]["n"]


@pytest.mark.parametrize(
    ("source", "pattern", "number"),
    [
        ("esco-1.1.1", "?x a cg:Role", 3007),
        ("esco-1.1.1", "?x a cg:Skill", 13896),
        ("esco-1.1.1", "?x cg:skillType ?y", 13890),
        ("esco-1.1.1", "?x a cg:RoleGroup", 619),
        ("esco-1.1.1", "?x cg:prerequisite|skos:related ?y", 5899),
        # 67 rows name an occupation that the release does not describe.
        ("esco-1.1.1", "?x cg:requires|cg:benefitsFrom ?y", 123855 - 67),
        # 7 skills and 1 occupation likewise.
        ("esco-1.1.1", "?x skos:broader ?y", 20656 - 7 + 3617 - 1),
        ("esco-1.1.1-levels", "?x cg:level ?y", 3007),
        # 4 of its 3,043 rows describe an occupation once more.
        ("esco-1.2.1", "?x a cg:Role", 3043 - 4),
        ("esco-1.2.1", "?x cg:prerequisite|skos:related ?y", 5818),
    ],
)
def test_counts_are_those_of_the_publisher(
    both: CareerGraph, source: str, pattern: str, number: int
) -> None:
    assert count(both, source, pattern) == number


def test_what_the_whole_release_keeps_out_is_listed() -> None:
    found = read_esco(DATA / "esco-1.1.1")
    in_files = {file.name: file.rows for file in found.files}
    essential = found.counts["essential skills of occupations"]
    optional = found.counts["optional skills of occupations"]

    assert in_files["occupationSkillRelations.csv"] == 123855
    assert essential + optional == 123855 - 67
    assert sum(NOT_DESCRIBED in line for line in found.warnings) == 2
    assert found.kept_out == 67 + 7 + 1
    assert isco("2511").endswith("C2511")
