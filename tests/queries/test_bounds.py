"""Queries that take too much are ended, wherever they are asked from."""

import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest

from careergraph import CareerGraph, QueryError
from careergraph.errors import ArgumentError, QueryBoundsError
from careergraph.queries.bounds import Bounds
from careergraph.queries.results import Answer

FOREVER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
HUGE = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f"
SCRIPT = f"""
from careergraph import CareerGraph
from careergraph.errors import QueryBoundsError

graph = CareerGraph.load()
print(graph.query("ASK {{ id:python a cg:Skill }}", timeout=30))
try:
    graph.query("{FOREVER}", timeout=0.3)
except QueryBoundsError as error:
    print(error.bound)
"""
"""No line of it is under ``if __name__ == "__main__"``."""


def ended(graph: CareerGraph, query: str, bounds: Bounds) -> QueryBoundsError:
    with pytest.raises(QueryBoundsError) as caught:
        graph.engine.run(query, bounds=bounds)
    return caught.value


def test_a_query_within_its_bounds_has_the_same_answer(graph: CareerGraph) -> None:
    query = "SELECT ?role ?level { ?role cg:level ?level } ORDER BY ?role"
    assert graph.query(query, timeout=30) == graph.query(query)
    question = graph.query("skills-of-role", timeout=30, role="data scientist")
    assert question == graph.query("skills-of-role", role="data scientist")


def test_a_query_is_ended_after_its_time(graph: CareerGraph) -> None:
    began = time.monotonic()
    error = ended(graph, FOREVER, Bounds(seconds=1))
    assert time.monotonic() - began < 4  # and this with other work on the machine
    assert error.bound == "time"
    assert str(error).startswith("the query was ended after 1 seconds; ask for less")


def test_a_query_is_ended_when_it_takes_too_much_memory(graph: CareerGraph) -> None:
    error = ended(graph, HUGE, Bounds(seconds=60, megabytes=64))
    assert error.bound == "memory"
    assert "it took more than 64 MB of memory" in str(error)


def test_too_many_rows_are_refused_and_as_many_as_may_be_are_not(
    graph: CareerGraph,
) -> None:
    bounds = Bounds(seconds=30, rows=10)
    ten = graph.engine.run("SELECT * { ?s ?p ?o } LIMIT 10", bounds=bounds)
    assert len(ten) == 10  # type: ignore[arg-type] # rows have a length
    error = ended(graph, "SELECT * { ?s ?p ?o } LIMIT 11", bounds)
    assert error.bound == "rows"
    assert str(error).startswith("the answer has more than 10 rows; ask for fewer")
    error = ended(graph, "CONSTRUCT WHERE { ?s ?p ?o }", bounds)
    assert str(error).startswith("the answer has more than 10 triples; ask for fewer")


def test_a_fault_is_told_as_without_bounds(graph: CareerGraph) -> None:
    told = []
    for timeout in (None, 30):
        with pytest.raises(QueryError) as caught:
            graph.query("ASK { SERVICE <https://example.org/> {} }", timeout=timeout)
        told.append(str(caught.value))
    assert told[0] == told[1]


@pytest.mark.parametrize("seconds", [0, -1, float("inf"), float("nan")])
def test_a_bound_is_a_number_above_zero(graph: CareerGraph, seconds: float) -> None:
    with pytest.raises(ArgumentError):
        graph.query("ASK {}", timeout=seconds)


def test_threads_have_bounds_of_their_own(graph: CareerGraph) -> None:
    found: dict[str, object] = {}

    def slow() -> None:
        with pytest.raises(QueryBoundsError) as caught:
            graph.query(FOREVER, timeout=1)
        found["slow"] = caught.value.bound

    def quick() -> None:
        found["quick"] = graph.query("ASK {}", timeout=30)

    threads = [Thread(target=work) for work in (slow, quick)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {"slow": "time", "quick": Answer(True)}


def run_file(folder: Path) -> list[str]:
    path = folder / "script.py"
    path.write_text(SCRIPT, encoding="utf-8")
    return [str(path)]


@pytest.mark.parametrize("way", ["file", "-c", "stdin", "repl"])
def test_a_script_needs_no_guard_for_its_processes(way: str, tmp_path: Path) -> None:
    arguments = {
        "file": run_file(tmp_path),
        "-c": ["-c", SCRIPT],
        "stdin": ["-"],
        "repl": ["-i", "-q"],
    }[way]
    result = subprocess.run(
        [sys.executable, *arguments],
        input=f"{SCRIPT}\n" if way in {"stdin", "repl"} else None,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert result.stdout.split() == ["yes", "time"]
    assert "Traceback" not in result.stderr


def careergraph(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "careergraph", "query", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def test_the_command_takes_a_time_out() -> None:
    quick = careergraph("ASK {}", "--timeout", "30")
    assert (quick.returncode, quick.stdout) == (0, "yes\n")
    slow = careergraph(FOREVER, "--timeout", "0.5")
    assert (slow.returncode, slow.stdout) == (1, "")
    assert slow.stderr == (
        "Error: the query was ended after 0.5 seconds; ask for less, or begin with "
        "what few things match\n"
    )
    wrong = careergraph("ASK {}", "--timeout", "0")
    assert (wrong.returncode, wrong.stdout) == (2, "")
