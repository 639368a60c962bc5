"""A query that would use up the stack is refused before it is parsed.

Each runs in a process of its own: without the guard it ends that process.
"""

import subprocess
import sys

import pytest

DEEP = {
    "groups": "ASK " + "{" * 3_000 + "}" * 3_000,
    "brackets": "ASK { FILTER(" + "(" * 5_000 + "1" + ")" * 5_000 + ") }",
    "not": "ASK { FILTER(" + "!" * 10_000 + "true) }",
    "sum": "ASK { FILTER(" + "1+" * 8_000 + "1) }",
    "or": "ASK { FILTER(" + "true||" * 10_000 + "true) }",
    "path": "ASK { ?a " + "(" * 15_000 + "<x:p>" + ")" * 15_000 + " ?b }",
    "union": "ASK {" + " UNION ".join(["{}"] * 7_000) + "}",
}


@pytest.mark.parametrize("name", DEEP)
def test_a_query_too_deep_to_parse_is_told(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "careergraph", "query", "-"],
        input=DEEP[name],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("Error: ")
    assert "brackets" in done.stderr
    assert done.stderr.count("\n") == 1
