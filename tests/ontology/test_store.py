"""A store on disk opens at once, holds releases side by side, and is never half-written."""

import errno
import json
import os
import pickle
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Quad, RdfFormat, Store

from careergraph import ArgumentError, CareerGraph, StoreError
from careergraph.ontology.esco import read_esco
from careergraph.ontology.facts import Facts, record
from careergraph.ontology.store import POINTER, add_release, open_store
from tests.ontology.esco_release import (
    Tables,
    occupation,
    rows,
    skill,
    tables,
    write_folder,
)


def release(place: Path, version: str, content: Tables | None = None) -> Path:
    """Write a release, unless it is there; return its folder."""
    folder = place / f"esco-{version}"
    return folder if folder.exists() else write_folder(folder, content or tables())


def newer_tables() -> Tables:
    """Return a release in which a sweeper has another name, group and skill."""
    content = tables()
    sweeper = content["occupations_en.csv"][1]
    sweeper[2], sweeper[3], sweeper[-1] = "8160", "floor machine operator", "8160.9"
    content["occupationSkillRelations.csv"].append(
        [occupation("o1"), "essential", "", skill("s5")]
    )
    return content


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "store"
    add_release(path, read_esco(release(tmp_path, "1.1.1")).release)
    return path


def facts_of(store: Path) -> bytes:
    name = json.loads((store / POINTER).read_text())["generation"]
    return Path(store, name, "facts").read_bytes()


def importing(store: Path, folder: Path) -> list[str]:
    command = [sys.executable, "-m", "careergraph", "import", "esco", str(folder)]
    return [*command, "--into", str(store)]


# ------------------------------------------------------------------------ what it is


def test_facts_are_those_of_the_statements(store: Path) -> None:
    opened = CareerGraph.open(store).facts
    made = Facts(record(Store.read_only(open_store(store).quads)))

    assert list(opened.slugs) == list(made.slugs)
    assert [*map(opened.entity, opened.slugs)] == [*map(made.entity, made.slugs)]
    assert opened.properties == made.properties
    assert list(opened.statements()) == list(made.statements())
    assert opened.source_titles == made.source_titles
    assert [*map(opened.term, opened.properties)] == [*map(made.term, made.properties)]
    assert opened.classes == made.classes


def test_a_part_is_read_when_it_is_first_needed(store: Path) -> None:
    opened = open_store(store)
    read: list[str] = []

    class Told(Mapping[str, Any]):
        """A record that tells of what is read."""

        def __init__(self, parts: Mapping[str, Any]):
            self.parts = parts

        def __getitem__(self, name: str) -> Any:
            read.append(name)
            value = self.parts[name]
            return Told(value) if name == "statements" else value

        def __contains__(self, name: object) -> bool:
            return name in self.parts

        def __iter__(self) -> Iterator[str]:
            return iter(self.parts)

        def __len__(self) -> int:
            return len(self.parts)

    facts = Facts(Told(opened.record), opened.titles)
    assert set(read) == {"terms", "sources"}

    read.clear()
    facts.label("esco:occupation/o1")
    facts.objects("esco:occupation/o1", "requires")
    facts.objects("esco:occupation/o1", "requires")
    assert read == ["entities", "statements", "requires"]

    facts.entity("esco:occupation/o1")
    assert read[3:] == ["texts"]


def test_facts_are_passed_to_another_process(store: Path) -> None:
    facts = CareerGraph.open(store).facts
    copy = pickle.loads(pickle.dumps(facts))

    assert list(copy.statements()) == list(facts.statements())
    assert copy.titles.named("sweeper") == [("esco:occupation/o1", "alternative")]


def test_the_dataset_is_that_of_the_store(store: Path) -> None:
    graph = CareerGraph.open(store)
    copy = Store()
    copy.bulk_load(graph.n_quads, format=RdfFormat.N_QUADS)

    assert set(copy) == set(Store.read_only(open_store(store).quads))
    assert "floor sweeper" in graph.export("trig")


