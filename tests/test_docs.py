"""Every command that the README and the docs show is run, and prints what they say."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from careergraph.cli import COMMANDS
from tests.server.running import start, stop

ROOT = Path(__file__).parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
SET_UP = ("git clone ", "cd careergraph", "make ", "pip install ")
"""Beginnings of commands that fetch and set up, before anything can be run."""
SERVED = "http://127.0.0.1:8765"
"""Where the docs have their server; the tests take a free port."""


def commands() -> list[tuple[str, str, str]]:
    """Return page, command and shown output of each ``$`` line of a console block."""
    found = []
    for page in PAGES:
        for block in BLOCK.findall(page.read_text("utf-8")):
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                if command.startswith("careergraph serve"):
                    continue  # it does not end; the server that `curl` asks is one
                if not command.startswith(SET_UP):
                    found.append((page.name, command, output))
    return found


def pattern(shown: str) -> str:
    """Return a regular expression for shown output; a line of ``...`` is any lines."""
    lines = [re.escape(line.rstrip()) for line in shown.strip("\n").splitlines()]
    return (
        "\n".join(lines)
        .replace(re.escape("...") + "\n", "(?:.*\n)*?")
        .replace("\n" + re.escape("..."), "(?:\n.*)*")
    )


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    """The address of a server."""
    server = start()
    yield server.url
    stop(server)


@pytest.mark.parametrize(("page", "command", "output"), commands())
def test_command_prints_what_the_page_shows(
    page: str,
    command: str,
    output: str,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    program, *arguments = shlex.split(command)
    programs = {
        "careergraph": [sys.executable, "-m", "careergraph"],
        "curl": ["curl"],
        "python": [sys.executable],
    }
    assert program in programs, f"{page} shows {command}"
    if program == "curl":
        served = request.getfixturevalue("served")
        assert SERVED in command
        arguments = [word.replace(SERVED, served) for word in arguments]
    run = subprocess.run(
        [*programs[program], *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stderr
    if output.strip():
        printed = "\n".join(
            line.rstrip() for line in run.stdout.strip("\n").splitlines()
        )
        assert re.fullmatch(pattern(output), printed), printed


@pytest.mark.parametrize("name", COMMANDS)
def test_readme_mentions_the_command(name: str) -> None:
    assert f"careergraph {name}" in (ROOT / "README.md").read_text("utf-8")
