import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import combinations, pairwise
from pathlib import Path as FilePath
from typing import TypeAlias
from xml.etree import ElementTree

import matplotlib
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from careergraph import ArgumentError, CareerGraph, OutputError
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.pathfinding import find_paths
from careergraph.graph.paths import Path
from careergraph.graph.picture import save_picture
from careergraph.graph.request import path_request
from careergraph.graph.slide import drawn, slide
from careergraph.ontology.facts import Facts

FactsMaker: TypeAlias = Callable[..., Facts]
Way: TypeAlias = tuple[Path, Facts]

HOURS = (
    "Hours are our own estimate of the effort to working proficiency; "
    "each competency counts once."
)
SVG = "{http://www.w3.org/2000/svg}"
LONG = "A very long label that goes on and on, of a role for Donaudampfschifffahrt"


@pytest.fixture
def way(make_facts: FactsMaker) -> Way:
    """A path that rises from level 2 over 3 to 5, the last move inferred."""
    skills = ["a", "b", "c", "d", "e", "f", "g"]
    roles = ["junior", "senior", "chief"]
    facts = make_facts(
        {
            **dict.fromkeys(roles, "Role"),
            **dict.fromkeys(skills, "Skill"),
            "pay": "Salary",
            "oz": "Place",
        },
        [
            ("junior", "leadsTo", "senior"),
            ("junior", "requires", "a"),
            *(("senior", "requires", slug) for slug in skills),
            ("chief", "requires", "a"),
            *(("junior", "level", 2), ("senior", "level", 3), ("chief", "level", 5)),
            *((slug, "effort", 40) for slug in skills),
            ("pay", "forRole", "chief"),
            ("pay", "inPlace", "oz"),
            ("pay", "currency", "USD"),
            ("pay", "median", 123456, ("editorial",)),
        ],
    )
    request = path_request(
        facts, "junior", "chief", inferred=True, min_coverage=0.1, max_rise=2
    )
    return find_paths(facts, TransitionNetwork(facts), request)[0], facts


