"""Workers and servers that are killed: nothing is wrong after, and nothing left."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from http.client import HTTPException
from threading import Thread

import pytest

from tests.server.processes import is_alive, is_busy, parent_of, processes_below
from tests.server.running import RunningServer, start, stop

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
SEED = 20261121


def kill(pid: int) -> None:
    with suppress(ProcessLookupError):  # it may have ended by itself
        os.kill(pid, signal.SIGKILL)


def left_of(pids: list[int], *, seconds: float) -> list[int]:
    """Return which processes are still there after at most some seconds."""
    until = time.monotonic() + seconds
    while (left := list(filter(is_alive, pids))) and time.monotonic() < until:
        time.sleep(0.05)
    return left


def test_killed_workers_are_replaced_and_the_next_answer_is_right() -> None:
    chance = random.Random(SEED)
    server = start("--seconds", "5")
    try:
        expected = server.query(COUNT).json()["results"]
        for _ in range(30):
            children = processes_below(server.process.pid)
            # without those that start the workers and that keep count of them
            workers = [pid for pid in children if parent_of(pid) != server.process.pid]
            if workers:
                kill(chance.choice(workers))
            time.sleep(chance.choice([0, 0, 0.01, 0.1]))
            reply = server.query(COUNT)
            assert reply.status == 200, reply.text
            assert reply.json()["results"] == expected
        assert not [line for line in server.errors if "Traceback" in line]
    finally:
        stop(server)


def test_a_query_whose_worker_is_killed_says_so() -> None:
    server = start("--seconds", "30")
    try:
        replies = []
        asking = Thread(target=lambda: replies.append(server.query(SLOW)))
        asking.start()
        time.sleep(1)  # in the slow lane by now
        for pid in processes_below(server.process.pid):
            if is_busy(pid):
                kill(pid)
        asking.join()
        ended = "the process that ran the query has ended; ask again\n"
        assert (replies[0].status, replies[0].text) == (503, ended)
        assert server.is_true("ASK { id:python a cg:Skill }")
    finally:
        stop(server)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (signal.SIGTERM, -signal.SIGTERM),
        (signal.SIGINT, 0),
        (signal.SIGKILL, -signal.SIGKILL),
    ],
)
def test_nothing_is_left_of_a_server_that_is_ended(number: int, code: int) -> None:
    server = start("--seconds", "60")
    replies: list[int] = []

    def ask() -> None:
        with suppress(OSError, HTTPException):
            replies.append(server.query(SLOW).status)

    asking = Thread(target=ask)
    asking.start()
    time.sleep(1)  # in the slow lane by now
    processes = processes_below(server.process.pid)
    assert any(is_busy(pid) for pid in processes)
    assert server.stop(number) == code
    assert left_of(processes, seconds=3) == []
    asking.join()
    assert replies == ([] if number == signal.SIGKILL else [503])
    assert not [line for line in server.errors if "Traceback" in line]


def test_a_server_killed_at_any_moment_starts_again() -> None:
    chance = random.Random(SEED)
    for _ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-m", "careergraph", "serve", "--port", "0"],
            stderr=subprocess.DEVNULL,
        )
        time.sleep(chance.uniform(0.1, 3))
        processes = processes_below(process.pid)
        process.kill()
        process.wait()
        assert left_of(processes, seconds=5) == []
    server = start()
    try:
        assert server.is_true("ASK { id:data-analyst cg:leadsTo ?role }")
    finally:
        stop(server)


def test_a_port_that_is_taken_is_told(server: RunningServer) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "careergraph", "serve", "--port", str(server.port)],
        capture_output=True,
        text=True,
    )
    assert result.returncode == 2
    assert result.stderr == (
        f"Error: the server cannot listen at 127.0.0.1:{server.port}: Address already "
        f"in use; choose another --port, or --port 0 for a free one\n"
    )
