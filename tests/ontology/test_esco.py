"""ESCO becomes roles, skills and groups, and what is wrong with a release is told."""

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from careergraph import ArgumentError, CareerGraph, CareerGraphError
from careergraph.ontology.esco import ATTRIBUTION, LICENCE, read_esco
from careergraph.ontology.namespaces import SOURCE
from careergraph.ontology.store import add_release
from tests.ontology.esco_release import (
    Tables,
    occupation,
    rows,
    skill,
    tables,
    text_of,
    write_folder,
    write_zip,
)

Release: TypeAlias = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "ESCO dataset - v1.2.0 - en - csv", tables())


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> CareerGraph:
    place = tmp_path_factory.mktemp("esco")
    release = write_zip(place / "esco-v1.2.0.zip", tables(), below="a/b/")
    add_release(place / "store", read_esco(release).release)
    return CareerGraph.open(place / "store")


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "careergraph", "import", "esco", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
    )


def values(graph: CareerGraph, name: str, prop: str) -> list[object]:
    return graph.facts.objects(graph.resolve(name), prop)


def asked(graph: CareerGraph, question: str) -> list[str]:
    return [row["x"] for row in rows(graph, f"SELECT ?x {{ {question} }} ORDER BY ?x")]


# ----------------------------------------------------------------- what it becomes


def test_an_occupation_is_a_role_named_by_its_compact_iri(graph: CareerGraph) -> None:
    found = graph.concept("floor sweeper")

    assert graph.facts.of_class("Role") == [f"esco:occupation/o{n}" for n in (1, 2, 3)]
    assert found.entity.label == "floor sweeper"
    assert found.entity.kinds == ("Role",)
    assert found.entity.definition == 'Sweeps "all" floors.\nEvery day.'
    assert found.entity.sources == ("esco-1.2.0",)


@pytest.mark.parametrize(
    "name",
    ["esco:occupation/o1", occupation("o1"), "Floor Sweeper", "person who sweeps"],
)
@pytest.mark.filterwarnings("ignore::careergraph.NameWarning")
def test_a_concept_of_esco_has_four_kinds_of_names(
    graph: CareerGraph, name: str
) -> None:
    assert graph.resolve(name, kind="Role") == "esco:occupation/o1"


def test_each_line_of_a_field_is_a_label_and_none_is_the_preferred_one(
    graph: CareerGraph,
) -> None:
    assert graph.facts.entity("esco:occupation/o1").alt_labels == (
        "person who sweeps",
        "sweeper",
    )
    question = f"<{occupation('o1')}> skos:hiddenLabel ?x"
    assert asked(graph, question) == ["flor sweeper"]


def test_a_definition_goes_before_a_description(graph: CareerGraph) -> None:
    assert graph.facts.entity("esco:occupation/o3").definition == "Rules over floors."
    question = f"<{occupation('o3')}> dcterms:description ?x"
    assert asked(graph, question) == ["Is above them."]


def test_essential_is_required_and_optional_is_of_benefit(graph: CareerGraph) -> None:
    assert values(graph, "floor layer", "requires") == [
        "esco:skill/s1",
        "esco:skill/s3",
    ]
    assert values(graph, "floor sweeper", "benefitsFrom") == ["esco:skill/s2"]


def test_only_what_is_essential_for_a_skill_is_learnt_first(graph: CareerGraph) -> None:
    assert values(graph, "lay floors", "prerequisite") == ["esco:skill/s2"]
    assert values(graph, "sweep", "prerequisite") == []
    assert values(graph, "sweep", "related") == ["esco:skill/s2"]


def test_no_skill_has_an_effort(graph: CareerGraph) -> None:
    assert list(graph.facts.statements("effort")) == []


def test_the_type_of_a_skill_is_what_esco_calls_it(graph: CareerGraph) -> None:
    assert values(graph, "kinds of floor", "skillType") == ["knowledge"]
    assert values(graph, "lead people", "reuseLevel") == ["transversal"]
    assert values(graph, "safety", "skillType") == []
    assert graph.facts.entity("esco:skill/s5").kinds == ("Skill",)


def test_groups_are_above_and_are_nothing_to_learn(graph: CareerGraph) -> None:
    assert values(graph, "floor sweeper", "broader") == ["esco:isco/C9112"]
    assert values(graph, "Cleaners", "broader") == ["esco:isco/C9"]
    assert values(graph, "Cleaners", "notation") == ["9112"]
    assert values(graph, "sweep", "broader") == ["esco:skill/S1"]
    assert graph.facts.of_class("CompetencyGroup") == [
        "esco:isced-f/07",
        "esco:skill/S1",
    ]
    assert graph.facts.of_class("Competency") == [
        f"esco:skill/s{n}" for n in range(1, 6)
    ]


