"""Every command that the README and the docs show is run, and prints what they say."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from careergraph.cli import COMMANDS

ROOT = Path(__file__).parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
SET_UP = ("git clone ", "cd careergraph", "make ", "pip install ")
"""Beginnings of commands that fetch and set up, before anything can be run."""


def commands() -> list[tuple[str, str, str]]:
    """Return page, command and shown output of each ``$`` line of a console block."""
    found = []
    for page in PAGES:
        for block in BLOCK.findall(page.read_text("utf-8")):
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
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


@pytest.mark.parametrize(("page", "command", "output"), commands())
def test_command_prints_what_the_page_shows(
    page: str, command: str, output: str, tmp_path: Path
) -> None:
    program, *arguments = shlex.split(command)
    assert program in ("careergraph", "python"), f"{page} shows {command}"
    line = [sys.executable, *(["-m"] if program == "careergraph" else [])]
    line += ["careergraph"] if program == "careergraph" else []
    run = subprocess.run(
        [*line, *arguments],
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
