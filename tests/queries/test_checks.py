"""The rules of queries/checks, and how what they find leads to a line."""

import re
import shutil
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, Store

from careergraph.ontology import compile
from careergraph.ontology.content import PACKAGED
from careergraph.ontology.namespaces import CG
from careergraph.ontology.problem import Problem
from careergraph.ontology.vocabulary import schema_quads
from careergraph.queries.checks import Rule, check_content, load_rules

DATA = Path(__file__).parent.parent / "data"
RULES = load_rules()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(DATA / "content", tmp_path / "content")


def test_the_content_of_the_package_has_no_fault() -> None:
    assert check_content(PACKAGED) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_says_what_it_finds_in_an_order(rule: Rule) -> None:
    solutions = Store().query(rule.query)

    assert isinstance(solutions, QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    assert names[0] == "subject"
    assert set(re.findall(r"{(\w+)}", rule.wrong + rule.mend)) <= set(names)
    order = re.search(r"^ORDER BY (.*)$", rule.query, re.MULTILINE)
    assert order and order[1].startswith("?subject")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_is_read_as_a_sentence(rule: Rule) -> None:
    assert rule.title[0].isupper()
    assert not rule.wrong[0].isupper()
    assert not rule.mend[0].isupper()
    assert not re.search(r"[.\n]$|\n", f"{rule.title} {rule.wrong} {rule.mend}")


def test_a_header_may_go_on_over_lines() -> None:
    rule = next(rule for rule in RULES if rule.name == "effort-not-on-scale")

    assert rule.title == "An effort is one of five"
    assert rule.mend == (
        "write 10 (a few days), 40 (a week), 120 (a month), 300 (a term) or 800 (a "
        "year and more)"
    )


def test_progress_is_told_all_that_is_looked_at() -> None:
    told: list[str] = []

    check_content(DATA / "content", progress=told.append)

    assert told == ["Structure and references", *(rule.title for rule in RULES)]


def test_a_finding_without_object_leads_to_the_field(folder: Path) -> None:
    path = folder / "concepts/role/data-scientist.yaml"
    level = "  3: [editorial]\n"
    path.write_text(path.read_text().replace(level, level + "  4: [a-survey]\n"))

    assert [(p.line, p.field, p.rule) for p in check_content(folder)] == [
        (4, "level", "several-values")
    ]


def test_a_field_that_is_at_fault_is_not_judged_by_a_rule_besides(
    folder: Path,
) -> None:
    path = folder / "concepts/algorithm/linear-regression.yaml"
    path.write_text(
        path.read_text().replace(
            "used_in:\n  supervised-learning", "used_in:\n  Not a slug"
        )
    )

    assert [p.rule for p in check_content(folder)] == ["dangling-reference"]


def test_what_only_follows_from_an_unreadable_file_is_not_reported(
    folder: Path,
) -> None:
    (folder / "concepts/learning-approach/supervised-learning.yaml").write_text("x")

    assert [(p.file, p.rule) for p in check_content(folder)] == [
        ("concepts/learning-approach/supervised-learning.yaml", "not-a-mapping")
    ]


def test_rules_apply_to_the_rest_when_a_file_is_unreadable(folder: Path) -> None:
    (folder / "concepts/place/france.yaml").write_text("x")
    path = folder / "concepts/programming-language/python.yaml"
    path.write_text(path.read_text().replace("300", "301"))

    assert [p.rule for p in check_content(folder)] == [
        "not-a-mapping",
        "effort-not-on-scale",
    ]


def test_rules_apply_when_the_sources_are_unreadable(folder: Path) -> None:
    (folder / "sources.yaml").write_text("x")
    path = folder / "concepts/programming-language/python.yaml"
    path.write_text(path.read_text().replace("300", "301"))

    assert [p.rule for p in check_content(folder)] == [
        "effort-not-on-scale",
        "not-a-mapping",
    ]


def test_a_hostile_text_comes_out_inert() -> None:
    problem = Problem("a\x1b]0;b\x07.yaml", 1, "\u202e", "x-y", "holds\nlines")

    assert str(problem) == r"a\x1b]0;b\x07.yaml:1: \u202e: holds\nlines [x-y]"


def test_a_name_may_be_shared_by_concepts_of_different_kinds(folder: Path) -> None:
    path = folder / "concepts/book/first-steps.yaml"
    path.write_text(path.read_text().replace("First Steps", "Statistics"))

    assert check_content(folder) == []


@pytest.mark.parametrize("date", ["2022", "2022-05", "1999-12"])
def test_a_date_that_is_right(date: str, folder: Path) -> None:
    path = folder / "concepts/salary/data-analyst-pay-france.yaml"
    path.write_text(path.read_text().replace("'2022'", f"'{date}'"))

    assert check_content(folder) == []


@pytest.mark.parametrize("date", ["22", "2022-13", "2022-5", "2022-05-01", "20220501"])
def test_a_date_that_is_wrong(date: str, folder: Path) -> None:
    path = folder / "concepts/salary/data-analyst-pay-france.yaml"
    path.write_text(path.read_text().replace("'2022'", f"'{date}'"))

    assert [(p.line, p.rule) for p in check_content(folder)] == [(15, "wrong-form")]


def test_a_fault_of_a_term_leads_to_its_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terms = [q for q in schema_quads() if q.predicate.value != f"{CG}inverseLabel"]
    monkeypatch.setattr(compile, "schema_quads", lambda: terms)

    problems = {problem.field: problem for problem in check_content(folder)}

    core = (PACKAGED / "core.ttl").read_text("utf-8").splitlines()
    problem = problems["cg:leadsTo"]
    assert (problem.file, problem.rule) == ("core.ttl", "term-undescribed")
    assert core[problem.line - 1].startswith("cg:leadsTo a owl:ObjectProperty")
    assert "skos:broader" in problems


def test_a_source_with_a_strange_name_is_judged_too(folder: Path) -> None:
    (folder / "sources.yaml").write_text(
        "editorial:\n  title: Ours\n  note: Ours.\n"
        "a-survey:\n  title: A survey\n"
        "o*net 29.2:\n  title: O*NET\n"
    )

    assert [(p.line, p.field, p.rule) for p in check_content(folder)] == [
        (4, "a-survey", "source-without-licence"),
        (6, "o*net 29.2", "bad-slug"),
    ]