def test_a_level_is_inferred_and_has_a_source_of_its_own(graph: CareerGraph) -> None:
    stated = {
        name: graph.facts.values(f"esco:occupation/{name}", "level")
        for name in ("o1", "o2", "o3")
    }

    assert {name: pairs[0].value for name, pairs in stated.items()} == {
        "o1": 1,
        "o2": 2,
        "o3": 6,
    }
    assert {pairs[0].sources for pairs in stated.values()} == {("esco-1.2.0-levels",)}


def test_licence_and_attribution_are_in_the_graph(graph: CareerGraph) -> None:
    assert asked(graph, f"<{SOURCE}esco-1.2.0> dcterms:license ?x") == [LICENCE]
    assert asked(graph, f"<{SOURCE}esco-1.2.0> dcterms:description ?x") == [ATTRIBUTION]
    assert asked(graph, f"<{SOURCE}esco-1.2.0> owl:versionInfo ?x") == ["1.2.0"]


def test_the_named_graph_holds_what_the_default_graph_does_once(
    graph: CareerGraph,
) -> None:
    counts = rows(
        graph,
        "SELECT ?g (COUNT(*) AS ?n) { { ?s cg:requires ?o BIND('' AS ?g) } UNION "
        "{ GRAPH ?g { ?s cg:requires ?o } } } GROUP BY ?g ORDER BY STR(?g)",
    )
    assert [row["n"] for row in counts] == [4, 4]


# ------------------------------------------------------- answers without any effort


def test_coverage_counts_competencies_where_no_effort_is_stated(
    graph: CareerGraph,
) -> None:
    network = graph.network
    sweeper, layer = (network.number(f"esco:occupation/o{n}") for n in (1, 2))

    # Of sweep, lay floors and kinds of floor, a sweeper has the first and the last.
    assert network.coverage(sweeper, layer) == pytest.approx(2 / 3)
    assert network.coverage(layer, sweeper) == 1


def test_a_path_walks_what_is_covered_and_speaks_of_no_hours(
    graph: CareerGraph,
) -> None:
    path = graph.transition_path(
        "floor sweeper", "floor layer", inferred=True, min_coverage=0.6
    )

    # What a role benefits from covers, but is not held: only sweep is.
    assert path.moves[0].learn == ("esco:skill/s2", "esco:skill/s3")
    assert path.to_dict()["cost"]["learning"] == 2
    assert path.to_dict()["counted_in"] == "competencies"
    assert "2 competencies of learning" in " ".join(str(path).split())
    assert "hour" not in str(path)


def test_a_gap_speaks_of_no_hours(graph: CareerGraph) -> None:
    gap = graph.skill_gap("floor sweeper", "floor layer")

    assert gap.to_dict()["counted_in"] == "competencies"
    assert "in this order, 2 competencies:" in str(gap)
    assert "hour" not in str(gap).lower()


# ------------------------------------------------------------------ how it is read


def test_a_folder_and_a_zip_say_the_same(folder: Path, tmp_path: Path) -> None:
    packed = write_zip(tmp_path / "esco-1.2.0.zip", tables(), below="deep/inside/")

    assert read_esco(folder).release == read_esco(packed).release


def test_columns_are_found_by_their_names(folder: Path) -> None:
    before = read_esco(folder)
    for path in folder.iterdir():
        rows = list(csv.reader(path.read_text("utf-8").splitlines(keepends=True)))
        rows = [[*reversed(row), "x"] for row in rows]
        path.write_bytes(("\ufeff" + text_of(rows)).encode())

    assert read_esco(folder).release.graphs == before.release.graphs


def test_the_language_is_that_of_the_files(folder: Path) -> None:
    for path in folder.glob("*_en.csv"):
        german = path.read_text("utf-8").replace("floor sweeper", "Bodenkehrer")
        path.with_name(path.name.replace("_en", "_de")).write_text(german, "utf-8")

    found = read_esco(folder, language="de")
    labels = [s for s in found.release.graphs["esco-1.2.0"] if "Bodenkehrer" in s]
    assert labels[0][3] == '"Bodenkehrer"@de'
    assert found.languages == ("de", "en")
    with pytest.raises(
        ArgumentError, match=r'not in the language "fr"; there is de, en'
    ):
        read_esco(folder, language="fr")


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("ESCO dataset - v1.1.1 - classification - en - csv", "1.1.1"),
        ("esco-1.2.1-partial", "1.2.1"),
        ("esco_v1.2.0", "1.2.0"),
    ],
)
def test_the_name_tells_the_version(tmp_path: Path, name: str, version: str) -> None:
    folder = write_folder(tmp_path / name, tables())

    assert read_esco(folder).release.name == f"esco-{version}"


def test_a_version_that_nothing_tells_is_asked_for(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "download", tables())

    with pytest.raises(ArgumentError, match="tells no version; say it, such as --ver"):
        read_esco(folder)
    assert read_esco(folder, version="1.2").release.name == "esco-1.2"


