"""The example page of the docs opens and shows concepts of the graph, and so the README says.

``python docs/pictures.py`` makes it and its pictures anew, before each release: a
page of 0.8 MB with each change of content would fill the repository.
"""

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from careergraph import CareerGraph
from docs.pictures import EXAMPLE, SCALE, THEMES, VIEW, WINDOW, Theme, picture_name

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
MOST_BYTES = 200_000


def test_the_example_shows_a_path_between_concepts_of_the_graph(
    browser: Browser,
) -> None:
    """If it does not: python docs/pictures.py."""
    page = browser.new_page()
    page.goto((DOCS / EXAMPLE).as_uri() + VIEW)
    page.wait_for_selector("html[data-ready]")
    paths = page.evaluate(
        "careergraph.transitionPaths('data-analyst', 'chief-ai-officer')"
    )
    roles = [move["to"] for path in paths for move in path["moves"]]
    assert roles and set(roles) <= {*CareerGraph.load().facts.of_class("Role")}
    page.close()


def test_the_example_keeps_nothing_of_the_machine() -> None:
    text = (DOCS / EXAMPLE).read_text("utf-8")
    assert str(ROOT) not in text
    assert str(Path.home()) + "/" not in text


@pytest.mark.parametrize("theme", THEMES)
def test_a_picture_is_small_and_in_the_readme(theme: Theme) -> None:
    file = DOCS / picture_name(theme)
    assert file.stat().st_size < MOST_BYTES
    with Image.open(file) as image:
        assert image.size == (SCALE * WINDOW["width"], SCALE * WINDOW["height"])
        middle = image.convert("L").resize((1, 1)).getpixel((0, 0))
    assert isinstance(middle, int)
    assert (middle > 128) == (theme == "light")
    assert f"docs/{file.name}" in (ROOT / "README.md").read_text("utf-8")


def test_the_readme_links_to_the_example_and_describes_the_picture() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert f"(docs/{EXAMPLE})" in readme
    [alt] = re.findall(r'<img [^>]*alt="([^"]+)"', readme)
    assert len(alt.split()) > 10
