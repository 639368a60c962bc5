"""The wheel, installed alone in a fresh environment, does what the checkout does."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

import careergraph

ROOT = Path(__file__).parent.parent
CODE = ("careergraph", "export", "graph", "ontology", "queries")


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder outside the repository, with an environment that has the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    unwanted = shutil.ignore_patterns(
        ".*", "build", "dist", "*.egg-info", "node_modules", "__pycache__"
    )
    shutil.copytree(ROOT, source, symlinks=True, ignore=unwanted)
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", cwd=source)
    [wheel] = (source / "dist").glob("*.whl")
    venv.create(folder / "env")
    # by this pip, and without compiling what is hardly run: both take seconds
    pip: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        folder / "env/bin/python",
    ]
    pip += ["install", "--quiet", "--no-compile"]
    run(*pip, "--require-hashes", "-r", ROOT / "requirements.lock", cwd=folder)
    run(*pip, "--no-deps", wheel, cwd=folder)
    shutil.rmtree(source)
    yield folder


def command(outside: Path, *arguments: str) -> str:
    return run(outside / "env/bin/careergraph", *arguments, cwd=outside)


def test_every_folder_with_code_is_in_the_list_of_packages() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    packages = settings["tool"]["setuptools"]["package-dir"]
    folders = {
        path.parent.relative_to(ROOT).as_posix()
        for name in CODE
        for path in (ROOT / name).rglob("__init__.py")
        if not any(parent.is_symlink() for parent in path.parents)
    }
    assert set(packages.values()) == folders
    assert set(packages) == set(settings["tool"]["setuptools"]["packages"])


def test_the_wheel_finds_the_path(outside: Path) -> None:
    printed = command(outside, "path", "data analyst", "chief AI officer")
    graph = careergraph.CareerGraph.load()
    assert printed == f"{graph.transition_path('data analyst', 'chief AI officer')}\n"


def test_the_wheel_answers_a_question_and_exports(outside: Path) -> None:
    answer = json.loads(
        command(
            outside,
            "query",
            "skills-of-role",
            "role=data-scientist",
            "--format",
            "json",
        )
    )
    assert answer["results"]["bindings"]
    command(outside, "export", "html", "-o", "careers.html")
    assert (outside / "careers.html").stat().st_size > 100_000
    assert command(outside, "export", "trig", "-o", "-").startswith("@prefix")


def test_the_wheel_checks_its_content(outside: Path) -> None:
    assert command(outside, "check") == ""


def test_the_wheel_carries_its_types_and_its_licences(outside: Path) -> None:
    [package] = (outside / "env").glob("lib/python*/site-packages/careergraph")
    assert (package / "py.typed").exists()
    [information] = package.parent.glob("careergraph-*.dist-info")
    names = {path.name for path in information.rglob("LICENSE*")}
    assert names == {"LICENSE", "LICENSE-CONTENT", "LICENSES.txt"}


def test_the_wheel_serves_its_pages_and_the_endpoint(outside: Path) -> None:
    program = [str(outside / "env/bin/careergraph"), "serve", "--port", "0"]
    with subprocess.Popen(
        program, cwd=outside, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as server:
        assert server.stderr is not None
        told = server.stderr.readline()
        try:
            assert told.startswith("Serving at http://127.0.0.1:"), told
            address = told.split()[2]

            def asked(path: str, accept: str = "text/html") -> str:
                request = Request(address + path, headers={"Accept": accept})
                with urlopen(request, timeout=30) as answer:
                    return str(answer.read().decode())

            page = asked("")
            assert "Skills of a role" in page
            for file in re.findall(r'(?:href|src)="/(static/[^"]+)"', page):
                assert asked(file)
            assert "<h1><bdi>Data Analyst</bdi></h1>" in asked("id/data-analyst")
            query = "sparql?query=ASK%20%7B%20id:python%20a%20cg:Skill%20%7D"
            assert json.loads(asked(query, "application/json"))["boolean"] is True
        finally:
            server.terminate()
