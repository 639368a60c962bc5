"""How the tests open the page of a graph, and what they read from it."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from playwright.sync_api import Locator, Page, expect

Open: TypeAlias = Callable[..., Page]
"""Opens the page of a graph at an address; options go to the browser."""

Row: TypeAlias = tuple[str, str, str, Mapping[str, Mapping[str, Sequence[str]]]]
"""Class, slug, label, and the sources of each value of each property."""

ONE = ["article"]
"""The sources of what one article states."""

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation",
  (event) => window.violations.push(event.violatedDirective));
"""
TWO_FRAMES = """
new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
"""
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


def slugs(links: Locator) -> set[str]:
    return set(links.evaluate_all("all => all.map((one) => one.dataset.slug)"))


def look_at(page: Page, view: str) -> None:
    page.get_by_role("link", name=view, exact=True).click()
    expect(page.locator(f"#{view.lower()}")).to_be_visible()


def section(page: Page, title: str) -> Locator:
    """Return the section of the details whose heading starts with a title."""
    heading = page.locator("h3", has_text=re.compile(rf"^{title}( \d+)?$"))
    return page.locator("#details section").filter(has=heading)


def saved(page: Page, kind: str) -> Path:
    """Return the file that the page saves."""
    page.locator("#share").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=f"({kind})").click()
    name = download.value.suggested_filename
    expect(page.locator("#said")).to_have_text(f"Saved as {name}.")
    assert name.endswith(f".{kind.lower()}")
    return Path(download.value.path())
