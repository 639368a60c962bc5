"""A file of profiles is matched whole, whatever is wrong with some of it."""

import csv
import errno
import json
import subprocess
import sys
import time
from pathlib import Path
from threading import Event
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from careergraph import CareerGraph
from careergraph.errors import ArgumentError, OutputError, ProfilesError
from careergraph.graph import profiles_file
from careergraph.graph.matching import MOST_SKILLS, Matcher

Rows = list[dict[str, Any]]

PEOPLE: Rows = [
    {"id": "p1", "role": "data analyst", "skills": ["Python", "Git"], "place": "NL"},
    {"id": "p2", "skills": ["PyTorch", "Kubernetes", "Pythn"]},
    {"id": "p3", "role": "data engineer"},
    {"id": "p4", "skills": ["Python"], "level": 2},
    {"id": "p5", "role": "no such role", "skills": ["SQL"]},
    {"id": "p6", "role": "head of AI", "skills": ["Pythn"]},
    {"id": "p7", "skills": ["statistics", "linear algebra"], "level": 5},
]


@pytest.fixture(scope="module")
def graph() -> CareerGraph:
    return CareerGraph.load()


def write(path: Path, people: Rows) -> Path:
    path.write_text("".join(json.dumps(one) + "\n" for one in people))
    return path


def read(path: str | Path) -> Rows:
    found: Rows = pq.read_table(path).to_pylist()
    return found


