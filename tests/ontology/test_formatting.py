"""The one form of a concept's file."""

import os
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careergraph.errors import ContentError, OutputError
from careergraph.ontology.concept_file import (
    Concept,
    Statement,
    read_concept,
)
from careergraph.ontology.content import PACKAGED, read_content
from careergraph.ontology.formatting import format_concept, format_files
from careergraph.ontology.forms import FORMS
from careergraph.ontology.vocabulary import Property, load_vocabulary

VOCABULARY = load_vocabulary()

SCRAMBLED = """\
requires:
  "sql":
    - editorial
    - a-survey
  python: [editorial]
level: {2: ["editorial"]}
sources:
- editorial
- a-survey
definition: "Answers questions
  from data: what happened?"
label: 'Data Analyst'
typical_years_high:
  10: [editorial]
  2.5: [a-survey]
alt_labels:
  'yes': [editorial]
  analyst: [editorial]
"""

FORMATTED = """\
label: Data Analyst
alt_labels:
  analyst: [editorial]
  'yes': [editorial]
definition: 'Answers questions from data: what happened?'
sources: [a-survey, editorial]
level:
  2: [editorial]
typical_years_high:
  2.5: [a-survey]
  10: [editorial]
requires:
  python: [editorial]
  sql: [a-survey, editorial]
"""


def make(folder: Path, text: str, *, name: str = "data-analyst") -> Path:
    path = folder / "concepts/role" / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def test_order_quotes_and_lists_become_one_form(tmp_path: Path) -> None:
    path = make(tmp_path, SCRAMBLED)

    assert format_files(tmp_path, write=True) == [path]
    assert path.read_text("utf-8") == FORMATTED
    assert format_files(tmp_path, write=True) == []


def test_line_ends_and_byte_order_mark_become_one_form(tmp_path: Path) -> None:
    path = make(tmp_path, "\ufeff" + FORMATTED.replace("\n", "\r\n"))

    assert format_files(tmp_path, write=True) == [path]
    assert path.read_bytes() == FORMATTED.encode()


def test_finding_what_differs_changes_nothing(tmp_path: Path) -> None:
    path = make(tmp_path, SCRAMBLED)

    assert format_files(tmp_path, write=False) == [path]
    assert path.read_text("utf-8") == SCRAMBLED


def test_a_long_line_is_not_folded(tmp_path: Path) -> None:
    definition = "Answers " + "very " * 500 + "many questions."
    lines = FORMATTED.splitlines(keepends=True)
    lines[4] = f"definition: {definition}\n"
    make(tmp_path, "".join(lines))

    assert format_files(tmp_path, write=True) == []


def test_the_content_of_the_package_is_in_its_one_form() -> None:
    assert format_files(PACKAGED, write=False) == []


DEFINITION = "'Answers questions from data: what happened?'"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# A comment.\n" + FORMATTED, 1),
        (FORMATTED.replace("level:", "level: # of seven"), 7),
        (FORMATTED + "  # and more", 15),
        (FORMATTED.replace(DEFINITION, ">- # x\n  A # b"), 5),
        (FORMATTED.replace(DEFINITION, "é # ü"), 5),
    ],
)
def test_a_file_with_a_comment_is_not_rewritten(
    text: str, line: int, tmp_path: Path
) -> None:
    path = make(tmp_path, text)

    with pytest.raises(ContentError) as raised:
        format_files(tmp_path, write=True)

    assert str(raised.value) == (
        f"concepts/role/data-analyst.yaml:{line}: format would lose this comment; "
        f"remove it, or say it in the definition [comment-lost]"
    )
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize("definition", ["Made with C#.", "'The # sign.'", '"# x"'])
def test_a_hash_in_a_text_is_no_comment(definition: str, tmp_path: Path) -> None:
    path = make(tmp_path, FORMATTED.replace(DEFINITION, definition))

    format_files(tmp_path, write=True)

    written = path.read_text("utf-8").splitlines()[4]
    assert written == f"definition: {definition}".replace('"', "'")


def test_a_faulty_file_is_reported_and_left_and_the_others_are_formatted(
    tmp_path: Path,
) -> None:
    faulty = make(tmp_path, "label: X\n", name="a-faulty-one")
    path = make(tmp_path, SCRAMBLED)

    with pytest.raises(ContentError) as raised:
        format_files(tmp_path, write=True)

    assert [(p.file, p.rule) for p in raised.value.problems] == [
        ("concepts/role/a-faulty-one.yaml", "missing-field"),
        ("concepts/role/a-faulty-one.yaml", "missing-field"),
    ]
    assert faulty.read_text("utf-8") == "label: X\n"
    assert path.read_text("utf-8") == FORMATTED


def test_a_failure_leaves_the_file_whole_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(aside: object, target: object) -> None:
        raise OSError(28, "No space left on device")

    path = make(tmp_path, SCRAMBLED)
    monkeypatch.setattr(os, "replace", fail)

    with pytest.raises(OutputError, match=r"cannot write .*: the disk is full"):
        format_files(tmp_path, write=True)

    assert path.read_text("utf-8") == SCRAMBLED
    assert os.listdir(path.parent) == [path.name]


def test_permissions_are_kept(tmp_path: Path) -> None:
    path = make(tmp_path, SCRAMBLED)
    path.chmod(0o640)

    format_files(tmp_path, write=True)

    assert path.stat().st_mode & 0o777 == 0o640


# -------------------------------------------------- for every concept there can be

