"""A client of servers that do not behave: patient, never fooled, never silent."""

import json
import re
import subprocess
import sys
import time
from socket import socket

import pytest

from careergraph import CareerGraph
from careergraph.errors import (
    ArgumentError,
    CareerGraphError,
    EndpointError,
    QueryBoundsError,
    QueryError,
)
from careergraph.queries import connection, copying
from careergraph.queries.bounds import Bounds
from tests.queries.misbehaving import (
    YES,
    Behave,
    Fields,
    hang,
    hang_up,
    misbehaving,
    reply,
    trickle,
)
from tests.queries.servers import free_port

BUSY = "503 Service Unavailable"
BUSY_FOR_A_SECOND = reply(b"busy\n", status=BUSY, headers="Retry-After: 1\r\n")
BUSY_FOR_A_WHILE = reply(b"busy\n", status="429 Too Many Requests")
GOOD = reply(YES)
ENDED = reply(b"the query was ended after 10 seconds\n", status=BUSY)


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses that a test can wait for; what a server asks for stays as it is."""
    monkeypatch.setattr(connection, "FIRST_PAUSE", 0.02)


@pytest.mark.parametrize("busy", [BUSY_FOR_A_SECOND, BUSY_FOR_A_WHILE, hang_up])
def test_a_busy_server_is_asked_again(busy: Behave) -> None:
    with misbehaving(busy, GOOD) as server:
        start = time.monotonic()
        assert CareerGraph.connect(server.url).query("ASK {}")
        taken = time.monotonic() - start
    assert len(server.requests) == 2
    assert server.requests[0] == server.requests[1]
    if busy is BUSY_FOR_A_SECOND:
        assert 1 <= taken < 3


def test_a_server_that_stays_busy_is_given_up() -> None:
    with (
        misbehaving(BUSY_FOR_A_WHILE) as server,
        pytest.raises(EndpointError, match=r"the server is busy \(HTTP 429\)"),
    ):
        CareerGraph.connect(server.url, retries=2).query("ASK {}")
    assert len(server.requests) == 3


def test_a_server_cannot_keep_a_client_for_hours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connection, "LONGEST_PAUSE", 0.1)
    hours = reply(b"", status=BUSY, headers="Retry-After: 86400\r\n")
    with misbehaving(hours, GOOD) as server:
        start = time.monotonic()
        assert CareerGraph.connect(server.url).query("ASK {}")
        assert time.monotonic() - start < 3


def test_a_query_that_was_ended_is_not_sent_again() -> None:
    ended = reply(b"the query was ended after 10 seconds; ask for less\n", status=BUSY)
    with (
        misbehaving(ended) as server,
        pytest.raises(QueryBoundsError, match="was ended after 10") as error,
    ):
        CareerGraph.connect(server.url).query("ASK {}")
    assert error.value.bound == "time"
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("status", "error", "message"),
    [
        ("400 Bad Request", QueryError, "does not take the query: line 1: no"),
        ("401 Unauthorized", EndpointError, r"refuses \(HTTP 401\): line 1: no"),
        ("404 Not Found", EndpointError, r"there is no endpoint \(HTTP 404\); name"),
        ("500 Oh", EndpointError, r"refuses \(HTTP 500\): line 1: no"),
    ],
)
def test_what_is_wrong_is_not_sent_again(
    status: str, error: type[CareerGraphError], message: str
) -> None:
    refusal = reply(b"\nline 1: no\nline 2\n", status=status, media_type="text/plain")
    with (
        misbehaving(refusal) as server,
        pytest.raises(error, match=message) as raised,
    ):
        CareerGraph.connect(server.url).query("ASK {}")
    assert type(raised.value) is error
    assert len(server.requests) == 1


@pytest.mark.parametrize("behave", [hang, trickle])
def test_a_server_that_hangs_is_left_in_time(behave: Behave) -> None:
    with misbehaving(behave) as server:
        start = time.monotonic()
        with pytest.raises(QueryBoundsError, match="no answer within") as error:
            CareerGraph.connect(server.url, timeout=0.3).query("ASK {}")
        assert time.monotonic() - start < 1
    assert error.value.bound == "time"
    assert len(server.requests) == 1


def test_the_time_of_one_query_can_be_set() -> None:
    with misbehaving(hang) as server:
        graph = CareerGraph.connect(server.url)
        with pytest.raises(QueryBoundsError, match="no answer within"):
            graph.query("ASK {}", timeout=0.2)


@pytest.mark.parametrize(
    ("behave", "message"),
    [
        (reply(YES[:-9]), "it has been cut off, or is no application/sparql-results"),
        (reply(YES[:9], length=len(YES)), "the answer has been cut off; ask again"),
        (reply(b"", media_type=""), 'answers with "no type", which is no answer'),
        (reply(b"yes", media_type="text/plain"), 'answers with "text/plain", which'),
        (reply(b"<html>", media_type="text/html; charset=utf-8"), "with a web page"),
        (reply(b"\xff\xfe{}"), "it has been cut off, or is no application/sparql"),
    ],
)
def test_what_is_no_answer_is_told(behave: Behave, message: str) -> None:
    with (
        misbehaving(behave) as server,
        pytest.raises(EndpointError, match=message) as error,
    ):
        CareerGraph.connect(server.url).query("ASK {}")
    assert str(error.value).startswith(server.url)
    assert "\n" not in str(error.value)
    assert len(server.requests) == 1


@pytest.mark.parametrize("rest", range(1, 60, 7))
def test_rows_that_end_too_soon_are_never_an_answer(rest: int) -> None:
    bindings = b'[{"n": {"type": "literal", "value": "1"}}, {}, {"n": {"type": "bnode"'
    text = b'{"head": {"vars": ["n"]}, "results": {"bindings": ' + bindings
    with (
        misbehaving(reply(text[:-rest])) as server,
        pytest.raises(EndpointError, match="cut off"),
    ):
        CareerGraph.connect(server.url).query("SELECT ?n {}")


def test_a_server_that_is_not_there_is_told() -> None:
    graph = CareerGraph.connect(f"http://127.0.0.1:{free_port()}/sparql")
    with pytest.raises(EndpointError, match="the server cannot be reached"):
        graph.query("ASK {}")


@pytest.mark.parametrize(
    "url", ["", "sparql", "ftp://host/sparql", "http://", "file:///etc/passwd"]
)
def test_an_address_of_something_else_is_refused(url: str) -> None:
    with pytest.raises(ArgumentError, match="is no address of an endpoint"):
        CareerGraph.connect(url)


@pytest.mark.parametrize("options", [{"timeout": 0}, {"retries": -1}])
def test_a_number_without_a_meaning_is_refused(options: dict[str, int]) -> None:
    with pytest.raises(ArgumentError, match=f"{next(iter(options))} is"):
        CareerGraph.connect("http://127.0.0.1/sparql", **options)


def test_nothing_is_asked_before_there_is_a_question() -> None:
    with misbehaving(GOOD) as server:
        CareerGraph.connect(server.url)
        assert server.requests == []


def test_the_address_gives_graphs_and_a_login_and_shows_no_password() -> None:
    with misbehaving(reply(b"", status="403 Forbidden")) as server:
        address = server.url.replace("//", "//me:secret@")
        graphs = "named-graph-uri=http%3A%2F%2Fb%2F&default-graph-uri=http://a/"
        with pytest.raises(EndpointError) as error:
            CareerGraph.connect(f"{address}?{graphs}").query("ASK {}")
    assert "secret" not in str(error.value)
    assert server.requests == [
        {
            "named-graph-uri": "http://b/",
            "default-graph-uri": "http://a/",
            "query": "ASK {}",
        }
    ]
    assert "authorization: basic bwu6c2vjcmv0" in server.heads[0].lower()


def rows(*values: tuple[str, ...]) -> bytes:
    """Return rows of subject, predicate and object, written as JSON."""
    found = [
        {
            name: {"type": "uri" if "/" in value else "literal", "value": value}
            for name, value in zip("spo", row, strict=False)
        }
        for row in values
    ]
    document = {"head": {"vars": [*"spo"]}, "results": {"bindings": found}}
    return json.dumps(document).encode()


CONCEPTS = [
    (f"https://w3id.org/careergraph/id/{slug}", "http://p/", str(number))
    for slug in "abcde"
    for number in (1, 2)
]


def capped(cap: int, *, lost: int = 0) -> Behave:
    """Return the behaviour of a server of CONCEPTS that cuts off without a word."""

    def behave(connection: socket, fields: Fields) -> None:
        query = fields["query"]
        found: list[tuple[str, ...]] = []
        if "COUNT" in query:
            found = [(str(len(CONCEPTS)),)]
        elif "?g" not in query:
            after = re.search(r'> "(.*?)"', query)
            kept = CONCEPTS[: len(CONCEPTS) - lost]
            found = [row for row in kept if not after or row[0] > after[1]]
        reply(rows(*found[:cap]))(connection, fields)

    return behave


@pytest.mark.parametrize("cap", [3, 4, 5, 9, 10, 100])
def test_pages_are_put_together_whatever_the_cap(cap: int) -> None:
    with misbehaving(capped(cap)) as server:
        found = CareerGraph.connect(server.url).n_quads.decode().splitlines()
    assert found == [f'<{s}> <{p}> "{o}" .' for s, p, o in CONCEPTS]


def bounded(most: int) -> Behave:
    """Return the behaviour of a server of CONCEPTS too slow to sort them."""

    def behave(connection: socket, fields: Fields) -> None:
        query = fields["query"]
        page = re.search(r"LIMIT (\d+)(?: OFFSET (\d+))?", query)
        if not page:
            capped(10)(connection, fields)
            return
        limit, offset = int(page[1]), int(page[2] or 0)
        body = reply(rows(*CONCEPTS[offset:][:limit]))
        is_ended = limit > most or "ORDER BY" in query
        (ENDED if is_ended else body)(connection, fields)

    return behave


@pytest.mark.parametrize("most", [2, 3, 4, 6])
def test_what_is_too_much_to_sort_comes_in_pages_as_it_lies(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "PAGES", (4, 2))
    with misbehaving(bounded(most)) as server:
        found = CareerGraph.connect(server.url).n_quads.decode().splitlines()
    assert found == [f'<{s}> <{p}> "{o}" .' for s, p, o in CONCEPTS]


@pytest.mark.parametrize(("cap", "lost"), [(1, 0), (2, 0), (100, 1), (3, 2)])
def test_a_dataset_that_does_not_come_whole_is_an_error(cap: int, lost: int) -> None:
    with (
        misbehaving(capped(cap, lost=lost)) as server,
        pytest.raises(EndpointError, match=r"has 10 statements, and \d came"),
    ):
        _ = CareerGraph.connect(server.url).n_quads


def test_an_endpoint_without_a_career_graph_is_told() -> None:
    with (
        misbehaving(reply(rows())) as server,
        pytest.raises(EndpointError, match="holds no concept with a label"),
    ):
        _ = CareerGraph.connect(server.url).facts


def test_rows_over_the_bound_are_refused() -> None:
    with misbehaving(reply(rows(("1",), ("2",), ("3",)))) as server:
        engine = CareerGraph.connect(server.url).engine
        assert len(engine.run("SELECT * {}", bounds=Bounds(rows=3))) == 3  # type: ignore[arg-type] # rows
        with pytest.raises(QueryBoundsError, match="more than 2 rows"):
            engine.run("SELECT * {}", bounds=Bounds(rows=2))


def test_the_command_line_tells_a_fault_in_a_line() -> None:
    with misbehaving(reply(b"<html>", media_type="text/html")) as server:
        line = [sys.executable, "-m", "careergraph", "gap", "data analyst", "x"]
        run = subprocess.run(
            [*line, "--graph", server.url], capture_output=True, text=True
        )
    assert run.returncode == 1
    assert run.stderr == (
        f"Error: {server.url}: it answers with a web page; name the address of the "
        f"endpoint, such as http://host/sparql\n"
    )


def test_a_source_cannot_be_left_out_of_what_another_server_answers() -> None:
    line = [sys.executable, "-m", "careergraph", "show", "python"]
    options = ["--graph", "http://127.0.0.1:9/sparql", "--without", "editorial"]
    run = subprocess.run([*line, *options], capture_output=True, text=True)
    assert run.returncode == 2
    assert run.stderr.startswith("Error: --without is for a graph on this machine")
