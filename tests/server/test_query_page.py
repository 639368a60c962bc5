"""The query page in a real browser, and its examples at the endpoint."""

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from careergraph import CareerGraph
from careergraph.queries.questions import load_question, question_names
from careergraph.queries.results import Rows, Triples
from careergraph.server.query_page import Example, examples
from tests.export.conftest import HOSTILE
from tests.export.explorer import PHONE, Row
from tests.server.conftest import Look
from tests.server.running import RunningServer

HUBS = "SELECT ?hub WHERE { id:india cg:hasHub ?hub } ORDER BY ?hub"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def at(query: str) -> str:
    return f"/?query={quote(query)}"


def cells(page: Page) -> list[list[str]]:
    rows = page.locator("#results tbody tr")
    return [row.locator("td").all_inner_texts() for row in rows.all()]


def editor(page: Page) -> Locator:
    return page.get_by_label("Query in SPARQL")


def text_of(page: Page) -> str:
    text: str = page.evaluate(
        "document.querySelector('#editor .CodeMirror').CodeMirror.getValue()"
    )
    return text


def write(page: Page, text: str) -> None:
    page.locator("#editor .CodeMirror-lines").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


@pytest.fixture(scope="module")
def shown(graph: CareerGraph) -> dict[str, Example]:
    return {one.name: one for one in examples(graph.engine)}


@pytest.mark.parametrize("name", question_names())
def test_an_example_has_the_rows_of_its_named_question(
    graph: CareerGraph, server: RunningServer, shown: dict[str, Example], name: str
) -> None:
    example = shown[name]
    parameters = load_question(name).example_parameters
    wanted = graph.engine.run(name, parameters=parameters)
    if isinstance(wanted, Triples):
        reply = server.query(example.text, accept="application/n-triples")
        assert reply.text.strip() == wanted.to_ntriples().strip()
    else:
        assert isinstance(wanted, Rows)
        reply = server.query(example.text)
        assert reply.json() == json.loads(wanted.to_json())
    assert reply.status == 200


def test_the_page_begins_with_an_example_that_is_not_run(
    server: RunningServer, look: Look
) -> None:
    page = look(server, "/")
    assert "VALUES ?role { id:data-scientist }" in text_of(page)
    assert page.locator("#results table").count() == 0
    links = page.locator("[data-example]")
    names = links.evaluate_all("all => all.map((a) => a.dataset.example)")
    assert sorted(names) == [*question_names()]


def test_an_example_is_one_click_away_and_its_rows_lead_to_a_concept(
    graph: CareerGraph, server: RunningServer, look: Look
) -> None:
    page = look(server, "/")
    page.get_by_role("link", name="Hubs by country").click()
    wanted = graph.query("hubs-by-country", country="united-kingdom")
    assert isinstance(wanted, Rows)
    expect(page.locator("#told")).to_contain_text(f"{len(wanted)} rows in")
    page.wait_for_selector("#results tbody tr")
    shown = [[row[2], row[3]] for row in cells(page)]
    assert shown == [
        [f"id:{str(row['hub']).rpartition('/')[2]}", row["hub_label"]] for row in wanted
    ]
    assert page.url == f"{server.url}/?question=hubs-by-country"
    page.get_by_role("link", name="id:london").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("London")
    assert page.url == f"{server.url}/id/london"
    page.go_back()
    page.wait_for_selector("#results tbody tr")
    assert [[row[2], row[3]] for row in cells(page)] == shown


def test_iris_lead_to_pages_here_or_to_the_web_and_never_into_a_script(
    server: RunningServer, look: Look
) -> None:
    query = (
        "SELECT ?iri { VALUES ?iri { id:python cg:leadsTo source:editorial "
        "<https://w3id.org/careergraph/schema> <http://example.org/a?b=c#d> "
        "<javascript:alert(1)> <urn:x> <https://w3id.org/careergraph/id/..%2Fexplorer> } }"
    )
    page = look(server, at(query))
    page.wait_for_selector("#results tbody tr")
    links = page.locator("#results tbody a").evaluate_all(
        "all => all.map((a) => [a.getAttribute('href'), a.target, a.rel])"
    )
    described = quote(
        "DESCRIBE <https://w3id.org/careergraph/source/editorial>", safe=""
    )
    assert links == [
        ["/id/python", "", ""],
        ["/schema#leadsTo", "", ""],
        [f"/?query={described}", "", ""],
        ["/schema", "", ""],
        ["http://example.org/a?b=c#d", "_blank", "noopener noreferrer"],
        ["/id/..%252Fexplorer", "", ""],
    ]
    assert "javascript:alert(1)" in [row[0] for row in cells(page)]


