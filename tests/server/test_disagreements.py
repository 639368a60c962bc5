"""The page of what ESCO, O*NET and our own graph say differently.

The graph is tests/queries/data/releases.trig, and what is expected was read off it.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from careergraph import CareerGraph
from careergraph.ontology.compile import to_n_quads
from careergraph.ontology.compiled import Compiled
from careergraph.ontology.facts import record
from careergraph.ontology.namespaces import PREFIXES
from careergraph.server.disagreements import ON_A_PAGE, comparisons
from tests.export.explorer import PHONE
from tests.queries.conftest import DATA, compiled
from tests.server.conftest import Look
from tests.server.running import RunningServer, start, stop


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file with three releases in one graph."""
    file = tmp_path_factory.mktemp("releases") / "releases.nq"
    quads = compiled(DATA / "releases.trig")
    file.write_text("".join(f"{quad} .\n" for quad in quads), "utf-8")
    return str(file)


@pytest.fixture(scope="module")
def joined(releases: str) -> Iterator[RunningServer]:
    """A server of three releases."""
    running = start("--graph", releases)
    yield running
    stop(running)


def test_each_two_layers_are_compared(releases: str) -> None:
    found = comparisons(CareerGraph.open(releases))
    told = {
        key: (
            [tuple(role.label for role in pair.roles) for pair in one.differing],
            [tuple(role.label for role in pair.roles) for pair in one.agreeing],
        )
        for key, one in found.items()
    }
    assert told == {
        "careergraph-esco": ([("Modeller", "modeller")], [("Chief", "chief")]),
        "careergraph-onet": (
            [("Modeller", "Modellers"), ("Chief", "Chiefs"), ("Clerk", "Clerks")],
            [],
        ),
        "esco-onet": ([("chief", "Chiefs")], []),
    }


def test_a_pair_tells_what_each_layer_says(joined: RunningServer, look: Look) -> None:
    page = look(joined, "/disagreements?between=careergraph-esco")
    expect(page.locator("h1")).to_have_text("Where careergraph and ESCO disagree")
    rows = page.locator("tbody tr").all()
    assert [row.locator("td").all_inner_texts() for row in rows] == [
        ["competency Python", "essential", "optional"],
        ["competency tables", "not named", "essential"],
        ["competency Trees", "essential", "not named"],
        ["level", "2 Junior", "4 Senior"],
    ]
    by = page.locator(".by").inner_text()
    assert by == "The same as modeller of ESCO, by Our judgement"
    agreeing = page.locator("details li")
    assert agreeing.all_text_contents() == ["Chief and chief"]


def test_a_concept_leads_to_its_page_also_where_it_is_joined_with_another(
    joined: RunningServer, look: Look
) -> None:
    page = look(joined, "/disagreements?between=careergraph-esco")
    page.locator(".by").get_by_role("link", name="modeller").click()
    expect(page.locator("h1")).to_have_text("Modeller")
    page.go_back()
    page.get_by_role("link", name="tables").click()
    expect(page.locator("h1")).to_have_text("tables")


def test_a_phone_need_not_scroll_aside(joined: RunningServer, look: Look) -> None:
    page = look(joined, "/disagreements", viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    current = page.locator("header [aria-current]")
    expect(current).to_have_text("Disagreements")


def test_long_lists_are_paged(
    serve_graph: Callable[[CareerGraph], RunningServer], tmp_path: Path
) -> None:
    roles = "".join(
        f"""id:role-{i} a cg:Role ; skos:prefLabel "Role {i}"@en ; cg:level 1 ;
          skos:exactMatch esco:{i} .
        esco:{i} a cg:Role ; skos:prefLabel "role {i}"@en ; cg:level 4 .
        """
        for i in range(ON_A_PAGE + 1)
    )
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    file = tmp_path / "many.trig"
    file.write_text(f"{prefixes} source:editorial {{ {roles} }}", "utf-8")
    quads = compiled(file)
    running = serve_graph(
        CareerGraph(Compiled(record(quads), lambda: to_n_quads(quads)))
    )
    first, second, third = (
        running.ask(f"/disagreements?between=careergraph-esco&page={number}")
        for number in (1, 2, 3)
    )
    assert first.text.count("<section>") == ON_A_PAGE
    assert "careergraph-esco&amp;page=2" in first.text
    assert second.text.count("<section>") == 1
    assert "Page 2 of 2" in second.text
    assert (third.status, third.text) == (404, "page is a number from 1 to 2\n")


@pytest.mark.parametrize(
    "query", ["between=nothing", "page=0", "page=x", "page=%C2%B2"]
)
def test_what_is_not_there_is_refused(joined: RunningServer, query: str) -> None:
    assert joined.ask(f"/disagreements?{query}").status == 404


def test_who_has_the_page_is_not_sent_it_again(joined: RunningServer) -> None:
    reply = joined.ask("/disagreements")
    tag = {"If-None-Match": reply.headers["etag"]}
    assert joined.ask("/disagreements", headers=tag).status == 304
    other = joined.ask("/disagreements?between=esco-onet", headers=tag)
    assert other.status == 200


def test_a_graph_of_one_layer_says_that_there_is_nothing_to_compare(
    server: RunningServer,
) -> None:
    reply = server.ask("/disagreements")
    assert reply.status == 200
    assert "No role of this graph is matched between the two." in reply.text
    assert "<table>" not in reply.text
