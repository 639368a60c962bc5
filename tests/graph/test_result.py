"""What all answers share."""

import json
from collections.abc import Callable

import pytest

from careergraph import CareerGraph
from careergraph.graph.result import Result

ANSWERS: dict[str, Callable[[CareerGraph], Result]] = {
    "path": lambda g: g.transition_path("data analyst", "data scientist"),
    "gap": lambda g: g.skill_gap("data analyst", "data scientist"),
    "plan": lambda g: g.learning_plan("data scientist"),
    "reach": lambda g: g.reach("data analyst", max_moves=1),
    "compare": lambda g: g.compare("data analyst", ["data scientist", "AI engineer"]),
    "bridges": lambda g: g.bridges("analytics", "leadership"),
    "openings": lambda g: g.openings("data analyst"),
    "profile": lambda g: g.concept("data analyst"),
    "difference": lambda g: g.difference(CareerGraph.load(without=["editorial"])),
}


@pytest.fixture(params=ANSWERS)
def answer(request: pytest.FixtureRequest, graph: CareerGraph) -> Result:
    return ANSWERS[request.param](graph)


def test_its_text_is_what_print_shows(answer: Result) -> None:
    assert str(answer) == answer.to_text(width=80)
    assert answer.to_text().strip()


def test_its_dictionary_is_json(answer: Result) -> None:
    assert json.loads(json.dumps(answer.to_dict())) == answer.to_dict()


def test_its_rows_are_a_data_frame(answer: Result) -> None:
    rows = answer.rows()
    assert rows
    frame = answer.to_pandas()
    assert list(frame.columns) == list(rows[0])
    assert len(frame) == len(rows)
    assert all(list(row) == list(rows[0]) for row in rows)


def test_a_notebook_shows_it_escaped(answer: Result) -> None:
    html = answer._repr_html_()
    assert html.startswith("<")
    assert "<script" not in html


def test_it_cannot_be_changed(answer: Result) -> None:
    name = next(iter(answer.__dataclass_fields__))  # type: ignore[attr-defined]
    with pytest.raises(AttributeError):
        setattr(answer, name, None)