def test_a_query_is_written_run_by_a_key_and_kept_in_the_address(
    server: RunningServer, look: Look
) -> None:
    page = look(server, "/")
    write(page, HUBS)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#results tbody tr")
    hubs = [["id:bengaluru"], ["id:delhi-ncr"], ["id:mumbai"]]
    assert cells(page) == hubs
    expect(page.locator("#told")).to_contain_text("3 rows in")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.reload()
    page.wait_for_selector("#results tbody tr")
    assert (text_of(page), cells(page)) == (HUBS, hubs)


def test_a_column_sorts_by_number_up_down_and_back(
    server: RunningServer, look: Look
) -> None:
    page = look(server, at("SELECT ?n { VALUES ?n { 10 9 UNDEF 100 } }"))
    heading = page.get_by_role("button", name="n", exact=True)
    seen = []
    for _ in range(3):
        heading.click()
        seen.append([row[0] for row in cells(page)])
    assert seen == [
        ["", "9", "10", "100"],
        ["100", "10", "9", ""],
        ["10", "9", "", "100"],
    ]


def test_many_rows_are_shown_by_need(server: RunningServer, look: Look) -> None:
    page = look(server, at("SELECT ?s { ?s ?p ?o } LIMIT 450"))
    expect(page.locator("#told")).to_contain_text("450 rows")
    for count, more in ((200, "Show 200 of 250 more"), (400, "Show 50 of 50 more")):
        expect(page.locator("#results tbody tr")).to_have_count(count)
        page.get_by_role("button", name=more).click()
    expect(page.locator("#results tbody tr")).to_have_count(450)


@pytest.mark.parametrize(("format", "method"), [("CSV", "to_csv"), ("JSON", "to_json")])
def test_the_answer_is_saved_in_other_formats(
    graph: CareerGraph, server: RunningServer, look: Look, format: str, method: str
) -> None:
    page = look(server, at(HUBS))
    with page.expect_download() as download:
        page.get_by_role("button", name=format, exact=True).click()
    assert download.value.suggested_filename == f"answer.{format.lower()}"
    saved = Path(download.value.path()).read_bytes().decode()
    assert saved.strip() == getattr(graph.query(HUBS), method)().strip()


def test_yes_and_no_and_a_graph_are_shown(server: RunningServer, look: Look) -> None:
    page = look(server, at("ASK { id:data-analyst cg:leadsTo id:data-scientist }"))
    expect(page.locator("#results .booleanResult")).to_have_text("True")
    write(page, "CONSTRUCT WHERE { id:india cg:hasHub ?hub }")
    page.get_by_role("button", name="Run").click()
    page.wait_for_selector("#results tbody tr")
    assert sorted(cells(page)) == [
        ["id:india", "cg:hasHub", f"id:{hub}"]
        for hub in ("bengaluru", "delhi-ncr", "mumbai")
    ]
    expect(page.get_by_role("button", name="Turtle", exact=True)).to_be_visible()


def test_no_rows_are_said(server: RunningServer, look: Look) -> None:
    page = look(server, at("SELECT ?a { ?a cg:leadsTo cg:leadsTo }"))
    expect(page.locator("#results")).to_contain_text("nothing in the graph matches")


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        (
            "SELECT * { ?s ?p ",
            400,
            'line 1, column 12: not SPARQL from here on: "?s ?p"',
        ),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", 403, "this graph is read-only"),
        (SLOW, 503, "the query was ended after 2 seconds; ask for less"),
        (
            "SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }",
            400,
            "ask that server",
        ),
    ],
)
def test_a_query_that_is_refused_or_ended_says_what_to_do(
    server: RunningServer, look: Look, query: str, status: int, told: str
) -> None:
    page = look(server, at(query), expected=f"status of {status}")
    expect(page.get_by_role("alert")).to_contain_text(told)
    write(page, HUBS)
    page.get_by_role("button", name="Run").click()
    expect(page.locator("#results tbody tr")).to_have_count(3)
    assert page.get_by_role("alert").count() == 0


def test_a_running_query_can_be_stopped(server: RunningServer, look: Look) -> None:
    page = look(server, at(SLOW))
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("#told")).to_have_text("Stopped.")
    expect(page.locator("#run")).to_have_text("Run")


