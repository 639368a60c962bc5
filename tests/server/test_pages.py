"""The pages of concepts, of the vocabulary and of errors, in a real browser."""

import re
from collections.abc import Callable
from importlib.resources import files

import pytest
from playwright.sync_api import Locator, Page, expect

from careergraph import CareerGraph
from tests.export.audit import audit, faint_texts
from tests.export.conftest import HOSTILE
from tests.export.explorer import PHONE, WIDE
from tests.server.conftest import Look
from tests.server.running import RunningServer

HTML = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
"""What a browser accepts."""


def section(page: Page, title: str) -> Locator:
    heading = page.locator(
        "h2", has_text=re.compile(rf"^{title}( \d+)?$", re.IGNORECASE)
    )
    return page.locator("section").filter(has=heading)


def test_a_role_tells_all_that_is_said_of_it_and_who_says_so(
    graph: CareerGraph, server: RunningServer, look: Look
) -> None:
    page = look(server, "/id/data-analyst")
    facts = graph.facts
    expect(page.locator("h1")).to_have_text("Data Analyst")
    expect(page.locator(".definition")).to_have_text(
        facts.entity("data-analyst").definition
    )
    for title, name in (("requires", "requires"), ("leads to", "leadsTo")):
        shown = section(page, title).locator(".chip").all_text_contents()
        wanted = [facts.label(slug) for slug in facts.objects("data-analyst", name)]
        assert sorted(shown) == sorted(wanted)
    shown = section(page, "follows").locator(".chip").all_text_contents()
    before = facts.subjects("data-analyst", "leadsTo")
    assert sorted(shown) == sorted(facts.label(one.value) for one in before)
    stage = section(page, "at a glance")
    assert "3 Practitioner" not in stage.inner_text()
    assert "2 Junior" in stage.inner_text()
    assert "Stated by TechRolepedia: Machine Learning Engineer" in stage.inner_text()
    section(page, "requires").get_by_role("link", name="SQL").click()
    expect(page.locator("h1")).to_have_text("SQL")


def test_pay_is_a_table_for_each_source(
    graph: CareerGraph, server: RunningServer, look: Look
) -> None:
    page = look(server, "/id/machine-learning-engineer")
    pay = section(page, "Pay a year")
    figures = graph.facts.subjects("machine-learning-engineer", "forRole")
    paid = [one.value for one in figures if graph.facts.objects(one.value, "currency")]
    links = pay.locator("tbody a").evaluate_all(
        "all => all.map((a) => a.getAttribute('href'))"
    )
    assert sorted(links) == sorted(f"/id/{slug}" for slug in paid)
    assert pay.locator("cite").count() == pay.locator("table").count()
    [row] = pay.locator("tr", has_text="136,320").all()
    assert row.locator("th, td").all_inner_texts() == [
        "United States USD",
        "2022-05",
        "median 136,320",
        "78,190–232,010",
    ]


def test_matches_and_addresses_lead_to_the_web(
    server: RunningServer, look: Look
) -> None:
    page = look(server, "/id/data-analyst")
    links = section(page, "in other schemes").locator("a")
    assert links.evaluate_all(
        "all => all.map((a) => [a.href, a.rel, a.innerText])"
    ) == [
        [
            "http://data.europa.eu/esco/occupation/d3edb8f8-3a06-47a0-8fb9-9b212c006aa2",
            "noopener noreferrer",
            "ESCO occupation d3edb8f8…",
        ],
        [
            "https://www.onetonline.org/link/summary/15-2051.00",
            "noopener noreferrer",
            "O*NET 15-2051.00",
        ],
    ]


def test_the_explorer_opens_at_the_concept_and_at_its_paths(
    server: RunningServer, look: Look
) -> None:
    page = look(server, "/id/data-analyst")
    page.get_by_role("link", name="See it in the explorer").click()
    page.wait_for_selector("html[data-ready]")
    expect(page.locator("#details h2")).to_have_text("Data Analyst")
    page.go_back()
    page.get_by_role("link", name="Path from here").click()
    page.wait_for_selector("html[data-ready]")
    expect(page.locator("#path-from")).to_have_value("Data Analyst")
    page.go_back()
    page.get_by_role("link", name="Path to here").click()
    page.wait_for_selector("html[data-ready]")
    expect(page.locator("#path-to")).to_have_value("Data Analyst")


def test_a_term_of_the_vocabulary_is_found_at_its_iri(
    server: RunningServer, look: Look
) -> None:
    page = look(server, "/schema#leadsTo")
    term = page.locator(".term:target")
    expect(term.locator("h3")).to_have_text("cg:leadsTo leads to")
    assert term.locator("dd").all_inner_texts() == ["Role", "Role"]
    term.locator("dd a").first.click()
    expect(page.locator(".term:target h3")).to_have_text("cg:Role Role")
    ids = page.locator("[id]").evaluate_all("all => all.map((one) => one.id)")
    assert len(ids) == len({*ids})


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/id/nobody", 404, 'there is no concept "nobody"'),
        ("/?question=nothing", 404, 'there is no question "nothing" here'),
        ("/nowhere", 404, "not found"),
        ("/sparql?query=SELECT", 400, "line 1, column 7: it ends too early"),
        ("/path?from=data-analyst", 400, "say to=ROLE"),
    ],
)
def test_an_error_is_a_page_for_a_browser_and_a_line_for_others(
    server: RunningServer, look: Look, path: str, status: int, told: str
) -> None:
    plain = server.ask(path)
    assert (plain.status, plain.media_type) == (status, "text/plain")
    assert plain.text == f"{told}\n"
    page = look(server, path, expected=f"status of {status}")
    expect(page.locator(".fault")).to_have_text(told)
    page.get_by_role("link", name="To the query page").click()
    expect(page.locator("h1")).to_have_text("Query the graph")


