"""HTTP at the endpoint: methods, types, sizes, and what is told of a fault."""

import gzip
from urllib.parse import quote

import pytest

from tests.server.running import RunningServer

ASK = "/sparql?query=ASK%7B%7D"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
MEGABYTE = 1 << 20
TEN = "SELECT (10 AS ?n) {}"


def test_head_tells_what_get_tells(server: RunningServer) -> None:
    got, asked = server.ask(ASK), server.ask(ASK, method="HEAD")
    assert (asked.status, asked.body) == (200, b"")
    for name in ("content-type", "content-length", "etag", "cache-control", "vary"):
        assert asked.headers[name] == got.headers[name]


def test_head_of_a_fault_has_its_status(server: RunningServer) -> None:
    reply = server.ask("/sparql?query=ASK", method="HEAD")
    assert (reply.status, reply.body) == (400, b"")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "FOO", "get"])
def test_other_methods_are_not_allowed(server: RunningServer, method: str) -> None:
    reply = server.ask(ASK, method=method)
    assert (reply.status, reply.text) == (405, "method not allowed\n")
    assert set(reply.headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/sparql", {"GET", "HEAD", "POST", "OPTIONS"}),
        ("/path", {"GET", "HEAD", "OPTIONS"}),
        ("/id/python", {"GET", "HEAD", "OPTIONS"}),
    ],
)
def test_options_tells_the_methods(
    server: RunningServer, path: str, methods: set[str]
) -> None:
    reply = server.ask(path, method="OPTIONS")
    assert (reply.status, reply.body) == (204, b"")
    assert set(reply.headers["allow"].split(", ")) == methods


def test_a_page_of_any_origin_may_ask_but_without_credentials(
    server: RunningServer,
) -> None:
    before = {
        "Origin": "https://example.org",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    preflight = server.ask("/sparql", method="OPTIONS", headers=before)
    assert preflight.status == 200
    assert preflight.headers["access-control-allow-headers"] == "content-type"
    asked = {"Origin": "https://example.org", "Cookie": "secret=1"}
    fault = server.ask("/sparql?query=ASK", headers=asked)
    for reply in (preflight, fault, server.ask(ASK, headers=asked)):
        assert reply.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in reply.headers


def test_a_page_may_not_ask_to_change(server: RunningServer) -> None:
    headers = {
        "Origin": "https://example.org",
        "Access-Control-Request-Method": "DELETE",
    }
    assert server.ask("/sparql", method="OPTIONS", headers=headers).status == 400


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/csv", "text/csv"),
        ("TEXT/CSV", "text/csv"),
        ("text/*", "text/csv"),
        ("application/*;q=0.1, text/csv", "text/csv"),
        (
            "application/sparql-results+xml;q=0.5, text/tab-separated-values;q=0.6",
            "text/tab-separated-values",
        ),
        ("text/csv;q=0, */*", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("text/csv; charset=iso-8859-1", "text/csv"),
        ("text/turtle, application/xml;q=0.1", "application/xml"),
        ("text/html, application/xml;q=0.9, */*;q=0.8", "application/xml"),
        # what is no media type at all is as good as none
        ("garbage", "application/sparql-results+json"),
        (";;;,,,", "application/sparql-results+json"),
        ("text/csv;" * 2000, "text/csv"),
    ],
)
def test_rows_come_as_the_client_likes_best(
    server: RunningServer, accept: str, media_type: str
) -> None:
    reply = server.query(TEN, accept=accept)
    assert (reply.status, reply.media_type) == (200, media_type)
    assert reply.headers["content-type"].endswith("; charset=utf-8")
    assert "10" in reply.text


