"""A server of several releases: each concept has one page, whatever its IRI."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.ontology.joined_store import joined_store, theirs
from tests.server.conftest import Look
from tests.server.running import RunningServer, start, stop


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    store = joined_store(tmp_path_factory.mktemp("joined"))
    running = start("--graph", str(store))
    yield running
    stop(running)


def test_an_imported_concept_has_a_page_that_answers_lead_to(
    joined: RunningServer, look: Look
) -> None:
    query = "SELECT ?o { ?o skos:prefLabel 'floor layer'@en }"
    page = look(joined, f"/?query={quote(query)}")
    page.get_by_role("button", name="Run").click()
    page.locator("#results td a").click()
    expect(page.locator("h1")).to_have_text("floor layer")
    assert page.url == f"{joined.url}/id/esco:occupation/o2"


def test_the_iri_of_a_joined_concept_leads_to_the_one_of_ours(
    joined: RunningServer, look: Look
) -> None:
    page = look(joined, f"/id/esco:occupation/{theirs('data-analyst')}")
    assert page.url == f"{joined.url}/id/data-analyst"
    expect(page.locator("h1")).to_have_text("Data Analyst")
