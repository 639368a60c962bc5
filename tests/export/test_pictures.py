"""Ladder and map as pictures and drawings."""

from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page

from careergraph import CareerGraph
from tests.export.explorer import ONE, Open, saved

SVG = "{http://www.w3.org/2000/svg}"
COLOURS = """
async (base64) => {
  const image = new Image();
  image.src = `data:image/png;base64,${base64}`;
  await image.decode();
  const { width, height } = image;
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const ctx = canvas.getContext("2d");
  ctx.drawImage(image, 0, 0);
  const data = ctx.getImageData(0, 0, width, height).data;
  const seen = new Set();
  for (let i = 0; i < data.length; i += 4) seen.add(data.slice(i, i + 4).join());
  return { width, height, first: data.slice(0, 4).join(), seen: [...seen] };
}
"""


def drawing(page: Page) -> ElementTree.Element:
    return ElementTree.fromstring(saved(page, "SVG").read_text("utf-8"))


def words(picture: ElementTree.Element) -> str:
    texts = picture.iter(f"{SVG}text")
    return " ".join(" ".join("".join(t.itertext()) for t in texts).split())


@pytest.mark.parametrize(
    ("scheme", "ground", "lit"),
    [
        ("light", "251,250,246,255", "196,79,0,255"),
        ("dark", "18,23,29,255", "255,154,82,255"),
    ],
)
def test_the_picture_of_the_ladder_is_all_of_it_twice_as_fine(
    graph: CareerGraph, open_page: Open, scheme: str, ground: str, lit: str
) -> None:
    page = open_page(graph, "#concept=data-scientist", color_scheme=scheme)
    sizes = page.locator("#ladder svg").evaluate_all(
        "all => all.map((one) => [one.clientWidth, one.clientHeight])"
    )
    picture = page.evaluate(COLOURS, _base64(saved(page, "PNG")))
    assert picture["width"] == 2 * sizes[0][0]
    assert picture["height"] == 2 * (sizes[0][1] + sizes[1][1])
    assert picture["first"] == ground
    assert lit in picture["seen"]


def test_the_picture_of_the_map_has_the_ground_of_the_page(
    graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(graph, "#view=map")
    size = page.locator("#canvas").bounding_box()
    assert size
    picture = page.evaluate(COLOURS, _base64(saved(page, "PNG")))
    assert (picture["width"], picture["height"]) == (size["width"], size["height"])
    assert picture["first"] == "251,250,246,255"
    assert {"213,94,0,255", "0,114,178,255"} <= set(picture["seen"])


def _base64(file: Path) -> str:
    return b64encode(file.read_bytes()).decode("ascii")


def test_the_drawing_of_the_ladder_names_every_role_and_stands_for_itself(
    graph: CareerGraph, open_page: Open
) -> None:
    picture = drawing(open_page(graph))
    written = words(picture)
    for role in graph.facts.of_class("Role"):
        assert graph.facts.label(role) in written
    assert "1 Entry" in written and "Leadership" in written
    tags = {part.tag.removeprefix(SVG) for part in picture.iter()}
    assert tags == {"svg", "title", "g", "rect", "path", "text"}
    names = {name for part in picture.iter() for name in part.attrib}
    assert not names & {"class", "style", "href", "role", "tabindex"}
    paints = {part.get("fill") for part in picture.iter(f"{SVG}text")}
    assert paints == {"rgb(27,36,48)", "rgb(85,96,112)"}  # ink and muted


def test_the_drawing_of_the_ladder_has_the_moves_that_are_seen(
    tiny: CareerGraph, open_page: Open
) -> None:
    picture = drawing(open_page(tiny))
    strokes = [path.get("stroke", "none") for path in picture.iter(f"{SVG}path")]
    assert len([stroke for stroke in strokes if stroke != "none"]) == 1


def test_the_drawing_of_the_map_has_a_sign_for_each_concept(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    graph = graph_of(
        ("Role", "a", "A role", {"requires": {"sql": ONE}}),
        ("Skill", "sql", "SQL", {}),
        ("Skill", "git", "Git", {}),
    )
    page = open_page(graph, "#view=map&concept=a")
    picture = drawing(page)
    paths = list(picture.iter(f"{SVG}path"))
    signs = [p for p in paths if "scale" in p.get("transform", "")]
    orange, blue = "rgb(213,94,0)", "rgb(0,114,178)"
    assert sorted(p.get("fill", "") for p in signs) == [blue, blue, orange]
    assert [p.get("opacity") for p in signs].count("0.22") == 1  # Git is not linked
    curves = [p for p in paths if "Q" in p.get("d", "")]
    assert [p.get("stroke") for p in curves] == ["rgb(11,92,173)"]
    assert "A role" in words(picture) and "SQL" in words(picture)
    page.get_by_role("checkbox", name="Skills").uncheck()
    paths = list(drawing(page).iter(f"{SVG}path"))
    assert len([p for p in paths if "scale" in p.get("transform", "")]) == 1


def test_hostile_labels_are_text_in_a_drawing_and_a_picture(
    hostile: CareerGraph, open_page: Open
) -> None:
    for view in ("ladder", "map"):
        page = open_page(hostile, f"#view={view}")
        picture = drawing(page)
        assert not [p for p in picture.iter() if p.tag.endswith(("script", "img"))]
        saved(page, "PNG")
    assert page.evaluate("window.hacked") is None