def chain(make_facts: FactsMaker, moves: int, labels: str, *, rising: bool) -> Way:
    """Return a path of so many moves over roles, and skills, with such labels."""
    roles = [f"{labels} {number:02}" for number in range(moves + 1)]
    skills = {
        (role, i): f"{labels} {role[-2:]} {i}" for role in roles for i in range(7)
    }
    facts = make_facts(
        {**dict.fromkeys(roles, "Role"), **dict.fromkeys(skills.values(), "Skill")},
        [
            *((a, "leadsTo", b) for a, b in pairwise(roles)),
            *((role, "requires", skill) for (role, _), skill in skills.items()),
            *((skill, "effort", 120) for skill in skills.values()),
            *(
                (role, "level", 1 + (number * 6 // max(moves, 1) if rising else 0))
                for number, role in enumerate(roles)
            ),
        ],
    )
    request = path_request(facts, roles[0], roles[-1])
    return find_paths(facts, TransitionNetwork(facts), request)[0], facts


def texts(svg: bytes) -> list[str]:
    """Return what is written in a picture: matplotlib says it beside its outlines."""
    return re.findall("<!-- (.+?) -->", svg.decode())


def test_a_picture_tells_all_of_the_path(way: Way) -> None:
    assert texts(drawn(*way, "svg")) == [
        "From JUNIOR to CHIEF",
        "2 moves, 240 hours of learning",
        *("2 Junior", "3 Practitioner", "5 Lead or", "manager"),
        *("JUNIOR", "You start here"),
        *("SENIOR", "240 h to learn"),
        *("•", "B", "•", "C", "•", "D", "•", "E", "•", "F", "and 1 more"),
        "Source: test",
        *("CHIEF", "Nothing to learn", "Pays USD 123,456"),
        "Inferred; no source says so",
        "a source states the move",
        "inferred from skills in common; no source states it",
        HOURS,
        "Pay a year in OZ, for experience that fits the level: editorial.",
        "editorial: Us; test: A test",
    ]


def boxes(svg: bytes) -> list[tuple[float, float]]:
    """Return left and top of each box of a role, in the order of the path."""
    found = []
    for path in ElementTree.fromstring(svg).iter(f"{SVG}path"):
        style = path.get("style", "")
        if "stroke: #0072b2; stroke-width: 1.2" in style:
            numbers = [float(n) for n in re.findall(r"[\d.]+", path.get("d", ""))]
            found.append((min(numbers[::2]), min(numbers[1::2])))
    return found


def test_the_ladder_rises_by_level_from_left_to_right(way: Way) -> None:
    lefts, tops = zip(*boxes(drawn(*way, "svg")), strict=True)
    assert len(lefts) == 3 and list(lefts) == sorted(lefts)
    first, second = tops[0] - tops[1], tops[1] - tops[2]
    assert first > 0 and second == pytest.approx(2 * first, abs=0.01)


def test_an_inferred_move_alone_is_dashed(way: Way, make_facts: FactsMaker) -> None:
    dashed = re.compile(r"stroke-dasharray: [\d. ,]+")
    # Shaft and head of its arrow, and of the one in the legend.
    assert len(dashed.findall(drawn(*way, "svg").decode())) == 4
    stated = drawn(*chain(make_facts, 2, "x", rising=True), "svg")
    assert not dashed.findall(stated.decode())


def boxes_of_texts(way: Way) -> Iterator[tuple[str, Bbox]]:
    figure = slide(*way)
    renderer = FigureCanvasAgg(figure).get_renderer()  # type: ignore[no-untyped-call]
    for text in figure.findobj(Text):
        assert isinstance(text, Text)
        if text.get_text():
            yield text.get_text(), text.get_window_extent(renderer)


@pytest.mark.parametrize("rising", [True, False])
@pytest.mark.parametrize("moves", [0, 1, 2, 4, 7, 12])
@pytest.mark.parametrize("labels", ["Data Analyst", LONG, "W" * 60])
def test_no_text_hides_another_or_leaves_the_slide(
    make_facts: FactsMaker, moves: int, labels: str, rising: bool
) -> None:
    placed = list(boxes_of_texts(chain(make_facts, moves, labels, rising=rising)))
    assert len(placed) > moves
    for text, box in placed:
        assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= 1920 and box.y1 <= 1080, text
    for (one, here), (other, there) in combinations(placed, 2):
        # The extent of a line has room for marks that its letters do not need.
        across = min(here.x1, there.x1) - max(here.x0, there.x0)
        down = min(here.y1, there.y1) - max(here.y0, there.y0)
        assert across <= 1 or down <= 0.35 * min(here.height, there.height), (
            one,
            other,
        )


def test_a_falling_path_is_drawn(make_facts: FactsMaker) -> None:
    facts = make_facts(
        {"high": "Role", "low": "Role"},
        [("high", "leadsTo", "low"), ("high", "level", 6), ("low", "level", 2)],
    )
    request = path_request(facts, "high", "low")
    fall = find_paths(facts, TransitionNetwork(facts), request)[0], facts
    high, low = boxes(drawn(*fall, "svg"))
    assert high[0] < low[0] and high[1] < low[1]


def test_a_role_of_no_known_level_says_so(make_facts: FactsMaker) -> None:
    facts = make_facts(
        {"one": "Role", "two": "Role"}, [("one", "leadsTo", "two"), ("one", "level", 4)]
    )
    request = path_request(facts, "one", "two")
    moves = find_paths(facts, TransitionNetwork(facts), request)[0]
    written = texts(drawn(moves, facts, "svg"))
    assert written.count("Level not stated") == 1
    one, two = boxes(drawn(moves, facts, "svg"))
    assert one[1] == two[1]


def test_someone_without_a_role_begins_at_their_skills(graph: CareerGraph) -> None:
    moves = graph.transition_path(None, "data analyst", holding=["SQL"])
    written = texts(drawn(moves, graph.facts, "svg"))
    assert written[0] == "From your skills to Data Analyst"
    assert "Your skills" in written


def test_a_path_of_no_moves_is_one_step(make_facts: FactsMaker) -> None:
    svg = drawn(*chain(make_facts, 0, "x", rising=True), "svg")
    assert texts(svg)[0] == "X 00: you are there already"
    assert len(boxes(svg)) == 1


def test_hostile_labels_are_inert(make_facts: FactsMaker) -> None:
    labels = "</script><b>$x^2$ --> & \u202eright \x1b[2J\x00 日 \ud800"
    svg = drawn(*chain(make_facts, 1, labels, rising=True), "svg")
    root = ElementTree.fromstring(svg)
    title = root.findtext(f"{SVG}title")
    assert title is not None and title.startswith("From </SCRIPT><B>$X^2$ --> & \ufffd")
    assert title.isprintable()
    assert b"<script" not in svg.lower() and b"</script" not in svg.lower()
    assert {element.tag for element in root.iter() if "script" in element.tag} == set()
    written = "".join(texts(svg))
    assert "$X^2$" in written and "\u202e" not in written and "\x1b" not in written
    assert drawn(*chain(make_facts, 1, labels, rising=True), "png")[:4] == b"\x89PNG"


def test_an_svg_has_the_shape_of_a_slide_and_a_png_its_pixels(
    way: Way, tmp_path: FilePath
) -> None:
    save_picture(*way, tmp_path / "path.svg")
    root = ElementTree.parse(tmp_path / "path.svg").getroot()
    assert root.get("viewBox") == "0 0 1152 648"
    assert not list(root.iter(f"{SVG}text"))  # outlines: no font is asked for
    save_picture(*way, str(tmp_path / "path.PNG"))
    data = (tmp_path / "path.PNG").read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    size = [int.from_bytes(data[i : i + 4], "big") for i in (16, 20)]
    assert size == [1920, 1080]
    assert sorted(os.listdir(tmp_path)) == ["path.PNG", "path.svg"]


SAVE = """
import sys
from careergraph import CareerGraph
from careergraph.graph.picture import save_picture
graph = CareerGraph.load()
for ending in ("svg", "png"):
    path = graph.transition_path("data analyst", "chief AI officer", inferred=True)
    save_picture(path, graph.facts, f"{sys.argv[1]}.{ending}")
assert "matplotlib.pyplot" not in sys.modules
"""


def test_every_run_gives_the_same_bytes(tmp_path: FilePath) -> None:
    for seed in ("1", "2"):
        subprocess.run(
            [sys.executable, "-W", "error", "-c", SAVE, str(tmp_path / seed)],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
    for ending in ("svg", "png"):
        first, second = (tmp_path / f"{seed}.{ending}" for seed in ("1", "2"))
        assert first.read_bytes() == second.read_bytes()


def test_settings_of_the_user_neither_change_nor_count(way: Way) -> None:
    plain = drawn(*way, "svg")
    with matplotlib.rc_context({"font.size": 30, "svg.fonttype": "none"}):
        before = dict(matplotlib.rcParams)
        assert drawn(*way, "svg") == plain
        assert dict(matplotlib.rcParams) == before


@pytest.mark.parametrize("name", ["path.pdf", "path", ".svg", "svg", ""])
def test_another_ending_is_refused_and_nothing_written(
    way: Way, tmp_path: FilePath, name: str
) -> None:
    with pytest.raises(ArgumentError) as caught:
        save_picture(*way, str(tmp_path / name) if name else "")
    assert str(caught.value).endswith(
        "is no name for a picture; let it end in .svg or .png"
    )
    assert not list(tmp_path.iterdir())


def test_a_picture_without_matplotlib_says_how_to_install_it(
    way: Way, tmp_path: FilePath, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "careergraph.graph.slide")
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(OutputError) as caught:
        save_picture(*way, tmp_path / "path.svg")
    assert str(caught.value) == (
        "a picture needs matplotlib, which is not installed; "
        "`pip install 'careergraph[pictures]'`"
    )


def test_a_picture_that_cannot_be_written_is_told(way: Way, tmp_path: FilePath) -> None:
    with pytest.raises(OutputError, match="there is no folder"):
        save_picture(*way, tmp_path / "missing" / "path.svg")
    (tmp_path / "folder.png").mkdir()
    with pytest.raises(OutputError, match="it is a folder"):
        save_picture(*way, tmp_path / "folder.png")
    with pytest.raises(OutputError, match=r"cannot write .*disk is full"):
        os.symlink("/dev/full", tmp_path / "full.svg")
        save_picture(*way, tmp_path / "full.svg")
