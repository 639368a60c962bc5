"""The moves between all roles are those that comparing each pair gives."""

import csv
import json
from collections.abc import Callable
from math import log, sqrt
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from careergraph import CareerGraph
from careergraph.cli import commands
from careergraph.errors import ArgumentError, OutputError
from careergraph.graph import all_moves
from careergraph.graph.all_moves import role_moves, write_moves
from careergraph.ontology.facts import Facts

FactsMaker = Callable[..., Facts]
MASTER = "local[2]"

ASKED = {
    "analyst": {"sql": 1.0, "excel": 1.0, "python": 0.5},
    "chief": {"sql": 0.5, "budget": 1.0},
    "cook": {"knives": 1.0},
    "engineer": {"sql": 1.0, "python": 1.0, "spark": 1.0},
    "scientist": {"python": 1.0, "excel": 0.5, "spark": 0.5},
}
"""What each role requires (1) and benefits from (0.5)."""
LEVELS = {"analyst": 2, "chief": 7, "engineer": 3}


@pytest.fixture
def careers(make_facts: FactsMaker) -> Facts:
    skills = {skill for asked in ASKED.values() for skill in asked}
    names = {1.0: "requires", 0.5: "benefitsFrom"}
    return make_facts(
        dict.fromkeys(ASKED, "Role") | dict.fromkeys(skills, "Skill"),
        [(r, names[w], s) for r, asked in ASKED.items() for s, w in asked.items()]
        + [(role, "level", level) for role, level in LEVELS.items()],
    )


def similarity(origin: str, target: str) -> float:
    """Return what the formula of ``careergraph.graph.similarity`` says."""
    rarity = {
        skill: log(len(ASKED) / sum(skill in asked for asked in ASKED.values()))
        for asked in ASKED.values()
        for skill in asked
    }
    offered, asked = ASKED[origin], ASKED[target]
    both = sum(rarity[s] * asked[s] for s in asked if s in offered)
    lengths = (
        sum(rarity[s] for s in offered),
        sum(rarity[s] * asked[s] ** 2 for s in asked),
    )
    return both / sqrt(lengths[0]) / sqrt(lengths[1])


def by_hand(top: int, max_rise: int) -> list[tuple[str, int, str, float]]:
    """Compare each pair of roles."""
    rows = []
    for origin in ASKED:
        pairs = [
            (-round(similarity(origin, target), 9), target)
            for target in ASKED
            if target != origin
            and LEVELS.get(target, 0) <= LEVELS.get(origin, 7) + max_rise
        ]
        best = sorted(pair for pair in pairs if pair[0])[:top]
        rows += [(origin, i, t, -score) for i, (score, t) in enumerate(best, start=1)]
    return rows


@pytest.mark.parametrize("size", [1, 2, 5])
@pytest.mark.parametrize(("top", "max_rise"), [(1, 1), (3, 1), (4, 6)])
def test_no_pair_is_missed_however_roles_are_blocked(
    careers: Facts,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: int,
    top: int,
    max_rise: int,
) -> None:
    monkeypatch.setattr(all_moves, "BLOCK", size)
    output = str(tmp_path / "moves.parquet")
    graphs = role_moves([("all", careers)], top=top, max_rise=max_rise, scheme=None)
    counts = write_moves(graphs, output, tell=lambda _: None)
    expected = by_hand(top, max_rise)
    assert counts == {"graphs": 1, "roles": 5, "moves": len(expected)}
    assert pq.read_table(output).to_pylist() == [
        {
            "graph": "all",
            "origin": origin,
            "rank": rank,
            "target": target,
            "similarity": pytest.approx(score, abs=1e-9),
        }
        for origin, rank, target, score in expected
    ]


def test_the_moves_are_those_that_similar_tells_role_by_role(
    graph: CareerGraph, tmp_path: Path
) -> None:
    CareerGraph.moves([], tmp_path / "moves.parquet", top=100)
    found = pq.read_table(tmp_path / "moves.parquet").to_pylist()
    for origin in graph.facts.of_class("Role"):
        similar = graph.similar_roles(origin, count=100).similar
        expected = sorted((-round(one.similarity, 9), one.role) for one in similar)
        assert [
            (-row["similarity"], row["target"])
            for row in found
            if row["origin"] == origin
        ] == [(pytest.approx(score, abs=2e-9), role) for score, role in expected]


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two graphs as files."""
    folder = tmp_path_factory.mktemp("releases")
    files = [folder / "whole.nq", folder / "stated.nq"]
    for file, without in zip(files, ([], ["editorial"]), strict=True):
        file.write_bytes(CareerGraph.load(without=without).n_quads)
    return files


def test_the_command_writes_what_the_method_writes(
    releases: list[Path], tmp_path: Path
) -> None:
    asked = ["moves", str(releases[1]), "--top", "2", "--format", "json", "-o"]
    done = CliRunner().invoke(commands, [*asked, str(tmp_path / "by_command.csv")])
    found = CareerGraph.moves([releases[1]], tmp_path / "by_method.csv", top=2)
    told = json.loads(done.stdout)
    assert (told["roles"], told["moves"]) == (found.roles, found.moves)
    by_command, by_method = (
        [*csv.DictReader((tmp_path / name).read_text().splitlines())]
        for name in ("by_command.csv", "by_method.csv")
    )
    assert by_command == by_method
    assert len(by_command) == found.moves > 0


@pytest.mark.parametrize(
    ("paths", "options", "told"),
    [
        (["none.store"], {}, "none.store"),
        (["whole.nq", "none.store"], {}, "none.store"),
        (["whole.nq", "whole.nq"], {}, "whole.nq: it is named twice"),
        (["whole.nq"], {"scheme": "esco"}, 'whole.nq: no role is of the scheme "esco"'),
        ([], {"output": "moves.txt"}, "ends in .parquet, .csv, .jsonl"),
        ([], {"output": "folder.csv"}, "it is a folder"),
        ([], {"top": 0}, "top is 0"),
        ([], {"engine": "cloud"}, 'no engine "cloud"'),
        ([], {"master": MASTER}, "add --engine spark"),
    ],
)
def test_wrong_use_is_told_and_writes_nothing(
    releases: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    paths: list[str],
    options: dict[str, Any],
    told: str,
) -> None:
    monkeypatch.chdir(releases[0].parent)
    (tmp_path / "folder.csv").mkdir()
    output = tmp_path / options.pop("output", "moves.csv")
    with pytest.raises(ArgumentError) as error:
        CareerGraph.moves(paths, output, **options)
    assert told in str(error.value)
    assert [path.name for path in tmp_path.iterdir()] == ["folder.csv"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="there is no folder"):
        CareerGraph.moves([], tmp_path / "none" / "moves.csv")
