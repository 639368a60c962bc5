"""A graph from a file says what the graph says that was written to it."""

from pathlib import Path

import pytest

from careergraph import ArgumentError, CareerGraph


@pytest.mark.parametrize("name", ["graph.trig", "graph.nq"])
def test_what_is_exported_is_opened_as_the_same(
    graph: CareerGraph, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    text = graph.export("trig") if path.suffix == ".trig" else graph.n_quads.decode()
    path.write_text(text, encoding="utf-8")
    opened = CareerGraph.open(path)
    assert opened.n_quads == graph.n_quads
    assert not graph.difference(opened)


def test_a_source_can_be_left_out_of_a_file(graph: CareerGraph, tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    path.write_bytes(graph.n_quads)
    opened = CareerGraph.open(path, without=["editorial"])
    stated = {fact for fact in opened.facts.statements()}
    assert stated == set(CareerGraph.load(without=["editorial"]).facts.statements())
    assert list(opened.facts.slugs) == list(
        CareerGraph.load(without=["editorial"]).facts.slugs
    )


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.trig", None, "none.trig: No such file or directory; name another file"),
        ("graph.txt", b"x", "graph.txt: name a content folder, or a file that ends in"),
        ("broken.ttl", b"<a> <b> ", "broken.ttl: cannot be read as .ttl: "),
    ],
)
def test_a_file_that_is_no_graph_is_told(
    tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ArgumentError) as caught:
        CareerGraph.open(path)
    assert str(caught.value).startswith(str(tmp_path / message))
    assert "\n" not in str(caught.value)


def test_an_unknown_source_of_a_file_is_told(
    graph: CareerGraph, tmp_path: Path
) -> None:
    path = tmp_path / "graph.nq"
    path.write_bytes(graph.n_quads)
    with pytest.raises(
        ArgumentError, match='no source "editrial"; did you mean "editorial"'
    ):
        CareerGraph.open(path, without=["editrial"])
