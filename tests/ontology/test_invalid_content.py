"""Every fault that concept files can have, with the messages that it must give.

A folder of ``tests/data/invalid`` is a case: its files are put over the small
content of ``tests/data/content``, and ``expected.txt`` holds all messages. What stands
in a ``core.ttl`` of a case is added to the vocabulary. Cases that need bytes, links or folders no repository should hold are made below.
"""

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import parse

from careergraph.errors import ContentError
from careergraph.ontology import compile, content
from careergraph.ontology.content import read_content
from careergraph.ontology.vocabulary import schema_quads
from careergraph.ontology.yaml_file import YamlFile
from careergraph.queries.checks import check_content, load_rules

DATA = Path(__file__).parent.parent / "data"
CASES = sorted(path.name for path in (DATA / "invalid").iterdir())
ELSEWHERE = {"comment-lost"}
"""Rules that only ``careergraph format`` has; see test_formatting.py."""

SKILL = b"label: X\ndefinition: Nothing in particular.\nsources: [editorial]\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small content, to be spoilt."""
    return shutil.copytree(DATA / "content", tmp_path / "content")


def messages(folder: Path) -> list[str]:
    return [str(problem) for problem in check_content(folder)]


def test_the_small_content_has_no_fault(folder: Path) -> None:
    assert messages(folder) == []