@pytest.mark.parametrize(
    ("accept", "media_type", "begin"),
    [
        ("", "text/turtle", "@prefix id:"),
        ("application/sparql-results+json, */*;q=0.1", "text/turtle", "@prefix id:"),
        ("application/n-triples", "application/n-triples", "<https://w3id.org/"),
        ("application/rdf+xml", "application/rdf+xml", "<?xml"),
        ("application/ld+json", "application/ld+json", '[{"@id"'),
        ("application/trig", "application/trig", "@prefix id:"),
    ],
)
def test_a_graph_comes_as_the_client_likes_best(
    server: RunningServer, accept: str, media_type: str, begin: str
) -> None:
    reply = server.query("CONSTRUCT { id:python a id:x } {}", accept=accept)
    assert (reply.status, reply.media_type) == (200, media_type)
    assert reply.text.startswith(begin)


@pytest.mark.parametrize(
    ("query", "accept", "offered"),
    [
        (TEN, "image/png", "application/sparql-results+json"),
        (TEN, "text/turtle", "application/sparql-results+json"),
        (TEN, "text/csv;q=0", "application/sparql-results+json"),
        ("CONSTRUCT WHERE { id:python ?p ?o }", "text/csv", "text/turtle"),
    ],
)
def test_what_cannot_be_written_so_is_told_with_what_can(
    server: RunningServer, query: str, accept: str, offered: str
) -> None:
    reply = server.query(query, accept=accept)
    assert reply.status == 406
    assert reply.text.startswith(f"accept one of {offered}, ")


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("query=%ff", "the address is not UTF-8"),
        ("query=%zz", 'line 1, column 1: not SPARQL from here on: "%zz"'),
        ("query=ASK%7B%7D&query=", "say one query; there are 2"),
        ("foo=1", "say one query; there is none"),
        ("query=+%0A", "the query is empty"),
        ("query=ASK+%7B", "line 1, column 6: it ends too early"),
        (
            "query=ASK%7B%7D&default-graph-uri=https://example.org/",
            "there is no graph <https://example.org/> here, none is fetched",
        ),
        (
            "query=ASK%7B%7D&named-graph-uri=file:///etc/passwd",
            "there is no graph <file:///etc/passwd> here, none is fetched",
        ),
        (
            "query=ASK%7B%7D&default-graph-uri=%00%0A<x>",
            "there is no graph <\x00 <x>> here, none is fetched",
        ),
        ("query=ASK%7B%7D" + "&a=b" * 1000, "the address has too many parameters"),
    ],
)
def test_a_fault_in_the_address_is_told_in_a_line(
    server: RunningServer, address: str, message: str
) -> None:
    reply = server.ask(f"/sparql?{address}")
    assert (reply.status, reply.text) == (400, f"{message}\n")
    assert reply.media_type == "text/plain"
    assert reply.headers["cache-control"] == "no-store"
    assert reply.headers["x-content-type-options"] == "nosniff"


def test_a_thousand_parameters_are_read(server: RunningServer) -> None:
    assert server.ask(ASK + "&a=b" * 999).status == 200


def test_a_long_address_is_read(server: RunningServer) -> None:
    assert server.ask(f"{ASK}%23{'a' * 50_000}").status == 200


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        (QUERY, "ASK {}", 200),
        (QUERY.upper(), "ASK {}", 200),
        (f'{QUERY}; charset="UTF-8"', "ASK {}", 200),
        (f"{QUERY}; charset=latin-1", "ASK {}", 415),
        (QUERY, b"ASK { ?s ?p '\xff' }", 400),
        (QUERY, "", 400),
        (FORM, "query=ASK+%7B%7D", 200),
        (FORM, "query=%ff", 400),
        (FORM, b"query=\xff", 400),
        (FORM, "query=ASK+%7B%7D&update=CLEAR+ALL", 403),
        (FORM, "a=b&" * 1001, 400),
        ("multipart/form-data", "query=ASK+%7B%7D", 415),
        ("x", "ASK {}", 415),
    ],
)
def test_a_body_is_read_as_what_it_says_it_is(
    server: RunningServer, content_type: str, body: bytes | str, status: int
) -> None:
    headers = {"Content-Type": content_type}
    reply = server.ask("/sparql", method="POST", headers=headers, body=body)
    assert reply.status == status, reply.text


