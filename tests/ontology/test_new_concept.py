"""``careergraph new``: the file to fill in."""

import shutil
from io import StringIO
from pathlib import Path

import pytest

from careergraph.errors import ArgumentError, OutputError
from careergraph.ontology.formatting import format_files
from careergraph.ontology.new_concept import new_concept
from careergraph.ontology.vocabulary import load_vocabulary
from careergraph.queries.checks import check_content

DATA = Path(__file__).parent.parent / "data"
KINDS = list(load_vocabulary().by_folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(DATA / "content", tmp_path / "content")


def test_the_file_of_a_skill(folder: Path) -> None:
    path = new_concept(folder, "skill", "Feature  store")

    assert path == folder / "concepts/skill/feature-store.yaml"
    assert path.read_bytes() == (
        b"label: Feature store\n"
        b"definition: TODO\n"
        b"sources: [editorial]\n"
        b"broader:\n"
        b"  TODO: [editorial]\n"
        b"effort:\n"
        b"  TODO: [editorial]\n"
    )


def test_a_label_is_quoted_where_yaml_asks_for_it(folder: Path) -> None:
    path = new_concept(folder, "industry", "Yes: we can")

    assert path.name == "yes-we-can.yaml"
    assert path.read_text("utf-8").startswith("label: 'Yes: we can'\n")


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_file_holds_the_fields_that_check_asks_for(
    kind: str, folder: Path
) -> None:
    bare = folder / "concepts" / kind / "bare.yaml"
    bare.parent.mkdir(exist_ok=True)
    bare.write_text(
        "label: Bare\ndefinition: It has no field of its own.\nsources: [editorial]\n"
    )
    asked = {problem.field or "low or high" for problem in check_content(folder)}
    bare.unlink()

    path = new_concept(folder, kind, "Something new")

    fields = {line.split(":")[0] for line in path.read_text("utf-8").splitlines()}
    own = {f for f in fields - {"label", "definition", "sources"} if f[0] != " "}
    if {"low", "high"} <= own:
        own = own - {"low", "high"} | {"low or high"}
    if kind == "outlook":
        own = own - {"growth_percent"} | {"low or high"}
    assert own == asked


@pytest.mark.parametrize("kind", KINDS)
def test_check_says_of_each_place_that_it_is_not_filled_in(
    kind: str, folder: Path
) -> None:
    path = new_concept(folder, kind, "Something new")
    to_do = [
        number
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if "TODO" in line
    ]

    problems = check_content(folder)

    assert [problem.line for problem in problems] == to_do
    assert {problem.rule for problem in problems} == {"not-filled-in"}
    assert {problem.file for problem in problems} == {
        f"concepts/{kind}/something-new.yaml"
    }


def test_a_file_that_is_filled_in_has_no_fault(folder: Path) -> None:
    path = new_concept(folder, "algorithm", "Logistic regression")
    definition, approach = "Fits odds. It classifies.", "supervised-learning"
    text = path.read_text("utf-8")
    for value in (definition, approach, "40", approach):
        text = text.replace("TODO", value, 1)
    path.write_text(text, "utf-8")

    assert check_content(folder) == []
    assert format_files(folder, write=False) == []


@pytest.mark.parametrize(
    ("kind", "label", "message"),
    [
        ("skil", "X", 'there is no kind "skil"; did you mean "skill"?'),
        ("Skill", "X", 'there is no kind "Skill"; did you mean "skill"?'),
        ("../skill", "X", 'there is no kind "../skill"; did you mean "skill"?'),
        (
            "skill",
            "日本",
            (
                'no slug can be made from "日本"; use a label with a letter from a to z '
                "or a digit"
            ),
        ),
        (
            "skill",
            "",
            (
                'no slug can be made from ""; use a label with a letter from a to z or '
                "a digit"
            ),
        ),
        (
            "skill",
            "a\u202eb",
            (
                "the label holds U+202E (RIGHT-TO-LEFT OVERRIDE), which nobody sees; "
                "remove it"
            ),
        ),
        (
            "skill",
            "Python!",
            (
                "concepts/programming-language/python.yaml has the slug "
                '"python" already; change that file, or choose a label that tells '
                '"Python!" from it'
            ),
        ),
        (
            "skill",
            "analytics TRACK",
            (
                "concepts/track/analytics.yaml has that label already; change that "
                'file, or choose a label that tells "analytics TRACK" from it'
            ),
        ),
        (
            "role",
            "Number cruncher",
            (
                "concepts/role/data-analyst.yaml has that label already; change that "
                'file, or choose a label that tells "Number cruncher" from it'
            ),
        ),
    ],
)
def test_what_is_refused(kind: str, label: str, message: str, folder: Path) -> None:
    analyst = folder / "concepts/role/data-analyst.yaml"
    analyst.write_text(
        analyst.read_text("utf-8") + "alt_labels:\n  number cruncher: [editorial]\n"
    )
    before = sorted(folder.rglob("*"))

    with pytest.raises(ArgumentError) as raised:
        new_concept(folder, kind, label)

    assert str(raised.value) == message
    assert sorted(folder.rglob("*")) == before


def test_an_unknown_kind_that_is_like_no_other_lists_all(folder: Path) -> None:
    with pytest.raises(ArgumentError) as raised:
        new_concept(folder, "xyz", "X")

    assert str(raised.value) == (
        f'there is no kind "xyz"; the kinds are {", ".join(KINDS)}'
    )


def test_the_slug_of_a_file_with_faults_is_taken_too(folder: Path) -> None:
    (folder / "concepts/skill/half-done.yaml").write_text("label: Half\n")

    with pytest.raises(ArgumentError, match=r"half-done\.yaml has the slug"):
        new_concept(folder, "role", "Half done")


def test_a_folder_without_sources_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError) as raised:
        new_concept(tmp_path, "skill", "X")

    assert str(raised.value) == (
        f"{tmp_path} holds no sources.yaml; name the folder that holds it and concepts/"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_name_too_long_for_a_file_is_one_line(folder: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written: File name too long"):
        new_concept(folder, "skill", "x" * 300)


def test_the_folder_of_a_kind_is_made_when_it_is_missing(folder: Path) -> None:
    path = new_concept(folder, "bootcamp", "Statistics in a week")

    assert path.is_file()


def test_a_file_that_appears_meanwhile_is_left_as_it_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "concepts/skill/feature-store.yaml"
    path.write_text("mine")
    monkeypatch.setattr(
        "careergraph.ontology.new_concept.concept_files", lambda folder: []
    )

    with pytest.raises(ArgumentError, match="is there already; it is left as it is"):
        new_concept(folder, "skill", "Feature store")

    assert path.read_text() == "mine"


def test_a_file_that_cannot_be_finished_is_not_left_behind(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class FullDisk(StringIO):
        def write(self, text: str) -> int:
            raise OSError(28, "No space left on device")

    def open_it(path: Path, *_: object, **__: object) -> FullDisk:
        path.touch()
        return FullDisk()

    with monkeypatch.context() as patch:
        patch.setattr(
            "careergraph.ontology.new_concept.survey_content", lambda _: ({}, {}, [])
        )
        patch.setattr(Path, "open", open_it)
        with pytest.raises(OutputError, match="written: No space left on device"):
            new_concept(folder, "skill", "Feature store")

    assert not (folder / "concepts/skill/feature-store.yaml").exists()
