"""ontology/shapes.ttl accepts all that is right, and each shape can fail."""

from dataclasses import replace
from typing import TypeAlias

import pytest
from pyshacl import validate
from rdflib import RDF, SH, SKOS, Graph, Literal, Namespace, Node, URIRef
from rdflib.namespace import DCTERMS, OWL, XSD

from careergraph import CareerGraph
from careergraph.ontology.content import PACKAGED
from careergraph.ontology.dataset import rdflib_dataset
from careergraph.ontology.vocabulary import Property, VocabularyClass, load_vocabulary

Results: TypeAlias = dict[str, set[tuple[str, str]]]
"""By the focus node: path and constraint of what is wrong, by local name."""

CG = Namespace("https://w3id.org/careergraph/schema#")
ID = Namespace("https://w3id.org/careergraph/id/")
SOURCE = Namespace("https://w3id.org/careergraph/source/")

VOCABULARY = load_vocabulary()
RATING = replace(VOCABULARY.classes["Rating"], folder="rating")  # importers make it
KINDS = VOCABULARY.by_folder | {"rating": RATING}
SHAPES = Graph().parse(PACKAGED / "shapes.ttl")
CORE = Graph().parse(PACKAGED / "core.ttl")

RIGHT = {
    "level": 2,
    "careerStage": 1,
    "typicalYearsLow": 1,
    "typicalYearsHigh": 2.5,
    "jobZone": 4,
    "typicalEducation": "Bachelor's degree (50 %)",
    "relatedExperience": "Over 1 year, up to 2 years",
    "effort": 40,
    "notation": "2511.4",
    "skillType": "knowledge",
    "reuseLevel": "cross-sector",
    "datePublished": "2016",
    "isbn": "9780262035613",
    "doi": "10.1145/3411764",
    "url": "https://example.org/",
    "status": "current",
    "statusAsOf": "2026-03",
    "hours": 1.5,
    "cost": "USD 300",
    "stepNumber": 1,
    "importance": 4.12,
    "ratedLevel": 0,
    "caution": "level not relevant",
    "currency": "EUR",
    "low": 20000,
    "lowerQuartile": 25000,
    "median": 30000,
    "mean": 31000,
    "upperQuartile": 35000,
    "high": 40000,
    "reports": 10,
    "experienceLevel": "senior",
    "asOf": "2022",
    "growthPercent": -2.5,
    "openPositions": 0,
    "period": "../2025",
    "exactMatch": "https://www.onetonline.org/link/summary/15-2051.00",
    "closeMatch": "https://www.onetonline.org/link/summary/15-2051.01",
    "broadMatch": "https://www.onetonline.org/link/summary/15-2051.02",
}
"""A value of each property whose values are no concepts of ours."""

WRONG = {
    "level": (8, "MaxInclusive"),
    "careerStage": (0, "MinInclusive"),
    "typicalYearsLow": (3, "LessThanOrEquals"),
    "typicalYearsHigh": (0, "MinExclusive"),
    "jobZone": (6, "MaxInclusive"),
    "typicalEducation": ("", "MinLength"),
    "relatedExperience": ("", "MinLength"),
    "effort": (50, "In"),
    "notation": ("", "MinLength"),
    "skillType": ("", "MinLength"),
    "reuseLevel": ("", "MinLength"),
    "datePublished": ("May 2016", "Pattern"),
    "isbn": ("978-0-262-03561-3", "Pattern"),
    "doi": ("https://doi.org/10.1145/3411764", "Pattern"),
    "url": ("example.org", "Pattern"),
    "status": ("active", "In"),
    "statusAsOf": ("2026-13", "Pattern"),
    "hours": (0, "MinExclusive"),
    "cost": ("$300", "Pattern"),
    "stepNumber": (0, "MinInclusive"),
    "importance": (5.5, "MaxInclusive"),
    "ratedLevel": (7.5, "MaxInclusive"),
    "caution": ("", "MinLength"),
    "currency": ("euro", "Pattern"),
    "low": (26000, "LessThanOrEquals"),
    "lowerQuartile": (30001, "LessThanOrEquals"),
    "median": (35001, "LessThanOrEquals"),
    "mean": (40001, "LessThanOrEquals"),
    "upperQuartile": (40001, "LessThanOrEquals"),
    "high": (0, "MinExclusive"),
    "reports": (9, "MinInclusive"),
    "experienceLevel": ("junior", "In"),
    "asOf": ("May 2022", "Pattern"),
    "growthPercent": ("much", "Datatype"),
    "openPositions": (-1, "MinInclusive"),
    "period": ("2025", "Pattern"),
}
NEEDED = {
    "Role": ("level", "track", "requires"),
    "Skill": ("effort",),
    "Algorithm": ("usedIn",),
    "CareerStep": ("stepNumber",),
    "Rating": ("ratedRole", "ratedItem"),
    "Salary": ("forRole", "inPlace", "currency"),
    "Outlook": ("forRole",),
}
LINKS = [p for p in VOCABULARY.properties.values() if p.is_reference and p.range]


