"""A faulty release of any publisher is one line within bounds, and changes nothing."""

import re
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse

from careergraph import CareerGraphError
from careergraph.cli import run
from careergraph.ontology.crosswalk import read_crosswalk
from careergraph.ontology.esco import read_esco
from careergraph.ontology.importing import Imported
from careergraph.ontology.onet import read_onet
from tests.ontology import esco_release, onet_release


@dataclass(frozen=True)
class Publisher:
    """A publisher's form of release, and the file in it that is spoilt.

    Attributes:
        name: Of the release, which tells its version.
        file: That is spoilt.
        label: The column of labels in it, which is needed.
        text: In a row of it, near the end.
        iris: The beginning of what it names its concepts by.
        foreign: What is said of a release with other names.
    """

    command: str
    read: Callable[[Path], Imported]
    form: Any
    name: str
    file: str
    label: str
    text: str
    iris: str
    foreign: str


ESCO = Publisher(
    command="esco",
    read=read_esco,
    form=esco_release,
    name="esco-1.2.0",
    file="skills_en.csv",
    label="preferredLabel",
    text="lay floors",
    iris="http://data.europa.eu/esco/",
    foreign=r'describes "http://example.org/occupation/o1", which is no concept',
)
ONET = Publisher(
    command="onet",
    read=read_onet,
    form=onet_release,
    name="onet-30.1",
    file="Occupation Data.txt",
    label="Title",
    text="Green Keepers",
    iris="37-",
    foreign=r'describes "http://example.org/0001.00", which is no code of O\*NET',
)


def damaged(place: Path, publisher: Publisher, fault: str) -> Path:
    """Return a release with a fault."""
    content = publisher.form.tables()
    zipped: Path = publisher.form.write_zip(place / f"{publisher.name}.zip", content)
    folder: Path = publisher.form.write_folder(place / publisher.name, content)
    path = folder / publisher.file
    text = path.read_text("utf-8")
    match fault:
        case "nowhere":
            return place / "nowhere"
        case "empty folder":
            (place / "empty").mkdir()
            return place / "empty"
        case "no zip":
            zipped.write_text("not a zip")
            return zipped
        case "truncated zip":
            zipped.write_bytes(zipped.read_bytes()[:900])
            return zipped
        case "spoilt zip":
            data = bytearray(zipped.read_bytes())
            data[100:140] = bytes(40)
            zipped.write_bytes(data)
            return zipped
        case "climbing zip":
            with zipfile.ZipFile(zipped, "a") as archive:
                archive.writestr(f"../../{publisher.file}", text)
            return zipped
        case "encoding":
            spoilt = text.encode().replace(publisher.text.encode(), b"gr\xe9en")
            path.write_bytes(spoilt)
        case "column":
            path.write_text(text.replace(publisher.label, "name"), "utf-8")
        case "truncated":
            path.write_text(text[: text.index(publisher.text) + 4], "utf-8")
        case "field":
            long = text.replace(publisher.text, "x" * (2 << 20))
            path.write_text(long, "utf-8")
        case "publisher":
            for one in folder.iterdir():
                other = one.read_text("utf-8").replace(
                    publisher.iris, "http://example.org/"
                )
                one.write_text(other, "utf-8")
        case "other files":
            for one in folder.iterdir():
                one.rename(one.with_name(f"x{one.name}"))
    return folder


FAULTS = {
    "nowhere": r"nowhere: there is no such file or folder",
    "empty folder": r"empty: holds no (CSV|text or Excel) file",
    "no zip": r"\.zip: is no zip, or is cut off",
    "truncated zip": r"\.zip: is no zip, or is cut off",
    "spoilt zip": r"the zip is damaged",
    "climbing zip": r"\.zip: holds '\.\./\.\./{file}', which would lie outside of it",
    "encoding": r"{file}: byte \d+ is not UTF-8",
    "column": r"{file}: has no column {label}; it has ",
    "truncated": r"{file}: row \d has \d fields? of \d+; the file is damaged",
    "field": r"{file}: row \d cannot be read: field larger than field limit",
    "publisher": r"{foreign}",
    "other files": r"holds (neither occupations_en.csv nor|none of Occupation Data)",
}


