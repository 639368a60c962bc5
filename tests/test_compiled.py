"""The compiled graph is kept, is made anew when it must be, and is never wrong."""

import os
import shutil
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, RdfFormat, parse

from careergraph import ArgumentError, CareerGraph, ContentError
from careergraph.ontology import compiled
from careergraph.ontology.compile import compile_quads, to_n_quads
from careergraph.ontology.compiled import load_compiled
from careergraph.ontology.content import PACKAGED, read_content
from careergraph.ontology.facts import Facts

SKILL = """\
label: {label}
definition: A test.
sources: [editorial]
effort:
  10: [editorial]
"""


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CAREERGRAPH_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "content"
    (folder / "concepts/skill").mkdir(parents=True)
    (folder / "sources.yaml").write_text("editorial:\n  title: Us\n")
    (folder / "concepts/skill/algebra.yaml").write_text(SKILL.format(label="Algebra"))
    return folder


def label(folder: Path) -> str:
    return Facts(load_compiled(str(folder)).record).label("algebra")


def kept(tmp_path: Path) -> Path:
    [path] = (tmp_path / "cache").iterdir()
    return path


def test_the_same_content_gives_the_same_bytes() -> None:
    once, again = (to_n_quads(compile_quads(read_content())) for _ in range(2))
    assert once == again == CareerGraph.load().n_quads


def test_what_is_kept_is_used_and_equal(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load_compiled(str(content))
    monkeypatch.setattr(compiled, "_compile", None)  # a second compilation would fail
    second = load_compiled(str(content))
    assert second.record == first.record
    assert second.n_quads == first.n_quads


def test_an_edit_is_seen_at_once(content: Path) -> None:
    assert label(content) == "Algebra"
    (content / "concepts/skill/algebra.yaml").write_text(SKILL.format(label="Algebras"))
    assert label(content) == "Algebras"


def test_a_new_and_a_removed_file_are_seen(content: Path) -> None:
    load_compiled(str(content))
    path = content / "concepts/skill/calculus.yaml"
    path.write_text(SKILL.format(label="Calculus"))
    assert "calculus" in Facts(load_compiled(str(content)).record)
    path.unlink()
    assert "calculus" not in Facts(load_compiled(str(content)).record)


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "text"])
def test_a_damaged_file_is_made_anew(
    content: Path, tmp_path: Path, damage: str
) -> None:
    before = load_compiled(str(content)).n_quads
    path = kept(tmp_path)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    middle = data.index(b"Algebra")
    data[middle] ^= 1
    path.write_bytes(
        {
            "cut": bytes(data[:300]),
            "flipped": bytes(data),
            "empty": b"",
            "text": b"x\n",
        }[damage]
    )
    assert label(content) == "Algebra"
    assert load_compiled(str(content)).n_quads == before


def test_a_cache_that_cannot_be_written_is_done_without(
    content: Path, tmp_path: Path
) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert label(content) == "Algebra"


def test_faulty_content_is_not_kept(content: Path, tmp_path: Path) -> None:
    (content / "concepts/skill/algebra.yaml").write_text("label: [\n")
    with pytest.raises(ContentError):
        load_compiled(str(content))
    assert not (tmp_path / "cache").exists()


def test_two_folders_are_kept_side_by_side(content: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(content, other)
    (other / "concepts/skill/algebra.yaml").write_text(SKILL.format(label="Other"))
    assert (label(content), label(other), label(content)) == (
        "Algebra",
        "Other",
        "Algebra",
    )
    assert len(list((tmp_path / "cache").iterdir())) == 2


def test_every_statement_has_a_source(graph: CareerGraph) -> None:
    assert all(fact.sources for fact in graph.facts.statements())
    assert all(graph.facts.entity(slug).sources for slug in graph.facts.slugs)


def test_the_default_graph_holds_what_the_named_graphs_hold(graph: CareerGraph) -> None:
    quads = list(parse(graph.n_quads, format=RdfFormat.N_QUADS))
    default = [q.triple for q in quads if isinstance(q.graph_name, DefaultGraph)]
    named = {q.triple for q in quads if not isinstance(q.graph_name, DefaultGraph)}
    assert len(default) == len(set(default))
    assert set(default) == named


def test_the_packaged_folder_is_what_is_loaded(graph: CareerGraph) -> None:
    files = {path.stem for path in (PACKAGED / "concepts").glob("*/*.yaml")}
    assert set(graph.facts.slugs) == files


def test_a_source_can_be_left_out_with_all_that_it_alone_says() -> None:
    graph = CareerGraph.load(without=["editorial"])
    facts = graph.facts
    assert all(fact.sources for fact in facts.statements())
    assert not any("editorial" in fact.sources for fact in facts.statements())
    assert b"<https://w3id.org/careergraph/source/editorial>" not in graph.n_quads
    # Of data analysts the articles say only these two things.
    assert facts.objects("data-analyst", "leadsTo") == ["software-engineer"]
    assert facts.objects("data-analyst", "careerStage") == [1]
    assert facts.objects("data-analyst", "level") == []
    assert "senior-data-scientist" not in facts


def test_what_is_left_points_at_nothing_that_is_gone() -> None:
    facts = CareerGraph.load(without=["editorial"]).facts
    for fact in facts.statements():
        if facts.term(fact.property).is_reference:
            assert fact.value in facts, fact


def test_a_source_that_is_not_there_cannot_be_left_out() -> None:
    with pytest.raises(ArgumentError) as caught:
        CareerGraph.load(without=["editrial"])
    assert str(caught.value) == (
        'there is no source "editrial"; did you mean "editorial"?'
    )


def test_a_write_that_fails_leaves_nothing_behind(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(aside: str, target: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    assert label(content) == "Algebra"
    assert list((tmp_path / "cache").iterdir()) == []