def test_the_whole_graph_conforms(graph: CareerGraph) -> None:
    data = rdflib_dataset(graph.n_quads).default_graph

    assert results_of(data) == {}


def test_every_class_with_a_folder_has_a_shape() -> None:
    targets = set(SHAPES.objects(predicate=SH.targetClass))

    assert [kind.name for kind in KINDS.values() if CG[kind.name] not in targets] == []
    assert CG.Source in targets


def test_no_shape_is_of_a_class_or_property_that_there_is_not() -> None:
    named = {
        term
        for predicate in (SH.targetClass, SH.targetSubjectsOf, SH["class"], SH.path)
        for term in SHAPES.objects(predicate=predicate)
        if str(term).startswith(str(CG))
    }

    assert [term for term in named if (term, RDF.type, None) not in CORE] == []


def test_no_shape_is_switched_off() -> None:
    assert list(SHAPES.subjects(SH.deactivated)) == []


def test_the_shapes_are_shacl() -> None:
    conforms, _, text = validate(Graph(), shacl_graph=SHAPES, meta_shacl=True)

    assert conforms, text


# ------------------------------------------------------- what is right and wrong


def kind_of(prop: Property) -> VocabularyClass:
    """Return the first kind that a property belongs to."""
    return next(
        kind for kind in KINDS.values() if VOCABULARY.is_a(kind.name, prop.domain)
    )


def sound(name: str) -> URIRef:
    """Return a concept of a class."""
    kind = next(kind for kind in KINDS.values() if VOCABULARY.is_a(kind.name, name))
    return ID[f"sound-{kind.folder}"]


def value(prop: Property, given: object = None) -> Node:
    if prop.is_reference:
        return sound(prop.range or "Skill")
    if prop.is_match:
        return URIRef(str(RIGHT[prop.name]))
    found = RIGHT[prop.name] if given is None else given
    if isinstance(found, str) and prop.range != "anyURI":
        return Literal(found)
    return Literal(str(found), datatype=XSD[str(prop.range)])


def add_concept(data: Graph, subject: URIRef, kind: VocabularyClass) -> None:
    """Add a concept that has every property of its class."""
    for name in kind.ancestors:
        data.add((subject, RDF.type, CG[name]))
    data.add((subject, SKOS.prefLabel, Literal(kind.label, lang="en")))
    definition = Literal("A concept that a test of the shapes needs.", lang="en")
    data.add((subject, SKOS.definition, definition))
    for prop in VOCABULARY.properties.values():
        if VOCABULARY.is_a(kind.name, prop.domain) and prop.name != "isReplacedBy":
            data.add((subject, URIRef(prop.iri), value(prop)))


def add_source(data: Graph, subject: URIRef) -> None:
    data.add((subject, RDF.type, CG.Source))
    data.add((subject, DCTERMS.title, Literal("A survey", lang="en")))
    data.add((subject, DCTERMS.license, URIRef("https://example.org/licence")))


def results_of(data: Graph) -> Results:
    _, report, _ = validate(data, shacl_graph=SHAPES, ont_graph=CORE, inference="none")
    assert isinstance(report, Graph)
    results: Results = {}
    for result in report.objects(predicate=SH.result):
        focus = str(report.value(result, SH.focusNode)).rpartition("/")[2]
        path = str(report.value(result, SH.resultPath) or "").replace("#", "/")
        found = str(report.value(result, SH.sourceConstraintComponent))
        constraint = found.rpartition("#")[2].removesuffix("ConstraintComponent")
        results.setdefault(focus, set()).add((path.rpartition("/")[2], constraint))
    return results


def sound_graph() -> Graph:
    data = Graph()
    for folder, kind in KINDS.items():
        add_concept(data, ID[f"sound-{folder}"], kind)
    add_source(data, SOURCE["a-survey"])
    return data


@pytest.fixture(scope="module")
def results() -> Results:
    """What is found in a graph of sound concepts and of one for each fault."""
    data = sound_graph()
    for prop in VOCABULARY.properties.values():
        subject, path = ID[f"wrong-{prop.field}"], URIRef(prop.iri)
        if prop.name in WRONG:
            add_concept(data, subject, kind_of(prop))
            data.set((subject, path, value(prop, WRONG[prop.name][0])))
        if prop in LINKS:
            add_concept(data, subject, kind_of(prop))
            data.add(
                (subject, path, sound("Place" if prop.range != "Place" else "Role"))
            )
            data.add((ID[f"owner-{prop.field}"], path, value(prop)))
    for name, needed in NEEDED.items():
        for prop in (VOCABULARY.properties[n] for n in needed):
            subject = ID[f"{name}-without-{prop.field}"]
            add_concept(data, subject, VOCABULARY.classes[name])
            data.remove((subject, URIRef(prop.iri), None))
    for kind in KINDS.values():
        data.add((ID[f"bare-{kind.folder}"], RDF.type, CG[kind.name]))
    spoil_the_rest(data)
    return results_of(data)