def test_several_processes_read_it_at_once(store: Path) -> None:
    code = (
        "import sys; from careergraph import CareerGraph\n"
        "graph = CareerGraph.open(sys.argv[1])\n"
        "print(len(graph.query('SELECT ?x { ?x a cg:Role }')), flush=True)\n"
        "sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", code, str(store)]
    pipe = subprocess.PIPE
    several = [
        subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) for _ in range(3)
    ]
    told = [one.stdout.readline() for one in several if one.stdout]
    for one in several:
        one.communicate("")

    assert told == ["3\n"] * 3


def test_a_query_with_a_deadline_runs_on_it(store: Path) -> None:
    graph = CareerGraph.open(store)

    assert len(rows(graph, "SELECT ?x { ?x a cg:Role }", timeout=30)) == 3


def test_a_source_can_be_left_out(store: Path) -> None:
    graph = CareerGraph.open(store, without=["esco-1.1.1-levels"])

    assert graph.facts.objects("esco:occupation/o1", "level") == []
    assert graph.facts.objects("esco:occupation/o1", "requires") == ["esco:skill/s1"]


def test_the_manifest_says_what_is_in_it(store: Path) -> None:
    (about,) = open_store(store).manifest["releases"]

    assert about["name"] == "esco-1.1.1"
    assert about["counts"]["occupations"] == 3
    assert about["files"]["skills_en.csv"]["rows"] == 5
    assert about["sources"] == ["esco-1.1.1", "esco-1.1.1-levels"]


# ------------------------------------------------------------------ several releases


def test_importing_again_gives_the_same_bytes(store: Path, tmp_path: Path) -> None:
    before = facts_of(store)
    add_release(store, read_esco(release(tmp_path, "1.1.1")).release)

    assert facts_of(store) == before


def test_the_order_of_imports_makes_no_difference(store: Path, tmp_path: Path) -> None:
    newer = release(tmp_path, "1.2.0", newer_tables())
    add_release(store, read_esco(newer).release)
    other = tmp_path / "other"
    for folder in (newer, release(tmp_path, "1.1.1")):
        add_release(other, read_esco(folder).release)

    assert facts_of(other) == facts_of(store)
    assert set(Store.read_only(open_store(other).quads)) == set(
        Store.read_only(open_store(store).quads)
    )


def contents(store: Path) -> tuple[bytes, set[Quad]]:
    return facts_of(store), set(Store.read_only(open_store(store).quads))


def test_three_releases_are_the_same_in_any_order(tmp_path: Path) -> None:
    # Of the sweeper each has another name, but for the first and the last.
    renamed = newer_tables()
    renamed["occupations_en.csv"][1][3] = "sweeping machine operator"
    folders = [
        release(tmp_path, "1.1.1"),
        release(tmp_path, "1.1.2", renamed),
        release(tmp_path, "1.2.0", tables()),
    ]
    made: list[tuple[bytes, set[Quad]]] = []
    for order in permutations(folders):
        path = tmp_path / f"store-{len(made)}"
        for folder in order:
            add_release(path, read_esco(folder).release)
        made.append(contents(path))

    assert all(one == made[0] for one in made)
    labels = f"SELECT ?l {{ <{occupation('o1')}> skos:prefLabel ?l }}"
    graph = CareerGraph.open(tmp_path / "store-0")
    assert [row["l"] for row in rows(graph, labels)] == ["floor sweeper"]


def test_a_release_that_is_replaced_may_stand_beside_others(
    store: Path, tmp_path: Path
) -> None:
    newer = release(tmp_path, "1.2.0", newer_tables())
    add_release(store, read_esco(newer).release)
    before = contents(store)
    for folder in (release(tmp_path, "1.1.1"), newer):
        add_release(store, read_esco(folder).release)
        assert contents(store) == before