@pytest.mark.parametrize("case", CASES)
def test_all_messages_of_a_fault(
    case: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = DATA / "invalid" / case
    if (source / "core.ttl").is_file():
        terms = [*schema_quads(), *parse(path=str(source / "core.ttl"))]
        monkeypatch.setattr(compile, "schema_quads", lambda: terms)
    for path in source.rglob("*.y*ml"):
        is_concept = path.name != "sources.yaml"
        target = folder / ("concepts" if is_concept else "") / path.relative_to(source)
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(path, target)

    expected = (source / "expected.txt").read_text("utf-8").splitlines()

    assert messages(folder) == expected


def test_there_are_at_least_seventy_cases() -> None:
    assert len(CASES) >= 70


# ------------------------------------------------------------ made where needed


def write(data: bytes) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        (folder / "concepts/skill/x.yaml").write_bytes(data)

    return spoil


def link(target: str, *, at: str = "skill/x.yaml") -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        (folder / "concepts" / at).symlink_to(target)

    return spoil


def link_a_kind(folder: Path) -> None:
    outside = folder.parent / "outside"
    outside.mkdir()
    (outside / "x.yaml").write_bytes(SKILL)
    (folder / "concepts/platform").symlink_to(outside)


def make_a_pipe(folder: Path) -> None:
    os.mkfifo(folder / "concepts/skill/x.yaml")


def make_a_folder(folder: Path) -> None:
    (folder / "concepts/skill/x.yaml").mkdir()


def write_under_a_hostile_name(folder: Path) -> None:
    name = "\x1b[31m\udce9.yaml"
    (folder / "concepts/skill" / name).write_bytes(b"- x\n")


def remove_sources(folder: Path) -> None:
    (folder / "sources.yaml").unlink()


def remove_concepts(folder: Path) -> None:
    shutil.rmtree(folder / "concepts")


X = "concepts/skill/x.yaml:"
TOO_DEEP = (
    "is nested too deep; write it flat, a list of sources is the deepest level "
    "[too-deep]"
)
OUTSIDE = "is a link out of the folder; put the file itself here [outside-file]"
NO_FILE = "is no file; remove it or rename it [not-a-file]"
MADE: dict[str, tuple[Callable[[Path], None], list[str]]] = {
    "too large": (
        write(SKILL + b"#" * 65_536),
        [f"{X}1: is larger than 65536 bytes; split it [too-large]"],
    ),
    "60,000 opening brackets": (write(b"[" * 60_000), [f"{X}1: {TOO_DEEP}"]),
    "20,000 opening braces": (write(b"{a: " * 16_000), [f"{X}1: {TOO_DEEP}"]),
    "16,000 nested keys": (write(b"? " * 32_000), [f"{X}1: {TOO_DEEP}"]),
    "NUL byte": (
        write(SKILL + b"# \x00\n"),
        [
            (
                f"{X}4: holds U+0000 (a control character), which nobody sees; "
                f"remove it [unsafe-text]"
            )
        ],
    ),
    "invalid UTF-8": (
        write(SKILL + b"# caf\xe9\n"),
        [f"{X}4: byte 0xe9 is not UTF-8; save it as UTF-8 [not-utf-8]"],
    ),
    "UTF-16": (
        write(SKILL.decode().encode("utf-16")),
        [f"{X}1: byte 0xff is not UTF-8; save it as UTF-8 [not-utf-8]"],
    ),
    "link to another file": (link("/etc/passwd"), [f"{X}1: {OUTSIDE}"]),
    "link to nowhere": (link("y.yaml"), [f"{X}1: {NO_FILE}"]),
    "link to itself": (link("x.yaml"), [f"{X}1: {NO_FILE}"]),
    "link to an endless file": (link("/dev/zero"), [f"{X}1: {OUTSIDE}"]),
    "link to another folder": (
        link_a_kind,
        [f"concepts/platform/x.yaml:1: {OUTSIDE}"],
    ),
    "folder with the name of a file": (make_a_folder, [f"{X}1: {NO_FILE}"]),
    "pipe": (make_a_pipe, [f"{X}1: {NO_FILE}"]),
    "file name with an escape code and no UTF-8": (
        write_under_a_hostile_name,
        [
            (
                r"concepts/skill/\x1b[31m\udce9.yaml:1: "
                r'"\x1b[31m\udce9" is no slug; name the file with lower-case letters '
                r"a to z, digits and single hyphens [bad-slug]"
            ),
            (
                r"concepts/skill/\x1b[31m\udce9.yaml:1: holds no fields; begin with "
                r'"label: Python" [not-a-mapping]'
            ),
        ],
    ),
    "no sources.yaml": (
        remove_sources,
        [
            (
                "sources.yaml:1: does not exist; it lists who says what, see "
                "docs/authoring.md [no-sources]"
            )
        ],
    ),
    "no concepts": (
        remove_concepts,
        [
            (
                "concepts:1: holds no concept; write one with `careergraph new` "
                "[no-concepts]"
            )
        ],
    ),
}


@pytest.mark.parametrize("name", MADE)
def test_messages_of_a_fault_that_is_made(name: str, folder: Path) -> None:
    spoil, expected = MADE[name]
    spoil(folder)

    assert messages(folder) == expected


def test_a_file_that_may_not_be_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deny(file: YamlFile) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(YamlFile, "read_start", deny)

    assert messages(folder)[0] == (
        "concepts/algorithm/linear-regression.yaml:1: cannot be read "
        "(Permission denied); see who may read it [unreadable-file]"
    )


def test_a_folder_that_may_not_be_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def walk(
        top: Path, onerror: Callable[[OSError], None]
    ) -> list[tuple[str, list[str], list[str]]]:
        onerror(PermissionError(13, "Permission denied", str(top / "place")))
        return []

    monkeypatch.setattr(os, "walk", walk)

    assert messages(folder) == [
        (
            "concepts/place:1: cannot be read (Permission denied); see who may read it "
            "[unreadable-file]"
        )
    ]


def test_a_message_is_cut_where_a_file_holds_too_long_a_word(folder: Path) -> None:
    write(SKILL + b"z" * 500 + b":\n  a: [editorial]\n")(folder)

    message = messages(folder)[-1]

    cut = "z" * 57 + "..."
    assert message == (
        f'{X}4: {cut}: there is no field "{cut}"; remove it, or see '
        f"docs/authoring.md [unknown-field]"
    )


def test_reading_content_raises_one_error_with_all_faults(folder: Path) -> None:
    (folder / "concepts/skill/a.yaml").write_bytes(SKILL + b"a: b\n")
    (folder / "concepts/skill/b.yaml").write_bytes(SKILL + b"b: c\n")

    with pytest.raises(ContentError) as raised:
        read_content(folder)

    assert [(p.file, p.line, p.rule) for p in raised.value.problems] == [
        ("concepts/skill/a.yaml", 4, "unknown-field"),
        ("concepts/skill/b.yaml", 4, "unknown-field"),
    ]


def test_every_rule_occurs_in_a_case() -> None:
    said = "\n".join(
        (DATA / "invalid" / case / "expected.txt").read_text("utf-8") for case in CASES
    )
    said += "\n".join(line for _, expected in MADE.values() for line in expected)
    shown = set(re.findall(r"\[([a-z0-9-]+)\]$", said, re.MULTILINE))

    assert rules_in_the_code() | {
        rule.name for rule in load_rules()
    } == shown | ELSEWHERE | {"unreadable-file"}


def rules_in_the_code() -> set[str]:
    """Return all texts that look like a rule's name in the code that reads files."""
    folder = Path(content.__file__).parent
    readers = ("concept_file", "content", "formatting", "references", "source_file")
    names = set()
    for name in (*readers, "yaml_file"):
        text = (folder / f"{name}.py").read_text("utf-8")
        names |= set(re.findall(r'"([a-z]+(?:-[a-z0-9]+)+)"', text))
    return names - {"utf-8", "utf-8-sig"}