def test_an_error_page_keeps_the_headers_of_the_error(server: RunningServer) -> None:
    reply = server.ask("/schema", method="DELETE", headers=HTML)
    assert (reply.status, reply.media_type) == (405, "text/html")
    assert {*reply.headers["allow"].split(", ")} == {"GET", "HEAD"}
    assert reply.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("name", ["page.css", "query.js", "yasgui/yasgui.min.js"])
def test_files_of_pages_are_served_and_no_other(
    server: RunningServer, name: str
) -> None:
    assert server.ask(f"/static/{name}").status == 200
    for other in (f"../{name}", "../pages.py", "..%2Fpages.py", "yasgui/renew.py", ""):
        assert server.ask(f"/static/{other}").status == 404, other


def test_each_page_may_load_from_this_server_alone(server: RunningServer) -> None:
    for path in ("/", "/id/python", "/schema", "/disagreements", "/nowhere"):
        policy = server.ask(path, headers=HTML).headers["content-security-policy"]
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        assert rules["default-src"] == "'none'"
        assert rules["script-src"] == rules["style-src"] == "'self'"


@pytest.fixture(scope="module")
def hostile_server(
    serve_graph: Callable[[CareerGraph], RunningServer],
    graph_of: Callable[..., CareerGraph],
) -> RunningServer:
    rows = [
        (
            "Role",
            f"hostile-{i}",
            label,
            {
                "altLabel": {f"also {label}": ["article"]},
                "leadsTo": {f"hostile-{(i + 1) % len(HOSTILE)}": ["article"]},
            },
        )
        for i, label in enumerate(HOSTILE)
    ]
    addresses = {
        address: ["article"]
        for address in (
            "javascript:window.hacked=1",
            " https://example.org/",
            "data:text/html,<script>hacked=1</script>",
            'https://example.org/"onclick="hacked=1',
            "https://example.org/fine?a=b&c=d",
        )
    }
    site = ("Website", "site", "W" * 300, {"url": addresses})
    return serve_graph(graph_of(*rows, site))


def test_hostile_labels_are_inert(hostile_server: RunningServer, look: Look) -> None:
    for i, label in enumerate(HOSTILE):
        page = look(hostile_server, f"/id/hostile-{i}", viewport=PHONE)
        assert page.locator("h1 bdi").text_content() == label
        assert page.locator(".others bdi").text_content() == f"also {label}"
        after = HOSTILE[(i + 1) % len(HOSTILE)]
        leads = section(page, "leads to").locator(".chip")
        assert leads.all_text_contents() == [after]
        assert page.evaluate("'hacked' in window") is False
        assert page.locator("img, script").count() == 0
        leads.click()
        assert page.locator("h1 bdi").text_content() == after


def test_only_addresses_of_the_web_are_links(
    hostile_server: RunningServer, look: Look
) -> None:
    page = look(hostile_server, "/id/site", viewport=PHONE)
    glance = section(page, "at a glance")
    hrefs = glance.locator("a").evaluate_all("all => all.map((a) => a.href)")
    assert hrefs == ["https://example.org/fine?a=b&c=d"]
    assert "javascript:window.hacked=1" in glance.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.parametrize(
    "path", ["/id/machine-learning-engineer", "/id/python", "/schema", "/nowhere"]
)
def test_a_phone_need_not_scroll_aside(
    server: RunningServer, look: Look, path: str
) -> None:
    page = look(
        server, path, viewport=PHONE, expected="404" if path == "/nowhere" else ""
    )
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_the_colours_are_those_of_the_explorer() -> None:
    def colours(package: str, *path: str) -> dict[str, str]:
        text = files(package).joinpath(*path).read_text("utf-8")
        return dict(
            re.findall(r"^  (--[\w-]+): (light-dark\(.*\));$", text, re.MULTILINE)
        )

    explorer = colours("careergraph.export", "templates", "style.css")
    ours = colours("careergraph.server", "static", "page.css")
    assert ours
    assert {name: explorer[name] for name in ours} == ours


AUDITED = {
    "query": "/",
    "rows": "/?question=salaries-by-place",
    "graph": "/?question=describe-role",
    "yes": "/?query=ASK%20%7B%7D",
    "fault": "/?query=SELECT",
    "role": "/id/machine-learning-engineer",
    "skill": "/id/python",
    "vocabulary": "/schema",
    "disagreements": "/disagreements",
}


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["screen", "phone"])
@pytest.mark.parametrize("name", AUDITED)
def test_axe_finds_nothing(
    server: RunningServer, look: Look, name: str, viewport: dict[str, int]
) -> None:
    expected = "400" if name == "fault" else ""
    page = look(
        server,
        AUDITED[name],
        expected=expected,
        viewport=viewport,
        color_scheme="light",
        reduced_motion="reduce",
    )
    if "?" in AUDITED[name]:
        page.wait_for_selector("#results .yasr_results > *")
    broken, unjudged = audit(page)
    assert broken == []
    texts = [one.target for one in unjudged if one.rule == "color-contrast"]
    assert [one for one in unjudged if one.rule != "color-contrast"] == []
    assert faint_texts(page, texts) == {}
    page.emulate_media(color_scheme="dark")
    broken, unjudged = audit(page, "color-contrast", "link-in-text-block")
    assert broken == []
    assert faint_texts(page, [one.target for one in unjudged]) == {}