def test_rows_and_checksums_are_reported(folder: Path) -> None:
    import hashlib

    files = {file.name: file for file in read_esco(folder).files}
    data = (folder / "skills_en.csv").read_bytes()

    assert files["skills_en.csv"].rows == 5
    assert files["skills_en.csv"].sha256 == hashlib.sha256(data).hexdigest()
    assert len(files) == 8


def test_what_is_missing_is_told_with_what_is_lost(folder: Path) -> None:
    (folder / "skills_en.csv").unlink()
    found = read_esco(folder)

    assert found.missing == {"skills": "names, definitions and types of skills"}
    assert found.kept_out == 0  # a file that is not there says nothing of its rows
    assert found.counts["essential skills of occupations"] == 4


@pytest.mark.parametrize(
    ("change", "warning"),
    [
        (
            lambda t: t["occupationSkillRelations.csv"].append(
                [occupation("gone"), "essential", "", skill("s1")]
            ),
            (
                "occupationSkillRelations.csv: 1 row kept out: esco:occupation/gone, "
                "which the release does not describe"
            ),
        ),
        (
            lambda t: t["skills_en.csv"].append(t["skills_en.csv"][1]),
            "skills_en.csv: 1 row kept out: esco:skill/s1 once more",
        ),
        (
            lambda t: t["skillSkillRelations.csv"].append(
                [skill("s2"), "", "essential", "", skill("s3")]
            ),
            (
                "skillSkillRelations.csv: 1 row kept out: esco:skill/s3 as essential for "
                "esco:skill/s2, in a circle"
            ),
        ),
        (
            lambda t: t["broaderRelationsOccPillar.csv"].append(
                ["", occupation("o2"), "", "http://example.org/x"]
            ),
            (
                'broaderRelationsOccPillar.csv: 1 row kept out: "http://example.org/x", '
                "which is no IRI of ESCO"
            ),
        ),
        (
            lambda t: t["occupationSkillRelations.csv"].append(
                [occupation("o1"), "nice", "", skill("s3")]
            ),
            (
                'occupationSkillRelations.csv: 1 row kept out: the relation "nice", which '
                "is not known"
            ),
        ),
    ],
    ids=["dangling", "twice", "circle", "foreign", "relation"],
)
def test_a_row_that_leads_nowhere_is_kept_out_and_told(
    tmp_path: Path, change: Callable[[Tables], object], warning: str
) -> None:
    content = tables()
    change(content)
    folder = write_folder(tmp_path / "esco-1.2.0", content)
    found = read_esco(folder)

    assert found.warnings == (warning,)
    sound = write_folder(tmp_path / "sound/esco-1.2.0", tables())
    assert found.release.graphs == read_esco(sound).release.graphs


# ----------------------------------------------------------------------- bad input


def test_a_quote_that_is_not_closed_is_told(folder: Path) -> None:
    """What is wrong with releases of any publisher is in test_faulty_releases.py."""
    skills = folder / "skills_en.csv"
    skills.write_text(skills.read_text() + '"KnowledgeSkillCompetence,')

    with pytest.raises(CareerGraphError, match=r"row 6 cannot be read: unexpected end"):
        read_esco(folder)


# ---------------------------------------------------------------- the command line


def test_the_command_reports_and_the_store_answers(
    folder: Path, tmp_path: Path
) -> None:
    done = run(folder, "--into", tmp_path / "s")
    asked = subprocess.run(
        [sys.executable, "-m", "careergraph", "show", "floor layer", "--graph",
         tmp_path / "s"],
        capture_output=True,
        text=True,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert re.search(r"skills_en.csv +5 rows  sha256 [0-9a-f]{64}", done.stdout)
    assert ATTRIBUTION in done.stdout
    assert "floor layer (Role; esco:occupation/o2)" in asked.stdout


def test_strict_keeps_no_row_out(tmp_path: Path) -> None:
    content = tables()
    content["occupationSkillRelations.csv"].append(
        [occupation("gone"), "essential", "", skill("s1")]
    )
    folder = write_folder(tmp_path / "esco-1.2.0", content)

    strict = run(folder, "--into", tmp_path / "s", "--strict")
    assert strict.returncode == 1
    assert "esco:occupation/gone" in strict.stderr
    assert not (tmp_path / "s").exists()
    lenient = run(folder, "--into", tmp_path / "s", "--format", "json")
    assert lenient.returncode == 0
    assert "Warning: occupationSkillRelations.csv: 1 row kept out" in lenient.stderr
    assert json.loads(lenient.stdout)["kept_out"] == [
        {
            "file": "occupationSkillRelations.csv",
            "what": "esco:occupation/gone, which the release does not describe",
            "rows": 1,
        }
    ]