def test_a_query_in_the_address_and_in_the_body_is_refused(
    server: RunningServer,
) -> None:
    reply = server.ask(
        ASK, method="POST", headers={"Content-Type": QUERY}, body="ASK {}"
    )
    assert reply.status == 400
    assert reply.text == "there is a query in the address and in the body\n"


def test_a_body_of_a_megabyte_is_read_and_a_longer_one_refused(
    server: RunningServer,
) -> None:
    def sent(size: int) -> tuple[int, str]:
        body = "ASK {}".rjust(size, "\n")
        headers = {"Content-Type": QUERY}
        reply = server.ask("/sparql", method="POST", headers=headers, body=body)
        return reply.status, reply.text

    assert sent(MEGABYTE)[0] == 200
    too_long = "the body has more than 1,048,576 bytes\n"
    assert sent(MEGABYTE + 1) == (413, too_long)


def test_an_answer_that_the_client_has_is_not_sent_again(server: RunningServer) -> None:
    tag = server.ask(ASK).headers["etag"]
    for known in (tag, f'"other", {tag}', tag.removeprefix("W/")):
        reply = server.ask(ASK, headers={"If-None-Match": known})
        assert (reply.status, reply.body) == (304, b"")
        assert reply.headers["etag"] == tag
    assert server.ask(ASK, headers={"If-None-Match": '"other"'}).status == 200


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("/sparql?query=ASK%7B%20%7D", ""),
        (ASK, "application/sparql-results+xml"),
        (f"{ASK}&default-graph-uri=https://w3id.org/careergraph/source/editorial", ""),
    ],
)
def test_another_question_has_another_tag(
    server: RunningServer, path: str, accept: str
) -> None:
    tag = server.ask(ASK).headers["etag"]
    headers = {"Accept": accept} if accept else {}
    reply = server.ask(path, headers={**headers, "If-None-Match": tag})
    assert reply.status == 200
    assert reply.headers["etag"] != tag


def test_a_post_is_answered_whatever_the_client_has(server: RunningServer) -> None:
    tag = server.ask("/sparql?query=ASK+%7B%7D").headers["etag"]
    headers = {"Content-Type": QUERY, "If-None-Match": tag}
    reply = server.ask("/sparql", method="POST", headers=headers, body="ASK {}")
    assert (reply.status, reply.json()["boolean"]) == (200, True)


def test_a_long_answer_is_gzipped_for_who_accepts_that(server: RunningServer) -> None:
    query = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 1000"
    path = f"/sparql?query={quote(query)}"
    plain = server.ask(path)
    zipped = server.ask(path, headers={"Accept-Encoding": "gzip"})
    assert zipped.headers["content-encoding"] == "gzip"
    assert len(zipped.body) < len(plain.body) / 2
    assert gzip.decompress(zipped.body) == plain.body
    assert "Accept-Encoding" in plain.headers["vary"]
    assert zipped.headers["etag"] == plain.headers["etag"]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_query_that_takes_too_long_is_ended(
    server: RunningServer, method: str
) -> None:
    reply = server.ask(f"/sparql?query={quote(SLOW)}", method=method)
    assert reply.status == 503
    told = (
        "the query was ended after 2 seconds; ask for less, or begin with what few "
        "things match\n"
    )
    assert reply.text == ("" if method == "HEAD" else told)


def test_an_answer_of_too_many_rows_is_refused_whole(server: RunningServer) -> None:
    reply = server.query("SELECT ?s ?o { ?s ?p ?o . ?x ?y ?z }", accept="text/csv")
    assert reply.status == 503
    assert len(reply.text.splitlines()) == 1


