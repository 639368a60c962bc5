"""Whatever is sent: an answer in time, no fault of the server, nothing let out."""

import socket
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import schemathesis
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from careergraph.queries.questions import load_question, question_names
from tests.server.running import RunningServer, start, stop

SECRET = "the-secret-of-this-test"
DEADLINE = 2.0
GRACE = 0.5
"""Seconds after its deadline within which a query is ended."""

LOAD = 1.5
"""Seconds for other work on the machine."""

STATUSES = {200, 204, 303, 304, 307, 400, 403, 404, 405, 406, 413, 415, 503}


class Listener:
    """A port on which nobody may call."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(0.2)
        self.address = f"127.0.0.1:{self._socket.getsockname()[1]}"

    def is_called(self) -> bool:
        try:
            connection, _ = self._socket.accept()
        except TimeoutError:
            return False
        connection.close()
        return True

    def close(self) -> None:
        self._socket.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server runs; it holds a secret as RDF, and as a query."""
    path = tmp_path_factory.mktemp("secret")
    triple = f'<https://example.org/s> <https://example.org/p> "{SECRET}" .\n'
    for name in ("secret.nt", "secret.ttl", "secret"):
        (path / name).write_text(triple, encoding="utf-8")
    (path / "secret.rq").write_text(f'SELECT ("{SECRET}" AS ?s) {{}}')
    return path


@pytest.fixture(scope="module")
def fuzzed(folder: Path) -> Iterator[RunningServer]:
    server = start("--seconds", str(DEADLINE), directory=folder)
    yield server
    stop(server)
    assert not [line for line in server.errors if "Traceback" in line]


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


QUERIES = (
    "SELECT * FROM <IRI> { ?s ?p ?o }",
    "SELECT * FROM NAMED <IRI> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * { GRAPH <IRI> { ?s ?p ?o } }",
    "SELECT * { SERVICE <IRI> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <IRI> { ?s ?p ?o } }",
    "SELECT * { BIND (<IRI> AS ?x) SERVICE ?x { ?s ?p ?o } }",
    "SELECT * { VALUES ?x { <IRI> } SERVICE ?x { ?s ?p ?o } }",
    "DESCRIBE <IRI>",
    "DESCRIBE <IRI> FROM <IRI>",
    "CONSTRUCT FROM <IRI> WHERE { ?s ?p ?o }",
    "ASK FROM <IRI> { ?s ?p ?o }",
    "BASE <IRI> SELECT * FROM <> { ?s ?p ?o }",
    "BASE <IRI> SELECT * FROM NAMED <#> { GRAPH ?g { ?s ?p ?o } }",
    "PREFIX x: <IRI> SELECT * FROM x: { ?s ?p ?o }",
    "PREFIX x: <IRI> SELECT * { SERVICE x: { ?s ?p ?o } }",
    "# SELECT\rSELECT * #\rFROM <IRI>\n{ ?s ?p ?o }",
    'SELECT * { FILTER("\\u0022 #" != "") SERVICE <IRI> { ?s ?p ?o }\n}',
    "SELECT * { SERV\\u0049CE <IRI> { ?s ?p ?o } }",
    "SELECT * FR\\u004FM <IRI> { ?s ?p ?o }",
    "SELECT * { ?s ?p ?o } #{\nFROM <IRI>",
    "LOAD <IRI>",
    "LOAD SILENT <IRI> INTO GRAPH <https://example.org/>",
    "ASK {} ; LOAD <IRI>",
    "INSERT { ?s ?p ?o } USING <IRI> WHERE { ?s ?p ?o }",
)


@pytest.mark.parametrize("query", QUERIES)
def test_no_query_reads_a_file_or_asks_a_server(
    fuzzed: RunningServer, listener: Listener, folder: Path, query: str
) -> None:
    escaped = listener.address.replace("127", "\\u0031\\u0032\\u0037")
    iris = (
        f"http://{listener.address}/",
        f"HTTP://user:word@{listener.address}/secret.nt?a#b",
        f"http://{escaped}/",
        f"//{listener.address}/",
        (folder / "secret.nt").as_uri(),
        f"file:{folder}/secret.ttl",
        "secret.nt",
        "./secret",
        "../" * 20 + str(folder)[1:] + "/secret.nt",
    )
    for iri in iris:
        text = query.replace("IRI", iri)
        for parameters in (
            {},
            {"default-graph-uri": iri},
            {"named-graph-uri": iri},
        ):
            reply = fuzzed.query(text, **parameters)
            assert reply.status in {200, 400}, reply.text
            assert SECRET not in reply.text
            if parameters:
                assert reply.status == 400
    assert not listener.is_called()


@pytest.mark.parametrize("name", ["secret", "secret.rq", "./secret.rq", "-"])
def test_a_query_is_never_the_name_of_a_file(fuzzed: RunningServer, name: str) -> None:
    reply = fuzzed.query(name)
    assert reply.status == 400
    assert SECRET not in reply.text


