"""No query makes a request, whatever it is dressed up as."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from pyoxigraph import Store

from careergraph import QueryError
from careergraph.queries.engine import Engine
from careergraph.queries.results import Answer

FOUND = b'{"head": {"vars": []}, "results": {"bindings": [{}]}}'


class Server(HTTPServer):
    """Answers every request on a port of its own with one row, and counts them."""

    requests = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


class Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Server)
        self.server.requests += 1
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(FOUND)))
        self.end_headers()
        self.wfile.write(FOUND)

    do_GET = do_POST

    def log_message(self, *arguments: object) -> None:
        """Print nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, args=[0.01])
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_pyoxigraph_alone_would_make_the_request(server: Server) -> None:
    assert Store().query(f"ASK {{ SERVICE <{server.url}> {{ ?s ?p ?o }} }}")
    assert server.requests == 1


ASKING = [
    "ASK { SERVICE <URL> { ?s ?p ?o } }",
    "ASK { service silent <URL> { ?s ?p ?o } }",
    "ASK { ?a ?b 1SERVICE<URL>{ ?s ?p ?o } }",
    "ASK { FILTER EXISTS { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } } }",
    "ASK { OPTIONAL { SERVICE <URL> { ?s ?p ?o } } }",
    "ASK { { ?s ?p ?o } UNION { MINUS { SERVICE <URL> { ?s ?p ?o } } } }",
    "ASK { BIND (<URL> AS ?url) SERVICE ?url { ?s ?p ?o } }",
    "ASK { VALUES ?url { <URL> } SERVICE ?url { ?s ?p ?o } }",
    "ASK { GRAPH ?g { SERVICE <URL> { ?s ?p ?o } } }",
    "PREFIX u: <URL> ASK { SERVICE u: { ?s ?p ?o } }",
    "BASE <URL> ASK { SERVICE <> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "DESCRIBE ?s WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT (COUNT(*) AS ?n) WHERE { SERVICE <URL> { ?s ?p ?o } }",
    # a comment ends here for pyoxigraph, and would go on for rdflib
    "ASK { #\rSERVICE <URL> { ?s ?p ?o }\n}",
    "# title: A title\r# \rASK { SERVICE <URL> { ?s ?p ?o } }",
    '# title: "\nASK { SERVICE <URL> { ?s ?p ?o } }\n# "',
    # a string ends at the first escape for rdflib, and not for pyoxigraph
    'ASK { FILTER ("\\u0022 # " != "") SERVICE <URL> { ?s ?p ?o }\n }',
    'ASK { FILTER ("\\U00000022 # " != "") SERVICE <URL> { ?s ?p ?o }\n }',
    'ASK { FILTER ("""\n# """ != "") SERVICE <URL> { ?s ?p ?o } }',
    "ASK { FILTER ('#' != \"#\") SERVICE <URL> { ?s ?p ?o } }",
    "ASK { FILTER (<a:#> != <b:#>) SERVICE <URL> { ?s ?p ?o } }",
    # what rdflib cannot parse at all
    "ASK { LATERAL { SERVICE <URL> { ?s ?p ?o } } }",
]


@pytest.mark.parametrize("query", ASKING)
def test_a_query_that_asks_another_server_makes_no_request(
    small: Engine, server: Server, query: str
) -> None:
    with pytest.raises(QueryError):
        small.run(query.replace("URL", server.url))
    assert server.requests == 0


@pytest.mark.parametrize(
    "query",
    [
        "LOAD <URL>",
        "LOAD SILENT <URL> INTO GRAPH <https://example.org/g>",
        "ASK FROM <URL> { ?s ?p ?o }",
        "ASK FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
        "BASE <URL> SELECT*FROM<x>{ ?s ?p ?o }",
    ],
)
def test_load_and_from_make_no_request(
    small: Engine, server: Server, query: str
) -> None:
    with pytest.raises(QueryError):
        small.run(query.replace("URL", server.url))
    assert server.requests == 0


def test_refusal_says_why(small: Engine) -> None:
    with pytest.raises(QueryError) as caught:
        small.run("ASK { SERVICE <https://example.org/> { ?s ?p ?o } }")
    assert str(caught.value) == (
        "SERVICE asks another server, which a query here may not; "
        "ask that server itself"
    )


def test_from_of_an_unknown_graph_is_refused(small: Engine) -> None:
    with pytest.raises(QueryError) as caught:
        small.run("ASK FROM <file:///etc/passwd> { ?s ?p ?o }")
    assert str(caught.value) == (
        "there is no graph <file:///etc/passwd> here, and FROM fetches none; "
        "`careergraph query statements-by-source` shows the graphs"
    )


def test_from_of_a_source_asks_that_source_only(small: Engine) -> None:
    asked = "{ id:scientist cg:careerStage 2 }"
    assert small.run(f"ASK FROM source:one {asked}") == Answer(True)
    assert small.run(f"ASK FROM source:two {asked}") == Answer(False)
    assert small.run(f"ASK FROM NAMED source:two {asked}") == Answer(False)


@pytest.mark.parametrize(
    "query",
    [
        'ASK { FILTER ("customer service from \\u00e9" != "") }',
        "ASK { FILTER (<https://example.org/service> != <https://example.org/from>) }",
        "ASK { VALUES ?from { 1 } } # from the service",
    ],
)
def test_the_words_may_stand_elsewhere(small: Engine, query: str) -> None:
    assert small.run(query) == Answer(True)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (
            'ASK {\n FILTER ("\\u0022" != "") }',
            "line 2: \\u0022 stands for a plain character; write that itself",
        ),
        (
            "ASK { ?s ?p ?o } FROM",
            (
                'it holds "service", "from" or an escape and cannot be checked for '
                "requests to other servers: "
                'line 1, column 18: not SPARQL from here on: "FROM"'
            ),
        ),
    ],
)
def test_what_cannot_be_checked_is_refused(
    small: Engine, query: str, message: str
) -> None:
    with pytest.raises(QueryError) as caught:
        small.run(query)
    assert str(caught.value) == message