@pytest.mark.parametrize(
    ("path", "status", "message"),
    [
        ("/nope", 404, "not found"),
        ("//sparql", 404, "not found"),
        ("/id/nope", 404, 'there is no concept "nope"'),
        ("/id/a%0Ab", 404, ""),
        ("/id/..", 404, 'there is no concept ".."'),
        ("/id/a/b", 404, "there is no concept"),
        ("/static/nope.js", 404, "there is no such file"),
        ("/static/..%2fapp.py", 404, ""),
        ("/static/%2e%2e", 404, "there is no such file"),
        ("/path", 400, "say to=ROLE"),
        ("/gap?to=a&to=b", 400, "say to once"),
        ("/path?to=head+of+AI&k=0", 400, "k is a number from 1 to 10"),
        ("/path?to=head+of+AI&k=%D9%A1", 400, "k is a number from 1 to 10"),
        ("/path?to=head+of+AI&minimise=fun", 400, "minimise is one of "),
        ("/path?to=head+of+AI&x=1", 400, 'there is no parameter "x"; use '),
        ("/path?to=head+of+AI" + "&holding=sql" * 201, 400, "say holding at most "),
        ("/path?to=nope", 404, 'there is no role called "nope"'),
        ("/path?to=python", 404, '"python" is no role'),
        ("/gap?to=head+of+AI&holding=nope", 404, "there is no "),
    ],
)
def test_what_is_not_there_is_told_in_a_line(
    server: RunningServer, path: str, status: int, message: str
) -> None:
    reply = server.ask(path)
    assert reply.status == status, reply.text
    assert reply.text.startswith(message)
    assert len(reply.text.splitlines()) == 1


@pytest.mark.parametrize("path", ["/id/data-analyst", "/schema"])
@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "text/html"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json, text/html;q=0.9", "application/ld+json"),
        ("application/n-triples;q=0.9, application/rdf+xml", "application/rdf+xml"),
    ],
)
def test_a_concept_is_a_page_or_rdf(
    server: RunningServer, path: str, accept: str, media_type: str
) -> None:
    reply = server.ask(path, headers={"Accept": accept} if accept else {})
    assert (reply.status, reply.media_type) == (200, media_type)
    assert "Accept" in reply.headers["vary"]
    again = {"Accept": accept or "*/*", "If-None-Match": reply.headers["etag"]}
    assert server.ask(path, headers=again).status == 304


def test_a_concept_is_not_a_picture(server: RunningServer) -> None:
    reply = server.ask("/id/data-analyst", headers={"Accept": "image/png"})
    assert reply.status == 406
    assert reply.text.startswith("accept one of text/html, text/turtle, ")


def test_a_concept_in_rdf_is_what_the_graph_says(server: RunningServer) -> None:
    nt = "application/n-triples"
    reply = server.ask("/id/data-analyst", headers={"Accept": nt})
    query = (
        "CONSTRUCT { ?s ?p ?o } { { ?s ?p ?o FILTER(?s = id:data-analyst) } "
        "UNION { ?s ?p ?o FILTER(?o = id:data-analyst) } }"
    )
    lines = server.query(query, accept=nt).text.splitlines()
    assert set(reply.text.splitlines()) == set(lines)
    assert len(lines) > 50


def test_a_path_is_that_of_python(server: RunningServer) -> None:
    from careergraph import CareerGraph

    reply = server.ask("/path?from=data+analyst&to=chief+AI+officer&minimise=learning")
    path = CareerGraph.load().transition_path(
        "data analyst", "chief AI officer", minimise="learning"
    )
    [told] = reply.json()["paths"]
    assert told["moves"] == path.to_dict()["moves"]
    assert told["optimal"] is True


def test_the_explorer_is_there(server: RunningServer) -> None:
    reply = server.ask("/explorer")
    assert (reply.status, reply.media_type) == (200, "text/html")
    again = {"If-None-Match": reply.headers["etag"]}
    assert server.ask("/explorer", headers=again).status == 304
