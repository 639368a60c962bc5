"""O*NET becomes roles, competencies, ratings and responsibilities."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from careergraph import ArgumentError, CareerGraph
from careergraph.ontology.namespaces import SOURCE
from careergraph.ontology.onet import read_onet
from careergraph.ontology.store import add_release
from tests.ontology.esco_release import Tables, rows
from tests.ontology.onet_release import (
    GARDENER,
    HEAD,
    KEEPER,
    MODEL,
    MOWER,
    RATED,
    READ_ME,
    occupation,
    tables,
    write_excel,
    write_folder,
    write_zip,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "db_30_1_text", tables())


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> CareerGraph:
    place = tmp_path_factory.mktemp("onet")
    release = write_zip(place / "db_30_1_text.zip", tables())
    add_release(place / "store", read_onet(release).release)
    return CareerGraph.open(place / "store")


def values(graph: CareerGraph, name: str, prop: str) -> list[object]:
    return graph.facts.objects(graph.resolve(name), prop)


def asked(graph: CareerGraph, question: str) -> list[object]:
    return [row["x"] for row in rows(graph, f"SELECT ?x {{ {question} }} ORDER BY ?x")]


# ----------------------------------------------------------------- what it becomes


def test_an_occupation_is_a_role_named_by_its_code(graph: CareerGraph) -> None:
    found = graph.concept("lawn mowers")

    assert graph.facts.of_class("Role") == [
        f"onet:{code}" for code in sorted((HEAD, MOWER, KEEPER, GARDENER))
    ]
    assert found.entity.definition == 'Mow lawns and "meadows".'
    assert found.entity.sources == ("onet-30.1",)
    assert values(graph, "lawn mowers", "notation") == [MOWER]
    assert graph.resolve(occupation(MOWER)) == f"onet:{MOWER}"


def test_titles_are_alternative_labels_each_once_and_none_is_the_title(
    graph: CareerGraph,
) -> None:
    assert graph.facts.entity(f"onet:{MOWER}").alt_labels == (
        "Grass Cutter",
        "Mower Operator",
    )
    assert graph.facts.entity(f"onet:{HEAD}").alt_labels == (
        "Chief Garden Officer (CGO)",
        "Garden Boss",
    )
    hidden = f"<{occupation(HEAD)}> skos:hiddenLabel ?x"
    assert asked(graph, hidden) == ["CGO"]


def test_job_zone_is_stated_and_level_inferred_from_it(graph: CareerGraph) -> None:
    found = {
        code: (
            graph.facts.objects(f"onet:{code}", "jobZone"),
            graph.facts.values(f"onet:{code}", "level"),
        )
        for code in (MOWER, KEEPER, HEAD, GARDENER)
    }
    inferred = ("onet-30.1-levels",)

    assert found == {
        MOWER: ([2], [(2, inferred)]),
        KEEPER: ([5], [(4, inferred)]),
        HEAD: ([5], [(6, inferred)]),
        GARDENER: ([], []),
    }


def test_education_and_experience_are_those_of_most_respondents(
    graph: CareerGraph,
) -> None:
    education = values(graph, "lawn mowers", "typicalEducation")

    assert education == ["High School Diploma (63.5%)"]
    assert values(graph, "lawn mowers", "relatedExperience") == ["None"]
    # A share of low precision gives no fact.
    assert values(graph, "green keepers", "typicalEducation") == []


def test_what_is_important_is_required_and_what_nearly_is_of_benefit(
    graph: CareerGraph,
) -> None:
    mowing, patience = "onet-model:element/2.B.3.a", "onet-model:element/2.B.1.a"

    assert values(graph, "green keepers", "requires") == [
        mowing,
        "onet-model:element/2.C.4.a",
    ]
    assert patience in values(graph, "green keepers", "benefitsFrom")
    assert values(graph, "lawn mowers", "requires") == [mowing]


def test_what_onet_warns_of_is_rated_and_not_asked_for(graph: CareerGraph) -> None:
    """A level of low precision says nothing against the importance."""
    patience = "onet-model:element/2.B.1.a"

    assert patience not in values(graph, "lawn mowers", "benefitsFrom")
    assert values(graph, "heads of gardens", "requires") == []
    cautions = rows(
        graph,
        "SELECT ?role ?x { ?r cg:ratedRole ?role ; cg:caution ?x } ORDER BY ?role",
    )
    assert [(row["role"], row["x"]) for row in cautions] == [
        (occupation(HEAD), "importance of low precision"),
        (occupation(MOWER), "level not relevant"),
        (occupation(KEEPER), "level of low precision"),
    ]


def test_a_rating_holds_importance_and_level(graph: CareerGraph) -> None:
    found = rows(
        graph,
        f"SELECT ?importance ?level {{ ?rating a cg:Rating ; "
        f"cg:ratedRole <{occupation(MOWER)}> ; "
        f"cg:ratedItem <{MODEL}element/2.B.3.a> ; "
        f"cg:importance ?importance ; cg:ratedLevel ?level }}",
    )
    assert [(float(r["importance"]), float(r["level"])) for r in found] == [(4.12, 2.5)]


def test_no_rating_is_a_concept_that_is_listed(graph: CareerGraph) -> None:
    assert graph.facts.of_class("Rating") == []
    assert not [slug for slug in graph.facts.slugs if "rating" in slug]


def test_skills_and_knowledge_are_told_apart_and_have_their_groups(
    graph: CareerGraph,
) -> None:
    assert values(graph, "Mowing", "skillType") == ["skill"]
    assert values(graph, "Botany", "skillType") == ["knowledge"]
    assert graph.concept("Botany").entity.definition == "Knowledge of plants."
    assert values(graph, "Mowing", "broader") == ["onet-model:element/2.B.3"]
    assert values(graph, "Technical Skills", "broader") == ["onet-model:element/2.B"]
    # 2.C.4, which the content model of this release lacks, is above botany.
    assert values(graph, "Botany", "broader") == []
    groups = [g for g in graph.facts.of_class("CompetencyGroup") if "element" in g]
    assert groups == [
        f"onet-model:element/{name}" for name in ("2", "2.B", "2.B.1", "2.B.3")
    ]


def test_software_is_of_benefit_each_product_under_its_own_iri(
    graph: CareerGraph,
) -> None:
    first, second = (
        f"onet-model:technology/grass-c-plus-plus{end}" for end in ("", "-2")
    )
    keeper = values(graph, "green keepers", "benefitsFrom")

    assert graph.facts.label(first) == "Grass C++"
    assert graph.facts.label(second) == "grass C++!"
    assert {first, second} <= set(keeper)
    assert graph.facts.objects(first, "reuseLevel") == ["hot technology"]
    assert graph.facts.objects(second, "reuseLevel") == []
    assert values(graph, "green keepers", "namedInPostings") == [first]
    assert graph.facts.objects(second, "broader") == ["onet-model:commodity/43230002"]


def test_a_task_is_a_responsibility_below_the_activities_it_belongs_to(
    graph: CareerGraph,
) -> None:
    detailed = [f"onet-model:activity/4.A.3.I01.D0{n}" for n in (1, 2)]

    assert values(graph, "lawn mowers", "hasResponsibility") == ["onet-model:task/7"]
    assert graph.facts.label("onet-model:task/7") == 'Mow "between" the flowers.'
    assert graph.facts.objects("onet-model:task/8", "broader") == detailed
    above = graph.facts.objects(detailed[0], "broader")
    assert above == ["onet-model:activity/4.A.3.I01"]
    assert values(graph, "Cut plants.", "broader") == ["onet-model:element/4.A.3"]
    assert graph.facts.label("onet-model:element/4.A.3") == "Handling Things"


def test_primary_related_occupations_are_moves_and_the_source_tells_the_tier(
    graph: CareerGraph,
) -> None:
    assert graph.facts.values(f"onet:{MOWER}", "leadsTo") == [
        (f"onet:{KEEPER}", ("onet-30.1-primary-short",))
    ]
    assert graph.facts.values(f"onet:{KEEPER}", "leadsTo") == [
        (f"onet:{HEAD}", ("onet-30.1-primary-long",))
    ]
    assert graph.facts.values(f"onet:{KEEPER}", "related") == [
        (f"onet:{MOWER}", ("onet-30.1-supplemental",))
    ]
    path = graph.transition_path("lawn mowers", "heads of gardens")
    assert [move.sources for move in path.moves] == [
        ("onet-30.1-primary-short",),
        ("onet-30.1-primary-long",),
    ]


def test_licence_and_attribution_are_in_the_graph(graph: CareerGraph) -> None:
    source = f"<{SOURCE}onet-30.1>"

    assert asked(graph, f"{source} dcterms:license ?x") == [
        "https://creativecommons.org/licenses/by/4.0/"
    ]
    (attribution,) = asked(graph, f"{source} dcterms:description ?x")
    assert "O*NET 30.1 Database by the U.S. Department of Labor" in str(attribution)
    sourced = rows(graph, "SELECT ?g { GRAPH ?g { ?g a cg:Source } }")
    assert len(sourced) == 5


# ------------------------------------------------------------------ how it is read


def test_folder_zip_and_excel_say_the_same(folder: Path, tmp_path: Path) -> None:
    packed = write_zip(tmp_path / "db_30_1_text.zip", tables())
    excel = write_excel(tmp_path / "db_30_1_excel", tables())
    expected = read_onet(folder).release.graphs

    assert read_onet(packed).release.graphs == expected
    assert {
        name: {triple[:3] for triple in statements}
        for name, statements in read_onet(excel).release.graphs.items()
    } == {
        name: {triple[:3] for triple in statements}
        for name, statements in expected.items()
    }


def test_text_goes_before_excel_where_there_are_both(
    folder: Path, tmp_path: Path
) -> None:
    excel = write_excel(tmp_path / "excel", {"Skills": [RATED], "Abilities": [RATED]})
    for path in excel.iterdir():
        path.rename(folder / path.name)
    names = [file.name for file in read_onet(folder).files]

    assert "Skills.txt" in names
    assert "Skills.xlsx" not in names
    assert "Abilities.xlsx" in names


def test_without_openpyxl_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    excel = write_excel(tmp_path / "db_30_1_excel", tables())
    monkeypatch.setitem(sys.modules, "openpyxl", None)

    with pytest.raises(ArgumentError, match=r"pip install 'careergraph\[excel\]'"):
        read_onet(excel)


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("db_29_2_text", "29.2"),
        ("onet-29.2", "29.2"),
        ("O_NET 30.1", None),
        ("mine", None),
    ],
)
def test_the_name_tells_the_version(
    tmp_path: Path, name: str, version: str | None
) -> None:
    folder = write_folder(tmp_path / name, tables())

    if version:
        assert read_onet(folder).release.name == f"onet-{version}"
    else:
        with pytest.raises(ArgumentError, match="tells no version; say it, such as"):
            read_onet(folder)


def test_the_read_me_tells_the_version_before_the_name(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "db_29_2_text", tables())
    (folder / "Read Me.txt").write_text(READ_ME)

    assert read_onet(folder).release.name == "onet-30.1"
    assert read_onet(folder, version="31.0").release.name == "onet-31.0"


def test_what_is_missing_is_told_with_what_is_lost(folder: Path) -> None:
    (folder / "Occupation Data.txt").unlink()
    (folder / "DWA Reference.txt").unlink()
    found = read_onet(folder)

    assert set(found.missing) == {
        "Occupation Data",
        "DWA Reference",
        "Abilities",
        "Work Activities",
        "Task Ratings",
    }
    assert found.missing["Abilities"] == "how much each ability matters"
    assert found.kept_out == 0  # a file that is not there says nothing of its rows
    assert found.counts["tasks"] == 2


def test_ratings_of_abilities_activities_and_tasks_are_read_where_there_are_any(
    tmp_path: Path,
) -> None:
    content = tables() | {
        "Abilities": [RATED, [MOWER, "1.A.1", "Strength", "IM", "4", "8", "N", "", ""]],
        "Work Activities": [
            RATED,
            [MOWER, "4.A.3", "Handling Things", "LV", "5.5", "8", "N", "N", ""],
        ],
        "Task Ratings": [
            ["O*NET-SOC Code", "Task ID", "Scale ID", "Data Value"],
            [MOWER, "7", "IM", "4.75"],
            [MOWER, "7", "RT", "90"],
        ],
    }
    add_release(
        tmp_path / "s", read_onet(write_folder(tmp_path / "onet-30.1", content)).release
    )
    graph = CareerGraph.open(tmp_path / "s")
    item = "?r cg:ratedItem ?i ; cg:importance|cg:ratedLevel ?x . ?i skos:prefLabel"

    assert [float(str(x)) for x in asked(graph, f'{item} "Strength"@en')] == [4]
    assert [float(str(x)) for x in asked(graph, f'{item} "Handling Things"@en')] == [
        5.5
    ]
    assert [float(str(x)) for x in asked(graph, f"?r cg:ratedItem <{MODEL}task/7> ; "
            "cg:importance ?x")] == [4.75]  # fmt: skip
    assert values(graph, "Strength", "skillType") == ["ability"]
    # Abilities last; nobody is asked to learn them.
    assert graph.facts.subjects(graph.resolve("Strength"), "requires") == []


@pytest.mark.parametrize(
    ("file", "row", "warning"),
    [
        ("Occupation Data", [MOWER, "Again", ""], f"{MOWER} once more"),
        ("Occupation Data", ["37-1", "Odd", ""], '"37-1", which is no code of O*NET'),
        ("Occupation Data", ["37-0003.00", " ", ""], "37-0003.00 without a title"),
        (
            "Alternate Titles",
            ["37-0008.00", "Nobody", "", ""],
            "the occupation 37-0008.00, which the release does not describe",
        ),
        ("Job Zones", [GARDENER, "6", ""], 'the job zone "6", which is not known'),
        ("Job Zones", [MOWER, "3", ""], f"{MOWER}, job zone once more"),
        (
            "Skills",
            [MOWER, "2.B.3.a", "Mowing", "IM", "1", "8", "N", "", ""],
            f"{MOWER}, 2.B.3.a, IM once more",
        ),
        (
            "Skills",
            [GARDENER, "2.B.3.a", "Mowing", "IM", "lots", "8", "N", "", ""],
            '"lots", where a number belongs',
        ),
        (
            "Skills",
            [GARDENER, "2.B.3.a", "Mowing", "XX", "1", "8", "N", "", ""],
            'the scale "XX", which is not known',
        ),
        ("Technology Skills", [MOWER, "?!", "1", "Signs", "N", "N"],
         '"?!", which gives no IRI'),
        ("Task Statements", [MOWER, "8", "Mow.", ""], "task, 8 once more"),
        ("Task Statements", [MOWER, "9 9", "Mow.", ""],
         '"9 9", which is no id of O*NET'),
        ("Tasks to DWAs", [MOWER, "99", "4.A.3.I01.D01"],
         "the task 99, which the release does not describe"),
        ("Tasks to DWAs", [MOWER, "7", "4.A.9"],
         "the activity 4.A.9, which the release does not describe"),
        ("Related Occupations", [MOWER, "37-0008.00", "Supplemental", "12"],
         "the occupation 37-0008.00, which the release does not describe"),
        ("Related Occupations", [MOWER, HEAD, "Tertiary", "12"],
         'the tier "Tertiary", which is not known'),
    ],
)  # fmt: skip
def test_a_row_that_leads_nowhere_is_kept_out_and_told(
    tmp_path: Path, file: str, row: list[str], warning: str
) -> None:
    content = tables()
    content[file].append(row)
    found = read_onet(write_folder(tmp_path / "onet-30.1", content))
    sound = read_onet(write_folder(tmp_path / "sound/onet-30.1", tables()))

    assert found.warnings == (f"{file}.txt: 1 row kept out: {warning}",)
    assert found.release.graphs == sound.release.graphs


def test_importing_again_changes_nothing_and_releases_stand_side_by_side(
    tmp_path: Path,
) -> None:
    def change(content: Tables) -> None:
        content["Job Zones"][1][1] = "3"
        content["Related Occupations"].pop()

    store = tmp_path / "store"
    older = write_folder(tmp_path / "onet-30.1", tables())
    newer = written(tmp_path / "onet-30.2", change)
    for release in (older, newer, older):
        add_release(store, read_onet(release).release)
    graph = CareerGraph.open(store)

    mower = f"onet:{MOWER}"
    assert graph.facts.values(mower, "level") == [(3, ("onet-30.2-levels",))]
    assert graph.facts.values(mower, "leadsTo") == [
        (f"onet:{KEEPER}", ("onet-30.1-primary-short", "onet-30.2-primary-short"))
    ]
    zones = "SELECT ?g ?x { GRAPH ?g { ?o cg:jobZone ?x FILTER(?o = %s) } }"
    found = rows(graph, zones % f"<{occupation(MOWER)}>")
    assert sorted((row["g"], row["x"]) for row in found) == [
        (f"{SOURCE}onet-30.1", 2),
        (f"{SOURCE}onet-30.2", 3),
    ]


def written(folder: Path, change: Callable[[Tables], object]) -> Path:
    content = tables()
    change(content)
    return write_folder(folder, content)


def test_of_two_releases_the_newest_tells_what_there_is_one_of(tmp_path: Path) -> None:
    content = tables()
    content["Job Zones"][1][1] = "3"
    content["Education, Training, and Experience"][1][5:6] = ["90"]
    content["Education, Training, and Experience"][2][5:6] = ["10"]
    content["Education, Training, and Experience"][3][5:6] = ["40"]
    content["Education, Training, and Experience"][4][5:6] = ["60"]
    content["Skills"][1][4], content["Skills"][2][4] = "3.5", "2.75"
    for version, changed in (("30.1", tables()), ("30.2", content)):
        folder = write_folder(tmp_path / f"db_{version}", changed)
        release = read_onet(folder, version=version).release
        add_release(tmp_path / "store", release)
    graph = CareerGraph.open(tmp_path / "store")

    mower = graph.resolve("lawn mowers")
    assert {
        name: graph.facts.values(mower, name)
        for name in ("jobZone", "typicalEducation", "relatedExperience")
    } == {
        "jobZone": [(3, ("onet-30.2",))],
        "typicalEducation": [("Less than a High School Diploma (90%)", ("onet-30.2",))],
        "relatedExperience": [("Up to and including 1 month", ("onet-30.2",))],
    }
    rating = f"?r cg:ratedRole <{occupation(MOWER)}> ; cg:ratedItem ?i ; "
    mowing = '?i skos:prefLabel "Mowing"@en'
    assert asked(graph, f"{rating} cg:importance ?x . {mowing}") == [3.5]
    assert asked(graph, f"{rating} cg:ratedLevel ?x . {mowing}") == [2.75]