@pytest.mark.parametrize("publisher", [ESCO, ONET], ids=lambda p: p.command)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_release_is_one_line_and_changes_nothing(
    publisher: Publisher,
    fault: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    release = damaged(tmp_path, publisher, fault)
    store = tmp_path / "store"
    expected = (
        FAULTS[fault]
        .replace("{file}", re.escape(publisher.file))
        .replace("{label}", publisher.label)
        .replace("{foreign}", publisher.foreign)
    )

    with pytest.raises(CareerGraphError) as caught:
        publisher.read(release)
    arguments = ["import", publisher.command, str(release), "--into", str(store)]
    monkeypatch.setattr(sys, "argv", ["careergraph", *arguments])
    with pytest.raises(SystemExit) as ended:
        run()

    assert re.search(expected, str(caught.value))
    assert "\n" not in str(caught.value)
    assert ended.value.code == 1
    assert capsys.readouterr().err == f"Error: {caught.value}\n"
    assert not store.exists()


@pytest.mark.parametrize("publisher", [ESCO, ONET], ids=lambda p: p.command)
@pytest.mark.parametrize("hostile", ["a b", "a>b", 'a"b', "a{b", "a\\b", "%g", "ä", ""])
def test_whatever_stands_in_a_cell_what_is_stated_is_valid(
    publisher: Publisher, hostile: str, tmp_path: Path
) -> None:
    """A store takes the statements as they are, so the syntax is checked here."""
    content = publisher.form.tables()
    read = 0
    for name, rows in content.items():
        for column in range(len(rows[0])):
            last = rows[-1]
            before, last[column] = last[column], last[column] + hostile
            place = tmp_path / f"{name} {column}" / publisher.name
            folder = publisher.form.write_folder(place, content)
            last[column] = before
            try:
                graphs = publisher.read(folder).release.graphs
            except CareerGraphError as error:
                assert name in str(error)  # its first row is its last
                continue
            lines = [
                f"<{subject}> <{prop}> {token} .\n"
                for statements in graphs.values()
                for subject, prop, _, token in statements
            ]
            parsed = [*parse("".join(lines), format=RdfFormat.N_TRIPLES)]
            assert len(parsed) == len(lines)
            read += 1
    assert read > 30


@pytest.mark.parametrize(
    ("read", "file"),
    [
        (read_esco, "skills_en.csv"),
        (read_onet, "Skills.txt"),
        (read_onet, "Skills.xlsx"),
        (read_crosswalk, "esco_onet_crosswalk_Nov2020.csv"),
    ],
)
def test_a_zip_that_unpacks_to_too_much_is_refused(
    read: Callable[[Path], object],
    file: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "release-1.2.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(file, bytes(3 << 20))
    monkeypatch.setattr("careergraph.ontology.release.MOST_BYTES", 1 << 20)

    with pytest.raises(CareerGraphError, match="has 3 MB; no file of a release has"):
        read(path)


def test_an_excel_file_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = {"Occupation Data": onet_release.tables()["Occupation Data"]}
    folder = onet_release.write_excel(tmp_path / "onet-30.1", content)
    monkeypatch.setattr("careergraph.ontology.sheet.MOST_UNPACKED", 1_000)

    with pytest.raises(CareerGraphError, match=r"Occupation Data.xlsx: unpacks to "):
        read_onet(folder)


@pytest.mark.parametrize("content", ["not a zip", "an empty zip", "a cut zip"])
def test_an_excel_file_that_is_none_is_told(tmp_path: Path, content: str) -> None:
    tables = {"Occupation Data": onet_release.tables()["Occupation Data"]}
    folder = onet_release.write_excel(tmp_path / "onet-30.1", tables)
    path = folder / "Occupation Data.xlsx"
    match content:
        case "not a zip":
            path.write_text("not a zip")
        case "an empty zip":
            with zipfile.ZipFile(path, "w") as archive:
                archive.writestr("x", "")
        case "a cut zip":
            path.write_bytes(path.read_bytes()[:-40])

    with pytest.raises(CareerGraphError, match=r"Data\.xlsx: is no Excel file, or is"):
        read_onet(folder)
