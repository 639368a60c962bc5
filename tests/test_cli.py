"""The command line: output, exit codes, and messages without a traceback."""

import io
import json
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from careergraph.cli import COMMANDS, commands
from careergraph.commands.progress import progress
from tests.ontology import onet_release
from tests.ontology.esco_release import occupation, tables, write_zip

PATH = ["path", "data analyst", "chief AI officer"]


def run(
    *arguments: str, cwd: Path | None = None, stdin: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "careergraph", *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
    )


def served(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command that goes on, until it says where it serves; Ctrl-C ends it."""
    command = [sys.executable, "-m", "careergraph", *arguments]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        told = server.stderr.readline()
        server.send_signal(signal.SIGINT)
        told += server.stderr.read()
        server.wait(20)
    assert told.startswith("Serving at http://127.0.0.1:")
    return subprocess.CompletedProcess(command, server.returncode, "", told)


def example(name: str) -> list[list[str]]:
    """Return the arguments of the examples at the end of a command's help."""
    text = CliRunner().invoke(commands, [name, "--help"]).output
    lines = [line.strip() for line in text.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("careergraph ")]


@pytest.mark.parametrize("name", COMMANDS)
def test_help_ends_with_an_example_that_runs(name: str, tmp_path: Path) -> None:
    examples = example(name)
    assert examples
    (tmp_path / "ontology/concepts").mkdir(parents=True)
    (tmp_path / "ontology/sources.yaml").write_text("editorial:\n  title: Us\n")
    write_zip(tmp_path / "ESCO-v1.2.0-en-csv.zip", tables())
    onet_release.write_zip(tmp_path / "db_29_2_text.zip", onet_release.tables())
    matches = "concept_uri,onet_code,confidence\n" + (
        f"{occupation('o1')},{onet_release.MOWER},2.0\n"
    )
    (tmp_path / "esco_onet_crosswalk_Nov2020.csv").write_text(matches)
    (tmp_path / "people.csv").write_text("id,role,skills\np1,data analyst,SQL; git\n")
    for arguments in examples:
        done = served(*arguments) if name == "serve" else run(*arguments, cwd=tmp_path)
        # An empty ontology has its one fault, which these two meet.
        expected = 1 if name in ("check", "diff") else 0
        assert done.returncode == expected, done.stderr


def test_a_path_reads_like_advice() -> None:
    done = run(*PATH)
    assert done.returncode == 0
    for words in (
        "1. Data Analyst → ",
        "Who says so: techrolepedia-ml-engineer",
        "To learn, in this order, ",
        "from The Manager's Path",
        "certified by Project Management Professional",
        "techrolepedia-ml-engineer: TechRolepedia: Machine Learning Engineer",
    ):
        assert words in done.stdout
    assert "\x1b" not in done.stdout  # no colour into a pipe


def test_python_prints_the_same_path() -> None:
    code = (
        "from careergraph import CareerGraph; print(CareerGraph.load()"
        ".transition_path('Data Analyst', 'Chief AI Officer'))"
    )
    printed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8"
    )
    assert printed.stdout == run(*PATH, COLUMNS="80").stdout


def test_json_is_one_path_or_a_list_of_them() -> None:
    assert json.loads(run(*PATH, "--format", "json").stdout)["cost"]["moves"] == 4
    several = json.loads(run(*PATH, "--format", "json", "-k", "2").stdout)
    assert [path["goal"] for path in several["paths"]] == ["chief-ai-officer"] * 2


def test_several_paths_are_first_told_in_short() -> None:
    done = run(*PATH, "-k", "2")
    head, *rest = done.stdout.split("\n\n")
    short = " ".join(head.split())
    assert short.startswith("2 paths, each in full below: 1. 4 moves, ")
    assert " → Chief AI Officer 2. 4 moves, " in short
    assert short.endswith("→ Chief AI Officer")
    assert sum("fewest moves, proven" in " ".join(part.split()) for part in rest) == 2


def test_statements_follow_when_they_are_asked_for() -> None:
    plain, asked = run(*PATH).stdout, run(*PATH, "--why").stdout
    assert asked.startswith(plain)
    assert "Data Science Manager leads to Chief AI Officer" in asked


