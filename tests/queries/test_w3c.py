"""W3C's SPARQL 1.1 query tests on our engine.

They run when the environment variable CAREERGRAPH_DATA names a folder that holds
w3c-sparql11, https://github.com/w3c/rdf-tests; without it there is none.
"""

import os
from pathlib import Path

import pytest
import yaml

from careergraph import QueryError
from careergraph.ontology.compile import to_n_quads
from careergraph.ontology.facts import Facts, record
from careergraph.queries.engine import Engine
from tests.queries.w3c import EVALUATION, NEGATIVE, POSITIVE, Case, cases, is_expected

FOLDER = Path(os.environ["CAREERGRAPH_DATA"]).absolute()
CASES = list(cases(FOLDER / "w3c-sparql11" / "sparql" / "sparql11"))
FAILURES: dict[str, str] = yaml.safe_load(
    (Path(__file__).parent / "data" / "w3c_failures.yaml").read_text(encoding="utf-8")
)
"""Why a case fails, by its name."""


def parameters(kinds: set[str]) -> list[object]:
    """Return the cases of some kinds; those that fail are said to, strictly."""
    return [
        pytest.param(
            case,
            id=case.name,
            marks=[pytest.mark.xfail(reason=FAILURES[case.name], strict=True)]
            if case.name in FAILURES
            else [],
        )
        for case in CASES
        if case.kind in kinds
    ]


def engine_of(case: Case) -> Engine:
    return Engine(to_n_quads(case.quads()), Facts(record([])))


@pytest.mark.parametrize("case", parameters(EVALUATION))
def test_a_query_has_the_answer_that_it_should(case: Case) -> None:
    found = engine_of(case).run(case.text)
    assert is_expected(case, found), found.to_text()


@pytest.mark.parametrize("case", parameters(POSITIVE))
def test_what_is_sparql_is_run(case: Case) -> None:
    engine_of(case).run(case.text)


@pytest.mark.parametrize("case", parameters(NEGATIVE))
def test_what_is_no_sparql_is_refused(case: Case) -> None:
    with pytest.raises(QueryError):
        engine_of(case).run(case.text)


def test_each_failure_that_is_expected_is_of_a_case() -> None:
    assert FAILURES.keys() <= {case.name for case in CASES}
    assert len(CASES) == 338
