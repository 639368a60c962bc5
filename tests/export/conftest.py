"""Small graphs, made by the same steps as the real one, and a browser for them."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from careergraph import CareerGraph
from careergraph.export.html import MOST_VIS_NODES, to_html
from careergraph.ontology.compile import compile_quads, to_n_quads
from careergraph.ontology.compiled import Compiled
from careergraph.ontology.concept_file import Concept, Statement
from careergraph.ontology.content import Content, Source
from careergraph.ontology.facts import Facts, record
from careergraph.ontology.files import write_text
from tests.export.explorer import FLAGS, VIOLATIONS, WIDE, Open, Row

HOSTILE = (
    "</script><script>window.hacked = 1</script>",
    '"><img src=x onerror="window.hacked = 1">',
    "left \u202eright to left",
    "=cmd|' /C calc'!A0",
    "back`tick` #quot; \\ [x](javascript:alert(1)) & {{ 7 * 7 }}",
)
SOURCES = {
    "article": Source("article", "An article"),
    "editorial": Source("editorial", "Our judgement"),
}


_closing = ExitStack()
_chromium: list[Browser] = []
"""The browser, while it runs."""
_idle: dict[str, Page] = {}
"""Pages that wait to be used again, by their options."""


@lru_cache(maxsize=4)
def _html(
    facts: Facts, focus: str | None, route: tuple[str, ...], most_vis_nodes: int
) -> str:
    return to_html(facts, focus=focus, route=route, most_vis_nodes=most_vis_nodes)


def take_page(
    browser: Browser, options: dict[str, Any], *, fresh: bool = False
) -> tuple[str, Page]:
    """Return a page and the key under which it can be given back; "" when it cannot.

    A page of the same options is used again, unless ``fresh``: a new one takes as long
    as what most tests do with it.
    """
    options = {"viewport": WIDE} | options
    key = "" if fresh else repr(sorted(options.items()))
    page = _idle.pop(key, None)
    if page is None:
        page = browser.new_page(**options)
        page.add_init_script(VIOLATIONS)
    page.set_viewport_size(options["viewport"])
    page.emulate_media(
        media="null",  # as the browser has it: a PDF is print
        color_scheme=options.get("color_scheme", "light"),
        reduced_motion=options.get("reduced_motion", "no-preference"),
    )
    page.mouse.move(0, 0)
    return key, page


def give_back(key: str, page: Page) -> None:
    """Let a page be used again, with nothing stored."""
    page.evaluate("try { localStorage.clear() } catch { /* a test denied it */ }")
    if not key or _idle.setdefault(key, page) is not page:
        page.close()


@pytest.fixture(scope="session")
def graph_of() -> Callable[..., CareerGraph]:
    """Return a function that makes a graph of rows.

    All concepts are known to an article, but those named in ``editorial``.
    """

    def make(*rows: Row, editorial: Sequence[str] = ()) -> CareerGraph:
        concepts = {}
        for kind, slug, label, statements in rows:
            concepts[slug] = Concept(
                slug=slug,
                kind=kind,
                file="",
                label=label,
                definition=f"About {label}.",
                sources=("editorial",) if slug in editorial else ("article",),
                statements=tuple(
                    Statement(name, value, tuple(sources), 1)
                    for name, values in statements.items()
                    for value, sources in values.items()
                ),
                lines={},
            )
        quads = compile_quads(Content(concepts, SOURCES))
        return CareerGraph(Compiled(record(quads), lambda: to_n_quads(quads)))

    return make


@pytest.fixture(scope="session")
def tiny(graph_of: Callable[..., CareerGraph]) -> CareerGraph:
    return graph_of(
        (
            "Role",
            "analyst",
            "Analyst",
            {
                "level": {"2": ["editorial"]},
                "leadsTo": {"scientist": ["article", "editorial"]},
                "requires": {"sql": ["editorial"]},
            },
        ),
        (
            "Role",
            "scientist",
            "Scientist",
            {
                "altLabel": {"Researcher": ["editorial"]},
                "level": {"3": ["editorial"]},
                "typicalYearsLow": {"1.5": ["article"]},
                "requires": {"sql": ["article"]},
            },
        ),
        ("ProgrammingLanguage", "sql", "SQL", {"effort": {"40": ["editorial"]}}),
    )


@pytest.fixture(scope="session")
def hostile(graph_of: Callable[..., CareerGraph]) -> CareerGraph:
    """Roles in a row, each with a label that attacks one format or another."""
    slugs = [f"hostile-{i}" for i in range(len(HOSTILE))]
    rows: list[Row] = []
    for i, (slug, label) in enumerate(zip(slugs, HOSTILE, strict=True)):
        after = {"leadsTo": {slugs[i + 1]: ["article"]}} if i + 1 < len(slugs) else {}
        named = {"altLabel": {f"also {label}": ["article"]}}
        level = {"level": {str(i + 1): ["article"]}}
        rows.append(("Role", slug, label, {**level, **after, **named}))
    return graph_of(*rows)


@pytest.fixture(scope="module")
def browser() -> Browser:
    """Chromium, started once for all tests of this folder."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        pytest.fail("these tests need chromium; install it: apt-get install chromium")
    if not _chromium:
        playwright = _closing.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        _closing.callback(browser.close)
        _chromium.append(browser)
    return _chromium[0]


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    """Close the browser after the last test here: others need the event loop."""
    if nextitem is None or nextitem.path.parent != Path(__file__).parent:
        _closing.close()
        _chromium.clear()
        _idle.clear()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Return a function that opens a graph's page and waits until it is ready.

    Pages of the same options to the browser are used again, unless ``fresh``; each
    begins with nothing stored and no pointer over it. At the end of the test no page
    may have made a request, written to the console or run into its own policy.
    """
    opened: list[tuple[str, Page]] = []
    faults: list[str] = []
    listeners: dict[Any, Callable[[Any], None]] = {
        "console": lambda message: faults.append(message.text),
        "pageerror": lambda error: faults.append(str(error)),
        "request": lambda request: faults.append(request.url),
    }

    def start(
        graph: CareerGraph,
        hash: str = "",
        *,
        focus: str | None = None,
        route: Sequence[str] = (),
        most_vis_nodes: int = MOST_VIS_NODES,
        fresh: bool = False,
        **options: Any,
    ) -> Page:
        file = tmp_path / f"careers-{len(opened)}.html"
        write_text(file, _html(graph.facts, focus, tuple(route), most_vis_nodes))
        key, page = take_page(browser, options, fresh=fresh)
        opened.append((key, page))
        for event, listener in listeners.items():
            page.on(event, listener)
        page.goto(file.as_uri() + hash)
        page.wait_for_selector("html[data-ready]")
        assert faults.pop(0) == file.as_uri() + hash.split("#")[0]
        return page

    yield start
    for key, page in opened:
        assert page.evaluate("violations") == []
        for event, listener in listeners.items():
            page.remove_listener(event, listener)
        give_back(key, page)
    assert faults == []
