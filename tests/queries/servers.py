"""SPARQL servers of others, set up as docs/deploy.md says, on free ports."""

import re
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs/deploy.md"
DEFAULT_GRAPH = "https://w3id.org/careergraph/"
PATIENCE = 60
"""Seconds after which a server is not waited for; it takes 2 to 5."""


def block(language: str, *, after: str) -> str:
    """Return the first block of code in a language after a heading of the page."""
    text = PAGE.read_text("utf-8").partition(f"\n## {after}\n")[2]
    found = re.search(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert found, f"{PAGE.name} has no {language} after {after}"
    return found[1]


@contextmanager
def oxigraph(folder: Path, n_quads: str | None = None) -> Iterator[str]:
    """Run the Oxigraph server, by default on the graph of the package."""
    port = free_port()
    lines = block("sh", after="The Oxigraph server").replace("7878", str(port))
    export, load, serve = lines.splitlines()
    if n_quads is None:
        run(export, folder)
    else:
        (folder / "careergraph.nq").write_text(n_quads, "utf-8")
    run(load, folder)
    with running(serve, folder, port):
        yield f"http://127.0.0.1:{port}/query"


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """Run Virtuoso on the graph that comes with the package."""
    port, sql_port = free_port(), free_port()

    def here(text: str) -> str:
        return text.replace("8890", str(port)).replace("1111", str(sql_port))

    (folder / "load").mkdir()
    (folder / "virtuoso.ini").write_text(here(block("ini", after="Virtuoso")))
    (folder / "load.sql").write_text(block("sql", after="Virtuoso"))
    export, serve, load = here(block("sh", after="Virtuoso")).splitlines()
    run(export, folder)
    with running(serve, folder, port):
        run(load, folder)
        yield f"http://127.0.0.1:{port}/sparql?default-graph-uri={DEFAULT_GRAPH}"


@contextmanager
def running(command: str, folder: Path, port: int) -> Iterator[None]:
    """Run a server until the end of the block."""
    with open(folder / "server.log", "wb") as log:
        process = subprocess.Popen(
            words(command), cwd=folder, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        end = time.monotonic() + PATIENCE
        while not is_listening(port):
            told = (folder / "server.log").read_text("utf-8", "replace")
            assert process.poll() is None and time.monotonic() < end, told
            time.sleep(0.05)
        yield
    finally:
        process.kill()  # nothing is kept
        process.wait(PATIENCE)


def run(command: str, folder: Path) -> None:
    """Run a command to its end."""
    done = subprocess.run(
        words(command), cwd=folder, capture_output=True, timeout=PATIENCE
    )
    assert done.returncode == 0, (command, done.stdout, done.stderr)


def words(command: str) -> list[str]:
    """Return a command as it is run here: with this Python and what it brings."""
    program, *arguments = shlex.split(command)
    if program == "careergraph":
        return [sys.executable, "-m", "careergraph", *arguments]
    beside = Path(sys.executable).parent / program
    return [str(beside) if beside.exists() else program, *arguments]


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def is_listening(port: int) -> bool:
    """Tell whether somebody listens at a port."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
