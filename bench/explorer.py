"""The explorer's page beside a stock pyvis page of the same graph, in Chromium.

Both pages are opened and dragged about in turns, A B A B, so that both see the same
machine: the graph of this package, and one of the size of whole ESCO, drawn at random;
``--graph FILE`` takes a real one instead. To reach: 0.9 MB, ready in 1 s and 50 frames
a second for the first; 3 MB, 2 s and 30 for the second; no request.

A page is ready when its map is on the screen. Frames are those that the page
was asked for while the mouse dragged its map for two seconds. Of a stock page, physics
is off, since neither graph settles with it, and requests are answered at once,
with an error; on the large graph it is given the places of our map, since without
them it does not open in minutes.
"""

import argparse
import shutil
import tempfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from time import perf_counter

from esco_like import facts_like_esco
from playwright.sync_api import Browser, Page, Route, sync_playwright
from pyvis.network import Network

from careergraph import CareerGraph
from careergraph.export.html import MOST_VIS_NODES, to_html
from careergraph.export.layout import lay_out
from careergraph.ontology.facts import Facts

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DRAG = 2.0
"""Seconds."""
PATIENCE = 180_000
"""Milliseconds until a page counts as not opened."""

# Asks in each frame whether the map is there, and notes when the next one is due.
_WATCH = """
  const isReady = () => document.querySelector("html[data-ready] #canvas canvas")
    || (document.readyState === "complete" && document.querySelector("#mynetwork canvas"));
  const look = () => requestAnimationFrame(isReady()
    ? () => { document.documentElement.dataset.drawn = performance.now(); } : look);
  look();
"""
_COUNT = """
  window.frames_ = [];
  const note = (now) => { window.frames_.push(now); requestAnimationFrame(note); };
  requestAnimationFrame(note);
"""


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen of a page when it was opened once.

    Attributes:
        ready: Seconds until the map was on the screen.
        frames: Frames a second while it was dragged.
        longest: The longest frame, in milliseconds.
        requests: How many it made, beside that for itself.
    """

    ready: float
    frames: float
    longest: float
    requests: int


def stock_page(facts: Facts, *, placed: bool) -> str:
    """Return the page that pyvis makes of a graph.

    Nodes and edges are those of ``add_node`` and ``add_edge``, which look through all
    nodes each time: of a large graph that takes minutes.
    """
    network = Network(directed=True, cdn_resources="in_line")
    network.toggle_physics(False)
    places = lay_out(facts).positions if placed else {}
    for slug in facts.slugs:
        node = {"id": slug, "label": facts.label(slug), "shape": "dot"}
        if slug in places:
            node |= dict(zip("xy", places[slug], strict=True))
        network.nodes.append(node)
    network.edges = [
        {"from": fact.subject, "to": fact.value, "arrows": "to"}
        for fact in facts.statements()
        if facts.term(fact.property).is_reference and fact.value in facts
    ]
    return str(network.generate_html())


def look(browser: Browser, file: Path) -> Look:
    """Open a page, drag its map about, and return what was seen."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(PATIENCE)
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    page.route(lambda url: not url.startswith(("file:", "data:")), refuse)
    page.add_init_script(_WATCH)
    page.goto(file.as_uri() + "#view=map", wait_until="commit")
    drawn = page.wait_for_selector("html[data-drawn]")
    assert drawn
    ready = float(drawn.get_attribute("data-drawn") or "nan") / 1000
    frames, longest = _dragged(page)
    page.close()
    return Look(ready, frames, longest, len(asked))


def _dragged(page: Page) -> tuple[float, float]:
    """Return frames a second, and the longest in milliseconds, while dragging."""
    box = page.locator("#canvas, #mynetwork").first.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.wait_for_timeout(500)
    page.evaluate(_COUNT)
    page.mouse.move(x, y)
    page.mouse.down()
    begin = perf_counter()
    step = 0
    while perf_counter() - begin < DRAG:
        step += 1
        page.mouse.move(x + 4 * (step % 60 - 30), y + 2 * (step % 40 - 20))
    page.mouse.up()
    times: list[float] = page.evaluate("window.frames_")
    gaps = [b - a for a, b in pairwise(times)]
    if not gaps:
        return 0.0, 1000 * (perf_counter() - begin)
    return 1000 * len(gaps) / (times[-1] - times[0]), max(gaps)


def print_looks(name: str, file: Path, looks: list[Look]) -> None:
    """Print the medians of what was seen of a page, and their ranges."""

    def figures(values: list[float], unit: str) -> str:
        return f"{median(values):6.1f} {unit} ({min(values):.1f} to {max(values):.1f})"

    print(f"  {name:<12}{file.stat().st_size / 1e6:6.3f} MB", end="")
    print(f"  ready {figures([one.ready for one in looks], 's')}", end="")
    print(f"  dragged {figures([one.frames for one in looks], 'fps')}", end="")
    print(f"  longest frame {figures([one.longest for one in looks], 'ms')}", end="")
    print(f"  {max(one.requests for one in looks)} requests")


def print_verdict(
    file: Path, looks: list[Look], *, size: float, ready: float, frames: float
) -> None:
    """Print whether what is to be reached is."""
    reached = {
        f"{size} MB": file.stat().st_size <= size * 1e6,
        f"ready in {ready} s": median(one.ready for one in looks) <= ready,
        f"{frames} fps": median(one.frames for one in looks) >= frames,
        "0 requests": not any(one.requests for one in looks),
    }
    words = (
        f"{what}: {'yes' if is_so else 'NOT YET'}" for what, is_so in reached.items()
    )
    print("  to reach " + "; ".join(words))


def main() -> None:
    """Measure both graphs, and print what was seen."""
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "--graph", type=Path, help="a large graph instead of a drawn one"
    )
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        raise SystemExit("this bench needs chromium: sh tests/install_chromium.sh")
    large = (
        CareerGraph.open(options.graph).facts if options.graph else facts_like_esco()
    )
    runs = [
        (CareerGraph.load().facts, {"size": 0.9, "ready": 1, "frames": 50}),
        (large, {"size": 3, "ready": 2, "frames": 30}),
    ]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for facts, budget in runs:
            measure(browser, Path(folder), facts, budget, options.rounds)
        browser.close()


def measure(
    browser: Browser, folder: Path, facts: Facts, budget: dict[str, float], rounds: int
) -> None:
    """Open both pages of a graph in turns, and print what was seen."""
    count = len(list(facts.slugs))
    begin = perf_counter()
    pages = {"careergraph": to_html(facts)}
    built = perf_counter() - begin
    pages["stock pyvis"] = stock_page(facts, placed=count > MOST_VIS_NODES)
    files = {name: folder / f"{name.replace(' ', '-')}.html" for name in pages}
    for name, text in pages.items():
        files[name].write_text(text, "utf-8")
    looks: dict[str, list[Look]] = {name: [] for name in pages}
    look(browser, files["careergraph"])  # the first page finds nothing warm
    for _ in range(rounds):
        for name, file in files.items():
            looks[name].append(look(browser, file))
    print(f"{count:,} concepts, {rounds} rounds; ours built in {built:.1f} s")
    for name, file in files.items():
        print_looks(name, file, looks[name])
    print_verdict(files["careergraph"], looks["careergraph"], **budget)


if __name__ == "__main__":
    main()
