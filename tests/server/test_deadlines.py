"""Clients that are slow, hasty or gone."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from urllib.parse import quote

import pytest
import uvicorn

from careergraph import CareerGraph
from careergraph.server import deadlines, protocol
from careergraph.server.app import application
from careergraph.server.deadlines import DeadlineProtocol
from tests.server.processes import is_busy, processes_below
from tests.server.running import RunningServer

GRAPHS = " ".join(f"GRAPH ?g{i} {{ ?s{i} ?p{i} ?o{i} }}" for i in range(20))
SLOW = f"SELECT (COUNT(*) AS ?n) {{ {GRAPHS} }}"
"""Goes through four graphs to the power of twenty."""

BEGIN = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\n"
BODY = b"Content-Type: application/sparql-query\r\nContent-Length: 100\r\n\r\n"
CHUNKED = (
    b"Content-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\n"
)
GET = "GET /sparql?query={} HTTP/1.1\r\nHost: localhost\r\nAccept: text/csv\r\n\r\n"


@contextmanager
def connected(port: int) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as client:
        yield client


def all_of(client: socket.socket) -> bytes:
    """Return what comes until the connection ends."""
    parts = []
    try:
        while part := client.recv(65536):
            parts.append(part)
    except ConnectionError:
        pass  # it was ended while something was on its way to it
    return b"".join(parts)


@pytest.fixture(scope="module")
def impatient() -> Iterator[int]:
    """The port of a server that waits for half a second, in a thread."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deadlines, "READ_SECONDS", 1.0)
        patch.setattr(deadlines, "WRITE_SECONDS", 1.0)
        patch.setattr(protocol, "BODY_SECONDS", 0.5)
        config = uvicorn.Config(
            application(CareerGraph.load(), workers=1),
            http=DeadlineProtocol,
            ws="none",
            log_level="error",
            lifespan="on",
        )
        running = uvicorn.Server(config)
        listening = socket.create_server(("127.0.0.1", 0))
        # so little that an answer does not fit into what the system keeps
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        thread = Thread(target=running.run, args=[[listening]])
        thread.start()
        while not running.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield listening.getsockname()[1]
        running.should_exit = True
        thread.join()
        listening.close()


@pytest.mark.parametrize(
    "begin",
    [
        b"",
        b"GET /sparql HTTP/1.1\r\nHost:",
        b"\r\n",
        # an answer, then half a request
        GET.format(quote("ASK {}")).encode() + b"GET /",
        # a request with more body than comes, though no one waits for it
        b"GET /sparql?query=ASK HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n1",
    ],
)
def test_a_request_that_never_ends_is_ended(impatient: int, begin: bytes) -> None:
    with connected(impatient) as client:
        client.sendall(begin)
        began = time.monotonic()
        all_of(client)
    # a whole answer before lets the connection be idle for 5 s first
    assert time.monotonic() - began < (7 if b"ASK" in begin else 2)


def test_a_request_that_drips_is_ended_likewise(impatient: int) -> None:
    with connected(impatient) as client:
        began = time.monotonic()
        with pytest.raises(ConnectionError):
            for letter in b"GET /" + b"a" * 1000:
                client.sendall(bytes([letter]))
                time.sleep(0.02)
        assert 0.5 < time.monotonic() - began < 3


@pytest.mark.parametrize("begin", [BODY + b"ASK", CHUNKED + b"3\r\nASK\r\n"])
def test_a_body_that_does_not_come_is_told(impatient: int, begin: bytes) -> None:
    with connected(impatient) as client:
        client.sendall(BEGIN + begin)
        answer = all_of(client)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert answer.endswith(b"\r\n\r\nthe body did not come in time\n")


def test_an_answer_that_nobody_reads_is_not_kept(impatient: int) -> None:
    every = quote("SELECT * { ?s ?p ?o } LIMIT 20000")
    with connected(impatient) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.sendall(GET.format(every).encode())
        time.sleep(4)
        answer = all_of(client)
    length = int(answer.partition(b"content-length: ")[2].partition(b"\r\n")[0])
    assert 0 < len(answer) < length


def test_chunks_are_put_together(server: RunningServer) -> None:
    with connected(server.port) as client:
        client.sendall(BEGIN + b"Connection: close\r\n" + CHUNKED)
        for letter in b"ASK {}":
            client.sendall(b"1\r\n" + bytes([letter]) + b"\r\n")
        client.sendall(b"0\r\n\r\n")
        assert b'"boolean": true' in all_of(client)


def test_a_body_without_end_is_refused_at_a_megabyte(server: RunningServer) -> None:
    chunk = b"10000\r\n" + b"\n" * 0x10000 + b"\r\n"
    sent = 0
    with connected(server.port) as client:
        client.sendall(BEGIN + CHUNKED)
        client.settimeout(0.01)
        answer = b""
        while not answer and sent < 1 << 28:
            client.settimeout(5)
            client.sendall(chunk)
            sent += len(chunk)
            client.settimeout(0.001)
            try:
                answer = client.recv(65536)
            except TimeoutError:
                continue
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert sent < 1 << 24


def test_requests_in_one_go_are_answered_in_their_order(server: RunningServer) -> None:
    numbers = [str(number) for number in range(20)]
    requests = [GET.format(quote(f"SELECT ({n} AS ?n) {{}}")) for n in numbers]
    close = GET.format(quote("ASK {")).replace("Accept", "Connection: close\r\nAccept")
    with connected(server.port) as client:
        client.sendall("".join([*requests, close]).encode())
        text = all_of(client).decode()
    heads, *answers = text.split("HTTP/1.1 ")[0], *text.split("HTTP/1.1 ")[1:]
    assert heads == ""
    assert [answer.rpartition("\r\n")[2] for answer in answers[:-1]] == numbers
    assert answers[-1].startswith("400 ")


def test_two_requests_that_disagree_where_one_ends_are_refused(
    server: RunningServer,
) -> None:
    smuggled = (
        BEGIN
        + b"Content-Type: application/sparql-query\r\nContent-Length: 4\r\n"
        + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /nope HTTP/1.1\r\n\r\n"
    )
    with connected(server.port) as client:
        client.sendall(smuggled)
        assert all_of(client).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"GET\r\n\r\n",
        b"GET /sparql HTTP/1.1\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: h\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: h\r\nA: \x00\r\n\r\n",
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: h\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: h\r\nA: " + b"a" * 200_000 + b"\r\n\r\n",
    ],
)
def test_what_is_no_http_is_refused(
    server: RunningServer, request_bytes: bytes
) -> None:
    with connected(server.port) as client:
        client.sendall(request_bytes)
        answer = all_of(client)
    # nothing comes when the connection was ended before all was sent
    assert answer.startswith(b"HTTP/1.1 400 ") or answer == b""
    assert server.is_true("ASK {}")


def test_a_query_whose_client_goes_away_is_ended(
    protocol_server: RunningServer,
) -> None:
    def busy() -> bool:
        processes = processes_below(protocol_server.process.pid)
        return any(is_busy(pid) for pid in processes)

    with connected(protocol_server.port) as client:
        client.sendall(GET.format(quote(SLOW)).encode())
        time.sleep(1)  # in the slow lane by now
        assert busy()
    began = time.monotonic()
    while busy() and time.monotonic() - began < 5:
        time.sleep(0.05)
    assert time.monotonic() - began < 3  # its deadline would be 10 s
    assert protocol_server.is_true("ASK {}")


def test_no_traceback_is_written(server: RunningServer) -> None:
    assert not [line for line in server.errors if "Traceback" in line]