def spoil_the_rest(data: Graph) -> None:
    names = ["without-label", "two-labels", "without-definition", "short", "no-stop"]
    names += ["replaced-by-nothing", "twice-matched", "under-nothing", "said-again"]
    for name in [*names, "Bad_Slug"]:
        add_concept(data, ID[name], KINDS["skill"])
    english = "en"
    data.remove((ID["without-label"], SKOS.prefLabel, None))
    data.add((ID["two-labels"], SKOS.prefLabel, Literal("Another", lang=english)))
    data.remove((ID["without-definition"], SKOS.definition, None))
    data.set((ID["short"], SKOS.definition, Literal("Short.", lang=english)))
    no_stop = Literal("A definition without an end", lang=english)
    data.set((ID["no-stop"], SKOS.definition, no_stop))
    data.add((ID["replaced-by-nothing"], DCTERMS.isReplacedBy, ID["nothing"]))
    data.set((ID["replaced-by-nothing"], OWL.deprecated, Literal(False)))
    match = data.value(ID["twice-matched"], SKOS.exactMatch)
    assert match
    data.add((ID["twice-matched"], SKOS.closeMatch, match))
    data.add((ID["under-nothing"], SKOS.broader, ID["nothing"]))
    data.add((ID["said-again"], SKOS.altLabel, Literal("Skill", lang=english)))
    for amount in ("low", "high", "median", "mean"):
        data.remove((ID["Salary-without-currency"], CG[amount], None))
    for figure in ("growthPercent", "openPositions"):
        data.remove((ID["Outlook-without-for_role"], CG[figure], None))
    for name in ("untitled", "unlicensed"):
        add_source(data, SOURCE[name])
    data.remove((SOURCE["untitled"], DCTERMS.title, None))
    data.remove((SOURCE["unlicensed"], DCTERMS.license, None))


def test_what_is_right_conforms() -> None:
    assert results_of(sound_graph()) == {}


def test_each_property_of_literals_has_a_wrong_one() -> None:
    properties = VOCABULARY.properties.values()
    literal = {p.name for p in properties if not p.is_reference and not p.is_match}

    assert set(WRONG) == literal


@pytest.mark.parametrize("name", WRONG)
def test_a_literal_that_is_wrong(name: str, results: Results) -> None:
    field = VOCABULARY.properties[name].field

    assert (name, WRONG[name][1]) in results[f"wrong-{field}"]


@pytest.mark.parametrize("prop", LINKS, ids=lambda prop: prop.name)
def test_a_link_to_a_concept_of_another_class(prop: Property, results: Results) -> None:
    assert (prop.name, "Class") in results[f"wrong-{prop.field}"]


@pytest.mark.parametrize("prop", LINKS, ids=lambda prop: prop.name)
def test_a_link_from_what_has_no_class(prop: Property, results: Results) -> None:
    assert results[f"owner-{prop.field}"] == {("", "Class")}


@pytest.mark.parametrize(
    ("name", "missing"), [(name, p) for name in NEEDED for p in NEEDED[name]]
)
def test_a_property_that_is_needed(name: str, missing: str, results: Results) -> None:
    field = VOCABULARY.properties[missing].field

    assert (missing, "MinCount") in results[f"{name}-without-{field}"]


@pytest.mark.parametrize("folder", VOCABULARY.by_folder)
def test_a_concept_that_has_nothing_but_a_class(folder: str, results: Results) -> None:
    found = results[f"bare-{folder}"]

    assert {("prefLabel", "MinCount"), ("definition", "MinCount")} <= found
    above = KINDS[folder].ancestors - {KINDS[folder].name}
    assert (("type", "HasValue") in found) == bool(above)


@pytest.mark.parametrize(
    ("focus", "result"),
    [
        ("without-label", ("prefLabel", "MinCount")),
        ("two-labels", ("prefLabel", "UniqueLang")),
        ("without-definition", ("definition", "MinCount")),
        ("short", ("definition", "MinLength")),
        ("no-stop", ("definition", "Pattern")),
        ("replaced-by-nothing", ("isReplacedBy", "Node")),
        ("replaced-by-nothing", ("deprecated", "In")),
        ("twice-matched", ("exactMatch", "Disjoint")),
        ("under-nothing", ("broader", "Node")),
        ("said-again", ("altLabel", "Disjoint")),
        ("Bad_Slug", ("", "Pattern")),
        ("Salary-without-currency", ("", "Or")),
        ("Outlook-without-for_role", ("", "Or")),
        ("untitled", ("title", "MinCount")),
        ("unlicensed", ("", "Or")),
    ],
)
def test_a_fault_of_the_rest(
    focus: str, result: tuple[str, str], results: Results
) -> None:
    assert result in results[focus]


def test_only_what_is_wrong_is_found(results: Results) -> None:
    assert [focus for focus in results if focus.startswith("sound-")] == []
