"""Profiles are read from three formats, and what is wrong with one is told."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from careergraph.errors import ArgumentError, ProfilesError
from careergraph.graph import profiles_file
from careergraph.graph.profiles_file import read_profiles, repeated_ids

PEOPLE: list[dict[str, Any]] = [
    {"id": "a", "role": "cook", "skills": ["salt", "fire"], "level": 3, "place": "NL"},
    {"id": "b", "role": None, "skills": ["salt"], "level": None, "place": None},
    {"id": "3", "role": "cook", "skills": None, "level": None, "place": None},
]
TYPES = pa.schema(
    [
        ("id", pa.string()),
        ("role", pa.string()),
        ("skills", pa.list_(pa.string())),
        ("level", pa.int8()),
        ("place", pa.string()),
    ]
)


def write(path: Path, people: list[dict[str, Any]]) -> Path:
    match path.suffix:
        case ".parquet":
            pq.write_table(pa.Table.from_pylist(people, schema=TYPES), path)
        case ".csv":
            with open(path, "w", newline="", encoding="utf-8") as file:
                out = csv.DictWriter(file, TYPES.names)
                out.writeheader()
                for one in people:
                    out.writerow({**one, "skills": "; ".join(one["skills"] or ())})
        case _:
            path.write_text("".join(json.dumps(one) + "\n" for one in people))
    return path


def read(path: Path) -> list[dict[str, Any]]:
    return [row for batch in read_profiles(path) for row in batch.to_pylist()]


@pytest.mark.parametrize("ending", ["parquet", "csv", "jsonl"])
def test_the_formats_say_the_same(tmp_path: Path, ending: str) -> None:
    found = read(write(tmp_path / f"people.{ending}", PEOPLE))
    first = 2 if ending == "csv" else 1  # the line, of which CSV has one for the names
    assert found == [
        {"row": first + i, **one, "fault": None} for i, one in enumerate(PEOPLE)
    ]


@pytest.mark.parametrize("ending", ["parquet", "csv", "jsonl"])
def test_repeated_ids_are_found_across_batches(
    tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(profiles_file, "BATCH", 2)
    path = write(tmp_path / f"people.{ending}", [*PEOPLE, PEOPLE[0], PEOPLE[1]])
    assert repeated_ids(path) == ["a", "b"]
    assert repeated_ids(write(path, PEOPLE)) == []


@pytest.mark.parametrize(
    ("line", "id_", "fault"),
    [
        ('{"id": "a", "skills": ["x', None, "the line is no JSON, or is cut off"),
        (
            r'{"id": "a", "skills": ["\ud800"]}',
            None,
            "the line is no JSON, or is cut off",
        ),
        ("[1]", None, "the line holds no object of JSON"),
        ('{"id": "a", "skills": "x"}', "a", 'its skills is "x", not a list of text'),
        ('{"id": "a", "skills": [1]}', "a", "its skills is [1], not a list of text"),
        ('{"id": "a", "role": 5}', "a", "its role is 5, not text"),
        ('{"id": true}', None, "its id is true, not text"),
        (
            '{"id": "a", "level": 2.5}',
            "a",
            "its level is 2.5, not a whole number from 1 to 7",
        ),
        (
            '{"id": "a", "level": 99999999999999999999}',
            "a",
            "its level is 99999999999999999999, not a whole number from 1 to 7",
        ),
    ],
)
def test_a_faulty_line_of_json_keeps_nothing_else_out(
    tmp_path: Path, line: str, id_: str | None, fault: str
) -> None:
    path = tmp_path / "people.jsonl"
    path.write_text(f'{line}\n\n{{"id": 7, "skills": []}}\n')
    first, second = read(path)
    assert (first["row"], first["id"], first["fault"]) == (1, id_, fault)
    assert (second["row"], second["id"], second["fault"]) == (3, "7", None)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("a,x", "it has 2 cells, and the first line has 3"),
        ("a,x,y,z", "it has 4 cells, and the first line has 3"),
        ("a,x,high", 'its level is "high", not a whole number'),
        ("a,x,-1", 'its level is "-1", not a whole number'),
    ],
)
def test_a_faulty_line_of_csv_keeps_nothing_else_out(
    tmp_path: Path, line: str, fault: str
) -> None:
    path = tmp_path / "people.csv"
    path.write_text(f'id,skills,level\n{line}\nb,"x;\n y;",\n')
    first, second = read(path)
    assert (first["row"], first["id"], first["fault"]) == (2, "a", fault)
    assert (second["row"], second["skills"]) == (4, ["x", "y"])


def test_a_cell_may_be_longer_than_the_csv_module_allows(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    skills = [f"skill number {i:06}" for i in range(10_000)]
    path.write_text(f"id,skills\na,{';'.join(skills)}\n")
    assert read(path)[0]["skills"] == skills


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("none.csv", None, "there is no such file"),
        ("people.txt", b"id", "a file that ends in .parquet, .csv or .jsonl"),
        ("people.csv", b"", 'it has no column "id"; it is empty'),
        (
            "people.csv",
            b"id,name\n",
            'column "skills" nor "role"; its columns are id, n',
        ),
        ("people.csv", b"id,role\n\xff,x\n", "it is not in UTF-8"),
        ("people.jsonl", b"\xff\n", "it is not in UTF-8"),
        ("people.parquet", b"PAR1", "it cannot be read: "),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    tmp_path: Path, name: str, data: bytes | None, told: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises((ArgumentError, ProfilesError), match=re.escape(told)) as error:
        read(tmp_path / name)
    assert name in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("share", [0.3, 0.9, 0.999])
def test_a_truncated_parquet_file_is_told(tmp_path: Path, share: float) -> None:
    path = write(tmp_path / "people.parquet", PEOPLE * 1_000)
    data = path.read_bytes()
    path.write_bytes(data[: int(share * len(data))])
    with pytest.raises(ProfilesError, match="is it whole"):
        read(path)


@pytest.mark.parametrize(
    ("column", "values", "told"),
    [
        ("skills", pa.array(["x"]), 'its column "skills" holds string; a list of text'),
        ("skills", pa.array([[1]]), "holds list<"),
        ("level", pa.array(["3"]), 'its column "level" holds string; whole numbers'),
        ("id", pa.array([1.5]), 'its column "id" holds double; text or whole numbers'),
    ],
)
def test_a_column_of_a_wrong_type_is_told(
    tmp_path: Path, column: str, values: pa.Array, told: str
) -> None:
    path = tmp_path / "people.parquet"
    columns = {"id": pa.array(["a"]), "role": pa.array(["cook"]), column: values}
    pq.write_table(pa.table(columns), path)
    with pytest.raises(ProfilesError, match=re.escape(told)):
        read(path)