def read_csv(path: str | Path | None) -> list[dict[str, str]]:
    assert path is not None
    with open(path, encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


def test_a_match_is_told_with_the_gap_that_the_graph_tells(
    graph: CareerGraph, tmp_path: Path
) -> None:
    people = write(tmp_path / "people.jsonl", PEOPLE[:4])
    graph.match(people, tmp_path / "out.parquet", top=3, explain=True)
    found = read(tmp_path / "out.parquet")
    assert [(row["id"], row["rank"]) for row in found] == [
        (f"p{i}", rank) for i in (1, 2, 3, 4) for rank in (1, 2, 3)
    ]
    assert {row["place"] for row in found if row["id"] == "p1"} == {"NL"}
    roles = {one["id"]: one.get("role") for one in PEOPLE}
    holding = {
        "p1": ["Python", "Git"],
        "p2": ["PyTorch", "Kubernetes"],
        "p4": ["Python"],
    }
    for row in found:
        gap = graph.skill_gap(
            roles[row["id"]], row["role"], holding=holding.get(row["id"], ())
        )
        assert (row["missing"], row["effort"]) == (len(gap.learn), gap.hours)
        assert row["learn_first"] == list(gap.learn[:5])
        assert row["label"] == graph.facts.label(row["role"])


def test_a_role_alone_gets_the_roles_that_are_similar_to_it(
    graph: CareerGraph, tmp_path: Path
) -> None:
    people = write(tmp_path / "people.jsonl", [PEOPLE[2]])
    graph.match(people, tmp_path / "out.parquet", top=5)
    similar = graph.similar_roles("data engineer", count=5).similar
    assert [(row["role"], row["score"]) for row in read(tmp_path / "out.parquet")] == [
        (one.role, pytest.approx(one.similarity, abs=1e-9)) for one in similar
    ]


def test_the_level_of_a_profile_goes_before_that_of_its_role(
    graph: CareerGraph, tmp_path: Path
) -> None:
    profile = {"id": "a", "role": "data analyst"}
    write(tmp_path / "people.jsonl", [profile, {**profile, "id": "b", "level": 6}])
    graph.match(tmp_path / "people.jsonl", tmp_path / "out.parquet", top=200)
    levels: dict[str, set[int]] = {"a": set(), "b": set()}
    for row in read(tmp_path / "out.parquet"):
        levels[row["id"]] |= set(graph.facts.objects(row["role"], "level"))
    [own] = graph.facts.objects("data-analyst", "level")
    assert (max(levels["a"]), max(levels["b"])) == (own + 1, 7)


def test_the_result_is_the_same_in_every_format(
    graph: CareerGraph, tmp_path: Path
) -> None:
    people = write(tmp_path / "people.jsonl", PEOPLE)
    for ending in ("parquet", "csv", "jsonl"):
        graph.match(people, tmp_path / f"out.{ending}", top=2, explain=True)
    expected = read(tmp_path / "out.parquet")
    lines = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == expected
    assert read_csv(tmp_path / "out.csv") == [
        {
            **{name: "" if v is None else str(v) for name, v in row.items()},
            "learn_first": "; ".join(row["learn_first"]),
        }
        for row in expected
    ]


def test_profiles_that_are_refused_and_names_not_understood_are_listed(
    graph: CareerGraph, tmp_path: Path
) -> None:
    people: Rows = [
        *PEOPLE,
        {"id": "", "skills": ["SQL"]},
        {"id": "twice", "skills": ["SQL"]},
        {"id": "many", "skills": ["SQL"] * (MOST_SKILLS + 1)},
        {"id": "odd", "skills": [7]},
        {"id": "lost", "skills": ["Pythn", "Pythn"]},
        {"id": "none"},
        {"id": "high", "skills": ["SQL"], "level": 8},
        {"id": "twice", "role": "data analyst"},
    ]
    path = write(tmp_path / "people.jsonl", people)
    found = graph.match(path, tmp_path / "out.parquet", top=1)
    twice = "another profile has the same id"
    assert found.refused_file == str(tmp_path / "out.refused.csv")
    assert [[*row.values()] for row in read_csv(found.refused_file)] == [
        ["8", "", "it has no id"],
        ["9", "twice", twice],
        ["10", "many", "it has more than 1,000 skills"],
        ["11", "odd", "its skills is [7], not a list of text"],
        ["12", "lost", "none of its skills is known, nor is its role"],
        ["13", "none", "it names neither a skill nor a role"],
        ["14", "high", "its level is not from 1 to 7"],
        ["15", "twice", twice],
    ]
    unknown = [[*row.values()] for row in read_csv(found.unknown_file)]
    assert [row[:3] for row in unknown] == [
        ["Pythn", "competency", "3"],
        ["no such role", "role", "1"],
    ]
    assert unknown[0][3].endswith('did you mean "Python"?')
    assert (found.profiles, found.refused, found.matches, found.unknown) == (
        15,
        8,
        7,
        2,
    )
    assert str(found).splitlines()[:3] == [
        "7 profiles matched",
        "8 profiles refused",
        "2 names not understood",
    ]


def test_when_all_is_well_no_file_is_left_beside_the_result(
    graph: CareerGraph, tmp_path: Path
) -> None:
    people = tmp_path / "people.jsonl"
    for rows in ([*PEOPLE, {"id": "none"}], [PEOPLE[0]]):
        found = graph.match(write(people, rows), tmp_path / "out.csv")
    assert (found.refused_file, found.unknown_file) == (None, None)
    assert {p.name for p in tmp_path.iterdir()} == {"people.jsonl", "out.csv"}


def test_a_run_that_was_stopped_goes_on_where_it_was(
    graph: CareerGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(profiles_file, "BATCH", 2)
    people, output = write(tmp_path / "people.jsonl", PEOPLE), tmp_path / "out.parquet"
    whole = graph.match(people, tmp_path / "whole.parquet")
    match, done = Matcher.match, 0

    def stopped(*arguments: Any, **options: Any) -> Any:
        nonlocal done
        done += 1
        if done == 3:
            raise KeyboardInterrupt
        return match(*arguments, **options)

    monkeypatch.setattr(Matcher, "match", stopped)
    with pytest.raises(KeyboardInterrupt):
        graph.match(people, output)
    left = {p.name for p in tmp_path.iterdir() if p.stem.strip(".") != "whole"}
    assert left - {"whole.unknown.csv"} == {people.name, f"{output.name}.parts"}
    found = graph.match(people, output)
    assert (found.resumed, done) == (2, 5)  # two, the one that was stopped, and two
    assert read(output) == read(tmp_path / "whole.parquet")
    assert read_csv(found.unknown_file) == read_csv(whole.unknown_file)
    assert not Path(f"{output}.parts").exists()


@pytest.mark.parametrize("change", ["profiles", "options"])
def test_parts_of_something_else_are_not_gone_on_with(
    graph: CareerGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    monkeypatch.setattr(profiles_file, "BATCH", 2)
    people, output = write(tmp_path / "people.jsonl", PEOPLE), tmp_path / "out.parquet"
    with monkeypatch.context() as patch:
        patch.setattr("careergraph.graph.match_job.MatchJob._join", _stopped)
        with pytest.raises(KeyboardInterrupt):
            graph.match(people, output, top=2)
    if change == "profiles":
        write(people, PEOPLE[1:])
    found = graph.match(people, output, top=2 if change == "profiles" else 3)
    assert found.resumed == 0
    assert found.matches == (6 * 2 if change == "profiles" else 7 * 3)


def _stopped(*_: Any) -> None:
    raise KeyboardInterrupt


def test_a_folder_in_which_only_its_mark_was_begun_is_taken(
    graph: CareerGraph, tmp_path: Path
) -> None:
    (tmp_path / "out.csv.parts").mkdir()
    (tmp_path / "out.csv.parts" / ".job.json.part").write_text("[")
    found = graph.match(write(tmp_path / "people.jsonl", PEOPLE), tmp_path / "out.csv")
    assert (found.profiles, found.resumed) == (7, 0)
    assert not (tmp_path / "out.csv.parts").exists()


def test_a_folder_that_holds_something_else_is_left_alone(
    graph: CareerGraph, tmp_path: Path
) -> None:
    people = write(tmp_path / "people.jsonl", PEOPLE)
    (tmp_path / "out.csv.parts").mkdir()
    (tmp_path / "out.csv.parts" / "letter.txt").write_text("Dear")
    with pytest.raises(ArgumentError, match="it holds something else"):
        graph.match(people, tmp_path / "out.csv")
    assert (tmp_path / "out.csv.parts" / "letter.txt").read_text() == "Dear"


FULL_DISK = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
from careergraph.cli import run
sys.argv = ["careergraph", "match", "people.jsonl", "-o", "out.jsonl", "--top", "50"]
run()
"""


def test_a_full_disk_is_told_and_nothing_is_lost(
    graph: CareerGraph, tmp_path: Path
) -> None:
    people = [{"id": f"p{i}", "skills": ["Python"]} for i in range(30)]
    write(tmp_path / "people.jsonl", people)
    (tmp_path / "out.jsonl").write_text("the old result")
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "the disk is full; make room and run it again" in done.stderr
    assert done.stderr.count("\n") == 1
    assert (tmp_path / "out.jsonl").read_text() == "the old result"
    found = graph.match(tmp_path / "people.jsonl", tmp_path / "out.jsonl", top=50)
    assert (found.profiles, found.refused) == (30, 0)


def test_a_disk_that_is_full_for_the_result_is_told_before_the_end(
    graph: CareerGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(profiles_file, "BATCH", 1)
    full = Event()

    def no_room(*_: Any) -> None:
        full.set()
        raise OSError(errno.ENOSPC, "No space left on device")

    match, done = Matcher.match, 0

    def counted(*arguments: Any, **options: Any) -> Any:
        nonlocal done
        done += 1
        assert full.wait(10)
        time.sleep(0.05)
        return match(*arguments, **options)

    people = write(tmp_path / "people.jsonl", PEOPLE)
    with monkeypatch.context() as patch:
        patch.setattr("careergraph.graph.match_job.MatchJob._join", no_room)
        patch.setattr(Matcher, "match", counted)
        with pytest.raises(OutputError, match="disk is full"):
            graph.match(people, tmp_path / "out.parquet")
    assert done < len(PEOPLE)
    found = graph.match(people, tmp_path / "out.parquet")
    assert (found.profiles, found.resumed) == (len(PEOPLE), done)


def test_parts_of_another_size_are_not_gone_on_with(
    graph: CareerGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people, output = write(tmp_path / "people.jsonl", PEOPLE), tmp_path / "out.parquet"
    with monkeypatch.context() as patch:
        patch.setattr(profiles_file, "BATCH", 2)
        patch.setattr("careergraph.graph.match_job.MatchJob._join", _stopped)
        with pytest.raises(KeyboardInterrupt):
            graph.match(people, output)
    found = graph.match(people, output)
    assert (found.profiles, found.resumed) == (len(PEOPLE), 0)


def test_a_text_that_a_spreadsheet_would_run_is_made_inert(
    graph: CareerGraph, tmp_path: Path
) -> None:
    people = write(
        tmp_path / "people.jsonl",
        [{"id": "=1+1", "skills": ["SQL", "@x"]}, {"id": "-2", "skills": []}],
    )
    found = graph.match(people, tmp_path / "out.csv", top=1)
    assert read_csv(found.output)[0]["id"] == "'=1+1"
    assert read_csv(found.refused_file)[0]["id"] == "'-2"
    assert read_csv(found.unknown_file)[0]["name"] == "'@x"


def test_a_batch_of_which_all_are_refused_is_no_fault(
    graph: CareerGraph, tmp_path: Path
) -> None:
    people = write(tmp_path / "people.jsonl", [{"id": "a", "skills": ["nonsense"]}])
    found = graph.match(people, tmp_path / "out.parquet")
    assert (found.profiles, found.refused, found.matches) == (1, 1, 0)
    assert read(tmp_path / "out.parquet") == []


def test_a_file_without_profiles_gives_a_result_without_rows(
    graph: CareerGraph, tmp_path: Path
) -> None:
    (tmp_path / "people.csv").write_text("id,skills\n")
    found = graph.match(tmp_path / "people.csv", tmp_path / "out.csv")
    assert (found.profiles, found.matches) == (0, 0)
    assert (tmp_path / "out.csv").read_text().startswith('"id","place","rank"')


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"output": "out.txt"}, "ends in .parquet, .csv, .jsonl"),
        ({"output": "people.jsonl"}, "it is the file of the profiles"),
        ({"output": "folder.csv"}, "it is a folder"),
        ({"top": 0}, "top is 0"),
        ({"max_rise": -1}, "max_rise is -1"),
        ({"threads": 0}, "threads is 0"),
        ({"engine": "cloud"}, 'no engine "cloud"'),
        ({"master": "local[2]"}, "add --engine spark"),
        ({"scheme": "onet"}, 'no role is of the scheme "onet"'),
    ],
)
def test_wrong_use_is_told(
    graph: CareerGraph, tmp_path: Path, options: dict[str, Any], told: str
) -> None:
    people = write(tmp_path / "people.jsonl", PEOPLE)
    (tmp_path / "folder.csv").mkdir()
    output = tmp_path / options.get("output", "out.csv")
    options = {name: value for name, value in options.items() if name != "output"}
    with pytest.raises(ArgumentError) as error:
        graph.match(people, output, **options)
    assert told in str(error.value)


def test_a_folder_that_is_not_there_is_told(graph: CareerGraph, tmp_path: Path) -> None:
    people = write(tmp_path / "people.jsonl", PEOPLE)
    with pytest.raises(OutputError, match="there is no folder"):
        graph.match(people, tmp_path / "none" / "out.csv")


def test_a_file_without_ids_is_told(graph: CareerGraph, tmp_path: Path) -> None:
    path = tmp_path / "people.parquet"
    pq.write_table(pa.table({"skills": [["SQL"]]}), path)
    with pytest.raises(ProfilesError, match='no column "id"'):
        graph.match(path, tmp_path / "out.csv")


def test_what_is_not_installed_is_told(
    graph: CareerGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for name in ("matching", "match_job", "profiles_file"):
        monkeypatch.delitem(sys.modules, f"careergraph.graph.{name}", raising=False)
    with pytest.raises(OutputError, match=r"needs pyarrow.*careergraph\[match\]"):
        graph.match(write(tmp_path / "people.jsonl", PEOPLE), tmp_path / "out.csv")
