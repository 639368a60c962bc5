"""The example page of the docs, and the pictures of it in the README.

``python docs/pictures.py`` makes docs/example.html, docs/explorer-light.png and
docs/explorer-dark.png anew, with Chromium.
"""

import shutil
import sys
from io import BytesIO
from pathlib import Path
from typing import Literal, TypeAlias

from PIL import Image
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from careergraph import CareerGraph
from careergraph.ontology.files import write_text

Theme: TypeAlias = Literal["light", "dark"]

FOLDER = Path(__file__).parent
EXAMPLE = "example.html"
THEMES: tuple[Theme, ...] = ("light", "dark")
VIEW = "#view=path&from=data-analyst&to=chief-ai-officer"
WINDOW = ViewportSize(width=1180, height=760)
"""Small, so that it can be read where a README is 800 pixels wide."""
SCALE = 1.5
COLOURS = 128
"""Few, which halves a picture of flat colours; nobody sees it."""


def example_page() -> str:
    """Return the explorer as it opens with a path from data analyst to the top."""
    graph = CareerGraph.load()
    path = graph.transition_path("data analyst", "chief AI officer")
    return str(graph.to_html(route=path))


def picture_name(theme: Theme) -> str:
    """Return the name of the picture in a theme, light or dark."""
    return f"explorer-{theme}.png"


def picture(browser: Browser, page: Path, theme: Theme) -> bytes:
    """Return what the page looks like in the path view, as PNG."""
    tab = browser.new_page(
        viewport=WINDOW, device_scale_factor=SCALE, color_scheme=theme
    )
    tab.goto(page.as_uri() + VIEW)
    tab.wait_for_selector("html[data-ready]")
    shot = Image.open(BytesIO(tab.screenshot(animations="disabled"))).convert("RGB")
    tab.close()
    drawn = BytesIO()
    flat = shot.quantize(COLOURS, dither=Image.Dither.NONE)
    flat.save(drawn, format="PNG", optimize=True)
    return drawn.getvalue()


def write_pictures(folder: Path) -> None:
    """Write the page and its pictures into a folder."""
    write_text(folder / EXAMPLE, example_page())
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        sys.exit("the pictures need chromium; install it: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu"]
        )
        for theme in THEMES:
            drawn = picture(browser, (folder / EXAMPLE).resolve(), theme)
            (folder / picture_name(theme)).write_bytes(drawn)
        browser.close()


if __name__ == "__main__":
    write_pictures(FOLDER)
