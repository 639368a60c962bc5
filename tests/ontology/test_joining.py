"""Concepts of several releases that match exactly are one in facts, and two in RDF."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from careergraph import CareerGraph
from careergraph.cli import commands
from careergraph.ontology.curated import read_curated
from careergraph.ontology.facts import Facts, record_of
from careergraph.ontology.joining import Triples, exact_matches, joined
from careergraph.ontology.namespaces import CG, EXTERNAL, ID, RDF, SKOS
from careergraph.ontology.store import add_release
from tests.ontology.esco_release import rows
from tests.ontology.joined_store import joined_store

OURS, THEIRS = ID + "analyst", EXTERNAL["esco"] + "occupation/o1"
PYTHON, THEIR_PYTHON = ID + "python", EXTERNAL["esco"] + "skill/s1"
LABEL, ALSO, EXACT = SKOS + "prefLabel", SKOS + "altLabel", SKOS + "exactMatch"

BOTH: Triples = {
    (OURS, LABEL): {"Analyst": ("ours",)},
    (OURS, EXACT): {THEIRS: ("ours",)},
    (OURS, CG + "level"): {2: ("ours",)},
    (OURS, CG + "requires"): {PYTHON: ("ours",)},
    (PYTHON, LABEL): {"Python": ("ours",)},
    (PYTHON, EXACT): {THEIR_PYTHON: ("ours",)},
    (THEIRS, LABEL): {"data analyst": ("theirs",)},
    (THEIRS, ALSO): {"Analyst": ("theirs",), "number cruncher": ("theirs",)},
    (THEIRS, RDF + "type"): {CG + "Role": ("theirs",)},
    (THEIRS, SKOS + "definition"): {"Crunches.": ("theirs",)},
    (THEIRS, CG + "level"): {4: ("theirs",)},
    (THEIRS, CG + "requires"): {THEIR_PYTHON: ("theirs",), ID + "r": ("theirs",)},
    (THEIRS, SKOS + "related"): {OURS: ("theirs",)},
    (THEIR_PYTHON, LABEL): {"Python (computer programming)": ("theirs",)},
}


def test_both_state_what_the_one_concept_has() -> None:
    same = exact_matches(BOTH)
    assert same == {THEIRS: OURS, THEIR_PYTHON: PYTHON}
    plain = {
        key: {value: {*sources} for value, sources in values.items()}
        for key, values in joined(BOTH, same).items()
        if values
    }
    assert plain == {
        (OURS, LABEL): {"Analyst": {"ours"}},
        (OURS, ALSO): {"data analyst": {"theirs"}, "number cruncher": {"theirs"}},
        (OURS, EXACT): {THEIRS: {"ours"}},
        (OURS, CG + "level"): {2: {"ours"}},
        (OURS, CG + "requires"): {PYTHON: {"ours", "theirs"}, ID + "r": {"theirs"}},
        (PYTHON, LABEL): {"Python": {"ours"}},
        (PYTHON, ALSO): {"Python (computer programming)": {"theirs"}},
        (PYTHON, EXACT): {THEIR_PYTHON: {"ours"}},
    }


def test_what_one_does_not_say_the_other_may() -> None:
    without = {key: values for key, values in BOTH.items() if key[1] != CG + "level"}
    without[THEIRS, CG + "level"] = {4: ("theirs",)}
    found = joined(without, exact_matches(without))
    assert dict(found[OURS, CG + "level"]) == {4: {"theirs"}}


def test_what_is_described_nowhere_is_not_joined() -> None:
    alone = {key: values for key, values in BOTH.items() if key[0] in (OURS, PYTHON)}
    assert exact_matches(alone) == {}
    assert joined(alone, {}) is alone


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return joined_store(tmp_path_factory.mktemp("joined"))


def test_a_gap_counts_what_both_layers_ask_for_once(store: Path) -> None:
    graph = CareerGraph.open(store)
    assert graph.resolve("data analyst") == "data-analyst"
    values = graph.facts.values("data-analyst", "requires")
    said = {value: sources for value, sources in values}
    assert said["sql"] == ("editorial",)
    assert said["esco:skill/s1"] == ("esco-9.8",)
    assert said["python"] == ("esco-9.8",)  # editorial only calls it helpful
    assert graph.facts.label("python") == "Python"
    path = graph.transition_path("data analyst", "chief AI officer")
    same = CareerGraph.load().transition_path("data analyst", "chief AI officer")
    assert path.roles == same.roles


def test_the_iri_of_the_other_leads_to_the_one(store: Path) -> None:
    graph = CareerGraph.open(store)
    [iri] = (i for i, slug in graph.facts.same.items() if slug == "data-analyst")
    assert iri not in graph.facts
    assert graph.resolve(iri) == "data-analyst"


def test_in_sparql_they_stay_two_with_a_match(store: Path) -> None:
    found = rows(
        CareerGraph.open(store),
        "SELECT ?label { id:data-analyst skos:exactMatch ?o . "
        "?o skos:prefLabel ?label }",
    )
    assert found == [{"label": "data analyst"}]


def test_importing_the_curated_graph_again_changes_nothing(store: Path) -> None:
    before = CareerGraph.open(store)
    add_release(store, read_curated().release)
    assert not before.difference(CareerGraph.open(store))


def test_the_curated_graph_alone_is_the_same_in_a_store(tmp_path: Path) -> None:
    add_release(tmp_path / "a.store", read_curated().release)
    graph, packaged = CareerGraph.open(tmp_path / "a.store"), CareerGraph.load()
    assert not packaged.difference(graph).concepts or {
        source
        for one in packaged.difference(graph).concepts
        for fact in (*one.gained, *one.lost)
        for source in fact.sources
    } == {"onet", "onet-of-careergraph"}
    assert graph.facts.same == {}


def test_a_record_without_matches_is_as_it_was() -> None:
    facts = Facts(record_of({(OURS, LABEL): {"Analyst": ("ours",)}}))
    assert facts.same == {}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["careergraph", "a.zip"], "careergraph has no RELEASE"),
        (["esco"], "name the RELEASE of esco"),
    ],
)
def test_a_release_too_many_or_too_few_is_told(
    arguments: list[str], message: str, tmp_path: Path
) -> None:
    store = tmp_path / "a.store"
    done = CliRunner().invoke(commands, ["import", *arguments, "--into", str(store)])
    assert done.exit_code == 2
    assert message in done.output
    assert not store.exists()


def test_the_report_of_the_curated_graph_counts_its_concepts(tmp_path: Path) -> None:
    store = str(tmp_path / "a.store")
    asked = ["import", "careergraph", "--into", store, "--format", "json"]
    done = CliRunner().invoke(commands, asked)
    roles = len(CareerGraph.load().facts.of_class("Role"))
    assert json.loads(done.stdout)["counts"]["Role"] == roles