def test_files_are_copied_where_they_can_have_but_one_name(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = read_esco(release(tmp_path, "1.2.0", newer_tables())).release
    other = shutil.copytree(store, tmp_path / "other")
    add_release(other, newer)

    def refuse(*_: str) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    add_release(store, newer)
    assert contents(store) == contents(other)


def test_adding_to_a_store_whose_statements_are_damaged_changes_nothing(
    store: Path, tmp_path: Path
) -> None:
    before = contents(store)
    name = json.loads((store / POINTER).read_text())["generation"]
    path = store / name / "statements" / "esco-1.1.1"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    newer = read_esco(release(tmp_path, "1.2.0", newer_tables())).release

    with pytest.raises(StoreError, match="is damaged; remove it, and import"):
        add_release(store, newer)
    assert contents(store) == before


def test_of_what_there_is_one_the_newest_release_tells(
    store: Path, tmp_path: Path
) -> None:
    newer = read_esco(release(tmp_path, "1.2.0", newer_tables())).release
    add_release(store, newer)
    graph = CareerGraph.open(store)
    sweeper = "esco:occupation/o1"

    assert graph.facts.label(sweeper) == "floor machine operator"
    assert graph.facts.values(sweeper, "level") == [(2, ("esco-1.2.0-levels",))]
    assert graph.facts.values(sweeper, "requires") == [
        ("esco:skill/s1", ("esco-1.1.1", "esco-1.2.0")),
        ("esco:skill/s5", ("esco-1.2.0",)),
    ]
    labels = rows(
        graph,
        f"SELECT ?g ?l {{ GRAPH ?g {{ <{occupation('o1')}> skos:prefLabel ?l }} }} "
        f"ORDER BY ?l",
    )
    assert [row["l"] for row in labels] == ["floor machine operator", "floor sweeper"]


def test_a_replaced_release_leaves_nothing_behind(store: Path, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "esco-1.1.1")
    content = tables()
    del content["occupationSkillRelations.csv"][1:]
    add_release(store, read_esco(release(tmp_path, "1.1.1", content)).release)

    assert list(CareerGraph.open(store).facts.statements("requires")) == []


def test_who_has_it_open_goes_on_reading(store: Path, tmp_path: Path) -> None:
    graph = CareerGraph.open(store)
    newer = read_esco(release(tmp_path, "1.2.0", newer_tables())).release
    add_release(store, newer)

    assert len(rows(graph, "SELECT ?x { ?x cg:requires ?y }")) == 4


# ----------------------------------------------------------------- what can go wrong


def writing(store: Path, folder: Path, fatal: int = 0) -> list[str]:
    """Return the command of a writer that is killed at an event; see there."""
    script = Path(__file__).parent / "writer_that_is_killed.py"
    return [sys.executable, str(script), str(store), str(folder), str(fatal)]


def test_a_kill_at_any_moment_leaves_the_old_store_whole(
    store: Path, tmp_path: Path
) -> None:
    folder = release(tmp_path, "1.2.0", newer_tables())
    before = facts_of(store)
    after = shutil.copytree(store, tmp_path / "after")
    begin = time.monotonic()
    done = subprocess.run(writing(after, folder), check=True, stdout=subprocess.PIPE)
    lasts = time.monotonic() - begin
    events = int(done.stdout)
    told = {"killed": 0, "old": 0, "new": 0}
    killed = tmp_path / "killed"

    def kill(fatal: int = 0, seconds: float | None = None) -> None:
        """Kill a writer at an event or after some seconds, and look at the store."""
        shutil.rmtree(killed, ignore_errors=True)
        shutil.copytree(store, killed)
        process = subprocess.Popen(writing(killed, folder, fatal), stdout=-3)
        if seconds is not None:
            time.sleep(seconds)
            process.kill()
        told["killed"] += process.wait() == -signal.SIGKILL
        told["old" if facts_of(killed) == before else "new"] += 1
        assert facts_of(killed) in (before, facts_of(after))
        graph = CareerGraph.open(killed)
        assert len(rows(graph, "SELECT ?x { ?x a cg:Role }")) == 3
        assert len(graph.find("sweeper")) == 1

    # in the midst of what RocksDB and SQLite do, and then between what Python does
    for share in (0.55, 0.65, 0.75):
        kill(seconds=share * lasts)
    for fatal in (events, events - 1, events - 2, *range(1, events - 2, 2)):
        kill(fatal)
    assert events > 30
    assert told["killed"] >= events // 2
    assert told["new"] >= 1  # the last event comes after the new pointer

    kill(events // 2)
    left = [name for name in os.listdir(killed) if name.startswith("generation-")]
    assert len(left) == 2
    subprocess.run(writing(killed, folder), check=True, stdout=-3)
    assert facts_of(killed) == facts_of(after)
    assert len([n for n in os.listdir(killed) if n.startswith("generation-")]) == 2


def test_a_full_disk_is_one_line_and_changes_nothing(
    store: Path, tmp_path: Path
) -> None:
    folder = release(tmp_path, "1.2.0", newer_tables())
    before = facts_of(store)
    new = tmp_path / "new"
    for path, limit in (
        (store, 1_000),
        (store, 12_000),
        (store, 60_000),
        (new, 60_000),
    ):
        done = subprocess.run(
            importing(path, folder),
            capture_output=True,
            text=True,
            preexec_fn=partial(
                resource.setrlimit, resource.RLIMIT_FSIZE, (limit, limit)
            ),
        )
        assert done.returncode == 1, (limit, done.stderr)
        assert done.stderr == (
            f"Error: {path}: the disk is full; make room and import again, "
            f"nothing was changed\n"
        )
    assert facts_of(store) == before
    assert not new.exists()
    assert len([n for n in os.listdir(store) if n.startswith("generation-")]) == 1


def test_a_folder_without_the_right_to_write(tmp_path: Path) -> None:
    found = read_esco(release(tmp_path, "1.1.1")).release

    with pytest.raises(StoreError, match="may not be written to"):
        add_release(Path("/sys/store"), found)  # where not even root may write


def test_a_file_is_no_store(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("mine")

    with pytest.raises(ArgumentError, match="is a file; name a folder that does not"):
        add_release(path, read_esco(release(tmp_path, "1.1.1")).release)
    assert path.read_text() == "mine"


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "mine"
    path.mkdir()
    (path / "notes.txt").write_text("mine")

    with pytest.raises(ArgumentError, match=r"is no store and holds notes\.txt"):
        add_release(path, read_esco(release(tmp_path, "1.1.1")).release)
    assert os.listdir(path) == ["notes.txt"]


def test_a_folder_that_is_nowhere_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="there is no folder"):
        add_release(tmp_path / "a/b", read_esco(release(tmp_path, "1.1.1")).release)


def test_two_writers_do_not_meet(store: Path, tmp_path: Path) -> None:
    from careergraph.ontology.store import _locked

    with _locked(str(store)), pytest.raises(StoreError, match="another process"):
        add_release(store, read_esco(release(tmp_path, "1.1.1")).release)


def test_an_outdated_form_is_told(store: Path) -> None:
    pointer = store / POINTER
    pointer.write_text(pointer.read_text().replace('"form": 3', '"form": 2'))

    with pytest.raises(StoreError, match="is a store of form 2, and this version"):
        CareerGraph.open(store)


@pytest.mark.parametrize(
    "part",
    ["facts", "cut facts", "titles", "manifest", "pointer", "quads", "generation"],
)
def test_damage_is_one_line(store: Path, part: str) -> None:
    folder = store / json.loads((store / POINTER).read_text())["generation"]
    match part:
        case "facts":
            data = bytearray((folder / "facts").read_bytes())
            data[len(data) // 2] ^= 1
            (folder / "facts").write_bytes(data)
        case "cut facts":
            (folder / "facts").write_bytes((folder / "facts").read_bytes()[:-10])
        case "titles":
            (folder / "titles").write_bytes(b"x" * (folder / "titles").stat().st_size)
        case "manifest":
            (folder / "manifest.json").write_text("{")
        case "pointer":
            (store / POINTER).write_text("")
        case "quads":
            path = max((folder / "quads").glob("*.sst"))
            path.write_bytes(path.read_bytes()[:-10])
        case "generation":
            shutil.rmtree(folder)
    with pytest.raises(StoreError) as caught:
        graph = CareerGraph.open(store)
        list(graph.facts.statements())
        graph.find("sweeper")

    assert str(caught.value) == (
        f"{store}: is damaged; remove it, and import its releases anew"
    )