bounded = settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
questions = st.sampled_from([load_question(name).text for name in question_names()])
words = """
SELECT ASK CONSTRUCT DESCRIBE FROM NAMED GRAPH SERVICE SILENT { } ( ) [ ] < > . ; , * +
? ! | ^ / - = && || UNION OPTIONAL MINUS FILTER EXISTS NOT VALUES BIND AS GROUP BY HAVING
ORDER DESC LIMIT OFFSET UNDEF REGEX REPLACE IRI BNODE STRDT CONCAT 0 -1 1e9 " ' \\ #
99999999999999999999 \\u0022 \\U00000022 <http://[> <file:///> _:b @en ^^xsd:integer
?s $s id: cg:level a true é 😀
"""
signs = ("\n", "\r", "\0", "\ufeff", "\ud7ff", '"""')
pieces = st.sampled_from([*words.split(), *signs])


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Draw a real query in which something is put, left out or said twice."""
    text = draw(questions)
    for _ in range(draw(st.integers(1, 4))):
        begin = draw(st.integers(0, len(text)))
        end = draw(st.integers(begin, min(len(text), begin + 40)))
        middle = draw(
            st.one_of(pieces, st.just(text[begin:end] * 2), st.text(max_size=9))
        )
        text = text[:begin] + middle + text[end:]
    return text


def answered(server: RunningServer, path: str, **request: object) -> int:
    """Return the status of an answer that came in time, and is one line if a fault."""
    began = time.monotonic()
    reply = server.ask(path, **request)  # type: ignore[arg-type] # by their names
    # both lanes, one after the other
    assert time.monotonic() - began < DEADLINE + 2 * GRACE + LOAD
    assert reply.status in STATUSES, reply.text
    if reply.status >= 400 and request.get("method") != "HEAD":
        assert len(reply.body.splitlines()) == 1
        assert reply.media_type == "text/plain"
    return reply.status


@bounded
@given(st.one_of(mutated(), st.lists(pieces).map(" ".join), st.text()))
@example("SELECT" + " " * 10_000 + "{" * 300)
@example("ASK { ?s " + "!" * 4_000 + " ?o }")
@example("ASK { FILTER(" + "(" * 150 + "1" + ")" * 150 + ") }")
@example("ASK { FILTER(REGEX('" + "a" * 5_000 + "b', '(a+)+$')) }")
@example("SELECT (REPLACE('" + "a" * 1_000 + "', '', '" + "x" * 1_000 + "') AS ?n) {}")
def test_any_query_is_answered(fuzzed: RunningServer, query: str) -> None:
    body = query.encode("utf-8", "surrogatepass")
    headers = {"Content-Type": "application/sparql-query"}
    answered(fuzzed, "/sparql", method="POST", headers=headers, body=body)


PATHS = (
    "/",
    "/sparql",
    "/id/",
    "/schema",
    "/path",
    "/gap",
    "/static/",
    "/openapi.json",
)
NAMES = ("query", "update", "default-graph-uri", "from", "to", "k", "holding", "x")
header_value = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60)


@bounded
@given(
    path=st.sampled_from(PATHS),
    rest=st.binary(max_size=20),
    fields=st.lists(
        st.tuples(st.sampled_from(NAMES), st.binary(max_size=30)), max_size=4
    ),
    method=st.sampled_from(("GET", "HEAD", "POST", "OPTIONS", "PUT")),
    accept=header_value,
    content_type=st.one_of(
        header_value,
        st.sampled_from(
            ("application/x-www-form-urlencoded", "application/sparql-query; charset=x")
        ),
    ),
    tag=header_value,
    body=st.binary(max_size=100),
)
def test_any_request_is_answered(
    fuzzed: RunningServer,
    path: str,
    rest: bytes,
    fields: list[tuple[str, bytes]],
    method: str,
    accept: str,
    content_type: str,
    tag: str,
    body: bytes,
) -> None:
    address = "&".join(f"{name}={quote(value)}" for name, value in fields)
    headers = {"Accept": accept, "Content-Type": content_type, "If-None-Match": tag}
    answered(
        fuzzed,
        f"{path}{quote(rest) if path[-1] == '/' else ''}?{address}",
        method=method,
        headers=headers,
        body=body if method in {"POST", "PUT"} else None,
    )


@bounded
@given(st.binary(max_size=200), st.sampled_from((b"", b"GET ", b"POST /sparql ")))
def test_any_bytes_leave_the_server_standing(
    fuzzed: RunningServer, sent: bytes, begin: bytes
) -> None:
    with socket.create_connection(("127.0.0.1", fuzzed.port), timeout=5) as client:
        client.sendall(begin + sent + b"\r\n\r\n")
        client.shutdown(socket.SHUT_WR)
        first = client.recv(65536)
    assert first == b"" or first.startswith(b"HTTP/1.1 ")
    assert not first.startswith(b"HTTP/1.1 500")


@pytest.mark.parametrize("path", ["/path", "/gap"])
def test_paths_and_gaps_are_as_described(fuzzed: RunningServer, path: str) -> None:
    described = schemathesis.openapi.from_url(f"{fuzzed.url}/openapi.json")
    operation = described[path]["GET"]

    # hypothesis takes no strategy that is known only when the server runs
    @settings(bounded, max_examples=40)
    @given(operation.as_strategy())
    def is_as_described(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(timeout=10)

    is_as_described()


def test_the_server_still_answers(fuzzed: RunningServer) -> None:
    connection = HTTPConnection("127.0.0.1", fuzzed.port, timeout=5)
    connection.request("GET", "/sparql?query=ASK%7B%7D")
    assert connection.getresponse().status == 200
    connection.close()