HOSTILE = [
    *("yes", "No", "null", "~", "on", "1e3", "1_000", "0x1F", ".5", ".inf", "12:30"),
    *("2022-05-01", "=", "<<", "- x", "-", "--- x", "...", "? x", ": x", "a: b", "a:"),
    *("a #b", "# a", "#", "C#", "it's", '"quoted"', "'quoted'", "[a, b]", "{a: b}"),
    *("a, b", "a]", "*a", "&a", "!a", "!!int 3", "%a", "@a", "`a`", "|", ">", "a\\nb"),
    *("\\", "</script>", "Größe", "日本語", "😀", "x" * 300, "é" * 200, "todo", "=1+1"),
]  # fmt: skip

texts = st.sampled_from(HOSTILE) | st.text(
    st.characters(codec="utf-8").filter(str.isprintable), min_size=1, max_size=40
).map(lambda text: " ".join(text.split())).filter(lambda text: text not in ("", "TODO"))
slugs = st.from_regex("[a-z0-9]{1,5}(-[a-z0-9]{1,5}){0,2}", fullmatch=True) | (
    st.sampled_from(["yes", "no", "null", "1e3", "2022", "2022-05-01", "x" * 200])
)
sources = st.lists(slugs, min_size=1, max_size=3, unique=True).map(tuple)
integers = st.integers(-(10**15) + 1, 10**15 - 1).map(str)
decimals = integers | st.builds(
    "{}.{}{}".format,
    st.integers(-(10**14), 10**14).map(str),
    st.from_regex("[0-9]{0,5}", fullmatch=True),
    st.sampled_from("123456789"),
)


def isbn_of(digits: str) -> str:
    weighed = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits))
    return f"{digits}{-weighed % 10}"


def like(pattern: str) -> st.SearchStrategy[str]:
    return st.from_regex(pattern, fullmatch=True)


dates = like("[12][0-9]{3}(-(0[1-9]|1[0-2]))?")
with_a_form = {
    "asOf": dates,
    "cost": like(r"[A-Z]{3} (0|[1-9][0-9]{0,9})(\.[0-9][0-9])?"),
    "currency": like("[A-Z]{3}"),
    "datePublished": like("[12][0-9]{3}"),
    "doi": like(r"10\.[0-9]{4,9}/[!#-;=?-\[\]_a-z~]{1,30}"),
    "experienceLevel": st.sampled_from(["entry", "mid", "senior", "executive"]),
    "isbn": like("97[89][0-9]{9}").map(isbn_of),
    "period": like(r"([12][0-9]{3}|\.\.)/[12][0-9]{3}"),
    "status": st.sampled_from(["current", "retired", "replaced"]),
    "statusAsOf": dates,
    "url": like(r"https?://[a-z.]{1,9}(:[0-9]{2,5})?(/[!#-;=?-\[\]_a-z~]{0,30})?"),
}
matches = like(r"onet:[0-9]{2}-[0-9]{4}\.[0-9]{2}|wikidata:Q[1-9][0-9]{0,8}") | (
    like("esco:(skill|occupation)/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
)


def objects(prop: Property) -> st.SearchStrategy[str]:
    if prop.is_reference:
        return slugs
    if prop.is_match:
        return matches
    if prop.name in with_a_form:
        return with_a_form[prop.name]
    return {"integer": integers, "decimal": decimals}.get(str(prop.range), texts)


@st.composite
def concepts(draw: st.DrawFn) -> Concept:
    kind = draw(st.sampled_from(list(VOCABULARY.by_folder.values())))
    everyones = (None, *kind.ancestors)
    own = [p for p in VOCABULARY.properties.values() if p.domain in everyones]
    stated = {"altLabel": texts}
    stated["type"] = st.sampled_from([c.name for c in VOCABULARY.by_folder.values()])
    for prop in draw(st.lists(st.sampled_from(own), unique=True)):
        stated[prop.name] = objects(prop)
    return Concept(
        slug=draw(slugs),
        kind=kind.name,
        file="",
        label=draw(texts),
        definition=draw(texts),
        sources=draw(sources),
        statements=tuple(
            Statement(name, value, draw(sources), line=0)
            for name, values in stated.items()
            for value in draw(st.lists(values, max_size=3, unique=True))
        ),
        lines={},
    )


def normal(concept: Concept) -> Concept:
    """Leave out where things stand, and in which order."""
    statements = sorted(
        (
            replace(s, sources=tuple(sorted(s.sources)), line=0)
            for s in concept.statements
        ),
        key=str,
    )
    return replace(
        concept,
        file="",
        sources=tuple(sorted(concept.sources)),
        statements=tuple(statements),
        lines={},
    )  # fmt: skip


@settings(deadline=None)  # the first example compiles the vocabulary
@given(concepts())
def test_what_is_formatted_reads_as_the_same_concept(concept: Concept) -> None:
    text = format_concept(concept)

    with TemporaryDirectory() as folder:
        path = Path(folder, str(VOCABULARY.classes[concept.kind].folder))
        path.mkdir()
        path /= f"{concept.slug}.yaml"
        path.write_bytes(text.encode())
        again = read_concept(path, root=Path(folder), vocabulary=VOCABULARY)

    assert normal(again) == normal(concept)
    assert format_concept(again) == text


def test_every_form_has_values_of_its_own() -> None:
    assert sorted(with_a_form) == sorted(FORMS)


def test_each_concept_of_the_package_reads_as_the_same_concept() -> None:
    for concept in read_content().concepts.values():
        text = (PACKAGED / concept.file).read_text("utf-8")
        assert format_concept(concept) == text