def test_a_server_that_is_gone_is_said(
    serve_graph: Callable[[CareerGraph], RunningServer], graph: CareerGraph, look: Look
) -> None:
    running = serve_graph(graph)
    page = look(running, "/", expected="ERR_CONNECTION_REFUSED")
    running.stop()
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("alert")).to_contain_text("The server does not answer")


def test_examples_are_found_by_words(server: RunningServer, look: Look) -> None:
    page = look(server, "/")
    page.get_by_label("Search examples").fill("salaries place")
    names = page.locator("[data-example]").filter(visible=True)
    assert [link.get_attribute("data-example") for link in names.all()] == [
        "salaries-by-place"
    ]
    expect(page.locator("#found")).to_have_text("1")


def test_the_editor_completes_our_terms(server: RunningServer, look: Look) -> None:
    page = look(server, "/")
    write(
        page, "PREFIX cg: <https://w3id.org/careergraph/schema#>\nSELECT * { ?a cg:lead"
    )
    page.keyboard.press("Control+Space")
    expect(page.locator(".CodeMirror-hint")).to_have_text(["cg:leadsTo"])
    page.keyboard.press("Enter")
    assert text_of(page).endswith("SELECT * { ?a cg:leadsTo")


def test_a_prefix_of_ours_is_declared_as_it_is_written(
    server: RunningServer, look: Look
) -> None:
    page = look(server, "/")
    write(page, "")
    page.keyboard.press("Delete")
    page.keyboard.type("SELECT * { ?a cg:")
    page.wait_for_function(
        "document.querySelector('#editor .CodeMirror').CodeMirror.getValue()"
        ".startsWith('PREFIX cg: <https://w3id.org/careergraph/schema#>')"
    )


def test_the_tabulator_leaves_the_editor(server: RunningServer, look: Look) -> None:
    page = look(server, "/")
    editor(page).focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Run")).to_be_focused()


def test_the_page_works_without_scripts(server: RunningServer, look: Look) -> None:
    page = look(server, "/", java_script_enabled=False)
    page.get_by_role("link", name="Hubs by country").click()
    assert "id:united-kingdom" in page.get_by_label("Query in SPARQL").input_value()
    expect(page.get_by_role("heading", level=2).first).to_have_text("Hubs by country")
    with page.expect_response("**/sparql?*") as answer:
        page.get_by_role("button", name="Run").click()
    assert answer.value.status == 200
    assert answer.value.headers["content-type"].startswith("application/xml")
    assert "<literal>London</literal>" in answer.value.text()


def test_hostile_texts_are_inert(
    serve_graph: Callable[[CareerGraph], RunningServer],
    graph_of: Callable[..., CareerGraph],
    look: Look,
) -> None:
    rows: list[Row] = [
        ("Role", f"hostile-{i}", label, {}) for i, label in enumerate(HOSTILE)
    ]
    running = serve_graph(graph_of(*rows))
    query = "SELECT ?a ?label { ?a skos:prefLabel ?label } ORDER BY ?a"
    page = look(
        running, at(f"{query} # </textarea></script><script>hacked = 1</script>")
    )
    page.wait_for_selector("#results tbody tr")
    labels = page.locator("#results td:last-child bdi").all_text_contents()
    assert labels == [*HOSTILE]
    assert page.evaluate("'hacked' in window") is False
    assert page.locator("#results img, #results script").count() == 0


def test_a_phone_need_not_scroll_aside(server: RunningServer, look: Look) -> None:
    page = look(server, "/?question=pay-of-role", viewport=PHONE)
    page.wait_for_selector("#results tbody tr")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_a_page_from_elsewhere_may_ask_the_endpoint(
    server: RunningServer, protocol_server: RunningServer, browser: Browser
) -> None:
    page = browser.new_page()
    page.goto(f"{protocol_server.url}/openapi.json")  # of another origin: another port
    answer = page.evaluate(
        """async ([url, query]) => {
          const body = new URLSearchParams({ query });
          const headers = { Accept: "text/csv", "X-Other": "asks first" };
          return (await fetch(url, { method: "POST", body, headers })).text();
        }""",
        [f"{server.url}/sparql", HUBS],
    )
    assert [line.rpartition("/")[2] for line in answer.split()] == [
        "hub",
        "bengaluru",
        "delhi-ncr",
        "mumbai",
    ]
    page.close()
