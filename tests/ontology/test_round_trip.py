"""What a concept's file says survives the way to RDF and back, with its sources."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Triple

from careergraph.ontology.compile import compile_quads
from careergraph.ontology.concept_file import Concept, Statement, read_concept
from careergraph.ontology.content import Content, read_content
from careergraph.ontology.formatting import format_concept
from careergraph.ontology.namespaces import CG, EXTERNAL, ID, RDF, SKOS, SOURCE
from careergraph.ontology.source_file import Source
from careergraph.ontology.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
SOURCES = {name: Source(name, name) for name in ("article", "editorial", "onet-29.2")}

texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20
)
sources = st.sets(st.sampled_from(sorted(SOURCES)), min_size=1).map(
    lambda names: tuple(sorted(names))
)
skills = st.sampled_from(["algebra", "calculus", "charts"])


@st.composite
def roles(draw: st.DrawFn) -> Concept:
    """A role with statements of each sort: concepts, numbers, texts, matches."""
    values: dict[str, st.SearchStrategy[str]] = {
        "altLabel": texts,
        "type": st.just("FieldOfStudy"),
        "exactMatch": st.sampled_from(["onet:15-2051.00", "wikidata:Q42"]),
        "level": st.integers(1, 7).map(str),
        "typicalYearsLow": st.sampled_from(["0.5", "2", "10"]),
        "typicalEducation": texts,
        "requires": skills,
        "benefitsFrom": skills,
    }
    stated = draw(
        st.lists(
            st.sampled_from(sorted(values)).flatmap(
                lambda name: st.tuples(st.just(name), values[name])
            ),
            unique=True,
        )
    )
    statements = tuple(Statement(*pair, draw(sources), 1) for pair in stated)
    return Concept(
        "analyst", "Role", "", draw(texts), draw(texts), draw(sources), statements, {}
    )


def skill(slug: str) -> Concept:
    return Concept(slug, "Skill", "", slug, "A skill.", ("editorial",), (), {})


def concept_of(slug: str, kind: str, quads: Iterable[Quad]) -> Concept:
    """Read a concept back from RDF, by nothing but its named graphs."""
    stated: dict[Triple, set[str]] = defaultdict(set)
    for quad in quads:
        if isinstance(quad.graph_name, NamedNode) and quad.subject == NamedNode(
            ID + slug
        ):
            stated[quad.triple].add(quad.graph_name.value.removeprefix(SOURCE))
    kinds = {
        str(getattr(triple.object, "value", "")).removeprefix(CG)
        for triple in stated
        if is_type(triple)
    }
    implied = {
        above for name in kinds for above in VOCABULARY.classes[name].ancestors - {name}
    }
    by_iri = {prop.iri: prop for prop in VOCABULARY.properties.values()}
    text: dict[str, str] = {}
    head: tuple[str, ...] = ()
    statements = []
    for triple, names in stated.items():
        who = tuple(sorted(names))
        value = triple.object.value if hasattr(triple.object, "value") else ""
        predicate = triple.predicate.value
        if is_type(triple):
            name = value.removeprefix(CG)
            if name == kind:
                head = who
            elif name not in implied:
                statements.append(Statement("type", name, who, 1))
        elif predicate in (SKOS + "prefLabel", SKOS + "definition"):
            text[predicate] = value
        elif predicate == SKOS + "altLabel":
            statements.append(Statement("altLabel", value, who, 1))
        else:
            statements.append(Statement(by_iri[predicate].name, short(triple), who, 1))
    label, definition = text[SKOS + "prefLabel"], text[SKOS + "definition"]
    return Concept(slug, kind, "", label, definition, head, tuple(statements), {})


def is_type(triple: Triple) -> bool:
    return triple.predicate.value == RDF + "type"


def short(triple: Triple) -> str:
    """Return a value as a concept's file writes it."""
    assert isinstance(triple.object, NamedNode | Literal)
    value = triple.object.value
    if isinstance(triple.object, NamedNode):
        for prefix, iri in EXTERNAL.items():
            if value.startswith(iri):
                return f"{prefix}:{value.removeprefix(iri)}"
    return value.removeprefix(ID)


@settings(max_examples=300, deadline=None)
@given(concept=roles())
def test_any_role_comes_back_as_the_same_file(concept: Concept) -> None:
    others = {slug: skill(slug) for slug in ("algebra", "calculus", "charts")}
    quads = compile_quads(Content({concept.slug: concept, **others}, SOURCES))
    assert format_concept(concept_of("analyst", "Role", quads)) == format_concept(
        concept
    )


def test_every_concept_of_the_graph_comes_back_as_the_same_file() -> None:
    content = read_content()
    quads = compile_quads(content)
    by_subject: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            by_subject[quad.subject.value].append(quad)
    for slug, concept in content.concepts.items():
        back = concept_of(slug, concept.kind, by_subject[ID + slug])
        assert format_concept(back) == format_concept(concept), slug


def test_a_formatted_role_is_read_as_it_was_written(tmp_path: Path) -> None:
    concept = read_content().concepts["data-scientist"]
    path = tmp_path / "role" / "data-scientist.yaml"
    path.parent.mkdir()
    path.write_text(format_concept(concept), encoding="utf-8")
    again = read_concept(path, root=tmp_path, vocabulary=VOCABULARY)
    assert {(s.property, s.object, s.sources) for s in again.statements} == {
        (s.property, s.object, s.sources) for s in concept.statements
    }
