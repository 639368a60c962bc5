"""A search tells what it found, by which label, and where it stands."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from careergraph import ArgumentError, CareerGraph
from careergraph.ontology.esco import read_esco
from careergraph.ontology.store import add_release
from tests.ontology.esco_release import tables, write_folder


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("esco")
    folder = write_folder(place / "esco-1.1.1", tables())
    add_release(place / "esco.store", read_esco(folder).release)
    return place / "esco.store"


def told(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "careergraph", "find", *arguments]
    return subprocess.run(command, capture_output=True, text=True)


def test_what_is_found_says_kind_label_group_and_source(store: Path) -> None:
    [found] = CareerGraph.open(store).find("person who sweeps")

    assert str(found) == (
        "floor sweeper (Role; esco:occupation/o1; in Cleaners; esco-1.1.1), "
        'as "person who sweeps"'
    )
    assert (found.use, found.fit, found.group) == ("alternative", "whole", "Cleaners")


def test_a_definition_that_is_found_is_said_to_be_one(graph: CareerGraph) -> None:
    [found] = graph.find("moves parameters step by step against the gradient")

    assert found.slug == "gradient-descent"
    assert str(found).endswith("; editorial), in its definition")


def test_the_command_tells_what_the_graph_finds(store: Path) -> None:
    found = CareerGraph.open(store).find("flor swepeer")
    done = told("flor swepeer", "--graph", str(store))
    as_json = told("flor swepeer", "--graph", str(store), "--format", "json")

    assert [found[0].slug, found[0].fit] == ["esco:occupation/o1", "spelling"]
    assert done.stdout.splitlines() == [str(each) for each in found]
    assert json.loads(as_json.stdout) == [each.to_dict() for each in found]


def test_what_is_not_listed_is_told(graph: CareerGraph) -> None:
    done = told("data", "--limit", "2")

    assert done.stdout.splitlines() == [
        str(each) for each in graph.find("data", limit=2)
    ]
    assert done.stderr == "there are more; --limit 10 lists more of them\n"
    assert len(graph.find("data")) == 20 < len(graph.find("data", limit=None))


@pytest.mark.parametrize("limit", [0, -1, True, 1.5])
def test_a_limit_is_a_number_of_concepts(graph: CareerGraph, limit: int) -> None:
    with pytest.raises(ArgumentError, match=f"limit is {limit}; give a whole number"):
        graph.find("data", limit=limit)


def test_whole_words_are_found_before_parts_of_words(graph: CareerGraph) -> None:
    for slug in ("sql", "git", "r"):
        assert graph.find(slug)[0].slug == slug


def test_a_name_that_is_taken_for_a_concept_is_told_once(store: Path) -> None:
    command = ["gap", "person who sweeps", "person who sweeps", "--graph", str(store)]
    done = subprocess.run(
        [sys.executable, "-m", "careergraph", *command], capture_output=True, text=True
    )
    assert done.stderr.splitlines()[0] == (
        'Note: "person who sweeps" is taken for "esco:occupation/o1" (floor sweeper; in '
        "Cleaners): it has no such preferred label"
    )
    assert done.stderr.count("Note:") == 1