def test_a_path_is_a_diagram_and_a_picture(tmp_path: Path) -> None:
    done = run(*PATH, "--format", "mermaid", "--picture", "path.svg", cwd=tmp_path)
    assert done.stdout.startswith("flowchart ")
    assert (tmp_path / "path.svg").read_text("utf-8").startswith("<?xml")
    wrong = run(*PATH, "--picture", "path.gif", cwd=tmp_path)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "path.gif" in wrong.stderr and ".svg or .png" in wrong.stderr


def test_paths_that_share_few_roles_are_several() -> None:
    done = run(*PATH, "--max-shared", "0", "--format", "json")
    paths = json.loads(done.stdout)["paths"]
    between = [move["to"] for path in paths for move in path["moves"][:-1]]
    assert len(paths) == 3
    assert len(between) == len(set(between))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--max-shared", "0", "-k", "1"], "ask for more than one with -k"),
        (
            ["--max-shared", "0", "--minimise", "pareto"],
            "max_shared is for alternatives",
        ),
        (["--why", "--format", "mermaid"], "a diagram has no place for --why"),
    ],
)
def test_an_option_that_would_change_nothing_is_refused(
    options: list[str], message: str
) -> None:
    done = run(*PATH, *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


def test_skills_alone_are_a_start() -> None:
    done = run("path", "data analyst", "--holding", "SQL")
    assert done.stdout.startswith("Your skills → Data Analyst: 1 move, ")
    too_many = run("path", "data", "analyst", "AI", "engineer")
    assert too_many.returncode == 2
    assert "one or two roles, not 4; a name of several words wants quotes" in (
        too_many.stderr
    )


def test_a_limit_that_stands_in_the_way_is_named() -> None:
    done = run(*PATH, "--max-moves", "2")
    assert done.returncode == 1
    assert done.stderr.strip() == (
        'Error: there is no path from "Data Analyst" to "Chief AI Officer"; it appears '
        "when max_moves is 4, not 2 (--max-moves 4)"
    )


@pytest.mark.parametrize("columns", [40, 60, 100])
def test_lines_fit_the_terminal(columns: int) -> None:
    done = run(*PATH, COLUMNS=str(columns))
    assert max(map(len, done.stdout.splitlines())) <= columns


FAULTS = [
    (
        ["path", "data analst", "chief AI officer"],
        2,
        'Error: there is no role called "data analst"; did you mean "Data Analyst"',
    ),
    (
        ["path", "python", "chief AI officer"],
        2,
        'Error: "python" is no role but a programming language; name a role here',
    ),
    (
        ["path", "chief AI officer", "data analyst"],
        1,
        (
            'Error: there is no path from "Chief AI Officer" to "Data Analyst"; it appears '
            "when inferred moves are walked too (inferred=True, --inferred)"
        ),
    ),
    (
        ["query", "skills-of-role"],
        2,
        (
            "Error: skills-of-role: say role=ROLE, the role to ask about, as in "
            "role=data-scientist"
        ),
    ),
    (
        ["query", "skills-of-role", "data-scientist"],
        2,
        (
            'Error: "data-scientist" is no parameter; write name=value, such as '
            "role=data-scientist"
        ),
    ),
    (
        ["export", "turtle", "-o", "no/such/folder/x.ttl"],
        1,
        "Error: cannot write no/such/folder/x.ttl: there is no folder",
    ),
    (
        ["export", "csv", "-o", "-", "--title", "x"],
        2,
        "Error: --title, --focus and --path are for html alone",
    ),
    (["find", "zzzzzz"], 1, 'no concept mentions "zzzzzz"'),
    (
        ["find", "python", "--kind", "skil"],
        2,
        'Error: there is no class "skil"; did you mean "Skill"?',
    ),
    (
        ["format"],
        2,
        (
            "Error: there is no ontology/concepts here; go to the top of a checkout, or "
            "name the folder that holds sources.yaml and concepts/"
        ),
    ),
]


@pytest.mark.parametrize(("arguments", "code", "message"), FAULTS)
def test_a_fault_is_one_line_that_says_what_to_do(
    arguments: list[str], code: int, message: str, tmp_path: Path
) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith(message)
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_command_or_option_is_told(tmp_path: Path) -> None:
    for arguments in (["pth"], ["path", "--minimize", "moves", "a", "b"]):
        done = run(*arguments)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr


def test_an_escape_code_in_a_name_does_not_reach_the_terminal() -> None:
    assert "\x1b" not in run("show", "\x1b[31mred").stderr


def test_a_broken_query_file_says_where(tmp_path: Path) -> None:
    (tmp_path / "broken.rq").write_text("SELECT ?x\nWHERE { ?x ?y }\n")
    done = run("query", "broken.rq", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("Error: broken.rq:2:9: not SPARQL")
    assert done.stderr.count("\n") == 1


def test_a_query_is_read_from_stdin() -> None:
    done = run("query", "-", "--format", "csv", stdin="SELECT (1 + 1 AS ?two) {}")
    assert done.stdout.split() == ["two", "2"]


def test_output_may_be_cut_short_by_the_reader() -> None:
    script = f'"{sys.executable}" -m careergraph export trig -o - | head -n 1'
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True)
    assert done.stdout.startswith("@prefix")
    assert done.stderr == ""


def test_faulty_content_is_told_fault_by_fault(tmp_path: Path) -> None:
    skill = tmp_path / "concepts/skill"
    skill.mkdir(parents=True)
    (tmp_path / "sources.yaml").write_text("editorial:\n  title: Us\n  note: We.\n")
    (skill / "algebra.yaml").write_text("label: Algebra\nsources: [editoral]\n")
    done = run("check", str(tmp_path))
    assert done.returncode == 1
    assert "concepts/skill/algebra.yaml:1: definition:" in done.stdout
    assert done.stdout.count("\n") == 1
    assert done.stderr == "1 problem\n"


@pytest.mark.parametrize("more", [[], ["--inferred"]])
def test_a_path_imports_nothing_heavy(more: list[str]) -> None:
    code = (
        "import sys; from careergraph.cli import commands\n"
        f"try: commands({[*PATH, *more]!r})\n"
        "except SystemExit: pass\n"
        "heavy = {'networkx', 'rdflib', 'pyoxigraph', 'yaml', 'jinja2', 'rich',"
        " 'pyvis', 'json', 'numpy', 'textwrap', 'difflib'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    run(*PATH)  # the compiled graph is there now
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stderr == "[]\n"


def test_completion_offers_slugs() -> None:
    done = run(
        COMP_WORDS="careergraph path data-an",
        COMP_CWORD="2",
        _CAREERGRAPH_COMPLETE="bash_complete",
    )
    assert done.stdout.split() == ["plain,data-analyst", "plain,data-annotator"]


def test_progress_is_silent_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with progress() as tell:
        tell("Reading")
    assert capsys.readouterr() == ("", "")


def test_progress_shows_after_a_while_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    now = iter([0.0, 0.5, 1.5])
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(time, "monotonic", lambda: next(now, 2.0))
    with progress() as tell:
        tell("Reading early")
        early = terminal.getvalue()
        tell("Reading late")
    assert early == ""
    assert "Reading late" in terminal.getvalue()


def test_a_full_disk_behind_stdout_is_told() -> None:
    script = f'"{sys.executable}" -m careergraph find python > /dev/full'
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == (
        "Error: the result cannot be written: No space left on device\n"
    )


def test_an_arrow_does_not_end_a_command_on_a_narrow_encoding() -> None:
    done = run(*PATH, PYTHONIOENCODING="latin-1")
    assert done.returncode == 0
    assert done.stdout.startswith("Data Analyst ? Chief AI Officer")


@pytest.mark.parametrize("columns", ["0", "-3", "7", "x"])
def test_a_terminal_without_a_width_is_borne(columns: str) -> None:
    done = run("query", "hubs-by-country", "country=India", COLUMNS=columns)
    assert "Bengaluru" in done.stdout


def test_a_question_answered_with_no_has_exit_code_1() -> None:
    yes = run("query", "ASK { id:python a cg:ProgrammingLanguage }")
    no = run("query", "ASK { id:python a cg:Role }")
    assert (yes.stdout, yes.returncode) == ("yes\n", 0)
    assert (no.stdout, no.returncode) == ("no\n", 1)
