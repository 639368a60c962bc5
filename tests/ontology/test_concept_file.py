"""What a concept's file may hold, and what is made of it."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careergraph.ontology.compile import compile_quads
from careergraph.ontology.concept_file import (
    Concept,
    FaultyFileError,
    Statement,
    read_concept,
)
from careergraph.ontology.content import PACKAGED, Content, Source, read_content
from careergraph.ontology.slug import is_slug, slug_of
from careergraph.ontology.vocabulary import load_vocabulary

TEXT = """\
label: Gradient Descent
alt_labels:
  steepest descent: [editorial]
definition: Moves parameters against the gradient of a loss.
sources: [a-survey, editorial]
types:
  skill: [editorial]
effort:
  40: [editorial]
prerequisite:
  calculus:
    - a-survey
    - editorial
"""
GRADIENT_DESCENT = Concept(
    slug="gradient-descent",
    kind="Algorithm",
    file="concepts/algorithm/gradient-descent.yaml",
    label="Gradient Descent",
    definition="Moves parameters against the gradient of a loss.",
    sources=("a-survey", "editorial"),
    statements=(
        Statement("altLabel", "steepest descent", ("editorial",), 3),
        Statement("type", "Skill", ("editorial",), 7),
        Statement("effort", "40", ("editorial",), 9),
        Statement("prerequisite", "calculus", ("a-survey", "editorial"), 11),
    ),
    lines={
        "label": 1,
        "alt_labels": 2,
        "definition": 4,
        "sources": 5,
        "types": 6,
        "effort": 8,
        "prerequisite": 10,
    },
)


def read(data: bytes, folder: Path, *, kind: str = "algorithm") -> Concept:
    path = folder / "concepts" / kind / "gradient-descent.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return read_concept(path, root=folder, vocabulary=load_vocabulary())


def test_a_file_becomes_a_concept_with_the_line_of_each_statement(
    tmp_path: Path,
) -> None:
    assert read(TEXT.encode(), tmp_path) == GRADIENT_DESCENT


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.removesuffix("\n").encode(),
    ],
    ids=["byte order mark", "Windows", "old Macintosh", "no line end at the end"],
)
def test_what_editors_write_unasked_is_accepted(data: bytes, tmp_path: Path) -> None:
    assert read(data, tmp_path) == GRADIENT_DESCENT


def test_comments_and_quotes_and_folded_lines_are_accepted(tmp_path: Path) -> None:
    text = (
        "# A comment.\n"
        'label: "Gradient Descent"\n'
        "definition: Moves parameters against\n"
        "  the gradient of a loss.\n"
        "sources: ['editorial'] # ours\n"
    )

    concept = read(text.encode(), tmp_path)

    assert concept.label == "Gradient Descent"
    assert concept.definition == "Moves parameters against the gradient of a loss."
    assert concept.sources == ("editorial",)


def test_a_further_kind_brings_its_fields(tmp_path: Path) -> None:
    text = (
        "label: Data Science\ndefinition: A subject and a skill.\n"
        "sources: [editorial]\ntypes:\n  skill: [editorial]\n"
        "effort:\n  40: [editorial]\n"
    )

    concept = read(text.encode(), tmp_path, kind="field-of-study")

    assert concept.kinds == ["FieldOfStudy", "Skill"]
    assert concept.objects("effort") == ["40"]


@pytest.mark.parametrize("number", ["0", "7", "-7", "2.5", "-0.5", "123456789012345"])
def test_a_number_is_kept_as_it_stands(number: str, tmp_path: Path) -> None:
    text = TEXT.split("effort")[0] + f"hours:\n  {number}: [editorial]\n"
    text = text.replace("skill:", "course:")

    assert read(text.encode(), tmp_path).objects("hours") == [number]


@pytest.mark.parametrize(
    ("label", "slug"),
    [
        ("Feature store", "feature-store"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("R&D", "r-and-d"),
        ("Bachelor's Degree", "bachelors-degree"),
        ("Bachelor’s Degree", "bachelors-degree"),  # noqa: RUF001 - typographic
        ("A. Aldo Faisal", "a-aldo-faisal"),
        ("Aurélien Géron", "aurelien-geron"),
        ("Søren Łukasz Weiß", "soren-lukasz-weiss"),
        ("../../etc/passwd", "etc-passwd"),
        ("  TensorFlow 2.0 -- (beta) ", "tensorflow-2-0-beta"),
        ("日本", ""),
        ("...", ""),
    ],
)
def test_a_slug_is_made_of_plain_letters(label: str, slug: str) -> None:
    assert slug_of(label) == slug


def test_the_slug_of_a_slug_is_itself() -> None:
    slugs = read_content(PACKAGED).concepts

    assert [slug_of(slug) for slug in slugs] == list(slugs)
    assert all(is_slug(slug) for slug in slugs)


@pytest.mark.parametrize("text", ["", "A", "a_b", "-a", "a-", "a--b", "é", "a\n", "²"])
def test_what_is_no_slug(text: str) -> None:
    assert not is_slug(text)


PIECES = [
    *("label: ", "definition: ", "sources: ", "effort:\n", "types:\n", "requires:\n"),
    *("[editorial]", "40: [editorial]\n", "[", "]", "{", "}", ": ", ", ", "? ", "- "),
    *("&a ", "*a", "!!x ", "# ", "|\n", "'", '"', "---\n", "%a\n", "<<: ", "~", "0x1"),
    *("  ", "\n", "\t", "\r\n", "\x00", "\ufeff", "\x85", "\u2028", "\udc80"),
    *("\\u202e", "TODO", "null", "é"),
]  # fmt: skip


@settings(deadline=None)  # the first example compiles the vocabulary
@given(st.lists(st.sampled_from(PIECES), max_size=30), st.booleans())
def test_nothing_but_a_list_of_faults_comes_of_a_hostile_file(
    pieces: list[str], is_appended: bool
) -> None:
    text = (TEXT if is_appended else "") + "".join(pieces)
    with TemporaryDirectory() as folder:
        try:
            concept = read(text.encode("utf-8", "surrogateescape"), Path(folder))
        except FaultyFileError as error:
            assert error.problems
            return
    source = Source(id="editorial", title="Ours")
    content = Content({concept.slug: concept}, {source.id: source})
    assert compile_quads(content)
