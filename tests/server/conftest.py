"""Servers in processes of their own, on free ports."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from careergraph import CareerGraph
from tests.export.conftest import browser, give_back, graph_of, take_page
from tests.server.running import DATA, RunningServer, start, stop

__all__ = ["browser", "graph_of"]  # fixtures that the tests of pages take from there

Look = Callable[..., Page]
"""Opens a page of a server; options go to the browser."""


@pytest.fixture(scope="session")
def server() -> Iterator[RunningServer]:
    """A server of the graph that comes with the package, with a deadline of 2 s."""
    running = start("--seconds", "2")
    yield running
    stop(running)


@pytest.fixture(scope="session")
def protocol_server() -> Iterator[RunningServer]:
    """A server of the graphs that the protocol tests ask for."""
    running = start("--graph", str(DATA / "protocol.trig"))
    yield running
    stop(running)


@pytest.fixture
def look(browser: Browser) -> Iterator[Look]:
    """Return a function that opens a page of a server.

    Pages of the same options to the browser are used again. At the end of the test no
    page may have asked another server, written to the console or run into its policy;
    a console line that is ``expected`` must have come.
    """
    opened: list[tuple[str, Page, dict[Any, Callable[[Any], None]]]] = []
    faults: list[str] = []
    wanted: list[str] = []

    def start(
        server: RunningServer, path: str, *, expected: str = "", **options: Any
    ) -> Page:
        def check(address: str) -> None:
            if not address.startswith((f"{server.url}/", "blob:")):
                faults.append(address)

        listeners: dict[Any, Callable[[Any], None]] = {
            "console": lambda message: faults.append(message.text),
            "pageerror": lambda error: faults.append(str(error)),
            "request": lambda request: check(request.url),
        }
        key, page = take_page(browser, options)
        for event, listener in listeners.items():
            page.on(event, listener)
        page.goto(server.url + path)
        if options.get("java_script_enabled", True) and page.locator("#data").count():
            page.wait_for_selector("html[data-ready]")
        opened.append((key, page, listeners))
        if expected:
            wanted.append(expected)
        return page

    yield start
    for key, page, listeners in opened:
        if page.evaluate("'violations' in window"):
            assert page.evaluate("violations") == []
        for event, listener in listeners.items():
            page.remove_listener(event, listener)
        give_back(key, page)
        if not page.is_closed():
            page.goto("about:blank")  # which ends what the test left running
    left = [fault for fault in faults if not any(text in fault for text in wanted)]
    assert left == []
    assert len(faults) >= len(wanted)


@pytest.fixture(scope="session")
def serve_graph(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[CareerGraph], RunningServer]]:
    """Return a function that serves a graph."""
    running: list[RunningServer] = []

    def serve(graph: CareerGraph) -> RunningServer:
        file: Path = tmp_path_factory.mktemp("graph") / "graph.nq"
        file.write_bytes(graph.n_quads)
        running.append(start("--graph", str(file)))
        return running[-1]

    yield serve
    for server in running:
        stop(server)
